"""Swedish typography for views: dates, weeks, periods, money, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from fyrportfolj.i18n import kronor, long_date, number, render
from fyrportfolj.messages import T, Text

NBSP = "\u00a0"
EN_DASH = "–"
NONE = EN_DASH
"""Shown where there is nothing to show."""

_MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")


def sv(text: Text) -> str:
    """Give a sentence in Swedish."""
    if not text.params and "{" not in text.msgid:
        return text.msgid
    return render(text, "sv")


def day(value: date | None) -> str:
    """Give a day for a table: 2026-11-20, or a dash."""
    return value.isoformat() if value else NONE


def day_in_words(value: date | None) -> str:
    """Give a day for running text, that is not broken across lines: 20 november 2026."""
    return long_date(value, "sv").replace(" ", NBSP) if value else NONE


def short_day(value: date) -> str:
    """Give a day for a chart: 6 nov."""
    return f"{value.day}{NBSP}{_MONTHS[value.month - 1]}"


def month(value: date) -> str:
    """Give a month's short name."""
    return _MONTHS[value.month - 1]


def period(first: date | None, last: date | None) -> str:
    """Give a period in words, without repeating what both ends share: 1–31 oktober 2026."""
    if first is None or last is None:
        return day_in_words(first or last)
    if first == last:
        return day_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{EN_DASH}{day_in_words(last)}"
    if first.year == last.year:
        return f"{day_in_words(first)[:-5]}{EN_DASH}{day_in_words(last)}"
    return f"{day_in_words(first)}{EN_DASH}{day_in_words(last)}"


def weeks(first: date, last: date) -> str:
    """Give the ISO weeks of a period: vecka 41, vecka 41–44, vecka 51 2026–vecka 3 2027."""
    a, b = first.isocalendar(), last.isocalendar()
    if (a.year, a.week) == (b.year, b.week):
        return sv(T("vecka\u00a0{vecka}", vecka=a.week))
    if a.year == b.year:
        return sv(T("vecka\u00a0{fran}–{till}", fran=a.week, till=b.week))
    return sv(
        T(
            "vecka\u00a0{fran}\u00a0{ar}–vecka\u00a0{till}\u00a0{ar2}",
            fran=a.week,
            ar=str(a.year),
            till=b.week,
            ar2=str(b.year),
        )
    )


def money(value: Decimal | None) -> str:
    """Give an amount with its unit, or a dash: 605 000 kr."""
    return kronor(value, "sv") if value is not None else NONE


def signed_money(value: Decimal) -> str:
    """Give a difference with its sign: +12 000 kr, −500 kr, 0 kr."""
    return ("+" if value > 0 else "") + kronor(value, "sv")


def percent(part: Decimal, whole: Decimal) -> str:
    """Give a share in whole per cent: 53 %; a dash when the whole is nothing."""
    if whole == 0:
        return NONE
    return number(share(part, whole), "sv") + NBSP + "%"


def share(part: Decimal, whole: Decimal) -> int:
    """Give a share in whole per cent, halves away from zero; the whole is not 0."""
    return int((part * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP))


def days(count: int) -> str:
    """Give a number of days: 1 dag, 32 dagar."""
    return sv(T("1\u00a0dag")) if count == 1 else sv(T("{antal}\u00a0dagar", antal=count))


def listed(words: Iterable[str], last: Text | None = None) -> str:
    """Give words as a list: a, b och c.

    Args:
        words: the words, in order.
        last: the word before the last; "och" when left out.
    """
    parts = list(words)
    if len(parts) < 2:  # noqa: PLR2004  (one word needs no joining word)
        return "".join(parts)
    joining = sv(last) if last else sv(T("och"))
    return f"{', '.join(parts[:-1])} {joining} {parts[-1]}"


def paragraphs(text: str | None) -> tuple[str, ...]:
    """Give the paragraphs of running text; a single line end inside one is a space."""
    parts = re.split(r"\n[ \t]*\n", (text or "").strip())
    return tuple(" ".join(p.split("\n")).strip() for p in parts if p.strip())


def one_line(text: str | None) -> str:
    """Give running text as one paragraph, for a cell or a list item."""
    return " ".join(paragraphs(text))


def capital(text: str) -> str:
    """Give text with its first letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]
