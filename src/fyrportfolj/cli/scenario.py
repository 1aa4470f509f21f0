"""`fyr scenario`."""

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
    group.command("compare", cls=FyrCommand, help=N_("Visa scenarier bredvid varandra."))(compare)
    group.command(
        "diff",
        cls=FyrCommand,
        help=N_("Jämför två grenar eller scenarier: vad som skiljer, och vilka kommuner som vinner och förlorar."),
    )(diff)
    app.add_typer(group, name="scenario", help=N_("Scenarier: andra vägar att gå, och vad de betyder för kommunerna."))


def compare(
    ctx: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar=N_("SCENARIO…"), help=N_("Scenariernas id; annars alla."))
    ] = None,
) -> None:
    """Show scenarios side by side."""
    from fyrportfolj.cli.views.scenario import side_by_side
    from fyrportfolj.commands.scenario import compare as run

    session = session_of(ctx)
    session.show(run(session.workspace(), ids or []), side_by_side)


def diff(
    ctx: typer.Context,
    first: Annotated[
        str, typer.Argument(metavar=N_("FRÅN"), help=N_("Gren, version i git, dag eller scenario att jämföra med."))
    ],
    second: Annotated[
        str | None, typer.Argument(metavar=N_("TILL"), help=N_("Det som jämförs; annars filerna som de är nu."))
    ] = None,
) -> None:
    """Compare two scenarios."""
    from fyrportfolj.cli.views.scenario import scenario_diff
    from fyrportfolj.commands.scenario import diff as run

    session = session_of(ctx)
    session.show(run(session.workspace(), first, second), scenario_diff)
