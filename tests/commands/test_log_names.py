"""What a log calls things without the models is what the models call them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fyrportfolj.commands.log_names import is_named_in, read_names
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.model.upgrade import STEPS
from fyrportfolj.rules.changes.show import gate_name, name
from tests.support.gitrepo import isolate_git
from tests.support.histories import a_year

HEAD = b"namn: Hamnen\ntidszon: Europe/Stockholm\nsprak: en\n"


def test_names_agree_with_the_models(shipped: Workspace) -> None:
    p = shipped.portfolio
    names = read_names({path: shipped.tree.read(path) for path in shipped.tree.paths() if is_named_in(path)})

    assert names is not None
    assert (names.zon.key, names.sprak) == (p.fyr.modell.tidszon, p.fyr.modell.sprak)
    keys = [*p.kommuner, *p.organ, *p.roller, "finns-inte"]
    assert {k: names.name(k) for k in keys} == {k: name(k, p) for k in keys}
    gates = [f.grind.slug for e in p.processer.values() for f in e.modell.faser]
    assert {g: names.gate(g) for g in gates} == {g: gate_name(g, p) for g in gates}
    phases = [(f.slug, f.namn) for e in p.processer.values() for f in e.modell.faser]
    assert {slug: names.phase(slug) for slug, _ in phases} == dict(phases[::-1])
    assert (names.gate("x"), names.phase("x"), names.phase("")) == ("x", "x", None)


@pytest.mark.parametrize(
    "broken", [b"", b"organ: 7\n", b"organ: [7, {id: 3, namn: x}, {id: x}]\n", b"organ: [", b"\xff", b"- organ\n"]
)
def test_a_register_that_cannot_be_read_gives_no_names(broken: bytes) -> None:
    names = read_names({"fyr.yaml": HEAD, "register/organ.yaml": broken, "process/p-1.yaml": broken})

    assert names is not None
    assert (names.name("x"), names.gate("x"), names.sprak) == ("x", "x", "en")


def test_an_unknown_zone_or_language_is_the_usual_one() -> None:
    names = read_names({"fyr.yaml": b"tidszon: Mars/Olympus\nsprak: tlh\n"})

    assert names is not None
    assert (names.zon.key, names.sprak) == ("Europe/Stockholm", "sv")
    assert read_names({"fyr.yaml": b"["}) is None


def test_no_schema_step_changes_a_file_that_names_are_read_from() -> None:
    # Names are read without `upgrade`; the first step that moves one of them has to be made in `read_names` too.
    assert not {kind for _, kind in STEPS} & {"portfolj", "kommuner", "organ", "roller", "process"}


def test_a_log_of_decisions_loads_no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate_git(monkeypatch, tmp_path / "hem")
    history = a_year(tmp_path / "arkiv")
    code = (
        "import sys, json; from fyrportfolj.cli.app import run; code = run(['log', '--decisions'], None);"
        "print(json.dumps([code, sorted(m for m in sys.modules if m.startswith('pydantic'))]))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=history.repo.root, capture_output=True, check=True)

    assert json.loads(ran.stdout.splitlines()[-1]) == [0, []]
    assert "Gemensamt sjökort" in ran.stdout.decode()
