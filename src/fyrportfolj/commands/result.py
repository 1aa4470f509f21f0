"""What a command gives back: data, findings, messages and an exit code; the terminal room renders it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from fyrportfolj.codes import CODES
from fyrportfolj.diagnostics import Diagnostic, Severity
from fyrportfolj.messages import Text

D_co = TypeVar("D_co", covariant=True)


@dataclass(frozen=True)
class Result(Generic[D_co]):
    """The outcome of a command.

    Attributes:
        data: a frozen dataclass of plain values, models and Text; the JSON form is made of it.
        diagnostics: findings with places, sorted.
        messages: sentences to show after the data.
        exit_code: 0 good, 1 findings; failures are exceptions.
    """

    data: D_co
    diagnostics: tuple[Diagnostic, ...] = ()
    messages: tuple[Text, ...] = ()
    exit_code: int = 0


def exit_code(diagnostics: tuple[Diagnostic, ...]) -> int:
    """Give 1 when a finding is a fault (`fel`), 0 when there are none or only warnings."""
    return 1 if any(CODES[d.kod].severity is Severity.FEL for d in diagnostics) else 0
