"""Finding rows of a class anywhere in a document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.model.artefacts.rows import Ansvarig
from fyrportfolj.model.base import Model
from fyrportfolj.model.initiative import Project
from fyrportfolj.model.registers import Kommunregister
from fyrportfolj.model.risks import Risk, Riskatgard
from fyrportfolj.rules.walk import Finder
from tests.support.builders import a_measure, a_project, a_risk


def test_rows_come_with_their_paths() -> None:
    find = Finder(lambda cls: cls is Riskatgard)
    project = a_project(risker=[a_risk(), a_risk(id="R2", atgarder=[a_measure(), a_measure(text="Bärga")])])

    assert [loc for loc, _ in find(project)] == [("risker", 1, "atgarder", 0), ("risker", 1, "atgarder", 1)]


def test_the_document_itself_can_be_wanted() -> None:
    find = Finder(lambda cls: cls in (Project, Risk))

    assert [loc for loc, _ in find(a_project(risker=[a_risk()]))] == [(), ("risker", 0)]


def test_single_rows_are_found_too() -> None:
    find = Finder(lambda cls: cls is Ansvarig)
    benefit = {"id": "N1", "namn": "Fart", "nyttotyp": "kvalitet", "nyttoansvarig": {"roll": "hamnchef"}}
    plan = {"status": "utkast", "version": "0.1", "nyttor": [benefit]}
    project = a_project(artefakter={"nyttorealiseringsplan": plan})

    ((loc, row),) = find(project)

    assert loc == ("artefakter", "nyttorealiseringsplan", "nyttor", 0, "nyttoansvarig")
    assert isinstance(row, Ansvarig)


def test_a_class_that_leads_nowhere_is_left_alone() -> None:
    find = Finder(lambda cls: cls is Riskatgard)

    assert not find.leads(Kommunregister)
    assert find.leads(Project)
    assert find.leads(Riskatgard)


def _everything(value: object) -> int:
    """Count the measures by looking at every field, as a slow but plain search would."""
    if isinstance(value, Model):
        own = isinstance(value, Riskatgard)
        return own + sum(_everything(getattr(value, name)) for name in type(value).model_fields)
    return sum(map(_everything, value)) if isinstance(value, tuple) else 0


@given(st.lists(st.integers(0, 3), max_size=5))
def test_it_finds_what_a_plain_search_finds(measures: list[int]) -> None:
    rows = [a_risk(id=f"R{n}", atgarder=[a_measure()] * count) for n, count in enumerate(measures, 1)]
    project = a_project(risker=rows)

    assert len(Finder(lambda cls: cls is Riskatgard)(project)) == _everything(project) == sum(measures)
