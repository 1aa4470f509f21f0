"""Commands around a portfolio: init, schema, doctor, completion."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

from fyrportfolj.cli.options import choice
from fyrportfolj.cli.parsing import FyrCommand
from fyrportfolj.cli.session import session_of
from fyrportfolj.cli.words import N_

Shell: TypeAlias = Literal["bash", "zsh", "fish", "powershell"]


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    app.command("init", cls=FyrCommand, help=N_("Skapa en ny portfölj med processer, register och editorstöd."))(init)
    app.command("schema", cls=FyrCommand, help=N_("Skriv JSON Schema för portföljens filer."))(schema)
    app.command("doctor", cls=FyrCommand, help=N_("Visa versioner och vad som saknas på den här datorn."))(doctor)
    app.command("completion", cls=FyrCommand, help=N_("Skriv skriptet som ger skalet komplettering med tabb."))(
        completion
    )


def init(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar=N_("KATALOG"), help=N_("Var portföljen ska ligga."))],
    *,
    namn: Annotated[str | None, typer.Option("--namn", metavar=N_("TEXT"), help=N_("Portföljens namn."))] = None,
    agare: Annotated[
        str | None, typer.Option("--agare", metavar=N_("TEXT"), help=N_("Organisationen som äger portföljen."))
    ] = None,
    commit: Annotated[bool, typer.Option("--commit", help=N_("Gör också den första committen."))] = False,
) -> None:
    """Make a new portfolio."""
    from fyrportfolj.cli.views.start import initialised
    from fyrportfolj.commands.init import init as run

    session = session_of(ctx)
    session.show(run(folder, namn=namn, agare=agare, commit=commit), initialised)


def schema(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("NAMN"), help=N_("En filsort eller artefakt att skriva ut; annars skrivs alla till fil.")
        ),
    ] = None,
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar=N_("KATALOG"), help=N_("Var filerna läggs; annars schema i portföljen.")),
    ] = None,
) -> None:
    """Write JSON Schema."""
    from fyrportfolj.cli.views.start import schemas
    from fyrportfolj.commands.json_schema import text_of
    from fyrportfolj.commands.roots import find_root
    from fyrportfolj.commands.schema import FOLDER, schema_of, write_schemas

    session = session_of(ctx)
    if name is not None:
        session.console.text(text_of(schema_of(name)))
        return
    given = session.options.portfolio
    if out is not None:
        session.show(write_schemas(out), schemas)
        return
    root = find_root(given or session.start, search=given is None)
    session.show(write_schemas(root / FOLDER, root), schemas)


def doctor(ctx: typer.Context) -> None:
    """Show versions and what is missing."""
    from fyrportfolj.cli.views.start import health
    from fyrportfolj.commands.doctor import doctor as run

    session = session_of(ctx)
    session.show(run(session.options.portfolio or session.start, search=session.options.portfolio is None), health)


def completion(
    ctx: typer.Context,
    shell: Annotated[Shell, choice(Shell, text=N_("Skalet som skriptet är till för."))],
) -> None:
    """Print the completion script of a shell."""
    from typer._completion_shared import get_completion_script

    script = get_completion_script(prog_name="fyr", complete_var="_FYR_COMPLETE", shell=shell)
    session_of(ctx).console.text(script)
