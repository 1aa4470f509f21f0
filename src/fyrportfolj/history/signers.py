"""Who signed the commits of a history; many signatures are checked in a child process while files are read here."""

from __future__ import annotations

import contextlib
import marshal
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fyrportfolj.history.sshsig import commit_signer
from fyrportfolj.history.strict import NAMESPACE, Read

WORTH_IT = 1500
"""Fewer signatures than this are checked faster than a process is started and heard."""


@dataclass(slots=True)
class Signers:
    """The keys that signed commits, by commit id; the answer is the same with and without a child."""

    _reads: Mapping[str, Read]
    _child: tuple[int, int] | None = None
    _found: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def start(cls, reads: Mapping[str, Read]) -> Signers:
        """Begin to check the signatures of commits.

        Args:
            reads: the commits by id.
        """
        signed = [read for read in reads.values() if read.signed]
        if len(signed) < WORTH_IT or not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:  # noqa: PLR2004  (one is busy here)
            return cls(reads)
        answers, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(answers)
            _answer(signed, writer)
        os.close(writer)
        return cls(reads, (pid, answers))

    def of(self, oid: str) -> str | None:
        """Give the public key that made a commit's signature; None when there is no good one."""
        self.stop()
        if oid not in self._found:
            self._found[oid] = _signer(self._reads[oid])
        return self._found[oid]

    def stop(self) -> None:
        """Hear the child out, if there is one; what it does not answer is checked here when it is asked for."""
        if self._child is None:
            return
        (pid, answers), self._child = self._child, None
        with os.fdopen(answers, "rb") as pipe:
            data = pipe.read()
        _, status = os.waitpid(pid, 0)
        if status == 0:
            self._found = marshal.loads(data)  # noqa: S302  (our own child wrote it)


def _answer(signed: Iterable[Read], writer: int) -> None:
    """Answer and end at once: nothing of the parent's clean-up may run here."""
    code = 1
    with contextlib.suppress(BaseException):
        answer = marshal.dumps({read.oid: _signer(read) for read in signed})
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(answer)
        code = 0
    os._exit(code)


def _signer(read: Read) -> str | None:
    return commit_signer(read.signed.payload, read.signed.armored, NAMESPACE) if read.signed else None
