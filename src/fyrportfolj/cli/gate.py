"""`fyr gate`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fyrportfolj.cli.decision_options import GateAdvanceCommand, values_of
from fyrportfolj.cli.options import DRY_RUN, ID
from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from fyrportfolj.cli.session import Session, session_of
from fyrportfolj.cli.values import day
from fyrportfolj.cli.words import N_
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T

if TYPE_CHECKING:
    from fyrportfolj.commands.gate_advance import Request
    from fyrportfolj.commands.workspace import Workspace


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    group = typer.Typer(cls=FyrGroup, rich_markup_mode=None)
    group.command("status", cls=FyrCommand, help=N_("Visa var initiativ och projekt står och vem de väntar på."))(
        status
    )
    group.command("check", cls=FyrCommand, help=N_("Visa varje kriterium i grinden, och vilka beslut som saknas."))(
        check
    )
    group.command("advance", cls=GateAdvanceCommand, help=N_("Registrera ett beslut i grinden; det blir en commit."))(
        advance
    )
    group.command("log", cls=FyrCommand, help=N_("Visa besluten och vart de ledde."))(log)
    app.add_typer(group, name="gate", help=N_("Grindar: vad som krävs, vem som beslutar, och att registrera beslut."))


def status(
    ctx: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID…", help=N_("Bara dessa; annars alla som lämnat första fasen."))
    ] = None,
) -> None:
    """Say where undertakings stand."""
    from fyrportfolj.cli.views.gate import standings
    from fyrportfolj.commands.gate import status as run

    session = session_of(ctx)
    ws = session.workspace()
    session.show(run(ws, ids or ()), lambda rows, width: standings(rows, ws.portfolio, width))


def check(ctx: typer.Context, id_: ID) -> None:
    """Show what the gate asks for."""
    from fyrportfolj.cli.findings import criterion_place
    from fyrportfolj.cli.views.gate import gate_check
    from fyrportfolj.commands.gate import check as run

    session = session_of(ctx)
    ws = session.workspace()
    session.show(run(ws, id_), lambda found, _width: gate_check(found, ws.portfolio, criterion_place(ws)))


def log(ctx: typer.Context, id_: ID) -> None:
    """Show the decisions."""
    from fyrportfolj.cli.views.gate import decision_log
    from fyrportfolj.commands.gate import log as run

    session = session_of(ctx)
    ws = session.workspace()
    session.show(run(ws, id_), lambda rows, width: decision_log(rows, ws.portfolio, width))


def advance(ctx: typer.Context, id_: ID, *, dry_run: DRY_RUN = False) -> None:
    """Record a decision; what is not said and must be known is asked for on a terminal."""
    from fyrportfolj.cli.decided import show_advanced
    from fyrportfolj.commands.gate_advance import advance as run

    said = values_of(ctx)
    held = said.get("motesutfall", "beslutat") == "beslutat"
    if not held and "utfall" in said:
        raise UsageError(T("--utfall gäller bara när mötet beslutade"), T("utelämna --utfall, eller --motesutfall"))
    session = session_of(ctx)
    ws = session.workspace()
    again = said.pop("ateruppta", False)
    said["typ"] = "ateruppta" if again else "grind"
    said["utfall"] = said.get("utfall", "fortsatt") if held and not again else None
    request = _request(session, ws, id_, said)
    show_advanced(session, ws, run(ws, id_, request, dry_run=dry_run))


def _request(session: Session, ws: Workspace, id_: str, said: dict[str, Any]) -> Request:
    from fyrportfolj.commands.gate_advance import Request

    known = _Known(said.pop("organ", None), said.pop("kommun", None), said.pop("datum", None))
    organ, kommun, datum = _asked_for(session, ws, id_, known)
    if said["utfall"] == "tillbaka" and "motivering" not in said and session.console.interactive:
        said["motivering"] = session.console.ask(T("Skälen till att gå tillbaka"))
    return Request(organ=organ, kommun=kommun, datum=datum, **said)


@dataclass(frozen=True)
class _Known:
    organ: str | None
    kommun: str | None
    datum: date | None


def _asked_for(session: Session, ws: Workspace, id_: str, known: _Known) -> tuple[str, str | None, date]:
    """Fill in what is missing by asking; a pipe cannot be asked and is told what to add."""
    entry = ws.find(id_)
    console = session.console
    organ, kommun = known.organ, known.kommun
    if not console.interactive:
        missing = tuple(name for name, value in (("--organ", organ), ("--datum", known.datum)) if value is None)
        if missing:
            raise UsageError(
                T("{alternativ} saknas", alternativ=missing), T("ange dem; frågor ställs bara i en terminal")
            )
    if organ is None:
        from fyrportfolj.commands.verdict import verdict_of

        verdict = verdict_of(ws.portfolio, entry, ws.today)
        waiting = [o for s in verdict.vantar_pa for row in s.rader for group in row.vantar_pa for o in group]
        choices = tuple(dict.fromkeys(waiting))
        organ = console.ask(T("Organ ({val})", val=choices), choices[0] if len(choices) == 1 else None)
    body = ws.portfolio.organ.get(organ)
    if body is not None and body.per_kommun and kommun is None and console.interactive:
        kommun = console.ask(T("Kommun ({val})", val=tuple(d.kommun for d in entry.modell.deltagare)))
    return organ, kommun, known.datum or day(console.ask(T("Sammanträdesdag, ÅÅÅÅ-MM-DD"), ws.today.isoformat()))
