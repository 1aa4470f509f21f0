"""Expected texts in files, and running `fyr` so that its text is always the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from fyrportfolj.cli.app import run

COLUMNS = "100"
"""Width of the terminal in every expected text."""


@dataclass(frozen=True)
class Golden:
    """Compares a text with the file that holds the expected one.

    Attributes:
        update: rewrite the file instead of comparing.
    """

    update: bool

    def same(self, path: Path, actual: str) -> None:
        """Fail unless the file holds exactly the text.

        Args:
            path: the file with the expected text.
            actual: what came out.
        """
        __tracebackhide__ = True
        if self.update:
            path.write_text(actual, encoding="utf-8", newline="")
            return
        assert path.is_file(), f"{path} saknas; kör pytest --update-golden och granska den"
        assert actual == path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Ran:
    """How a call of `fyr` went."""

    exit_code: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Fyr:
    """Runs `fyr` in this process: a hundred times faster than starting it."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *args: str, cwd: Path) -> Ran:
        """Run `fyr` with these arguments in a folder."""
        for name in ("FYR_LANG", "FYR_PORTFOLJ", "FORCE_COLOR", "CLICOLOR_FORCE"):
            self.monkeypatch.delenv(name, raising=False)
        for name, value in {"COLUMNS": COLUMNS, "NO_COLOR": "1", "TERM": "dumb"}.items():
            self.monkeypatch.setenv(name, value)
        # A log of our own fault must not end up in the home of the one who runs the tests.
        self.monkeypatch.setenv("XDG_STATE_HOME", str(cwd.parent / "state"))
        self.monkeypatch.chdir(cwd)
        self.capsys.readouterr()
        code = run(args)
        out, err = self.capsys.readouterr()
        return Ran(code, out, err)
