"""Finding a portfolio, before anything heavy is loaded."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.render.printer import begin as begin_printer
from fyrportfolj.store import walk
from fyrportfolj.store.ahead import Ahead, parse_ahead
from fyrportfolj.store.source import WorkingTree, is_document

HEAD = walk.HEAD

ZONE = "Europe/Stockholm"
"""Time zone while fyr.yaml has not said another."""

_READ_IT_ALL = frozenset({"check", "report", "site"})
"""Commands that take up what was begun."""

_STATE_THE_VERSION = frozenset({"report", "site"})

_NOT_THE_DISK = frozenset({"--as-of", "--staged", "--help", "-h"})
_RUNNING: dict[Path, Ahead] = {}


def begin(start: Path, *, search: bool = True) -> Ahead | None:
    """Begin to parse the files of a portfolio while the models load.

    Args:
        start: the portfolio's folder, or where the search begins.
        search: as for `find_root`.

    Returns:
        The running work, for `Workspace.open`; None when it would not pay.

    Raises:
        UsageError: no portfolio there.
    """
    root = find_root(start, search=search)
    return _RUNNING.pop(root, None) or parse_ahead(root)


def foresee(argv: Sequence[str]) -> None:
    """Begin to read all files before the call has been parsed, since loading the parser takes time too.

    A wrong guess costs a child that nobody listens to; `begin` takes up the right one.

    Args:
        argv: the arguments after the program's name.
    """
    if _READ_IT_ALL.isdisjoint(argv):
        return
    given = next((b for a, b in pairwise(argv) if a in ("-p", "--portfolio")), None)
    root = None
    # Whatever is wrong is told when the call itself looks.
    with contextlib.suppress(UsageError, OSError):
        root = find_root(Path(given or "."), search=given is None)
    if "report" in argv and any("pdf" in a.rpartition("=")[2].split(",") for a in argv):
        begin_printer(root, [word for word in argv if word.isalnum()])
    if root is None or any(a.partition("=")[0] in _NOT_THE_DISK for a in argv):
        return
    with contextlib.suppress(OSError):
        ahead = parse_ahead(root)
        if ahead:
            _RUNNING[root] = ahead
        if not _STATE_THE_VERSION.isdisjoint(argv):
            from fyrportfolj.history import beforehand

            beforehand.begin(root, WorkingTree(root).paths, is_document)


def find_root(start: Path, *, search: bool = True) -> Path:
    """Find the folder of fyr.yaml.

    Args:
        start: the folder itself, or where the search begins.
        search: look upwards, then in the folder `portfolio-data`.

    Raises:
        UsageError: none found.
    """
    start = start.absolute()
    found = walk.root_of(str(start), search=search)
    if found is not None:
        return Path(found)
    help_ = T("gå till portföljens katalog, ange den med --portfolio, eller skapa en med fyr init KATALOG")
    if search:
        raise UsageError(
            T("ingen portfölj här: {fil} finns varken i {mapp} eller ovanför", fil=HEAD, mapp=start), help_
        )
    raise UsageError(T("ingen portfölj i {mapp}: {fil} saknas", fil=HEAD, mapp=start), help_)
