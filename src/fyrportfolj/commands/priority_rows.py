"""Rounds of prioritisation as views show them: one row, and finding the one that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.model.priority import Prioritering
from fyrportfolj.rules.priority.ballots import abstained, cast
from fyrportfolj.rules.priority.criteria import musts, ranked


@dataclass(frozen=True)
class RoundRow:
    """A round in one line.

    Attributes:
        id: its id.
        namn: what is prioritised.
        exempel: True for invented content.
        datum: the day that it is for.
        rangordnas: how many initiatives are ranked.
        masten: how many must be done.
        svar: how many municipalities have ranked.
        avstar: how many abstain.
        kommuner: how many municipalities there are.
    """

    id: str
    namn: str
    exempel: bool
    datum: date
    rangordnas: int
    masten: int
    svar: int
    avstar: int
    kommuner: int


def find_round(ws: Workspace, id_: str) -> Entry[Prioritering]:
    """Find a round by its id.

    Raises:
        UsageError: there is none; the message proposes a near id.
    """
    rounds = ws.portfolio.prioriteringar
    if id_ in rounds:
        return rounds[id_]
    if not rounds:
        raise UsageError(T("portföljen har ingen prioritering"), T("lägg en fil i mappen prioriteringar"))
    raise UsageError(
        T("ingen prioritering har id {id}", id=id_),
        did_you_mean(id_, rounds) or T("prioriteringarna är {namn}", namn=tuple(rounds)),
    )


def row_of(ws: Workspace, p: Prioritering) -> RoundRow:
    """Give a round in one line."""
    return RoundRow(
        id=p.id,
        namn=p.namn,
        exempel=p.exempel,
        datum=p.datum,
        rangordnas=len(ranked(p)),
        masten=len(musts(p)),
        svar=len(cast(p)),
        avstar=len(abstained(p)),
        kommuner=len(ws.portfolio.kommuner),
    )


def people_of(ws: Workspace) -> dict[str, int]:
    """Give kommun to inhabitants."""
    return {k.id: k.invanare for k in ws.portfolio.kommuner.values()}
