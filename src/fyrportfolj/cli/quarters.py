"""Quarters and moves on the command line."""

from __future__ import annotations

import re
from typing import Annotated, TypeAlias

import typer

from fyrportfolj.cli.values import BadValue
from fyrportfolj.cli.words import N_
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T

_QUARTER = re.compile(r"[12][0-9]{3}-K[1-4]")
_STEPS = re.compile(r"([+-]?)([0-9]{1,2})Q")
_FURTHEST = 40


def quarter(value: str) -> str:
    """Read a quarter.

    Args:
        value: ÅÅÅÅ-Kn.

    Raises:
        BadValue: it is none.
    """
    found = value.upper()
    if not _QUARTER.fullmatch(found):
        raise BadValue(T("{varde} är inte ett kvartal; skriv till exempel 2027-K1", varde=value))
    return found


def steps(option: str, id_: str, value: str) -> int:
    """Read how far something is moved.

    Args:
        option: its name, for the message.
        id_: what is moved, for the message.
        value: `+2Q` or `-1Q`.

    Raises:
        UsageError: it is no number of quarters, or more than ten years.
    """
    found = _STEPS.fullmatch(value.upper())
    count = int(found[2]) if found else _FURTHEST + 1
    if found is None or count > _FURTHEST:
        raise UsageError(
            T("{alternativ} {id}: {varde} är inte ett antal kvartal", alternativ=option, id=id_, varde=value),
            T("skriv till exempel +2Q för två kvartal senare eller -1Q för ett kvartal tidigare"),
        )
    return -count if found[1] == "-" else count


FROM: TypeAlias = Annotated[
    str | None,
    typer.Option("--from", metavar=N_("KVARTAL"), parser=quarter, help=N_("Första kvartalet, till exempel 2027-K1.")),
]
TO: TypeAlias = Annotated[
    str | None, typer.Option("--to", metavar=N_("KVARTAL"), parser=quarter, help=N_("Sista kvartalet."))
]
