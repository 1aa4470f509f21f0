"""Who takes part after a decision, and who pays."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.gates import SEED, consent, decisions, group
from tests.support.plans import DIRECTIVE, THREE, TWO, planned


def test_a_yes_makes_a_kommun_take_part_and_a_no_makes_it_leave() -> None:
    text = DIRECTIVE + THREE + decisions(SEED)

    joins = planned(text, consent("berg"))
    leaves = planned(text, consent("berg", "avsluta"))

    assert joins.deltagare == {1: {"status": "deltar", "beslut": "2026-02-01-namnd-berg"}}
    assert leaves.deltagare == {1: {"status": "avstar", "beslut": "2026-02-01-namnd-berg"}}


def test_a_kommun_that_already_takes_part_or_has_left_keeps_its_row() -> None:
    gone = TWO.replace("intresserad", "avstar")

    assert planned(DIRECTIVE + TWO + decisions(SEED), consent("asele")).deltagare == {}
    assert planned(DIRECTIVE + gone + decisions(SEED), consent("berg", "stopp")).deltagare == {}


def test_a_kommun_takes_part_only_when_every_body_that_must_has_said_yes() -> None:
    asked = TWO.replace("intresserad", "intresserad, tillampliga_organ: [fullmaktige]")

    half = planned(DIRECTIVE + asked + decisions(SEED), consent("berg"))
    whole = planned(DIRECTIVE + asked + decisions(SEED, consent("berg")), consent("berg", organ="fullmaktige"))

    assert half.deltagare == {}
    assert whole.deltagare == {1: {"status": "deltar", "beslut": "2026-02-01-fullmaktige-berg"}}


def test_a_meeting_without_decision_or_a_tillbaka_leaves_the_rows_alone() -> None:
    tabled = consent("berg").replace("utfall: fortsatt", "motesutfall: bordlagt")
    back = consent("berg", "tillbaka") + ", motivering: Oklart"

    assert planned(DIRECTIVE + TWO + decisions(SEED), tabled).deltagare == {}
    assert planned(DIRECTIVE + TWO + decisions(SEED), back).deltagare == {}


def test_a_kommun_that_had_declined_beforehand_counts_once_it_says_yes() -> None:
    declined = TWO.replace("intresserad", "avstar") + "      - {kommun: dorotea, status: avstar}\n"
    text = DIRECTIVE + declined + decisions(SEED, consent("asele"), group())

    p = planned(text, consent("dorotea"))

    # Two municipalities make the quorum, so the gate opens; the row must say so for the file to say the same.
    assert (p.efter.fas, p.deltagare) == ("tra", {2: {"status": "deltar", "beslut": "2026-02-01-namnd-dorotea"}})


def test_a_late_yes_makes_a_kommun_take_part_and_moves_nothing() -> None:
    text = THREE + decisions(SEED, consent("asele"), consent("berg"), consent("dorotea", "stopp"), group())
    gone = text.replace("tillfragad}", "avstar, beslut: 2026-02-01-namnd-dorotea}")

    p = planned(DIRECTIVE + gone, consent("dorotea", day="2026-04-01"))

    assert (p.byter_fas, p.oppnar_grinden) == (False, False)
    assert p.deltagare == {2: {"status": "deltar", "beslut": "2026-04-01-namnd-dorotea"}}


def test_a_decision_on_something_else_changes_no_rows() -> None:
    p = planned(DIRECTIVE + TWO + decisions(SEED), "typ: ovrigt, datum: 2026-02-01, organ: namnd, kommun: asele")

    assert (p.deltagare, p.status, p.andelar, p.byter_fas) == ({}, {}, None, False)


# Who pays


def money(key: str, rows: str, part: str = "1000") -> str:
    nyckel = f"fordelningsnyckel: {{typ: {key}}}, " if key else ""
    return (
        f"    finansiering: {{total_kr: 5000, kommunernas_del_kr: {part}, {nyckel}andelar: [{rows}]}}\n"
        if part
        else f"    finansiering: {{total_kr: 5000, {nyckel}andelar: [{rows}]}}\n"
    )


def shares(text: str, row: str) -> dict[str, str] | None:
    given = planned(DIRECTIVE + text + decisions(SEED), row).andelar
    return None if given is None else {a.part: str(a.belopp_kr) for a in given}


EQUAL = "{part: asele, belopp_kr: 333.34}, {part: berg, belopp_kr: 333.33}, {part: dorotea, belopp_kr: 333.33}"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("lika", {"asele": "500.00", "berg": "500.00"}),
        ("invanare", {"asele": "250.00", "berg": "750.00"}),
    ],
)
def test_those_who_remain_share_anew(key: str, expected: dict[str, str]) -> None:
    assert shares(THREE + money(key, EQUAL), consent("dorotea", "stopp")) == expected


@pytest.mark.parametrize("key", ["manuell", ""])
def test_a_manual_key_keeps_the_proportions_of_those_who_remain(key: str) -> None:
    rows = "{part: asele, belopp_kr: 100}, {part: berg, belopp_kr: 200}, {part: dorotea, belopp_kr: 700}"

    assert shares(THREE + money(key, rows), consent("dorotea", "stopp")) == {"asele": "333.33", "berg": "666.67"}


def test_one_that_comes_back_shares_again() -> None:
    gone = THREE.replace("tillfragad", "avstar")
    rows = "{part: asele, belopp_kr: 500}, {part: berg, belopp_kr: 500}"

    assert shares(gone + money("lika", rows), consent("dorotea")) == {
        "asele": "333.34",
        "berg": "333.33",
        "dorotea": "333.33",
    }


def test_nothing_is_shared_anew_when_the_same_ones_pay() -> None:
    assert shares(THREE + money("lika", EQUAL), consent("berg")) is None


@pytest.mark.parametrize(
    "text",
    [
        TWO,
        TWO + money("lika", EQUAL, part=""),
        TWO + "    finansiering: {total_kr: 5000, kommunernas_del_kr: 1000}\n",
        "\n    deltagare: [{kommun: berg, status: deltar}]\n" + money("lika", "{part: berg, belopp_kr: 1000}"),
    ],
    ids=["no money", "no part", "no shares", "nobody left"],
)
def test_without_shares_or_payers_there_is_nothing_to_share(text: str) -> None:
    assert shares(text, consent("berg", "stopp")) is None


def test_a_kommun_that_the_register_lacks_has_no_inhabitants_to_pay_for() -> None:
    text = THREE.replace("tillfragad", "tillfragad}\n      - {kommun: okand, status: deltar")
    rows = EQUAL + ", {part: okand, belopp_kr: 0}"

    assert shares(text + money("invanare", rows), consent("dorotea", "stopp")) == {
        "asele": "250.00",
        "berg": "750.00",
        "okand": "0.00",
    }


@given(
    part=st.decimals(0, 10_000_000, places=2),
    key=st.sampled_from(["lika", "invanare", "manuell", "lika_och_invanare", ""]),
    leaver=st.sampled_from(["asele", "berg", "dorotea"]),
)
def test_the_shares_sum_to_the_ore_whoever_leaves(part: Decimal, key: str, leaver: str) -> None:
    p = planned(DIRECTIVE + THREE + money(key, EQUAL, part=str(part)) + decisions(SEED), consent(leaver, "avsluta"))

    assert p.andelar is not None
    assert sum(a.belopp_kr for a in p.andelar) == part
    assert leaver not in {a.part for a in p.andelar}
