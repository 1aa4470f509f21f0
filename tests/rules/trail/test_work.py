"""Work: new undertakings and edits, and what only a decision may change."""

from __future__ import annotations

from typing import Any

import pytest

from fyrportfolj.model.initiative import Deltagare, Initiative, ProcessRef, Project
from fyrportfolj.rules.trail.statement import decision_signature
from tests.rules.trail.pieces import IDEA, OTHER, SEED, TREE, base_files, register, the_decision, told
from tests.rules.trail.story import Story, with_tree
from tests.rules.trail.trees import edited
from tests.support.gates import initiative as an_initiative

PEAR = "initiativ/paron.yaml"


def pear(**values: Any) -> Initiative:
    return an_initiative(IDEA).model_copy(update={"id": "paron", **values})


def test_new_undertakings_edits_and_taking_away() -> None:
    story = with_tree().commit({PEAR: pear(), "README.md": b"x"})
    story.commit({PEAR: pear(namn="Päron", steg="vattna", noteringar=("Ny",))})
    story.commit({PEAR: None, "README.md": None})
    assert story.codes() == []


@pytest.mark.parametrize(
    ("values", "vad"),
    [
        ({"fas": "planta"}, "fasen planta"),
        ({"beslut": (the_decision(OTHER),)}, "beslut: 2026-01-07-tradgard"),
        ({"id": "plommon"}, "ett annat id än filens namn"),
        ({"process": ProcessRef(slug="liten", version="2.0")}, "processen liten@2.0, som inte finns"),
        (
            {"deltagare": (Deltagare(kommun="berg", status="deltar", beslut="2026-01-07-tradgard"),)},
            "deltagare som redan är beslutade: berg",
        ),
    ],
)
def test_an_undertaking_that_comes_in_with_more_than_it_may(values: dict[str, Any], vad: str) -> None:
    story = with_tree().commit({PEAR: pear(**values)})
    id_ = values.get("id", "paron")
    assert told(story.judged()) == [("FYR632", PEAR, {"id": id_, "vad": vad})]


def test_an_id_that_another_folder_has() -> None:
    project = Project.model_validate_json(
        pear().model_copy(update={"id": "apeltrad"}).model_dump_json(exclude_unset=True)
    )
    story = with_tree().commit({"projekt/apeltrad.yaml": project})
    wanted = {"id": "apeltrad", "vad": f"samma id som {TREE}"}
    assert told(story.judged()) == [("FYR632", "projekt/apeltrad.yaml", wanted)]


def test_taking_away_what_was_decided_on() -> None:
    story = with_tree().decide(OTHER).commit({TREE: None})
    assert told(story.judged()) == [("FYR633", TREE, {"id": "apeltrad"})]


def test_taking_away_what_has_left_the_first_phase() -> None:
    files = {**base_files(), TREE: an_initiative(IDEA).model_copy(update={"fas": "planta"})}
    assert told(Story(files).commit({TREE: None}).judged()) == [("FYR633", TREE, {"id": "apeltrad"})]


def test_taking_away_what_no_process_knows() -> None:
    lost = an_initiative(IDEA).model_copy(update={"process": ProcessRef(slug="bort", version="1.0")})
    assert Story({**base_files(), TREE: lost}).commit({TREE: None}).codes() == []


def test_a_decided_undertaking_gets_another_name() -> None:
    story = with_tree().decide(OTHER)
    u = story.undertaking().model_copy(update={"id": "paron", "tidigare_id": ("apeltrad",), "namn": "Päron"})
    assert story.commit({TREE: None, PEAR: u}).codes() == []


def test_a_new_name_is_no_way_to_change_what_was_decided() -> None:
    story = with_tree().decide(OTHER)
    u = story.undertaking().model_copy(update={"id": "paron", "tidigare_id": ("apeltrad",), "fas": "tra"})
    story.commit({TREE: None, PEAR: u})
    assert told(story.judged()) == [("FYR623", PEAR, {"fore": "fro", "efter": "tra"})]


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (PEAR, {"id": "paron"}),
        ("projekt/paron.yaml", {"id": "paron", "tidigare_id": ("apeltrad",)}),
    ],
)
def test_a_new_name_that_does_not_own_up_to_the_old(path: str, values: dict[str, Any]) -> None:
    story = with_tree().decide(OTHER)
    u = story.undertaking().model_copy(update=values)
    story.commit({TREE: None, path: u})
    assert sorted(told(story.judged())) == [
        ("FYR632", path, {"id": "paron", "vad": "beslut: 2026-01-07-tradgard"}),
        ("FYR633", TREE, {"id": "apeltrad"}),
    ]


def test_only_one_can_take_over_a_name() -> None:
    story = with_tree().decide(OTHER)
    u = story.undertaking()
    first = u.model_copy(update={"id": "paron", "tidigare_id": ("apeltrad",)})
    second = u.model_copy(update={"id": "plommon", "tidigare_id": ("apeltrad",)})
    story.commit({TREE: None, PEAR: first, "initiativ/plommon.yaml": second})
    wanted = {"id": "plommon", "vad": "beslut: 2026-01-07-tradgard"}
    assert told(story.judged()) == [("FYR632", "initiativ/plommon.yaml", wanted)]


def test_another_id_in_the_same_file() -> None:
    story = edited(with_tree().decide(OTHER), id="paron")
    assert told(story.judged()) == [
        ("FYR632", TREE, {"id": "paron", "vad": "ett annat id än filens namn"}),
        ("FYR633", TREE, {"id": "apeltrad"}),
    ]


def test_policy_files_are_not_work() -> None:
    story = with_tree().commit({"register/mandat.yaml": register("serie: 1"), "fyr.yaml": None})
    wanted = {"filer": "fyr.yaml, register/mandat.yaml"}
    assert told(story.judged()) == [("FYR635", "fyr.yaml", wanted)]


def test_other_registers_are_work() -> None:
    roles = base_files()["register/roller.yaml"]
    assert with_tree().commit({"register/roller.yaml": roles.model_copy(update={"roller": ()})}).codes() == []


def test_a_portfolio_is_judged_by_what_it_was_when_its_head_is_taken_away() -> None:
    story = with_tree().commit({"fyr.yaml": None}).commit({TREE: an_initiative(IDEA).model_copy(update={"fas": "tra"})})
    assert story.codes() == ["FYR635", "FYR623"]


def test_signatures_come_with_their_decision() -> None:
    path = decision_signature("apeltrad", "2026-01-07-tradgard", "anna")
    story = with_tree().commit({path: b"x"})
    assert told(story.judged()) == [("FYR645", path, {"fil": path})]


def test_the_seed_itself_is_legal() -> None:
    assert with_tree().decide(SEED).codes() == []
