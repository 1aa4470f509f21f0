"""Commands that show: what waits, the board, the list, one undertaking."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import typer

from fyrportfolj.cli.options import DELOMRADE, EXEMPEL, FOKUSOMRADE, ID, KOMMUN, choice
from fyrportfolj.cli.parsing import FyrCommand
from fyrportfolj.cli.session import session_of
from fyrportfolj.cli.words import N_

Typ: TypeAlias = Literal["initiativ", "projekt"]
Sort: TypeAlias = Literal["plan", "namn", "id", "fas", "sedan"]


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    app.command("status", cls=FyrCommand, help=N_("Visa tavlan Aktuell programstatus, med faserna som kolumner."))(
        status
    )
    app.command("list", cls=FyrCommand, help=N_("Lista initiativ och projekt."))(list_)
    app.command("show", cls=FyrCommand, help=N_("Visa ett initiativ eller projekt på en sida."))(show)


def status(
    ctx: typer.Context,
    *,
    process: Annotated[
        str | None,
        typer.Option("--process", metavar=N_("PROCESS"), help=N_("Processen att visa; annars den för initiativ.")),
    ] = None,
    kommun: KOMMUN = None,
    delomrade: DELOMRADE = None,
    fokusomrade: FOKUSOMRADE = None,
    exempel: EXEMPEL = None,
) -> None:
    """Show the board."""
    from fyrportfolj.cli.views.board import board
    from fyrportfolj.commands.portrait import Filters
    from fyrportfolj.commands.status import status as run

    session = session_of(ctx)
    filters = Filters(kommun=kommun, delomrade=delomrade, fokusomrade=fokusomrade, exempel=exempel)
    session.show(run(session.workspace(), process, filters), board)


def list_(  # noqa: PLR0913  (one argument per option)
    ctx: typer.Context,
    *,
    fas: Annotated[
        list[str] | None, typer.Option("--fas", metavar=N_("FAS"), help=N_("Bara i fasen; får anges flera gånger."))
    ] = None,
    typ: Annotated[Typ | None, choice(Typ, "--typ", text=N_("Bara initiativ eller bara projekt."))] = None,
    sok: Annotated[
        str | None, typer.Option("--sok", metavar=N_("TEXT"), help=N_("Text i id, namn eller sammanfattning."))
    ] = None,
    sortera: Annotated[Sort, choice(Sort, "--sortera", text=N_("Ordning."))] = "plan",
    kommun: KOMMUN = None,
    delomrade: DELOMRADE = None,
    fokusomrade: FOKUSOMRADE = None,
    exempel: EXEMPEL = None,
) -> None:
    """List undertakings."""
    from fyrportfolj.cli.views.listing import listing
    from fyrportfolj.commands.listing import listing as run
    from fyrportfolj.commands.portrait import Filters

    session = session_of(ctx)
    filters = Filters(tuple(fas or ()), delomrade, fokusomrade, kommun, typ, exempel, sok)
    session.show(run(session.workspace(), filters, sortera), listing)


def show(ctx: typer.Context, id_: ID) -> None:
    """Show one undertaking."""
    from fyrportfolj.cli.views.show import card
    from fyrportfolj.commands.show import show as run

    session = session_of(ctx)
    session.show(run(session.workspace(), id_), card)
