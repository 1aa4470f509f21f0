"""What a decision at a gate changes in the undertaking's file; plain values, nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from fyrportfolj.diagnostics import Diagnostic, finding
from fyrportfolj.model.artefacts import artefact_rows
from fyrportfolj.model.artefacts.base import Artefakt, content_hash
from fyrportfolj.model.decisions import Decision, Underlag, Villkor
from fyrportfolj.model.initiative import Andel, Deltagare, Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import BeslutsKrav, Fas, Process
from fyrportfolj.rules import shares
from fyrportfolj.rules.gate_checks import decision_id
from fyrportfolj.rules.gating import STATUS_ORDER, Criterion, Verdict, criteria_of_gate
from fyrportfolj.rules.replay import Replay, replay, with_decision
from fyrportfolj.rules.subject import Subject

ParticipantChanges: TypeAlias = Mapping[int, Mapping[str, str | None]]
"""Index in `deltagare` to the new values of that row; None takes a field away."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What recording a decision changes.

    Attributes:
        beslut: the decision as it will stand in the file.
        fore: where the undertaking stood.
        efter: where it will stand.
        steg: the step to write, or None to take the field away.
        status: new status per document, by slug.
        deltagare: index in `deltagare` to the new values of that row; None takes a field away.
        andelar: the municipalities' shares split anew, or None when nobody left or joined.
    """

    beslut: Decision
    fore: Replay
    efter: Replay
    steg: str | None = None
    status: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    deltagare: ParticipantChanges = field(default_factory=lambda: MappingProxyType({}))
    andelar: tuple[Andel, ...] | None = None

    @property
    def byter_fas(self) -> bool:
        """True when the decision moves the undertaking to another phase or standing."""
        return (self.fore.fas, self.fore.lage) != (self.efter.fas, self.efter.lage)

    @property
    def oppnar_grinden(self) -> bool:
        """True when the decision is the last that the gate waited for, be it a yes or a no."""
        return _new_passage(self.fore, self.efter, "fortsatt")


def refusals(verdict: Verdict, decision: Decision) -> tuple[Diagnostic, ...]:
    """Give what stops a yes at this gate: every criterion that is not met, each with its place.

    Meeting outcomes and the other gate outcomes are facts about a meeting and are never refused here.
    """
    if decision.typ != "grind" or decision.utfall != "fortsatt" or decision.motesutfall != "beslutat":
        return ()
    if decision.grind != verdict.grind.slug:
        return ()
    return _not_ready(verdict, verdict.saknas)


def refusals_to_open(
    portfolio: Portfolio, entry: Entry[Undertaking], verdict: Verdict, plan: Plan, today: date
) -> tuple[Diagnostic, ...]:
    """Give what stops a decision that would open the gate, whoever takes it.

    A kommun's no may be the answer that the others waited for. It is a fact too, but the gate must
    not open by it on less than a yes would need.

    Args:
        portfolio: everything around it.
        entry: the undertaking and its file, before the decision.
        verdict: how it stood at its gate.
        plan: what the decision changes.
        today: the day to judge at.
    """
    if not plan.oppnar_grinden:
        return ()
    planned = entry.modell.model_copy(update={"deltagare": with_participants(entry.modell, plan.deltagare)})
    if plan.andelar is not None and planned.finansiering is not None:
        money = planned.finansiering.model_copy(update={"andelar": plan.andelar})
        planned = planned.model_copy(update={"finansiering": money})
    subject = Subject(portfolio, Entry(entry.fil, planned), verdict.process, today, plan.efter.avstar)
    state = replace(verdict.replay, avstar=plan.efter.avstar)
    return _not_ready(verdict, (c for c in criteria_of_gate(subject, verdict.fas, state) if not c.uppfyllt))


def _not_ready(verdict: Verdict, missing: Iterable[Criterion]) -> tuple[Diagnostic, ...]:
    return tuple(
        finding("FYR430", c.fil, c.loc, grind=verdict.grind.namn, vad=c.rubrik, skal=c.skal or "–") for c in missing
    )


def requirement_for(verdict: Verdict, fas: Fas, organ: str, kommun: str | None) -> BeslutsKrav | None:
    """Find the requirement of a gate that a body's decision answers.

    Args:
        verdict: the undertaking at its gate.
        fas: the phase that the gate leaves; an earlier one for a late answer.
        organ: body id.
        kommun: kommun id for a municipal body.

    Returns:
        The first requirement that names the body and still waits for it, else the first that names
        it; None when the gate does not ask the body.
    """
    per = "kommun" if kommun else "gemensamt"
    named = [k for k in fas.grind.beslut if organ in (*k.alla_av, *k.nagot_av, *k.vid_behov)]
    named.sort(key=lambda k: k.per != per)
    waiting = [k for k in named if _waits_for(verdict, k, organ, kommun)]
    return next(iter((*waiting, *named)), None)


def _waits_for(verdict: Verdict, krav: BeslutsKrav, organ: str, kommun: str | None) -> bool:
    return any(
        organ in group
        for state in verdict.vantar_pa
        if state.krav is krav
        for row in state.rader
        if row.kommun in (None, kommun)
        for group in row.vantar_pa
    )


def documents_to_decide(undertaking: Undertaking, fas: Fas) -> tuple[Underlag, ...]:
    """Give the documents that the phase's gate itself decides, pinned as they are now."""
    decided = {k.slug for k in fas.artefakter if k.beslutas}
    return tuple(
        pin(slug, artefakt)
        for slug, index, artefakt in artefact_rows(undertaking.artefakter)
        if slug in decided and index is None
    )


def pin(slug: str, artefakt: Artefakt) -> Underlag:
    """Give a document's version and content sum."""
    return Underlag(artefakt=slug, version=artefakt.version, sha256=content_hash(artefakt))


def unique_id(undertaking: Undertaking, datum: date, organ: str, kommun: str | None) -> str:
    """Give the id of the next decision of a body on a day."""
    base = decision_id(datum, organ, kommun)
    same = sum(1 for d in undertaking.beslut if decision_id(d.datum, d.organ, d.kommun) == base)
    return base if same == 0 else f"{base}-{same + 1}"


def next_condition_id(undertaking: Undertaking, offset: int = 0) -> str:
    """Give the next free condition id, such as V3."""
    numbers = [int(v.id[1:]) for d in undertaking.beslut for v in d.villkor if v.id[0] == "V" and v.id[1:].isdigit()]
    return f"V{max(numbers, default=0) + 1 + offset}"


def condition(undertaking: Undertaking, offset: int, text: str, senast: date) -> Villkor:
    """Give a new condition with a free id."""
    return Villkor(id=next_condition_id(undertaking, offset), text=text, senast=senast)


def plan(portfolio: Portfolio, entry: Entry[Undertaking], verdict: Verdict, decision: Decision) -> Plan:
    """Work out what a decision changes, by replaying the undertaking with it.

    Args:
        portfolio: everything around it.
        entry: the undertaking and its file.
        verdict: how it stands at its gate now.
        decision: the decision; for tillbaka without its list of lapsed approvals, which is added.

    Returns:
        The changes. Whether they are allowed is told by `refusals` and by checking the new text.
    """
    u, process, before = entry.modell, verdict.process, verdict.replay
    krav = requirement_of(process, decision)
    if decision.utfall == "tillbaka" and not own_answer(krav, decision):
        decision = _with_lapsed(process, u, before, decision)

    def follows(state: Replay) -> ParticipantChanges:
        return _participant_changes(u, decision, krav, state) if own_answer(krav, decision) else {}

    after, participants = led_to(portfolio, process, u, decision, follows)
    return Plan(
        decision,
        before,
        after,
        _step(process, u, before, after),
        _status_changes(u, verdict, decision, after),
        participants,
        shares_anew(portfolio, u, participants),
    )


def led_to(
    portfolio: Portfolio,
    process: Process,
    u: Undertaking,
    decision: Decision,
    follows: Callable[[Replay], ParticipantChanges],
) -> tuple[Replay, ParticipantChanges]:
    """Give where a decision leads, and what changes in the rows of those who take part.

    Args:
        portfolio: bodies and municipalities.
        process: the version that the undertaking runs under.
        u: the undertaking as it is.
        decision: the decision.
        follows: gives what changes for those who take part, from where the decision leads.
    """

    def lead(undertaking: Undertaking) -> Replay:
        return replay(process, with_decision(undertaking, decision), portfolio.organ, portfolio.kommuner)

    after = lead(u)
    changes = follows(after)
    if changes:
        # A kommun that had said no beforehand counts only once its row says that it takes part.
        after = lead(u.model_copy(update={"deltagare": with_participants(u, changes)}))
    return after, changes


def requirement_of(process: Process, d: Decision) -> BeslutsKrav | None:
    """Give the requirement that a gate decision names, or None."""
    fas = process.fas_for_grind(d.grind or "")
    return next((k for k in fas.grind.beslut if k.slug == d.krav), None) if fas else None


def own_answer(krav: BeslutsKrav | None, d: Decision) -> bool:
    """Say whether a decision is a kommun's answer for itself; the same body may also take part in a joint one."""
    return krav is not None and krav.per == "kommun" and d.kommun is not None


def _new_passage(before: Replay, after: Replay, *outcomes: str) -> bool:
    # Counted and not cut off: a correction may bring one about in the middle.
    new = Counter(_led(after)) - Counter(_led(before))
    return any(outcome in outcomes for outcome, _, _ in new)


def _led(state: Replay) -> Iterator[tuple[str, str, str]]:
    return ((p.utfall, p.fran, p.till) for p in state.passager)


def _with_lapsed(process: Process, u: Undertaking, state: Replay, d: Decision) -> Decision:
    target = process.fas(d.till_fas) if d.till_fas else None
    lapsed = lapsing(process, u, state, target, d.till_steg) if target else ()
    return d.model_copy(update={"upphavda": lapsed}) if lapsed else d


def lapsing(process: Process, u: Undertaking, state: Replay, target: Fas, step: str | None) -> tuple[str, ...]:
    """Give the approved documents that a tillbaka takes the approval of; reports are history and stay.

    Args:
        process: the version that the undertaking runs under.
        u: the undertaking with its documents.
        state: where it stands.
        target: the phase that it goes back to.
        step: the step that it goes back to, or None for the whole phase.

    Returns:
        Slugs of the documents of the phases and steps that are to be done again.
    """
    redo: set[str] = set()
    for fas in process.faser[process.index(target.slug) : process.index(state.fas) + 1]:
        steps = [s.slug for s in fas.steg]
        start = steps.index(step) if fas.slug == target.slug and step in steps else 0
        for krav in fas.artefakter:
            if krav.steg is None or krav.steg not in steps or steps.index(krav.steg) >= start:
                redo.add(krav.slug)
    return tuple(
        slug
        for slug, index, a in artefact_rows(u.artefakter)
        if slug in redo and index is None and a.status in ("godkand", "faststalld")
    )


def _status_changes(u: Undertaking, verdict: Verdict, d: Decision, after: Replay) -> Mapping[str, str]:
    if d.upphavda:
        return dict.fromkeys(d.upphavda, "utkast")
    if not _new_passage(verdict.replay, after, "fortsatt"):
        return {}
    yes = [x for x in (*verdict.replay.i_grinden, d) if x.utfall == "fortsatt"]
    decided = {(p.artefakt, p.version) for x in yes for p in x.underlag}
    fixed = {k.slug for k in verdict.fas.artefakter if k.beslutas}
    return {
        slug: "faststalld"
        for slug, index, a in artefact_rows(u.artefakter)
        if slug in fixed and index is None and (slug, a.version) in decided and a.status in STATUS_ORDER[:-1]
    }


def _step(process: Process, u: Undertaking, before: Replay, after: Replay) -> str | None:
    if after.lage == "avslutad":
        return None
    if not _new_passage(before, after, "fortsatt", "tillbaka", "avsluta"):
        return u.steg  # a pause is not a place
    fas = process.fas(after.fas)
    return after.steg or (fas.steg[0].slug if fas and fas.steg else None)


def _participant_changes(u: Undertaking, d: Decision, krav: BeslutsKrav | None, after: Replay) -> ParticipantChanges:
    if d.kommun in after.avstar:
        status = "avstar"
    elif d.utfall == "fortsatt" and not _still_waited_for(krav, d, after):
        status = "deltar"
    else:
        return {}
    return {
        i: {"status": status, "beslut": d.id}
        for i, p in enumerate(u.deltagare)
        if p.kommun == d.kommun and p.status != status
    }


def _still_waited_for(krav: BeslutsKrav | None, d: Decision, after: Replay) -> bool:
    """True while another body of the same kommun has not answered."""
    return any(r.kommun == d.kommun and not r.klar for s in after.krav if s.krav is krav for r in s.rader)


def with_participants(u: Undertaking, changes: ParticipantChanges) -> tuple[Deltagare, ...]:
    """Give the participants with the changes of a plan."""
    return tuple(p.model_copy(update=dict(changes.get(i, {}))) for i, p in enumerate(u.deltagare))


def shares_anew(portfolio: Portfolio, u: Undertaking, changes: ParticipantChanges) -> tuple[Andel, ...] | None:
    """Split the municipalities' part anew among those that remain.

    Args:
        portfolio: the inhabitants.
        u: the undertaking with its shares.
        changes: index in `deltagare` to the new values of that row.

    Returns:
        The shares; None when they stay.

    Källa: styrmötet för förstudien, Beslut.
    """
    f = u.finansiering
    if not changes or f is None or f.kommunernas_del_kr is None or not f.andelar:
        return None
    status = {p.kommun: changes.get(i, {}).get("status", p.status) for i, p in enumerate(u.deltagare)}
    remaining = tuple(k for k, s in status.items() if s != "avstar")
    if not remaining or {a.part for a in f.andelar} == set(remaining):
        return None
    inhabitants = {k: portfolio.kommuner[k].invanare for k in remaining if k in portfolio.kommuner}
    amounts = shares.split_by_key(f, remaining, inhabitants)
    return tuple(Andel(part=k, belopp_kr=amounts[k]) for k in remaining)
