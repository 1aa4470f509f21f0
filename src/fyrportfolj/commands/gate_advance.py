"""`fyr gate advance`: record a decision at a gate, or the resumption of a stopped undertaking."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from fyrportfolj.commands.planned import decided_documents, edits_of, messages_of
from fyrportfolj.commands.recording import AS_USUAL, Change, RefusedError, Terms, record, said_after
from fyrportfolj.commands.result import Result, exit_code
from fyrportfolj.commands.verdict import verdict_of
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.decisions import BeslutTyp, Decision, Motesutfall
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import Fas, Utfall
from fyrportfolj.rules import advance as rules_advance
from fyrportfolj.rules.gating import Verdict


@dataclass(frozen=True)
class Request:
    """What the user says about a decision; the rest is worked out.

    Attributes:
        organ: body id.
        datum: the day of the meeting.
        typ: grind, or ateruppta for a stopped undertaking.
        utfall: None for a meeting that did not decide.
        villkor: pairs of text and last day.
        underlag: slugs of further documents that were decided on.
        diarienummer: number per authority.
    """

    organ: str
    datum: date
    typ: BeslutTyp = "grind"
    utfall: Utfall | None = "fortsatt"
    motesutfall: Motesutfall = "beslutat"
    kommun: str | None = None
    organets_namn: str | None = None
    krav: str | None = None
    grind: str | None = None
    till_fas: str | None = None
    till_steg: str | None = None
    forslag: str | None = None
    beslut: str | None = None
    motivering: str | None = None
    paragraf: str | None = None
    diarienummer: dict[str, str] = field(default_factory=dict)
    delegation: str | None = None
    villkor: tuple[tuple[str, date], ...] = ()
    underlag: tuple[str, ...] = ()
    reservation: tuple[str, ...] = ()
    jav: tuple[str, ...] = ()
    justerat: date | None = None
    anslaget: date | None = None
    registrerat_av: str | None = None


@dataclass(frozen=True)
class Advanced:
    """A recorded, planned or refused decision.

    Attributes:
        id: the undertaking.
        plan: what changed, or None when it was refused.
        diff: the change of the file as a unified diff.
        commit: id of the commit, or None for a dry run or a refusal.
        verdict: how the undertaking stood before, with the process's names.
    """

    id: str
    plan: rules_advance.Plan | None
    diff: str
    commit: str | None
    verdict: Verdict


def advance(ws: Workspace, id_: str, request: Request, terms: Terms = AS_USUAL) -> Result[Advanced]:
    """Record a decision: one entry in the file, the phase it leads to, one commit.

    Everything is read from the tip of the branch, not from the work tree, and the new text is
    checked by the same rules before anything is written.

    Args:
        ws: the opened portfolio.
        id_: the undertaking.
        request: what was decided.
        terms: only shown, only written out to be signed, or recorded, and with whose signatures.

    Returns:
        The change. Exit code 1 and diagnostics when the gate is not ready or the new text would
        have faults; then nothing is written.

    Raises:
        UsageError: no such undertaking or body.
        ExternalError: the portfolio is not in a git repository.
        DataError: the file has uncommitted edits.
        ConflictError: others kept deciding at the same time.
    """
    id_ = ws.find(id_).modell.id
    seen: list[tuple[Verdict, rules_advance.Plan | None]] = []

    def prepare(portfolio: Portfolio, entry: Entry[Undertaking], today: date) -> Change:
        verdict = verdict_of(portfolio, entry, today)
        seen.append((verdict, None))
        decision = _decision(portfolio, entry.modell, verdict, request)
        refused = rules_advance.refusals(verdict, decision)
        if refused:
            raise RefusedError(refused)
        plan = rules_advance.plan(portfolio, entry, verdict, decision)
        refused = rules_advance.refusals_to_open(portfolio, entry, verdict, plan, today)
        if refused:
            raise RefusedError(refused)
        seen.append((verdict, plan))
        return Change(plan.beslut, edits_of(entry.modell, plan), plan.fore, plan.efter, plan.efter.fas)

    try:
        done = record(ws, id_, prepare, terms)
    except RefusedError as refused:
        data = Advanced(id_, None, "", None, seen[-1][0])
        return Result(data, refused.diagnostics, exit_code=exit_code(refused.diagnostics))
    verdict, plan = seen[-1]
    return Result(Advanced(id_, plan, done.diff, done.commit, verdict), (), (*messages_of(plan), *said_after(done)))


def _decision(portfolio: Portfolio, u: Undertaking, verdict: Verdict, r: Request) -> Decision:
    if r.organ not in portfolio.organ:
        raise UsageError(
            T("organet {organ} finns inte i registret", organ=r.organ),
            T("välj ett av {mojliga}", mojliga=tuple(_bodies_of(verdict.fas))),
        )
    krav = r.krav
    # A gate that was left may be named, for a kommun that answers late.
    fas = (verdict.process.fas_for_grind(r.grind) if r.grind else None) or verdict.fas
    if r.typ == "grind" and krav is None:
        found = rules_advance.requirement_for(verdict, fas, r.organ, r.kommun)
        if found is None:
            raise UsageError(
                T(
                    "{organ} beslutar inte i grinden {grind}",
                    organ=portfolio.organ[r.organ].namn,
                    grind=fas.grind.namn,
                ),
                T("organ som kan besluta är {mojliga}", mojliga=tuple(_bodies_of(fas))),
            )
        krav = found.slug
    yes = r.typ == "grind" and r.utfall == "fortsatt" and r.motesutfall == "beslutat"
    return Decision(
        id=rules_advance.unique_id(u, r.datum, r.organ, r.kommun),
        typ=r.typ,
        datum=r.datum,
        organ=r.organ,
        kommun=r.kommun,
        organets_namn=r.organets_namn,
        grind=(r.grind or fas.grind.slug) if r.typ == "grind" else None,
        krav=krav if r.typ == "grind" else None,
        motesutfall=r.motesutfall,
        utfall=r.utfall if r.typ == "grind" else None,
        till_fas=r.till_fas,
        till_steg=r.till_steg,
        forslag=r.forslag or (fas.grind.forslag if r.typ == "grind" else None),
        beslut=r.beslut,
        motivering=r.motivering,
        underlag=decided_documents(u, fas, r.underlag) if yes else (),
        villkor=tuple(rules_advance.condition(u, i, text, last) for i, (text, last) in enumerate(r.villkor)),
        reservation=r.reservation,
        jav=r.jav,
        paragraf=r.paragraf,
        diarienummer=r.diarienummer,
        delegation=r.delegation,
        justerat=r.justerat,
        anslaget=r.anslaget,
        registrerat_av=r.registrerat_av,
    )


def _bodies_of(fas: Fas) -> list[str]:
    return [o for k in fas.grind.beslut for o in (*k.alla_av, *k.nagot_av, *k.vid_behov)]
