"""How well past forecasts have held, by kind of benefit; a few cases are no ground for a conclusion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from fyrportfolj.rules.benefits.forecasts import BenefitLine
from fyrportfolj.rules.benefits.npv import PRECISION, ratio

FEWEST = 5
"""Cases that a conclusion needs at least. Källa: satt här; med färre avgör ett enda fall svaret."""

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How past forecasts of one kind of benefit have held.

    Attributes:
        nyttotyp: kind of benefit.
        antal_kr: benefits with both forecast and outcome in money.
        prognos_kr: what they promised for the compared years.
        utfall_kr: what they gave in the same years.
        kvot: outcome per promised krona, or None when nothing was promised.
        antal_matt: benefits with a measured goal fulfilment.
        maluppfyllelse: their mean goal fulfilment, or None without any.
        racker_kr: True when the cases in money are enough for a conclusion.
        racker_matt: True when the measured ones are.
    """

    nyttotyp: str
    antal_kr: int
    prognos_kr: Decimal
    utfall_kr: Decimal
    kvot: Decimal | None
    antal_matt: int
    maluppfyllelse: Decimal | None
    racker_kr: bool
    racker_matt: bool


def accuracy(lines: Iterable[BenefitLine], kinds: Iterable[str]) -> tuple[Accuracy, ...]:
    """Give the accuracy of each kind of benefit.

    Args:
        lines: benefits of closed undertakings, each counted once.
        kinds: every kind, in the order of the answer; one without cases is there too.

    Källa: DIGG:s vägledning i nyttorealisering, lära; träffsäkerhet = realiserat / prognos.
    """
    held: Mapping[str, list[BenefitLine]] = {kind: [] for kind in kinds}
    for line in lines:
        held[line.nytta.nyttotyp].append(line)
    return tuple(_of_kind(kind, found) for kind, found in held.items())


def _of_kind(kind: str, lines: list[BenefitLine]) -> Accuracy:
    pairs = [
        (p, o) for p, o in ((line.promised(), line.outcome()) for line in lines) if p is not None and o is not None
    ]
    reached = [f for f in (line.fulfilment() for line in lines) if f is not None]
    promised, given = sum((p for p, _ in pairs), _NOTHING), sum((o for _, o in pairs), _NOTHING)
    with localcontext(prec=PRECISION):
        mean = sum(reached, _NOTHING) / len(reached) if reached else None
    return Accuracy(
        nyttotyp=kind,
        antal_kr=len(pairs),
        prognos_kr=promised,
        utfall_kr=given,
        kvot=ratio(given, promised),
        antal_matt=len(reached),
        maluppfyllelse=mean,
        racker_kr=len(pairs) >= FEWEST,
        racker_matt=len(reached) >= FEWEST,
    )
