from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.commands.editing import How
from fyrportfolj.commands.new import NewUndertaking, new, slug
from fyrportfolj.errors import ConflictError, UsageError
from fyrportfolj.model.base import SLUG
from tests.commands.conftest import opened

IDEA = NewUndertaking("initiativ", "Åter en idé", "Kort: om idén.", "socialtjanst")


def test_a_new_initiative_has_no_faults_and_stands_in_the_first_phase(copy: Path) -> None:
    before = opened(copy).diagnostics()
    result = new(opened(copy), IDEA, How())
    after = opened(copy)

    assert result.data.fil == "initiativ/ater-en-ide.yaml"
    assert after.find("ater-en-ide").modell.sammanfattning == "Kort: om idén."
    assert after.find("ater-en-ide").modell.fas == after.portfolio.processer[("portfolj", "0.5")].modell.faser[0].slug
    assert after.diagnostics() == before


def test_the_file_names_its_schema_and_follows_the_models_order(copy: Path) -> None:
    new(opened(copy), IDEA, How())
    lines = (copy / "initiativ/ater-en-ide.yaml").read_text(encoding="utf-8").splitlines()

    assert lines[0] == "# yaml-language-server: $schema=../schema/initiativ.schema.json"
    assert [x.split(":")[0] for x in lines[1:4]] == ["id", "namn", "process"]


def test_a_new_project_belongs_to_its_programme(copy: Path) -> None:
    new(opened(copy), NewUndertaking("projekt", "Delprojekt", "Kort.", program="ai-kundtjanst"), How())

    assert [e.modell.id for e in opened(copy).portfolio.children("ai-kundtjanst")] == ["delprojekt"]


def test_never_overwrites(copy: Path) -> None:
    with pytest.raises(ConflictError, match="upptaget"):
        new(opened(copy), NewUndertaking("projekt", "AI-kundtjänst", "Kort."), How())


def test_dry_run_writes_nothing(copy: Path) -> None:
    result = new(opened(copy), IDEA, How(dry_run=True))

    assert "+namn: Åter en idé" in result.data.diff
    assert not (copy / "initiativ/ater-en-ide.yaml").exists()


@pytest.mark.parametrize(
    ("asked", "says", "proposes"),
    [
        (NewUndertaking("initiativ", "X", "Y.", "socialtjenst"), "--delomrade", "menade du socialtjanst?"),
        (NewUndertaking("projekt", "X", "Y.", program="ai-kundtjenst"), "--program", "menade du ai-kundtjanst?"),
        (NewUndertaking("projekt", "!!!", "Y."), "ger inget id", ""),
    ],
)
def test_says_what_is_wrong_with_the_call(copy: Path, asked: NewUndertaking, says: str, proposes: str) -> None:
    with pytest.raises(UsageError) as raised:
        new(opened(copy), asked, How())

    assert says in str(raised.value.message)
    assert proposes in str(raised.value.help or "")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Gemensam trygghetscentral", "gemensam-trygghetscentral"),
        ("Åäö ÅÄÖ", "aao-aao"),
        ("  AI – kundtjänst 2.0! ", "ai-kundtjanst-2-0"),
        ("Ærø", "aro"),
        ("ord " * 40, "-".join(["ord"] * 20)),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text(max_size=200))
def test_slug_is_an_id_or_nothing(name: str) -> None:
    made = slug(name)

    assert made == "" or re.fullmatch(SLUG, made)
    assert len(made) <= 80
    assert slug(made) == made
