"""Who had the right to a decision on its day, by the register of mandates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.registers import Mandatregister
from fyrportfolj.rules.gate_checks import check_decisions
from fyrportfolj.rules.mandates import has_right
from tests.support.gates import consent, decisions, initiative, small_portfolio
from tests.support.plans import decision
from tests.support.texts import read

TODAY = date(2026, 11, 20)
GATE = "typ: grind, datum: 2026-02-01, organ: park, grind: skorda, krav: skord, utfall: fortsatt"


def portfolio(*rows: str, text: str = "") -> Portfolio:
    held, _ = small_portfolio(initiative(text))
    mandates = ", ".join(f"{{id: m-{i}, kalla: Test, fran: 2026-01-01, {row}}}" for i, row in enumerate(rows))
    register = read(f"{{mandat: [{mandates}]}}", Mandatregister)
    return replace(held, mandatregister=Entry("register/mandat.yaml", register))


def may(d: str | Decision, *rows: str) -> bool:
    return has_right(portfolio(*rows), decision(d) if isinstance(d, str) else d)


def test_a_portfolio_starts_without_mandates() -> None:
    held, _ = small_portfolio(initiative())

    assert has_right(held, decision(GATE))
    assert may(GATE)


def test_a_register_with_mandates_gives_rights_only_to_those_it_names() -> None:
    assert may(GATE, "organ: park, ratt: [grind]")
    assert not may(GATE, "organ: tradgard, ratt: [grind]")
    assert may(GATE, "organ: tradgard, ratt: [grind]", "organ: park, ratt: [risk, grind]")


@pytest.mark.parametrize(
    ("kind", "right"), [("grind", "grind"), ("ateruppta", "grind"), ("risk", "risk"), ("artefakt", "artefakt")]
)
def test_every_kind_of_decision_has_its_right(kind: str, right: str) -> None:
    d = decision(f"typ: {kind}, datum: 2026-02-01, organ: park")
    others = ", ".join(sorted({"grind", "risk", "artefakt", "policy", "registrera"} - {right}))

    assert may(d, f"organ: park, ratt: [{right}]")
    assert not may(d, f"organ: park, ratt: [{others}]")


def test_other_decisions_need_no_mandate() -> None:
    assert may("typ: ovrigt, datum: 2026-02-01, organ: park", "organ: tradgard, ratt: [grind]")


@pytest.mark.parametrize(
    ("day", "good"),
    [("2025-12-31", False), ("2026-01-01", True), ("2026-06-30", True), ("2026-07-01", False)],
)
def test_a_mandate_holds_from_its_first_to_its_last_day(day: str, good: bool) -> None:
    row = GATE.replace("2026-02-01", day)

    assert may(row, "organ: park, ratt: [grind], till_och_med: 2026-06-30") is good


def test_a_mandate_may_be_for_some_gates() -> None:
    assert may(GATE, "organ: park, ratt: [grind], grindar: [gro, skorda]")
    assert not may(GATE, "organ: park, ratt: [grind], grindar: [gro]")
    # To resume something names no gate, so a right to any gate is enough.
    assert may("typ: ateruppta, datum: 2026-02-01, organ: park", "organ: park, ratt: [grind], grindar: [gro]")


def test_a_mandate_may_be_for_one_kommun() -> None:
    own = "organ: namnd, ratt: [grind], kommun: asele"

    assert may(consent("asele"), own)
    assert not may(consent("berg"), own)
    assert may(consent("berg"), "organ: namnd, ratt: [grind]")
    assert not may(GATE, "organ: park, ratt: [grind], kommun: asele")


def test_a_decision_without_mandate_names_the_right_that_is_missing() -> None:
    text = decisions("typ: ateruppta, datum: 2026-02-01, organ: park, organets_namn: Parkens styrelse")

    (found,) = check_decisions(portfolio("organ: tradgard, ratt: [grind]", text=text), TODAY)

    assert (found.kod, found.loc) == ("FYR419", ("beslut", 0, "organ"))
    assert found.rule is not None
    assert found.rule.fil == "register/mandat.yaml"
    assert dict(found.params) == {"organ": "Parkens styrelse", "ratt": "grind", "datum": date(2026, 2, 1)}


@pytest.mark.parametrize(("organ", "name"), [("park", "Parkstyrelsen"), ("okand", "okand")])
def test_the_body_is_named_as_the_register_does(organ: str, name: str) -> None:
    text = decisions(f"typ: risk, datum: 2026-02-01, organ: {organ}")

    (found,) = check_decisions(portfolio("organ: tradgard, ratt: [risk]", text=text), TODAY)

    assert found.params["organ"] == name


def test_a_meeting_that_did_not_decide_needs_no_mandate() -> None:
    text = decisions(GATE.replace("utfall: fortsatt", "motesutfall: bordlagt"))

    assert list(check_decisions(portfolio("organ: tradgard, ratt: [grind]", text=text), TODAY)) == []
