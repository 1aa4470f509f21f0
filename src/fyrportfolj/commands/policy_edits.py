"""What the work tree has otherwise than a commit in the files that decide how others are judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.history import index
from fyrportfolj.history.objects import object_id
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import CommitTree
from fyrportfolj.messages import T
from fyrportfolj.model.registers import Mandatregister
from fyrportfolj.rules.trail.statement import MANDATES, is_policy
from fyrportfolj.store.edit import Set, apply
from fyrportfolj.store.source import WorkingTree
from fyrportfolj.store.yamltext import parse

_SERIE = "serie"
_NEW_REGISTER = "# yaml-language-server: $schema=../schema/mandat.schema.json\nserie: {serie}\n"


@dataclass(frozen=True)
class PolicyEdits:
    """Edits of policy files.

    Attributes:
        old: content in the commit, of every policy file there.
        new: content in the work tree, of the files that differ; line ends as in the commit.
        gone: files that the work tree has no longer.
        staged: id of the staged content of each of them, or None.
        algorithm: how the repository names contents.
    """

    old: Mapping[str, bytes]
    new: dict[str, bytes]
    gone: tuple[str, ...]
    staged: Mapping[str, str | None]
    algorithm: str

    @property
    def half_staged(self) -> tuple[str, ...]:
        """Files whose staged content is neither that of the commit nor that of the work tree."""
        return tuple(
            path
            for path, oid in self.staged.items()
            if oid not in (self._oid(self.old.get(path)), self._oid(self.new.get(path, self.old.get(path))))
        )

    @property
    def serie(self) -> int:
        """The serial in the work tree."""
        return _serie(self.new.get(MANDATES, self.old.get(MANDATES)))

    def raised(self) -> PolicyEdits:
        """Give the edits with the serial raised to the one that follows the commit's.

        Raises:
            UsageError: nothing is changed.
            DataError: a file is taken away or half staged, or the serial is neither the present nor the next.
        """
        if self.gone:
            raise DataError(
                T("{filer} är borttagna, och policyfiler tas inte bort", filer=self.gone),
                T("återställ dem med git restore; ett register kan tömmas, och en process slutar användas i fyr.yaml"),
            )
        _refuse_half_staged(self)
        head = head_serie(self)
        if self.serie not in (head, head + 1):
            raise DataError(
                T(
                    "serie är {serie} i arbetskopian och {fore} i den senaste incheckningen",
                    serie=self.serie,
                    fore=head,
                ),
                T("skriv tillbaka {fore}; fyr policy commit höjer den med ett", fore=head),
            )
        if not self._changed():
            raise UsageError(
                T("inga policyfiler är ändrade"),
                T("policyn är fyr.yaml, processerna och registren över mandat, organ och kommuner"),
            )
        raised = replace(self, new={**self.new, MANDATES: self._register(head + 1)})
        _refuse_half_staged(raised)
        return raised

    def _oid(self, data: bytes | None) -> str | None:
        return None if data is None else object_id(self.algorithm, "blob", data)

    def _changed(self) -> bool:
        rest = {fil for fil in self.new if fil != MANDATES}
        mandates = self.new.get(MANDATES)
        return bool(rest) or (mandates is not None and _plain(mandates) != _plain(self.old.get(MANDATES)))

    def _register(self, serie: int) -> bytes:
        text = self.new.get(MANDATES, self.old.get(MANDATES))
        if text is None:
            return _NEW_REGISTER.format(serie=serie).encode()
        try:
            decoded = text.decode("utf-8")
        except UnicodeDecodeError as error:
            raise DataError(
                T("{fil} är inte text i UTF-8", fil=MANDATES), T("kör fyr check för att se felet")
            ) from error
        return apply(decoded, [Set((_SERIE,), serie)], modell=Mandatregister).encode("utf-8")


def edits_on(repo: Repository, root: Path, tree: CommitTree) -> PolicyEdits:
    """Give the edits of policy files.

    Args:
        repo: the repository.
        root: the portfolio's folder.
        tree: the commit to compare with.

    Raises:
        ExternalError: git failed, or a file cannot be read.
    """
    work = WorkingTree(root)
    old = {path: tree.read(path) for path in tree.paths() if is_policy(path)}
    new: dict[str, bytes] = {}
    gone = []
    for path in sorted({*old, *filter(is_policy, work.paths())}):
        try:
            data = work.read(path)
        except FileNotFoundError:
            gone.append(path)
            continue
        data = data if b"\r" in old.get(path, b"") else data.replace(b"\r\n", b"\n")
        if data != old.get(path):
            new[path] = data
    paths = tuple(dict.fromkeys((MANDATES, *old, *new)))
    held = index.held(repo, tuple(repo.full(path) for path in paths))
    staged = {path: held[repo.full(path)] for path in paths}
    return PolicyEdits(old, new, tuple(gone), staged, repo.git.algorithm)


def head_serie(edits: PolicyEdits) -> int:
    """Give the serial in the commit; 0 while there is none."""
    return _serie(edits.old.get(MANDATES))


def _refuse_half_staged(edits: PolicyEdits) -> None:
    if edits.half_staged:
        raise DataError(
            T("{filer} är köade med annat innehåll än det som ska checkas in", filer=edits.half_staged),
            T("kör git restore --staged på dem; fyr policy commit tar det som står i arbetskopian"),
        )


def _serie(data: bytes | None) -> int:
    found = (parse(data, MANDATES).data or {}).get(_SERIE, 0) if data is not None else 0
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


def _plain(data: bytes | None) -> object:
    """What a register says apart from its serial; a comment is a change too."""
    if data is None:
        return None
    return [line for line in data.decode("utf-8", "replace").split("\n") if not line.startswith(f"{_SERIE}:")]
