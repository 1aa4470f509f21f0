"""The fields of a model as a person reads them: title, description, type in words, allowed values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from fyrportfolj.messages import T, Text
from fyrportfolj.model.base import NYCKEL, RADID, SLUG, VERSION

_DEEPEST = 12
"""Levels that are followed; the models are less deep, and none holds itself."""


@dataclass(frozen=True)
class FieldCard:
    """One field.

    Attributes:
        namn: the key as it is written in YAML.
        titel: heading.
        beskrivning: what to write, with unit and source.
        typ: what kind of value.
        kravs: True when it may not be left out.
        varden: the values that may be chosen between, or none.
        falt: the fields inside it.
    """

    namn: str
    titel: str
    beskrivning: str
    typ: Text
    kravs: bool
    varden: tuple[str, ...]
    falt: tuple[FieldCard, ...]


def cards(schema: dict[str, Any], here: dict[str, Any] | None = None, depth: int = _DEEPEST) -> tuple[FieldCard, ...]:
    """Give the fields of a schema.

    Args:
        schema: the whole schema, for its `$defs`.
        here: the part to describe; None means the root.
        depth: levels to follow.
    """
    here = schema if here is None else here
    required = here.get("required", ())
    return tuple(
        _card(schema, name, prop, required=name in required, depth=depth)
        for name, prop in here.get("properties", {}).items()
    )


def inside(schema: dict[str, Any], prop: dict[str, Any]) -> dict[str, Any]:
    """Give the mapping that a field holds, also inside a list or beside null; an empty one when it holds none."""
    for part in _alternatives(prop):
        if "$ref" in part:
            return dict(schema["$defs"][part["$ref"].rpartition("/")[2]])
        if part.get("type") == "array":
            return inside(schema, part["items"])
    return {}


def _card(schema: dict[str, Any], name: str, prop: dict[str, Any], *, required: bool, depth: int) -> FieldCard:
    below = inside(schema, prop)
    return FieldCard(
        namn=name,
        titel=prop.get("title", name),
        beskrivning=prop.get("description", ""),
        typ=_typ(prop),
        kravs=required,
        varden=tuple(_values(prop)),
        falt=cards(schema, below, depth - 1) if below and depth else (),
    )


def _alternatives(prop: dict[str, Any]) -> list[dict[str, Any]]:
    return [p for p in prop.get("anyOf", [prop]) if p.get("type") != "null"]


def _values(prop: dict[str, Any]) -> Iterator[str]:
    for part in _alternatives(prop):
        yield from (str(v) for v in part.get("enum", ()))
        if part.get("type") == "array":
            yield from _values(part["items"])


def _typ(prop: dict[str, Any]) -> Text:
    parts = _alternatives(prop)
    kinds: dict[str, Callable[[dict[str, Any]], Text]] = {
        "array": lambda p: T("lista: {av}", av=_typ(p["items"])),
        "boolean": lambda _: T("true eller false"),
        "integer": _whole,
        "number": lambda _: T("belopp eller tal"),
        "object": lambda _: T("text per nyckel"),
        "string": _text,
        "$ref": lambda _: T("fält under fältet"),
    }
    return kinds[parts[0].get("type", "$ref")](parts[0])


def _whole(part: dict[str, Any]) -> Text:
    least, most = part.get("minimum"), part.get("maximum")
    if least is not None and most is not None:
        return T("heltal {minst}–{hogst}", minst=least, hogst=most)
    return T("heltal från {minst}", minst=least) if least is not None else T("heltal")


_PATTERNS: dict[str, Text] = {
    SLUG: T("id med bindestreck"),
    NYCKEL: T("nyckel med understreck"),
    RADID: T("kort id, som R1"),
    VERSION: T('version inom citattecken, som "1.0"'),
}
_ONE_LINE = 300


def _text(part: dict[str, Any]) -> Text:
    if "enum" in part:
        return T("ett av orden")
    if "const" in part:
        return T("alltid {varde}", varde=str(part["const"]))
    if part.get("format") == "date":
        return T("dag, ÅÅÅÅ-MM-DD")
    pattern = str(part.get("pattern", "")).replace(r"(?!\n)$", "$")
    if pattern in _PATTERNS:
        return _PATTERNS[pattern]
    return T("text på en rad") if part.get("maxLength", _ONE_LINE + 1) <= _ONE_LINE else T("text")
