"""Language at the edge: every text has English with the same fields; numbers, days and names follow the language."""

from __future__ import annotations

import ast
import importlib.util
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj import i18n
from fyrportfolj.i18n import Amount, Exact, kronor, long_date, number, render, shown, sort_key, translate
from fyrportfolj.messages import T, Text

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    """Give tools/messages.py as a module."""
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["messages"] = module
    spec.loader.exec_module(module)
    return module


def test_the_catalogues_are_in_step_with_the_code(
    messages: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = messages.main(["--check"])

    assert capsys.readouterr().out == ""
    assert code == 0


def test_no_text_stands_in_an_f_string() -> None:
    # The tool that gathers texts looks into them from Python 3.12 on only.
    inside = {
        f"{path.name}:{node.lineno}"
        for path in (ROOT / "src").rglob("*.py")
        for outer in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(outer, ast.JoinedStr)
        for node in ast.walk(outer)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"T", "N_", "Text"}
    }
    assert inside == set()


def test_the_tool_finds_every_kind_of_text(messages: ModuleType) -> None:
    found = {str(m.id) for m in messages.extracted() if m.id}

    assert {"ja", "Visa hjälpen.", "{antal} fel", "nyckeln {nyckel} saknas"} <= found


def test_a_text_without_english_or_with_other_fields_is_found(messages: ModuleType) -> None:
    catalogue = messages.Catalog(locale="en")
    catalogue.add("a {x}", "b {x}")
    catalogue.add("c {x}", "d {y}")
    catalogue.add("e", "")

    assert messages.wrong_fields(catalogue) == ["c {x}"]
    assert messages.missing(catalogue) == ["e"]


def test_the_tool_keeps_what_is_translated_and_drops_what_is_gone(messages: ModuleType) -> None:
    template = messages.extracted()
    english = messages.translated("en", template)

    assert {m.id for m in english if m.id} == {m.id for m in template if m.id}


def test_swedish_is_the_language_of_the_texts() -> None:
    assert translate("Inget väntar.", "sv") == "Inget väntar."
    assert translate("Inget väntar.", "en") == "Nothing is waiting."
    assert translate("en text som inte finns", "en") == "en text som inte finns"
    assert translate("", "en") == ""


def test_parameters_follow_the_language() -> None:
    text = T("{antal} kommuner: {delar}.", antal=Decimal("1234.5"), delar=("a", "b", T("ja")))

    assert render(text, "sv") == "1\u00a0234,5 kommuner: a, b och ja."
    assert render(text, "en") == "1,234.5 municipalities: a, b and yes."


@pytest.mark.parametrize(
    ("value", "swedish", "english"),
    [
        (None, "–", "–"),
        (True, "ja", "yes"),
        (False, "nej", "no"),
        (7, "7", "7"),
        (Decimal("-1234567.80"), "\u22121\u00a0234\u00a0567,8", "\u22121,234,567.8"),
        (0.5, "0,5", "0.5"),
        (date(2026, 5, 12), "2026-05-12", "2026-05-12"),
        ((), "", ""),
        (("a",), "a", "a"),
        (["a", "b"], "a och b", "a and b"),
        (Text("ja"), "ja", "yes"),
        (Exact("4.00"), "4,00", "4.00"),
        (Exact("1234"), "1\u00a0234", "1,234"),
        (Amount("605000"), "605\u00a0000\u00a0kr", "605,000\u00a0SEK"),
        (Amount("0.5"), "0,50\u00a0kr", "0.50\u00a0SEK"),
    ],
)
def test_values_as_a_person_reads_them(value: object, swedish: str, english: str) -> None:
    assert (shown(value, "sv"), shown(value, "en")) == (swedish, english)


@pytest.mark.parametrize(
    ("amount", "expected"), [(Decimal("683333.34"), "683\u00a0333,34\u00a0kr"), (Decimal(12), "12\u00a0kr")]
)
def test_kronor(amount: Decimal, expected: str) -> None:
    assert kronor(amount) == expected


def test_long_dates() -> None:
    assert long_date(date(2026, 5, 1)) == "1\u00a0maj 2026"
    assert long_date(date(2026, 12, 31), "en") == "31\u00a0December 2026"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=2))
def test_a_number_can_be_read_back(value: Decimal) -> None:
    text = number(value).replace("\u00a0", "").replace(",", ".").replace("\u2212", "-")

    assert Decimal(text) == value


@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_as_many_decimals_as_asked_for(value: int, decimals: int) -> None:
    text = number(value, decimals=decimals)

    assert len(text.partition(",")[2]) == decimals


def test_swedish_order() -> None:
    names = ["Örebro", "Zoo", "Åmål", "Ärla", "ale", "Éva", "Vänersborg", "Orust"]

    assert sorted(names, key=sort_key) == ["ale", "Éva", "Orust", "Vänersborg", "Zoo", "Åmål", "Ärla", "Örebro"]


def test_an_unknown_language_is_not_offered() -> None:
    assert i18n.LANGUAGES == ("sv", "en")
