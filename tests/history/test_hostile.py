"""A repository that was downloaded names programs in its configuration; looking at it and deciding in it runs none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fyrportfolj.errors import ExternalError
from fyrportfolj.history.commits import file_versions
from fyrportfolj.history.decide import commit_files, decide, recover
from fyrportfolj.history.repository import Repository, init
from fyrportfolj.history.snapshot import CommitTree, StagedTree, commit_time, dirty, resolve
from tests.history.conftest import found
from tests.history.deciding import FILE, FULL, add
from tests.history.test_objects import loose
from tests.history.test_signing import KEYGEN, key_pair
from tests.support.gitrepo import GitRepo

HOOKS = (
    "commit-msg fsmonitor-watchman post-checkout post-commit post-index-change post-merge post-rewrite"
    " pre-auto-gc pre-commit pre-push prepare-commit-msg reference-transaction"
)


def named(program: Path, hooks: Path, attributes: Path) -> dict[str, str]:
    """Give every setting by which git can be told to run a program."""
    run = f"'{program}'"
    return {
        "core.fsmonitor": run,
        "core.hooksPath": str(hooks),
        "core.attributesFile": str(attributes),
        "core.pager": run,
        "core.editor": run,
        "core.askPass": run,
        "core.sshCommand": run,
        "core.gitProxy": run,
        "core.alternateRefsCommand": run,
        "credential.helper": f"!{run}",
        "diff.external": run,
        "diff.e.textconv": run,
        "diff.e.command": run,
        "filter.e.clean": run,
        "filter.e.smudge": run,
        "filter.e.process": run,
        "filter.e.required": "true",
        "merge.e.driver": run,
        "gpg.program": str(program),
        "gpg.ssh.program": str(program),
        "gpg.ssh.defaultKeyCommand": run,
        "gpg.ssh.allowedSignersFile": str(attributes.with_name("finns-inte")),
        "log.showSignature": "true",
        "gc.auto": "1",
        "gc.recentObjectsHook": run,
        "maintenance.auto": "true",
        "uploadpack.packObjectsHook": run,
        "alias.rev-parse": f"!{run}",
        "alias.cat-file": f"!{run}",
        "protocol.ext.allow": "always",
        "extensions.partialClone": "origin",
        "remote.origin.url": f"ext::{program}",
        "remote.origin.promisor": "true",
        "remote.origin.uploadpack": run,
        "index.threads": "1",
        "core.splitIndex": "true",
    }


def trap(made: GitRepo, tmp_path: Path) -> Path:
    """Set every program that git's configuration can name to one that leaves a mark."""
    mark = tmp_path / "spår"
    program = tmp_path / "fälla.sh"
    program.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{mark}'\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    hooks = made.root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in HOOKS.split():
        shutil.copy(program, hooks / name)
    (made.root / ".git/info").mkdir(exist_ok=True)
    (made.root / ".git/info/attributes").write_text("* filter=e diff=e merge=e text\n", encoding="utf-8")
    attributes = tmp_path / "attribut"
    attributes.write_text("* filter=e diff=e merge=e\n", encoding="utf-8")
    for name, value in named(program, hooks, attributes).items():
        made.git("config", name, value)
    return mark


def everything(made: GitRepo) -> None:
    portfolio = made.root / "portfolio-data"
    repo = found(portfolio)
    init(made.root)
    repo.remotes()
    repo.identity()
    (portfolio / "fyr.yaml").write_bytes(b"namn: \xc3\x84ndrad\n")
    for tree in (CommitTree(repo, made.head()), StagedTree(repo)):
        assert [tree.read(path) for path in tree.paths()][-1].startswith(b"fas:")
    commit_time(repo, resolve(repo, "2026-06-01", "Europe/Stockholm"))
    resolve(repo, "HEAD", "Europe/Stockholm")
    assert dirty(repo, "fyr.yaml")
    assert not dirty(repo, FILE)
    assert file_versions(repo, FILE)
    recover(repo)
    decide(repo, add())
    commit_files(repo, {"ny.yaml": b"x\n"}, "Ny")
    assert made.show(FULL) == (made.root / FULL).read_bytes()


def test_nothing_in_the_configuration_runs(made: GitRepo, tmp_path: Path) -> None:
    mark = trap(made, tmp_path)
    everything(made)
    assert not mark.exists()
    (made.root / FULL).touch()
    made.attempt("status")
    assert "fälla.sh" in mark.read_text(encoding="utf-8"), "the trap itself does not work"


@KEYGEN
def test_nor_does_it_when_commits_are_signed(made: GitRepo, tmp_path: Path, home: Path) -> None:
    mark = trap(made, tmp_path)
    key = key_pair(tmp_path)
    (home / ".gitconfig").write_text(
        f'[commit]\n\tgpgsign = true\n[gpg]\n\tformat = ssh\n[user]\n\tsigningkey = "{key}"\n', encoding="utf-8"
    )
    try:
        everything(made)
    finally:
        (home / ".gitconfig").unlink()
    assert "gpgsig" in made.git("cat-file", "commit", "HEAD")
    assert not mark.exists()


def test_a_missing_object_is_not_fetched(made: GitRepo, repo: Repository, tmp_path: Path) -> None:
    mark = trap(made, tmp_path)
    oid = made.git("rev-parse", "HEAD:portfolio-data/fyr.yaml")
    loose(made.root, oid).unlink()
    with pytest.raises(ExternalError):
        CommitTree(repo, made.head()).read("fyr.yaml")
    assert not mark.exists()
    made.attempt("cat-file", "blob", oid, env={"GIT_ALLOW_PROTOCOL": "ext", "GIT_NO_LAZY_FETCH": "0"})
    assert mark.exists(), "the trap itself does not work"
