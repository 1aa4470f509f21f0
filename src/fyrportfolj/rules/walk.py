"""Finding rows of a kind anywhere inside a document, along routes worked out once per class."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, get_args

from fyrportfolj.diagnostics import Loc
from fyrportfolj.model.base import Model

Found = list[tuple[Loc, Model]]


def leaves(annotation: Any, metadata: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Give every plain type that an annotation is built of, with the constraints that stand on it.

    Args:
        annotation: a type as pydantic keeps it, such as `tuple[Slug, ...] | None`.
        metadata: constraints that pydantic has moved from the annotation to the field.

    Yields:
        The type and its constraints.
    """
    parts = get_args(annotation)
    if not parts:
        yield annotation, metadata
    elif hasattr(annotation, "__metadata__"):
        yield from leaves(parts[0], annotation.__metadata__)
    else:
        for part in parts:
            yield from leaves(part)


class Finder:
    """Finds every row whose class is wanted, without looking at fields that cannot lead to one.

    A thousand documents are searched in milliseconds, because the fields of each class are sorted
    out once, from their types, and not for each value.
    """

    def __init__(self, wanted: Callable[[type[Model]], bool]) -> None:
        """Make a finder.

        Args:
            wanted: says whether rows of a class are looked for; asked once per class.
        """
        self._wanted = wanted
        self._routes: dict[type[Model], tuple[bool, tuple[str, ...]]] = {}

    def __call__(self, document: Model) -> Found:
        """Give the wanted rows of a document with their paths, outermost first, the document itself included."""
        found: Found = []
        self._collect(document, (), found)
        return found

    def leads(self, cls: type[Model]) -> bool:
        """Say whether the class is wanted or can hold a row that is."""
        wanted, fields = self._route(cls)
        return wanted or bool(fields)

    def _collect(self, model: Model, loc: Loc, found: Found) -> None:
        wanted, fields = self._routes.get(type(model)) or self._route(type(model))
        if wanted:
            found.append((loc, model))
        values = vars(model)
        for name in fields:
            value = values[name]
            if not value:
                continue
            if type(value) is tuple:
                for index, row in enumerate(value):
                    self._collect(row, (*loc, name, index), found)
            else:
                self._collect(value, (*loc, name), found)

    def _route(self, cls: type[Model]) -> tuple[bool, tuple[str, ...]]:
        known = self._routes.get(cls)
        if known is None:
            fields = tuple(
                name
                for name, field in cls.model_fields.items()
                if any(
                    isinstance(leaf, type) and issubclass(leaf, Model) and self.leads(leaf)
                    for leaf, _ in leaves(field.annotation)
                )
            )
            known = self._routes[cls] = (self._wanted(cls), fields)
        return known
