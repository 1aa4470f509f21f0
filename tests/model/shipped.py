"""The process files of `portfolio-data`, read as the store reads them."""

from __future__ import annotations

from typing import TypeVar

from pydantic_core import to_json

from fyrportfolj.model.base import Model
from fyrportfolj.model.process import BeslutsKrav, Process
from fyrportfolj.resources import resource
from fyrportfolj.store.yamltext import parse

DATA = resource("portfolio-data")
M = TypeVar("M", bound=Model)


def read(path: str, cls: type[M]) -> M:
    parsed = parse((DATA / path).read_bytes(), path)
    assert not parsed.diagnostics
    return cls.model_validate_json(to_json(parsed.data))


PORTFOLJ = read("process/portfolj-0.5.yaml", Process)
PROJEKT = read("process/projekt-1.5.yaml", Process)
REMISS = read("process/remiss-1.0.yaml", Process)
PROCESSES = (PORTFOLJ, PROJEKT, REMISS)


def requirements() -> list[BeslutsKrav]:
    return [b for p in PROCESSES for f in p.faser for b in f.grind.beslut]
