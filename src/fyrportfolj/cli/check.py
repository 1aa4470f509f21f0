"""`fyr check` and `fyr explain`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fyrportfolj.cli.blocks import Blank, Line
from fyrportfolj.cli.parsing import FyrCommand
from fyrportfolj.cli.session import Session, session_of
from fyrportfolj.cli.words import N_
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T

if TYPE_CHECKING:
    from fyrportfolj.commands.check import Checked
    from fyrportfolj.commands.result import Result
    from fyrportfolj.commands.workspace import Workspace


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    app.command("check", cls=FyrCommand, help=N_("Kontrollera alla filer och visa varje fel på en gång."))(check)
    app.command("explain", cls=FyrCommand, help=N_("Förklara en felkod, en artefakt, en filsort eller ett kriterium."))(
        explain
    )


def check(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar=N_("SÖKVÄG…"), help=N_("Filer och mappar att visa fel för; annars allt.")),
    ] = None,
    staged: Annotated[
        bool, typer.Option("--staged", help=N_("Läs det som är köat i git, som nästa commit blir."))
    ] = False,
) -> None:
    """Check the portfolio."""
    session = session_of(ctx)
    wanted = [p for p in paths or [] if p.is_dir() or p.exists() or _missing(p)]
    if wanted and session.options.portfolio is None:
        first = wanted[0]
        session.start = first if first.is_dir() else first.parent
    ahead = None if staged else session.begin()
    # Only now: the files are parsed while the models load.
    from fyrportfolj.commands.check import check as run

    ws = session.workspace(staged=staged, ahead=ahead)
    _print(session, ws, run(ws, wanted))


def explain(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar=N_("NAMN"), help=N_("Till exempel FYR302, programdirektiv, initiativ.risker eller risker_bedomda.")
        ),
    ],
) -> None:
    """Explain a word of the tool."""
    from fyrportfolj.cli.views.explain import explained
    from fyrportfolj.commands.explain import explain as run

    session = session_of(ctx)
    session.show(run(name), explained)


def _missing(path: Path) -> bool:
    raise UsageError(T("{fil} finns inte", fil=str(path)))


def _print(session: Session, ws: Workspace, result: Result[Checked]) -> None:
    from fyrportfolj.cli import findings, machine
    from fyrportfolj.commands.check import excerpt

    session.exit_code = result.exit_code
    match session.options.format:
        case "github":
            session.console.text(machine.github(result, session.language))
        case "sarif":
            session.console.text(machine.sarif(result, session.language))
        case "junit":
            session.console.text(machine.junit(result, session.language))
        case "json":
            session.show(result, lambda _data, _width: ())
        case _:
            if result.diagnostics:
                console = session.console
                shown = findings.findings(result.diagnostics, ws.root, lambda d: excerpt(ws, d), console.width)
                console.show(shown)
                console.show((Blank(), Line(findings.counted(result.data.fel, result.data.varningar))))
