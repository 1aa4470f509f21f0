from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fyrportfolj.commands.report import list_reports, make_all, make_report
from fyrportfolj.commands.report_work import work_of
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.render.catalogue import REPORTS
from fyrportfolj.resources import resource
from tests.commands.conftest import opened
from tests.support.gitrepo import GitRepo

SAMHALLE = "exempel-digital-samhallsbyggnad"


def test_makes_each_format(shipped: Workspace, tmp_path: Path) -> None:
    made = make_report(shipped, "statusrapport", SAMHALLE, ("md", "pdf"), tmp_path / "ut").data

    assert [p.name for p in made.filer] == [
        f"statusrapport-{SAMHALLE}-2026-11-20.md",
        f"statusrapport-{SAMHALLE}-2026-11-20.pdf",
    ]
    assert made.filer[0].read_text(encoding="utf-8").startswith("#")
    assert made.filer[1].read_bytes().startswith(b"%PDF")


def test_the_same_version_gives_the_same_bytes(repo: GitRepo, tmp_path: Path) -> None:
    first, second = (
        make_report(opened(repo.root), "statusrapport", SAMHALLE, ("md", "pdf"), tmp_path / name).data.filer
        for name in ("a", "b")
    )

    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_says_which_version_and_whether_files_differ(repo: GitRepo, tmp_path: Path) -> None:
    clean = make_report(opened(repo.root), "statusrapport", SAMHALLE, ("md",), tmp_path).data
    (repo.root / "initiativ/ai-kundtjanst.yaml").write_bytes(
        (repo.root / "initiativ/ai-kundtjanst.yaml").read_bytes() + b"# x\n"
    )
    dirty = make_report(opened(repo.root), "statusrapport", SAMHALLE, ("md",), tmp_path).data

    assert (clean.andrad, dirty.andrad) == (False, True)


@pytest.mark.parametrize(
    ("name", "id_", "formats", "says"),
    [
        ("statusrapprt", SAMHALLE, ("md",), "finns inte"),
        ("statusrapport", None, ("md",), "gäller ett initiativ"),
        ("statusrapport", SAMHALLE, ("odt",), "finns inte som odt"),
        ("statusrapport", SAMHALLE, (), "inget format"),
    ],
)
def test_says_what_is_wrong(
    shipped: Workspace, *, name: str, id_: str | None, formats: tuple[str, ...], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        make_report(shipped, name, id_, formats, Path("ingenstans"))


def test_lists_what_can_be_made() -> None:
    assert "statusrapport" in {r.namn for r in list_reports().data}


def test_makes_every_report_that_has_something_to_say(shipped: Workspace, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    done = make_all(shipped, ("md",), tmp_path, lambda *step: told.append(step)).data

    assert {path.parent.name for path in done.filer} == set(REPORTS), "the example has something for every report"
    assert all(path.suffix == ".md" and path.is_file() for path in done.filer)
    assert [step[0] for step in told] == list(range(len(told)))
    assert told[-1] == (len(told) - 1, len(told) - 1, "")


def test_a_report_is_made_for_each_that_has_something_to_say_in_it(shipped: Workspace) -> None:
    p = shipped.portfolio
    work = work_of(p, None)
    every = [e.modell for e in p.undertakings()]

    made = {slug: {e.modell.id for s, e in work.rapporter if e and s == slug} for slug in REPORTS}
    assert made["statusrapport"] == {u.id for u in every}
    assert made["styrgruppsmote"] == {u.id for u in every if u.moten}
    assert made["protokollsutdrag"] == {u.id for u in every if u.beslut}
    assert SAMHALLE in made["beslutsunderlag"]
    assert "ai-kundtjanst" not in made["beslutsunderlag"], "it only stands in the plan"
    assert {slug for slug, e in work.rapporter if e is None} == {r.slug for r in REPORTS.values() if r.om != "insats"}
    assert {x.namn: x.antal for x in work.utelamnade} == {
        slug: len(every) - len(made[slug]) for slug in ("styrgruppsmote", "protokollsutdrag", "beslutsunderlag")
    }


def test_all_reports_of_one_are_about_it_alone(shipped: Workspace) -> None:
    p = shipped.portfolio
    idea, running = (work_of(p, p.undertaking(id_)) for id_ in ("ai-kundtjanst", SAMHALLE))

    assert [slug for slug, _ in idea.rapporter] == ["statusrapport", "beslutsunderlag"]
    assert {x.namn for x in idea.utelamnade} >= {"protokollsutdrag", "riskregister", "tidplan", "beslutslogg"}
    assert {e.modell.id for _, e in running.rapporter if e} == {SAMHALLE}
    assert {"beslutslogg", "riskregister", "tidplan", "protokollsutdrag"} <= {slug for slug, _ in running.rapporter}


def _with_looks(tmp_path: Path, text: str) -> Workspace:
    root = shutil.copytree(resource("portfolio-data"), tmp_path / "p")
    (root / "templates").mkdir()
    (root / "templates/utseende.yaml").write_text(text, "utf-8")
    return opened(root)


def test_the_portfolio_sets_accent_and_logotype(tmp_path: Path) -> None:
    ws = _with_looks(tmp_path, 'accent: "#7a1f5c"\nlogotyp: logga.svg\nlogotyp_text: Vår kommun\n')
    (ws.root / "templates/logga.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "utf-8"
    )
    html, pdf = make_report(ws, "statusrapport", SAMHALLE, ("html", "pdf"), tmp_path).data.filer

    text = html.read_text("utf-8")
    assert "--accent: #7a1f5c" in text
    assert 'src="data:image/svg+xml;base64,' in text
    assert 'alt="Vår kommun"' in text
    assert pdf.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('accent: "#f0f000"\n', "kontrasten 1,2:1"),
        ("logotyp: saknas.svg\nlogotyp_text: x\n", "templates/saknas.svg finns inte"),
    ],
)
def test_looks_that_cannot_be_used_are_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(DataError, match=says):
        make_report(_with_looks(tmp_path, text), "statusrapport", SAMHALLE, ("html",), tmp_path)


def test_faults_of_the_looks_have_places_and_nothing_is_made(tmp_path: Path) -> None:
    out = tmp_path / "ut"
    result = make_report(_with_looks(tmp_path, "accnt: 3\n"), "statusrapport", SAMHALLE, ("html",), out)

    assert result.exit_code == 1
    assert [(d.kod, d.fil, d.place and d.place.rad) for d in result.diagnostics] == [
        ("FYR101", "templates/utseende.yaml", 1)
    ]
    assert not out.exists()
