"""What the audit and the server's hook say about a history that tries to steer whoever reads about it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.terminal import SHIPPED, Ran, run, surroundings
from tests.safety.test_output import ORDER, unsteered
from tests.support.gitrepo import GitRepo

SEQUENCES = (
    "\x1b[2J\x1b]0;styrd\x07",
    "\x1b]8;;https://onda.example\x1b\\klicka\x1b]8;;\x1b\\",
    "\x1b]52;c;eA==\x07",
    "\x9b31m\x90q\x9c",
    "\u202eegod\u2066x",
    "::set-output name=a::b",
    "::error file=x::y",
    "##[add-mask]a ##vso[task.setvariable variable=a]b",
    "[/x][link=https://onda.example]",
    "]]></failure><testcase/>",
    "%0A::warning::x",
    "\u200b\u3164\U000e0041",
)
WHO = "Anna <a@b.example> 1767225600 +0100"
FORMATS = ("text", "json", "github", "sarif", "junit")


def commits(repo: GitRepo) -> str:
    """Put commits on top of one another in which every part that a person writes is hostile; give the last one."""
    tree, tip = repo.git("rev-parse", "HEAD^{tree}"), repo.head()
    blob = repo.git("hash-object", "-w", "--stdin", stdin=b"id: x\n")
    for number, text in enumerate(SEQUENCES):
        one_line = text.replace("\n", " ")
        name = f"{number:02d}{one_line}.yaml".replace("/", "").encode()
        rows = f"Fyr-Typ: {one_line}\nFyr-Version: 1\n" if number % 2 else f"\n{text}\n::error::{text}\n"
        row = b"100644 " + name + b"\0" + bytes.fromhex(blob)
        folder = repo.git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", stdin=row)
        entries = {line.split("\t")[1]: line for line in repo.git("ls-tree", tree).splitlines()}
        entries["projekt"] = f"040000 tree {folder}\tprojekt"
        changed = repo.git("mktree", stdin="\n".join(entries.values()).encode() + b"\n")
        address = one_line.translate({ord("<"): "", ord(">"): ""})
        data = (
            f"tree {changed}\nparent {tip}\nauthor {one_line} <{address}> 1767225600 +0100\n"
            f"committer {WHO}\nX{number}: {one_line}\n\n{text}\n\n{rows}"
        )
        tip = repo.git("hash-object", "-w", "-t", "commit", "--literally", "--stdin", stdin=data.encode())
    return tip


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    return surroundings(tmp_path_factory.mktemp("hem"))


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> GitRepo:
    root = tmp_path_factory.mktemp("granskad") / "p"
    files = {p.relative_to(SHIPPED).as_posix(): p.read_bytes() for p in SHIPPED.rglob("*.yaml")}
    made = GitRepo.make(root, files)
    made.git("update-ref", "refs/heads/ond", commits(made))
    return made


def is_harmless(ran: Ran, format_: str) -> None:
    assert "Traceback" not in ran.stderr
    for shown in (ran.stdout, ran.stderr):
        unsteered(shown)
    if format_ != "github":
        assert not ORDER.search(ran.stdout + ran.stderr)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_audit_shows_hostile_commits_as_text(format_: str, repo: GitRepo, env: Mapping[str, str]) -> None:
    ran = run(["audit", "verify", "--ref", "ond", "--format", format_], repo.root, env)

    assert ran.exit_code == 1, ran.stderr
    is_harmless(ran, format_)
    match format_:
        case "json" | "sarif":
            assert json.loads(ran.stdout)
        case "junit":
            assert {e.tag for e in ET.fromstring(ran.stdout).iter()} >= {"testcase", "failure"}  # noqa: S314  (our own)
        case "github":
            lines = ran.stdout.splitlines()
            assert all(
                re.match(r"::(error|warning) file=[^,:]*(,line=\d+,col=\d+)?,title=FYR\d{3}::", x) for x in lines
            )
        case _:
            assert ran.stdout.count("FYR60") >= len(SEQUENCES) // 2


@pytest.mark.parametrize(
    "ref", ["refs/heads/main", "refs/heads/remiss/tanum/x", "refs/tags/v1", *(f"refs/heads/{s}" for s in SEQUENCES)]
)
def test_the_servers_hook_shows_a_push_as_text(ref: str, repo: GitRepo, env: Mapping[str, str], tmp_path: Path) -> None:
    old, new = repo.head(), repo.git("rev-parse", "ond")
    bare = tmp_path / "arkiv.git"
    repo.git("clone", "-q", "--bare", str(repo.root), str(bare))
    line = f"{old} {new} {ref}\n"
    for format_ in ("text", "json"):
        ran = run(["server", "pre-receive", "--format", format_], bare, env, line)
        assert ran.exit_code != 0
        is_harmless(ran, format_)


@pytest.mark.parametrize("text", [f"rot: {s}\n" for s in SEQUENCES] + ["[" * 5000, "\0", "rot: &a x\nstart: *a\n", ""])
def test_a_trust_anchor_with_faults_is_shown_as_text(
    text: str, repo: GitRepo, env: Mapping[str, str], tmp_path: Path
) -> None:
    anchor = tmp_path / "\x1b]0;x\x07[/x].yaml".replace("/", "")
    anchor.write_text(text, encoding="utf-8")
    ran = run(["audit", "verify", "--trust", str(anchor)], repo.root, env)

    assert ran.exit_code == 3
    is_harmless(ran, "text")
