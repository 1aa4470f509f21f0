"""Commands that change files by hand's length: new, set, edit."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import typer

from fyrportfolj.cli.options import COMMIT, DRY_RUN, ID, choice
from fyrportfolj.cli.parsing import FyrCommand
from fyrportfolj.cli.session import Session, session_of
from fyrportfolj.cli.words import N_
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T, Text

Kind: TypeAlias = Literal["initiativ", "projekt", "remiss"]


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    app.command("new", cls=FyrCommand, help=N_("Lägg till ett initiativ, ett projekt eller en remiss som en ny fil."))(
        new
    )
    app.command("set", cls=FyrCommand, help=N_("Ge ett fält ett nytt värde; bara den raden ändras."))(set_)
    app.command("edit", cls=FyrCommand, help=N_("Öppna filen i en redigerare och kontrollera den efteråt."))(edit)


def new(  # noqa: PLR0913  (one argument per option)
    ctx: typer.Context,
    typ: Annotated[
        Kind, choice(Kind, text=N_("Vad som ska läggas till; en remiss är ett projekt som följer remissprocessen."))
    ],
    *,
    namn: Annotated[str | None, typer.Option("--namn", metavar=N_("TEXT"), help=N_("Namnet; id görs av det."))] = None,
    sammanfattning: Annotated[
        str | None, typer.Option("--sammanfattning", metavar=N_("TEXT"), help=N_("Vad det är, en till tre meningar."))
    ] = None,
    delomrade: Annotated[
        str | None,
        typer.Option(
            "--delomrade", metavar=N_("DELOMRÅDE"), help=N_("Delområdet i handlingsplanen; krävs för initiativ.")
        ),
    ] = None,
    program: Annotated[
        str | None, typer.Option("--program", metavar="ID", help=N_("Initiativet som ett projekt hör till."))
    ] = None,
    exempel: Annotated[bool, typer.Option("--exempel", help=N_("Märk som påhittat innehåll."))] = False,
    dry_run: DRY_RUN = False,
    commit: COMMIT = False,
) -> None:
    """Add an undertaking."""
    from fyrportfolj.cli.edited import show_edited
    from fyrportfolj.commands.editing import How
    from fyrportfolj.commands.new import NewUndertaking
    from fyrportfolj.commands.new import new as run

    session = session_of(ctx)
    ws = session.workspace()
    if typ == "initiativ" and delomrade is None:
        delomrade = _needed(session, "--delomrade", T("Delområde"), None)
    asked = NewUndertaking(
        typ=typ,
        namn=_needed(session, "--namn", T("Namn"), namn),
        sammanfattning=_needed(session, "--sammanfattning", T("Sammanfattning"), sammanfattning),
        delomrade=delomrade,
        program=program,
        exempel=exempel,
    )
    show_edited(session, ws, run(ws, asked, How(dry_run, commit)))


def set_(
    ctx: typer.Context,
    id_: Annotated[
        str, typer.Argument(metavar="ID", help=N_("Ett id, eller en fil i portföljen som register/kommuner.yaml."))
    ],
    path: Annotated[str, typer.Argument(metavar=N_("FÄLT"), help=N_("Till exempel risker.R1.sannolikhet."))],
    value: Annotated[
        str | None, typer.Argument(metavar=N_("VÄRDE"), help=N_("Det nya värdet; listor skrivs [a, b]."))
    ] = None,
    *,
    remove: Annotated[bool, typer.Option("--ta-bort", help=N_("Ta bort fältet i stället."))] = False,
    dry_run: DRY_RUN = False,
    commit: COMMIT = False,
) -> None:
    """Set a field."""
    from fyrportfolj.cli.edited import show_edited
    from fyrportfolj.commands.change import change
    from fyrportfolj.commands.editing import How

    if (value is None) != remove:
        raise UsageError(T("ange antingen ett värde eller --ta-bort"))
    session = session_of(ctx)
    ws = session.workspace()
    show_edited(session, ws, change(ws, id_, path, value, How(dry_run, commit)))


def edit(ctx: typer.Context, id_: ID) -> None:
    """Open an undertaking's file in an editor."""
    from fyrportfolj.cli.editor import edit_file

    session = session_of(ctx)
    edit_file(session, session.workspace(), id_)


def _needed(session: Session, option: str, question: Text, value: str | None) -> str:
    """Give the value, or ask for it; a pipe cannot be asked."""
    if value is not None:
        return value
    if not session.console.interactive:
        raise UsageError(T("{alternativ} saknas", alternativ=option), T("ange det; frågor ställs bara i en terminal"))
    return session.console.ask(question)
