"""Everything that a user can write or meet stands on a reference page, whoever wrote the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from fyrportfolj.cli import guard, streams
from fyrportfolj.cli.app import build
from fyrportfolj.cli.envelope import SCHEMA, envelope, failure
from fyrportfolj.cli.session import CHECK_FORMATS
from fyrportfolj.codes import CODES
from fyrportfolj.commands.result import Result
from fyrportfolj.diagnostics import finding
from fyrportfolj.errors import FyrError
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import ARTEFACTS
from fyrportfolj.rules.criteria import CRITERIA
from fyrportfolj.rules.registry import CHECKS
from fyrportfolj.store.kinds import KINDS
from tests.docs.vocabulary import DOCS


def _page(name: str) -> str:
    return (DOCS / "reference" / f"{name}.md").read_text(encoding="utf-8")


def _commands(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from _commands(f"{path} {name}", below)


COMMANDS = dict(_commands("fyr", typer.main.get_command(build(()))))


def _section(path: str) -> str:
    found = re.search(rf"^## {re.escape(path)}\n(.*?)(?=^## |\Z)", _page("kommandon"), re.MULTILINE | re.DOTALL)
    assert found, f"kommandon.md saknar {path}"
    return found[1]


def test_the_commands_are_reached() -> None:
    assert {"fyr check", "fyr gate advance", "fyr risk matrix"} <= set(COMMANDS)


@pytest.mark.parametrize("path", sorted(COMMANDS))
def test_every_command_says_what_it_does(path: str) -> None:
    assert COMMANDS[path].help
    assert COMMANDS[path].help in _section(path)


@pytest.mark.parametrize("path", sorted(COMMANDS))
def test_every_option_and_argument_is_there(path: str) -> None:
    section, shared = _section(path), _section("Gemensamma alternativ")
    params = COMMANDS[path].params
    names = {n for p in params if p.param_type_name == "option" for n in (*p.opts, *p.secondary_opts)}
    arguments = {p.human_readable_name for p in params if p.param_type_name == "argument"}

    assert sorted(n for n in names if f"`{n}`" not in section + shared) == []
    assert sorted(a for a in arguments if f"`{a.replace('|', chr(92) + '|')}`" not in section) == []


def test_every_code_is_in_the_index() -> None:
    rows = re.findall(r"^\| \[?(FYR[0-9]{3})\b", _page("diagnostik"), re.MULTILINE)

    assert rows == sorted(CODES)


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: str(k.namn))
def test_every_kind_of_file_is_there(kind: Any) -> None:
    page = _page("filer")

    assert f"## {kind.namn}\n" in page
    assert f"Plats: `{kind.pattern}`" in page


@pytest.mark.parametrize("slug", sorted(ARTEFACTS))
def test_every_artefact_is_there_with_its_fields(slug: str) -> None:
    sections = [s for s in re.split(r"^## ", _page("dokument"), flags=re.MULTILINE) if f"Nyckel: `{slug}`" in s]
    common = _page("dokument").partition("## Gemensamma fält")[2].partition("\n## ")[0]
    fields = ARTEFACTS[slug].model_fields

    assert len(sections) == 1
    assert [n for n in fields if not re.search(rf"^\| `{n}(\[\])?` \|", sections[0] + common, re.MULTILINE)] == []


def test_every_criterion_and_check_is_there() -> None:
    page = _page("kriterier")

    assert [name for name in (*CRITERIA, *(c.namn for c in CHECKS)) if f"| `{name}` |" not in page] == []


def test_every_exit_code_is_there() -> None:
    rows = {int(code) for code in re.findall(r"^\| ([0-9]+) \|", _page("slutkoder"), re.MULTILINE)}
    used = {
        0,
        guard.INTERNAL,
        guard.INTERRUPTED,
        streams.BROKEN_PIPE,
        *(e.exit_code for e in FyrError.__subclasses__()),
    }

    assert rows == used


def test_the_json_page_names_the_fields_of_the_envelope() -> None:
    page = _page("json-format")
    found = finding("FYR401", "initiativ/a.yaml", ("fas",), fas="a", vantad="b")
    good = envelope("check", Result(None, (found,)), "sv")
    bad = failure("check", T("fel"), None, "sv")

    assert f"`{SCHEMA}`" in page
    assert [n for n in {*good, *bad, *good["diagnostik"][0], *bad["fel"]} if f"`{n}`" not in page] == []


@pytest.mark.parametrize("name", CHECK_FORMATS)
def test_every_format_of_check_is_there(name: str) -> None:
    page = (DOCS / "how-to" / "kontroll-i-ci.md").read_text(encoding="utf-8") + _page("json-format")

    assert name == "text" or re.search(rf"`(--format )?{name}`", page)
