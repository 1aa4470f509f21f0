"""The site in a real browser: every page's markup, and of each kind of page the biggest one looked at.

Källa: WCAG 2.2 nivå A och AA; lag (2018:1937) om tillgänglighet till digital offentlig service.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from fyrportfolj.commands.site import build
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.resources import resource
from tests.browser.looking import KINDS, Seen, faults, look, markup_faults
from tests.support.viewers import ALL


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("webbplats") / "ut"
    assert build(Workspace.open(resource("portfolio-data"), _clock), out).exit_code == 0
    return out


@pytest.fixture(scope="module")
def pages(site: Path) -> Mapping[str, Path]:
    """Pages by name: those at the top, and the biggest in each folder, since it shows most."""
    by_size = sorted(site.rglob("*.html"), key=lambda f: (f.stat().st_size, f.as_posix()))
    named = {"-".join(f.relative_to(site).with_suffix("").parts): f for f in by_size}
    if ALL:
        return named
    biggest = {f.relative_to(site).parts[0]: f for f in by_size}
    return {name: f for name, f in named.items() if f in biggest.values()}


@pytest.fixture(scope="module")
def seen(pages: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return look({f"webb-{name}": f for name, f in pages.items()}, tmp_path_factory.mktemp("order") / "order.json")


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_for_everyone(seen: Seen, kind: str) -> None:
    assert faults(seen, kind) == {}


@pytest.mark.slow
def test_the_dark_look_is_dark(seen: Seen) -> None:
    assert [name for name, found in seen.items() if not found["isDark"]] == []


@pytest.mark.slow
def test_the_markup_is_clean(site: Path) -> None:
    assert markup_faults(sorted(site.rglob("*.html"))) == []


def _clock(_zone: str) -> date:
    return date(2026, 11, 20)
