"""The reports as web pages, in a real browser.

Källa: WCAG 2.2 nivå A och AA; lag (2018:1937) om tillgänglighet till digital offentlig service.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.looking import KINDS, faults, look, markup_faults
from tests.support.documents import Made


@pytest.mark.slow
def test_a_report_is_for_everyone_and_its_markup_clean(sample: Made, tmp_path: Path) -> None:
    pages = {f.stem: f for f in sample.filer if f.suffix == ".html"}
    seen = look(pages, tmp_path / "order.json")

    assert {kind: faults(seen, kind) for kind in KINDS} == {kind: {} for kind in KINDS}
    assert markup_faults(list(pages.values())) == []
