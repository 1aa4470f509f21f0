"""The invented examples in `portfolio-data`: together they show everything, and the whole folder has no finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest

from fyrportfolj.model.artefacts import ARTEFACTS, artefact_rows
from fyrportfolj.model.artefacts.base import content_hash
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Finansiering, Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import Process
from fyrportfolj.resources import resource
from fyrportfolj.rules import risk, status
from fyrportfolj.rules.escalation import Reason, escalations
from fyrportfolj.rules.legal import APPEALABLE
from fyrportfolj.rules.registry import run_checks
from fyrportfolj.rules.replay import Replay, replay
from fyrportfolj.rules.shares import split_by_key
from fyrportfolj.store.load import Loaded, load
from fyrportfolj.store.source import WorkingTree

DATA = resource("portfolio-data")
PREFIX = "exempel-"
WHOLE_WAY = f"{PREFIX}gemensam-trygghetsjour"
CLOSED_PROJECT = f"{PREFIX}inforande-trygghetslarm"
ASKING = f"{PREFIX}gemensamt-e-arkiv"
SENT_BACK = f"{PREFIX}gemensam-sakerhetsovervakning"
SATURDAY = 5


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(WorkingTree(DATA))


@pytest.fixture(scope="module")
def portfolio(loaded: Loaded) -> Portfolio:
    assert loaded.portfolio is not None
    return loaded.portfolio


@pytest.fixture(scope="module")
def examples(portfolio: Portfolio) -> dict[str, Undertaking]:
    return {e.modell.id: e.modell for e in portfolio.undertakings() if e.modell.exempel}


def process_of(portfolio: Portfolio, u: Undertaking) -> Process:
    entry = portfolio.process_of(u)
    assert entry is not None
    return entry.modell


def state_of(portfolio: Portfolio, u: Undertaking) -> Replay:
    return replay(process_of(portfolio, u), u, portfolio.organ, portfolio.kommuner)


def decisions(examples: dict[str, Undertaking]) -> Iterator[tuple[Undertaking, Decision]]:
    for u in examples.values():
        for d in u.beslut:
            yield u, d


def slugs(u: Undertaking) -> set[str]:
    return {slug for slug, _, _ in artefact_rows(u.artefakter)}


def test_the_whole_portfolio_is_without_findings_on_its_day(loaded: Loaded, portfolio: Portfolio) -> None:
    assert loaded.diagnostics == ()
    day = portfolio.fyr.modell.betraktelsedag
    assert day is not None
    assert day.isoformat() == "2026-11-20"
    assert [(d.kod, d.fil, d.loc) for d in run_checks(portfolio, day)] == []


def test_an_example_is_told_by_its_id_its_mark_and_its_second_line(portfolio: Portfolio) -> None:
    files: list[Entry[Undertaking]] = list(portfolio.undertakings())
    assert {e.modell.id.startswith(PREFIX) for e in files if e.modell.exempel} == {True}
    assert {e.modell.exempel for e in files if e.modell.id.startswith(PREFIX)} == {True}
    assert len([e for e in files if e.modell.exempel]) >= 6
    for entry in files:
        if entry.modell.exempel:
            first, second = (DATA / entry.fil).read_text(encoding="utf-8").splitlines()[:2]
            kind = entry.fil.partition("/")[0]
            assert first == f"# yaml-language-server: $schema=../schema/{kind}.schema.json"
            assert second.startswith("# Påhittat exempel: ")


def test_no_example_has_the_name_of_something_in_the_plan(
    portfolio: Portfolio, examples: dict[str, Undertaking]
) -> None:
    own = [e.modell.namn for e in portfolio.undertakings() if not e.modell.exempel]
    external = [e.namn for e in portfolio.externa_initiativ.values()]
    invented = [u.namn for u in examples.values()]
    assert set(invented).isdisjoint({*own, *external})
    assert len(set(invented)) == len(invented)


def test_every_phase_is_what_the_decisions_lead_to(portfolio: Portfolio) -> None:
    for entry in portfolio.undertakings():
        state = state_of(portfolio, entry.modell)
        assert (state.fas, state.problem) == (entry.modell.fas, ()), entry.fil
        if state.steg is not None:
            assert entry.modell.steg == state.steg, entry.fil


def test_together_they_hold_every_document_that_a_process_names(
    portfolio: Portfolio, examples: dict[str, Undertaking]
) -> None:
    named = {k.slug for p in portfolio.processer.values() for f in p.modell.faser for k in f.artefakter}
    assert named == set(ARTEFACTS), "a document that no process names is never shown"
    assert set().union(*(slugs(u) for u in examples.values())) == named


@pytest.mark.parametrize("id_", [WHOLE_WAY, CLOSED_PROJECT])
def test_one_of_each_kind_went_the_whole_way_with_every_document_of_its_process(
    portfolio: Portfolio, examples: dict[str, Undertaking], id_: str
) -> None:
    u = examples[id_]
    process, state = process_of(portfolio, u), state_of(portfolio, u)
    assert state.lage == "avslutad"
    passed = [p.fran for p in state.passager if p.utfall == "fortsatt"]
    assert passed == [f.slug for f in process.faser]
    assert slugs(u) >= {k.slug for f in process.faser for k in f.artefakter}
    for fas in process.faser:
        for krav in fas.artefakter:
            rows = [a for slug, _, a in artefact_rows(u.artefakter) if slug == krav.slug]
            assert all(a.status in ("godkand", "faststalld") for a in rows), krav.slug
            assert not krav.beslutas or rows[0].status == "faststalld", krav.slug


def test_every_column_of_the_board_holds_something(portfolio: Portfolio, examples: dict[str, Undertaking]) -> None:
    chosen = portfolio.fyr.modell.processer.initiativ
    process = portfolio.processer[(chosen.slug, chosen.version)].modell
    shown = {u.fas for u in examples.values() if u.id in portfolio.initiativ}
    assert {f.slug for f in process.faser if f.pa_tavlan} <= shown
    assert process.faser[-1].slug in shown


def test_every_cell_of_the_risk_matrix_holds_something_that_runs(
    portfolio: Portfolio, examples: dict[str, Undertaking]
) -> None:
    running = [u for u in examples.values() if state_of(portfolio, u).lage == "pagar"]
    cells = {(r.sannolikhet, r.konsekvens) for u in running for _, r in risk.open_risks(u.risker)}
    assert cells == {(s, k) for s in risk.STEPS for k in risk.STEPS}


def test_someone_must_act_on_a_risk_at_every_level_that_asks_for_a_decision(portfolio: Portfolio) -> None:
    day = portfolio.fyr.modell.betraktelsedag
    assert day is not None
    waiting = {e.niva.slug for e in escalations(portfolio, day) if e.skal is Reason.UTAN_MANDAT and e.niva}
    assert waiting == {n.slug for n in portfolio.fyr.modell.policy.risk.nivaer if n.krav_beslut}


def test_fourteen_municipalities_are_asked_and_answer_differently(
    portfolio: Portfolio, examples: dict[str, Undertaking]
) -> None:
    state = state_of(portfolio, examples[ASKING])
    requirement = next(k for k in state.krav if k.krav.per == "kommun")
    yes = [r.kommun for r in requirement.rader if r.klar]
    no = [r.kommun for r in requirement.rader if r.avstar]
    rest = [r for r in requirement.rader if not r.klar and not r.avstar]
    tabled = [r.kommun for r in rest if any(c.lage == "bordlagt" for c in r.celler)]
    silent = [r.kommun for r in rest if all(c.lage == "ej_inlett" for c in r.celler)]
    assert (len(yes), len(no), len(tabled), len(silent)) == (9, 2, 1, 2)
    assert {*yes, *no, *tabled, *silent} == set(portfolio.kommuner)


def test_every_outcome_of_a_meeting_and_of_a_gate_is_there(examples: dict[str, Undertaking]) -> None:
    taken = [d for _, d in decisions(examples)]
    assert {d.utfall for d in taken if d.typ == "grind" and d.utfall} == {"fortsatt", "tillbaka", "stopp", "avsluta"}
    assert {d.motesutfall for d in taken} >= {"beslutat", "bordlagt", "aterremitterat"}
    assert {d.typ for d in taken} >= {"grind", "ateruppta", "risk"}


def test_a_stop_was_followed_by_a_resumption_and_another_by_an_end(
    portfolio: Portfolio, examples: dict[str, Undertaking]
) -> None:
    after = Counter(
        later.utfall
        for u in examples.values()
        for earlier, later in zip(state_of(portfolio, u).passager, state_of(portfolio, u).passager[1:], strict=False)
        if earlier.utfall == "stopp"
    )
    assert set(after) == {"ateruppta", "avsluta"}


def test_lapsed_documents_came_back_in_a_new_version_or_still_wait(
    portfolio: Portfolio, examples: dict[str, Undertaking]
) -> None:
    u = examples[WHOLE_WAY]
    (back,) = (d for d in u.beslut if d.utfall == "tillbaka")
    assert back.upphavda == ("programplan", "samverkansavtal")
    versions = [p.version for d in u.beslut for p in d.underlag if p.artefakt == "programplan"]
    assert versions == ["1.0", "1.1"]
    assert state_of(portfolio, u).att_gora_om == frozenset()

    waiting = state_of(portfolio, examples[SENT_BACK])
    assert (waiting.fas, waiting.steg) == ("program", "risk")
    assert waiting.att_gora_om == {"programdirektiv"}
    directive = examples[SENT_BACK].artefakter.programdirektiv
    assert directive is not None
    assert (directive.status, directive.version) == ("utkast", "1.1")


def test_conditions_are_met_and_open_and_no_open_one_is_late(
    portfolio: Portfolio, examples: dict[str, Undertaking]
) -> None:
    day = portfolio.fyr.modell.betraktelsedag
    assert day is not None
    rows = [v for _, d in decisions(examples) for v in d.villkor]
    met = [v for v in rows if v.uppfyllt]
    still = [v for v in rows if not v.uppfyllt]
    assert len(met) >= 3
    assert len(still) >= 3
    assert all(v.uppfyllt and v.uppfyllt <= v.senast and v.uppfyllt_genom for v in met)
    assert all(v.senast > day and v.ansvarig for v in still)


def test_costs_are_split_by_every_key_and_sum_to_the_ore_without_those_who_declined(
    portfolio: Portfolio, examples: dict[str, Undertaking]
) -> None:
    people = {k: kommun.invanare for k, kommun in portfolio.kommuner.items()}
    used: set[str] = set()
    uneven = 0
    for u in examples.values():
        money = u.finansiering
        if money is None or not money.andelar:
            continue
        assert isinstance(money, Finansiering)
        assert money.fordelningsnyckel is not None
        assert money.kommunernas_del_kr is not None
        used.add(money.fordelningsnyckel.typ)
        staying = [d.kommun for d in u.deltagare if d.status != "avstar"]
        amounts = {a.part: a.belopp_kr for a in money.andelar}
        assert list(amounts) == staying, u.id
        assert sum(amounts.values()) == money.kommunernas_del_kr
        assert split_by_key(money, staying, people) == amounts, u.id
        assert sum(f.belopp_kr for f in money.finansiarer) + money.kommunernas_del_kr == money.total_kr
        uneven += any(a % 1 for a in amounts.values()) and len(staying) < len(u.deltagare)
    assert used == {"lika", "invanare", "lika_och_invanare", "manuell"}
    assert uneven >= 3


def test_every_municipal_decision_can_be_found_in_its_diarium(
    portfolio: Portfolio, examples: dict[str, Undertaking]
) -> None:
    boards = 0
    for u, d in decisions(examples):
        if portfolio.organ[d.organ].typ not in APPEALABLE:
            continue
        boards += 1
        assert d.kommun is not None
        assert d.paragraf, (u.id, d.id)
        assert d.diarienummer.get(d.kommun), (u.id, d.id)
        if d.motesutfall == "beslutat":
            assert d.justerat is not None
            assert d.anslaget is not None
            assert d.datum <= d.justerat <= d.anslaget
    assert boards > 60


def test_meetings_are_held_on_weekdays_between_2024_and_the_portfolios_day(
    portfolio: Portfolio, examples: dict[str, Undertaking]
) -> None:
    day = portfolio.fyr.modell.betraktelsedag
    assert day is not None
    for u, d in decisions(examples):
        for held in (d.datum, d.justerat, d.anslaget):
            assert held is None or (held.weekday() < SATURDAY and held <= day), (u.id, d.id)
        assert d.datum.year >= 2024


def test_a_document_that_stands_as_it_was_decided_has_its_sum_in_the_decision(
    examples: dict[str, Undertaking],
) -> None:
    pinned = 0
    for u in examples.values():
        sums = {(slug, a.version): content_hash(a) for slug, _, a in artefact_rows(u.artefakter)}
        for d in u.beslut:
            for p in d.underlag:
                if (p.artefakt, p.version) in sums:
                    pinned += 1
                    assert p.sha256 == sums[(p.artefakt, p.version)], (u.id, d.id, p.artefakt)
    assert pinned > 80


def test_running_reports_show_yellow_with_a_measure_and_red_with_a_question(
    portfolio: Portfolio, examples: dict[str, Undertaking]
) -> None:
    running = [u for u in examples.values() if state_of(portfolio, u).lage == "pagar"]
    latest = [found[1] for u in running if (found := status.latest_report(u))]
    rows = [r for report in latest for r in report.rader]
    assert {r.status for r in rows} == {"enligt_plan", "mindre_komplikationer", "komplikationer"}
    assert all(r.ingen_atgard or (r.atgard and r.ansvarig and r.klart) for r in rows if r.status != "enligt_plan")
    assert any(report.beslut_som_behovs for report in latest)
    assert any(r.avsteg_motivering for r in rows)


def test_milestones_have_slipped_and_the_open_ones_lie_ahead(
    portfolio: Portfolio, examples: dict[str, Undertaking]
) -> None:
    day = portfolio.fyr.modell.betraktelsedag
    assert day is not None
    running = [u for u in examples.values() if state_of(portfolio, u).lage == "pagar"]
    open_ = [m for u in running for m in u.milstolpar if m.utfall is None]
    assert all((m.prognos or m.baslinje) > day for m in open_)
    assert any(m.prognos and m.prognos > m.baslinje for m in open_)
    measures = [a for u in running for r in u.risker if r.status != "stangd" for a in r.atgarder if a.status != "klar"]
    assert measures
    assert all(a.klart > day for a in measures)
    latest = [found[1] for u in running if (found := status.latest_report(u))]
    assert all(r.klart > day for report in latest for r in report.rader if r.klart)


def test_money_that_is_used_stays_within_the_forecast(examples: dict[str, Undertaking]) -> None:
    told = [u.finansiering for u in examples.values() if u.finansiering and u.finansiering.prognos_kr]
    assert len(told) >= 4
    assert all((m.upparbetat_kr or Decimal(0)) <= (m.prognos_kr or Decimal(0)) for m in told)
