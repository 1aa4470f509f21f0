"""`fyr priority vote`: what can be counted is written, what cannot is refused with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.commands.editing import How
from fyrportfolj.commands.priority_choose import choose_round
from fyrportfolj.commands.priority_rank import rank
from fyrportfolj.commands.priority_vote import Vote, levels, vote
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import UsageError
from fyrportfolj.rules.priority.choose import Asked
from tests.commands.conftest import opened

ROUND = "exempel-val-infor-2027"
SDK, AI = "saker-digital-kommunikation", "ai-kundtjanst"
SLUGS = st.from_regex(r"[a-z]+(-[a-z]+)?", fullmatch=True)


@given(st.lists(st.lists(SLUGS, min_size=1, max_size=3), max_size=4))
def test_an_order_is_read_as_it_is_written(order: list[list[str]]) -> None:
    assert levels(" , ".join(" = ".join(level) for level in order)) == tuple(tuple(level) for level in order)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Vote("tanumm", ((SDK,),)), "tanumm finns inte"),
        (Vote("tanum", (("saker",),)), "saker är inte kandidat"),
        (Vote("tanum", ((SDK,),), vill_delta=("x",)), "x är inte kandidat"),
        (Vote("tanum"), "antingen --ordning eller --avstar"),
        (Vote("tanum", ((SDK,),), avstar=True), "antingen --ordning eller --avstar"),
    ],
)
def test_what_makes_no_vote_is_refused(shipped: Workspace, asked: Vote, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        vote(shipped, ROUND, asked, How())


def test_a_vote_replaces_the_one_before_and_keeps_comments_and_the_rest(copy: Path) -> None:
    fil = copy / f"prioriteringar/{ROUND}.yaml"
    before = fil.read_text(encoding="utf-8")
    asked = Vote("trollhattan", ((SDK, "digital-posthantering"), ("hybridundervisning",)), datum=date(2026, 11, 1))
    done = vote(opened(copy), ROUND, asked, How())
    after = opened(copy)
    mine = next(r for r in after.portfolio.prioriteringar[ROUND].modell.rangordningar if r.kommun == "trollhattan")

    assert done.data.skriven
    assert mine.ordning == asked.ordning
    assert (mine.jav, mine.lamnad, mine.beslutad_av) == ((AI,), date(2026, 11, 1), "kommunledning")
    kept = [line for line in before.splitlines() if line.strip().startswith("#")]
    assert [line for line in fil.read_text(encoding="utf-8").splitlines() if line.strip().startswith("#")] == kept
    assert rank(after, ROUND).data.rad.svar == 13


def test_a_refused_vote_leaves_the_file_alone(copy: Path) -> None:
    fil = copy / f"prioriteringar/{ROUND}.yaml"
    before = fil.read_bytes()
    order = ((SDK,), (SDK,), ("samverkansstruktur-for-cybersakerhet",))
    done = vote(opened(copy), ROUND, Vote("tanum", order), How())

    assert sorted(d.kod for d in done.diagnostics) == ["FYR362", "FYR367"]
    assert (done.exit_code, fil.read_bytes()) == (1, before)


def test_the_shipped_choice_keeps_its_budget_and_names_what_binds(shipped: Workspace) -> None:
    c = choose_round(shipped, ROUND, Asked()).data
    again = choose_round(shipped, ROUND, Asked()).data

    assert c == again
    assert c.budget_kr is not None
    assert sum(r.kostnad_kr or 0 for r in c.rader if r.vald) == c.kostnad_kr <= c.budget_kr
    assert {e.grans for e in c.bindande} >= {"budget", "forvaltning"}
    assert all(r.kod for r in c.rader if not r.vald)
