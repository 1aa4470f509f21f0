"""Another copy of the repository, servers that misbehave, and programs that leave a mark when they run."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fyrportfolj.history.remote import Remote, remote_for
from fyrportfolj.history.repository import Repository
from tests.support.gitrepo import GitRepo

MAIN = "refs/heads/main"
SSH = "ssh://u@localhost.invalid/x.git"


def origin(repo: Repository) -> Remote:
    return remote_for(repo, MAIN)


def tip(bare: Path, branch: str = "main") -> str:
    said = subprocess.run(["git", "-C", str(bare), "rev-parse", branch], check=True, capture_output=True, text=True)
    return said.stdout.strip()


def other(bare: Path, tmp_path: Path) -> GitRepo:
    """A clone of somebody else's."""
    root = tmp_path / "annan"
    subprocess.run(["git", "clone", "-q", str(bare), str(root)], check=True)
    clone = GitRepo(root)
    clone.git("config", "user.name", "Annan")
    clone.git("config", "user.email", "annan@kommunen.example")
    return clone


@contextmanager
def global_config(home: Path, text: str) -> Iterator[None]:
    (home / ".gitconfig").write_text(text, encoding="utf-8")
    try:
        yield
    finally:
        (home / ".gitconfig").unlink()


@contextmanager
def server(answer: bytes | None) -> Iterator[int]:
    """Answer every connection the same, or never."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        done = threading.Event()

        def serve() -> None:
            listening.settimeout(0.1)
            kept = []
            while not done.is_set():
                try:
                    line, _ = listening.accept()
                except TimeoutError:
                    continue
                kept.append(line)
                if answer is not None:
                    line.recv(4096)
                    line.sendall(answer)
                    line.close()
            for line in kept:
                line.close()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            done.set()
            thread.join()


def trap_at(folder: Path, does: str) -> Path:
    program = folder / "fälla.sh"
    program.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{folder / 'spår'}'\n{does}\n", encoding="utf-8")
    program.chmod(0o755)
    return program
