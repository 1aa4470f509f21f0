"""`fyr diff`."""

from __future__ import annotations

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
    app.command("diff", cls=FyrCommand, help=N_("Visa vad som har ändrats i sak sedan en dag eller en version."))(diff)


def diff(
    ctx: typer.Context,
    first: Annotated[
        str, typer.Argument(metavar=N_("FRÅN"), help=N_("Dagen (ÅÅÅÅ-MM-DD) eller versionen i git att jämföra med."))
    ],
    second: Annotated[
        str | None,
        typer.Argument(metavar=N_("TILL"), help=N_("Dagen eller versionen att jämföra; annars filerna som de är nu.")),
    ] = None,
) -> None:
    """Show what has changed."""
    from fyrportfolj.cli.views.diff import diff as view
    from fyrportfolj.commands.diff import diff as run

    session = session_of(ctx)
    session.show(run(session.workspace(), first, second), view)
