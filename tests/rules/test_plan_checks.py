"""The action plan's order and lists."""

from __future__ import annotations

from typing import Any

import pytest

from fyrportfolj.rules.plan_checks import check_plan_lists, check_plan_order
from tests.support.builders import TODAY, a_focus_area, a_portfolio, an_initiative, found


@pytest.mark.parametrize(("place", "expected"), [(2, []), (1, [("FYR238", "ordning")])])
def test_each_focus_area_has_its_own_place(place: int, expected: list[tuple[str, str]]) -> None:
    portfolio = a_portfolio(fokusomraden=[a_focus_area(), a_focus_area(id="vid-land", ordning=place, delomraden=[SUB])])

    assert found(check_plan_order, portfolio) == expected


SUB: dict[str, Any] = {"id": "vader", "namn": "Väder", "varfor": "Vinden vänder."}


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ([], []),
        (["finns-inte"], []),
        (["gemensamt-sjokort"], [("FYR219", "delomraden.1.initiativ.0")]),
    ],
)
def test_list_and_initiative_name_the_same_sub_area(listed: list[str], expected: list[tuple[str, str]]) -> None:
    first = a_focus_area().model_dump()["delomraden"][0]
    portfolio = a_portfolio(fokusomraden=[a_focus_area(delomraden=[first, {**SUB, "initiativ": listed}])])

    assert found(check_plan_lists, portfolio) == expected


def test_the_finding_points_at_both_places() -> None:
    (d,) = check_plan_lists(a_portfolio(an_initiative(delomrade="vader")), TODAY)

    assert d.fil == "handlingsplan/till-havs.yaml"
    assert d.rule is not None
    assert (d.rule.fil, d.rule.loc) == ("initiativ/gemensamt-sjokort.yaml", ("delomrade",))
    assert d.params == {"initiativ": "gemensamt-sjokort", "lista": "navigation", "delomrade": "vader"}


def test_an_initiative_that_no_list_names_is_no_fault() -> None:
    new = an_initiative(id="lotsar")

    assert found(check_plan_lists, a_portfolio(an_initiative(), new)) == []
