"""`fyr policy`."""

from __future__ import annotations

from typing import Annotated

import typer

from fyrportfolj.cli.options import ATT_SIGNERA, DRY_RUN, UNDERSKRIFT
from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from fyrportfolj.cli.session import session_of
from fyrportfolj.cli.words import N_


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    group = typer.Typer(cls=FyrGroup, rich_markup_mode=None)
    group.command("status", cls=FyrCommand, help=N_("Visa vilka policyfiler som är ändrade, och nästa löpnummer."))(
        status
    )
    group.command("commit", cls=FyrCommand, help=N_("Checka in ändrade policyfiler som ett policybeslut."))(commit)
    app.add_typer(
        group, name="policy", help=N_("Policy: fyr.yaml, processerna och registren över mandat, organ och kommuner.")
    )


def status(ctx: typer.Context) -> None:
    """Show what is changed."""
    from fyrportfolj.cli.views.policy import policy_status
    from fyrportfolj.commands.policy import status as run

    session = session_of(ctx)
    session.show(run(session.workspace()), policy_status)


def commit(
    ctx: typer.Context,
    *,
    grund: Annotated[
        str, typer.Option("--grund", metavar=N_("TEXT"), help=N_("Vem som beslutade och paragrafen, på en rad."))
    ],
    underskrift: UNDERSKRIFT = None,
    att_signera: ATT_SIGNERA = None,
    dry_run: DRY_RUN = False,
) -> None:
    """Commit the changed policy files."""
    from fyrportfolj.cli.views.policy import show_changed
    from fyrportfolj.commands.policy import commit as run
    from fyrportfolj.commands.recording import Terms

    session = session_of(ctx)
    ws = session.workspace()
    show_changed(session, ws, run(ws, grund, Terms(dry_run, tuple(underskrift or ()), att_signera)))
