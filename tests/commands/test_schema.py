"""The schemas say the same as the models: of every file of the example, and of what is wrong with it."""

from __future__ import annotations

import json
import os
from copy import deepcopy
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import to_json

from fyrportfolj.commands.json_schema import made_from, text_of
from fyrportfolj.commands.schema import schema_of, write_schemas
from fyrportfolj.errors import UsageError
from fyrportfolj.model.artefacts import ARTEFACTS
from fyrportfolj.store.kinds import KINDS, Kind, kind_of
from fyrportfolj.store.load import odd_days
from fyrportfolj.store.source import WorkingTree
from fyrportfolj.store.yamltext import parse

LARGE = os.environ.get("FYR_STOR") == "1"

# Without stubs of its own, so its names are taken as they come.
jsonschema: Any = import_module("jsonschema")

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "portfolio-data"
FILES = [p for p in WorkingTree(SHIPPED).paths() if kind_of(p)]

Path_ = tuple[str | int, ...]


@cache
def validator(name: str) -> Any:
    return jsonschema.Draft202012Validator(schema_of(name), format_checker=jsonschema.FormatChecker(["date"]))


@cache
def document(path: str) -> dict[str, Any]:
    data = parse((SHIPPED / path).read_bytes(), path).data
    assert data is not None
    return data


def kind(path: str) -> Kind:
    found = kind_of(path)
    assert found is not None
    return found


def model_says_yes(which: Kind, data: object) -> bool:
    try:
        which.modell.model_validate_json(to_json(data))
    except ValidationError:
        return False
    # Pydantic takes digits for seconds since 1970; the reader refuses them, as the schema does.
    return not any(odd_days(data, which.modell))


def places(data: object, here: Path_ = ()) -> list[Path_]:
    found: list[Path_] = [here] if here else []
    if isinstance(data, dict):
        return found + [p for k, v in data.items() for p in places(v, (*here, k))]
    if isinstance(data, list):
        return found + [p for i, v in enumerate(data) for p in places(v, (*here, i))]
    return found


VALUES: st.SearchStrategy[object] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 30),
    st.integers(10**14, 10**17),
    st.decimals(min_value=-9, max_value=200, places=2).map(float).filter(lambda x: x != int(x)),
    st.sampled_from(
        [
            "",
            " ",
            "x",
            "Åsa",
            "a-b",
            "a_b",
            "A1",
            "R1",
            "R12345",
            "1.0",
            "1",
            "605000",
            "605000.50",
            "-5",
            "605000.505",
            "2026-02-28",
            "2026-02-30",
            "2026-2-28",
            "2026-02-28T00:00:00",
            "rad\n",
            "två\nrader",
            "a" * 81,
            "a" * 301,
            "https://exempel.se/",
            "mailto:a@exempel.se",
            "ftp://exempel.se",
            "0" * 64,
            "2026-05-12-namnd-tanum",
            "12-31",
            "13-01",
            "utkast",
            "fortsatt",
        ]
    ),
    st.lists(st.sampled_from(["a", 1, None, "R1"]), max_size=2),
    st.dictionaries(st.sampled_from(["id", "a b", "tanum"]), st.sampled_from(["x", 1, "KS 2026/1"]), max_size=2),
)


@st.composite
def mutants(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    path = draw(st.sampled_from(FILES))
    data = deepcopy(document(path))
    for _ in range(draw(st.integers(1, 2))):
        where = draw(st.sampled_from(places(data) or [("id",)]))
        holder: Any = data
        for step in where[:-1]:
            holder = holder[step]
        match draw(st.sampled_from(["replace", "replace", "remove", "add"])):
            case "remove":
                del holder[where[-1]]
            case "add" if isinstance(holder, dict):
                holder[draw(st.sampled_from(["namn", "okand", "kommentar", "id", "version"]))] = draw(VALUES)
            case _:
                holder[where[-1]] = draw(VALUES)
    return path, data


@pytest.mark.parametrize("which", KINDS, ids=lambda k: k.namn)
def test_is_valid_against_the_metaschema(which: Kind) -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of(which.namn))


@pytest.mark.parametrize("slug", ARTEFACTS)
def test_every_artefact_has_one_too(slug: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of(slug))


@pytest.mark.parametrize("path", FILES)
def test_takes_every_file_of_the_example(path: str) -> None:
    errors = list(validator(kind(path).namn).iter_errors(document(path)))

    assert errors == []


@settings(max_examples=400 if LARGE else 130, deadline=None)
@given(mutants())
def test_says_the_same_as_the_model(mutant: tuple[str, dict[str, Any]]) -> None:
    path, data = mutant
    which = kind(path)

    assert validator(which.namn).is_valid(data) == model_says_yes(which, data)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        # In JSON Schema 3.0 is an integer; the model asks for it to be written as one.
        (("risker", 0, "sannolikhet"), 3.0),
        # multipleOf with decimals gives false alarms in editors that count in binary.
        (("finansiering", "total_kr"), 605000.505),
    ],
)
def test_what_json_schema_cannot_say_is_known(field: Path_, value: float) -> None:
    path = "projekt/digital-motor-fyrbodal.yaml"
    data: Any = deepcopy(document(path))
    holder = data
    for step in field[:-1]:
        holder = holder[step]
    holder[field[-1]] = value

    assert validator("projekt").is_valid(data)
    assert not model_says_yes(kind(path), data)


@pytest.mark.parametrize("which", KINDS, ids=lambda k: k.namn)
def test_the_committed_ones_are_what_fyr_schema_writes(which: Kind) -> None:
    committed = (SHIPPED / "schema" / which.schema).read_text(encoding="utf-8")

    assert committed == text_of(made_from(which.modell, which.namn))


@pytest.mark.parametrize("path", FILES)
def test_every_file_names_its_schema(path: str) -> None:
    first = (SHIPPED / path).read_text(encoding="utf-8").splitlines()[0]
    up = "../" * path.count("/")

    assert first == f"# yaml-language-server: $schema={up}schema/{kind(path).schema}"


def test_every_field_has_a_swedish_heading_and_sentence() -> None:
    parts = [schema_of(k.namn) for k in KINDS]
    parts += [d for s in parts for d in s.get("$defs", {}).values()]

    bare = [(n, p) for s in parts for n, p in s.get("properties", {}).items() if not p["description"].endswith(".")]

    assert bare == []


def test_descriptions_carry_unit_and_source() -> None:
    made = schema_of("initiativ")

    assert made["$defs"]["Finansiering"]["properties"]["total_kr"]["description"] == "Hela kostnaden. Enhet: kr."


def test_writes_only_what_changed(tmp_path: Path) -> None:
    first = write_schemas(tmp_path)
    (tmp_path / "roller.schema.json").write_text("{}", encoding="utf-8")
    second = write_schemas(tmp_path)

    assert len(first.data.skrivna) == len(KINDS)
    assert second.data.skrivna == ("roller.schema.json",)
    assert json.loads((tmp_path / "roller.schema.json").read_text(encoding="utf-8")) == schema_of("roller")


def test_unknown_name_proposes_a_near_one() -> None:
    with pytest.raises(UsageError) as raised:
        schema_of("initativ")

    assert str(raised.value.help) == "menade du initiativ?"


def test_a_day_that_does_not_exist_is_refused() -> None:
    data = deepcopy(document("projekt/digital-motor-fyrbodal.yaml"))
    data["start"] = "2025-02-30"

    assert not validator("projekt").is_valid(data)
