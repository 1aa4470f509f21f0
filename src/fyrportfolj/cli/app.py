"""The command tree: every verb with its options, each one call and one renderer."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from itertools import zip_longest
from typing import Annotated

import typer
from typer._click import Command

from fyrportfolj import __version__
from fyrportfolj.cli.argv import first_word
from fyrportfolj.cli.guard import Guard
from fyrportfolj.cli.options import days_ahead_option, who_option
from fyrportfolj.cli.parsing import CONTEXT, FyrGroup
from fyrportfolj.cli.session import Session, session_of
from fyrportfolj.cli.streams import flushed
from fyrportfolj.cli.warm import Answer
from fyrportfolj.cli.words import N_
from fyrportfolj.i18n import LANGUAGES

PROGRAM = "fyr"
ROOMS = {
    "status": "look",
    "list": "look",
    "show": "look",
    "check": "check",
    "explain": "check",
    "gate": "gate",
    "artefact": "artefact",
    "risk": "risk",
    "remiss": "remiss",
    "benefit": "benefit",
    "funding": "funding",
    "scenario": "scenario",
    "capability": "capability",
    "capacity": "capacity",
    "plan": "plan",
    "priority": "priority",
    "report": "report",
    "site": "site",
    "ci": "ci",
    "new": "write",
    "set": "write",
    "edit": "write",
    "sync": "sync",
    "log": "log",
    "diff": "diff",
    "audit": "audit",
    "server": "server",
    "policy": "policy",
    "mandate": "mandate",
    "init": "start",
    "schema": "start",
    "doctor": "start",
    "completion": "start",
}
"""Verb to the module that declares it, in the order of the help."""

COMPLETE = "_FYR_COMPLETE"
"""Variable that the shell sets when it asks for completions."""

_MOST = 8
"""Lines of each kind on the first page."""


def waiting(
    ctx: typer.Context,
    *,
    who: Annotated[str | None, who_option(N_("Bara det som väntar på en roll, ett organ eller en kommun."))] = None,
    near: Annotated[int, days_ahead_option(N_("Hur många dagar framåt som är nära."))] = 30,
    everything: Annotated[
        bool, typer.Option("--alla", help=N_("Visa allt, inte bara det första av varje slag."))
    ] = False,
    version: Annotated[bool, typer.Option("--version", "-V", help=N_("Visa programmets version."))] = False,
) -> None:
    """Show what waits when no command is named."""
    session = session_of(ctx)
    if version:
        session.console.text(f"{PROGRAM} {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is not None:
        return
    session.expect_common_format()
    from fyrportfolj.cli.views.waiting import waiting as view
    from fyrportfolj.commands.waiting import waiting as run

    most = None if everything else _MOST
    session.show(run(session.workspace(), who, near), lambda w, _width: view(w, most))


def build(argv: Sequence[str]) -> typer.Typer:
    """Give the command tree, or only the part that a call needs: declaring all of it costs more than most calls.

    Args:
        argv: the arguments after the program's name.
    """
    app = typer.Typer(
        name=PROGRAM,
        cls=FyrGroup,
        context_settings=CONTEXT,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help=N_(
            "Portföljstyrning för kommungemensam digitalisering, som ren text i git. Utan kommando: vad som väntar."
        ),
    )
    app.callback(invoke_without_command=True)(waiting)
    verb = first_word(argv)
    rooms = [ROOMS[verb]] if verb in ROOMS and COMPLETE not in os.environ else list(dict.fromkeys(ROOMS.values()))
    for room in rooms:
        import_module(f"fyrportfolj.cli.{room}").add_to(app)
    return app


def command_tree(argv: Sequence[str]) -> Command:
    """Give the tree as Typer runs it, with the verbs in the order of `ROOMS`."""
    command = typer.main.get_command(build(argv))
    assert isinstance(command, FyrGroup)  # noqa: S101  (build says so)
    command.commands = {name: command.commands[name] for name in ROOMS if name in command.commands}
    return command


def run(argv: Sequence[str], answer: Answer | None = None) -> int:
    """Run one call.

    Args:
        argv: the arguments after the program's name.
        answer: listens to what is printed, so that it can be remembered.

    Returns:
        The exit code.
    """
    session = Session(language=_early_language(argv), answer=answer)
    with Guard(session):
        command = command_tree(argv)
        if COMPLETE in os.environ:
            from typer._completion_classes import completion_init

            completion_init()
            command.main(args=list(argv), prog_name=PROGRAM, complete_var=COMPLETE, obj=session)
        with command.make_context(PROGRAM, list(argv), obj=session) as ctx:
            command.invoke(ctx)
    with Guard(session):
        session.exit_code = flushed(session.exit_code)
    return session.exit_code


def _early_language(argv: Sequence[str]) -> str:
    """Find the language before the call is parsed, so that help and mistakes come in it too."""
    for word, following in zip_longest(argv, argv[1:], fillvalue=""):
        name, _, value = word.partition("=")
        if name == "--lang" and (value or following) in LANGUAGES:
            return value or following
    wanted = os.environ.get("FYR_LANG", "")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]
