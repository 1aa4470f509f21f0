"""Exceptions: raised only when the command cannot go on.

    FyrError
    ├── UsageError      2   the call itself is wrong
    ├── DataError       1   the data forbids what was asked for
    ├── ExternalError   3   git, file rights or the network failed
    └── ConflictError   4   something changed under us

Faults in the data are not exceptions: they are `Diagnostic` values that are collected.
"""

from __future__ import annotations

from typing import ClassVar

from fyrportfolj.messages import Text


class FyrError(Exception):
    """A failure that the user can understand and act on.

    Attributes:
        exit_code: what the process exits with.
        message: what happened.
        help: what to do about it, or None.
    """

    exit_code: ClassVar[int] = 70

    def __init__(self, message: Text, help: Text | None = None) -> None:  # noqa: A002  (the word in every layout)
        super().__init__(str(message))
        self.message = message
        self.help = help


class UsageError(FyrError):
    """The call itself is wrong: an unknown id, two options that exclude each other."""

    exit_code = 2


class DataError(FyrError):
    """The data forbids what was asked for: a gate that is not ready, a file with faults."""

    exit_code = 1


class ExternalError(FyrError):
    """Something outside failed: git, file rights, the network, a missing program."""

    exit_code = 3


class ConflictError(FyrError):
    """Something changed under us between reading and writing."""

    exit_code = 4
