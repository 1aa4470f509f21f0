"""Decisions stand as they were recorded, whoever edits the file."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fyrportfolj.model.decisions import Villkor
from fyrportfolj.model.initiative import ProcessRef
from fyrportfolj.model.process import Process
from tests.rules.trail.pieces import IDEA, OTHER, PROCESS_FILE, TREE, base_files, the_decision, told
from tests.rules.trail.story import Story, with_tree
from tests.rules.trail.trees import edited
from tests.support.gates import initiative as an_initiative


def decided() -> Story:
    """The tree with one decision on it that named a condition."""
    condition = Villkor(id="V1", text="Stängsel", senast=date(2026, 2, 1))
    return with_tree().decide(the_decision(OTHER).model_copy(update={"villkor": (condition,)}))


def row_of(story: Story, **values: Any) -> Story:
    """The tree's first decision with other values, committed as work."""
    first, *rest = story.undertaking().beslut
    return edited(story, beslut=(first.model_copy(update=values), *rest))


def test_a_decision_added_by_hand() -> None:
    story = edited(with_tree(), beslut=(the_decision(OTHER),))
    assert told(story.judged()) == [("FYR622", TREE, {"beslut": "2026-01-07-tradgard"})]


def test_a_phase_changed_by_hand() -> None:
    story = edited(with_tree(), fas="planta")
    assert told(story.judged()) == [("FYR623", TREE, {"fore": "fro", "efter": "planta"})]


def test_a_process_changed_by_hand() -> None:
    other = base_files()[PROCESS_FILE]
    assert isinstance(other, Process)
    files = {**base_files(), "process/liten-2.0.yaml": other.model_copy(update={"version": "2.0"})}
    story = Story(files).commit({TREE: an_initiative(IDEA)})
    edited(story, process=ProcessRef(slug="liten", version="2.0"))
    wanted = {"vad": "apeltrad har bytt process från liten@1.0 till liten@2.0"}
    assert told(story.judged()) == [("FYR634", TREE, wanted)]


@pytest.mark.parametrize(
    "values",
    [
        {"justerat": date(2026, 1, 9)},
        {"anslaget": date(2026, 1, 9), "laga_kraft": date(2026, 2, 9)},
        {"protokoll": "https://kommunen.example/protokoll"},
        {"villkor": (Villkor(id="V1", text="Stängsel", senast=date(2026, 2, 1), uppfyllt=date(2026, 1, 9)),)},
        {"villkor": (Villkor(id="V1", text="Stängsel", senast=date(2026, 2, 1), uppfyllt_genom="Klart"),)},
    ],
)
def test_what_is_known_only_later_may_be_filled_in(values: dict[str, Any]) -> None:
    assert row_of(decided(), **values).codes() == []


@pytest.mark.parametrize("name", ["justerat", "anslaget", "laga_kraft"])
@pytest.mark.parametrize("value", [None, date(2026, 1, 10)])
def test_what_was_filled_in_stays(name: str, value: date | None) -> None:
    story = row_of(decided(), **{name: date(2026, 1, 9)})
    assert story.codes() == []
    row_of(story, **{name: value})
    assert told(story.judged()) == [("FYR630", TREE, {"beslut": "2026-01-07-tradgard", "falt": name})]


@pytest.mark.parametrize(
    ("name", "value"),
    [("uppfyllt", None), ("uppfyllt", date(2026, 1, 10)), ("uppfyllt_genom", None), ("uppfyllt_genom", "Annat")],
)
def test_a_condition_that_was_met_stays_met(name: str, value: object) -> None:
    met = Villkor(id="V1", text="Stängsel", senast=date(2026, 2, 1), uppfyllt=date(2026, 1, 9), uppfyllt_genom="Klart")
    story = row_of(decided(), villkor=(met,))
    row_of(story, villkor=(met.model_copy(update={name: value}),))
    wanted = {"beslut": "2026-01-07-tradgard", "falt": f"villkor.0.{name}"}
    assert told(story.judged()) == [("FYR630", TREE, wanted)]


@pytest.mark.parametrize(
    ("values", "falt"),
    [
        ({"motivering": "Annat"}, "motivering"),
        ({"utfall": "stopp"}, "utfall"),
        ({"organ": "park", "paragraf": "§ 3"}, "organ, paragraf"),
        ({"villkor": ()}, "villkor.0"),
        ({"villkor": (Villkor(id="V1", text="Annat", senast=date(2026, 2, 1)),)}, "villkor.0.text"),
        ({"diarienummer": {"berg": "KS 1/2026"}}, "diarienummer.berg"),
    ],
)
def test_a_decision_changed_by_hand(values: dict[str, Any], falt: str) -> None:
    story = row_of(decided(), **values)
    assert told(story.judged()) == [("FYR630", TREE, {"beslut": "2026-01-07-tradgard", "falt": falt})]


def test_a_decision_taken_away() -> None:
    story = edited(decided(), beslut=())
    assert told(story.judged()) == [("FYR630", TREE, {"beslut": "2026-01-07-tradgard", "falt": "hela beslutet"})]


def two_decisions() -> Story:
    return decided().decide("typ: ovrigt, datum: 2026-01-08, organ: park")


def test_decisions_in_another_order() -> None:
    story = two_decisions()
    edited(story, beslut=tuple(reversed(story.undertaking().beslut)))
    assert told(story.judged()) == [("FYR630", TREE, {"beslut": "2026-01-08-park", "falt": "ordningen"})]


def test_a_decision_put_in_before_another_and_one_changed() -> None:
    story = two_decisions()
    first, second = story.undertaking().beslut
    new = the_decision("typ: ovrigt, datum: 2026-01-06, organ: park")
    edited(story, beslut=(new, first.model_copy(update={"paragraf": "§ 9"})))
    assert second.id == "2026-01-08-park"
    assert told(story.judged()) == [
        ("FYR630", TREE, {"beslut": "2026-01-07-tradgard", "falt": "paragraf"}),
        ("FYR630", TREE, {"beslut": "2026-01-08-park", "falt": "hela beslutet"}),
        ("FYR622", TREE, {"beslut": "2026-01-06-park"}),
    ]
