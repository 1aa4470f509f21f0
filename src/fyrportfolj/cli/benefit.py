"""`fyr benefit`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias, TypeVar

import typer

from fyrportfolj.cli.options import (
    COMMIT,
    DRY_RUN,
    ID,
    choice,
    comment_option,
    day_option,
    days_ahead_option,
    kommun_option,
)
from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from fyrportfolj.cli.session import Session, session_of
from fyrportfolj.cli.values import amount, whole
from fyrportfolj.cli.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from fyrportfolj.cli.blocks import Blocks
    from fyrportfolj.commands.result import Result
    from fyrportfolj.commands.workspace import Workspace

D = TypeVar("D")

NYTTA: TypeAlias = Annotated[str, typer.Argument(metavar="NYTTA", help=N_("Nyttans nyckel i filen, till exempel N1."))]
OPTIONAL: TypeAlias = Annotated[
    str | None, typer.Argument(metavar="ID", help=N_("Initiativets eller projektets id; annars hela portföljen."))
]
Kind: TypeAlias = Literal["finansiell", "omfordelning", "kvalitet", "miljo"]
Key: TypeAlias = Literal["lika", "invanare", "blandad", "anvandning", "manuell"]
_WHOLE = 100
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    group = typer.Typer(cls=FyrGroup, rich_markup_mode=None)
    for name, run, said in (
        ("list", list_, N_("Lista nyttor med mått, belopp och ansvarig.")),
        ("calc", calc, N_("Räkna nyttokalkylen: nettonuvärde, kvoter, återbetalning och känslighet.")),
        ("split", split, N_("Visa vem som betalar och vem som får nyttan, per kommun.")),
        ("measure", measure, N_("Skriv in en mätning av en nytta.")),
        ("ledger", ledger, N_("Visa huvudboken: planerat, realiserat, omplanerat och förlorat.")),
        ("forecast", forecast, N_("Jämför prognos, kalkyl, plan och utfall, som grindarna fryste dem.")),
        ("due", due, N_("Visa vilka nyttor som ska mätas, och när.")),
        ("accuracy", accuracy, N_("Visa hur väl tidigare prognoser har hållit.")),
    ):
        group.command(name, cls=FyrCommand, help=said)(run)
    app.add_typer(group, name="benefit", help=N_("Nyttor: räkna, dela, mät och följ upp."))


def list_(
    ctx: typer.Context,
    id_: OPTIONAL = None,
    *,
    typ: Annotated[Kind | None, choice(Kind, "--typ", metavar=N_("NYTTOTYP"), text=N_("Bara ett slags nytta."))] = None,
    kommun: Annotated[str | None, kommun_option(N_("Bara nyttor som kommunen får."))] = None,
) -> None:
    """List benefits."""
    from fyrportfolj.cli.views.benefit import benefit_list
    from fyrportfolj.commands.benefit import list_benefits

    session = session_of(ctx)
    session.show(list_benefits(session.workspace(), kind=typ, kommun=kommun, id_=id_), benefit_list)


def calc(
    ctx: typer.Context,
    id_: ID,
    *,
    med_omfordelning: Annotated[
        bool,
        typer.Option("--med-omfordelning", help=N_("Visa också vad det blir om frigjord tid räknas som pengar.")),
    ] = False,
) -> None:
    """Work out a calculation."""
    from fyrportfolj.cli.views.benefit_calc import calculated
    from fyrportfolj.commands.benefit import calc as run

    session = session_of(ctx)
    ws = session.workspace()
    _show(session, ws, run(ws, id_, moved=med_omfordelning), calculated)


def split(
    ctx: typer.Context,
    id_: ID,
    *,
    key: Annotated[Key | None, choice(Key, "--key", text=N_("Fördelningsnyckeln; annars insatsens egen."))] = None,
    andel_lika: Annotated[
        int | None,
        typer.Option(
            "--andel-lika",
            metavar=N_("PROCENT"),
            parser=whole(0, _WHOLE),
            help=N_("Del som en blandad nyckel delar lika."),
        ),
    ] = None,
) -> None:
    """Split costs and benefits."""
    from fyrportfolj.cli.views.benefit_calc import parties
    from fyrportfolj.commands.benefit import split as run

    session = session_of(ctx)
    ws = session.workspace()
    _show(session, ws, run(ws, id_, key, andel_lika), parties)


def measure(  # noqa: PLR0913  (one argument per option)
    ctx: typer.Context,
    id_: ID,
    nytta: NYTTA,
    *,
    kalla: Annotated[str, typer.Option("--kalla", metavar=N_("TEXT"), help=N_("Varifrån värdet kommer."))],
    varde: Annotated[
        Decimal | None,
        typer.Option("--varde", metavar=N_("TAL"), parser=amount, help=N_("Värdet i indikatorns enhet.")),
    ] = None,
    belopp: Annotated[
        Decimal | None, typer.Option("--belopp", metavar=N_("KRONOR"), parser=amount, help=N_("Nyttan i kronor."))
    ] = None,
    datum: Annotated[date | None, day_option("--datum", N_("Mätningens dag; annars i dag."))] = None,
    kommun: Annotated[str | None, kommun_option(N_("Kommunen som beloppet bokförs på i huvudboken."))] = None,
    ar: Annotated[
        int | None,
        typer.Option(
            "--ar",
            metavar=N_("ÅR"),
            parser=whole(_FIRST_YEAR, _LAST_YEAR),
            help=N_("Året som kommunens belopp gäller; annars dagens år."),
        ),
    ] = None,
    kommentar: Annotated[str | None, comment_option(N_("Vad som förklarar värdet."))] = None,
    dry_run: DRY_RUN = False,
    commit: COMMIT = False,
) -> None:
    """Write a measurement."""
    from fyrportfolj.cli.edited import show_edited
    from fyrportfolj.commands.benefit_measure import Measurement
    from fyrportfolj.commands.benefit_measure import measure as run
    from fyrportfolj.commands.editing import How

    session = session_of(ctx)
    ws = session.workspace()
    asked = Measurement(varde, belopp, datum, kalla, kommentar, kommun, ar)
    show_edited(session, ws, run(ws, id_, nytta, asked, How(dry_run, commit)))


def ledger(ctx: typer.Context, id_: OPTIONAL = None) -> None:
    """Show the ledger."""
    from fyrportfolj.cli.views.benefit import ledger as view
    from fyrportfolj.commands.benefit_follow import ledger as run

    session = session_of(ctx)
    session.show(run(session.workspace(), id_), view)


def forecast(ctx: typer.Context, id_: ID) -> None:
    """Compare forecast and outcome."""
    from fyrportfolj.cli.views.benefit import forecast as view
    from fyrportfolj.commands.benefit_follow import forecast as run

    session = session_of(ctx)
    session.show(run(session.workspace(), id_), view)


def due(
    ctx: typer.Context,
    id_: OPTIONAL = None,
    *,
    near: Annotated[int, days_ahead_option(N_("Hur många dagar framåt som visas."))] = 365,
) -> None:
    """Show what is to be measured."""
    from fyrportfolj.cli.views.benefit import due as view
    from fyrportfolj.commands.benefit_follow import due as run

    session = session_of(ctx)
    session.show(run(session.workspace(), ahead=near, id_=id_), view)


def accuracy(ctx: typer.Context) -> None:
    """Show how forecasts have held."""
    from fyrportfolj.cli.views.benefit import accuracy as view
    from fyrportfolj.commands.benefit_follow import past

    session = session_of(ctx)
    session.show(past(session.workspace()), view)


def _show(session: Session, ws: Workspace, result: Result[D], view: Callable[[D, int], Blocks]) -> None:
    """Print a result, and for people the findings that kept it from being worked out."""
    from fyrportfolj.cli.edited import refused

    session.show(result, view)
    if result.diagnostics and not session.as_json:
        files = {d.fil: ws.loaded.texts[d.fil].decode("utf-8") for d in result.diagnostics}
        session.console.note(refused(ws, result.diagnostics, files, session.console.width))
