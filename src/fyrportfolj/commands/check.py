"""`fyr check`: every fault of every file, all at once; writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fyrportfolj.codes import CODES
from fyrportfolj.commands.result import Result, exit_code
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.diagnostics import Diagnostic, Severity
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.rules.personal_data import scan


@dataclass(frozen=True)
class Checked:
    """What was checked and how it went.

    Attributes:
        rot: the portfolio's folder.
        filer: paths that were asked for, relative to the portfolio, sorted.
        fel: number of faults.
        varningar: number of warnings.
    """

    rot: Path
    filer: tuple[str, ...]
    fel: int
    varningar: int


def check(ws: Workspace, paths: Sequence[Path] = ()) -> Result[Checked]:
    """Check a portfolio, or some of its files.

    The whole portfolio is read and judged in any case, since links lead everywhere; `paths` only
    says what is reported.

    Args:
        ws: the opened portfolio.
        paths: files and folders to report on; none means everything.

    Returns:
        The findings as diagnostics. Exit code 1 when one of them is a fault.

    Raises:
        UsageError: a path lies outside the portfolio.
    """
    wanted = tuple(_inside(ws.root, p) for p in paths)
    found = tuple(d for d in ws.diagnostics() if _asked(d.fil, wanted))
    faults = sum(1 for d in found if CODES[d.kod].severity is Severity.FEL)
    files = tuple(f for f in sorted(ws.loaded.texts) if _asked(f, wanted))
    return Result(Checked(ws.root, files, faults, len(found) - faults), found, (), exit_code(found))


def excerpt(ws: Workspace, d: Diagnostic) -> str | None:
    """Give the line that a finding points at, as it stands in the file.

    Args:
        ws: the opened portfolio.
        d: a finding with a place.

    Returns:
        The line without its end; None when the finding has no place, the file has no such line, or
        the line holds what must not be shown, such as a personnummer.
    """
    raw = ws.loaded.texts.get(d.fil)
    if raw is None or d.place is None:
        return None
    lines = raw.split(b"\n", d.place.rad)
    if d.place.rad > len(lines):
        return None
    line = lines[d.place.rad - 1].decode("utf-8", errors="replace").removeprefix("\ufeff").rstrip("\r")
    # Whatever the finding is about: a log of a check must not spread what should not be in the file.
    return None if any(scan(line)) else line


def _inside(root: Path, path: Path) -> str:
    # Not resolved: a portfolio reached through a link keeps the name that the user gave it.
    full = path.absolute()
    for a, b in ((full, root), (full.resolve(), root.resolve())):
        if a.is_relative_to(b):
            return a.relative_to(b).as_posix()
    raise UsageError(
        T("{fil} ligger inte i portföljen {mapp}", fil=str(path), mapp=str(root)),
        T("kör fyr check en gång per portfölj"),
    )


def _asked(fil: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or any(w in {".", fil} or fil.startswith(w + "/") for w in wanted)
