"""Ready histories of one apple tree, and the decisions that the tests take on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Initiative
from tests.rules.trail.pieces import IDEA, SEED, TREE, Content, base_files, the_decision
from tests.rules.trail.story import Story, with_tree

DIRECTIVE = IDEA + '      programdirektiv: {status: godkand, version: "1.0", syfte: Frukt}\n'
TWO = """
    deltagare:
      - {kommun: asele, status: deltar}
      - {kommun: berg, status: intresserad}
"""
THREE = TWO + "      - {kommun: dorotea, status: tillfragad}\n"
RISKS = """
    risker:
      - {id: R1, hot: Torka, sannolikhet: 4, konsekvens: 4, bedomd: 2026-01-02, agare: ledare}
      - {id: R2, hot: Frost, sannolikhet: 2, konsekvens: 4, bedomd: 2026-01-02, agare: ledare}
"""
RISK = "typ: risk, datum: 2026-01-07, organ: park, motivering: Det går"


def two_gates(text: str = DIRECTIVE + TWO) -> Story:
    """The tree in its second phase, where each kommun answers."""
    return with_tree(text).decide(SEED)


def on_risks(*ids: str, row: str = RISK) -> Decision:
    """A decision on some risks."""
    return the_decision(row).model_copy(update={"risker": ids})


def correction(story: Story, at: int = 0, **values: Any) -> Decision:
    """A correction of one of the tree's decisions, taken the day after."""
    old = story.undertaking().beslut[at]
    day = date(2026, 1, 8)
    fixed = {"typ": "rattelse", "datum": day, "ersatter": old.id, "motivering": "Fel rad", **values}
    named = f"{fixed['datum']}-{fixed.get('organ', old.organ)}"
    return old.model_copy(update={"id": named, **fixed})


def after(changes: dict[str, Content], path: str = TREE) -> Initiative:
    """The initiative that some changes leave in a file."""
    found = changes[path]
    assert isinstance(found, Initiative)
    return found


def head_with(**values: Any) -> dict[str, Content]:
    """The head of the portfolio with other values."""
    return {"fyr.yaml": base_files()["fyr.yaml"].model_copy(update=values)}


def directive_with(u: Initiative, **values: Any) -> Initiative:
    """The initiative with another programdirektiv."""
    document = u.artefakter.programdirektiv
    assert document is not None
    new = u.artefakter.model_copy(update={"programdirektiv": document.model_copy(update=values)})
    return u.model_copy(update={"artefakter": new})


def edited(story: Story, **values: Any) -> Story:
    """The tree with other values, committed as work."""
    return story.commit({TREE: story.undertaking().model_copy(update=values)})
