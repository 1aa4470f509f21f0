"""Completion of ids in the shell: read from file names, so that it is quick and never fails."""

from __future__ import annotations

from pathlib import Path

from fyrportfolj.errors import UsageError

_FOLDERS = ("initiativ", "projekt")


def complete_id(incomplete: str) -> list[str]:
    """Give the ids that begin like the word being written.

    Args:
        incomplete: what stands there so far.
    """
    from fyrportfolj.commands.roots import find_root

    try:
        root = find_root(Path.cwd())
    except (UsageError, OSError):
        return []
    names = [f.stem for folder in _FOLDERS for f in (root / folder).glob("*.yaml")]
    return sorted(n for n in names if n.startswith(incomplete))
