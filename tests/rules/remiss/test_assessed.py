"""The plan cannot be approved while a point waits, or while one that is not met lacks a reason."""

from __future__ import annotations

from datetime import date

import pytest

from fyrportfolj.model.portfolio import Entry
from fyrportfolj.rules.criteria import CRITERIA
from fyrportfolj.rules.gating import evaluate
from fyrportfolj.rules.subject import Answer, Subject
from tests.reports.artefakt.test_artefakt import shipped

ID = "exempel-remiss-av-handlingsplan"
DAY = date(2026, 11, 20)


def asked(**change: object) -> tuple[Answer, bool]:
    """Change the first point and ask the criterion, and the gate that the process puts it on."""
    p = shipped().portfolio
    entry = p.projekt[ID]
    held = entry.modell.artefakter
    assert held.yttranderapport is not None
    first, *rest = held.yttranderapport.synpunkter
    report = held.yttranderapport.model_copy(update={"synpunkter": (first.model_copy(update=change), *rest)})
    u = entry.modell.model_copy(update={"artefakter": held.model_copy(update={"yttranderapport": report})})
    changed = Entry(entry.fil, u)
    verdict = evaluate(p, changed, DAY)
    assert verdict is not None
    met = {c.uppfyllt for c in verdict.kriterier if "synpunkt" in str(c.rubrik).casefold()}
    process = p.processer["remiss", "1.0"].modell
    return CRITERIA["synpunkter_bedomda"].ask(Subject(p, changed, process, DAY)), met == {True}


def test_when_every_point_is_assessed_the_gate_can_open() -> None:
    answer, gate = asked()
    assert (answer.uppfyllt, gate) == (True, True)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"bedomning": None}, "synpunkt S1 från tanum är inte bedömd"),
        ({"bedomning": "beaktas_ej", "motivering": None}, "synpunkt S1 från tanum saknar motivering"),
    ],
)
def test_a_point_that_waits_keeps_it_shut(change: dict[str, object], reason: str) -> None:
    answer, gate = asked(**change)
    assert (answer.uppfyllt, str(answer.skal), gate) == (False, reason, False)
    assert answer.loc == ("artefakter", "yttranderapport", "synpunkter", 0)


def test_a_point_of_an_answer_that_was_replaced_does_not() -> None:
    p = shipped().portfolio
    entry = p.projekt[ID]
    held = entry.modell.artefakter
    assert held.yttranderapport is not None
    first, *rest = held.yttranderapport.synpunkter
    gone = first.model_copy(update={"bedomning": None, "yttrande": "Y1"})
    answers = list(held.remissyttrande)
    answers[0] = answers[0].model_copy(update={"id": "Y1"})
    answers[1] = answers[1].model_copy(update={"id": "Y2", "ersatter": "Y1"})
    report = held.yttranderapport.model_copy(update={"synpunkter": (gone, *rest)})
    kept = held.model_copy(update={"yttranderapport": report, "remissyttrande": tuple(answers)})
    u = entry.modell.model_copy(update={"artefakter": kept})
    subject = Subject(p, Entry(entry.fil, u), p.processer["remiss", "1.0"].modell, DAY)
    assert CRITERIA["synpunkter_bedomda"].ask(subject).uppfyllt
