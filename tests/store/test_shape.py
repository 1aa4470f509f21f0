"""Every error that pydantic can give has a code of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic_core import ValidationError

from fyrportfolj.codes import CODES
from fyrportfolj.diagnostics import Diagnostic, Place
from fyrportfolj.i18n import render
from fyrportfolj.messages import Text
from fyrportfolj.store.guards import MAX_FAULTS
from fyrportfolj.store.kinds import KINDS
from fyrportfolj.store.load import load
from fyrportfolj.store.positions import Positions
from fyrportfolj.store.shape import SAYERS, explain
from fyrportfolj.store.source import MemoryTree
from tests.support.builders import BASE

ERRORS: dict[str, set[str]] = {
    "bool": {"bool_type"},
    "date": {"date_type", "date_parsing"},
    "decimal": {"decimal_type", "decimal_parsing", "finite_number"},
    "int": {"int_type"},
    "literal": {"literal_error"},
    "str": {"string_type"},
    "tuple": {"tuple_type"},
    "dict": {"dict_type"},
    "model": {"model_type"},
    "model-fields": {"missing", "extra_forbidden"},
    "model-field": set(),
    "nullable": set(),
    "default": set(),
    "definitions": set(),
    "definition-ref": set(),
}
"""By pydantic-core's schema type: what it can answer in strict JSON mode."""

LIMITS = {
    ("str", "min_length"): "string_too_short",
    ("str", "max_length"): "string_too_long",
    ("str", "pattern"): "string_pattern_mismatch",
    ("tuple", "min_length"): "too_short",
    ("tuple", "max_length"): "too_long",
    ("dict", "min_length"): "too_short",
    ("dict", "max_length"): "too_long",
    ("decimal", "decimal_places"): "decimal_max_places",
    ("decimal", "max_digits"): "decimal_max_digits",
    **{(t, k): e for t in ("int", "decimal") for k, e in (("ge", "greater_than_equal"), ("le", "less_than_equal"))},
    **{(t, k): e for t in ("int", "decimal") for k, e in (("gt", "greater_than"), ("lt", "less_than"))},
}
NOT_LIMITS = {
    *("type", "ref", "metadata", "serialization", "schema", "config", "cls", "custom_init", "root_model", "fields"),
    *("computed_fields", "model_name", "default", "default_factory", "schema_ref", "definitions", "expected"),
    *("items_schema", "variadic_item_index", "keys_schema", "values_schema", "strict", "frozen", "copy_default"),
}


def _schemas(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if isinstance(node.get("type"), str):
            yield node
        for value in node.values():
            yield from _schemas(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _schemas(value)


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: str(k.namn))
def test_every_error_of_the_models_has_a_code(kind: Any) -> None:
    kind.modell.model_rebuild()
    for schema in _schemas(kind.modell.__pydantic_core_schema__):
        typ = schema["type"]
        assert typ in ERRORS, f"skriv in vilka fel schematypen {typ} kan ge"
        assert ERRORS[typ] <= SAYERS.keys()
        if typ in {"model-field", "default", "nullable", "model", "model-fields", "definitions"}:
            continue
        for constraint in schema.keys() - NOT_LIMITS:
            assert LIMITS.get((typ, constraint)) in SAYERS, (typ, constraint)


SCENARIO = "id: tre-batar\nnamn: Tre båtar\nkalla: x\nkostnad_kr: 3\ntid_manader: 12\nprioritet: hog\n"
PROJECT = (BASE / "projekt" / "provtur.yaml").read_text(encoding="utf-8")


def _found(path: str, text: str) -> tuple[Diagnostic, ...]:
    files = {"fyr.yaml": (BASE / "fyr.yaml").read_bytes(), path: text.encode()}
    return load(MemoryTree(files)).diagnostics


def _sentences(d: Diagnostic) -> tuple[str, str]:
    code = CODES[d.kod]
    return render(Text(code.text.msgid, d.params)), render(Text(code.help.msgid, d.params))


@pytest.mark.parametrize(
    ("old", "new", "kod", "at", "words"),
    [
        ("", "ovrigt: 1\n", "FYR101", (7, 1), "nyckeln ovrigt finns inte här"),
        ("", "Namn: x\n", "FYR101", (7, 1), "menade du namn?"),
        ("", "kostnad-per-ar: true\n", "FYR101", (7, 1), "menade du kostnad_per_ar?"),
        ("prioritet: hog\n", "", "FYR102", (1, 1), "nyckeln prioritet saknas"),
        ("namn: Tre båtar", "namn: {a: 1}", "FYR103", (2, 7), "flera nycklar"),
        ("kostnad_kr: 3", "kostnad_kr: 3 kr", "FYR104", (4, 13), "”3 kr”"),
        ("kostnad_kr: 3", "kostnad_kr: 3,50", "FYR104", (4, 13), "”3,50”"),
        ("kostnad_kr: 3", "kostnad_kr: 'NaN'", "FYR104", (4, 13), "NaN"),
        ("tid_manader: 12", 'tid_manader: "12"', "FYR104", (5, 14), "”12”"),
        ("tid_manader: 12", "tid_manader: true", "FYR104", (5, 14), "true"),
        ("", "formagor: {a: 1}\n", "FYR105", (7, 11), "lista"),
        ("", "formagor: [1, x]\n", "FYR104", (7, 15), "formagor (nr 2)"),
        ("", "kostnad_per_ar: 1\n", "FYR107", (7, 17), "true (ja)"),
        ("prioritet: hog", "prioritet: hög", "FYR108", (6, 12), "menade du hog?"),
        ("prioritet: hog", "prioritet: akut", "FYR108", (6, 12), "prioritet kan inte vara akut"),
        ("prioritet: hog", "prioritet: 1", "FYR108", (6, 12), "prioritet kan inte vara 1"),
        ("prioritet: hog", "prioritet: [hog]", "FYR108", (6, 12), "en lista"),
        ("prioritet: hog", "prioritet:", "FYR126", (6, 11), "inget värde"),
        ("tid_manader: 12", "tid_manader: ~", "FYR126", (5, 14), "inget värde"),
        ("tid_manader: 12", "tid_manader: " + "x" * 70, "FYR104", (5, 14), "x…”"),
        ("tid_manader: 12", "tid_manader: |\n  ett\n  två", "FYR104", (5, 14), "”ett…”"),
        ("", "kostnad_per_ar:\n", "FYR126", (7, 16), "inget värde"),
        ("namn: Tre båtar", "namn: " + "å" * 301, "FYR111", (2, 7), "högst 300 tecken och har 301"),
        ("namn: Tre båtar", "namn: ''", "FYR112", (2, 7), "för kort"),
        ("id: tre-batar", "id: Tre båtar", "FYR113", (1, 5), "menade du tre-batar?"),
        ("", "nummer: s1\n", "FYR115", (7, 9), "s1"),
        ("tid_manader: 12", "tid_manader: 0", "FYR119", (5, 14), "minst 1"),
        ("kostnad_kr: 3", "kostnad_kr: 3.125", "FYR120", (4, 13), "högst 2"),
        ("kostnad_kr: 3", "kostnad_kr: 1e20", "FYR120", (4, 13), "högst 15"),
        ("tid_manader: 12", "tid_manader: 12.0", "FYR125", (5, 14), "12.0"),
        ("namn: Tre båtar", "namn: 1.10", "FYR124", (2, 7), "1.10 läses som ett tal"),
        ("namn: Tre båtar", "namn: True", "FYR124", (2, 7), "True läses som ja eller nej"),
        ("namn: Tre båtar", "namn:", "FYR126", (2, 6), "inget värde"),
        ("namn: Tre båtar", "namn: |\n  a\n  b", "FYR127", (2, 7), "en enda rad"),
    ],
)
def test_fault_in_a_scenario(old: str, new: str, kod: str, at: tuple[int, int], words: str) -> None:
    text = SCENARIO.replace(old, new) if old else SCENARIO + new
    found = _found("scenarier/tre-batar.yaml", text)

    assert [(d.kod, d.place) for d in found] == [(kod, Place(*at))]
    assert words in _sentences(found[0])[0]


@pytest.mark.parametrize(
    ("addition", "kod", "at", "words"),
    [
        ("total_kr: 1\n", "FYR101", (12, 1), "flytta nyckeln till finansiering"),
        ("finansiering: {total_kr: 1, sammanfattning: x}\n", "FYR101", (12, 29), "till filens översta nivå"),
        ("finansiering: 5\n", "FYR106", (12, 15), "total_kr"),
        ("risker:\n", "FYR126", (12, 8), "ta bort nyckeln"),
        ("moten:\n  - {datum: 2026-02-30, organ: rederi}\n", "FYR109", (13, 13), "rätta dagen"),
        ("moten:\n  - {datum: 2026-2-3, organ: rederi}\n", "FYR110", (13, 13), "2026-05-12"),
        ("moten:\n  - {datum: 20260203, organ: rederi}\n", "FYR110", (13, 13), "2026-05-12"),
        ('moten:\n  - {datum: "1735689600", organ: rederi}\n', "FYR110", (13, 13), "2026-05-12"),
        ("moten:\n  - {datum: 2026-02-03T00:00:00, organ: rederi}\n", "FYR110", (13, 13), "2026-05-12"),
        ("moten:\n  - {datum: 2026-02-03, organ: Rederi}\n", "FYR114", (13, 32), "kommunal_namnd"),
        ("moten:\n  - {datum: , organ: rederi}\n", "FYR126", (13, 12), "ta bort nyckeln"),
        ("diarienummer: 5\n", "FYR106", (12, 15), "nyckel: värde"),
        ("diarienummer: {Holme: KS 1}\n", "FYR113", (12, 16), "gemensam"),
        ('diarienummer: {holme: " KS"}\n', "FYR117", (12, 23), "diariet"),
        ("lankar: [www.a.se]\n", "FYR118", (12, 10), "https://"),
        ("milstolpar: [{id: M1, namn: x, baslinje: 2026-01-01, beror_av: [m2]}]\n", "FYR115", (12, 65), "R1"),
    ],
)
def test_fault_in_a_project(addition: str, kod: str, at: tuple[int, int], words: str) -> None:
    found = _found("projekt/provtur.yaml", PROJECT + addition)

    assert [(d.kod, d.place) for d in found] == [(kod, Place(*at))]
    assert words in _sentences(found[0])[1]


def test_error_that_nobody_has_met_is_still_explained() -> None:
    error = ValidationError.from_exception_data(
        "x", [{"type": "url_scheme", "loc": ("namn",), "input": 5, "ctx": {"expected_schemes": "a"}}]
    )
    kind = next(k for k in KINDS if k.namn == "scenario")
    found = explain(error, kind, Positions("namn: 5\n", "scenarier/a.yaml"))

    assert [(d.kod, d.place) for d in found] == [("FYR118", Place(1, 7))]
    assert _sentences(found[0])[1] == "se nyckelns beskrivning i fyr explain"


def test_list_of_faults_of_form_ends_after_a_hundred() -> None:
    found = _found("scenarier/a.yaml", SCENARIO + "".join(f"okand{i}: 1\n" for i in range(150)))

    assert len(found) == MAX_FAULTS + 1
    assert {d.kod for d in found} == {"FYR101", "FYR030"}
    assert max(found, key=lambda d: d.place or Place(0, 0)).place == next(d.place for d in found if d.kod == "FYR030")


def test_missing_rows_are_counted() -> None:
    text = "id: navigera\nnamn: x\nkalla: x\ngrupper: []\n"
    found = _found("formagor/navigera.yaml", text)

    assert [(d.kod, d.place) for d in found] == [("FYR121", Place(4, 10))]


def test_all_faults_of_a_file_come_at_once() -> None:
    text = SCENARIO.replace("hog", "x").replace("12", "0").replace("Tre båtar", "3") + "a: 1\nb: 2\n"

    assert [(d.kod, d.place) for d in _found("scenarier/a.yaml", text)] == [
        ("FYR124", Place(2, 7)),
        ("FYR119", Place(5, 14)),
        ("FYR108", Place(6, 12)),
        ("FYR101", Place(7, 1)),
        ("FYR101", Place(8, 1)),
    ]


def test_faults_of_reading_and_form_come_together() -> None:
    text = SCENARIO + "namn: &x Fyra\nprioritet: 1\nannat: 2\n"

    assert [(d.kod, d.place) for d in _found("scenarier/a.yaml", text)] == [
        ("FYR010", Place(7, 1)),
        ("FYR011", Place(7, 7)),
        ("FYR010", Place(8, 1)),
        ("FYR101", Place(9, 1)),
    ]
