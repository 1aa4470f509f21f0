"""The strict form of a commit's message: a subject, free text, and last the rows that echo the record.

Looser readers find rows where none stand: git takes prose for rows when one line beside it looks like one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from fyrportfolj.messages import T, Text
from fyrportfolj.rules.trailers import BESLUT, NONE, POLICY, RATTELSE, VALUE_WIDTH, VERSION, Rows

Kind = Literal["arbete", "beslut", "rattelse", "policy"]

ORDER: Mapping[str, int] = MappingProxyType(
    {
        name: place
        for place, name in enumerate(
            (
                "Typ",
                "Version",
                "Initiativ",
                "Beslut",
                "Beslutstyp",
                "Grind",
                "Utfall",
                "Motesutfall",
                "Fas",
                "Lage",
                "Organ",
                "Kommun",
                "Mandat",
                "Datum",
                "Process",
                "Beslutssumma",
                "Serie",
                "Grund",
                "Foregaende",
                "Underlag",
                "Reservation",
            )
        )
    }
)
"""Every row that exists, and where it stands among the others."""

REPEATED = frozenset({"Underlag", "Reservation"})
"""Rows that may stand more than once."""

_KINDS: Mapping[str, Kind] = MappingProxyType({BESLUT: "beslut", RATTELSE: "rattelse", POLICY: "policy"})
_LIKE_A_ROW = re.compile(r"\s*fyr-", re.IGNORECASE)
_ROW = re.compile(r"Fyr-([A-Z][a-z]+): (.+)")
_CUT = re.compile(r"# -+ >8 -+")
"""Where git itself stops reading a message."""

_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class Message:
    """A commit's message, read.

    Attributes:
        subject: the first line.
        rows: names without `Fyr-` and their values, in order; empty for work, and when something is wrong.
        fault: why the rows do not follow the form, or None.
    """

    subject: str
    rows: Rows = ()
    fault: Text | None = None

    @property
    def kind(self) -> Kind:
        """What the commit says that it is; one whose rows are wrong counts as work."""
        return _KINDS[self.rows[0][1]] if self.rows else "arbete"

    def value(self, name: str) -> str | None:
        """Give the value of a row that stands once, or None when it is not there."""
        return next((value for found, value in self.rows if found == name), None)

    @property
    def previous(self) -> str | None:
        """The commit that the message calls the one before it, or None."""
        named = self.value("Foregaende")
        return None if named == NONE else named


def read_message(message: str) -> Message:
    """Read a commit's message.

    Args:
        message: the whole message.

    Returns:
        Its subject and rows. Whatever looks like a row but stands elsewhere, or in another form, is a fault.
    """
    subject = message.partition("\n")[0]
    if "fyr-" not in message.lower():
        return Message(subject)
    if not any(_LIKE_A_ROW.match(line) for line in message.splitlines()):
        return Message(subject)
    head, _, block = message.rpartition("\n\n")
    fault = _around(head, block)
    if fault is not None:
        return Message(subject, fault=fault)
    rows, fault = _rows(block.removesuffix("\n"))
    fault = fault or _order(rows) or _kind(rows)
    return Message(subject, fault=fault) if fault else Message(subject, tuple(rows))


def kind_of_commit(message: str) -> Kind:
    """Say what a commit is by its message; a merge has no rows and is work here."""
    return read_message(message).kind


def _around(head: str, block: str) -> Text | None:
    lines = head.splitlines()
    if any(_LIKE_A_ROW.match(line) for line in lines):
        return T("en Fyr-rad står utanför det sista stycket")
    if not block.endswith("\n"):
        return T("meddelandet slutar inte med Fyr-raderna och en radbrytning")
    if not lines or not lines[0].strip():
        return T("ärenderaden saknas")
    if len(lines) > 1 and lines[1]:
        return T("det ska vara en tom rad efter ärenderaden")
    if any(_CUT.match(line) for line in lines):
        return T("git slutar läsa meddelandet före raderna")
    return None


def _rows(block: str) -> tuple[list[tuple[str, str]], Text | None]:
    rows: list[tuple[str, str]] = []
    for line in block.split("\n"):
        match = _ROW.fullmatch(line)
        if match is None:
            return rows, T("raden {rad} är ingen Fyr-rad", rad=_shown(line))
        name, value = match[1], match[2]
        if name not in ORDER:
            return rows, T("det finns ingen rad som heter {rad}", rad=f"Fyr-{name}")
        if not _plain(value):
            return rows, T("värdet i {rad} har tecken eller mellanslag som inte får stå där", rad=f"Fyr-{name}")
        rows.append((name, value))
    return rows, None


def _plain(value: str) -> bool:
    return (
        len(value) <= VALUE_WIDTH
        and value == value.strip()
        and (
            value.isascii()
            or (unicodedata.is_normalized("NFC", value) and not any(unicodedata.category(c) in _UNSEEN for c in value))
        )
        and value.isprintable()
    )


def _order(rows: list[tuple[str, str]]) -> Text | None:
    for (first, _), (second, _) in pairwise(rows):
        if first == second and first not in REPEATED:
            return T("{rad} står mer än en gång", rad=f"Fyr-{first}")
        if ORDER[first] > ORDER[second]:
            return T("{rad} står på fel plats", rad=f"Fyr-{second}")
    return None


def _kind(rows: list[tuple[str, str]]) -> Text | None:
    if rows[0][0] != "Typ" or rows[0][1] not in _KINDS:
        return T("första raden ska vara Fyr-Typ med ett av {mojliga}", mojliga=tuple(_KINDS))
    if len(rows) == 1 or rows[1] != ("Version", VERSION):
        return T("andra raden ska vara Fyr-Version: {version}", version=VERSION)
    return None


def _shown(line: str) -> str:
    return "".join(c if c.isprintable() else "·" for c in line[:60])
