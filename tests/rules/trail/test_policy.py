"""Changes of the policy: alone, one serial at a time, published processes for ever, signed by the root."""

from __future__ import annotations

from typing import Any

import pytest

from fyrportfolj.model.process import Process
from fyrportfolj.rules.trail.statement import MANDATES, policy_signature
from fyrportfolj.rules.trail.values import Anchor
from tests.rules.trail.pieces import ANNA, BO, CIA, DAN, IDEA, PROCESS_FILE, TREE, base_files, register, told
from tests.rules.trail.story import Story, with_tree
from tests.rules.trail.trees import head_with
from tests.support.gates import initiative as an_initiative

GARDEN = "mandat: [{id: m1, organ: tradgard, ratt: [grind], fran: 2026-01-01, kalla: Ordning}]"
ROOTS = f"""
    serie: 4
    rot: {{nycklar: [anna, bo, cia], troskel: 2}}
    nycklar:
      - {ANNA.row()}
      - {BO.row()}
      - {CIA.row(till_och_med="2026-01-05")}
      - {DAN.row()}
    mandat:
      - {{id: arbete, organ: tradgard, ratt: [arbete], nycklar: [anna, dan], fran: 2026-01-01, kalla: Ordning}}
"""


def a_process(version: str = "1.0", **values: Any) -> Process:
    found = base_files()[PROCESS_FILE]
    assert isinstance(found, Process)
    return found.model_copy(update={"version": version, **values})


def test_changes_of_the_policy_in_a_row() -> None:
    story = with_tree().change_policy({MANDATES: register(GARDEN)})
    story.change_policy({"process/liten-2.0.yaml": a_process("2.0"), **head_with(agare="Annan")})
    judged = story.judged()
    assert told(judged) == []
    assert judged.memory.last_policy == story.tip
    assert f"Fyr-Foregaende: {story.line[-2].oid}\n" in story.line[-1].message


@pytest.mark.parametrize(("serie", "before"), [(0, 0), (2, 0)])
def test_a_serial_that_is_not_the_next(serie: int, before: int) -> None:
    story = with_tree().change_policy({MANDATES: register(GARDEN)}, serie=serie)
    wanted = {"fore": str(before), "efter": str(serie), "vantad": str(before + 1)}
    assert told(story.judged()) == [("FYR637", MANDATES, wanted)]


def test_an_older_policy_put_back() -> None:
    story = with_tree().change_policy({MANDATES: register(GARDEN)})
    old = story.models[MANDATES]
    story.change_policy({MANDATES: register("mandat: []")})
    story.change_policy({MANDATES: old}, serie=1)
    assert told(story.judged()) == [("FYR637", MANDATES, {"fore": "2", "efter": "1", "vantad": "3"})]


def test_a_register_that_is_taken_away() -> None:
    story = with_tree().change_policy({MANDATES: register(GARDEN)})
    story.commit({MANDATES: None}, story.line[-1].message.replace("Foregaende: -", f"Foregaende: {story.tip}"))
    assert told(story.judged()) == [("FYR637", MANDATES, {"fore": "1", "efter": "1", "vantad": "2"})]


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [("Serie", "3", "1"), ("Grund", None, "–"), ("Initiativ", "apeltrad", "–")],
)
def test_rows_that_do_not_tell_of_the_change(name: str, value: str | None, wanted: str) -> None:
    rows = {"Typ": "policy", "Version": "1", name: value} if name == "Initiativ" else {name: value}
    story = with_tree()
    if name == "Initiativ":
        story.change_policy({MANDATES: register(GARDEN)})
        message = story.line[-1].message.replace("Fyr-Serie", "Fyr-Initiativ: apeltrad\nFyr-Serie")
        story = with_tree()
        story.commit({MANDATES: register(f"serie: 1\n{GARDEN}")}, message)
    else:
        story.change_policy({MANDATES: register(GARDEN)}, rows=rows)
    found = {"rad": f"Fyr-{name}", "funnen": value or "–", "vantad": wanted}
    assert told(story.judged()) == [("FYR621", MANDATES, found)]


def test_a_chain_of_policy_that_leads_elsewhere() -> None:
    story = with_tree().change_policy({MANDATES: register(GARDEN)})
    first = story.tip
    story.change_policy(head_with(agare="Annan"), rows={"Foregaende": "-"})
    assert told(story.judged()) == [("FYR631", MANDATES, {"funnen": "-", "vantad": first})]


def test_other_files_with_the_policy() -> None:
    tree = an_initiative(IDEA).model_copy(update={"fas": "tra"})
    story = with_tree().change_policy({MANDATES: register(GARDEN), TREE: tree, "README.md": b"x"})
    assert told(story.judged()) == [
        ("FYR636", "README.md", {"filer": f"README.md, {TREE}"}),
        ("FYR623", TREE, {"fore": "fro", "efter": "tra"}),
    ]


def test_a_published_process_is_never_changed() -> None:
    story = with_tree().change_policy({PROCESS_FILE: a_process(namn="Annan")})
    assert told(story.judged()) == [("FYR634", PROCESS_FILE, {"vad": "processen liten 1.0 har ändrats"})]


def test_a_published_process_never_goes_and_is_still_judged_by() -> None:
    story = with_tree().change_policy({PROCESS_FILE: None})
    story.commit({TREE: an_initiative(IDEA).model_copy(update={"namn": "Äpple"}), "initiativ/paron.yaml": _pear()})
    assert told(story.judged()) == [("FYR634", PROCESS_FILE, {"vad": "processen liten 1.0 har tagits bort"})]


def _pear() -> Any:
    return an_initiative(IDEA).model_copy(update={"id": "paron"})


def test_a_process_in_work_is_both_policy_and_published() -> None:
    story = with_tree().commit({PROCESS_FILE: a_process(namn="Annan")})
    assert told(story.judged()) == [
        ("FYR635", PROCESS_FILE, {"filer": PROCESS_FILE}),
        ("FYR634", PROCESS_FILE, {"vad": "processen liten 1.0 har ändrats"}),
    ]


def test_a_process_that_would_take_the_place_of_another() -> None:
    story = with_tree().change_policy({"process/a.yaml": a_process(namn="Annan")})
    wanted = {"vad": f"processen liten 1.0 ska ligga i {PROCESS_FILE}"}
    assert told(story.judged()) == [("FYR634", "process/a.yaml", wanted)]


def test_registers_may_go_with_the_policy() -> None:
    story = with_tree().change_policy({"register/organ.yaml": None})
    assert story.codes() == []
    assert "register/organ.yaml" not in story.judged().memory.readable


def test_the_head_is_kept_in_mind_also_when_the_policy_takes_it_away() -> None:
    story = with_tree().change_policy({"fyr.yaml": None})
    assert "fyr.yaml" in story.judged().memory.readable


# -- FYR638: the root ------------------------------------------------------------------------------------------------


def rooted(text: str = ROOTS) -> Story:
    """A portfolio whose register has root keys from the start."""
    return Story({**base_files(), MANDATES: register(text)})


def test_a_change_that_enough_root_keys_sign() -> None:
    story = rooted().change_policy(head_with(agare="Annan"), sign=ANNA, beside=[BO])
    assert told(story.judged()) == []
    assert story.judged().level == "signerad"


def test_more_root_keys_than_enough_may_sign() -> None:
    lower = ROOTS.replace("troskel: 2", "troskel: 1")
    assert lower != ROOTS
    assert rooted(lower).change_policy(head_with(agare="Annan"), sign=ANNA, beside=[BO]).codes() == []


def test_root_keys_may_all_sign_beside() -> None:
    assert rooted().change_policy(head_with(agare="Annan"), sign=DAN, beside=[ANNA, BO]).codes() == []


@pytest.mark.parametrize(
    ("sign", "beside", "count"),
    [(ANNA, (), 1), (DAN, (BO,), 1), (DAN, (), 0), (ANNA, (ANNA,), 1)],
)
def test_a_change_that_too_few_root_keys_sign(sign: Any, beside: Any, count: int) -> None:
    story = rooted().change_policy(head_with(agare="Annan"), sign=sign, beside=beside)
    assert told(story.judged()) == [("FYR638", "", {"antal": str(count), "troskel": "2"})]


def test_a_root_key_that_has_run_out_does_not_count() -> None:
    story = rooted().change_policy(head_with(agare="Annan"), sign=ANNA, beside=[CIA])
    path = policy_signature(5, "cia")
    assert told(story.judged()) == [
        ("FYR645", path, {"fil": path}),
        ("FYR638", "", {"antal": "1", "troskel": "2"}),
    ]


def test_one_key_under_two_names_counts_once() -> None:
    twice = ROOTS.replace("bo, cia]", "bo, cia, anna2]").replace(
        "    mandat:", f"      - {ANNA.row().replace('id: anna', 'id: anna2')}\n    mandat:"
    )
    story = rooted(twice)
    changes = head_with(agare="Annan")
    story.change_policy(changes, sign=ANNA, beside=[ANNA])
    assert told(story.judged()) == [("FYR638", "", {"antal": "1", "troskel": "2"})]


def test_a_signature_of_something_else() -> None:
    other = rooted().change_policy(head_with(agare="Tredje"), sign=ANNA, beside=[BO])
    path = policy_signature(5, "bo")
    story = rooted()
    moved = other.models[path]
    story.change_policy({**head_with(agare="Annan"), path: moved}, sign=ANNA)
    assert told(story.judged()) == [
        ("FYR645", path, {"fil": path}),
        ("FYR638", "", {"antal": "1", "troskel": "2"}),
    ]


def test_a_signature_in_another_name() -> None:
    other = rooted().change_policy(head_with(agare="Annan"), sign=ANNA, beside=[BO])
    story = rooted()
    path = policy_signature(5, "anna")
    story.change_policy({**head_with(agare="Annan"), path: other.models[policy_signature(5, "bo")]}, sign=ANNA)
    assert [(k, f) for k, f, _ in told(story.judged())] == [("FYR645", path), ("FYR638", "")]


def test_a_signature_of_somebody_outside_the_root() -> None:
    story = rooted().change_policy(head_with(agare="Annan"), sign=ANNA, beside=[BO, DAN])
    path = policy_signature(5, "dan")
    assert told(story.judged()) == [("FYR645", path, {"fil": path})]


@pytest.mark.parametrize("name", ["bo.txt", "x/bo.sig", "okand.sig"])
def test_other_files_among_the_signatures(name: str) -> None:
    path = f"underskrifter/policy/5/{name}"
    story = rooted().change_policy({**head_with(agare="Annan"), path: b"x\ny\n"}, sign=ANNA, beside=[BO])
    assert told(story.judged()) == [("FYR645", path, {"fil": path})]


def test_signatures_of_another_serial_are_luggage() -> None:
    path = policy_signature(3, "bo")
    story = rooted().change_policy({**head_with(agare="Annan"), path: b"x\ny\n"}, sign=ANNA, beside=[BO])
    assert told(story.judged()) == [("FYR636", path, {"filer": path}), ("FYR645", path, {"fil": path})]


def test_the_first_root_comes_by_a_key_that_is_agreed_outside() -> None:
    anchor = Anchor(rot="x", nycklar=(BO.key,))
    new = register(ROOTS.replace("serie: 4", "serie: 0"))
    assert with_tree().change_policy({MANDATES: new}, sign=BO).codes(anchor) == []
    story = with_tree().change_policy({MANDATES: new}, sign=ANNA)
    assert told(story.judged(anchor)) == [("FYR638", "", {"antal": "0", "troskel": "1"})]
    assert with_tree().change_policy({MANDATES: new}).codes(anchor) == ["FYR638"]
    assert with_tree().change_policy({MANDATES: new}).codes() == []


def test_an_agreed_key_may_sign_beside() -> None:
    anchor = Anchor(rot="x", nycklar=(BO.key,))
    new = register(ROOTS.replace("serie: 4", "serie: 0"))
    assert with_tree().change_policy({MANDATES: new}, beside=[BO]).codes(anchor) == []


def test_the_agreed_keys_have_no_say_once_there_is_a_root() -> None:
    anchor = Anchor(rot="x", nycklar=(DAN.key,))
    story = rooted().change_policy(head_with(agare="Annan"), sign=DAN)
    assert told(story.judged(anchor)) == [("FYR638", "", {"antal": "0", "troskel": "2"})]


POLICY = f"""
    nycklar:
      - {ANNA.row()}
      - {BO.row()}
    mandat:
      - {{id: m1, organ: park, ratt: [policy], nycklar: [anna], fran: 2026-01-01, kalla: Ordning}}
      - {{id: m2, organ: park, ratt: [grind], nycklar: [bo], fran: 2026-01-01, kalla: Ordning}}
"""


def test_without_a_root_the_mandates_say_who_may_change_the_policy() -> None:
    assert rooted(POLICY).change_policy(head_with(agare="Annan"), sign=ANNA).codes() == []
    story = rooted(POLICY).change_policy(head_with(agare="Annan"), sign=BO)
    wanted = {"nyckel": "bo", "vad": "inget mandat som nämner nyckeln ger rätten"}
    assert told(story.judged()) == [("FYR614", "", wanted)]


def test_a_mandate_over_the_policy_that_has_run_out() -> None:
    ended = POLICY.replace("nycklar: [anna], fran", "nycklar: [anna], till_och_med: 2026-01-05, fran")
    ended = ended.replace("ratt: [grind], nycklar: [bo]", "ratt: [arbete], nycklar: [anna]")
    story = rooted(ended).change_policy(head_with(agare="Annan"), sign=ANNA)
    wanted = {"nyckel": "anna", "datum": "2026-01-06", "vad": "mandatet m1 från 2026-01-01 till och med 2026-01-05"}
    assert told(story.judged()) == [("FYR615", "", wanted)]
