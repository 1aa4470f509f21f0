"""Golden cases: a call, and exactly what it prints, exits with and changes; `--update-golden` rewrites them.

tests/cases/<verb>/<case>/ holds `cmd` (one call per line; the last one counts), `stdout`, `stderr`, `exit`, and
`after.diff` when files change. The portfolio is tests/cases/_portfolj with the case's own `portfolj/` laid over it.
"""

from __future__ import annotations

import difflib
import shlex
import shutil
from pathlib import Path

import pytest

from tests.support.gitrepo import EMAIL, NAME, GitRepo, isolate_git
from tests.support.golden import Fyr, Golden

CASES = Path(__file__).resolve().parents[1] / "cases"
BASE = CASES / "_portfolj"
ALL = sorted(p.parent for p in CASES.glob("*/*/cmd"))


def texts(folder: Path) -> dict[str, str]:
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and ".git" not in p.parts)
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in files}


def difference(before: dict[str, str], after: dict[str, str]) -> str:
    rows: list[str] = []
    for name in sorted({*before, *after}):
        old, new = (side.get(name, "").splitlines(keepends=True) for side in (before, after))
        rows += difflib.unified_diff(old, new, name, name)
    return "".join(rows)


@pytest.mark.parametrize("case", ALL, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_case(case: Path, fyr: Fyr, golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path / "portfolj"))
    if (case / "portfolj").is_dir():
        shutil.copytree(case / "portfolj", folder, dirs_exist_ok=True)
    isolate_git(monkeypatch, tmp_path / "hem")
    (tmp_path / "hem/.gitconfig").write_text(f"[user]\nname = {NAME}\nemail = {EMAIL}\n", encoding="utf-8")
    GitRepo.make(folder).git("add", "-A")
    GitRepo(folder).git("commit", "-q", "-m", "Första")
    monkeypatch.setattr("tests.support.golden.COLUMNS", "80")
    before = texts(folder)
    for line in (case / "cmd").read_text(encoding="utf-8").splitlines():
        ran = fyr(*shlex.split(line)[1:], cwd=folder)
    change = difference(before, texts(folder))
    commit = GitRepo(folder).git("rev-parse", "HEAD")[:10]

    golden.same(case / "stdout", ran.stdout.replace(commit, "<commit>").replace(str(tmp_path), "<tmp>"))
    golden.same(case / "stderr", ran.stderr.replace(str(tmp_path), "<tmp>"))
    golden.same(case / "exit", f"{ran.exit_code}\n")
    if change or (case / "after.diff").exists():
        golden.same(case / "after.diff", change)


def test_every_verb_has_a_case() -> None:
    from fyrportfolj.cli.app import ROOMS

    assert {p.parent.name for p in ALL} >= {*ROOMS, "fyr"} - {"edit", "doctor", "completion", "schema"}
