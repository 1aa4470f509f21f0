"""The last day of a consultation as a calendar file, with a day to remind those who have not answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from fyrportfolj.messages import T
from fyrportfolj.render.views.swedish import sv

if TYPE_CHECKING:
    from icalendar import Event

_REMIND_BEFORE = (14, 3)
"""Days before the last one when somebody reminds."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A consultation with a last day.

    Attributes:
        id: the undertaking.
        rubrik: what it is about.
        skickad: the day it was sent.
        sista: the last day, extensions counted.
        tillfragade: how many were asked.
        lank: where it lies open, or None.
    """

    id: str
    rubrik: str
    skickad: date
    sista: date
    tillfragade: int
    lank: str | None = None


def calendar(rounds: Sequence[Deadline], name: str) -> bytes:
    """Give a calendar with all-day events; the same bytes for the same arguments.

    Args:
        rounds: the consultations.
        name: the calendar's name, and the name that event ids end with.

    Källa: RFC 5545; heldagshändelser slutar dagen efter.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//fyrportfolj//remiss//SV")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for r in sorted(rounds, key=lambda x: (x.sista, x.id)):
        title = sv(T("Sista svarsdag: {rubrik}", rubrik=r.rubrik))
        asked = sv(T("{antal} remissinstanser är tillfrågade.", antal=r.tillfragade))
        made.add_component(_event(r, "sista", r.sista, title, asked))
        for before in _REMIND_BEFORE:
            day = r.sista - timedelta(days=before)
            if day > r.skickad:
                title = sv(T("Påminn om remissen: {rubrik}", rubrik=r.rubrik))
                told = sv(T("{antal} dagar kvar. Texter att skicka: fyr remiss remind {id}", antal=before, id=r.id))
                made.add_component(_event(r, f"paminn-{before}", day, title, told))
    return bytes(made.to_ical())


def _event(r: Deadline, kind: str, day: date, title: str, text: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{r.id}-{kind}@remiss.fyrportfolj")
    # The day it was sent, and not the clock, so that the same round gives the same file.
    event.add("dtstamp", datetime.combine(r.skickad, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("description", text)
    event.add("transp", "TRANSPARENT")
    if r.lank:
        event.add("url", r.lank)
    return event
