"""`fyr ci`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fyrportfolj.cli.blocks import Line
from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from fyrportfolj.cli.session import session_of
from fyrportfolj.cli.words import N_
from fyrportfolj.messages import T


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    group = typer.Typer(cls=FyrGroup, rich_markup_mode=None)
    group.command(
        "init",
        cls=FyrCommand,
        help=N_("Skriv filer som kontrollerar varje ändring och publicerar webbplats och rapporter."),
    )(init)
    group.command(
        "owners",
        cls=FyrCommand,
        help=N_("Skriv filerna som gör att plattformen frågar rätt kommuner, eller jämför dem."),
    )(owners)
    app.add_typer(group, name="ci", help=N_("Kontroll och publicering på GitHub, GitLab eller Forgejo."))


def init(
    ctx: typer.Context,
    *,
    forge: Annotated[
        str, typer.Option("--forge", metavar="github|gitlab|forgejo", help=N_("Plattformen som arkivet ligger på."))
    ] = "github",
    out: Annotated[
        Path | None, typer.Option("--out", metavar=N_("KATALOG"), help=N_("Arkivets översta katalog; annars här."))
    ] = None,
    package: Annotated[
        str | None,
        typer.Option("--package", metavar=N_("PAKET"), help=N_("Vad pip ska installera; annars den här versionen.")),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=N_("Skriv över filer som har annat innehåll."))] = False,
) -> None:
    """Write files for a forge."""
    from fyrportfolj.commands.ci import PACKAGE, ci_init

    session = session_of(ctx)
    result = ci_init(out or session.start, forge, package or PACKAGE, over=force)
    session.show(
        result,
        lambda done, _width: [
            Line(T("skrev {fil}", fil=name) if name in done.skrivna else T("oförändrad: {fil}", fil=name))
            for name in done.filer
        ],
    )


def owners(
    ctx: typer.Context,
    *,
    forge: Annotated[
        str | None,
        typer.Option(
            "--forge", metavar="github|gitlab|forgejo", help=N_("Plattformen; annars den som fyr.yaml anger.")
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar=N_("KATALOG"), help=N_("Arkivets översta katalog."))
    ] = None,
    check: Annotated[bool, typer.Option("--check", help=N_("Skriv inget; säg vad som inte stämmer."))] = False,
) -> None:
    """Write who is asked about what."""
    from fyrportfolj.commands.ci_owners import ci_owners

    session = session_of(ctx)
    ws = session.workspace()
    result = ci_owners(ws, forge, out, check=check)
    session.show(
        result,
        lambda done, _width: [
            Line(T("skrev {fil}", fil=name) if name in done.skrivna else T("oförändrad: {fil}", fil=name))
            for name in (() if check else done.filer)
        ],
    )
    if result.diagnostics and not session.as_json:
        from fyrportfolj.cli.findings import findings

        session.console.note(findings(result.diagnostics, ws.root, lambda _: None, session.console.width))
