"""`fyr gate`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from fyrportfolj.cli.decision_options import GateAdvanceCommand, GateCorrectCommand, values_of
from fyrportfolj.cli.options import (
    ANSLAGET,
    ATT_SIGNERA,
    COMMIT,
    DRY_RUN,
    ID,
    JUSTERAT,
    LAGA_KRAFT,
    PROTOKOLL,
    UNDERSKRIFT,
    day_option,
)
from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from fyrportfolj.cli.session import session_of
from fyrportfolj.cli.words import N_

BESLUT = Annotated[str, typer.Argument(metavar=N_("BESLUT"), help=N_("Beslutets id, ur fyr gate log eller filen."))]


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
    group.command(
        "correct", cls=GateCorrectCommand, help=N_("Rätta ett registrerat beslut; ange bara det som ska ändras.")
    )(correct)
    group.command("register", cls=FyrCommand, help=N_("Fyll i det som blir känt efter beslutet."))(register)
    group.command("met", cls=FyrCommand, help=N_("Anteckna att ett villkor i ett beslut är uppfyllt."))(met)
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


def advance(
    ctx: typer.Context,
    id_: ID,
    *,
    underskrift: UNDERSKRIFT = None,
    att_signera: ATT_SIGNERA = None,
    dry_run: DRY_RUN = False,
) -> None:
    """Record a decision; what is not said and must be known is asked for on a terminal."""
    from fyrportfolj.cli.decided import show_advanced
    from fyrportfolj.cli.gate_questions import request_of
    from fyrportfolj.commands.gate_advance import advance as run
    from fyrportfolj.commands.recording import Terms

    said = values_of(ctx)
    session = session_of(ctx)
    ws = session.workspace()
    terms = Terms(dry_run, tuple(underskrift or ()), att_signera)
    show_advanced(session, ws, run(ws, id_, request_of(session, ws, id_, said), terms))


def correct(
    ctx: typer.Context,
    id_: ID,
    beslut_id: BESLUT,
    *,
    underskrift: UNDERSKRIFT = None,
    att_signera: ATT_SIGNERA = None,
    dry_run: DRY_RUN = False,
) -> None:
    """Record a correction."""
    from fyrportfolj.cli.decided import show_corrected
    from fyrportfolj.cli.gate_questions import correction_of
    from fyrportfolj.commands.correct import correct as run
    from fyrportfolj.commands.recording import Terms

    said = values_of(ctx)
    session = session_of(ctx)
    ws = session.workspace()
    terms = Terms(dry_run, tuple(underskrift or ()), att_signera)
    show_corrected(session, ws, run(ws, id_, beslut_id, correction_of(session, said), terms))


def register(  # noqa: PLR0913  (one argument per option)
    ctx: typer.Context,
    id_: ID,
    beslut_id: BESLUT,
    *,
    justerat: JUSTERAT = None,
    anslaget: ANSLAGET = None,
    laga_kraft: LAGA_KRAFT = None,
    protokoll: PROTOKOLL = None,
    dry_run: DRY_RUN = False,
    commit: COMMIT = False,
) -> None:
    """Fill in what is known later."""
    from fyrportfolj.cli.edited import show_edited
    from fyrportfolj.commands.editing import How
    from fyrportfolj.commands.registration import register as run

    facts: dict[str, Any] = {
        "justerat": justerat,
        "anslaget": anslaget,
        "laga_kraft": laga_kraft,
        "protokoll": protokoll,
    }
    session = session_of(ctx)
    ws = session.workspace()
    given = {name: value for name, value in facts.items() if value is not None}
    show_edited(session, ws, run(ws, id_, beslut_id, given, How(dry_run, commit)))


def met(
    ctx: typer.Context,
    id_: ID,
    villkor: Annotated[str, typer.Argument(metavar=N_("VILLKOR"), help=N_("Villkorets id, till exempel V1."))],
    *,
    genom: Annotated[str, typer.Option("--genom", metavar=N_("TEXT"), help=N_("Hur villkoret uppfylldes."))],
    datum: Annotated[date | None, day_option("--datum", N_("Dagen; annars i dag."))] = None,
    dry_run: DRY_RUN = False,
    commit: COMMIT = False,
) -> None:
    """Note that a condition was met."""
    from fyrportfolj.cli.edited import show_edited
    from fyrportfolj.commands.editing import How
    from fyrportfolj.commands.registration import met as run

    session = session_of(ctx)
    ws = session.workspace()
    how = How(dry_run, commit)
    show_edited(session, ws, run(ws, id_, villkor, how, datum=datum or ws.today, genom=genom))
