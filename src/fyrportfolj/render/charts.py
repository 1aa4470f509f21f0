"""Charts as SVG: pure functions of views; the same text stands beside each as words or a table.

Real text in a shipped font, shape and label besides colour, one unit is one point when the image
is drawn at `WIDTH` points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from fyrportfolj.messages import T
from fyrportfolj.render.escape import XML_AS_IT_IS, clean
from fyrportfolj.render.views.economy import Economy
from fyrportfolj.render.views.swedish import month, short_day, sv
from fyrportfolj.render.views.timeplan import Bar, Milestone, Timeplan

WIDTH = 470
_LABELS = 150
_MARGIN = 8
"""Room for half a milestone after the last day."""
_PLOT = WIDTH - _LABELS - _MARGIN
_INK, _ACCENT, _PALE, _GREY, _LINE, _LATE = "#1c2b33", "#0b4f6c", "#e6f0f4", "#5b6770", "#d5dde2", "#8a2c0d"
_WEEKS_SHOWN, _MONTHS_SHOWN = 28, 30
_LABEL_CHARS = 34
_HEAD = 30


class _Scale:
    """Where a day lies: its number of days from the first one, times the width of a day."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._start = first.toordinal()
        self._day = _PLOT / (last.toordinal() - self._start + 1)

    def x(self, day: date) -> float:
        return _LABELS + self._day * (day.toordinal() - self._start)

    def middle(self, day: date) -> float:
        return self.x(day) + self._day / 2


@dataclass(frozen=True, slots=True)
class _Tick:
    start: date
    end: date
    text: str


def gantt(plan: Timeplan) -> str:
    """Draw a time plan: bars by week, milestones with baseline (hollow) and forecast or outcome (filled).

    Args:
        plan: the time plan; its own sentence is the chart's description.

    Returns:
        An SVG document.
    """
    scale = _Scale(_monday(plan.fran), _monday(plan.till) + timedelta(days=6))
    rows: list[str] = []
    y = float(_HEAD)
    for group in plan.grupper:
        if group.rubrik:
            rows.append(_heading(group.rubrik, y))
            y += 16
        for bar in group.staplar:
            drawn, height = _bar(bar, scale, y)
            rows.append(drawn)
            y += height
    if plan.milstolpar:
        rows.append(_heading(sv(T("Milstolpar")), y))
        y += 16
    for stone in plan.milstolpar:
        drawn, height = _milestone(stone, scale, y)
        rows.append(drawn)
        y += height
    today, foot = _today(plan, scale, y)
    body = "".join(_axis(scale, y)) + today + "".join(rows)
    return _svg(y + foot, sv(T("Tidplan")), plan.beskrivning, body)


def budget_bar(economy: Economy) -> str:
    """Draw how much of the budget is used and forecast.

    Args:
        economy: with the used and forecast parts in per cent of the budget, when they are known.

    Returns:
        An SVG document.
    """
    used, forecast = economy.upparbetat_procent or 0, economy.prognos_procent
    full = max(100, used, forecast or 0)
    unit = WIDTH / full
    budget_x = 100 * unit
    parts = [
        f'<rect x="0" y="14" width="{budget_x:.1f}" height="12" fill="{_PALE}" stroke="{_ACCENT}" stroke-width=".7"/>',
        f'<rect x="0" y="14" width="{used * unit:.1f}" height="12" fill="{_ACCENT}"/>',
        _text(0, 10, sv(T("Upparbetat {antal}\u00a0%", antal=used)), size=8),
        _text(min(budget_x, WIDTH), 10, sv(T("Budget 100\u00a0%")), size=8, anchor="end"),
    ]
    if forecast is not None:
        x = forecast * unit
        color = _LATE if forecast > 100 else _INK  # noqa: PLR2004  (per cent of the budget)
        parts.append(f'<path d="M{x:.1f} 11V29" stroke="{color}" stroke-width="1.6"/>')
        anchor = "end" if x > WIDTH / 2 else "start"
        parts.append(
            _text(
                x, 37, sv(T("Prognos {antal}\u00a0%", antal=forecast)), size=8, anchor=anchor, color=color, weight=600
            )
        )
    return _svg(40, sv(T("Budget")), economy.beskrivning, "".join(parts))


def _bar(bar: Bar, scale: _Scale, y: float) -> tuple[str, float]:
    lines, height = _label(bar.namn, y)
    x, end = scale.x(bar.start), scale.x(bar.slut + timedelta(days=1))
    middle = y + height / 2
    rect = (
        f'<rect x="{x:.1f}" y="{middle - 4:.1f}" width="{max(end - x, 2):.1f}" height="8" rx="2.5" fill="{_ACCENT}"/>'
    )
    return lines + rect + _rule(y + height), height


def _milestone(stone: Milestone, scale: _Scale, y: float) -> tuple[str, float]:
    lines, height = _label(f"{stone.id} {stone.namn}", y)
    middle = y + height / 2
    base, expected = scale.middle(stone.baslinje), scale.middle(stone.vantad)
    color = _LATE if stone.sen else _ACCENT
    parts = [lines]
    if stone.vantad != stone.baslinje:
        parts.append(f'<path d="M{base:.1f} {middle:.1f}H{expected:.1f}" stroke="{color}" stroke-dasharray="2 2"/>')
        parts.append(_diamond(base, middle, 4.2, fill="#fff", stroke=_GREY))
    if stone.nadd:
        parts.append(f'<circle cx="{expected:.1f}" cy="{middle:.1f}" r="4.4" fill="{color}"/>')
    else:
        parts.append(_diamond(expected, middle, 5.2, fill=color, stroke="#fff"))
    parts.append(_day_label(short_day(stone.vantad), (base, expected), middle, color))
    return "".join(parts) + _rule(y + height), height


def _day_label(text: str, ends: tuple[float, float], middle: float, color: str) -> str:
    """Draw a day beside a milestone, on white so that no line runs through it."""
    width = len(text) * 3.7
    left = ends[1] > WIDTH - 45
    x = min(ends) - 8 - width if left else max(ends) + 7
    ground = f'<rect x="{x:.1f}" y="{middle - 5:.1f}" width="{width:.1f}" height="10" fill="#fff"/>'
    return ground + _text(x + width / 2, middle + 2.6, text, size=7.2, anchor="middle", color=color)


def _axis(scale: _Scale, bottom: float) -> Iterator[str]:
    upper, lower = _ticks(scale)
    for tick in lower:
        x, end = scale.x(tick.start), scale.x(tick.end)
        yield f'<path d="M{x:.1f} 17V{bottom:.1f}" stroke="{_LINE}" stroke-width=".5"/>'
        yield _text((x + end) / 2, 26, tick.text, size=6.8, anchor="middle", color=_GREY)
    for tick in upper:
        x, end = scale.x(tick.start), scale.x(tick.end)
        yield f'<path d="M{x:.1f} 3V17" stroke="{_GREY}" stroke-width=".6"/>'
        if end - x > len(tick.text) * 4:
            yield _text((x + end) / 2, 12, tick.text, size=8, anchor="middle", weight=600)
    yield f'<path d="M{_LABELS + _PLOT} 3V{bottom:.1f}" stroke="{_LINE}" stroke-width=".6"/>'
    yield _rule(_HEAD)


def _ticks(scale: _Scale) -> tuple[list[_Tick], list[_Tick]]:
    """Give the two rows of the head: months over weeks, years over months, or years over quarters."""
    months = list(_periods(scale, 1))
    if (scale.last - scale.first).days < _WEEKS_SHOWN * 7:
        upper = [_Tick(a, b, f"{month(a)} {a.year}") for a, b in months]
        mondays = [scale.first + timedelta(days=i) for i in range(0, (scale.last - scale.first).days, 7)]
        return upper, [_Tick(m, m + timedelta(days=7), str(m.isocalendar().week)) for m in mondays]
    years = [_Tick(a, b, str(a.year)) for a, b in _periods(scale, 12)]
    if len(months) <= _MONTHS_SHOWN:
        short = len(months) * 14 > _PLOT
        return years, [_Tick(a, b, month(a)[0].upper() if short else month(a)[:3]) for a, b in months]
    return years, [_Tick(a, b, f"K{(a.month + 2) // 3}") for a, b in _periods(scale, 3)]


def _periods(scale: _Scale, months: int) -> Iterator[tuple[date, date]]:
    """Give the calendar periods of so many months that the scale covers, cut to the scale."""
    here = date(scale.first.year, (scale.first.month - 1) // months * months + 1, 1)
    end = scale.last + timedelta(days=1)
    while here < end:
        index = here.year * 12 + here.month - 1 + months
        following = date(index // 12, index % 12 + 1, 1)
        yield max(here, scale.first), min(following, end)
        here = following


def _today(plan: Timeplan, scale: _Scale, bottom: float) -> tuple[str, float]:
    if not scale.first <= plan.idag <= scale.last:
        return "", 2
    x = scale.middle(plan.idag)
    anchor = "end" if x > WIDTH - 60 else "start" if x < _LABELS + 20 else "middle"
    line = f'<path d="M{x:.1f} {_HEAD}V{bottom + 2:.1f}" stroke="{_LATE}" stroke-width="1" stroke-dasharray="4 2"/>'
    label = _text(x, bottom + 10, plan.idag_text, size=7.2, anchor=anchor, color=_LATE, weight=600)
    return line + label, 13


def _heading(text: str, y: float) -> str:
    band = f'<rect x="0" y="{y:.1f}" width="{WIDTH}" height="16" fill="{_PALE}"/>'
    return band + _text(4, y + 11, text, size=8.4, color=_ACCENT, weight=700)


def _label(text: str, y: float) -> tuple[str, float]:
    """Draw a row's name on one or two lines and give the row's height."""
    lines = _wrapped(clean(text))
    height = 17.0 if len(lines) == 1 else 25.0
    first = y + height / 2 + 2.8 - 4.6 * (len(lines) - 1)
    return "".join(_text(4, first + 9.2 * i, line, size=8.2) for i, line in enumerate(lines)), height


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LABEL_CHARS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    kept = [line if len(line) <= _LABEL_CHARS else line[: _LABEL_CHARS - 1] + "…" for line in lines[:2]]
    if len(lines) > 2:  # noqa: PLR2004  (two lines fit in a row)
        kept[-1] = kept[-1][: _LABEL_CHARS - 1].rstrip("…") + "…"
    return kept


def _text(
    x: float,
    y: float,
    text: str,
    *,
    size: float,
    anchor: str = "start",
    color: str = _INK,
    weight: int = 400,
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{color}" '
        f'font-weight="{weight}">{_escaped(text)}</text>'
    )


def _escaped(text: str) -> str:
    return text if XML_AS_IT_IS.fullmatch(text) else escape(clean(text))


def _diamond(x: float, y: float, r: float, *, fill: str, stroke: str) -> str:
    return f'<path d="M{x:.1f} {y - r:.1f}l{r} {r}l-{r} {r}l-{r} -{r}z" fill="{fill}" stroke="{stroke}"/>'


def _rule(y: float) -> str:
    return f'<path d="M0 {y:.1f}H{WIDTH}" stroke="{_LINE}" stroke-width=".6"/>'


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _svg(height: float, title: str, description: str, body: str) -> str:
    size = f'viewBox="0 0 {WIDTH} {height:.1f}" width="{WIDTH}" height="{height:.1f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" '
        f'font-family="&quot;Fyr Sans&quot;, sans-serif"><title>{_escaped(title)}</title>'
        f"<desc>{_escaped(description)}</desc>{body}</svg>"
    )
