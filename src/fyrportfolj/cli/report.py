"""`fyr report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fyrportfolj.cli.options import OUT
from fyrportfolj.cli.parsing import FyrCommand
from fyrportfolj.cli.session import Session, session_of
from fyrportfolj.cli.values import between_commas
from fyrportfolj.cli.words import N_
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T

if TYPE_CHECKING:
    from fyrportfolj.commands.report import MadeReport
    from fyrportfolj.commands.result import Result
    from fyrportfolj.commands.workspace import Workspace


def add_to(app: typer.Typer) -> None:
    """Register the command.

    Args:
        app: the command tree.
    """
    app.command("report", cls=FyrCommand, help=N_("Gör en rapport; fyr report list visar dem som finns."))(report)


def report(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=N_("NAMN"), help=N_("Rapportens namn, list eller all."))],
    id_: Annotated[
        str | None,
        typer.Argument(
            metavar="ID",
            help=N_("Initiativet eller projektet, när rapporten gäller ett; efter all görs bara dess rapporter."),
        ),
    ] = None,
    *,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="md,pdf", help=N_("Format, med komma emellan; annars md, och alla för all.")),
    ] = None,
    out: OUT = None,
    sedan: Annotated[
        str | None,
        typer.Option(
            "--sedan",
            metavar="DAG|VERSION",
            help=N_(
                "Den tidigare version som en rapport om vad som har ändrats jämför med; annars slutet av förra månaden."
            ),
        ),
    ] = None,
) -> None:
    """Make a report."""
    session = session_of(ctx)
    if sedan is not None and name in ("list", "all"):
        raise UsageError(T("--sedan gäller en rapport i taget"), T("ange rapportens namn, till exempel portfoljstatus"))
    if name == "list":
        _list(session)
        return
    ahead = session.begin()
    # Only now: the files are parsed while the models load.
    from fyrportfolj.cli.views.report import made
    from fyrportfolj.commands.report import make_report

    formats = between_commas(to)
    ws = session.workspace(ahead=ahead)
    if name == "all":
        _all(session, ws, formats, out or Path("rapporter"), id_)
        return
    wrote = session.answer.wrote if session.answer else None
    made_one = make_report(ws, name, id_, formats or ("md",), out or Path.cwd(), since=sedan, wrote=wrote)
    session.show(made_one, made)
    _faults(session, ws.root, made_one)


def _list(session: Session) -> None:
    from fyrportfolj.cli.views.report import reports
    from fyrportfolj.commands.report import list_reports

    session.kommando += " list"
    session.show(list_reports(), reports)


def _all(session: Session, ws: Workspace, formats: tuple[str, ...], folder: Path, id_: str | None) -> None:
    from fyrportfolj.cli.views.report import made_all
    from fyrportfolj.commands.report import make_all

    session.kommando += " all"
    with session.console.progress(T("rapporter")) as progress:
        result = make_all(ws, formats, folder, progress, id_=id_)
    session.show(result, made_all)
    _faults(session, ws.root, result)


def _faults(session: Session, root: Path, result: Result[MadeReport]) -> None:
    """Show why nothing was made; the faults of the portfolio's own files are for `check` to show."""
    if result.exit_code and not session.as_json:
        from fyrportfolj.cli.findings import findings

        session.console.note(findings(result.diagnostics, root, lambda _: None, session.console.width))
