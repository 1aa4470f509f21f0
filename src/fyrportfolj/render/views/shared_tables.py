"""The tables that several reports show in the same way: lights, milestones, risks, decisions, municipalities."""

from __future__ import annotations

from fyrportfolj.messages import T
from fyrportfolj.render.views.gate import GatePosition
from fyrportfolj.render.views.lights import Light, StatusRow
from fyrportfolj.render.views.municipalities import Participation
from fyrportfolj.render.views.risks import Band, RiskPicture, RiskRow
from fyrportfolj.render.views.swedish import NONE, sv
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.render.views.timeplan import Timeplan


def light_cell(light: Light, *under: str) -> Cell:
    """Give a status light as a cell; empty lines below it are left out."""
    return Cell(light.text, tuple(u for u in under if u and u != NONE), "lage", light.kod, light.tecken)


def status_table(rows: tuple[StatusRow, ...]) -> Table:
    """Give one row per area of a status report."""
    return Table(
        sv(T("Läge per område")),
        (
            sv(T("Område")),
            sv(T("Läge")),
            sv(T("Avvikelse och kommentar")),
            sv(T("Åtgärd och ansvarig")),
            sv(T("Klart")),
        ),
        tuple(
            (
                r.omrade,
                light_cell(r.lage, r.riktning),
                _with(r.avvikelse, r.granser),
                _with(r.atgard, r.ansvarig),
                r.klart,
            )
            for r in rows
        ),
        (2, 4, 5, 5, 2),
    )


def milestone_table(plan: Timeplan) -> Table:
    """Give one row per milestone."""
    heads = (T("Id"), T("Milstolpe"), T("Baslinje"), T("Prognos"), T("Utfall"), T("Förskjutning"), T("Läge"))
    return Table(
        sv(T("Milstolpar")),
        tuple(sv(h) for h in heads),
        tuple(
            (m.id, m.namn, m.baslinje_text, m.prognos_text, m.utfall_text, m.forskjutning, m.lage)
            for m in plan.milstolpar
        ),
        (2, 6, 3, 3, 3, 4, 4),
    )


def activity_table(plan: Timeplan) -> Table:
    """Give one row per activity: the text twin of the drawn plan."""
    return Table(
        sv(T("Aktiviteter")),
        (sv(T("Aktivitet")), sv(T("Grupp")), sv(T("Veckor"))),
        tuple((b.namn, g.rubrik or NONE, b.veckor) for g in plan.grupper for b in g.staplar),
        (4, 2, 2),
    )


def level_table(bands: tuple[Band, ...]) -> Table:
    """Give one row per risk level: its values and who may decide."""
    return Table(
        sv(T("Risknivåer")),
        (sv(T("Nivå")), sv(T("Riskvärde")), sv(T("Får besluta"))),
        tuple((Cell(b.namn, (), "niva", b.ton), b.varden, b.far_besluta) for b in bands),
        (1, 1, 3),
    )


def risk_table(picture: RiskPicture) -> Table:
    """Give one row per risk to know about."""
    may = sv(T("Fick besluta")) if picture.stangda else sv(T("Får besluta"))
    return Table(
        sv(T("Risker")),
        (sv(T("Id")), sv(T("Risk och följd")), sv(T("Värde")), may, sv(T("Åtgärd"))),
        tuple(risk_cells(r) for r in picture.risker),
        (1, 5, 3, 3, 4),
    )


def missing_table(gate: GatePosition) -> Table:
    """Give one row per criterion of the gate that is not met."""
    return Table(
        sv(T("Det som saknas")),
        (sv(T("Krav")), sv(T("Varför")), sv(T("Vem"))),
        tuple((m.vad, m.varfor, m.vem) for m in gate.saknas),
        (3, 3, 2),
    )


def decision_table(gate: GatePosition) -> Table:
    """Give one row per decision that the gate asks for."""
    return Table(
        sv(T("Beslut i grinden")),
        (sv(T("Beslut")), sv(T("Beslutas av")), sv(T("Läge"))),
        tuple((b.namn, b.vem, f"✓ {b.lage}" if b.klar else b.lage) for b in gate.beslut),
    )


def municipality_table(taking_part: Participation) -> Table:
    """Give one row per kommun, with the columns that have something to say."""
    k = taking_part
    heads = [sv(T("Kommun")), sv(T("Deltagande"))]
    heads += [sv(T("Beslut i grinden"))] if k.visa_beslut else []
    heads += [sv(T("Läge"))] if k.visa_lage else []
    heads += [sv(T("Andel"))] if k.visa_andel else []
    rows: list[Row] = []
    for r in k.rader:
        row: list[str | Cell] = [r.namn, r.deltagande]
        row += [r.beslut] if k.visa_beslut else []
        row += [light_cell(r.lage, r.kommentar)] if k.visa_lage else []
        row += [r.andel] if k.visa_andel else []
        rows.append(tuple(row))
    return Table(sv(T("Kommunerna")), tuple(heads), tuple(rows), (), (len(heads) - 1,) if k.visa_andel else ())


def risk_cells(r: RiskRow) -> Row:
    """Give a risk as cells: id, risk and consequence, value, who may decide, measures."""
    measures = tuple(f"{a.text} ({a.ansvarig}, {a.lage})" for a in r.atgarder)
    done = (*measures, r.efter)
    return (
        r.id,
        _with(r.hot, r.konsekvens),
        Cell(f"{r.niva} {r.varde}", tuple(t for t in (r.berakning, r.riktning) if t), "niva", r.ton),
        _with(r.far_besluta, r.beslut),
        _with(*(t for t in done if t)) if any(done) else NONE,
    )


def _with(text: str, *under: str) -> str | Cell:
    below = tuple(u for u in under if u and u != NONE)
    return Cell(text, below) if below else text
