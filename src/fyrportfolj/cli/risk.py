"""`fyr risk`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

import typer

from fyrportfolj.cli.options import (
    ATT_SIGNERA,
    COMMIT,
    DECIDING_KOMMUN,
    DRY_RUN,
    ID,
    MEETING_DAY,
    MOTIVERING,
    ORGAN,
    PARAGRAF,
    UNDERSKRIFT,
    choice,
    comment_option,
    day_option,
    who_option,
)
from fyrportfolj.cli.parsing import FyrCommand, FyrGroup
from fyrportfolj.cli.session import session_of
from fyrportfolj.cli.values import whole
from fyrportfolj.cli.words import N_

RISK: TypeAlias = Annotated[str, typer.Argument(metavar="RISK", help=N_("Riskens id i filen, till exempel R1."))]
OPTIONAL_ID: TypeAlias = Annotated[
    str | None, typer.Option("--id", metavar="ID", help=N_("Bara ett initiativ eller projekt."))
]
STEP = whole(1, 5)
Treatment: TypeAlias = Literal["reducera", "undvika", "dela", "acceptera"]


def add_to(app: typer.Typer) -> None:
    """Register the commands.

    Args:
        app: the command tree.
    """
    group = typer.Typer(cls=FyrGroup, rich_markup_mode=None)
    group.command("list", cls=FyrCommand, help=N_("Lista risker, högst riskvärde först."))(list_)
    group.command("show", cls=FyrCommand, help=N_("Visa en risk med åtgärder och vem som får besluta."))(show)
    group.command("matrix", cls=FyrCommand, help=N_("Visa riskmatrisen, 5 × 5."))(matrix)
    group.command("escalate", cls=FyrCommand, help=N_("Visa vem som måste agera på vilken risk, och sedan när."))(
        escalate
    )
    group.command("assess", cls=FyrCommand, help=N_("Bedöm en risk på nytt; den förra bedömningen sparas."))(assess)
    group.command("history", cls=FyrCommand, help=N_("Visa en risks bedömningar, ur filen och ur git."))(history)
    group.command("decide", cls=FyrCommand, help=N_("Registrera ett organs beslut om hur risker behandlas."))(decide)
    app.add_typer(group, name="risk", help=N_("Risker: register, matris, eskalering och bedömning."))


def list_(
    ctx: typer.Context,
    *,
    id_: OPTIONAL_ID = None,
    niva: Annotated[
        str | None, typer.Option("--niva", metavar=N_("NIVÅ"), help=N_("Bara en nivå, till exempel hog."))
    ] = None,
    stangda: Annotated[bool, typer.Option("--stangda", help=N_("Ta med stängda risker."))] = False,
) -> None:
    """List risks."""
    from fyrportfolj.cli.views.risk import risk_list
    from fyrportfolj.commands.risk import list_risks

    session = session_of(ctx)
    session.show(list_risks(session.workspace(), id_, level=niva, closed=stangda), risk_list)


def show(ctx: typer.Context, id_: ID, risk: RISK) -> None:
    """Show one risk."""
    from fyrportfolj.cli.views.risk import risk_card
    from fyrportfolj.commands.risk import show as run

    session = session_of(ctx)
    session.show(run(session.workspace(), id_, risk), risk_card)


def matrix(ctx: typer.Context, *, id_: OPTIONAL_ID = None) -> None:
    """Show the matrix."""
    from fyrportfolj.cli.views.risk import matrix as view
    from fyrportfolj.commands.risk import matrix as run

    session = session_of(ctx)
    session.show(run(session.workspace(), id_), view)


def escalate(
    ctx: typer.Context,
    *,
    id_: OPTIONAL_ID = None,
    who: Annotated[str | None, who_option(N_("Bara det som någon måste agera på."))] = None,
) -> None:
    """Show who must act."""
    from fyrportfolj.cli.views.risk import escalations
    from fyrportfolj.commands.risk import escalate as run

    session = session_of(ctx)
    session.show(run(session.workspace(), id_, who), escalations)


def assess(  # noqa: PLR0913  (one argument per option)
    ctx: typer.Context,
    id_: ID,
    risk: RISK,
    *,
    s: Annotated[
        int | None, typer.Option("--s", metavar="1–5", parser=STEP, help=N_("Sannolikhet; annars oförändrad."))
    ] = None,
    k: Annotated[
        int | None, typer.Option("--k", metavar="1–5", parser=STEP, help=N_("Konsekvens; annars oförändrad."))
    ] = None,
    datum: Annotated[date | None, day_option("--datum", N_("Bedömningens dag; annars i dag."))] = None,
    kommentar: Annotated[str | None, comment_option(N_("Varför bedömningen ändras."))] = None,
    dry_run: DRY_RUN = False,
    commit: COMMIT = False,
) -> None:
    """Assess a risk anew."""
    from fyrportfolj.cli.edited import show_edited
    from fyrportfolj.commands.assess import NewAssessment
    from fyrportfolj.commands.assess import assess as run
    from fyrportfolj.commands.editing import How

    session = session_of(ctx)
    ws = session.workspace()
    asked = NewAssessment(s, k, datum, kommentar)
    show_edited(session, ws, run(ws, id_, risk, asked, How(dry_run, commit)))


def history(ctx: typer.Context, id_: ID, risk: RISK) -> None:
    """Show a risk's assessments."""
    from fyrportfolj.cli.views.risk import history as view
    from fyrportfolj.commands.assess import history as run

    session = session_of(ctx)
    session.show(run(session.workspace(), id_, risk), view)


def decide(  # noqa: PLR0913  (one argument per option)
    ctx: typer.Context,
    id_: ID,
    *,
    risk: Annotated[
        list[str],
        typer.Option("--risk", metavar="RISK", help=N_("Risken som beslutet gäller; får anges flera gånger.")),
    ],
    val: Annotated[Treatment, choice(Treatment, "--val", text=N_("Hur risken behandlas."))],
    organ: ORGAN,
    datum: MEETING_DAY,
    motivering: MOTIVERING = None,
    kommun: DECIDING_KOMMUN = None,
    paragraf: PARAGRAF = None,
    underskrift: UNDERSKRIFT = None,
    att_signera: ATT_SIGNERA = None,
    dry_run: DRY_RUN = False,
) -> None:
    """Record a decision on risks."""
    from fyrportfolj.cli.decided import show_treated
    from fyrportfolj.commands.recording import Terms
    from fyrportfolj.commands.risk_decide import TreatmentRequest, decide_risks

    session = session_of(ctx)
    ws = session.workspace()
    request = TreatmentRequest(tuple(risk), val, organ, datum, motivering, kommun, None, paragraf)
    terms = Terms(dry_run, tuple(underskrift or ()), att_signera)
    show_treated(session, ws, decide_risks(ws, id_, request, terms))
