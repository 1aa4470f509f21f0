"""The files of a commit as files: their kind, their names, and rules for git that hide or change content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.trail.names import Names, bad_name
from fyrportfolj.rules.trail.scene import fault
from fyrportfolj.rules.trail.values import FILE_MODE, Change, Document

_KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "100755": T("den är körbar"),
        "120000": T("den är en symbolisk länk"),
        "160000": T("den är ett annat git-arkiv (submodul)"),
    }
)
_ATTRIBUTES = ".gitattributes"
_HARMLESS = frozenset({"text", "-text", "!text", "text=auto", "eol=lf"})
"""Line endings; everything else a rule can say lets git show, merge or check out another content than the stored."""


def judge_kinds(oid: str, changes: Iterable[Change]) -> Iterator[Diagnostic]:
    """Find files that are not plain files, and new files with dangerous names.

    Args:
        oid: the commit.
        changes: what it changed.
    """
    for change in changes:
        if change.after is None:
            continue
        if change.mode != FILE_MODE:
            kind = _KINDS.get(change.mode, T("den har filläget {lage}", lage=change.mode))
            yield fault(oid, "FYR642", change.path, fil=change.path, slag=kind)
        reason = bad_name(change.path) if change.before is None else None
        if reason is not None:
            yield fault(oid, "FYR643", change.path, fil=change.path, orsak=reason)


def judge_clashes(oid: str, changes: Iterable[Change], names: Names) -> Iterator[Diagnostic]:
    """Find new names that some computers take for a name already there, or for each other.

    Args:
        oid: the commit.
        changes: what it changed.
        names: the names before it.
    """
    new = [c for c in changes if c.before is None and c.after is not None]
    if not new:
        return
    gone = {c.path for c in changes if c.after is None}
    added = Names(c.path for c in new)
    for change in new:
        other = names.clash(change.path, gone) or added.clash(change.path)
        if other is not None:
            yield fault(oid, "FYR644", change.path, fil=change.path, annan=other)


def judge_attributes(oid: str, documents: Mapping[str, Document]) -> Iterator[Diagnostic]:
    """Find rules for git that make it show, merge or check out something else than what is stored.

    Args:
        oid: the commit.
        documents: the changed plain files.
    """
    for path, document in documents.items():
        if path.rpartition("/")[2].lower() == _ATTRIBUTES and not _only_line_endings(path, document.data):
            reason = T("bara regler om radslut (text, eol=lf) får stå i den")
            yield fault(oid, "FYR643", path, fil=path, orsak=reason)


def _only_line_endings(path: str, data: bytes) -> bool:
    if not path.endswith(_ATTRIBUTES):
        return False
    for line in data.decode("utf-8", errors="replace").split("\n"):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        # A pattern in quotes may hold blanks, and [attr] gives a name to any rules at all.
        if words[0].startswith(('"', "[attr]")) or not _HARMLESS.issuperset(words[1:]):
            return False
    return True
