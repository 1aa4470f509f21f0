"""`fyr remiss status`: who has answered, how many days are left, and what to send those who have not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from fyrportfolj.commands.files import rewrite_bytes
from fyrportfolj.commands.remiss_round import Consultation, consultation, consultations
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError
from fyrportfolj.i18n import long_date, render
from fyrportfolj.messages import T, Text
from fyrportfolj.render.remiss_calendar import Deadline, calendar
from fyrportfolj.rules.remiss.counts import NO_ANSWER, Line, Ruta, lines, silent
from fyrportfolj.rules.remiss.deadline import days_left, is_over, last_day
from fyrportfolj.rules.remiss.points import living, unassessed
from fyrportfolj.rules.timing.workdays import is_working_day, on_or_after

Lage = Literal["forberedd", "oppen", "efter_sista_dag", "stangd"]
"""Where a round stands: not sent, open, past its last day, or closed."""


@dataclass(frozen=True)
class RecipientStatus:
    """How one recipient stands.

    Attributes:
        instans: its key.
        namn: its name.
        lage: what it says of the whole, or that it has not answered.
        inkom: the day its answer came in, or None.
        yttrande: the answer's id, or None.
        sent: True when it came after the last day.
        tidigare: number of earlier versions.
        utan_beslut: number of answers by officials beside a decided one.
        undanlagda: number of things from it that could not be read.
        tillfragad: False for someone who answered without being asked.
    """

    instans: str
    namn: str
    lage: Ruta
    inkom: date | None
    yttrande: str | None
    sent: bool
    tidigare: int
    utan_beslut: int
    undanlagda: int
    tillfragad: bool


@dataclass(frozen=True)
class Reminder:
    """What to send someone who has not answered."""

    instans: str
    namn: str
    text: str


@dataclass(frozen=True)
class RoundStatus:
    """How a consultation stands.

    Attributes:
        id: the undertaking.
        namn: its name.
        exempel: True for invented content.
        rubrik: what the consultation is about.
        handling: the document's name and version.
        lage: where it stands.
        skickad: the day it was sent, or None.
        sista_svarsdag: the last day, extensions counted, or None.
        flyttas_till: the next working day, when the last day is none; else None.
        dagar_kvar: days left; below 0 afterwards; None without a last day.
        lank: where it lies open, or None.
        tillfragade: how many were asked.
        svarat: how many municipalities have answered.
        sena: how many of them after the last day.
        utan_beslut: how many have only an official's answer.
        utan_svar: how many have not answered at all.
        undanlagda: how many things could not be read and wait for someone.
        synpunkter: how many points hold.
        obedomda: ids of those without an assessment.
        rader: one per recipient.
        paminnelser: what to send those who have not answered; empty when the round is closed or not sent.
    """

    id: str
    namn: str
    exempel: bool
    rubrik: str
    handling: str
    lage: Lage
    skickad: date | None
    sista_svarsdag: date | None
    flyttas_till: date | None
    dagar_kvar: int | None
    lank: str | None
    tillfragade: int
    svarat: int
    sena: int
    utan_beslut: int
    utan_svar: int
    undanlagda: int
    synpunkter: int
    obedomda: tuple[str, ...]
    rader: tuple[RecipientStatus, ...]
    paminnelser: tuple[Reminder, ...]


def status(ws: Workspace, id_: str | None = None) -> Result[tuple[RoundStatus, ...]]:
    """Say how one consultation stands, or all of them.

    Args:
        ws: the opened portfolio.
        id_: the undertaking, or None for every consultation.

    Raises:
        UsageError: no such consultation.
    """
    found = [consultation(ws, id_)] if id_ else list(consultations(ws.portfolio))
    return Result(tuple(status_of(ws, c) for c in found), ws.loaded.diagnostics, ws.faults())


def status_of(ws: Workspace, c: Consultation) -> RoundStatus:
    """Say how a consultation stands on the day to judge at."""
    r, rows = c.forfragan, lines(c.forfragan, c.svar, ws.today)
    asked = [row for row in rows if row.tillfragad]
    last = last_day(r)
    aside = [u for u in (c.rapport.undanlagt if c.rapport else ()) if u.last_som is None]
    by = {row.instans: sum(1 for u in aside if u.instans == row.instans) for row in rows}
    return RoundStatus(
        id=c.id,
        namn=c.entry.modell.namn,
        exempel=c.entry.modell.exempel,
        rubrik=r.rubrik or c.entry.modell.namn,
        handling=f"{r.handling or '–'} {r.handling_version or ''}".strip(),
        lage=_stage(c, ws.today),
        skickad=r.skickad,
        sista_svarsdag=last,
        flyttas_till=on_or_after(last) if last and not is_working_day(last) else None,
        dagar_kvar=days_left(r, ws.today),
        lank=r.lank,
        tillfragade=len(asked),
        svarat=sum(1 for row in asked if row.i_stort not in NO_ANSWER),
        sena=sum(1 for row in asked if row.sent and row.i_stort not in NO_ANSWER),
        utan_beslut=sum(1 for row in asked if row.i_stort == "utan_beslut"),
        utan_svar=sum(1 for row in asked if row.svar is None),
        undanlagda=len(aside),
        synpunkter=len(living(c.rapport, c.svar)),
        obedomda=tuple(p.id for _, p in unassessed(c.rapport, c.svar)),
        rader=tuple(_recipient(ws, row, by) for row in rows),
        paminnelser=_reminders(ws, c, rows),
    )


def _stage(c: Consultation, today: date) -> Lage:
    if c.forfragan.stangd is not None:
        return "stangd"
    if c.forfragan.skickad is None:
        return "forberedd"
    return "efter_sista_dag" if is_over(c.forfragan, today) else "oppen"


def _recipient(ws: Workspace, row: Line, aside: Mapping[str, int]) -> RecipientStatus:
    return RecipientStatus(
        instans=row.instans,
        namn=name_of(ws, row.instans),
        lage=row.i_stort,
        inkom=row.svar.inkom if row.svar else None,
        yttrande=row.svar.id if row.svar else None,
        sent=row.sent,
        tidigare=row.tidigare,
        utan_beslut=row.bredvid,
        undanlagda=aside[row.instans],
        tillfragad=row.tillfragad,
    )


def name_of(ws: Workspace, key: str) -> str:
    """Give the name of a recipient."""
    kommun = ws.portfolio.kommuner.get(key)
    return kommun.namn if kommun else key


def _reminders(ws: Workspace, c: Consultation, rows: tuple[Line, ...]) -> tuple[Reminder, ...]:
    r, last = c.forfragan, last_day(c.forfragan)
    if last is None or r.skickad is None or r.stangd is not None:
        return ()
    official = {row.instans for row in rows if row.i_stort == "utan_beslut"}
    return tuple(
        Reminder(who, name_of(ws, who), render(_reminder(ws, c, last, official=who in official)))
        for who in silent(rows)
    )


def _reminder(ws: Workspace, c: Consultation, last: date, *, official: bool) -> Text:
    about = c.forfragan.rubrik or c.entry.modell.namn
    day = long_date(last)
    if official:
        return T(
            "Vi har fått synpunkter på {rubrik} från en tjänsteperson, men inget beslutat yttrande. Ska de gälla som"
            " kommunens svar behöver vi veta vilket organ som beslutat och vilken dag. Sista svarsdag är {dag}.",
            rubrik=about,
            dag=day,
        )
    if ws.today > last:
        return T(
            "Sista dagen att svara på {rubrik} var {dag}. Vi har inte fått något yttrande från er. Ett svar som kommer"
            " nu tas emot och märks som sent; utan svar redovisas att kommunen inte har svarat.",
            rubrik=about,
            dag=day,
        )
    return T(
        "Vi har inte fått ert yttrande över {rubrik} än. Sista dagen att svara är {dag}. Behöver ni längre tid,"
        " hör av er före dess.",
        rubrik=about,
        dag=day,
    )


def write_calendar(ws: Workspace, id_: str | None, out: Path) -> Result[tuple[Path, ...]]:
    """Write the last days of one consultation, or of all that run, as a calendar file.

    Args:
        ws: the opened portfolio.
        id_: the undertaking, or None for every consultation that is sent and not closed.
        out: folder for the file.

    Raises:
        UsageError: no such consultation.
        DataError: there is none with a last day.
        ExternalError: the file cannot be written.
    """
    found = [consultation(ws, id_)] if id_ else list(consultations(ws.portfolio))
    rounds = []
    for c in found:
        last, r = last_day(c.forfragan), c.forfragan
        if last is not None and r.skickad is not None and (id_ or r.stangd is None):
            about = r.rubrik or c.entry.modell.namn
            rounds.append(Deadline(c.id, about, r.skickad, last, len(set(r.remissinstanser)), r.lank))
    if not rounds:
        raise DataError(T("ingen skickad remiss har en sista svarsdag"), T("skicka en med fyr remiss open"))
    path = out / f"remiss-{id_ or 'alla'}.ics"
    rewrite_bytes(path, calendar(rounds, ws.portfolio.fyr.modell.namn))
    return Result((path,))
