"""Which field of which model a path inside a document leads to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from fyrportfolj.diagnostics import Loc
from fyrportfolj.model.base import Model

_DEEPEST = 4


def model_at(modell: type[Model], loc: Loc) -> type[Model] | None:
    """Find the model of the mapping at a path.

    Args:
        modell: the document's class.
        loc: path inside the document.

    Returns:
        The class, or None when the path leads to something else or nowhere.
    """
    found = _type_at(modell, loc)
    return found if isinstance(found, type) and issubclass(found, Model) else None


def field_at(modell: type[Model], loc: Loc) -> FieldInfo | None:
    """Find the declared field that a path ends in, list indexes at its end aside.

    Args:
        modell: the document's class.
        loc: path inside the document.
    """
    while loc and isinstance(loc[-1], int):
        loc = loc[:-1]
    owner = model_at(modell, loc[:-1]) if loc else None
    return owner.model_fields.get(str(loc[-1])) if owner else None


@lru_cache(maxsize=64)
def homes(modell: type[Model], name: str) -> tuple[tuple[str, ...], ...]:
    """Find where in a document a key belongs: the paths of its mapping, shortest first.

    Args:
        modell: the document's class.
        name: a key.
    """
    found = (path for path, owner in _models(modell, ()) if name in owner.model_fields)
    return tuple(sorted(set(found), key=lambda path: (len(path), path)))


def _models(modell: type[Model], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], type[Model]]]:
    yield path, modell
    if len(path) >= _DEEPEST:
        return
    for name, field in modell.model_fields.items():
        inner = next((a for a in alternatives(field.annotation) if isinstance(a, type) and issubclass(a, Model)), None)
        if inner is not None:
            yield from _models(inner, (*path, name))


def alternatives(annotation: Any) -> Iterator[Any]:
    """Give a type with optional, annotation and container taken off, each alternative for itself.

    Args:
        annotation: the type of a field.
    """
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from alternatives(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for part in get_args(annotation):
            yield from alternatives(part)
    elif origin in (tuple, list):
        yield from alternatives(get_args(annotation)[0])
    elif origin is dict:
        yield from alternatives(get_args(annotation)[1])
    else:
        yield annotation


def _type_at(modell: type[Model], loc: Loc) -> Any:
    here: Any = modell
    for segment in loc:
        if isinstance(segment, int):
            continue
        if isinstance(here, type) and issubclass(here, Model):
            field = here.model_fields.get(segment)
            if field is None:
                return None
            inner = [a for a in alternatives(field.annotation) if a is not type(None)]
            here = next((a for a in inner if isinstance(a, type) and issubclass(a, Model)), inner[0])
    return here
