"""What to start: the most valuable set within the money, the municipalities' capacity and what depends on what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.priority import Kandidat, Prioritering
from fyrportfolj.rules.capacity.load import Unit, carriers, factors_of, load, portfolio_load, register_of
from fyrportfolj.rules.capacity.quarters import quarter_of
from fyrportfolj.rules.capacity.saturation import Capacities
from fyrportfolj.rules.priority.ballots import unwilling, willing
from fyrportfolj.rules.priority.count import Count, Method, count
from fyrportfolj.rules.priority.criteria import passing, ranked
from fyrportfolj.rules.priority.knapsack import Breach, Item, Problem, breaches, cost, forced, value
from fyrportfolj.rules.priority.scores import score
from fyrportfolj.rules.priority.solver import best, cheapest_better

Worth = Literal["poang", "rangordning"]
"""What the choice maximises: the sum of scores, or of the municipalities' Borda points per vote."""

MORE = Fraction(11, 10)
"""The budget that is tried to show what it holds back: a tenth more."""

MOST_TRIED = 20
"""So many administrations are tried without their limit; each costs a whole choice."""


class Why(StrEnum):
    """Why a candidate is not chosen."""

    SKA_KRAV = "ska_krav"
    FA_VILL_DELTA = "fa_vill_delta"
    UTAN_KOSTNAD = "utan_kostnad"
    UTAN_VARDE = "utan_varde"
    BEROENDE = "beroende"
    BUDGET = "budget"
    KAPACITET = "kapacitet"
    MINDRE_VARDE = "mindre_varde"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the choice is made for.

    Attributes:
        efter: what is maximised.
        budget_kr: the money; None means what the round declares.
        till_kvartal: last quarter whose capacity counts; None means what the round declares.
    """

    efter: Worth = "poang"
    budget_kr: Decimal | None = None
    till_kvartal: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a candidate.

    Attributes:
        insats: the candidate.
        vald: True when it is chosen.
        maste: True when a law or an agreement asks for it.
        varde: what it is worth in thousandths of a point, or None when that is not known.
        kostnad_kr: what it costs, or None.
        varfor: why it is not chosen, or None.
        enheter: the units that would carry too much with it.
        beror_av: what it depends on that is not chosen.
        saknas_kr: what the money lacks for it.
    """

    insats: str
    vald: bool
    maste: bool
    varde: int | None
    kostnad_kr: Decimal | None
    varfor: Why | None = None
    enheter: tuple[Unit, ...] = ()
    beror_av: tuple[str, ...] = ()
    saknas_kr: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Eased:
    """What changes when one limit is eased.

    Attributes:
        grans: `budget` (a tenth more), `forvaltning` (one administration without limit) or `kapacitet` (all without).
        kommun: the administration's kommun, or empty.
        forvaltning: the administration, or empty.
        till: what comes in.
        bort: what goes out.
        vinst: what is gained, in thousandths of a point.
    """

    grans: Literal["budget", "forvaltning", "kapacitet"]
    till: tuple[str, ...]
    bort: tuple[str, ...]
    vinst: int
    kommun: str = ""
    forvaltning: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The choice of a round.

    Attributes:
        fraga: what it was made for, with the round's own limits filled in.
        valda: what is chosen, in the order of the file; None when what must be chosen cannot be.
        varde: what it is worth, in thousandths of a point.
        kostnad_kr: what it costs.
        poster: every candidate, in the order of the file.
        tvingade: what must be chosen with all that it depends on.
        konflikter: the limits that this alone breaks.
        bindande: limits that hold the choice back, the greatest gain first.
        battre_fran_kr: the smallest budget with which something worth more fits, or None.
        forutsatter: candidate to what it depends on outside the round.
        forstaval: what some method places first; the choice need not hold it.
        kapacitet_provad: True when a capacity register was there and the round asks for it.
    """

    fraga: Asked
    valda: tuple[str, ...] | None
    varde: int
    kostnad_kr: Decimal
    poster: tuple[Verdict, ...]
    tvingade: tuple[str, ...]
    konflikter: tuple[Breach, ...]
    bindande: tuple[Eased, ...]
    battre_fran_kr: Decimal | None
    forutsatter: Mapping[str, tuple[str, ...]]
    forstaval: tuple[str, ...]
    kapacitet_provad: bool


def choose(portfolio: Portfolio, p: Prioritering, today: date, asked: Asked | None = None) -> Choice:
    """Choose what to start.

    Maximises the sum of value under the budget, under the capacity of every kommun, administration and quarter,
    with what each initiative depends on, and with all that must be done. Equal values are settled by cost and
    then by id, so the same file always gives the same answer.

    Args:
        portfolio: the undertakings with their loads, dependencies and costs, and the capacity register.
        p: the round.
        today: quarters that have passed do not count.
        asked: other limits than those of the round.

    Raises:
        DataError: there are too many candidates with too many limits to settle exactly.

    Källa: handlingsplanen (prioritering, förändringsträngsel); NNK, kappsäcksproblem med tvingande poster.
    """
    ram = p.ram
    asked = asked or Asked()
    asked = replace(
        asked,
        budget_kr=asked.budget_kr if asked.budget_kr is not None else (ram.budget_kr if ram else None),
        till_kvartal=asked.till_kvartal or (ram.till_kvartal if ram else None),
    )
    builder = _Builder(portfolio, p, today, asked)
    problem = builder.problem()
    chosen = best(problem)
    needed, broken = forced(problem)
    held = chosen or frozenset()
    return Choice(
        fraga=asked,
        valda=None if chosen is None else _in_order(p, chosen),
        varde=value(problem, held),
        kostnad_kr=Decimal(cost(problem, held)).scaleb(-2),
        poster=tuple(builder.verdict(c, problem, chosen) for c in p.kandidater),
        tvingade=_in_order(p, needed),
        konflikter=broken,
        bindande=() if chosen is None else tuple(_eased(p, problem, chosen)),
        battre_fran_kr=None if chosen is None else _better_from(problem, chosen),
        forutsatter=builder.outside(),
        forstaval=_firsts(portfolio, p),
        kapacitet_provad=builder.capacity_counts,
    )


class _Builder:
    """Makes the problem of a round, and says why a candidate is not in it or not chosen."""

    def __init__(self, portfolio: Portfolio, p: Prioritering, today: date, asked: Asked) -> None:
        self._portfolio, self._round, self._asked = portfolio, p, asked
        self._now = quarter_of(today)
        self._register = register_of(portfolio)
        self._values = values(portfolio, p, asked.efter)
        self.capacity_counts = self._register is not None and (p.ram is None or p.ram.respektera_kapacitet)
        self._out = {c.insats: why for c in p.kandidater if (why := self._outside_choice(c)) is not None}

    def _outside_choice(self, c: Kandidat) -> Why | None:
        least = self._round.ram.minst_deltar if self._round.ram else None
        if c.maste:
            return None
        if not passing(self._round, c).godkand:
            return Why.SKA_KRAV
        if least is not None and len(willing(self._round, c.insats)) < least:
            return Why.FA_VILL_DELTA
        if self._values.get(c.insats) is None:
            return Why.UTAN_VARDE
        if self._asked.budget_kr is not None and self.cost(c) is None:
            return Why.UTAN_KOSTNAD
        return None

    def problem(self) -> Problem:
        inside = {c.insats: c for c in self._round.kandidater if c.insats not in self._out}
        items = {id_: self._item(c) for id_, c in inside.items()}
        budget = self._asked.budget_kr
        return Problem(items, None if budget is None else int(budget * 100), self._free(items))

    def _item(self, c: Kandidat) -> Item:
        return Item(
            id=c.insats,
            varde=self._values.get(c.insats) or 0,
            kostnad=int((self.cost(c) or Decimal(0)) * 100),
            last=self._load(c),
            beror_av=self._dependencies(c),
            maste=c.maste,
        )

    def cost(self, c: Kandidat) -> Decimal | None:
        u = self._undertaking(c)
        own = u.finansiering.total_kr if u and u.finansiering else None
        return c.kostnad_kr if c.kostnad_kr is not None else own

    def _undertaking(self, c: Kandidat) -> Undertaking | None:
        found = self._portfolio.undertaking(c.insats)
        return found.modell if found else None

    def _dependencies(self, c: Kandidat, *, inside: bool = True) -> tuple[str, ...]:
        u = self._undertaking(c)
        candidates = {k.insats for k in self._round.kandidater}
        named = dict.fromkeys((*c.beror_av, *(u.beror_av if u else ())))
        return tuple(b for b in named if (b in candidates) == inside and b != c.insats)

    def outside(self) -> dict[str, tuple[str, ...]]:
        found = {c.insats: self._dependencies(c, inside=False) for c in self._round.kandidater}
        return {insats: others for insats, others in found.items() if others}

    def _load(self, c: Kandidat) -> dict[Unit, Decimal]:
        if self._register is None or not self.capacity_counts:
            return {}
        u = self._undertaking(c)
        declined = unwilling(self._round, c.insats)
        carrying = willing(self._round, c.insats) or (carriers(u) if u else ())
        rows = c.forandringslast or (u.forandringslast if u else ())
        whole = load(rows, carrying, factors_of(self._register))
        return {unit: points for unit, points in whole.items() if unit[0] not in declined and self._counts(unit[2])}

    def _counts(self, kvartal: str) -> bool:
        last = self._asked.till_kvartal
        return kvartal >= self._now and (last is None or kvartal <= last)

    def _free(self, items: Mapping[str, Item]) -> dict[Unit, Decimal]:
        if self._register is None or not self.capacity_counts:
            return {}
        capacities = Capacities(self._register)
        own = {u.id for c in self._round.kandidater if (u := self._undertaking(c))}
        already = portfolio_load(self._portfolio, without=own)
        touched = sorted({unit for item in items.values() for unit in item.last})
        return {
            unit: capacities.of(unit) - already.get(unit, Decimal(0))
            for unit in touched
            if capacities.accepted(unit) is None
        }

    def verdict(self, c: Kandidat, problem: Problem, chosen: frozenset[str] | None) -> Verdict:
        held = chosen is not None and c.insats in chosen
        plain = Verdict(c.insats, held, c.maste, self._values.get(c.insats), self.cost(c))
        if held or chosen is None:
            return plain
        if c.insats in self._out:
            return replace(plain, varfor=self._out[c.insats])
        item = problem.poster[c.insats]
        missing = tuple(b for b in item.beror_av if b not in chosen)
        if missing:
            return replace(plain, varfor=Why.BEROENDE, beror_av=missing)
        broken = tuple(breaches(problem, {*chosen, c.insats}))
        units = tuple(b.enhet for b in broken if b.enhet)
        lacking = sum(b.over_budget for b in broken)
        if lacking:
            return replace(plain, varfor=Why.BUDGET, enheter=units, saknas_kr=Decimal(lacking).scaleb(-2))
        return replace(plain, varfor=Why.KAPACITET if units else Why.MINDRE_VARDE, enheter=units)


def values(portfolio: Portfolio, p: Prioritering, by: Worth) -> dict[str, int | None]:
    """Give what each candidate is worth, in whole thousandths of a point, halves away from zero.

    Args:
        portfolio: the municipalities' inhabitants.
        p: the round.
        by: score, or Borda points per vote.

    Returns:
        Candidate to value; None where there is none.
    """
    if by == "poang":
        return {c.insats: _thousandths(score(p, c).poang) for c in p.kandidater}
    done = _counted(portfolio, p)
    if not done.par.vikt:
        return {}
    return {a: _thousandths(points / done.par.vikt) for a, points in done.borda.items()}


def _counted(portfolio: Portfolio, p: Prioritering) -> Count:
    people = {k.id: k.invanare for k in portfolio.kommuner.values()}
    return count(p, ranked(p), p.regler.rostvikt, people)


def _firsts(portfolio: Portfolio, p: Prioritering) -> tuple[str, ...]:
    c = _counted(portfolio, p)
    return tuple(a for a in c.alternativ if any(c.platser[m][a] == 1 for m in Method)) if c.roster else ()


def _thousandths(points: Fraction | None) -> int | None:
    if points is None:
        return None
    whole = points * 1000
    return int((Decimal(whole.numerator) / Decimal(whole.denominator)).quantize(Decimal(1), ROUND_HALF_UP))


def _in_order(p: Prioritering, ids: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.insats for c in p.kandidater if c.insats in ids))


def _eased(p: Prioritering, problem: Problem, chosen: frozenset[str]) -> Iterator[Eased]:
    found = []
    if problem.budget is not None:
        more = replace(problem, budget=int(problem.budget * MORE))
        found.append(_compared(p, more, chosen, Eased("budget", (), (), 0)))
    blocked = _blocking(problem, chosen)
    for kommun, forvaltning in blocked:
        free = problem.without_units(kommun, forvaltning)
        found.append(_compared(p, free, chosen, Eased("forvaltning", (), (), 0, kommun, forvaltning)))
    if blocked:
        found.append(_compared(p, replace(problem, ledigt={}), chosen, Eased("kapacitet", (), (), 0)))
    order = {"budget": 0, "forvaltning": 1, "kapacitet": 2}
    yield from sorted((e for e in found if e.vinst), key=lambda e: (order[e.grans], -e.vinst, e.kommun, e.forvaltning))


def _better_from(problem: Problem, chosen: frozenset[str]) -> Decimal | None:
    better = cheapest_better(problem, chosen) if problem.budget is not None else None
    return None if better is None else Decimal(cost(problem, better)).scaleb(-2)


def _blocking(problem: Problem, chosen: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The administrations that items outside the choice would overload, those that hold back most value first."""
    held: dict[tuple[str, str], int] = {}
    for i in problem.poster:
        if i not in chosen:
            for pair in {b.enhet[:2] for b in breaches(problem, {*chosen, i}) if b.enhet}:
                held[pair] = held.get(pair, 0) + problem.poster[i].varde
    return tuple(sorted(held, key=lambda pair: (-held[pair], pair))[:MOST_TRIED])


def _compared(p: Prioritering, problem: Problem, chosen: frozenset[str], eased: Eased) -> Eased:
    other = best(problem) or chosen
    gain = value(problem, other) - value(problem, chosen)
    return replace(eased, till=_in_order(p, other - chosen), bort=_in_order(p, chosen - other), vinst=gain)
