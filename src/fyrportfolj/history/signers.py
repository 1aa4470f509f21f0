"""Who signed the commits of a history; many signatures are checked in a child process while files are read here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fyrportfolj.forked import Forked
from fyrportfolj.history.sshsig import commit_signer
from fyrportfolj.history.strict import NAMESPACE, Read

WORTH_IT = 1500
"""Fewer signatures than this are checked faster than a process is started and heard."""


@dataclass(slots=True)
class Signers:
    """The keys that signed commits, by commit id; the answer is the same with and without a child."""

    _reads: Mapping[str, Read]
    _child: Forked | None = None
    _found: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def start(cls, reads: Mapping[str, Read]) -> Signers:
        """Begin to check the signatures of commits.

        Args:
            reads: the commits by id.
        """
        signed = [read for read in reads.values() if read.signed]
        if len(signed) < WORTH_IT:
            return cls(reads)
        return cls(reads, Forked.start(lambda line: line.tell({read.oid: _signer(read) for read in signed})))

    def of(self, oid: str) -> str | None:
        """Give the public key that made a commit's signature; None when there is no good one."""
        self.stop()
        if oid not in self._found:
            self._found[oid] = _signer(self._reads[oid])
        return self._found[oid]

    def stop(self) -> None:
        """Hear the child out, if there is one; what it does not answer is checked here when it is asked for."""
        if self._child:
            self._found = self._child.heard() or {}
            self._child.leave()
            self._child = None


def _signer(read: Read) -> str | None:
    return commit_signer(read.signed.payload, read.signed.armored, NAMESPACE) if read.signed else None
