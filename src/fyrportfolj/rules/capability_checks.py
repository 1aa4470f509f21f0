"""Checks of capability maps and of measured maturity."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fyrportfolj.diagnostics import Diagnostic, Loc, Reference, finding
from fyrportfolj.model.portfolio import Portfolio


def check_maturity(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find measurements of another kommun than the file's, and years that come twice or backwards."""
    del today
    for entry in portfolio.mognad.values():
        m = entry.modell
        if m.kommun != m.id:
            yield finding("FYR247", entry.fil, ("kommun",), kommun=m.kommun, id=m.id)
        for i in range(1, len(m.matningar)):
            before, here = m.matningar[i - 1].ar, m.matningar[i].ar
            if here <= before:
                at = Reference(entry.fil, ("matningar", i - 1, "ar"))
                yield finding("FYR248", entry.fil, ("matningar", i, "ar"), rule=at, ar=here, fore=before)


def check_capabilities(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find a capability that stands twice in a map, and a kommun that is judged twice for one."""
    del today
    for entry in portfolio.formagekartor.values():
        first: dict[str, Reference] = {}
        for g, group in enumerate(entry.modell.grupper):
            for f, formaga in enumerate(group.formagor):
                loc: Loc = ("grupper", g, "formagor", f)
                at = first.setdefault(formaga.namn, Reference(entry.fil, (*loc, "namn")))
                if at.loc != (*loc, "namn"):
                    yield finding("FYR249", entry.fil, (*loc, "namn"), rule=at, namn=formaga.namn)
                judged: dict[str, Reference] = {}
                for i, m in enumerate(formaga.mognad):
                    place: Loc = (*loc, "mognad", i, "kommun")
                    once = judged.setdefault(m.kommun, Reference(entry.fil, place))
                    if once.loc != place:
                        yield finding("FYR250", entry.fil, place, rule=once, kommun=m.kommun, namn=formaga.namn)
