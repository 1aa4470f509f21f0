"""`fyr site`: build the static site, or serve it while the portfolio is edited."""

from __future__ import annotations

from pathlib import Path
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
    group.command("build", cls=FyrCommand, help=N_("Gör webbplatsen som filer i en mapp."))(build)
    app.add_typer(group, name="site", help=N_("Portföljen som en webbplats utan skript."))


def build(
    ctx: typer.Context,
    *,
    out: Annotated[
        Path, typer.Option("--out", metavar=N_("KATALOG"), help=N_("Mappen som webbplatsen läggs i."))
    ] = Path("webbplats"),
) -> None:
    """Build the site."""
    from fyrportfolj.cli.findings import findings
    from fyrportfolj.cli.views.site import built
    from fyrportfolj.commands.site import build as run

    session = session_of(ctx)
    ws = session.workspace()
    result = run(ws, out)
    session.show(result, built)
    if result.exit_code and not session.as_json:
        session.console.note(findings(result.diagnostics, ws.root, lambda _: None, session.console.width))
