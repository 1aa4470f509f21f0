"""A server with the hook: real pushes over git, which take or refuse what the audit says."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from fyrportfolj.commands.hooks import pre_push
from fyrportfolj.commands.server import MOST_UPDATES, updates
from tests.audit.attacks import ATTACKS
from tests.audit.portfolio import INITIATIVE
from tests.audit.trail import Trail
from tests.audit.verifying import anchor_text
from tests.support.golden import Fyr

Pushed = subprocess.CompletedProcess[str]


def git(folder: Path, *args: str) -> Pushed:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env = kept | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C", "NO_COLOR": "1"}
    return subprocess.run(["git", "-C", str(folder), *args], env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def server(clean: dict[bool, Trail], tmp_path: Path, fyr: Fyr) -> Trail:
    """Give a server's repository with the hook and an anchor."""
    trail = clean[True].copy(tmp_path / "server.git")
    trust = tmp_path / "ankare.yaml"
    trust.write_text(anchor_text(trail))
    hook = trail.git_dir / "hooks" / "pre-receive"
    hook.parent.mkdir()
    made = fyr("server", "hook", "--out", str(hook), "--trust", str(trust), cwd=tmp_path)
    assert made.exit_code == 0, made.stderr
    return trail


@pytest.fixture
def clone(server: Trail, tmp_path: Path) -> Trail:
    """Give a copy to push from."""
    trail = server.copy(tmp_path / "klon.git")
    git(trail.git_dir, "remote", "add", "origin", str(server.git_dir))
    return trail


def push(clone: Trail, *args: str) -> Pushed:
    return git(clone.git_dir, "push", "-q", "origin", *(args or ("main",)))


def test_good_work_and_a_good_decision_are_taken(server: Trail, clone: Trail) -> None:
    clone.decide()
    clone.work({"anteckning.md": "x\n"})

    pushed = push(clone)

    assert pushed.returncode == 0, pushed.stderr
    assert server.tip == clone.tip
    clone.work({"anteckning.md": "y\n"})
    assert push(clone).returncode == 0


REFUSED = ("decision_deleted", "unsigned_decision", "evil_merge", "alias_bomb", "parents_swapped_over_a_known_commit")
"""One of each sort: record, signer, merge, file, line; the judge meets every attack in `test_attacks`."""
OTHERS = (
    "phase_edited_by_hand",
    "signer_of_another_body",
    "mandate_given_as_work",
    "decision_smuggled_on_a_side_branch",
    "symlink",
    "name_in_nfd",
    "dated_in_the_future",
    "hidden_header",
)


@pytest.mark.parametrize("name", REFUSED + (OTHERS if os.environ.get("FYR_STOR") == "1" else ()))
def test_attack_is_refused_and_leaves_nothing(name: str, server: Trail, clone: Trail) -> None:
    before, objects = server.tip, sorted((server.git_dir / "objects").rglob("*"))
    ATTACKS[name].run(clone)

    pushed = push(clone)

    assert pushed.returncode != 0
    assert any(kod in pushed.stderr for kod in ATTACKS[name].codes), pushed.stderr
    assert "servern tog inte emot" in pushed.stderr
    assert server.tip == before
    assert sorted((server.git_dir / "objects").rglob("*")) == objects


def test_what_git_lets_through_by_force_is_refused(server: Trail, clone: Trail) -> None:
    before = server.tip
    ATTACKS["rewind_before_the_decision"].run(clone)
    assert "FYR606" in push(clone, "--force", "main").stderr

    ATTACKS["rebase_that_drops_a_commit"].run(clone)
    assert "FYR606" in push(clone, "--force", "main").stderr
    assert "tas inte bort" in push(clone, "--delete", "main").stderr
    assert server.tip == before


@pytest.mark.parametrize("ref", ["refs/tags/v1", "refs/heads/annan", "refs/replace/x", "refs/heads/remiss/A;x"])
def test_other_references_are_refused(ref: str, server: Trail, clone: Trail) -> None:
    pushed = push(clone, f"{clone.tip}:{ref}")

    assert pushed.returncode != 0
    assert "tas emot" in pushed.stderr
    assert not (server.git_dir / ref).exists()


def test_one_bad_reference_stops_all(server: Trail, clone: Trail) -> None:
    before = server.tip
    clone.work({"anteckning.md": "x\n"})

    assert push(clone, "main", f"{clone.tip}:refs/tags/v1").returncode != 0
    assert server.tip == before


def test_work_branches_are_looked_at_for_hygiene_only(server: Trail, clone: Trail) -> None:
    main = clone.tip
    ATTACKS["phase_edited_by_hand"].run(clone)
    assert push(clone, f"{clone.tip}:refs/heads/forslag/fas").returncode == 0

    clone.work({"anteckning.md": "mer\n"})
    assert push(clone, f"{clone.tip}:refs/heads/forslag/fas").returncode == 0

    clone.objects.set_ref(main)
    ATTACKS["symlink"].run(clone)
    refused = push(clone, f"{clone.tip}:refs/heads/remiss/vik")
    assert refused.returncode != 0
    assert "FYR642" in refused.stderr


def test_work_branch_that_has_taken_in_main(server: Trail, clone: Trail) -> None:
    base = clone.tip
    side = clone.beside(base, {"sida.md": "x\n"})
    clone.work({"anteckning.md": "x\n"})
    assert push(clone).returncode == 0
    clone.merge(side, clone.tip)

    pushed = push(clone, f"{clone.tip}:refs/heads/forslag/sida")

    assert pushed.returncode == 0, pushed.stderr


def test_portfolio_moved_to_another_folder_does_not_escape(server: Trail, clone: Trail) -> None:
    files = clone.objects.files(clone.tip)
    moved = {p.decode(): None for p in files} | {f"ny/{p.decode()}": entry for p, entry in files.items()}
    clone.work(moved)

    assert "FYR635" in push(clone).stderr


def test_wrong_folder_on_the_server_refuses_everything(server: Trail, clone: Trail, fyr: Fyr, tmp_path: Path) -> None:
    hook = server.git_dir / "hooks" / "pre-receive"
    hook.unlink()
    fyr("server", "hook", "--out", str(hook), "--folder", "annan", cwd=tmp_path)
    ATTACKS["phase_edited_by_hand"].run(clone)

    pushed = push(clone)

    assert pushed.returncode != 0
    assert "FYR603" in pushed.stderr


def test_server_without_an_anchor_warns_and_judges(server: Trail, clone: Trail, fyr: Fyr, tmp_path: Path) -> None:
    (server.git_dir / "hooks" / "pre-receive").unlink()
    fyr("server", "hook", "--out", str(server.git_dir / "hooks" / "pre-receive"), cwd=tmp_path)
    clone.work({"anteckning.md": "x\n"})
    good = push(clone)
    ATTACKS["phase_edited_by_hand"].run(clone)

    assert (good.returncode, "FYR619" in good.stderr) == (0, True)
    assert "FYR623" in push(clone).stderr


def test_new_branch_is_judged_from_its_root(clean: dict[bool, Trail], clone: Trail, server: Trail) -> None:
    (server.git_dir / "refs" / "heads" / "main").unlink()
    ATTACKS["phase_edited_by_hand"].run(clone)
    assert "FYR623" in push(clone).stderr

    clone.objects.set_ref(clean[True].tip)
    assert push(clone).returncode == 0


def test_anchor_with_faults_refuses_everything(server: Trail, clone: Trail, tmp_path: Path) -> None:
    (tmp_path / "ankare.yaml").write_text("rot: x\n")
    clone.work({"anteckning.md": "x\n"})

    pushed = push(clone)

    assert pushed.returncode != 0
    assert "FYR603" in pushed.stderr


def test_what_is_sent_cannot_steer_the_terminal(server: Trail, clone: Trail) -> None:
    clone.work({"initiativ/a\x1b[2Jb.yaml": "x\n"})

    said = push(clone).stderr

    assert "FYR643" in said
    assert "\x1b" not in said.replace("\x1b[K", "")  # git's own, at the end of each line


def test_next_push_goes_on_from_what_is_known(server: Trail, clone: Trail) -> None:
    note = server.git_dir / "fyr" / "mottaget.json"
    clone.work({"anteckning.md": "x\n"})
    assert push(clone, "main", f"{clone.tip}:refs/tags/v1").returncode != 0
    assert not note.exists()

    assert push(clone).returncode == 0
    assert clone.tip in note.read_text()
    clone.decide()
    assert push(clone).returncode == 0
    ATTACKS["decision_deleted"].run(clone)
    assert "FYR630" in push(clone).stderr
    assert clone.tip not in note.read_text()


def test_lines_that_are_not_gits_are_refused() -> None:
    oid = "0" * 40

    assert updates([f"{oid} {oid} refs/heads/main\n".encode()])
    assert updates([b"x\n"]) is None
    assert updates([f"{oid} {oid}\n".encode()]) is None
    assert updates([f"{oid} {oid} refs/heads/{n}\n".encode() for n in range(MOST_UPDATES + 1)]) is None


def test_hook_is_not_written_over(server: Trail, fyr: Fyr, tmp_path: Path) -> None:
    hook = server.git_dir / "hooks" / "pre-receive"
    same = hook.read_bytes()

    again = fyr("server", "hook", "--out", str(hook), cwd=tmp_path)

    assert again.exit_code == 4
    assert hook.read_bytes() == same
    assert os.access(hook, os.X_OK)


def test_pre_push_hook_stops_a_push_to_main(server: Trail, clone: Trail) -> None:
    (server.git_dir / "hooks" / "pre-receive").unlink()
    hook = clone.git_dir / "hooks" / "pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(pre_push().replace("audit verify", f"audit verify --repo {clone.git_dir}"))
    hook.chmod(0o755)
    good = clone.tip
    clone.work({"anteckning.md": "x\n"})
    assert push(clone).returncode == 0
    clone.work({INITIATIVE: clone.show(INITIATIVE).replace("fas: kaj", "fas: sjo")})

    refused = push(clone)

    assert refused.returncode != 0
    assert "FYR623" in refused.stdout + refused.stderr
    assert push(clone, f"{clone.tip}:refs/heads/forslag/x").returncode == 0
    assert server.tip != good
