"""Documents of the process as papers: every field shows, in every format, and says whether it is decided."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from fyrportfolj.errors import UsageError
from fyrportfolj.model.artefacts import ARTEFACTS, artefact_rows
from fyrportfolj.render.catalogue import REPORTS, loaded
from fyrportfolj.render.report import make
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.common import Basis
from fyrportfolj.resources import resource
from fyrportfolj.store.load import load
from fyrportfolj.store.source import WorkingTree
from tests.render import pdflint
from tests.reports.officelint import word_faults
from tests.support.counting import uncounted
from tests.support.golden import Golden

HERE = Path(__file__).parent
STAMP = datetime(2026, 11, 20, 12, tzinfo=UTC)


@lru_cache(maxsize=1)
def shipped() -> Basis:
    loaded_tree = load(WorkingTree(resource("portfolio-data")))
    assert loaded_tree.portfolio is not None
    return Basis(loaded_tree.portfolio, loaded_tree.portfolio.today(STAMP.date()), STAMP, "3f9c2ab")


def documents() -> list[tuple[str, str]]:
    """Every kind of document of every undertaking in the shipped portfolio."""
    found = {
        (e.modell.id, slug)
        for e in shipped().portfolio.undertakings()
        for slug, _, _ in artefact_rows(e.modell.artefakter)
        if REPORTS[slug].modul == "artefakt"
    }
    return sorted(found)


def built(id_: str, slug: str) -> Any:
    return loaded(slug).build(shipped(), shipped().portfolio.undertaking(id_))


def test_every_kind_of_document_can_be_made() -> None:
    assert set(ARTEFACTS) <= set(REPORTS)


@pytest.mark.parametrize(("id_", "slug"), documents())
def test_every_document_of_the_portfolio_makes_faultless_papers(id_: str, slug: str) -> None:
    view = built(id_, slug)
    made = {f: make(loaded(slug), f, view, templates=Templates(), stamp=STAMP) for f in REPORTS[slug].format}

    with uncounted():
        assert pdflint.faults(made["pdf"].data) == []
        assert word_faults(made["docx"].data) == []
    assert made["pdf"].ersatta == ()
    for text in (made["md"].data.decode(), made["html"].data.decode()):
        assert view.huvud.namn in text
        assert "None" not in text
        assert not any(word in text for word in ("Decimal(", "datetime.", "Cell("))


def test_a_decided_document_is_as_expected(golden: Golden) -> None:
    view = built("exempel-digital-samhallsbyggnad", "programdirektiv")
    document = make(loaded("programdirektiv"), "md", view, templates=Templates(), stamp=STAMP)

    golden.same(HERE / "programdirektiv.md", document.data.decode())


@pytest.mark.parametrize("format_", ["md", "html", "pdf", "docx"])
def test_the_same_document_gives_the_same_bytes(format_: str) -> None:
    view = built("exempel-digital-samhallsbyggnad", "programdirektiv")
    one, other = (
        make(loaded("programdirektiv"), format_, view, templates=Templates(), stamp=STAMP).data for _ in range(2)
    )

    assert one == other


def test_what_is_not_filled_in_is_said() -> None:
    view = built("digital-motor-fyrbodal", "samverkansavtal")

    assert "Tvist" in view.tomma
    assert view.beslutslage == "Version 1.0 är inte beslutad."


def test_a_document_that_does_not_exist_names_those_that_do() -> None:
    with pytest.raises(UsageError, match="inget dokument av slaget Slutrapport") as failure:
        built("digital-motor-fyrbodal", "slutrapport")
    assert "Projektplan" in str(failure.value.help)


def test_a_portfolio_may_give_one_kind_a_template_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "templates/projektplan"
    own.mkdir(parents=True)
    (own / "projektplan.md.j2").write_text("# Vår plan för {{ rapport.huvud.namn }}\n", "utf-8")
    view = built("digital-motor-fyrbodal", "projektplan")
    document = make(loaded("projektplan"), "md", view, templates=Templates(tmp_path), stamp=STAMP)

    assert document.data.decode() == "# Vår plan för Förstudien Digital Motor Fyrbodal\n"
