"""What happened in one line, for the head of a board paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from fyrportfolj.messages import T, Text
from fyrportfolj.rules.changes.values import Change, Handelse

_COUNTED: tuple[tuple[Handelse, Text, Text], ...] = (
    ("nytt_beslut", T("1 beslut"), T("{antal} beslut")),
    ("rattelse", T("1 rättelse"), T("{antal} rättelser")),
    ("borttaget_beslut", T("1 beslut borttaget"), T("{antal} beslut borttagna")),
    ("ny_fas", T("1 ny fas"), T("{antal} nya faser")),
    ("uppfyllt_villkor", T("1 villkor uppfyllt"), T("{antal} villkor uppfyllda")),
    ("ny_insats", T("1 ny insats"), T("{antal} nya insatser")),
    ("borttagen_insats", T("1 insats borttagen"), T("{antal} insatser borttagna")),
    ("ny_risk", T("1 ny risk"), T("{antal} nya risker")),
    ("risk_upp", T("1 risk upp"), T("{antal} risker upp")),
    ("risk_ned", T("1 risk ned"), T("{antal} risker ned")),
    ("stangd_risk", T("1 risk stängd"), T("{antal} risker stängda")),
    ("kommun_med", T("1 kommun till"), T("{antal} kommuner till")),
    ("kommun_avstar", T("1 kommun avstår"), T("{antal} kommuner avstår")),
    ("passerad_dag", T("1 passerad dag"), T("{antal} passerade dagar")),
)


def summary(changes: Sequence[Change]) -> Text:
    """Say in one line what happened: decisions, phases, risks and who decides on them now, and how much else.

    Args:
        changes: of one or more undertakings, and of the portfolio.
    """
    parts = tuple(_parts(changes))
    return T("{delar}", delar=parts) if parts else T("inga ändringar i sak")


def _parts(changes: Sequence[Change]) -> Iterator[Text]:
    events = Counter(c.handelse for c in changes)
    for handelse, one, many in _COUNTED:
        if events[handelse]:
            yield one if events[handelse] == 1 else Text(many.msgid, {"antal": events[handelse]})
        if handelse == "stangd_risk":
            yield from _deciders(changes)
    others = sum(events[h] for h in events if h not in {h for h, _, _ in _COUNTED} | {"ny_befogenhet"})
    if others:
        yield T("1 annan ändring") if others == 1 else T("{antal} andra ändringar", antal=others)


def _deciders(changes: Sequence[Change]) -> Iterator[Text]:
    """Say how many risks each body decides on from now on."""
    bodies = Counter(c.organ for c in changes if c.organ)
    for organ, count in sorted(bodies.items()):
        if count == 1:
            yield T("1 risk som nu beslutas av {organ}", organ=organ)
        else:
            yield T("{antal} risker som nu beslutas av {organ}", antal=count, organ=organ)
