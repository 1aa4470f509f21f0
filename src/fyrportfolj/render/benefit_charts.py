"""Charts of benefits as SVG: sensitivity as a tornado, expected against actual as curves.

Place is worked out in whole units of a Decimal, so that no amount passes through a float.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from html import escape

from fyrportfolj.i18n import number
from fyrportfolj.messages import T
from fyrportfolj.render.charts import WIDTH
from fyrportfolj.render.escape import clean
from fyrportfolj.render.views.benefit_pictures import Bar, Curve, Tornado
from fyrportfolj.render.views.swedish import sv

_INK, _ACCENT, _PALE, _GREY, _LINE, _LATE = "#1c2b33", "#0b4f6c", "#9cc3d3", "#5b6770", "#d5dde2", "#8a2c0d"
_LABELS, _ROW, _HEAD = 190, 24, 30
_EDGE = 12
_LABEL_CHARS = 42
_HEIGHT, _TOP, _FOOT, _LEFT = 170, 26, 24, 62
_STEPS = 4
_MILLION, _THOUSAND = Decimal(1_000_000), Decimal(1000)
_TENTH = Decimal("0.1")


def tornado(picture: Tornado) -> str:
    """Draw what the net present value rests on: a bar per change, greatest first, around today's value.

    Args:
        picture: the bars; its own sentences are the chart's description.

    Returns:
        An SVG document.
    """
    values = [picture.bas, Decimal(0), *(v for b in picture.staplar for v in (b.samst, b.bast))]
    low, high = min(values), max(values)
    span = high - low or Decimal(1)

    def x(value: Decimal) -> int:
        return _LABELS + int((value - low) * (WIDTH - _LABELS - _EDGE) / span)

    bottom = _HEAD + _ROW * len(picture.staplar)
    parts = [_line(x(Decimal(0)), bottom, _GREY, "2 2"), _line(x(picture.bas), bottom, _INK, "")]
    parts.append(
        _text(_inside(x(picture.bas)), 12, sv(T("Nu {belopp}", belopp=picture.bas_text)), anchor="middle", weight=600)
    )
    if abs(x(Decimal(0)) - x(picture.bas)) > _EDGE * 8:
        parts.append(_text(_inside(x(Decimal(0))), 12, sv(T("0 kr")), anchor="middle", color=_GREY))
    for i, bar in enumerate(picture.staplar):
        parts += _bar(bar, _HEAD + i * _ROW, x(bar.samst), x(bar.bast), x(picture.bas))
    return _svg(bottom + 6, sv(T("Känslighet")), picture.beskrivning, "".join(parts))


def curve(picture: Curve) -> str:
    """Draw expected (hollow squares, dashed) against actual (filled circles, whole line) by year.

    Args:
        picture: the values; its own sentences are the chart's description.

    Returns:
        An SVG document.
    """
    known = [v for v in (*picture.vantat, *picture.utfall) if v is not None]
    low, high = min(Decimal(0), *known), max(Decimal(0), *known)
    span = high - low or Decimal(1)
    bottom = _TOP + _HEIGHT
    step = (WIDTH - _LEFT - 3 * _EDGE) // max(len(picture.ar) - 1, 1)

    def y(value: Decimal) -> int:
        return bottom - int((value - low) * _HEIGHT / span)

    parts = list(_scale(low, span, bottom))
    for i, year in enumerate(picture.ar):
        parts.append(_text(_LEFT + _EDGE + i * step, bottom + 16, str(year), anchor="middle", color=_GREY))
    for values, hollow in ((picture.vantat, True), (picture.utfall, False)):
        points = [(_LEFT + _EDGE + i * step, y(v)) for i, v in enumerate(values) if v is not None]
        parts += _points(points, hollow=hollow)
    parts += _legend()
    return _svg(bottom + _FOOT, picture.rubrik, picture.beskrivning, "".join(parts))


def _bar(bar: Bar, y: int, worst: int, best: int, now: int) -> list[str]:
    left, right = min(worst, best, now), max(worst, best, now)
    parts = [_text(4, y + 15, _short(bar.namn), size="8")]
    for start, end, color in ((left, min(now, right), _LATE), (max(now, left), right, _ACCENT)):
        if end > start:
            parts.append(f'<rect x="{start}" y="{y + 5}" width="{end - start}" height="14" fill="{color}"/>')
    return parts


def _points(points: list[tuple[int, int]], *, hollow: bool) -> list[str]:
    color = _GREY if hollow else _ACCENT
    path = " ".join(f"{'M' if i == 0 else 'L'}{x} {y}" for i, (x, y) in enumerate(points))
    dash = ' stroke-dasharray="4 3"' if hollow else ""
    parts = [f'<path d="{path}" fill="none" stroke="{color}" stroke-width="1.6"{dash}/>'] if len(points) > 1 else []
    for x, y in points:
        parts.append(_square(x, y) if hollow else f'<circle cx="{x}" cy="{y}" r="4" fill="{color}"/>')
    return parts


def _square(x: int, y: int) -> str:
    return f'<rect x="{x - 4}" y="{y - 4}" width="8" height="8" fill="#fff" stroke="{_GREY}" stroke-width="1.4"/>'


def _scale(low: Decimal, span: Decimal, bottom: int) -> Iterator[str]:
    for i in range(_STEPS + 1):
        y = bottom - _HEIGHT * i // _STEPS
        value = low + span * i / _STEPS
        yield f'<path d="M{_LEFT} {y}H{WIDTH - _EDGE}" stroke="{_LINE}" stroke-width=".6"/>'
        yield _text(_LEFT - 6, y + 3, _unit(value, span), anchor="end", color=_GREY, size="7.5")


def _unit(value: Decimal, span: Decimal) -> str:
    if span >= _MILLION:
        return number((value / _MILLION).quantize(_TENTH), "sv", 1) + "\u00a0" + sv(T("mkr"))
    return number((value / _THOUSAND).quantize(Decimal(1)), "sv") + "\u00a0" + sv(T("tkr"))


def _legend() -> list[str]:
    return [
        _square(_LEFT + 6, 10),
        _text(_LEFT + 16, 13, sv(T("Väntat")), color=_GREY),
        f'<circle cx="{_LEFT + 70}" cy="10" r="4" fill="{_ACCENT}"/>',
        _text(_LEFT + 80, 13, sv(T("Utfall")), color=_INK),
    ]


def _inside(x: int) -> int:
    return min(max(x, _LABELS), WIDTH - _EDGE * 5)


def _short(text: str) -> str:
    text = clean(text)
    return text if len(text) <= _LABEL_CHARS else text[: _LABEL_CHARS - 1].rstrip() + "…"


def _line(x: int, bottom: int, color: str, dash: str) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="M{x} 18V{bottom}" stroke="{color}" stroke-width="1"{dashed}/>'


def _text(
    x: int, y: int, text: str, *, anchor: str = "start", color: str = _INK, size: str = "8.2", weight: int = 400
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{color}" '
        f'font-weight="{weight}">{escape(clean(text))}</text>'
    )


def _svg(height: int, title: str, description: str, body: str) -> str:
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" '
        f'font-family="&quot;Fyr Sans&quot;, sans-serif"><title>{escape(clean(title))}</title>'
        f"<desc>{escape(clean(description))}</desc>{body}</svg>"
    )
