"""The shape of one row in the table of codes."""

from __future__ import annotations

from dataclasses import dataclass

from fyrportfolj.diagnostics import Severity
from fyrportfolj.messages import Text


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding.

    Attributes:
        kod: `FYRnnn`, never reused.
        severity: fel or varning.
        text: what is wrong, with `{name}` fields that the finding's params fill.
        help: what to do, with the same fields.
    """

    kod: str
    severity: Severity
    text: Text
    help: Text


def fel(kod: str, text: Text, help: Text) -> Code:  # noqa: A002  (the word in every layout)
    """Give a row whose findings make the command exit with 1."""
    return Code(kod, Severity.FEL, text, help)


def varning(kod: str, text: Text, help: Text) -> Code:  # noqa: A002  (the word in every layout)
    """Give a row whose findings are shown but do not change the exit code."""
    return Code(kod, Severity.VARNING, text, help)
