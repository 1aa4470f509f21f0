"""The process files of `portfolio-data` say what the sources say.

The facts below are written from the sources, not from the files, so that a lost or changed line fails.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from fyrportfolj.model.artefacts import ARTEFACTS
from fyrportfolj.model.process import Process
from tests.model.shipped import DATA, PORTFOLJ, PROCESSES, PROJEKT, REMISS, requirements

Deciders = tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Requirement, per, all of, one of, when applicable."""

MUNICIPAL = ("kommunledning", "kommunal_namnd")
JOINT = ("samlat_stallningstagande", "gemensamt", (), (), ("ledningsgrupp",))
"""Our own addition: someone must be able to stop the whole where only municipalities decide."""
FORUM = ("projektledningsforum", "programstyrgrupp")

DECIDERS: dict[tuple[str, str], list[Deciders]] = {
    ("portfolj", "strategi"): [("prioritering", "gemensamt", ("ledningsgrupp",), (), ())],
    ("portfolj", "koordinera"): [("samverkan", "kommun", (), MUNICIPAL, ("kommunfullmaktige",)), JOINT],
    ("portfolj", "program"): [
        ("programdirektiv", "kommun", (), MUNICIPAL, ()),
        ("finansiering", "gemensamt", (), (), ("finansiar",)),
        JOINT,
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
