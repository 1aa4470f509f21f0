"""The JSON form of results: one versioned envelope for every command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from fyrportfolj import i18n
from fyrportfolj.codes import CODES
from fyrportfolj.commands.result import Result
from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import Text
from fyrportfolj.model.base import Model

SCHEMA = "fyr/1"
"""Version of the envelope; grows only when a field changes its meaning or goes away."""


def envelope(kommando: str, result: Result[Any], language: str) -> dict[str, Any]:
    """Give a result as plain data.

    Args:
        kommando: the command, such as `gate check`.
        result: what it gave back.
        language: language of the sentences.
    """
    return {
        "schema": SCHEMA,
        "kommando": kommando,
        "data": plain(result.data, language),
        "diagnostik": [diagnostic(d, language) for d in result.diagnostics],
        "meddelanden": [i18n.render(m, language) for m in result.messages],
    }


def failure(kommando: str, text: Text, help_: Text | None, language: str) -> dict[str, Any]:
    """Give a failure as plain data: the envelope without data, with `fel`.

    Args:
        kommando: the command.
        text: what happened.
        help_: what to do, or None.
        language: language of the sentences.
    """
    return {
        "schema": SCHEMA,
        "kommando": kommando,
        "data": None,
        "diagnostik": [],
        "meddelanden": [],
        "fel": {"text": i18n.render(text, language), "hjalp": i18n.render(help_, language) if help_ else None},
    }


def diagnostic(d: Diagnostic, language: str) -> dict[str, Any]:
    """Give a finding as plain data, with its sentence in a language.

    Args:
        d: the finding.
        language: language of the sentences.
    """
    code = CODES[d.kod]
    rule = d.rule and {
        "fil": d.rule.fil,
        "rad": d.rule.place.rad if d.rule.place else None,
        "kolumn": d.rule.place.kolumn if d.rule.place else None,
    }
    made = {
        "kod": d.kod,
        "allvar": code.severity.value,
        "fil": d.fil,
        "rad": d.place.rad if d.place else None,
        "kolumn": d.place.kolumn if d.place else None,
        "sokvag": list(d.loc),
        "text": i18n.render(Text(code.text.msgid, d.params), language),
        "hjalp": i18n.render(Text(code.help.msgid, d.params), language),
        "regel": rule,
    }
    return {**made, "incheckning": d.commit} if d.commit else made


def plain(value: object, language: str) -> Any:
    """Give a value as JSON knows it: days as ISO text, amounts as numbers, sentences as text.

    Args:
        value: a dataclass, a model, or what they are made of.
        language: language of the sentences.
    """
    items = _items(value)
    if items is not None:
        return {k: plain(v, language) for k, v in items if not k.startswith("_")}
    if isinstance(value, set | frozenset):
        return sorted(plain(v, language) for v in value)
    if isinstance(value, tuple | list):
        return [plain(v, language) for v in value]
    return _scalar(value, language)


def _items(value: object) -> list[tuple[str, object]] | None:
    if isinstance(value, Mapping):
        return [(str(k), v) for k, v in value.items()]
    if isinstance(value, Model):
        return [(name, getattr(value, name)) for name in type(value).model_fields]
    if is_dataclass(value) and not isinstance(value, Text):
        return [(f.name, getattr(value, f.name)) for f in fields(value)]
    return None


def _scalar(value: object, language: str) -> Any:
    match value:
        case Text():
            return i18n.render(value, language)
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Decimal():
            # At most 15 digits (model.base.Kronor), which a double gives back unchanged.
            return int(value) if value == value.to_integral_value() else float(value)
        case None | bool() | int() | float() | str():
            return value
        case _:
            return str(value)
