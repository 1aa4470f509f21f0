"""The whole history of a branch, read strictly: every object hashed again, every signature checked here.

Nothing is started that the repository names: neither hooks, filters nor programs for signatures.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fyrportfolj.errors import ExternalError
from fyrportfolj.history.ancestry import Ancestry
from fyrportfolj.history.blobs import LaterBlobs, kept_blobs
from fyrportfolj.history.commitgraph import (
    Graph,
    Joins,
    check_id,
    later_graph,
    later_than,
    off_the_line,
    read_commits,
    whole_graph,
)
from fyrportfolj.history.git import git_program
from fyrportfolj.history.merges import Merger, Trees, is_union
from fyrportfolj.history.objects import DamagedError
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.signers import Signers
from fyrportfolj.history.store_check import check_store
from fyrportfolj.history.strict import form_fault
from fyrportfolj.history.treewalk import Pair, TreeWalk, portfolio_files, text_of
from fyrportfolj.history.unprovable import UnprovableError, damaged_object, unread
from fyrportfolj.messages import T
from fyrportfolj.rules.trail.values import Change, Commit, Step

__all__ = ["Chain", "UnprovableError", "read_chain"]

_GONE, _ELSEWHERE = "000000", "160000"
_TWO = 2


@dataclass(frozen=True, slots=True)
class Chain:
    """A history.

    Attributes:
        tip: id of the commit that was asked for.
        roots: ids of the commits without parents.
        line: ids of the first-parent line, oldest first, up to `tip`.
        start: the commit that the judgement starts from.
        baseline: blob id per path of the portfolio's ordinary files at `start`.
        earlier: commits of the first-parent line up to and with `start`, oldest first; only `start` itself when what
            came before it was trusted.
        steps: the commits after `start`, parents before children, those of side branches too.
        blobs: content per blob id of every file in `baseline` and `steps`, as far as it is a file of the portfolio;
            cut after `KEPT` bytes.
    """

    tip: str
    roots: tuple[str, ...]
    line: tuple[str, ...]
    start: Commit
    baseline: Mapping[str, str]
    earlier: tuple[Commit, ...]
    steps: tuple[Step, ...]
    blobs: Mapping[str, bytes]


def read_chain(repo: Repository, tip: str, *, start: str | None = None, trusted: bool = False) -> Chain:
    """Read the history of a commit.

    Args:
        repo: the repository, with or without a work tree.
        tip: a commit id.
        start: id of a commit on the first-parent line of `tip` to start from; None means the root.
        trusted: everything that `start` builds on was proved before and is not read again; what stood in its files
            is read and hashed when it is asked for.

    Raises:
        UnprovableError: an object is missing or damaged, the store hides or replaces parts of the history, or `start`
            is not on the line.
        ExternalError: git is missing or too old.
    """
    git_program(os.environ.get("PATH", os.defpath))
    try:
        check_store(repo)
        for oid in (tip,) if start is None else (tip, start):
            check_id(oid)
        if start is None or not trusted:
            graph = whole_graph(repo.git, tip)
            begin = start or graph.line[0]
            if begin not in graph.line:
                raise off_the_line(begin)
            return _Reading(repo, graph, begin, whole=True).chain()
        return _Reading(repo, later_graph(repo.git, tip, start), start, whole=False).chain()
    except DamagedError as error:
        raise damaged_object(error.what) from error
    except ExternalError as error:
        raise unread(error.message) from error
    except OSError as error:
        raise unread(T("systemet svarar {orsak}", orsak=error.strerror or type(error).__name__)) from error


class _Reading:
    """The files and merges of commits that have been read."""

    def __init__(self, repo: Repository, graph: Graph, start: str, *, whole: bool) -> None:
        self._repo = repo
        self._graph = graph
        self._start = start
        self._whole = whole
        self._reads = dict(graph.reads)
        self._prefix = os.fsencode(repo.prefix)
        self._walk = TreeWalk(repo.git)

    def chain(self) -> Chain:
        signers = Signers.start(self._reads)
        try:
            return self._chain(signers)
        finally:
            signers.stop()

    def _chain(self, signers: Signers) -> Chain:
        later = later_than(self._graph, self._start) if self._whole else self._graph.order
        joins = self._joins(later)
        trees = self._trees(joins)
        self._walk.compare(self._pairs(later, trees))
        with Merger(self._repo) as merger:
            steps = tuple(
                self._step(self._commit(oid, signers), joins.get(oid), trees.get(oid), merger) for oid in later
            )
        baseline = portfolio_files(self._walk, self._reads[self._start].tree, self._prefix)
        line = self._graph.line
        earlier = line[: line.index(self._start) + 1] if self._whole else (self._start,)
        commits = tuple(self._commit(oid, signers) for oid in earlier)
        return Chain(
            tip=line[-1],
            roots=self._graph.roots,
            line=line,
            start=commits[-1],
            baseline=baseline,
            earlier=commits,
            steps=steps,
            blobs=self._blobs(baseline, later),
        )

    def _joins(self, later: Sequence[str]) -> dict[str, Ancestry]:
        found = Joins(self._repo.git, self._graph, whole=self._whole)
        joins = {oid: found.of(oid) for oid in later if len(self._reads[oid].parents) > 1}
        bases = dict.fromkeys(base for join in joins.values() for base in join.bases if base not in self._reads)
        self._reads |= read_commits(self._repo.git, list(bases))
        return joins

    def _trees(self, joins: Mapping[str, Ancestry]) -> dict[str, Trees]:
        """Give the trees of the merges of two whose sides have at most one base."""
        found = {}
        for oid, (_, bases) in joins.items():
            read = self._reads[oid]
            if len(read.parents) == _TWO and len(bases) < _TWO:
                base = self._reads[bases[0]].tree if bases else ""
                first, second = (self._reads[parent].tree for parent in read.parents)
                found[oid] = Trees(base, first, second, read.tree)
        return found

    def _pair(self, oid: str) -> Pair:
        read = self._reads[oid]
        return self._reads[read.parents[0]].tree if read.parents else "", read.tree

    def _pairs(self, later: Sequence[str], trees: Mapping[str, Trees]) -> Iterator[Pair]:
        for oid in self._graph.order if self._whole else later:
            yield self._pair(oid)
            if oid in trees:
                yield from trees[oid].pairs()
        yield "", self._reads[self._start].tree

    def _commit(self, oid: str, signers: Signers) -> Commit:
        read = self._reads[oid]
        key = signers.of(oid)
        compared = self._whole or oid != self._start
        if not compared or not self._walk.unsound_in(self._pair(oid)):
            return read.with_key(key)
        return read.with_key(key, form_fault(oid, T("en mapp i den är inte skriven som git skriver mappar")))

    def _step(self, commit: Commit, join: Ancestry | None, trees: Trees | None, merger: Merger) -> Step:
        changes = (
            Change(
                path=text_of(path.removeprefix(self._prefix)),
                before=before.oid if before else None,
                after=after.oid if after else None,
                mode=after.mode.decode() if after else _GONE,
            )
            for path, before, after in self._walk.files(self._pair(commit.oid))
            if path.startswith(self._prefix)
        )
        honest = None
        if len(commit.parents) == _TWO:
            honest = (trees is not None and is_union(self._walk, trees)) or self._is_remerge(commit, merger)
        return Step(commit, tuple(changes), join.side if join else (), honest)

    def _is_remerge(self, merge: Commit, merger: Merger) -> bool:
        first, second = merge.parents
        return merger.merged(first, second) == self._reads[merge.oid].tree

    def _blobs(self, baseline: Mapping[str, str], later: Iterable[str]) -> Mapping[str, bytes]:
        new, wanted = [], dict.fromkeys(baseline.values())
        for path, before, after in (change for oid in later for change in self._walk.files(self._pair(oid))):
            if after is not None and after.is_blob:
                new.append(after.oid)
            if path.startswith(self._prefix):
                wanted |= dict.fromkeys(node.oid for node in (before, after) if node is not None and node.is_blob)
        if self._whole:
            return kept_blobs(self._repo.git, dict.fromkeys(self._walk.blobs()), wanted)
        return LaterBlobs(self._repo.git, kept_blobs(self._repo.git, dict.fromkeys(new), wanted), wanted)
