"""Fixed values are read as the glossary says, so that two places never spell a word in two ways."""

from __future__ import annotations

import re

import pytest

from fyrportfolj.i18n import render
from fyrportfolj.rules.changes.words import word
from tests.docs.vocabulary import DOCS
from tests.support.anymodel import fixed_values

PAGE = (DOCS / "reference" / "ordlista.md").read_text(encoding="utf-8")
READ = {m[1]: m[2].strip() for m in re.finditer(r"^\| `([^`]+)` \| ([^|]+) \|", PAGE, re.MULTILINE)}
VALUES = fixed_values()


def test_there_are_values() -> None:
    assert {"pa_remiss", "stangd", "aterremitterat"} <= set(VALUES)


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_read_as_the_glossary_says(value: str) -> None:
    assert render(word(value)) == READ.get(value, value)
    assert "_" not in render(word(value))
