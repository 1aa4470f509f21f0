"""A change that must not be made, carried out of the transaction that it was worked out in."""

from __future__ import annotations

from fyrportfolj.diagnostics import Diagnostic


class RefusedError(Exception):
    """The change is not made.

    Attributes:
        diagnostics: what stops it; without places when it is raised where nothing has been read from files.
    """

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(len(diagnostics))
        self.diagnostics = diagnostics
