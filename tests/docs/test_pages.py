"""Pages hang together: links lead somewhere, headings nest, examples are valid, prose keeps to the house rules."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from fyrportfolj.model.artefacts import Artefakter
from fyrportfolj.model.base import Model
from fyrportfolj.model.initiative import Project
from fyrportfolj.model.policy import PortfolioFile
from fyrportfolj.model.process import Process
from fyrportfolj.store.kinds import KINDS
from fyrportfolj.store.yamltext import parse
from tests.docs.console import blocks
from tests.docs.vocabulary import DOCS, ROOT

PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
USERS = [p for p in PAGES if p.parent.name in ("tutorial", "how-to", "explanation") or p.name == "README.md"]
HOW_TO = sorted((DOCS / "how-to").glob("*.md"))
MODELS: tuple[type[Model], ...] = (Process, PortfolioFile, Project, Artefakter, *(k.modell for k in KINDS))
FOREIGN = {"jobs", "kontroll", "repos"}  # first keys of files that other programs read
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _prose(path: Path) -> str:
    """The page without fenced blocks, inline code and comments."""
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`|<!--.*?-->", "x", text, flags=re.DOTALL)


def _anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_links_lead_somewhere(path: Path) -> None:
    broken = []
    for link in _LINK.findall(_prose(path)):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(link)

    assert broken == []


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_headings_nest(path: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    levels = [len(h) for h in re.findall(r"^(#+) ", text, re.MULTILINE)]

    assert levels[:1] == [1]
    assert levels.count(1) == 1
    assert [b for a, b in pairwise(levels) if b > a + 1] == []


@pytest.mark.parametrize("path", USERS, ids=_name)
def test_one_sentence_stands_on_one_line(path: Path) -> None:
    running = [line for line in _prose(path).splitlines() if re.match(r"[A-ZÅÄÖ`\[x]", line)]

    assert [line for line in running if re.search(r"[.?] [A-ZÅÄÖ]", line)] == []


@pytest.mark.parametrize("path", USERS, ids=_name)
def test_prose_has_no_exclamation_marks_and_does_not_call_things_invalid(path: Path) -> None:
    assert [w for w in ("!", "ogiltig") if w in _prose(path)] == []


@pytest.mark.parametrize("path", HOW_TO, ids=_name)
def test_yaml_in_a_how_to_is_what_the_models_take(path: Path) -> None:
    for block in blocks(path.read_text(encoding="utf-8")):
        if block.kind != "yaml" or "fil" in block.notes:
            continue
        read = parse(block.body.encode(), path.name)
        if read.data is None:
            assert not re.sub(r"#.*", "", block.body).strip()
            continue
        if FOREIGN & set(read.data):
            continue
        assert read.diagnostics == ()
        _validate(read.data)


def _validate(data: dict[str, Any]) -> None:
    model = next(m for m in MODELS if set(data) <= set(m.model_fields))
    if all(name in data for name, field in model.model_fields.items() if field.is_required()):
        model.model_validate_json(json.dumps(data))
        return
    for name, value in data.items():
        annotation: Any = model.model_fields[name].annotation
        TypeAdapter(annotation).validate_json(json.dumps(value), strict=True)


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *USERS], ids=_name)
def test_make_targets_that_are_named_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`|\$ )make ([a-z]+)\b", path.read_text(encoding="utf-8"), re.MULTILINE))

    assert named - targets == set()


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_files_of_the_project_that_are_named_exist(path: Path) -> None:
    rooms = r"(?:src|tests|tools|docs|locale|portfolio-data|requirements)/"
    named = re.findall(rf"`({rooms}[\w./-]+)`", path.read_text(encoding="utf-8"))

    assert [n for n in named if not re.search(r"[A-Z]{4}|2nn", n) and not (ROOT / n).exists()] == []


def test_every_page_is_reached_from_the_first() -> None:
    seen: set[Path] = set()
    waiting = [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md" or not page.is_file():
            continue
        seen.add(page)
        links = (link.partition("#")[0] for link in _LINK.findall(_prose(page)) if not re.match(r"[a-z]+:", link))
        waiting += [(page.parent / link).resolve() for link in links if link]
    own = [p for p in DOCS.rglob("*.md") if p.parent.name != "adr" and p != DOCS / "reference" / "index.md"]

    assert sorted(_name(p) for p in own if p not in seen) == []
