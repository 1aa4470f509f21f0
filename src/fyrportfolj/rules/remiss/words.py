"""Words that people write, read as the words of the files: stances, recipients and days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import get_args

from fyrportfolj.model.artefacts.remiss import Stallningstagande
from fyrportfolj.model.registers import Kommun

_MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONG = re.compile(r"(?:den )?(\d{1,2}) ([a-zåäö]+) (\d{4})")
_ALSO: Mapping[str, Stallningstagande] = MappingProxyType(
    {
        "tillstyrks": "tillstyrker",
        "tillstyrkes": "tillstyrker",
        "avstyrks": "avstyrker",
        "avstyrkes": "avstyrker",
        "inga_synpunkter": "inget_att_erinra",
        "ingen_erinran": "inget_att_erinra",
        "synpunkter": "har_synpunkter",
        "avstar_fran_att_svara": "avstar",
        "avstar_fran_att_yttra_sig": "avstar",
    }
)
SAID = tuple(w for w in get_args(Stallningstagande) if w != "ej_svar")
"""Stances that somebody can take; silence is none."""


def key_of(text: str) -> str:
    """Give a text as a key: lower case, a for å and ä, o for ö, `_` between words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def stance_of(text: str) -> Stallningstagande | None:
    """Give the stance that a text names in whole, or None when it names none or something more.

    Källa: Svara på remiss (SB PM 2021:1) för orden; ett tvekande svar ska inte tydas till ett säkert.
    """
    key = key_of(text)
    found = _ALSO.get(key)
    return found or next((w for w in SAID if w == key), None)


def day_of(text: str) -> date | None:
    """Give the day that a text is: 2024-06-12 or 12 juni 2024; None for anything else."""
    plain = " ".join(text.casefold().split()).rstrip(".")
    long = _LONG.fullmatch(plain)
    try:
        if _ISO.fullmatch(plain):
            return date.fromisoformat(plain)
        if long and long[2] in _MONTHS:
            return date(int(long[3]), _MONTHS.index(long[2]) + 1, int(long[1]))
    except ValueError:
        return None
    return None


def recipient_of(text: str, municipalities: Mapping[str, Kommun]) -> str | None:
    """Give the municipality that a text names: by key, name, full name or code; None when it names none.

    Args:
        text: such as `amal`, `Åmål`, `Åmåls kommun` or `1492`.
        municipalities: by key.
    """
    wanted = key_of(text)
    for id_, k in municipalities.items():
        if wanted in {key_of(id_), key_of(k.namn), key_of(k.fullstandigt_namn), k.kommunkod}:
            return id_
    return None
