"""Who has answered what: every recipient stands exactly once in every column, so that the counts equal the input."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts.remiss import Remissforfragan, Remissyttrande
from fyrportfolj.rules.remiss.answers import current, is_decided, standing
from fyrportfolj.rules.remiss.deadline import is_over

Ruta = Literal[
    "tillstyrker",
    "tillstyrker_med_synpunkter",
    "har_synpunkter",
    "avstyrker",
    "inget_att_erinra",
    "avstar",
    "ej_uttalat",
    "utan_beslut",
    "vantar",
    "ej_svar",
]
"""What a recipient says in one column of the matrix."""

WORDS: Mapping[Ruta, Text] = MappingProxyType(
    {
        "tillstyrker": T("Tillstyrker"),
        "tillstyrker_med_synpunkter": T("Tillstyrker med synpunkter"),
        "har_synpunkter": T("Har synpunkter"),
        "avstyrker": T("Avstyrker"),
        "inget_att_erinra": T("Inget att erinra"),
        "avstar": T("Avstår från att svara"),
        "ej_uttalat": T("Inget ställningstagande"),
        "utan_beslut": T("Tjänstepersons svar utan beslut"),
        "vantar": T("Har inte svarat än"),
        "ej_svar": T("Svarade inte"),
    }
)
"""Every square of the matrix as a person reads it, in the order that a table has them."""

NO_ANSWER: frozenset[Ruta] = frozenset({"utan_beslut", "vantar", "ej_svar"})
"""Squares of a recipient whose municipality has not answered."""


@dataclass(frozen=True, slots=True)
class Line:
    """A recipient's row in the matrix.

    Attributes:
        instans: the recipient.
        tillfragad: False for someone who answered without being asked, and who is not counted.
        i_stort: what it says of the whole.
        fragor: question id to what it says there, in the order of the questions.
        svar: the answer that counts, or None.
        sent: True when that answer came after the last day.
        tidigare: how many earlier versions there are.
        bredvid: how many answers by officials stand beside a decided one.
    """

    instans: str
    tillfragad: bool
    i_stort: Ruta
    fragor: Mapping[str, Ruta]
    svar: Remissyttrande | None
    sent: bool
    tidigare: int
    bredvid: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many say one thing.

    Attributes:
        ruta: what they say.
        antal: recipients.
        invanare: inhabitants of those municipalities.
    """

    ruta: Ruta
    antal: int
    invanare: int


def lines(r: Remissforfragan, answers: Sequence[Remissyttrande], today: date) -> tuple[Line, ...]:
    """Give the matrix: a row per recipient in the order asked, then those who answered without being asked.

    Args:
        r: the request.
        answers: every answer, oldest first.
        today: the day to judge at; silence is `vantar` before the last day and `ej_svar` after it.
    """
    held = current(answers)
    asked = tuple(dict.fromkeys(r.remissinstanser))
    questions = tuple(q.id for q in r.fragor)
    over = is_over(r, today)
    rows = []
    for who in dict.fromkeys((*asked, *held)):
        answer = held.get(who)
        mine = [a for a in answers if a.instans == who]
        left = [a for a in standing(answers) if a.instans == who]
        rows.append(
            Line(
                instans=who,
                tillfragad=who in asked,
                i_stort=_whole(answer, over=over),
                fragor={q: _question(answer, q, over=over) for q in questions},
                svar=answer,
                sent=answer is not None and answer.sent_inkommet,
                tidigare=len(mine) - len(left),
                bredvid=len(left) - 1 if left else 0,
            )
        )
    return tuple(rows)


def tally(rows: Iterable[Line], inhabitants: Mapping[str, int], question: str | None = None) -> tuple[Tally, ...]:
    """Count what those who were asked say of the whole or in one question.

    Args:
        rows: the matrix.
        inhabitants: municipality to its inhabitants.
        question: id of a question, or None for the whole.

    Returns:
        What is said by somebody, in the order of `WORDS`; the numbers sum to those who were asked.
    """
    found: dict[Ruta, list[str]] = {}
    for row in rows:
        if row.tillfragad:
            found.setdefault(row.fragor[question] if question else row.i_stort, []).append(row.instans)
    return tuple(
        Tally(square, len(found[square]), sum(inhabitants.get(who, 0) for who in found[square]))
        for square in WORDS
        if square in found
    )


def silent(rows: Iterable[Line]) -> tuple[str, ...]:
    """Give those who were asked and whose municipality has not answered, in the order asked."""
    return tuple(row.instans for row in rows if row.tillfragad and row.i_stort in NO_ANSWER)


def _whole(answer: Remissyttrande | None, *, over: bool) -> Ruta:
    if answer is None:
        return "ej_svar" if over else "vantar"
    if not is_decided(answer):
        return "utan_beslut"
    return answer.stallningstagande or "ej_uttalat"


def _question(answer: Remissyttrande | None, question: str, *, over: bool) -> Ruta:
    whole = _whole(answer, over=over)
    if answer is None or whole in NO_ANSWER:
        return whole
    rows = [s for s in answer.svar if s.fraga == question]
    stance = next((s.stallningstagande for s in rows if s.stallningstagande), None)
    if stance is None and any(s.synpunkt or s.forslag for s in rows):
        # Whoever writes a view without more has views; nothing else is read into it.
        return "har_synpunkter"
    return stance or "ej_uttalat"
