"""The decisions of an undertaking as they stand once their corrections are read.

A correction is a row of its own, last in the file, with the full content that should have stood in an earlier one;
the earlier row is never changed. Whoever asks what was decided reads the content in the place of the row.
"""

from __future__ import annotations

from fyrportfolj.model.decisions import Decision

RATTELSE = "rattelse"

FACTS = (
    "organets_namn",
    "reservation",
    "jav",
    "paragraf",
    "diarienummer",
    "delegation",
    "justerat",
    "anslaget",
    "laga_kraft",
    "protokoll",
    "ratt_datum",
)
"""How a decision is registered: may be corrected also by those who only record."""

MATTER = (
    "grind",
    "krav",
    "motesutfall",
    "utfall",
    "till_fas",
    "till_steg",
    "risker",
    "forslag",
    "beslut",
    "underlag",
    "upphavda",
    "villkor",
)
"""What was decided: corrected by the body that decided, or by one above it."""

CONTENT = (*MATTER, *FACTS)
"""The fields that a correction states anew; the others are its own: who corrects, when and why."""


def applied(decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Give the decisions with their corrections read.

    Args:
        decisions: `beslut` of an undertaking, in the order they were recorded.

    Returns:
        As many rows in the same order: a corrected one has the content of its latest correction, and a correction
        has none but who corrected, when and why, so that nobody counts it as a decision of its own.
    """
    if not any(d.typ == RATTELSE for d in decisions):
        return decisions
    rows = zip(decisions, content_rows(decisions), strict=True)
    return tuple(_emptied(d) if d.typ == RATTELSE else _restated(d, decisions[at]) for d, at in rows)


def content_rows(decisions: tuple[Decision, ...]) -> tuple[int, ...]:
    """Give where the content of each decision stands: its own index, or that of its latest correction."""
    rows = list(range(len(decisions)))
    origins: dict[str, int] = {}
    for index, d in enumerate(decisions):
        if d.typ != RATTELSE:
            origins.setdefault(d.id, index)
            continue
        origin = origins.get(d.ersatter or "")
        if origin is not None:
            rows[origin] = index
            origins.setdefault(d.id, origin)
    return tuple(rows)


def origin_of(decisions: tuple[Decision, ...], decision: Decision) -> int | None:
    """Give the index of the decision that a correction leads back to, also through other corrections.

    Args:
        decisions: those that stand before the correction.
        decision: the correction.

    Returns:
        None when it corrects nothing that stands before it.
    """
    rows = content_rows((*decisions, decision))
    return next((i for i, at in enumerate(rows[:-1]) if at == len(decisions)), None)


def same_matter(a: Decision, b: Decision) -> bool:
    """Say whether two rows tell of the same decision, however it is registered and whatever was met since."""
    return all(_told(a, name) == _told(b, name) for name in MATTER)


def _told(d: Decision, name: str) -> object:
    if name != "villkor":
        return getattr(d, name)
    return tuple(v.model_copy(update={"uppfyllt": None, "uppfyllt_genom": None}) for v in d.villkor)


def _restated(d: Decision, content: Decision) -> Decision:
    if content is d:
        return d
    values = {name: getattr(content, name) for name in CONTENT}
    # Why it is corrected is no reason for what was decided, unless that is what the correction changes.
    reason = d.motivering or (content.motivering if content.utfall != d.utfall else None)
    return d.model_copy(update={**values, "datum": content.ratt_datum or d.datum, "motivering": reason})


def _emptied(d: Decision) -> Decision:
    return d.model_copy(update={name: Decision.model_fields[name].default for name in CONTENT})
