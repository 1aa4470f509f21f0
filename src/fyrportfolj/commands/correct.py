"""`fyr gate correct`: record a correction of an earlier decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fyrportfolj.commands.planned import decided_documents, edits_of, messages_of, with_documents
from fyrportfolj.commands.recording import AS_USUAL, Change, RefusedError, Terms, record, said_after
from fyrportfolj.commands.result import Result, exit_code
from fyrportfolj.commands.verdict import verdict_of
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.decisions import Decision, Underlag
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.rules.advance import Plan, condition, refusals, refusals_to_open, unique_id
from fyrportfolj.rules.corrected import CONTENT, RATTELSE, applied, origin_of, same_matter
from fyrportfolj.rules.correction import plan_correction, refusals_to_correct
from fyrportfolj.rules.gating import Verdict

_AS_THEY_ARE = (
    "organets_namn",
    "grind",
    "krav",
    "utfall",
    "till_fas",
    "till_steg",
    "forslag",
    "beslut",
    "paragraf",
    "delegation",
    "reservation",
    "jav",
    "justerat",
    "anslaget",
    "laga_kraft",
    "protokoll",
    "ratt_datum",
)
"""Options that take the place of what stood; the others add to it, or lead to something else too."""


@dataclass(frozen=True)
class CorrectionRequest:
    """What the user says about a correction.

    Attributes:
        motivering: why.
        organ: body that corrects; None for the one that decided.
        kommun: its kommun.
        datum: the day of the correction; None for today.
        registrerat_av: role that records it.
        nytt: what should have stood, by the names of `gate_advance.Request`; the rest stays.
    """

    motivering: str
    nytt: Mapping[str, Any]
    organ: str | None = None
    kommun: str | None = None
    datum: date | None = None
    registrerat_av: str | None = None


@dataclass(frozen=True)
class Corrected:
    """A recorded, planned or refused correction.

    Attributes:
        id: the undertaking.
        beslut: id of the decision that is corrected.
        falt: the fields that it changes.
        plan: what changed, or None when it was refused.
        diff: the change of the file as a unified diff.
        commit: id of the commit, or None for a dry run or a refusal.
        verdict: how the undertaking stood before, with the process's names.
    """

    id: str
    beslut: str
    falt: tuple[str, ...]
    plan: Plan | None
    diff: str
    commit: str | None
    verdict: Verdict


def correct(
    ws: Workspace, id_: str, beslut: str, request: CorrectionRequest, terms: Terms = AS_USUAL
) -> Result[Corrected]:
    """Record a correction: one entry in the file, what follows from it, one commit.

    Args:
        ws: the opened portfolio.
        id_: the undertaking.
        beslut: id of the decision to correct, or of an earlier correction of it.
        request: what should have stood, and why it is corrected.
        terms: only shown, only written out to be signed, or recorded, and with whose signatures.

    Returns:
        The change. Exit code 1 and diagnostics when later decisions would no longer fit, the gate would open
        without being ready, or the body may not; then nothing is written.

    Raises:
        UsageError: no such undertaking or decision, or nothing is corrected.
        ExternalError: the portfolio is not in a git repository.
        DataError: the file has uncommitted edits.
        ConflictError: others kept deciding at the same time.
    """
    id_ = ws.find(id_).modell.id
    seen: list[tuple[Verdict, tuple[str, ...], Plan | None]] = []

    def prepare(portfolio: Portfolio, entry: Entry[Undertaking], today: date) -> Change:
        verdict = verdict_of(portfolio, entry, today)
        old = _found(entry.modell, beslut)
        decision = _correction(entry.modell, verdict, old, request, today)
        changed = _changed(old, decision, entry.modell)
        seen.append((verdict, changed, None))
        plan = _planned(portfolio, entry, verdict, decision, today)
        seen.append((verdict, changed, plan))
        if same_matter(old, plan.beslut):
            # How it is registered moves nothing; a phase changed by hand stays for check to find.
            return Change(plan.beslut, (), plan.fore, plan.fore)
        return Change(plan.beslut, edits_of(entry.modell, plan), plan.fore, plan.efter, plan.efter.fas)

    try:
        done = record(ws, id_, prepare, terms)
    except RefusedError as refused:
        verdict, changed, _ = seen[-1]
        data = Corrected(id_, beslut, changed, None, "", None, verdict)
        return Result(data, refused.diagnostics, exit_code=exit_code(refused.diagnostics))
    verdict, changed, plan = seen[-1]
    data = Corrected(id_, beslut, changed, plan, done.diff, done.commit, verdict)
    return Result(data, (), (*messages_of(plan), *said_after(done)))


def _planned(
    portfolio: Portfolio, entry: Entry[Undertaking], verdict: Verdict, decision: Decision, today: date
) -> Plan:
    plan = plan_correction(portfolio, entry, verdict, decision)
    refused = refusals_to_correct(entry, plan) or refusals_to_open(portfolio, entry, verdict, plan, today)
    old = _found(entry.modell, decision.ersatter or "")
    if not refused and old.utfall != "fortsatt":
        # A yes that was registered as something else asks for what any yes asks for.
        refused = refusals(verdict, plan.beslut.model_copy(update={"typ": old.typ}))
    if refused:
        raise RefusedError(refused)
    return plan


def _found(u: Undertaking, beslut: str) -> Decision:
    """The decision as it stands with earlier corrections read, whichever of its rows is named."""
    rows = applied(u.beslut)
    named = next((d for d in rows if d.id == beslut), None)
    if named is None:
        known = tuple(d.id for d in u.beslut)
        raise UsageError(
            T("{id} har inget beslut som heter {beslut}", id=u.id, beslut=beslut),
            did_you_mean(beslut, known) or T("kör fyr gate log {id} för att se besluten", id=u.id),
        )
    if named.typ != RATTELSE:
        return named
    origin = origin_of(u.beslut, named)
    if origin is None:
        raise UsageError(
            T("{beslut} är en rättelse av ett beslut som inte finns", beslut=beslut),
            T("kör fyr check för att se felet"),
        )
    return rows[origin]


def _correction(u: Undertaking, verdict: Verdict, old: Decision, r: CorrectionRequest, today: date) -> Decision:
    organ, datum = r.organ or old.organ, r.datum or today
    kommun = r.kommun or (old.kommun if organ == old.organ else None)
    content = {name: getattr(old, name) for name in CONTENT}
    content |= {name: value for name, value in r.nytt.items() if name in _AS_THEY_ARE}
    content["diarienummer"] = {**old.diarienummer, **r.nytt.get("diarienummer", {})}
    if "ratt_datum" not in r.nytt:
        content["ratt_datum"] = _earlier_day(u, old)
    held = r.nytt.get("motesutfall", "beslutat" if "utfall" in r.nytt else old.motesutfall)
    content["motesutfall"] = held
    if held != "beslutat":
        content["utfall"] = None
    if content["utfall"] != "tillbaka":
        content |= {"till_steg": None} | ({"till_fas": None} if content["utfall"] != "avsluta" else {})
    added = enumerate(r.nytt.get("villkor", ()))
    content["villkor"] = (*old.villkor, *(condition(u, i, text, last) for i, (text, last) in added))
    content["underlag"] = _documents(u, verdict, old, content, r.nytt.get("underlag", ()))
    return Decision(
        id=unique_id(u, datum, organ, kommun),
        typ="rattelse",
        datum=datum,
        organ=organ,
        kommun=kommun,
        motivering=r.motivering,
        registrerat_av=r.registrerat_av,
        ersatter=old.id,
        **content,
    )


def _earlier_day(u: Undertaking, old: Decision) -> date | None:
    """A day that an earlier correction set must be stated again, since a correction holds all of the content."""
    raw = next(d for d in u.beslut if d.id == old.id)
    return old.datum if old.datum != raw.datum else None


def _documents(
    u: Undertaking, verdict: Verdict, old: Decision, content: Mapping[str, Any], extra: tuple[str, ...]
) -> tuple[Underlag, ...]:
    if old.typ == "grind" and content["utfall"] != "fortsatt":
        return ()
    fas = verdict.process.fas_for_grind(content["grind"] or "")
    if old.typ == "grind" and old.utfall != "fortsatt" and fas is not None:
        return decided_documents(u, fas, extra)
    return with_documents(u, old.underlag, extra)


def _changed(old: Decision, new: Decision, u: Undertaking) -> tuple[str, ...]:
    before = old.model_copy(update={"ratt_datum": _earlier_day(u, old)})
    changed = tuple(name for name in CONTENT if getattr(before, name) != getattr(new, name))
    if not changed:
        raise UsageError(
            T("rättelsen ändrar ingenting i beslutet {beslut}", beslut=old.id),
            T("ange det som ska stå i stället, till exempel --paragraf eller --utfall"),
        )
    return changed
