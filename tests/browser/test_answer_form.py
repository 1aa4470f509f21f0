"""The offline answer form in a real browser: for everyone, without network, and read back to the last letter."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fyrportfolj.render.answer_forms import html_form
from fyrportfolj.render.appearance import DEFAULT
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.remiss_form import form_view
from fyrportfolj.rules.remiss.reading import Circle, read
from fyrportfolj.store.answers.form import read_form
from tests.browser.looking import KINDS, Seen, faults, look, markup_faults
from tests.reports.artefakt.test_artefakt import shipped
from tests.support.viewers import installed, program

ID = "exempel-remiss-av-handlingsplan-2024"
TEXTS = {
    "F1-synpunkt": "Ny rad\nmed ”citat”, \\ och \t tabb, 😀 \u2028 och </script>.",
    "F1-forslag": "åäö ÅÄÖ é ẞ",
    "allmant": "Helheten.",
    "organets_namn": "Kommunstyrelsen",
    "beslutsdatum": "2024-08-07",
    "paragraf": "KS § 12",
    "reservation": "Två ledamöter\nEn ersättare",
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    entry = shipped().portfolio.undertaking(ID)
    assert entry is not None
    request = entry.modell.artefakter.remissforfragan
    assert request is not None
    view = form_view(shipped().portfolio, entry.modell, request, "amal")
    path = tmp_path_factory.mktemp("formular") / "svarsformular-amal.html"
    path.write_bytes(html_form(view, Templates(), DEFAULT))
    return path


@pytest.fixture(scope="module")
def seen(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return look({page.stem: page}, tmp_path_factory.mktemp("order") / "order.json")


# A group of radio buttons is one stop of the Tab key, and the buttons that save are not printed: both as they should
# be, and neither as it is on a page to read. Saving with the keyboard is tried below.
@pytest.mark.slow
@pytest.mark.parametrize("kind", [k for k in KINDS if k not in {"keyboard", "print"}])
def test_the_form_is_for_everyone(seen: Seen, kind: str) -> None:
    assert faults(seen, kind) == {}


@pytest.mark.slow
def test_the_markup_is_clean(page: Path) -> None:
    assert markup_faults([page]) == []


@pytest.mark.slow
def test_what_is_written_is_read_back_to_the_last_letter(page: Path, tmp_path: Path) -> None:
    said = _filled(page, tmp_path)
    assert said["asked"] == []
    assert "Välj kommunens ställningstagande" in said["first"]
    assert said["focused"] == "fel"
    assert "svar-exempel-remiss-av-handlingsplan-2024-amal.json är sparad" in said["status"]
    assert said["restored"] == TEXTS["F1-synpunkt"]
    fields = read_form((tmp_path / "svar.json").read_bytes())
    assert isinstance(fields, dict)
    portfolio = shipped().portfolio
    entry = portfolio.undertaking(ID)
    assert entry is not None
    request = entry.modell.artefakter.remissforfragan
    assert request is not None
    circle = Circle(ID, request, portfolio.kommuner, portfolio.organ, portfolio.roller)
    found = read(fields, circle, date(2024, 8, 9), "formular")
    assert found.svar is not None, found.skal
    assert found.noter == ()
    assert (found.svar.instans, found.svar.stallningstagande) == ("amal", "tillstyrker_med_synpunkter")
    assert [(s.fraga, s.stallningstagande, s.synpunkt, s.forslag) for s in found.svar.svar] == [
        (None, None, "Helheten.", None),
        ("F1", "avstyrker", TEXTS["F1-synpunkt"], TEXTS["F1-forslag"]),
    ]
    assert found.svar.reservation == ("Två ledamöter", "En ersättare")


def _filled(page: Path, folder: Path) -> dict[str, Any]:
    modules = installed("node_modules/playwright-core").parents[1]
    order = {"modules": str(modules), "chromium": program("chromium"), "page": str(page), "texts": TEXTS}
    order["out"] = str(folder / "svar.json")
    (folder / "order.json").write_text(json.dumps(order), encoding="utf-8")
    argv = [program("node"), str(Path(__file__).with_name("fill.mjs")), str(folder / "order.json")]
    done = subprocess.run(argv, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    said: dict[str, Any] = json.loads(done.stdout)
    return said
