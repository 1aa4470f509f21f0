"""`fyr remiss compile`: the report on the answers in the formats asked for, with everything that came in beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fyrportfolj.commands.files import rewrite_bytes
from fyrportfolj.commands.remiss_round import Consultation, consultation
from fyrportfolj.commands.report import make_report
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.remiss.points import unassessed
from fyrportfolj.store.write import sha256

REPORT = "yttranderapport"


@dataclass(frozen=True)
class Compiled:
    """A report that was made.

    Attributes:
        id: the undertaking.
        filer: the report, one file per format.
        bilagor: what came in, as it came.
        obedomda: ids of points without an assessment.
        jamford_med: the version that changes are told from, or None.
    """

    id: str
    filer: tuple[Path, ...]
    bilagor: tuple[Path, ...]
    obedomda: tuple[str, ...]
    jamford_med: str | None


def compile_report(ws: Workspace, id_: str, formats: tuple[str, ...], out: Path) -> Result[Compiled]:
    """Make the report, and lay what came in beside it in the folder `bilagor`.

    Args:
        ws: the opened portfolio.
        id_: the undertaking with the consultation.
        formats: such as `md` and `pdf`.
        out: folder for the files; made when it is missing.

    Returns:
        The files. Exit code 1 when something that came in is missing or is not what was registered.

    Raises:
        UsageError: no such consultation or format.
        DataError: a template has a mistake.
        ExternalError: a file cannot be written.
    """
    c = consultation(ws, id_)
    since = _sent_version(ws, c)
    made = make_report(ws, REPORT, c.id, formats, out, since=since)
    copies: list[Path] = []
    faults: list[Text] = []
    for path, sum_ in _kept(c):
        full = ws.root / path
        data = full.read_bytes() if full.is_file() else None
        if data is None:
            faults.append(T("{fil} saknas, fast den är registrerad", fil=path))
        elif sha256(data) != sum_:
            faults.append(T("{fil} är inte längre den fil som kom in: kontrollsumman är en annan", fil=path))
        else:
            target = out / "bilagor" / full.name
            rewrite_bytes(target, data)
            copies.append(target)
    waiting = tuple(p.id for _, p in unassessed(c.rapport, c.svar))
    said = [*made.messages, *faults]
    said += [T("synpunkter som inte är bedömda: {namn}", namn=waiting)] if waiting else []
    data_ = Compiled(c.id, made.data.filer, tuple(copies), waiting, since)
    return Result(data_, made.diagnostics, tuple(said), made.exit_code or (1 if faults else 0))


def _kept(c: Consultation) -> tuple[tuple[str, str], ...]:
    """Give path and checksum of everything that came in."""
    found = {a.fil: a.fil_sha256 for a in c.svar if a.fil and a.fil_sha256}
    found |= {u.fil: u.fil_sha256 for u in (c.rapport.undanlagt if c.rapport else ())}
    return tuple(sorted(found.items()))


def _sent_version(ws: Workspace, c: Consultation) -> str | None:
    """Give the version that was sent out, when this repository holds it."""
    commit = c.forfragan.utgangscommit
    if commit is None or ws.repository is None or ws.repository.tip(commit) is None:
        return None
    return commit
