"""The missive and the report of a consultation, made of the finished example in every format."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest

from fyrportfolj.render.answer_forms import html_form
from fyrportfolj.render.appearance import DEFAULT
from fyrportfolj.render.catalogue import REPORTS, loaded
from fyrportfolj.render.remiss_calendar import Deadline, calendar
from fyrportfolj.render.report import make
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.remiss_form import form_view
from fyrportfolj.render.views.tables import Cell
from tests.render import pdflint
from tests.reports.artefakt.test_artefakt import STAMP, shipped
from tests.reports.officelint import word_faults
from tests.reports.test_catalogue import sheet_faults

ID = "exempel-remiss-av-handlingsplan-2024"


@lru_cache(maxsize=4)
def view(slug: str) -> Any:
    return loaded(slug).build(shipped(), shipped().portfolio.undertaking(ID))


def made(slug: str, format_: str) -> bytes:
    return make(loaded(slug), format_, view(slug), templates=Templates(), stamp=STAMP).data


@pytest.mark.parametrize("slug", ["remissforfragan", "yttranderapport"])
def test_every_format_is_faultless_and_the_same_twice(slug: str) -> None:
    lints = {"pdf": pdflint.faults, "docx": word_faults, "xlsx": sheet_faults}
    for format_ in REPORTS[slug].format:
        data = made(slug, format_)
        assert data == made(slug, format_)
        assert lints[format_](data) == [] if format_ in lints else view(slug).huvud.namn in data.decode()


def test_the_report_says_who_was_asked_what_they_say_and_what_became_of_it() -> None:
    text = made("yttranderapport", "md").decode()
    assert "> **Exempel – påhittat innehåll.**" in text
    assert "| Tillfrågade | 14 |  |" in text
    assert "| Har svarat | 12 | varav sent: 1 |" in text
    assert "| Dals-Ed | Tjänstepersons svar utan beslut | – | – | 2024-08-12 |" in text
    assert "| Sotenäs | **Svarade inte** | – | – | – |" in text
    assert "| **Tillfrågade** | 14 | 14 | 14 | 14 | 14 | 14 |" in text
    assert text.index("### Stöd") < text.index("### Invändningar") < text.index("### Förslag")
    assert "filen är inte hel JSON" in text
    assert "vanersborg-2024-08-13.pdf, SHA-256" in text
    unmet = text[text.index("## Synpunkter som inte") : text.index("## Inkommet")]
    assert [line.split(" ")[1] for line in unmet.splitlines() if line.startswith("| S")] == ["S6", "S7", "S8"]


def test_every_column_of_the_count_sums_to_those_asked() -> None:
    *rows, total = view("yttranderapport").antal.rader
    for column in range(1, len(total)):
        said = [row[column] for row in rows]
        assert sum(int(str(cell).split("\u00a0")[0]) for cell in said) == int(total[column]) == 14
    assert isinstance(total[0], Cell)


def test_the_missive_says_what_is_asked_and_by_when() -> None:
    text = made("remissforfragan", "md").decode().replace("\u00a0", " ")
    assert "**Vi ber om kommunens yttrande senast 13 augusti 2024.**" in text
    assert [q.rubrik[:2] for q in view("remissforfragan").fragor] == ["F1", "F2", "F3", "F4", "F5"]
    assert "Ett uteblivet svar räknas varken som ja eller nej." in text


def test_the_form_holds_nothing_that_a_title_could_break_out_of() -> None:
    entry = shipped().portfolio.projekt[ID]
    request = entry.modell.artefakter.remissforfragan
    assert request is not None
    evil = request.model_copy(update={"rubrik": "</script><img src=x onerror=alert(1)>"})
    page = html_form(form_view(shipped().portfolio, entry.modell, evil, "amal"), Templates(), DEFAULT).decode()
    assert "<img src=x" not in page
    assert page.count("</script>") == 2
    assert "default-src 'none'" in page


def test_the_calendar_is_the_same_twice_and_ends_the_day_after() -> None:
    last = Deadline(ID, "Planen, del 1; å", STAMP.date().replace(year=2024), STAMP.date().replace(year=2025), 14)
    text = calendar((last,), "Portföljen")
    assert text == calendar((last,), "Portföljen")
    assert text.count(b"BEGIN:VEVENT") == 3
    assert b"SUMMARY:Sista svarsdag: Planen\\, del 1\\; \xc3\xa5" in text
