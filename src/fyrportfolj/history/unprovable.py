"""Why a history cannot be proved, as an exception that carries findings."""

from __future__ import annotations

from fyrportfolj.diagnostics import Diagnostic, finding
from fyrportfolj.messages import Text


class UnprovableError(Exception):
    """The store cannot be believed or read, so nothing is proved.

    Attributes:
        diagnostics: FYR601–FYR603, or FYR606 when the commit to start from is not on the line.
    """

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(*(f"{d.kod} {dict(d.params)}" for d in diagnostics))
        self.diagnostics = diagnostics


def damaged_object(oid: str) -> UnprovableError:
    """Give the failure of an object that is missing or is not what its id says (FYR602)."""
    return UnprovableError((finding("FYR602", "", oid=oid),))


def unread(orsak: Text) -> UnprovableError:
    """Give the failure of a reading that did not come to its end (FYR603)."""
    return UnprovableError((finding("FYR603", "", orsak=orsak),))
