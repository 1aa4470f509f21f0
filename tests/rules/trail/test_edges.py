"""Borders that a small slip in the judge would move: what stands after a comment, beside a twin, or a sign short."""

from __future__ import annotations

from datetime import date

import pytest

from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.process import Process
from fyrportfolj.rules.trail.compare import differences
from fyrportfolj.rules.trail.line import Line
from fyrportfolj.rules.trail.names import Names
from fyrportfolj.rules.trail.statement import (
    decision_signature,
    decision_statement,
    policy_statement,
    statement_sum,
)
from fyrportfolj.rules.trail.values import Memory
from tests.rules.trail.keyed import KEYS, ON_THE_DAY, keyed, work
from tests.rules.trail.pieces import BO, CIA, OTHER, PROCESS_FILE, TREE, base_files, told
from tests.rules.trail.story import with_tree


@pytest.mark.parametrize("text", ["# x\n* filter=x\n", "\n* ident\n", "* text\n* diff=x\n"])
def test_a_rule_for_git_after_a_harmless_line(text: str) -> None:
    story = with_tree().commit({".gitattributes": text.encode()})
    assert story.codes() == ["FYR643"]


def test_names_that_clash_are_told_when_they_come_and_not_when_they_change() -> None:
    story = with_tree().commit({"a.md": b"x"}).commit({"A.md": b"x"})
    assert story.codes() == ["FYR644"]
    story.commit({"A.md": b"y", "b.md": b"x"})
    assert story.codes() == ["FYR644"]
    story.commit({"a.md": None})
    assert story.codes() == ["FYR644"]


@pytest.mark.parametrize("path", ["process/a.yaml", "process/z.yaml"])
def test_a_new_process_in_a_place_that_is_not_its_own(path: str) -> None:
    found = base_files()[PROCESS_FILE]
    assert isinstance(found, Process)
    story = with_tree().change_policy({path: found.model_copy(update={"version": "2.0"})})
    wanted = {"vad": "processen liten 2.0 ska ligga i process/liten-2.0.yaml"}
    assert told(story.judged()) == [("FYR634", path, wanted)]


@pytest.mark.parametrize("other", ["a.md", "z.md"])
def test_taking_away_what_was_decided_on_in_company(other: str) -> None:
    story = with_tree().decide(OTHER).commit({TREE: None, other: b"x"})
    assert told(story.judged()) == [("FYR633", TREE, {"id": "apeltrad"})]


def test_a_good_signature_in_a_file_of_another_name() -> None:
    story = keyed().decide(ON_THE_DAY, sign=BO, beside=[CIA])
    path = decision_signature("apeltrad", "2026-01-06-tradgard", "cia")
    good = story.models[path]
    short = path.removesuffix(".sig")
    bare = keyed().decide(ON_THE_DAY, sign=BO, more={short: good})
    assert told(bare.judged()) == [("FYR645", short, {"fil": short})]


def test_the_bytes_that_are_signed() -> None:
    decision = Decision(
        id="2026-01-07-tradgard",
        typ="grind",
        datum=date(2026, 1, 7),
        organ="tradgard",
        grind="sa",
        utfall="fortsatt",
        motivering="Så här",
        justerat=date(2026, 1, 9),
    )
    said = decision_statement("apeltrad", decision)
    assert said.decode() == (
        'fyr-beslut@v1\n{\n "beslut": {\n  "datum": "2026-01-07",\n  "grind": "sa",\n  "id": "2026-01-07-tradgard",\n'
        '  "motivering": "Så här",\n  "organ": "tradgard",\n  "typ": "grind",\n  "utfall": "fortsatt"\n },\n'
        ' "initiativ": "apeltrad"\n}\n'
    )
    assert statement_sum(said) == "3b33cac8f4913ede0a68db21cd14b0e0ca269315ac22211e731ac2a3797b08ed"
    assert policy_statement(3, "f" * 40, {"fyr.yaml": b"", "register/organ.yaml": None}).decode() == (
        'fyr-policy@v1\n{\n "filer": {\n  "fyr.yaml": '
        '"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",\n  "register/organ.yaml": null\n },\n'
        f' "foregaende": "{"f" * 40}",\n "serie": 3\n}}\n'
    )


def test_a_key_with_several_periods_is_called_by_its_first() -> None:
    ended = BO.row(till_och_med="2026-01-04")
    again = ended.replace("id: bo,", "id: bo-igen,")
    story = work(keyed(KEYS.replace(BO.row(), f"{ended}\n      - {again}")))
    vad = "nyckeln gäller bo från 2026-01-01 till och med 2026-01-04"
    assert told(story.judged()) == [("FYR615", "", {"nyckel": "bo", "datum": "2026-01-06", "vad": vad})]


def test_a_folder_that_all_its_files_leave_is_free() -> None:
    names = Names(("Docs/a.md", "Docs/b.md"))
    assert names.clash("docs/x.md", ("Docs/a.md",)) == "Docs"
    assert names.clash("docs/x.md", ("Docs/a.md", "Docs/b.md")) is None


def test_a_file_is_not_found_by_a_name_that_its_document_does_not_bear() -> None:
    story = with_tree()
    story.commit({"initiativ/annan.yaml": story.undertaking()})
    line = Line(Memory(story.tip, story.trees[story.tip]), story.blobs)
    portfolio = line.portfolio()
    assert portfolio is not None
    assert list(portfolio.initiativ) == ["apeltrad"]
    assert "annan" not in portfolio.initiativ
    assert portfolio.initiativ["apeltrad"].fil == TREE


@pytest.mark.parametrize(("before", "after"), [((1,), None), (None, (1,)), ((1,), {"a": 1}), ({"a": 1}, 1)])
def test_values_of_different_shapes_differ_as_wholes(before: object, after: object) -> None:
    assert list(differences(before, after, ("x",))) == [("x",)]


def test_ones_own_mandate_may_stand_after_anothers() -> None:
    others = KEYS.replace("nycklar: [bo, cia], fran", "nycklar: [bo], fran")
    own = "      - {id: m-cia, organ: tradgard, ratt: [grind], nycklar: [cia], fran: 2026-01-01, kalla: Ordning}\n"
    assert keyed(others + own).decide(ON_THE_DAY, sign=CIA).codes() == []
    assert keyed(others + own).decide(ON_THE_DAY, sign=BO).codes() == []


def test_the_first_of_two_files_with_an_id_that_neither_is_named_by() -> None:
    story = with_tree()
    pear = story.undertaking().model_copy(update={"id": "paron"})
    story.commit({"initiativ/a.yaml": pear, "initiativ/b.yaml": pear.model_copy(update={"namn": "Annat"})})
    portfolio = Line(Memory(story.tip, story.trees[story.tip]), story.blobs).portfolio()
    assert portfolio is not None
    assert portfolio.initiativ["paron"].fil == "initiativ/a.yaml"
