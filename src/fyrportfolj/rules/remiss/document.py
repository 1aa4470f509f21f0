"""The document that a consultation is about, pinned at a version and a checksum."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from fyrportfolj.model.artefacts import artefact_rows, titel
from fyrportfolj.model.artefacts.base import content_hash
from fyrportfolj.model.base import Model
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio

WHOLE_PLAN = "handlingsplan"
"""Names the action plan with its focus areas, instead of a document of an undertaking."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """A document as it is sent out.

    Attributes:
        plats: `<undertaking>/<document>`, or `handlingsplan` for the whole plan.
        namn: what a reader calls it.
        version: its version.
        sha256: checksum of what it says.
        filer: the files that hold it, sorted.
    """

    plats: str
    namn: str
    version: str
    sha256: str
    filer: tuple[str, ...]


def default_place(portfolio: Portfolio, u: Undertaking) -> str | None:
    """Give what a consultation is about when nobody says it: the undertaking's own plan, else the portfolio's."""
    if u.artefakter.handlingsplan is not None:
        return f"{u.id}/handlingsplan"
    return WHOLE_PLAN if portfolio.handlingsplan else None


def pinned(portfolio: Portfolio, place: str) -> Pinned | None:
    """Give a document with its version and checksum.

    Args:
        portfolio: where it is looked up.
        place: as `Pinned.plats`.

    Returns:
        The document, or None when there is none at that place.
    """
    if place == WHOLE_PLAN:
        return _plan(portfolio)
    id_, _, slug = place.partition("/")
    entry = portfolio.undertaking(id_)
    rows = [a for found, _, a in artefact_rows(entry.modell.artefakter) if found == slug] if entry else []
    if entry is None or not rows:
        return None
    name = getattr(rows[-1], "titel", None) or titel(slug)
    period = getattr(rows[-1], "period", None)
    whole = f"{name} {period}" if period else f"{name}"
    return Pinned(f"{entry.modell.id}/{slug}", whole, rows[-1].version, content_hash(rows[-1]), (entry.fil,))


def _plan(portfolio: Portfolio) -> Pinned | None:
    plan = portfolio.handlingsplan
    if plan is None:
        return None
    held: list[Entry[Model]] = [plan, *portfolio.fokusomraden.values()]
    said = {e.fil: e.modell.model_dump(mode="json", exclude_unset=True) for e in held}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    name = f"{plan.modell.namn} {plan.modell.period}"
    return Pinned(WHOLE_PLAN, name, plan.modell.version, hashlib.sha256(text.encode()).hexdigest(), tuple(sorted(said)))
