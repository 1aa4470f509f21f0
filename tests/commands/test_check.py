from __future__ import annotations

from pathlib import Path

import pytest

from fyrportfolj.commands.check import check, excerpt
from fyrportfolj.errors import UsageError
from tests.commands.conftest import SHIPPED, opened

BROKEN = "id: ai-kundtjanst\nnamn: x\nnamm: y\n"


@pytest.fixture
def broken(copy: Path) -> Path:
    (copy / "initiativ/ai-kundtjanst.yaml").write_text(BROKEN, encoding="utf-8")
    return copy


def test_the_example_is_silent() -> None:
    result = check(opened(SHIPPED))

    assert result.diagnostics == ()
    assert result.exit_code == 0
    assert len(result.data.filer) > 60


def test_every_fault_is_reported_at_once(broken: Path) -> None:
    result = check(opened(broken))

    assert result.exit_code == 1
    assert result.data.fel == len(
        {(d.kod, d.loc) for d in result.diagnostics if d.fil == "initiativ/ai-kundtjanst.yaml"}
    )
    assert result.data.fel > 3


def test_a_path_says_what_is_reported(broken: Path) -> None:
    ws = opened(broken)

    assert check(ws, [broken / "register"]).diagnostics == ()
    assert check(ws, [broken / "initiativ"]).diagnostics == check(ws).diagnostics
    assert check(ws, [broken]).data.filer == check(ws).data.filer


def test_a_path_outside_is_refused(broken: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ligger inte i portföljen"):
        check(opened(broken), [tmp_path])


def test_the_excerpt_is_the_files_own_line(broken: Path) -> None:
    ws = opened(broken)
    unknown = next(d for d in ws.diagnostics() if d.loc == ("namm",))

    assert excerpt(ws, unknown) == "namm: y"
    assert excerpt(ws, unknown.placed(None)) is None


def test_checking_writes_nothing(broken: Path) -> None:
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in broken.rglob("*") if p.is_file()}
    check(opened(broken))

    assert {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in broken.rglob("*") if p.is_file()} == before
