"""`fyr audit`: verify the history, keep the trust anchor, and check before a push."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from fyrportfolj.cli.session import Session, session_of
from fyrportfolj.cli.words import N_
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T

if TYPE_CHECKING:
    from fyrportfolj.commands.audit import Verified
    from fyrportfolj.commands.audit_place import Place
    from fyrportfolj.commands.audit_trust import Anchored
    from fyrportfolj.commands.result import Result

TRUST = Annotated[
    Path | None,
    typer.Option(
        "--trust", metavar=N_("FIL"), help=N_("Tillitsankaret; annars FYR_TRUST, annars filen i hemkatalogen.")
    ),
]
START = Annotated[
    str | None,
    typer.Option("--start", metavar=N_("INCHECKNING"), help=N_("Bedöm från den här incheckningen; den tas för given.")),
]
REF = Annotated[
    str | None,
    typer.Option("--ref", metavar=N_("GREN"), help=N_("Gren eller incheckning att granska; annars den som är vald.")),
]
REPO = Annotated[
    Path | None,
    typer.Option(
        "--repo", metavar=N_("KATALOG"), help=N_("Granska ett annat git-arkiv, till exempel en spegel utan filer.")
    ),
]


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    group = typer.Typer(cls=FyrGroup, rich_markup_mode=None)
    group.command("verify", cls=FyrCommand, help=N_("Granska hela historiken och säg vad som är bevisat."))(verify)
    group.command(
        "trust", cls=FyrCommand, help=N_("Skriv ner vilken historik som är den rätta, i en fil utanför arkivet.")
    )(trust)
    group.command("hook", cls=FyrCommand, help=N_("Skriv skriptet som granskar före varje git push."))(hook)
    app.add_typer(group, name="audit", help=N_("Revisionsspåret: granska historiken och vad den bevisar."))


def verify(
    ctx: typer.Context,
    *,
    trust: TRUST = None,
    start: START = None,
    old: Annotated[
        list[str] | None,
        typer.Option("--old", metavar=N_("INCHECKNING"), help=N_("En incheckning som ska finnas kvar; kan upprepas.")),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help=N_("Läs allt, även det som granskats förut."))] = False,
    ref: REF = None,
    repo: REPO = None,
) -> None:
    """Verify the history."""
    from fyrportfolj.cli.guard import state_folder, write_log
    from fyrportfolj.commands.audit import Asked
    from fyrportfolj.commands.audit import verify as run
    from fyrportfolj.commands.audit_cache import KEY_FILE

    session = session_of(ctx)
    place = _place(session, repo)
    asked = Asked(ref, start, tuple(old or ()), trust, full=full or in_ci(), secret=state_folder() / KEY_FILE)
    show(session, run(place, asked, int(time.time()), write_log))


def trust(
    ctx: typer.Context,
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar=N_("FIL"), help=N_("Filen; annars den i hemkatalogen."))
    ] = None,
    start: START = None,
    ref: REF = None,
    repo: REPO = None,
    accept: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--accept",
            metavar=N_("INCHECKNING KOD"),
            help=N_("Godta en känd avvikelse: incheckningen och felets kod; ingen kontrollpunkt läggs till."),
        ),
    ] = None,
    skal: Annotated[
        str | None, typer.Option("--skal", metavar=N_("TEXT"), help=N_("Varför avvikelsen godtas."))
    ] = None,
) -> None:
    """Write down which history is the right one."""
    from fyrportfolj.cli.guard import write_log
    from fyrportfolj.commands import audit_trust
    from fyrportfolj.commands.audit import Asked

    session = session_of(ctx)
    if (accept is None) != (skal is None):
        raise UsageError(T("--accept och --skal hör ihop"), T("skriv båda: vad som godtas och varför"))
    place = _place(session, repo)
    asked = Asked(ref, start, trust=out, ny=accept is None, full=True)
    now = int(time.time())
    if accept and skal:
        wanted = audit_trust.Accept(*accept, skal)
        made = audit_trust.accept(place, asked, wanted, now, write_log)
    else:
        today = session.options.today or datetime.fromtimestamp(now, UTC).astimezone().date()
        made = audit_trust.trust(place, asked, now, today, write_log)
    _anchor(session, place, made)


def hook(ctx: typer.Context) -> None:
    """Print the script of a pre-push hook."""
    from fyrportfolj.commands.hooks import pre_push

    session_of(ctx).console.text(pre_push())


def in_ci() -> bool:
    """Say whether a machine runs this for others: there nothing is left out for speed."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def show(session: Session, result: Result[Verified]) -> None:
    """Print what an audit came to and remember its exit code.

    Args:
        session: the call.
        result: what came of it.
    """
    from fyrportfolj.cli import findings, machine
    from fyrportfolj.cli.views.audit import author_of, summary

    session.exit_code = result.exit_code
    v, console = result.data, session.console
    match session.options.format:
        case "github":
            console.text(machine.github(result, session.language))
        case "sarif":
            console.text(machine.sarif(result, session.language))
        case "junit":
            console.text(machine.junit(result, session.language, "fyr audit"))
        case "json":
            session.show(result, lambda _data, _width: ())
        case _:
            console.show(findings.findings(result.diagnostics, v.rot, lambda _d: None, console.width, author_of(v)))
            console.show(summary(v, result.diagnostics))


def _place(session: Session, repo: Path | None) -> Place:
    from fyrportfolj.commands.audit_place import mirror_place, portfolio_place

    if session.options.as_of:
        raise UsageError(
            T("--as-of finns inte för granskningen av historiken"), T("ange en incheckning med --ref i stället")
        )
    if repo is not None:
        return mirror_place(repo)
    given = session.options.portfolio
    return portfolio_place(given or session.start, search=given is None)


def _anchor(session: Session, place: Place, made: Result[Anchored]) -> None:
    from fyrportfolj.cli import findings
    from fyrportfolj.cli.views.audit import anchored, refused, saved
    from fyrportfolj.commands.audit_trust import save

    a, console = made.data, session.console
    if a.text is None:
        session.show(made, lambda _data, _width: ())
        if not session.as_json:
            console.note(findings.findings(made.diagnostics, place.root, lambda _d: None, console.width))
            console.note(refused())
        return
    if not session.as_json:
        console.show(anchored(a))
        if a.ny and console.interactive and not console.confirm(T("Är det här rätt historik?")):
            raise typer.Abort
    written = save(place, a)
    if session.as_json:
        session.show(made, lambda _data, _width: ())
    else:
        console.show(saved(a, written=written))
