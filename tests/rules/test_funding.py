"""Funding calls: what they give, what is left to pay, what is laid out, and what fits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.model.funding import Ansokan, Utlysning
from fyrportfolj.model.initiative import Initiative
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.model.registers import Arscykel
from fyrportfolj.rules.funding.amounts import asked, budget_of, own_parts, sharers, support
from fyrportfolj.rules.funding.liquidity import liquidity
from fyrportfolj.rules.funding.match import match, matches, openness
from fyrportfolj.rules.funding.schedule import certificates
from tests.support.builders import TODAY, a_portfolio, an_initiative, build

D = Decimal
CALL = {"id": "havskraft", "namn": "Havskraft", "finansiar": "Fonden", "kalla": "Prov", "hamtad": "2026-01-01"}
ALL = [{"kommun": k, "status": "deltar"} for k in ("holme", "udde", "vik")]


def a_call(**fields: Any) -> Utlysning:
    return build(Utlysning, CALL, fields)


def an_application(**fields: Any) -> Ansokan:
    return build(Ansokan, {"insatser": ["gemensamt-sjokort"], "status": "pagar"}, fields)


@pytest.mark.parametrize(
    ("limits", "budget", "stod", "by"),
    [
        ({}, "1000", "1000", "inget"),
        ({"stodandel_max_procent": "60"}, "1000", "600", "stodandel"),
        ({"stodandel_max_procent": "60", "belopp_max_kr": "500"}, "1000", "500", "belopp_max"),
        ({"stodandel_max_procent": "60", "belopp_max_kr": "600"}, "1000", "600", "stodandel"),
        ({"belopp_max_kr": "1500"}, "1000", "1000", "inget"),
        ({"stodandel_max_procent": "60", "medfinansiering": {"krav_procent": "50"}}, "1000", "500", "medfinansiering"),
        ({"stodandel_max_procent": "33.3333"}, "100.01", "33.33", "stodandel"),
        ({"stodandel_max_procent": "40", "belopp_min_kr": "400"}, "1000", "400", "stodandel"),
    ],
)
def test_support_is_the_least_of_the_limits(limits: dict[str, Any], budget: str, stod: str, by: str) -> None:
    made = support(a_call(**limits), D(budget))

    assert (made.stod_kr, made.begransas_av, made.under_minsta) == (D(stod), by, False)
    assert made.stod_kr + made.egen_kr == D(budget)


def test_a_budget_that_is_too_small_gets_nothing() -> None:
    made = support(a_call(stodandel_max_procent="40", belopp_min_kr="400.01"), D(1000))

    assert made.under_minsta
    assert (made.stod_kr, made.egen_kr) == (D(0), D(1000))


@given(
    budget=st.decimals(0, 10**7, places=2),
    share=st.decimals(0, 100, places=4),
    most=st.none() | st.decimals(0, 10**7, places=2),
)
def test_support_keeps_within_every_limit_and_is_the_most(
    budget: Decimal, share: Decimal, most: Decimal | None
) -> None:
    made = support(a_call(stodandel_max_procent=str(share), belopp_max_kr=None if most is None else str(most)), budget)

    limit = budget * share / 100
    assert made.stod_kr <= limit
    assert most is None or made.stod_kr <= most
    assert made.stod_kr + D("0.01") > min(limit, budget if most is None else most)


def test_what_was_granted_goes_before_what_is_asked_and_what_is_possible() -> None:
    most = support(a_call(stodandel_max_procent="50"), D(1000))

    assert asked(an_application(), most) == 500
    assert asked(an_application(sokt_kr="450"), most) == 450
    assert asked(an_application(sokt_kr="450", beviljat_kr="400"), most) == 400


def test_the_budget_of_an_application_is_its_own_or_that_of_all_its_undertakings() -> None:
    with_cost = an_initiative(finansiering={"total_kr": "900"})

    assert budget_of(a_portfolio(with_cost), an_application()) == 900
    assert budget_of(a_portfolio(with_cost), an_application(budget_kr="1200")) == 1200
    assert budget_of(a_portfolio(), an_application()) is None
    assert budget_of(a_portfolio(with_cost), an_application(insatser=["gemensamt-sjokort", "finns-inte"])) is None


def test_the_own_part_is_split_by_the_undertakings_key_or_equally() -> None:
    by_people = {"total_kr": "900", "fordelningsnyckel": {"typ": "invanare"}}
    keyed = a_portfolio(an_initiative(deltagare=ALL, finansiering=by_people))
    plain = a_portfolio(an_initiative(deltagare=ALL[:2]))

    assert own_parts(keyed, an_application(), D(1000)).delar == {"holme": 100, "udde": 300, "vik": 600}
    assert own_parts(keyed, an_application(), D(1000)).nyckel == "insatsens"
    assert own_parts(plain, an_application(), D("100.01")).delar == {"holme": D("50.01"), "udde": D("50.00")}
    assert own_parts(plain, an_application(), D("100.01")).nyckel == "lika"
    assert own_parts(a_portfolio(), an_application(), D(100)).delar == {}


def test_named_municipalities_go_before_those_that_take_part() -> None:
    portfolio = a_portfolio(an_initiative(deltagare=[*ALL[:2], {"kommun": "vik", "status": "avstar"}]))

    assert sharers(portfolio, an_application()) == ("holme", "udde")
    assert sharers(portfolio, an_application(medfinansiarer=["vik", "holme"])) == ("holme", "vik")


def test_in_arrears_the_municipalities_lie_out_with_the_support_too() -> None:
    call = a_call(utbetalning="efterskott", utbetalning_efter_manader=2)

    made = liquidity(call, D(1200), D(600), date(2027, 1, 15), date(2027, 4, 30))

    # 300 a month out, 150 back from the third month's end: 900 at the third month's bills, 1 050 at the fourth's.
    assert [m.utlagg_kr for m in made.manader] == [300, 600, 750, 900, 750, 600]
    assert (made.storsta_utlagg_kr, made.varav_bidrag_kr) == (D(1050), D(450))
    assert made.nar == date(2027, 4, 1)
    assert made.manader[-1].manad == date(2027, 6, 1)


def test_in_advance_only_the_own_part_is_laid_out() -> None:
    made = liquidity(a_call(utbetalning="forskott"), D(1200), D(600), date(2026, 11, 1), date(2027, 2, 1))

    assert made.storsta_utlagg_kr == 600
    assert made.varav_bidrag_kr == 0
    assert made.nar == date(2027, 2, 1)


def test_a_lump_sum_comes_after_the_end() -> None:
    call = a_call(utbetalning="klumpsumma", utbetalning_efter_manader=3)
    made = liquidity(call, D(1000), D(400), date(2027, 1, 1), date(2027, 2, 1))

    assert (made.storsta_utlagg_kr, made.varav_bidrag_kr) == (D(1000), D(400))
    assert [m.bidrag_kr for m in made.manader] == [0, 0, 0, 0, 400]


@given(
    budget=st.decimals(1, 10**7, places=2),
    percent=st.integers(0, 100),
    months=st.integers(1, 36),
    delay=st.integers(0, 12),
    way=st.sampled_from([None, "forskott", "efterskott", "klumpsumma"]),
)
def test_all_costs_and_all_support_are_there_in_the_end(
    budget: Decimal, percent: int, months: int, delay: int, way: str | None
) -> None:
    grant = (budget * percent / 100).quantize(D("0.01"))
    end = date(2027 + (months - 1) // 12, (months - 1) % 12 + 1, 28)
    made = liquidity(a_call(utbetalning=way, utbetalning_efter_manader=delay), budget, grant, date(2027, 1, 1), end)

    most_rounding = D("0.01") * len(made.manader)
    assert abs(sum(m.kostnad_kr for m in made.manader) - budget) <= most_rounding
    assert abs(sum(m.bidrag_kr for m in made.manader) - grant) <= most_rounding
    assert abs(made.manader[-1].utlagg_kr - (budget - grant)) <= D("0.01")
    assert budget - grant - D("0.01") <= made.storsta_utlagg_kr <= budget + D("0.01")
    assert 0 <= made.varav_bidrag_kr <= grant + D("0.01")


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        (None, None, "okand"),
        ("2026-11-21", None, "kommande"),
        ("2026-11-20", "2026-11-20", "oppen"),
        (None, "2026-11-19", "stangd"),
        ("2026-11-21", "2026-12-19", "kommande"),
    ],
)
def test_when_one_can_apply(opens: str | None, closes: str | None, expected: str) -> None:
    assert openness(a_call(oppnar=opens, stanger=closes), TODAY) == expected


def answers(call: Utlysning, initiative: Initiative) -> dict[str, str]:
    portfolio = a_portfolio(initiative)
    found = match(portfolio, call, Entry("initiativ/gemensamt-sjokort.yaml", initiative), TODAY)
    return {p.vad.msgid: p.svar for p in found.punkter}


@pytest.mark.parametrize(
    ("asks", "has", "answer"),
    [
        ({"faser": ["kaj"]}, {}, "ja"),
        ({"faser": ["sjo"]}, {}, "nej"),
        ({"delomraden": ["navigation"]}, {}, "ja"),
        ({"delomraden": ["annat"]}, {}, "nej"),
        ({"minsta_antal_parter": 3}, {"deltagare": ALL}, "ja"),
        ({"minsta_antal_parter": 3}, {"deltagare": [*ALL[:2], {"kommun": "vik", "status": "tillfragad"}]}, "okant"),
        ({"minsta_antal_parter": 3}, {"deltagare": ALL[:2]}, "nej"),
        ({"minsta_antal_parter": 3}, {}, "okant"),
        ({"projektstart_tidigast": "2027-01-01"}, {"start": "2027-01-01"}, "ja"),
        ({"projektstart_tidigast": "2027-01-02"}, {"start": "2027-01-01"}, "nej"),
        ({"projektstart_tidigast": "2027-01-02"}, {}, "okant"),
        ({"langsta_tid_manader": 12}, {"start": "2027-01-01", "slut": "2027-12-31"}, "ja"),
        ({"langsta_tid_manader": 12}, {"start": "2027-01-01", "slut": "2028-01-01"}, "nej"),
    ],
)
def test_what_a_call_asks_for(asks: dict[str, Any], has: dict[str, Any], answer: str) -> None:
    given_answers = list(answers(a_call(**asks), an_initiative(**has)).values())

    assert given_answers == ["okant", answer, "okant"]


@pytest.mark.parametrize(("total", "expected"), [("1000", "ja"), ("999", "nej")])
def test_the_cost_must_reach_the_least_amount(total: str, expected: str) -> None:
    call = a_call(stodandel_max_procent="50", belopp_min_kr="500")

    assert answers(call, an_initiative(finansiering={"total_kr": total}))["kostnaden ryms i beloppen"] == expected


def test_only_what_fits_and_is_not_closed_is_proposed() -> None:
    calls = [
        a_call(faser=["kaj"], stanger="2027-01-31"),
        a_call(id="gammal", stanger="2026-01-31"),
        a_call(id="fel-fas", faser=["sjo"]),
    ]
    portfolio = a_portfolio(an_initiative(finansiering={"total_kr": "900"}), utlysningar=calls)

    assert [(m.utlysning, m.insats, m.soker) for m in matches(portfolio, TODAY)] == [
        ("havskraft", "gemensamt-sjokort", False)
    ]


CALENDAR = {
    "sammantraden": [
        {"organ": "hamnnamnd", "kommun": "udde", "datum": ["2026-12-10", "2027-01-20", "2027-02-20"]},
        {"organ": "rederi", "kommun": "udde", "datum": ["2027-01-30"]},
        {"organ": "hamnnamnd", "kommun": "vik", "datum": ["2026-12-01"]},
    ]
}


def test_certificates_are_counted_backward_from_the_last_day() -> None:
    cycle = build(Arscykel, {}, CALENDAR)
    portfolio = a_portfolio(an_initiative(deltagare=ALL), arscykel=cycle)
    call = a_call(stanger="2027-01-31")
    signed = [{"kommun": "holme", "status": "undertecknat"}]
    application = an_application(beslutsorgan="hamnnamnd", intyg=signed)

    steps = {s.kommun: s for s in certificates(portfolio, call, application, TODAY)}

    assert steps["holme"].laget == "klart"
    assert (steps["udde"].mote, steps["udde"].handlingar) == (date(2027, 1, 20), date(2027, 1, 5))
    assert steps["udde"].laget == "i_tid"
    assert steps["vik"].laget == "brattom"
    late = {s.kommun: s.laget for s in certificates(portfolio, call, application, date(2027, 2, 1))}
    assert late == {"holme": "klart", "udde": "for_sent", "vik": "for_sent"}


def test_a_calendar_that_is_missing_is_said_and_not_guessed() -> None:
    portfolio = a_portfolio(an_initiative(deltagare=ALL), arscykel=None)

    assert {s.laget for s in certificates(portfolio, a_call(stanger="2027-01-31"), an_application(), TODAY)} == {
        "okant"
    }


def test_without_a_body_the_last_meeting_of_any_counts_and_without_a_last_day_none_does() -> None:
    portfolio = a_portfolio(an_initiative(deltagare=ALL), arscykel=build(Arscykel, {}, CALENDAR))

    def meetings(**call: str) -> dict[str, date | None]:
        steps = certificates(portfolio, a_call(**call), an_application(), TODAY)
        return {s.kommun: s.mote for s in steps}

    assert meetings(stanger="2027-02-01")["udde"] == date(2027, 1, 30)
    assert set(meetings().values()) == {None}
