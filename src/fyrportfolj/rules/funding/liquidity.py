"""What the municipalities lie out with while the support is on its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fyrportfolj.model.funding import Utlysning
from fyrportfolj.rules.shares import ORE


@dataclass(frozen=True, slots=True)
class MonthlyCash:
    """A month of a funded project.

    Attributes:
        manad: first day of the month.
        kostnad_kr: what is paid that month.
        bidrag_kr: support that comes that month.
        utlagg_kr: what is paid so far beyond the support so far, kr.
    """

    manad: date
    kostnad_kr: Decimal
    bidrag_kr: Decimal
    utlagg_kr: Decimal


@dataclass(frozen=True, slots=True)
class Liquidity:
    """How much must be laid out, and when it is most.

    Attributes:
        storsta_utlagg_kr: the most that is paid beyond support received, kr; the own part is in it.
        varav_bidrag_kr: the part of it that the support will pay back, kr.
        nar: first day of the month when it is most; None when nothing is laid out.
        manader: month by month, from the first cost to the last payment.
    """

    storsta_utlagg_kr: Decimal
    varav_bidrag_kr: Decimal
    nar: date | None
    manader: tuple[MonthlyCash, ...]


def liquidity(call: Utlysning, budget: Decimal, grant: Decimal, start: date, end: date) -> Liquidity:
    """Give month by month what is laid out when the cost is spread evenly over the project.

    In advance all support comes in the first month; in arrears each month's part comes as many months later as the
    call says; a lump sum comes as long after the last month.

    Args:
        call: how and how late it pays; in arrears and at once when it does not say.
        budget: the whole cost, kr.
        grant: the support, kr, at most the budget.
        start: the project's first day.
        end: its last day, not before the first.

    Källa: Interreg Öresund-Kattegat-Skagerrak 2021–2027, utbetalning i efterskott.
    """
    length = (end.year - start.year) * 12 + end.month - start.month + 1
    income = _income(call, Fraction(grant), length)
    share = Fraction(grant) / Fraction(budget) if budget else Fraction(0)
    rows: list[MonthlyCash] = []
    spent = received = most = awaited = Fraction(0)
    when = None
    for month, amount in enumerate(income):
        cost = Fraction(budget) / length if month < length else Fraction(0)
        spent += cost
        # In advance the money is there before the first bill; otherwise it comes after the month's bills.
        before = received + amount if call.utbetalning == "forskott" else received
        if spent - before > most:
            most, when = spent - before, _month(start, month)
            awaited = max(share * spent - before, Fraction(0))
        received += amount
        rows.append(MonthlyCash(_month(start, month), _kr(cost), _kr(amount), _kr(max(spent - received, Fraction(0)))))
    return Liquidity(_kr(most), _kr(awaited), when, tuple(rows))


def _income(call: Utlysning, grant: Fraction, length: int) -> tuple[Fraction, ...]:
    """Give the support month by month, as long as there is cost or support."""
    delay = call.utbetalning_efter_manader or 0
    if call.utbetalning == "forskott":
        return (grant, *(Fraction(0),) * (length - 1))
    if call.utbetalning == "klumpsumma":
        return (*(Fraction(0),) * (length - 1 + delay), grant)
    return (*(Fraction(0),) * delay, *(grant / length,) * length)


def _month(start: date, later: int) -> date:
    years, month = divmod(start.month - 1 + later, 12)
    return date(start.year + years, month + 1, 1)


def _kr(amount: Fraction) -> Decimal:
    """Round up to the öre: who lays out too little cannot pay."""
    return Decimal(-(-amount.numerator * 100 // amount.denominator)) * ORE
