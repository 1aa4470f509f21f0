"""Checks of benefits: each on its border."""

from __future__ import annotations

from typing import Any

import pytest

from fyrportfolj.rules.benefit_checks import check_benefit_owners, check_benefit_sources, check_benefit_years
from tests.support.builders import a_portfolio, a_project, an_initiative, found

DRAFT = {"status": "utkast", "version": "0.1"}


def benefit(**values: Any) -> dict[str, Any]:
    return {"id": "N1", "namn": "Fart", "nyttotyp": "finansiell", **values}


def year(ar: int, amount: str = "100") -> dict[str, Any]:
    return {"ar": ar, "trolig_kr": amount}


def holding(slug: str, *rows: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {"artefakter": {slug: {**DRAFT, "nyttor": list(rows), **values}}}


OWNED = benefit(nyttoansvarig={"roll": "kapten"})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (holding("nyttokalkyl", OWNED), [("FYR336", "artefakter.nyttokalkyl.nyttor.0.nyttoansvarig.roll")]),
        (holding("nyttokalkyl", benefit(nyttoansvarig={"roll": "hamnchef"})), []),
        (holding("nyttokalkyl", benefit()), []),
        ({"ledare": None, **holding("nyttokalkyl", OWNED)}, []),
        ({"ledare": "styrman", **holding("nyttokalkyl", OWNED)}, []),
        (
            holding("nyttorealiseringsplan", realiseringsansvar=[{"roll": "hamnchef"}, {"roll": "kapten"}]),
            [("FYR336", "artefakter.nyttorealiseringsplan.realiseringsansvar.1.roll")],
        ),
        ({"artefakter": {"riskhanteringsplan": DRAFT}}, []),
    ],
)
def test_the_one_who_leads_does_not_own(values: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(check_benefit_owners, a_portfolio(a_project(**values))) == expected


def test_a_programmes_benefits_are_not_owned_by_the_leader_of_its_project() -> None:
    programme = an_initiative(ledare="styrman", **holding("nyttoprognos", OWNED))

    assert len(found(check_benefit_owners, a_portfolio(programme, a_project()))) == 1
    assert len(found(check_benefit_owners, a_portfolio(programme, a_project(ledare=None)))) == 0


@pytest.mark.parametrize(
    ("row", "faults"),
    [(year(2027), 0), (year(2026), 1), (year(2026, "0"), 0), (year(2026, "-5"), 0), (year(2028), 0)],
)
def test_a_projects_benefit_comes_after_its_end(row: dict[str, Any], faults: int) -> None:
    project = a_project(**holding("nyttokalkyl", benefit(per_ar=[row])))

    assert (
        found(check_benefit_years, a_portfolio(project))
        == [("FYR337", "artefakter.nyttokalkyl.nyttor.0.per_ar.0.ar")] * faults
    )


@pytest.mark.parametrize(
    ("own", "projects", "faults"),
    [
        ("2029-01-01", [], 1),
        (None, [], 0),
        ("2029-01-01", ["2027-06-30"], 0),
        ("2029-01-01", ["2028-06-30", "2027-06-30"], 0),
        (None, ["2028-06-30"], 1),
        ("2029-01-01", [None], 0),
    ],
)
def test_a_programme_delivers_with_its_first_project(own: str | None, projects: list[str | None], faults: int) -> None:
    programme = an_initiative(slut=own, **holding("nyttoprognos", benefit(per_ar=[year(2027)])))
    children = [a_project(id=f"tur-{n}", slut=end) for n, end in enumerate(projects)]

    assert len(found(check_benefit_years, a_portfolio(programme, *children))) == faults


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (holding("nyttokalkyl", horisont_ar=5), []),
        (holding("nyttokalkyl", horisont_ar=6), [("FYR338", "artefakter.nyttokalkyl.horisont_ar")]),
        (holding("nyttokalkyl", benefit(per_ar=[year(2027), year(2031)])), []),
        (
            holding("nyttokalkyl", benefit(per_ar=[year(2027)]), benefit(id="N2", per_ar=[year(2032)])),
            [("FYR338", "artefakter.nyttokalkyl.nyttor")],
        ),
        (holding("nyttokalkyl", benefit(per_ar=[year(2027), year(2032)]), horisont_ar=5), []),
        (
            holding("nyttoprognos", benefit(per_ar=[year(2027), year(2032)])),
            [("FYR338", "artefakter.nyttoprognos.nyttor")],
        ),
        (holding("nyttoprognos"), []),
    ],
)
def test_how_far_a_calculation_looks(values: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(check_benefit_years, a_portfolio(a_project(**values))) == expected


COST = {"id": "K1", "namn": "Rep", "kostnadstyp": "engang"}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (holding("nyttokalkyl", benefit()), []),
        (holding("nyttokalkyl", benefit(per_ar=[year(2027)])), ["nyttokalkyl.nyttor.0.per_ar"]),
        (holding("nyttokalkyl", benefit(per_ar=[year(2027)], datakalla="Loggbok")), []),
        (holding("nyttokalkyl", benefit(per_ar=[year(2027)], berakning={"formel": "a × b", "kalla": "Loggbok"})), []),
        (
            holding("nyttokalkyl", benefit(per_ar=[year(2027)], berakning={"formel": "a × b"})),
            ["nyttokalkyl.nyttor.0.per_ar"],
        ),
        (holding("effektbokslut", benefit(utfall=[{"datum": "2026-11-01"}])), []),
        (
            holding("effektbokslut", benefit(utfall=[{"datum": "2026-11-01", "varde": 3}])),
            ["effektbokslut.nyttor.0.utfall.0"],
        ),
        (
            holding("effektbokslut", benefit(utfall=[{"datum": "2026-11-01", "belopp_kr": "3"}])),
            ["effektbokslut.nyttor.0.utfall.0"],
        ),
        (holding("effektbokslut", benefit(utfall=[{"datum": "2026-11-01", "varde": 3, "kalla": "Loggbok"}])), []),
        (holding("nyttokalkyl", kostnader=[COST]), []),
        (holding("nyttokalkyl", kostnader=[{**COST, "per_ar": [year(2027)]}]), ["nyttokalkyl.kostnader.0.per_ar"]),
        (holding("nyttokalkyl", kostnader=[{**COST, "per_ar": [year(2027)], "kalla": "Offert"}]), []),
        (holding("nyttoprognos", per_kommun=[{"kommun": "vik"}]), []),
        (holding("nyttoprognos", per_kommun=[{"kommun": "vik", "nytta_kr": "5"}]), ["nyttoprognos.per_kommun.0"]),
        (holding("nyttoprognos", per_kommun=[{"kommun": "vik", "besparing_kr": "5"}]), ["nyttoprognos.per_kommun.0"]),
        (holding("nyttoprognos", per_kommun=[{"kommun": "vik", "nytta_kr": "5", "kalla": "Enkät"}]), []),
        (holding("nyttoprognos", per_kommun=[{"kommun": "vik", "nytta_kr": "5"}], kalla="Enkät"), []),
    ],
)
def test_figures_say_where_they_come_from(values: dict[str, Any], expected: list[str]) -> None:
    found_ = found(check_benefit_sources, a_portfolio(a_project(**values)))

    assert found_ == [("FYR339", f"artefakter.{path}") for path in expected]
