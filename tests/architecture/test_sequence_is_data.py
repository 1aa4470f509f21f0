"""No phase, step, gate or body of any process is named in the code: sequence is data in the portfolio."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import ryaml

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))

GENERAL_WORDS = {
    # Words that the process shares with the vocabulary of the models; as values they mean the model's word.
    "risk",
    "teknik",
    "mal",
    "resurs",
    "resultat",
    "rapport",
    "organ",
    "direktion",
    "ledningsgrupp",
    "kommunledning",
    "styrgrupp",
    "finansiar",
    "tidplan",
    "resursplan",
}
"""Each stands in a closed vocabulary of `model/` (kinds of body, categories of risk, fields of a document)."""


def _process_words() -> set[str]:
    words: set[str] = set()
    for path in (ROOT / "portfolio-data" / "process").glob("*.yaml"):
        process = ryaml.loads(path.read_text(encoding="utf-8"))
        words.add(process["slug"])
        for fas in process["faser"]:
            words.add(fas["slug"])
            words.add(fas["grind"]["slug"])
            words.update(s["slug"] for s in fas.get("steg", []))
            words.update(b["slug"] for b in fas["grind"]["beslut"])
    organ = ryaml.loads((ROOT / "portfolio-data" / "register" / "organ.yaml").read_text(encoding="utf-8"))
    words.update(o["id"] for o in organ["organ"])
    return words


def _artefact_words() -> set[str]:
    from fyrportfolj.model.artefacts import ARTEFACTS

    return set(ARTEFACTS)


def _strings(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [(n.lineno, n.value) for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def test_the_list_of_words_is_not_empty() -> None:
    words = _process_words()

    assert {"koordinera", "genomfora", "forstudie", "programstyrgrupp"} <= words


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_word_of_the_process_is_in_the_code(path: Path) -> None:
    forbidden = _process_words() - GENERAL_WORDS - _artefact_words()

    found = [f"{path.name}:{line} {value!r}" for line, value in _strings(path) if value in forbidden]

    assert found == []
