"""The message of a decision's commit: a subject, free text, and trailers that echo the record.

The record is the YAML; the trailers are a copy of it that a later audit compares field by field.
"""

from __future__ import annotations

import unicodedata

from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.rules.replay import Replay

SUBJECT_WIDTH = 72
VALUE_WIDTH = 200


def decision_message(
    undertaking: Undertaking, decision: Decision, before: Replay, after: Replay, trailers: str = ""
) -> str:
    """Give the whole commit message of a decision.

    Args:
        undertaking: as it was before.
        decision: the decision.
        before: where the undertaking stood.
        after: where it stands now.
        trailers: further trailer lines, already formed.

    Returns:
        Subject, empty line, trailers; ends with a line feed. Every value is one line in NFC without
        control characters, at most 200 characters.
    """
    what = decision.utfall or decision.motesutfall
    subject = f"Beslut {undertaking.id}: {decision.grind or decision.typ} {what}"
    lines = [
        ("Typ", "beslut"),
        ("Version", "1"),
        ("Initiativ", undertaking.id),
        ("Beslut", decision.id),
        ("Beslutstyp", decision.typ),
        ("Grind", decision.grind),
        ("Utfall", decision.utfall),
        ("Motesutfall", decision.motesutfall),
        ("Fas", f"{before.fas} -> {after.fas}"),
        ("Lage", f"{before.lage} -> {after.lage}"),
        ("Organ", decision.organ),
        ("Kommun", decision.kommun),
        ("Datum", decision.datum.isoformat()),
        ("Process", f"{undertaking.process.slug}@{undertaking.process.version}"),
        *((("Underlag", f"sha256:{u.sha256} {u.artefakt}@{u.version}")) for u in decision.underlag),
        *((("Reservation", r)) for r in decision.reservation),
    ]
    # A value of nothing but control characters has no trailer: git would take the block for text.
    shown = [(name, one_line(value)) for name, value in lines if value]
    block = "".join(f"Fyr-{name}: {value}\n" for name, value in shown if value)
    return f"{one_line(subject, SUBJECT_WIDTH)}\n\n{block}{trailers}"


def one_line(value: str, width: int = VALUE_WIDTH) -> str:
    """Give text as one line in NFC, without control and format characters, cut to a width."""
    text = unicodedata.normalize("NFC", value)
    kept = "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp") else " " for c in text)
    return " ".join(kept.split())[:width].rstrip()
