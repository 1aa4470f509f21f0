"""Widths of columns: every column has room for its longest word when the page has, and the wish is kept otherwise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.render.views.tables import Cell, Table, fitted

WORDS = st.text("abcåäö ", max_size=60)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 7))
    cells = st.one_of(WORDS, st.builds(Cell, WORDS, st.tuples(WORDS)))
    rows = draw(st.lists(st.tuples(*[cells] * width), max_size=6))
    wished = draw(st.one_of(st.just(()), st.tuples(*[st.integers(1, 9)] * width)))
    return Table("Prov", ("Rubrik",) * width, tuple(rows), wished)


@given(tables(), st.booleans())
def test_a_page_is_shared_and_no_column_is_nothing(table: Table, fit: bool) -> None:
    widths = (fitted(table) if fit else table).vikter

    assert len(widths) == len(table.rubriker)
    assert min(widths) > 50
    assert abs(sum(widths) - 950) <= 10 or len(table.rubriker) > 6


def test_a_day_and_a_long_word_have_room_beside_running_text() -> None:
    rows = (("2026-11-20", "säkerhetsövervakning", "Ett långt stycke text som gärna tar allt. " * 4),) * 2
    day, word, text = Table("Prov", ("Dag", "Insats", "Text"), rows, (1, 1, 20)).vikter

    assert day >= 10 * 10
    assert word >= 10 * 20
    assert text > word


def test_wishes_that_have_room_are_kept() -> None:
    assert Table("Prov", ("A", "B"), (("a", "b"),), (1, 3)).vikter == (238, 712)
