"""Checks of the mandate register's keys: each is a public key, held by one person, and there are enough of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from fyrportfolj.diagnostics import Diagnostic, Loc, Reference, finding
from fyrportfolj.messages import T
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.registers import Mandatregister, Nyckelinnehav
from fyrportfolj.rules.publickey import fault_of, is_private


def check_keys(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find keys that cannot prove anything, and mandates that no keys can satisfy."""
    del today
    entry = portfolio.mandatregister
    if entry is None:
        return
    yield from _private(portfolio, entry)
    yield from _public(entry)
    yield from _shared(entry)
    yield from _named(entry)
    yield from _enough(entry)


def _private(portfolio: Portfolio, entry: Entry[Mandatregister]) -> Iterator[Diagnostic]:
    keys = [i for i, k in enumerate(entry.modell.nycklar) if is_private(k.nyckel)]
    for i in keys:
        yield finding("FYR655", entry.fil, ("nycklar", i, "nyckel"))
    # One may lie in a comment too, and it is just as lost there.
    if not keys and is_private(portfolio.texter.get(entry.fil, b"").decode("utf-8", "replace")):
        yield finding("FYR655", entry.fil)


def _public(entry: Entry[Mandatregister]) -> Iterator[Diagnostic]:
    for i, k in enumerate(entry.modell.nycklar):
        fault = None if is_private(k.nyckel) else fault_of(k.nyckel)
        if fault is not None:
            yield finding("FYR652", entry.fil, ("nycklar", i, "nyckel"), nyckel=k.id, orsak=fault)


def _shared(entry: Entry[Mandatregister]) -> Iterator[Diagnostic]:
    first: dict[str, list[tuple[int, Nyckelinnehav]]] = {}
    for i, k in enumerate(entry.modell.nycklar):
        for j, other in first.setdefault(k.nyckel, []):
            if (other.namn, other.epost) != (k.namn, k.epost) and _overlap(other, k):
                at = Reference(entry.fil, ("nycklar", j, "nyckel"))
                yield finding("FYR651", entry.fil, ("nycklar", i, "nyckel"), rule=at, nyckel=k.id, annan=other.id)
                break
        first[k.nyckel].append((i, k))


def _overlap(a: Nyckelinnehav, b: Nyckelinnehav) -> bool:
    return a.fran <= _last(b) and b.fran <= _last(a)


def _last(k: Nyckelinnehav) -> date:
    """The last day that a key holds."""
    days = [k.till_och_med, k.sparrad.fran - timedelta(days=1) if k.sparrad else None]
    return min((d for d in days if d is not None), default=date.max)


def _named(entry: Entry[Mandatregister]) -> Iterator[Diagnostic]:
    known = {k.id for k in entry.modell.nycklar}
    rows: list[tuple[Loc, tuple[str, ...], object]] = [
        (("mandat", i, "nycklar"), m.nycklar, T("mandatet {mandat}", mandat=m.id))
        for i, m in enumerate(entry.modell.mandat)
    ]
    if entry.modell.rot is not None:
        rows.append((("rot", "nycklar"), entry.modell.rot.nycklar, T("roten")))
    for loc, names, who in rows:
        for j, name in enumerate(names):
            if name not in known:
                yield finding("FYR650", entry.fil, (*loc, j), vem=who, nyckel=name, mojliga=tuple(known) or ("–",))


def _enough(entry: Entry[Mandatregister]) -> Iterator[Diagnostic]:
    texts = {k.id: k.nyckel for k in entry.modell.nycklar}

    def count(names: tuple[str, ...]) -> int:
        # Two names of one key are one signature.
        return len({texts.get(name, name) for name in names})

    for i, m in enumerate(entry.modell.mandat):
        if m.nycklar and m.underskrifter > count(m.nycklar):
            loc: Loc = ("mandat", i, "underskrifter")
            yield finding("FYR653", entry.fil, loc, mandat=m.id, krav=m.underskrifter, antal=count(m.nycklar))
    rot = entry.modell.rot
    if rot is not None and rot.troskel > count(rot.nycklar):
        yield finding("FYR654", entry.fil, ("rot", "troskel"), troskel=rot.troskel, antal=count(rot.nycklar))
