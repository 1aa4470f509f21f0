"""The law of differences: something is said exactly when the models differ, whatever they hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic_core import to_json

from fyrportfolj.i18n import render
from fyrportfolj.model.base import Model
from fyrportfolj.model.initiative import Initiative, Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.rules.changes.general import compare
from fyrportfolj.rules.changes.tellers import TELLERS
from fyrportfolj.rules.changes.values import At, Change, Sides
from fyrportfolj.rules.changes.whole import document_changes, portfolio_changes
from fyrportfolj.store.kinds import KINDS
from tests.support.anymodel import classes, models, values
from tests.support.builders import a_portfolio

KIND = {k.namn: k.modell for k in KINDS}
SLOW = settings(suppress_health_check=list(HealthCheck), max_examples=15)


CLASSES = classes()
HERE: Portfolio = a_portfolio()


def said(before: Model, after: Model) -> tuple[Change, ...]:
    at = At("fil.yaml", (), "ovrigt", Sides(HERE, HERE), TELLERS, ("Raden",))
    if isinstance(before, Undertaking) and isinstance(after, Undertaking):
        at = replace(at, rubriker=(), fore=before, efter=after)
    return tuple(compare(before, after, at))


def readable(changes: tuple[Change, ...]) -> bool:
    texts = [render(c.text, language) for c in changes for language in ("sv", "en")]
    return all(t and "{" not in t and "None" not in t and "\n" not in t for t in texts)


@pytest.mark.parametrize("modell", CLASSES, ids=lambda m: str(m.__name__))
@settings(suppress_health_check=list(HealthCheck), max_examples=2)
@given(data=st.data())
def test_each_field_says_something_exactly_when_it_differs(modell: type[Model], data: st.DataObject) -> None:
    before = data.draw(models(modell))
    held = before.model_dump(mode="json", exclude_unset=True)
    for falt in modell.model_fields:
        after = modell.model_validate_json(to_json(held | {falt: data.draw(values(modell, falt))}))

        changes = said(before, after)

        assert bool(changes) == (before != after), falt
        assert readable(changes), falt


@SLOW
@given(data=st.data())
def test_two_undertakings_with_nothing_in_common(data: st.DataObject) -> None:
    before, after = data.draw(models(KIND["initiativ"])), data.draw(models(KIND["projekt"]))

    changes = said(before, after)

    assert changes
    assert readable(changes)


@SLOW
@given(data=st.data(), name=st.sampled_from(sorted(KIND)))
def test_a_document_is_new_gone_or_the_same(data: st.DataObject, name: str) -> None:
    modell = data.draw(models(KIND[name]))
    entry = Entry("a.yaml", modell)
    sides = Sides(HERE, HERE)

    assert document_changes(entry, entry, sides) == ()
    assert len(document_changes(None, entry, sides)) == 1
    assert len(document_changes(entry, None, sides)) == 1
    assert document_changes(entry, Entry("b.yaml", modell), sides)


@SLOW
@given(data=st.data())
def test_two_portfolios(data: st.DataObject) -> None:
    initiatives = data.draw(st.lists(models(Initiative), max_size=3))
    more = data.draw(st.lists(models(Initiative), max_size=3))
    before, after = (
        replace(HERE, initiativ={m.id: Entry(f"{m.id}.yaml", m) for m in rows if isinstance(m, Initiative)})
        for rows in (initiatives, [*initiatives, *more])
    )

    changes = portfolio_changes(before, after)

    assert bool(changes) == (before.initiativ != after.initiativ)
    assert readable(changes)


@SLOW
@given(data=st.data(), falt=st.sampled_from(("aktiviteter", "milstolpar", "moten", "noteringar", "leveranser")))
def test_rows_that_stand_several_times_or_in_another_order(data: st.DataObject, falt: str) -> None:
    pool = data.draw(values(Initiative, falt)) + data.draw(values(Initiative, falt))
    some = st.lists(st.sampled_from(pool), max_size=4) if pool else st.just([])
    base = data.draw(models(Initiative)).model_dump(mode="json", exclude_unset=True)
    before, after = (Initiative.model_validate_json(to_json(base | {falt: data.draw(some)})) for _ in range(2))

    changes = said(before, after)

    assert bool(changes) == (before != after)
    assert readable(changes)
