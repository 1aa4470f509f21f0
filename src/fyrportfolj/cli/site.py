"""`fyr site`: build the static site, or serve it while the portfolio is edited."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from fyrportfolj.cli.session import session_of
from fyrportfolj.cli.values import whole
from fyrportfolj.cli.words import N_
from fyrportfolj.messages import T, Text

if TYPE_CHECKING:
    from fyrportfolj.commands.workspace import Workspace
    from fyrportfolj.diagnostics import Diagnostic

_LARGEST_PORT = 65535


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    group = typer.Typer(cls=FyrGroup, rich_markup_mode=None)
    group.command("build", cls=FyrCommand, help=N_("Gör webbplatsen som filer i en mapp."))(build)
    group.command("serve", cls=FyrCommand, help=N_("Visa webbplatsen på den här datorn och följ filerna."))(serve)
    app.add_typer(group, name="site", help=N_("Portföljen som en webbplats utan skript."))


def build(
    ctx: typer.Context,
    *,
    out: Annotated[
        Path, typer.Option("--out", metavar=N_("KATALOG"), help=N_("Mappen som webbplatsen läggs i."))
    ] = Path("webbplats"),
) -> None:
    """Build the site."""
    session = session_of(ctx)
    ahead = session.begin()
    from fyrportfolj.cli.views.site import built
    from fyrportfolj.commands.site import build as run

    ws = session.workspace(ahead=ahead)
    result = run(ws, out)
    session.show(result, built)
    if result.exit_code and not session.as_json:
        from fyrportfolj.cli.findings import findings

        session.console.note(findings(result.diagnostics, ws.root, lambda _: None, session.console.width))


def serve(
    ctx: typer.Context,
    *,
    port: Annotated[
        int,
        typer.Option("--port", metavar=N_("PORT"), parser=whole(0, _LARGEST_PORT), help=N_("Porten; 0 tar en ledig.")),
    ] = 8000,
) -> None:
    """Serve the site."""
    from fyrportfolj.cli.blocks import Line
    from fyrportfolj.cli.findings import findings
    from fyrportfolj.commands.site_server import Live
    from fyrportfolj.commands.site_server import serve as run

    session = session_of(ctx)

    def say(text: Text) -> None:
        session.console.note([Line(text)])

    def begun(address: str) -> None:
        session.console.text(address)
        say(T("Webbplatsen visas bara på den här datorn och följer filerna. Avsluta med Ctrl-C."))

    def tell(ws: Workspace, faults: tuple[Diagnostic, ...]) -> None:
        session.console.note(findings(faults, ws.root, lambda _: None, session.console.width))

    run(Live(session.workspace, say, tell), port, begun)
