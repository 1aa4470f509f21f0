"""Checks of the accounts that answer on a forge: each is one municipality's, and is named by its number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fyrportfolj.diagnostics import Diagnostic, Reference, finding
from fyrportfolj.model.portfolio import Portfolio


def check_accounts(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find accounts that stand for two municipalities, and such as are given by a name.

    Källa: plattformarna låter ett namn som lämnats tas av någon annan; numret är alltid samma konto.
    """
    del today
    entry = portfolio.kommunregister
    if entry is None:
        return
    first: dict[str, tuple[int, int]] = {}
    rows = entry.modell.kommuner
    for i, kommun in enumerate(rows):
        for j, konto in enumerate(kommun.remisskonton):
            loc = ("kommuner", i, "remisskonton", j)
            held = first.setdefault(konto.casefold(), (i, j))
            if held != (i, j):
                at = Reference(entry.fil, ("kommuner", held[0], "remisskonton", held[1]))
                yield finding(
                    "FYR550", entry.fil, loc, rule=at, konto=konto, kommun=kommun.namn, annan=rows[held[0]].namn
                )
            if not konto.partition(":")[2].isdecimal():
                yield finding("FYR551", entry.fil, loc, konto=konto)
