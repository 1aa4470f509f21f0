"""Every document of the processes has a class whose fields a person can read about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from fyrportfolj.model.artefacts import ARTEFACTS, Artefakter, artefact_rows, titel
from fyrportfolj.model.artefacts.avtal import Avsiktsforklaring
from fyrportfolj.model.artefacts.base import Artefakt, content_hash
from fyrportfolj.model.artefacts.direktiv import Programdirektiv
from fyrportfolj.model.artefacts.nytta import Nyttorealiseringsplan
from fyrportfolj.model.artefacts.rapporter import Statusrapport
from fyrportfolj.model.artefacts.traits import MedBudget, MedKommuner, MedNyttor, MedParter
from fyrportfolj.model.base import Model
from tests.support.texts import read

PORTFOLIO_PROCESS = [
    "idebeskrivning",
    "utvarderingsrapport_genomforbarhet",
    "overgripande_programdirektiv",
    "nyttoprognos",
    "avsiktsforklaring",
    "programdirektiv",
    "programplan",
    "samverkansavtal",
    "statusrapport",
    "riskhanteringsplan",
    "resursrapport",
    "avtal_om_uppsagning",
    "overforing_immateriella_rattigheter",
    "arkitekturbeskrivning",
    "forvaltningsplan",
    "kommunikationsplan",
    "projektdokumentation",
    "avvecklingsplan",
    "beslut_om_programavslut",
    "effektbokslut",
    "analysrapport",
]
PROJECT_PROCESS = [
    "intresseforfragan",
    "forstudiedirektiv",
    "forstudierapport",
    "samverkansavtal",
    "nyttokalkyl",
    "projektdirektiv",
    "projektplan",
    "nyttorealiseringsplan",
    "statusrapport",
    "riskhanteringsplan",
    "slutrapport",
    "effektbokslut",
]
REMISS_PROCESS = ["handlingsplan", "remissforfragan", "remissyttrande", "yttranderapport"]
LISTS = {"statusrapport", "remissyttrande"}

PROGRAMDIREKTIV: dict[str, Any] = {
    "status": "utkast",
    "version": "0.2",
    "datum": "2026-03-02",
    "upprattad_av": "programchef",
    "diarienummer": {"tanum": "KS 2026/0231"},
    "bakgrund": "Larmen går till fjorton olika ställen.",
    "syfte": "Snabbare svar på larm.",
    "effektmal": [
        {
            "id": "E1",
            "namn": "Kortare svarstid",
            "indikator": "Sekunder till svar",
            "nulage": {"varde": 94.5, "enhet": "s", "datum": "2026-01-15", "status": "uppmatt"},
            "mal": {"varde": 45, "enhet": "s", "datum": "2028-12-31"},
            "riktning": "minska",
            "malkoppling": ["stark-samverkan"],
        }
    ],
    "risker": ["R1"],
    "organisation": [{"roll": "programchef", "uppgift": "Leder programmet"}],
    "per_kommun": [{"kommun": "tanum", "intresse": "hogt", "kapacitet": "osaker", "medel_kr": 120000}],
    "budget": [{"post": "Programledning", "belopp_kr": 900000, "slag": "personal", "ar": 2026}],
    "budget_total_kr": 900000,
}

STATUSRAPPORT: dict[str, Any] = {
    "status": "godkand",
    "version": "1.0",
    "period_fran": "2020-09-25",
    "period_till": "2020-10-31",
    "rader": [
        {"omrade": "budget", "status": "enligt_plan"},
        {
            "omrade": "tid",
            "status": "mindre_komplikationer",
            "avvikelse": "Workshoppar förskjuts",
            "ingen_atgard": True,
            "ingen_atgard_motivering": "Ryms i planen",
        },
    ],
    "beslutad_kr": 605000,
    "beslut_som_behovs": [{"forslag": "Att godkänna projektplanen", "alternativ": ["Att vänta"]}],
}

NYTTA: dict[str, Any] = {
    "id": "N1",
    "namn": "Färre manuella avrop",
    "nyttotyp": "omfordelning",
    "vardering": "pengar",
    "intressent": {"typ": "kommun", "kommuner": ["orust", "tanum"]},
    "nyttoansvarig": {"roll": "socialchef", "kommun": "orust"},
    "indikator": "Minuter per avrop",
    "nulage": {"varde": 14, "enhet": "min", "datum": "2026-03-15", "status": "uppmatt"},
    "mal": {"varde": 6, "enhet": "min", "datum": "2028-12-31"},
    "riktning": "minska",
    "berakning": {"formel": "minuter × antal × timkostnad", "volym": 9000, "timkostnad_kr": 450},
    "per_ar": [{"ar": 2027, "lag_kr": 200000, "trolig_kr": 400000, "hog_kr": 500000}],
    "utfall": [{"datum": "2027-12-15", "varde": 11}],
    "status": "planerad",
}


def models_of(annotation: object) -> Iterator[type[Model]]:
    """Every model that an annotation mentions, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for inner in get_args(annotation):
        yield from models_of(inner)


def reachable(*roots: type[Model]) -> set[type[Model]]:
    seen: set[type[Model]] = set()
    queue = list(roots)
    while queue:
        cls = queue.pop()
        if cls not in seen:
            seen.add(cls)
            queue += [m for f in cls.model_fields.values() for m in models_of(f.annotation)]
    return seen


ALL_MODELS = sorted(reachable(Artefakter), key=lambda m: m.__name__)


def validate(cls: type[Artefakt], data: object) -> Artefakt:
    return cls.model_validate_json(json.dumps(data))


@pytest.mark.parametrize("slug", [*PORTFOLIO_PROCESS, *PROJECT_PROCESS, *REMISS_PROCESS])
def test_every_document_of_the_processes_has_a_class(slug: str) -> None:
    assert ARTEFACTS[slug].__name__ == "".join(part.capitalize() for part in slug.split("_"))


def test_there_is_no_document_that_no_process_names() -> None:
    assert set(ARTEFACTS) == {*PORTFOLIO_PROCESS, *PROJECT_PROCESS, *REMISS_PROCESS}


def test_the_mapping_in_a_file_has_the_same_documents_as_the_table() -> None:
    assert list(Artefakter.model_fields) == list(ARTEFACTS)
    for slug, field in Artefakter.model_fields.items():
        assert set(models_of(field.annotation)) == {ARTEFACTS[slug]}
        assert (field.default == ()) is (slug in LISTS)


@pytest.mark.parametrize("cls", ALL_MODELS, ids=lambda m: m.__name__)
def test_every_field_has_a_title_and_a_sentence(cls: type[Model]) -> None:
    for name, field in cls.model_fields.items():
        assert field.title, name
        assert field.title[0].isupper(), name
        assert field.description, name
        assert field.description.endswith("."), name


@pytest.mark.parametrize("cls", ALL_MODELS, ids=lambda m: m.__name__)
def test_money_and_scales_say_their_unit(cls: type[Model]) -> None:
    for name, field in cls.model_fields.items():
        if name.endswith(("_kr", "_timmar", "_procent")):
            extra = field.json_schema_extra
            assert isinstance(extra, dict), name
            assert extra.get("enhet"), name


@pytest.mark.parametrize("cls", ALL_MODELS, ids=lambda m: m.__name__)
def test_no_field_is_a_float(cls: type[Model]) -> None:
    assert not [name for name, field in cls.model_fields.items() if "float" in repr(field.annotation)]


@pytest.mark.parametrize("slug", ARTEFACTS)
def test_each_document_says_in_swedish_what_it_is_for_and_where_it_comes_from(slug: str) -> None:
    text = ARTEFACTS[slug].__doc__ or ""
    assert "Källa:" in text
    assert re.search("[åäö]", text)
    assert titel(slug)[0].isupper()
    assert "_" not in titel(slug)


def test_an_unknown_document_keeps_its_own_name() -> None:
    assert titel("finns_inte") == "finns_inte"


@pytest.mark.parametrize("slug", ARTEFACTS)
def test_a_draft_needs_only_status_and_version(slug: str) -> None:
    document = validate(ARTEFACTS[slug], {"status": "utkast", "version": "0.1"})
    assert document.version == "0.1"
    with pytest.raises(ValidationError, match="version"):
        validate(ARTEFACTS[slug], {"status": "utkast"})


@pytest.mark.parametrize("slug", ARTEFACTS)
def test_a_field_that_no_class_names_is_refused(slug: str) -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        validate(ARTEFACTS[slug], {"status": "utkast", "version": "0.1", "paahittat": 1})


def test_filled_documents_are_accepted() -> None:
    directive = Programdirektiv.model_validate_json(json.dumps(PROGRAMDIREKTIV))
    assert str(directive.effektmal[0].nulage and directive.effektmal[0].nulage.varde) == "94.5"
    assert directive.per_kommun[0].kapacitet == "osaker"
    report = Statusrapport.model_validate_json(json.dumps(STATUSRAPPORT))
    assert [r.omrade for r in report.rader] == ["budget", "tid"]
    plan = Nyttorealiseringsplan.model_validate_json(
        json.dumps({"status": "utkast", "version": "0.1", "nyttor": [NYTTA]})
    )
    assert plan.nyttor[0].per_ar[0].trolig_kr == 400_000


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("version",), 0.2),
        (("status",), "klar"),
        (("datum",), "2026-13-02"),
        (("bakgrund",), 7),
        (("budget_total_kr",), True),
        (("budget_total_kr",), 900000.123),
        (("budget", 0, "belopp_kr"), -1),
        (("budget", 0, "ar"), "2026"),
        (("effektmal", 0, "id"), "effekt ett"),
        (("effektmal", 0, "nulage", "status"), "kanske"),
        (("effektmal", 0, "indikator"), None),
        (("per_kommun", 0, "kommun"), "Tanum"),
        (("organisation", 0, "roll"), "Programchef"),
        (("risker",), "R1"),
    ],
)
def test_a_wrong_value_is_refused_at_its_place(path: tuple[str | int, ...], wrong: object) -> None:
    data = json.loads(json.dumps(PROGRAMDIREKTIV))
    target = data
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = wrong
    with pytest.raises(ValidationError) as caught:
        validate(Programdirektiv, data)
    assert [e["loc"] for e in caught.value.errors()] == [path]


def test_a_row_without_what_gives_it_meaning_is_refused() -> None:
    for row in ({"omrade": "tid"}, {"status": "enligt_plan"}):
        with pytest.raises(ValidationError, match="missing"):
            validate(Statusrapport, {**STATUSRAPPORT, "rader": [row]})
    for field in ("id", "namn", "nyttotyp"):
        row = {k: v for k, v in NYTTA.items() if k != field}
        with pytest.raises(ValidationError, match=field):
            validate(Nyttorealiseringsplan, {"status": "utkast", "version": "0.1", "nyttor": [row]})


def test_a_rule_can_ask_for_a_trait_instead_of_each_class() -> None:
    having = {
        trait: {s for s, c in ARTEFACTS.items() if issubclass(c, trait)}
        for trait in (MedBudget, MedKommuner, MedNyttor, MedParter)
    }
    assert {"programdirektiv", "programplan", "projektplan"} <= having[MedBudget]
    assert {"intresseforfragan", "programdirektiv", "yttranderapport"} <= having[MedKommuner]
    assert having[MedNyttor] == {"nyttoprognos", "nyttokalkyl", "nyttorealiseringsplan", "effektbokslut"}
    assert {"avsiktsforklaring", "samverkansavtal"} <= having[MedParter]


def test_rows_come_in_the_order_of_the_processes_with_their_place_in_a_list() -> None:
    draft = {"status": "utkast", "version": "0.1"}
    artefakter = Artefakter.model_validate_json(
        json.dumps({"slutrapport": draft, "statusrapport": [draft, STATUSRAPPORT], "idebeskrivning": draft})
    )
    found = [(slug, index, a.version) for slug, index, a in artefact_rows(artefakter)]
    assert found == [
        ("idebeskrivning", None, "0.1"),
        ("statusrapport", 0, "0.1"),
        ("statusrapport", 1, "1.0"),
        ("slutrapport", None, "0.1"),
    ]


def test_an_undertaking_without_documents_gives_none() -> None:
    assert list(artefact_rows(Artefakter())) == []


@pytest.mark.parametrize("status", ["pa_remiss", "godkand", "faststalld", "ersatt"])
def test_the_sum_does_not_depend_on_the_status(status: str) -> None:
    before = content_hash(validate(Programdirektiv, PROGRAMDIREKTIV))
    assert content_hash(validate(Programdirektiv, {**PROGRAMDIREKTIV, "status": status})) == before


@given(st.permutations(list(PROGRAMDIREKTIV)))
def test_the_sum_does_not_depend_on_the_order_of_the_keys(order: list[str]) -> None:
    shuffled = {k: PROGRAMDIREKTIV[k] for k in order}
    assert content_hash(validate(Programdirektiv, shuffled)) == content_hash(validate(Programdirektiv, PROGRAMDIREKTIV))


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_the_sum_tells_two_texts_apart(one: str, other: str) -> None:
    sums = [content_hash(validate(Programdirektiv, {**PROGRAMDIREKTIV, "bakgrund": text})) for text in (one, other)]
    assert (sums[0] == sums[1]) is (one == other)
    assert all(re.fullmatch("[0-9a-f]{64}", s) for s in sums)


@pytest.mark.parametrize("field", [k for k in PROGRAMDIREKTIV if k not in {"status", "version"}])
def test_the_sum_changes_when_a_field_is_taken_away(field: str) -> None:
    rest = {k: v for k, v in PROGRAMDIREKTIV.items() if k != field}
    assert content_hash(validate(Programdirektiv, rest)) != content_hash(validate(Programdirektiv, PROGRAMDIREKTIV))


def test_the_sum_of_an_agreement_leaves_out_who_has_signed_but_not_who_the_parties_are() -> None:
    text = '{status: utkast, version: "1.0", syfte: Samverkan, parter: [{part: orust%s}]}'
    waiting = read(text % "", Avsiktsforklaring)
    signed = read(text % ", svar: undertecknat, datum: 2026-01-01", Avsiktsforklaring)
    other = read((text % "").replace("orust", "tanum"), Avsiktsforklaring)

    assert content_hash(waiting) == content_hash(signed)
    assert content_hash(waiting) != content_hash(other)
