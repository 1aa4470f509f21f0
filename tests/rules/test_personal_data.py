"""Personal data in any text of any file; what is found is never shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.diagnostics import Place
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.registers import Mandatregister
from fyrportfolj.rules.personal_data import check_personal_data, luhn, scan
from tests.support.builders import TODAY, a_head, a_portfolio, a_project, a_risk, found
from tests.support.texts import read


@pytest.mark.parametrize(
    "text",
    [
        "121212-1212",
        "1212121212",
        "121212 1212",
        "121212+1212",
        "121212–1212",
        "121212 - 1212",
        "19121212-1212",
        "191212121212",
        "Ring 121212-1212.",
        "(121212-1212)",
        "811218-9876",
        "701063-2391",
        "000229-0005",
    ],
)
def test_identity_numbers(text: str) -> None:
    (hit,) = scan(text)

    assert hit.kod == "FYR244"
    assert text[hit.start].isdigit()
    assert hit.dolt.endswith("****-****")


@pytest.mark.parametrize(
    "text",
    [
        "121212-1213",
        "121312-1210",
        "120230-1217",
        "19010229-0004",
        "556036-0793",
        "1121212-1212",
        "121212-12125",
        "a121212-1212",
        "121212-1212b",
        "18121212-1212",
        "12121-21212",
        "2026-11-22",
        "605 000 kr",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert list(scan(text)) == []


@given(st.integers(0, 10**9 - 1))
def test_exactly_one_check_digit_fits(number: int) -> None:
    assert sum(luhn(f"{number:09d}{digit}") for digit in range(10)) == 1


@given(st.text("0123456789- +@.åab\n", max_size=60))
def test_any_text_is_scanned_and_nothing_is_shown(text: str) -> None:
    for hit in scan(text):
        assert 0 <= hit.start < len(text)
        assert "*" in hit.dolt


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Skriv till eva.ek@vik.example.", "e***@…"),
        ("mailto:eva.ek-berg@vik.example", "e***@…"),
        ("asa.öberg@förbundet.example", "a***@…"),
    ],
)
def test_addresses_of_persons(text: str, shown: str) -> None:
    (hit,) = scan(text)

    assert (hit.kod, hit.dolt) == ("FYR245", shown)
    assert text[hit.start] == shown[0]


@pytest.mark.parametrize("text", ["info@vik.example", "a.b@vik.example", "eva.ek@vik", "@", "möte @ kajen", "x.y@"])
def test_addresses_of_functions(text: str) -> None:
    assert list(scan(text)) == []


@pytest.mark.parametrize("text", ["070-174 06 05", "0701740605", "+46 70 174 06 05", "0046701740605", "+46701740605"])
def test_mobile_numbers(text: str) -> None:
    (hit,) = scan(f"Ring {text} nu")

    assert (hit.kod, hit.start) == ("FYR246", 5)


@pytest.mark.parametrize("text", ["0522-69 60 00", "07-01 2026-11", "070-174 06 0", "1070-174 06 05"])
def test_other_numbers(text: str) -> None:
    assert list(scan(text)) == []


def test_several_in_one_text() -> None:
    text = "Eva (121212-1212, eva.ek@vik.example, 070-174 06 05) och ola.al@vik.example"

    assert sorted(h.kod for h in scan(text)) == ["FYR244", "FYR245", "FYR245", "FYR246"]


def test_texts_of_documents_without_bytes() -> None:
    project = a_project(
        sammanfattning="Frågor: 121212-1212",
        noteringar=["inget", "070-174 06 05"],
        risker=[a_risk(hot="Fråga eva.ek@vik.example")],
    )

    assert found(check_personal_data, a_portfolio(project)) == [
        ("FYR244", "sammanfattning"),
        ("FYR245", "risker.0.hot"),
        ("FYR246", "noteringar.1"),
    ]
    assert found(check_personal_data, a_portfolio()) == []


def test_bytes_are_searched_with_their_comments_and_places() -> None:
    raw = "namn: Prov\n# fråga 121212-1212\nåäö: eva.ek@vik.example\n".encode()
    portfolio = replace(a_portfolio(), texter={"projekt/provtur.yaml": raw, "initiativ/felaktig.yaml": b"# tom\n"})

    hits = [(d.kod, d.fil, d.place) for d in check_personal_data(portfolio, TODAY)]

    assert hits == [
        ("FYR244", "projekt/provtur.yaml", Place(2, 9)),
        ("FYR245", "projekt/provtur.yaml", Place(3, 6)),
    ]


def test_a_file_is_not_reported_twice() -> None:
    project = a_project(sammanfattning="121212-1212")
    portfolio = replace(a_portfolio(project), texter={"projekt/provtur.yaml": b"sammanfattning: 121212-1212\n"})

    assert len(found(check_personal_data, portfolio)) == 1


def test_bytes_that_are_no_text_are_searched_all_the_same() -> None:
    portfolio = replace(a_portfolio(), texter={"x.yaml": b"\xff 121212-1212"})

    assert [d.place for d in check_personal_data(portfolio, TODAY)] == [Place(1, 3)]


@pytest.mark.parametrize("kept", [True, False])
def test_the_address_of_a_key_must_stand_in_the_register(*, kept: bool) -> None:
    text = """
    nycklar:
      - {id: bo, namn: Bo, epost: bo.berg@kommunen.example, nyckel: ssh-ed25519 AAAA, fran: 2026-01-01}
      - {id: e, namn: eva.ek@kommunen.example, epost: eva@kommunen.example, nyckel: ssh-ed25519 AAAB, fran: 2026-01-01}
    """
    entry = Entry("register/mandat.yaml", read(text, Mandatregister))
    texts = {entry.fil: text.encode()} if kept else {}
    portfolio = Portfolio(fyr=Entry("fyr.yaml", a_head()), mandatregister=entry, texter=texts)

    assert [(d.kod, d.params["dolt"]) for d in check_personal_data(portfolio, TODAY)] == [("FYR245", "e***@…")]
