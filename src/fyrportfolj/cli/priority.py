"""`fyr priority`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

import typer

from fyrportfolj.cli.options import COMMIT, DRY_RUN, choice, day_option, kommun_option, organ_option
from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from fyrportfolj.cli.quarters import quarter
from fyrportfolj.cli.session import session_of
from fyrportfolj.cli.values import BadValue, amount, between_commas
from fyrportfolj.cli.words import N_
from fyrportfolj.messages import T

ROUND: TypeAlias = Annotated[str, typer.Argument(metavar="ID", help=N_("Prioriteringens id."))]
Worth: TypeAlias = Literal["poang", "rangordning"]


def _money(value: str | Decimal) -> Decimal:
    kr = amount(value)
    if kr < 0 or kr != kr.quantize(Decimal("0.01")):
        raise BadValue(T("{varde} är inte ett belopp i kronor från 0", varde=str(value)))
    return kr


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    group = typer.Typer(cls=FyrGroup, rich_markup_mode=None)
    group.command("list", cls=FyrCommand, help=N_("Lista prioriteringarna, den senaste först."))(list_)
    group.command("show", cls=FyrCommand, help=N_("Visa regler, kriterier, kandidater och vilka som svarat."))(show)
    group.command("score", cls=FyrCommand, help=N_("Visa poängen, de fyra rutorna och hur säker ordningen är."))(score)
    group.command("rank", cls=FyrCommand, help=N_("Räkna kommunernas rangordningar med fyra metoder."))(rank)
    group.command("choose", cls=FyrCommand, help=N_("Föreslå vad som ryms i budget och kapacitet."))(choose)
    group.command("vote", cls=FyrCommand, help=N_("Skriv in en kommuns rangordning i filen."))(vote)
    app.add_typer(group, name="priority", help=N_("Prioritera tillsammans: poäng, rangordningar och val."))


def list_(ctx: typer.Context) -> None:
    """List the rounds."""
    from fyrportfolj.cli.views.priority import round_list
    from fyrportfolj.commands.priority import list_rounds

    session = session_of(ctx)
    session.show(list_rounds(session.workspace()), round_list)


def show(ctx: typer.Context, id_: ROUND) -> None:
    """Show a round."""
    from fyrportfolj.cli.views.priority import round_card
    from fyrportfolj.commands.priority import show as run

    session = session_of(ctx)
    session.show(run(session.workspace(), id_), round_card)


def score(ctx: typer.Context, id_: ROUND) -> None:
    """Score a round."""
    from fyrportfolj.cli.views.priority import scoring
    from fyrportfolj.commands.priority_score import score as run

    session = session_of(ctx)
    session.show(run(session.workspace(), id_), scoring)


def rank(ctx: typer.Context, id_: ROUND) -> None:
    """Count a round."""
    from fyrportfolj.cli.views.priority_rank import ranking
    from fyrportfolj.commands.priority_rank import rank as run

    session = session_of(ctx)
    session.show(run(session.workspace(), id_), ranking)


def choose(
    ctx: typer.Context,
    id_: ROUND,
    *,
    efter: Annotated[Worth, choice(Worth, "--efter", text=N_("Vad som ska bli så stort som möjligt."))] = "poang",
    budget: Annotated[
        Decimal | None,
        typer.Option("--budget", metavar="KR", parser=_money, help=N_("En annan budget än prioriteringens.")),
    ] = None,
    to_quarter: Annotated[
        str | None,
        typer.Option(
            "--to-quarter",
            metavar=N_("KVARTAL"),
            parser=quarter,
            help=N_("Sista kvartalet som kapaciteten prövas för, som 2027-K4."),
        ),
    ] = None,
) -> None:
    """Choose what fits."""
    from fyrportfolj.cli.views.priority_choose import chosen
    from fyrportfolj.commands.priority_choose import choose_round
    from fyrportfolj.rules.priority.choose import Asked

    session = session_of(ctx)
    asked = Asked(efter, budget, to_quarter)
    session.show(choose_round(session.workspace(), id_, asked), chosen)


def vote(  # noqa: PLR0913  (one argument per option)
    ctx: typer.Context,
    id_: ROUND,
    *,
    kommun: Annotated[str, kommun_option(N_("Kommunen som rangordnar."))],
    ordning: Annotated[
        str | None,
        typer.Option("--ordning", metavar="A,B=C,D", help=N_("Id med det viktigaste först; = mellan lika viktiga.")),
    ] = None,
    avstar: Annotated[bool, typer.Option("--avstar", help=N_("Kommunen avstår från att rangordna."))] = False,
    vill_delta: Annotated[
        str | None, typer.Option("--vill-delta", metavar="A,B", help=N_("Id som kommunen vill delta i."))
    ] = None,
    vill_inte_delta: Annotated[
        str | None, typer.Option("--vill-inte-delta", metavar="A,B", help=N_("Id som kommunen inte tänker delta i."))
    ] = None,
    jav: Annotated[str | None, typer.Option("--jav", metavar="A,B", help=N_("Id som kommunen är jävig för."))] = None,
    datum: Annotated[date | None, day_option("--datum", N_("Dagen den lämnades; annars i dag."))] = None,
    organ: Annotated[str | None, organ_option(N_("Organet som beslutade den."))] = None,
    dry_run: DRY_RUN = False,
    commit: COMMIT = False,
) -> None:
    """Write a ranking."""
    from fyrportfolj.cli.edited import show_edited
    from fyrportfolj.commands.editing import How
    from fyrportfolj.commands.priority_vote import Vote, levels
    from fyrportfolj.commands.priority_vote import vote as run

    session = session_of(ctx)
    ws = session.workspace()
    asked = Vote(
        kommun,
        levels(ordning or ""),
        avstar,
        _ids(vill_delta),
        _ids(vill_inte_delta),
        _ids(jav),
        datum,
        organ,
    )
    show_edited(session, ws, run(ws, id_, asked, How(dry_run, commit)))


def _ids(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else between_commas(text)
