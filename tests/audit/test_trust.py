"""The trust anchor: made on first use, added to while it holds, never read from the repository, never guessed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fyrportfolj.commands.trust import anchor_folder
from tests.audit.attacks import ATTACKS
from tests.audit.portfolio import KEYS
from tests.audit.trail import How, Trail, moment
from tests.audit.verifying import anchor_text, codes, no_log, verified
from tests.support.golden import Fyr


@pytest.fixture
def trail(clean: dict[bool, Trail], tmp_path: Path) -> Trail:
    return clean[True].copy(tmp_path / "arkiv.git")


def _own(trail: Trail) -> Path:
    return anchor_folder() / f"{trail.objects.line(trail.tip)[0][:16]}.yaml"


def test_first_use_writes_what_it_shows(trail: Trail, fyr: Fyr) -> None:
    ran = fyr("audit", "trust", "--repo", str(trail.git_dir), cwd=trail.git_dir.parent)

    text = _own(trail).read_text()
    assert ran.exit_code == 0, ran.stderr
    assert "första gången" in ran.stdout
    for part in (trail.objects.line(trail.tip)[0], trail.tip, KEYS["rut"].text):
        assert part in text
        assert part in ran.stdout.replace("\n          ", " ")
    assert verified(trail, None).diagnostics == ()


def test_named_file_is_written_instead(trail: Trail, fyr: Fyr, tmp_path: Path) -> None:
    out = tmp_path / "ny" / "ankare.yaml"
    ran = fyr("audit", "trust", "--repo", str(trail.git_dir), "--out", str(out), cwd=trail.git_dir.parent)

    assert ran.exit_code == 0, ran.stderr
    assert not _own(trail).exists()
    assert verified(trail, out).data.ankare == out


def test_checkpoint_is_added_and_comments_stay(trail: Trail, fyr: Fyr, tmp_path: Path) -> None:
    out = tmp_path / "ankare.yaml"
    out.write_text("# Granskaren\n" + anchor_text(trail))
    old = trail.tip
    trail.work({"anteckning.md": "x\n"})
    call = ("audit", "trust", "--repo", str(trail.git_dir), "--out", str(out), "--today", "2026-11-22")

    assert fyr(*call, cwd=tmp_path).exit_code == 0
    text = out.read_text()
    assert text.startswith("# Granskaren\n")
    assert (text.count(old), text.count(trail.tip)) == (1, 1)
    assert "säger redan detta" in fyr(*call, cwd=tmp_path).stdout


@pytest.mark.parametrize(
    "name", ["rewind_before_the_decision", "rebase_that_drops_a_commit", "another_history_with_the_same_keys"]
)
def test_nothing_is_added_when_the_history_is_another(name: str, trail: Trail, fyr: Fyr, tmp_path: Path) -> None:
    out = tmp_path / "ankare.yaml"
    out.write_text(anchor_text(trail))
    before = out.read_bytes()
    ATTACKS[name].run(trail)

    ran = fyr("audit", "trust", "--repo", str(trail.git_dir), "--out", str(out), cwd=tmp_path)

    assert ran.exit_code == 1
    assert out.read_bytes() == before
    assert "inget är skrivet" in ran.stderr


def test_nothing_is_written_when_nothing_can_be_verified(trail: Trail, fyr: Fyr, tmp_path: Path) -> None:
    ATTACKS["shallow_clone"].run(trail)
    out = tmp_path / "ankare.yaml"

    assert fyr("audit", "trust", "--repo", str(trail.git_dir), "--out", str(out), cwd=tmp_path).exit_code == 3
    assert not out.exists()


def test_anchor_in_the_repository_is_refused(trail: Trail) -> None:
    inside = trail.git_dir / "ankare.yaml"
    inside.write_text(anchor_text(trail))

    result = verified(trail, inside)

    assert (result.exit_code, result.data.utfall) == (3, "ej_verifierad")
    assert codes(result) == {"FYR603"}


def test_link_into_the_repository_is_refused(trail: Trail, tmp_path: Path) -> None:
    inside = trail.git_dir / "ankare.yaml"
    inside.write_text(anchor_text(trail))
    link = tmp_path / "ankare.yaml"
    link.symlink_to(inside)

    assert codes(verified(trail, link)) == {"FYR603"}


@pytest.mark.parametrize(
    ("text", "kod"),
    [
        ("rot: x\n", "FYR118"),
        ("niva: signerad\n", "FYR102"),
        ("rot: [\n", "FYR025"),
        ("", "FYR015"),
        (f"rot: {'a' * 40}\nfortroende: allt\n", "FYR101"),
        (f"rot: {'a' * 40}\nniva: bevittnad\n", "FYR108"),
    ],
)
def test_anchor_with_faults_proves_nothing(text: str, kod: str, trail: Trail, tmp_path: Path) -> None:
    fil = tmp_path / "ankare.yaml"
    fil.write_text(text)

    result = verified(trail, fil)

    assert {"FYR603", kod} == codes(result)
    assert result.exit_code == 3


def test_named_anchor_that_is_missing_proves_nothing(trail: Trail, tmp_path: Path) -> None:
    result = verified(trail, tmp_path / "saknas.yaml")

    assert (codes(result), result.exit_code) == ({"FYR603"}, 3)


def test_variable_names_the_anchor(trail: Trail, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fil = tmp_path / "ankare.yaml"
    monkeypatch.setenv("FYR_TRUST", str(fil))
    assert codes(verified(trail, None)) == {"FYR603"}

    fil.write_text(anchor_text(trail))
    assert verified(trail, None).data.ankare == fil


def test_history_exchanged_in_place_is_noticed(trail: Trail, fyr: Fyr) -> None:
    fyr("audit", "trust", "--repo", str(trail.git_dir), cwd=trail.git_dir.parent)
    ATTACKS["another_history_with_the_same_keys"].run(trail)

    assert codes(verified(trail, None)) >= {"FYR604", "FYR606"}


def test_folder_of_the_portfolio_is_agreed(trail: Trail, tmp_path: Path) -> None:
    whole = Trail.make(tmp_path / "stort.git")
    files = {f"portfolj/{p.decode()}": entry for p, entry in trail.objects.files(trail.tip).items()}
    shutil.copytree(trail.git_dir / "objects", whole.git_dir / "objects", dirs_exist_ok=True)
    how = How(by="rut", when=moment("2026-09-20"))
    whole.objects.set_ref(whole.commit(whole.changed(None, files | {"program.c": "x\n"}), (), "Allt\n", how))
    whole.work({"program.c": "y\n"}, how=How(by="mal", sign=False))
    fil = tmp_path / "ankare.yaml"
    fil.write_text(anchor_text(whole) + "portfolj: portfolj/\n")

    assert verified(whole, None).data.mapp == "portfolj/"
    assert verified(whole, fil).data.mapp == "portfolj/"
    whole.work(
        {"portfolj/fyr.yaml": None, "annan/fyr.yaml": trail.show("fyr.yaml")}, how=How(when=moment("2026-09-22"))
    )
    assert "FYR635" in codes(verified(whole, fil))


def test_folder_without_a_portfolio_proves_nothing(trail: Trail, tmp_path: Path) -> None:
    fil = tmp_path / "ankare.yaml"
    fil.write_text(anchor_text(trail) + "portfolj: annan/\n")

    result = verified(trail, fil)

    assert (codes(result), result.exit_code) == ({"FYR603"}, 3)


def test_accepted_deviation_is_not_told_again(trail: Trail, fyr: Fyr, tmp_path: Path) -> None:
    out = tmp_path / "ankare.yaml"
    out.write_text(anchor_text(trail))
    ATTACKS["phase_edited_by_hand"].run(trail)
    call = ("audit", "trust", "--repo", str(trail.git_dir), "--out", str(out), "--accept")

    wrong = fyr(*call, "main", "FYR622", "--skal", "Känd", cwd=tmp_path)
    done = fyr(*call, "main", "FYR623", "--skal", "Känd, KS § 3", cwd=tmp_path)

    assert (wrong.exit_code, done.exit_code) == (2, 0), wrong.stderr + done.stderr
    assert "Godtar FYR623" in done.stdout
    assert verified(trail, out).diagnostics == ()
    assert verified(trail, out).data.godtagna == 1


def test_accept_wants_a_reason_and_an_anchor(trail: Trail, fyr: Fyr, tmp_path: Path) -> None:
    call = ("audit", "trust", "--repo", str(trail.git_dir), "--accept", "main", "FYR623")

    assert "hör ihop" in fyr(*call, cwd=tmp_path).stderr
    assert "inget tillitsankare" in fyr(*call, "--skal", "Känd", cwd=tmp_path).stderr


def test_history_is_judged_from_the_agreed_start(trail: Trail, tmp_path: Path) -> None:
    ATTACKS["phase_edited_by_hand"].run(trail)
    start = trail.tip
    trail.work({"anteckning.md": "x\n"})
    fil = tmp_path / "ankare.yaml"
    fil.write_text(
        anchor_text(trail).replace("niva:", f"start: {start}\nniva:").replace(KEYS["rut"].text, KEYS["bo"].text)
    )

    result = verified(trail, fil)

    assert result.diagnostics == ()
    assert (result.data.start, result.data.incheckningar) == (start, 1)
    assert codes(verified(trail, None, start=start)) == set()
    assert codes(verified(trail, None)) >= {"FYR623"}


def test_start_that_is_not_there_is_told(trail: Trail) -> None:
    assert codes(verified(trail, None, start="0" * 40)) == {"FYR606"}


def test_old_commit_that_is_gone_is_told(trail: Trail) -> None:
    old = trail.tip
    ATTACKS["rewind_before_the_decision"].run(trail)

    assert codes(verified(trail, None, old=(old,))) == {"FYR606"}
    assert codes(verified(trail, None, old=("0" * 40,))) == {"FYR606"}


def test_failure_of_our_own_is_told_as_one(trail: Trail, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError

    monkeypatch.setattr("fyrportfolj.commands.audit.read_and_judge", broken)
    logged: list[BaseException] = []

    def log(error: BaseException) -> Path:
        logged.append(error)
        return tmp_path / "fel.log"

    from fyrportfolj.commands.audit import Asked, verify
    from fyrportfolj.commands.audit_place import mirror_place

    result = verify(mirror_place(trail.git_dir), Asked(), 0, log)

    assert (codes(result), result.exit_code, len(logged)) == ({"FYR603"}, 3, 1)
    assert no_log is not log


def test_work_tree_and_its_bare_copy_give_the_same(trail: Trail, fyr: Fyr, tmp_path: Path) -> None:
    shutil.copytree(trail.git_dir, tmp_path / "klon" / ".git")
    config = tmp_path / "klon" / ".git" / "config"
    config.write_text(config.read_text().replace("bare = true", "bare = false"))
    (tmp_path / "klon" / "fyr.yaml").write_text(trail.show("fyr.yaml"))

    here = fyr("audit", "verify", cwd=tmp_path / "klon")
    there = fyr("audit", "verify", "--repo", str(trail.git_dir), "--full", cwd=tmp_path)

    assert here.stdout == there.stdout
