"""What a commit's message says, read leniently: a log shows also what does not follow the form, and says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from fyrportfolj.commands.log_names import Names
from fyrportfolj.messages import T, Text
from fyrportfolj.model.titles import titel
from fyrportfolj.rules.trail.grammar import ORDER, read_message
from fyrportfolj.rules.trailers import BESLUT, NONE, POLICY, RATTELSE

Typ = Literal["beslut", "rattelse", "policy", "arbete", "sammanfogning"]

DECIDED = (BESLUT, RATTELSE)
RECORDED = (*DECIDED, POLICY)
"""Kinds that belong in a log of decisions."""

ROW = "fyr-"
"""What every row begins with, in small or large letters."""

_LINE = re.compile(r"\s*fyr-(\w+)\s*:\s*(.*?)\s*", re.IGNORECASE)
_NAMES = {name.casefold(): name for name in ORDER}
_UNDERLAG = re.compile(r"(?:sha256:)?([0-9a-f]*) ?([a-z0-9_]+)@(\S+)")
_MERGED = 2


@dataclass(frozen=True)
class Facts:
    """A commit's message, read.

    Attributes:
        typ: what the commit is, or says that it is.
        rader: values per row without `Fyr-`, in order.
        obekraftad: why the rows cannot be relied on, or None.
    """

    typ: Typ
    rader: Mapping[str, tuple[str, ...]]
    obekraftad: Text | None = None

    def value(self, row: str) -> str | None:
        """Give the value of a row, or None when it is missing or says that there is none."""
        found = self.rader.get(row, (NONE,))[0]
        return None if found in ("", NONE) else found


@dataclass(frozen=True)
class PinnedDocument:
    """A document that was decided on.

    Attributes:
        artefakt: its key.
        titel: its name.
        version: as it was decided on.
        sha256: the sum of its content, 64 hexadecimal digits; empty when the row has none.
    """

    artefakt: str
    titel: str
    version: str
    sha256: str


@dataclass(frozen=True)
class ConditionFacts:
    """A condition of a decision, as the file has it.

    Attributes:
        id: its id.
        text: what is to be met.
        senast: the last day.
        uppfyllt: the day it was met, or None.
    """

    id: str
    text: str
    senast: str
    uppfyllt: str | None


@dataclass(frozen=True)
class DecisionFacts:
    """A decision as its commit and the file tell it.

    Attributes:
        id: the decision's id.
        insats: id of the undertaking.
        namn: the undertaking's name, or its id.
        beslutstyp: what it is about.
        grind: name of the gate, or None.
        utfall: the outcome; None when nothing was decided or it is no gate.
        motesutfall: what became of the matter.
        organ: name of the body.
        kommun: name of the kommun, or None.
        datum: day of the meeting, as it was written.
        fran: phase before.
        till: phase after.
        mandat: id of the mandate, or None.
        underlag: documents that were decided on.
        reservation: those who reserved themselves.
        villkor: conditions, from the file at the tip.
        paragraf: paragraph of the minutes, from the file at the tip.
        diarienummer: number per authority, from the file at the tip.
        rattar: id of the decision that a correction corrects, from the file at the tip.
    """

    id: str
    insats: str
    namn: str
    beslutstyp: str
    grind: str | None
    utfall: str | None
    motesutfall: str | None
    organ: str | None
    kommun: str | None
    datum: str | None
    fran: str | None
    till: str | None
    mandat: str | None
    underlag: tuple[PinnedDocument, ...]
    reservation: tuple[str, ...]
    villkor: tuple[ConditionFacts, ...]
    paragraf: str | None
    diarienummer: dict[str, str]
    rattar: str | None


@dataclass(frozen=True)
class PolicyFacts:
    """A change of the policy as its commit tells it.

    Attributes:
        serie: the new serial number, or None.
        grund: who decided, and the paragraph.
    """

    serie: str | None
    grund: str | None


def read_facts(message: str, parents: Sequence[str]) -> Facts:
    """Read a commit's message as far as it can be read.

    Args:
        message: the whole message.
        parents: ids of the commit's parents.

    Returns:
        Its kind and rows; `obekraftad` says when another reader could take them otherwise.
    """
    merged = len(parents) >= _MERGED
    if ROW not in message.lower():
        return Facts("sammanfogning" if merged else "arbete", {})
    strict = read_message(message)
    if strict.fault is None:
        rows: Sequence[tuple[str, str]] = strict.rows
        fault = T("en sammanfogning får inte ha Fyr-rader") if merged and rows else None
        plain: Typ = "sammanfogning" if merged and not rows else strict.kind
        return Facts(plain, _gathered(rows), fault)
    found = [
        (_NAMES[m[1].casefold()], m[2])
        for m in map(_LINE.fullmatch, message.splitlines())
        if m and m[1].casefold() in _NAMES
    ]
    held = _gathered(found)
    said = held.get("Typ", ("",))[0].casefold()
    kinds: dict[str, Typ] = {BESLUT: "beslut", RATTELSE: "rattelse", POLICY: "policy"}
    return Facts(kinds.get(said, "arbete"), held, strict.fault)


def decision_facts(facts: Facts, names: Names, undertaking: Mapping[str, Any] | None) -> DecisionFacts | None:
    """Give what a decision's commit tells, with names, and what only the file knows.

    Args:
        facts: the message.
        names: what the tip calls bodies, kommuner, gates and phases.
        undertaking: the undertaking's file as plain data, or None when it is gone.
    """
    id_ = facts.value("Beslut")
    if facts.typ not in DECIDED or id_ is None:
        return None
    row = _row(undertaking, id_)
    owner = facts.value("Initiativ") or ""
    gate, body, kommun = facts.value("Grind"), facts.value("Organ"), facts.value("Kommun")
    before, _, after = (facts.value("Fas") or "").partition(" -> ")
    title = (undertaking or {}).get("namn")
    return DecisionFacts(
        id=id_,
        insats=owner,
        namn=title if isinstance(title, str) else owner,
        beslutstyp=facts.value("Beslutstyp") or facts.typ,
        grind=names.gate(gate) if gate else None,
        utfall=facts.value("Utfall"),
        motesutfall=facts.value("Motesutfall"),
        organ=_text(row.get("organets_namn")) or (names.name(body) if body else None),
        kommun=names.name(kommun) if kommun else None,
        datum=facts.value("Datum"),
        fran=names.phase(before),
        till=names.phase(after),
        mandat=facts.value("Mandat"),
        underlag=tuple(d for value in facts.rader.get("Underlag", ()) for d in _pinned(value)),
        reservation=facts.rader.get("Reservation", ()),
        villkor=tuple(_conditions(row.get("villkor"))),
        paragraf=_text(row.get("paragraf")),
        diarienummer=_numbers(row.get("diarienummer"), names),
        rattar=_text(row.get("ersatter")),
    )


def policy_facts(facts: Facts) -> PolicyFacts | None:
    """Give what the commit of a policy change tells."""
    return PolicyFacts(facts.value("Serie"), facts.value("Grund")) if facts.typ == POLICY else None


def _gathered(rows: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row, value in rows:
        found[row] = (*found.get(row, ()), value)
    return found


def _row(undertaking: Mapping[str, Any] | None, id_: str) -> Mapping[str, Any]:
    rows = (undertaking or {}).get("beslut")
    found = (r for r in rows if isinstance(r, dict) and r.get("id") == id_) if isinstance(rows, list) else iter(())
    return next(found, {})


def _conditions(rows: object) -> Iterator[ConditionFacts]:
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict):
            told = [_text(row.get(key)) for key in ("id", "text", "senast", "uppfyllt")]
            yield ConditionFacts(told[0] or "", told[1] or "", told[2] or "", told[3])


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _numbers(value: object, names: Names) -> dict[str, str]:
    return {names.name(str(k)): str(v) for k, v in value.items()} if isinstance(value, dict) else {}


def _pinned(value: str) -> tuple[PinnedDocument, ...]:
    match = _UNDERLAG.fullmatch(value)
    return (PinnedDocument(match[2], titel(match[2]), match[3], match[1]),) if match else ()
