"""No result of the calculation of benefits passes through a float."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from fyrportfolj import rules
from fyrportfolj.resources import resource
from fyrportfolj.rules.benefits.calculation import calculation
from fyrportfolj.store.load import load
from fyrportfolj.store.source import WorkingTree

SOURCES = sorted((Path(rules.__file__).parent / "benefits").glob("*.py"))
_NAMES = {"float", "math", "statistics", "numpy", "true_divide"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.name)
def test_the_source_has_no_float(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, float)] == []
    assert [n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id in _NAMES] == []
    imported = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert imported & _NAMES == set()


def _leaves(value: object) -> Iterator[object]:
    if is_dataclass(value):
        for f in fields(value):
            yield from _leaves(getattr(value, f.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


def test_a_whole_result_has_no_float() -> None:
    portfolio = load(WorkingTree(resource("portfolio-data"))).portfolio
    assert portfolio is not None
    entry = portfolio.projekt["exempel-inforande-trygghetslarm"]
    kalkyl = entry.modell.artefakter.nyttokalkyl
    assert kalkyl is not None
    found = calculation(portfolio, entry.modell, kalkyl, moved=True)
    leaves = list(_leaves(found))

    assert [x for x in leaves if isinstance(x, float)] == []
    assert sum(isinstance(x, Decimal) for x in leaves) > 100
    assert sum(r.nuvarde for r in found.nyttor) == found.resultat.pvb
    assert sum(r.nuvarde for r in found.kostnader) == found.resultat.pvc == sum(p.kostnad for p in found.parter)
    assert found.per_ar[-1].ackumulerat_diskonterat == pytest.approx(found.resultat.nnv, abs=Decimal("0.02"))
