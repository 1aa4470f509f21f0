"""What a correction changes in the undertaking's file, who may make it, and what it must not upset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from fyrportfolj.codes import CODES
from fyrportfolj.diagnostics import Diagnostic, finding
from fyrportfolj.messages import Text
from fyrportfolj.model.artefacts import artefact_rows
from fyrportfolj.model.artefacts.base import content_hash
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import Process
from fyrportfolj.rules.advance import ParticipantChanges, Plan, lapsing, led_to, own_answer, requirement_of, shares_anew
from fyrportfolj.rules.corrected import RATTELSE, applied, origin_of, same_matter
from fyrportfolj.rules.gate_checks import body_name, without_right
from fyrportfolj.rules.gating import STATUS_ORDER, Verdict
from fyrportfolj.rules.mandates import has_right, may_record
from fyrportfolj.rules.replay import Replay, with_decision
from fyrportfolj.rules.risk import same_or_higher

_DRAFT, _APPROVED, _DECREED = STATUS_ORDER[0], STATUS_ORDER[2], STATUS_ORDER[3]
_ASKED = "tillfragad"


def plan_correction(portfolio: Portfolio, entry: Entry[Undertaking], verdict: Verdict, decision: Decision) -> Plan:
    """Work out what a correction changes, by replaying the undertaking with it.

    Args:
        portfolio: everything around it.
        entry: the undertaking and its file.
        verdict: how it stands at its gate now.
        decision: the correction, of type rattelse; its list of lapsed approvals is worked out here.

    Returns:
        The changes. Whether they are allowed is told by `refusals_to_correct` and by checking the new text.
    """
    u, process, before = entry.modell, verdict.process, verdict.replay
    decision = _with_lapsed(process, u, before, decision)
    after, participants = led_to(
        portfolio, process, u, decision, lambda state: _participants(process, u, decision, state)
    )
    return Plan(
        decision,
        before,
        after,
        _step(process, u, before, after),
        _statuses(process, u, decision, before, after),
        participants,
        shares_anew(portfolio, u, participants),
    )


def refusals_to_correct(entry: Entry[Undertaking], plan: Plan) -> tuple[Diagnostic, ...]:
    """Give the decisions that would no longer fit once the correction is read, each with its place and why.

    Args:
        entry: the undertaking and its file, before the correction.
        plan: what the correction changes.
    """
    decisions = entry.modell.beslut
    known = {(p.kod, p.index) for p in plan.fore.problem}
    return tuple(
        finding(
            "FYR434",
            entry.fil,
            ("beslut", p.index, p.falt),
            beslut=decisions[p.index].id,
            skal=Text(CODES[p.kod].text.msgid, p.params),
        )
        for p in plan.efter.problem
        if p.index < len(decisions) and (p.kod, p.index) not in known
    )


def check_corrections(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find corrections of what does not stand before them, without reasons, or by those who may not.

    Källa: förvaltningslagen 36 och 37 §§ om rättelse och ändring av beslut.
    """
    del today
    for entry in portfolio.undertakings():
        for i, d in enumerate(entry.modell.beslut):
            if d.typ == RATTELSE:
                yield from _correction(portfolio, entry, i, d)


def _correction(portfolio: Portfolio, entry: Entry[Undertaking], i: int, d: Decision) -> Iterator[Diagnostic]:
    rows = entry.modell.beslut
    missing = tuple(name for name in ("ersatter", "motivering") if not getattr(d, name))
    if missing:
        yield finding("FYR432", entry.fil, ("beslut", i), falt=missing)
    origin = origin_of(rows[:i], d)
    if origin is None:
        # One that is nowhere in the file is a link that leads nowhere.
        if any(x.id == d.ersatter for x in rows[i:]):
            yield finding("FYR431", entry.fil, ("beslut", i, "ersatter"), beslut=d.ersatter)
        return
    before = applied(rows[:i])[origin]
    if not may_correct(portfolio, before, d):
        yield finding("FYR433", entry.fil, ("beslut", i, "organ"), beslut=before.id, organ=body_name(portfolio, d))
    elif not (has_right(portfolio, d) or (same_matter(before, d) and may_record(portfolio, d))):
        yield without_right(portfolio, entry.fil, ("beslut", i), d)


def may_correct(portfolio: Portfolio, corrected: Decision, correction: Decision) -> bool:
    """Say whether a body may make a correction.

    Args:
        portfolio: bodies and mandates.
        corrected: the decision as it stood before, with earlier corrections read.
        correction: the correction.

    Returns:
        True for the body that decided and for one above it; for others that may record, only as long as the matter
        itself is left alone.
    """
    if correction.kommun not in (None, corrected.kommun):
        return False
    same_kommun = correction.organ != corrected.organ or correction.kommun == corrected.kommun
    if same_kommun and same_or_higher(portfolio.organ, correction.organ, corrected.organ):
        return True
    return same_matter(corrected, correction) and may_record(portfolio, correction)


def _after(u: Undertaking, d: Decision) -> tuple[Decision, ...]:
    return applied(with_decision(u, d).beslut)


def _with_lapsed(process: Process, u: Undertaking, state: Replay, d: Decision) -> Decision:
    """The approvals that lapse: as before while it leads back to the same place, else worked out anew."""
    origin = origin_of(u.beslut, d)
    if origin is None:
        return d
    old = applied(u.beslut)[origin]
    target = process.fas(d.till_fas) if d.utfall == "tillbaka" and d.till_fas else None
    if target is None or own_answer(requirement_of(process, d), old):
        lapsed: tuple[str, ...] = ()
    elif (old.utfall, old.till_fas, old.till_steg) == (d.utfall, d.till_fas, d.till_steg):
        lapsed = old.upphavda
    else:
        lapsed = lapsing(process, u, state, target, d.till_steg)
    return d.model_copy(update={"upphavda": lapsed})


def _participants(process: Process, u: Undertaking, d: Decision, after: Replay) -> ParticipantChanges:
    """The row of the kommun whose own answer is corrected, by the latest answer that then stands."""
    origin = origin_of(u.beslut, d)
    rows = _after(u, d)
    if origin is None or not own_answer(requirement_of(process, rows[origin]), rows[origin]):
        return {}
    kommun = rows[origin].kommun
    answers = [x for x in rows if x.kommun == kommun and x.utfall and own_answer(requirement_of(process, x), x)]
    last = next((x for x in reversed(answers) if x.utfall != "tillbaka"), None)
    waiting = any(r.kommun == kommun and not r.klar for s in after.krav for r in s.rader if s.krav.per == "kommun")
    if kommun in after.avstar and last:
        wanted: dict[str, str | None] = {"status": "avstar", "beslut": last.id}
    elif last and last.utfall == "fortsatt" and not waiting:
        wanted = {"status": "deltar", "beslut": last.id}
    else:
        wanted = {"status": _ASKED, "beslut": None}
    return {
        i: wanted
        for i, p in enumerate(u.deltagare)
        if p.kommun == kommun and p.status != wanted["status"] and (p.beslut or wanted["beslut"])
    }


def _step(process: Process, u: Undertaking, before: Replay, after: Replay) -> str | None:
    if (before.fas, before.lage, before.steg) == (after.fas, after.lage, after.steg):
        return u.steg
    if after.lage == "avslutad":
        return None
    if after.steg:
        return after.steg
    if before.fas == after.fas and before.steg == after.steg and "avslutad" not in (before.lage, after.lage):
        return u.steg  # a pause is not a place
    fas = process.fas(after.fas)
    return fas.steg[0].slug if fas and fas.steg else None


def _statuses(process: Process, u: Undertaking, d: Decision, before: Replay, after: Replay) -> Mapping[str, str]:
    """New status of each document whose approval or decree comes or goes with the correction."""
    old, new = applied(u.beslut), _after(u, d)
    lapsed_before, lapsed_after = ({s for x in rows for s in x.upphavda} for rows in (old, new))
    found: dict[str, str] = {}
    for slug, index, a in artefact_rows(u.artefakter):
        if index is not None:
            continue
        pin = (slug, a.version, content_hash(a))
        was, stands = _decreed(process, old, before, pin), _decreed(process, new, after, pin)
        if slug in lapsed_after - lapsed_before and a.status in (_APPROVED, _DECREED):
            found[slug] = _DRAFT
        elif was and not stands and a.status == _DECREED:
            found[slug] = _APPROVED
        elif stands and not was and a.status in STATUS_ORDER[:-1]:
            found[slug] = _DECREED
        elif slug in lapsed_before - lapsed_after and a.status == _DRAFT and _pinned(old, pin):
            found[slug] = _APPROVED
    return found


def _decreed(process: Process, rows: tuple[Decision, ...], state: Replay, pin: tuple[str, str, str]) -> bool:
    """Whether a gate that decides the document has been passed on a yes to this very version, and still counts."""
    passed = {p.fran for p in state.passager if p.utfall == "fortsatt"}
    deciding = (f for f in process.faser if any(k.slug == pin[0] and k.beslutas for k in f.artefakter))
    gates = {f.grind.slug for f in deciding if f.slug in passed}
    yes = [x for x in rows if x.grind in gates and x.utfall == "fortsatt" and x.motesutfall == "beslutat"]
    return pin[0] not in state.att_gora_om and _pinned(yes, pin)


def _pinned(rows: tuple[Decision, ...] | list[Decision], pin: tuple[str, str, str]) -> bool:
    return any((x.artefakt, x.version, x.sha256) == pin for d in rows for x in d.underlag)
