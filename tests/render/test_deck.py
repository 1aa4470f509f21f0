"""Slides: what is drawn stays on the slide and nothing is written over, for any plan and any table."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.enum.text import PP_ALIGN

from fyrportfolj.render.deck_draw import LEFT, WIDTH, Pen, text_mm
from fyrportfolj.render.deck_gantt import gantt
from fyrportfolj.render.deck_tables import pages_of
from fyrportfolj.render.views.tables import Table
from fyrportfolj.render.views.timeplan import Bar, BarGroup, Milestone, Timeplan, month_marks

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
MM = 36_000


def stone(n: int, planned: date, expected: date) -> Milestone:
    return Milestone(
        f"M{n}",
        "Steg",
        planned,
        expected,
        nadd=False,
        baslinje_text="",
        prognos_text="",
        utfall_text="",
        forskjutning="",
        lage="Planerad",
        sen=expected > planned,
    )


@st.composite
def plans(draw: st.DrawFn) -> Timeplan:
    start = draw(DAYS)
    some = st.integers(0, draw(st.sampled_from([1, 20, 60, 400, 3000])))
    days = [start + timedelta(n) for n in draw(st.lists(some, min_size=4, max_size=8))]
    stones = tuple(stone(n, a, b) for n, (a, b) in enumerate(pairwise(days)))
    bars = tuple(Bar("Något", min(a, b), max(a, b), "") for a, b in pairwise(days))
    return Timeplan(
        finns=True,
        grupper=(BarGroup("", bars),),
        milstolpar=stones,
        fran=min(days),
        till=max(days),
        idag=start,
        idag_text="I dag 20 nov",
        period="",
        beskrivning="Allt.",
    )


def drawn(plan: Timeplan) -> list[Any]:
    slide = Presentation().slides.add_slide(Presentation().slide_layouts[6])
    gantt(slide, plan, Pen("0B4F6C"))
    return list(slide.shapes[0].shapes)


def extent(shape: Any) -> tuple[float, float]:
    """Where the text of a label begins and ends."""
    left, width = shape.left / MM, shape.width / MM
    paragraph = shape.text_frame.paragraphs[0]
    text = min(text_mm(paragraph.text.strip(), round(paragraph.runs[0].font.size.pt)), width)
    return (left + width - text, left + width) if paragraph.alignment == PP_ALIGN.RIGHT else (left, left + text)


@settings(max_examples=25, deadline=None)
@given(plans())
def test_no_label_of_a_plan_covers_another_or_leaves_the_slide(plan: Timeplan) -> None:
    shapes = drawn(plan)
    labels = [s for s in shapes if s.has_text_frame and s.text_frame.text.strip()]

    for s in labels:
        begins, ends = extent(s)
        assert begins >= LEFT
        assert ends <= LEFT + WIDTH + 0.1, s.text_frame.text
    rows: dict[int, list[Any]] = {}
    for s in labels:
        rows.setdefault(s.top, []).append(s)
    for row in rows.values():
        for a, b in combinations(sorted(map(extent, row)), 2):
            assert a[1] <= b[0] + 0.1


@given(DAYS, st.integers(1, 4000), st.integers(5, 400))
def test_months_are_marked_far_from_each_other_and_within_the_axis(first: date, length: int, room: int) -> None:
    last = first + timedelta(length)
    marks = [day for _, day in month_marks(first, last, room)]

    assert marks == sorted(set(marks))
    assert all(first <= d <= last for d in marks)
    if room <= 12 * 28:
        assert all((b - a).days >= room for a, b in pairwise(marks))


def test_a_plan_that_begins_late_in_a_month_is_marked_from_the_next() -> None:
    marks = month_marks(date(2020, 9, 28), date(2021, 1, 29), 12)

    assert [name for name, _ in marks] == ["okt 2020", "nov 2020", "dec 2020", "jan 2021"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.text("aåb c", max_size=120)] * 3), max_size=30))
def test_a_long_table_goes_on_with_every_row_in_order_and_one_size(rows: list[tuple[str, str, str]]) -> None:
    parts = pages_of(Table("Prov", ("A", "B", "C"), tuple(rows), (1, 2, 3)))

    assert [r for p in parts for r in p.tabell.rader] == rows
    assert len({p.storlek for p in parts}) == 1
    assert len(parts) == 1 or all(p.tabell.rader for p in parts)


def test_a_table_is_shared_evenly_among_its_slides() -> None:
    counts = [len(p.tabell.rader) for p in pages_of(Table("Prov", ("A", "B"), (("Rad", "text"),) * 19))]

    assert max(counts) - min(counts) <= 1
