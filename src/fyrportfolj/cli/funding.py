"""`fyr funding`."""

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
    group.command("list", cls=FyrCommand, help=N_("Visa utlysningarna och hur länge de är öppna."))(list_)
    group.command("show", cls=FyrCommand, help=N_("Visa en utlysning: stöd, egen del per kommun, utlägg och intyg."))(
        show
    )
    group.command("match", cls=FyrCommand, help=N_("Visa vilka insatser som passar vilka utlysningar."))(match)
    app.add_typer(group, name="funding", help=N_("Finansiering: utlysningar, ansökningar och vad de kräver."))


def list_(ctx: typer.Context) -> None:
    """List the calls."""
    from fyrportfolj.cli.views.funding import call_list
    from fyrportfolj.commands.funding import list_calls

    session = session_of(ctx)
    session.show(list_calls(session.workspace()), call_list)


def show(
    ctx: typer.Context, id_: Annotated[str, typer.Argument(metavar=N_("UTLYSNING"), help=N_("Utlysningens id."))]
) -> None:
    """Show a call."""
    from fyrportfolj.cli.views.funding import call_card
    from fyrportfolj.commands.funding import show as run

    session = session_of(ctx)
    session.show(run(session.workspace(), id_), call_card)


def match(
    ctx: typer.Context,
    id_: Annotated[str | None, typer.Argument(metavar=N_("ID"), help=N_("En insats; annars alla som pågår."))] = None,
) -> None:
    """Show what fits."""
    from fyrportfolj.cli.views.funding import match_list
    from fyrportfolj.commands.funding import fitting

    session = session_of(ctx)
    session.show(fitting(session.workspace(), id_), match_list)
