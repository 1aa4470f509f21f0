"""The decision paper: the proposal, the ways, every criterion, the sums that a decision pins, the form and the law."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import lru_cache
from typing import Any

import docx
import pytest

from fyrportfolj.model.artefacts.base import content_hash
from fyrportfolj.render.catalogue import loaded
from fyrportfolj.render.report import make
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.tables import Cell
from fyrportfolj.rules import gating
from tests.reports.artefakt.test_artefakt import STAMP, shipped

ASKED, READY, ENDED = "exempel-digital-kartgrund", "exempel-gemensamt-e-arkiv", "digital-motor-fyrbodal"


@lru_cache(maxsize=8)
def view(id_: str) -> Any:
    return loaded("beslutsunderlag").build(shipped(), shipped().portfolio.undertaking(id_))


def text(c: str | Cell) -> str:
    return c if isinstance(c, str) else " ".join((c.text, *c.under))


def test_what_is_missing_is_said_before_the_proposal() -> None:
    assert view(ASKED).brister.startswith("3 av grindens 11 krav är inte uppfyllda.")
    assert view(READY).brister == ""
    assert view(ASKED).forslag[0] == "Att genomföra en förstudie enligt upprättat förstudiedirektiv."


@pytest.mark.parametrize("id_", [ASKED, READY, "exempel-digital-samhallsbyggnad"])
def test_every_criterion_stands_in_the_paper_the_missing_ones_first(id_: str) -> None:
    p = shipped().portfolio
    entry = p.undertaking(id_)
    assert entry is not None
    verdict = gating.evaluate(p, entry, shipped().idag)
    assert verdict is not None

    states = [row[1] for row in view(id_).krav.rader]
    assert len(states) == len(verdict.kriterier)
    assert states == ["○\u00a0Saknas"] * len(verdict.saknas) + ["✓\u00a0Uppfyllt"] * (len(states) - len(verdict.saknas))


def test_each_outcome_says_what_follows() -> None:
    ways = {text(r[0]): text(r[2]) for r in view(ASKED).vagar.rader}

    assert list(ways) == ["Fortsätt", "Tillbaka", "Stopp", "Avsluta"]
    assert "Kan inte registreras förrän 3 krav till är uppfyllda." in ways["Fortsätt"]
    assert "Hela kostnaden är 1\u00a0850\u00a0000\u00a0kr." in ways["Fortsätt"]
    assert "godkännandet av Intresseförfrågan upphör" in ways["Tillbaka"]
    assert "Hur mycket som är använt är inte rapporterat." in ways["Stopp"]


def test_documents_carry_the_sum_that_the_decision_pins() -> None:
    u = shipped().portfolio.projekt[ASKED].modell
    rows = {text(r[0]): r for r in view(ASKED).dokument.rader}
    directive = u.artefakter.forstudiedirektiv
    assert directive is not None

    name = "Förstudiedirektiv Fastställs av beslutet"
    assert rows[name][1:] == (directive.version, "Utkast", content_hash(directive)[:16])
    assert rows["Samverkansavtal"][2] == "Saknas"


def test_the_form_has_a_row_for_each_that_has_still_to_decide() -> None:
    rows = [text(r[0]) for r in view(ASKED).formular.rader]

    assert [r.split(":")[0] for r in rows[:-1]] == ["Lysekil", "Munkedal", "Orust", "Sotenäs"]
    assert rows[-1] == "Projektledningsforum FBD eller Programstyrgrupp Nästa steg"


def test_the_law_tells_municipal_bodies_from_the_others() -> None:
    tried, not_tried = view(ASKED).lag

    assert tried.startswith("Beslut av Kommunal nämnd kan en medlem av kommunen få prövat")
    assert "Programstyrgrupp" in not_tried
    assert "Kommunal nämnd" not in not_tried


def test_risks_are_those_that_a_level_asks_a_decision_for() -> None:
    rows = view("exempel-digital-samhallsbyggnad").risker.rader
    policy = shipped().portfolio.fyr.modell.policy.risk
    lowest = min(n.fran for n in policy.nivaer if n.krav_beslut)

    assert all(int(r[2].text.split()[-1]) >= lowest or "5" in r[2].under[0] for r in rows)
    assert {"R1", "R5"} <= {r[0] for r in rows}
    assert view(ASKED).risker is None


def test_what_has_ended_has_nothing_to_decide() -> None:
    made = make(loaded("beslutsunderlag"), "md", view(ENDED), templates=Templates(), stamp=STAMP).data.decode()

    assert "**Inget beslut återstår**" in made
    assert "Beslutsformulär" not in made
    assert "Förslag till beslut" not in made


def test_a_stopped_undertaking_asks_to_be_resumed_first() -> None:
    p = shipped().portfolio
    entry = p.undertaking(READY)
    assert entry is not None
    verdict = gating.evaluate(p, entry, shipped().idag)
    assert verdict is not None
    from fyrportfolj.render.views import decision_basis

    stopped = replace(verdict, replay=replace(verdict.replay, lage="stoppad"))
    assert decision_basis._not_ready(stopped).startswith("Arbetet är stoppat.")  # noqa: SLF001  (no example is stopped)


def test_the_word_paper_has_the_form_as_a_table() -> None:
    made = make(loaded("beslutsunderlag"), "docx", view(ASKED), templates=Templates(), stamp=STAMP).data
    paper = docx.Document(io.BytesIO(made))

    heads = [[c.text for c in t.rows[0].cells] for t in paper.tables]
    assert ["Beslutar", "Beslut", "Dag och paragraf", "Justeras av"] in heads
    assert "Förslag till beslut" in "\n".join(p.text for p in paper.paragraphs)
