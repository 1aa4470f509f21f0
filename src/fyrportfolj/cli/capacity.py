"""`fyr capacity`."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from fyrportfolj.cli.options import kommun_option
from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from fyrportfolj.cli.quarters import FROM, TO
from fyrportfolj.cli.session import session_of
from fyrportfolj.cli.words import N_

ONE_KOMMUN: TypeAlias = Annotated[str | None, kommun_option(N_("Bara en kommun, med alla dess förvaltningar."))]


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    group = typer.Typer(cls=FyrGroup, rich_markup_mode=None)
    group.command(
        "show",
        cls=FyrCommand,
        help=N_("Visa hur mycket varje förvaltning ska förändra per kvartal, mot vad den klarar."),
    )(show)
    group.command("roles", cls=FyrCommand, help=N_("Visa nyckelroller som många insatser behöver samtidigt."))(roles)
    app.add_typer(group, name="capacity", help=N_("Förändringsträngsel: last, kapacitet och nyckelroller."))


def show(
    ctx: typer.Context,
    *,
    kommun: ONE_KOMMUN = None,
    forvaltning: Annotated[
        str | None,
        typer.Option("--forvaltning", metavar=N_("FÖRVALTNING"), help=N_("Bara en förvaltning, i varje kommun.")),
    ] = None,
    fran: FROM = None,
    till: TO = None,
) -> None:
    """Show the map of change load."""
    from fyrportfolj.cli.views.capacity import capacity_map
    from fyrportfolj.commands.capacity import show as run

    session = session_of(ctx)
    found = run(session.workspace(), kommun=kommun, forvaltning=forvaltning, fran=fran, till=till)
    session.show(found, capacity_map)


def roles(ctx: typer.Context, *, kommun: ONE_KOMMUN = None, fran: FROM = None, till: TO = None) -> None:
    """Show key roles."""
    from fyrportfolj.cli.views.capacity import role_map
    from fyrportfolj.commands.capacity import roles as run

    session = session_of(ctx)
    session.show(run(session.workspace(), kommun=kommun, fran=fran, till=till), role_map)
