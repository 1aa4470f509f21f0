"""What a decision at a gate changes in the undertaking's file; plain values, nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from fyrportfolj.diagnostics import Diagnostic, finding
from fyrportfolj.model.artefacts import artefact_rows
from fyrportfolj.model.artefacts.base import Artefakt, content_hash
from fyrportfolj.model.decisions import Decision, Underlag, Villkor
from fyrportfolj.model.initiative import Andel, Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import BeslutsKrav, Fas, Process
from fyrportfolj.rules import shares
from fyrportfolj.rules.gate_checks import decision_id
from fyrportfolj.rules.gating import Verdict
from fyrportfolj.rules.replay import Replay, replay


@dataclass(frozen=True, slots=True)
class Plan:
    """What recording a decision changes.

    Attributes:
        beslut: the decision as it will stand in the file.
        fore: where the undertaking stood.
        efter: where it will stand.
        steg: the step to write, or None to take the field away.
        status: new status per document, by slug.
        deltagare: index in `deltagare` to the new values of that row.
        andelar: the municipalities' shares split anew, or None when nobody left or joined.
    """

    beslut: Decision
    fore: Replay
    efter: Replay
    steg: str | None = None
    status: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    deltagare: Mapping[int, Mapping[str, object]] = field(default_factory=lambda: MappingProxyType({}))
    andelar: tuple[Andel, ...] | None = None

    @property
    def byter_fas(self) -> bool:
        """True when the decision moves the undertaking to another phase or standing."""
        return (self.fore.fas, self.fore.lage) != (self.efter.fas, self.efter.lage)


def refusals(verdict: Verdict, decision: Decision) -> tuple[Diagnostic, ...]:
    """Give what stops a yes at this gate: every criterion that is not met, each with its place.

    Meeting outcomes and the other gate outcomes are facts about a meeting and are never refused here.
    """
    if decision.typ != "grind" or decision.utfall != "fortsatt" or decision.motesutfall != "beslutat":
        return ()
    if decision.grind != verdict.grind.slug:
        return ()
    return tuple(
        finding("FYR430", c.fil, c.loc, grind=verdict.grind.namn, vad=c.rubrik, skal=c.skal or "–")
        for c in verdict.saknas
    )


def requirement_for(verdict: Verdict, organ: str, kommun: str | None) -> BeslutsKrav | None:
    """Find the requirement of the present gate that a body's decision answers.

    Args:
        verdict: the undertaking at its gate.
        organ: body id.
        kommun: kommun id for a municipal body.

    Returns:
        The first requirement that names the body and still waits for it, else the first that names
        it; None when the gate does not ask the body.
    """
    per = "kommun" if kommun else "gemensamt"
    named = [k for k in verdict.grind.beslut if organ in (*k.alla_av, *k.nagot_av, *k.vid_behov)]
    named.sort(key=lambda k: k.per != per)
    waiting = {s.krav.slug for s in verdict.vantar_pa}
    return next((k for k in named if k.slug in waiting), named[0] if named else None)


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
    u = entry.modell
    process = verdict.process
    decision = _with_lapsed(process, u, verdict.replay, decision)
    after = replay(process, u.model_copy(update={"beslut": (*u.beslut, decision)}), portfolio.organ, portfolio.kommuner)
    moved = (verdict.replay.fas, verdict.replay.lage) != (after.fas, after.lage) or decision.utfall == "tillbaka"
    participants = _participant_changes(u, decision, after)
    return Plan(
        decision,
        verdict.replay,
        after,
        _step(process, after) if moved else u.steg,
        _status_changes(u, verdict, decision, after),
        participants,
        _shares_anew(portfolio, u, participants),
    )


def _with_lapsed(process: Process, u: Undertaking, state: Replay, d: Decision) -> Decision:
    target = process.fas(d.till_fas) if d.till_fas else None
    if d.typ != "grind" or d.utfall != "tillbaka" or d.kommun is not None or target is None:
        return d
    lapsed = _lapsing(process, u, state, target, d.till_steg)
    return d.model_copy(update={"upphavda": lapsed}) if lapsed else d


def _lapsing(process: Process, u: Undertaking, state: Replay, target: Fas, step: str | None) -> tuple[str, ...]:
    """Approved documents of the phases and steps that are to be done again; reports are history and stay."""
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
    passed = (verdict.replay.fas, verdict.replay.lage) != (after.fas, after.lage) and d.utfall in (
        "fortsatt",
        "stopp",
        "avsluta",
    )
    if not passed or after.passager[-1].utfall != "fortsatt":
        return {}
    decided = {k.slug for k in verdict.fas.artefakter if k.beslutas}
    return {
        slug: "faststalld"
        for slug, index, a in artefact_rows(u.artefakter)
        if slug in decided and index is None and a.status == "godkand"
    }


def _step(process: Process, after: Replay) -> str | None:
    if after.steg or after.lage != "pagar":
        return after.steg
    fas = process.fas(after.fas)
    return fas.steg[0].slug if fas and fas.steg else None


def _participant_changes(u: Undertaking, d: Decision, after: Replay) -> Mapping[int, Mapping[str, object]]:
    if d.typ != "grind" or d.kommun is None or d.motesutfall != "beslutat":
        return {}
    for i, p in enumerate(u.deltagare):
        if p.kommun != d.kommun:
            continue
        if d.kommun in after.avstar:
            return {i: {"status": "avstar", "beslut": d.id}} if p.status != "avstar" else {}
        if d.utfall == "fortsatt" and p.status != "deltar":
            return {i: {"status": "deltar", "beslut": d.id}}
    return {}


def _shares_anew(
    portfolio: Portfolio, u: Undertaking, changes: Mapping[int, Mapping[str, object]]
) -> tuple[Andel, ...] | None:
    """Split the municipalities' part anew among those that remain. Källa: processbeskrivningen, avsnitt 3."""
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
