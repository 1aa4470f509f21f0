"""The money of what runs: a row per undertaking, and sums only of what can be summed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.render.views.board_standing import name_cell
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.swedish import money, sv
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.rules.overview import counted_in_programme
from fyrportfolj.rules.status import latest_report


@dataclass(frozen=True, slots=True)
class BoardMoney:
    """The money of what runs.

    Attributes:
        rader: a row per undertaking that says anything about money, or None.
        summor: a row per price level, invented content by itself, or None.
        noter: what is not in the sums.
    """

    rader: Table | None
    summor: Table | None
    noter: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Amounts:
    insats: Undertaking
    total: Decimal
    used: Decimal | None
    forecast: Decimal | None
    level: int | None
    sourced: bool


def board_money(basis: Basis, running: list[Undertaking]) -> BoardMoney:
    """Give the money of what runs.

    Amounts of different price levels are not added, nor invented ones to real ones, nor a project's to those of a
    programme with a budget of its own.

    Args:
        basis: the portfolio.
        running: what has not ended.
    """
    p = basis.portfolio
    held = [a for a in (_amounts(u) for u in running) if a is not None]
    rows: list[Row] = []
    for a in held:
        level = sv(T("prisnivå\u00a0{ar}", ar=str(a.level))) if a.level else sv(T("prisnivå saknas"))
        below = (level,) if a.sourced else (level, sv(T("(källa saknas)")))
        rows.append((name_cell(p, a.insats), Cell(money(a.total), below), _reported(a.used), _reported(a.forecast)))
    heads = (sv(T("Insats")), sv(T("Budget")), sv(T("Upparbetat")), sv(T("Prognos")))
    notes = []
    without = len(running) - len(held)
    if without:
        many = T("{antal} pågående insatser har inga belopp i sina filer.", antal=without)
        notes.append(sv(T("1 pågående insats har inga belopp i sin fil.") if without == 1 else many))
    if any(counted_in_programme(p, a.insats) for a in held):
        notes.append(
            sv(T("Projekt i ett program med egen budget räknas inte i summorna, för pengarna kan finnas i båda."))
        )
    notes.append(sv(T("Belopp i olika prisnivåer läggs inte ihop.")))
    return BoardMoney(
        Table(sv(T("Budget per insats")), heads, tuple(rows), (6, 3, 3, 3), (1, 2, 3)) if rows else None,
        _sums([a for a in held if not counted_in_programme(p, a.insats)]),
        tuple(notes) if held else (sv(T("Inga belopp är registrerade.")),),
    )


def _amounts(u: Undertaking) -> _Amounts | None:
    f = u.finansiering
    found = latest_report(u)
    report = found[1] if found else None
    decided = report.beslutad_kr if report else None
    total = decided if decided is not None else f.total_kr if f else None
    if total is None:
        return None
    used = report.upparbetat_kr if report and report.upparbetat_kr is not None else f.upparbetat_kr if f else None
    forecast = report.prognos_kr if report and report.prognos_kr is not None else f.prognos_kr if f else None
    sourced = decided is not None or (f is not None and f.kalla is not None)
    return _Amounts(u, total, used, forecast, f.prisniva if f else None, sourced)


def _reported(amount: Decimal | None) -> str:
    return sv(T("Ej rapporterat")) if amount is None else money(amount)


def _sums(held: list[_Amounts]) -> Table | None:
    rows: list[Row] = []
    for example, level in sorted({(a.insats.exempel, a.level or 0) for a in held}):
        group = [a for a in held if (a.insats.exempel, a.level or 0) == (example, level)]
        name = sv(T("Prisnivå {ar}", ar=str(level))) if level else sv(T("Prisnivå saknas"))
        known = [a.forecast for a in group if a.forecast is not None]
        said = sv(T("{antal} av {alla} har prognos", antal=len(known), alla=len(group)))
        forecast = Cell(money(sum(known, Decimal(0))), (said,)) if known else sv(T("Ej rapporterat"))
        rows.append(
            (
                Cell(name, (sv(T("Exempel – påhittat innehåll")),) if example else (), "fet"),
                str(len(group)),
                money(sum((a.total for a in group), Decimal(0))),
                forecast,
            )
        )
    heads = (sv(T("Summa")), sv(T("Insatser")), sv(T("Budget")), sv(T("Prognos")))
    return Table(sv(T("Summor per prisnivå")), heads, tuple(rows), (5, 2, 3, 4), (1, 2, 3)) if rows else None
