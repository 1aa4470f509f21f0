"""The note of what was proved saves time and nothing else: it never hides a finding and fits only its own history."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from fyrportfolj.cli.layout import lay_out
from fyrportfolj.cli.views.audit import summary
from fyrportfolj.commands.audit import Verified
from fyrportfolj.i18n import render
from fyrportfolj.rules.trail.statement import MANDATES
from tests.audit.attacks import ATTACKS
from tests.audit.portfolio import INITIATIVE, KEYS, files, register
from tests.audit.trail import FIRST_DAY, How, Trail, moment
from tests.audit.verifying import anchor_text, codes, verified


@pytest.fixture
def trail(clean: dict[bool, Trail], tmp_path: Path) -> Trail:
    return clean[True].copy(tmp_path / "arkiv.git")


@pytest.fixture
def trust(trail: Trail, tmp_path: Path) -> Path:
    fil = tmp_path / "ankare.yaml"
    fil.write_text(anchor_text(trail))
    return fil


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    return tmp_path / "stat" / "nyckel"


def _said(data: Verified) -> str:
    rows = lay_out(tuple(summary(data, ())), 10_000, render)
    return "\n".join("".join(text for text, _ in row) for row in rows)


def _rolled_back(trail: Trail, trust: Path, secret: Path) -> str:
    """Add a commit, verify it, and take it away; gives its id."""
    earlier = trail.tip
    trail.work({"anteckning.md": "x\n"})
    gone = trail.tip
    verified(trail, trust, secret=secret)
    trail.objects.set_ref(earlier)
    return gone


def test_known_commits_are_not_judged_again(trail: Trail, trust: Path, secret: Path) -> None:
    first = verified(trail, trust, secret=secret)
    trail.work({"anteckning.md": "x\n"})
    second = verified(trail, trust, secret=secret)

    assert (first.data.kanda, second.data.kanda) == (0, 3)
    assert (second.data.incheckningar, second.data.beslut, second.data.niva) == (4, 1, "signerad")
    assert second.exit_code == 0


def test_full_reads_everything_again(trail: Trail, trust: Path, secret: Path) -> None:
    verified(trail, trust, secret=secret)

    assert verified(trail, trust, secret=secret, full=True).data.kanda == 0


@pytest.mark.parametrize(
    "name", ["phase_edited_by_hand", "decision_deleted", "rewind_before_the_decision", "evil_merge"]
)
def test_attack_after_a_clean_audit_is_found(name: str, trail: Trail, trust: Path, secret: Path) -> None:
    verified(trail, trust, secret=secret)
    ATTACKS[name].run(trail)

    assert ATTACKS[name].codes <= codes(verified(trail, trust, secret=secret))


def test_history_that_ends_before_the_last_audit_is_counted_anew_and_told(
    trail: Trail, trust: Path, secret: Path
) -> None:
    gone = _rolled_back(trail, trust, secret)

    again = [verified(trail, trust, secret=secret) for _ in range(2)]

    assert [(r.exit_code, r.data.incheckningar, r.data.kanda, r.data.borta) for r in again] == [(0, 3, 0, gone)] * 2
    assert f"kom till {gone[:10]}, som inte längre finns på grenens huvudlinje" in _said(again[0].data)
    settled = [verified(trail, trust, secret=secret, full=full).data for full in (True, False)]
    assert [(d.incheckningar, d.kanda, d.borta) for d in settled] == [(3, 0, None), (3, 3, None)]


def test_history_that_was_rebuilt_after_the_last_audit_is_counted_anew_and_told(
    trail: Trail, trust: Path, secret: Path
) -> None:
    gone = _rolled_back(trail, trust, secret)
    trail.work({"anteckning.md": "y\n"})
    trail.work({"anteckning.md": "z\n"})

    data = verified(trail, trust, secret=secret).data

    assert (data.incheckningar, data.kanda, data.borta) == (5, 0, gone)


def test_another_branch_is_not_what_the_last_audit_was_of(trail: Trail, trust: Path, secret: Path) -> None:
    earlier = trail.tip
    trail.work({"anteckning.md": "x\n"})
    verified(trail, trust, secret=secret)

    data = verified(trail, trust, secret=secret, ref=earlier).data

    assert (data.incheckningar, data.kanda, data.borta) == (3, 0, None)


def test_findings_are_told_every_time(trail: Trail, trust: Path, secret: Path) -> None:
    ATTACKS["phase_edited_by_hand"].run(trail)

    assert [codes(verified(trail, trust, secret=secret)) for _ in range(2)] == [{"FYR623"}] * 2


def test_warnings_are_told_every_time(trail: Trail, trust: Path, secret: Path) -> None:
    ATTACKS["file_that_does_not_fit_its_form"].run(trail)

    assert [codes(verified(trail, trust, secret=secret)) for _ in range(2)] == [{"FYR641"}] * 2


def test_missing_anchor_is_told_every_time(trail: Trail, secret: Path) -> None:
    assert [codes(verified(trail, None, secret=secret)) for _ in range(2)] == [{"FYR619"}] * 2


def test_note_from_another_machine_counts_as_none(trail: Trail, trust: Path, secret: Path, tmp_path: Path) -> None:
    verified(trail, trust, secret=tmp_path / "annan" / "nyckel")
    secret.parent.mkdir()
    secret.write_bytes(b"x" * 32)

    assert verified(trail, trust, secret=secret).data.kanda == 0


def test_note_of_another_anchor_counts_as_none(trail: Trail, trust: Path, secret: Path, tmp_path: Path) -> None:
    verified(trail, trust, secret=secret)
    other = tmp_path / "annat.yaml"
    other.write_text(trust.read_text().replace("signerad", "struktur"))

    assert verified(trail, other, secret=secret).data.kanda == 0


@pytest.mark.parametrize("spoil", ["{", "[]", '{"innehall": 1, "sigill": "x"}', "", "\0"])
def test_note_that_cannot_be_read_counts_as_none(spoil: str, trail: Trail, trust: Path, secret: Path) -> None:
    verified(trail, trust, secret=secret)
    (trail.git_dir / "fyr" / "verifierad.json").write_text(spoil)

    result = verified(trail, trust, secret=secret)

    assert (result.exit_code, result.data.kanda) == (0, 0)


def test_note_that_was_edited_counts_as_none(trail: Trail, trust: Path, secret: Path) -> None:
    verified(trail, trust, secret=secret)
    ATTACKS["phase_edited_by_hand"].run(trail)
    note = trail.git_dir / "fyr" / "verifierad.json"
    sealed = json.loads(note.read_text())
    body = json.loads(sealed["innehall"])
    body["memory"]["tip"] = trail.tip
    body["memory"]["paths"][INITIATIVE] = trail.objects.files(trail.tip)[INITIATIVE.encode()][1]
    note.write_text(json.dumps({**sealed, "innehall": json.dumps(body)}))

    assert codes(verified(trail, trust, secret=secret)) == {"FYR623"}


def test_secret_is_the_users_own(trail: Trail, trust: Path, secret: Path) -> None:
    verified(trail, trust, secret=secret)

    assert len(secret.read_bytes()) == 32
    assert secret.stat().st_mode & 0o777 == 0o600


def test_secret_of_another_length_is_not_used(trail: Trail, trust: Path, secret: Path) -> None:
    verified(trail, trust, secret=secret)
    secret.write_bytes(b"")

    assert verified(trail, trust, secret=secret).data.kanda == 0
    assert len(secret.read_bytes()) == 32


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")
def test_disk_that_cannot_be_written_to_is_no_matter(trail: Trail, trust: Path, secret: Path) -> None:
    trail.git_dir.chmod(0o500)

    assert verified(trail, trust, secret=secret).exit_code == 0
    assert not (trail.git_dir / "fyr").exists()


def test_folder_that_is_a_file_is_no_matter(trail: Trail, trust: Path, secret: Path) -> None:
    (trail.git_dir / "fyr").write_text("x")

    assert verified(trail, trust, secret=secret).exit_code == 0


def test_the_agreed_keys_found_the_policy_also_after_a_clean_audit(secret: Path, tmp_path: Path) -> None:
    trail = Trail.make(tmp_path / "grundas.git")
    first = How(by="rut", when=moment(FIRST_DAY))
    trail.objects.set_ref(trail.commit(trail.changed(None, dict(files(signed=False))), (), "Portföljen\n", first))
    root = trail.tip
    trail.work({"anteckning.md": "x\n"})
    trust = tmp_path / "ankare.yaml"
    trust.write_text(f"rot: {root}\nnycklar:\n  - {KEYS['rut'].text}\n")
    assert codes(verified(trail, trust, secret=secret)) == set()
    trail.policy({MANDATES: register(2)}, 2, signers=(), how=How(by="bo"))

    known, anew = (verified(trail, trust, secret=secret, full=full) for full in (False, True))

    assert codes(known) == codes(anew) == {"FYR638"}
    assert known.data.kanda == 1
