"""Keys that name something that does not exist."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fyrportfolj.i18n import render
from fyrportfolj.messages import Text
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.documents import artefacts, documents, unreadable
from fyrportfolj.rules.links import check_links, check_parties, check_process_of_undertaking, check_processes_in_force
from fyrportfolj.rules.suggest import did_you_mean
from tests.support.builders import (
    TODAY,
    a_focus_area,
    a_head,
    a_milestone,
    a_portfolio,
    a_process,
    a_project,
    a_report,
    a_risk,
    a_risk_decision,
    an_initiative,
    found,
)

DRAFT = {"status": "utkast", "version": "0.1"}


def benefit(**values: Any) -> dict[str, Any]:
    return {"id": "N1", "namn": "Fart", "nyttotyp": "kvalitet", **values}


GOOD = a_portfolio(
    an_initiative(
        tidigare_id=["gamla-kortet"],
        externa_initiativ=[{"initiativ": "fyrarna"}],
        deltagare=[{"kommun": "vik", "status": "deltar", "tillampliga_organ": ["hamnnamnd"]}],
        artefakter={
            "effektbokslut": {
                **DRAFT,
                "nyttor": [benefit(malkoppling=["saker-farled"])],
                "jamforelse": [{"nytta": "N1"}],
            },
            "programplan": {**DRAFT, "arscykel": [{"period": "vinterhamn", "anpassning": "Vänta."}]},
            "handlingsplan": {**DRAFT, "fokusomraden": ["till-havs"]},
            "riskhanteringsplan": {**DRAFT, "strategier": [{"risk": "R1", "strategi": "dela", "ansvarig": "styrman"}]},
        },
        risker=[a_risk(behandling={"val": "reducera", "datum": "2026-11-05", "beslut": "2026-11-05-besattning"})],
        beslut=[
            a_risk_decision(
                villkor=[{"id": "V1", "text": "Reva", "senast": "2026-12-01", "blockerar_grind": "lagg_till"}]
            )
        ],
        milstolpar=[a_milestone(), a_milestone(id="M2", beror_av=["M1"])],
    ),
    a_project(program="gamla-kortet", beror_av=["gamla-kortet"], formagekarta="navigera", scenarier=["tre-batar"]),
)


def test_links_that_lead_somewhere_are_silent() -> None:
    assert found(check_links, GOOD) == []


BROKEN: list[tuple[str, str, dict[str, Any]]] = [
    ("FYR208", "delomrade", {"delomrade": "navigering"}),
    ("FYR209", "externa_initiativ.0.initiativ", {"externa_initiativ": [{"initiativ": "fyren"}]}),
    ("FYR211", "deltagare.0.kommun", {"deltagare": [{"kommun": "viken", "status": "deltar"}]}),
    ("FYR212", "tillampliga_organ.0", {"tillampliga_organ": ["rederiet"]}),
    ("FYR213", "agare", {"agare": "kaptenen"}),
    ("FYR214", "beror_av.0", {"beror_av": ["provturen"]}),
    (
        "FYR220",
        "deltagare.0.beslut",
        {"deltagare": [{"kommun": "vik", "status": "deltar", "beslut": "2026-11-05-rederi"}]},
    ),
    ("FYR221", "beslut.0.risker.0", {"beslut": [a_risk_decision()]}),
    ("FYR222", "milstolpar.0.beror_av.0", {"milstolpar": [a_milestone(beror_av=["M9"])]}),
    (
        "FYR232",
        "beslut.0.villkor.0.blockerar_grind",
        {
            "beslut": [
                a_risk_decision(
                    risker=[], villkor=[{"id": "V1", "text": "Reva", "senast": "2026-12-01", "blockerar_grind": "x"}]
                )
            ]
        },
    ),
]


@pytest.mark.parametrize(("kod", "path", "values"), BROKEN, ids=[b[0] for b in BROKEN])
def test_a_link_of_an_initiative_that_leads_nowhere(kod: str, path: str, values: dict[str, Any]) -> None:
    assert found(check_links, a_portfolio(an_initiative(**values))) == [(kod, path)]


@pytest.mark.parametrize(
    ("kod", "path", "values"),
    [
        ("FYR210", "program", {"program": "provtur"}),
        ("FYR215", "formagekarta", {"formagekarta": "x"}),
        ("FYR216", "scenarier.1", {"scenarier": ["tre-batar", "x"]}),
    ],
)
def test_a_link_of_a_project_that_leads_nowhere(kod: str, path: str, values: dict[str, Any]) -> None:
    assert found(check_links, a_portfolio(an_initiative(), a_project(**values))) == [(kod, path)]


@pytest.mark.parametrize(
    ("kod", "path", "artefact"),
    [
        (
            "FYR217",
            "nyttokalkyl.nyttor.0.malkoppling.0",
            {"nyttokalkyl": {**DRAFT, "nyttor": [benefit(malkoppling=["x"])]}},
        ),
        (
            "FYR233",
            "programplan.arscykel.0.period",
            {"programplan": {**DRAFT, "arscykel": [{"period": "x", "anpassning": "y"}]}},
        ),
        ("FYR234", "handlingsplan.fokusomraden.0", {"handlingsplan": {**DRAFT, "fokusomraden": ["x"]}}),
        ("FYR235", "effektbokslut.jamforelse.0.nytta", {"effektbokslut": {**DRAFT, "jamforelse": [{"nytta": "N1"}]}}),
    ],
)
def test_a_link_of_an_artefact_that_leads_nowhere(kod: str, path: str, artefact: dict[str, Any]) -> None:
    portfolio = a_portfolio(an_initiative(artefakter=artefact))

    assert found(check_links, portfolio) == [(kod, f"artefakter.{path}")]


def test_a_list_of_the_plan_names_what_is_not_there() -> None:
    assert found(check_links, a_portfolio(a_project(program=None))) == [("FYR218", "delomraden.0.initiativ.0")]


def test_a_finding_names_the_register_and_what_was_meant() -> None:
    (d,) = check_links(a_portfolio(an_initiative(agare="kaptenen")), TODAY)

    assert d.rule is not None
    assert (d.fil, d.rule.fil, d.rule.loc) == ("initiativ/gemensamt-sjokort.yaml", "register/roller.yaml", ("roller",))
    assert isinstance(d.params["forslag"], Text)
    assert render(d.params["forslag"]) == "; menade du kapten?"


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("kommunregister", {"deltagare": [{"kommun": "x", "status": "deltar"}]}),
        ("organregister", {"tillampliga_organ": ["x"]}),
        ("rollregister", {"agare": "x"}),
    ],
)
def test_without_its_register_nothing_can_be_told(part: str, values: dict[str, Any]) -> None:
    assert found(check_links, a_portfolio(an_initiative(**values), **{part: None})) == []


def with_files(portfolio: Portfolio, *files: str) -> Portfolio:
    return replace(portfolio, filer=portfolio.filer | set(files))


UNKNOWN_GATE = an_initiative(
    risker=[a_risk(behandling={"val": "reducera", "datum": "2026-11-05", "beslut": "2026-11-05-besattning"})],
    beslut=[
        a_risk_decision(villkor=[{"id": "V1", "text": "Reva", "senast": "2026-12-01", "blockerar_grind": "finns_ej"}])
    ],
)


@pytest.mark.parametrize(
    ("files", "portfolio"),
    [
        (["initiativ/x.yaml"], a_portfolio(an_initiative(beror_av=["x"]))),
        (["projekt/x.yaml"], a_portfolio(an_initiative(beror_av=["x"]))),
        (["initiativ/x.yaml"], a_portfolio(an_initiative(), a_project(program="x"))),
        (["formagor/x.yaml"], a_portfolio(an_initiative(), a_project(formagekarta="x"))),
        (["scenarier/x.yaml"], a_portfolio(an_initiative(), a_project(scenarier=["x"]))),
        (["handlingsplan/x.yaml"], a_portfolio(an_initiative(delomrade="x"))),
        (["process/x-1.0.yaml"], a_portfolio(UNKNOWN_GATE, processer=[a_process(version="2.0")])),
        (
            ["handlingsplan/handlingsplan.yaml"],
            a_portfolio(an_initiative(externa_initiativ=[{"initiativ": "x"}]), handlingsplan=None),
        ),
        (
            ["register/arscykel.yaml"],
            a_portfolio(
                an_initiative(artefakter={"programplan": {**DRAFT, "arscykel": [{"period": "x", "anpassning": "y"}]}}),
                arscykel=None,
            ),
        ),
    ],
)
def test_a_file_with_its_own_faults_breaks_no_links(files: list[str], portfolio: Portfolio) -> None:
    assert found(check_links, with_files(portfolio, *files)) == []


def test_without_plan_and_cycle_their_links_lead_nowhere() -> None:
    cycle = {"programplan": {**DRAFT, "arscykel": [{"period": "vinterhamn", "anpassning": "y"}]}}
    initiative = an_initiative(externa_initiativ=[{"initiativ": "fyrarna"}], artefakter=cycle)

    codes = [kod for kod, _ in found(check_links, a_portfolio(initiative, handlingsplan=None, arscykel=None))]

    assert codes == ["FYR209", "FYR209", "FYR217", "FYR233"]


def test_a_condition_may_name_a_gate_of_any_process_when_the_own_is_missing() -> None:
    condition = {"id": "V1", "text": "Reva", "senast": "2026-12-01", "blockerar_grind": "lagg_till"}
    initiative = an_initiative(process={"version": "9.0"}, beslut=[a_risk_decision(risker=[], villkor=[condition])])

    assert found(check_links, a_portfolio(initiative)) == []


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        ({"part": "vik"}, []),
        ({"part": "viken", "namn": "Vikens varv"}, []),
        ({"part": "viken"}, [("FYR236", "artefakter.avsiktsforklaring.parter.0.part")]),
    ],
)
def test_parties_are_municipalities_or_have_a_name(party: dict[str, str], expected: list[tuple[str, str]]) -> None:
    agreement = {"avsiktsforklaring": {**DRAFT, "parter": [party]}, "riskhanteringsplan": DRAFT}
    portfolio = a_portfolio(an_initiative(artefakter=agreement))

    assert found(check_parties, portfolio) == expected
    assert found(check_parties, replace(portfolio, kommunregister=None)) == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"steg": "rita"}, []),
        ({"process": {"version": "1.1"}}, [("FYR205", "process.version")]),
        ({"process": {"slug": "rodd"}}, [("FYR205", "process.slug")]),
        ({"fas": "kajen"}, [("FYR206", "fas")]),
        ({"steg": "ro"}, [("FYR207", "steg")]),
    ],
)
def test_process_phase_and_step(values: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(check_process_of_undertaking, a_portfolio(an_initiative(**values))) == expected


def test_a_phase_without_steps_has_no_step() -> None:
    (d,) = check_process_of_undertaking(a_portfolio(an_initiative(fas="sjo", steg="ro")), TODAY)

    assert (d.kod, d.params["mojliga"]) == ("FYR207", "–")


def test_a_process_file_with_faults_is_not_missing() -> None:
    portfolio = with_files(a_portfolio(an_initiative(process={"version": "1.1"})), "process/segling-1.1.yaml")

    assert found(check_process_of_undertaking, portfolio) == []


def test_processes_in_force() -> None:
    chosen = {"initiativ": {"slug": "segling", "version": "2.0"}, "remiss": {"slug": "rodd", "version": "1.0"}}
    portfolio = a_portfolio(fyr=a_head(processer=chosen))

    assert found(check_processes_in_force, portfolio) == [
        ("FYR205", "processer.initiativ.version"),
        ("FYR205", "processer.remiss.slug"),
    ]
    assert found(check_processes_in_force, a_portfolio()) == []


def test_without_any_process_there_is_nothing_to_choose() -> None:
    (d,) = check_process_of_undertaking(a_portfolio(an_initiative(), processer=[]), TODAY)

    assert d.params["mojliga"] == "–"


def test_documents_come_in_one_order() -> None:
    files = [e.fil for e in documents(a_portfolio(mandatregister=None))]

    assert files[:3] == ["fyr.yaml", "process/segling-1.0.yaml", "register/kommuner.yaml"]
    assert len(files) == len(set(files)) == 12


def test_artefacts_of_a_file_with_their_paths() -> None:
    held = {"statusrapport": [a_report(), a_report()], "riskhanteringsplan": DRAFT, "projektplan": None}

    found_ = [(slug, loc) for slug, loc, _ in artefacts(a_project(artefakter=held))]

    assert found_ == [
        ("riskhanteringsplan", ("artefakter", "riskhanteringsplan")),
        ("statusrapport", ("artefakter", "statusrapport", 0)),
        ("statusrapport", ("artefakter", "statusrapport", 1)),
    ]


def test_unreadable_files_are_those_that_gave_no_document() -> None:
    portfolio = with_files(a_portfolio(), "initiativ/x.yaml", "initiativ/x.txt", "handlingsplan/y.yaml")

    assert unreadable(portfolio, "initiativ") == {"x"}
    assert unreadable(portfolio, "handlingsplan") == {"y"}
    assert unreadable(portfolio, "projekt") == frozenset()


def test_a_suggestion_among_many_is_found_without_comparing_all() -> None:
    many = [f"insats-{n:04d}" for n in range(2000)] + ["gemensamt-sjokort"]

    assert render(did_you_mean("gemensamt-sjokart", many)) == "; menade du gemensamt-sjokort?"
    assert render(did_you_mean("zzz", many)) == ""
    assert render(did_you_mean("zzz", ["kapten"])) == ""


def test_focus_areas_and_processes_of_the_tests_can_change() -> None:
    area = a_focus_area(id="i-hamn")
    process = a_process(version="2.0")

    portfolio = a_portfolio(fokusomraden=[area], processer=[process])

    assert list(portfolio.fokusomraden) == ["i-hamn"]
    assert list(portfolio.processer) == [("segling", "2.0")]
