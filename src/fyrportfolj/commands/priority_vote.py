"""`fyr priority vote`: write a municipality's ranking into the round's file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fyrportfolj.commands.editing import Edited, How, edit_file
from fyrportfolj.commands.priority_rows import find_round
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.priority import Prioritering
from fyrportfolj.store.edit import Append, Edit, Remove, Set
from fyrportfolj.store.emit import Value


@dataclass(frozen=True)
class Vote:
    """What a municipality wants.

    Attributes:
        kommun: its id.
        ordning: levels, best first; equal ones on the same level. Empty when only the rest is said.
        avstar: True when it abstains.
        vill_delta: what it wants to take part in; None leaves what stands there.
        vill_inte_delta: what it will not take part in; None leaves what stands there.
        jav: what it may not judge; None leaves what stands there.
        datum: the day it was given; None means today.
        organ: the body that decided it, or None.
    """

    kommun: str
    ordning: tuple[tuple[str, ...], ...] = ()
    avstar: bool = False
    vill_delta: tuple[str, ...] | None = None
    vill_inte_delta: tuple[str, ...] | None = None
    jav: tuple[str, ...] | None = None
    datum: date | None = None
    organ: str | None = None


def levels(text: str) -> tuple[tuple[str, ...], ...]:
    """Read an order: initiatives by commas, equal ones by an equals sign.

    Args:
        text: such as `a,b=c,d`: a first, then b and c beside each other, then d.
    """
    parts = [tuple(x.strip() for x in level.split("=") if x.strip()) for level in text.split(",")]
    return tuple(p for p in parts if p)


def vote(ws: Workspace, id_: str, asked: Vote, how: How) -> Result[Edited]:
    """Write a municipality's ranking; one that stands there already is replaced.

    Args:
        ws: the opened portfolio.
        id_: the round.
        asked: the ranking.
        how: show, write or commit.

    Returns:
        The change. Exit code 1, diagnostics and nothing written when the ranking cannot be counted.

    Raises:
        UsageError: no such round, kommun or candidate; neither an order nor an abstention; or both.
    """
    entry = find_round(ws, id_)
    _fits(ws, entry.modell, asked)
    index = next((i for i, r in enumerate(entry.modell.rangordningar) if r.kommun == asked.kommun), None)
    row = _row(asked, asked.datum or ws.today)
    edits: list[Edit] = []
    if index is None:
        edits.append(Append(("rangordningar",), {"kommun": asked.kommun, **row}))
    else:
        at = ("rangordningar", index)
        edits += [Set((*at, key), value) for key, value in row.items()]
        edits.append(Remove((*at, "ordning" if asked.avstar else "avstar")))
    if asked.avstar:
        message = T("{kommun} avstår från att rangordna i {id}", kommun=asked.kommun, id=id_)
    else:
        message = T("Rangordning från {kommun} i {id}", kommun=asked.kommun, id=id_)
    return edit_file(ws, entry.fil, edits, how, message)


def _row(asked: Vote, day: date) -> dict[str, Value]:
    row: dict[str, Value] = {"avstar": True} if asked.avstar else {}
    if asked.ordning:
        row["ordning"] = [list(level) for level in asked.ordning]
    for key in ("vill_delta", "vill_inte_delta", "jav"):
        held = getattr(asked, key)
        if held is not None:
            row[key] = list(held)
    row["lamnad"] = day
    return {**row, "beslutad_av": asked.organ} if asked.organ else row


def _fits(ws: Workspace, p: Prioritering, asked: Vote) -> None:
    kommuner = ws.portfolio.kommuner
    if asked.kommun not in kommuner:
        raise UsageError(
            T("--kommun: {varde} finns inte i portföljen", varde=asked.kommun),
            did_you_mean(asked.kommun, kommuner) or T("välj ett av {namn}", namn=tuple(kommuner)),
        )
    if asked.avstar == bool(asked.ordning):
        raise UsageError(T("ange antingen --ordning eller --avstar"), T("en ordning skrivs som a,b=c,d, bäst först"))
    candidates = tuple(c.insats for c in p.kandidater)
    named = [x for level in asked.ordning for x in level]
    for ids in (named, asked.vill_delta or (), asked.vill_inte_delta or (), asked.jav or ()):
        for x in ids:
            if x not in candidates:
                raise UsageError(
                    T("{insats} är inte kandidat i {id}", insats=x, id=p.id),
                    did_you_mean(x, candidates) or T("kandidaterna är {namn}", namn=candidates),
                )
