"""Decisions are worked out anew from the parent's state and compared with what was recorded."""

from __future__ import annotations

from datetime import date

import pytest

from fyrportfolj.diagnostics import finding
from fyrportfolj.model.policy import Policy, PortfolioFile
from fyrportfolj.rules.trail.grammar import ORDER
from fyrportfolj.rules.trail.statement import decision_signature
from fyrportfolj.rules.trail.values import Document
from tests.rules.trail.pieces import IDEA, OTHER, SEED, TREE, base_files, told
from tests.rules.trail.story import with_tree
from tests.rules.trail.trees import (
    correction,
    head_with,
    two_gates,
)
from tests.support.gates import consent, group


def test_a_decision_that_opens_a_gate() -> None:
    story = with_tree().decide(SEED)
    judged = story.judged()
    assert told(judged) == []
    assert (judged.decisions, judged.commits, judged.level, judged.signed_from) == (1, 2, "struktur", None)
    assert judged.memory.last_decision == {"apeltrad": story.tip}
    assert story.undertaking().fas == "planta"


def test_every_outcome_and_what_follows() -> None:
    story = two_gates()
    story.decide(consent("asele", day="2026-01-08"), days=1)
    story.decide(consent("berg", outcome="stopp", day="2026-01-09"), days=1)
    story.decide(group("stopp", day="2026-01-10"), days=1)
    story.decide("typ: ateruppta, datum: 2026-01-11, organ: tradgard", days=1)
    story.decide(group("tillbaka", day="2026-01-12", more=", till_fas: fro, motivering: Mer jord"), days=1)
    assert [d.kod for d in story.findings()] == []
    u = story.undertaking()
    assert u.fas == "fro"
    assert u.beslut[-1].upphavda == ("idebeskrivning", "programdirektiv")
    assert [p.status for p in u.deltagare] == ["deltar", "avstar"]
    story.decide("typ: grind, datum: 2026-01-13, organ: tradgard, grind: gro, krav: jord, utfall: avsluta", days=1)
    story.decide("typ: ovrigt, datum: 2026-01-14, organ: park", days=1)
    assert story.codes() == []
    assert story.judged().decisions == 8


def test_a_meeting_that_did_not_decide() -> None:
    story = with_tree()
    story.decide(SEED.replace("utfall: fortsatt", "motesutfall: bordlagt"))
    assert story.codes() == []


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("Utfall", "stopp", "fortsatt"),
        ("Fas", "fro -> tra", "fro -> planta"),
        ("Lage", "pagar -> stoppad", "pagar -> pagar"),
        ("Organ", "park", "tradgard"),
        ("Datum", "2026-01-06", "2026-01-07"),
        ("Mandat", "x", "-"),
        ("Motesutfall", "bordlagt", "beslutat"),
        ("Beslutstyp", "risk", "grind"),
        ("Beslut", "2026-01-07-park", "2026-01-07-tradgard"),
        ("Grind", "plantera", "gro"),
        ("Kommun", "asele", "–"),
        ("Reservation", "N", "–"),
        ("Serie", "3", "–"),
    ],
)
def test_a_row_that_says_another_thing(name: str, value: str, wanted: str) -> None:
    story = with_tree()
    changes, text = story.decision(SEED)
    story.commit(changes, _with_row(text, name, value))
    old = next((line.partition(": ")[2] for line in text.splitlines() if line.startswith(f"Fyr-{name}: ")), "–")
    assert old == wanted
    assert told(story.judged()) == [("FYR621", TREE, {"rad": f"Fyr-{name}", "funnen": value, "vantad": wanted})]


def _with_row(text: str, name: str, value: str) -> str:
    """Set a row, at the place that it has among the others."""
    subject, _, block = text.partition("\n\n")
    rows = dict(line.split(": ", 1) for line in block.splitlines()) | {f"Fyr-{name}": value}
    lines = sorted(rows.items(), key=lambda row: ORDER[row[0].removeprefix("Fyr-")])
    return f"{subject}\n\n" + "".join(f"{n}: {v}\n" for n, v in lines)


def test_a_row_that_is_left_out() -> None:
    story = with_tree().decide(SEED, rows={"Organ": None})
    assert told(story.judged()) == [
        ("FYR621", TREE, {"rad": "Fyr-Organ", "funnen": "–", "vantad": "tradgard"}),
    ]


def test_a_subject_that_says_another_thing() -> None:
    story = with_tree().decide(SEED, subject="Beslut apeltrad: gro stopp")
    wanted = {
        "rad": "Ärenderaden",
        "funnen": "Beslut apeltrad: gro stopp",
        "vantad": "Beslut apeltrad: gro fortsatt",
    }
    assert told(story.judged()) == [("FYR621", TREE, wanted)]


def test_the_sums_of_process_and_decision_are_compared() -> None:
    story = with_tree()
    changes, text = story.decision(SEED)
    rows = dict(line.removeprefix("Fyr-").split(": ", 1) for line in text.splitlines()[2:])
    story.commit(changes, text.replace(rows["Beslutssumma"], "sha256:" + "0" * 64))
    assert [(k, p["rad"]) for k, _, p in told(story.judged())] == [("FYR621", "Fyr-Beslutssumma")]
    other = with_tree()
    other.commit(changes, text.replace(rows["Process"], "liten@1.0 sha256:" + "0" * 64))
    assert [(k, p["rad"], p["vantad"]) for k, _, p in told(other.judged())] == [
        ("FYR621", "Fyr-Process", rows["Process"])
    ]


def test_a_message_about_an_undertaking_that_was_not_touched() -> None:
    story = with_tree()
    _, text = story.decision(SEED)
    story.commit({"README.md": b"x"}, text)
    assert told(story.judged()) == [
        ("FYR621", "", {"rad": "Fyr-Initiativ", "funnen": "apeltrad", "vantad": "–"}),
    ]


def test_a_message_about_another_undertaking() -> None:
    story = with_tree()
    changes, text = story.decision(SEED)
    story.commit(changes, _with_row(text, "Initiativ", "paron"))
    found = told(story.judged())
    assert found[0] == ("FYR621", "", {"rad": "Fyr-Initiativ", "funnen": "paron", "vantad": "apeltrad"})
    assert [k for k, _, _ in found] == ["FYR621", "FYR622", "FYR623"]


def test_a_message_of_a_decision_without_one() -> None:
    story = with_tree()
    _, text = story.decision(SEED)
    story.commit({TREE: story.undertaking().model_copy(update={"namn": "Päronträd"})}, text)
    wanted = {"rad": "Fyr-Beslut", "funnen": "2026-01-07-tradgard", "vantad": "inget nytt beslut"}
    assert told(story.judged()) == [("FYR621", TREE, wanted)]


def test_a_correction_that_calls_itself_a_decision() -> None:
    story = with_tree().decide(SEED)
    changes, text = story.decision(correction(story, paragraf="§ 4"))
    story.commit(changes, text.replace("Fyr-Typ: rattelse", "Fyr-Typ: beslut"))
    assert [(k, p["rad"]) for k, _, p in told(story.judged())] == [("FYR621", "Fyr-Typ")]


def test_the_chain_of_an_undertaking() -> None:
    story = with_tree().decide(OTHER).decide(SEED.replace("-07", "-08"))
    first = story.line[-2].oid
    assert f"Fyr-Foregaende: {first}\n" in story.line[-1].message
    assert story.codes() == []


@pytest.mark.parametrize("value", ["-", "a" * 40])
def test_a_chain_that_leads_elsewhere(value: str) -> None:
    story = with_tree().decide(OTHER).decide(SEED.replace("-07", "-08"), rows={"Foregaende": value})
    wanted = {"funnen": value, "vantad": story.line[-2].oid}
    assert told(story.judged()) == [("FYR631", TREE, wanted)]


def test_a_chain_without_a_link() -> None:
    story = with_tree().decide(SEED, rows={"Foregaende": None})
    assert told(story.judged()) == [("FYR631", TREE, {"funnen": "–", "vantad": "-"})]


def test_the_chain_goes_on_when_the_file_gets_another_name() -> None:
    story = with_tree().decide(OTHER)
    u = story.undertaking().model_copy(update={"id": "paron", "tidigare_id": ("apeltrad",)})
    story.commit({TREE: None, "initiativ/paron.yaml": u})
    previous = story.line[-2].oid
    row = SEED.replace("-07", "-09")
    changes, text = story.decision(row, "initiativ/paron.yaml")
    story.commit(changes, text.replace("Fyr-Foregaende: -", f"Fyr-Foregaende: {previous}"))
    assert story.codes() == []


def test_a_decision_of_tomorrow() -> None:
    story = with_tree().decide(SEED.replace("-07", "-08"))
    wanted = {
        "datum": "2026-01-08",
        "registrerad": "2026-01-07",
        "orsak": "beslutet kan inte registreras före mötet",
    }
    assert told(story.judged()) == [("FYR646", TREE, wanted)]


def _within(days: int) -> Policy:
    head = base_files()["fyr.yaml"]
    assert isinstance(head, PortfolioFile)
    return head.policy.model_copy(update={"registreras_inom_dagar": days})


def test_a_decision_that_is_recorded_late() -> None:
    late = SEED.replace("-07", "-06")
    assert with_tree(IDEA, **head_with(policy=_within(1))).decide(late).codes() == []
    story = with_tree(IDEA, **head_with(policy=_within(0))).decide(late)
    wanted = {"datum": "2026-01-06", "registrerad": "2026-01-07", "orsak": "det ska registreras inom 0 dagar"}
    assert told(story.judged()) == [("FYR646", TREE, wanted)]


def test_the_portfolios_own_day_goes_before_the_commits() -> None:
    assert (
        with_tree(IDEA, **head_with(betraktelsedag=date(2026, 1, 8))).decide(SEED.replace("-07", "-08")).codes() == []
    )


def test_a_signature_file_that_holds_for_nothing() -> None:
    path = decision_signature("apeltrad", "2026-01-07-tradgard", "anna")
    story = with_tree().decide(SEED, more={path: b"x"})
    assert told(story.judged()) == [("FYR645", path, {"fil": path})]


def test_a_decision_in_a_file_that_cannot_be_read() -> None:
    story = with_tree()
    _, text = story.decision(SEED)
    story.commit({TREE: Document(b"[", None, (finding("FYR012", TREE, tagg="!x"),))}, text)
    assert [k for k, _, _ in told(story.judged())] == ["FYR640", "FYR647"]


def test_days_past_the_calendar_are_no_crash() -> None:
    story = two_gates()
    story.decide(f"{consent('asele', day='2026-01-08')}, anslaget: 9999-12-31")
    assert story.codes() == []
