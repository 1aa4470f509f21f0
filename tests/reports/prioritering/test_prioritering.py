"""Prioritisation in reports: the methods side by side, what is not known, and what does not fit on a page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.priority import Prioritering
from fyrportfolj.render.report import make
from fyrportfolj.render.reports.prioritering import REPORT
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.priority import PriorityView, priority_view
from fyrportfolj.render.views.priority_count import MOST_SIGNS
from fyrportfolj.render.views.priority_parts import Section
from fyrportfolj.rules.priority.count import Method, outcome
from fyrportfolj.rules.priority.criteria import ranked
from tests.reports.artefakt.test_artefakt import STAMP, shipped
from tests.rules.priority.rounds import a_round, criterion, marks


def holding(*rounds: Prioritering) -> Basis:
    p = shipped().portfolio
    held = {k: v for k, v in vars(p).items() if k in Portfolio.__dataclass_fields__ and k != "memo"}
    entries = {r.id: Entry(f"prioriteringar/{r.id}.yaml", r) for r in rounds}
    return replace(shipped(), portfolio=Portfolio(**{**held, "prioriteringar": entries}))


def section(view: PriorityView, rubrik: str) -> Section:
    (found,) = [s for s in view.avsnitt if s.rubrik == rubrik]
    return found


def votes(*ids: str) -> list[dict[str, Any]]:
    return [{"kommun": k, "ordning": [[i] for i in ids], "lamnad": "2026-10-10"} for k in ("tanum", "orust")]


def test_the_methods_stand_beside_each_other_as_they_were_counted() -> None:
    (entry,) = shipped().portfolio.prioriteringar.values()
    people = {k.id: k.invanare for k in shipped().portfolio.kommuner.values()}
    c = outcome(entry.modell, ranked(entry.modell), people).galler
    table = section(priority_view(shipped(), None), "Kommunernas ordning").tabeller[0]

    assert [row[1:5] for row in table.rader] == [tuple(str(c.platser[m][a]) for m in Method) for a in c.ordered()]
    assert {row[6] for row in table.rader} == {"ja", "nej"}


def test_a_portfolio_without_a_round_says_so() -> None:
    view = priority_view(holding(), None)

    assert [s.stycken for s in view.avsnitt] == [("Portföljen har ingen prioritering.",)]
    assert not view.huvud.exempel


def test_a_round_that_nobody_has_answered_says_so_and_still_shows_the_scores() -> None:
    p = a_round(
        kriterier=[criterion("K1")],
        kandidater=[{"insats": "ai-kundtjanst", "poang": marks(4)}, {"insats": "digital-arena"}],
    )
    view = priority_view(holding(p), None)

    assert section(view, "Kommunernas ordning").stycken == ("Inga rangordningar går att räkna ännu.",)
    assert "Enighet" not in {s.rubrik for s in view.avsnitt}
    rows = section(view, "Poäng").tabeller[0].rader
    assert rows[0][:5] == ("AI-kundtjänst", "1", "4,00", "–", "4,00")
    assert not isinstance(rows[1][0], str)
    assert rows[1][0].under == ("saknar K1",)


def test_what_is_too_wide_for_a_page_stands_in_the_workbook() -> None:
    ids = sorted(shipped().portfolio.initiativ)[: MOST_SIGNS // 2 + 1]
    wide = priority_view(holding(a_round(kandidater=[{"insats": i} for i in ids], rangordningar=votes(*ids))), None)
    fits = priority_view(
        holding(a_round(kandidater=[{"insats": i} for i in ids[:-1]], rangordningar=votes(*ids[:-1]))), None
    )

    assert section(fits, "Två och två").tabeller
    assert not section(wide, "Två och två").tabeller
    assert "Två och två" in {t.titel for t in wide.tabeller()}
    assert "ingen ordning ligger närmare" in section(wide, "Kommunernas ordning").punkter[-1]
    split = [*votes(*ids[:-3], ids[-1], ids[-3], ids[-2])[:1], *votes(*ids[:-3], ids[-2], ids[-1], ids[-3])[1:]]
    ring = [*split, {"kommun": "tjorn", "ordning": [[i] for i in ids]}]
    unsure = priority_view(holding(a_round(kandidater=[{"insats": i} for i in ids], rangordningar=ring)), None)
    assert "räknas inte exakt" in section(unsure, "Kommunernas ordning").punkter[-1]


def test_musts_that_do_not_fit_are_a_clash_and_no_table() -> None:
    p = a_round(kandidater=[{"insats": "ai-kundtjanst", "maste": True, "kostnad_kr": 5}], ram={"budget_kr": 1})
    choice = section(priority_view(holding(p), None), "Förslag till val")

    assert choice.tabeller == ()
    assert choice.punkter == (
        "Inget val går att göra, för det som måste göras ryms inte: AI-kundtjänst.",
        "Budgeten 1\u00a0kr räcker inte: det saknas 4\u00a0kr.",
    )


def test_two_rounds_are_told_newest_first_and_each_says_when_it_is_invented() -> None:
    old = a_round(id="forra", namn="Förra valet", datum="2025-01-01")
    new = a_round(namn="Årets val", exempel=True)
    view = priority_view(holding(old, new), None)
    text = make(REPORT, "md", view, templates=Templates(), stamp=STAMP).data.decode()

    assert [s.rubrik for s in view.avsnitt if s.niva == 1] == ["Årets val (exempel)", "Förra valet"]
    assert "Exempel – påhittat innehåll" in text
    assert text.index("Årets val") < text.index("## Förra valet")
