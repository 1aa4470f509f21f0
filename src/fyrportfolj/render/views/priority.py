"""Prioritisation for reports and the site: rules, scores, rankings by every method, and a proposal that fits.

Källa: handlingsplanen, prioritering; UK DCLG, Multi-criteria analysis (2009).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fyrportfolj.messages import T, Text
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.model.priority import Prioritering
from fyrportfolj.render.views.common import Basis, Fact, Head, head_of
from fyrportfolj.render.views.priority_choice import choice_section
from fyrportfolj.render.views.priority_count import count_sections
from fyrportfolj.render.views.priority_parts import Section
from fyrportfolj.render.views.priority_scores import score_sections
from fyrportfolj.render.views.swedish import day, day_in_words, sv
from fyrportfolj.render.views.tables import Table
from fyrportfolj.rules.priority.ballots import abstained, cast
from fyrportfolj.rules.priority.names import Names
from fyrportfolj.rules.priority.told import answers_told, rules_told


@dataclass(frozen=True, slots=True)
class PriorityView:
    """What the template sees.

    Attributes:
        huvud: the head.
        avsnitt: sections in order.
    """

    huvud: Head
    avsnitt: tuple[Section, ...]

    def tabeller(self) -> tuple[Table, ...]:
        """Give every table, for a workbook."""
        return tuple(t for s in self.avsnitt for t in (*s.tabeller, *s.underlag))


def priority_view(basis: Basis, entry: Entry[Undertaking] | None) -> PriorityView:
    """Give the rounds of the portfolio, the newest first.

    Args:
        basis: the portfolio, the day and the commit.
        entry: not used; the report is about the portfolio.
    """
    del entry
    rounds = newest_first(basis)
    return PriorityView(_head(basis, rounds), tuple(s for p in rounds for s in round_sections(basis, p)) or (_none(),))


def newest_first(basis: Basis) -> tuple[Prioritering, ...]:
    """Give the rounds, the newest first."""
    held = sorted((e.modell for e in basis.portfolio.prioriteringar.values()), key=lambda p: p.id)
    return tuple(sorted(held, key=lambda p: p.datum, reverse=True))


def round_sections(basis: Basis, p: Prioritering) -> Iterator[Section]:
    """Give the sections of a round.

    Args:
        basis: the portfolio and the day.
        p: the round.
    """
    names = Names(basis.portfolio)
    yield _rules(basis, p, names)
    yield from score_sections(p, names)
    yield from count_sections(basis, p, names)
    yield choice_section(basis, p, names)


def _rules(basis: Basis, p: Prioritering, names: Names) -> Section:
    told: Iterable[Text] = (*rules_told(p), *answers_told(p, tuple(basis.portfolio.kommuner), names))
    title = p.namn + (sv(T(" (exempel)")) if p.exempel else "")
    intro = sv(
        T(
            "Gäller {dag}. Ska-krav prövas först, sedan vägs poäng för strategiskt värde och genomförbarhet, och"
            " kommunerna rangordnar var för sig. Ingen metod är facit: de visas bredvid varandra.",
            dag=day_in_words(p.datum),
        )
    )
    return Section(title, 1, (intro,), tuple(sv(t) for t in told))


def _none() -> Section:
    return Section(sv(T("Prioritering")), 1, (sv(T("Portföljen har ingen prioritering.")),))


def _head(basis: Basis, rounds: tuple[Prioritering, ...]) -> Head:
    newest = rounds[0] if rounds else None
    facts = [Fact(sv(T("Omgångar")), str(len(rounds)))]
    if newest:
        facts.append(Fact(sv(T("Senaste")), f"{newest.namn}, {day(newest.datum)}"))
        answered = f"{len(cast(newest))} + {len(abstained(newest))}"
        facts.append(Fact(sv(T("Svar och avstår")), answered))
    return replace(head_of(basis, T("Prioritering"), facts), exempel=any(p.exempel for p in rounds))
