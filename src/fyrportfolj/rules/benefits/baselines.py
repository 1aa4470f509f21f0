"""The versions of documents that gates decided on, as values; git is looked into elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from fyrportfolj.model.artefacts.traits import MedNyttor
from fyrportfolj.rules.benefits.forecasts import Stage

Proof = Literal["kontrollsumma", "incheckning", "saknas"]
"""How a baseline is known: by the sum that the decision pins, by the commit of the decision, or not at all."""


@dataclass(frozen=True)
class Baseline:
    """A document of benefits as the first gate that decided after it froze it.

    Attributes:
        insats: id of the undertaking that holds it.
        dokument: its slug.
        version: its own version then.
        beslut: id of the decision.
        grind: slug of the gate.
        dag: the decision's day.
        sakrat: how the frozen text is known.
        commit: the version in git that holds it, or None when the files do.
        andrad: True when the document says something else now.
    """

    insats: str
    dokument: Stage
    version: str
    beslut: str
    grind: str
    dag: date
    sakrat: Proof
    commit: str | None
    andrad: bool


@dataclass(frozen=True)
class Frozen:
    """The baselines of an undertaking and its family, and the documents as they were."""

    baslinjer: tuple[Baseline, ...]
    dokument: dict[tuple[str, str], MedNyttor]
