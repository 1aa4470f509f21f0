"""Each code has a page and an example: the smallest change of a faultless portfolio that brings it about.

A folder `FYRnnn/` holds

- `portfolj/`: files that are laid over those of `_bas/`;
- `utan.txt`: paths to take away from it, one a line (when something must be missing);
- `angrepp.txt`: instead of all that, the name of an attack of `tests/audit`, whose history is then verified;
- `kommando.txt`: what to run instead of `check`, one argument a line, in a git repository with all of it committed;
- `expected.txt`: what `fyr` then prints; `pytest --update-golden` rewrites it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from fyrportfolj.codes import CODES
from fyrportfolj.store.yamltext import parse
from tests.audit.attacks import ATTACKS
from tests.audit.trail import Trail, build
from tests.audit.verifying import anchor_text
from tests.support.gitrepo import GitRepo, isolate_git
from tests.support.golden import Fyr, Golden, Ran

HERE = Path(__file__).resolve().parent
BASE = HERE / "_bas"
EXAMPLES = sorted(p for p in HERE.iterdir() if p.is_dir() and p.name.startswith("FYR"))
PAGES = HERE.parents[1] / "docs" / "reference" / "fel"
HEADINGS = ("## Vad", "## Varför", "## Exempel", "## Gör så här", "## Källa")


def _portfolio(example: Path, folder: Path) -> Path:
    copy = folder / "portfolj"
    shutil.copytree(BASE, copy)
    if (example / "utan.txt").is_file():
        for path in (example / "utan.txt").read_text(encoding="utf-8").split():
            (copy / path).unlink()
    if (example / "portfolj").is_dir():
        shutil.copytree(example / "portfolj", copy, dirs_exist_ok=True)
    if (example / "kommando.txt").is_file():
        GitRepo.make(copy, {})
    return copy


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Trail]:
    """Give the clean histories of the attacks: the signed one under True, the unsigned one under False."""
    folder = tmp_path_factory.mktemp("historik")
    return {signed: build(folder / f"{signed}.git", signed=signed) for signed in (True, False)}


def _verified(example: Path, folder: Path, histories: dict[bool, Trail], fyr: Fyr) -> Ran:
    """Attack a history that was clean, and verify it by the anchor that was agreed before."""
    one = ATTACKS[(example / "angrepp.txt").read_text(encoding="utf-8").strip()]
    trail = histories[one.signed].copy(folder / "arkiv.git")
    (folder / "ankare.yaml").write_text(anchor_text(trail, one.agreed), encoding="utf-8")
    one.run(trail)
    trust = ("--trust", "ankare.yaml") if one.agreed.there else ()
    return fyr("audit", "verify", "--repo", "arkiv.git", *trust, cwd=folder)


def _arguments(example: Path) -> tuple[str, ...]:
    command = example / "kommando.txt"
    return tuple(command.read_text(encoding="utf-8").splitlines()) if command.is_file() else ("check",)


def test_base_has_no_faults(tmp_path: Path, fyr: Fyr) -> None:
    ran = fyr("check", cwd=_portfolio(BASE / "none", tmp_path))

    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "", "")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda p: str(p.name))
def test_example(
    example: Path,
    tmp_path: Path,
    *,
    histories: dict[bool, Trail],
    fyr: Fyr,
    golden: Golden,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    isolate_git(monkeypatch, tmp_path / "hem")
    if (example / "angrepp.txt").is_file():
        ran = _verified(example, tmp_path, histories, fyr)
    else:
        ran = fyr(*_arguments(example), cwd=_portfolio(example, tmp_path))

    assert ran.exit_code in (0, 1, 3), ran.stderr
    golden.same(example / "expected.txt", ran.stdout + ran.stderr)


@pytest.mark.parametrize("kod", sorted(CODES))
def test_code_has_an_example_that_shows_it(kod: str) -> None:
    expected = HERE / kod / "expected.txt"

    assert expected.is_file(), f"tests/errors/{kod}/ saknas"
    assert f" {kod} " in expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("kod", sorted(CODES))
def test_code_has_a_page(kod: str) -> None:
    page = PAGES / f"{kod}.md"

    assert page.is_file(), f"docs/reference/fel/{kod}.md saknas"
    text = page.read_text(encoding="utf-8")
    assert re.match(rf"# {kod}: \S", text)
    assert [line for line in text.splitlines() if line.startswith("## ")] == list(HEADINGS)


@pytest.mark.parametrize("kod", sorted(CODES))
def test_page_shows_an_example_and_says_something_under_each_heading(kod: str) -> None:
    text = (PAGES / f"{kod}.md").read_text(encoding="utf-8")
    sections = re.split(r"^## .*$", text, flags=re.MULTILINE)[1:]

    assert all(section.strip() for section in sections)
    assert re.search(r"```(yaml|text|console)\n.+?\n```", sections[HEADINGS.index("## Exempel")], re.DOTALL)


@pytest.mark.parametrize("kod", sorted(k for k in CODES if k[3] in "23"))
def test_example_on_the_page_is_yaml(kod: str) -> None:
    text = (PAGES / f"{kod}.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.+?)\n```", text, re.DOTALL)

    assert blocks
    assert [d for block in blocks for d in parse(block.encode(), "exempel.yaml").diagnostics] == []


def test_nothing_is_left_over() -> None:
    pages = {p.stem for p in PAGES.glob("FYR*.md")}
    folders = {p.name for p in EXAMPLES}

    assert pages - set(CODES) == set()
    assert folders - set(CODES) == set()
