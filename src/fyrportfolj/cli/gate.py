"""`fyr gate`."""

from __future__ import annotations

from typing import Annotated

import typer

from fyrportfolj.cli.decision_options import GateAdvanceCommand, values_of
from fyrportfolj.cli.options import DRY_RUN, ID
from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from fyrportfolj.cli.session import session_of
from fyrportfolj.cli.words import N_


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    group = typer.Typer(cls=FyrGroup, rich_markup_mode=None)
    group.command("status", cls=FyrCommand, help=N_("Visa var initiativ och projekt står och vem de väntar på."))(
        status
    )
    group.command("check", cls=FyrCommand, help=N_("Visa varje kriterium i grinden, och vilka beslut som saknas."))(
        check
    )
    group.command("advance", cls=GateAdvanceCommand, help=N_("Registrera ett beslut i grinden; det blir en commit."))(
        advance
    )
    group.command("log", cls=FyrCommand, help=N_("Visa besluten och vart de ledde."))(log)
    app.add_typer(group, name="gate", help=N_("Grindar: vad som krävs, vem som beslutar, och att registrera beslut."))


def status(
    ctx: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID…", help=N_("Bara dessa; annars alla som lämnat första fasen."))
    ] = None,
) -> None:
    """Say where undertakings stand."""
    from fyrportfolj.cli.views.gate import standings
    from fyrportfolj.commands.gate import status as run

    session = session_of(ctx)
    ws = session.workspace()
    session.show(run(ws, ids or ()), lambda rows, width: standings(rows, ws.portfolio, width))


def check(ctx: typer.Context, id_: ID) -> None:
    """Show what the gate asks for."""
    from fyrportfolj.cli.findings import criterion_place
    from fyrportfolj.cli.views.gate import gate_check
    from fyrportfolj.commands.gate import check as run

    session = session_of(ctx)
    ws = session.workspace()
    session.show(run(ws, id_), lambda found, _width: gate_check(found, ws.portfolio, criterion_place(ws)))


def log(ctx: typer.Context, id_: ID) -> None:
    """Show the decisions."""
    from fyrportfolj.cli.views.gate import decision_log
    from fyrportfolj.commands.gate import log as run

    session = session_of(ctx)
    ws = session.workspace()
    session.show(run(ws, id_), lambda rows, width: decision_log(rows, ws.portfolio, width))


def advance(ctx: typer.Context, id_: ID, *, dry_run: DRY_RUN = False) -> None:
    """Record a decision; what is not said and must be known is asked for on a terminal."""
    from fyrportfolj.cli.decided import show_advanced
    from fyrportfolj.cli.gate_questions import request_of
    from fyrportfolj.commands.gate_advance import advance as run

    said = values_of(ctx)
    session = session_of(ctx)
    ws = session.workspace()
    show_advanced(session, ws, run(ws, id_, request_of(session, ws, id_, said), dry_run=dry_run))
