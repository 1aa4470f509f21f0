"""`fyr risk decide`: record a body's decision on how risks are treated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fyrportfolj.commands.recording import AS_USUAL, Change, RefusedError, Terms, record, said_after
from fyrportfolj.commands.result import Result, exit_code
from fyrportfolj.commands.verdict import verdict_of
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.risks import Behandlingsval
from fyrportfolj.rules.advance import unique_id
from fyrportfolj.store.edit import Edit, Set


@dataclass(frozen=True)
class TreatmentRequest:
    """What a body decided on risks.

    Attributes:
        risker: risk ids in the file.
        val: how they are treated.
        organ: body id.
        datum: the day of the meeting.
        kommun: kommun id, for a municipal body.
    """

    risker: tuple[str, ...]
    val: Behandlingsval
    organ: str
    datum: date
    motivering: str | None = None
    kommun: str | None = None
    organets_namn: str | None = None
    paragraf: str | None = None
    registrerat_av: str | None = None


@dataclass(frozen=True)
class Treated:
    """A recorded, planned or refused decision on risks.

    Attributes:
        id: the undertaking.
        beslut: the decision, or None when it was refused.
        diff: the change of the file as a unified diff.
        commit: id of the commit, or None for a dry run or a refusal.
    """

    id: str
    beslut: Decision | None
    diff: str
    commit: str | None


def decide_risks(ws: Workspace, id_: str, request: TreatmentRequest, terms: Terms = AS_USUAL) -> Result[Treated]:
    """Record a decision on risks: one entry in the file, the treatment of each risk, one commit.

    Args:
        ws: the opened portfolio.
        id_: the undertaking.
        request: what was decided.
        terms: only shown, only written out to be signed, or recorded, and with whose signatures.

    Returns:
        The change. Exit code 1 and diagnostics when the body lacks the authority; then nothing is written.

    Raises:
        UsageError: no such undertaking or risk.
        ExternalError: the portfolio is not in a git repository.
        DataError: the file has uncommitted edits.
    """
    id_ = ws.find(id_).modell.id

    def prepare(portfolio: Portfolio, entry: Entry[Undertaking], today: date) -> Change:
        verdict = verdict_of(portfolio, entry, today)
        decision = _decision(entry.modell, request)
        return Change(decision, _edits(entry.modell, request, decision.id), verdict.replay, verdict.replay)

    try:
        done = record(ws, id_, prepare, terms)
    except RefusedError as refused:
        return Result(Treated(id_, None, "", None), refused.diagnostics, exit_code=exit_code(refused.diagnostics))
    return Result(Treated(id_, done.change.beslut, done.diff, done.commit), (), said_after(done))


def _decision(u: Undertaking, r: TreatmentRequest) -> Decision:
    known = {risk.id for risk in u.risker}
    missing = tuple(i for i in r.risker if i not in known)
    if missing or not r.risker:
        raise UsageError(
            T("{id} har ingen risk som heter {risker}", id=u.id, risker=missing or ("–",)),
            T("riskerna i filen är {mojliga}", mojliga=tuple(sorted(known))),
        )
    return Decision(
        id=unique_id(u, r.datum, r.organ, r.kommun),
        typ="risk",
        datum=r.datum,
        organ=r.organ,
        kommun=r.kommun,
        organets_namn=r.organets_namn,
        risker=r.risker,
        motivering=r.motivering,
        paragraf=r.paragraf,
        registrerat_av=r.registrerat_av,
    )


def _edits(u: Undertaking, r: TreatmentRequest, decision_id: str) -> tuple[Edit, ...]:
    treatment: dict[str, object] = {"val": r.val, "datum": r.datum.isoformat(), "beslut": decision_id}
    if r.motivering:
        treatment["motivering"] = r.motivering
    return tuple(Set(("risker", i, "behandling"), treatment) for i, risk in enumerate(u.risker) if risk.id in r.risker)
