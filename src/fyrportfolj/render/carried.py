"""A view as plain data, for a process that has none of its classes: what a template can see of it, and no more.

A template sees fields, properties and what a mapping or a tuple holds. What it could see beyond that, a method,
stops the process that has only the plain data, so that the one with the classes fills in the template instead.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import Field, dataclass, fields
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

Plain = tuple[list[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]], Any]
"""The classes, and the view, in which a list is a record: the number of its class, fields and properties.

Numbers that no class has mark a mapping that is read only, a day and a decimal number.
"""

_READ_ONLY, _DAY, _DECIMAL = -1, -2, -3

_AS_IT_IS = frozenset({str, int, float, bool, bytes, type(None)})


class NotCarriedError(Exception):
    """Something of a view cannot be plain data, or a template wants what plain data has not."""


class _Shape(NamedTuple):
    """What a template can see of a class: its fields, its properties, and the rest, such as methods."""

    fields: tuple[str, ...]
    properties: tuple[str, ...]
    rest: tuple[str, ...]


def plain(view: object) -> Plain:
    """Give a view as data that `marshal` writes.

    Args:
        view: a dataclass of text, numbers, tuples, mappings and further dataclasses.

    Raises:
        NotCarriedError: it holds something else.
    """
    shapes: dict[type, _Shape] = {}
    numbers: dict[tuple[type, tuple[str, ...]], int] = {}
    classes: list[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = []

    def given(value: Any) -> Any:
        kind = type(value)
        if kind in _AS_IT_IS:
            return value
        if kind is tuple:
            return tuple([given(v) for v in value])
        if kind in (dict, MappingProxyType):
            pairs = {given(k): given(v) for k, v in value.items()}
            return pairs if kind is dict else [_READ_ONLY, pairs]
        if kind is date:
            return [_DAY, value.toordinal()]
        if kind is Decimal:
            return [_DECIMAL, str(value)]
        shape = shapes[kind] if kind in shapes else shapes.setdefault(kind, _shape(kind))
        found = {name: v for name in shape.properties for v in _of(value, name)}
        variant = kind, tuple(found)
        if variant not in numbers:
            numbers[variant] = len(classes)
            lost = tuple(name for name in shape.properties if name not in found)
            classes.append((kind.__name__, shape.fields, tuple(found), (*shape.rest, *lost)))
        return [numbers[variant], *[given(getattr(value, name)) for name in shape.fields], *map(given, found.values())]

    return classes, given(view)


def shown(data: Plain) -> Any:
    """Give a view that a template sees as it sees the one that `plain` was given."""
    kinds = [_record(name, _Shape(*shape)) for name, *shape in data[0]]

    def made(value: Any) -> Any:
        match value:
            case list():
                number, *parts = value
                known = odd.get(number)
                return known(*parts) if known else kinds[number](*map(made, parts))
            case tuple():
                return tuple(map(made, value))
            case dict():
                return {made(k): made(v) for k, v in value.items()}
        return value

    odd: dict[int, Callable[[Any], Any]] = {
        _READ_ONLY: lambda pairs: MappingProxyType(made(pairs)),
        _DAY: date.fromordinal,
        _DECIMAL: Decimal,
    }
    return made(data[1])


def _of(value: object, name: str) -> Iterator[Any]:
    """Give a property's value; none when it fails, which is told if a template asks for it."""
    with contextlib.suppress(Exception):
        yield getattr(value, name)


def _shape(kind: type) -> _Shape:
    own = getattr(kind, "__dataclass_fields__", None)
    params = getattr(kind, "__dataclass_params__", None)
    # Another base class than object, or an order, is more than the records of the other process have.
    if own is None or params is None or kind.__bases__ != (object,) or params.order or not params.eq:
        raise NotCarriedError(kind.__name__)
    public = [name for name in vars(kind) if name[0] != "_" and name not in own]
    properties = tuple(name for name in public if isinstance(vars(kind)[name], property))
    if not _SPECIAL.isdisjoint(vars(kind)):
        raise NotCarriedError(kind.__name__)
    return _Shape(tuple(own), properties, tuple(name for name in public if name not in properties))


_SPECIAL = frozenset(
    {"__bool__", "__len__", "__iter__", "__contains__", "__getitem__", "__getattr__", "__str__", "__html__", "__call__"}
)
"""What makes an object behave otherwise than its fields say."""


class _Record:
    """An object with the fields of a view's class."""

    __slots__ = ()
    _fields: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and all(getattr(self, n) == getattr(other, n) for n in self._fields)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in self._fields))


def _record(name: str, shape: _Shape) -> Callable[..., Any]:
    names = (*shape.fields, *shape.properties)

    def fill(self: object, *values: object) -> None:
        for field, value in zip(names, values, strict=True):
            setattr(self, field, value)

    body: dict[str, Any] = dict.fromkeys(shape.rest, property(_refuse))
    # What makes it a dataclass to those that ask; `make_dataclass` would compile a class for each.
    marks = {"__dataclass_fields__": {field: _field(field) for field in shape.fields}}
    return type(name, (_Record,), body | marks | {"__slots__": names, "__init__": fill, "_fields": shape.fields})


@dataclass
class _Sample:
    value: object


def _field(name: str) -> Field[object]:
    made: Field[object] = copy(fields(_Sample)[0])
    made.name = name
    return made


def _refuse(_record: object) -> None:
    raise NotCarriedError
