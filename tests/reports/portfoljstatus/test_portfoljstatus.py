"""The board's report: what waits, what is only counted, what is not summed, and what has changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.render.catalogue import loaded
from fyrportfolj.render.report import make
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.board_money import board_money
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.tables import Cell, Row
from fyrportfolj.rules import status
from fyrportfolj.rules.overview import counted_in_programme, worst_light
from tests.reports.artefakt.test_artefakt import STAMP, shipped


def view(basis: Basis) -> Any:
    return loaded("portfoljstatus").build(basis, None)


def text(c: str | Cell) -> str:
    return c if isinstance(c, str) else " ".join((c.text, *c.under))


def row(rows: tuple[Row, ...], name: str) -> list[str]:
    return next([text(c) for c in r] for r in rows if any(name in text(c) for c in r))


def with_initiatives(keep: tuple[str, ...], **changes: object) -> Basis:
    """The shipped portfolio with only some initiatives, each changed in the same way."""
    p = shipped().portfolio
    fields = {f: getattr(p, f) for f in p.__dataclass_fields__ if f != "memo"}
    held = {i: Entry(p.initiativ[i].fil, p.initiativ[i].modell.model_copy(update=changes)) for i in keep}
    return replace(shipped(), portfolio=Portfolio(**{**fields, "initiativ": held, "projekt": {}}))


def test_the_first_phase_is_counted_and_the_others_are_listed() -> None:
    first = view(shipped()).strak[0]

    assert first.faser.rader[0][:2] == ("Strategi", "52")
    assert first.not_ == "52 insatser i fasen Strategi räknas men visas inte i listan."
    assert [text(r[0]) for r in first.insatser.rader] == ["Koordinera", "Program", "Planera", "Genomföra", "Avveckling"]


def test_a_decision_that_a_gate_waits_for_names_who_has_not_answered() -> None:
    v = view(shipped())

    asked = row(v.beslut.rader, "Gemensamt e-arkiv")
    assert asked[1] == "Beslut om avsiktsförklaring: Beslut om samverkan"
    assert asked[2:] == [
        "Kommunledning eller Kommunal nämnd, i varje kommun",
        "Ej angivet",
        "Inget; kraven före beslut är uppfyllda",
    ]
    standing = row(v.strak[0].insatser.rader, "Gemensamt e-arkiv")
    assert standing[-1] == "9 av 12 kommuner har sagt ja; väntar på Orust, Strömstad och Uddevalla"
    assert "Exempel" in standing[1]


def test_a_light_is_never_green_when_an_area_that_must_be_reported_is_silent() -> None:
    p = shipped().portfolio
    entry = p.undertaking("exempel-digital-bygglovsprocess")
    assert entry is not None
    summed = status.summary(p, entry.modell, shipped().idag)
    green = tuple(replace(r, rapporterad="enligt_plan") for r in summed.rader)

    assert worst_light(summed) == "komplikationer"
    assert worst_light(replace(summed, rader=green)) == "enligt_plan"
    assert worst_light(replace(summed, rader=(*green[1:], replace(green[0], rapporterad=None)))) is None


def test_amounts_are_only_summed_with_their_likes() -> None:
    v = view(shipped())
    p = shipped().portfolio

    sums = {text(r[0]): (r[1], text(r[2])) for r in v.ekonomi.summor.rader}
    assert sums == {
        "Prisnivå 2025 Exempel – påhittat innehåll": ("2", "6\u00a0950\u00a0000\u00a0kr"),
        "Prisnivå 2026 Exempel – påhittat innehåll": ("3", "14\u00a0500\u00a0000\u00a0kr"),
    }
    assert counted_in_programme(p, p.projekt["exempel-digital-kartgrund"].modell)
    assert "Projekt i ett program med egen budget räknas inte" in " ".join(v.ekonomi.noter)


def test_an_amount_without_source_is_marked() -> None:
    whole = shipped().portfolio.initiativ["exempel-gemensamt-e-arkiv"].modell
    assert whole.finansiering is not None
    bare = whole.model_copy(update={"finansiering": whole.finansiering.model_copy(update={"kalla": None})})

    rows = board_money(shipped(), [bare]).rader
    assert rows is not None
    assert "(källa saknas)" in text(rows.rader[0][1])


def test_a_risk_that_waits_for_two_reasons_is_one_row() -> None:
    rows = view(shipped()).risker.vantar.rader

    assert len({(text(r[0]), r[4]) for r in rows}) == len(rows)
    assert row(rows, "R5 Digital samhällsbyggnad")[3] == "Saknar beslut på rätt nivå och har gått upp en nivå"


def test_what_has_changed_is_told_and_nothing_to_compare_with_is_said() -> None:
    alone = view(shipped())
    assert alone.andringar is None
    assert alone.jamforelse.startswith("Ingen jämförelse är gjord")

    p = shipped().portfolio
    fields = {f: getattr(p, f) for f in p.__dataclass_fields__ if f != "memo"}
    entry = p.initiativ["exempel-digital-samhallsbyggnad"]
    calm = entry.modell.risker[0].model_copy(update={"sannolikhet": 1, "konsekvens": 1})
    u = entry.modell.model_copy(update={"risker": (calm, *entry.modell.risker[1:])})
    before = Portfolio(**{**fields, "initiativ": {**p.initiativ, u.id: Entry(entry.fil, u)}})

    then = view(replace(shipped(), forut=before, forut_namn="31 oktober 2026"))
    assert then.jamforelse == "Sedan 31 oktober 2026: 1 risk upp och 1 risk som nu beslutas av Portföljstyrgrupp."
    assert [text(c) for c in then.andringar.rader[0][:2]] == ["Risker", "Digital samhällsbyggnad (exempel)"]


def test_an_empty_portfolio_says_so_in_every_format() -> None:
    basis = with_initiatives(("ai-kundtjanst",))
    said = make(loaded("portfoljstatus"), "md", view(basis), templates=Templates(), stamp=STAMP).data.decode()

    for sentence in (
        "Inga beslut väntar på ett organ.",
        "Inga öppna risker är registrerade.",
        "Inga tider är registrerade.",
        "Inga belopp är registrerade.",
    ):
        assert sentence in said
    for format_ in ("pdf", "pptx", "html"):
        assert make(loaded("portfoljstatus"), format_, view(basis), templates=Templates(), stamp=STAMP).data
