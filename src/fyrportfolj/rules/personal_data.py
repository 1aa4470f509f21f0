"""Personal data that must not be in a repository: its history keeps what is deleted.

Källa: dataskyddsförordningen; lag (2018:218) 3 kap. 10 § om personnummer; Skatteverket om kontrollsiffran.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from pydantic_core import to_json

from fyrportfolj.diagnostics import Diagnostic, Loc, Place, finding
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.documents import documents

_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:(19|20))?([0-9]{6}) ?[-+–]? ?([0-9]{4})(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9])(?:\+46|0046|0)[ -]?7[02369](?:[ -]?[0-9]){7}(?![0-9])")
_LOCAL_PART = re.compile(r"[\w-]{2,40}\.[\w-]{2,40}$")
_DOMAIN = re.compile(r"[\w-]{1,60}\.[\w-]{2,60}")
_ADDRESS_LENGTH = 90
_COORDINATION = 60
"""What is added to the day of birth in a samordningsnummer."""

_DIGITS_AS_ZERO = bytes(ord("0") if byte in b"0123456789" else byte for byte in range(256))
_BETWEEN_DIGITS = " -+–".encode()
_TEN_DIGITS = b"0" * 10


class Hit(NamedTuple):
    """Personal data in a text.

    Attributes:
        kod: the code of the finding.
        start: place in the text, from 0.
        dolt: what may be shown of it.
    """

    kod: str
    start: int
    dolt: str


def scan(text: str) -> Iterator[Hit]:
    """Find personal identity numbers, personal e-mail addresses and mobile numbers in a text.

    Args:
        text: any text, also a whole file with its comments.

    Yields:
        One hit per find; what is shown of it never identifies anyone.
    """
    for match in _NUMBER.finditer(text):
        if _is_identity_number(match[1], match[2], match[3]):
            yield Hit("FYR244", match.start(), f"{match[2][:2]}****-****")
    at = text.find("@")
    while at >= 0:
        local = _LOCAL_PART.search(text[max(0, at - _ADDRESS_LENGTH) : at])
        if local and _DOMAIN.match(text, at + 1):
            yield Hit("FYR245", at - len(local[0]), f"{local[0][0]}***@…")
        at = text.find("@", at + 1)
    for match in _MOBILE.finditer(text):
        yield Hit("FYR246", match.start(), f"{match[0][:3]}*")


def _is_identity_number(century: str | None, birth: str, last: str) -> bool:
    day = int(birth[4:])
    if day > _COORDINATION:
        day -= _COORDINATION
    years = [int(f"{c}{birth[:2]}") for c in ((century,) if century else ("19", "20"))]
    return luhn(birth + last) and any(_is_day(year, int(birth[2:4]), day) for year in years)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def luhn(digits: str) -> bool:
    """Say whether the last digit is the check digit of those before it, by the Luhn algorithm.

    Källa: Skatteverket, personnummer och kontrollsiffra.
    """
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number  # noqa: PLR2004  (one decimal digit)
    return total % 10 == 0


def check_personal_data(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find personal data in any text of any file.

    Where the reader kept the bytes, the whole file is searched: comments too, and also files that
    hold other faults. Otherwise every text of every document is.
    """
    del today
    needed = _needed(portfolio)
    for fil, raw in portfolio.texter.items():
        if _may_hold(raw):
            yield from _in_file(fil, raw, needed.get(fil, ()))
    for entry in documents(portfolio):
        if entry.fil not in portfolio.texter and _may_hold(to_json(entry.modell)):
            for loc, text in _texts(entry.modell.model_dump(), ()):
                for hit in scan(_without(text, needed.get(entry.fil, ()))):
                    yield finding(hit.kod, entry.fil, loc, dolt=hit.dolt)


def _needed(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    """Addresses that must stand in a file: whose key it is can be told by nothing else, and every commit has them."""
    register = portfolio.mandatregister
    return {register.fil: tuple(k.epost for k in register.modell.nycklar)} if register else {}


def _without(text: str, needed: Iterable[str]) -> str:
    for address in needed:
        # As long as before, so that what else is found keeps its place.
        text = text.replace(address, " " * len(address))
    return text


def _in_file(fil: str, raw: bytes, needed: Iterable[str]) -> Iterator[Diagnostic]:
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if _may_hold(line):
            for hit in scan(_without(line.decode("utf-8", errors="replace"), needed)):
                yield finding(hit.kod, fil, dolt=hit.dolt).placed(Place(number, hit.start + 1))


def _may_hold(raw: bytes) -> bool:
    """Rule out a document in microseconds: both kinds of number are ten digits once blanks and hyphens are gone."""
    return b"@" in raw or _TEN_DIGITS in raw.translate(_DIGITS_AS_ZERO, _BETWEEN_DIGITS)


def _texts(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*loc, key))
    elif isinstance(value, tuple | list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*loc, index))
