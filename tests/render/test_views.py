from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from fyrportfolj.model.artefacts.rapporter import Statusrapport
from fyrportfolj.model.initiative import Milstolpe, Project
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.render.views import swedish
from fyrportfolj.render.views.common import Basis, Names, foot
from fyrportfolj.render.views.economy import economy
from fyrportfolj.render.views.gate import gate_position
from fyrportfolj.render.views.status import StatusView, status_view
from fyrportfolj.render.views.timeplan import milestone
from tests.reports.sample import COMMIT, STAMP, TODAY, basis, entry, parsed, portfolio
from tests.reports.sample_frame import HEAD
from tests.reports.sample_project import PROJECT, REPORT

ENDING: dict[str, Any] = {
    "id": "2026-11-10-taktisk_grupp",
    "typ": "grind",
    "datum": "2026-11-10",
    "organ": "taktisk_grupp",
    "grind": "inriktning",
    "krav": "rapport",
    "utfall": "avsluta",
    "motivering": "Behovet är borta.",
}


def view(p: Portfolio | None = None, today: date = TODAY) -> StatusView:
    there = p or portfolio()
    return status_view(Basis(there, today, STAMP, COMMIT), entry(there))


def changed(**project: Any) -> Portfolio:
    return portfolio({**PROJECT, **project})


def reported(**report: Any) -> Portfolio:
    return changed(artefakter={"statusrapport": [{**REPORT, **report}]})


def row(v: StatusView, area: str) -> Any:
    return next(r for r in v.rader if r.omrade == area)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), "1–31 oktober 2026"),
        (date(2026, 9, 28), date(2026, 10, 30), "28 september–30 oktober 2026"),
        (date(2026, 12, 1), date(2027, 1, 31), "1 december 2026–31 januari 2027"),
        (date(2026, 10, 1), date(2026, 10, 1), "1 oktober 2026"),
        (None, date(2026, 10, 1), "1 oktober 2026"),
        (None, None, "–"),
    ],
)
def test_a_period_does_not_repeat_what_both_ends_share(first: date | None, last: date | None, expected: str) -> None:
    assert swedish.period(first, last) == expected.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2020, 10, 5), date(2020, 10, 30), "vecka\u00a041–44"),
        (date(2020, 10, 5), date(2020, 10, 9), "vecka\u00a041"),
        (date(2020, 12, 28), date(2021, 1, 3), "vecka\u00a053"),
        (date(2020, 12, 28), date(2021, 1, 8), "vecka\u00a053\u00a02020–vecka\u00a01\u00a02021"),
    ],
)
def test_weeks_follow_iso_over_new_year(first: date, last: date, expected: str) -> None:
    assert swedish.weeks(first, last) == expected


def test_numbers_and_units_are_never_parted() -> None:
    assert swedish.money(Decimal(605000)) == "605\u00a0000\u00a0kr"
    assert swedish.money(Decimal("51250.5")) == "51\u00a0250,50\u00a0kr"
    assert swedish.signed_money(Decimal(-500)) == "−500\u00a0kr"
    assert swedish.signed_money(Decimal(500)) == "+500\u00a0kr"
    assert swedish.percent(Decimal(1), Decimal(0)) == "–"
    assert swedish.days(1) == "1\u00a0dag"


def test_lists_and_paragraphs() -> None:
    assert swedish.listed([]) == ""
    assert swedish.listed(["a"]) == "a"
    assert swedish.listed(["a", "b", "c"]) == "a, b och c"
    assert swedish.paragraphs("ett\ntvå\n \n\ntre\n") == ("ett två", "tre")
    assert swedish.paragraphs(None) == ()


def _kinds(value: object) -> set[type]:
    if isinstance(value, tuple):
        return set().union(*(_kinds(v) for v in value)) if value else set()
    if is_dataclass(value):
        return set().union(*(_kinds(getattr(value, f.name)) for f in fields(value)))
    return {type(value)}


def test_a_view_holds_only_plain_values() -> None:
    assert _kinds(view()) <= {str, int, bool, date, type(None)}


@pytest.mark.parametrize(
    ("stone", "slip", "standing", "late"),
    [
        ({"utfall": "2026-10-02"}, "4\u00a0dagar sent", "Nådd", True),
        ({"utfall": "2026-09-28"}, "i tid", "Nådd", False),
        ({"utfall": "2026-09-27"}, "1\u00a0dag tidigt", "Nådd", False),
        ({"prognos": "2026-12-01"}, "64\u00a0dagar sent", "Förskjuten", True),
        ({}, "minst 53\u00a0dagar sent", "Passerad, ej nådd", True),
        ({"prognos": "2026-10-30"}, "minst 53\u00a0dagar sent", "Passerad, ej nådd", True),
        ({"baslinje": "2026-12-24"}, "–", "Planerad", False),
        ({"baslinje": "2026-12-24", "prognos": "2026-12-23"}, "1\u00a0dag tidigt", "Planerad", False),
    ],
)
def test_a_milestone_says_how_far_it_has_slipped(stone: dict[str, str], slip: str, standing: str, late: bool) -> None:
    m = milestone(parsed(Milstolpe, {"id": "M1", "namn": "x", "baslinje": "2026-09-28", **stone}), TODAY)
    assert (m.forskjutning, m.lage, m.sen) == (slip, standing, late)


def test_a_fresh_report_shows_its_lights_with_movement_and_measure() -> None:
    v = view()
    assert [r.omrade for r in v.rader] == ["Budget", "Tid", "Personal", "Nytta"]
    assert row(v, "Personal").lage.text == "Komplikationer"
    assert (row(v, "Personal").riktning, row(v, "Nytta").riktning) == ("↓ sämre", "↑ bättre")
    assert row(v, "Tid").atgard == "Ingen åtgärd: Marginalen i planen räcker till slutleveransen."
    assert v.varning == ""


def test_an_old_report_never_stays_green() -> None:
    v = view(today=date(2026, 12, 22))
    assert {r.lage.kod for r in v.rader} == {"ej_rapporterad"}
    assert row(v, "Budget").avvikelse == "Senast 2026-11-06: Enligt plan."
    assert {k.lage.kod for k in v.kommuner.rader} == {"ej_rapporterad", "ingen"}
    assert "för gammal" in v.varning
    assert view(today=date(2026, 12, 21)).varning == ""


def test_without_a_report_everything_is_unreported() -> None:
    v = view(changed(artefakter={}))
    assert {r.lage.text for r in v.rader} == {"Ej rapporterad"}
    assert (v.har_rapport, v.underrad) == (False, "Ingen statusrapport är lämnad")
    assert v.sammanfattning == (PROJECT["sammanfattning"],)


def test_a_required_area_that_was_left_out_is_shown_as_unreported() -> None:
    v = view(reported(rader=[r for r in REPORT["rader"] if r["omrade"] != "tid"]))
    assert row(v, "Tid").lage.kod == "ej_rapporterad"
    assert row(v, "Tid").avvikelse == "Området saknas i rapporten."


def test_a_slip_hidden_behind_green_is_told_with_the_reason_given() -> None:
    green = {"omrade": "tid", "status": "enligt_plan", "avsteg_motivering": "Ny plan är beslutad."}
    said = row(view(reported(rader=[green])), "Tid").granser
    assert said == "Portföljens gränser ger mindre komplikationer. Skäl till avsteget: Ny plan är beslutad."


def test_what_has_ended_keeps_its_last_lights_and_asks_for_nothing() -> None:
    v = view(changed(beslut=[*PROJECT["beslut"], ENDING]), today=date(2027, 5, 1))
    assert row(v, "Budget").lage.text == "Enligt plan"
    assert "rapporterades sist" in v.varning
    assert (v.forslag, v.grind.utfall, v.grind.saknas, v.grind.antal) == ((), (), (), 0)
    assert [f.lage for f in v.grind.faser] == ["klar", "avbruten", "utgar", "utgar"]
    assert v.grind.lage == "Avslutad 2026-11-10."


def test_closed_risks_are_shown_only_when_the_work_has_ended() -> None:
    closed = [{**r, "status": "stangd"} for r in PROJECT["risker"]]
    running = view(changed(risker=closed)).risker
    assert (running.finns, running.stangda, running.risker) == (False, False, ())
    ended = view(changed(risker=closed, beslut=[*PROJECT["beslut"], ENDING])).risker
    assert (ended.finns, ended.stangda) == (True, True)
    assert {r.beslut for r in ended.risker} == {"Risken är stängd"}


def test_the_economy_takes_the_reports_figures_before_the_files() -> None:
    v = view().ekonomi
    assert [f.varde for f in v.nyckeltal] == [
        "605\u00a0000\u00a0kr",
        "318\u00a0400\u00a0kr",
        "612\u00a0500\u00a0kr",
        "+7\u00a0500\u00a0kr",
    ]
    assert (v.upparbetat_procent, v.prognos_procent) == (53, 101)
    assert v.nyckeltal[-1].tillagg == "+1,2\u00a0% mot budgeten"


def test_an_amount_without_a_source_bears_a_dagger() -> None:
    project = parsed(Project, PROJECT)
    without = economy(project, None, Names(portfolio()))
    assert without.nyckeltal[0].varde == "605\u00a0000\u00a0kr†"
    assert without.noter[-1] == "† Beloppet saknar källa i portföljen."
    assert without.nyckeltal[1].varde == "Ej rapporterat"
    sourced = parsed(Project, {**PROJECT, "finansiering": {**PROJECT["finansiering"], "kalla": "Projektplan 1.0."}})
    assert "†" not in economy(sourced, None, Names(portfolio())).nyckeltal[0].varde
    assert "Källa för beloppen: Projektplan 1.0." in economy(sourced, None, Names(portfolio())).noter


def test_risks_are_placed_named_and_given_to_whom_may_decide() -> None:
    v = view().risker
    assert [(r.id, r.varde, r.niva, r.far_besluta, r.beslut) for r in v.risker] == [
        ("R3", 20, "Hög", "Projektägaren", "Beslut saknas"),
        ("R2", 12, "Medel", "Taktisk styrgrupp", "Beslut saknas"),
        ("R1", 10, "Medel", "Taktisk styrgrupp", "Beslut finns"),
        ("R4", 5, "Låg", "Projektledare", "Beslut krävs inte"),
    ]
    assert v.ovriga == 1
    placed = {c.risker: (rad.sannolikhet, c.varde, c.ton) for rad in v.matris for c in rad.celler if c.risker}
    assert placed[("R3",)] == (5, 20, "hog")
    assert placed[("R5",)] == (2, 6, "lag")
    assert [rad.sannolikhet for rad in v.matris] == [5, 4, 3, 2, 1]


def test_a_risk_whose_consequence_is_the_worst_is_shown_though_its_value_is_low() -> None:
    assert "R4" in [r.id for r in view().risker.risker]


def test_a_measure_says_done_late_or_when() -> None:
    rows = {r.id: r.atgarder for r in view(today=date(2026, 12, 2)).risker.risker}
    assert rows["R1"][0].lage == "skulle ha varit klar 2026-12-01"
    assert rows["R2"][0].lage == "klar 2027-01-15"
    assert rows["R4"][0].lage == "gjord"


def test_the_gate_says_where_it_leads_what_is_missing_and_who_we_wait_for() -> None:
    v = view().grind
    assert (v.fas, v.grind, v.uppfyllda, v.antal) == ("Utreda", "Beslut om inriktning (BP2)", 1, 4)
    assert [(u.namn, u.innebar) for u in v.utfall] == [
        ("Fortsätt", "till Göra"),
        ("Tillbaka", "till en tidigare fas"),
        ("Stopp", "arbetet pausas"),
        ("Avsluta", "arbetet läggs ner"),
    ]
    assert v.beslut[0].lage == "Väntar på Taktisk styrgrupp"
    assert v.beslut[1].lage.startswith("1 av 5 kommuner har sagt ja; väntar på Ånäs, Ekefors")
    assert v.saknas[0].vad == "Projektplan finns"


def test_without_the_process_there_is_no_gate_to_show() -> None:
    assert gate_position(None, Names(portfolio())).finns is False
    lost = changed(process={"slug": "borta", "version": "1.0"})
    assert view(lost).grind.finns is False
    assert next(f.varde for f in view(lost).fakta if f.rubrik == "Fas") == "utred"


def test_each_kommun_has_its_row_in_swedish_order() -> None:
    v = view().kommuner
    assert [k.namn for k in v.rader] == ["Björkdal", "Ekefors", "Granby", "Lövsjö", "Ånäs", "Östervik"]
    assert [k.beslut for k in v.rader][:3] == ["Ja 2026-10-14", "Ej inlett", "Bordlagt 2026-10-21"]
    assert v.sammanfattning == "6 kommuner: 4 deltar, 1 tillfrågad, 1 avstår."
    assert (v.grupper[0].rubrik, v.grupper[0].varde) == ("Deltar", "Björkdal, Ekefors, Granby och Ånäs")


def test_proposals_come_from_report_and_meeting_once_each() -> None:
    wanted = {"forslag": "Att lägga statusrapporten till handlingarna."}
    assert len(view(reported(beslut_som_behovs=[wanted])).forslag) == 1
    v = view()
    assert [p.forslag[:12] for p in v.forslag] == ["Att styrgrup", "Att lägga st"]
    assert v.mote.organ == "Taktisk styrgrupp"
    assert not view(today=date(2026, 11, 26)).mote.finns


def test_the_foot_shows_a_short_id_and_the_day_of_the_portfolios_own_zone() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    said = foot(Basis(portfolio(), TODAY, late, "0123456789abcdef")).kalla
    assert said.endswith("Gjord av version 0123456789 från 21\u00a0november\u00a02026.")


@pytest.mark.parametrize(
    ("commit", "dirty", "expected"),
    [
        ("abc1234", False, "Gjord av version abc1234 från 20\u00a0november\u00a02026."),
        ("abc1234", True, "med ändringar som inte är sparade i git."),
        (None, False, "av filer som inte är sparade i git."),
    ],
)
def test_the_foot_says_what_the_report_is_made_of(commit: str | None, dirty: bool, expected: str) -> None:
    made = foot(Basis(portfolio(), TODAY, STAMP, commit, dirty))
    assert made.kalla.startswith(f"Ur {HEAD['namn']}, läst 20\u00a0november\u00a02026.")
    assert made.kalla.endswith(expected)


def test_a_key_without_a_register_is_shown_as_words() -> None:
    assert Names(portfolio()).party("extern_finansiar") == "Extern finansiar"
    assert Names(portfolio()).kommun("okand") == "okand"


def test_the_newest_of_several_reports_counts() -> None:
    older = {**REPORT, "rapportdatum": "2026-10-06", "sammanfattning": "Äldre."}
    v = view(changed(artefakter={"statusrapport": [REPORT, older]}))
    assert v.sammanfattning[0].startswith("Enkäterna")
    assert parsed(Statusrapport, older).sammanfattning == "Äldre."


def test_the_same_basis_gives_the_same_view() -> None:
    p = portfolio()
    assert status_view(basis(p), entry(p)) == status_view(basis(p), entry(p))
