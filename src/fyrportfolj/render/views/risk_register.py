"""The risk register of an undertaking or of the whole portfolio: matrix, levels, every risk, and what waits for whom.

Källa: styrmötet för förstudien, Riskhantering.
"""

from __future__ import annotations

from dataclasses import dataclass

from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.model.risks import Risk
from fyrportfolj.render.views.common import Basis, Fact, Head, Names, head_of
from fyrportfolj.render.views.grids import Grid
from fyrportfolj.render.views.risk_grids import level_grid, level_rows, risk_grid
from fyrportfolj.render.views.risks import MatrixRow, RiskRow, matrix_of, risk_row
from fyrportfolj.render.views.shared_tables import risk_cells
from fyrportfolj.render.views.swedish import NBSP, NONE, capital, day, sv
from fyrportfolj.render.views.tables import Row, Table, fitted
from fyrportfolj.rules import risk as rules
from fyrportfolj.rules.escalation import REASONS, escalations


@dataclass(frozen=True, slots=True)
class RiskRegisterView:
    """What the template of the risk register sees.

    Attributes:
        huvud: the head.
        matris: rows from probability 5 to 1, with the risks that lie in each cell.
        nivaer: levels and who decides.
        risker: every open risk, highest first; None when there are none.
        trend: risks that have been judged before, or None.
        eskaleringar: what waits for someone, or None.
        ark: every risk, also closed ones, with a column for each figure and for each word to choose; None when there
            are none.
        steg: the levels by the values that they hold, for the same workbook; None when there are no risks.
        stangda: how many are closed.
    """

    huvud: Head
    matris: tuple[MatrixRow, ...]
    nivaer: Table
    risker: Table | None
    trend: Table | None
    eskaleringar: Table | None
    ark: Grid | None
    steg: Grid | None
    stangda: int


def risk_register_view(basis: Basis, entry: Entry[Undertaking] | None) -> RiskRegisterView:
    """Give the risks of an undertaking, or of all that have any.

    Args:
        basis: the portfolio, the day and the commit.
        entry: the undertaking; None means the whole portfolio.
    """
    p, names = basis.portfolio, Names(basis.portfolio)
    policy = p.fyr.modell.policy.risk
    entries = [entry] if entry else [e for e in p.undertakings() if e.modell.risker]
    held = [(e.modell, r) for e in entries for _, r in rules.open_risks(e.modell.risker)]
    held.sort(key=lambda x: (-rules.value(x[1]), x[0].id, x[1].id))
    rows = tuple((u, risk_row(p, u, r, basis.idag, names)) for u, r in held)
    every = [(e.modell, r) for e in entries for r in e.modell.risker]
    closed = len(every) - len(held)
    facts = (Fact(sv(T("Öppna risker")), str(len(held))), Fact(sv(T("Stängda")), str(closed)))
    return RiskRegisterView(
        huvud=head_of(basis, T("Riskregister"), facts, entry),
        matris=matrix_of(policy, [r for _, r in held], counted=entry is None),
        nivaer=level_rows(p, entry, names),
        risker=_risks(rows, whole=entry is None),
        trend=_trend(held, whole=entry is None),
        eskaleringar=_escalations(basis, entry, names),
        ark=risk_grid(basis, every, names, whole=entry is None) if every else None,
        steg=level_grid(p, entry, names) if every else None,
        stangda=closed,
    )


def _name(u: Undertaking) -> str:
    return u.namn + (sv(T(" (exempel)")) if u.exempel else "")


def _risks(rows: tuple[tuple[Undertaking, RiskRow], ...], *, whole: bool) -> Table | None:
    if not rows:
        return None
    heads = [sv(T("Id"))] + ([sv(T("Insats"))] if whole else [])
    heads += [sv(T("Risk och följd")), sv(T("Värde")), sv(T("Får besluta")), sv(T("Åtgärd"))]
    table: list[Row] = []
    for u, row in rows:
        id_, *rest = risk_cells(row)
        table.append((id_, *((_name(u),) if whole else ()), *rest))
    return fitted(Table(sv(T("Öppna risker")), tuple(heads), tuple(table)))


def _trend(held: list[tuple[Undertaking, Risk]], *, whole: bool) -> Table | None:
    rows: list[Row] = []
    for u, r in held:
        if r.bedomningar:
            steps = [
                f"{day(b.datum)}: {b.sannolikhet} × {b.konsekvens} = {b.sannolikhet * b.konsekvens}"
                for b in r.bedomningar
            ]
            now = f"{day(r.bedomd)}: {r.sannolikhet} × {r.konsekvens} = {rules.value(r)}"
            rows.append((r.id, *((_name(u),) if whole else ()), "; ".join(steps), now))
    if not rows:
        return None
    heads = [sv(T("Id"))] + ([sv(T("Insats"))] if whole else []) + [sv(T("Tidigare bedömningar")), sv(T("Nu"))]
    return fitted(Table(sv(T("Utveckling")), tuple(heads), tuple(rows)))


def _escalations(basis: Basis, entry: Entry[Undertaking] | None, names: Names) -> Table | None:
    rows: list[Row] = []
    for e in escalations(basis.portfolio, basis.idag):
        if entry and e.entry.modell.id != entry.modell.id:
            continue
        rows.append(
            (
                f"{e.risk.id} {e.entry.modell.namn}",
                f"{e.niva.namn if e.niva else NONE}{NBSP}{e.varde}",
                capital(sv(REASONS[e.skal])),
                names.party(e.vem),
                day(e.sedan),
                day(e.senast),
            )
        )
    heads = (T("Risk"), T("Värde"), T("Varför"), T("Vem"), T("Sedan"), T("Senast"))
    return fitted(Table(sv(T("Väntar på någon")), tuple(sv(h) for h in heads), tuple(rows))) if rows else None
