"""Splitting an amount between parties so that the parts sum to the whole, to the öre."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import lcm

from fyrportfolj.model.initiative import Finansiering

ORE = Decimal("0.01")


def split(total: Decimal, weights: Mapping[str, Decimal | int]) -> dict[str, Decimal]:
    """Split an amount by weight with the method of the largest remainder.

    Each party first gets its part rounded down to the öre; the öre that are left go one each to
    those that lost most by the rounding. Equal losses are settled by the party's key, so the order
    in which parties are given never matters. A heavier party never gets less than a lighter one.

    Args:
        total: amount in kr, not negative, whole öre.
        weights: party to weight; not negative, at least one above 0 unless the amount is 0.

    Returns:
        Party to amount in kr with two decimals, in the order given; the sum is the total.

    Raises:
        ValueError: the amount or a weight is negative, the amount has parts of an öre, or there is
            something to split and no party with weight.

    Källa: kommunala samverkansavtal, kostnadsfördelning; största restens metod.
    """
    ore = int(total * 100)
    if total < 0 or ore != total * 100:
        msg = f"{total} is not a whole number of öre from 0"
        raise ValueError(msg)
    exact = _whole(weights)
    whole = sum(exact.values())
    if whole == 0:
        if total:
            msg = "no party has a weight above 0"
            raise ValueError(msg)
        return {party: Decimal("0.00") for party in weights}
    parts = {party: divmod(ore * weight, whole) for party, weight in exact.items()}
    left = ore - sum(quotient for quotient, _ in parts.values())
    lucky = set(sorted(parts, key=lambda party: (-parts[party][1], party))[:left])
    return {party: (quotient + (party in lucky)) * ORE for party, (quotient, _) in parts.items()}


def split_by_key(
    finansiering: Finansiering, participants: Sequence[str], inhabitants: Mapping[str, int]
) -> dict[str, Decimal]:
    """Split the municipalities' part by the undertaking's own key.

    Without a key, and with the manual one, the amounts that stand in the file keep their
    proportions among those that remain. A key that gives nobody any weight splits equally.

    Args:
        finansiering: the municipalities' part in kr (0 when it is left out), the key and the present shares.
        participants: municipalities that share the cost.
        inhabitants: kommun to inhabitants; a kommun that is left out counts as 0.

    Returns:
        Kommun to amount in kr with two decimals, in the order given; empty without participants.

    Källa: kommunala samverkansavtal, fördelningsnyckel.
    """
    if not participants:
        return {}
    weights = weights_by_key(finansiering, participants, inhabitants)
    return split(finansiering.kommunernas_del_kr or Decimal(0), weights)


def weights_by_key(
    finansiering: Finansiering, participants: Sequence[str], inhabitants: Mapping[str, int]
) -> dict[str, Decimal | int]:
    """Give the weights that the undertaking's own key lays on those who share the cost.

    Args:
        finansiering: the key and the present shares.
        participants: municipalities that share the cost.
        inhabitants: kommun to inhabitants; a kommun that is left out counts as 0.

    Returns:
        Kommun to weight, at least one above 0 when there are participants.
    """
    weights = _weights(finansiering, participants, inhabitants)
    return weights if any(weights.values()) else dict.fromkeys(participants, 1)


def _weights(
    finansiering: Finansiering, participants: Sequence[str], inhabitants: Mapping[str, int]
) -> dict[str, Decimal | int]:
    key = finansiering.fordelningsnyckel
    people: dict[str, Decimal | int] = {kommun: inhabitants.get(kommun, 0) for kommun in participants}
    if key is None or key.typ == "manuell":
        given = {a.part: a.belopp_kr for a in finansiering.andelar}
        return {kommun: given.get(kommun, 0) for kommun in participants}
    if key.typ == "lika":
        return dict.fromkeys(participants, 1)
    if key.typ == "invanare":
        return people
    # One rounding for both parts: equal share p % plus (100 − p) % by inhabitants, over a common denominator.
    equal = key.andel_lika_procent or 0
    everyone = sum(people.values()) or 1
    return {k: equal * everyone + (100 - equal) * len(participants) * people[k] for k in participants}


def _whole(weights: Mapping[str, Decimal | int]) -> dict[str, int]:
    """Scale weights to whole numbers with the same proportions, so that nothing is rounded before the end."""
    ratios = {party: weight.as_integer_ratio() for party, weight in weights.items()}
    if any(numerator < 0 for numerator, _ in ratios.values()):
        msg = "a weight is negative"
        raise ValueError(msg)
    common = lcm(*(denominator for _, denominator in ratios.values()))
    return {party: numerator * (common // denominator) for party, (numerator, denominator) in ratios.items()}
