"""Every difference between two models in general words, so that none is ever left out.

Who knows better sentences for a class is asked first (`Tellers`); whatever they do not tell is told here, by the
titles of the fields.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from fyrportfolj.messages import T, Text
from fyrportfolj.model.base import RADID, Model
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.changes.rows import IDENTITIES, TITLES, paired, reordered
from fyrportfolj.rules.changes.show import days_apart, excerpt, joined, kind_of, name, short, shown
from fyrportfolj.rules.changes.values import At, Change, Said, Words

_ROW_ID = re.compile(RADID)
_ALSO = 3
"""Values that follow the name of a row that is new or gone."""


def compare(before: Model, after: Model, at: At) -> Iterator[Change]:
    """Tell what differs between two versions of a model.

    Args:
        before: as it was.
        after: as it is; of the same class, or of one with the same parent.
        at: where they stand.

    Yields:
        At least one change when they differ, else none.
    """
    if type(before) is type(after) and before == after:
        return
    told: set[str] = set()
    teller = _of(at.tellers.pairs, after)
    if teller:
        for said in teller(before, after, at):
            told |= said.falt
            yield at.change(said)
    names = dict.fromkeys((*type(after).model_fields, *type(before).model_fields))
    for falt in names:
        if falt not in told and getattr(before, falt, None) != getattr(after, falt, None):
            yield from compare_field(before, after, falt, at)


def compare_field(before: Model, after: Model, falt: str, at: At) -> Iterator[Change]:
    """Tell how one field differs; nothing when it does not.

    Args:
        before: the model that had the old value.
        after: the model that has the new one.
        falt: the field's name.
        at: where the models stand.
    """
    holder = type(after) if falt in type(after).model_fields else type(before)
    old, new = getattr(before, falt, None), getattr(after, falt, None)
    if old == new:
        return
    here = _field(holder, falt, at)
    old, new = (() if v is None and isinstance(o, tuple) else v for v, o in ((old, new), (new, old)))
    if old == new:
        # One of the classes has no such list, and the other's is empty.
        return
    match old, new:
        case Model(), Model():
            yield from compare(old, new, here)
        case (Model() as row, None) | (None, Model() as row):
            yield here.change(_row(row, here, fresh=old is None))
        case tuple(), tuple() if _models(old) and _models(new):
            yield from _rows(old, new, here)
        case tuple(), tuple():
            yield from _items(old, new, holder, falt, here)
        case dict(), dict():
            yield from _entries(old, new, here)
        case _:
            yield here.change(_value(old, new, holder, falt, here))


def label(row: Model, at: At, portfolio: Portfolio) -> Words:
    """Name a row of a list.

    Args:
        row: the row.
        at: where the list stands.
        portfolio: where names are looked up.
    """
    named = _of(at.tellers.labels, row)
    if named:
        words: Words = named(row, portfolio)
        return words
    keys = [k for k in IDENTITIES if getattr(row, k, None) is not None][:1]
    titles = [k for k in TITLES if getattr(row, k, None) is not None][:1]
    # A short id is what people say; any other key is only the name in small letters.
    keys = titles if keys and titles and not _ROW_ID.fullmatch(str(getattr(row, keys[0]))) else keys + titles
    if not keys:
        keys = [k for k in type(row).model_fields if getattr(row, k) not in (None, ())][:1]
    return joined([_plain(row, k, portfolio) for k in keys], T("{forsta} {andra}")) if keys else T("en tom rad")


def path(at: At) -> Words:
    """Give the titles on the way to a place."""
    return joined(list(at.rubriker), T("{forsta} › {andra}"))


def _of(table: Mapping[type[Model], Any], row: Model) -> Any:
    return next((table[c] for c in type(row).__mro__ if c in table), None)


def _field(holder: type[Model], falt: str, at: At) -> At:
    title = holder.model_fields[falt].title
    known = next((k for c in holder.__mro__ if (k := at.tellers.fields.get((c, falt)))), None)
    slag, said = known or (at.slag, True)
    return at.into(falt, title if said else None, slag)


def _models(rows: tuple[object, ...]) -> bool:
    return all(isinstance(row, Model) for row in rows)


def _rows(before: tuple[Model, ...], after: tuple[Model, ...], at: At) -> Iterator[Change]:
    pairing = paired(before, after)
    for i, j in pairing:
        if i is None and j is not None:
            yield _step(at, j).change(_row(after[j], at, fresh=True))
        elif j is None and i is not None:
            yield _step(at, i).change(_row(before[i], at, fresh=False))
        elif i is not None and j is not None and before[i] != after[j]:
            yield from compare(before[i], after[j], inside(after[j], at, j))
    if reordered(pairing):
        yield at.change(Said(T("{var}: ordningen är ändrad", var=path(at))))


def inside(row: Model, at: At, step: str | int) -> At:
    """Give the place inside a row: a name that stands alone takes the place of the list's title.

    Args:
        row: the row as it is.
        at: where the list stands.
        step: the row's index or key.
    """
    words = label(row, at, at.sides.efter)
    alone = _of(at.tellers.labels, row) is not None
    titles = (words,) if alone else (*at.rubriker, words)
    return replace(_step(at, step), rubriker=titles)


def _step(at: At, step: str | int) -> At:
    return replace(at, loc=(*at.loc, step))


def _row(row: Model, at: At, *, fresh: bool) -> Said:
    teller = _of(at.tellers.rows, row)
    if teller:
        said: Said = teller(row, at, fresh)
        return said
    portfolio = at.sides.efter if fresh else at.sides.fore
    words = label(row, at, portfolio)
    alone = _of(at.tellers.labels, row) is not None
    what = _with_values(row, words, portfolio)
    if fresh:
        return Said(
            T("{vad} har tillkommit", vad=what) if alone else T("{var}: {vad} har tillkommit", var=path(at), vad=what)
        )
    return Said(T("{vad} har utgått", vad=what) if alone else T("{var}: {vad} har utgått", var=path(at), vad=what))


def _with_values(row: Model, words: Words, portfolio: Portfolio) -> Words:
    parts: list[Words] = [words]
    for falt, field in type(row).model_fields.items():
        value = getattr(row, falt)
        plain = isinstance(value, int | date | str) or type(value).__name__ == "Decimal"
        if not plain or value == field.default or falt in (*IDENTITIES, *TITLES):
            continue
        parts.append(
            T("{falt} {varde}", falt=(field.title or falt).lower(), varde=shown(value, type(row), falt, portfolio))
        )
        if len(parts) > _ALSO:
            break
    return joined(parts, T("{forsta}, {andra}"))


def _plain(row: Model, falt: str, portfolio: Portfolio) -> Words:
    value = getattr(row, falt)
    if isinstance(value, str) and kind_of(type(row), falt) == "text":
        return short(value)
    return shown(value, type(row), falt, portfolio)


def _items(before: tuple[Any, ...], after: tuple[Any, ...], holder: type[Model], falt: str, at: At) -> Iterator[Change]:
    gone = list((Counter(before) - Counter(after)).elements())
    fresh = list((Counter(after) - Counter(before)).elements())
    if not gone and not fresh:
        yield at.change(Said(T("{var}: ordningen är ändrad", var=path(at))))
        return
    if len(gone) == len(fresh) and kind_of(holder, falt) == "text" and isinstance(gone[0], str):
        for old, new in zip(gone, fresh, strict=True):
            yield _step(at, after.index(new)).change(_text(old, new, at))
        return
    for value in fresh:
        what = shown(value, holder, falt, at.sides.efter)
        yield _step(at, after.index(value)).change(Said(T("{var}: {vad} har tillkommit", var=path(at), vad=what)))
    for value in gone:
        what = shown(value, holder, falt, at.sides.fore)
        yield _step(at, before.index(value)).change(Said(T("{var}: {vad} har utgått", var=path(at), vad=what)))


def _entries(before: Mapping[str, str], after: Mapping[str, str], at: At) -> Iterator[Change]:
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        here = at.into(key, name(key, at.sides.efter if new is not None else at.sides.fore))
        yield here.change(Said(_changed(old, new, here)))


def _value(old: object, new: object, holder: type[Model], falt: str, at: At) -> Said:
    if isinstance(old, date) and isinstance(new, date):
        moved = days_apart(old, new)
        return Said(T("{var}: {fore} → {efter}, {flytt}", var=path(at), fore=str(old), efter=str(new), flytt=moved))
    if isinstance(old, str) and isinstance(new, str) and kind_of(holder, falt) == "text":
        return _text(old, new, at)
    was = None if old is None else shown(old, holder, falt, at.sides.fore)
    now = None if new is None else shown(new, holder, falt, at.sides.efter)
    if was is not None and now is not None and str(was) == str(now):
        # Two keys with the same name, or sums with the same beginning.
        was, now = str(old), str(new)
    return Said(_changed(was, now, at))


def _changed(was: Words | None, now: Words | None, at: At) -> Text:
    if was is None:
        return T("{var} har tillkommit: {efter}", var=path(at), efter=now)
    if now is None:
        return T("{var} har utgått: {fore}", var=path(at), fore=was)
    return T("{var}: {fore} → {efter}", var=path(at), fore=was, efter=now)


def _text(old: str, new: str, at: At) -> Said:
    words = excerpt(old, new)
    if words is None:
        return Said(T("{var}: bara mellanrum och radbrytningar är ändrade", var=path(at)))
    return Said(T("{var}: {fore} → {efter}", var=path(at), fore=words[0], efter=words[1]))
