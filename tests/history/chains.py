"""Reading the histories that tests make."""

from __future__ import annotations

import pytest

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.errors import ExternalError
from fyrportfolj.history.chain import Chain, UnprovableError, read_chain
from fyrportfolj.history.repository import Repository
from fyrportfolj.rules.trail.values import Step
from tests.history.conftest import found
from tests.support.plumbed import Plumbed


def repository(made: Plumbed, prefix: str = "") -> Repository:
    """Open a repository, with the portfolio in a folder of it that need not be checked out."""
    repo = found(made.root)
    return Repository(repo.root, prefix, repo.git, repo.git_dir, repo.common_dir)


def read(made: Plumbed, tip: str, prefix: str = "", *, start: str | None = None, trusted: bool = False) -> Chain:
    """Read a history."""
    return read_chain(repository(made, prefix), tip, start=start, trusted=trusted)


def refused(made: Plumbed, tip: str) -> tuple[Diagnostic, ...]:
    """Give why a history cannot be proved; fails when it can."""
    with pytest.raises(UnprovableError) as caught:
        read(made, tip)
    return caught.value.diagnostics


def outcome(made: Plumbed, tip: str) -> Chain | frozenset[str]:
    """Give a history, or the codes of why it cannot be proved or opened."""
    try:
        return read(made, tip)
    except UnprovableError as error:
        return frozenset(d.kod for d in error.diagnostics)
    except ExternalError:
        return frozenset({"ExternalError"})


def last_step(made: Plumbed, tip: str) -> Step:
    """Give the last commit of a history."""
    return read(made, tip).steps[-1]


def reasons(made: Plumbed, tip: str) -> list[tuple[str, str]]:
    """Give code and reason of what is wrong with the form of a history's last commit."""
    faults = last_step(made, tip).commit.faults
    assert all(fault.commit == tip for fault in faults)
    return [(fault.kod, str(fault.params["orsak"])) for fault in faults]
