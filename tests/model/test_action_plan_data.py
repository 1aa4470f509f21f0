"""The action plan in `portfolio-data` is whole: every name, driver, goal and link of the source is there.

The lists below are written from the source, not from the files, so that a lost or renamed row fails.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
import ryaml
from pydantic_core import to_json

from fyrportfolj.model.base import Model
from fyrportfolj.model.initiative import Initiative
from fyrportfolj.model.plan import ActionPlan, Delomrade, ExternInitiative, FocusArea
from fyrportfolj.resources import resource

DATA = resource("portfolio-data")

FOCUS_AREAS = {
    "Framtidens kommunala service": (
        "Barnomsorg och utbildning",
        "Socialtjänst",
        "Infrastruktur och skydd",
        "Kultur och fritid",
        "Näringsliv och arbetsmarknad",
        "Bygga och bo",
    ),
    "Framtidens kommunala förvaltning": (
        "Styrning och ledning",
        "Verksamhetsstöd",
        "IT-leverans",
        "Regionala och nationella initiativ",
    ),
    "Handlingsplanens metodstöd": ("Metodramverk för digitalisering", "Portföljstyrningsprocess"),
}

ASPECTS = {
    "Framtidens kommunala service": ("Ordning och reda", "Effektivitet", "Innovation"),
    "Framtidens kommunala förvaltning": (
        "Datadriven styrning och ledning",
        "Effektivitet och precision",
        "Transparens och ansvarsskyldighet",
    ),
    "Handlingsplanens metodstöd": (
        "Införande av metodramverk",
        "Mätning och uppföljning av digital mognad",
        "Process för portföljstyrning",
    ),
}

GOALS = {
    "Barnomsorg och utbildning": (
        "Stark samverkan mellan utbildning och arbetsliv",
        "Livslångt lärande",
        "Utvecklade hälsofrämjande och tidiga insatser",
    ),
    "Socialtjänst": (
        "Stark samverkan",
        "Forskning, kunskapsutveckling och kvalitet",
        "Utvecklade hälsofrämjande och tidiga insatser",
    ),
    "Infrastruktur och skydd": ("Robust och sammanhållen samhällsplanering",),
    "Kultur och fritid": ("Attraktiva livsmiljöer",),
    "Näringsliv och arbetsmarknad": ("Konkurrenskraftigt och innovativt näringsliv",),
    "Bygga och bo": ("Robust och sammanhållen samhällsplanering", "Attraktiva livsmiljöer"),
    "Styrning och ledning": ("Stark samverkan", "En hållbar och effektiv styrning och ledning"),
    "Verksamhetsstöd": ("Livslångt lärande", "Stark samverkan"),
    "IT-leverans": ("Stark samverkan", "Robust och sammanhållen samhällsplanering"),
    "Regionala och nationella initiativ": ("Stark samverkan",),
    "Metodramverk för digitalisering": (
        "Stark samverkan",
        "En hållbar och effektiv styrning och ledning",
        "En hållbar ekonomi i balans",
    ),
    "Portföljstyrningsprocess": (
        "Stark samverkan",
        "En hållbar och effektiv styrning och ledning",
        "En hållbar ekonomi i balans",
    ),
}

INITIATIVES = {
    "Barnomsorg och utbildning": (
        "Lokalindex för skollokaler",
        "Utveckling av digitala läromedel och verktyg",
        "Pilotprojekt för AI i undervisningen",
        "Hybridundervisning",
    ),
    "Socialtjänst": (
        "Gemensam trygghetscentral",
        "Implementering av välfärdsteknik",
        "Säker digital kommunikation",
        "Gemensamt verksamhetssystem för socialtjänst",
    ),
    "Infrastruktur och skydd": (
        "Digital infrastrukturkartläggning",
        "Smart teknik i transportnät",
        "Krisberedskapsplanering",
        "Integrerad smart city-teknik",
        "Stödja digital innovation",
    ),
    "Kultur och fritid": (
        "Digitala fritidsaktiviteter",
        "Digital folkbildning",
        "Bokning av fritidslokaler",
        "Digital turistinformation",
        "Digitala bibliotekstjänster",
    ),
    "Näringsliv och arbetsmarknad": (
        "Digital arena",
        "Digital plattform för företagsservice",
        "Gemensam datalagring och analys",
        "Digital kompetensutveckling",
    ),
    "Bygga och bo": (
        "Digitala tvillingar och samhällsplanering",
        "Digitala plattformar för boendeinformation",
        "E-tjänster för bygglov",
        "Digitala lösningar för energieffektivisering",
        "Utbildningsprogram",
    ),
    "Styrning och ledning": (
        "Beredningsgrupp för digitalisering",
        "Utveckla samverkans- och finansieringsprinciper",
        "Gemensamma principer för AI och informationshantering",
        "Utveckling av datadriven förvaltningsstyrning",
        "Riktade utbildningar för politiker",
    ),
    "Verksamhetsstöd": (
        "AI-kundtjänst",
        "Digital rekryteringsprocess",
        "Gemensam kompetensplattform",
        "Digital posthantering",
    ),
    "IT-leverans": (
        "Samverkansstruktur IT-arkitektur",
        "Samverkansstruktur för cybersäkerhet",
        "Gemensam plattformsstrategi",
        "Optimera supportprocesser",
    ),
    "Regionala och nationella initiativ": (
        "Delta aktivt i dialogen med nationella och regionala aktörer",
        "Beredning av och diskussion om initiativ i kommunen och professionsnätverk",
        "Positionera och lämna gemensamma yttranden i viktiga digitaliseringsfrågor",
        "Analysera initiativen för att förstå potentiella fördelar av delregional samverkan",
    ),
    "Metodramverk för digitalisering": (
        "Etablering av en process för mätning och uppföljning av digital mognad",
        "Kompetensutveckling i nyttorealisering och effekthemtagning",
        "Kompetensutveckling inom agila ramverk",
        "Kompetensutveckling inom arkitekturramverk",
        "Kompetensutveckling i förmågebaserad planering",
    ),
    "Portföljstyrningsprocess": (
        "Införande av en gemensam portföljstyrningsmodell",
        "Kompetensutveckling i portföljstyrning",
        "Implementering av en digital plattform för portföljstyrning",
    ),
}

IOT = "IoT-samverkan Västra Götaland (sensorplattform)"

DRIVERS: dict[str, dict[str, tuple[str, ...]]] = {
    "Barnomsorg och utbildning": {
        "Införandestöd Digitala nationella prov": ("SKR",),
        "AI i skolan": ("Skolverket",),
        "Nationell digitaliseringsstrategi för skolväsendet": ("Regeringskansliet",),
    },
    "Socialtjänst": {
        "Digitala hjälpmedel i samverkan": ("Hjälpmedelscentralen", "VGR"),
        IOT: ("Digitaliseringsrådet Västra Götaland",),
        "Säker digital kommunikation (SDK) för socialtjänst": ("SKR",),
        "Gemensam informationsförsörjning": ("SKR",),
        "Breddinförande av vissa välfärdstekniska lösningar": ("SKR",),
    },
    "Infrastruktur och skydd": {
        IOT: ("Digitaliseringsrådet Västra Götaland",),
        "Säker digital kommunikation (SDK) för offentlig sektor": ("DIGG",),
        "Bredbandsutbyggnad i glesbygd": ("PTS",),
        "Digital beredskap för krishantering": ("MSB",),
        "Gigabit Infrastructure Act": ("EU-kommissionen",),
    },
    "Kultur och fritid": {
        "Nationell strategi för digitalt kulturarv": ("Riksantikvarieämbetet",),
        "Digitala verkstan": ("Folkbildningsrådet",),
        "DigidelCenter": ("SKR", "VGR"),
        "Digitala bibliotekstjänster": ("Kungliga biblioteket",),
    },
    "Näringsliv och arbetsmarknad": {
        "Single Digital Gateway (SDG)": ("DIGG",),
        "Digital plattform för företagsservice": ("Verksamt.se",),
        "Sveriges dataportal och Nationella dataverkstaden": ("DIGG", "VGR"),
        "Techarena Borås": ("Högskolan i Borås", "Techföretag", "Borås stad"),
    },
    "Bygga och bo": {
        "Urban Twin Transition Center (UTTC)": ("VGR", "SCDI"),
        "Digital tvilling för stadsplanering": ("Boverket",),
        "Nationell geodataplattform": ("Lantmäteriet",),
        "Digitalisering av samhällsbyggnadsprocessen": ("Boverket",),
    },
    "Styrning och ledning": {
        "Automatisera handläggning och beslut": ("DIGG",),
        "Kraftsamling för AI i kommuner och civilsamhälle": ("AI Sweden", "SKR", "DIGG", "Vinnova"),
        "Riktade utbildningar för politiker": ("SKR",),
    },
    "Verksamhetsstöd": {
        "FoU-program om digital arbetsmiljö": ("SKR",),
        "Digital post": ("SKR",),
        "Data Governance Act": ("Regeringskansliet",),
        "Digital assistent för offentlig sektor": ("AI Sweden",),
    },
    "IT-leverans": {
        "NIS2-direktivet": ("EU-kommissionen",),
        "Svenskt ramverk för digital samverkan 1.3": ("DIGG",),
    },
    "Regionala och nationella initiativ": {
        "Handslag för digitalisering": ("SKR", "Adda", "Inera"),
        "Kraftsamling digitalisering": ("VGR",),
    },
    "Metodramverk för digitalisering": {
        "Nyttorealisering": ("DIGG",),
        "Arkitekturgemenskapen": ("Inera",),
        "Dimios": ("Forskningskonsortiet Digital förvaltning", "Adda"),
    },
    "Portföljstyrningsprocess": {
        "PMI:s The Standard for Portfolio Management": ("Project Management Institute Sweden Chapter",),
    },
}

NOT_NATIONAL = {
    "Digitala hjälpmedel i samverkan": "regional",
    IOT: "regional",
    "Techarena Borås": "regional",
    "Urban Twin Transition Center (UTTC)": "regional",
    "Kraftsamling digitalisering": "regional",
    "Gigabit Infrastructure Act": "europeisk",
    "Single Digital Gateway (SDG)": "europeisk",
    "Data Governance Act": "europeisk",
    "NIS2-direktivet": "europeisk",
    "PMI:s The Standard for Portfolio Management": "internationell",
}

M = TypeVar("M", bound=Model)


def read(path: Path, form: type[M]) -> M:
    with path.open(encoding="utf-8") as file:
        return form.model_validate_json(to_json(ryaml.load(file)))


@pytest.fixture(scope="module")
def plan() -> ActionPlan:
    return read(DATA / "handlingsplan" / "handlingsplan.yaml", ActionPlan)


@pytest.fixture(scope="module")
def focus_areas() -> dict[str, FocusArea]:
    paths = [p for p in (DATA / "handlingsplan").glob("*.yaml") if p.stem != "handlingsplan"]
    return {p.stem: read(p, FocusArea) for p in paths}


@pytest.fixture(scope="module")
def areas_in_order(focus_areas: dict[str, FocusArea]) -> list[FocusArea]:
    return sorted(focus_areas.values(), key=lambda area: area.ordning)


@pytest.fixture(scope="module")
def sub_areas(areas_in_order: list[FocusArea]) -> list[Delomrade]:
    return [sub for area in areas_in_order for sub in area.delomraden]


@pytest.fixture(scope="module")
def files() -> dict[str, Initiative]:
    """Every initiative of the plan by file name; invented examples are not of the plan."""
    everything = {p.stem: read(p, Initiative) for p in (DATA / "initiativ").glob("*.yaml")}
    return {stem: initiative for stem, initiative in everything.items() if not initiative.exempel}


@pytest.fixture(scope="module")
def external(plan: ActionPlan) -> dict[str, ExternInitiative]:
    return {e.id: e for e in plan.externa_initiativ}


def test_the_source_lists_of_this_test_have_the_plans_counts() -> None:
    assert len(FOCUS_AREAS) == 3
    assert sum(map(len, FOCUS_AREAS.values())) == 12
    assert len({goal for goals in GOALS.values() for goal in goals}) == 10
    assert sum(map(len, INITIATIVES.values())) == 52
    assert sum(map(len, DRIVERS.values())) == 40
    assert len({name for names in DRIVERS.values() for name in names}) == 39
    assert [len(INITIATIVES[sub]) for sub in GOALS] == [4, 4, 5, 5, 4, 5, 5, 4, 4, 4, 5, 3]
    assert [len(DRIVERS[sub]) for sub in GOALS] == [3, 5, 5, 4, 4, 4, 3, 4, 2, 2, 3, 1]


def test_the_head_names_the_plan_and_its_years(plan: ActionPlan) -> None:
    assert (plan.namn, plan.period) == ("Handlingsplan för digitalisering", "2024–2025")
    assert plan.faststalld is None, "the source gives no day of approval"
    assert plan.arbetssatt


def test_focus_areas_and_sub_areas_stand_in_the_plans_order(
    areas_in_order: list[FocusArea], focus_areas: dict[str, FocusArea]
) -> None:
    assert {a.namn: tuple(d.namn for d in a.delomraden) for a in areas_in_order} == FOCUS_AREAS
    assert [a.namn for a in areas_in_order] == list(FOCUS_AREAS)
    assert [a.ordning for a in areas_in_order] == [1, 2, 3]
    assert all(stem == area.id for stem, area in focus_areas.items())


def test_each_focus_area_has_its_important_aspects(areas_in_order: list[FocusArea]) -> None:
    assert {a.namn: tuple(text.partition(":")[0] for text in a.viktiga_aspekter) for a in areas_in_order} == ASPECTS


def test_the_ten_goals_are_there_once(plan: ActionPlan) -> None:
    assert sorted(g.namn for g in plan.mal) == sorted({goal for goals in GOALS.values() for goal in goals})
    assert len({g.id for g in plan.mal}) == 10


def test_each_sub_area_has_its_goals(plan: ActionPlan, sub_areas: list[Delomrade]) -> None:
    names = {g.id: g.namn for g in plan.mal}
    assert {d.namn: tuple(names[key] for key in d.mal) for d in sub_areas} == GOALS


def test_each_sub_area_lists_its_initiatives_in_the_plans_order(
    sub_areas: list[Delomrade], files: dict[str, Initiative]
) -> None:
    assert {d.namn: tuple(files[key].namn for key in d.initiativ) for d in sub_areas} == INITIATIVES


def test_every_initiative_file_is_listed_once_under_its_own_sub_area(
    sub_areas: list[Delomrade], files: dict[str, Initiative]
) -> None:
    listed = [(d.id, key) for d in sub_areas for key in d.initiativ]
    assert sorted(listed) == sorted((i.delomrade, stem) for stem, i in files.items())
    assert all(stem == i.id for stem, i in files.items())


def test_each_sub_area_lists_its_external_initiatives_with_their_drivers(
    sub_areas: list[Delomrade], external: dict[str, ExternInitiative]
) -> None:
    found = {d.namn: {external[key].namn: external[key].drivs_av for key in d.externa_initiativ} for d in sub_areas}
    assert found == DRIVERS
    assert [list(names) for names in found.values()] == [list(names) for names in DRIVERS.values()]


def test_no_external_initiative_is_listed_nowhere(
    plan: ActionPlan, sub_areas: list[Delomrade], external: dict[str, ExternInitiative]
) -> None:
    assert len(plan.externa_initiativ) == len(external) == 39
    assert {key for d in sub_areas for key in d.externa_initiativ} == set(external)


def test_each_external_initiative_has_its_level(plan: ActionPlan) -> None:
    assert {e.namn: e.niva for e in plan.externa_initiativ if e.niva != "nationell"} == NOT_NATIONAL


def test_initiatives_link_only_to_external_initiatives_of_their_own_sub_area(
    sub_areas: list[Delomrade], files: dict[str, Initiative]
) -> None:
    own = {d.id: set(d.externa_initiativ) for d in sub_areas}
    links = [(i.delomrade, link) for i in files.values() for link in i.externa_initiativ]
    assert [link.initiativ for sub, link in links if link.initiativ not in own[sub]] == []
    assert all(link.hur for _, link in links)
    assert len(links) >= 20, "the plan itself lists many matches"


def test_nothing_is_invented_about_an_initiative(files: dict[str, Initiative]) -> None:
    given = {"id", "namn", "process", "fas", "delomrade", "sammanfattning", "externa_initiativ"}
    assert {stem: i.model_fields_set - given for stem, i in files.items() if i.model_fields_set - given} == {}
    assert {(i.fas, i.process.slug, i.process.version) for i in files.values()} == {("strategi", "portfolj", "0.5")}


def test_each_file_names_its_schema_and_its_source(focus_areas: dict[str, FocusArea]) -> None:
    plan_files = [DATA / "handlingsplan" / f"{stem}.yaml" for stem in ("handlingsplan", *focus_areas)]
    schemas = {p: "handlingsplan" if p.stem == "handlingsplan" else "fokusomrade" for p in plan_files}
    schemas |= dict.fromkeys((DATA / "initiativ").glob("*.yaml"), "initiativ")
    for path, schema in schemas.items():
        first, second = path.read_text(encoding="utf-8").splitlines()[:2]
        assert first == f"# yaml-language-server: $schema=../schema/{schema}.schema.json", path.name
        if schema != "initiativ" or not read(path, Initiative).exempel:
            assert second.startswith("# Källa: Handlingsplan för digitalisering"), path.name
