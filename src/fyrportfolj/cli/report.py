"""`fyr report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fyrportfolj.cli.parsing import FyrCommand
from fyrportfolj.cli.session import session_of
from fyrportfolj.cli.words import N_


def add_to(app: typer.Typer) -> None:
    """Register the command.

    Args:
        app: the command tree.
    """
    app.command("report", cls=FyrCommand, help=N_("Gör en rapport; fyr report list visar dem som finns."))(report)


def report(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=N_("NAMN"), help=N_("Rapportens namn, eller list."))],
    id_: Annotated[
        str | None, typer.Argument(metavar="ID", help=N_("Initiativet eller projektet, när rapporten gäller ett."))
    ] = None,
    *,
    to: Annotated[str, typer.Option("--to", metavar="md,pdf", help=N_("Format, med komma emellan."))] = "md",
    out: Annotated[
        Path | None, typer.Option("--out", metavar=N_("KATALOG"), help=N_("Var filerna läggs; annars här."))
    ] = None,
) -> None:
    """Make a report."""
    from fyrportfolj.cli.views.report import made, reports
    from fyrportfolj.commands.report import list_reports, make_report

    session = session_of(ctx)
    if name == "list":
        session.kommando += " list"
        session.show(list_reports(), reports)
        return
    formats = tuple(f.strip() for f in to.split(",") if f.strip())
    session.show(make_report(session.workspace(), name, id_, formats, out or Path.cwd()), made)
