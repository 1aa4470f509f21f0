"""What a board reads about a change: the very sentences."""

from __future__ import annotations

from datetime import date
from typing import Any

from fyrportfolj.i18n import render
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.registers import Kommunregister, Mandatregister
from fyrportfolj.rules.changes.passed import passed_days
from fyrportfolj.rules.changes.summary import summary
from fyrportfolj.rules.changes.values import Change
from fyrportfolj.rules.changes.whole import portfolio_changes
from tests.support.builders import (
    a_head,
    a_milestone,
    a_portfolio,
    a_process,
    a_project,
    a_report,
    a_risk,
    a_risk_decision,
    an_initiative,
    build,
    data,
)


def told(before: Portfolio, after: Portfolio) -> list[str]:
    return [render(c.text).replace("\u00a0", " ") for c in portfolio_changes(before, after)]


def about(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What is told when one initiative goes from one content to another."""
    return told(a_portfolio(an_initiative(**before)), a_portfolio(an_initiative(**after)))


def one(before: dict[str, Any], after: dict[str, Any]) -> Change:
    (change,) = portfolio_changes(a_portfolio(an_initiative(**before)), a_portfolio(an_initiative(**after)))
    return change


def risk(**values: Any) -> dict[str, Any]:
    return {"risker": [a_risk(id="R1", hot="Dimman lättar inte.", **values)]}


def test_a_risk_that_another_body_decides_on_now() -> None:
    change = one(risk(sannolikhet=2, konsekvens=5), risk(sannolikhet=3, konsekvens=5))

    sentence = "S 2→3 på R1 (Dimman lättar inte), riskvärde 10→15, nivå Medel→Hög, beslutas nu av Rederiet"
    assert render(change.text) == sentence
    assert (change.slag, change.handelse, change.organ) == ("risk", "risk_upp", "Rederiet")
    assert change.sokvag == ("risker", 0)


def test_a_risk_on_the_same_level_names_nobody_new() -> None:
    change = one(risk(sannolikhet=2, konsekvens=4), risk(sannolikhet=3, konsekvens=4))

    assert render(change.text) == "S 2→3 på R1 (Dimman lättar inte), riskvärde 8→12"
    assert change.organ is None


def test_an_assessment_that_moves_the_old_one_to_the_history_is_one_sentence() -> None:
    before = risk(sannolikhet=4, konsekvens=4, bedomd="2026-09-01", bedomningar=[])
    row = {"datum": "2026-09-01", "sannolikhet": 4, "konsekvens": 4, "kommentar": "Mistluren är köpt."}
    after = risk(sannolikhet=2, konsekvens=4, bedomd="2026-10-01", bedomningar=[row])

    (sentence,) = about(before, after)

    assert sentence.endswith(", bedömd 2026-10-01, därför att: Mistluren är köpt")


def test_the_same_assessment_again() -> None:
    row = {"datum": "2026-09-01", "sannolikhet": 2, "konsekvens": 4}
    before = risk(sannolikhet=2, konsekvens=4, bedomd="2026-09-01")
    after = risk(sannolikhet=2, konsekvens=4, bedomd="2026-10-01", bedomningar=[row])

    assert about(before, after) == [
        "R1 (Dimman lättar inte): bedömdes igen 2026-10-01, oförändrad S 2, K 4, riskvärde 8"
    ]


def test_a_history_that_was_rewritten_is_not_taken_for_an_assessment() -> None:
    row = {"datum": "2026-08-01", "sannolikhet": 1, "konsekvens": 1}
    sentences = about(risk(bedomd="2026-09-01"), risk(bedomd="2026-10-01", bedomningar=[row]))

    assert any("Tidigare bedömningar" in s for s in sentences)
    assert any("Bedömd" in s for s in sentences)


def test_a_new_and_a_closed_risk() -> None:
    new = one({"risker": []}, risk(sannolikhet=3, konsekvens=5))
    closed = one(risk(), risk(status="stangd"))

    assert render(new.text) == "Ny risk R1 (Dimman lättar inte): S 3 × K 5 = 15, nivå Hög, beslutas av Rederiet"
    assert new.handelse == "ny_risk"
    assert render(closed.text) == "R1 (Dimman lättar inte) är stängd"
    assert closed.handelse == "stangd_risk"


def test_a_new_decision_moves_the_phase() -> None:
    decision = {
        "id": "2026-11-05-besattning",
        "typ": "grind",
        "datum": "2026-11-05",
        "organ": "besattning",
        "grind": GATE,
        "krav": REQUIREMENT,
        "utfall": "fortsatt",
        "paragraf": "BS § 12",
    }
    sentences = about({"fas": FIRST, "beslut": []}, {"fas": SECOND, "beslut": [decision]})

    process = a_process()
    assert sentences == [
        f"Besättningen beslutade FORTSÄTT i grinden ”{process.faser[0].grind.namn}” 2026-11-05, BS § 12",
        f"Går från {process.faser[0].namn} till {process.faser[1].namn}, genom beslut 2026-11-05 av Besättningen",
    ]


PROCESS = a_process()
FIRST, SECOND = PROCESS.faser[0].slug, PROCESS.faser[1].slug
GATE, REQUIREMENT = PROCESS.faser[0].grind.slug, PROCESS.faser[0].grind.beslut[0].slug


def test_a_phase_changed_by_hand_says_so() -> None:
    assert about({"fas": FIRST}, {"fas": SECOND}) == [
        f"Går från {PROCESS.faser[0].namn} till {PROCESS.faser[1].namn}, utan något nytt beslut"
    ]


def test_a_stopped_undertaking() -> None:
    decision = {
        "id": "2026-11-05-besattning",
        "typ": "grind",
        "datum": "2026-11-05",
        "organ": "besattning",
        "grind": GATE,
        "krav": REQUIREMENT,
        "utfall": "stopp",
        "motivering": "Pengarna är slut.",
    }
    sentences = about({"fas": FIRST}, {"fas": FIRST, "beslut": [decision]})

    assert sentences[0].endswith("skäl: Pengarna är slut")
    assert sentences[1] == f"Är stoppad i {PROCESS.faser[0].namn}, genom beslut 2026-11-05 av Besättningen"


def test_a_matter_that_was_not_decided() -> None:
    tabled = a_risk_decision(motesutfall="bordlagt", risker=["R1", "R2"])

    assert about({"beslut": []}, {"beslut": [tabled]}) == ["Besättningen bordlade riskerna R1 och R2 2026-11-05"]


def test_a_correction_tells_what_it_corrects() -> None:
    first = a_risk_decision(paragraf="BS § 7")
    right = first | {
        "id": "2026-11-09-besattning",
        "typ": "rattelse",
        "datum": "2026-11-09",
        "paragraf": "BS § 8",
        "ersatter": first["id"],
    }

    change = one({"beslut": [first]}, {"beslut": [first, right]})

    assert change.handelse == "rattelse"
    assert render(change.text) == (
        f"Rättelse 2026-11-09 av beslutet {first['id']}, av Besättningen: Paragraf: ”BS § 7” → ”BS § 8”"
    )


def test_conditions_that_are_met_and_facts_that_come_later() -> None:
    condition = {"id": "V1", "text": "Bryggan lagas.", "senast": "2026-11-30"}
    before = a_risk_decision(villkor=[condition])
    after = before | {"villkor": [condition | {"uppfyllt": "2026-11-20"}], "justerat": "2026-11-07"}

    sentences = about({"beslut": [before]}, {"beslut": [after]})

    assert sentences == [
        "Beslutet av Besättningen 2026-11-05: protokollet justerades 2026-11-07",
        "Villkor V1 är uppfyllt 2026-11-20: Bryggan lagas",
    ]


def test_a_decision_that_was_rewritten_or_taken_away() -> None:
    row = a_risk_decision(paragraf="BS § 7")

    assert about({"beslut": [row]}, {"beslut": [row | {"paragraf": "BS § 9"}]}) == [
        "Beslutet av Besättningen 2026-11-05 › Paragraf: ”BS § 7” → ”BS § 9”"
    ]
    gone = one({"beslut": [row]}, {"beslut": []})
    assert render(gone.text) == "Beslutet av Besättningen 2026-11-05 har tagits bort ur filen"
    assert gone.handelse == "borttaget_beslut"


def test_money_with_its_year_and_shares() -> None:
    money = {"total_kr": 900_000, "prisniva": 2026, "andelar": [{"part": "holme", "belopp_kr": 300_000}]}
    more = {"total_kr": 950_000, "andelar": [{"part": "holme", "belopp_kr": 350_000}, {"part": "udde", "belopp_kr": 5}]}

    assert about({"finansiering": money}, {"finansiering": money | more}) == [
        "Total kostnad 900 000 kr → 950 000 kr i 2026 års prisnivå",
        "Andelar: Holme 300 000 kr → 350 000 kr, Udde 5 kr (ny)",
    ]
    assert about({"finansiering": money}, {"finansiering": money | {"prisniva": 2027}}) == [
        "Total kostnad 900 000 kr räknas nu i 2027 års prisnivå, förut i 2026 års prisnivå"
    ]


def test_milestones_that_move_and_that_are_reached() -> None:
    base = a_milestone(id="M1", namn="Kortet ritat", baslinje="2026-11-30")

    def milestones(**values: Any) -> dict[str, Any]:
        return {"milstolpar": [base | values]}

    assert about(milestones(), milestones(prognos="2027-01-04")) == [
        "M1 Kortet ritat väntas 2027-01-04 i stället för 2026-11-30, 35 dagar senare"
    ]
    assert about(milestones(), milestones(utfall="2026-11-29")) == [
        "M1 Kortet ritat nåddes 2026-11-29, 1 dag tidigare än väntat"
    ]
    assert about(milestones(), milestones(utfall="2026-11-30")) == ["M1 Kortet ritat nåddes 2026-11-30, som väntat"]


def test_municipalities_that_join_and_decline() -> None:
    before = {"deltagare": [{"kommun": "holme", "status": "tillfragad"}]}
    after = {"deltagare": [{"kommun": "holme", "status": "deltar"}, {"kommun": "udde", "status": "avstar"}]}

    assert about(before, after) == ["Holme deltar, förut tillfrågad", "Udde avstår"]


def test_a_document_with_a_new_version_and_a_changed_text() -> None:
    old = "Alla grund ska vara utmärkta så att båtarna hittar hem också i dimma före hösten nästa år."
    new = old.replace("hösten", "sommaren")
    before = {"artefakter": {"idebeskrivning": {"status": "utkast", "version": "0.1", "behov": old}}}
    after = {"artefakter": {"idebeskrivning": {"status": "godkand", "version": "0.2", "behov": new}}}

    assert about(before, after) == [
        "Idébeskrivning: version 0.1 → 0.2",
        "Idébeskrivning är nu godkänd, förut utkast",
        "Idébeskrivning › Behov: ”… i dimma före hösten nästa år.” → ”… i dimma före sommaren nästa år.”",
    ]


def test_a_text_that_was_only_wrapped_anew() -> None:
    before, after = ({"sammanfattning": text} for text in ("En två.\nTre.", "En\ntvå. Tre."))

    assert about(before, after) == ["Sammanfattning: bara mellanrum och radbrytningar är ändrade"]


def test_a_new_status_report_tells_what_its_lights_did() -> None:
    first = a_report({"omrade": "tid", "status": "enligt_plan"}, rapportdatum="2026-09-01")
    second = a_report(
        {"omrade": "tid", "status": "komplikationer"},
        {"omrade": "budget", "status": "enligt_plan"},
        rapportdatum="2026-10-01",
    )
    change = one({"artefakter": {"statusrapport": [first]}}, {"artefakter": {"statusrapport": [first, second]}})

    assert render(change.text) == "Ny statusrapport 2026-10-01: tid enligt plan → komplikationer, budget enligt plan"
    assert (change.slag, change.handelse) == ("lage", "nytt_lage")


def test_order_alone_is_said_and_the_order_of_keys_is_not() -> None:
    assert about({"mal": ["Ett.", "Två."]}, {"mal": ["Två.", "Ett."]}) == ["Mål: ordningen är ändrad"]
    keys = ({"slug": PROCESS.slug, "version": PROCESS.version}, {"version": PROCESS.version, "slug": PROCESS.slug})
    assert about({"process": keys[0]}, {"process": keys[1]}) == []


def test_what_has_no_sentence_of_its_own_is_told_by_its_title() -> None:
    assert about({"ledare": "kapten"}, {"ledare": "styrman"}) == ["Ledare: Kapten → Styrman"]
    assert about({"ledare": None}, {"ledare": "styrman"}) == ["Ledare har tillkommit: Styrman"]
    assert about({"slut": "2026-12-01"}, {"slut": "2026-12-02"}) == ["Slut: 2026-12-01 → 2026-12-02, 1 dag senare"]
    assert about({"diarienummer": {}}, {"diarienummer": {"holme": "HN 2026/7"}}) == [
        "Diarienummer › Holme har tillkommit: HN 2026/7"
    ]


def test_new_gone_and_renamed_undertakings() -> None:
    old, other = an_initiative(), an_initiative(id="annat", namn="Ett annat")
    moved = an_initiative(id="nytt-namn", tidigare_id=[old.id])

    assert told(a_portfolio(old), a_portfolio(old, other)) == [
        f"Initiativet Ett annat är nytt i portföljen, i fasen {PROCESS.faser[0].namn}"
    ]
    assert told(a_portfolio(old, other), a_portfolio(old)) == ["Initiativet Ett annat har tagits bort ur portföljen"]
    assert told(a_portfolio(old), a_portfolio(moved))[0] == f"Har bytt id från {old.id} till nytt-namn"


def test_a_project_that_joins_a_programme() -> None:
    alone, inside = a_project(program=None, delomrade="navigation"), a_project()
    parent = an_initiative()

    (sentence, *_) = told(a_portfolio(parent, alone), a_portfolio(parent, inside))

    assert sentence == f"Hör nu till programmet {parent.namn}"


def test_a_new_policy_names_those_who_decide_now_and_on_which_risks() -> None:
    head = a_head().model_dump(mode="json")
    head["policy"]["risk"]["nivaer"][1]["befogenhet"]["initiativ"] = "rederi"
    before = a_portfolio(an_initiative(**risk(sannolikhet=2, konsekvens=5)))
    after = a_portfolio(an_initiative(**risk(sannolikhet=2, konsekvens=5)), fyr=build(type(a_head()), head, {}))

    assert told(before, after) == [
        "Risker på nivån Medel i program och portfölj beslutas nu av Rederiet, förut Besättningen",
        "R1 (Dimman lättar inte) beslutas nu av Rederiet, genom ny policy",
    ]


def test_mandates_and_keys() -> None:
    key = {
        "id": "anna-2026",
        "namn": "Anna Ek",
        "epost": "anna@kommunen.example",
        "nyckel": "ssh-ed25519 AAAA",
        "fran": "2026-01-01",
    }
    mandate = {
        "id": "hn-udde",
        "organ": "besattning",
        "ratt": ["grind", "risk"],
        "fran": "2026-01-01",
        "till_och_med": "2026-12-31",
        "kalla": "BS § 1",
        "underskrifter": 2,
    }
    empty = build(Mandatregister, {}, {})
    full = build(Mandatregister, {"serie": 1, "nycklar": [key], "mandat": [mandate]}, {})
    lost = {"sparrad": {"fran": "2026-05-01", "skal": "Datorn är borta."}}
    closed = build(Mandatregister, {"serie": 1, "nycklar": [key | lost], "mandat": [mandate]}, {})

    assert told(a_portfolio(mandatregister=empty), a_portfolio(mandatregister=full)) == [
        "Policyns löpnummer är nu 1, förut 0",
        "Nyckeln anna-2026 (Anna Ek) är ny, från 2026-01-01 tills vidare",
        (
            "Nytt mandat hn-udde: Besättningen får besluta i grindar och besluta om risker, "
            "från 2026-01-01 till och med 2026-12-31, 2 underskrifter krävs, enligt BS § 1"
        ),
    ]
    assert told(a_portfolio(mandatregister=full), a_portfolio(mandatregister=closed)) == [
        "Nyckeln anna-2026 (Anna Ek) är spärrad från 2026-05-01: Datorn är borta"
    ]


def test_days_that_pass_with_nothing_done() -> None:
    condition = {"id": "V1", "text": "Bryggan lagas.", "senast": "2026-11-10"}
    here = a_portfolio(an_initiative(beslut=[a_risk_decision(villkor=[condition])], risker=[], milstolpar=[]))

    def late(first: int, last: int) -> list[str]:
        days = (date(2026, 11, first), date(2026, 11, last))
        return [render(c.text) for c in passed_days(*days, here)]

    assert late(1, 20) == ["Villkor V1 (Bryggan lagas) skulle ha varit uppfyllt 2026-11-10"]
    assert late(1, 10) == []
    assert late(11, 20) == []


def test_one_line_says_it_all() -> None:
    before = an_initiative(**risk(sannolikhet=2, konsekvens=5), beslut=[])
    after = an_initiative(**risk(sannolikhet=3, konsekvens=5), beslut=[a_risk_decision()], namn="Nytt namn")
    changes = portfolio_changes(a_portfolio(before), a_portfolio(after))

    assert render(summary(changes)) == "1 beslut, 1 risk upp, 1 risk som nu beslutas av Rederiet och 1 annan ändring"
    assert render(summary(())) == "inga ändringar i sak"


def test_nothing_is_said_of_the_first_version_but_that_things_are_new() -> None:
    sentences = [render(c.text) for c in portfolio_changes(None, a_portfolio(an_initiative()))]

    assert sentences[0].startswith("Portföljen ")
    assert sentences[-1].startswith("Initiativet ")
    assert all(s.endswith("har tillkommit") for s in sentences[:-1])


def test_a_register_that_is_read_from_a_file() -> None:
    register = data("register/kommuner.yaml")
    grown = register | {"kommuner": [*register["kommuner"][:-1], register["kommuner"][-1] | {"invanare": 12_345}]}
    here = a_portfolio()
    after = a_portfolio(kommunregister=build(Kommunregister, grown, {}))

    (sentence,) = told(here, after)

    assert sentence.startswith(f"Kommunen {register['kommuner'][-1]['namn']} › Invånare: ")
    assert sentence.endswith(" personer → 12 345 personer")


def test_an_undertaking_knows_which_it_is() -> None:
    change = one({"namn": "A"}, {"namn": "B"})

    assert isinstance(an_initiative(), Undertaking)
    assert change.sokvag == ("namn",)
    assert (change.insats, change.fil) == (an_initiative().id, f"initiativ/{an_initiative().id}.yaml")
