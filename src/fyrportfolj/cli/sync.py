"""`fyr sync`."""

from __future__ import annotations

from typing import Annotated

import typer

from fyrportfolj.cli.parsing import FyrCommand
from fyrportfolj.cli.session import Session, session_of
from fyrportfolj.cli.words import N_
from fyrportfolj.messages import T


def add_to(app: typer.Typer) -> None:
    """Register the command.

    Args:
        app: the command tree.
    """
    app.command(
        "sync", cls=FyrCommand, help=N_("Hämta det som andra delat, gör om det egna ovanpå och dela det med dem.")
    )(sync)


def sync(
    ctx: typer.Context,
    *,
    remote: Annotated[
        str | None,
        typer.Option("--remote", metavar=N_("NAMN"), help=N_("Fjärren att dela genom; annars grenens egen.")),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Hämta och visa vad som skulle göras; flytta och skicka ingenting."))
    ] = False,
) -> None:
    """Share the branch with others."""
    from fyrportfolj.cli.findings import findings
    from fyrportfolj.cli.views.sync import synced
    from fyrportfolj.commands.sync import How
    from fyrportfolj.commands.sync import sync as run

    session = session_of(ctx)
    ws = session.workspace()
    meter = Meter(session)
    try:
        result = run(ws, How(remote=remote, dry_run=dry_run, heard=meter.show if meter.wanted else None))
    finally:
        meter.clear()
    session.show(result, lambda done, _width: synced(done))
    if result.diagnostics and not session.as_json:
        session.console.note(findings(result.diagnostics, ws.root, lambda _d: None, session.console.width))


class Meter:
    """One line on a terminal that says how far it has come; gone when it is done."""

    def __init__(self, session: Session) -> None:
        """Look whether a person watches."""
        self._console = session.console
        self._wide = 0
        self.wanted = not session.as_json and session.console.err.isatty()

    def show(self, what: str, done: int, of: int) -> None:
        """Write the line anew.

        Args:
            what: `hamtar` or `skickar`.
            done: objects so far.
            of: all of them, or 0 when nobody knows.
        """
        sentence = (
            T("Hämtar {antal} av {alla}", antal=done, alla=of or "?")
            if what == "hamtar"
            else T("Skickar {antal} av {alla}", antal=done, alla=of or "?")
        )
        text = self._console.say(sentence)[: self._console.width - 1]
        self._console.anew(text.ljust(self._wide))
        self._wide = len(text)

    def clear(self) -> None:
        """Take the line away."""
        if self._wide:
            self._console.anew(" " * self._wide)
            self._console.anew("")
            self._wide = 0
