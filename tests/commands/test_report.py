from __future__ import annotations

from pathlib import Path

import pytest

from fyrportfolj.commands.report import list_reports, make_report
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import UsageError
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
