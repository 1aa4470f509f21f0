"""What waits, the board, the list, one undertaking, risks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fyrportfolj.commands import gate
from fyrportfolj.commands.listing import listing
from fyrportfolj.commands.portrait import Filters
from fyrportfolj.commands.risk import escalate, list_risks, matrix
from fyrportfolj.commands.risk import show as show_risk
from fyrportfolj.commands.show import show
from fyrportfolj.commands.status import status
from fyrportfolj.commands.waiting import waiting
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.rules.escalation import Reason
from tests.commands.conftest import clock, opened

SAMHALLE = "exempel-digital-samhallsbyggnad"
ARKIV = "exempel-gemensamt-e-arkiv"
MOTOR = "digital-motor-fyrbodal"


def test_the_board_has_the_columns_that_the_process_says(shipped: Workspace) -> None:
    board = status(shipped).data

    assert [c.namn for c in board.kolumner] == ["Koordinera", "Program", "Planera", "Genomföra", "Avveckling"]
    assert [(c.namn, c.antal) for c in board.fore] == [("Strategi", 52)]
    assert [c.namn for c in board.efter] == ["Nyttorealisering"]


def test_every_undertaking_of_the_process_is_counted_once(shipped: Workspace) -> None:
    board = status(shipped).data
    columns = (*board.fore, *board.kolumner, *board.efter)
    seen = [p.id for c in columns for p in c.insatser] + [p.id for p in (*board.avslutade, *board.ovriga)]

    assert sorted(seen) == sorted(shipped.portfolio.initiativ)


def test_the_board_of_projects(shipped: Workspace) -> None:
    board = status(shipped, "projekt").data

    assert board.process_namn == shipped.portfolio.processer[("projekt", "1.5")].modell.namn
    assert MOTOR in {p.id for p in board.avslutade}


def test_an_unknown_process_is_named(shipped: Workspace) -> None:
    with pytest.raises(UsageError, match="ingen gällande process"):
        status(shipped, "finnsinte")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(typ="projekt", exempel=False), {MOTOR}),
        (Filters(kommun="bengtsfors", typ="projekt", exempel=False), {MOTOR}),
        (Filters(sok="trygghetscentral", exempel=False), {"gemensam-trygghetscentral"}),
        (Filters(fas=("koordinera",)), {ARKIV}),
        (Filters(sok="finns inte någonstans"), set()),
    ],
)
def test_filters(shipped: Workspace, filters: Filters, expected: set[str]) -> None:
    assert {p.id for p in listing(shipped, filters).data.insatser} == expected


def test_a_focus_area_is_its_sub_areas(shipped: Workspace) -> None:
    areas = [a.id for area in shipped.portfolio.fokusomraden.values() for a in area.modell.delomraden]
    by_area = sum(listing(shipped, Filters(delomrade=a)).data.antal for a in areas)
    by_focus = sum(listing(shipped, Filters(fokusomrade=f)).data.antal for f in shipped.portfolio.fokusomraden)

    assert by_area == by_focus


@pytest.mark.parametrize(
    ("filters", "says"),
    [
        (Filters(kommun="tannum"), "--kommun"),
        (Filters(fas=("koordinara",)), "--fas"),
        (Filters(delomrade="socialtjenst"), "--delomrade"),
        (Filters(fokusomrade="x"), "--fokusomrade"),
    ],
)
def test_an_unknown_filter_is_not_an_empty_list(shipped: Workspace, filters: Filters, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        listing(shipped, filters)


def test_the_plans_order_is_the_plans(shipped: Workspace) -> None:
    rows = listing(shipped, Filters(exempel=False, typ="initiativ")).data.insatser
    planned = [i for _, area in shipped.portfolio.delomraden.values() for i in area.initiativ]

    assert [p.id for p in rows] == planned


def test_names_are_sorted_as_in_swedish(shipped: Workspace) -> None:
    names = [p.namn for p in listing(shipped, sort="namn").data.insatser]

    assert len(names) == sum(1 for _ in shipped.portfolio.undertakings())
    assert names.index("AI-kundtjänst") < names.index("Digital arena")


def test_a_page_of_an_undertaking(shipped: Workspace) -> None:
    card = show(shipped, SAMHALLE).data

    assert [s.namn for s in card.faser if s.har] == ["Genomföra"]
    assert card.insats.exempel
    assert card.lage.dag == date(2026, 10, 13)
    assert [m.id for m in card.milstolpar if m.forskjutning > 0] == ["M3", "M4"]
    assert {d.slug for d in card.dokument if d.status is None} == set()
    assert [p.id for p in card.projekt] == ["exempel-digital-bygglovsprocess", "exempel-digital-kartgrund"]


def test_what_has_ended_did_not_slip_for_years_after(shipped: Workspace) -> None:
    card = show(shipped, MOTOR).data

    assert {m.id: m.forskjutning for m in card.milstolpar} == {"M1": 32, "M2": 32, "M3": 0, "M4": 0, "M5": 0}
    assert card.grind is None


def test_decisions_of_many_municipalities_on_a_day_are_one_row(shipped: Workspace) -> None:
    rows = show(shipped, MOTOR).data.beslut

    assert max(len(r.kommuner) for r in rows) == 14
    assert len(rows) < len(shipped.find(MOTOR).modell.beslut)


def test_what_waits_for_everyone(shipped: Workspace) -> None:
    found = waiting(shipped).data

    assert {d.insats.id for d in found.beslut} >= {ARKIV}
    assert all(e.skal is not Reason.FORSENAD_ATGARD for e in found.risker)
    assert all(0 <= d.dagar <= 30 for d in found.nara)
    assert all(d.dagar < 0 for d in found.forsenat)


def test_what_waits_for_one_kommun_is_a_part_of_it(shipped: Workspace) -> None:
    everyone, orust = waiting(shipped).data, waiting(shipped, "orust").data

    assert orust.vem == "Orust"
    assert 0 < len(orust.beslut) < len(everyone.beslut) + 1
    assert all("Orust" in d.kommuner for d in orust.beslut)
    assert len(orust.nara) < len(everyone.nara)
    assert all(d in everyone.nara for d in orust.nara)


def test_a_role_sees_what_it_must_do(shipped: Workspace) -> None:
    found = waiting(shipped, "projektledare", 400).data

    assert found.nara
    assert all("projektledare" in d.vem for d in found.nara)


def test_an_unknown_name_is_said(shipped: Workspace) -> None:
    with pytest.raises(UsageError, match="--for"):
        waiting(shipped, "tannum")


def test_overdue_grows_with_the_day(copy: Path) -> None:
    later = Workspace.open(copy, clock, today=date(2026, 12, 31))

    assert len(waiting(later).data.forsenat) > len(waiting(opened(copy)).data.forsenat)


def test_the_sources_risks_come_out_as_in_the_source(shipped: Workspace) -> None:
    values = {r: show_risk(shipped, MOTOR, r).data.rad for r in ("R1", "R2")}

    assert {k: (r.varde, r.niva_namn) for k, r in values.items()} == {"R1": (10, "Medel"), "R2": (12, "Medel")}


def test_each_open_risk_stands_once_in_the_matrix(shipped: Workspace) -> None:
    found = matrix(shipped).data
    shown = [m for row in found.rader for cell in row for m in cell.risker]

    assert sorted(shown) == sorted(r.marke for r in found.risker)
    assert len(set(shown)) == len(shown)
    assert sum(found.antal.values()) == len(shown)
    assert [row[0].sannolikhet for row in found.rader] == [5, 4, 3, 2, 1]


def test_the_matrix_of_one_needs_no_letters(shipped: Workspace) -> None:
    found = matrix(shipped, SAMHALLE).data

    assert {r.marke for r in found.risker} == {r.id for r in shipped.find(SAMHALLE).modell.risker}
    assert found.insatser == {}


def test_those_without_mandate_come_first_and_the_gravest_are_always_there(shipped: Workspace) -> None:
    rows = escalate(shipped).data
    reasons = [e.skal for e in rows]
    gravest = {(e.rad.insats.id, e.rad.id) for e in rows if e.rad.konsekvens == 5}
    open_ = {
        (r.insats.id, r.id) for r in list_risks(shipped).data.risker if r.konsekvens == 5 and r.insats.lage == "pagar"
    }

    assert reasons == sorted(reasons, key=lambda r: (r is None, r is not Reason.UTAN_MANDAT))
    assert gravest == open_


def test_escalation_for_one_body(shipped: Workspace) -> None:
    rows = escalate(shipped, who="portfoljstyrgrupp").data

    assert rows
    assert {e.vem for e in rows} <= {"Portföljstyrgrupp"} | {e.rad.agare for e in rows}


@pytest.mark.parametrize(("level", "says"), [("hogst", "nivån hogst finns inte")])
def test_an_unknown_level_is_said(shipped: Workspace, level: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        list_risks(shipped, level=level)


def test_an_unknown_risk_is_said(shipped: Workspace) -> None:
    with pytest.raises(UsageError, match="ingen risk R99"):
        show_risk(shipped, MOTOR, "R99")
    with pytest.raises(UsageError, match="har inga risker"):
        show_risk(shipped, "ai-kundtjanst", "R1")


def test_a_process_with_faults_is_named_where_it_is_needed(copy: Path) -> None:
    fil = copy / "process" / "portfolj-0.5.yaml"
    fil.write_text(fil.read_text(encoding="utf-8") + "{\n", encoding="utf-8")
    ws = opened(copy)

    for ask in (lambda: status(ws), lambda: gate.status(ws, [ARKIV]), lambda: gate.check(ws, ARKIV)):
        with pytest.raises(DataError, match=r"process/portfolj-0\.5\.yaml går inte att läsa, för den har fel"):
            ask()
    assert [str(m) for m in gate.status(ws).messages] == ["1 fil har fel och saknas i svaret; kör fyr check"]
    assert {d.fil for d in ws.diagnostics()} == {"process/portfolj-0.5.yaml"}
