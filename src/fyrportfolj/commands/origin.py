"""What a document states as its origin: the version, its time, and whether files differ from it."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.history import beforehand
from fyrportfolj.render.views.common import Basis
from fyrportfolj.store.source import is_document

if TYPE_CHECKING:
    from fyrportfolj.history.standing import Standing


def basis_of(ws: Workspace) -> Basis:
    """Give what a report is made from, with its origin.

    A document differs from the commit when the disk or the index holds it otherwise, or when it is gone.

    Args:
        ws: the opened portfolio.

    Raises:
        DataError: a file has a name that git cannot be asked about.
        ExternalError: git failed, or the repository is damaged.
    """
    if ws.commit is not None and ws.repository is not None:
        from fyrportfolj.history.snapshot import commit_time

        return Basis(ws.portfolio, ws.today, commit_time(ws.repository, ws.commit), ws.commit)
    at = _standing(ws)
    if at is None:
        midnight = datetime.combine(ws.today, time(), ZoneInfo(ws.portfolio.fyr.modell.tidszon))
        return Basis(ws.portfolio, ws.today, midnight)
    return Basis(ws.portfolio, ws.today, at.made, at.commit, _differs(ws, at))


def _standing(ws: Workspace) -> Standing | None:
    asked = ws.loaded.texts
    at = beforehand.found(ws.root)
    # A file that came after the question is asked about here.
    if at is not None and asked.keys() <= at.staged.keys():
        return at
    if ws.repository is None:
        return None
    from fyrportfolj.history.standing import standing

    return standing(ws.repository, tuple(asked), is_document)


def _differs(ws: Workspace, at: Standing) -> bool:
    # The bytes that the report is made of, not those that the disk may hold by now.
    changed = any(not at.is_as_committed(path, data) for path, data in ws.loaded.texts.items())
    return changed or not at.held.keys() <= ws.portfolio.filer
