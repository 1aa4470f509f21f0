"""No sequence of commands and edits reaches a phase without its recorded decisions, and none loses a decision.

Run it longer with `FYR_RUNDOR=500 pytest tests/properties/test_no_phase_without_decisions.py`.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from fyrportfolj.commands.correct import CorrectionRequest, correct
from fyrportfolj.commands.gate_advance import Request, advance
from fyrportfolj.commands.recording import Terms
from fyrportfolj.commands.risk_decide import TreatmentRequest, decide_risks
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.history.snapshot import CommitTree
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.gate_checks import check_phase_follows_decisions
from fyrportfolj.rules.gating import Verdict, evaluate
from fyrportfolj.store.edit import Append, Edit, Set, apply
from fyrportfolj.store.load import load
from tests.support import gates
from tests.support.gitrepo import GitRepo, isolate_git

ID, FILE = "apeltrad", "initiativ/apeltrad.yaml"
LONG = "FYR_RUNDOR" in os.environ
ROUNDS = int(os.environ.get("FYR_RUNDOR", "100" if os.environ.get("FYR_STOR") == "1" else "5"))
TODAY = date(2026, 11, 20)
KOMMUNER = ("asele", "berg", "dorotea")
BODIES = ("tradgard", "park", "skotsel", "ledning", "namnd", "fullmaktige", "givare", "okand")
PHASES = ("fro", "planta", "tra", "kompost")
DOCUMENTS = ("idebeskrivning", "programdirektiv")
days = st.integers(0, 300).map(lambda n: date(2026, 1, 5) + timedelta(days=n))
outcomes = st.sampled_from(("fortsatt", "fortsatt", "fortsatt", "fortsatt", "tillbaka", "stopp", "avsluta"))

UNDERTAKING = """\
id: apeltrad
namn: Apelträd
process: {slug: liten, version: "1.0"}
fas: fro
sammanfattning: Ett träd.
delomrade: frukt
ledare: ledare
deltagare:
  - {kommun: asele, status: intresserad}
  - {kommun: berg, status: intresserad}
  - {kommun: dorotea, status: tillfragad}
finansiering:
  total_kr: 1000
  prisniva: 2026
  kalla: Test
  kommunernas_del_kr: 1000  # delas lika
  fordelningsnyckel: {typ: lika}
  andelar:
    - {part: asele, belopp_kr: 333.34}
    - {part: berg, belopp_kr: 333.33}
    - {part: dorotea, belopp_kr: 333.33}
risker:
  - {id: R1, hot: Frost, sannolikhet: 2, konsekvens: 3, bedomd: 2026-11-01, agare: ledare}
artefakter:
  idebeskrivning:
    status: godkand
    version: "1.0"
    behov: Frukt
    ide: Ett träd
  programdirektiv:
    status: godkand
    version: "1.0"
    syfte: Skugga
"""
PLAN = """\
namn: Trädgårdsplanen
version: "1.0"
period: 2026–2028
kalla: Test
syfte: Att något växer.
mal: [{id: frukt, namn: Frukt}]
"""
AREA = """\
id: odling
namn: Odling
ordning: 1
varfor: Allt ska ätas.
delomraden: [{id: frukt, namn: Frukt, varfor: Gott., mal: [frukt], initiativ: [apeltrad]}]
"""
FILES = {
    "fyr.yaml": dedent(gates.head_file()),
    "process/liten-1.0.yaml": dedent(gates.PROCESS),
    "register/kommuner.yaml": dedent(gates.KOMMUNER),
    "register/organ.yaml": dedent(gates.ORGAN),
    "register/roller.yaml": dedent(gates.ROLLER),
    "register/mandat.yaml": "mandat: []\n",
    "register/arscykel.yaml": "perioder: []\n",
    "handlingsplan/handlingsplan.yaml": PLAN,
    "handlingsplan/odling.yaml": AREA,
    FILE: UNDERTAKING,
}


@pytest.fixture(autouse=True, scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        isolate_git(patch, tmp_path_factory.mktemp("hem"))
        yield


class Garden(RuleBasedStateMachine):
    """One initiative in one repository; the model is the list of decisions that a command said it recorded."""

    @initialize()
    def plant(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.repo = GitRepo.make(Path(self.folder.name) / "trädgård", FILES)
        self.recorded: list[str] = []
        self.tip = self.repo.head()
        self.read: tuple[str, Portfolio | None] = ("", None)

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()

    # What the strategist does

    @rule(data=st.data(), outcome=outcomes, day=days)
    def answer_that_is_waited_for(self, data: st.DataObject, outcome: str, day: date) -> None:
        kommun, organ = data.draw(st.sampled_from(self.waiting() or [(None, "park")]))
        back = data.draw(st.sampled_from((*PHASES, None))) if outcome == "tillbaka" else None
        why = "Skäl" if outcome == "tillbaka" else None
        self.advance(Request(organ, day, utfall=outcome, kommun=kommun, till_fas=back, motivering=why))  # type: ignore[arg-type]

    @rule(count=st.integers(1, 6), day=days)
    def work_on(self, count: int, day: date) -> None:
        """Everything that is missing is done and everybody says yes, so that walks come far."""
        self.meet_the_conditions()
        drafts = [s for s in DOCUMENTS if getattr(self.undertaking().artefakter, s).status == "utkast"]
        for slug in drafts:
            self.make_a_new_version(slug, 10 + len(self.recorded))
        for n in range(count):
            for kommun, organ in self.waiting()[:1]:
                self.advance(Request(organ, day + timedelta(days=n), kommun=kommun))

    @rule(
        organ=st.sampled_from(BODIES),
        kommun=st.sampled_from((None, *KOMMUNER)),
        outcome=outcomes,
        day=days,
        gate=st.sampled_from((None, "gro", "plantera", "skorda", "okand")),
    )
    def answer_anything(self, organ: str, kommun: str | None, outcome: str, day: date, gate: str | None) -> None:
        self.advance(Request(organ, day, utfall=outcome, kommun=kommun, grind=gate, till_fas="fro"))  # type: ignore[arg-type]

    @rule(organ=st.sampled_from(("tradgard", "park", "skotsel")), day=days)
    def table(self, organ: str, day: date) -> None:
        self.advance(Request(organ, day, utfall=None, motesutfall="bordlagt"))

    @rule(organ=st.sampled_from(("park", "tradgard", "skotsel")), day=days)
    @precondition(lambda self: self.verdict().replay.lage == "stoppad")
    def resume(self, organ: str, day: date) -> None:
        self.advance(Request(organ, day, typ="ateruppta", utfall=None))

    @rule(day=days)
    def yes_on_condition(self, day: date) -> None:
        self.advance(Request("tradgard", day, villkor=(("Gödsla", day + timedelta(days=30)),)))

    @rule(organ=st.sampled_from(BODIES), day=days)
    def only_try(self, organ: str, day: date) -> None:
        self.attempt(lambda ws: advance(ws, ID, Request(organ, day), Terms(dry_run=True)).data.commit)
        assert self.repo.head() == self.tip

    @rule(organ=st.sampled_from(("park", "okand")), day=days)
    def decide_on_the_risk(self, organ: str, day: date) -> None:
        def decide(ws: Workspace) -> str | None:
            done = decide_risks(ws, ID, TreatmentRequest(("R1",), "reducera", organ, day)).data
            if done.commit and done.beslut:
                self.recorded.append(done.beslut.id)
            return done.commit

        self.attempt(decide)

    @rule(data=st.data(), outcome=outcomes, day=days)
    @precondition(lambda self: self.recorded)
    def correct_one(self, data: st.DataObject, outcome: str, day: date) -> None:
        beslut = data.draw(st.sampled_from(self.recorded))
        back = data.draw(st.sampled_from(PHASES)) if outcome == "tillbaka" else None
        nytt: dict[str, str | None] = data.draw(
            st.sampled_from(({"utfall": outcome, "till_fas": back}, {"motesutfall": "utgick"}, {"paragraf": "§ 7"}))
        )

        def run(ws: Workspace) -> str | None:
            done = correct(ws, ID, beslut, CorrectionRequest("Fel.", nytt, datum=day))
            assert (done.data.commit is None) == (done.exit_code == 1)
            if done.data.plan:
                self.recorded.append(done.data.plan.beslut.id)
            return done.data.commit

        self.attempt(run)

    # What someone does by hand

    @rule(phase=st.sampled_from(PHASES))
    def change_the_phase_by_hand(self, phase: str) -> None:
        self.edit(Set(("fas",), phase))

    @rule(slug=st.sampled_from(DOCUMENTS), status=st.sampled_from(("utkast", "godkand", "godkand", "faststalld")))
    def change_a_status(self, slug: str, status: str) -> None:
        self.edit(Set(("artefakter", slug, "status"), status))

    @rule(slug=st.sampled_from(DOCUMENTS), minor=st.integers(0, 9))
    def make_a_new_version(self, slug: str, minor: int) -> None:
        self.edit(Set(("artefakter", slug, "version"), f"1.{minor}"), Set(("artefakter", slug, "status"), "godkand"))

    @rule(index=st.integers(0, 2), status=st.sampled_from(("tillfragad", "deltar", "avstar")))
    def change_a_participant(self, index: int, status: str) -> None:
        self.edit(Set(("deltagare", index, "status"), status))

    @rule()
    def meet_the_conditions(self) -> None:
        found = [
            (i, j) for i, d in enumerate(self.undertaking().beslut) for j, v in enumerate(d.villkor) if not v.uppfyllt
        ]
        self.edit(*(Set(("beslut", i, "villkor", j, "uppfyllt"), "2026-01-05") for i, j in found))

    @rule(text=st.sampled_from(("Regn", "Sol: och skugga", "# ingen kommentar")))
    def write_a_note(self, text: str) -> None:
        self.edit(Append(("noteringar",), text))

    # How it is done

    def portfolio(self) -> Portfolio:
        """The portfolio at the tip, read once per commit."""
        if self.read[0] != self.tip:
            found = self.workspace().repository
            assert found is not None
            held = load(CommitTree(found, self.tip)).portfolio
            assert held is not None
            self.read = (self.tip, held)
        assert self.read[1] is not None
        return self.read[1]

    def workspace(self) -> Workspace:
        return Workspace.open(self.repo.root, lambda _zone: TODAY)

    def undertaking(self) -> Undertaking:
        return self.portfolio().initiativ[ID].modell

    def verdict(self) -> Verdict:
        verdict = evaluate(self.portfolio(), self.portfolio().initiativ[ID], TODAY)
        assert verdict is not None
        return verdict

    def waiting(self) -> list[tuple[str | None, str]]:
        rows = (row for state in self.verdict().replay.krav for row in state.rader)
        return [(row.kommun, organ) for row in rows for group in row.vantar_pa for organ in group]

    def advance(self, request: Request) -> None:
        def run(ws: Workspace) -> str | None:
            done = advance(ws, ID, request)
            assert (done.data.commit is None) == (done.exit_code == 1)
            if done.data.plan:
                self.recorded.append(done.data.plan.beslut.id)
            return done.data.commit

        self.attempt(run)

    def attempt(self, run: Callable[[Workspace], str | None]) -> None:
        """A command either makes one commit on the tip, or changes nothing at all."""
        try:
            commit = run(self.workspace())
        except (UsageError, DataError):
            commit = None
        assert self.repo.head() == (commit or self.tip)
        if commit:
            assert self.repo.git("rev-parse", f"{commit}^") == self.tip
            self.tip = commit

    def edit(self, *edits: Edit) -> None:
        text = (self.repo.root / FILE).read_text(encoding="utf-8")
        self.tip = self.repo.commit("För hand", {FILE: apply(text, edits)})

    # What always holds

    @invariant()
    def phase_follows_from_decisions_or_check_says_so(self) -> None:
        if not hasattr(self, "repo"):
            return
        found = {d.kod for d in check_phase_follows_decisions(self.portfolio(), TODAY)}
        assert (self.undertaking().fas == self.verdict().replay.fas) != ("FYR401" in found)

    @invariant()
    def no_recorded_decision_is_lost(self) -> None:
        if hasattr(self, "repo"):
            assert [d.id for d in self.undertaking().beslut] == self.recorded

    @invariant()
    def work_tree_is_clean(self) -> None:
        if hasattr(self, "repo"):
            assert self.repo.status() == ""


TestGarden = Garden.TestCase
TestGarden.settings = settings(
    max_examples=ROUNDS,
    stateful_step_count=20,
    deadline=None,
    # To make a failing run small takes minutes; the longer run does it.
    phases=tuple(Phase) if LONG else (Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
