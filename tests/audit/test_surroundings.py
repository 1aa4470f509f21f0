"""Attacks 85–95 on an audit: what lies around the history neither runs nor changes the answer."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.audit.test_server import git
from tests.audit.trail import Trail
from tests.audit.verifying import anchor_text, codes, verified
from tests.support.golden import Fyr, Ran

HOOKS = ("fsmonitor-watchman", "post-checkout", "post-index-change", "pre-auto-gc", "reference-transaction")


@pytest.fixture
def trail(clean: dict[bool, Trail], tmp_path: Path) -> Trail:
    return clean[True].copy(tmp_path / "arkiv.git")


@pytest.fixture
def trust(trail: Trail, tmp_path: Path) -> Path:
    fil = tmp_path / "ankare.yaml"
    fil.write_text(anchor_text(trail))
    return fil


@pytest.fixture
def work(trail: Trail, tmp_path: Path) -> Path:
    """Give a work tree with the same history."""
    folder = tmp_path / "klon"
    assert git(tmp_path, "clone", "-q", str(trail.git_dir), str(folder)).returncode == 0
    return folder


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """Give a program that leaves a mark when it runs."""
    program = tmp_path / "ond.sh"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path / 'kord'}\n")
    program.chmod(0o755)
    return program


def ran_nothing(tmp_path: Path) -> bool:
    return not (tmp_path / "kord").exists()


def audit(fyr: Fyr, folder: Path, trust: Path) -> Ran:
    return fyr("audit", "verify", "--full", "--trust", str(trust), cwd=folder)


def test_hostile_configuration(work: Path, trust: Path, evil: Path, fyr: Fyr, tmp_path: Path) -> None:
    (tmp_path / "mer.cfg").write_text(f"[core]\n\tfsmonitor = {evil}\n")
    with (work / ".git" / "config").open("a") as config:
        config.write(
            f"[core]\n\tfsmonitor = {evil}\n\thooksPath = {evil.parent}\n\tpager = {evil}\n\teditor = {evil}\n"
            f"\tsshCommand = {evil}\n\taskPass = {evil}\n\talternateRefsCommand = {evil}\n"
            f'[gpg]\n\tprogram = {evil}\n[gpg "ssh"]\n\tprogram = {evil}\n\tdefaultKeyCommand = {evil}\n'
            f'[log]\n\tshowSignature = true\n[diff]\n\texternal = {evil}\n[filter "x"]\n\tsmudge = {evil}\n'
            f"\tclean = {evil}\n[alias]\n\trev-list = !{evil}\n\tcat-file = !{evil}\n"
            f"[include]\n\tpath = {tmp_path / 'mer.cfg'}\n"
            f'[merge "x"]\n\tdriver = {evil}\n[uploadpack]\n\tpackObjectsHook = {evil}\n'
        )
    (work / ".git" / "info" / "attributes").write_text("* filter=x diff=x merge=x\n")

    assert audit(fyr, work, trust).exit_code == 0
    assert ran_nothing(tmp_path)


def test_hostile_hooks(work: Path, trust: Path, evil: Path, fyr: Fyr, tmp_path: Path) -> None:
    (work / ".git" / "hooks").mkdir(exist_ok=True)
    for name in HOOKS:
        shutil.copy(evil, work / ".git" / "hooks" / name)

    assert audit(fyr, work, trust).exit_code == 0
    assert ran_nothing(tmp_path)


def test_variables_of_git(
    work: Path, trust: Path, evil: Path, *, fyr: Fyr, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert git(tmp_path, "init", "-q", "annat").returncode == 0
    other = tmp_path / "annat" / ".git"
    for name, value in {
        "GIT_DIR": other,
        "GIT_WORK_TREE": tmp_path / "annat",
        "GIT_OBJECT_DIRECTORY": other / "objects",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": other / "objects",
        "GIT_INDEX_FILE": other / "index",
        "GIT_NAMESPACE": "x",
        "GIT_REPLACE_REF_BASE": "refs/heads/",
        "GIT_GRAFT_FILE": trust,
        "GIT_SHALLOW_FILE": trust,
        "GIT_SSH_COMMAND": evil,
        "GIT_EXTERNAL_DIFF": evil,
        "GIT_PAGER": evil,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": evil,
        "GIT_EXEC_PATH": evil.parent,
        "GIT_TRACE": tmp_path / "kord",
    }.items():
        monkeypatch.setenv(name, str(value))

    assert audit(fyr, work, trust).exit_code == 0
    assert ran_nothing(tmp_path)


@pytest.mark.parametrize("option", ["--ref", "--start", "--old"])
def test_revision_like_an_option(option: str, work: Path, trust: Path, fyr: Fyr, tmp_path: Path) -> None:
    ran = fyr("audit", "verify", "--trust", str(trust), f"{option}=--output={tmp_path / 'kord'}", cwd=work)

    assert ran.exit_code in (1, 2, 3)
    assert ran_nothing(tmp_path)


def test_tag_named_as_the_branch_is_not_taken_for_it(trail: Trail, trust: Path) -> None:
    good = trail.tip
    trail.objects.set_ref(trail.objects.line(good)[0], "refs/tags/main")

    assert verified(trail, trust, ref="main").data.spets == good
    assert verified(trail, trust).data.spets == good


def test_repository_embedded_in_the_work_tree(work: Path, trust: Path, evil: Path, fyr: Fyr, tmp_path: Path) -> None:
    inner = work / "bilagor"
    assert git(work, "init", "-q", "--bare", str(inner)).returncode == 0
    with (inner / "config").open("a") as config:
        config.write(f"[core]\n\tfsmonitor = {evil}\n\tworktree = {tmp_path}\n")

    here = fyr("audit", "verify", "--full", "--trust", str(trust), cwd=inner)

    assert here.exit_code == 0, here.stdout
    assert ran_nothing(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="only root may give files away")
def test_repository_of_another_user(work: Path, trust: Path, fyr: Fyr) -> None:
    for place in (work, *work.rglob("*")):
        os.chown(place, 12_345, 12_345)

    ran = audit(fyr, work, trust)

    assert ran.exit_code == 3
    assert "safe.directory" in ran.stdout + ran.stderr


def test_linked_work_tree_gives_the_same(work: Path, trust: Path, fyr: Fyr, tmp_path: Path) -> None:
    assert git(work, "worktree", "add", "-q", str(tmp_path / "andra"), "HEAD").returncode == 0

    first, second = (
        audit(fyr, work, trust),
        fyr("audit", "verify", "--full", "--trust", str(trust), "--ref", "main", cwd=tmp_path / "andra"),
    )

    assert (first.exit_code, first.stdout) == (0, second.stdout)


def test_git_file_that_leads_to_another_history(
    work: Path, trust: Path, trail: Trail, fyr: Fyr, tmp_path: Path
) -> None:
    other = trail.copy(tmp_path / "annan.git")
    other.objects.set_ref(other.objects.line(other.tip)[1])
    shutil.rmtree(work / ".git")
    (work / ".git").write_text(f"gitdir: {other.git_dir}\n")

    assert audit(fyr, work, trust).exit_code != 0


def test_code_beside_the_hook_is_not_run(
    trail: Trail, trust: Path, fyr: Fyr, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "kord"
    for folder in (tmp_path / "ondska", trail.git_dir):
        for name in ("sitecustomize.py", "usercustomize.py", "fyrportfolj.py", "yaml.py"):
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(f"open({str(mark)!r}, 'w')\n")
    clone = trail.copy(tmp_path / "klon.git")
    hook = trail.git_dir / "hooks" / "pre-receive"
    hook.parent.mkdir()
    fyr("server", "hook", "--out", str(hook), "--trust", str(trust), cwd=tmp_path)
    clone.work({"anteckning.md": "x\n"})
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "ondska"))

    pushed = git(clone.git_dir, "push", "-q", str(trail.git_dir), "main")

    assert pushed.returncode == 0, pushed.stderr
    assert ran_nothing(tmp_path)


def test_nothing_is_left_in_the_work_tree(work: Path, trust: Path, fyr: Fyr) -> None:
    audit(fyr, work, trust)

    assert git(work, "status", "--porcelain", "--untracked-files=all", "--ignored").stdout == ""


def test_huge_file_is_told_and_not_kept(trail: Trail, trust: Path) -> None:
    trail.work({"projekt/stor.yaml": b"a: " + b"x" * (40 << 20) + b"\n"})

    assert "FYR640" in codes(verified(trail, trust))
