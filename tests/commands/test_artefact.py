from __future__ import annotations

from pathlib import Path

import pytest

from fyrportfolj.commands import artefact
from fyrportfolj.commands.editing import How
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import ConflictError, DataError, UsageError
from fyrportfolj.model.artefacts import ARTEFACTS
from tests.commands.conftest import opened

SAMHALLE = "exempel-digital-samhallsbyggnad"
IDEA = "ai-kundtjanst"


def test_a_begun_document_has_the_fields_that_the_process_asks_for(copy: Path) -> None:
    artefact.new(opened(copy), IDEA, "idebeskrivning", How())
    text = (copy / f"initiativ/{IDEA}.yaml").read_text(encoding="utf-8")
    document = opened(copy).find(IDEA).modell.artefakter.idebeskrivning

    assert document is not None
    assert (document.status, document.version) == ("utkast", "0.1")
    assert document.model_fields_set - {"status", "version"} == set(
        artefact.needed_fields(opened(copy), opened(copy).find(IDEA), "idebeskrivning")
    )
    assert "    # Behov: Vilket problem eller behov som finns.\n    behov: null\n" in text


@pytest.mark.parametrize("slug", ARTEFACTS)
def test_every_document_can_be_begun_without_new_faults(shipped: Workspace, slug: str) -> None:
    result = artefact.new(shipped, IDEA, slug, How(dry_run=True))

    assert result.exit_code == 0, result.diagnostics
    assert f"+  {slug}:" in result.data.diff


def test_one_more_of_a_kind_that_has_many(copy: Path) -> None:
    before = len(opened(copy).find(SAMHALLE).modell.artefakter.statusrapport)
    artefact.new(opened(copy), SAMHALLE, "statusrapport", How())
    reports = opened(copy).find(SAMHALLE).modell.artefakter.statusrapport

    assert len(reports) == before + 1
    assert reports[-1].status == "utkast"


def test_a_document_is_begun_once(shipped: Workspace) -> None:
    with pytest.raises(ConflictError, match="har redan dokumentet"):
        artefact.new(shipped, SAMHALLE, "programdirektiv", How())


def test_shows_the_latest_of_many_and_any_of_them(shipped: Workspace) -> None:
    latest = artefact.show(shipped, SAMHALLE, "statusrapport").data
    first = artefact.show(shipped, SAMHALLE, "statusrapport", 1).data

    assert (latest.nummer, latest.av, first.nummer) == (latest.av, latest.av, 1)
    assert latest.dokument != first.dokument


def test_shows_what_the_gate_asks_of_it(shipped: Workspace) -> None:
    card = artefact.show(shipped, SAMHALLE, "programdirektiv").data

    assert card.kriterier
    assert {c.grupp for c in card.kriterier} == {"programdirektiv"}


def test_approving_changes_the_status_alone(copy: Path) -> None:
    result = artefact.approve(opened(copy), "digital-motor-fyrbodal", "projektplan", How())
    rows = [r for r in result.data.diff.splitlines() if r[:1] in "+-" and r[:3] not in ("+++", "---")]

    assert [r.strip("+- ") for r in rows] == ["status: utkast", "status: godkand"]


def test_what_a_gate_has_decided_is_not_approved_again(shipped: Workspace) -> None:
    with pytest.raises(DataError, match="har status faststalld"):
        artefact.approve(shipped, SAMHALLE, "programdirektiv", How())


@pytest.mark.parametrize(
    ("slug", "number", "says"),
    [
        ("programdirektv", None, "ingen artefakt heter programdirektv"),
        ("effektbokslut", None, "har inget dokument effektbokslut"),
        ("statusrapport", 99, "nummer 99 finns inte"),
    ],
)
def test_says_what_does_not_exist(shipped: Workspace, slug: str, number: int | None, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        artefact.show(shipped, SAMHALLE, slug, number)
