"""What holds of every answer: nothing that is said is lost in the folding, and no form of an answer is a crash."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fyrportfolj.forge.folding import folded
from fyrportfolj.forge.gitlab import note_of, request_of
from fyrportfolj.forge.protocol import Account, Pull, Remark, Said, Verdict
from fyrportfolj.forge.pulls import comment_of, pull_of
from fyrportfolj.forge.reading import cleaned, kept, last_lines
from fyrportfolj.forge.refusals import ForgeError, quoted
from tests.support.forge_dialects import Hubbed, Lab
from tests.support.forge_state import Memory, Note, Request

VERDICTS: tuple[Verdict, ...] = ("godkand", "andringar_begarda", "kommentar")
FIRST = datetime(2026, 6, 1, tzinfo=UTC)
PULL = Pull(1, "https://x.example/1", "", "", "oppen", "", Account("1", "fyr"))


@st.composite
def conversations(draw: st.DrawFn) -> list[Said]:
    """Give what some accounts have said, each thing with words of its own, oldest first."""
    told = []
    for number in range(draw(st.integers(0, 8))):
        who = draw(st.sampled_from(["", "1", "2", "3"]))
        text = draw(st.sampled_from(["", f"ord {number}", f"Ställning: avstår {number}"]))
        lines = tuple(
            Remark(f"{number}-{n}", f"rad {number}-{n}", "plan.md", n + 1, None, None, None)
            for n in range(draw(st.integers(0, 2)))
        )
        verdict = draw(st.sampled_from(VERDICTS))
        when = FIRST + timedelta(minutes=number)
        told.append(
            Said(
                f"s{number}",
                Account(who, who),
                when,
                text,
                verdict,
                None,
                stale=False,
                url=None,
                remarks=lines,
                original="{}",
            )
        )
    return told


def words(said: list[Said] | tuple[Said, ...]) -> Counter[tuple[str, str]]:
    """Give everything that is said, with who said it."""
    return Counter(
        (one.account.id, text) for one in said for text in (one.text, *(r.text for r in one.remarks)) if text
    )


@given(conversations())
def test_nothing_that_is_said_is_lost_or_said_twice(said: list[Said]) -> None:
    answers = folded(said)

    assert words(answers) == words(said)
    assert {one.account.id for one in answers} == {one.account.id for one in said}
    assert [one.when for one in answers] == sorted(one.when for one in answers)


@given(conversations(), st.text(alphabet="ab", min_size=1))
def test_a_remark_that_is_added_makes_no_answer_another(said: list[Said], text: str) -> None:
    known = [one for one in said if one.account.id]
    if not known:
        return
    more = Said(
        "s99",
        known[0].account,
        FIRST + timedelta(days=1),
        text,
        "kommentar",
        None,
        stale=False,
        url=None,
        remarks=(),
        original="{}",
    )

    assert {a.id: a.text for a in folded([*said, more])} == {a.id: a.text for a in folded(said)}


def _rows() -> dict[str, tuple[dict[str, Any], Callable[[Mapping[str, Any]], object]]]:
    memory = Memory(Path("/finns-inte"))
    memory.user("anna")
    note = Note(7, "anna", "Hej", FIRST, "plan.md", 3, "a" * 40)
    request = Request(1, "Remiss", "Text", "remiss/x", "main", "remissbot", asked=["anna"])
    hub, lab = Hubbed(memory, "https://x.example"), Lab(memory, "https://x.example")
    return {
        "pull": (hub.pull(request), pull_of),
        "remark": (hub.talk(request, note), comment_of),
        "request": (lab.pull(request), request_of),
        "note": (lab.note(note) | {"position": lab.position(note)}, lambda r: note_of(r, PULL)),
    }


ROWS = _rows()
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.lists(st.none(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.none(), max_size=2),
)


def _places(found: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    return [at, *(place for key, value in inner for place in _places(value, (*at, key)))]


@pytest.mark.parametrize("kind", ROWS)
@settings(max_examples=150)
@given(data=st.data())
def test_an_answer_of_another_form_is_refused_or_read(kind: str, data: st.DataObject) -> None:
    row, reader = ROWS[kind]
    *way, last = data.draw(st.sampled_from([place for place in _places(row) if place]))
    changed = copy.deepcopy(row)
    target: Any = changed
    for key in way:
        target = target[key]
    target[last] = data.draw(ODD)

    try:
        assert reader(changed)
    except ForgeError:
        assert repr(changed) != repr(row)


@given(st.text())
def test_a_text_that_was_cleaned_is_clean(text: str) -> None:
    found = cleaned(text)

    assert cleaned(found) == found
    assert "\r" not in found
    assert all(c in "\n\t" or not ("\x00" <= c < " " or "\x7f" <= c < "\xa0") for c in found)
    assert quoted({"message": text}).isprintable()


@given(st.lists(st.text(alphabet="ab +-", max_size=4), min_size=1, max_size=6), st.integers(1, 6))
def test_the_lines_that_a_remark_hangs_on_are_the_last(lines: list[str], count: int) -> None:
    hunk = "\n".join(["@@ -0,0 +1 @@ rubrik", *(f"+{line}" for line in lines)])

    assert last_lines(hunk, count) == ("\n".join(lines[-count:]) or None)


def test_what_changes_by_itself_is_not_kept() -> None:
    row = {"id": 1, "body": "Hej", "user": {"id": 2, "login": "anna", "avatar_url": "a"}, "position": 4, "line": 3}
    later = row | {"user": {"id": 2, "login": "anna", "avatar_url": "b"}, "position": 0, "line": None, "reactions": 5}

    assert kept(comment=row) == kept(comment=later)
    assert kept(comment=row) != kept(comment=row | {"body": "Hej!"})
