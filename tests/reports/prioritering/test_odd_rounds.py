"""A round with faults is judged, counted and shown all the same: nothing in it stops a reader."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fyrportfolj.render.views.priority import priority_view
from fyrportfolj.rules.priority_checks import (
    check_priority_ballots,
    check_priority_candidates,
    check_priority_criteria,
    check_priority_rules,
)
from tests.reports.prioritering.test_prioritering import holding
from tests.rules.priority.rounds import a_round
from tests.support.builders import TODAY

IDS = st.sampled_from(("ai-kundtjanst", "digital-arena", "okand", "exempel-gemensamt-e-arkiv"))
KEYS = st.sampled_from(("K1", "K2", "K9"))
MANY = st.lists(IDS, max_size=3)
DAYS = st.none() | st.sampled_from(("2026-09-01", "2026-10-20"))

CRITERIA = st.fixed_dictionaries(
    {
        "id": KEYS,
        "namn": st.just("Nytta"),
        "axel": st.sampled_from(("strategiskt_varde", "genomforbarhet")),
        "vikt": st.sampled_from((0, 1, 100)),
    },
    optional={
        "nivaer": st.lists(st.fixed_dictionaries({"poang": st.integers(1, 5), "betyder": st.just("Så")}), max_size=2)
    },
)
CANDIDATES = st.fixed_dictionaries(
    {"insats": IDS},
    optional={
        "maste": st.booleans(),
        "kostnad_kr": st.sampled_from((0, 5, 100, 9_999_999_999_999)),
        "beror_av": MANY,
        "krav": st.lists(
            st.fixed_dictionaries({"krav": st.sampled_from(("S1", "S9")), "uppfyllt": st.booleans()}), max_size=2
        ),
        "poang": st.lists(st.fixed_dictionaries({"kriterium": KEYS, "poang": st.integers(1, 5)}), max_size=3),
        "forandringslast": st.just(
            [
                {
                    "forvaltning": "okand_forvaltning",
                    "intensitet": 5,
                    "andel_berord_procent": 100,
                    "skeden": [{"skede": "inforande", "fran": "2027-K2", "till_och_med": "2027-K1"}],
                }
            ]
        ),
    },
)
BALLOTS = st.fixed_dictionaries(
    {"kommun": st.sampled_from(("tanum", "orust", "okand"))},
    optional={
        "avstar": st.booleans(),
        "ordning": st.lists(MANY, max_size=3),
        "vill_delta": MANY,
        "vill_inte_delta": MANY,
        "jav": MANY,
        "lamnad": DAYS,
    },
)
ROUNDS = st.fixed_dictionaries(
    {"kandidater": st.lists(CANDIDATES, min_size=1, max_size=4)},
    optional={
        "regler": st.fixed_dictionaries(
            {
                "faststallda": DAYS,
                "rostvikt": st.sampled_from(("lika", "invanare", "deltagande")),
                "lika_rostetal": st.sampled_from(("delad_plats", "flest_forsta", "lagsta_spridning", "nyckel")),
                "antal_att_valja": st.none() | st.integers(1, 2),
            }
        ),
        "ska_krav": st.just([{"id": "S1", "namn": "Stöd"}]),
        "kriterier": st.lists(CRITERIA, max_size=3),
        "vikters_osakerhet_procent": st.sampled_from((0, 20, 100)),
        "rangordningar": st.lists(BALLOTS, max_size=4),
        "ram": st.fixed_dictionaries(
            {},
            optional={
                "budget_kr": st.sampled_from((0, 1, 100)),
                "minst_deltar": st.just(1),
                "till_kvartal": st.just("2027-K1"),
            },
        ),
    },
)


@settings(max_examples=40, deadline=None)
@given(ROUNDS)
def test_a_round_with_faults_is_still_judged_and_shown(data: dict[str, Any]) -> None:
    basis = holding(a_round(**data))
    found = [
        d
        for check in (check_priority_criteria, check_priority_candidates, check_priority_rules, check_priority_ballots)
        for d in check(basis.portfolio, TODAY)
    ]
    view = priority_view(basis, None)

    assert all(d.fil == "prioriteringar/varens-val.yaml" and d.loc for d in found)
    assert view.avsnitt[0].rubrik == "Vårens val"
    assert view.avsnitt[-1].rubrik == "Förslag till val"
    for table in view.tabeller():
        assert {len(row) for row in table.rader} <= {len(table.rubriker)}
