"""The state that a commit is judged by: read when asked for, moved on in place, the same as a plain load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import pytest

from fyrportfolj.model.initiative import Initiative, Project
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.process import Process
from fyrportfolj.rules.trail.compare import differences, dotted
from fyrportfolj.rules.trail.judge import judge
from fyrportfolj.rules.trail.line import Line
from fyrportfolj.rules.trail.statement import MANDATES
from fyrportfolj.rules.trail.values import Anchor, Document, Memory
from fyrportfolj.store.kinds import KINDS, Kind, kind_of
from fyrportfolj.store.load import document, load
from fyrportfolj.store.source import MemoryTree
from tests.rules.trail.pieces import IDEA, PROCESS_FILE, SEED, TREE, Content, base_files, register, told
from tests.rules.trail.story import Story, with_tree
from tests.support.builders import BASE
from tests.support.gates import consent, small_process
from tests.support.gates import initiative as an_initiative

SHIPPED = BASE.parents[2] / "portfolio-data"
PEAR = "initiativ/paron.yaml"


class Texts:
    """Files that are their own ids, and how often each is asked for."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        self.asked: list[str] = []

    def document(self, path: str, oid: str) -> Document:
        self.asked.append(path)
        return document(path, self.files[oid])


def texts() -> Texts:
    found = {str(p.relative_to(BASE).as_posix()): p.read_bytes() for p in BASE.rglob("*.yaml")}
    project = found["projekt/provtur.yaml"]
    found["initiativ/fel-namn.yaml"] = found["initiativ/gemensamt-sjokort.yaml"]
    found["initiativ/annat.yaml"] = found["initiativ/gemensamt-sjokort.yaml"].replace(b"gemensamt-sjokort", b"okant")
    found["projekt/zeta.yaml"] = project.replace(b"id: provtur", b"id: zeta")
    found["process/a.yaml"] = found["process/segling-1.0.yaml"].replace(b"Seglingsprocessen", b"Annan")
    return Texts({**_of_other_kinds({kind_of(path) for path in found}), **found})


def _of_other_kinds(known: set[Kind | None]) -> dict[str, bytes]:
    """A file of the example portfolio for each kind that the small one lacks."""
    files = {p.relative_to(SHIPPED).as_posix(): p for p in sorted(SHIPPED.rglob("*.yaml"), reverse=True)}
    found = {kind.namn: path for path in files if (kind := kind_of(path)) and kind not in known}
    return {path: files[path].read_bytes() for path in found.values()}


def line_of(files: Texts) -> Line:
    return Line(Memory("t", {path: path for path in files.files}), files)


def test_the_portfolio_is_the_one_that_a_plain_load_gives() -> None:
    files = texts()
    found = line_of(files).portfolio()
    wanted = load(MemoryTree(files.files)).portfolio
    assert found is not None
    assert wanted is not None
    for field in fields(Portfolio):
        if field.name in ("filer", "texter", "memo"):
            continue
        a, b = getattr(found, field.name), getattr(wanted, field.name)
        if isinstance(b, Mapping):
            assert (list(a), len(a), dict(a)) == (list(b), len(b), dict(b)), field.name
        else:
            assert a == b, field.name


def test_every_kind_of_file_is_known() -> None:
    files = texts()
    kinds = {kind.namn for path in files.files if (kind := kind_of(path))}
    assert kinds == {k.namn for k in KINDS}


def test_only_what_is_asked_for_is_read() -> None:
    files = texts()
    portfolio = line_of(files).portfolio()
    assert portfolio is not None
    assert portfolio.undertaking("provtur") is not None
    assert not [path for path in files.asked if path.startswith(("handlingsplan/till", "formagor/", "scenarier/"))]
    assert "projekt/zeta.yaml" not in files.asked
    assert len(files.asked) == len(set(files.asked))


def test_one_that_is_not_in_its_own_file_is_found_all_the_same() -> None:
    portfolio = line_of(texts()).portfolio()
    assert portfolio is not None
    assert portfolio.initiativ["okant"].fil == "initiativ/annat.yaml"
    assert portfolio.initiativ["gemensamt-sjokort"].fil == "initiativ/gemensamt-sjokort.yaml"
    with pytest.raises(KeyError):
        portfolio.initiativ["saknas"]


def test_a_gate_that_looks_at_other_files() -> None:
    first, *later = small_process().faser
    gate = first.grind.model_copy(update={"kriterier": ("delprojekt_avslutade",)})
    waits = small_process().model_copy(update={"faser": (first.model_copy(update={"grind": gate}), *later)})
    text = an_initiative().model_copy(update={"id": "gren"}).model_dump_json(exclude_unset=True)
    child = Project.model_validate_json(text.replace('"delomrade":"frukt"', '"program":"apeltrad"'))
    story = Story({**base_files(), PROCESS_FILE: waits}).commit({TREE: an_initiative(IDEA)})
    story.commit({"projekt/gren.yaml": child})
    changes, text = story.decision(SEED.replace("-07", "-08"))
    story.commit(changes, text)
    assert [k for k, _, _ in told(story.judged())] == ["FYR627"]
    alone = Story({**base_files(), PROCESS_FILE: waits}).commit({TREE: an_initiative(IDEA)})
    alone.commit({"projekt/gren.yaml": child}).commit({"projekt/gren.yaml": None})
    assert alone.decide(SEED.replace("-07", "-09")).codes() == []


def test_the_portfolio_follows_the_line() -> None:
    story = with_tree()
    line = Line(story.begin(), story.blobs)
    first = line.portfolio()
    assert first is not None
    assert first is line.portfolio()
    assert list(first.initiativ) == []
    step = story.steps[0]
    new = {TREE: story.blobs.held[step.changes[0].after or ""]}
    line.move(step.commit.oid, step.changes, new, policy=False)
    second = line.portfolio()
    assert second is not None
    assert second is not first
    assert list(second.initiativ) == ["apeltrad"]
    assert second.fyr is first.fyr
    assert line.tip == step.commit.oid


def test_a_register_that_changes_is_read_anew() -> None:
    files: dict[str, Content] = dict(base_files())
    story = Story(files)
    line = Line(story.begin(), story.blobs)
    before = line.keyring
    assert before is line.keyring
    assert line.register.serie == 0
    assert line.data(MANDATES) is None
    story.commit({MANDATES: register("serie: 7")})
    step = story.steps[0]
    line.move(step.commit.oid, step.changes, {MANDATES: story.blobs.held[story.tree[MANDATES]]}, policy=True)
    assert line.register.serie == 7
    assert line.keyring is not before
    portfolio = line.portfolio()
    assert portfolio is not None
    assert portfolio.mandatregister is not None


def test_a_new_process_is_in_force_for_the_next_commit() -> None:
    other = base_files()[PROCESS_FILE]
    assert isinstance(other, Process)
    story = with_tree().change_policy({"process/liten-2.0.yaml": other.model_copy(update={"version": "2.0"})})
    pear = an_initiative(IDEA)
    process = pear.process.model_copy(update={"version": "2.0"})
    story.commit({PEAR: pear.model_copy(update={"id": "paron", "process": process})})
    assert story.codes() == []


# -- judging in stretches --------------------------------------------------------------------------------------------


def long_story() -> Story:
    story = with_tree()
    story.decide(SEED)
    side = story.side(story.tip, {PEAR: an_initiative(IDEA).model_copy(update={"id": "paron"})}, days=0.5)
    story.change_policy({MANDATES: None} if MANDATES in story.models else {})
    story.commit({TREE: b"x"})
    story.merge([side])
    story.commit({TREE: story.contents[story.line[2].oid][TREE]})
    story.decide(consent("asele", day="2026-01-12"), luggage={"namn": "X"})
    story.commit({"fyr.yaml": None})
    story.commit({"A.md": b"x"}).commit({"a.md": b"x"})
    story.change_policy({"fyr.yaml": base_files()["fyr.yaml"]}, seconds=-1000)
    return story


@pytest.mark.parametrize("cut", range(12))
def test_judging_in_two_stretches_gives_the_same(cut: int) -> None:
    story = long_story()
    whole = story.judged()
    assert len(whole.findings) >= 5
    oid = story.line[cut].oid
    known = {c.oid for c in story.line[: cut + 1]} | {
        s for step in story.steps if step.commit.oid in {c.oid for c in story.line[: cut + 1]} for s in step.side
    }
    first = judge([s for s in story.steps if s.commit.oid in known], story.begin(), Anchor(), story.context())
    later = judge([s for s in story.steps if s.commit.oid not in known], first.memory, Anchor(), story.context())
    assert first.memory.tip == oid
    order = {s.commit.oid: i for i, s in enumerate(story.steps)}
    both = sorted((*first.findings, *later.findings), key=lambda d: order[d.commit or ""])
    assert both == list(whole.findings)
    assert later.memory == whole.memory
    assert first.decisions + later.decisions == whole.decisions
    assert first.commits + later.commits == whole.commits


# -- comparing -------------------------------------------------------------------------------------------------------


def test_where_two_documents_differ() -> None:
    a = an_initiative('    diarienummer: {asele: "KS 1", berg: "KS 2"}\n    mal: [A, B]\n')
    b = a.model_copy(update={"diarienummer": {"asele": "KS 1", "berg": "KS 3", "dorotea": "KS 4"}, "mal": ("A",)})
    assert [dotted(loc) for loc in differences(a, b)] == ["mal.1", "diarienummer.berg", "diarienummer.dorotea"]
    assert list(differences(a, a)) == []
    assert list(differences(a, None, ("x",))) == [("x",)]
    assert [dotted(loc) for loc in differences(("A",), ("A", "B"))] == ["1"]
    project = Project.model_validate_json(b.model_dump_json(exclude_unset=True))
    assert isinstance(a, Initiative)
    assert list(differences(a, project)) == [()]
