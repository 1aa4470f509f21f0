"""Rounds of prioritisation: the list, one with its rules, and the scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Inline, Line, Span, Table, Words
from fyrportfolj.cli.views.common import EXAMPLE, one_line
from fyrportfolj.commands.priority import RoundCard
from fyrportfolj.commands.priority_rows import RoundRow
from fyrportfolj.commands.priority_score import ScoredRow, Scoring
from fyrportfolj.i18n import Exact
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.priority.choice_told import AXES, QUADRANTS, QUADRANTS_EXPLAINED
from fyrportfolj.rules.priority.scores import Quadrant

_TWO = Decimal("0.01")


def round_list(found: tuple[RoundRow, ...], _width: int) -> Blocks:
    """Show the rounds, newest first."""
    if not found:
        yield Line(T("Inga prioriteringar."))
        return
    columns = (
        Column(T("Dag"), fixed=True),
        Column(T("Prioritering")),
        Column(T("Kandidater"), right=True),
        Column(T("Svar"), right=True),
    )
    rows = tuple(
        (
            str(r.datum),
            (r.id, " ", EXAMPLE) if r.exempel else r.id,
            str(r.rangordnas + r.masten),
            T("{antal} av {av}", antal=r.svar + r.avstar, av=r.kommuner),
        )
        for r in found
    )
    yield Table(columns, rows)


def title(r: RoundRow) -> Heading:
    """Give the heading of a round, with its mark when it is invented."""
    return Heading((r.namn, " ", EXAMPLE) if r.exempel else r.namn)


def told(sentences: Iterable[Text]) -> Iterator[Block]:
    """Give sentences, one a line, folded under themselves."""
    for sentence in sentences:
        yield Line(sentence, hang=2)


def round_card(c: RoundCard, _width: int) -> Blocks:
    """Show a round with its rules, criteria and candidates."""
    yield title(c.rad)
    yield Line(Span(T("Gäller {dag}", dag=c.rad.datum), "dampad"))
    yield Blank()
    yield from told(c.sagt)
    if c.kalla:
        yield Line(T("Bedömningarna: {kalla}", kalla=one_line(c.kalla)), hang=2)
    if c.ska_krav:
        yield Heading(T("Ska-krav"))
        yield Table((Column(fixed=True), Column()), tuple((k.id, k.namn) for k in c.ska_krav), indent=2)
    if c.kriterier:
        yield Heading(T("Kriterier"))
        columns = (
            Column(T("Id"), fixed=True),
            Column(T("Kriterium")),
            Column(T("Axel")),
            Column(T("Vikt"), right=True, fixed=True),
            Column(T("Andel"), right=True, fixed=True),
        )
        rows = tuple(
            (k.id, k.namn, AXES[k.axel], T("{tal}", tal=k.vikt), T("{tal} %", tal=k.andel_procent)) for k in c.kriterier
        )
        yield Table(columns, rows, indent=2)
    yield Heading(T("Kandidater"))
    lines: list[tuple[Inline, ...]] = []
    for k in c.kandidater:
        note: Inline = ""
        if k.maste:
            note = Span(T("måste: {kalla}", kalla=k.maste_kalla or "–"), "stark")
        elif not k.godkand:
            note = Span(T("uppfyller inte ska-kraven"), "varning")
        lines.append((k.namn, note))
    yield Table((Column(), Column()), tuple(lines), indent=2)


def scoring(s: Scoring, _width: int) -> Blocks:
    """Show the scores, the four boxes and how far the order holds."""
    yield title(s.rad)
    if s.kalla:
        yield Line(Span(T("Bedömningarna: {kalla}", kalla=one_line(s.kalla)), "dampad"), hang=2)
    yield Blank()
    columns = (
        Column("#", right=True, fixed=True),
        Column(T("Initiativ")),
        Column(T("Värde"), right=True, fixed=True),
        Column(T("Genomf."), right=True, fixed=True),
        Column(T("Poäng"), right=True, fixed=True),
        Column(T("Plats ±{procent} %", procent=s.osakerhet_procent), right=True, fixed=True),
    )
    yield Table(columns, tuple(_scored(r) for r in s.rader))
    yield Blank()
    yield from told((*s.hallbarhet, *s.stoppade))
    yield Heading(T("Fyra rutor"))
    yield Line(Span(T("Högt är från {tal}.", tal=s.brytpunkt), "dampad"))
    for box in Quadrant:
        held = tuple(r.namn for r in s.rader if r.ruta is box)
        yield Line((Span(QUADRANTS[box], "stark"), T(" ({vad})", vad=QUADRANTS_EXPLAINED[box])), indent=2)
        for name in held:
            yield Line(name, indent=4, hang=2)
        if not held:
            yield Line(Span(T("inga"), "dampad"), indent=4)


def _scored(r: ScoredRow) -> tuple[Inline, ...]:
    if r.plats is None:
        missing = Span(T("saknar {saknas}", saknas=r.saknas), "varning")
        return ("–", (r.namn, " ", missing), "–", "–", "–", "–")
    span = T("{fran}–{till}", fran=r.basta_plats, till=r.samsta_plats)
    if r.basta_plats == r.samsta_plats:
        span = T("{tal}", tal=r.basta_plats)
    return (str(r.plats), r.namn, two(r.strategiskt_varde), two(r.genomforbarhet), two(r.poang), span)


def two(value: Decimal | None) -> Words:
    """Give a figure with two decimals, or a dash."""
    return "–" if value is None else T("{tal}", tal=Exact(value.quantize(_TWO)))
