"""Corrections are read in the place of what they correct, by everyone who reads decisions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Initiative
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.registers import Mandatregister
from fyrportfolj.rules.advance import documents_to_decide
from fyrportfolj.rules.corrected import CONTENT, FACTS, MATTER, applied, content_rows, origin_of, same_matter
from fyrportfolj.rules.correction import check_corrections, plan_correction, refusals_to_correct
from fyrportfolj.rules.gating import evaluate
from fyrportfolj.rules.legal import legal_force
from fyrportfolj.rules.replay import replay
from tests.support.gates import SEED, consent, decisions, group, initiative, small_portfolio, small_process
from tests.support.texts import read

DAY = date(2026, 11, 22)


def rows_of(text: str) -> tuple[Decision, ...]:
    return initiative(text).beslut


def correction(of: Decision, n: int = 1, day: str = "2026-03-01", **changes: object) -> Decision:
    """A correction by the same body, with the full content."""
    content = {name: getattr(of, name) for name in CONTENT} | changes
    own = {
        "typ": "rattelse",
        "id": f"{day}-{of.organ}-{n}",
        "datum": date.fromisoformat(day),
        "ersatter": of.id,
        "motivering": "Fel.",
    }
    return of.model_copy(update=content | own | {k: v for k, v in changes.items() if k in own})


def with_rows(*rows: Decision, text: str = "") -> Initiative:
    return initiative(text).model_copy(update={"beslut": rows})


def led(u: Initiative) -> tuple[str, str]:
    portfolio, _ = small_portfolio(u)
    state = replay(small_process(), u, portfolio.organ, portfolio.kommuner)
    return state.fas, state.lage


def found(u: Initiative, register: str | None = None) -> list[tuple[str, object]]:
    return [(d.kod, d.loc) for d in checked(u, register)]


def checked(u: Initiative, register: str | None) -> Iterator[Diagnostic]:
    portfolio, _ = small_portfolio(u)
    if register:
        held = Entry("register/mandat.yaml", read(register, Mandatregister))
        portfolio = Portfolio(
            fyr=portfolio.fyr, organregister=portfolio.organregister, initiativ=portfolio.initiativ, mandatregister=held
        )
    return check_corrections(portfolio, DAY)


(FIRST,) = rows_of(decisions(SEED))
STOP = FIRST.model_copy(update={"utfall": "stopp"})


def test_the_fields_are_sorted_into_matter_facts_and_its_own() -> None:
    own = {"id", "typ", "datum", "organ", "kommun", "motivering", "registrerat_av", "ersatter"}
    assert {*MATTER, *FACTS} | own == set(Decision.model_fields)
    assert not own & {*MATTER, *FACTS}


def test_decisions_without_corrections_are_given_as_they_are() -> None:
    rows = (FIRST,)
    assert applied(rows) is rows


def test_the_latest_correction_holds_and_a_correction_of_a_correction_counts() -> None:
    one = correction(FIRST, 1, utfall="stopp")
    two = correction(FIRST, 2, utfall="avsluta", ersatter=one.id)
    rows = (FIRST, one, two)

    assert content_rows(rows) == (2, 1, 2)
    assert [d.utfall for d in applied(rows)] == ["avsluta", None, None]
    assert [d.id for d in applied(rows)] == [d.id for d in rows]
    assert origin_of((FIRST, one), two) == 0


def test_a_correction_of_what_does_not_stand_before_is_passed_over() -> None:
    early = correction(FIRST, utfall="stopp")

    assert led(with_rows(early, FIRST)) == ("planta", "pagar")
    assert origin_of((), early) is None


def test_the_corrected_decision_keeps_who_when_and_why() -> None:
    (now, left) = applied((FIRST.model_copy(update={"motivering": "Skäl"}), correction(FIRST, paragraf="§ 2")))

    assert (now.id, now.datum, now.organ, now.motivering, now.paragraf) == (
        FIRST.id,
        FIRST.datum,
        "tradgard",
        "Skäl",
        "§ 2",
    )
    assert (left.grind, left.utfall, left.paragraf, left.ersatter) == (None, None, None, FIRST.id)


def test_a_wrong_day_is_corrected_without_a_new_id() -> None:
    (now, _) = applied((FIRST, correction(FIRST, ratt_datum=date(2026, 1, 9))))

    assert (now.id, now.datum) == (FIRST.id, date(2026, 1, 9))


def test_a_correction_has_no_legal_force_of_its_own() -> None:
    portfolio, _ = small_portfolio(initiative())
    d = correction(FIRST).model_copy(update={"organ": "namnd", "kommun": "asele"})

    assert legal_force(d, portfolio.organ["namnd"], DAY).lage == "ej_overklagbart"


OUTCOME = st.sampled_from(["fortsatt", "tillbaka", "stopp", "avsluta", None])
ROWS = st.lists(
    st.one_of(
        st.just(SEED),
        st.builds(consent, st.sampled_from(["asele", "berg", "dorotea"]), st.sampled_from(["fortsatt", "avsluta"])),
        st.builds(group, st.sampled_from(["fortsatt", "stopp", "tillbaka", "avsluta"])),
    ),
    min_size=1,
    max_size=7,
)
PARTIES = "    deltagare: [{kommun: asele, status: deltar}, {kommun: berg, status: intresserad}]\n"


@settings(max_examples=200)
@given(rows=ROWS, data=st.data(), outcome=OUTCOME)
def test_a_correction_leads_where_the_right_row_would_have_led(
    rows: list[str], data: st.DataObject, outcome: str | None
) -> None:
    u = initiative(PARTIES + decisions(*rows))
    numbered = tuple(d.model_copy(update={"id": f"{d.id}-{i}", "motivering": "Skäl"}) for i, d in enumerate(u.beslut))
    at = data.draw(st.integers(0, len(numbered) - 1))
    held = {"utfall": outcome, "motesutfall": "beslutat" if outcome else "bordlagt"}
    right = tuple(d.model_copy(update=held) if i == at else d for i, d in enumerate(numbered))
    wrong = (*numbered, correction(numbered[at], utfall=outcome, motesutfall=held["motesutfall"]))
    portfolio, _ = small_portfolio(u)

    def state(beslut: tuple[Decision, ...]) -> object:
        made = replay(small_process(), u.model_copy(update={"beslut": beslut}), portfolio.organ, portfolio.kommuner)
        # What is wrong is placed where the content stands.
        return made.fas, made.steg, made.lage, made.passager, made.i_grinden, made.krav, made.avstar, len(made.problem)

    assert state(wrong) == state(right)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"organ": "park"}, []),
        ({"utfall": "stopp"}, []),
        ({"utfall": "stopp", "organ": "park"}, []),
        ({"utfall": "stopp", "organ": "givare"}, ["FYR433"]),
        ({"organ": "skotsel"}, []),
        ({"utfall": "stopp", "organ": "skotsel"}, ["FYR433"]),
        ({"organ": "namnd", "kommun": "asele"}, ["FYR433"]),
        ({"motivering": None}, ["FYR432"]),
        ({"ersatter": None}, ["FYR432"]),
    ],
)
def test_who_may_correct_what(changes: dict[str, object], codes: list[str]) -> None:
    u = with_rows(FIRST, correction(FIRST, paragraf="§ 2").model_copy(update=changes))

    assert [kod for kod, _ in found(u)] == codes


REGISTER = """
    mandat:
      - {id: tradgard, organ: tradgard, ratt: [grind], fran: 2026-01-01, till_och_med: 2026-02-28, kalla: K}
      - {id: kansli, organ: skotsel, ratt: [registrera], fran: 2026-01-01, kalla: K}
"""


@pytest.mark.parametrize(
    ("organ", "changes", "day", "codes"),
    [
        ("tradgard", {"utfall": "stopp"}, "2026-02-28", []),
        ("tradgard", {"utfall": "stopp"}, "2026-03-01", ["FYR419"]),
        ("skotsel", {"paragraf": "§ 3"}, "2026-03-01", []),
        ("skotsel", {"utfall": "stopp"}, "2026-03-01", ["FYR433"]),
        ("park", {"paragraf": "§ 3"}, "2026-03-01", ["FYR419"]),
        ("givare", {"paragraf": "§ 3"}, "2026-03-01", ["FYR433"]),
    ],
)
def test_the_register_says_who_may_correct(organ: str, changes: dict[str, object], day: str, codes: list[str]) -> None:
    row = correction(FIRST, day=day).model_copy(update={**changes, "organ": organ})

    assert [kod for kod, _ in found(with_rows(FIRST, row), REGISTER)] == codes


def test_a_correction_of_a_later_row_is_found() -> None:
    assert found(with_rows(correction(FIRST), FIRST)) == [("FYR431", ("beslut", 0, "ersatter"))]


def test_what_was_met_since_does_not_change_the_matter() -> None:
    text = decisions(f"{SEED}, villkor: [{{id: V1, text: Vattna, senast: 2026-12-01}}]")
    (asked,) = rows_of(text)
    (met,) = rows_of(text.replace("senast: 2026-12-01", "senast: 2026-12-01, uppfyllt: 2026-03-03"))

    assert same_matter(asked, met)
    assert not same_matter(asked, FIRST)


def planned(u: Initiative, row: Decision) -> tuple[object, ...]:
    portfolio, entry = small_portfolio(u)
    verdict = evaluate(portfolio, entry, DAY)
    assert verdict is not None
    plan = plan_correction(portfolio, entry, verdict, row)
    later = [(d.kod, d.loc, d.params["beslut"]) for d in refusals_to_correct(entry, plan)]
    return plan.efter.fas, plan.efter.lage, plan.steg, dict(plan.status), dict(plan.deltagare), later


def test_a_yes_that_was_a_stop_stops_the_undertaking_where_it_stood() -> None:
    u = with_rows(FIRST, text="    steg: gallra\n").model_copy(update={"fas": "planta"})

    assert planned(u, correction(FIRST, utfall="stopp")) == ("fro", "stoppad", "sa", {}, {}, [])


def test_a_stop_that_was_a_yes_moves_it_on() -> None:
    u = with_rows(STOP, text="    steg: vattna\n")

    assert planned(u, correction(STOP, utfall="fortsatt")) == ("planta", "pagar", "gallra", {}, {}, [])


def test_the_row_of_a_kommun_follows_its_corrected_answer() -> None:
    text = PARTIES.replace("status: deltar", "status: deltar, beslut: 2026-02-01-namnd-asele")
    u = initiative(text + decisions(SEED, consent("asele"), consent("berg")))
    row = correction(u.beslut[1], utfall="avsluta")
    back = correction(u.beslut[1], utfall=None, motesutfall="bordlagt")

    assert planned(u, row)[4] == {0: {"status": "avstar", "beslut": "2026-02-01-namnd-asele"}}
    assert planned(u, back)[4] == {0: {"status": "tillfragad", "beslut": None}}


def test_a_later_decision_that_would_not_fit_is_named() -> None:
    u = initiative(PARTIES + decisions(SEED, consent("asele")))
    later = planned(u, correction(FIRST, utfall="stopp"))[5]

    assert later == [("FYR434", ("beslut", 1, "grind"), "2026-02-01-namnd-asele")]


DOCUMENT = """
    artefakter:
      programdirektiv: {status: %s, version: "1.0", syfte: Skugga}
"""


def test_the_decree_of_a_document_falls_with_the_yes() -> None:
    u = initiative(PARTIES + DOCUMENT % "faststalld" + decisions(SEED, consent("asele"), consent("berg"), group()))
    pins = documents_to_decide(u, small_process().faser[1])
    rows = tuple(d.model_copy(update={"underlag": pins}) if i == 3 else d for i, d in enumerate(u.beslut))
    u = u.model_copy(update={"beslut": rows, "fas": "tra"})

    assert planned(u, correction(rows[3], utfall="stopp", underlag=()))[:4] == (
        "planta",
        "stoppad",
        "gallra",
        {"programdirektiv": "godkand"},
    )
    back = correction(rows[3], utfall="tillbaka", till_fas="planta", underlag=())
    assert planned(u, back)[3] == {"programdirektiv": "utkast"}
