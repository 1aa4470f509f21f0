"""`fyr log`."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from fyrportfolj.cli.completion import complete_id
from fyrportfolj.cli.options import choice, day_option
from fyrportfolj.cli.parsing import FyrCommand
from fyrportfolj.cli.session import Session, session_of
from fyrportfolj.cli.values import whole
from fyrportfolj.cli.words import N_

if TYPE_CHECKING:
    from fyrportfolj.commands.log_line import LogLine

_MOST = 1_000_000
Sheet: TypeAlias = Literal["xlsx", "csv"]

_ID: TypeAlias = Annotated[
    str | None,
    typer.Argument(
        metavar="ID",
        help=N_("Bara initiativet eller projektet; annars beslut och policy i hela portföljen."),
        autocompletion=complete_id,
    ),
]
_DECISIONS: TypeAlias = Annotated[
    bool, typer.Option("--decisions", help=N_("Bara beslut, rättelser och policy, utan vad de ändrade."))
]
_EVERYTHING: TypeAlias = Annotated[bool, typer.Option("--alla", help=N_("Också arbete och sammanfogningar."))]
_SINCE: TypeAlias = Annotated[date | None, day_option("--since", N_("Registrerat den dagen eller senare."))]
_UNTIL: TypeAlias = Annotated[date | None, day_option("--until", N_("Registrerat den dagen eller tidigare."))]
_LIMIT: TypeAlias = Annotated[
    int | None,
    typer.Option("--limit", metavar=N_("ANTAL"), parser=whole(1, _MOST), help=N_("Högst så många; annars alla.")),
]
_TO: TypeAlias = Annotated[
    Sheet | None, choice(Sheet, "--to", text=N_("Skriv besluten som kalkylblad, en rad per beslut."))
]
_OUT: TypeAlias = Annotated[
    Path | None, typer.Option("--out", metavar=N_("FIL"), help=N_("Var kalkylbladet läggs; annars här."))
]


def add_to(app: typer.Typer) -> None:
    """Register the command.

    Args:
        app: the command tree.
    """
    app.command("log", cls=FyrCommand, help=N_("Visa vad som är registrerat, av vem, och vad det ändrade i sak."))(log)


def log(  # noqa: PLR0913  (one argument per option)
    ctx: typer.Context,
    id_: _ID = None,
    *,
    decisions: _DECISIONS = False,
    everything: _EVERYTHING = False,
    since: _SINCE = None,
    until: _UNTIL = None,
    limit: _LIMIT = None,
    to: _TO = None,
    out: _OUT = None,
) -> None:
    """Show the log, or write the decisions as a sheet."""
    from fyrportfolj.commands.log import Asked, gathered
    from fyrportfolj.commands.log import log as run

    session = session_of(ctx)
    line = _opened(session)
    asked = Asked(id_, decisions, everything, since, until, limit)
    if to is not None:
        from fyrportfolj.cli.views.log import made_sheet
        from fyrportfolj.commands.log_sheet import write_sheet

        session.show(write_sheet(line, asked, to, out, session.language), made_sheet)
        return
    from fyrportfolj.cli.views.log import log_rows

    result = run(line, asked)
    session.show(replace(result, data=gathered(result.data)) if session.as_json else result, log_rows)


def _opened(session: Session) -> LogLine:
    from fyrportfolj.commands.log_line import LogLine

    options = session.options
    line = LogLine.open(options.portfolio or session.start, search=options.portfolio is None, as_of=options.as_of)
    if not options.lang and not os.environ.get("FYR_LANG"):
        session.language = line.names.sprak
    return line
