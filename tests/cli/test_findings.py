from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.cli import machine
from fyrportfolj.cli.findings import cut, findings
from fyrportfolj.cli.layout import cells, lay_out
from fyrportfolj.commands.check import Checked, check, excerpt
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.diagnostics import Diagnostic

CARD = "initiativ/ai-kundtjanst.yaml"


@pytest.fixture
def broken(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Give a portfolio with a fault in each of three files, one of them with a nasty name in it."""
    text = (copy / CARD).read_text(encoding="utf-8")
    (copy / CARD).write_text(text.replace("fas: strategi", "fas: planera\nfarg: 'x, y: 100%'"), encoding="utf-8")
    (copy / "initiativ/å, ä:100%.yaml").write_text("id: [", encoding="utf-8")
    (copy / "register/roller.yaml").write_bytes(b"\xff\xfe")
    monkeypatch.chdir(copy.parent)
    return Workspace.open(copy, lambda _zone: date(2026, 11, 22))


def result_of(ws: Workspace) -> Result[Checked]:
    found = check(ws)
    assert len({d.fil for d in found.diagnostics}) == 3
    return found


def text_of(ws: Workspace, found: tuple[Diagnostic, ...], width: int = 80) -> list[str]:
    rows = lay_out(findings(found, ws.root, lambda d: excerpt(ws, d), width), width, str)
    return ["".join(text for text, _ in row).rstrip() for row in rows]


def test_the_layout_of_a_finding(broken: Workspace) -> None:
    unknown = next(d for d in result_of(broken).diagnostics if d.loc == ("farg",))
    rows = text_of(broken, (unknown,))

    assert rows[0].startswith(f"portfolj/{CARD}:")
    assert re.fullmatch(rf"portfolj/{CARD}:9:1: FYR1\d\d fel: .*farg.*", rows[0])
    assert rows[1:4] == ["  |", "9 | farg: 'x, y: 100%'", "  | ^"]
    assert rows[4].startswith("hjälp: ")
    assert rows[-1].endswith(f"mer: fyr explain {unknown.kod}")


def test_findings_are_set_apart_by_an_empty_line(broken: Workspace) -> None:
    found = result_of(broken).diagnostics

    assert text_of(broken, found).count("") == len(found) - 1


LINES = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1, max_size=200)


@given(LINES, st.integers(1, 220), st.integers(20, 120))
def test_a_cut_line_fits_and_the_caret_stays_inside(line: str, kolumn: int, room: int) -> None:
    shown, caret = cut(line, kolumn, room)

    assert cells(shown) <= room
    assert 0 <= caret <= cells(shown)


@given(st.text("abcdefåäö ", min_size=1, max_size=300), st.data(), st.integers(20, 120))
def test_the_caret_stands_under_its_character(line: str, data: st.DataObject, room: int) -> None:
    kolumn = data.draw(st.integers(1, len(line)))
    shown, caret = cut(line, kolumn, room)

    assert shown[caret] == line[kolumn - 1]


def test_sarif_says_the_same(broken: Workspace) -> None:
    found = result_of(broken)
    run = json.loads(machine.sarif(found, "sv"))["runs"][0]
    rules = [r["id"] for r in run["tool"]["driver"]["rules"]]
    places = [
        (r["ruleId"], r["level"], loc["artifactLocation"]["uri"], loc.get("region", {}).get("startLine"))
        for r in run["results"]
        for loc in [r["locations"][0]["physicalLocation"]]
    ]

    assert [rules[r["ruleIndex"]] for r in run["results"]] == [d.kod for d in found.diagnostics]
    assert len(places) == len(found.diagnostics)
    assert (found.diagnostics[0].kod, "error") == places[0][:2]
    assert any(uri == "portfolj/initiativ/%C3%A5%2C%20%C3%A4%3A100%25.yaml" for _, _, uri, _ in places)
    assert len({json.dumps(r["partialFingerprints"]) for r in run["results"]}) == len(run["results"])


def test_junit_is_one_case_per_file(broken: Workspace) -> None:
    found = result_of(broken)
    suite = ET.fromstring(machine.junit(found, "sv"))  # noqa: S314  (made here)
    cases = {c.get("name"): c for c in suite.iter("testcase")}
    failed = {name for name, c in cases.items() if c.find("failure") is not None}

    assert len(cases) == len({*found.data.filer, *(d.fil for d in found.diagnostics)})
    assert failed == {f"portfolj/{d.fil}" for d in found.diagnostics}
    assert suite.get("failures") == str(len(failed))


def test_github_commands_are_escaped(broken: Workspace) -> None:
    rows = machine.github(result_of(broken), "sv").splitlines()
    pattern = r"::(error|warning) file=[^,:]+(,line=\d+,col=\d+)?,title=FYR\d{3}::[^\r\n]+"

    assert all(re.fullmatch(pattern, r) for r in rows)
    assert any("file=portfolj/initiativ/å%2C ä%3A100%25.yaml" in r for r in rows)
    assert len(rows) == len(result_of(broken).diagnostics)


@pytest.mark.parametrize("make", [machine.github, machine.sarif, machine.junit])
def test_silence_is_a_well_formed_answer(make: object, copy: Path) -> None:
    clean = check(Workspace.open(copy, lambda _zone: date(2026, 11, 22)))
    assert callable(make)
    text = make(clean, "sv")

    assert "FYR" not in text
    assert clean.exit_code == 0
