"""The one place that starts git: plumbing only, with nothing of the caller's or the repository's doing in between.

A repository's own configuration may name programs: hooks, filters, a file-system monitor, a program for
signatures. Porcelain runs some of them whatever is said on the command line; the sub-commands below run none.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import IO

from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.history.listening import listen
from fyrportfolj.messages import T

MIN_GIT = (2, 38)
"""Oldest git that is used; 2.38 brought `safe.bareRepository` and merges without a work tree."""

PLUMBING = frozenset(
    {
        "cat-file",
        "commit-tree",
        "config",
        "hash-object",
        "init",
        "ls-files",
        "merge-base",
        "merge-file",
        # Would run a merge driver that the repository names; only `merges` starts it, in a repository of its own.
        "merge-tree",
        "read-tree",
        "rev-list",
        "rev-parse",
        "symbolic-ref",
        "update-index",
        "update-ref",
        "write-tree",
    }
)
"""Sub-commands that may be started. None of them talks to another machine or runs a program from a filter or hook."""

NETWORK = frozenset({"fetch", "ls-remote", "push"})
"""Sub-commands that talk to another copy of the repository; `vetting` says first that the configuration is harmless."""

_QUARANTINE = ("GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES")
_SETTINGS = (
    "advice.graftFileDeprecated=false",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.fsync=all",
    # A commit graph repeats what commits say; only the commits themselves are believed.
    "core.commitGraph=false",
    "core.splitIndex=false",
    "core.untrackedCache=false",
    "gc.auto=0",
    "i18n.commitEncoding=UTF-8",
    "log.showSignature=false",
    "maintenance.auto=false",
    "protocol.ext.allow=never",
    "safe.bareRepository=explicit",
)
_FLAGS = ("--no-pager", "--literal-pathspecs", *(part for setting in _SETTINGS for part in ("-c", setting)))
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_ON_THE_NETWORK = {
    # Without a protocol that starts programs of the address's choice.
    "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
    # The machine's own settings say how it gets out: proxy, certificates, where passwords are kept.
    "GIT_CONFIG_NOSYSTEM": "0",
}
_NO_VALUES: Mapping[str, str] = MappingProxyType({})
_LONGEST_ANSWER = 500
_BUFFER = 1 << 18
_GRACE = 5.0
"""How long a git has to end by itself when it is asked to, seconds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a git command gave back.

    Attributes:
        code: exit code; git exits 0 even when a pipe cut its output, so 0 alone proves nothing.
        out: standard output, bytes.
        err: standard error as one line of text.
    """

    code: int
    out: bytes
    err: str


@dataclass(frozen=True, slots=True)
class Git:
    """Git commands in one repository.

    Attributes:
        worktree: folder that the commands run in; the root of the work tree.
        git_dir: the repository's own folder; None lets git look for it, with git's ownership check.
        algorithm: how objects are named, `sha1` or `sha256`.
        quarantine: pass on the variables by which a server shows pushed objects to a hook.
        inherit: open file descriptors that each started process holds until it ends.
    """

    worktree: Path
    git_dir: Path | None
    algorithm: str = "sha1"
    quarantine: bool = False
    inherit: tuple[int, ...] = ()

    def run(
        self,
        *args: str,
        input: bytes | None = None,  # noqa: A002  (the word of subprocess)
        env: Mapping[str, str] = _NO_VALUES,
        settings: Mapping[str, str] = _NO_VALUES,
    ) -> bytes:
        """Run one plumbing command and give its output.

        Args:
            *args: sub-command and its arguments.
            input: bytes for standard input.
            env: variables to add, such as `GIT_INDEX_FILE`.
            settings: configuration to put before the repository's, as `-c name=value`.

        Raises:
            ExternalError: git is missing or too old, or the command failed.
        """
        answer = self.answer(*args, input=input, env=env, settings=settings)
        if answer.code:
            raise failed(args[0], answer.err)
        return answer.out

    def line(self, *args: str) -> str:
        """Run a command and give its output as one line of text.

        Raises:
            ExternalError: as `run`.
        """
        return os.fsdecode(self.run(*args)).removesuffix("\n")

    def answer(
        self,
        *args: str,
        input: bytes | None = None,  # noqa: A002  (the word of subprocess)
        env: Mapping[str, str] = _NO_VALUES,
        settings: Mapping[str, str] = _NO_VALUES,
    ) -> Answer:
        """Run one plumbing command whose failure is an answer too; the arguments are those of `run`.

        Raises:
            ExternalError: git is missing or too old.
        """
        stdin = subprocess.DEVNULL if input is None else subprocess.PIPE
        with self._start(args, env, settings, stdin, subprocess.PIPE) as process:
            try:
                out, err = process.communicate(input)
            except BaseException:
                process.kill()
                raise
        return Answer(process.returncode, out, words(err))

    @contextmanager
    def stream(self, *args: str, input: bytes) -> Iterator[IO[bytes]]:  # noqa: A002  (the word of subprocess)
        """Run one plumbing command and give its output to read piece by piece.

        Args:
            *args: sub-command and its arguments.
            input: bytes for standard input, kept in a file so that neither side waits for the other.

        Raises:
            ExternalError: as `run`, once the output has been read to its end; a reader that stops early
                ends git, and that is no failure.
        """
        with tempfile.TemporaryFile() as questions, tempfile.TemporaryFile() as complaints:
            questions.write(input)
            questions.seek(0)
            with self._start(args, _NO_VALUES, _NO_VALUES, questions, complaints) as process:
                output = process.stdout
                if output is None:
                    raise failed(args[0], "")
                try:
                    yield output
                except BaseException:
                    process.kill()
                    raise
            complaints.seek(0)
            if process.returncode:
                raise failed(args[0], words(complaints.read()))

    def talk(self, *args: str, settings: Mapping[str, str], heard: Callable[[bytes], None], patience: float) -> Answer:
        """Run one command that talks to another copy of the repository; its failure is an answer too.

        Args:
            *args: sub-command and its arguments.
            settings: as for `run`.
            heard: is given what git says on standard error, as it comes.
            patience: how long git may be silent, seconds; it is asked to end after that.

        Returns:
            Exit code and standard output; `err` is left empty, since `heard` was given all of it.

        Raises:
            TimeoutError: git was silent for too long.
            ExternalError: git is missing or too old.
        """
        if args[0] not in NETWORK:
            raise ValueError(args[0])
        with tempfile.TemporaryFile() as answers:
            with self._open(args, _ON_THE_NETWORK, settings, (subprocess.DEVNULL, answers, subprocess.PIPE)) as process:
                said = process.stderr
                if said is None:
                    raise failed(args[0], "")
                try:
                    listen(said.fileno(), lambda: process.poll() is not None, heard, patience)
                except BaseException:
                    _stop(process)
                    raise
            answers.seek(0)
            return Answer(process.returncode, answers.read(), "")

    def _start(
        self,
        args: tuple[str, ...],
        env: Mapping[str, str],
        settings: Mapping[str, str],
        stdin: int | IO[bytes],
        stderr: int | IO[bytes],
    ) -> subprocess.Popen[bytes]:
        if args[0] not in PLUMBING:
            raise ValueError(args[0])
        return self._open(args, env, settings, (stdin, subprocess.PIPE, stderr))

    def _open(
        self,
        args: tuple[str, ...],
        env: Mapping[str, str],
        settings: Mapping[str, str],
        streams: tuple[int | IO[bytes], int | IO[bytes], int | IO[bytes]],
    ) -> subprocess.Popen[bytes]:
        stdin, stdout, stderr = streams
        where = () if self.git_dir is None else (f"--git-dir={self.git_dir}", f"--work-tree={self.worktree}")
        extra = tuple(part for name, value in settings.items() for part in ("-c", f"{name}={value}"))
        program = git_program(os.environ.get("PATH", os.defpath))
        try:
            return subprocess.Popen(  # noqa: S603  (a list, never a shell; the sub-command is checked by the caller)
                [program, *_FLAGS, *extra, *where, *args],
                cwd=self.worktree,
                env={**environment(quarantine=self.quarantine), **env},
                stdin=stdin,
                stdout=stdout,
                stderr=stderr,
                bufsize=_BUFFER,
                pass_fds=self.inherit if os.name != "nt" else (),
            )
        except OSError as error:
            raise _cannot_start(error) from error


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a git: it ends those that it started itself when it is asked to, but not when it is killed."""
    process.terminate()
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()


def environment(*, quarantine: bool = False) -> dict[str, str]:
    """Give the variables that git is started with: the caller's, without anything that steers git.

    Args:
        quarantine: keep the three variables that a server sets for a hook before a push is accepted.
    """
    kept: dict[str, str] = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    if quarantine:
        kept |= {name: os.environ[name] for name in _QUARANTINE if name in os.environ}
    return kept | _ENVIRONMENT


@cache
def git_program(path: str) -> str:
    """Give the absolute path of a git that is new enough.

    Args:
        path: the folders to look in, as in `PATH`; relative ones are skipped, so that a program in the
            current folder is never taken for git.

    Raises:
        ExternalError: there is no git, or it is too old.
    """
    names = ("git.exe",) if os.name == "nt" else ("git",)
    folders = [Path(part) for part in path.split(os.pathsep) if Path(part).is_absolute()]
    found = next((f for d in folders for n in names if os.access(f := d / n, os.X_OK) and f.is_file()), None)
    need = ".".join(map(str, MIN_GIT))
    if found is None:
        raise ExternalError(T("git saknas."), T("Installera git {minst} eller senare.", minst=need))
    try:
        said = subprocess.run(  # noqa: S603  (a fixed argument)
            [str(found), "version"], env=environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False
        ).stdout
    except OSError as error:
        raise _cannot_start(error) from error
    match = re.match(rb"git version (\d+)\.(\d+)", said)
    if match is None or (int(match[1]), int(match[2])) < MIN_GIT:
        raise ExternalError(
            T("{version} är för gammal.", version=words(said) or str(found)),
            T("Installera git {minst} eller senare.", minst=need),
        )
    return str(found)


def revision(text: str) -> str:
    """Give a revision that is safe to hand to git.

    Raises:
        DataError: it is empty, could be taken for an option, or holds control characters.
    """
    if not text or text.startswith("-") or not text.isprintable():
        raise DataError(
            T("”{text}” kan inte vara en version i git.", text="".join(c if c.isprintable() else "?" for c in text)),
            T("Ange en dag (ÅÅÅÅ-MM-DD), en gren, en etikett eller en inchecknings id."),
        )
    return text


def words(said: bytes) -> str:
    """Give what a program said as one printable line of at most 500 characters."""
    text = " ".join(said.decode(errors="replace").split())
    return "".join(c if c.isprintable() else "?" for c in text)[:_LONGEST_ANSWER]


def failed(command: str, said: str) -> ExternalError:
    """Give the failure of a git command, with git's own words."""
    return ExternalError(
        T("git {kommando} misslyckades: {svar}", kommando=command, svar=said or "–"),
        T("Rätta det som git säger och kör kommandot igen; git fsck visar om git-arkivet är helt."),
    )


def _cannot_start(error: OSError) -> ExternalError:
    return ExternalError(
        T("git går inte att starta: {orsak}", orsak=error.strerror or type(error).__name__),
        T("Prova att köra git --version i samma fönster."),
    )
