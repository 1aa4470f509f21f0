from __future__ import annotations

from collections.abc import Iterator

import pytest

from fyrportfolj.codes import CODES
from fyrportfolj.commands.explain import PAGES, explain
from fyrportfolj.commands.field_cards import FieldCard
from fyrportfolj.errors import UsageError
from fyrportfolj.model.artefacts import ARTEFACTS
from fyrportfolj.resources import resource
from fyrportfolj.rules.criteria import CRITERIA
from fyrportfolj.store.kinds import KINDS


def walk(cards: tuple[FieldCard, ...]) -> Iterator[FieldCard]:
    for card in cards:
        yield card
        yield from walk(card.falt)


@pytest.mark.parametrize("kod", CODES)
def test_every_code_is_explained(kod: str) -> None:
    found = explain(kod.lower()).data
    page = resource("docs") / PAGES / f"{kod}.md"

    assert (found.slag, found.allvar) == ("kod", CODES[kod].severity)
    assert str(found.text) == page.read_text(encoding="utf-8") if page.is_file() else str(found.text)


@pytest.mark.parametrize("name", [*ARTEFACTS, *(k.namn for k in KINDS)])
def test_every_document_and_kind_shows_its_fields(name: str) -> None:
    found = explain(name).data
    cards = list(walk(found.falt))

    assert cards
    assert [c.namn for c in cards if not (c.titel and c.beskrivning)] == []
    assert str(found.text)


@pytest.mark.parametrize("name", CRITERIA)
def test_every_criterion_is_explained(name: str) -> None:
    assert explain(name).data.slag == "kriterium"


def test_a_field_is_found_by_its_path() -> None:
    (card,) = explain("initiativ.risker.sannolikhet").data.falt

    assert (card.titel, str(card.typ), card.kravs) == ("Sannolikhet", "heltal 1–5", True)


def test_a_field_inside_a_document_is_found_too() -> None:
    (card,) = explain("programdirektiv.effektmal.nulage.status").data.falt

    assert card.varden == ("uppmatt", "uppskattad", "saknas")


@pytest.mark.parametrize("name", ["koder", "artefakter", "filsorter", "kriterier"])
def test_lists_everything_of_a_sort(name: str) -> None:
    rows = explain(name).data.rader

    assert len(rows) == len({"koder": CODES, "artefakter": ARTEFACTS, "filsorter": KINDS, "kriterier": CRITERIA}[name])
    assert "{" not in "".join(str(text) for _, text in rows)


@pytest.mark.parametrize(
    ("name", "proposes"),
    [
        ("FYR999", "menade du FYR"),
        ("programdirektv", "menade du programdirektiv?"),
        ("initiativ.risker.sanolikhet", "menade du sannolikhet?"),
        ("qqqqqq", "prova en felkod"),
    ],
)
def test_an_unknown_word_gets_a_proposal(name: str, proposes: str) -> None:
    with pytest.raises(UsageError) as raised:
        explain(name)

    assert proposes in str(raised.value.help)


def test_types_are_said_in_words() -> None:
    words = {str(c.typ) for k in KINDS for c in walk(explain(k.namn).data.falt)}

    assert {"dag, ÅÅÅÅ-MM-DD", "belopp eller tal", "true eller false", "id med bindestreck", "ett av orden"} <= words
    assert not [w for w in words if "^" in w or "[" in w]
