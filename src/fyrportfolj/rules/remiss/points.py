"""What an answer asks for, point by point, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from fyrportfolj.model.artefacts.remiss import Fragesvar, Remissyttrande, Synpunkt, Yttranderapport
from fyrportfolj.rules.remiss.answers import replaced

_AGREES = frozenset({"tillstyrker", "inget_att_erinra"})
_REASONED = frozenset({"beaktas_delvis", "beaktas_ej"})

Slag = Literal["stod", "invandning", "forslag", "synpunkt"]
"""How a report sorts the points of a question."""


@dataclass(frozen=True, slots=True)
class Carried:
    """How an answer changes the list of points.

    Attributes:
        nya: rows to add, in the order of the answer.
        flyttade: index of a row from 0 to the id of the newer answer that says the same.
    """

    nya: tuple[Synpunkt, ...]
    flyttade: dict[int, str]


def next_id(prefix: str, used: Iterable[str | None]) -> str:
    """Give the first free id after the highest, such as `S8` after `S7`."""
    numbers = [int(u[len(prefix) :]) for u in used if u and u.startswith(prefix) and u[len(prefix) :].isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1}"


def carried(points: Sequence[Synpunkt], answer: Remissyttrande, old: str | None) -> Carried:
    """Give what an answer adds to the points: a row per view or proposal.

    What a newer version of an answer repeats word for word keeps its row and its assessment.

    Args:
        points: the rows so far.
        answer: the new answer, with its id and recipient.
        old: id of the answer that it replaces, or None.
    """
    moved: dict[int, str] = {}
    fresh: list[Synpunkt] = []
    used = [p.id for p in points]
    for said in answer.svar:
        quote = said.synpunkt or said.forslag
        if quote is None:
            continue
        same = next(
            (
                i
                for i, p in enumerate(points)
                if i not in moved
                and p.instans == answer.instans
                and p.yttrande in {old, answer.id}
                and _said(p) == (said.fraga, quote, said.forslag)
            ),
            None,
        )
        if same is not None:
            moved[same] = answer.id or ""
            continue
        fresh.append(_point(said, quote, answer, next_id("S", used)))
        used.append(fresh[-1].id)
    return Carried(tuple(fresh), {i: to for i, to in moved.items() if points[i].yttrande != to})


def _said(p: Synpunkt) -> tuple[str | None, str, str | None]:
    return (p.fraga, p.citat, p.forslag)


def _point(said: Fragesvar, quote: str, answer: Remissyttrande, id_: str) -> Synpunkt:
    given = {
        "id": id_,
        "instans": answer.instans,
        "fraga": said.fraga,
        "citat": quote,
        "typ": "stod" if said.stallningstagande in _AGREES and not said.forslag else "sak",
        "yttrande": answer.id,
        "hanvisning": said.hanvisning,
        "forslag": said.forslag,
    }
    return Synpunkt.model_validate({k: v for k, v in given.items() if v is not None})


def living(report: Yttranderapport | None, answers: Iterable[Remissyttrande]) -> tuple[tuple[int, Synpunkt], ...]:
    """Give the points that still hold with their places from 0; those of a replaced answer do not.

    Args:
        report: the report that holds the points, or None.
        answers: every answer.
    """
    gone = replaced(answers)
    rows = report.synpunkter if report else ()
    return tuple((i, p) for i, p in enumerate(rows) if p.yttrande not in gone)


def unassessed(report: Yttranderapport | None, answers: Iterable[Remissyttrande]) -> tuple[tuple[int, Synpunkt], ...]:
    """Give the points without an assessment, with their places from 0."""
    return tuple((i, p) for i, p in living(report, answers) if p.bedomning is None)


def needs_reasons(p: Synpunkt) -> bool:
    """Say whether a point that is not fully met lacks the reasons for it.

    Källa: Svara på remiss (SB PM 2021:1); den som inte får som den vill ska kunna läsa varför.
    """
    return p.bedomning in _REASONED and not p.motivering


def sort_of(p: Synpunkt, stance: str | None) -> Slag:
    """Say how a point is sorted in the report.

    Args:
        p: the point.
        stance: what its sender says in the question, or None.
    """
    if p.typ == "stod":
        return "stod"
    if p.forslag:
        return "forslag"
    return "invandning" if stance == "avstyrker" else "synpunkt"
