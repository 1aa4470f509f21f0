"""Sentences about money and time: totals with their price level, shares, milestones."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Andel, Finansiering, Milstolpe
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.changes.show import days_apart, joined, kronor, name
from fyrportfolj.rules.changes.values import At, Said, Words

_COMMA = T("{forsta}, {andra}")


def tell_financing(before: Finansiering, after: Finansiering, at: At) -> Iterator[Said]:
    """Tell a new total with the year that it is counted in, and new shares."""
    if (before.total_kr, before.prisniva) != (after.total_kr, after.prisniva):
        yield _total(before, after)
    for falt, title in (("andelar", T("Andelar")), ("finansiarer", T("Finansiärer"))):
        shares = _shares(getattr(before, falt), getattr(after, falt), at)
        if shares:
            yield Said(T("{rubrik}: {andelar}", rubrik=title, andelar=joined(shares, _COMMA)), frozenset({falt}))


def tell_financing_row(money: Finansiering, at: At, fresh: bool) -> Said:
    """Tell that an undertaking got, or no longer has, a stated cost."""
    total = _with_year(money.total_kr, money.prisniva)
    if not fresh:
        return Said(T("Uppgiften om kostnad, {belopp}, har tagits bort", belopp=total))
    shares = [
        T("{part} {belopp}", part=share_name(a, at.sides.efter), belopp=kronor(a.belopp_kr)) for a in money.andelar
    ]
    parts: list[Words] = [T("Kostnaden är angiven: {belopp}", belopp=total)]
    if money.kommunernas_del_kr is not None:
        parts.append(T("kommunernas del {belopp}", belopp=kronor(money.kommunernas_del_kr)))
    return Said(T("{mening}", mening=joined([*parts, *shares], _COMMA)))


def share_name(a: Andel, portfolio: Portfolio) -> str:
    """Name the party of a share."""
    return a.namn or name(a.part, portfolio)


def milestone_label(m: Milstolpe, _portfolio: Portfolio) -> Words:
    """Name a milestone by its id and name."""
    return T("{id} {namn}", id=m.id, namn=m.namn)


def tell_milestone_row(m: Milstolpe, at: At, fresh: bool) -> Said:
    """Tell that a milestone is new in the plan, or gone from it."""
    if not fresh:
        return Said(T("Milstolpen {milstolpe} har utgått", milstolpe=milestone_label(m, at.sides.fore)))
    label = milestone_label(m, at.sides.efter)
    if m.utfall:
        return Said(T("Ny milstolpe {milstolpe}, nådd {dag}", milstolpe=label, dag=str(m.utfall)))
    return Said(T("Ny milstolpe {milstolpe}, väntas {dag}", milstolpe=label, dag=str(m.prognos or m.baslinje)))


def tell_milestone(before: Milstolpe, after: Milstolpe, at: At) -> Iterator[Said]:
    """Tell that a milestone was reached or is expected on another day."""
    label = milestone_label(after, at.sides.efter)
    if before.utfall is None and after.utfall is not None:
        expected = before.prognos or before.baslinje
        apart = days_apart(expected, after.utfall) if after.utfall != expected else None
        if apart:
            text = T(
                "{milstolpe} nåddes {dag}, {avvikelse} än väntat",
                milstolpe=label,
                dag=str(after.utfall),
                avvikelse=apart,
            )
        else:
            text = T("{milstolpe} nåddes {dag}, som väntat", milstolpe=label, dag=str(after.utfall))
        yield Said(text, frozenset({"utfall"}))
    old, new = before.prognos or before.baslinje, after.prognos or after.baslinje
    if before.prognos != after.prognos and old != new:
        yield Said(
            T(
                "{milstolpe} väntas {efter} i stället för {fore}, {flytt}",
                milstolpe=label,
                efter=str(new),
                fore=str(old),
                flytt=days_apart(old, new),
            ),
            frozenset({"prognos"}),
        )


def _total(before: Finansiering, after: Finansiering) -> Said:
    old, new = before.total_kr, after.total_kr
    told = frozenset({"total_kr", "prisniva"})
    if old == new:
        text = T(
            "Total kostnad {belopp} räknas nu {efter}, förut {fore}",
            belopp=kronor(new),
            efter=_level(after.prisniva),
            fore=_level(before.prisniva),
        )
        return Said(text, told)
    same = before.prisniva == after.prisniva
    was = kronor(old) if same else _with_year(old, before.prisniva)
    return Said(T("Total kostnad {fore} → {efter}", fore=was, efter=_with_year(new, after.prisniva)), told)


def _level(year: int | None) -> Words:
    return T("utan angiven prisnivå") if year is None else T("i {ar} års prisnivå", ar=str(year))


def _with_year(amount: Decimal, year: int | None) -> Words:
    if year is None:
        return kronor(amount)
    return T("{belopp} i {ar} års prisnivå", belopp=kronor(amount), ar=str(year))


def _shares(before: tuple[Andel, ...], after: tuple[Andel, ...], at: At) -> list[Words]:
    """Give each share that differs; none when more than amounts differ, which general words tell better."""
    old, new = {a.part: a for a in before}, {a.part: a for a in after}
    both = [p for p in new if p in old]
    plain = len(old) == len(before) and len(new) == len(after) and both == [p for p in old if p in new]
    if not plain or any(old[p].namn != new[p].namn for p in both):
        return []
    rows: list[Words] = []
    for part, a in new.items():
        who = share_name(a, at.sides.efter)
        if part not in old:
            rows.append(T("{part} {belopp} (ny)", part=who, belopp=kronor(a.belopp_kr)))
        elif old[part].belopp_kr != a.belopp_kr:
            rows.append(
                T("{part} {fore} → {efter}", part=who, fore=kronor(old[part].belopp_kr), efter=kronor(a.belopp_kr))
            )
    gone = [a for part, a in old.items() if part not in new]
    rows += [T("{part} utgår ({fore})", part=share_name(a, at.sides.fore), fore=kronor(a.belopp_kr)) for a in gone]
    return rows
