"""The registers and the policy of `portfolio-data` say what the sources say.

The facts below are written from the sources, not from the files, so that a lost or changed line fails.
"""

from __future__ import annotations

import pytest

from fyrportfolj.model.policy import PortfolioFile
from fyrportfolj.model.registers import (
    Arscykel,
    Kommunregister,
    Mandatregister,
    Organregister,
    Rollregister,
)
from tests.model.shipped import PROCESSES, read, requirements

ORGAN = {o.id: o for o in read("register/organ.yaml", Organregister).organ}
ROLLER = {r.id: r for r in read("register/roller.yaml", Rollregister).roller}
FYR = read("fyr.yaml", PortfolioFile)

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


def test_the_yearly_cycle_marks_invented_meeting_days() -> None:
    cycle = read("register/arscykel.yaml", Arscykel)
    assert {"bokslut", "budgetbeslut", "semester", "allmanna_val"} <= {p.id for p in cycle.perioder}
    assert all(s.exempel for s in cycle.sammantraden)
    assert cycle.kalla is not None
    assert "Allmän kunskap" in cycle.kalla
