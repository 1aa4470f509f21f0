"""Real git repositories for tests: fixed identity and dates, nothing of the developer's own git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

NAME = "Karin Ström"
EMAIL = "karin.strom@kommunen.example"
WHEN = "2026-01-15T12:00:00+01:00"


def isolate_git(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Take the developer's own git away: configuration, hooks, keys and variables.

    Args:
        patch: undoes it after the test.
        home: an empty folder that serves as the user's own.
    """
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        patch.delenv(name)
    home.mkdir(parents=True, exist_ok=True)
    patch.setenv("HOME", str(home))
    patch.setenv("XDG_CONFIG_HOME", str(home / ".config"))


class GitRepo:
    """A repository that a test drives with the git that users have.

    Attributes:
        root: its work tree.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def make(cls, root: Path, files: Mapping[str, str | bytes] | None = None, *, algorithm: str = "sha1") -> GitRepo:
        """Make a repository on the branch main.

        Args:
            root: its folder, made when it is missing.
            files: content per path, committed at once; None makes no commit.
            algorithm: `sha1` or `sha256`.
        """
        root.mkdir(parents=True, exist_ok=True)
        repo = cls(root)
        repo.git("init", "-q", "--template=", "--initial-branch=main", f"--object-format={algorithm}")
        repo.git("config", "user.name", NAME)
        repo.git("config", "user.email", EMAIL)
        if files is not None:
            repo.commit("Första", files)
        return repo

    def git(
        self, *args: str, when: str = WHEN, stdin: bytes | None = None, env: Mapping[str, str] | None = None
    ) -> str:
        """Run git and give its output; a failure fails the test.

        Args:
            *args: sub-command and arguments; porcelain too.
            when: date of a commit that is made.
            stdin: bytes for standard input.
            env: variables to add.
        """
        done = self.attempt(*args, when=when, stdin=stdin, env=env)
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout.decode(errors="surrogateescape").rstrip("\n")

    def attempt(
        self, *args: str, when: str = WHEN, stdin: bytes | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Run git and give what happened."""
        return subprocess.run(
            ["git", "-C", str(self.root), *args],
            input=stdin,
            env=_environment(when) | dict(env or {}),
            capture_output=True,
            check=False,
        )

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files of the work tree."""
        for path, content in files.items():
            place = self.root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, message: str, files: Mapping[str, str | bytes] | None = None, *, when: str = WHEN) -> str:
        """Write files, commit everything in the work tree and give the commit's id.

        Args:
            message: of the commit.
            files: content per path.
            when: author and committer date, ISO 8601 with offset.
        """
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "-q", "--allow-empty", "-m", message, when=when)
        return self.head()

    def head(self) -> str:
        """Give the id of the commit at HEAD."""
        return self.git("rev-parse", "HEAD")

    def show(self, path: str, commit: str = "HEAD") -> bytes | None:
        """Give a file as a commit holds it, or None."""
        done = self.attempt("cat-file", "blob", f"{commit}:{path}")
        return None if done.returncode else done.stdout

    def status(self) -> str:
        """Give what git says about the work tree: empty when it is clean."""
        return self.git("status", "--porcelain", "--untracked-files=all")


def _environment(when: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_DATE": when,
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
