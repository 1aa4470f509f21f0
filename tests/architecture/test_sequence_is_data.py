"""No phase, step, gate or body of any process is named in the code: sequence is data in the portfolio."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fyrportfolj.store.kinds import KINDS
from fyrportfolj.store.yamltext import parse
from tests.docs.vocabulary import words_of_files

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))

TEMPLATE_WORDS = {"rapport"}
"""The one variable that templates see; a step of the process happens to have the same name."""


def _data(path: Path) -> Any:
    return parse(path.read_bytes(), path.name).data


def _process_words() -> set[str]:
    words: set[str] = set()
    for path in (ROOT / "portfolio-data" / "process").glob("*.yaml"):
        process = _data(path)
        words.add(process["slug"])
        for fas in process["faser"]:
            words.add(fas["slug"])
            words.add(fas["grind"]["slug"])
            words.update(s["slug"] for s in fas.get("steg", []))
            words.update(b["slug"] for b in fas["grind"]["beslut"])
    organ = _data(ROOT / "portfolio-data" / "register" / "organ.yaml")
    words.update(o["id"] for o in organ["organ"])
    return words


def _strings(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [(n.lineno, n.value) for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def test_the_list_of_words_is_not_empty() -> None:
    words = _process_words()

    assert {"koordinera", "genomfora", "forstudie", "programstyrgrupp"} <= words
    assert {"koordinera", "genomfora", "programstyrgrupp"} <= words - words_of_files()


@cache
def _forbidden() -> frozenset[str]:
    # A word that is also a key, a value or an artefact of the models means the model's word in the code.
    return frozenset(_process_words() - words_of_files() - {kind.namn for kind in KINDS} - TEMPLATE_WORDS)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_word_of_the_process_is_in_the_code(path: Path) -> None:
    forbidden = _forbidden()

    found = [f"{path.name}:{line} {value!r}" for line, value in _strings(path) if value in forbidden]

    assert found == []
