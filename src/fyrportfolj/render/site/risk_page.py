"""The risks of the whole portfolio: how many lie where, and those above the lowest level."""

from __future__ import annotations

from functools import lru_cache

from fyrportfolj.messages import T
from fyrportfolj.model.policy import Riskpolicy
from fyrportfolj.model.risks import Risk
from fyrportfolj.render.site.gathered import Face, Gathered
from fyrportfolj.render.site.page import PageView, Part
from fyrportfolj.render.views.risks import Cell as MatrixCell
from fyrportfolj.render.views.risks import MatrixRow
from fyrportfolj.render.views.swedish import NONE, one_line, sv
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.rules import risk as rules


def open_risks(g: Gathered) -> tuple[tuple[Face, Risk], ...]:
    """Give the open risks of what is running, highest value first."""
    rows = [(f, r) for f in g.faces if f.pagar for _, r in rules.open_risks(f.u.risker)]
    return tuple(sorted(rows, key=lambda x: (-rules.value(x[1]), -x[1].konsekvens, x[0].u.id, x[1].id)))


def matrix(g: Gathered, rows: tuple[tuple[Face, Risk], ...]) -> tuple[MatrixRow, ...]:
    """Give the 5 × 5 matrix with how many risks lie in each cell."""
    policy = g.portfolio.fyr.modell.policy.risk
    counts: dict[tuple[int, int], int] = {}
    for _, r in rows:
        counts[r.sannolikhet, r.konsekvens] = counts.get((r.sannolikhet, r.konsekvens), 0) + 1
    return tuple(
        MatrixRow(s, tuple(_cell(policy, s * k, counts.get((s, k), 0)) for k in rules.STEPS))
        for s in reversed(rules.STEPS)
    )


def to_know(g: Gathered, rows: tuple[tuple[Face, Risk], ...]) -> tuple[tuple[Face, Risk], ...]:
    """Give the risks above the lowest level, and those whose consequence alone is reason enough."""
    policy = g.portfolio.fyr.modell.policy.risk
    lowest = min(policy.nivaer, key=lambda n: n.fran)
    return tuple((f, r) for f, r in rows if rules.value(r) > lowest.till_och_med or rules.always_shown(policy, r))


def risk_rows(g: Gathered, rows: tuple[tuple[Face, Risk], ...]) -> Table:
    """Give a table of risks with the undertaking that each belongs to."""
    policy = g.portfolio.fyr.modell.policy.risk
    found: list[Row] = []
    for face, r in rows:
        name, tone = tone_of(policy, rules.value(r))
        who = rules.authority(policy, face.u, rules.value(r))
        missing = rules.mandate(g.portfolio, face.u, r) not in (rules.Mandate.BEHOVS_EJ, rules.Mandate.FINNS)
        found.append(
            (
                face.link(f"{r.id} {one_line(r.hot)}"),
                Cell(
                    f"{name} {rules.value(r)}",
                    (f"{r.sannolikhet} × {r.konsekvens}".replace(" ", "\u00a0"),),
                    "niva",
                    tone,
                ),
                Cell(g.names.party(who) if who else NONE, (sv(T("Beslut saknas")),) if missing else ()),
                g.names.party(r.agare),
            )
        )
    heads = (T("Insats och risk"), T("Värde"), T("Får besluta"), T("Riskägare"))
    return Table(sv(T("Risker att känna till")), tuple(sv(h) for h in heads), tuple(found))


def risk_page(g: Gathered) -> PageView:
    """Give the page of the portfolio's risks."""
    rows = open_risks(g)
    shown = to_know(g, rows)
    left = len(rows) - len(shown)
    picture = Part(
        sv(T("Riskmatris")),
        stycken=(explained(),),
        matris=matrix(g, rows),
        noter=(sv(T("Värden i en ruta: nivå, S × K och hur många risker som ligger där.")),),
    )
    others = (sv(T("{antal} risker på lägsta nivån visas på sidan för sin insats.", antal=left)),) if left else ()
    table = Part(
        sv(T("Risker att känna till")),
        stycken=() if shown else (sv(T("Inga öppna risker ligger över den lägsta nivån.")),),
        tabeller=(risk_rows(g, shown),) if shown else (),
        noter=others,
    )
    return g.page(
        sv(T("Risker")), sv(T("{antal} öppna risker i pågående insatser.", antal=len(rows))), (picture, table)
    )


def explained() -> str:
    """Say what the risk value is."""
    return sv(T("Riskvärdet är sannolikhet (S) × konsekvens (K). Nivån avgör vem som får besluta om risken."))


def tone_of(policy: Riskpolicy, value: int) -> tuple[str, str]:
    """Give a level's name and shade: lag, medel or hog."""
    band = rules.level(policy, value)
    if band is None:
        return sv(T("Utan nivå")), "hog"
    if band == rules.highest(policy):
        return band.namn, "hog"
    return band.namn, "lag" if band == min(policy.nivaer, key=lambda n: n.fran) else "medel"


def _cell(policy: Riskpolicy, value: int, count: int) -> MatrixCell:
    name, tone = tone_of(policy, value)
    return MatrixCell(value, name, tone, (_count(count),) if count else ())


@lru_cache(maxsize=64)
def _count(count: int) -> str:
    return sv(T("1 risk")) if count == 1 else sv(T("{antal} risker", antal=count))
