"""The commits of a history, each hashed again, in an order that the commits themselves vouch for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fyrportfolj.diagnostics import finding
from fyrportfolj.errors import ExternalError
from fyrportfolj.history.ancestry import Ancestry, ancestry
from fyrportfolj.history.git import Git
from fyrportfolj.history.objects import damaged, look_up, read_objects
from fyrportfolj.history.strict import Read, read_strictly
from fyrportfolj.history.unprovable import UnprovableError, unread
from fyrportfolj.messages import T

_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True, slots=True)
class Graph:
    """Commits.

    Attributes:
        order: ids, parents before children; the last one is the tip.
        reads: the commits by id; with those that the first ones build on, when the history is not read from its root.
        roots: ids of the commits without parents.
        line: ids of the first-parent line, oldest first.
    """

    order: tuple[str, ...]
    reads: Mapping[str, Read]
    roots: tuple[str, ...]
    line: tuple[str, ...]


def whole_graph(git: Git, tip: str) -> Graph:
    """Read every commit that a commit builds on.

    Args:
        git: the repository.
        tip: an id.

    Raises:
        ExternalError: git failed, or a commit is missing or damaged.
        UnprovableError: git's list of the commits is not what the commits say.
    """
    order = _listed(git, "--topo-order", "--reverse", tip)
    reads = read_commits(git, order)
    _check(order, reads, tip)
    seen: set[str] = set()
    for oid in order:
        for parent in reads[oid].parents:
            if parent not in seen:
                raise damaged(parent)
        seen.add(oid)
    line = [tip]
    while parents := reads[line[-1]].parents:
        line.append(parents[0])
    roots = tuple(oid for oid in order if not reads[oid].parents)
    return Graph(tuple(order), reads, roots, tuple(reversed(line)))


def later_graph(git: Git, tip: str, start: str) -> Graph:
    """Read the commits that have come since a commit that was proved before.

    Args:
        git: the repository.
        tip: an id.
        start: id of the commit that was proved, on the first-parent line.

    Raises:
        ExternalError: git failed, or a commit is missing or damaged.
        UnprovableError: `start` is not on the first-parent line, or git's list is not what the commits say.
    """
    order = _listed(git, "--topo-order", "--reverse", tip, f"^{start}")
    reads = read_commits(git, order)
    if order:
        _check(order, reads, tip)
    beneath = dict.fromkeys(parent for oid in order for parent in reads[oid].parents if parent not in reads)
    line = [tip]
    while line[-1] in reads and reads[line[-1]].parents:
        line.append(reads[line[-1]].parents[0])
    if line.pop() != start:
        raise off_the_line(start)
    before, roots = _trusted(git, start)
    new_roots = (oid for oid in order if not reads[oid].parents)
    reads |= read_commits(git, list(dict.fromkeys((start, *beneath))))
    return Graph(tuple(order), reads, (*roots, *new_roots), (*before, *reversed(line)))


def later_than(graph: Graph, start: str) -> tuple[str, ...]:
    """Give the commits that another one does not build on, parents before children.

    Args:
        graph: the whole history.
        start: id of the other one, which is left out too.
    """
    beneath, waiting = {start}, [start]
    while waiting:
        new = set(graph.reads[waiting.pop()].parents) - beneath
        beneath |= new
        waiting.extend(new)
    return tuple(oid for oid in graph.order if oid not in beneath)


def off_the_line(oid: str) -> UnprovableError:
    """Give the failure of a known commit that is not on the first-parent line (FYR606)."""
    return UnprovableError((finding("FYR606", "", kontrollpunkt=oid),))


def read_commits(git: Git, oids: Sequence[str]) -> dict[str, Read]:
    """Read commits strictly.

    Raises:
        ExternalError: git failed, or one is missing, damaged or no commit.
    """
    found = {}
    for commit, oid in zip(read_objects(git, oids), oids, strict=True):
        read = read_strictly(oid, commit.data) if commit is not None and commit.kind == "commit" else None
        if read is None:
            raise damaged(oid)
        found[oid] = read
    return found


class Joins:
    """What merges join, worked out from the commits, or by git where they were not all read."""

    def __init__(self, git: Git, graph: Graph, *, whole: bool) -> None:
        """Take the history.

        Args:
            git: the repository.
            graph: the commits.
            whole: every commit of the history is in it.
        """
        self._git = git
        self._parents = {oid: read.parents for oid, read in graph.reads.items()}
        self._place = {oid: number for number, oid in enumerate(graph.order)} if whole else None

    def of(self, merge: str) -> Ancestry:
        """Give what a merge brings in and what its parents have in common.

        Raises:
            ExternalError: git failed.
        """
        parents = self._parents[merge]
        if self._place is not None:
            return ancestry(self._parents, self._place, parents)
        side = _listed(self._git, "--topo-order", "--reverse", *parents[1:], f"^{parents[0]}")
        answer = self._git.answer("merge-base", "--all", *parents[:2])
        return Ancestry(tuple(side), tuple(answer.out.decode(errors="replace").split()))


def check_id(oid: str) -> None:
    """Refuse what is no id before git sees it.

    Raises:
        ExternalError: it is none.
    """
    if not _OID.fullmatch(oid):
        raise damaged(oid)


def _check(order: Sequence[str], reads: Mapping[str, Read], tip: str) -> None:
    named = {parent for read in reads.values() for parent in read.parents}
    if order[-1:] != [tip] or len(reads) != len(order) or any(oid not in named for oid in order[:-1]):
        raise unread(T("gits lista över incheckningarna stämmer inte med dem"))


def _trusted(git: Git, tip: str) -> tuple[list[str], list[str]]:
    """Give first-parent line, oldest first, and roots of a history, as git says that they are."""
    parents: dict[str, list[str]] = {}
    for row in git.run("rev-list", "--parents", tip, "--").decode(errors="replace").splitlines():
        oid, *parents[oid] = row.split()
    line = [tip]
    while above := parents.get(line[-1]):
        line.append(above[0])
    return line[::-1], [oid for oid, above in reversed(parents.items()) if not above]


def _listed(git: Git, *arguments: str) -> list[str]:
    answer = git.answer("rev-list", *arguments, "--")
    if not answer.code:
        return answer.out.decode(errors="replace").split()
    for oid in _named_in(answer.err, arguments):
        found = look_up(git, [oid])[0]
        if found is None:
            raise damaged(oid)
        for _ in read_objects(git, [oid], keep=0):
            continue
    raise ExternalError(T("git rev-list misslyckades: {svar}", svar=answer.err or "–"))


def _named_in(said: str, arguments: Iterable[str]) -> list[str]:
    ids = (*_OID.findall(said), *(argument.removeprefix("^") for argument in arguments))
    return list(dict.fromkeys(oid for oid in ids if _OID.fullmatch(oid)))
