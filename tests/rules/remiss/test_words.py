"""What people write is read as the words of the files, and what is unsure is not read at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.messages import Text
from fyrportfolj.model.artefacts.remiss import Fraga, Remissforfragan
from fyrportfolj.model.registers import Kommun
from fyrportfolj.rules.remiss.deadline import is_late, is_over
from fyrportfolj.rules.remiss.reading import Circle, read
from fyrportfolj.rules.remiss.spoken import spoken
from fyrportfolj.rules.remiss.words import day_of, recipient_of, stance_of
from fyrportfolj.rules.timing.workdays import is_working_day, on_or_after
from fyrportfolj.store.answers.form import FORMAT, form_sum, read_form

AMAL = Kommun(id="amal", namn="Åmål", fullstandigt_namn="Åmåls kommun", kommunkod="1492", invanare=12000)
REQUEST = Remissforfragan(
    status="utkast",
    version="1.0",
    fragor=(Fraga(id="F1", rubrik="A", fraga="A?"),),
    remissinstanser=("amal",),
    sista_svarsdag=date(2024, 8, 13),
    handling_sha256="a" * 64,
)
CIRCLE = Circle("remissen", REQUEST, {"amal": AMAL}, {}, {})


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Tillstyrker", "tillstyrker"),
        ("TILLSTYRKER MED SYNPUNKTER", "tillstyrker_med_synpunkter"),
        ("avstyrks", "avstyrker"),
        ("Ingen erinran", "inget_att_erinra"),
        ("Avstår från att yttra sig", "avstar"),
        ("tillstyrker nog", None),
        ("avstyrker inte", None),
        ("ej svar", None),
        ("", None),
    ],
)
def test_a_stance_is_read_in_whole_or_not_at_all(text: str, stance: str | None) -> None:
    assert stance_of(text) == stance


def test_days_and_recipients_are_read_as_people_write_them() -> None:
    assert [day_of(t) for t in ("2024-08-13", "13 augusti 2024", "den 1 maj 2024")] == [
        date(2024, 8, 13),
        date(2024, 8, 13),
        date(2024, 5, 1),
    ]
    assert [day_of(t) for t in ("2024-02-30", "31 april 2024", "13/8", "")] == [None] * 4
    names = ("amal", "Åmål", "ÅMÅLS KOMMUN", "1492")
    assert {recipient_of(name, {"amal": AMAL}) for name in names} == {"amal"}
    assert recipient_of("Säffle", {"amal": AMAL}) is None


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"stallningstagande": "tillstyrker"}, "inte vem svaret"),
        ({"instans": "amla"}, "menades amal"),
        ({"instans": "amal"}, "varken ställningstagande"),
        ({"instans": "amal", "stallningstagande": "kanske"}, "kanske finns inte"),
        ({"instans": "amal", "svar": [{"fraga": "F9", "synpunkt": "X"}]}, "F9 finns inte"),
        ({"instans": "amal", "svar": "text"}, "en lista"),
        ({"instans": "amal", "stallningstagande": "avstar", "beslutsdatum": "i går"}, "ingen dag"),
        ({"instans": "amal", "stallningstagande": "avstar", "remiss": "annan"}, "en annan remiss"),
        ({"instans": "amal", "stallningstagnde": "avstar"}, "menades stallningstagande"),
        ({"instans": "amal", "stallningstagande": "avstar", "paragraf": "rad\nrad"}, "paragraf"),
    ],
)
def test_what_cannot_be_read_says_why(fields: dict[str, object], reason: str) -> None:
    found = read(fields, CIRCLE, date(2024, 8, 1), "yaml")
    assert found.svar is None
    assert reason in " ".join(str(r) for r in found.skal)


def test_an_answer_to_another_version_is_taken_with_a_note() -> None:
    fields = {"instans": "amal", "stallningstagande": "avstar", "handling_sha256": "b" * 64}
    found = read(fields, CIRCLE, date(2024, 8, 14), "formular")
    assert found.svar is not None
    assert found.svar.sent_inkommet
    assert found.svar.tjanstemannasvar
    assert "en annan version" in str(found.noter[0])


def test_running_text_keeps_every_line_that_is_no_field() -> None:
    said = spoken(
        "Hej.\n**Ställning:** avstyrker\nF1: avstyrker – Dyrt.\nMer: kostar det.\nFörslag: Vänta.\nTills 2030."
    )
    assert said["stallningstagande"] == "avstyrker"
    assert said["svar"] == [
        {"synpunkt": "Hej."},
        {
            "fraga": "F1",
            "stallningstagande": "avstyrker",
            "synpunkt": "Dyrt.\nMer: kostar det.",
            "forslag": "Vänta.\nTills 2030.",
        },
    ]


@given(st.text(max_size=400))
def test_no_text_is_refused_and_no_word_of_it_is_lost(text: str) -> None:
    said = spoken(text)
    rows = said["svar"]
    assert isinstance(rows, list)
    if ":" not in text:
        assert "".join(rows[0]["synpunkt"].split() if rows else ()) == "".join(text.replace("\r\n", "\n").split())


JSON = st.recursive(st.text(st.characters(exclude_categories=["Cs"])), lambda x: st.lists(x, max_size=3))


@given(st.dictionaries(st.sampled_from(("instans", "svar", "paragraf")), JSON), st.integers(0, 300))
def test_a_form_is_whole_or_refused(fields: dict[str, object], cut: int) -> None:
    import json

    held = {"format": FORMAT, **fields}
    held["kontrollsumma"] = form_sum(held)
    data = json.dumps(held, ensure_ascii=False, indent=2).encode()
    assert read_form(data) == held
    broken = read_form(data[: min(cut, len(data) - 2)])
    assert isinstance(broken, Text)
    assert isinstance(read_form(data.replace(b"fyr-remissvar-1", b"fyr-remissvar-2")), Text)


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_the_next_working_day_is_one_and_near(day: date) -> None:
    found = on_or_after(day)
    assert is_working_day(found)
    assert timedelta(0) <= found - day <= timedelta(days=5)
    assert found == day or not is_working_day(day)


def test_holidays_and_the_last_day() -> None:
    assert [is_working_day(date(2026, 6, d)) for d in (5, 6, 18, 19, 20, 22)] == [True, False, True, False, False, True]
    assert not is_late(REQUEST, date(2024, 8, 13))
    assert is_late(REQUEST, date(2024, 8, 14))
    assert is_over(REQUEST.model_copy(update={"stangd": date(2024, 8, 1)}), date(2024, 8, 1))
    longer = REQUEST.model_copy(update={"forlangd_till": date(2024, 8, 30)})
    assert not is_over(longer, date(2024, 8, 30))
