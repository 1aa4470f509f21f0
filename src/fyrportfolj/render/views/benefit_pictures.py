"""What the charts of benefits draw, and the same in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from fyrportfolj.messages import T
from fyrportfolj.render.views.benefit_tables import whole
from fyrportfolj.render.views.swedish import NONE, capital, signed_money, sv
from fyrportfolj.render.views.tables import Row, Table
from fyrportfolj.rules.benefits.calculation import Calculation
from fyrportfolj.rules.benefits.forecasts import BenefitLine
from fyrportfolj.rules.changes.words import word

MOST_BARS = 10
"""So many bars fit in a chart; the table has them all."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What a change does to the net present value, kr."""

    namn: str
    samst: Decimal
    bast: Decimal


@dataclass(frozen=True, slots=True)
class Tornado:
    """The sensitivity as it is drawn.

    Attributes:
        bas: the net present value that everything is compared with, kr.
        bas_text: the same to a person.
        staplar: greatest effect first.
        beskrivning: everything that the chart shows, in sentences.
    """

    bas: Decimal
    bas_text: str
    staplar: tuple[Bar, ...]
    beskrivning: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Expected against actual of one kind of benefit.

    Attributes:
        rubrik: the kind.
        ar: the years, first one first.
        vantat: expected kr by year, or None.
        utfall: actual kr by year, or None where nothing is known.
        beskrivning: everything that the chart shows, in sentences.
        tabell: the same as a table.
    """

    rubrik: str
    ar: tuple[int, ...]
    vantat: tuple[Decimal | None, ...]
    utfall: tuple[Decimal | None, ...]
    beskrivning: str
    tabell: Table


def tornado_of(c: Calculation) -> Tornado:
    """Give the sensitivity of a calculation."""
    bars = tuple(Bar(sv(s.vad), s.samst, s.bast) for s in c.kanslighet[:MOST_BARS])
    base = whole(c.resultat.nnv)
    said = [sv(T("Nettonuvärdet är {belopp}.", belopp=base))]
    for b in bars:
        if b.samst == b.bast:
            said.append(sv(T("{vad}: {belopp}.", vad=b.namn, belopp=whole(b.samst))))
        else:
            said.append(sv(T("{vad}: {fran} till {till}.", vad=b.namn, fran=whole(b.samst), till=whole(b.bast))))
    return Tornado(c.resultat.nnv, base, bars, " ".join(said))


def curves_of(lines: Iterable[BenefitLine]) -> tuple[Curve, ...]:
    """Give a curve for each kind of benefit with amounts; kinds are never added together."""
    by_kind: dict[str, list[BenefitLine]] = {}
    for line in lines:
        by_kind.setdefault(line.nytta.nyttotyp, []).append(line)
    found = (_curve(kind, held) for kind, held in by_kind.items())
    return tuple(c for c in found if c is not None)


def _curve(kind: str, lines: list[BenefitLine]) -> Curve | None:
    expected: dict[int, Decimal] = {}
    actual: dict[int, Decimal] = {}
    for line in lines:
        first = next((s.belopp for s in line.steg if s.belopp), {})
        for into, amounts in ((expected, first), (actual, line.utfall)):
            for year, amount in amounts.items():
                into[year] = into.get(year, Decimal(0)) + amount
    years = tuple(sorted({*expected, *actual}))
    if len(years) < 2:  # noqa: PLR2004  (a curve needs two points)
        return None
    wanted, came = tuple(expected.get(y) for y in years), tuple(actual.get(y) for y in years)
    name = capital(sv(word(kind)))
    said = [
        sv(
            T(
                "{ar}: väntat {vantat}, utfall {utfall}.",
                ar=str(y),
                vantat=whole(w),
                utfall=whole(c) if c is not None else NONE,
            )
        )
        for y, w, c in zip(years, wanted, came, strict=True)
    ]
    return Curve(name, years, wanted, came, " ".join(said), _table(name, years, wanted, came))


def _table(
    name: str, years: tuple[int, ...], wanted: tuple[Decimal | None, ...], came: tuple[Decimal | None, ...]
) -> Table:
    rows: list[Row] = []
    for year, w, c in zip(years, wanted, came, strict=True):
        gap = NONE if w is None or c is None else signed_money((c - w).quantize(Decimal(1), ROUND_HALF_UP))
        rows.append((str(year), whole(w), whole(c), gap))
    heads = (T("År"), T("Väntat"), T("Utfall"), T("Avvikelse"))
    title = sv(T("{slag}, väntat och utfall per år", slag=name))
    return Table(title, tuple(sv(h) for h in heads), tuple(rows), (1, 2, 2, 2), (1, 2, 3))
