"""`fyr artefact`."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from fyrportfolj.cli.options import COMMIT, DRY_RUN, ID
from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from fyrportfolj.cli.session import session_of
from fyrportfolj.cli.values import whole
from fyrportfolj.cli.words import N_

SLUG: TypeAlias = Annotated[
    str, typer.Argument(metavar=N_("ARTEFAKT"), help=N_("Artefaktens nyckel, till exempel programdirektiv."))
]
NUMMER: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--nummer",
        metavar=N_("NUMMER"),
        parser=whole(1, 9999),
        help=N_("Vilken i ordningen, när det finns flera; annars den senaste."),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    group = typer.Typer(cls=FyrGroup, rich_markup_mode=None)
    group.command("new", cls=FyrCommand, help=N_("Påbörja en artefakt med de fält som processen kräver."))(new)
    group.command("show", cls=FyrCommand, help=N_("Visa en artefakt och vad grinden kräver av den."))(show)
    group.command("approve", cls=FyrCommand, help=N_("Godkänn en artefakt, så att grinden kan besluta om den."))(
        approve
    )
    app.add_typer(group, name="artefact", help=N_("Artefakter: påbörja, visa och godkänn."))


def new(ctx: typer.Context, id_: ID, slug: SLUG, *, dry_run: DRY_RUN = False, commit: COMMIT = False) -> None:
    """Begin a document."""
    from fyrportfolj.cli.edited import show_edited
    from fyrportfolj.commands.artefact import new as run
    from fyrportfolj.commands.editing import How

    session = session_of(ctx)
    ws = session.workspace()
    show_edited(session, ws, run(ws, id_, slug, How(dry_run, commit)))


def show(ctx: typer.Context, id_: ID, slug: SLUG, *, nummer: NUMMER = None) -> None:
    """Show a document."""
    from fyrportfolj.cli.findings import criterion_place
    from fyrportfolj.cli.views.artefact import document
    from fyrportfolj.commands.artefact import show as run

    session = session_of(ctx)
    ws = session.workspace()
    session.show(run(ws, id_, slug, nummer), lambda c, _width: document(c, ws.portfolio, criterion_place(ws)))


def approve(
    ctx: typer.Context,
    id_: ID,
    slug: SLUG,
    *,
    nummer: NUMMER = None,
    dry_run: DRY_RUN = False,
    commit: COMMIT = False,
) -> None:
    """Approve a document."""
    from fyrportfolj.cli.edited import show_edited
    from fyrportfolj.commands.artefact import approve as run
    from fyrportfolj.commands.editing import How

    session = session_of(ctx)
    ws = session.workspace()
    show_edited(session, ws, run(ws, id_, slug, How(dry_run, commit), nummer))
