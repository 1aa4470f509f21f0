"""`fyr capability`."""

from __future__ import annotations

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
    group.command("show", cls=FyrCommand, help=N_("Visa förmågekartan i tre lager."))(show)
    group.command("gaps", cls=FyrCommand, help=N_("Visa var förmåga saknas, och vad ingen arbetar med."))(gaps)
    group.command("maturity", cls=FyrCommand, help=N_("Visa kommunernas digitala mognad över tid."))(maturity)
    app.add_typer(group, name="capability", help=N_("Förmågor: kartan, luckorna och den digitala mognaden."))


def show(
    ctx: typer.Context,
    id_: Annotated[str | None, typer.Argument(metavar=N_("KARTA"), help=N_("Kartans id; annars alla."))] = None,
) -> None:
    """Show maps."""
    from fyrportfolj.cli.views.capability import maps
    from fyrportfolj.commands.capability import show as run

    session = session_of(ctx)
    session.show(run(session.workspace(), id_), maps)


def gaps(ctx: typer.Context) -> None:
    """Show gaps."""
    from fyrportfolj.cli.views.capability import gap_list
    from fyrportfolj.commands.capability import list_gaps

    session = session_of(ctx)
    session.show(list_gaps(session.workspace()), gap_list)


def maturity(ctx: typer.Context) -> None:
    """Show measured maturity."""
    from fyrportfolj.cli.views.capability import maturity_list
    from fyrportfolj.commands.capability import list_maturity

    session = session_of(ctx)
    session.show(list_maturity(session.workspace()), maturity_list)
