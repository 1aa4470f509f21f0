"""The process files, registers and policy of `portfolio-data` say what the sources say.

The facts below are written from the sources, not from the files, so that a lost or changed line fails.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from pydantic_core import to_json

from fyrportfolj.model.artefacts import ARTEFACTS
from fyrportfolj.model.base import Model
from fyrportfolj.model.policy import PortfolioFile
from fyrportfolj.model.process import BeslutsKrav, Process
from fyrportfolj.model.registers import (
    Arscykel,
    Kommunregister,
    Mandatregister,
    Organregister,
    Rollregister,
)
from fyrportfolj.resources import resource
from fyrportfolj.store.yamltext import parse

DATA = resource("portfolio-data")
M = TypeVar("M", bound=Model)


def read(path: str, cls: type[M]) -> M:
    parsed = parse((DATA / path).read_bytes(), path)
    assert not parsed.diagnostics
    return cls.model_validate_json(to_json(parsed.data))


PORTFOLJ = read("process/portfolj-0.5.yaml", Process)
PROJEKT = read("process/projekt-1.5.yaml", Process)
REMISS = read("process/remiss-1.0.yaml", Process)
PROCESSES = (PORTFOLJ, PROJEKT, REMISS)
ORGAN = {o.id: o for o in read("register/organ.yaml", Organregister).organ}
ROLLER = {r.id: r for r in read("register/roller.yaml", Rollregister).roller}
FYR = read("fyr.yaml", PortfolioFile)

Deciders = tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Requirement, per, all of, one of, when applicable."""

MUNICIPAL = ("kommunledning", "kommunal_namnd")
FORUM = ("projektledningsforum", "programstyrgrupp")

DECIDERS: dict[tuple[str, str], list[Deciders]] = {
    ("portfolj", "strategi"): [("prioritering", "gemensamt", ("ledningsgrupp",), (), ())],
    ("portfolj", "koordinera"): [("samverkan", "kommun", (), MUNICIPAL, ("kommunfullmaktige",))],
    ("portfolj", "program"): [
        ("programdirektiv", "kommun", (), MUNICIPAL, ()),
        ("finansiering", "gemensamt", (), (), ("finansiar",)),
    ],
    ("portfolj", "planera"): [("programplan", "gemensamt", ("programstyrgrupp",), (), ())],
    ("portfolj", "genomfora"): [("slutrapport", "gemensamt", ("programstyrgrupp",), (), ())],
    ("portfolj", "avveckling"): [("avvecklingsplan", "gemensamt", ("programstyrgrupp",), (), ())],
    ("portfolj", "nyttorealisering"): [("analysrapport", "gemensamt", ("ledningsgrupp",), (), ())],
    ("projekt", "projektide"): [("prioritet", "gemensamt", (), FORUM, ())],
    ("projekt", "initiera"): [
        ("utformning", "gemensamt", (), FORUM, ()),
        ("intresseforfragan", "kommun", (), MUNICIPAL, ()),
        ("nasta_steg", "gemensamt", (), FORUM, ()),
    ],
    ("projekt", "forstudie"): [
        ("forstudierapport", "gemensamt", ("projektstyrgrupp",), (), ()),
        ("nasta_steg", "gemensamt", (), ("programstyrgrupp", "kommunledning", "projektledningsforum"), ()),
    ],
    ("projekt", "planera"): [
        ("projektdirektiv", "gemensamt", (), ("programstyrgrupp", "projektagare"), ("finansiar",)),
        ("projektplan", "gemensamt", ("projektstyrgrupp",), (), ()),
    ],
    ("projekt", "genomfora"): [
        ("riskhantering", "gemensamt", ("projektstyrgrupp",), (), ("projektagare", "programstyrgrupp", "finansiar")),
    ],
    ("projekt", "avsluta"): [
        ("slutrapport", "gemensamt", ("projektagare", "projektstyrgrupp"), (), ("programstyrgrupp", "finansiar")),
    ],
    ("remiss", "granska"): [("granskning", "gemensamt", ("ledningsgrupp",), (), ())],
    ("remiss", "godkanna"): [("godkannande", "gemensamt", ("ledningsgrupp",), (), ())],
}

STEPS = {
    "koordinera": [
        "Inspirera",
        "Beredning",
        "Utforska",
        "Beredning",
        "Beräkna",
        "Beredning och beslut",
    ],
    "program": ["Uppstart", "Mål", "Risk", "Beredning", "Utforma", "Beredning och beslut"],
    "planera": ["Uppstart", "Tidplan", "Resursplan", "Beredning", "Utforma", "Beredning och beslut"],
    "avveckling": ["Resurs", "Legalt", "Teknik", "Budskap", "Arkivera", "Beslut"],
    "nyttorealisering": ["Mäta", "Utvärdera", "Resultat", "Rapport", "Beredning och beslut"],
}

CODES = {
    "portfolj": {
        "koordinera": {
            "idebeskrivning": "IB",
            "utvarderingsrapport_genomforbarhet": "UG",
            "overgripande_programdirektiv": "PrD",
            "nyttoprognos": "NP",
            "avsiktsforklaring": "AF",
        },
        "program": {"avsiktsforklaring": "AF", "programdirektiv": "PrD"},
        "planera": {"programplan": "PrP", "samverkansavtal": "SA"},
        "genomfora": {"statusrapport": "ST", "riskhanteringsplan": None},
        "avveckling": {
            "resursrapport": "RR",
            "avtal_om_uppsagning": "AU",
            "overforing_immateriella_rattigheter": "ÖI",
            "arkitekturbeskrivning": "AB",
            "forvaltningsplan": "FP",
            "kommunikationsplan": "KP",
            "projektdokumentation": "PD",
            "avvecklingsplan": "AP",
            "beslut_om_programavslut": "PA",
        },
        "nyttorealisering": {"effektbokslut": "EB", "analysrapport": "AR"},
    },
    "projekt": {
        "projektide": {"intresseforfragan": "I"},
        "initiera": {"intresseforfragan": "I", "forstudiedirektiv": "FD", "samverkansavtal": "SA"},
        "forstudie": {
            "intresseforfragan": "I",
            "forstudierapport": None,
            "nyttokalkyl": "NK",
            "projektdirektiv": "PD",
            "samverkansavtal": "SA",
            "statusrapport": "SR",
        },
        "planera": {"projektdirektiv": "PD", "projektplan": "PP", "nyttorealiseringsplan": "NP", "statusrapport": "SR"},
        "genomfora": {"statusrapport": "SR", "riskhanteringsplan": None, "slutrapport": "SR"},
        "avsluta": {"slutrapport": "SR", "effektbokslut": "EB"},
    },
    "remiss": {
        "uppratta": {"handlingsplan": "HP"},
        "skicka": {"remissforfragan": "RF", "handlingsplan": "HP"},
        "motta": {"remissyttrande": "RY"},
        "sammanstalla": {"yttranderapport": None, "handlingsplan": "HP"},
        "granska": {"handlingsplan": "HP"},
        "godkanna": {"handlingsplan": "HP"},
    },
}

STAGES = {
    "programdirektiv": {
        "uppstart": {"bakgrund", "syfte"},
        "mal": {"effektmal", "programmal", "strategier"},
        "risk": {"risker", "riskhantering"},
        "utforma": {"organisation", "sponsorer", "omfattning", "per_kommun"},
    },
    "programplan": {
        "uppstart": {"roller", "projekt", "beroenden", "budget", "resurser"},
        "tidplan": {"tidplan", "arscykel"},
        "resursplan": {"budget_total_kr"},
        "utforma": {"kommunikation", "per_kommun"},
    },
}

MUNICIPALITIES = {
    "bengtsfors": ("Bengtsfors", "1460"),
    "dals-ed": ("Dals-Ed", "1438"),
    "fargelanda": ("Färgelanda", "1439"),
    "lysekil": ("Lysekil", "1484"),
    "mellerud": ("Mellerud", "1461"),
    "munkedal": ("Munkedal", "1430"),
    "orust": ("Orust", "1421"),
    "sotenas": ("Sotenäs", "1427"),
    "stromstad": ("Strömstad", "1486"),
    "tanum": ("Tanum", "1435"),
    "trollhattan": ("Trollhättan", "1488"),
    "uddevalla": ("Uddevalla", "1485"),
    "vanersborg": ("Vänersborg", "1487"),
    "amal": ("Åmål", "1492"),
}


@pytest.mark.parametrize(
    ("process", "version", "phases"),
    [
        (PORTFOLJ, "0.5", "strategi koordinera program planera genomfora avveckling nyttorealisering"),
        (PROJEKT, "1.5", "projektide initiera forstudie planera genomfora avsluta"),
        (REMISS, "1.0", "uppratta skicka motta sammanstalla granska godkanna"),
    ],
    ids=["portfolj", "projekt", "remiss"],
)
def test_the_phases_stand_in_the_order_of_the_source(process: Process, version: str, phases: str) -> None:
    assert process.version == version
    assert [f.slug for f in process.faser] == phases.split()


@pytest.mark.parametrize(("process", "phase"), DECIDERS, ids=str)
def test_the_deciders_are_those_of_the_source(process: str, phase: str) -> None:
    fas = next(p for p in PROCESSES if p.slug == process).fas(phase)
    assert fas is not None
    found = [(b.slug, b.per, b.alla_av, b.nagot_av, b.vid_behov) for b in fas.grind.beslut]
    assert found == DECIDERS[process, phase]


def requirements() -> list[BeslutsKrav]:
    return [b for p in PROCESSES for f in p.faser for b in f.grind.beslut]


def test_a_decision_per_municipality_has_a_quorum() -> None:
    per_kommun = [b for b in requirements() if b.per == "kommun"]
    assert len(per_kommun) == 4
    assert all(b.kvorum for b in per_kommun)
    for slug in ("koordinera", "program"):
        fas = PORTFOLJ.fas(slug)
        assert fas is not None
        assert fas.grind.beslut[0].kvorum is not None
        assert fas.grind.beslut[0].kvorum.minst_kommuner == 2


@pytest.mark.parametrize("phase", STEPS)
def test_the_steps_have_the_names_of_the_source_in_order(phase: str) -> None:
    fas = PORTFOLJ.fas(phase)
    assert fas is not None
    assert [s.namn for s in fas.steg] == STEPS[phase]
    assert all(s.beskrivning for s in fas.steg)
    assert len({s.slug for s in fas.steg}) == len(fas.steg)


@pytest.mark.parametrize("process", PROCESSES, ids=lambda p: p.slug)
def test_the_documents_and_their_codes_are_those_of_the_source(process: Process) -> None:
    found = {f.slug: {a.slug: a.kod for a in f.artefakter} for f in process.faser if f.artefakter}
    assert found == CODES[process.slug]


def test_codes_are_not_keys() -> None:
    """The source gives SR, NP and PD two meanings each; the slug is what tells them apart."""
    seen: dict[str, set[str]] = {}
    for process in (PORTFOLJ, PROJEKT):
        for fas in process.faser:
            for a in fas.artefakter:
                seen.setdefault(a.kod or "", set()).add(a.slug)
    assert seen["SR"] == {"statusrapport", "slutrapport"}
    assert seen["NP"] == {"nyttoprognos", "nyttorealiseringsplan"}
    assert seen["PD"] == {"projektdirektiv", "projektdokumentation"}


@pytest.mark.parametrize("slug", STAGES)
def test_documents_built_in_stages_grow_step_by_step(slug: str) -> None:
    (krav,) = (a for f in PORTFOLJ.faser for a in f.artefakter if a.slug == slug)
    assert {e.steg: set(e.falt) for e in krav.etapper} == STAGES[slug]
    assert krav.beslutas


@pytest.mark.parametrize("process", PROCESSES, ids=lambda p: p.slug)
def test_every_required_field_and_step_exists_and_is_asked_for_once(process: Process) -> None:
    for fas in process.faser:
        steps = {s.slug for s in fas.steg}
        for a in fas.artefakter:
            fields = [*a.falt, *(x for e in a.etapper for x in e.falt)]
            assert set(fields) <= set(ARTEFACTS[a.slug].model_fields), a.slug
            assert len(set(fields)) == len(fields), a.slug
            assert {a.steg, *(e.steg for e in a.etapper)} <= {None, *steps}, a.slug


@pytest.mark.parametrize("process", PROCESSES, ids=lambda p: p.slug)
def test_every_gate_offers_the_four_outcomes_save_going_back_from_the_first(process: Process) -> None:
    for i, fas in enumerate(process.faser):
        offered = [u.utfall for u in fas.grind.utfall]
        assert offered == ["fortsatt", *(["tillbaka"] if i else []), "stopp", "avsluta"]
        assert {t for u in fas.grind.utfall for t in u.till} <= {f.slug for f in process.faser}
    assert len({f.grind.slug for f in process.faser}) == len(process.faser)


def test_no_municipality_has_to_wait_for_the_signatures_of_the_others() -> None:
    """What is gathered from each municipality's own decision can only be asked for at a later gate."""
    gathered = {"parter_undertecknat": "parter", "deltagande_kommuner_svarat": "per_kommun"}
    for fas in (PORTFOLJ.fas("koordinera"), PROJEKT.fas("initiera")):
        assert fas is not None
        decided = [a for a in fas.artefakter if a.beslutas or a.slug == "samverkansavtal"]
        assert decided
        assert not [a.slug for a in decided if set(a.kriterier) & set(gathered)]
    for process, phase, slug in ((PORTFOLJ, "program", "avsiktsforklaring"), (PROJEKT, "forstudie", "samverkansavtal")):
        later = process.fas(phase)
        assert later is not None
        assert "parter_undertecknat" in next(a for a in later.artefakter if a.slug == slug).kriterier


def test_a_report_may_come_before_the_plan_is_decided() -> None:
    """The pre-study's steering meeting shows a status report and asks for the project plan to be approved."""
    rows = {f.slug: a for f in PROJEKT.faser for a in f.artefakter if a.slug == "statusrapport"}
    assert {slug: a.valfri for slug, a in rows.items()} == {"forstudie": True, "planera": True, "genomfora": False}


def test_only_what_is_running_is_wound_up_before_it_ends() -> None:
    leads = {
        (p.slug, f.slug): u.till
        for p in PROCESSES
        for f in p.faser
        for u in f.grind.utfall
        if u.utfall == "avsluta" and u.till
    }
    assert leads == {("portfolj", "genomfora"): ("avveckling",), ("projekt", "genomfora"): ("avsluta",)}


def test_the_board_has_the_columns_of_the_source() -> None:
    board = [f.namn for f in PORTFOLJ.faser if f.pa_tavlan]
    assert board == ["Koordinera", "Program", "Planera", "Genomföra", "Avveckling"]


def test_who_is_responsible_is_told_for_every_column_of_the_board() -> None:
    for fas in PORTFOLJ.faser:
        assert bool(fas.ansvar.kommunalforbund and fas.ansvar.kommun) is fas.pa_tavlan


@pytest.mark.parametrize("file", sorted((DATA / "process").glob("*.yaml")), ids=lambda p: p.name)
def test_what_is_inferred_stays_marked(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/process.schema.json\n")
    assert text.count("(tolkning)") >= 5


@pytest.mark.parametrize("name", ["portfolj-0.5.yaml", "projekt-1.5.yaml"])
def test_where_the_source_contradicts_itself_stays_marked(name: str) -> None:
    assert (DATA / "process" / name).read_text(encoding="utf-8").count("(källan motsäger sig)") >= 4


def test_every_body_that_a_gate_names_is_in_the_register() -> None:
    named = {o for b in requirements() for o in (*b.alla_av, *b.nagot_av, *b.vid_behov)}
    assert named <= set(ORGAN)


def test_a_decision_per_municipality_is_asked_of_bodies_that_each_municipality_has() -> None:
    for b in requirements():
        if b.per == "kommun":
            assert all(ORGAN[o].per_kommun for o in (*b.alla_av, *b.nagot_av, *b.vid_behov)), b.slug


def test_the_organisation_is_that_of_the_source() -> None:
    start = {
        "forvaltningschefsnatverk",
        "kommundirektorsnatverk",
        "digitaliseringsstrateg",
        "professionsnatverk",
        "beredningsgrupp_digitalisering",
        "strategiska_gruppen",
        "kommunledning",
        "kommunal_namnd",
        "kommunfullmaktige",
    }
    assert {o.id for o in ORGAN.values() if "uppstart" in o.skede} == start
    assert ORGAN["portfoljstyrgrupp"].ordforande == "Förbundsdirektör"
    assert ORGAN["portfoljstyrgrupp"].stod == ("Ekonomichef", "HR-chef", "IT-chef")
    assert ORGAN["programstyrgrupp"].stod == ("Ekonomiansvarig", "Kommunikatör", "Förändringsledare")
    assert ORGAN["programstyrgrupp"].overordnat == "portfoljstyrgrupp"
    assert ORGAN["projektgrupp"].overordnat == "projektstyrgrupp"
    assert ORGAN["delprojektgrupp"].overordnat == "projektgrupp"


@pytest.mark.parametrize("body", ORGAN)
def test_the_line_of_superiors_ends(body: str) -> None:
    seen: list[str] = []
    here: str | None = body
    while here is not None:
        assert here not in seen
        seen.append(here)
        here = ORGAN[here].overordnat


def test_the_fourteen_municipalities_have_code_and_inhabitants_of_a_known_day() -> None:
    register = read("register/kommuner.yaml", Kommunregister)
    assert {k.id: (k.namn, k.kommunkod) for k in register.kommuner} == MUNICIPALITIES
    assert (register.folkmangd.datum.month, register.folkmangd.datum.day) == (12, 31)
    assert "SCB" in register.folkmangd.kalla
    assert sum(k.invanare for k in register.kommuner) == 272_676
    assert max(register.kommuner, key=lambda k: k.invanare).id == "trollhattan"
    assert min(register.kommuner, key=lambda k: k.invanare).id == "dals-ed"


def test_the_risk_bands_are_those_of_the_source() -> None:
    found = [
        (n.slug, n.fran, n.till_och_med, n.befogenhet.projekt, n.befogenhet.initiativ) for n in FYR.policy.risk.nivaer
    ]
    assert found == [
        ("lag", 1, 6, "projektledare", "programchef"),
        ("medel", 8, 12, "projektstyrgrupp", "programstyrgrupp"),
        ("hog", 15, 25, "projektagare", "portfoljstyrgrupp"),
    ]
    assert [n.krav_beslut for n in FYR.policy.risk.nivaer] == [False, True, True]


def test_the_bands_hold_every_value_that_can_occur() -> None:
    covered = {r for n in FYR.policy.risk.nivaer for r in range(n.fran, n.till_och_med + 1)}
    assert {s * k for s in range(1, 6) for k in range(1, 6)} <= covered


def test_the_scales_have_five_steps_in_order() -> None:
    for scale in (FYR.policy.risk.sannolikhet, FYR.policy.risk.konsekvens):
        assert [s.varde for s in scale] == [1, 2, 3, 4, 5]


def test_the_processes_in_force_exist() -> None:
    chosen = (FYR.processer.initiativ, FYR.processer.projekt, FYR.processer.remiss)
    assert [(c.slug, c.version) for c in chosen if c] == [(p.slug, p.version) for p in PROCESSES]


def test_whoever_may_decide_on_a_risk_or_at_a_gate_has_a_mandate() -> None:
    register = read("register/mandat.yaml", Mandatregister)
    assert {m.organ for m in register.mandat} <= set(ORGAN)
    may = {right: {m.organ for m in register.mandat if right in m.ratt} for right in ("grind", "risk")}
    assert {o for b in requirements() for o in (*b.alla_av, *b.nagot_av, *b.vid_behov)} <= may["grind"]
    bands = FYR.policy.risk.nivaer
    assert {o for n in bands for o in (n.befogenhet.projekt, n.befogenhet.initiativ)} <= may["risk"]


def test_a_benefit_can_be_owned_by_the_line_but_not_by_the_project_manager() -> None:
    assert ROLLER["socialchef"].linjeroll
    assert not ROLLER["projektledare"].linjeroll
    assert not ROLLER["programchef"].linjeroll


def test_the_yearly_cycle_invents_no_meeting_day() -> None:
    cycle = read("register/arscykel.yaml", Arscykel)
    assert {"bokslut", "budgetbeslut", "semester", "allmanna_val"} <= {p.id for p in cycle.perioder}
    assert cycle.sammantraden == ()
    assert cycle.kalla is not None
    assert "Allmän kunskap" in cycle.kalla
