"""`fyr plan`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from typer._click import Context

from fyrportfolj.cli.options import ID, day_option
from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from fyrportfolj.cli.quarters import steps
from fyrportfolj.cli.session import session_of
from fyrportfolj.cli.values import whole
from fyrportfolj.cli.words import N_
from fyrportfolj.rules.timing.workdays import PREPARATION

_LONGEST_PREPARATION = 100


class MoveCommand(FyrCommand):
    """A command whose option `--move` takes two words, the id and the number of quarters."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Join the two words before they are parsed: the library has no option with two values given many times."""
        joined: list[str] = []
        for word in args:
            if len(joined) > 1 and joined[-2] == "--move" and "=" not in joined[-1]:
                joined[-1] = f"{joined[-1]}={word}"
            else:
                joined.append(word)
        return super().parse_args(ctx, joined)


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    group = typer.Typer(cls=FyrGroup, rich_markup_mode=None)
    group.command(
        "simulate", cls=MoveCommand, help=N_("Pröva en flytt: vad blir för fullt, och vad flyttar med. Skriver inget.")
    )(simulate)
    group.command(
        "earliest",
        cls=FyrCommand,
        help=N_("Visa tidigaste start som kapacitet, beroenden och kommunernas år ger plats för."),
    )(earliest)
    group.command("path", cls=FyrCommand, help=N_("Visa milstolparna och vilka av dem som avgör slutet."))(path)
    group.command("order", cls=FyrCommand, help=N_("Visa ett programs projekt i den ordning de kan komma."))(order)
    group.command("decide", cls=FyrCommand, help=N_("Visa när alla kan ha beslutat, ur kända sammanträdesdagar."))(
        decide
    )
    app.add_typer(group, name="plan", help=N_("Ordning och tid: flytta, tidigaste start, kritisk väg och möten."))


def simulate(
    ctx: typer.Context,
    *,
    move: Annotated[
        list[str],
        typer.Option(
            "--move", metavar=N_("ID +2Q"), help=N_("Insatsen och antal kvartal, + senare; får anges flera gånger.")
        ),
    ],
) -> None:
    """Try a move."""
    from fyrportfolj.cli.views.plan_moves import simulation
    from fyrportfolj.commands.plan_moves import simulate as run

    session = session_of(ctx)
    asked = [(id_.strip(), steps("--move", id_, count)) for id_, _, count in (m.partition("=") for m in move)]
    session.show(run(session.workspace(), asked), simulation)


def earliest(ctx: typer.Context, id_: ID) -> None:
    """Show the earliest start."""
    from fyrportfolj.cli.views.plan_moves import earliest as view
    from fyrportfolj.commands.plan_moves import start

    session = session_of(ctx)
    session.show(start(session.workspace(), id_), view)


def path(ctx: typer.Context, id_: ID) -> None:
    """Show the critical path."""
    from fyrportfolj.cli.views.plan import path as view
    from fyrportfolj.commands.plan import path as run

    session = session_of(ctx)
    session.show(run(session.workspace(), id_), view)


def order(
    ctx: typer.Context,
    program: Annotated[str, typer.Argument(metavar="PROGRAM", help=N_("Programmets id."))],
) -> None:
    """Show the order of a programme's projects."""
    from fyrportfolj.cli.views.plan import order as view
    from fyrportfolj.commands.plan import order as run

    session = session_of(ctx)
    session.show(run(session.workspace(), program), view)


def decide(
    ctx: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar=N_("GRIND|ID"), help=N_("En insats vars beslut återstår, eller en grind."))
    ],
    *,
    by: Annotated[date | None, day_option("--by", N_("Sista dagen då alla ska ha beslutat."))] = None,
    preparation: Annotated[
        int,
        typer.Option(
            "--beredning",
            metavar=N_("DAGAR"),
            parser=whole(0, _LONGEST_PREPARATION),
            help=N_("Arbetsdagar före ett möte som handlingarna ska vara klara."),
        ),
    ] = PREPARATION,
) -> None:
    """Show when everyone can have decided."""
    from fyrportfolj.cli.views.plan import decide as view
    from fyrportfolj.commands.plan import decide as run

    session = session_of(ctx)
    session.show(run(session.workspace(), what, by=by, preparation=preparation), view)
