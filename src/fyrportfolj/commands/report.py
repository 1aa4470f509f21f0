"""`fyr report`: documents made from the portfolio as it is, or as it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from fyrportfolj.commands.files import rewrite_bytes
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.render.catalogue import REPORTS, Subject, find_report, loaded
from fyrportfolj.render.report import Document, make
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.common import Basis


@dataclass(frozen=True)
class ReportKind:
    """A report that can be made."""

    namn: str
    titel: Text
    om: Subject
    format: tuple[str, ...]


@dataclass(frozen=True)
class MadeReport:
    """A report that was made.

    Attributes:
        namn: its name.
        filer: the files, one per format.
        andrad: True when it was made of files that are not committed.
    """

    namn: str
    filer: tuple[Path, ...]
    andrad: bool


def list_reports() -> Result[tuple[ReportKind, ...]]:
    """Give every report that can be made."""
    return Result(tuple(ReportKind(r.slug, r.titel, r.om, r.format) for r in REPORTS.values()))


def make_report(ws: Workspace, name: str, id_: str | None, formats: tuple[str, ...], out: Path) -> Result[MadeReport]:
    """Make a report in some formats.

    Args:
        ws: the opened portfolio.
        name: the report's name.
        id_: the undertaking, for a report about one.
        formats: such as `md` and `pdf`.
        out: folder for the files; made when it is missing.

    Raises:
        UsageError: no such report, format or undertaking, or an id for a report about the portfolio.
        DataError: a template of the portfolio has a mistake.
        ExternalError: the files cannot be written.
    """
    if not formats:
        raise UsageError(T("--to: inget format är angivet"), T("ange till exempel md,pdf"))
    listed = find_report(name, formats[0])
    for format_ in formats[1:]:
        find_report(name, format_)
    if listed.om == "insats" and id_ is None:
        raise UsageError(
            T("rapporten {namn} gäller ett initiativ eller projekt", namn=name), T("ange dess id efter namnet")
        )
    if listed.om == "portfolj" and id_ is not None:
        raise UsageError(T("rapporten {namn} gäller hela portföljen", namn=name), T("utelämna {id}", id=id_))
    entry = ws.find(id_) if id_ else None
    basis = _basis(ws)
    report = loaded(name)
    view = report.build(basis, entry)
    templates = Templates(ws.root)
    stem = "-".join(x for x in (name, entry.modell.id if entry else None, basis.idag.isoformat()) if x)
    files, messages = [], []
    for format_ in formats:
        document = make(report, format_, view, templates=templates, stamp=basis.tidpunkt)
        path = out / f"{stem}.{document.format}"
        rewrite_bytes(path, document.data)
        files.append(path)
        messages += _replaced(document)
    return Result(MadeReport(name, tuple(files), basis.andrad), ws.loaded.diagnostics, (*messages, *ws.faults()))


def _replaced(document: Document) -> list[Text]:
    if not document.ersatta:
        return []
    return [
        T(
            "{antal} tecken finns inte i dokumentets typsnitt och visas som sin kod i {format}",
            antal=len(document.ersatta),
            format=document.format,
        )
    ]


def _basis(ws: Workspace) -> Basis:
    """Give what the report states as its origin: the version, its time, and whether files differ from it."""
    repo = ws.repository
    commit = ws.commit or (repo.head() if repo else None)
    if repo is None or commit is None:
        midnight = datetime.combine(ws.today, time(), ZoneInfo(ws.portfolio.fyr.modell.tidszon))
        return Basis(ws.portfolio, ws.today, midnight)
    from fyrportfolj.history.snapshot import commit_time, dirty_files

    changed = ws.commit is None and bool(dirty_files(repo, tuple(ws.loaded.texts)))
    return Basis(ws.portfolio, ws.today, commit_time(repo, commit), commit, changed)
