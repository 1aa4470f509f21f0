"""The risk register as a workbook: a column for each figure, lists to choose from, and levels that follow the figures.

Källa: styrmötet för förstudien, Riskhantering; R = S × K.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.policy import Riskniva
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.risks import Risk, Riskstatus
from fyrportfolj.render.views.common import Basis, Names
from fyrportfolj.render.views.grids import Grid, GridCell, GridColumn, Product, Step
from fyrportfolj.render.views.risks import TREATMENTS, level_of, risk_row
from fyrportfolj.render.views.swedish import NONE, capital, one_line, sv
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.rules import risk as rules
from fyrportfolj.rules.changes.words import word


@dataclass(frozen=True, slots=True)
class _Level:
    """A level with the policy's band; None where the policy has a hole."""

    steg: Step
    niva: Riskniva | None


def level_rows(portfolio: Portfolio, entry: Entry[Undertaking] | None, names: Names) -> Table:
    """Give one row per level: its values, and who decides.

    Args:
        portfolio: the policy.
        entry: the undertaking; None means all, which then have a column for each kind that has a decider of its own.
        names: names of bodies and roles.
    """
    rows: list[Row] = [
        (
            Cell(x.steg.namn, (), "niva", x.steg.ton),
            f"{x.steg.fran}–{x.steg.till}",
            *_deciders(portfolio, entry, x, names),
        )
        for x in _levels(portfolio)
    ]
    heads = (sv(T("Nivå")), sv(T("Riskvärde")), *_decider_heads(entry))
    return Table(_levels_title(), heads, tuple(rows), (2, 2, 6) if entry else (2, 2, 4, 4))


def level_grid(portfolio: Portfolio, entry: Entry[Undertaking] | None, names: Names) -> Grid:
    """Give the levels as a sheet that others look a level up in: name, lowest value, highest value, who decides."""
    columns = (
        GridColumn(sv(T("Nivå")), 14),
        GridColumn(sv(T("Från riskvärde")), 16, "tal"),
        GridColumn(sv(T("Till och med")), 16, "tal"),
        *(GridColumn(h, 34) for h in _decider_heads(entry)),
    )
    rows: tuple[tuple[GridCell, ...], ...] = tuple(
        (
            Cell(x.steg.namn, (), "niva", x.steg.ton),
            x.steg.fran,
            x.steg.till,
            *_deciders(portfolio, entry, x, names),
        )
        for x in _levels(portfolio)
    )
    return Grid(_levels_title(), columns, rows)


def risk_grid(basis: Basis, risks: list[tuple[Undertaking, Risk]], names: Names, *, whole: bool) -> Grid:
    """Give every risk as a row: open ones first, the highest of them first.

    Args:
        basis: the portfolio and the day.
        risks: with what they belong to.
        names: names of bodies and roles.
        whole: True when risks of several undertakings stand beside each other.
    """
    ordered = sorted(risks, key=lambda x: (x[1].status == "stangd", -rules.value(x[1]), x[0].id, x[1].id))
    first = 4 if whole else 3
    product = Product(
        (first, first + 1), first + 2, first + 3, tuple(x.steg for x in _levels(basis.portfolio)), _levels_title()
    )
    return Grid(
        sv(T("Risker")),
        _columns(whole=whole),
        tuple(_row(basis, u, r, names, whole=whole) for u, r in ordered),
        product,
    )


def _columns(*, whole: bool) -> tuple[GridColumn, ...]:
    statuses = tuple(_word(s) for s in get_args(Riskstatus))
    treatments = tuple(sv(t) for t in TREATMENTS.values())
    probable = sv(T("Sannolikhet: 1 är lägst, 5 är högst."))
    grave = sv(T("Konsekvens: 1 är ingen, 5 är omfattande."))
    return (
        GridColumn(sv(T("Id")), 6),
        *((GridColumn(sv(T("Insats")), 24),) if whole else ()),
        GridColumn(sv(T("Risk")), 34),
        GridColumn(sv(T("Följd")), 32),
        GridColumn(sv(T("S (1–5)")), 9, "tal", tuple(rules.STEPS), probable),
        GridColumn(sv(T("K (1–5)")), 9, "tal", tuple(rules.STEPS), grave),
        GridColumn(sv(T("Riskvärde")), 11, "tal"),
        GridColumn(sv(T("Nivå")), 10),
        GridColumn(sv(T("Mot förra bedömningen")), 13),
        GridColumn(sv(T("Status")), 13, "text", statuses),
        GridColumn(sv(T("Behandling")), 12, "text", treatments),
        GridColumn(sv(T("Får besluta")), 18),
        GridColumn(sv(T("Beslut")), 15),
        GridColumn(sv(T("Åtgärder")), 40),
        GridColumn(sv(T("Bedömd")), 11, "dag"),
    )


def _row(basis: Basis, u: Undertaking, r: Risk, names: Names, *, whole: bool) -> tuple[GridCell, ...]:
    shown = risk_row(basis.portfolio, u, r, basis.idag, names)
    measures = [f"{a.text} ({a.ansvarig}, {a.lage})" for a in shown.atgarder]
    return (
        r.id,
        *((u.namn + (sv(T(" (exempel)")) if u.exempel else ""),) if whole else ()),
        one_line(r.hot),
        one_line(r.konsekvens_beskrivning) or NONE,
        r.sannolikhet,
        r.konsekvens,
        shown.varde,
        shown.niva,
        shown.riktning or NONE,
        _word(r.status),
        sv(TREATMENTS[r.behandling.val]) if r.behandling else None,
        shown.far_besluta,
        shown.beslut,
        "\n".join((*measures, *((shown.efter,) if shown.efter else ()))) or NONE,
        r.bedomd,
    )


def _levels(portfolio: Portfolio) -> list[_Level]:
    """Give the levels by the values that they hold; a hole that a risk can fall in has no band."""
    policy = portfolio.fyr.modell.policy.risk
    found: list[_Level] = []
    for value in rules.REACHABLE:
        name, tone = level_of(policy, value)
        if found and found[-1].steg.namn == name:
            found[-1] = _Level(Step(name, found[-1].steg.fran, value, tone), found[-1].niva)
        else:
            found.append(_Level(Step(name, value, value, tone), rules.level(policy, value)))
    return found


def _levels_title() -> str:
    return sv(T("Risknivåer"))


def _decider_heads(entry: Entry[Undertaking] | None) -> tuple[str, ...]:
    if entry is not None:
        return (sv(T("Får besluta")),)
    return (sv(T("Beslutar i program och initiativ")), sv(T("Beslutar i projekt")))


def _deciders(portfolio: Portfolio, entry: Entry[Undertaking] | None, x: _Level, names: Names) -> tuple[str, ...]:
    if x.niva is None:
        return (NONE,) * len(_decider_heads(entry))
    if entry is not None:
        policy = portfolio.fyr.modell.policy.risk
        return (names.party(rules.authority(policy, entry.modell, x.steg.fran) or ""),)
    return (names.party(x.niva.befogenhet.initiativ), names.party(x.niva.befogenhet.projekt))


def _word(value: str) -> str:
    return capital(sv(word(value)))
