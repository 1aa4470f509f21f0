"""The remembered answer and the one worked out are the same, byte for byte, whatever changes in between."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fyrportfolj.cli import warm
from fyrportfolj.cli.app import run
from tests.cli.terminal import FYR, on_terminal, start, surroundings
from tests.cli.test_cases import BASE
from tests.support.gitrepo import GitRepo

TODAY = 1_795_000_000.0
"""A moment of 2026-11-18, Swedish time."""

DAY = 86_400.0


@dataclass
class Answers:
    """Calls in this process as `main` makes them, and whether each was worked out."""

    folder: Path
    worked_out: list[bool] = field(default_factory=list)

    def __call__(self, *argv: str) -> tuple[int, str, str]:
        """Give exit code, standard output and error of a call that may be remembered."""
        worked_out = False

        def work_out(answer: warm.Answer | None) -> int:
            nonlocal worked_out
            worked_out = True
            return run(argv, answer)

        said = self.said(lambda: warm.answered(argv, work_out))
        self.worked_out.append(worked_out)
        return said

    def cold(self, *argv: str) -> tuple[int, str, str]:
        """Give the same of a call that is worked out."""
        return self.said(lambda: run(argv))

    def said(self, call: Callable[[], int]) -> tuple[int, str, str]:
        with (
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(io.StringIO()) as out,
            contextlib.redirect_stderr(io.StringIO()) as err,
        ):
            code = call()
        return code, out.getvalue(), err.getvalue()


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FYR_CACHE", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "minne"))
    monkeypatch.delenv("FYR_LANG", raising=False)
    monkeypatch.setattr(warm, "now", lambda: TODAY)
    # Somebody may be working on the program while its tests run.
    monkeypatch.setattr(warm, "_program", tuple)
    (tmp_path / "minne").mkdir()


@pytest.fixture
def fyr(tmp_path: Path) -> Answers:
    """Give calls in a portfolio in git, whose days come from the clock and which has a warning and a fault."""
    folder = Path(shutil.copytree(BASE, tmp_path / "portfölj"))
    head = folder / "fyr.yaml"
    head.write_text(re.sub(r"(?m)^betraktelsedag:.*\n", "", head.read_text(encoding="utf-8")), encoding="utf-8")
    shutil.copy(folder / "projekt/provtur.yaml", folder / "projekt/kopia.yaml")
    GitRepo.make(folder).commit("Första")
    return Answers(folder)


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


def kept(fyr: Answers) -> list[Path]:
    return list((fyr.folder / ".git/fyr/cache").iterdir())


def forged(file: Path, content: bytes) -> None:
    """Put an answer in place with a digest that fits, as somebody who knows the form could."""
    file.write_bytes(hashlib.sha256(content).hexdigest().encode() + content)


def head(file: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(file.read_bytes()[64:].partition(b"\n")[0])
    return found


ODD: tuple[dict[str, object], ...] = (
    {"state": "0" * 64},
    {"state": None},
    {"state": 1},
    {"moment": "nu"},
    {"moment": 10**30},
    {"moment": 1e300},
    {"from": 1 << 62},
    {"until": 0},
    {"until": None},
    {"code": 2},
    {"code": "0"},
    {"code": None},
    {"said": {}},
    {"said": [[1, 5]]},
    {"said": [[1, 10**12]]},
    {"said": [[1, -5], [1, 9]]},
    {"said": [[3, 4]]},
    {"said": [[1]]},
    {"said": [1, 4]},
    {"said": [["1", 4]]},
)


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_a_forged_answer_with_an_odd_head_is_passed_over(fyr: Answers, odd: dict[str, object]) -> None:
    fyr("status")
    (file,) = kept(fyr)
    good = head(file) | {"said": [[1, 4]]}
    forged(file, json.dumps(good).encode() + b"\nhej\n")
    assert fyr("status") == (0, "hej\n", ""), "else the cases prove nothing"

    forged(file, json.dumps(good | odd).encode() + b"\nhej\n")

    assert fyr("status") == fyr.cold("status")
    assert fyr.worked_out == [True, False, True]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"{}\n",
        b"null\n",
        b"[]\nhej",
        b"\xff\xfe\nhej",
        b"[" * 4000 + b"\n",
        b'{"a":' * 800 + b"\n",
        b"9" * 4096 + b"\n",
        b'{"moment": 1e999999999}\n',
        b" " * 5000 + b"{}\n",
        b"[" * 100_000,
    ],
    ids=lambda c: f"{c[:12]!r}-{len(c)}",
)
def test_a_forged_answer_that_is_no_answer_is_passed_over(fyr: Answers, content: bytes) -> None:
    fyr("status")
    (file,) = kept(fyr)
    forged(file, content)

    assert fyr("status") == fyr.cold("status")
    assert fyr.worked_out == [True, True]


def test_an_answer_in_a_copied_repository_does_not_hold(fyr: Answers, tmp_path: Path) -> None:
    """A repository in a zip file may bring answers with it; the disk gives its files other times and numbers."""
    fyr("status")
    (file,) = kept(fyr)
    head_ = head(file) | {"said": [[1, 4]]}
    forged(file, json.dumps(head_).encode() + b"\nhej\n")
    moved = fyr.folder.with_name("borta")
    fyr.folder.rename(moved)
    shutil.copytree(moved, fyr.folder)

    assert fyr("status") == fyr.cold("status")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "hem").mkdir()
    return surroundings(tmp_path / "hem", FYR_CACHE="1", COLUMNS="100")


def imported(*args: str, env: dict[str, str], cwd: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "fyrportfolj", *args],
        env=env,
        cwd=cwd,
        capture_output=True,
        check=False,
    )
    return set(re.findall(r"\|\s+([\w.]+)$", done.stderr.decode(), re.MULTILINE))


def test_a_remembered_answer_needs_next_to_nothing(fyr: Answers, env: dict[str, str]) -> None:
    heavy = {"pydantic", "typer", "rich", "git", "ruamel", "ryaml", "pathlib", "dataclasses", "subprocess", "datetime"}
    cold, first = (imported("status", env=env, cwd=fyr.folder) for _ in range(2))

    assert heavy & cold >= {"pydantic", "typer"}
    # The second call still tells fresh files apart by reading them; old ones are not opened.
    assert not {"pydantic", "typer", "rich", "git", "ruamel", "ryaml"} & first


def test_a_process_of_its_own_says_the_same(fyr: Answers, env: dict[str, str]) -> None:
    for args in (["check"], ["status"], []):
        first, second = (start(args, fyr.folder, env) for _ in range(2))
        assert first == second
        assert first == start(args, fyr.folder, env | {"FYR_CACHE": "0"})
    assert len(kept(fyr)) >= 3


def test_a_terminal_gets_its_colours_again(fyr: Answers, env: dict[str, str]) -> None:
    first, second = (on_terminal(["check"], fyr.folder, env) for _ in range(2))

    assert first == second
    assert "\x1b[" in second.stdout
    assert "\x1b[" not in start(["check"], fyr.folder, env).stdout
    assert on_terminal(["check", "--no-color"], fyr.folder, env).stdout.count("\x1b[") == 0


@pytest.mark.parametrize("target", ["/dev/full", "a reader that has gone"])
def test_a_remembered_answer_meets_the_same_troubles(fyr: Answers, env: dict[str, str], target: str) -> None:
    (fyr.folder / "projekt/kopia.yaml").unlink()
    big = ["list", "--format", "json"]
    start(big, fyr.folder, env)

    def code(cache: str) -> tuple[int, bytes]:
        if target == "/dev/full":
            with Path(target).open("wb") as out:
                process = subprocess.run(
                    [*FYR, *big],
                    cwd=fyr.folder,
                    env=env | {"FYR_CACHE": cache},
                    stdout=out,
                    stderr=subprocess.PIPE,
                    check=False,
                )
            return process.returncode, b""
        reader, writer = os.pipe()
        os.close(reader)
        process = subprocess.run(
            [*FYR, *big],
            cwd=fyr.folder,
            env=env | {"FYR_CACHE": cache},
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(writer)
        return process.returncode, process.stderr

    assert code("1") == code("0")


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
