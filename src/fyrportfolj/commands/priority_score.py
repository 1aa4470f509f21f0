"""`fyr priority score`: requirements, weighted scores, the four boxes and how far the order holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fyrportfolj.commands.priority import CriterionRow, criteria
from fyrportfolj.commands.priority_rows import RoundRow, find_round, row_of
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.messages import Text
from fyrportfolj.rules.priority.choice_told import passing_told, robust_told
from fyrportfolj.rules.priority.criteria import passing
from fyrportfolj.rules.priority.names import Names
from fyrportfolj.rules.priority.robust import Interval
from fyrportfolj.rules.priority.scores import Quadrant, Score
from fyrportfolj.rules.priority.standing import standing
from fyrportfolj.rules.priority.told import decimal


@dataclass(frozen=True)
class ScoredRow:
    """An initiative with its scores; figures with two decimals, None where a score is missing.

    Attributes:
        insats: its id.
        namn: its name.
        plats: its place with the weights as declared.
        basta_plats: its best place within the box of weights.
        samsta_plats: its worst.
        poang: weighted mean of all criteria, 1–5.
        lagsta_poang: its lowest score within the box.
        hogsta_poang: its highest.
        strategiskt_varde: weighted mean of that axis.
        genomforbarhet: weighted mean of that axis.
        ruta: which of the four boxes.
        saknas: criteria without a score.
    """

    insats: str
    namn: str
    plats: int | None
    basta_plats: int | None
    samsta_plats: int | None
    poang: Decimal | None
    lagsta_poang: Decimal | None
    hogsta_poang: Decimal | None
    strategiskt_varde: Decimal | None
    genomforbarhet: Decimal | None
    ruta: Quadrant | None
    saknas: tuple[str, ...]


@dataclass(frozen=True)
class Scoring:
    """A round scored.

    Attributes:
        rad: the round.
        kalla: where the judgements come from, or None.
        kriterier: what was scored, with weights.
        brytpunkt: score from which an axis is high.
        osakerhet_procent: how wrong each weight may be.
        rader: the initiatives, best first, then those that lack a score.
        stoppade: what the requirements stop.
        hallbarhet: which stretches of the order are not robust.
    """

    rad: RoundRow
    kalla: str | None
    kriterier: tuple[CriterionRow, ...]
    brytpunkt: Decimal
    osakerhet_procent: int
    rader: tuple[ScoredRow, ...]
    stoppade: tuple[Text, ...]
    hallbarhet: tuple[Text, ...]


def score(ws: Workspace, id_: str) -> Result[Scoring]:
    """Score a round.

    Raises:
        UsageError: no such round.
    """
    p = find_round(ws, id_).modell
    names = Names(ws.portfolio)
    held = standing(p)
    data = Scoring(
        rad=row_of(ws, p),
        kalla=p.kalla,
        kriterier=criteria(p),
        brytpunkt=p.brytpunkt,
        osakerhet_procent=p.vikters_osakerhet_procent,
        rader=tuple(_row(s, i, names) for s, i in held.rader),
        stoppade=tuple(passing_told(p, [passing(p, c) for c in p.kandidater if not c.maste], names)),
        hallbarhet=tuple(robust_told(p, held.intervall)),
    )
    return Result(data, ws.loaded.diagnostics, ws.faults())


def _row(s: Score, i: Interval | None, names: Names) -> ScoredRow:
    return ScoredRow(
        insats=s.insats,
        namn=names.insats(s.insats),
        plats=i.plats if i else None,
        basta_plats=i.basta if i else None,
        samsta_plats=i.samsta if i else None,
        poang=_two(s.poang),
        lagsta_poang=_two(i.lagst) if i else None,
        hogsta_poang=_two(i.hogst) if i else None,
        strategiskt_varde=_two(s.axlar["strategiskt_varde"]),
        genomforbarhet=_two(s.axlar["genomforbarhet"]),
        ruta=s.ruta,
        saknas=s.saknas,
    )


def _two(value: Fraction | None) -> Decimal | None:
    return None if value is None else decimal(value, 2)
