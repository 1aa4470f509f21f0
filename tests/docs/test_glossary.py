"""The glossary holds every word of the files and of the answers, and no other."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from fyrportfolj.model.artefacts import ARTEFACTS
from tests.docs.vocabulary import DOCS, words_of_answers, words_of_files

PAGE = (DOCS / "reference" / "ordlista.md").read_text(encoding="utf-8")
COLUMNS = 5
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| `[^`]+` \|", line)
]
WORDS = [row[0].strip("`") for row in ROWS]


def test_every_word_of_the_files_is_explained() -> None:
    assert sorted(words_of_files() - set(WORDS)) == []


def test_every_word_of_the_answers_is_explained() -> None:
    assert sorted(words_of_answers() - set(WORDS)) == []


def test_no_word_is_explained_that_the_code_does_not_use() -> None:
    assert sorted(set(WORDS) - words_of_files() - words_of_answers()) == []


def test_no_word_is_explained_twice() -> None:
    assert [word for word, times in Counter(WORDS).items() if times > 1] == []


def test_every_artefact_is_explained() -> None:
    assert sorted(set(ARTEFACTS) - set(WORDS)) == []


def test_every_row_has_reading_meaning_gloss_and_source() -> None:
    assert [row for row in ROWS if len(row) != COLUMNS or not all(row)] == []


@pytest.mark.parametrize("word", ["artefakter", "sannolikhet", "laga_kraft", "aterremitterat", "namnd"])
def test_the_models_are_reached(word: str) -> None:
    # Without this the other tests would pass on a walk that finds nothing.
    assert word in words_of_files()


def test_meanings_are_sentences() -> None:
    assert [row[0] for row in ROWS if not re.match(r"[A-ZÅÄÖ0-9].*\.$", row[2])] == []


def test_readings_are_the_words_in_full() -> None:
    """A reading may add å, ä, ö, blanks and commas but must begin as the word does."""
    plain = str.maketrans("åäöé", "aaoe")

    def first(text: str) -> str:
        return re.split(r"[ _,\-]", text.lower().translate(plain))[0]

    exceptions = {"sv", "en", "slug", "sha256", "krav_beslut", "lag_kr", "hog_kr"}  # read as another word than the key
    assert [
        row[0] for row in ROWS if row[0].strip("`") not in exceptions and first(row[1])[:4] != first(row[0][1:-1])[:4]
    ] == []
