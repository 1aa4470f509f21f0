"""`fyr server`: what a server runs when a push arrives."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fyrportfolj.cli.blocks import Blank, Line, Span
from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from fyrportfolj.cli.session import Session, session_of
from fyrportfolj.cli.words import N_
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T

if TYPE_CHECKING:
    from fyrportfolj.commands.result import Result
    from fyrportfolj.commands.server import Received

TRUST = Annotated[
    Path | None, typer.Option("--trust", metavar=N_("FIL"), help=N_("Tillitsankaret på servern; annars FYR_TRUST."))
]
FOLDER = Annotated[
    str | None,
    typer.Option("--folder", metavar=N_("MAPP/"), help=N_("Portföljens mapp i arkivet; annars söks fyr.yaml.")),
]
BRANCH = Annotated[str, typer.Option("--ref", metavar=N_("GREN"), help=N_("Grenen som besluten ligger på."))]


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    group = typer.Typer(cls=FyrGroup, rich_markup_mode=None)
    group.command(
        "pre-receive", cls=FyrCommand, help=N_("Granska en push innan den tas emot; körs av git på servern.")
    )(pre_receive)
    group.command("hook", cls=FyrCommand, help=N_("Skriv serverns hook, som kör fyr server pre-receive."))(hook)
    app.add_typer(group, name="server", help=N_("Egen git-server: granska det som kommer in."))


def pre_receive(ctx: typer.Context, *, trust: TRUST = None, folder: FOLDER = None, ref: BRANCH = "main") -> None:
    """Judge a push."""
    from fyrportfolj.cli.guard import state_folder, write_log
    from fyrportfolj.commands.audit_cache import KEY_FILE
    from fyrportfolj.commands.server import Rules, updates
    from fyrportfolj.commands.server import pre_receive as run

    session = session_of(ctx)
    wanted = updates(sys.stdin.buffer)
    if wanted is None:
        raise UsageError(
            T("pre-receive fick något annat än git-rader, eller för många på en gång"),
            T("kommandot körs av git på servern, som en hook; skicka färre grenar åt gången"),
        )
    rules = Rules(trust, _folder(folder), ref.removeprefix("refs/heads/"), state_folder() / KEY_FILE)
    _show(session, run(session.start, wanted, rules, int(time.time()), write_log))


def hook(
    ctx: typer.Context,
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar=N_("FIL"), help=N_("Skriv hooken här och gör den körbar."))
    ] = None,
    trust: TRUST = None,
    folder: FOLDER = None,
    ref: BRANCH = "main",
) -> None:
    """Print or write the script of a pre-receive hook."""
    from fyrportfolj.commands.hooks import install
    from fyrportfolj.commands.hooks import pre_receive as script

    session = session_of(ctx)
    text = script(trust, _folder(folder) or "", ref)
    if out is None:
        session.console.text(text)
    else:
        session.show(install(out, text), lambda fil, _width: (Line(T("skrev {fil}", fil=str(fil))),))


def _folder(folder: str | None) -> str | None:
    return f"{folder.strip('/')}/" if folder and folder.strip("/") else None


def _show(session: Session, result: Result[Received]) -> None:
    from fyrportfolj.cli import findings

    session.exit_code = result.exit_code
    console, received = session.console, result.data
    if session.as_json:
        session.show(result, lambda _data, _width: ())
        return
    console.note(findings.findings(result.diagnostics, received.rot, lambda _d: None, console.width))
    for refusal in received.avvisade:
        console.note([Line((Span(T("fel: "), "fel"), T("{ref}: {skal}", ref=refusal.ref, skal=refusal.skal)))])
    if result.exit_code:
        console.note([Blank(), Line((Span(T("fel: "), "fel"), T("servern tog inte emot något av det som skickades")))])
