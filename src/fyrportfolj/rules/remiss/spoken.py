"""An answer written as running text, in a review or a file, with a few lines that a program can read.

    Ställning: tillstyrker med synpunkter
    Beslutat av: Kommunstyrelsen
    Beslutsdatum: 2024-06-12
    Paragraf: KS § 104
    F1: har synpunkter
    Ordningen mellan initiativen är oklar.
    Förslag: Lägg till en tabell.

What stands above the first such line, and is no such line, is a view on the whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from fyrportfolj.rules.remiss.words import day_of, key_of, stance_of

_LABEL = re.compile(r"\s*(?:[*_>-]+\s*)?(?P<label>[A-Za-zÅÄÖåäö][\wÅÄÖåäö ]{0,40}?)\s*[*_]*:[*_]*\s*(?P<rest>.*)")
_QUESTION = re.compile(r"F[0-9]{1,4}", re.IGNORECASE)
_DECIDED = re.compile(r"(?P<body>.+?),?\s+(?:den )?(?P<day>\d{4}-\d{2}-\d{2})(?:,?\s*(?P<paragraph>.*§.*))?")

_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "stallning": "stallningstagande",
        "stallningstagande": "stallningstagande",
        "remissinstans": "instans",
        "instans": "instans",
        "kommun": "instans",
        "beslutat_av": "organets_namn",
        "organ": "organ",
        "beslutsdatum": "beslutsdatum",
        "paragraf": "paragraf",
        "diarienummer": "diarienummer",
        "vart_diarienummer": "diarienummer",
        "ert_diarienummer": "avsandarens_diarienummer",
        "avsandarens_diarienummer": "avsandarens_diarienummer",
        "reservation": "reservation",
        "anmarkning": "anmarkning",
        "undertecknare": "undertecknare",
    }
)
"""Label as a key to the field that it fills."""

_INSIDE: Mapping[str, str] = MappingProxyType(
    {"forslag": "forslag", "hanvisning": "hanvisning", "avsnitt": "hanvisning"}
)


def spoken(text: str) -> dict[str, object]:
    """Read an answer from running text.

    Args:
        text: as it was written; what cannot be read as a field stays as a view.

    Returns:
        Fields of an answer, as `reading.read` takes them. `svar` has a row per question that is named, and one
        without a question for what is said of the whole. A label that stands twice keeps its first value.
    """
    fields: dict[str, object] = {}
    fields["svar"] = said_in(text, fields)
    return fields


def said_in(text: str, fields: dict[str, object] | None = None) -> list[dict[str, str]]:
    """Read the views in running text, a row per question.

    Args:
        text: as it was written.
        fields: takes the lines that are fields of the answer; None leaves them out.
    """
    held: dict[str, object] = {} if fields is None else fields
    rows: list[dict[str, str]] = [{}]
    part = "synpunkt"
    for line in text.replace("\r\n", "\n").split("\n"):
        found = _LABEL.fullmatch(line)
        label, rest = (key_of(found["label"]), found["rest"].strip()) if found else ("", "")
        if found and _QUESTION.fullmatch(label):
            rows.append({"fraga": label.upper(), **_opening(rest)})
            part = "synpunkt"
        elif found and label in _FIELDS:
            _fill(held, _FIELDS[label], rest)
        elif found and label in _INSIDE:
            part = _INSIDE[label]
            rows[-1][part] = rest
        else:
            rows[-1][part] = f"{rows[-1].get(part, '')}\n{line}"
    said = [{k: v.strip() for k, v in row.items() if v.strip()} for row in rows]
    return [row for row in said if set(row) - {"fraga"}]


def _opening(rest: str) -> dict[str, str]:
    """Read what stands after a question's number: a stance, a view, or both with a dash or a full stop between."""
    stance, sign, view = "", "", rest
    for mark in (" – ", " - ", ". ", ": "):
        head, sign, tail = rest.partition(mark)
        if sign and stance_of(head):
            stance, view = head, tail
            break
    if stance_of(rest):
        stance, view = rest, ""
    found = stance_of(stance)
    return {**({"stallningstagande": found} if found else {}), "synpunkt": view}


def _fill(fields: dict[str, object], name: str, rest: str) -> None:
    if not rest or name in fields:
        return
    if name == "reservation":
        fields[name] = [rest]
        return
    decided = _DECIDED.fullmatch(rest) if name == "organets_namn" else None
    if decided and day_of(decided["day"]):
        fields["organets_namn"] = decided["body"]
        fields.setdefault("beslutsdatum", decided["day"])
        if decided["paragraph"]:
            fields.setdefault("paragraf", decided["paragraph"].strip())
        return
    fields[name] = rest
