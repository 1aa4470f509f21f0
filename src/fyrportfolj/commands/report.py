"""`fyr report`: documents made from the portfolio as it is, or as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fyrportfolj.commands.appearance import appearance_of
from fyrportfolj.commands.files import rewrite_bytes
from fyrportfolj.commands.origin import basis_of
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.appearance import Appearance
from fyrportfolj.render.catalogue import REPORTS, Listed, Subject, find_report, loaded
from fyrportfolj.render.report import Document, make
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.common import Basis

if TYPE_CHECKING:
    from fyrportfolj.commands.report_work import LeftOut


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
        utelamnade: reports that were not made for some undertakings, when all were asked for.
        om: the undertaking that all were asked for, or empty.
    """

    namn: str
    filer: tuple[Path, ...]
    andrad: bool
    utelamnade: tuple[LeftOut, ...] = ()
    om: str = ""


def list_reports() -> Result[tuple[ReportKind, ...]]:
    """Give every report that can be made."""
    return Result(tuple(ReportKind(r.slug, r.titel, r.om, r.format) for r in REPORTS.values()))


def make_report(
    ws: Workspace,
    name: str,
    id_: str | None,
    formats: tuple[str, ...],
    out: Path,
    *,
    since: str | None = None,
    wrote: Callable[[Path, bytes], None] | None = None,
) -> Result[MadeReport]:
    """Make a report in some formats.

    Args:
        ws: the opened portfolio.
        name: the report's name.
        id_: the undertaking, for a report about one.
        formats: such as `md` and `pdf`.
        out: folder for the files; made when it is missing.
        since: a day, or a version in git, of an earlier version to compare with; only for a report that does, which
            otherwise compares with the end of last month.
        wrote: is given each file of a report that rests on nothing but this version of the portfolio.

    Returns:
        The files. Exit code 1, diagnostics and no files when the portfolio's looks have faults.

    Raises:
        UsageError: no such report, format or undertaking, an id for a report about the portfolio, or an earlier
            version for one that does not compare.
        DataError: a template of the portfolio has a mistake, or the earlier version cannot be read.
        ExternalError: the files cannot be written, or there is no repository to compare in.
    """
    listed = _asked(name, id_, formats, since)
    press = _Press.of(ws, out)
    if listed.jamfor:
        press = replace(press, basis=_beside(ws, press.basis, since))
    elif not listed.frysta:
        press = replace(press, wrote=wrote)
    if press.faults:
        return Result(MadeReport(name, (), press.basis.andrad), press.faults, exit_code=1)
    files, messages = press.make(name, ws.find(id_) if id_ else None, formats)
    said = (*messages, *ws.faults())
    return Result(MadeReport(name, files, press.basis.andrad), ws.loaded.diagnostics, said)


def _asked(name: str, id_: str | None, formats: tuple[str, ...], since: str | None) -> Listed:
    """Give the report that is asked for; refuse what it cannot be made of."""
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
    if since is not None and not listed.jamfor:
        raise UsageError(
            T("rapporten {namn} jämför inte med en tidigare version", namn=name),
            T("utelämna --sedan, eller se skillnaden med fyr diff"),
        )
    return listed


def make_all(
    ws: Workspace,
    formats: tuple[str, ...],
    out: Path,
    progress: Callable[[int, int, str], None],
    *,
    id_: str | None = None,
) -> Result[MadeReport]:
    """Make every report that there is something to say in, each in those of the formats that it has.

    Args:
        ws: the opened portfolio.
        formats: such as `md` and `pdf`; empty means every format of each report.
        out: folder for the files; one folder in it for each report.
        progress: told before each report how many are done, how many there are, and its name.
        id_: the undertaking that they are about; None means the portfolio and all its undertakings.

    Returns:
        As `make_report`, with what was left out.

    Raises:
        UsageError: no report has such a format, or no such undertaking.
        DataError: as `make_report`.
        ExternalError: as `make_report`.
    """
    _known(formats)
    press = _Press.of(ws, out)
    if press.faults:
        return Result(MadeReport("all", (), press.basis.andrad), press.faults, exit_code=1)
    from fyrportfolj.commands.report_work import work_of

    work = work_of(ws.portfolio, ws.find(id_) if id_ else None)
    files: list[Path] = []
    messages: list[Text] = []
    for done, (name, entry) in enumerate(work.rapporter):
        progress(done, len(work.rapporter), name)
        wanted = tuple(f for f in REPORTS[name].format if f in formats or not formats)
        basis = _beside(ws, press.basis, None) if REPORTS[name].jamfor else press.basis
        made, said = replace(press, basis=basis, out=out / name).make(name, entry, wanted)
        files += made
        messages += said
    progress(len(work.rapporter), len(work.rapporter), "")
    return Result(
        MadeReport("all", tuple(files), press.basis.andrad, work.utelamnade, id_ or ""),
        ws.loaded.diagnostics,
        (*dict.fromkeys(messages), *ws.faults()),
    )


def _known(formats: tuple[str, ...]) -> None:
    """Refuse formats that no report has."""
    known = {f for r in REPORTS.values() for f in r.format}
    unknown = tuple(f for f in formats if f not in known)
    if unknown:
        raise UsageError(
            T("ingen rapport finns som {format}", format=unknown), T("välj bland {val}", val=tuple(sorted(known)))
        )


@dataclass(frozen=True)
class _Press:
    """What every report of one call is made with."""

    ws: Workspace
    templates: Templates
    basis: Basis
    looks: Appearance
    faults: tuple[Diagnostic, ...]
    out: Path
    wrote: Callable[[Path, bytes], None] | None = None

    @classmethod
    def of(cls, ws: Workspace, out: Path) -> _Press:
        templates = Templates(ws.root)
        looks, faults = appearance_of(templates)
        return cls(ws, templates, basis_of(ws), looks, faults, out)

    def make(
        self, name: str, entry: Entry[Undertaking] | None, formats: tuple[str, ...]
    ) -> tuple[tuple[Path, ...], tuple[Text, ...]]:
        """Make one report and write its files."""
        report = loaded(name)
        basis = self.basis
        if entry is not None and REPORTS[name].frysta:
            from fyrportfolj.commands.benefit_history import frozen

            basis = replace(basis, frysta=frozen(self.ws, entry.modell))
        view = report.build(basis, entry)
        parts = (name, entry.modell.id if entry else None, self.basis.idag.isoformat())
        stem = "-".join(part for part in parts if part)
        files, messages = [], []
        for format_ in formats:
            document = make(
                report, format_, view, templates=self.templates, stamp=self.basis.tidpunkt, appearance=self.looks
            )
            path = self.out / f"{stem}.{document.format}"
            rewrite_bytes(path, document.data)
            if self.wrote:
                self.wrote(path, document.data)
            files.append(path)
            messages += _replaced(document)
        return tuple(files), tuple(messages)


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


def _beside(ws: Workspace, basis: Basis, since: str | None) -> Basis:
    from fyrportfolj.commands.report_since import compared, compared_with_last_month

    return compared(ws, basis, since) if since is not None else compared_with_last_month(ws, basis)
