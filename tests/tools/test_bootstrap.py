"""The first command says in one line what the machine lacks, before it has installed anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BOOTSTRAP = Path(__file__).resolve().parents[2] / "tools" / "bootstrap.py"


def start(path: Path, *, version: tuple[int, int] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the bootstrap with only the given folder on PATH, as a Python of the given version."""
    pretend = f"sys.version_info = {version!r} + (0, 'final', 0); " if version else ""
    script = (
        f"import sys; {pretend}sys.argv = [{str(BOOTSTRAP)!r}, 'run']; "
        f"exec(compile(open({str(BOOTSTRAP)!r}).read(), {str(BOOTSTRAP)!r}, 'exec'), "
        f"{{'__name__': '__main__', '__file__': {str(BOOTSTRAP)!r}}})"
    )
    return subprocess.run(
        [sys.executable, "-c", script], env={"PATH": str(path)}, capture_output=True, text=True, check=False
    )


def fake_git(folder: Path, version: str) -> Path:
    """A git that only says its version."""
    git = folder / "git"
    git.write_text(f"#!/bin/sh\necho 'git version {version}'\n", encoding="utf-8")
    git.chmod(0o755)
    return folder


@pytest.mark.parametrize("version", [(3, 10), (3, 6), (2, 7)])
def test_an_old_python_is_named_in_one_line(tmp_path: Path, version: tuple[int, int]) -> None:
    done = start(tmp_path, version=version)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        f"Python 3.11 eller senare saknas: den här är {version[0]}.{version[1]}. Installera en nyare och kör igen."
    ]


def test_a_missing_git_is_named_in_one_line(tmp_path: Path) -> None:
    done = start(tmp_path)

    assert done.returncode == 1
    assert done.stderr.splitlines() == ["git saknas. Installera git 2.38 eller senare och kör igen."]


@pytest.mark.parametrize("version", ["2.37.9", "1.9.5", "2.30.0.windows.1"])
def test_an_old_git_is_named_in_one_line(tmp_path: Path, version: str) -> None:
    done = start(fake_git(tmp_path, version))

    assert done.returncode == 1
    assert done.stderr.splitlines() == [f"git 2.38 eller senare behövs: den här är git version {version}."]


def test_the_bootstrap_can_be_read_by_a_python_that_is_too_old() -> None:
    source = BOOTSTRAP.read_text(encoding="utf-8")

    # What Python 2.7 and 3.5 cannot parse would hide the one line behind a syntax error.
    assert 'f"' not in source
    assert "f'" not in source
    assert ":=" not in source
    assert "->" not in source
