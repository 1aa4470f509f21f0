"""The reports as web pages, in a real browser.

Källa: WCAG 2.2 nivå A och AA; lag (2018:1937) om tillgänglighet till digital offentlig service.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from fyrportfolj.commands.report import make_all
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.render.catalogue import REPORTS
from fyrportfolj.resources import resource
from tests.browser.looking import KINDS, Seen, faults, look, markup_faults
from tests.support.viewers import ALL

ARTEFACTS = 4
"""How many of the documents that share one template are looked at."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Every report as a page, by name; the biggest one of each, since it shows most."""
    made = make_all(
        Workspace.open(resource("portfolio-data"), _clock), ("html",), tmp_path_factory.mktemp("html"), _silent
    )
    assert made.exit_code == 0
    by_size = sorted(made.data.filer, key=lambda f: (-f.stat().st_size, f.name))
    if ALL:
        return {f.stem: f for f in by_size}
    own = {f.parent.name: f for f in reversed(by_size) if REPORTS[f.parent.name].modul != "artefakt"}
    shared = [f for f in by_size if f.parent.name not in own][:ARTEFACTS]
    return {f.stem: f for f in (*own.values(), *shared)}


@pytest.fixture(scope="module")
def seen(pages: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return look(pages, tmp_path_factory.mktemp("order") / "order.json")


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_report_is_for_everyone(seen: Seen, kind: str) -> None:
    assert faults(seen, kind) == {}


@pytest.mark.slow
def test_the_markup_is_clean(pages: Mapping[str, Path]) -> None:
    assert markup_faults(list(pages.values())) == []


def _clock(_zone: str) -> date:
    return date(2026, 11, 20)


def _silent(_done: int, _all: int, _name: str) -> None:
    """Show no progress."""
