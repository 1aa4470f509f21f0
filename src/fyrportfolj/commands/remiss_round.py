"""A consultation as the commands hold it: the request, the answers, the report, and whom it concerns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module

from fyrportfolj.commands.remiss_channel import Channel, ManualChannel
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts.remiss import Remissforfragan, Remissyttrande, Yttranderapport
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.remiss_answers import Kanalnamn, Question, Recipient, Round
from fyrportfolj.rules.remiss.deadline import last_day
from fyrportfolj.rules.remiss.document import pinned
from fyrportfolj.rules.remiss.reading import Circle


@dataclass(frozen=True)
class Consultation:
    """An undertaking's consultation.

    Attributes:
        entry: the undertaking and its file.
        forfragan: the request.
        svar: every answer, oldest first.
        rapport: the report on them, or None before the first answer.
    """

    entry: Entry[Undertaking]
    forfragan: Remissforfragan
    svar: tuple[Remissyttrande, ...]
    rapport: Yttranderapport | None

    @property
    def id(self) -> str:
        """The undertaking's id."""
        return self.entry.modell.id


def consultations(portfolio: Portfolio) -> Iterator[Consultation]:
    """Give every consultation of a portfolio, by the undertaking's id."""
    for entry in portfolio.undertakings():
        held = entry.modell.artefakter
        if held.remissforfragan is not None:
            yield Consultation(entry, held.remissforfragan, held.remissyttrande, held.yttranderapport)


def consultation(ws: Workspace, id_: str) -> Consultation:
    """Give an undertaking's consultation.

    Raises:
        UsageError: no such undertaking, or it has no consultation; names those that have one.
    """
    entry = ws.find(id_)
    held = entry.modell.artefakter
    if held.remissforfragan is None:
        known = tuple(c.id for c in consultations(ws.portfolio))
        raise UsageError(
            T("{id} har ingen remissförfrågan", id=entry.modell.id),
            T("remisser finns i {namn}", namn=known) if known else T("påbörja en med fyr remiss open"),
        )
    return Consultation(entry, held.remissforfragan, held.remissyttrande, held.yttranderapport)


def is_of_its_own(ws: Workspace, u: Undertaking) -> bool:
    """Tell whether an undertaking is nothing but a consultation, so that whom it asks are its participants."""
    process = ws.portfolio.fyr.modell.processer.remiss
    return process is not None and process.slug == u.process.slug


def circle(ws: Workspace, c: Consultation) -> Circle:
    """Give whom and what an answer may name."""
    p = ws.portfolio
    return Circle(c.id, c.forfragan, p.kommuner, p.organ, p.roller)


def inhabitants(portfolio: Portfolio) -> Mapping[str, int]:
    """Give the inhabitants of each municipality."""
    return {id_: k.invanare for id_, k in portfolio.kommuner.items()}


def round_of(ws: Workspace, c: Consultation, missive: str) -> Round:
    """Give a consultation as a channel sees it.

    Args:
        ws: the opened portfolio.
        c: the consultation, with its last day.
        missive: the missive as Markdown.

    Raises:
        DataError: it has no last day.
    """
    r, kommuner = c.forfragan, ws.portfolio.kommuner
    last = last_day(r)
    if last is None:
        raise DataError(T("remissen i {id} har ingen sista svarsdag", id=c.id), T("ange den med --svar-senast"))
    found = pinned(ws.portfolio, r.handling_plats) if r.handling_plats else None
    channel = f"{r.kanal}:"
    asked = tuple(
        Recipient(
            who,
            kommuner[who].namn if who in kommuner else who,
            tuple(
                account.removeprefix(channel)
                for account in (kommuner[who].remisskonton if who in kommuner else ())
                if account.startswith(channel)
            ),
        )
        for who in sorted(r.remissinstanser)
    )
    return Round(
        id=c.id,
        rubrik=r.rubrik or c.entry.modell.namn,
        gren=r.gren or branch_name(c.id),
        missiv=missive,
        filer=found.filer if found else (c.entry.fil,),
        fragor=tuple(Question(q.id, q.rubrik, q.fraga) for q in r.fragor),
        mottagare=asked,
        sista_svarsdag=last,
        avser_commit=r.utgangscommit,
        lank=r.lank,
    )


def branch_name(id_: str) -> str:
    """Give the branch of a round."""
    return f"remiss/{id_}"


def channel_of(ws: Workspace, name: Kanalnamn | None) -> Channel:
    """Give the road by which a round is sent out and answered.

    Args:
        ws: the opened portfolio.
        name: the channel's name; None is the manual one.
    """
    if name is None or name == "manuell":
        return ManualChannel()
    # The forges bring an HTTP client; a round without one never loads it.
    found: Channel = import_module("fyrportfolj.commands.remiss_forge").forge_channel(ws, name)
    return found
