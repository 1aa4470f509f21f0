"""Language at the edge: translation by gettext, Swedish dates, numbers and sort order.

Only the doors (terminal, documents) import this; the rooms below keep text as `messages.Text`.
"""

from __future__ import annotations

import gettext
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from fyrportfolj.messages import Text
from fyrportfolj.resources import resource

LANGUAGES = ("sv", "en")


class Amount(Decimal):
    """Money in kr, shown with its unit."""


class Exact(Decimal):
    """A figure in a column, shown with all the decimals that it has: 4,00."""


_SV_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december"
_EN_MONTHS = "January February March April May June July August September October November December"
_MONTHS = {
    "sv": _SV_MONTHS.split(),
    "en": _EN_MONTHS.split(),
}
_AND = {"sv": " och ", "en": " and "}
_NBSP = "\u00a0"
_MINUS = "\u2212"


@lru_cache(maxsize=len(LANGUAGES))
def _catalog(language: str) -> gettext.NullTranslations:
    # Swedish is the language of the message ids, so it has no catalogue.
    if language == "sv":
        return gettext.NullTranslations()
    return gettext.translation("fyr", localedir=str(resource("locale")), languages=[language], fallback=True)


def render(text: Text | str, language: str = "sv") -> str:
    """Give a sentence in a language, with its parameters in that language's forms.

    Args:
        text: the sentence; a plain str is taken as it is.
        language: `sv` or `en`.

    Returns:
        Text for a person, not yet escaped for any format.
    """
    if isinstance(text, str):
        return text
    # Swedish is what the program is written in, so it is not looked up.
    sentence = text.msgid if language == "sv" else translate(text.msgid, language)
    if not text.params and "{" not in sentence:
        return sentence
    return sentence.format_map({k: v if type(v) is str else shown(v, language) for k, v in text.params.items()})


def translate(msgid: str, language: str = "sv") -> str:
    """Give a sentence in a language with its `{name}` fields left as they are.

    Args:
        msgid: Swedish text.
        language: `sv` or `en`.
    """
    return _catalog(language).gettext(msgid) if msgid else ""


def shown(value: object, language: str = "sv") -> str:
    """Give a value as a person reads it: decimals with comma, ISO dates, lists with "och"."""
    if isinstance(value, tuple | list):
        return _listed([shown(v, language) for v in value], language)
    match value:
        case Text():
            return render(value, language)
        case bool():
            return render(Text("ja") if value else Text("nej"), language)
        case Amount():
            return kronor(value, language)
        case Decimal() | float():
            decimals = len(str(value).partition(".")[2]) if isinstance(value, Exact) else None
            return number(Decimal(str(value)), language, decimals)
        case _:
            return "–" if value is None else str(value)


def _listed(parts: list[str], language: str) -> str:
    *most, last = parts or [""]
    return _AND[language].join((", ".join(most), last)) if most else last


def number(value: Decimal | int, language: str = "sv", decimals: int | None = None) -> str:
    """Give a number with the thousands set apart and the language's decimal sign.

    Args:
        value: the number.
        language: `sv` (1 234,50) or `en` (1,234.50).
        decimals: how many; None keeps what the value has, without trailing zeros.
    """
    d = Decimal(value)
    if decimals is not None:
        d = d.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    elif d == d.to_integral_value():
        d = d.to_integral_value()
    else:
        d = d.normalize()
    text = f"{abs(d):,f}"
    if language == "sv":
        text = text.replace(",", _NBSP).replace(".", ",")
    return (_MINUS if d < 0 else "") + text


def kronor(value: Decimal | int, language: str = "sv") -> str:
    """Give an amount with its unit: whole kronor, or two decimals when there are öre."""
    d = Decimal(value)
    return number(d, language, 0 if d == d.to_integral_value() else 2) + _NBSP + ("kr" if language == "sv" else "SEK")


def long_date(day: date, language: str = "sv") -> str:
    """Give a day in words: 12 maj 2026, 12 May 2026."""
    return f"{day.day}{_NBSP}{_MONTHS[language][day.month - 1]} {day.year}"


def sort_key(text: str) -> tuple[str, ...]:
    """Give a key that sorts as Swedish does: å, ä, ö last, in that order, case ignored."""
    return tuple(map(_RANK.__getitem__, unicodedata.normalize("NFC", text).casefold()))


class _Rank(dict[str, str]):
    """What a letter sorts as, found once per letter."""

    def __missing__(self, letter: str) -> str:
        """Leave out its accents."""
        parts = unicodedata.normalize("NFD", letter)
        self[letter] = "".join(p for p in parts if not unicodedata.combining(p))
        return self[letter]


_RANK = _Rank({"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}"})
