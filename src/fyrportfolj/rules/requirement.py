"""Who has answered a gate's decision requirements, per body and kommun, and who we wait for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.process import BeslutsKrav, Grind
from fyrportfolj.model.registers import Kommun

CellState = Literal[
    "ej_inlett", "beslut_ja", "beslut_villkor", "beslut_nej", "beslut_tillbaka", "bordlagt", "aterremitterat", "utgick"
]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one body, of one kommun when it is municipal, has said on one requirement.

    Attributes:
        organ: body id.
        kommun: kommun id, or None for a joint requirement.
        lage: where the matter stands.
        beslut: the latest decision, or None.
        vid_behov: True for a body that is only asked when it applies.
    """

    organ: str
    kommun: str | None
    lage: CellState
    beslut: Decision | None
    vid_behov: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One party's answer: a kommun, or all bodies together (kommun None).

    Attributes:
        celler: one per body that may or must decide, in the process's order.
        avstar: True when the kommun has declined and left.
        klar: True when the party has said yes by every body that must.
        vantar_pa: the groups of bodies still to decide; one of each group is enough.
    """

    kommun: str | None
    celler: tuple[Cell, ...]
    avstar: bool
    klar: bool
    vantar_pa: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RequirementState:
    """How one decision requirement stands.

    Attributes:
        krav: the requirement.
        rader: one row per participating kommun, or one row for a joint requirement.
        uppfyllt: True when the requirement no longer holds the gate.
        kvorum_uppfyllt: True when enough municipalities have said yes, or no quorum is asked.
    """

    krav: BeslutsKrav
    rader: tuple[Row, ...]
    uppfyllt: bool
    kvorum_uppfyllt: bool


_OUTCOME: Mapping[str, CellState] = {
    "fortsatt": "beslut_ja",
    "tillbaka": "beslut_tillbaka",
    "stopp": "beslut_nej",
    "avsluta": "beslut_nej",
}


def cell_state(decision: Decision | None) -> CellState:
    """Say where a matter stands after a decision: yes, yes with open conditions, no, back, or not decided."""
    if decision is None:
        return "ej_inlett"
    if decision.motesutfall != "beslutat" or decision.utfall is None:
        return "ej_inlett" if decision.motesutfall == "beslutat" else decision.motesutfall
    state = _OUTCOME[decision.utfall]
    if state == "beslut_ja" and any(v.uppfyllt is None for v in decision.villkor):
        return "beslut_villkor"
    return state


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties that a gate asks.

    Attributes:
        kommuner: participating municipalities that must answer, in the file's order.
        avstar: those of them that have declined by decision.
        tillampliga: bodies asked because the undertaking says so, for joint requirements.
        tillampliga_per_kommun: the same per kommun.
        register: all member municipalities, for the share of inhabitants.
    """

    kommuner: tuple[str, ...]
    avstar: frozenset[str]
    tillampliga: frozenset[str]
    tillampliga_per_kommun: Mapping[str, frozenset[str]]
    register: Mapping[str, Kommun]


def states(gate: Grind, decisions: Iterable[Decision], parties: Parties) -> tuple[RequirementState, ...]:
    """Give how each requirement of the gate stands after these decisions.

    Args:
        gate: the gate.
        decisions: those taken in this gate since the phase was entered, in file order; the latest
            of a body (and kommun) counts.
        parties: who is asked.

    Returns:
        One state per requirement, in the process's order.
    """
    latest: dict[tuple[str, str, str | None], Decision] = {}
    for d in decisions:
        if d.krav:
            latest.pop((d.krav, d.organ, d.kommun), None)
            latest[(d.krav, d.organ, d.kommun)] = d
    return tuple(_state(krav, latest, parties) for krav in gate.beslut)


def _state(
    krav: BeslutsKrav, latest: Mapping[tuple[str, str, str | None], Decision], parties: Parties
) -> RequirementState:
    if krav.per == "gemensamt":
        row = _joint_row(krav, latest, parties.tillampliga)
        return RequirementState(krav, (row,), row.klar, kvorum_uppfyllt=True)
    rows = tuple(_kommun_row(krav, latest, parties, kommun) for kommun in parties.kommuner)
    asked = [r for r in rows if not r.avstar]
    quorum = _quorum(krav, [r.kommun for r in asked if r.klar and r.kommun], parties.register)
    return RequirementState(krav, rows, bool(asked) and all(r.klar for r in asked) and quorum, quorum)


def _joint_row(
    krav: BeslutsKrav, latest: Mapping[tuple[str, str, str | None], Decision], applicable: frozenset[str]
) -> Row:
    def find(organ: str) -> Decision | None:
        # A joint requirement may name a body that every kommun has; any one of them then answers.
        return next((d for (k, o, _), d in reversed(tuple(latest.items())) if k == krav.slug and o == organ), None)

    return _row(krav, None, {o: find(o) for o in _bodies(krav, applicable)}, applicable, avstar=False)


def _kommun_row(
    krav: BeslutsKrav, latest: Mapping[tuple[str, str, str | None], Decision], parties: Parties, kommun: str
) -> Row:
    applicable = parties.tillampliga_per_kommun.get(kommun, frozenset()) | parties.tillampliga
    found = {o: latest.get((krav.slug, o, kommun)) for o in _bodies(krav, applicable)}
    return _row(krav, kommun, found, applicable, avstar=kommun in parties.avstar)


def _bodies(krav: BeslutsKrav, applicable: frozenset[str]) -> tuple[str, ...]:
    return (*krav.alla_av, *krav.nagot_av, *(o for o in krav.vid_behov if o in applicable))


def _row(
    krav: BeslutsKrav,
    kommun: str | None,
    found: Mapping[str, Decision | None],
    applicable: frozenset[str],
    *,
    avstar: bool,
) -> Row:
    cells = tuple(Cell(o, kommun, cell_state(d), d, o in krav.vid_behov) for o, d in found.items())
    yes = {c.organ for c in cells if c.lage in ("beslut_ja", "beslut_villkor")}
    groups: list[tuple[str, ...]] = [(o,) for o in krav.alla_av]
    groups += [krav.nagot_av] if krav.nagot_av else []
    groups += [(o,) for o in krav.vid_behov if o in applicable]
    waiting = tuple(g for g in groups if not yes.intersection(g))
    return Row(kommun, cells, avstar, not waiting and not avstar, () if avstar else waiting)


def _quorum(krav: BeslutsKrav, yes: list[str], register: Mapping[str, Kommun]) -> bool:
    if krav.kvorum is None:
        return True
    if len(yes) < krav.kvorum.minst_kommuner:
        return False
    if krav.kvorum.minst_andel_invanare is None:
        return True
    total = sum(k.invanare for k in register.values())
    part = sum(register[k].invanare for k in yes if k in register)
    return total > 0 and Decimal(part * 100) / total >= krav.kvorum.minst_andel_invanare
