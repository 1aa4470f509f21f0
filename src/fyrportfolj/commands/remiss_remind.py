"""`fyr remiss remind`: those who have not answered are reminded where the round lies open."""

from __future__ import annotations

from dataclasses import dataclass

from fyrportfolj.commands.remiss_round import channel_of, consultation, round_of
from fyrportfolj.commands.remiss_status import Reminder, status_of
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.messages import T, Text


@dataclass(frozen=True)
class Reminded:
    """A reminder.

    Attributes:
        id: the undertaking.
        paminnelser: those who have not answered, sorted, and what is said to each.
        skickad: True when it was sent now.
    """

    id: str
    paminnelser: tuple[Reminder, ...]
    skickad: bool


def remind(ws: Workspace, id_: str, *, dry_run: bool = False) -> Result[Reminded]:
    """Remind in the channel those who have not answered; the same reminder is sent once.

    Args:
        ws: the opened portfolio.
        id_: the undertaking with the consultation.
        dry_run: show what would be sent.

    Raises:
        UsageError: no such consultation.
        DataError: it has no last day, or does not stand open in its channel.
        ExternalError: the channel refuses or does not answer.
    """
    c = consultation(ws, id_)
    found = tuple(sorted(status_of(ws, c).paminnelser, key=lambda one: one.instans))
    if not found:
        return Result(Reminded(c.id, (), skickad=False), messages=(T("ingen att påminna"),))
    if dry_run:
        return Result(Reminded(c.id, found, skickad=False), messages=(T("inget är skickat"),))
    channel = channel_of(ws, c.forfragan.kanal)
    text = "\n\n".join(f"**{one.namn}:** {one.text}" for one in found)
    sent = channel.remind(round_of(ws, c, ""), tuple(one.instans for one in found), text)
    return Result(Reminded(c.id, found, sent), messages=(_said(channel.namn, sent=sent),))


def _said(channel: str, *, sent: bool) -> Text:
    if sent:
        return T("påminnelsen är skickad på {kanal}", kanal=channel)
    if channel == "manuell":
        return T("inget är skickat: remissen ligger inte på någon plattform, så skicka texterna själv")
    return T(
        "inget är skickat: samma påminnelse finns redan på {kanal}, eller så är remissen stängd där", kanal=channel
    )
