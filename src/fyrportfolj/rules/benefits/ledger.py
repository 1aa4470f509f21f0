"""The ledger of benefits: planned is realised, revised and lost, per benefit, kommun and year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from fyrportfolj.diagnostics import Loc
from fyrportfolj.model.artefacts.benefit_rows import Huvudboksrad, Nytta
from fyrportfolj.model.artefacts.traits import MedNyttor
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.rules.documents import artefacts

Balance: TypeAlias = Literal["stammer", "oppen", "stammer_ej"]

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Booked:
    """A row of the ledger.

    Attributes:
        dokument: slug of the document that holds it.
        loc: its path in the file.
        nytta: the benefit.
        rad: what is booked.
    """

    dokument: str
    loc: Loc
    nytta: Nytta
    rad: Huvudboksrad

    @property
    def aterstar(self) -> Decimal:
        """What is planned and neither realised, revised nor lost, kr."""
        return left(self.rad)

    def balans(self, today: date) -> Balance:
        """Say whether the row adds up on a day."""
        return balance(self.rad, today)


@dataclass(frozen=True, slots=True)
class LedgerSum:
    """Sums of rows, kr; `aterstar` is what is still to come or unexplained."""

    planerat: Decimal
    realiserat: Decimal
    omplanerat: Decimal
    forlorat: Decimal
    aterstar: Decimal


def left(row: Huvudboksrad) -> Decimal:
    """Give what is planned and not accounted for, kr.

    Källa: portföljens egen regel: planerat = realiserat + omplanerat + förlorat.
    """
    return row.planerat_kr - ((row.realiserat_kr or 0) + (row.omplanerat_kr or 0) + (row.forlorat_kr or 0))


def balance(row: Huvudboksrad, today: date) -> Balance:
    """Say whether a row adds up: `oppen` while its year has not ended and something is left to be booked.

    Args:
        row: the row.
        today: the day to judge at.
    """
    if left(row) == 0:
        return "stammer"
    booked = (row.realiserat_kr, row.omplanerat_kr, row.forlorat_kr)
    waits = row.ar >= today.year and any(amount is None for amount in booked)
    return "oppen" if waits else "stammer_ej"


def benefit_documents(u: Undertaking) -> Iterator[tuple[str, Loc, MedNyttor]]:
    """Give the documents that list benefits: slug, path in the file, document."""
    for slug, loc, document in artefacts(u):
        if isinstance(document, MedNyttor):
            yield slug, loc, document


def booked(u: Undertaking) -> Iterator[Booked]:
    """Give every row of an undertaking's ledger, in file order."""
    for slug, loc, document in benefit_documents(u):
        for i, n in enumerate(document.nyttor):
            for k, row in enumerate(n.huvudbok):
                yield Booked(slug, (*loc, "nyttor", i, "huvudbok", k), n, row)


def summed(rows: Iterable[Booked]) -> LedgerSum:
    """Give the sums of rows."""
    held = [b.rad for b in rows]
    return LedgerSum(
        sum((r.planerat_kr for r in held), _NOTHING),
        sum((r.realiserat_kr or _NOTHING for r in held), _NOTHING),
        sum((r.omplanerat_kr or _NOTHING for r in held), _NOTHING),
        sum((r.forlorat_kr or _NOTHING for r in held), _NOTHING),
        sum((left(r) for r in held), _NOTHING),
    )


def realised_by_year(nyttor: Iterable[Nytta]) -> dict[int, Decimal]:
    """Give what one benefit has given in money by year, kr, from every document that lists it.

    The ledger goes before measurements of the same year, so that nothing is counted twice. A measurement that
    stands in two documents counts once.

    Args:
        nyttor: the same benefit in several documents.
    """
    ledger: dict[int, Decimal] = {}
    measured: dict[tuple[date, Decimal], None] = {}
    for n in nyttor:
        for row in n.huvudbok:
            if row.realiserat_kr is not None:
                ledger[row.ar] = ledger.get(row.ar, _NOTHING) + row.realiserat_kr
        measured |= {(o.datum, o.belopp_kr): None for o in n.utfall if o.belopp_kr is not None}
    known = frozenset(ledger)
    for day, amount in measured:
        if day.year not in known:
            ledger[day.year] = ledger.get(day.year, _NOTHING) + amount
    return dict(sorted(ledger.items()))
