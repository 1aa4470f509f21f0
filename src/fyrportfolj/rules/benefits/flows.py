"""The rows of a calculation as amounts by year, on the calculation's own years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from fyrportfolj.model.artefacts.benefit_rows import Arsbelopp, Kostnad, Nytta
from fyrportfolj.model.artefacts.nytta import Nyttokalkyl

Level: TypeAlias = Literal["lag", "trolig", "hog"]
Amounts: TypeAlias = tuple[Decimal, ...]
"""Amounts in kr by year, t = 0 first."""

REQUIRED = ("prisniva", "startar", "horisont_ar", "kalkylranta_procent", "rantetyp", "kalkylranta_kalla")
"""What a calculation must state; none of it has a default. Källa: Ineras nyttokalkyl; SKR:s internränta."""

CASH = "finansiell"
MOVED = "omfordelning"
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Flow:
    """A row of a calculation.

    Attributes:
        id: its key in the document, such as N1 or K1.
        namn: its name.
        slag: kind of benefit, or kind of cost.
        lag: lowest amounts, kr by year.
        trolig: likely amounts, kr by year.
        hog: highest amounts, kr by year.
        har_kalla: True when the file says where the figures come from.
        parter: ids of those that it falls on; empty means those who take part.
        utanfor: kind of the party that it falls on when that is no kommun, such as invanare; empty for municipalities.
    """

    id: str
    namn: str
    slag: str
    lag: Amounts
    trolig: Amounts
    hog: Amounts
    har_kalla: bool
    parter: tuple[str, ...] = ()
    utanfor: str = ""

    def at(self, level: Level) -> Amounts:
        """Give the amounts of a level, kr by year."""
        return {"lag": self.lag, "trolig": self.trolig, "hog": self.hog}[level]


@dataclass(frozen=True, slots=True)
class Case:
    """What a calculation is made of.

    Attributes:
        prisniva: the year whose money the amounts are in.
        startar: the first year, t = 0, which is not discounted.
        horisont: number of years, the first one included.
        ranta: rate in per cent.
        rantetyp: real or nominell.
        ranta_kalla: who has set the rate.
        nyttor: benefits with amounts that count in the net present value.
        omfordelning: freed resources with amounts; never part of the net present value.
        kostnader: costs with amounts.
        oprissatta: benefits without amounts.
        timmar: own time that has not been priced, by cost id.
    """

    prisniva: int
    startar: int
    horisont: int
    ranta: Decimal
    rantetyp: str
    ranta_kalla: str
    nyttor: tuple[Flow, ...]
    omfordelning: tuple[Flow, ...]
    kostnader: tuple[Flow, ...]
    oprissatta: tuple[Nytta, ...]
    timmar: tuple[tuple[str, str, Decimal], ...]

    @property
    def ar(self) -> tuple[int, ...]:
        """The calendar years, first one first."""
        return tuple(range(self.startar, self.startar + self.horisont))

    def total(self, flows: Iterable[Flow], level: Level = "trolig") -> Amounts:
        """Give the sum of some rows, kr by year."""
        return summed((f.at(level) for f in flows), self.horisont)

    @property
    def investering(self) -> tuple[Flow, ...]:
        """The costs that come once."""
        return tuple(k for k in self.kostnader if k.slag == "engang")


def summed(rows: Iterable[Amounts], years: int) -> Amounts:
    """Give the sum of rows, kr by year.

    Args:
        rows: amounts by year, each as long as the horizon.
        years: number of years; the answer is that long also without rows.
    """
    total = [NOTHING] * years
    for row in rows:
        for t, amount in enumerate(row):
            total[t] += amount
    return tuple(total)


def missing(kalkyl: Nyttokalkyl) -> tuple[str, ...]:
    """Give the names of what a calculation must state and does not, in the order of the model."""
    return tuple(name for name in REQUIRED if getattr(kalkyl, name) is None)


def case_of(kalkyl: Nyttokalkyl) -> Case:
    """Give a calculation as flows; years outside the horizon do not count (they have their own finding).

    Args:
        kalkyl: with everything that `missing` asks for.

    Raises:
        ValueError: something required is missing.

    Källa: Ineras nyttokalkyl (fasta priser, lägsta och högsta värde, oprissatta poster syns i resultatet).
    """
    k = kalkyl
    if (
        k.prisniva is None
        or k.startar is None
        or k.horisont_ar is None
        or k.kalkylranta_procent is None
        or k.rantetyp is None
        or k.kalkylranta_kalla is None
    ):
        msg = f"missing: {missing(k)}"
        raise ValueError(msg)
    years = range(k.startar, k.startar + k.horisont_ar)
    priced = [n for n in k.nyttor if n.per_ar]
    return Case(
        prisniva=k.prisniva,
        startar=k.startar,
        horisont=k.horisont_ar,
        ranta=k.kalkylranta_procent,
        rantetyp=k.rantetyp,
        ranta_kalla=k.kalkylranta_kalla,
        nyttor=tuple(benefit_flow(n, years) for n in priced if n.nyttotyp != MOVED),
        omfordelning=tuple(benefit_flow(n, years) for n in priced if n.nyttotyp == MOVED),
        kostnader=tuple(cost_flow(c, years) for c in k.kostnader if c.per_ar),
        oprissatta=tuple(n for n in k.nyttor if not n.per_ar),
        timmar=tuple((c.id, c.namn, c.intern_tid_timmar) for c in k.kostnader if c.intern_tid_timmar is not None),
    )


def benefit_flow(n: Nytta, years: range) -> Flow:
    """Give a benefit's amounts on some years."""
    low, likely, high = _levels(n.per_ar, years)
    who = n.intressent
    outside = who.typ if who and who.typ != "kommun" else ""
    sourced = bool(n.datakalla or (n.berakning and n.berakning.kalla))
    return Flow(n.id, n.namn, n.nyttotyp, low, likely, high, sourced, who.kommuner if who else (), outside)


def cost_flow(c: Kostnad, years: range) -> Flow:
    """Give a cost's amounts on some years."""
    low, likely, high = _levels(c.per_ar, years)
    return Flow(c.id, c.namn, c.kostnadstyp, low, likely, high, bool(c.kalla), (c.bars_av,) if c.bars_av else ())


def _levels(rows: Iterable[Arsbelopp], years: range) -> tuple[Amounts, Amounts, Amounts]:
    held = {r.ar: r for r in rows}
    low, likely, high = [], [], []
    for year in years:
        row = held.get(year)
        amount = row.trolig_kr if row else NOTHING
        likely.append(amount)
        low.append(row.lag_kr if row and row.lag_kr is not None else amount)
        high.append(row.hog_kr if row and row.hog_kr is not None else amount)
    return tuple(low), tuple(likely), tuple(high)
