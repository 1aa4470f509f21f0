"""The message of a decision's commit: a subject, and trailers that echo the record.

The record is the YAML; the trailers are a copy of it that a later audit compares field by field.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Whoever only reads rows does not wait for the models.
    from fyrportfolj.model.decisions import Decision
    from fyrportfolj.model.initiative import Undertaking
    from fyrportfolj.rules.replay import Replay

SUBJECT_WIDTH = 72
VALUE_WIDTH = 200
VERSION = "1"
"""Version of the rows' form; part of every message that has rows."""

BESLUT, RATTELSE, POLICY = "beslut", "rattelse", "policy"
"""Kinds of commit that bear rows; every other one is work, or a merge."""

NONE = "-"
"""Stands for what is not there where a row must be."""

Rows = tuple[tuple[str, str], ...]
"""Names without `Fyr-` and values of one line, in the order in which they are written."""


def decision_trailers(
    undertaking: Undertaking,
    decision: Decision,
    before: Replay,
    after: Replay,
    *,
    mandat: str,
    processumma: str,
    beslutssumma: str,
    foregaende: str | None,
) -> Rows:
    """Give the rows of a decision's or a correction's commit.

    Args:
        undertaking: as it was before.
        decision: the decision as it stands in the file.
        before: where the undertaking stood.
        after: where it stands now.
        mandat: id of the mandate, from `mandates.mandate_for`.
        processumma: SHA-256 of the process file's bytes, 64 hexadecimal digits.
        beslutssumma: SHA-256 of the decision's statement.
        foregaende: commit of the undertaking's previous decision or correction, or None.

    Returns:
        The rows; what has no value has no row. Every value is one line in NFC without control
        characters, at most 200 characters.
    """
    process = undertaking.process
    lines = (
        ("Typ", RATTELSE if decision.typ == RATTELSE else BESLUT),
        ("Version", VERSION),
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
        ("Mandat", mandat),
        ("Datum", decision.datum.isoformat()),
        ("Process", f"{process.slug}@{process.version} sha256:{processumma}"),
        ("Beslutssumma", f"sha256:{beslutssumma}"),
        ("Foregaende", foregaende or NONE),
        *((("Underlag", f"sha256:{u.sha256} {u.artefakt}@{u.version}")) for u in decision.underlag),
        *((("Reservation", r)) for r in decision.reservation),
    )
    return _shown(lines)


def policy_trailers(serie: int, grund: str, foregaende: str | None) -> Rows:
    """Give the rows of a commit that changes the policy.

    Args:
        serie: the new serial.
        grund: who decided, and the paragraph.
        foregaende: commit of the previous change of the policy, or None.
    """
    return _shown(
        (
            ("Typ", POLICY),
            ("Version", VERSION),
            ("Serie", str(serie)),
            ("Grund", grund),
            ("Foregaende", foregaende or NONE),
        )
    )


def decision_message(undertaking: Undertaking, decision: Decision, rows: Rows) -> str:
    """Give the whole commit message of a decision or a correction.

    Args:
        undertaking: the undertaking.
        decision: the decision.
        rows: from `decision_trailers`.

    Returns:
        Subject, empty line, rows; ends with a line feed.
    """
    if decision.typ == RATTELSE:
        return message(f"Rättelse {undertaking.id}: {decision.ersatter}", rows)
    what = decision.utfall or decision.motesutfall
    return message(f"Beslut {undertaking.id}: {decision.grind or decision.typ} {what}", rows)


def message(subject: str, rows: Rows) -> str:
    """Give a commit message of a subject and rows, ended by a line feed; the subject is cut to one short line."""
    block = "".join(f"Fyr-{name}: {value}\n" for name, value in rows)
    return f"{one_line(subject, SUBJECT_WIDTH)}\n\n{block}"


def one_line(value: str, width: int = VALUE_WIDTH) -> str:
    """Give text as one line in NFC, without control and format characters, cut to a width."""
    text = unicodedata.normalize("NFC", value)
    kept = "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp") else " " for c in text)
    return " ".join(kept.split())[:width].rstrip()


def _shown(lines: Iterable[tuple[str, str | None]]) -> Rows:
    # A value of nothing but control characters has no row: git would take the block for text.
    rows = ((name, one_line(value)) for name, value in lines if value)
    return tuple((name, value) for name, value in rows if value)
