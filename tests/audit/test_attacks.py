"""Every attack is caught with its code, and the clean histories raise no alarm."""

from __future__ import annotations

from pathlib import Path

import pytest

from fyrportfolj.codes import CODES
from fyrportfolj.diagnostics import Severity
from tests.audit.attacks import ATTACKS
from tests.audit.trail import Trail
from tests.audit.verifying import anchor_text, codes, verified

UNPROVABLE = {"FYR601", "FYR602", "FYR603"}


@pytest.mark.parametrize("signed", [True, False])
def test_clean_history_is_verified(clean: dict[bool, Trail], tmp_path: Path, *, signed: bool) -> None:
    trust = tmp_path / "ankare.yaml"
    trust.write_text(anchor_text(clean[signed]))

    result = verified(clean[signed], trust)

    assert result.diagnostics == ()
    assert (result.exit_code, result.data.utfall) == (0, "godkand")
    assert (result.data.niva, result.data.beslut) == ("signerad" if signed else "struktur", 1)


@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_attack_is_caught(name: str, clean: dict[bool, Trail], tmp_path: Path) -> None:
    one = ATTACKS[name]
    before = clean[one.signed]
    trust = tmp_path / "ankare.yaml"
    trust.write_text(anchor_text(before, one.agreed))
    trail = before.copy(tmp_path / "arkiv.git")
    one.run(trail)

    result = verified(trail, trust if one.agreed.there else None)

    assert one.codes <= codes(result), [d.kod for d in result.diagnostics]
    grave = any(CODES[k].severity is Severity.FEL for k in one.codes)
    assert result.exit_code == (3 if codes(result) & UNPROVABLE else 1 if grave else 0)
    assert (result.data.utfall == "godkand") == (not grave)
