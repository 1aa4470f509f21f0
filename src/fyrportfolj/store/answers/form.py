"""The answer file that the offline form saves: JSON with a checksum over its own content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from fyrportfolj.messages import T, Text

FORMAT = "fyr-remissvar-1"
SUM = "kontrollsumma"


def form_sum(fields: Mapping[str, Any]) -> str:
    """Give the checksum of an answer file: SHA-256 of its other fields as JSON with sorted keys and no spaces.

    Args:
        fields: everything in the file; its own checksum is left out of the sum.
    """
    held = {k: v for k, v in fields.items() if k != SUM}
    text = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_form(data: bytes) -> dict[str, Any] | Text:
    """Read an answer file.

    Args:
        data: its bytes.

    Returns:
        Its fields, or why it is none.
    """
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return T("filen är inte hel JSON; den kan ha klippts av på vägen")
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        return T("filen är ingen svarsfil från formuläret")
    if found.get(SUM) != form_sum(found):
        return T("kontrollsumman stämmer inte, så filen har ändrats sedan formuläret sparade den")
    return found
