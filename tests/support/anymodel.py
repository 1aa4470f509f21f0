"""Any model of any class, for properties: values that fit each field's type, without meaning."""

from __future__ import annotations

import typing
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any

from hypothesis import strategies as st
from pydantic.fields import FieldInfo
from pydantic_core import to_json

from fyrportfolj.model.base import Model
from fyrportfolj.store.kinds import KINDS

_DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
_WORDS = st.lists(
    st.sampled_from(["att", "båten", "dimma", "grund", "hamn", "i", "och", "sjö"]), min_size=1, max_size=14
)
_SENTENCES = _WORDS.map(" ".join)
_MOST_ROWS = 2
_SIGNS = st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="{}")
"""Braces in a value would look like a field that nobody filled in."""


def classes() -> list[type[Model]]:
    """Give every class that a file of a portfolio is made of, by name."""
    found: set[type[Model]] = set()
    work: list[Any] = [k.modell for k in KINDS]
    while work:
        here = work.pop()
        if not (isinstance(here, type) and issubclass(here, Model)):
            work += typing.get_args(here)
        elif here not in found:
            found.add(here)
            work += [f.annotation for f in here.model_fields.values()]
    return sorted(found, key=lambda c: c.__name__)


def fixed_values() -> list[str]:
    """Give every fixed word that a field of a file may have."""
    found: set[str] = set()
    work: list[Any] = [f.annotation for c in classes() for f in c.model_fields.values()]
    while work:
        here = work.pop()
        if typing.get_origin(here) is typing.Literal:
            found |= {v for v in typing.get_args(here) if isinstance(v, str)}
        else:
            work += typing.get_args(here)
    return sorted(found)


def models(modell: type[Model]) -> st.SearchStrategy[Model]:
    """Give models of a class."""
    return _documents(modell).map(lambda data: modell.model_validate_json(to_json(data)))


def values(modell: type[Model], falt: str) -> st.SearchStrategy[Any]:
    """Give values of one field of a class, as JSON."""
    field = modell.model_fields[falt]
    return _of(field.annotation, _limits(field.metadata))


@cache
def _documents(modell: type[Model]) -> st.SearchStrategy[dict[str, Any]]:
    required = {n: values(modell, n) for n, f in modell.model_fields.items() if f.is_required()}
    optional = {n: values(modell, n) for n, f in modell.model_fields.items() if not f.is_required()}
    # A document has dozens of fields; a few at a time reach all of them over the examples.
    some = st.lists(st.sampled_from(sorted(optional)), max_size=4, unique=True) if optional else st.just([])
    return some.flatmap(lambda names: st.fixed_dictionaries(required | {n: optional[n] for n in names}))


def _of(annotation: Any, limits: dict[str, Any]) -> st.SearchStrategy[Any]:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _of(arguments[0], limits | _limits(arguments[1:]))
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return st.deferred(lambda: _documents(annotation))
    composed = _composed(origin, arguments, limits)
    return _scalar(annotation, limits) if composed is None else composed


def _composed(origin: Any, arguments: tuple[Any, ...], limits: dict[str, Any]) -> st.SearchStrategy[Any] | None:
    if origin in (typing.Union, UnionType):
        return st.one_of(*(_of(a, limits) for a in arguments if a is not NoneType))
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        rows = max(limits.get("min_length", 0), 0)
        return st.lists(_of(arguments[0], {}), min_size=rows, max_size=max(rows, _MOST_ROWS))
    if origin is dict:
        return st.dictionaries(_of(arguments[0], {}), _of(arguments[1], {}), max_size=_MOST_ROWS)
    return None


def _scalar(annotation: Any, limits: dict[str, Any]) -> st.SearchStrategy[Any]:
    if annotation is bool:
        return st.booleans()
    if annotation is int:
        return st.integers(limits.get("ge", -5), limits.get("le", 30))
    if annotation is Decimal:
        low, high = limits.get("ge", -1000), limits.get("le", 100_000)
        return st.decimals(low, high, places=min(limits.get("decimal_places", 2), 2)).map(str)
    if annotation is date:
        return _DAYS.map(str)
    assert annotation is str, annotation
    pattern = limits.get("pattern")
    if pattern is None or pattern == r"^[^\n]*$":
        return _SENTENCES
    text = st.from_regex(pattern, fullmatch=True, alphabet=_SIGNS)
    bounds = limits.get("min_length", 0), limits.get("max_length", 500)
    return text.filter(lambda t: bounds[0] <= len(t) <= bounds[1])


def _limits(metadata: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in metadata:
        if isinstance(item, FieldInfo):
            found |= _limits(item.metadata)
            continue
        for name in ("pattern", "ge", "le", "min_length", "max_length", "decimal_places"):
            value = getattr(item, name, None)
            if value is not None:
                found[name] = value
    return found
