"""A document of sections: heading, text, facts, tables, small print. Enough for most reports of tables."""

from __future__ import annotations

from dataclasses import dataclass

from fyrportfolj.messages import T, Text
from fyrportfolj.render.views.common import Basis, Fact, Head, foot
from fyrportfolj.render.views.swedish import day_in_words, sv
from fyrportfolj.render.views.tables import Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document.

    Attributes:
        rubrik: its heading.
        stycken: paragraphs before the rest.
        fakta: short values.
        punkter: a list.
        tabeller: tables.
        noter: small print after them.
        niva: level of the heading, 1 or 2.
    """

    rubrik: str
    stycken: tuple[str, ...] = ()
    fakta: tuple[Fact, ...] = ()
    punkter: tuple[str, ...] = ()
    tabeller: tuple[Table, ...] = ()
    noter: tuple[str, ...] = ()
    niva: int = 1


@dataclass(frozen=True, slots=True)
class SectionedView:
    """What a template that goes through sections sees."""

    huvud: Head
    avsnitt: tuple[Section, ...]


def tables(view: SectionedView) -> tuple[Table, ...]:
    """Give the tables of all sections, for a workbook."""
    return tuple(t for s in view.avsnitt for t in s.tabeller)


def portfolio_head(basis: Basis, kind: Text, facts: tuple[Fact, ...]) -> Head:
    """Give the head of a report about the whole portfolio.

    Args:
        basis: the portfolio, the day and the commit.
        kind: kind of document.
        facts: what a reader looks for first.
    """
    name, slag = basis.portfolio.fyr.modell.namn, sv(kind)
    return Head(
        titel=f"{slag} – {name}",
        namn=name,
        slag=slag,
        overrad=slag,
        underrad=sv(T("Läst {dag}", dag=day_in_words(basis.idag))),
        datum=day_in_words(basis.idag),
        exempel=False,
        fakta=facts,
        fot=foot(basis),
    )
