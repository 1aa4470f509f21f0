"""The remembered answer and the one worked out are the same, byte for byte, whatever changes in between."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fyrportfolj.cli import warm
from fyrportfolj.cli.app import run
from tests.cli.test_cases import BASE
from tests.support.gitrepo import GitRepo
from tests.warm.calls import DAY, TODAY, Answers

CALLS: tuple[tuple[str, ...], ...] = (
    (),
    ("--for", "styrman"),
    ("--inom", "90", "--alla", "--format", "json"),
    ("status",),
    ("status", "--format", "json"),
    ("--lang", "en", "status"),
    ("list", "--sortera", "namn"),
    ("list", "--format=json"),
    ("show", "provtur"),
    ("check",),
    ("check", "--format", "json"),
    ("check", "--format", "github"),
    ("check", "--format", "sarif"),
    ("check", "--format", "junit", "--lang", "en"),
    ("--today", "2027-01-01", "check"),
    ("gate", "status"),
    ("gate", "check", "provtur"),
    ("gate", "log", "provtur"),
    ("risk", "list"),
    ("risk", "matrix"),
    ("risk", "escalate"),
)


@pytest.mark.parametrize("argv", CALLS, ids=" ".join)
def test_the_second_answer_is_the_first(fyr: Answers, argv: tuple[str, ...]) -> None:
    first, second = fyr(*argv), fyr(*argv)

    assert fyr.worked_out == [True, False], first
    assert first == second == fyr.cold(*argv)
    assert GitRepo(fyr.folder).status() == ""


def test_the_same_call_in_another_language_day_or_form_is_another(fyr: Answers) -> None:
    for argv in CALLS:
        assert fyr(*argv) == fyr.cold(*argv)

    assert all(fyr.worked_out)


FILES: dict[str, Callable[[Path], object]] = {
    "a file": lambda f: (f / "fyr.yaml").write_bytes((f / "fyr.yaml").read_bytes() + b"# ny rad\n"),
    "a new file": lambda f: shutil.copy(f / "projekt/provtur.yaml", f / "projekt/nytt.yaml"),
    "a file less": lambda f: (f / "projekt/kopia.yaml").unlink(),
}

REST: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "the clock": lambda m: m.setattr(warm, "now", lambda: TODAY + DAY),
    "the clock, backwards": lambda m: m.setattr(warm, "now", lambda: TODAY - DAY),
    "the language": lambda m: m.setenv("FYR_LANG", "en"),
    "the width": lambda m: m.setenv("COLUMNS", "60"),
    "the version": lambda m: m.setattr(warm, "__version__", "99"),
    "the program": lambda m: m.setattr(warm, "_program", lambda: ("x.py", 1, 1)),
    "Python": lambda m: m.setattr(sys, "version", "99"),
    "the switch": lambda m: m.setenv("FYR_CACHE", "0"),
}


@pytest.mark.parametrize("verb", ["status", "check"])
@pytest.mark.parametrize("change", FILES.values(), ids=FILES)
def test_when_a_file_changes_the_answer_is_worked_out(
    fyr: Answers, change: Callable[[Path], object], verb: str
) -> None:
    fyr(verb)

    change(fyr.folder)

    assert fyr(verb) == fyr.cold(verb)
    assert fyr.worked_out == [True, True]


@pytest.mark.parametrize("verb", ["status", "check"])
@pytest.mark.parametrize("change", REST.values(), ids=REST)
def test_when_something_else_changes_the_answer_is_worked_out(
    fyr: Answers, monkeypatch: pytest.MonkeyPatch, change: Callable[[pytest.MonkeyPatch], None], verb: str
) -> None:
    fyr(verb)

    change(monkeypatch)

    assert fyr(verb) == fyr.cold(verb)
    assert fyr.worked_out == [True, True]


def test_the_program_is_told_by_its_files_and_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    names = {str(row[0]) for row in warm._program() if isinstance(row, tuple)}  # noqa: SLF001  (no other way to see it)
    assert {"warm.py", "load.py", "__init__.py", "fyr.mo"} <= names
    packages = tmp_path / "site-packages"
    packages.mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(packages), str(tmp_path / "borta/site-packages")])
    before = warm._program()  # noqa: SLF001

    (packages / "pydantic-99.dist-info").mkdir()

    assert warm._program()[-1] != before[-1]  # noqa: SLF001


def test_a_later_hour_of_the_same_day_is_the_same(fyr: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    midnight = TODAY // DAY * DAY - 3600  # Swedish winter time
    fyr()
    for moment, worked_out in ((midnight, False), (midnight + DAY - 1, False), (midnight + DAY, True)):
        monkeypatch.setattr(warm, "now", lambda moment=moment: moment)
        assert fyr() == fyr.cold()
        assert fyr.worked_out[-1] == worked_out


def test_a_portfolio_with_its_own_day_does_not_ask_the_clock(fyr: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    (fyr.folder / "fyr.yaml").write_bytes((BASE / "fyr.yaml").read_bytes())
    fyr("status")
    monkeypatch.setattr(warm, "now", lambda: TODAY + 400 * DAY)

    assert fyr("status") == fyr.cold("status")
    assert fyr.worked_out == [True, False]


@pytest.mark.parametrize(
    "argv",
    [
        ("--as-of", "HEAD", "status"),
        ("check", "--staged"),
        ("check", "projekt"),
        ("risk", "history", "gemensamt-sjokort", "R1"),
        ("explain", "FYR302"),
        ("show", "finns-inte"),
        ("list", "--fas", "finns-inte"),
        ("report", "list"),
        ("status", "--help"),
    ],
    ids=" ".join,
)
def test_what_rests_on_more_or_fails_is_not_remembered(fyr: Answers, argv: tuple[str, ...]) -> None:
    assert fyr(*argv) == fyr(*argv)
    assert fyr.worked_out == [True, True]


def test_a_command_that_writes_does_so_each_time(fyr: Answers) -> None:
    for namn in ("Ett", "Två"):
        assert fyr("set", "provtur", "namn", namn)[0] == 0
        assert f"namn: {namn}" in (fyr.folder / "projekt/provtur.yaml").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_may_be_readable_the_next_time(fyr: Answers) -> None:
    (fyr.folder / "projekt/lank.yaml").symlink_to("provtur.yaml")

    assert fyr("check") == fyr("check") == fyr.cold("check")
    assert fyr.worked_out == [True, True]


def test_a_file_that_changes_meanwhile_leaves_nothing_behind(fyr: Answers) -> None:
    def work_out(answer: warm.Answer | None) -> int:
        code = run(("status",), answer)
        (fyr.folder / "projekt/kopia.yaml").unlink()
        return code

    fyr.said(lambda: warm.answered(("status",), work_out))

    assert fyr("status") == fyr.cold("status")
    assert fyr.worked_out == [True]


def test_two_portfolios_do_not_answer_for_each_other(fyr: Answers, tmp_path: Path) -> None:
    other = Path(shutil.copytree(BASE, tmp_path / "annan"))
    for folder in (str(fyr.folder), str(other), "../annan", "."):
        argv = ("-p", folder, "check", "--format", "json")
        assert fyr(*argv) == fyr(*argv) == fyr.cold(*argv)

    assert json.loads(fyr("-p", str(other), "check", "--format", "json")[1])["data"]["rot"] == str(other)


def test_a_portfolio_that_appears_nearer_is_the_one_meant(fyr: Answers) -> None:
    inner = fyr.folder / "projekt"
    below = Answers(inner)
    assert below("status") == below("status") == fyr.cold("status")

    shutil.copytree(BASE, inner, dirs_exist_ok=True)

    assert below("check", "--format", "json") == below.cold("check", "--format", "json")
    assert below("status") == below.cold("status")


ASIDE = {
    "CI": "the audit and the command for servers, which are not remembered",
    "GIT_INDEX_FILE": "what is staged, which is not remembered",
    "GIT_OBJECT_DIRECTORY": "as GIT_INDEX_FILE",
    "LOCALAPPDATA": "where a log of our own fault lies",
    "PATH": "where git is, and who asks for git is not remembered",
    "PYDANTIC_DISABLE_PLUGINS": "set by us",
    "XDG_CACHE_HOME": "where answers are kept",
    "XDG_CONFIG_HOME": "the trust anchors of the audit",
    "XDG_STATE_HOME": "where a log of our own fault lies",
    "_FYR_COMPLETE": "completion, which is not remembered",
}
"""Variables that no remembered answer depends on, and why."""


def test_every_variable_that_the_program_reads_is_part_of_what_an_answer_rests_on() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in Path(warm.__file__).parents[1].rglob("*.py"))
    read = set(re.findall(r"(?:environ\.get\(|environ\[|environ\.setdefault\()\"(\w+)\"", source))

    assert {"FYR_LANG", "COLUMNS", "NO_COLOR", "TERM"} <= read
    assert {name for name in read if not name.startswith(warm._STEERING)} <= set(ASIDE)  # noqa: SLF001
