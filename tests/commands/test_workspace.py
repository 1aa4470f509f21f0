from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fyrportfolj.commands.roots import find_root
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError, ExternalError, UsageError
from tests.commands.conftest import CLOCK, SHIPPED, clock, opened
from tests.support.gitrepo import GitRepo


def test_finds_the_portfolio_from_a_folder_inside_it() -> None:
    assert find_root(SHIPPED / "initiativ") == SHIPPED


def test_finds_the_portfolio_inside_a_larger_repository() -> None:
    assert find_root(SHIPPED.parent) == SHIPPED


def test_says_how_to_make_one_when_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        find_root(tmp_path)

    assert "fyr init" in str(raised.value.help)


def test_a_named_folder_is_not_searched_upwards() -> None:
    with pytest.raises(UsageError, match=r"fyr\.yaml saknas"):
        find_root(SHIPPED / "initiativ", search=False)


def test_a_broken_head_is_said_when_it_is_needed(tmp_path: Path) -> None:
    (tmp_path / "fyr.yaml").write_text("namn: [\n", encoding="utf-8")
    ws = opened(tmp_path)

    assert [d.fil for d in ws.diagnostics()] == ["fyr.yaml"]
    with pytest.raises(DataError, match=r"fyr\.yaml går inte att använda"):
        _ = ws.portfolio


def test_day_is_the_option_then_the_portfolios_then_the_clocks(copy: Path) -> None:
    head = copy / "fyr.yaml"
    asked = Workspace.open(copy, clock, today=date(2026, 1, 2))
    own = opened(copy)
    head.write_text(head.read_text(encoding="utf-8").replace("betraktelsedag: 2026-11-20\n", ""), encoding="utf-8")
    clocks = opened(copy)

    assert (asked.today, own.today, clocks.today) == (date(2026, 1, 2), date(2026, 11, 20), CLOCK)


def test_day_of_an_older_version_is_the_day_asked_for_or_the_versions(repo: GitRepo) -> None:
    head = repo.root / "fyr.yaml"
    text = head.read_text(encoding="utf-8").replace("betraktelsedag: 2026-11-20\n", "")
    repo.commit("Utan egen dag", {"fyr.yaml": text})
    by_day = Workspace.open(repo.root, clock, as_of="2026-03-01")
    by_name = Workspace.open(repo.root, clock, as_of="HEAD")

    assert by_day.today == date(2026, 3, 1)
    assert by_name.today == date(2026, 1, 15)
    assert by_name.commit == by_day.commit


def test_reads_what_is_staged(repo: GitRepo) -> None:
    path = "initiativ/ai-kundtjanst.yaml"
    text = (repo.root / path).read_text(encoding="utf-8")
    (repo.root / path).write_text(text.replace("AI-kundtjänst", "Köat namn"), encoding="utf-8")
    repo.git("add", path)
    (repo.root / path).write_text(text, encoding="utf-8")

    staged = Workspace.open(repo.root, clock, staged=True)

    assert staged.find("ai-kundtjanst").modell.namn == "Köat namn"
    assert opened(repo.root).find("ai-kundtjanst").modell.namn == "AI-kundtjänst"


def test_as_of_and_staged_exclude_each_other(copy: Path) -> None:
    with pytest.raises(UsageError, match="utesluter varandra"):
        Workspace.open(copy, clock, as_of="HEAD", staged=True)


def test_older_versions_need_git(copy: Path) -> None:
    with pytest.raises(ExternalError, match="git-arkiv"):
        Workspace.open(copy, clock, as_of="HEAD")


def test_finds_by_a_former_id(copy: Path) -> None:
    path = copy / "initiativ" / "ai-kundtjanst.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "tidigare_id:\n  - chattrobot\n", encoding="utf-8")

    assert opened(copy).find("chattrobot").modell.id == "ai-kundtjanst"


def test_an_unknown_id_proposes_a_near_one(shipped: Workspace) -> None:
    with pytest.raises(UsageError) as raised:
        shipped.find("ai-kundtjenst")

    assert str(raised.value.help) == "menade du ai-kundtjanst?"


def test_an_id_whose_file_has_faults_is_not_said_to_be_unknown(copy: Path) -> None:
    (copy / "initiativ" / "ai-kundtjanst.yaml").write_text("id: [", encoding="utf-8")

    with pytest.raises(DataError, match=r"initiativ/ai-kundtjanst\.yaml går inte att läsa, för den har fel"):
        opened(copy).find("ai-kundtjanst")


def test_says_when_files_are_missing_from_the_answer(copy: Path) -> None:
    (copy / "initiativ" / "ai-kundtjanst.yaml").write_text("id: [", encoding="utf-8")

    assert [str(m) for m in opened(copy).faults()] == ["1 fil har fel och saknas i svaret; kör fyr check"]
