"""Smallest edits of a user's text: only the characters of the value change, and the result is read back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from fyrportfolj.diagnostics import Loc
from fyrportfolj.errors import DataError, FyrError
from fyrportfolj.messages import T
from fyrportfolj.model.base import Model
from fyrportfolj.store.emit import Value, simplified
from fyrportfolj.store.fields import model_at
from fyrportfolj.store.nodes import Node, compose
from fyrportfolj.store.spans import Spot, find
from fyrportfolj.store.splice import append_row, insert_key, remove, replace_value
from fyrportfolj.store.write import write
from fyrportfolj.store.yamltext import parse

__all__ = ["Append", "Edit", "Remove", "Set", "apply", "write"]


@dataclass(frozen=True, slots=True)
class Set:
    """Give a value to a key or a row; keys that are missing on the way are made.

    Attributes:
        loc: path inside the document.
        value: plain data, days and decimals.
    """

    loc: Loc
    value: Value


@dataclass(frozen=True, slots=True)
class Append:
    """Add a row last in a list; a list that is missing is made.

    Attributes:
        loc: path of the list.
        value: the row.
    """

    loc: Loc
    value: Value


@dataclass(frozen=True, slots=True)
class Remove:
    """Take away a key or a row with its value; nothing happens when it is not there.

    Attributes:
        loc: path inside the document.
    """

    loc: Loc


Edit: TypeAlias = Set | Append | Remove


def apply(text: str, edits: Sequence[Edit], *, modell: type[Model] | None = None) -> str:
    """Change a text by edits, in order.

    Comments, quotes, order, blank lines and line endings outside the changed values stay as they are.

    Args:
        text: the text of a file without faults in its YAML.
        edits: what to change.
        modell: the document's class; with it a new key is put where the class has it, else last.

    Returns:
        The new text; the same text when the edits change nothing.

    Raises:
        DataError: the text has faults, or a path leads nowhere.
        FyrError: the new text would not say what was asked for; nothing is lost, but the edit is not made.
    """
    data = _data(text)
    steps: list[Edit] = []
    for edit in edits:
        steps += _steps(edit, data)
        data = deepcopy(data)
        _change(data, edit)
    for batch in _batches(steps):
        text = _spliced(text, batch, modell)
    return _read_back(text, data) if steps else text


def _data(text: str) -> dict[str, Any]:
    parsed = parse(text.encode("utf-8"), "")
    if parsed.data is None or parsed.diagnostics:
        raise DataError(T("filen går inte att ändra, för den har fel"), T("rätta felen som fyr check visar"))
    return parsed.data


def _read_back(text: str, wanted: dict[str, Any]) -> str:
    parsed = parse(text.encode("utf-8"), "")
    if parsed.data is None or parsed.diagnostics or _canonical(parsed.data) != _canonical(wanted):
        raise FyrError(
            T("ändringen går inte att göra i den här filen utan att mer än det begärda ändras"),
            T("gör ändringen för hand i en redigerare; inget är skrivet"),
        )
    return text


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=_number)


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        # A number reads back as whole exactly when it is written without a decimal point.
        return float(value) if "." in f"{value:f}" else int(value)
    raise TypeError(type(value).__name__)


def _nowhere(loc: Loc) -> DataError:
    return DataError(T("platsen {plats} finns inte i filen", plats=".".join(map(str, loc))))


def _change(data: dict[str, Any], edit: Edit) -> None:
    """Make the edit in plain data: what the text must say afterwards."""
    if not edit.loc:
        raise _nowhere(edit.loc)
    if isinstance(edit, Remove):
        _drop(data, edit.loc)
        return
    here: Any = data
    for segment in edit.loc[:-1]:
        here = _inside(here, segment, edit.loc)
    last = edit.loc[-1]
    value = simplified(edit.value)
    if isinstance(edit, Append):
        old = _inside(here, last, edit.loc, empty=list)
        if not isinstance(old, list):
            raise _nowhere(edit.loc)
        old.append(value)
    elif (isinstance(here, dict) and isinstance(last, str)) or (
        isinstance(here, list) and isinstance(last, int) and 0 <= last < len(here)
    ):
        here[last] = value  # type: ignore[index]  # a list takes a number and a mapping a key, as asked just above
    else:
        raise _nowhere(edit.loc)


def _inside(here: Any, segment: str | int, loc: Loc, *, empty: Callable[[], Any] = dict) -> Any:
    if isinstance(here, dict) and isinstance(segment, str):
        if here.get(segment) is None:
            here[segment] = empty()
        return here[segment]
    if isinstance(here, list) and isinstance(segment, int) and 0 <= segment < len(here):
        if here[segment] is None:
            here[segment] = empty()
        return here[segment]
    raise _nowhere(loc)


def _drop(data: dict[str, Any], loc: Loc) -> None:
    here: Any = data
    for segment in loc[:-1]:
        here = _look(here, segment)
    if _present(here, loc[-1]):
        del here[loc[-1]]


def _look(here: Any, segment: str | int) -> Any:
    return here[segment] if _present(here, segment) else None


def _present(here: Any, segment: str | int) -> bool:
    if isinstance(here, dict):
        return segment in here
    return isinstance(here, list) and isinstance(segment, int) and 0 <= segment < len(here)


def _steps(edit: Edit, data: dict[str, Any]) -> Iterator[Edit]:
    """Take an edit of a whole mapping or list apart, so that rows that stay are not rewritten."""
    if not isinstance(edit, Set):
        yield edit
        return
    old: Any = data
    for segment in edit.loc:
        if not _present(old, segment):
            yield edit
            return
        old = old[segment]
    new: Any = simplified(edit.value)
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() & new.keys():
        yield from (Set((*edit.loc, key), value) for key, value in new.items() if key not in old)
        for key in old:
            yield from _steps(Set((*edit.loc, key), new[key]), data) if key in new else (Remove((*edit.loc, key)),)
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        common = min(len(old), len(new))
        for index in range(common):
            yield from _steps(Set((*edit.loc, index), new[index]), data)
        yield from (Append(edit.loc, row) for row in new[common:])
        yield from (Remove((*edit.loc, index)) for index in reversed(range(common, len(old))))
    elif _canonical(old) != _canonical(new):
        yield edit


def _batches(steps: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Put values that can be replaced independently of each other together, so that the text is read once for them."""
    batch: list[Edit] = []
    for step in steps:
        if batch and not (isinstance(step, Set) and all(_apart(step, other) for other in batch)):
            yield batch
            batch = []
        batch.append(step)
    if batch:
        yield batch


def _apart(a: Edit, b: Edit) -> bool:
    shorter = min(len(a.loc), len(b.loc))
    return isinstance(b, Set) and a.loc[:shorter] != b.loc[:shorter]


def _spliced(text: str, batch: Sequence[Edit], modell: type[Model] | None) -> str:
    document = compose(text, "")
    root = document.root
    if root is None or document.broken:
        raise DataError(
            T("filen är skriven på ett sätt som programmet kan läsa men inte ändra"),
            T("gör ändringen för hand i en redigerare"),
        )
    spots = [(edit, find(root, edit.loc)) for edit in batch]
    present = [(edit, spot) for edit, (spot, rest) in spots if not rest and isinstance(edit, Set)]
    if len(present) < len(batch) and len(batch) > 1:
        for edit in batch:
            text = _spliced(text, [edit], modell)
        return text
    if present:
        # From the end, so that the places of those before still hold.
        for edit, spot in sorted(present, key=lambda p: p[1].node.start, reverse=True):
            text = replace_value(text, root, spot, simplified(edit.value))
        return text
    return _restructured(text, root, *spots[0], modell)


def _restructured(text: str, root: Node, edit: Edit, place: tuple[Spot, Loc], modell: type[Model] | None) -> str:
    spot, rest = place
    if isinstance(edit, Remove):
        return text if rest else remove(text, root, spot, find(root, edit.loc[:-1])[0])
    value = simplified(edit.value)
    if isinstance(edit, Append):
        if not rest:
            return append_row(text, root, spot, value)
        value = [value]
    for segment in reversed(rest[1:]):
        value = {str(segment): value}
    if spot.node.slag == "scalar":
        return replace_value(text, root, spot, {str(rest[0]): value})
    return insert_key(text, root, spot, (str(rest[0]), value), _before(edit.loc, rest, modell))


def _before(loc: Loc, rest: Loc, modell: type[Model] | None) -> tuple[str, ...]:
    owner = model_at(modell, loc[: len(loc) - len(rest)]) if modell else None
    names = tuple(owner.model_fields) if owner else ()
    return names[: names.index(str(rest[0]))] if rest[0] in names else ()
