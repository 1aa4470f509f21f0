from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.render.charts import WIDTH, budget_bar, gantt
from fyrportfolj.render.views.economy import Economy
from fyrportfolj.render.views.timeplan import Bar, BarGroup, Milestone, Timeplan

_NS = {"s": "http://www.w3.org/2000/svg"}
MONDAY = date(2026, 10, 5)


def _stone(baseline: date, expected: date, *, reached: bool = False) -> Milestone:
    return Milestone("M1", "Klar", baseline, expected, reached, "", "", "", "", "", sen=expected > baseline)


def _plan(days: int = 60, name: str = "Analys", stones: tuple[Milestone, ...] = ()) -> Timeplan:
    end = MONDAY + timedelta(days=days)
    bars = (Bar(name, MONDAY, end, "vecka 41"),)
    return Timeplan(
        finns=True,
        grupper=(BarGroup("Grupp", bars),),
        milstolpar=stones,
        fran=MONDAY,
        till=end,
        idag=MONDAY + timedelta(days=9),
        idag_text="I dag 14\u00a0okt",
        period="v",
        beskrivning="Beskrivning.",
    )


def _texts(svg: str) -> list[str]:
    return [t.text or "" for t in ET.fromstring(svg).iterfind(".//s:text", _NS)]  # noqa: S314  (our own text)


def _economy(used: int | None, forecast: int | None) -> Economy:
    return Economy(
        finns=True,
        nyckeltal=(),
        upparbetat_procent=used,
        prognos_procent=forecast,
        beskrivning="upparbetat",
        noter=(),
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (60, ["okt 2026", "41", "49"]),
        (250, ["2026", "2027", "okt", "jun"]),
        (800, ["2027", "2028", "O", "J"]),
        (2000, ["2027", "K1", "K4"]),
    ],
)
def test_the_head_fits_the_span(days: int, expected: list[str]) -> None:
    assert set(expected) <= set(_texts(gantt(_plan(days))))


def test_a_bar_covers_its_days_and_nothing_more() -> None:
    plan = replace(_plan(13), till=MONDAY + timedelta(days=27))
    bar = next(r for r in ET.fromstring(gantt(plan)).iterfind(".//s:rect", _NS) if r.get("rx"))  # noqa: S314  (our own text)
    assert float(bar.attrib["x"]) == 150.0
    assert float(bar.attrib["width"]) == pytest.approx((WIDTH - 150 - 8) / 2, abs=0.1)


def test_a_slipped_milestone_shows_both_days_and_a_line_between() -> None:
    slipped = gantt(_plan(stones=(_stone(MONDAY, MONDAY + timedelta(days=30)),)))
    on_time = gantt(_plan(stones=(_stone(MONDAY, MONDAY),)))
    assert slipped.count('stroke-dasharray="2 2"') == 1
    assert 'stroke-dasharray="2 2"' not in on_time
    assert "4\u00a0nov" in _texts(slipped)
    assert "<circle" in gantt(_plan(stones=(_stone(MONDAY, MONDAY, reached=True),)))


def test_today_is_marked_only_when_it_is_in_the_plan() -> None:
    assert "I dag 14\u00a0okt" in _texts(gantt(_plan()))
    assert not [t for t in _texts(gantt(replace(_plan(), idag=date(2020, 1, 1)))) if t.startswith("I dag")]


def test_a_long_name_takes_two_lines_and_is_cut_after_that() -> None:
    texts = _texts(
        gantt(_plan(name="Ett mycket långt namn på en aktivitet som aldrig riktigt vill ta slut någon gång"))
    )
    assert [t for t in texts if t.endswith("…")]
    assert max(len(t) for t in texts) <= 34


@given(name=st.text(min_size=1, max_size=40), days=st.integers(0, 4000))
def test_any_text_and_span_gives_well_formed_svg_inside_its_frame(name: str, days: int) -> None:
    root = ET.fromstring(gantt(_plan(days, name, (_stone(MONDAY, MONDAY + timedelta(days=days)),))))  # noqa: S314  (our own text)
    height = float(root.attrib["height"])
    for text in root.iterfind(".//s:text", _NS):
        assert 0 <= float(text.attrib["x"]) <= WIDTH
        assert 0 <= float(text.attrib["y"]) <= height


def test_the_description_is_in_the_image() -> None:
    root = ET.fromstring(gantt(_plan()))  # noqa: S314  (our own text)
    assert root.findtext("s:title", namespaces=_NS) == "Tidplan"
    assert root.findtext("s:desc", namespaces=_NS) == "Beskrivning."


@pytest.mark.parametrize(("used", "forecast"), [(0, 0), (53, 101), (100, None), (140, 150)])
def test_the_budget_bar_stays_in_its_frame_and_says_its_numbers(used: int, forecast: int | None) -> None:
    svg = budget_bar(_economy(used, forecast))
    for rect in ET.fromstring(svg).iterfind(".//s:rect", _NS):  # noqa: S314  (our own text)
        assert float(rect.attrib["width"]) <= WIDTH
    texts = _texts(svg)
    assert f"Upparbetat {used}\u00a0%" in texts
    assert (f"Prognos {forecast}\u00a0%" in texts) == (forecast is not None)
