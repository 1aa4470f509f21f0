"""Whatever comes in, each recipient stands once in each column, and nothing that is silent becomes a yes."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.model.artefacts.remiss import (
    Fraga,
    Fragesvar,
    Remissforfragan,
    Remissyttrande,
    Stallningstagande,
    Synpunkt,
)
from fyrportfolj.rules.remiss.answers import current, is_decided, predecessor, replaced
from fyrportfolj.rules.remiss.counts import NO_ANSWER, lines, silent, tally
from fyrportfolj.rules.remiss.points import carried

ALL = tuple(f"kommun-{n}" for n in range(14))
QUESTIONS = ("F1", "F2", "F3")
PEOPLE = {k: 1000 * (n + 1) for n, k in enumerate(ALL)}
LAST = date(2024, 8, 13)
STANCES = st.sampled_from([s for s in get_args(Stallningstagande) if s != "ej_svar"])
SAID = st.lists(
    st.builds(
        Fragesvar,
        fraga=st.sampled_from((None, *QUESTIONS)),
        stallningstagande=st.none() | STANCES,
        synpunkt=st.none() | st.sampled_from(("Kort.", "Långt.", "Dyrt.")),
        forslag=st.none() | st.just("Stryk."),
    ),
    max_size=4,
)
REQUEST = Remissforfragan(
    status="utkast",
    version="1.0",
    fragor=tuple(Fraga(id=q, rubrik=q, fraga=q) for q in QUESTIONS),
    remissinstanser=ALL[:-1],
    sista_svarsdag=LAST,
)


@st.composite
def arrived(draw: st.DrawFn) -> tuple[Remissyttrande, ...]:
    """Answers as they are registered: numbered, each pointing at what it replaces."""
    taken: list[Remissyttrande] = []
    for n in range(draw(st.integers(0, 24))):
        answer = Remissyttrande(
            status="godkand",
            version="1.0",
            id=f"Y{n + 1}",
            instans=draw(st.sampled_from(ALL)),
            organets_namn="Kommunstyrelsen" if draw(st.booleans()) else None,
            beslutsdatum=LAST,
            stallningstagande=draw(st.none() | STANCES),
            svar=tuple(draw(SAID)),
            inkom=LAST,
        )
        old = predecessor(taken, answer)
        taken.append(answer.model_copy(update={"ersatter": old.id if old else None}))
    return tuple(taken)


@given(arrived(), st.sampled_from((LAST, LAST + timedelta(days=1))))
def test_every_column_counts_everyone_asked_once(answers: tuple[Remissyttrande, ...], today: date) -> None:
    rows = lines(REQUEST, answers, today)
    assert Counter(r.instans for r in rows).most_common(1)[0][1] == 1
    decided = {a.instans for a in answers if is_decided(a)}
    for question in (None, *QUESTIONS):
        column = tally(rows, PEOPLE, question)
        assert sum(t.antal for t in column) == len(REQUEST.remissinstanser)
        assert sum(t.invanare for t in column) == sum(PEOPLE[k] for k in REQUEST.remissinstanser)
        quiet = sum(t.antal for t in column if t.ruta in NO_ANSWER)
        assert quiet == len(set(REQUEST.remissinstanser) - decided)
    assert set(silent(rows)) == set(REQUEST.remissinstanser) - decided


@given(arrived())
def test_the_last_decision_of_each_speaks_and_no_answer_is_replaced_twice(
    answers: tuple[Remissyttrande, ...],
) -> None:
    links = [a.ersatter for a in answers if a.ersatter]
    assert len(links) == len(set(links))
    senders = {a.id: a.instans for a in answers}
    assert all(senders[a.ersatter] == a.instans for a in answers if a.ersatter)
    found = current(answers)
    assert set(found) == {a.instans for a in answers}
    for who, answer in found.items():
        mine = [a for a in answers if a.instans == who]
        assert answer == ([a for a in mine if is_decided(a)] or mine)[-1]
        assert answer.id not in replaced(answers)


@given(arrived())
def test_every_view_becomes_one_point_and_coming_again_adds_none(answers: tuple[Remissyttrande, ...]) -> None:
    points: list[Synpunkt] = []
    for answer in answers:
        for _ in range(2):
            found = carried(points, answer, answer.ersatter)
            for i, id_ in found.flyttade.items():
                points[i] = points[i].model_copy(update={"yttrande": id_})
            points += found.nya
        here = Counter((p.fraga, p.citat) for p in points if p.yttrande == answer.id)
        said = Counter((s.fraga, s.synpunkt or s.forslag) for s in answer.svar if s.synpunkt or s.forslag)
        assert here == said
    assert len({p.id for p in points}) == len(points)
