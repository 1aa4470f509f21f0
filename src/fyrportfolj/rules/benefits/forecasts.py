"""A benefit through time: forecast, calculation, plan and outcome in one row, against what was decided.

Källa: DIGG:s vägledning i nyttorealisering, följa upp; handlingsplanen, processteg nyttorealisering.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Literal, TypeAlias

from fyrportfolj.model.artefacts.benefit_rows import Nytta, Nyttoutfall
from fyrportfolj.model.artefacts.traits import MedNyttor
from fyrportfolj.model.initiative import Project, Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.rules.benefits.ledger import realised_by_year
from fyrportfolj.rules.benefits.npv import PRECISION

Stage: TypeAlias = Literal["nyttoprognos", "nyttokalkyl", "nyttorealiseringsplan", "effektbokslut"]
STAGES: tuple[Stage, ...] = ("nyttoprognos", "nyttokalkyl", "nyttorealiseringsplan", "effektbokslut")
"""The documents of a benefit, in the order in which they come in the work."""

BenefitKey: TypeAlias = tuple[str, str]
"""An undertaking's id and the benefit's key in its file."""

Baselines: TypeAlias = Mapping[tuple[str, str], MedNyttor]
"""Undertaking's id and document's slug to the document as it was when a gate decided on it."""

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Step:
    """A benefit in one document.

    Attributes:
        dokument: the document's slug.
        insats: id of the undertaking that holds it.
        fryst: the benefit as it was when a gate decided, or as it is when no gate has.
        nu: the benefit as it is.
        belopp: planned kr by year, as it was.
        belopp_nu: planned kr by year, as it is.
    """

    dokument: Stage
    insats: str
    fryst: Nytta
    nu: Nytta
    belopp: Mapping[int, Decimal]
    belopp_nu: Mapping[int, Decimal]

    @property
    def andrad(self) -> bool:
        """True when amounts or goal have changed since the gate decided; what is booked later is no change."""
        before, now = self.fryst, self.nu
        return (before.per_ar, before.mal, before.nulage) != (now.per_ar, now.mal, now.nulage)


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """A benefit from forecast to outcome.

    Attributes:
        nytta: the benefit as its latest document has it.
        nyckel: undertaking and key of that.
        steg: the documents that list it, in the order of the work.
        utfall: realised kr by year.
        matningar: measurements, oldest first, each once.
        ar: the years that are compared: those with an outcome, else every planned year.
    """

    nytta: Nytta
    nyckel: BenefitKey
    steg: tuple[Step, ...]
    utfall: Mapping[int, Decimal]
    matningar: tuple[Nyttoutfall, ...]
    ar: tuple[int, ...]

    def amount(self, stage: Stage) -> Decimal | None:
        """Give what a document promised for the compared years, kr, as it was when it was decided."""
        return next((_over(s.belopp, self.ar) for s in self.steg if s.dokument == stage), None)

    def amount_now(self, stage: Stage) -> Decimal | None:
        """Give what a document promises for the compared years, kr, as it is."""
        return next((_over(s.belopp_nu, self.ar) for s in self.steg if s.dokument == stage), None)

    def outcome(self) -> Decimal | None:
        """Give what came in the compared years, kr."""
        return _over(self.utfall, self.ar) if self.utfall else None

    def promised(self) -> Decimal | None:
        """Give what was promised first for the compared years, kr: by the forecast, else by what came after it."""
        found = (self.amount(s) for s in STAGES)
        return next((amount for amount in found if amount is not None), None)

    def fulfilment(self) -> Decimal | None:
        """Give the goal fulfilment of the latest measurement: 1 is reached."""
        values = [o.varde for o in self.matningar if o.varde is not None]
        n = self.nytta
        if not values or n.nulage is None or n.nulage.varde is None or n.mal is None:
            return None
        return fulfilment(n.nulage.varde, n.mal.varde, values[-1])


def fulfilment(nulage: Decimal, mal: Decimal, utfall: Decimal) -> Decimal | None:
    """Give how much of the way from baseline to goal has been walked: (utfall − nuläge) / (mål − nuläge).

    Args:
        nulage: the value before.
        mal: the value to reach.
        utfall: the value now.

    Returns:
        1 at the goal, above it beyond; None when goal and baseline are the same, since there is no way to walk.

    Källa: ESV, effektutvärdering; praxis för måluppfyllelse.
    """
    if mal == nulage:
        return None
    with localcontext(prec=PRECISION):
        return (utfall - nulage) / (mal - nulage)


def overlaps(n: Nytta) -> Iterator[BenefitKey]:
    """Give the benefits that a benefit says count the same thing; a text without a key names none."""
    for text in n.overlapp_med:
        insats, _, key = text.strip().rpartition(" ")
        yield insats.strip(), key


def family(portfolio: Portfolio, u: Undertaking) -> tuple[Entry[Undertaking], ...]:
    """Give an undertaking with those that share its benefits: a programme and its projects; itself first."""
    own = portfolio.undertaking(u.id)
    near: list[Entry[Undertaking]] = [own] if own else []
    if isinstance(u, Project):
        parent = portfolio.initiativ.get(u.program or "")
        near += [parent] if parent else []
    else:
        near += portfolio.children(u.id)
    return tuple(near)


def benefit_lines(portfolio: Portfolio, u: Undertaking, frozen: Baselines | None = None) -> tuple[BenefitLine, ...]:
    """Give every benefit of an undertaking through time, in the order in which its documents name them first.

    A programme's benefit is followed into its projects, and a project's back into its programme, where one of them
    names the other as counting the same thing.

    Args:
        portfolio: everything around it.
        u: the undertaking.
        frozen: documents as gates decided them; what is left out is taken as it is.
    """
    near = family(portfolio, u)
    held = {e.modell.id: _documents(e.modell) for e in near}
    lines = []
    for key in dict.fromkeys(n.id for _, d in held.get(u.id, ()) for n in d.nyttor):
        same = _same((u.id, key), held)
        steps = tuple(_steps(same, held, frozen or {}))
        lines.append(_line((u.id, key), steps))
    return tuple(lines)


def counted_elsewhere(portfolio: Portfolio) -> frozenset[BenefitKey]:
    """Give the benefits that count the same thing as one that is already counted, and so are left out of sums.

    Of two that name each other the one that comes first in the portfolio's order is counted.
    """
    counted: set[BenefitKey] = set()
    left_out: set[BenefitKey] = set()
    named: dict[BenefitKey, set[BenefitKey]] = {}
    for entry in portfolio.undertakings():
        for _, document in _documents(entry.modell):
            for n in document.nyttor:
                named.setdefault((entry.modell.id, n.id), set()).update(overlaps(n))
    for key, others in named.items():
        same = others | {k for k, names in named.items() if key in names}
        (left_out if same & counted else counted).add(key)
    return frozenset(left_out)


def _documents(u: Undertaking) -> tuple[tuple[Stage, MedNyttor], ...]:
    found = ((slug, getattr(u.artefakter, slug)) for slug in STAGES)
    return tuple((slug, d) for slug, d in found if isinstance(d, MedNyttor))


def _same(key: BenefitKey, held: Mapping[str, tuple[tuple[Stage, MedNyttor], ...]]) -> set[BenefitKey]:
    same = {key}
    for id_, documents in held.items():
        for _, d in documents:
            for n in d.nyttor:
                here = (id_, n.id)
                names = set(overlaps(n))
                if here == key:
                    same |= {k for k in names if k[0] in held}
                elif key in names:
                    same.add(here)
    return same


def _steps(
    same: set[BenefitKey], held: Mapping[str, tuple[tuple[Stage, MedNyttor], ...]], frozen: Baselines
) -> Iterator[Step]:
    for stage in STAGES:
        for id_, documents in held.items():
            keys = {k for i, k in same if i == id_}
            for n in (n for slug, d in documents if slug == stage for n in d.nyttor if n.id in keys):
                was = frozen.get((id_, stage))
                before = next((b for b in was.nyttor if b.id == n.id), n) if was else n
                yield Step(stage, id_, before, n, planned(before), planned(n))


def planned(n: Nytta) -> dict[int, Decimal]:
    """Give a benefit's likely amounts by year, kr: its own, else the sum of what the ledger plans."""
    if n.per_ar:
        return {a.ar: a.trolig_kr for a in n.per_ar}
    found: dict[int, Decimal] = {}
    for row in n.huvudbok:
        found[row.ar] = found.get(row.ar, _NOTHING) + row.planerat_kr
    return dict(sorted(found.items()))


def latest_amounts(line: BenefitLine) -> dict[int, Decimal]:
    """Give a benefit's likely amounts by year, kr: of the last of its undertaking's own documents that prices it.

    What the ledger plans counts only without any such document, since it may hold a part of the years.
    """
    own = [s.nu for s in line.steg if s.insats == line.nyckel[0]]
    priced = [planned(n) for n in own if n.per_ar] or [planned(n) for n in own if n.huvudbok]
    return priced[-1] if priced else {}


def _line(key: BenefitKey, steps: tuple[Step, ...]) -> BenefitLine:
    realised = realised_by_year(s.nu for s in steps)
    years = realised or {year: _NOTHING for s in steps for year in s.belopp}
    own = [s for s in steps if (s.insats, s.nu.id) == key] or list(steps)
    unit = unit_of(own[-1].nu)
    # A project may measure its part of the benefit in another unit, which says nothing of this goal.
    outcomes = {(o.datum, o.varde, o.belopp_kr): o for s in steps if unit_of(s.nu) == unit for o in s.nu.utfall}
    measured = tuple(sorted(outcomes.values(), key=lambda o: o.datum))
    return BenefitLine(own[-1].nu, key, steps, realised, measured, tuple(sorted(years)))


def unit_of(n: Nytta) -> str | None:
    """Give the unit that a benefit is measured in, or None."""
    return n.mal.enhet if n.mal else n.nulage.enhet if n.nulage else None


def _over(amounts: Mapping[int, Decimal], years: Iterable[int]) -> Decimal | None:
    found = [amounts[y] for y in years if y in amounts]
    return sum(found, _NOTHING) if found else None


def latest_day(line: BenefitLine) -> date | None:
    """Give the day of the latest measurement, or None."""
    return line.matningar[-1].datum if line.matningar else None
