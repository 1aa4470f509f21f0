"""By which mandate a decision is recorded."""

from __future__ import annotations

from datetime import date

import pytest

from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.registers import Mandatregister
from fyrportfolj.rules.mandates import keys_by_text, mandate_for, right_of
from tests.support.gates import initiative, small_portfolio
from tests.support.texts import read

ANNA, BO, EVA = (f"ssh-ed25519 AAAA{name}" for name in ("anna", "bo", "eva"))
REGISTER = """
    nycklar:
      - {id: anna, namn: Anna, epost: anna@example.org, nyckel: ssh-ed25519 AAAAanna, fran: 2026-01-01}
      - {id: bo, namn: Bo, epost: bo@example.org, nyckel: ssh-ed25519 AAAAbo, fran: 2026-01-01,
         till_och_med: 2026-06-30, sparrad: {fran: 2026-05-01, skal: Borta}}
    mandat:
      - {id: alla-namnder, organ: namnd, ratt: [grind], fran: 2026-01-01, kalla: K}
      - {id: asele, organ: namnd, kommun: asele, ratt: [grind, risk], nycklar: [bo], fran: 2026-01-01, kalla: K}
      - {id: kansli, organ: namnd, kommun: asele, ratt: [registrera], nycklar: [anna], fran: 2026-01-01, kalla: K}
      - {id: gammalt, organ: namnd, kommun: asele, ratt: [grind], nycklar: [anna], fran: 2020-01-01,
         till_och_med: 2025-12-31, kalla: K}
      - {id: bara-gro, organ: namnd, kommun: asele, ratt: [grind], grindar: [gro], nycklar: [anna],
         fran: 2026-01-01, kalla: K}
"""
ROW = (
    "{id: 2026-05-12-namnd-asele, typ: grind, datum: 2026-05-12, organ: namnd, kommun: asele, grind: plantera,"
    " krav: samtycke, utfall: fortsatt}"
)
GRIND = read(ROW, Decision)


def portfolio(register: str = REGISTER) -> Portfolio:
    made, _ = small_portfolio(initiative())
    held = read(register, Mandatregister)
    return Portfolio(fyr=made.fyr, processer=made.processer, mandatregister=Entry("register/mandat.yaml", held))


@pytest.mark.parametrize(
    ("key", "changes", "mandate"),
    [
        (None, {}, "alla-namnder"),
        (BO, {}, "asele"),
        (ANNA, {}, "kansli"),
        (EVA, {}, "alla-namnder"),
        (ANNA, {"grind": "gro"}, "bara-gro"),
        (BO, {"kommun": "berg"}, "alla-namnder"),
        (None, {"typ": "risk"}, "asele"),
        (None, {"organ": "park"}, "-"),
        (None, {"typ": "ovrigt"}, "kansli"),
    ],
)
def test_the_mandate_that_lists_the_key_goes_before_the_first(
    key: str | None, changes: dict[str, str], mandate: str
) -> None:
    assert mandate_for(portfolio(), GRIND.model_copy(update=changes), key) == mandate


def test_an_empty_register_has_no_mandate_to_name() -> None:
    assert mandate_for(portfolio("{}"), GRIND, ANNA) == "-"
    assert mandate_for(Portfolio(fyr=portfolio().fyr), GRIND, None) == "-"


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ({}, "grind"),
        ({"typ": "ovrigt"}, None),
        ({"typ": "rattelse"}, "grind"),
        ({"typ": "rattelse", "grind": None}, "grind"),
        ({"typ": "rattelse", "grind": None, "risker": ("R1",)}, "risk"),
        ({"typ": "rattelse", "grind": None, "underlag": ("dokument",)}, "artefakt"),
    ],
)
def test_a_correction_asks_for_the_right_of_what_it_corrects(changes: dict[str, object], right: str | None) -> None:
    assert right_of(GRIND.model_copy(update=changes)) == right


@pytest.mark.parametrize(
    ("key", "day", "names"),
    [
        (ANNA, "2026-01-01", ["anna"]),
        (ANNA, "2025-12-31", []),
        (BO, "2026-04-30", ["bo"]),
        (BO, "2026-05-01", []),
        (EVA, "2026-04-30", []),
    ],
)
def test_a_key_counts_in_its_period_and_until_it_is_blocked(key: str, day: str, names: list[str]) -> None:
    assert [k.id for k in keys_by_text(portfolio(), key, date.fromisoformat(day))] == names
