"""`fyr remiss`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

import typer

from fyrportfolj.cli.options import COMMIT, DRY_RUN, ID, OUT, PARAGRAF, choice, day_option, reasons_option
from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from fyrportfolj.cli.session import session_of
from fyrportfolj.cli.values import between_commas
from fyrportfolj.cli.words import N_
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T

Channel: TypeAlias = Literal["manuell", "github", "gitlab", "forgejo"]
Judgement: TypeAlias = Literal["beaktas", "beaktas_delvis", "beaktas_ej", "noteras"]
Calendar: TypeAlias = Literal["ics"]

HANDLING: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--handling",
        metavar=N_("INSATS/DOKUMENT"),
        help=N_("Det som skickas, eller handlingsplan för hela planen."),
    ),
]
KANAL: TypeAlias = Annotated[
    Channel | None, choice(Channel, "--kanal", text=N_("Var remissen ligger öppen, utöver filerna."))
]
TILL: TypeAlias = Annotated[
    str | None,
    typer.Option("--till", metavar=N_("KOMMUN,…"), help=N_("De som tillfrågas; annars alla medlemskommuner.")),
]
FRAGA: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--fraga", metavar=N_("RUBRIK: FRÅGA"), help=N_("En fråga; får anges flera gånger, i ordning.")),
]
SVAR_SENAST: TypeAlias = Annotated[date | None, day_option("--svar-senast", N_("Sista svarsdag."))]
BESLUTAT_AV: TypeAlias = Annotated[
    str | None, typer.Option("--beslutat-av", metavar=N_("ORGAN"), help=N_("Organet som beslutade yttrandet."))
]
BESLUTSDATUM: TypeAlias = Annotated[date | None, day_option("--datum", N_("Dagen för beslutet."))]
DIARIENUMMER: TypeAlias = Annotated[
    str | None, typer.Option("--diarienummer", metavar=N_("NUMMER"), help=N_("Instansens eget diarienummer."))
]
INKOM: TypeAlias = Annotated[date | None, day_option("--inkom", N_("Dagen då svaret kom in."))]
RUBRIK: TypeAlias = Annotated[str | None, typer.Option("--rubrik", metavar=N_("TEXT"), help=N_("Vad remissen gäller."))]
SYFTE: TypeAlias = Annotated[
    str | None, typer.Option("--syfte", metavar=N_("TEXT"), help=N_("Varför synpunkter behövs."))
]


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    group = typer.Typer(cls=FyrGroup, rich_markup_mode=None)
    group.command("open", cls=FyrCommand, help=N_("Skicka en handling på remiss: missiv, frågor och svarsformulär."))(
        open_
    )
    group.command("register", cls=FyrCommand, help=N_("Registrera svar: filer, eller det som kanalen håller."))(
        register
    )
    group.command("assess", cls=FyrCommand, help=N_("Bedöm en synpunkt, med skäl och den ändring den ledde till."))(
        assess
    )
    group.command("status", cls=FyrCommand, help=N_("Visa vilka som svarat, dagar kvar och påminnelser."))(status)
    group.command("remind", cls=FyrCommand, help=N_("Påminn dem som inte svarat, där remissen ligger öppen."))(remind)
    group.command("compile", cls=FyrCommand, help=N_("Gör yttranderapporten, med svaren som bilagor."))(compile_)
    group.command("close", cls=FyrCommand, help=N_("Stäng remissen; den som inte svarat redovisas så."))(close)
    app.add_typer(group, name="remiss", help=N_("Remisser: skicka, ta emot, bedöma och sammanställa."))


def open_(  # noqa: PLR0913  (one argument per option)
    ctx: typer.Context,
    id_: ID,
    *,
    handling: HANDLING = None,
    rubrik: RUBRIK = None,
    syfte: SYFTE = None,
    fraga: FRAGA = None,
    till: TILL = None,
    svar_senast: SVAR_SENAST = None,
    kanal: KANAL = None,
    out: OUT = None,
    dry_run: DRY_RUN = False,
    commit: COMMIT = False,
) -> None:
    """Open a round."""
    from fyrportfolj.cli.views.remiss import opened, show_changed
    from fyrportfolj.commands.editing import How
    from fyrportfolj.commands.remiss_open import Wanted, open_round

    session = session_of(ctx)
    ws = session.workspace()
    asked = Wanted(
        handling=handling,
        rubrik=rubrik,
        syfte=syfte,
        fragor=tuple(_question(text) for text in fraga or ()),
        till=between_commas(till),
        svar_senast=svar_senast,
        kanal=kanal,
    )
    folder = out or Path(f"remiss-{id_}")
    show_changed(session, ws, open_round(ws, id_, asked, folder, How(dry_run, commit)), opened)


def register(  # noqa: PLR0913  (one argument per option)
    ctx: typer.Context,
    id_: ID,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar=N_("FIL…"), help=N_("Svar som filer; utan filer hämtas det som kanalen håller.")),
    ] = None,
    *,
    instans: Annotated[str | None, typer.Option("--instans", metavar=N_("KOMMUN"), help=N_("Den som svarar."))] = None,
    stallning: Annotated[
        str | None, typer.Option("--stallning", metavar=N_("ORD"), help=N_("Ställningstagandet i stort."))
    ] = None,
    beslutat_av: BESLUTAT_AV = None,
    datum: BESLUTSDATUM = None,
    paragraf: PARAGRAF = None,
    diarienummer: DIARIENUMMER = None,
    inkom: INKOM = None,
    synpunkt: Annotated[
        list[str] | None,
        typer.Option("--synpunkt", metavar=N_("F1: TEXT"), help=N_("En synpunkt, med frågans nyckel om den har en.")),
    ] = None,
    dry_run: DRY_RUN = False,
    commit: COMMIT = False,
) -> None:
    """Register answers."""
    from fyrportfolj.cli.views.remiss import registered, show_changed
    from fyrportfolj.commands.editing import How
    from fyrportfolj.commands.remiss_register import fetch, said_by_hand
    from fyrportfolj.commands.remiss_register import register as run

    session = session_of(ctx)
    given: dict[str, Any] = {
        "instans": instans,
        "stallningstagande": stallning,
        "organets_namn": beslutat_av,
        "beslutsdatum": datum.isoformat() if datum else None,
        "paragraf": paragraf,
        "diarienummer": diarienummer,
        "svar": said_by_hand(synpunkt or ()),
    }
    entered = {name: value for name, value in given.items() if value}
    ws = session.workspace()
    how = How(dry_run, commit)
    if not files and entered:
        raise UsageError(T("uppgifterna hör till en fil, men ingen fil är angiven"), T("ange filen efter id"))
    result = run(ws, id_, files, entered, how, came=inkom) if files else fetch(ws, id_, how)
    show_changed(session, ws, result, registered)


def assess(  # noqa: PLR0913  (one argument per option)
    ctx: typer.Context,
    id_: ID,
    synpunkt: Annotated[str, typer.Argument(metavar="SYNPUNKT", help=N_("Synpunktens id, till exempel S3."))],
    *,
    bedomning: Annotated[Judgement, choice(Judgement, "--bedomning", text=N_("Vad som görs med synpunkten."))],
    motivering: Annotated[str | None, reasons_option(N_("Skälen för bedömningen."))] = None,
    andring: Annotated[
        list[str] | None,
        typer.Option(
            "--andring", metavar="COMMIT", help=N_("Incheckningen som synpunkten ledde till; får anges flera gånger.")
        ),
    ] = None,
    andring_text: Annotated[
        str | None, typer.Option("--andring-text", metavar=N_("TEXT"), help=N_("Vad som ändrats, i ord."))
    ] = None,
    ansvarig: Annotated[
        str | None, typer.Option("--ansvarig", metavar=N_("ROLL"), help=N_("Rollen som tar hand om synpunkten."))
    ] = None,
    dry_run: DRY_RUN = False,
    commit: COMMIT = False,
) -> None:
    """Assess a point."""
    from fyrportfolj.cli.edited import show_edited
    from fyrportfolj.commands.editing import How
    from fyrportfolj.commands.remiss_assess import Assessment
    from fyrportfolj.commands.remiss_assess import assess as run

    session = session_of(ctx)
    ws = session.workspace()
    asked = Assessment(bedomning, motivering, andring_text, tuple(andring or ()), ansvarig)
    show_edited(session, ws, run(ws, id_, synpunkt, asked, How(dry_run, commit)))


def status(
    ctx: typer.Context,
    *,
    id_: Annotated[
        str | None, typer.Argument(metavar="ID", help=N_("Bara en remiss; annars alla."), show_default=False)
    ] = None,
    to: Annotated[Calendar | None, choice(Calendar, "--to", text=N_("Skriv sista svarsdag som kalenderfil."))] = None,
    out: OUT = None,
    paminn: Annotated[bool, typer.Option("--paminn", help=N_("Visa texter till dem som inte svarat."))] = False,
) -> None:
    """Show how consultations stand."""
    from fyrportfolj.cli.views.remiss import calendar_written, statuses
    from fyrportfolj.commands.remiss_status import status as run
    from fyrportfolj.commands.remiss_status import write_calendar

    session = session_of(ctx)
    ws = session.workspace()
    if to:
        session.show(write_calendar(ws, id_, out or Path()), calendar_written)
        return
    session.show(run(ws, id_), lambda found, width: statuses(found, width, whole=id_ is not None, remind=paminn))


def remind(ctx: typer.Context, id_: ID, *, dry_run: DRY_RUN = False) -> None:
    """Remind those who have not answered."""
    from fyrportfolj.cli.views.remiss import reminded
    from fyrportfolj.commands.remiss_remind import remind as run

    session = session_of(ctx)
    session.show(run(session.workspace(), id_, dry_run=dry_run), reminded)


def compile_(
    ctx: typer.Context,
    id_: ID,
    *,
    to: Annotated[
        str, typer.Option("--to", metavar="md,pdf", help=N_("Format, med komma emellan: md, html, pdf, docx, xlsx."))
    ] = "md",
    out: OUT = None,
) -> None:
    """Make the report."""
    from fyrportfolj.cli.views.remiss import compiled
    from fyrportfolj.commands.remiss_compile import compile_report

    session = session_of(ctx)
    session.show(compile_report(session.workspace(), id_, between_commas(to), out or Path()), compiled)


def close(
    ctx: typer.Context,
    id_: ID,
    *,
    early: Annotated[
        bool, typer.Option("--i-fortid", help=N_("Stäng fast svarstiden inte är slut och någon inte har svarat."))
    ] = False,
    dry_run: DRY_RUN = False,
    commit: COMMIT = False,
) -> None:
    """Close a round."""
    from fyrportfolj.cli.views.remiss import closed, show_changed
    from fyrportfolj.commands.editing import How
    from fyrportfolj.commands.remiss_close import close as run

    session = session_of(ctx)
    ws = session.workspace()
    show_changed(session, ws, run(ws, id_, How(dry_run, commit), early=early), closed)


def _question(text: str) -> tuple[str, str]:
    head, sign, question = text.partition(":")
    if not sign or not head.strip() or not question.strip():
        raise UsageError(
            T("--fraga: ”{text}” har ingen rubrik", text=text), T('skriv "Rubrik: frågan", med kolon emellan')
        )
    return head.strip(), question.strip()
