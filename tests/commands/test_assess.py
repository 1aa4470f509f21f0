from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fyrportfolj.commands.assess import NewAssessment, assess, history
from fyrportfolj.commands.editing import How
from fyrportfolj.errors import UsageError
from fyrportfolj.rules.risk import value
from tests.commands.conftest import opened
from tests.support.gitrepo import GitRepo

SAMHALLE = "exempel-digital-samhallsbyggnad"


def test_the_present_assessment_moves_to_the_earlier_ones(copy: Path) -> None:
    before = opened(copy).find(SAMHALLE).modell.risker[4]
    assess(opened(copy), SAMHALLE, "R5", NewAssessment(sannolikhet=2, kommentar="Hjälp på väg"), How())
    after = opened(copy).find(SAMHALLE).modell.risker[4]

    assert (after.id, after.sannolikhet, after.konsekvens, after.bedomd) == ("R5", 2, 3, date(2026, 11, 20))
    moved = after.bedomningar[-1]
    assert (moved.datum, moved.sannolikhet, moved.konsekvens) == (before.bedomd, before.sannolikhet, before.konsekvens)
    assert moved.kommentar == "Hjälp på väg"


def test_what_is_not_said_stays(copy: Path) -> None:
    before = opened(copy).find(SAMHALLE).modell.risker[4]
    assess(opened(copy), SAMHALLE, "R5", NewAssessment(), How())
    after = opened(copy).find(SAMHALLE).modell.risker[4]

    assert value(after) == value(before)
    assert len(after.bedomningar) == len(before.bedomningar) + 1


def test_a_day_before_the_present_assessment_is_refused(copy: Path) -> None:
    with pytest.raises(UsageError, match="bedömdes 2026-11-10"):
        assess(opened(copy), SAMHALLE, "R5", NewAssessment(2, datum=date(2026, 11, 9)), How())


def test_history_is_the_files_and_gits(repo: GitRepo) -> None:
    path = f"initiativ/{SAMHALLE}.yaml"
    text = (repo.root / path).read_text(encoding="utf-8")
    first = repo.git("rev-parse", "HEAD").strip()
    # Someone writes over the assessment instead of assessing anew: only git remembers.
    overwritten = text.replace(
        "    sannolikhet: 5\n    konsekvens: 3\n    bedomd: 2026-11-10",
        "    sannolikhet: 4\n    konsekvens: 3\n    bedomd: 2026-11-12",
    )
    assert overwritten != text
    repo.commit("Skriv över", {path: overwritten})
    rows = history(opened(repo.root), SAMHALLE, "R5").data.bedomningar

    assert [(a.datum.isoformat(), a.varde, a.galler) for a in rows] == [
        ("2026-08-27", 6, False),
        ("2026-11-10", 15, False),
        ("2026-11-12", 12, True),
    ]
    assert rows[1].commit == first
    assert rows[2].commit == repo.git("rev-parse", "HEAD").strip()


def test_history_outside_git_is_the_files(copy: Path) -> None:
    rows = history(opened(copy), SAMHALLE, "R5").data.bedomningar

    assert [a.varde for a in rows] == [6, 15]
    assert [a.commit for a in rows] == [None, None]
