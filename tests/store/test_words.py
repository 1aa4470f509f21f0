"""What was meant, and lifting old documents: pure helpers that the store leans on."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.model.policy import SCHEMA_VERSION
from fyrportfolj.model.suggest import suggest
from fyrportfolj.model.upgrade import STEPS, Data, Step, upgraded

KEYS = ("namn", "sammanfattning", "delomrade", "kostnad_kr", "kostnad_per_ar", "start", "slut", "hog", "lag")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("nam", "namn"),
        ("Namn", "namn"),
        ("sammanfatning", "sammanfattning"),
        ("delområde", "delomrade"),
        ("kostnad-kr", "kostnad_kr"),
        ("kostnad kr", "kostnad_kr"),
        ("kostnadperar", "kostnad_per_ar"),
        ("hög", "hog"),
        ("satrt", "start"),
    ],
)
def test_meant(word: str, meant: str) -> None:
    assert suggest(word, KEYS) == meant


@pytest.mark.parametrize("word", ["", "x", "portfolj", "zzzzzzzz"])
def test_nothing_is_meant(word: str) -> None:
    assert suggest(word, KEYS) is None


@given(st.text(max_size=30), st.lists(st.text(max_size=12), max_size=6))
def test_suggestion_is_a_known_word_other_than_the_one_written(word: str, known: list[str]) -> None:
    found = suggest(word, known)

    assert found is None or (found in known and found != word)


def test_there_is_nothing_to_lift_to_version_one() -> None:
    assert STEPS == {}
    assert SCHEMA_VERSION == 1


def test_steps_are_taken_in_order_from_the_version_of_the_document() -> None:
    def step(mark: str) -> Step:
        def take(data: Data) -> Data:
            return {**data, "spar": [*data.get("spar", []), mark]}

        return take

    steps = {
        (1, "projekt"): step("1"),
        (2, "projekt"): step("2"),
        (2, "initiativ"): step("i"),
        (3, "projekt"): step("3"),
    }
    data: Data = {"id": "a"}
    before = deepcopy(data)

    assert upgraded("projekt", data, 1, steps=steps, to=4)["spar"] == ["1", "2", "3"]
    assert upgraded("projekt", data, 3, steps=steps, to=4)["spar"] == ["3"]
    assert upgraded("scenario", data, 1, steps=steps, to=4) is data
    assert data == before


def test_head_gets_the_number_it_was_lifted_to() -> None:
    assert upgraded("portfolj", {"schema_version": 1}, 1, steps={}, to=3) == {"schema_version": 3}
    assert upgraded("portfolj", {"schema_version": 3}, 3, steps={}, to=3) == {"schema_version": 3}
