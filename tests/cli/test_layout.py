from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.cli.blocks import Block, Column, Heading, Line, Raw, Span, Table, pairs
from fyrportfolj.cli.layout import cells, lay_out

WORDS = st.text(st.characters(codec="utf-8", categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=12)
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)


def lines(*blocks: Block, width: int = 40) -> list[str]:
    return ["".join(text for text, _ in row) for row in lay_out(blocks, width, str)]


def test_folds_at_the_width_with_a_hanging_indent() -> None:
    assert lines(Line("ett två tre fyra fem sex", indent=2, hang=2), width=14) == [
        "  ett två tre",
        "    fyra fem",
        "    sex",
    ]


def test_a_heading_gets_air_before_it_unless_it_is_first() -> None:
    assert lines(Heading("A"), Line("x"), Heading("B")) == ["A", "x", "", "B"]


def test_raw_lines_are_never_folded() -> None:
    assert lines(Raw("x" * 100), width=10) == ["x" * 100]


def test_a_long_id_is_folded_after_its_hyphens() -> None:
    assert lines(Line("gemensam-trygghetscentral"), width=16) == ["gemensam-", "trygghetscentral"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert lines(Line("a" * 25), width=10) == ["a" * 10, "a" * 10, "a" * 5]


def test_columns_give_way_only_where_they_may() -> None:
    table = Table((Column("Id", fixed=True), Column("Text")), (("R1000000", "ett två tre fyra"),))

    assert lines(table, width=20) == ["Id        Text", "R1000000  ett två", "          tre fyra"]


def test_a_narrow_column_is_folded_at_its_own_width() -> None:
    table = Table((Column("A"), Column("B", fixed=True)), (("a b cc", "R1000000000"),))

    assert lines(table, width=17) == ["A     B", "a b   R1000000000", "cc"]


def test_numbers_stand_to_the_right() -> None:
    table = Table((Column(right=True), Column()), (("5", "a"), ("15", "b")))

    assert lines(table) == [" 5  a", "15  b"]


def test_a_wide_column_is_left_out_on_short_lines() -> None:
    table = Table((Column("Id"), Column("Namn", wide=True), Column("Fas")), (("a", "b", "c"),))

    assert lines(table, width=80)[1].split() == ["a", "c"]
    assert lines(table, width=120)[1].split() == ["a", "b", "c"]


def test_pairs_leave_out_what_has_no_value() -> None:
    assert lines(pairs([("A", "1"), ("B", None), ("C", ""), ("D", ())])) == ["A  1"]


def test_wide_and_combining_characters_count_as_on_a_terminal() -> None:
    assert (cells("å"), cells("a\u030a"), cells("漢字")) == (1, 1, 4)


@given(TEXTS, st.integers(14, 100), st.integers(0, 4), st.integers(0, 4))
def test_no_line_is_longer_than_the_width_and_no_word_is_lost(text: str, width: int, indent: int, hang: int) -> None:
    shown = lines(Line(text, indent=indent, hang=hang), width=width)

    assert all(cells(row) <= width for row in shown)
    if width - indent - hang > 12:
        assert " ".join(shown).split() == text.split()


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4), st.integers(50, 120))
def test_a_table_fits_and_loses_nothing(rows: list[tuple[str, str, str]], width: int) -> None:
    shown = lines(Table((Column("A"), Column("B"), Column("C", fixed=True)), tuple(rows)), width=width)

    assert all(cells(row) <= width for row in shown)
    assert sorted("".join(shown).replace(" ", "")) == sorted("ABC" + "".join("".join(r) for r in rows).replace(" ", ""))


def test_styles_follow_the_words() -> None:
    rows = list(lay_out([Line(("ett ", Span("två", "fel")))], 40, str))

    assert rows == [(("ett", ""), (" ", ""), ("två", "fel"))]
