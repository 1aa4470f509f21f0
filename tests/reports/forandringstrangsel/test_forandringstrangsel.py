"""The report on change load, from a small portfolio: the map, what fills it, and whose judgements it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.render.catalogue import loaded
from fyrportfolj.render.report import make
from fyrportfolj.render.site.capacity import kommun_part
from fyrportfolj.render.site.gathered import Gathered
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.tables import Cell
from tests.rules.capacity.samples import a_judgement, a_register, with_register
from tests.support.builders import TODAY, a_portfolio, a_project, an_initiative
from tests.support.golden import Golden

STAMP = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
LAW = {
    "namn": "Ny lag",
    "slag": "lagkrav",
    "last": a_judgement(3, "2027-K2", "2027-K3", andel_berord_procent=50, nyckelroller=["hamnchef"]),
}
ACCEPTED = {
    "kommun": "holme",
    "forvaltning": "hamn",
    "fran": "2027-K2",
    "till_och_med": "2027-K2",
    "skal": "Vikarier är anställda.",
    "bedomd_av": "hamnchef",
    "bedomd": "2026-11-02",
}
WINTER = {"id": "vinter", "namn": "Vinter", "fran": "01-02", "till_och_med": "02-15", "hindrar_inforande": True}


def portfolio() -> Portfolio:
    """Give a project that is too much in one kommun and nearly too much in another, and a law that weighs on all."""
    register = a_register(
        exempel=True,
        kalla="Påhittade tal",
        nyckelroll_insatser=1,
        kapacitet=[{"kommun": "udde", "forvaltning": "hamn", "kapacitet": 5}],
        godtagen_overlast=[ACCEPTED],
        annan_last=[LAW],
    )
    judged = a_judgement(3, "2027-K1", "2027-K2", nyckelroller=["hamnchef"], bedomd_av="kapten", bedomd="2026-11-10")
    project = a_project(
        forandringslast=[judged], deltagare=[{"kommun": k, "status": "deltar"} for k in ("holme", "udde")]
    )
    return with_register(an_initiative(), project, register=register, cycle=[WINTER])


def markdown(held: Portfolio) -> str:
    report = loaded("forandringstrangsel")
    view = report.build(Basis(held, TODAY, STAMP, "3f9c2ab"), None)
    return make(report, "md", view, templates=Templates(), stamp=STAMP).data.decode()


def test_the_map_with_its_causes(golden: Golden) -> None:
    golden.same(Path(__file__).parent / "forandringstrangsel.md", markdown(portfolio()))


def test_without_a_register_that_is_said() -> None:
    assert "inget register över vad förvaltningarna klarar" in markdown(a_portfolio())


def test_a_kommun_sees_its_own_with_words_beside_the_shades() -> None:
    part = kommun_part(Gathered(Basis(portfolio(), TODAY, STAMP, "3f9c2ab")), "udde")

    assert part is not None
    cells = [c for c in part.tabeller[0].rader[0] if isinstance(c, Cell)]
    assert [(c.text, c.under, c.kod) for c in cells] == [
        ("60\u00a0%", (), "lag"),
        ("90\u00a0%", ("Hög",), "medel"),
        ("30\u00a0%", (), "lag"),
    ]


def test_a_kommun_without_judged_load_has_no_part() -> None:
    held = with_register(an_initiative(), a_project())

    assert kommun_part(Gathered(Basis(held, TODAY, STAMP, "3f9c2ab")), "udde") is None
