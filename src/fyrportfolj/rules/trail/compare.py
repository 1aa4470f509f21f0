"""Where two versions of a document differ, by what they say and not by how it is written."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.diagnostics import Loc
from fyrportfolj.model.base import Model


def differences(before: object, after: object, loc: Loc = ()) -> Iterator[Loc]:
    """Give the places where two values differ, as deep as both have the same shape.

    Args:
        before: a model, a tuple, a dict or a plain value.
        after: the other.
        loc: the path that leads to them.

    Yields:
        Paths, in the order of the first value's fields.
    """
    if before == after:
        return
    if isinstance(before, Model) and isinstance(after, Model) and type(before) is type(after):
        for name in type(before).model_fields:
            yield from differences(getattr(before, name), getattr(after, name), (*loc, name))
    elif isinstance(before, tuple) and isinstance(after, tuple):
        for i, (old, new) in enumerate(zip(before, after, strict=False)):
            yield from differences(old, new, (*loc, i))
        for i in range(min(len(before), len(after)), max(len(before), len(after))):
            yield (*loc, i)
    elif isinstance(before, dict) and isinstance(after, dict):
        for key in sorted({*before, *after}):
            if before.get(key) != after.get(key):
                yield (*loc, key)
    else:
        yield loc


def dotted(loc: Loc) -> str:
    """Give a path as a person reads it: `risker.0.konsekvens`."""
    return ".".join(str(part) for part in loc)
