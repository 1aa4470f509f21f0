"""A process that has nothing in common with the shipped ones, through all its eight gates on the command line.

Nothing of it is known to the program: phases, gates, bodies, quorum and outcomes are the YAML in `pps/`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.store.load import load
from fyrportfolj.store.source import WorkingTree
from tests.support.gitrepo import GitRepo, isolate_git
from tests.support.golden import Fyr, Ran

PORTFOLIO = Path(__file__).parent / "pps"
ID = "journalsystem"
BOARD = ["Förbereda", "Rama in", "Detaljplanera", "Bygga", "Prova", "Lämna över", "Runda av"]
NORTH, SOUTH, WEST = "dalsland-norra", "dalsland-sodra", "dalsland-vastra"


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        isolate_git(patch, tmp_path / "hem")
        yield


class Walk:
    """The portfolio in a repository; after every step it must be faultless, clean and where the step says."""

    def __init__(self, folder: Path, fyr: Fyr) -> None:
        shutil.copytree(PORTFOLIO, folder)
        self.repo = GitRepo.make(folder, {})
        self.run = fyr
        self.is_faultless()

    def fyr(self, *args: str) -> Ran:
        return self.run(*args, cwd=self.repo.root)

    def json(self, *args: str) -> Any:
        return json.loads(self.fyr(*args, "--format", "json").stdout)

    def approve(self, *documents: str) -> None:
        for slug in documents:
            assert self.fyr("artefact", "approve", ID, slug, "--commit").exit_code == 0
        self.is_faultless()

    def decide(self, organ: str, day: str, *more: str) -> None:
        before = self.repo.head()
        ran = self.fyr("gate", "advance", ID, "--organ", organ, "--datum", day, *more)
        assert ran.exit_code == 0, ran.stdout + ran.stderr
        assert self.repo.git("rev-parse", "HEAD^") == before
        self.is_faultless()

    def answer(self, kommun: str, day: str, *more: str, organ: str = "kommunstyrelse") -> None:
        number = ("--paragraf", "KS § 7", "--dnr", f"{kommun}=KS 2026/11")
        self.decide(organ, day, "--kommun", kommun, *number, *more)

    def refused(self, organ: str, day: str, *more: str) -> list[str]:
        before = self.repo.head()
        ran = self.fyr("gate", "advance", ID, "--organ", organ, "--datum", day, *more, "--format", "json")
        assert ran.exit_code == 1
        assert (self.repo.head(), self.repo.status()) == (before, "")
        texts = [f"{d['kod']} {d['text']}" for d in json.loads(ran.stdout)["diagnostik"]]
        return [t.replace(t[t.index("grinden") : t.index(": ") + 2], "").split(" (kravet")[0] for t in texts]

    def is_faultless(self) -> None:
        ran = self.fyr("check")
        assert (ran.exit_code, ran.stdout, ran.stderr, self.repo.status()) == (0, "", "", "")

    def is_in(self, phase: str, standing: str = "pagar") -> None:
        board = self.json("status")["data"]
        columns = [*board["fore"], *board["kolumner"], *board["efter"]]
        at = [(c["namn"], i["lage"]) for c in columns for i in c["insatser"] if i["id"] == ID]
        assert at == [(phase, standing)]
        assert [c["namn"] for c in board["kolumner"]] == BOARD

    def document(self, slug: str) -> tuple[str, str]:
        held = getattr(self.held().artefakter, slug)
        return held.status, held.version

    def held(self) -> Undertaking:
        portfolio = load(WorkingTree(self.repo.root)).portfolio
        entry = portfolio.undertaking(ID) if portfolio else None
        assert entry is not None
        return entry.modell


@pytest.fixture
def walk(tmp_path: Path, fyr: Fyr) -> Walk:
    return Walk(tmp_path / "portfölj med mellanslag", fyr)


def to_rama_in(w: Walk) -> None:
    w.approve("idebeskrivning")
    w.decide("bestallare", "2026-02-02")
    w.is_in("Förbereda")
    w.approve("forstudiedirektiv")
    w.decide("it_rad", "2026-03-02")
    w.is_in("Rama in")


def through_bp3(w: Walk) -> None:
    w.approve("projektdirektiv")
    w.decide("bestallare", "2026-04-01")
    w.answer(NORTH, "2026-04-13", "--justerat", "2026-04-15", "--anslaget", "2026-04-16")
    w.answer(SOUTH, "2026-04-20", "--justerat", "2026-04-21", "--anslaget", "2026-04-22")
    w.is_in("Rama in")
    w.answer(WEST, "2026-04-27", "--utfall", "avsluta")
    w.is_in("Detaljplanera")


def test_the_board_shows_the_columns_of_this_process(walk: Walk) -> None:
    shown = walk.fyr("status").stdout

    assert "Praktisk projektstyrning 1.0" in shown
    assert all(name in shown for name in BOARD)
    assert "Före tavlan: Önskemål 2" in shown


def test_a_gate_is_refused_until_its_documents_are_approved(walk: Walk) -> None:
    assert walk.refused("bestallare", "2026-02-02") == ["FYR430 dokumentet är utkast"]


@pytest.mark.slow
def test_a_kommun_that_declines_leaves_and_the_decisions_of_the_others_must_have_legal_force(walk: Walk) -> None:
    to_rama_in(walk)
    through_bp3(walk)

    held = walk.held()

    assert [(d.kommun, d.status) for d in held.deltagare] == [(NORTH, "deltar"), (SOUTH, "deltar"), (WEST, "avstar")]
    assert held.finansiering is not None
    assert [str(a.belopp_kr) for a in held.finansiering.andelar] == ["400000", "600000"]
    assert walk.document("projektdirektiv") == ("faststalld", "1.0")

    walk.approve("projektplan")

    # By this day only the later of the two municipal decisions can still be appealed.
    early = walk.refused("bestallare", "2026-05-10", "--today", "2026-05-10")

    assert early == ["FYR430 beslutet kan överklagas till och med 2026-05-13"]


@pytest.mark.slow
def test_a_kommun_that_comes_back_late_answers_its_own_gate_and_pays_again(walk: Walk) -> None:
    to_rama_in(walk)
    through_bp3(walk)

    walk.answer(WEST, "2026-05-25", "--grind", "bp3")

    held = walk.held()
    assert (held.fas, held.deltagare[2].status, held.beslut[-1].grind) == ("detaljplanera", "deltar", "bp3")
    assert [u.artefakt for u in held.beslut[-1].underlag] == ["projektdirektiv"]
    assert held.finansiering is not None
    assert [str(a.belopp_kr) for a in held.finansiering.andelar] == ["333333.33", "500000", "166666.67"]


def sent_back_from_bp4_and_up_again(walk: Walk) -> None:
    """To the frames, which lapses what was decided, and up again with a new version."""
    walk.approve("projektplan")
    walk.decide("bestallare", "2026-06-01")
    back = (
        "--utfall",
        "tillbaka",
        "--till-fas",
        "rama_in",
        "--till-steg",
        "ramar",
        "--motivering",
        "Dyrare än väntat.",
    )
    walk.decide("projektstyrelse", "2026-06-08", *back)
    walk.is_in("Rama in")
    assert (walk.document("projektdirektiv"), walk.document("projektplan")) == (("utkast", "1.0"), ("utkast", "1.0"))
    walk.approve("projektdirektiv")
    assert walk.refused("bestallare", "2026-06-15") == [
        "FYR430 version 1.0 är redan prövad; ge den omarbetade en ny version"
    ]
    walk.fyr("set", ID, "artefakter.projektdirektiv.version", "1.1", "--commit")
    walk.decide("bestallare", "2026-06-15")
    for kommun in (NORTH, SOUTH):
        walk.answer(kommun, "2026-06-22", "--justerat", "2026-06-22", "--anslaget", "2026-06-22")
    walk.is_in("Detaljplanera")
    walk.fyr("set", ID, "artefakter.projektplan.version", "1.1", "--commit")
    walk.approve("projektplan")
    walk.decide("bestallare", "2026-07-20")
    walk.is_in("Detaljplanera")
    walk.decide("projektstyrelse", "2026-08-03")
    walk.is_in("Bygga")


def paused_in_bp5(walk: Walk) -> None:
    """Stopped, resumed by the body above, and passed."""
    walk.decide("projektstyrelse", "2026-08-17", "--utfall", "stopp")
    walk.is_in("Bygga", "stoppad")
    walk.decide("bestallare", "2026-09-07", "--ateruppta")
    walk.is_in("Bygga")
    walk.approve("riskhanteringsplan")
    walk.decide("projektstyrelse", "2026-10-05")
    walk.is_in("Prova")


@pytest.mark.slow
def test_through_all_eight_gates(walk: Walk) -> None:
    to_rama_in(walk)
    through_bp3(walk)

    sent_back_from_bp4_and_up_again(walk)
    paused_in_bp5(walk)

    # BP6: each kommun by another of its bodies.
    walk.approve("arkitekturbeskrivning")
    walk.decide("verksamhet", "2026-10-19", "--kommun", NORTH)
    walk.answer(SOUTH, "2026-10-26")
    walk.is_in("Lämna över")

    walk.approve("forvaltningsplan")
    walk.decide("it_rad", "2026-11-02")
    walk.is_in("Runda av")

    walk.approve("slutrapport", "projektdokumentation")
    walk.decide("bestallare", "2026-11-16")
    board = walk.json("status")["data"]
    assert [i["id"] for i in board["avslutade"]] == [ID]
    assert [walk.document(s)[0] for s in ("projektplan", "forvaltningsplan", "slutrapport")] == ["faststalld"] * 3
    recorded = walk.repo.git("log", "--format=%(trailers:key=Fyr-Beslut,valueonly,separator=)", "--reverse").split()
    assert recorded == [d.id for d in walk.held().beslut]
    assert len(recorded) == 20
