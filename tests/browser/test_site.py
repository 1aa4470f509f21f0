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
from tests.browser.looking import KINDS, faults, look, markup_faults
from tests.support.viewers import ALL


def chosen(site: Path) -> Mapping[str, Path]:
    """Pages by name: those at the top, and the biggest in each folder, since it shows most."""
    by_size = sorted(site.rglob("*.html"), key=lambda f: (f.stat().st_size, f.as_posix()))
    named = {f"webb-{'-'.join(f.relative_to(site).with_suffix('').parts)}": f for f in by_size}
    if ALL:
        return named
    biggest = {f.relative_to(site).parts[0]: f for f in by_size}
    return {name: f for name, f in named.items() if f in biggest.values()}


@pytest.mark.slow
def test_the_site_is_for_everyone_and_its_markup_clean(tmp_path: Path) -> None:
    site = tmp_path / "ut"
    assert build(Workspace.open(resource("portfolio-data"), _clock), site).exit_code == 0
    seen = look(chosen(site), tmp_path / "order.json")

    assert {kind: faults(seen, kind) for kind in KINDS} == {kind: {} for kind in KINDS}
    assert [name for name, found in seen.items() if not found["isDark"]] == []
    assert markup_faults(sorted(site.rglob("*.html"))) == []


def _clock(_zone: str) -> date:
    return date(2026, 11, 20)
