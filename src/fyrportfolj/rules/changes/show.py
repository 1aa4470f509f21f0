"""Values as a person reads them in a sentence: names for keys, amounts with kr, days apart, the words that changed."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Literal

from pydantic import StringConstraints

from fyrportfolj.messages import T, Text
from fyrportfolj.model.base import NYCKEL, SLUG, Model, Sha256
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.changes.values import Words
from fyrportfolj.rules.changes.words import word

_SHA = typing.get_args(Sha256)[1].pattern
_SHORT_SUM = 12
_LINE = 60
"""Characters of a text that are shown whole."""

_AROUND = 3
"""Unchanged words on each side of those that changed."""

_MOST_WORDS = 24
_UNITS = frozenset({"dagar", "timmar", "procent", "personer", "år", "månader"})
_ONE = {"dagar": "dag", "timmar": "timme", "personer": "person", "månader": "månad"}
_PER = re.compile(r"kr (per .+)")

Kind = Literal["ord", "nyckel", "summa", "text"]


def shown(value: object, modell: type[Model], falt: str, portfolio: Portfolio) -> Words:
    """Give a value of a field as a person reads it.

    Args:
        value: the value, not None; a tuple becomes a list in words.
        modell: the class that has the field.
        falt: the field's name.
        portfolio: where names are looked up.
    """
    if isinstance(value, tuple):
        return joined([shown(v, modell, falt, portfolio) for v in value], T("{forsta}, {andra}")) if value else "–"
    if isinstance(value, bool):
        return T("ja") if value else T("nej")
    if isinstance(value, Decimal | int):
        return amount(value, (modell.model_fields[falt].json_schema_extra or {}))
    if isinstance(value, str):
        return _string(value, kind_of(modell, falt), portfolio)
    return str(value)


def amount(value: Decimal | int, extra: Any) -> Words:
    """Give a number with its unit: kr, kr per år, timmar, dagar, procent.

    Args:
        value: the number.
        extra: the field's further words, with `enhet` where it has one.
    """
    unit = extra.get("enhet") if isinstance(extra, dict) else None
    per = _PER.fullmatch(unit or "")
    if unit == "kr" or per:
        money = kronor(Decimal(value))
        return T("{belopp} {per}", belopp=money, per=per[1]) if per else money
    # A number without a unit may be a year, which is not set apart by thousands.
    if unit not in _UNITS:
        return T("{antal}", antal=value)
    return T("{antal} {enhet}", antal=Decimal(value), enhet=_ONE.get(unit, unit) if value == 1 else unit)


def kronor(value: Decimal) -> Text:
    """Give an amount in kr."""
    return T("{belopp} kr", belopp=value)


def name(key: str, portfolio: Portfolio) -> str:
    """Give the name of a kommun, body, role, undertaking, sub-area, goal or period; the key itself without one."""
    found = portfolio.kommuner.get(key) or portfolio.organ.get(key) or portfolio.roller.get(key)
    if found:
        return found.namn
    entry = portfolio.undertaking(key)
    if entry:
        return entry.modell.namn
    area = portfolio.delomraden.get(key)
    if area:
        return area[1].namn
    goals = portfolio.handlingsplan.modell.mal if portfolio.handlingsplan else ()
    periods = portfolio.arscykel.modell.perioder if portfolio.arscykel else ()
    known = {x.id: x.namn for x in goals} | {x.id: x.namn for x in periods}
    return known.get(key, key)


def gate_name(grind: str, portfolio: Portfolio) -> str:
    """Give the name of a gate of any process of the portfolio; its key when there is none."""
    gates = (f.grind for e in portfolio.processer.values() for f in e.modell.faser)
    return next((g.namn for g in gates if g.slug == grind), grind)


@lru_cache(maxsize=4096)
def kind_of(modell: type[Model], falt: str) -> Kind:
    """Say what the text of a field is: a fixed word, a key, a checksum or free text.

    Args:
        modell: the class.
        falt: the field's name.
    """
    field = modell.model_fields[falt]
    patterns = {getattr(m, "pattern", None) for m in (*field.metadata, *_metadata(field.annotation))}
    if _is_word(field.annotation):
        return "ord"
    if patterns & {SLUG, NYCKEL}:
        return "nyckel"
    return "summa" if _SHA in patterns else "text"


def days_apart(before: date, after: date) -> Text:
    """Say how far a day has moved: 35 dagar senare."""
    days = (after - before).days
    if days == 1:
        return T("1 dag senare")
    if days == -1:
        return T("1 dag tidigare")
    return T("{antal} dagar senare", antal=days) if days > 0 else T("{antal} dagar tidigare", antal=-days)


def excerpt(before: str, after: str) -> tuple[Words, Words] | None:
    """Give the words of a text that changed, with a few around them.

    Args:
        before: the text as it was.
        after: the text as it is.

    Returns:
        What stood and what stands, in quotation marks; None when only blanks and line breaks differ.
    """
    old, new = before.split(), after.split()
    if old == new:
        return None
    if len(before) <= _LINE and len(after) <= _LINE:
        return quoted(old), quoted(new)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changed = [b for b in blocks if b[0] != "equal"]
    _, a1, _, b1, _ = changed[0]
    _, _, a2, _, b2 = changed[-1]
    return _around(old, a1, a2), _around(new, b1, b2)


def quoted(words: list[str] | str) -> Text:
    """Give the beginning of a text in quotation marks.

    Args:
        words: the text, or its words.
    """
    return T("”{text}”", text=_cut(words.split() if isinstance(words, str) else words))


def short(text: str) -> str:
    """Give the beginning of a text on one line, without its full stop, for use inside a sentence."""
    return _cut(text.split()).removesuffix(".")


def joined(parts: list[Words], sentence: Text) -> Words:
    """Set parts side by side.

    Args:
        parts: at least one.
        sentence: how two are joined, with the fields `forsta` and `andra`.
    """
    text = parts[0]
    for part in parts[1:]:
        text = Text(sentence.msgid, {"forsta": text, "andra": part})
    return text


def _around(words: list[str], start: int, end: int) -> Text:
    first, last = max(start - _AROUND, 0), min(end + _AROUND, len(words))
    before, after = words[first:start], words[end:last]
    middle = words[start:end]
    if len(middle) > _MOST_WORDS:
        middle = [*middle[: _MOST_WORDS // 2], "…", *middle[-_MOST_WORDS // 2 :]]
    kept = [*(["…"] if first else []), *before, *middle, *after, *(["…"] if last < len(words) else [])]
    return T("”{text}”", text=" ".join(kept))


def _cut(words: list[str]) -> str:
    text = " ".join(words)
    if len(text) <= _LINE:
        return text
    # A long word alone is cut inside, anything else after a whole word.
    return (text[: _LINE - 1].rpartition(" ")[0] or text[: _LINE - 1]) + "…"


def _string(value: str, kind: Kind, portfolio: Portfolio) -> Words:
    match kind:
        case "ord":
            return word(value)
        case "nyckel":
            return name(value, portfolio)
        case "summa":
            return value[:_SHORT_SUM] + "…"
        case _:
            return quoted(value)


def _is_word(annotation: object) -> bool:
    if typing.get_origin(annotation) is Literal:
        return True
    return any(_is_word(a) for a in typing.get_args(annotation))


def _metadata(annotation: object) -> Iterator[object]:
    for argument in typing.get_args(annotation):
        if isinstance(argument, StringConstraints):
            yield argument
        yield from _metadata(argument)
