from __future__ import annotations

from pathlib import Path

from fyrportfolj.commands.doctor import doctor
from tests.support.gitrepo import GitRepo


def test_a_complete_machine(repo: GitRepo) -> None:
    result = doctor(repo.root)

    assert [str(p.namn) for p in result.data if not p.bra] == []
    assert result.exit_code == 0


def test_says_what_is_missing_and_what_to_do(tmp_path: Path) -> None:
    result = doctor(tmp_path)
    missing = [p for p in result.data if not p.bra]

    assert [str(p.namn) for p in missing] == ["portfölj"]
    assert "fyr init" in str(missing[0].hjalp)
    assert result.exit_code == 1


def test_says_that_git_is_missing(copy: Path) -> None:
    missing = [p for p in doctor(copy).data if not p.bra]

    assert [str(p.namn) for p in missing] == ["git"]
