"""What `fyr report all` makes: each report for each undertaking that has something to say in it, and what is left out.

Källa: egen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts import artefact_rows
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.render.catalogue import REPORTS, Listed
from fyrportfolj.rules.corrected import RATTELSE
from fyrportfolj.rules.replay import standing_of


@dataclass(frozen=True)
class LeftOut:
    """A report that was not made for some undertakings.

    Attributes:
        namn: its name.
        antal: how many undertakings.
        skal: why, as a clause.
    """

    namn: str
    antal: int
    skal: Text


@dataclass(frozen=True)
class Work:
    """What is to be made.

    Attributes:
        rapporter: the reports' names, each with the undertaking that it is about; None for the whole portfolio.
        utelamnade: what is not made, and why.
    """

    rapporter: tuple[tuple[str, Entry[Undertaking] | None], ...]
    utelamnade: tuple[LeftOut, ...]


@dataclass(frozen=True)
class _Need:
    har: Callable[[Portfolio, Entry[Undertaking]], bool]
    annars: Text


def _has_meetings(_portfolio: Portfolio, entry: Entry[Undertaking]) -> bool:
    return bool(entry.modell.moten)


def _has_decisions(_portfolio: Portfolio, entry: Entry[Undertaking]) -> bool:
    return any(d.typ != RATTELSE for d in entry.modell.beslut)


def _has_gate(portfolio: Portfolio, entry: Entry[Undertaking]) -> bool:
    replay = standing_of(portfolio, entry.modell)
    return replay is not None and replay.lage != "avslutad"


def _has_begun(portfolio: Portfolio, entry: Entry[Undertaking]) -> bool:
    """Say whether a gate is ahead, and the file holds something to decide on there.

    An undertaking that only stands in the plan would give a paper in which everything is missing, and a portfolio may
    have hundreds of them.
    """
    u = entry.modell
    return _has_gate(portfolio, entry) and bool(u.beslut or u.moten or any(True for _ in artefact_rows(u.artefakter)))


def _has_risks(_portfolio: Portfolio, entry: Entry[Undertaking]) -> bool:
    return bool(entry.modell.risker)


def _has_times(_portfolio: Portfolio, entry: Entry[Undertaking]) -> bool:
    return bool(entry.modell.start or entry.modell.milstolpar or entry.modell.aktiviteter)


_NEEDS: Mapping[str, _Need] = MappingProxyType(
    {
        "styrgruppsmote": _Need(_has_meetings, T("inget möte är inskrivet")),
        "protokollsutdrag": _Need(_has_decisions, T("inget beslut är inskrivet")),
        "beslutsunderlag": _Need(
            _has_begun, T("arbetet är avslutat, eller varken dokument, beslut eller möte är inskrivet")
        ),
        "beslutslogg": _Need(_has_decisions, T("inget beslut är inskrivet")),
        "riskregister": _Need(_has_risks, T("ingen risk är inskriven")),
        "tidplan": _Need(_has_times, T("ingen dag är inskriven")),
    }
)
"""Reports that are made of something else than a document, and what."""

_ALONE: Mapping[str, _Need] = MappingProxyType(
    {**_NEEDS, "beslutsunderlag": _Need(_has_gate, T("arbetet är avslutat"))}
)
"""The same, when all reports about one undertaking are asked for."""

OF_THE_WHOLE = tuple(r.slug for r in REPORTS.values() if r.om == "valfritt")
"""Reports that are about the portfolio or one undertaking, and made of the portfolio when all are asked for."""


def work_of(portfolio: Portfolio, entry: Entry[Undertaking] | None) -> Work:
    """Give every report of the portfolio, or of one undertaking, that there is something to say in.

    Args:
        portfolio: the loaded portfolio.
        entry: the undertaking; None means the portfolio and all its undertakings.

    Returns:
        The reports about the portfolio first, then by undertaking in the portfolio's order, each in the order of
        `REPORTS`; and those of `_NEEDS` that were left out for some undertakings.
    """
    alone = entry is not None
    needs = _ALONE if alone else _NEEDS
    entries = (entry,) if entry is not None else tuple(portfolio.undertakings())
    whole = [] if alone else [(r.slug, None) for r in REPORTS.values() if r.om != "insats"]
    listed = [r for r in REPORTS.values() if r.om == "insats" or (alone and r.om == "valfritt")]
    made = [(r.slug, e) for e in entries for r in listed if _has_something(portfolio, e, r, needs)]
    told = {slug: len(entries) - sum(s == slug for s, _ in made) for slug in needs if REPORTS[slug] in listed}
    return Work((*whole, *made), tuple(LeftOut(slug, n, needs[slug].annars) for slug, n in told.items() if n))


def _has_something(portfolio: Portfolio, entry: Entry[Undertaking], listed: Listed, needs: Mapping[str, _Need]) -> bool:
    need = needs.get(listed.slug)
    if need is not None:
        return need.har(portfolio, entry)
    held = {slug for slug, _, _ in artefact_rows(entry.modell.artefakter)}
    return listed.slug in held or listed.alltid or bool(held.intersection(listed.ur))
