"""A portfolio that has just been made has nothing to report, and every report says so."""

from __future__ import annotations

from pathlib import Path

from tests.support.golden import Fyr


def test_every_report_of_a_new_portfolio_can_be_made(fyr: Fyr, tmp_path: Path) -> None:
    fyr("init", "ny", cwd=tmp_path)
    ran = fyr("report", "all", "--to", "md,html", "--out", str(tmp_path / "ut"), cwd=tmp_path / "ny")

    assert ran.exit_code == 0, ran.stderr
    assert len(list((tmp_path / "ut").iterdir())) > 2
