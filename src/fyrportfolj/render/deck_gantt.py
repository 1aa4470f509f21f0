"""A time plan on a slide: one group of bars and diamonds, each with its own text alternative."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN

from fyrportfolj.render.deck_draw import (
    GREY,
    LEFT,
    LINE,
    MARK,
    TABLE_MM,
    TEXT,
    TOP,
    WIDTH,
    Pen,
    box,
    label,
    rule,
    text_mm,
)
from fyrportfolj.render.views.swedish import short_day
from fyrportfolj.render.views.timeplan import Milestone, Timeplan, month_marks

_ROWS_MM = (4.0, 12.0)
_NAMES_MM = (60.0, 130.0)
"""Least and most that a row may be high, and that the column of names may be wide."""

_END_MM = 5.0
"""Room to the right for half a diamond."""

_LARGE_ROW = 8.0
"""How high a row must be for a line of 12 points."""

_GAP = 1.5


@dataclass(frozen=True, slots=True)
class _Field:
    """Where things lie on the slide, in millimetres.

    Attributes:
        plan: what is drawn.
        step: height of a row.
        size: points of the text.
        left: where the first day begins.
        width: from the first day to the last.
    """

    plan: Timeplan
    step: float
    size: int
    left: float
    width: float

    @classmethod
    def of(cls, plan: Timeplan) -> _Field:
        rows = 2 + sum(bool(g.rubrik) + len(g.staplar) for g in plan.grupper) + len(plan.milstolpar)
        step = max(_ROWS_MM[0], min(_ROWS_MM[1], (TABLE_MM - 8) / rows))
        size = 12 if step >= _LARGE_ROW else 9
        names = [b.namn for g in plan.grupper for b in g.staplar] + [_name(m) for m in plan.milstolpar]
        widest = max((text_mm(n, size) for n in names), default=0) + 4
        wide = max(_NAMES_MM[0], min(_NAMES_MM[1], widest))
        return cls(plan, step, size, LEFT + wide, WIDTH - wide - _END_MM)

    def at(self, day: date) -> float:
        """Give where a day begins."""
        days = max((self.plan.till - self.plan.fran).days + 1, 1)
        return self.left + self.width * (day - self.plan.fran).days / days


def gantt(slide: Any, plan: Timeplan, pen: Pen) -> None:
    """Draw a time plan."""
    field = _Field.of(plan)
    group = slide.shapes.add_group_shape()
    y = TOP + field.step
    _months(group, field, y)
    for g in plan.grupper:
        if g.rubrik:
            label(group, g.rubrik, (LEFT, y, WIDTH, field.step), field.size, pen.accent, bold=True)
            y += field.step
        for bar in g.staplar:
            label(group, bar.namn, (LEFT, y, field.left - LEFT - 2, field.step), field.size, TEXT)
            start = field.at(bar.start)
            long = max(field.at(bar.slut + timedelta(1)) - start, 1.5)
            place = (start, y + field.step * 0.2, long, field.step * 0.6)
            box(group, MSO_SHAPE.ROUNDED_RECTANGLE, place, pen.accent, f"{bar.namn}, {bar.veckor}")
            y += field.step
    for stone in plan.milstolpar:
        _milestone(group, field, stone, y, pen)
        y += field.step
    if plan.fran <= plan.idag <= plan.till:
        x, wide = field.at(plan.idag), text_mm(plan.idag_text, field.size) + 4
        rule(group, x, (TOP, y), MARK)
        label(group, plan.idag_text, (min(x, LEFT + WIDTH - wide), y, wide, field.step), field.size, MARK)
    named = group._element.xpath("./p:nvGrpSpPr/p:cNvPr")[0]  # noqa: SLF001  (python-pptx has no public way)
    named.set("descr", plan.beskrivning)
    named.set("name", "Tidplan")


def _months(group: Any, field: _Field, top: float) -> None:
    """Draw a line at the beginning of some months, with their names where there is room."""
    plan = field.plan
    rows = sum(bool(g.rubrik) + len(g.staplar) for g in plan.grupper) + len(plan.milstolpar)
    widest = text_mm("mars 2026", field.size) + 3
    day_mm = field.width / max((plan.till - plan.fran).days + 1, 1)
    for text, day in month_marks(plan.fran, plan.till, widest / day_mm):
        x = field.at(day)
        rule(group, x, (TOP, top + field.step * rows), LINE)
        if x + widest <= LEFT + WIDTH:
            label(group, f" {text}", (x, TOP - 2, widest, field.step), field.size, GREY, bold=True)


def _milestone(group: Any, field: _Field, stone: Milestone, y: float, pen: Pen) -> None:
    colour = MARK if stone.sen else pen.accent
    side, day = field.step * 0.6, short_day(stone.vantad)
    label(group, _name(stone), (LEFT, y, field.left - LEFT - 2, field.step), field.size, TEXT)
    places = [field.at(stone.vantad)]
    if stone.baslinje != stone.vantad:
        places.append(field.at(stone.baslinje))
        hollow = f"{_name(stone)}: baslinje {short_day(stone.baslinje)}"
        _diamond(group, places[-1], (y, field.step), colour, hollow, filled=False)
    _diamond(group, places[0], (y, field.step), colour, f"{_name(stone)}: {stone.lage}, {day}")
    wide = text_mm(day, field.size) + 3
    x, align = _beside(places, side, wide)
    label(group, day, (x, y, wide, field.step), field.size, colour, align=align)


def _beside(places: list[float], side: float, wide: float) -> tuple[float, Any]:
    """Give where a milestone's day stands: to the right of it, or to the left when the slide ends there."""
    for x in (places[0], max(places)):
        begins = x + side / 2 + _GAP
        clear = all(not begins - side / 2 < other < begins + wide + side / 2 for other in places)
        if clear and begins + wide <= LEFT + WIDTH:
            return begins, PP_ALIGN.LEFT
    for x in (places[0], min(places)):
        ends = x - side / 2 - _GAP
        if all(not ends - wide - side / 2 < other < ends + side / 2 for other in places):
            return ends - wide, PP_ALIGN.RIGHT
    return min(places) - side / 2 - _GAP - wide, PP_ALIGN.RIGHT


def _diamond(group: Any, x: float, row: tuple[float, float], colour: str, text: str, *, filled: bool = True) -> None:
    y, step = row
    side = step * 0.6
    box(group, MSO_SHAPE.DIAMOND, (x - side / 2, y + step * 0.2, side, side), colour, text, filled=filled)


def _name(stone: Milestone) -> str:
    return f"{stone.id} {stone.namn}"
