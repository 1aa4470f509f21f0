"""Where an undertaking stands in its process: phases, next decision, what is missing and who we wait for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fyrportfolj.messages import T, Text
from fyrportfolj.model.process import Fas, Process, Utfall, UtfallRegel
from fyrportfolj.render.views.common import Names
from fyrportfolj.render.views.swedish import NONE, capital, day, listed, sv
from fyrportfolj.rules.gating import Criterion, Verdict
from fyrportfolj.rules.requirement import RequirementState, Row

_OUTCOMES: Mapping[str, Text] = {
    "fortsatt": T("Fortsätt"),
    "tillbaka": T("Tillbaka"),
    "stopp": T("Stopp"),
    "avsluta": T("Avsluta"),
}
_YES = ("beslut_ja", "beslut_villkor")


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """One phase of the process: klar, nu, kommande; avbruten where it was ended, and utgar after that."""

    namn: str
    lage: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome that the gate offers, and where it leads."""

    namn: str
    innebar: str


@dataclass(frozen=True, slots=True)
class MissingRow:
    """Something that the gate asks for and that is not there."""

    vad: str
    varfor: str
    vem: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision that the gate asks for.

    Attributes:
        namn: what is decided.
        vem: the bodies that decide, in words.
        lage: decided when, or who it waits for.
        klar: True when it no longer holds the gate.
    """

    namn: str
    vem: str
    lage: str
    klar: bool


@dataclass(frozen=True, slots=True)
class GatePosition:
    """The undertaking at its gate.

    Attributes:
        finns: False when the process version is not in the portfolio.
        process: name and version.
        faser: the phases in order.
        fas: name of the phase.
        grind: the gate's name, with the organisation's own alias; empty when the undertaking is closed,
            and so are outcomes, criteria and decisions.
        lage: running, stopped or closed, and since when, in a sentence.
        forslag: standard wording of the proposal, or empty.
        utfall: outcomes that the gate offers.
        uppfyllda: how many criteria are met.
        antal: how many there are.
        saknas: the criteria that are not met.
        beslut: the decisions that open the gate.
        klar_for_beslut: True when only decisions remain.
    """

    finns: bool
    process: str
    faser: tuple[PhaseStep, ...]
    fas: str
    grind: str
    lage: str
    forslag: str
    utfall: tuple[Outcome, ...]
    uppfyllda: int
    antal: int
    saknas: tuple[MissingRow, ...]
    beslut: tuple[DecisionRow, ...]
    klar_for_beslut: bool


_NOWHERE = GatePosition(
    finns=False,
    process="",
    faser=(),
    fas="",
    grind="",
    lage="",
    forslag="",
    utfall=(),
    uppfyllda=0,
    antal=0,
    saknas=(),
    beslut=(),
    klar_for_beslut=False,
)


def gate_position(verdict: Verdict | None, names: Names) -> GatePosition:
    """Give where an undertaking stands.

    Args:
        verdict: how it stands at its gate; None when its process version is missing.
        names: names of bodies, roles and municipalities.
    """
    if verdict is None:
        return _NOWHERE
    gate = verdict.grind
    closed = verdict.replay.lage == "avslutad"
    return GatePosition(
        finns=True,
        process=sv(T("{namn} {version}", namn=verdict.process.namn, version=verdict.process.version)),
        faser=_phases(verdict),
        fas=verdict.fas.namn,
        grind="" if closed else f"{gate.namn} ({gate.alias})" if gate.alias else gate.namn,
        lage=_standing(verdict),
        forslag=gate.forslag or "",
        utfall=() if closed else outcomes_of(verdict.process, verdict.fas),
        uppfyllda=0 if closed else len(verdict.kriterier) - len(verdict.saknas),
        antal=0 if closed else len(verdict.kriterier),
        saknas=() if closed else tuple(_missing(c, names) for c in verdict.saknas),
        beslut=tuple(_decision(s, names) for s in verdict.replay.krav),
        klar_for_beslut=verdict.klar_for_beslut,
    )


def _phases(verdict: Verdict) -> tuple[PhaseStep, ...]:
    here = verdict.process.index(verdict.fas.slug)
    ended = verdict.replay.lage == "avslutad"
    broken_off = ended and verdict.replay.passager[-1].utfall == "avsluta"

    def state(index: int) -> str:
        if index < here:
            return "klar"
        if index > here:
            return "utgar" if ended else "kommande"
        return "avbruten" if broken_off else "klar" if ended else "nu"

    return tuple(PhaseStep(f.namn, state(i)) for i, f in enumerate(verdict.process.faser))


def _standing(verdict: Verdict) -> str:
    since = verdict.replay.sedan
    match verdict.replay.lage:
        case "avslutad":
            return sv(T("Avslutad {dag}.", dag=day(since)))
        case "stoppad":
            return sv(T("Stoppad sedan {dag}.", dag=day(since)))
    if since is None:
        return sv(T("I fasen {fas}.", fas=verdict.fas.namn))
    return sv(T("I fasen {fas} sedan {dag}.", fas=verdict.fas.namn, dag=day(since)))


def outcome_name(utfall: Utfall) -> str:
    """Give the name of an outcome: Fortsätt, Tillbaka, Stopp, Avsluta."""
    return sv(_OUTCOMES[utfall])


def outcomes_of(process: Process, fas: Fas) -> tuple[Outcome, ...]:
    """Give the outcomes that a phase's gate offers, and where each leads."""
    return tuple(Outcome(sv(_OUTCOMES[r.utfall]), _leads_to(r, process, fas)) for r in fas.grind.utfall)


def _leads_to(rule: UtfallRegel, process: Process, fas: Fas) -> str:
    named = [f.namn for f in process.faser if f.slug in rule.till]
    if named:
        return sv(T("till {fas}", fas=listed(named, T("eller"))))
    match rule.utfall:
        case "fortsatt":
            following = process.faser[process.index(fas.slug) + 1 :]
            return sv(T("till {fas}", fas=following[0].namn)) if following else sv(T("arbetet är slutfört"))
        case "tillbaka":
            return sv(T("till en tidigare fas"))
        case "stopp":
            return sv(T("arbetet pausas"))
    return sv(T("arbetet läggs ner"))


def _missing(criterion: Criterion, names: Names) -> MissingRow:
    return MissingRow(
        capital(names.said(criterion.rubrik)),
        capital(names.said(criterion.skal)) if criterion.skal else NONE,
        listed(names.party(v) for v in criterion.vem) or NONE,
    )


def _decision(state: RequirementState, names: Names) -> DecisionRow:
    krav = state.krav
    groups = [listed(names.party(o) for o in krav.alla_av)]
    groups.append(listed((names.party(o) for o in krav.nagot_av), T("eller")))
    who = listed(g for g in groups if g)
    if krav.per == "kommun":
        return DecisionRow(
            krav.namn, sv(T("{organ}, i varje kommun", organ=who)), _municipal(state, names), state.uppfyllt
        )
    return DecisionRow(krav.namn, who, _joint(state.rader[0], names), state.uppfyllt)


def _joint(row: Row, names: Names) -> str:
    if row.klar:
        last = max((c.beslut.datum for c in row.celler if c.beslut and c.lage in _YES), default=None)
        return sv(T("Beslutat {dag}", dag=day(last)))
    waiting = listed(listed((names.party(o) for o in group), T("eller")) for group in row.vantar_pa)
    return sv(T("Väntar på {organ}", organ=waiting))


def _municipal(state: RequirementState, names: Names) -> str:
    asked = [r for r in state.rader if not r.avstar]
    done = [r for r in asked if r.klar]
    said = sv(T("{antal} av {alla} kommuner har sagt ja", antal=len(done), alla=len(asked)))
    waiting = [names.kommun(r.kommun or "") for r in asked if not r.klar]
    return sv(T("{sagt}; väntar på {kommuner}", sagt=said, kommuner=listed(waiting))) if waiting else said
