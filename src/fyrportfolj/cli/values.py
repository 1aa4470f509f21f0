"""Values on the command line: text to days, numbers, words and folders, with sentences when it does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

import typer

from fyrportfolj import i18n
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T, Text

W = TypeVar("W", bound=str)

_NUMBER = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,6})?")
_LONGEST = 9
"""Digits; more than any option asks for."""


class BadValue(typer.BadParameter):
    """A value that does not fit; keeps the sentence so that it can be shown in the user's language."""

    def __init__(self, text: Text) -> None:
        super().__init__(i18n.render(text))
        self.text = text


def day(value: str | date) -> date:
    """Read a day.

    Args:
        value: ÅÅÅÅ-MM-DD.

    Raises:
        BadValue: no such day.
    """
    if isinstance(value, date):
        return value
    try:
        found = date.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or found.isoformat() != value:
        raise BadValue(T("{varde} är inte en dag; skriv ÅÅÅÅ-MM-DD", varde=value))
    return found


def amount(value: str | Decimal) -> Decimal:
    """Read a number, with comma or point before its decimals and blanks between thousands.

    Args:
        value: such as 690 000 or 12,5.

    Raises:
        BadValue: no such number.
    """
    text = re.sub(r"[\s\u00a0\u202f]", "", str(value)).replace(",", ".").replace("\u2212", "-")
    if not _NUMBER.fullmatch(text):
        raise BadValue(T("{varde} är inte ett tal; skriv till exempel 690000 eller 12,5", varde=str(value)))
    return Decimal(text)


def whole(lowest: int, highest: int) -> Callable[[str | int], int]:
    """Give a reader of whole numbers in a range.

    Args:
        lowest: smallest number that fits.
        highest: greatest number that fits.
    """

    def read(value: str | int) -> int:
        text = str(value).strip()
        number = int(text) if text.isdecimal() and len(text) <= _LONGEST else None
        if number is None or not lowest <= number <= highest:
            raise BadValue(
                T("{varde} är inte ett heltal {minst}–{hogst}", varde=str(value), minst=lowest, hogst=highest)
            )
        return number

    return read


def keyed(option: str, values: Sequence[str]) -> dict[str, str]:
    """Read options of the form NAME=VALUE.

    Args:
        option: its name, for the message.
        values: what was written.

    Raises:
        UsageError: a value has no `=`.
    """
    return dict(_pair(option, value) for value in values)


def dated(option: str, values: Sequence[str]) -> tuple[tuple[str, date], ...]:
    """Read options of the form ÅÅÅÅ-MM-DD=TEXT as pairs of text and day.

    Args:
        option: its name, for the message.
        values: what was written.

    Raises:
        UsageError: a value has no `=` or no day before it.
    """
    rows = []
    for value in values:
        when, text = _pair(option, value)
        try:
            rows.append((text, day(when)))
        except BadValue as error:
            raise UsageError(T("{alternativ}: {fel}", alternativ=option, fel=error.text)) from None
    return tuple(rows)


def _pair(option: str, value: str) -> tuple[str, str]:
    name, equals, rest = value.partition("=")
    if not equals or not name.strip() or not rest.strip():
        raise UsageError(T("{alternativ}: {varde} är inte två delar med = emellan", alternativ=option, varde=value))
    return name.strip(), rest.strip()


def word(choices: Sequence[W]) -> Callable[[str], W]:
    """Give a reader that takes one of some words.

    Args:
        choices: the words.
    """

    def read(value: str) -> W:
        for choice in choices:
            if choice == value:
                return choice
        raise BadValue(T("{varde} finns inte att välja; skriv {val}", varde=value, val=" | ".join(choices)))

    return read


def between_commas(text: str | None) -> tuple[str, ...]:
    """Read words with commas between them, leaving empty ones out.

    Args:
        text: such as `md, pdf`; None holds no words.
    """
    return tuple(x.strip() for x in (text or "").split(",") if x.strip())
