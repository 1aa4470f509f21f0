"""The looks that a portfolio has set for its documents."""

from __future__ import annotations

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.render.appearance import DEFAULT, FILE, Appearance, appearance
from fyrportfolj.render.templates import Templates


def appearance_of(templates: Templates) -> tuple[Appearance, tuple[Diagnostic, ...]]:
    """Read the looks.

    Args:
        templates: the portfolio's templates.

    Returns:
        The looks, and the faults of the file; with faults the looks are the shipped ones.

    Raises:
        DataError: the accent cannot be read on, or the logotype cannot be used.
    """
    raw = templates.read(FILE)
    if raw is None:
        return DEFAULT, ()
    from fyrportfolj.model.appearance import Utseende
    from fyrportfolj.store.kinds import Kind
    from fyrportfolj.store.load import document

    kind = Kind("utseende", f"templates/{FILE}", Utseende, "")
    found = document(kind.pattern, raw, kind)
    if not isinstance(found.modell, Utseende):
        return DEFAULT, found.faults
    logotype = templates.read(found.modell.logotyp) if found.modell.logotyp else None
    return appearance(found.modell, logotype), ()
