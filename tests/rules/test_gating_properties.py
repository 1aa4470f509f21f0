"""What holds for any decisions whatever, also those that no one would record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from fyrportfolj.model.decisions import Decision, Villkor
from fyrportfolj.model.initiative import Deltagare, Initiative
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import Process, Utfall
from fyrportfolj.rules import advance
from fyrportfolj.rules.gate_checks import (
    check_conditions,
    check_decided_documents,
    check_decisions,
    check_documents_not_due,
    check_documents_of_passed_gates,
    check_phase_follows_decisions,
)
from fyrportfolj.rules.gating import evaluate
from fyrportfolj.rules.replay import Replay, replay
from fyrportfolj.rules.requirement import Parties, states
from tests.support.gates import initiative, small_portfolio, small_process

TODAY = date(2026, 11, 20)
KOMMUNER = ("asele", "berg", "dorotea")
BODIES = ("park", "tradgard", "skotsel", "ledning", "namnd", "fullmaktige", "givare", "okand")
PHASES = ("fro", "planta", "tra", "kompost", "okand")
IDEA = """
    artefakter:
      idebeskrivning: {status: godkand, version: "1.0", behov: Frukt, ide: Ett träd}
      programdirektiv: {status: utkast, version: "1.0", syfte: Frukt}
"""


def two_rounds() -> Process:
    """The small process, where each kommun answers at two gates on end."""
    faser = small_process().faser
    gate = faser[2].grind.model_copy(update={"beslut": (faser[1].grind.beslut[0], *faser[2].grind.beslut)})
    return small_process().model_copy(
        update={"faser": (*faser[:2], faser[2].model_copy(update={"grind": gate}), faser[3])}
    )


PROCESS = two_rounds()
OUTCOMES: tuple[Utfall | None, ...] = ("fortsatt", "fortsatt", "tillbaka", "stopp", "avsluta", None)
GATES = tuple((f.grind.slug, k.slug) for f in PROCESS.faser for k in f.grind.beslut)
days = st.integers(0, 300).map(lambda n: date(2026, 1, 1) + timedelta(days=n))


@st.composite
def any_decision(draw: st.DrawFn) -> Decision:
    """Any decision in the words of the process, sensible or not."""
    gate, krav = draw(st.sampled_from((*GATES, ("okand", "jord"), (None, None))))
    outcome: Utfall | None = draw(st.sampled_from(OUTCOMES))
    villkor = Villkor(id="V1", text="A", senast=draw(days), blockerar_grind=draw(st.sampled_from((None, "gro"))))
    return Decision(
        id=f"2026-01-01-{draw(st.sampled_from(BODIES))}",
        typ=draw(st.sampled_from(("grind", "grind", "grind", "ateruppta", "risk", "artefakt", "ovrigt"))),
        datum=draw(days),
        organ=draw(st.sampled_from(BODIES)),
        kommun=draw(st.sampled_from((None, *KOMMUNER, "okand"))),
        grind=gate,
        krav=krav,
        motesutfall="beslutat" if outcome else draw(st.sampled_from(("beslutat", "bordlagt", "utgick"))),
        utfall=outcome,
        till_fas=draw(st.sampled_from((None, *PHASES))),
        till_steg=draw(st.sampled_from((None, "sa", "gallra"))),
        motivering=draw(st.sampled_from((None, "Skäl"))),
        upphavda=draw(st.sampled_from(((), ("programdirektiv",), ("programdirektiv", "okand")))),
        villkor=(villkor,) if draw(st.booleans()) else (),
    )


SENSIBLE = (
    ("fro", "tradgard", None, "jord"),
    *(("planta", body, k, "samtycke") for body in ("ledning", "namnd") for k in KOMMUNER),
    ("planta", "tradgard", None, "grupp"),
    *(("tra", "namnd", k, "samtycke") for k in KOMMUNER),
    ("tra", "park", None, "skord"),
    ("kompost", "park", None, "jord"),
)


@st.composite
def sensible_decision(draw: st.DrawFn) -> Decision:
    """A decision that some gate asks for, so that walks come far."""
    asked = draw(st.sampled_from(SENSIBLE))
    fas = PROCESS.fas(asked[0])
    offered = tuple(r.utfall for r in fas.grind.utfall) if fas else ()
    outcome: Utfall = draw(st.sampled_from(("fortsatt", "fortsatt", "fortsatt", *offered)))
    return answer(draw(days), asked, outcome)


def answer(day: date, asked: tuple[str, str, str | None, str], outcome: Utfall) -> Decision:
    phase, organ, kommun, krav = asked
    fas = PROCESS.fas(phase)
    assert fas is not None
    return Decision(
        id=f"{day.isoformat()}-{organ}" + (f"-{kommun}" if kommun else ""),
        typ="grind",
        datum=day,
        organ=organ,
        kommun=kommun,
        grind=fas.grind.slug,
        krav=krav,
        utfall=outcome,
        till_fas="planta" if outcome == "tillbaka" else None,
        motivering="Skäl" if outcome == "tillbaka" else None,
    )


RESUME = Decision(id="2026-05-01-park", typ="ateruppta", datum=date(2026, 5, 1), organ="park")
ALL_YES = tuple(
    answer(date(2026, 3, n + 1), asked, "fortsatt") for n, asked in enumerate(SENSIBLE) if asked[1] != "ledning"
)


@st.composite
def any_decisions(draw: st.DrawFn) -> list[Decision]:
    """As much of a smooth walk as the draw says, then anything."""
    start = draw(st.integers(0, len(ALL_YES)))
    one = st.one_of(any_decision(), sensible_decision(), sensible_decision(), st.just(RESUME))
    return [*ALL_YES[:start], *draw(st.lists(one, max_size=12))]


some_decisions = any_decisions()
participants = st.lists(
    st.builds(
        Deltagare,
        kommun=st.sampled_from(KOMMUNER),
        status=st.sampled_from(("tillfragad", "intresserad", "deltar", "avstar")),
        tillampliga_organ=st.sampled_from(((), ("fullmaktige",))),
    ),
    unique_by=lambda p: p.kommun,
    max_size=3,
)


def undertaking(decisions: Sequence[Decision], parties: Sequence[Deltagare]) -> Initiative:
    return initiative(IDEA).model_copy(update={"beslut": tuple(decisions), "deltagare": tuple(parties)})


def around(i: Initiative) -> tuple[Portfolio, Entry[Initiative]]:
    portfolio, entry = small_portfolio(i)
    held = portfolio.processer[("liten", "1.0")]
    return replace(portfolio, processer={("liten", "1.0"): replace(held, modell=PROCESS)}), entry


def walk(i: Initiative) -> Replay:
    portfolio, _ = around(i)
    return replay(PROCESS, i, portfolio.organ, portfolio.kommuner)


@given(some_decisions, participants)
def test_any_decisions_lead_to_a_phase_of_the_process(ds: list[Decision], ps: list[Deltagare]) -> None:
    r = walk(undertaking(ds, ps))

    assert PROCESS.fas(r.fas) is not None
    assert (r.lage == "avslutad") == (r.krav == ())
    assert all(0 <= p.index < len(ds) for p in r.passager)
    assert all(0 <= p.index < len(ds) for p in r.problem)
    assert (r.sedan is None) == (r.passager == ())
    assert r.avstar <= {p.kommun for p in ps}


@given(some_decisions, participants)
def test_an_open_gate_always_waits_for_someone(ds: list[Decision], ps: list[Deltagare]) -> None:
    r = walk(undertaking(ds, ps))

    assert r.lage != "pagar" or not all(s.uppfyllt for s in r.krav)


@given(some_decisions, participants, st.integers(0, 25))
def test_what_was_decided_first_led_where_it_led(ds: list[Decision], ps: list[Deltagare], n: int) -> None:
    whole, part = walk(undertaking(ds, ps)), walk(undertaking(ds[:n], ps))

    assert whole.passager[: len(part.passager)] == part.passager
    assert whole.problem[: len(part.problem)] == part.problem


@given(
    some_decisions, participants, any_decision(), st.sampled_from(("risk", "ovrigt", "artefakt")), st.integers(0, 25)
)
def test_a_decision_on_something_else_moves_nothing(
    ds: list[Decision], ps: list[Deltagare], d: Decision, typ: str, at: int
) -> None:
    other = d.model_copy(update={"typ": typ})

    without, with_ = walk(undertaking(ds, ps)), walk(undertaking([*ds[:at], other, *ds[at:]], ps))

    def place(r: Replay) -> tuple[object, ...]:
        return (r.fas, r.steg, r.lage, r.sedan, r.i_grinden, r.krav, r.avstar, r.att_gora_om, len(r.problem))

    assert place(without) == place(with_)


@settings(max_examples=60)
@given(some_decisions, participants)
def test_no_decisions_make_a_check_fail(ds: list[Decision], ps: list[Deltagare]) -> None:
    portfolio, entry = around(undertaking(ds, ps))

    assert evaluate(portfolio, entry, TODAY) is not None
    for check in (
        check_conditions,
        check_decided_documents,
        check_decisions,
        check_documents_not_due,
        check_documents_of_passed_gates,
        check_phase_follows_decisions,
    ):
        assert all(d.kod.startswith("FYR4") and d.fil == entry.fil for d in check(portfolio, TODAY))


@settings(max_examples=200)
@given(some_decisions, participants, st.one_of(any_decision(), sensible_decision()))
def test_the_changed_file_leads_where_the_plan_says(ds: list[Decision], ps: list[Deltagare], d: Decision) -> None:
    i = undertaking(ds, ps)
    portfolio, entry = around(i)
    verdict = evaluate(portfolio, entry, TODAY)
    assert verdict is not None

    plan = advance.plan(portfolio, entry, verdict, d)
    rows = [p.model_copy(update=dict(plan.deltagare.get(n, {}))) for n, p in enumerate(ps)]
    after = walk(undertaking([*ds, plan.beslut], rows))

    assert (after.fas, after.lage, after.avstar) == (plan.efter.fas, plan.efter.lage, plan.efter.avstar)
    assert plan.oppnar_grinden <= plan.byter_fas


def test_a_decision_that_answers_no_requirement_meets_none() -> None:
    gate = small_process().faser[0].grind
    loose = Decision(id="2026-01-01-tradgard", typ="grind", datum=TODAY, organ="tradgard", utfall="fortsatt")

    (state,) = states(gate, [loose], Parties((), frozenset(), frozenset(), {}, {}))

    assert not state.uppfyllt
