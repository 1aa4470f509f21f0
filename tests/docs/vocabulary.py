"""The Swedish words that the code uses, gathered from the models and from what the rules answer."""

from __future__ import annotations

import typing
from enum import Enum
from pathlib import Path

from fyrportfolj.diagnostics import Severity
from fyrportfolj.model.base import Model
from fyrportfolj.rules.capacity.saturation import Mattnad
from fyrportfolj.rules.capacity.sources import Slag
from fyrportfolj.rules.escalation import Reason
from fyrportfolj.rules.legal import Rattslage
from fyrportfolj.rules.priority.choose import Why
from fyrportfolj.rules.priority.count import Method
from fyrportfolj.rules.priority.scores import Quadrant
from fyrportfolj.rules.remiss.counts import Ruta
from fyrportfolj.rules.replay import Lage
from fyrportfolj.rules.requirement import CellState
from fyrportfolj.rules.risk import Mandate
from fyrportfolj.rules.timing.earliest import Skal as Obstacle
from fyrportfolj.rules.timing.moves import Skal as Moved
from fyrportfolj.store.kinds import KINDS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

ANSWERS: tuple[object, ...] = (
    Severity,
    Lage,
    CellState,
    Rattslage,
    Mandate,
    Reason,
    Quadrant,
    Method,
    Why,
    Mattnad,
    Obstacle,
    Slag,
    Moved,
    Ruta,
)
"""Types whose values a person meets in what `fyr` prints, although no file holds them."""


def words_of_files() -> frozenset[str]:
    """Give every field name and fixed value that a file of a portfolio can hold."""
    seen: set[type[Model]] = set()
    found: set[str] = set()
    for kind in KINDS:
        _walk(kind.modell, seen, found)
    return frozenset(found)


def words_of_answers() -> frozenset[str]:
    """Give every fixed value of the types in `ANSWERS`."""
    found: set[str] = set()
    for kind in ANSWERS:
        if isinstance(kind, type) and issubclass(kind, Enum):
            found |= {str(member.value) for member in kind}
        else:
            _walk(kind, set(), found)
    return frozenset(found)


def _walk(annotation: object, seen: set[type[Model]], found: set[str]) -> None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        if annotation not in seen:
            seen.add(annotation)
            for name, field in annotation.model_fields.items():
                found.add(name)
                _walk(field.annotation, seen, found)
    elif typing.get_origin(annotation) is typing.Literal:
        found |= {value for value in typing.get_args(annotation) if isinstance(value, str)}
    else:
        for argument in typing.get_args(annotation):
            _walk(argument, seen, found)
