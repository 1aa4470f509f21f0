"""The file became what the decision gives, and nothing else."""

from __future__ import annotations

from fyrportfolj.model.initiative import Initiative
from tests.rules.trail.pieces import IDEA, OTHER, SEED, TREE, register, the_decision, told
from tests.rules.trail.story import with_tree
from tests.rules.trail.trees import (
    after,
    two_gates,
)
from tests.support.gates import consent, group
from tests.support.gates import initiative as an_initiative


def test_a_phase_that_the_decision_does_not_lead_to() -> None:
    story = with_tree().decide(SEED, luggage={"fas": "tra"})
    assert told(story.judged()) == [("FYR623", TREE, {"fore": "fro", "efter": "tra"})]


def test_luggage_in_the_file() -> None:
    story = with_tree().decide(SEED, luggage={"namn": "Päronträd", "steg": None, "ledare": "chef"})
    assert told(story.judged()) == [("FYR624", TREE, {"vad": "namn, steg, ledare"})]


def test_luggage_beside_the_file() -> None:
    story = with_tree().decide(SEED, more={"README.md": b"x"})
    assert told(story.judged()) == [("FYR624", "README.md", {"vad": "README.md"})]


def test_luggage_is_judged_as_work_too() -> None:
    story = with_tree(IDEA)
    pear = an_initiative(IDEA).model_copy(update={"id": "paron"})
    story.commit({"initiativ/paron.yaml": pear})
    changes, text = story.decision(SEED.replace("-07", "-08"))
    policy = register("mandat: []").model_copy(update={"serie": 1})
    more = {"initiativ/paron.yaml": pear.model_copy(update={"fas": "tra"}), "register/mandat.yaml": policy}
    story.commit({**changes, **more}, text)
    found = told(story.judged())
    files = "initiativ/paron.yaml, register/mandat.yaml"
    assert found == [
        ("FYR624", "initiativ/paron.yaml", {"vad": files}),
        ("FYR635", "register/mandat.yaml", {"filer": "register/mandat.yaml"}),
        ("FYR623", "initiativ/paron.yaml", {"fore": "fro", "efter": "tra"}),
    ]


def test_two_decisions_at_once() -> None:
    story = with_tree()
    changes, text = story.decision(OTHER)
    u = changes[TREE]
    assert isinstance(u, Initiative)
    second = u.beslut[0].model_copy(update={"id": "2026-01-07-tradgard-2"})
    story.commit({TREE: u.model_copy(update={"beslut": (*u.beslut, second)})}, text)
    assert told(story.judged()) == [
        ("FYR624", TREE, {"vad": "2026-01-07-tradgard-2"}),
        ("FYR622", TREE, {"beslut": "2026-01-07-tradgard"}),
        ("FYR622", TREE, {"beslut": "2026-01-07-tradgard-2"}),
    ]


def test_an_earlier_decision_changed_in_passing() -> None:
    story = with_tree().decide(OTHER)
    u = story.undertaking()
    changed = u.beslut[0].model_copy(update={"motivering": "Annat", "justerat": u.beslut[0].datum})
    changes, text = story.decision(SEED.replace("-07", "-08"))
    new = after(changes)
    story.commit({TREE: new.model_copy(update={"beslut": (changed, *new.beslut[1:])})}, text)
    assert told(story.judged()) == [
        ("FYR630", TREE, {"beslut": "2026-01-07-tradgard", "falt": "motivering"}),
        ("FYR624", TREE, {"vad": "beslut.0.justerat"}),
    ]


def test_a_decided_document_changed_in_passing() -> None:
    story = two_gates()
    story.decide(consent("asele", day="2026-01-08"))
    u = story.undertaking()
    directive = u.artefakter.programdirektiv
    assert directive is not None
    documents = u.artefakter.model_copy(update={"programdirektiv": directive.model_copy(update={"syfte": "Bär"})})
    story.decide("typ: ovrigt, datum: 2026-01-09, organ: park", luggage={"artefakter": documents})
    assert told(story.judged()) == [
        ("FYR629", TREE, {"dokument": "Programdirektiv", "version": "1.0"}),
        ("FYR624", TREE, {"vad": "artefakter.programdirektiv.syfte"}),
    ]


def test_the_lapsed_approvals_are_worked_out() -> None:
    story = two_gates()
    row = group("tillbaka", day="2026-01-08", more=", till_fas: fro, motivering: Om")
    changes, text = story.decision(row)
    new = after(changes)
    assert new.beslut[-1].upphavda == ("idebeskrivning", "programdirektiv")
    short = new.beslut[-1].model_copy(update={"upphavda": ("idebeskrivning",)})
    story.commit({TREE: new.model_copy(update={"beslut": (*new.beslut[:-1], short)})}, text)
    found = told(story.judged())
    assert ("FYR625", TREE, {"orsak": "upphavda.1 är inte vad beslutet leder till"}) in found


def test_only_a_decision_that_leads_back_lets_approvals_lapse() -> None:
    row = the_decision(OTHER).model_copy(update={"upphavda": ("idebeskrivning",)})
    story = with_tree()
    changes, text = story.decision(row)
    u = after(changes)
    story.commit({TREE: u.model_copy(update={"beslut": (row,)})}, text)
    assert ("FYR625", TREE, {"orsak": "upphavda.0 är inte vad beslutet leder till"}) in told(story.judged())
