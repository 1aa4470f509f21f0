"""From a path to line and column, on a document made to be difficult."""

from __future__ import annotations

import pytest

from fyrportfolj.diagnostics import Loc, Place
from fyrportfolj.store.positions import Positions

TEXT = """\
# Källa: påhittad
id: abc
"citerad nyckel": å
ä_b: värde\tmed tabb
öar:
  - namn: Öckerö   # kommentar
    djup: 3
  -
    namn: Åstol
  - {namn: Käringön, djup: 7}
  - text
tom:
tom_med_kommentar: # inget
flode: [ett, {två: 2, å: [x, "ö: y"]}, ]
vikt: >-
  en lång rad
  som fortsätter
rak: |
    indragen
klar: 'det''s'
flera: en rad
  som fortsätter
sist: 👩‍⚕️ {inte flöde}
"""

PLACES: list[tuple[Loc, tuple[int, int]]] = [
    ((), (2, 1)),
    (("id",), (2, 5)),
    (("citerad nyckel",), (3, 19)),
    (("ä_b",), (4, 6)),
    (("öar",), (6, 3)),
    (("öar", 0), (6, 5)),
    (("öar", 0, "namn"), (6, 11)),
    (("öar", 0, "djup"), (7, 11)),
    (("öar", 1), (9, 5)),
    (("öar", 1, "namn"), (9, 11)),
    (("öar", 2), (10, 5)),
    (("öar", 2, "namn"), (10, 12)),
    (("öar", 2, "djup"), (10, 28)),
    (("öar", 3), (11, 5)),
    (("tom",), (12, 5)),
    (("tom_med_kommentar",), (13, 19)),
    (("flode",), (14, 8)),
    (("flode", 0), (14, 9)),
    (("flode", 1), (14, 14)),
    (("flode", 1, "två"), (14, 20)),
    (("flode", 1, "å", 1), (14, 30)),
    (("vikt",), (15, 7)),
    (("rak",), (18, 6)),
    (("klar",), (20, 7)),
    (("flera",), (21, 8)),
    (("sist",), (23, 7)),
]


@pytest.mark.parametrize(("loc", "at"), PLACES)
def test_value(loc: Loc, at: tuple[int, int]) -> None:
    assert Positions(TEXT).locate(loc) == Place(*at)


@pytest.mark.parametrize(
    ("loc", "at"),
    [(("citerad nyckel",), (3, 1)), (("öar", 0, "djup"), (7, 5)), (("flode", 1, "å"), (14, 23)), (("tom",), (12, 1))],
)
def test_key(loc: Loc, at: tuple[int, int]) -> None:
    assert Positions(TEXT).locate(loc, at_key=True) == Place(*at)


@pytest.mark.parametrize(
    ("loc", "at"),
    [
        (("saknas",), (2, 1)),
        (("öar", 0, "saknas"), (6, 5)),
        (("öar", 2, "saknas"), (10, 6)),
        (("flode", 1, "saknas"), (14, 15)),
    ],
)
def test_missing_key_is_placed_at_its_mapping(loc: Loc, at: tuple[int, int]) -> None:
    assert Positions(TEXT).locate(loc) == Place(*at)


def test_missing_key_in_a_named_mapping_is_placed_at_the_name() -> None:
    assert Positions("a:\n  b:\n    c: 1\n").locate(("a", "b", "d")) == Place(2, 3)


def test_segments_that_are_not_in_the_file_are_passed_over() -> None:
    positions = Positions(TEXT)

    assert positions.locate(("öar", "function-plain", 0, "tagged", "namn")) == Place(6, 11)
    assert positions.locate(("id", "int")) == Place(2, 5)


def test_windows_line_endings_do_not_move_anything() -> None:
    windows = Positions(TEXT.replace("\n", "\r\n"))

    assert [windows.locate(loc) for loc, _ in PLACES] == [Place(*at) for _, at in PLACES]


def test_places_before_a_fault_are_known() -> None:
    assert Positions("a: 1\nb:\n  c: 2\n d: [\n").locate(("b", "c")) == Place(3, 6)


@pytest.mark.parametrize("text", ["", "# a\n", "@", "a: [\x00]"])
def test_nothing_to_place_gives_the_first_character(text: str) -> None:
    assert Positions(text).locate(("a", 0)) == Place(1, 1)


def test_raw_gives_the_characters_of_the_file() -> None:
    positions = Positions('a: 1.10\nb: "x"\nc: [~]\nd:\n')

    assert [positions.raw(loc) for loc in (("a",), ("b",), ("c", 0), ("d",))] == ["1.10", '"x"', "~", ""]
    assert positions.raw(("c",)) is None
    assert positions.raw(("e",)) is None
