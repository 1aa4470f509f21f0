"""What must be done by when for an application to be in on time, counted backward from its last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from fyrportfolj.model.funding import Ansokan, Utlysning
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.funding.amounts import sharers
from fyrportfolj.rules.timing.meetings import by_body, known_meetings, last_meeting, meetings_of
from fyrportfolj.rules.timing.workdays import PREPARATION, before

Standing = Literal["klart", "i_tid", "brattom", "for_sent", "okant"]


@dataclass(frozen=True, slots=True)
class CertificateStep:
    """What a kommun must do to promise its part.

    Attributes:
        kommun: its id.
        intyg: how far the certificate has come; `behovs` when the file has no row for it.
        mote: the last meeting before the call closes, or None when no such meeting is known.
        handlingar: last day for the papers to that meeting, or None.
        laget: `okant` when the calendar of the kommun is missing, never a guess.
    """

    kommun: str
    intyg: str
    mote: date | None
    handlingar: date | None
    laget: Standing


def certificates(
    portfolio: Portfolio, call: Utlysning, application: Ansokan, today: date
) -> tuple[CertificateStep, ...]:
    """Give what each kommun has left to do, in the register's order.

    Args:
        portfolio: the meeting calendars.
        call: when it closes.
        application: its municipalities, certificates and the body that decides them.
        today: the day that is judged at.
    """
    given = {i.kommun: i.status for i in application.intyg}
    closed = call.stanger is not None and today > call.stanger
    known = by_body(known_meetings(portfolio, None))
    bodies = None if application.beslutsorgan is None else (application.beslutsorgan,)
    steps = []
    for kommun in sharers(portfolio, application):
        held = meetings_of(known, kommun, bodies)
        # A call that never closes gives no day to count back from.
        last = last_meeting(held, call.stanger) if call.stanger else None
        meeting = last.dag if last else None
        papers = before(meeting, PREPARATION) if meeting else None
        status = given.get(kommun, "behovs")
        standing: Standing = "for_sent" if closed else "okant"
        if status == "undertecknat":
            standing = "klart"
        elif meeting is not None and papers is not None:
            standing = "for_sent" if today > meeting else "brattom" if today > papers else "i_tid"
        steps.append(CertificateStep(kommun, status, meeting, papers, standing))
    return tuple(steps)
