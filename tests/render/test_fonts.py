from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from fyrportfolj.render.escape import clean, typ_markup
from fyrportfolj.render.fonts import Missing, coverage, covered, font_folder
from tests.render.test_pdf import make


@dataclass(frozen=True)
class _Row:
    text: str
    dag: date


@dataclass(frozen=True)
class _View:
    namn: str
    rader: tuple[_Row, ...]
    antal: int = 3
    finns: bool = True


def test_every_listed_character_is_in_every_font() -> None:
    reachable = [chr(c) for c in sorted(coverage()) if clean(chr(c)) == chr(c)]
    text = typ_markup("".join(reachable))
    weights = ("400", "600", "700")
    make("\n\n".join(f"#text(weight: {w})[{text}]" for w in weights) + f"\n\n#emph[{text}]")


@pytest.mark.parametrize("char", "åäöÅÄÖéü–—−×†§€•●▲■○→↑↓✓\u00a0\u202f")
def test_swedish_text_and_our_signs_are_covered(char: str) -> None:
    assert ord(char) in coverage()


@pytest.mark.parametrize("char", "中\U0001f600ا")
def test_what_is_not_listed_is_really_missing(char: str) -> None:
    assert ord(char) not in coverage()


def test_a_missing_character_is_shown_as_its_code_and_reported_with_its_place() -> None:
    view = _View("Digital \U0001f600 post", (_Row("a", date(2026, 1, 1)), _Row("中中 ok", date(2026, 1, 2))))
    shown, missing = covered(view)
    assert shown.namn == "Digital [U+1F600] post"
    assert shown.rader[1].text == "[U+4E2D][U+4E2D] ok"
    assert shown.rader[1].dag == date(2026, 1, 2)
    assert (shown.antal, shown.finns) == (3, True)
    assert missing == (Missing("namn", "U+1F600"), Missing("rader[1].text", "U+4E2D"))


def test_text_that_the_fonts_have_is_left_alone() -> None:
    view = _View("Åmål\nrad", ())
    assert covered(view) == (view, ())


def test_the_licence_lies_beside_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE" in (font_folder() / "OFL.txt").read_text("utf-8")
    assert len(list(font_folder().glob("*.ttf"))) == 4
