"""Checks of change load: names and figures that can be counted with, and administrations that would carry too much."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from fyrportfolj.diagnostics import Diagnostic, Loc, Reference, finding
from fyrportfolj.messages import T
from fyrportfolj.model.capacity import Forandringslast, Kapacitetsregister
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.capacity.load import carriers, factors_of, register_of
from fyrportfolj.rules.capacity.quarters import span
from fyrportfolj.rules.suggest import did_you_mean

_LIMIT = Decimal(100)
FILE = "register/kapacitet.yaml"


def check_capacity_register(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find capacities that nothing can be compared with, or that are said twice for the same time."""
    del today
    entry = portfolio.kapacitetsregister
    if entry is None:
        yield from _no_register(portfolio)
        return
    register = entry.modell
    if not register.vanlig_kapacitet:
        yield finding("FYR375", entry.fil, ("vanlig_kapacitet",))
    held: dict[tuple[str, str], list[int]] = {}
    for i, row in enumerate(register.kapacitet):
        if not row.kapacitet:
            yield finding("FYR375", entry.fil, ("kapacitet", i, "kapacitet"))
        for k in held.setdefault((row.kommun, row.forvaltning), []):
            first = register.kapacitet[k]
            begins = max(row.fran or "", first.fran or "")
            if begins <= min(row.till_och_med or _ALWAYS, first.till_och_med or _ALWAYS):
                yield finding(
                    "FYR377",
                    entry.fil,
                    ("kapacitet", i, "fran" if row.fran else "kommun"),
                    rule=Reference(entry.fil, ("kapacitet", k)),
                    kommun=row.kommun,
                    forvaltning=row.forvaltning,
                    kvartal=T("från och med {kvartal}", kvartal=begins) if begins else T("från början"),
                )
                break
        held[row.kommun, row.forvaltning].append(i)


_ALWAYS = "9999-K4"


def _no_register(portfolio: Portfolio) -> Iterator[Diagnostic]:
    # One that is there and could not be read has its own findings.
    if FILE in portfolio.filer:
        return
    for e in portfolio.undertakings():
        if e.modell.forandringslast:
            yield finding("FYR386", e.fil, ("forandringslast",), at_key=True)
            return


def check_load_rows(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find judgements that name an unknown administration, or whose stages do not follow each other."""
    del today
    register = register_of(portfolio)
    if register is None or portfolio.kapacitetsregister is None:
        return
    fil = portfolio.kapacitetsregister.fil
    for name in ("kapacitet", "godtagen_overlast"):
        for i, row in enumerate(getattr(register, name)):
            yield from _known(register, fil, (name, i), row.forvaltning)
    for i, other in enumerate(register.annan_last):
        yield from _row(register, fil, ("annan_last", i, "last"), other.last)
    for entry in portfolio.undertakings():
        for i, judged in enumerate(entry.modell.forandringslast):
            yield from _row(register, entry.fil, ("forandringslast", i), judged)


def _row(register: Kapacitetsregister, fil: str, loc: Loc, row: Forandringslast) -> Iterator[Diagnostic]:
    yield from _known(register, fil, loc, row.forvaltning)
    factors = factors_of(register)
    for k, stage in enumerate(row.skeden):
        here = (*loc, "skeden", k)
        if stage.skede not in factors:
            yield finding("FYR382", fil, (*here, "skede"), skede=stage.skede)
        for j, before in enumerate(row.skeden[:k]):
            if before.fran <= stage.till_och_med and stage.fran <= before.till_och_med:
                at = Reference(fil, (*loc, "skeden", j))
                yield finding(
                    "FYR380", fil, (*here, "fran"), rule=at, skede=stage.skede, fran=stage.fran, fore=before.skede
                )
                break


def _known(register: Kapacitetsregister, fil: str, loc: Loc, forvaltning: str) -> Iterator[Diagnostic]:
    known = tuple(f.id for f in register.forvaltningar)
    if forvaltning not in known:
        hint = did_you_mean(forvaltning, known)
        here = (*loc, "forvaltning")
        yield finding("FYR376", fil, here, forvaltning=forvaltning, forslag=hint, mojliga=known)


def check_shares_of_load(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find undertakings that concern more than everyone in an administration."""
    del today
    for entry in portfolio.undertakings():
        u = entry.modell
        if not u.forandringslast:
            continue
        total: dict[tuple[str, str, str], Decimal] = {}
        for i, row in enumerate(u.forandringslast):
            for kommun, kvartal in _where_and_when(row, carriers(u)):
                unit = (kommun, row.forvaltning, kvartal)
                total[unit] = total.get(unit, Decimal(0)) + row.andel_berord_procent
            over = next(
                ((k, f, q) for (k, f, q), n in sorted(total.items()) if n > _LIMIT and f == row.forvaltning), None
            )
            if over:
                loc: Loc = ("forandringslast", i, "andel_berord_procent")
                kommun, forvaltning, kvartal = over
                yield finding(
                    "FYR381",
                    entry.fil,
                    loc,
                    kommun=kommun,
                    forvaltning=forvaltning,
                    kvartal=kvartal,
                    summa=total[over],
                )
                break


def _where_and_when(row: Forandringslast, kommuner: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    quarters = {q for stage in row.skeden for q in span(stage.fran, stage.till_och_med)}
    for kommun in row.kommuner or kommuner:
        yield from ((kommun, q) for q in quarters)


def check_counted_once(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find load that stands both in a programme and in one of its projects."""
    del today
    for entry in portfolio.projekt.values():
        u = entry.modell
        parent = portfolio.initiativ.get(u.program or "")
        if parent is None or not u.forandringslast or not parent.modell.forandringslast:
            continue
        above = {
            (kommun, row.forvaltning, q): k
            for k, row in enumerate(parent.modell.forandringslast)
            for kommun, q in _where_and_when(row, carriers(parent.modell))
        }
        for i, row in enumerate(u.forandringslast):
            shared = sorted(
                (q, kommun) for kommun, q in _where_and_when(row, carriers(u)) if (kommun, row.forvaltning, q) in above
            )
            if shared:
                quarter, kommun = shared[0]
                yield finding(
                    "FYR383",
                    entry.fil,
                    ("forandringslast", i),
                    rule=Reference(parent.fil, ("forandringslast", above[kommun, row.forvaltning, quarter])),
                    projekt=u.id,
                    program=parent.modell.id,
                    forvaltning=row.forvaltning,
                    kvartal=quarter,
                )
