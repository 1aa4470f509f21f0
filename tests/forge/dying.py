"""Holds a whole consultation in children that may be killed at any time.

Started as `python -m tests.forge.dying FOLDER URL SLAG ACCOUNTS` by the test. For each line on standard input it makes
a child, tells its id, lets it run at the next line, and tells how it ended. ACCOUNTS is `instans=id,…`.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import NoReturn, cast

from fyrportfolj.commands.remiss_forge import ForgeChannel
from fyrportfolj.errors import FyrError
from fyrportfolj.forge.detect import forge_at
from fyrportfolj.forge.protocol import Place, Slag
from fyrportfolj.history.remote import Remote
from fyrportfolj.history.repository import Repository
from fyrportfolj.model.remiss_answers import Recipient, Round
from tests.forge.rounds import CALM, GREN
from tests.support.forge_server import PREFIXES, TOKEN


def hold(channel: ForgeChannel, round_: Round) -> list[str]:
    """Hold the consultation as the commands do, each time all of it."""
    channel.open(round_)
    said = [f"{a.instans} {a.text}" for a in channel.responses(round_)]
    channel.remind(round_, ("orust",), "Svara snart.")
    channel.close(round_, "Tack.")
    return said


def main(folder: str, url: str, slag: str, accounts: str) -> None:
    repo = Repository.discover(Path(folder) / "här")
    assert repo is not None
    spoken = cast("Slag", slag)
    place = Place(spoken, url + PREFIXES[spoken], "127.0.0.1", "agare/portfolj")
    bare = str(Path(folder) / "portfolj.git")
    channel = ForgeChannel(
        repo, forge_at(place, CALM, TOKEN), Remote("origin", bare, bare, "refs/heads/main"), pause=0.0
    )
    asked = tuple(Recipient(k, k, (v,)) for k, v in (pair.split("=") for pair in accounts.split(",")))
    round_ = Round("planen", "Remiss", GREN, "Vad tycker ni?", ("plan.md",), (), asked, date(2026, 8, 13))
    for _ in sys.stdin:
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(writing)
            _run(channel, round_, reading)
        os.close(reading)
        print(child, flush=True)  # noqa: T201  (what the test waits for)
        sys.stdin.readline()
        os.write(writing, b"\n")
        os.close(writing)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201  (what the test waits for)


def _run(channel: ForgeChannel, round_: Round, reading: int) -> NoReturn:
    code = 1
    try:
        os.read(reading, 1)
        said = hold(channel, round_)
        code = 0 if said == ["amal Ställning: avstår"] else 2
    except FyrError:
        code = 3
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(*sys.argv[1:])
