"""The documents that are looked at: every report of the shipped portfolio, in every format."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fyrportfolj.commands.report import MadeReport, make_all
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.render.catalogue import REPORTS
from fyrportfolj.resources import resource
from tests.support.viewers import ALL

ARTEFACTS = 3
"""How many of the documents that share one template are in the sample."""


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Result[MadeReport]:
    """Every report in every format."""
    ws = Workspace.open(resource("portfolio-data"), lambda _zone: date(2026, 11, 20))
    return make_all(ws, (), tmp_path_factory.mktemp("rapporter"), lambda _done, _all, _name: None)


@pytest.fixture(scope="session")
def sample(everything: Result[MadeReport]) -> tuple[Path, ...]:
    """The biggest file of each report and format, since it shows most; all of them with FYR_STOR=1."""
    by_size = sorted(everything.data.filer, key=lambda f: (-f.stat().st_size, f.name))
    if ALL:
        return tuple(by_size)
    chosen: dict[tuple[str, str], Path] = {}
    for path in by_size:
        slug = path.parent.name
        if REPORTS[slug].modul != "artefakt" or (
            sum(p.suffix == path.suffix and REPORTS[s].modul == "artefakt" for (s, _), p in chosen.items()) < ARTEFACTS
        ):
            chosen.setdefault((slug, path.suffix), path)
    return tuple(chosen.values())


@pytest.fixture(scope="session")
def pdfs(sample: tuple[Path, ...]) -> tuple[Path, ...]:
    return tuple(f for f in sample if f.suffix == ".pdf")
