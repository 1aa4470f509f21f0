"""`fyr benefit measure`: a measurement of a benefit, written into the file that follows it up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fyrportfolj.commands.editing import Edited, How, edit_file
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.diagnostics import Loc
from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import titel
from fyrportfolj.model.artefacts.benefit_rows import Nytta
from fyrportfolj.model.artefacts.traits import MedNyttor
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.store.edit import Append, Edit, Set
from fyrportfolj.store.emit import Value

_FIRST_CHOICES = ("nyttorealiseringsplan", "effektbokslut", "nyttokalkyl", "nyttoprognos")
"""Where a measurement is written: the plan, which is there to be followed up, before the documents beside it."""


@dataclass(frozen=True)
class Measurement:
    """What has been measured.

    Attributes:
        varde: the value, in the indicator's unit, or None.
        belopp: the benefit in kr, or None.
        datum: the day; None means today.
        kalla: where it comes from.
        kommentar: what explains it, or None.
        kommun: the kommun that the amount is for, or None for all together.
        ar: the year that the amount is for; None means the day's year.
    """

    varde: Decimal | None
    belopp: Decimal | None
    datum: date | None
    kalla: str
    kommentar: str | None = None
    kommun: str | None = None
    ar: int | None = None


def measure(ws: Workspace, id_: str, nytta: str, asked: Measurement, how: How) -> Result[Edited]:
    """Write a measurement; an amount for a kommun is booked in the ledger.

    Args:
        ws: the opened portfolio.
        id_: the undertaking.
        nytta: the benefit's key.
        asked: the measurement.
        how: show, write or commit.

    Raises:
        UsageError: no such undertaking, benefit or kommun, or nothing measured.
        DataError: only a decided document holds the benefit.
    """
    entry = ws.find(id_)
    _whole(ws, asked)
    slug, index, found = _place(entry, nytta)
    loc: Loc = ("artefakter", slug, "nyttor", index)
    day = asked.datum or ws.today
    edits: list[Edit] = []
    if asked.kommun is None or asked.varde is not None:
        edits.append(Append((*loc, "utfall"), _outcome(asked, day)))
    if asked.kommun is not None and asked.belopp is not None:
        edits += _booking(loc, found, asked, asked.ar or day.year)
    message = T("Mät nytta {id} i {insats}, {dag}", id=nytta, insats=entry.modell.id, dag=day)
    return edit_file(ws, entry.fil, edits, how, message)


def _whole(ws: Workspace, asked: Measurement) -> None:
    if asked.varde is None and asked.belopp is None:
        raise UsageError(T("inget är mätt"), T("ange --varde i indikatorns enhet, --belopp i kronor, eller båda"))
    if asked.kommun is None:
        if asked.ar is not None:
            raise UsageError(T("--ar gäller en kommuns rad i huvudboken"), T("ange också --kommun"))
        return
    if asked.kommun not in ws.portfolio.kommuner:
        raise UsageError(
            T("--kommun: {varde} finns inte i portföljen", varde=asked.kommun),
            did_you_mean(asked.kommun, ws.portfolio.kommuner)
            or T("välj ett av {namn}", namn=tuple(ws.portfolio.kommuner)),
        )
    if asked.belopp is None:
        raise UsageError(T("--kommun gäller ett belopp"), T("ange beloppet med --belopp"))


def _place(entry: Entry[Undertaking], nytta: str) -> tuple[str, int, Nytta]:
    u = entry.modell
    known: dict[str, None] = {}
    decided: list[str] = []
    for slug in _FIRST_CHOICES:
        document = getattr(u.artefakter, slug)
        for index, n in enumerate(document.nyttor) if isinstance(document, MedNyttor) else ():
            known[n.id] = None
            if n.id != nytta:
                continue
            if slug == "effektbokslut" and any(p.artefakt == slug for d in u.beslut for p in d.underlag):
                decided.append(slug)
                continue
            return slug, index, n
    if decided:
        raise DataError(
            T("{namn} är beslutat, så mätningen kan inte skrivas dit", namn=titel(decided[0])),
            T("ta upp nyttan i en nyttorealiseringsplan, eller gör en ny version av dokumentet"),
        )
    raise UsageError(
        T("{id} har ingen nytta med nyckeln {nytta}", id=u.id, nytta=nytta),
        did_you_mean(nytta, known) or T("det som finns är {namn}", namn=tuple(known))
        if known
        else T("beskriv nyttan i en nyttoprognos eller nyttorealiseringsplan först"),
    )


def _outcome(asked: Measurement, day: date) -> dict[str, Value]:
    row: dict[str, Value] = {"datum": day}
    if asked.varde is not None:
        row["varde"] = asked.varde
    if asked.belopp is not None and asked.kommun is None:
        row["belopp_kr"] = asked.belopp
    row["kalla"] = asked.kalla
    if asked.kommentar:
        row["kommentar"] = asked.kommentar
    return row


def _booking(loc: Loc, n: Nytta, asked: Measurement, year: int) -> list[Edit]:
    held = next((i for i, r in enumerate(n.huvudbok) if (r.kommun, r.ar) == (asked.kommun, year)), None)
    if held is None:
        row = {"kommun": asked.kommun, "ar": year, "planerat_kr": 0, "realiserat_kr": asked.belopp}
        return [Append((*loc, "huvudbok"), {**row, "kalla": asked.kalla})]
    at = (*loc, "huvudbok", held)
    return [Set((*at, "realiserat_kr"), asked.belopp), Set((*at, "kalla"), asked.kalla)]
