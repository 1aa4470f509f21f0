"""Options that several commands have, and words that an option holds its value to."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, TypeAlias, get_args

import pytest
import typer
from typer._click import Command
from typer.core import TyperGroup, TyperOption

from fyrportfolj.cli import benefit, decision_options, look, priority, remiss, risk
from fyrportfolj.cli.app import command_tree
from fyrportfolj.cli.options import choice
from fyrportfolj.cli.values import BadValue, between_commas, word
from fyrportfolj.commands.listing import Sort
from fyrportfolj.commands.portrait import Typ
from fyrportfolj.model.artefacts.benefit_rows import Nyttotyp
from fyrportfolj.model.artefacts.remiss import Bedomning, Kanal
from fyrportfolj.model.decisions import Motesutfall
from fyrportfolj.model.process import Utfall
from fyrportfolj.model.risks import Behandlingsval
from fyrportfolj.rules.benefits.split import Key
from fyrportfolj.rules.priority.choose import Worth

Place: TypeAlias = Literal["vik", "udde"]
HERE = Path(choice.__code__.co_filename).parent


@pytest.mark.parametrize(
    ("offered", "known"),
    [
        (get_args(look.Typ), get_args(Typ)),
        (get_args(look.Sort), get_args(Sort)),
        (get_args(priority.Worth), get_args(Worth)),
        (get_args(risk.Treatment), get_args(Behandlingsval)),
        (get_args(remiss.Channel), get_args(Kanal)),
        (get_args(remiss.Judgement), get_args(Bedomning)),
        (get_args(benefit.Kind), get_args(Nyttotyp)),
        (get_args(benefit.Key), get_args(Key)),
        (decision_options.OUTCOMES, get_args(Utfall)),
        (decision_options.MEETING_OUTCOMES, get_args(Motesutfall)),
    ],
)
def test_an_option_offers_every_word_that_the_rooms_below_know(
    offered: tuple[str, ...], known: tuple[str, ...]
) -> None:
    assert offered == known != ()


def sentences() -> Iterator[str]:
    """Give every help text of the command line, once for each place where it stands."""
    for path in HERE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name("N_"), args=[ast.Constant(str() as said)]) if said.endswith("."):
                    yield said


def test_an_option_with_the_same_help_is_declared_in_one_place() -> None:
    found = Counter(sentences())

    assert len(found) > 200
    assert [said for said, times in found.items() if times > 1] == []


def options(*path: str) -> dict[str, tuple[str | None, str | None]]:
    command: Command = command_tree(path)
    for name in path:
        assert isinstance(command, TyperGroup)
        command = command.commands[name]
    return {p.opts[0]: (p.metavar, p.help) for p in command.params if isinstance(p, TyperOption)}


def test_every_command_asks_for_a_decision_in_the_same_words() -> None:
    advance, correct, treat, later = (
        options(*path) for path in (("gate", "advance"), ("gate", "correct"), ("risk", "decide"), ("gate", "register"))
    )

    for flag in ("--organ", "--kommun", "--datum", "--motivering", "--paragraf", "--underskrift", "--dry-run"):
        assert advance[flag] == correct[flag] == treat[flag]
    for flag in ("--justerat", "--anslaget", "--laga-kraft", "--protokoll"):
        assert correct[flag] == later[flag]


def called(
    name: Annotated[Place, choice(Place, text="Namnet.")],
    other: Annotated[Place | None, choice(Place, "--other", text="Ett till.")] = "udde",
) -> tuple[Place, Place | None]:
    return name, other


def test_typer_gives_one_of_the_words_and_nothing_else() -> None:
    app = typer.Typer()
    app.command()(called)
    command = typer.main.get_command(app)

    assert [p.metavar for p in command.params if p.name in {"name", "other"}] == ["vik|udde", "vik|udde"]
    assert command.main(["vik"], standalone_mode=False) == ("vik", "udde")
    assert command.main(["udde", "--other", "vik"], standalone_mode=False) == ("udde", "vik")
    for wrong in (["berg"], ["Vik"], ["vik", "--other", ""]):
        with pytest.raises(BadValue, match=r"skriv vik \| udde"):
            command.main(wrong, standalone_mode=False)


def test_words_with_commas_between_them() -> None:
    assert between_commas(" md, pdf ,,xlsx,") == ("md", "pdf", "xlsx")
    assert between_commas("") == between_commas(None) == between_commas(" , ") == ()
    assert word(between_commas("a,b"))("b") == "b"
