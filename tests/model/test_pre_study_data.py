"""The pre-study Digital Motor Fyrbodal in `portfolio-data` says what the steering meeting showed, no more and no less.

The literals below are read from the source, not from the files. What the source does not say is marked in the files.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from fyrportfolj.diagnostics import Place
from fyrportfolj.model.artefacts.rapporter import Statusrad, Statusrapport
from fyrportfolj.model.capability import CapabilityMap
from fyrportfolj.model.initiative import Finansiering, Project
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.resources import resource
from fyrportfolj.rules import risk
from fyrportfolj.rules.dates import check_end_after_start
from fyrportfolj.rules.replay import replay
from fyrportfolj.store.load import Loaded, load
from fyrportfolj.store.source import MemoryTree, WorkingTree

DATA = resource("portfolio-data")
ID = "digital-motor-fyrbodal"
FILE = f"projekt/{ID}.yaml"

LAYERS = {
    "ledning": {
        "Sätta rätt mål för avdelningen": (
            "Förstå kommunens prioriteringar",
            "Formulera riktning för avdelningen",
        ),
        "Utveckla avdelningen": (
            "Identifiera nödvändiga förmågor",
            "Utveckla avdelningens förmågor",
            "Bygga kultur",
        ),
        "Vägleda mot rätt mål inom avdelningen": (
            "Kommunicera syfte med prioriteringar och mål",
            "Vägleda mot rätt beslut",
            "Motivera och inge mod hos kollegor",
        ),
        "Säkerställa resultat och effekt": (
            "Fastställa och revidera kvalitetsnivåer",
            "Följa upp avdelningens resultat och kvalité",
            "Följa upp effekthemtagning av kommunens digitalisering",
        ),
    },
    "karna": {
        "Förstå verksamheternas behov av digitala verksamhetsupplevelser": (
            "Identifiera och fånga verksamheternas behov",
            "Analysera verksamheternas behov",
            "Säkerställa att avdelningen har uppfattat behov på rätt sätt",
        ),
        "Generera koncept för digitala verksamhetsupplevelser": (
            "Inspirera till digitalisering",
            "Utmana etablerade strukturer och arbetssätt",
            "Utforska och pröva tillämpningar av digital utveckling",
        ),
        "Transformera genom digitala verksamhetsupplevelser": (
            "Inspirera till förändring",
            "Säkerställa rätt initiativ",
            "Leda och stödja kommunen genom digitala förändringsresor",
            "Skapa och införa digitala verksamhetsupplevelser",
        ),
        "Utveckla nya digitala tjänster": (
            "Utforma nya digitala tjänster",
            "Bygga nya digitala tjänster",
            "Validera nya digitala tjänster",
            "Distribuera digitala tjänster",
            "Avveckla digitala tjänster",
        ),
        "Förvalta digitala verksamhetsupplevelser": (
            "Leverera digitala verksamhetsupplevelser",
            "Stödja kollegor i digitala verksamhetsupplevelser",
            "Underhålla digitala verksamhetsupplevelser",
            "Förbättra digitala verksamhetsupplevelser",
        ),
    },
    "stod": {
        "Bygga och utveckla relationer och partnerskap": (
            "Skapa och underhålla relationer med partners",
            "Vara en aktiv partner",
            "Säkerställa rätt partnerskap med rätt partners",
        ),
        "Säkerställa och engagera rätt kollegor till avdelningen": (
            "Attrahera och rekrytera rätt kollegor",
            "Skapa en inspirerande och välmående arbetsmiljö",
            "Säkerställa konstruktiva avslut för kollegor",
        ),
        "Bygga, utveckla och upprätthålla kompetens": (
            "Omvärldsbevaka",
            "Identifiera kompetensutvecklingsbehov",
            "Inspirera till kompetensutveckling",
            "Utbilda och kompetensöverföra inom avdelningen",
        ),
        "Säkerställa och upprätthålla avdelningens försörjning och ekonomi": (
            "Styra, sköta och följa upp avdelningens ekonomi",
            "Säkerställa och underhålla rätt försörjning till avdelningen och dess tjänster",
            "Föra dialog med leverantörer och underleverantörer",
        ),
        "Kommunicera om avdelningen och dess tjänster": (
            "Skapa efterfrågan av digitalisering",
            "Skapa och underhålla relationer med verksamheterna",
            "Kommunicera internt inom avdelningen",
            "Kommunicera om händelser inom avdelningens leveranser",
        ),
        "Säkerställa livscykeln för avdelningens gemensamma strukturkapital och tillgångar": (
            "Säkerställa logisk och fysisk säkerhet",
            "Upprätthålla, leverera och utveckla nytt strukturkapital",
            "Förvalta avdelningens fysiska tillgångar",
        ),
    },
}

WEEKS = {
    ("Omvärldsanalys", "Intervjuer med sakkunniga"): (41, 43),
    ("Omvärldsanalys", "Workshop med sakkunniga"): (43, 44),
    ("Omvärldsanalys", "Dokumentstudier"): (41, 45),
    ("Nulägesanalys", "Enkätstudie"): (45, 47),
    ("Nulägesanalys", "Dokumentstudier"): (45, 47),
    ("Nulägesanalys", "Analys av resultat"): (48, 49),
    ("Förmågekartläggning", "Workshoppar"): (47, 50),
    ("Förmågekartläggning", "Analys av resultat"): (50, 51),
    ("Scenarier", "Sammanställ scenario 1"): (51, 52),
    ("Scenarier", "Sammanställ scenario 2"): (53, 1),
    ("Scenarier", "Sammanställ scenario 3 och 4"): (1, 2),
}


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(WorkingTree(DATA))


@pytest.fixture(scope="module")
def portfolio(loaded: Loaded) -> Portfolio:
    assert loaded.portfolio is not None
    return loaded.portfolio


@pytest.fixture(scope="module")
def study(portfolio: Portfolio) -> Project:
    return portfolio.projekt[ID].modell


@pytest.fixture(scope="module")
def capabilities(portfolio: Portfolio) -> CapabilityMap:
    return portfolio.formagekartor[ID].modell


@pytest.fixture(scope="module")
def text() -> str:
    return (DATA / FILE).read_text(encoding="utf-8")


def report(study: Project) -> Statusrapport:
    (only,) = study.artefakter.statusrapport
    return only


def row(study: Project, omrade: str) -> Statusrad:
    return next(r for r in report(study).rader if r.omrade == omrade)


def test_it_is_a_project_of_its_own_under_the_project_process_and_no_example(study: Project) -> None:
    assert (study.program, study.exempel) == (None, False)
    assert (study.process.slug, study.process.version) == ("projekt", "1.5")


def test_goal_time_and_delivery_are_the_meetings(study: Project) -> None:
    assert len(study.mal) == 1
    assert "kartlägga verksamhetsförmågorna" in study.mal[0]
    assert (study.start, study.slut) == (date(2020, 9, 25), date(2021, 1, 29))
    (delivery,) = study.leveranser
    assert delivery.namn == "Förstudierapport"
    assert delivery.delar == (
        "Omvärldsanalys",
        "Nulägesanalys",
        "Förmågekartläggning",
        "Scenarier med milstolpeplan och grov budgetplan",
    )


def test_cost_and_financing_are_the_meetings_and_no_amount_is_invented(study: Project) -> None:
    money = study.finansiering
    assert isinstance(money, Finansiering)
    assert money.total_kr == Decimal(605_000)
    assert money.finansiarer_namn == ("Fyrbodals kommunalförbund", "Extern finansiär")
    assert (money.egen_tid_timmar_fran, money.egen_tid_timmar_till) == (Decimal(20), Decimal(40))
    assert (money.finansiarer, money.andelar, money.kommunernas_del_kr) == ((), (), None)


def test_milestones_have_baseline_and_forecast(study: Project) -> None:
    assert {m.id: (m.namn, m.baslinje, m.prognos) for m in study.milstolpar} == {
        "M1": ("Projektplan fastställd", date(2020, 9, 28), date(2020, 10, 30)),
        "M2": ("Omvärldsanalys klar", date(2020, 10, 5), date(2020, 11, 6)),
        "M3": ("Nulägesanalys klar", date(2020, 12, 4), None),
        "M4": ("Scenarier sammanställda", date(2021, 1, 15), None),
        "M5": ("Slutrapport godkänd", date(2021, 1, 29), None),
    }
    assert all(m.utfall is None for m in study.milstolpar), "the source does not say that any was reached"


def test_activities_lie_in_the_weeks_of_the_time_plan(study: Project) -> None:
    placed = {(a.grupp, a.namn): (a.start.isocalendar().week, a.slut.isocalendar().week) for a in study.aktiviteter}
    assert placed == WEEKS
    first, last = min(a.start for a in study.aktiviteter), max(a.slut for a in study.aktiviteter)
    assert (first.isocalendar()[:2], last.isocalendar()[:2]) == ((2020, 41), (2021, 2))
    assert all(a.start.weekday() == 0 for a in study.aktiviteter)


def test_the_risks_have_the_values_and_levels_of_the_source(portfolio: Portfolio, study: Project) -> None:
    policy = portfolio.fyr.modell.policy.risk
    judged = {}
    for r in study.risker:
        band = risk.level(policy, risk.value(r))
        judged[r.id] = (r.sannolikhet, r.konsekvens, risk.value(r), band.slug if band else None)
        assert risk.authority(policy, study, risk.value(r)) == "projektstyrgrupp", "taktisk styrgrupp in the source"
    assert judged == {"R1": (2, 5, 10, "medel"), "R2": (4, 3, 12, "medel")}


def test_each_risk_has_its_measure_and_is_closed_with_the_study(study: Project) -> None:
    first, second = study.risker
    assert "VästKom" in first.hot
    assert "förhandlar med VästKom" in first.atgarder[0].text
    assert "projektledare" in (first.konsekvens_beskrivning or "")
    assert "förutsättningar" in second.atgarder[0].text
    assert [(r.status, [a.status for a in r.atgarder]) for r in study.risker] == [("stangd", ["klar"])] * 2


def test_the_meeting_has_its_agenda_purpose_goals_and_proposal(study: Project) -> None:
    (meeting,) = study.moten
    assert [item.split(",")[0].split(" om ")[0] for item in meeting.dagordning] == [
        "Statusrapport",
        "Aktiviteter",
        "Riskhantering",
        "Beslut",
    ]
    assert "prioritera och genomföra" in (meeting.syfte or "")
    assert len(meeting.mal) == 2
    assert meeting.forslag_till_beslut == ("Att godkänna upprättad projektplan v 0.2",)
    plan = study.artefakter.projektplan
    assert plan is not None
    assert (plan.version, plan.status) == ("0.2", "utkast"), "the source shows the proposal, not the decision"


def test_the_status_report_has_its_three_rows_and_says_that_the_lights_are_read_out(study: Project) -> None:
    assert [(r.omrade, r.status) for r in report(study).rader] == [
        ("budget", "enligt_plan"),
        ("tid", "mindre_komplikationer"),
        ("personal", "mindre_komplikationer"),
    ]
    assert "tolkning" in (report(study).anmarkning or "")
    assert row(study, "budget").avvikelse is None
    assert "workshopparna" in (row(study, "tid").avvikelse or "")
    assert "överbelagd" in (row(study, "personal").avvikelse or "")
    for area in ("tid", "personal"):
        assert row(study, area).ingen_atgard
        assert (row(study, area).ingen_atgard_motivering or "").startswith("Vår motivering:")
    assert report(study).uppnatt == ("Inbjudan till workshopparna har skickats.",)
    assert [line.split()[0] for line in report(study).kommande] == ["M1", "M2"]


@pytest.mark.parametrize(
    "name",
    [
        "Göteborgs universitet",
        "SKR",
        "Knowit",
        "Kommunalekonomernas förening",
        "Microsoft",
        "Google",
        "VästKom",
        "I care 4 Fyrbodal",
        "Strukturbild Fyrbodal",
        "Kompetensförsörjning Fyrbodal",
        "SOLTAK",
        "Göliska IT",
        "Skövde",
    ],
)
def test_each_organisation_that_was_to_be_heard_is_there(study: Project, name: str) -> None:
    directive = study.artefakter.forstudiedirektiv
    assert directive is not None
    assert any(name in i.intresse for i in directive.intressenter)


def test_the_four_survey_groups_are_there_and_persons_are_not(study: Project, text: str) -> None:
    directive = study.artefakter.forstudiedirektiv
    assert directive is not None
    assert [i.intressent for i in directive.intressenter if i.hantering == "Enkät."] == [
        "IT-chefer",
        "Informationssäkerhetsansvariga",
        "Förvaltningschefer",
        "Ekonomichefer",
    ]
    assert len(directive.fragor) == 9
    for person in ("Johan", "Magnusson", "Lotta", "Nordström", "Rickard", "Oehme", "Karl Fors"):
        assert person not in text


def test_it_was_closed_in_the_pre_study_on_the_planned_day(portfolio: Portfolio, study: Project) -> None:
    process = portfolio.process_of(study)
    assert process is not None
    state = replay(process.modell, study, portfolio.organ, portfolio.kommuner)
    assert state.problem == ()
    assert (state.fas, state.lage, state.sedan) == ("forstudie", "avslutad", date(2021, 1, 29))
    assert study.fas == state.fas
    assert [p.till for p in state.passager] == ["initiera", "forstudie", "forstudie"]


def test_every_decision_says_that_the_source_does_not_show_it(study: Project, text: str) -> None:
    assert study.start is not None
    assert all("Datum och paragraf framgår inte av källan." in (d.motivering or "") for d in study.beslut)
    assert all(d.paragraf is None and d.diarienummer == {} for d in study.beslut)
    assert [d.datum < study.start for d in study.beslut] == [True] * 17 + [False]
    assert {d.kommun for d in study.beslut if d.kommun} == {d.kommun for d in study.deltagare}
    assert len(study.deltagare) == 14
    decisions = text[text.index("\nbeslut:\n") :]
    assert decisions[: decisions.index("\nformagekarta:")].count("# (tolkning)") == 5, (
        "each single one, and the 14 as one"
    )


def test_the_impossible_day_stands_only_where_it_is_explained(study: Project, text: str) -> None:
    assert any("2020-01-29" in note and "2021-01-29" in note for note in study.noteringar)
    lines = [line.strip() for line in text.splitlines() if "2020-01-29" in line]
    assert len(lines) == 2
    assert lines[0].startswith("# (källan motsäger sig)")


def test_the_day_as_the_source_prints_it_is_found_with_its_line(text: str) -> None:
    files = {p: (DATA / p).read_bytes() for p in WorkingTree(DATA).paths()}
    files[FILE] = text.replace("\nslut: 2021-01-29\n", "\nslut: 2020-01-29\n").encode()
    printed = load(MemoryTree(files))
    assert printed.portfolio is not None
    (found,) = printed.place(check_end_after_start(printed.portfolio, date(2026, 11, 20)))
    line = text[: text.index("\nslut: ")].count("\n") + 2
    assert (found.kod, found.fil, found.place) == ("FYR239", FILE, Place(line, 7))


def test_the_capability_map_has_every_group_and_capability_in_its_layer(capabilities: CapabilityMap) -> None:
    found: dict[str, dict[str, tuple[str, ...]]] = {layer: {} for layer in LAYERS}
    for group in capabilities.grupper:
        found[group.lager][group.namn] = tuple(f.namn for f in group.formagor)
    assert found == LAYERS
    assert sum(len(group) for groups in LAYERS.values() for group in groups.values()) == 50
    assert all(f.uppratthalls_genom is None for g in capabilities.grupper for f in g.formagor), "only a colour shows it"


def test_the_two_worked_capabilities_are_built_of_what_the_source_says(capabilities: CapabilityMap) -> None:
    assert {f.namn: (f.processer, f.kompetenser, f.verktyg) for f in capabilities.exempel_pa_formagor} == {
        "Förmågan att utveckla nya digitala tjänster": (
            ("Systemutvecklingsprocess", "DevOps"),
            ("Projektledning", "Kravhantering", "Programmering", "Testning"),
            ("Projektledningsprogramvara", "Systemstöd för krav och test"),
        ),
        "Förmågan att rekrytera rätt kollegor": (
            ("Rekryteringsprocess",),
            ("Kompetensbaserad rekrytering", "Verksamhetsförståelse"),
            ("CV-databas", "Rekryteringssystem"),
        ),
    }


def test_the_three_scenarios_have_the_sources_figures(portfolio: Portfolio, study: Project) -> None:
    found = {
        s.modell.namn: (
            s.modell.nummer,
            s.modell.formagor,
            s.modell.kostnad_kr,
            s.modell.kostnad_per_ar,
            s.modell.tid_manader,
            s.modell.prioritet,
        )
        for s in portfolio.scenarier.values()
    }
    assert found == {
        "Gemensam projektportfölj": ("S1", (1, 4), Decimal(3_000_000), False, 18, "hog"),
        "Gemensam SOC": ("S2", (6, 8, 9), Decimal(2_500_000), False, 12, "hog"),
        "Gemensam kompetensutveckling": ("S3", (1, 3, 5), Decimal(1_000_000), True, 36, "medel"),
    }
    assert set(study.scenarier) == set(portfolio.scenarier)
    assert study.formagekarta == ID


def test_each_file_names_its_schema_and_its_source() -> None:
    schemas = {FILE: "projekt", f"formagor/{ID}.yaml": "formagekarta"}
    schemas |= {f"scenarier/{p.name}": "scenario" for p in (DATA / "scenarier").glob("*.yaml")}
    assert len(schemas) == 5
    for path, schema in schemas.items():
        first, second = (DATA / path).read_text(encoding="utf-8").splitlines()[:2]
        assert first == f"# yaml-language-server: $schema=../schema/{schema}.schema.json"
        assert re.match(r"# Källa: Förstudien Digital Motor Fyrbodal, styrmötet 2020", second)
