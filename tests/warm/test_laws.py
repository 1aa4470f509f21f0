"""Whatever is done to a portfolio between two calls, the call gives what it would give if nothing were remembered."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from fyrportfolj.cli import warm
from tests.cli.test_cases import BASE
from tests.support.gitrepo import GitRepo
from tests.warm.calls import DAY, TODAY, Answers

FILES = ("fyr.yaml", "projekt/provtur.yaml", "initiativ/gemensamt-sjokort.yaml", "register/organ.yaml")
CALLS = (
    (),
    ("status",),
    ("status", "--format", "json"),
    ("list",),
    ("show", "provtur"),
    ("check",),
    ("check", "--format", "json"),
    ("check", "--format", "sarif"),
    ("gate", "status"),
    ("risk", "list"),
)


LARGE = os.environ.get("FYR_STOR") == "1"


class Portfolio(RuleBasedStateMachine):
    """A small portfolio that is edited at random and asked about at random."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.home = Path(tempfile.mkdtemp())
        self.fyr = Answers(self.home / "portfölj")
        self.earlier: dict[str, tuple[bytes, int]] = {}
        self.clock = TODAY
        self.last: tuple[str, ...] = ("check",)

    @initialize(git=st.booleans())
    def begin(self, *, git: bool) -> None:
        shutil.copytree(BASE, self.fyr.folder)
        if git:
            GitRepo.make(self.fyr.folder).commit("Första")
        for name, value in {"FYR_CACHE": "1", "XDG_CACHE_HOME": str(self.home)}.items():
            self.patch.setenv(name, value)
        self.patch.delenv("FYR_LANG", raising=False)
        self.patch.setattr(warm, "now", lambda: self.clock)
        self.patch.setattr(warm, "_program", tuple)
        head = self.place("fyr.yaml")
        rows = head.read_bytes().splitlines(keepends=True)
        head.write_bytes(b"".join(r for r in rows if not r.startswith(b"betraktelsedag")))

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.home)

    def place(self, name: str) -> Path:
        return self.fyr.folder / name

    @rule(call=st.sampled_from(CALLS), language=st.sampled_from((None, None, "en")))
    def ask(self, call: tuple[str, ...], language: str | None) -> None:
        self.last = call if language is None else (*call, "--lang", language)
        self.ask_again()

    @rule()
    def ask_again(self) -> None:
        expected = self.fyr.cold(*self.last)

        assert self.fyr(*self.last) == expected
        assert self.fyr(*self.last) == expected

    @rule(name=st.sampled_from(FILES), at=st.integers(0, 2000), byte=st.sampled_from(b"ax1 \n:#-"), sly=st.booleans())
    def edit(self, name: str, at: int, byte: int, *, sly: bool) -> None:
        """Put another byte in a place: the same size, often a fault, and perhaps the same time of writing too."""
        if self.place(name).is_file():
            self.ask_again()
            self.remember(name)
            data, time = bytearray(self.place(name).read_bytes()), self.place(name).stat().st_mtime_ns
            data[at % len(data)] = byte
            self.place(name).write_bytes(data)
            if sly:
                os.utime(self.place(name), ns=(time, time))
            self.ask_again()

    @rule(name=st.sampled_from(FILES))
    def add_a_row(self, name: str) -> None:
        if self.place(name).is_file():
            self.remember(name)
            self.place(name).write_bytes(self.place(name).read_bytes() + b"# rad\n")

    @rule(name=st.sampled_from(FILES), back=st.sampled_from((0, 1, 10**9, 10**12)))
    def touch(self, name: str, back: int) -> None:
        if self.place(name).is_file():
            now = self.place(name).stat().st_mtime_ns - back
            os.utime(self.place(name), ns=(now, now))

    @rule(name=st.sampled_from(FILES[1:]))
    def remove(self, name: str) -> None:
        if self.place(name).is_file():
            self.remember(name)
            self.place(name).unlink()

    @rule(name=st.sampled_from(FILES[1:]), to=st.sampled_from(("projekt/ny.yaml", "projekt/ny.yml", "undan.txt")))
    def rename(self, name: str, to: str) -> None:
        if self.place(name).is_file():
            self.remember(name)
            self.place(name).replace(self.place(to))

    @precondition(lambda self: self.earlier)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        """Put earlier content back with its earlier time, as a copying program may."""
        name = data.draw(st.sampled_from(sorted(self.earlier)))
        content, time = self.earlier[name]
        self.place(name).write_bytes(content)
        os.utime(self.place(name), ns=(time, time))

    @rule(days=st.sampled_from((-1, 0.25, 1, 30)))
    def wait(self, days: float) -> None:
        self.clock += days * DAY

    @rule(width=st.sampled_from(("60", "100")))
    def resize(self, width: str) -> None:
        self.patch.setenv("COLUMNS", width)

    def remember(self, name: str) -> None:
        self.earlier[name] = (self.place(name).read_bytes(), self.place(name).stat().st_mtime_ns)


TestPortfolio = Portfolio.TestCase
# Each step runs real commands over a real folder.
TestPortfolio.settings = settings(max_examples=300 if LARGE else 25, stateful_step_count=15, deadline=None)
