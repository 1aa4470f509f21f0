"""`fyr mandate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from fyrportfolj.cli.session import session_of
from fyrportfolj.cli.words import N_


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    group = typer.Typer(cls=FyrGroup, rich_markup_mode=None)
    group.command("list", cls=FyrCommand, help=N_("Visa mandaten och nycklarna, och vilka som gäller."))(list_)
    group.command("export", cls=FyrCommand, help=N_("Skriv nycklarna så att git och ssh-keygen kan läsa dem."))(export)
    app.add_typer(group, name="mandate", help=N_("Mandat: vem som får besluta vad, och med vilka nycklar."))


def list_(ctx: typer.Context) -> None:
    """Show mandates and keys."""
    from fyrportfolj.cli.views.mandate import mandate_list
    from fyrportfolj.commands.mandate import mandates

    session = session_of(ctx)
    session.show(mandates(session.workspace()), mandate_list)


def export(
    ctx: typer.Context,
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar=N_("FIL"), help=N_("Skriv till en fil; annars visas texten."))
    ] = None,
) -> None:
    """Export the keys."""
    from fyrportfolj.cli.views.mandate import exported
    from fyrportfolj.commands.mandate import export as run

    session = session_of(ctx)
    session.show(run(session.workspace(), out), exported)
