"""Which row of a list is which row of its later version."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from fyrportfolj.model.base import Model

Pairing = tuple[tuple[int | None, int | None], ...]
"""Places before and after, from 0: both, only before (gone) or only after (new); in the order they should be told."""

IDENTITIES = (
    "id",
    "slug",
    "kommun",
    "part",
    "instans",
    "artefakt",
    "omrade",
    "dimension",
    "fraga",
    "nytta",
    "milstolpe",
    "risk",
    "utfall",
    "varde",
    "ar",
    "datum",
    "rapportdatum",
    "initiativ",
)
"""Fields that name a row; the first that every row has with a value of its own is taken."""

TITLES = (
    "namn",
    "post",
    "objekt",
    "system",
    "rattighet",
    "handling",
    "avtal",
    "malgrupp",
    "kompetensprofil",
    "formel",
    "rubrik",
    "lardom",
    "atgard",
    "text",
    "mal",
    "vad",
    "forslag",
    "period",
    "roll",
    "organ",
    "projekt",
    "steg",
    "fran",
)
"""Fields that describe a row; they may be reworded, and the row is still the same."""

_ALIKE = 0.5
"""Least likeness of two rows that are taken for one that was reworded, 0–1."""


def paired(before: Sequence[Model], after: Sequence[Model]) -> Pairing:
    """Pair the rows of two versions of a list.

    Rows are paired by what names them; without that, by content. A row whose title was reworded is still the
    same row when the rest is like it.

    Args:
        before: rows as they were.
        after: rows as they are.

    Returns:
        Every place of both exactly once: those that remain or are new in today's order, then those that are gone.
    """
    keys = _keys(before, after, IDENTITIES)
    if keys is None:
        keys = _keys(before, after, TITLES) or (_texts(before), _texts(after))
        return _ordered(_by_likeness(before, after, _by_key(*keys)), len(before), len(after))
    return _ordered(_by_key(*keys), len(before), len(after))


def reordered(pairing: Pairing) -> bool:
    """Say whether rows that remain stand in another order than before."""
    places = [i for i, j in pairing if i is not None and j is not None]
    return places != sorted(places)


def _keys(
    before: Sequence[Model], after: Sequence[Model], names: Sequence[str]
) -> tuple[list[object], list[object]] | None:
    for name in names:
        old, new = ([getattr(row, name, None) for row in rows] for rows in (before, after))
        found = (*old, *new)
        if found and all(_scalar(k) for k in found) and all(len(set(k)) == len(k) for k in (old, new)):
            return old, new
    return None


def _scalar(value: object) -> bool:
    return value is not None and not isinstance(value, tuple | dict | Model)


def _texts(rows: Sequence[Model]) -> list[object]:
    """Give the rows as text, numbered where the same row stands several times."""
    seen: dict[str, int] = {}
    keys: list[object] = []
    for row in rows:
        text = row.model_dump_json()
        seen[text] = seen.get(text, 0) + 1
        keys.append((text, seen[text]))
    return keys


def _by_key(old: list[object], new: list[object]) -> dict[int, int]:
    places = {key: i for i, key in enumerate(old)}
    return {places[key]: j for j, key in enumerate(new) if key in places}


def _by_likeness(before: Sequence[Model], after: Sequence[Model], same: dict[int, int]) -> dict[int, int]:
    gone = [i for i in range(len(before)) if i not in same]
    taken = set(same.values())
    fresh = [j for j in range(len(after)) if j not in taken]
    found = dict(same)
    for i in gone:
        for j in fresh:
            if _likeness(before[i], after[j]) >= _ALIKE:
                found[i] = j
                fresh.remove(j)
                break
    return found


def _likeness(a: Model, b: Model) -> float:
    if type(a) is not type(b):
        return 0
    names = list(type(a).model_fields)
    values = [(getattr(a, n), getattr(b, n)) for n in names]
    told = [(x, y) for x, y in values if x or y]
    return sum(_like(x, y) for x, y in told) / max(len(told), 1)


def _like(x: object, y: object) -> float:
    if x == y:
        return 1
    if isinstance(x, str) and isinstance(y, str):
        return SequenceMatcher(None, x.split(), y.split(), autojunk=False).ratio()
    return 0


def _ordered(same: dict[int, int], old: int, new: int) -> Pairing:
    places = {j: i for i, j in same.items()}
    return (
        *((places.get(j), j) for j in range(new)),
        *((i, None) for i in range(old) if i not in same),
    )
