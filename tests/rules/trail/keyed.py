"""A portfolio with keys: a root, two members, a secretary and a robot."""

from __future__ import annotations

from typing import Any

from fyrportfolj.rules.trail.statement import MANDATES
from tests.rules.trail.pieces import (
    ANNA,
    BO,
    CIA,
    DAN,
    EVA,
    IDEA,
    SEED,
    TREE,
    Holder,
    base_files,
    register,
)
from tests.rules.trail.story import Story
from tests.support.gates import initiative as an_initiative

KEYS = f"""
    rot: {{nycklar: [anna], troskel: 1}}
    nycklar:
      - {ANNA.row()}
      - {BO.row()}
      - {CIA.row()}
      - {DAN.row()}
      - {EVA.row()}
    mandat:
      - {{id: m-grind, organ: tradgard, ratt: [grind], nycklar: [bo, cia], fran: 2026-01-01, kalla: Ordning}}
      - {{id: m-skriv, organ: tradgard, ratt: [registrera], nycklar: [dan], fran: 2026-01-01, kalla: Ordning}}
      - {{id: m-robot, organ: park, ratt: [sammanfoga], nycklar: [eva], fran: 2026-01-01, kalla: Ordning}}
"""


def keyed(text: str = KEYS) -> Story:
    """A portfolio with keys from the start, and the tree in it."""
    return Story({**base_files(), MANDATES: register(text), TREE: an_initiative(IDEA)})


ON_THE_DAY = SEED.replace("-07", "-06")


def work(story: Story, sign: Holder | None = BO, **how: Any) -> Story:
    return story.commit({"README.md": b"x"}, sign=sign, **how)
