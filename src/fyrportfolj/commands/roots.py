"""Finding a portfolio, before anything heavy is loaded."""

from __future__ import annotations

from pathlib import Path

from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.store.ahead import Ahead

HEAD = "fyr.yaml"
"""The file that makes a folder a portfolio; `store.kinds` gives it its form."""

SHIPPED_FOLDER = "portfolio-data"
"""Where a portfolio lies inside a larger repository."""


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
    return Ahead.start(find_root(start, search=search))


def find_root(start: Path, *, search: bool = True) -> Path:
    """Find the folder of fyr.yaml.

    Args:
        start: the folder itself, or where the search begins.
        search: look upwards, then in the folder `portfolio-data`.

    Raises:
        UsageError: none found.
    """
    start = start.absolute()
    here = [start, *start.parents, start / SHIPPED_FOLDER] if search else [start]
    for folder in here:
        if (folder / HEAD).is_file():
            return folder
    help_ = T("gå till portföljens katalog, ange den med --portfolio, eller skapa en med fyr init KATALOG")
    if search:
        raise UsageError(
            T("ingen portfölj här: {fil} finns varken i {mapp} eller ovanför", fil=HEAD, mapp=start), help_
        )
    raise UsageError(T("ingen portfölj i {mapp}: {fil} saknas", fil=HEAD, mapp=start), help_)
