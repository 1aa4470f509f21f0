"""`fyr priority rank`: the municipalities' rankings counted by every method, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fyrportfolj.commands.priority_rows import RoundRow, find_round, people_of, row_of
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.messages import Text
from fyrportfolj.model.priority import Rostvikt
from fyrportfolj.rules.priority.count import Count, Outcome, outcome
from fyrportfolj.rules.priority.criteria import ranked
from fyrportfolj.rules.priority.names import Names
from fyrportfolj.rules.priority.told import (
    agreement_told,
    answers_told,
    decimal,
    differences_told,
    rules_told,
    support_told,
    weights_told,
)


@dataclass(frozen=True)
class RankedRow:
    """An initiative with its place by every method.

    Attributes:
        insats: its id.
        namn: its name.
        borda_poang: Borda points, one decimal.
        copeland_poang: Copeland points.
        platser: method to place from 1.
        skiljer: True when the methods differ.
        hogst: its best place with any municipality, or None.
        lagst: its worst.
        polariserad: True when it divides the municipalities.
        bland_de_forsta: municipalities that have it among their first.
        racker: True when those are a coalition.
        vill_delta: municipalities that want to take part.
        vill_inte_delta: those that will not.
    """

    insats: str
    namn: str
    borda_poang: Decimal
    copeland_poang: Decimal
    platser: dict[str, int]
    skiljer: bool
    hogst: Decimal | None
    lagst: Decimal | None
    polariserad: bool
    bland_de_forsta: tuple[str, ...]
    racker: bool
    vill_delta: tuple[str, ...]
    vill_inte_delta: tuple[str, ...]


@dataclass(frozen=True)
class OtherWeight:
    """The places with another vote weight; method to initiative to place."""

    rostvikt: Rostvikt
    platser: dict[str, dict[str, int]]


@dataclass(frozen=True)
class Ranking:
    """A round counted.

    Attributes:
        rad: the round.
        regler: by which rules it is counted and who has answered.
        rostvikt: whose vote weighs what.
        koalition: how many municipalities a coalition is.
        rader: the initiatives by the mean of their places.
        matris: for each of them, the votes that place it above each of the others, in the same order.
        jamforelser: the places with other vote weights.
        kendalls_w: agreement, 0–1 with four decimals, or None.
        kemeny_avstand: what Kemeny's order contradicts.
        kemeny_undre_grans: what no order can come below.
        kemeny_exakt: True when no order is better.
        skillnader: where the methods differ.
        enighet: how much the municipalities agree.
        stod: what stands high with too few to carry it.
        rostvikter: what other vote weights would have changed.
    """

    rad: RoundRow
    regler: tuple[Text, ...]
    rostvikt: Rostvikt
    koalition: int
    rader: tuple[RankedRow, ...]
    matris: tuple[tuple[int, ...], ...]
    jamforelser: tuple[OtherWeight, ...]
    kendalls_w: Decimal | None
    kemeny_avstand: int
    kemeny_undre_grans: int
    kemeny_exakt: bool
    skillnader: tuple[Text, ...]
    enighet: tuple[Text, ...]
    stod: tuple[Text, ...]
    rostvikter: tuple[Text, ...]


_FOUR = 4


def rank(ws: Workspace, id_: str) -> Result[Ranking]:
    """Count the rankings of a round by every method.

    Raises:
        UsageError: no such round.
    """
    p = find_round(ws, id_).modell
    names = Names(ws.portfolio)
    o = outcome(p, ranked(p), people_of(ws))
    c, w = o.galler, o.kendalls_w
    order = c.ordered()
    data = Ranking(
        rad=row_of(ws, p),
        regler=(*rules_told(p), *answers_told(p, tuple(ws.portfolio.kommuner), names)),
        rostvikt=c.rostvikt,
        koalition=p.regler.koalition,
        rader=_rows(o, names),
        matris=tuple(tuple(c.par.fore[a, b] if a != b else 0 for b in order) for a in order),
        jamforelser=tuple(OtherWeight(j.rostvikt, _places(j)) for j in o.jamforelser),
        kendalls_w=None if w is None else decimal(w, _FOUR),
        kemeny_avstand=c.kemeny.avstand,
        kemeny_undre_grans=c.kemeny.undre_grans,
        kemeny_exakt=c.kemeny.exakt,
        skillnader=tuple(differences_told(o, names)),
        enighet=tuple(agreement_told(o, names)) if c.roster else (),
        stod=tuple(support_told(p, o, names)),
        rostvikter=tuple(weights_told(o, names)) if c.roster else (),
    )
    return Result(data, ws.loaded.diagnostics, ws.faults())


def _places(c: Count) -> dict[str, dict[str, int]]:
    return {method.value: dict(places) for method, places in c.platser.items()}


def _rows(o: Outcome, names: Names) -> tuple[RankedRow, ...]:
    c = o.galler
    spread = {s.insats: s for s in o.spridning}
    wanted = {k.insats: k for k in o.koalitioner}
    rows = []
    for a in c.ordered():
        s = spread.get(a)
        rows.append(
            RankedRow(
                insats=a,
                namn=names.insats(a),
                borda_poang=decimal(c.borda[a], 1),
                copeland_poang=decimal(c.copeland[a], 1),
                platser={m.value: places[a] for m, places in c.platser.items()},
                skiljer=c.differ(a),
                hogst=decimal(s.hogst, 1) if s else None,
                lagst=decimal(s.lagst, 1) if s else None,
                polariserad=bool(s and s.polariserad),
                bland_de_forsta=wanted[a].kommuner,
                racker=wanted[a].racker,
                vill_delta=wanted[a].vill_delta,
                vill_inte_delta=wanted[a].vill_inte_delta,
            )
        )
    return tuple(rows)
