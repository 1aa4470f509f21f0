"""The difference between two versions of a document, and between two whole portfolios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from fyrportfolj.messages import T
from fyrportfolj.model.base import Model
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.rules import risk as risk_rules
from fyrportfolj.rules.changes.general import compare, label
from fyrportfolj.rules.changes.risks import decider, risk_label
from fyrportfolj.rules.changes.tellers import ABOUT, TELLERS
from fyrportfolj.rules.changes.values import HEADINGS, At, Change, Said, Sides

M = TypeVar("M", bound=Model)
_RANK = {slag: n for n, slag in enumerate(HEADINGS)}


def document_changes(before: Entry[Model] | None, after: Entry[Model] | None, sides: Sides) -> tuple[Change, ...]:
    """Tell what differs between two versions of a document.

    Args:
        before: as it was; None when it is new.
        after: as it is; None when it is gone.
        sides: the portfolios that names and policy are looked up in.

    Returns:
        Changes in reading order; none only when both say the same in the same file.
    """
    held = after or before
    if held is None:
        return ()
    at = At(held.fil, (), ABOUT.get(type(held.modell), "ovrigt"), sides, TELLERS)
    if isinstance(held.modell, Undertaking):
        at = replace(at, fore=_undertaking(before), efter=_undertaking(after))
    return tuple(sorted(_document(before, after, at), key=lambda c: _RANK[c.slag]))


def portfolio_changes(before: Portfolio | None, after: Portfolio) -> tuple[Change, ...]:
    """Tell what differs between two versions of a portfolio.

    Args:
        before: as it was; None when there was none, so that everything is new.
        after: as it is.

    Returns:
        Changes of the portfolio's own documents, then of each undertaking by id, each in reading order; none only
        when all documents say the same in the same files.
    """
    sides = Sides(before or after, after)
    old, new = (_documents(before) if before else {}), _documents(after)
    found: list[Change] = []
    for key in dict.fromkeys((*new, *old)):
        found += document_changes(old.get(key), new.get(key), sides)
    for was, now in _paired(before, after):
        found += document_changes(was, now, sides)
        if before and was and now:
            found += _new_authority(was, now, sides)
    return tuple(found)


def _document(before: Entry[Model] | None, after: Entry[Model] | None, at: At) -> Iterator[Change]:
    if before is None or after is None:
        fresh = before is None
        held = after or before
        if held is not None:
            yield at.change(_row(held.modell, at, fresh=fresh))
        return
    titles = (
        ()
        if isinstance(after.modell, Undertaking) or after.fil == _HEAD
        else (label(after.modell, at, at.sides.efter),)
    )
    yield from compare(before.modell, after.modell, replace(at, rubriker=titles))
    if before.fil != after.fil:
        yield at.change(Said(T("Står nu i filen {efter}, förut {fore}", efter=after.fil, fore=before.fil)))


_HEAD = "fyr.yaml"


def _row(modell: Model, at: At, *, fresh: bool) -> Said:
    if isinstance(modell, Undertaking):
        said = TELLERS.rows[Undertaking](modell, at, fresh)
        return replace(said, slag="insats")
    side = at.sides.efter if fresh else at.sides.fore
    words = label(modell, at, side)
    if fresh:
        return Said(T("{vad} har tillkommit", vad=words))
    return Said(T("{vad} har tagits bort", vad=words))


def _undertaking(entry: Entry[Model] | None) -> Undertaking | None:
    return entry.modell if entry and isinstance(entry.modell, Undertaking) else None


def _documents(portfolio: Portfolio) -> dict[tuple[str, ...], Entry[Model]]:
    """Give every document but the undertakings, by what names it."""
    found: dict[tuple[str, ...], Entry[Model]] = {("fyr",): portfolio.fyr}
    for key, process in portfolio.processer.items():
        found["process", *key] = process
    singles: Mapping[str, Entry[Model] | None] = {
        "kommuner": portfolio.kommunregister,
        "organ": portfolio.organregister,
        "roller": portfolio.rollregister,
        "mandat": portfolio.mandatregister,
        "arscykel": portfolio.arscykel,
        "kapacitet": portfolio.kapacitetsregister,
        "handlingsplan": portfolio.handlingsplan,
    }
    found |= {("register", key): entry for key, entry in singles.items() if entry}
    groups: Mapping[str, Mapping[str, Entry[Model]]] = {
        "fokusomrade": portfolio.fokusomraden,
        "formagekarta": portfolio.formagekartor,
        "scenario": portfolio.scenarier,
        "prioritering": portfolio.prioriteringar,
        "utlysning": portfolio.utlysningar,
        "mognad": portfolio.mognad,
    }
    for kind, rows in groups.items():
        found |= {(kind, key): entry for key, entry in rows.items()}
    return found


def _undertakings(portfolio: Portfolio) -> dict[str, Entry[Undertaking]]:
    """Give the undertakings by id; a project that has the id of an initiative stands beside it."""
    found: dict[str, Entry[Undertaking]] = {}
    for entry in portfolio.undertakings():
        key = entry.modell.id
        found[key if key not in found else f"{key} ({entry.fil})"] = entry
    return found


def _paired(
    before: Portfolio | None, after: Portfolio
) -> Iterator[tuple[Entry[Undertaking] | None, Entry[Undertaking] | None]]:
    """Give every undertaking of both versions once, by its present id, else by the one it had."""
    fresh = _undertakings(after)
    gone = _undertakings(before) if before else {}
    renamed: dict[str, str] = {}
    for key, entry in fresh.items():
        old = next((i for i in reversed(entry.modell.tidigare_id) if i in gone and i not in fresh), None)
        if key not in gone and old and old not in renamed.values():
            renamed[key] = old
    for key in sorted({*fresh, *gone} - {*renamed.values()}):
        yield gone.get(renamed.get(key, key)), fresh.get(key)


def _new_authority(was: Entry[Undertaking], now: Entry[Undertaking], sides: Sides) -> Iterator[Change]:
    """Tell the risks that another body decides on only because the policy is another."""
    policies = [side.fyr.modell.policy.risk for side in (sides.fore, sides.efter)]
    earlier = {r.id: r for r in was.modell.risker}
    for index, r in risk_rules.open_risks(now.modell.risker):
        old = earlier.get(r.id)
        if old is None or risk_rules.value(old) != risk_rules.value(r):
            continue
        value = risk_rules.value(r)
        keys = [risk_rules.authority(p, e.modell, value) for p, e in zip(policies, (was, now), strict=True)]
        organ = decider(sides.efter, now.modell, value)
        if organ and keys[0] != keys[1]:
            at = At(now.fil, ("risker", index), "risk", sides, TELLERS, efter=now.modell)
            text = T("{risk} beslutas nu av {organ}, genom ny policy", risk=risk_label(r, sides.efter), organ=organ)
            yield at.change(Said(text, handelse="ny_befogenhet", organ=organ))
