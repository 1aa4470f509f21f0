"""Changing one file of the work tree: smallest edit, checked again, written or refused whole."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from fyrportfolj.commands.files import rewrite_bytes
from fyrportfolj.commands.fresh import findings_of, fresh
from fyrportfolj.commands.refusal import RefusedError
from fyrportfolj.commands.result import Result, exit_code
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.errors import DataError, ExternalError, UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.store.edit import Edit, apply
from fyrportfolj.store.kinds import kind_of
from fyrportfolj.store.load import load
from fyrportfolj.store.source import MemoryTree, WorkingTree
from fyrportfolj.store.write import sha256, write

_NOTHING: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True)
class Edited:
    """A change of one file: made, planned or refused.

    Attributes:
        fil: path relative to the portfolio.
        diff: the change as a unified diff; empty when nothing would change.
        skriven: True when the file was written.
        commit: id of the commit, or None.
        ny_text: the whole new text, for showing where a refused one is wrong; not part of the JSON.
    """

    fil: str
    diff: str
    skriven: bool
    commit: str | None
    ny_text: str


@dataclass(frozen=True)
class How:
    """What to do with a change that is good.

    Attributes:
        dry_run: only show it.
        commit: also make a commit.
        insist: write also a text with new faults; only a person who has seen them may ask for it.
    """

    dry_run: bool = False
    commit: bool = False
    insist: bool = False


def edit_file(
    ws: Workspace,
    fil: str,
    edits: Sequence[Edit],
    how: How,
    message: Text,
    *,
    beside: Mapping[str, bytes] = _NOTHING,
) -> Result[Edited]:
    """Edit a file and check the portfolio with it.

    Args:
        ws: the opened portfolio.
        fil: path relative to the portfolio.
        edits: what to change.
        how: show, write or commit.
        message: subject of the commit.
        beside: new files that go with the change, by path; written before it, and in the same commit.

    Returns:
        The change. Exit code 1, diagnostics and nothing written when the new text has faults that
        the old one had not, or when the commit is one that only a decision may make.

    Raises:
        UsageError: an older version was opened, which cannot be changed.
        DataError: the file cannot be edited, or has edits that are not committed.
        ConflictError: it changed meanwhile.
    """
    kind = kind_of(fil)
    modell = kind.modell if kind else None
    return replace_text(ws, fil, lambda old: apply(old, edits, modell=modell), how, message, beside=beside)


def replace_text(
    ws: Workspace,
    fil: str,
    change: Callable[[str], str],
    how: How,
    message: Text,
    *,
    beside: Mapping[str, bytes] = _NOTHING,
) -> Result[Edited]:
    """Give a file a new text and check the portfolio with it.

    Args:
        ws: the opened portfolio.
        fil: path relative to the portfolio; a file that does not exist yet has an empty text.
        change: gives the new text from the old.
        how: show, write or commit.
        message: subject of the commit.
        beside: as `edit_file`.

    Returns:
        As `edit_file`.

    Raises:
        UsageError: as `edit_file`.
        DataError: as `edit_file`.
        ConflictError: as `edit_file`.
    """
    if not isinstance(ws.tree, WorkingTree):
        raise UsageError(
            T("bara arbetskopian går att ändra, inte en äldre version eller det köade"),
            T("kör om utan --as-of och --staged"),
        )
    old = ws.loaded.texts.get(fil, b"").decode("utf-8")
    new = change(old)
    diff = unified(old, new, fil)
    faults = fresh_faults(ws, fil, new) if new != old else ()
    code = exit_code(faults)
    if code and not how.insist:
        return Result(Edited(fil, diff, skriven=False, commit=None, ny_text=new), faults, exit_code=code)
    if how.dry_run or new == old:
        nothing = (T("inget att ändra: så står det redan"),) if new == old else ()
        return Result(Edited(fil, diff, skriven=False, commit=None, ny_text=new), faults, nothing)
    try:
        commit = _commit(ws, fil, new, message, beside) if how.commit else None
    except RefusedError as refused:
        data = Edited(fil, diff, skriven=False, commit=None, ny_text=new)
        return Result(data, refused.diagnostics, exit_code=exit_code(refused.diagnostics))
    if commit is None:
        _write(ws, fil, new, beside)
    return Result(Edited(fil, diff, skriven=True, commit=commit, ny_text=new), faults, exit_code=code)


def _write(ws: Workspace, fil: str, new: str, beside: Mapping[str, bytes]) -> None:
    raw = ws.loaded.texts.get(fil)
    for name, content in beside.items():
        rewrite_bytes(ws.root / name, content, ws.root)
    write(ws.root / fil, new.encode("utf-8"), sha256(raw) if raw is not None else None, root=ws.root)


def fresh_faults(ws: Workspace, fil: str, text: str) -> tuple[Diagnostic, ...]:
    """Give the findings that a portfolio would have with another text of a file and has not now.

    Args:
        ws: the opened portfolio.
        fil: path relative to the portfolio.
        text: its new text.
    """
    after = load(MemoryTree({**ws.loaded.texts, fil: text.encode("utf-8")}))
    return fresh(findings_of(after, ws.today), ws.diagnostics())


def unified(old: str, new: str, fil: str) -> str:
    """Give a change as a unified diff; empty when there is none."""
    rows = difflib.unified_diff(old.splitlines(), new.splitlines(), f"a/{fil}", f"b/{fil}", lineterm="")
    return "\n".join(rows)


def file_of(ws: Workspace, target: str) -> str:
    """Find the file that a command names: an undertaking's id, or a path in the portfolio.

    Args:
        ws: the opened portfolio.
        target: id, or path relative to the portfolio.

    Raises:
        UsageError: neither an id nor a file.
        DataError: the undertaking's file could not be read.
    """
    if target in ws.loaded.texts:
        return target
    return ws.file_named(target) or ws.find(target).fil


def _commit(ws: Workspace, fil: str, text: str, message: Text, beside: Mapping[str, bytes]) -> str:
    from fyrportfolj.commands.judging import judge_draft
    from fyrportfolj.history.decide import commit_files
    from fyrportfolj.history.snapshot import dirty

    if ws.repository is None:
        raise ExternalError(
            T("portföljen i {mapp} ligger inte i ett git-arkiv", mapp=str(ws.root)),
            T("kör git init, eller utan --commit"),
        )
    if fil in ws.loaded.texts and dirty(ws.repository, fil):
        raise DataError(
            T("{fil} har redan ändringar som inte är incheckade", fil=fil),
            T("checka in dem först, eller kör utan --commit"),
        )
    contents = {**beside, fil: text.encode("utf-8")}
    return commit_files(ws.repository, contents, str(message) + "\n", judge=judge_draft).commit
