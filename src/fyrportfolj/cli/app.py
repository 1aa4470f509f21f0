"""The command tree: every verb with its options, each one call and one renderer."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from fyrportfolj import __version__
from fyrportfolj.cli import check, look
from fyrportfolj.cli.guard import BROKEN_PIPE, Guard
from fyrportfolj.cli.parsing import CONTEXT, FyrGroup
from fyrportfolj.cli.session import Session
from fyrportfolj.cli.words import N_
from fyrportfolj.i18n import LANGUAGES

PROGRAM = "fyr"

app = typer.Typer(
    name=PROGRAM,
    cls=FyrGroup,
    context_settings=CONTEXT,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=N_("Portföljstyrning för kommungemensam digitalisering, som ren text i git."),
)
for room in (look, check):
    room.add_to(app)


def run(argv: Sequence[str]) -> int:
    """Run one call.

    Args:
        argv: the arguments after the program's name.

    Returns:
        The exit code.
    """
    session = Session(language=_early_language(argv))
    with Guard(session):
        command = typer.main.get_command(app)
        if f"_{PROGRAM.upper()}_COMPLETE" in os.environ:
            from typer._completion_classes import completion_init

            completion_init()
            command.main(args=list(argv), prog_name=PROGRAM, obj=session)
        with command.make_context(PROGRAM, list(argv), obj=session) as ctx:
            command.invoke(ctx)
    return _flushed(session.exit_code)


def _early_language(argv: Sequence[str]) -> str:
    """Find the language before the call is parsed, so that help and mistakes come in it too."""
    for word, following in zip(argv, [*argv[1:], ""], strict=True):
        name, _, value = word.partition("=")
        if name == "--lang" and (value or following) in LANGUAGES:
            return value or following
    wanted = os.environ.get("FYR_LANG", "")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def _flushed(code: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more when it closes the stream at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return code


def version_text() -> str:
    """Give what `--version` prints."""
    return f"{PROGRAM} {__version__}"
