"""Files for forges: by the forges' own schemas, safe by two auditors, and never over what someone else wrote."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.commands.ci import FORGES, ci_init
from fyrportfolj.errors import ConflictError, UsageError
from fyrportfolj.resources import resource
from fyrportfolj.store.yamltext import parse
from tests.support.golden import Fyr
from tests.support.viewers import installed

WORKFLOWS = ("github", "forgejo")
SCHEMAS = {
    "github": ("vendor.github-workflows",),
    "forgejo": ("vendor.github-workflows",),
    "gitlab": ("vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
}

RELEASES = frozenset(
    {
        "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
        "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2",
        "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0",
        "actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0",
        "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0",
        "actions/upload-artifact@a8a3f3ad30e3422c9c7b888a15615d19a852ae32 # v3.1.3",
        "actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0",
        "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0",
    }
)
"""Releases that were read in the actions' own repositories on 2026-11-22: what each tag points at."""


def files(folder: Path, forge: str) -> list[Path]:
    return [folder / name for name in ci_init(folder, forge).data.filer]


def workflow(path: Path) -> Any:
    return parse(path.read_bytes(), path.name).data


@pytest.mark.parametrize("forge", FORGES)
def test_the_files_follow_the_published_schema(forge: str, tmp_path: Path) -> None:
    argv = [str(Path(sys.executable).with_name("check-jsonschema")), "--builtin-schema", *SCHEMAS[forge]]

    good = subprocess.run([*argv, *files(tmp_path, forge)], capture_output=True, check=False)
    faulty = tmp_path / "fel.yml"
    faulty.write_text(files(tmp_path, forge)[0].read_text().replace("timeout", "tajmaut"), encoding="utf-8")
    bad = subprocess.run([*argv, faulty], capture_output=True, check=False)

    assert good.returncode == 0, good.stdout.decode()
    assert bad.returncode == 1


def test_an_auditor_of_workflows_finds_nothing(tmp_path: Path) -> None:
    found = files(tmp_path, "github")

    done = subprocess.run(
        [installed("venv/bin/zizmor"), "--offline", "--persona=pedantic", *found], capture_output=True, check=False
    )

    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.parametrize("forge", WORKFLOWS)
def test_a_linter_of_workflows_finds_nothing(forge: str, tmp_path: Path) -> None:
    # Forgejo's own runner, and the last action that keeps files there, are unknown to a linter for GitHub.
    known = ("-ignore", 'label "docker" is unknown', "-ignore", "is too old to run") if forge == "forgejo" else ()

    done = subprocess.run(
        [installed("venv/bin/actionlint"), "-shellcheck=", *known, *files(tmp_path, forge)],
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.parametrize("forge", WORKFLOWS)
def test_a_change_is_judged_with_no_more_rights_than_reading_and_with_all_of_history(
    forge: str, tmp_path: Path
) -> None:
    for path in files(tmp_path, forge):
        said, text = workflow(path), path.read_text(encoding="utf-8")
        assert said["permissions"] == {}
        assert "secrets" not in text
        assert "pull_request_target" not in text
        for action in re.findall(r"uses: (\S+)", text):
            assert re.fullmatch(r"[a-z/-]+@[0-9a-f]{40}", action)
        for job in said["jobs"].values():
            checkouts = [s for s in job["steps"] if "checkout" in s.get("uses", "")]
            assert all(s["with"] == {"fetch-depth": 0, "persist-credentials": False} for s in checkouts)
            assert "contents" not in job["permissions"] or job["permissions"] == {"contents": "read"}
            # What a forge fills in must never become part of a script.
            assert [s["run"] for s in job["steps"] if "${{" in s.get("run", "")] == []


@pytest.mark.parametrize("forge", WORKFLOWS)
def test_an_action_is_pinned_to_a_release_that_is_the_one_it_says(forge: str, tmp_path: Path) -> None:
    used = [line for path in files(tmp_path, forge) for line in re.findall(r"uses: (.+)", path.read_text("utf-8"))]

    assert used
    assert set(used) <= RELEASES


@pytest.mark.parametrize("forge", WORKFLOWS)
def test_it_publishes_on_every_merge_and_every_month(forge: str, tmp_path: Path) -> None:
    check, publish = (workflow(path) for path in files(tmp_path, forge))

    assert "pull_request" in check["on"]
    assert "pull_request" not in publish["on"]
    assert publish["on"]["push"] == {"branches": ["main"]}
    assert publish["on"]["schedule"] == [{"cron": "0 5 1 * *"}]


@pytest.mark.parametrize("forge", FORGES)
def test_what_the_files_run_can_be_run(forge: str, fyr: Fyr, tmp_path: Path) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in files(tmp_path, forge))
    commands = set(re.findall(r"(?<=[ :-] )fyr ([a-z][^\n>]*?)(?= >|$)", text, re.MULTILINE))
    assert {c.split()[0] for c in commands} == {"check", "audit", "site", "report"}

    for command in commands:
        assert fyr(*command.split(), "--help", cwd=tmp_path).exit_code == 0
    for command in (c for c in commands if c.startswith(("check", "site"))):
        assert fyr("-p", str(resource("portfolio-data")), *command.split(), cwd=tmp_path).exit_code == 0


def test_twice_is_once_and_what_someone_else_wrote_stands(tmp_path: Path) -> None:
    first = ci_init(tmp_path, "github").data
    again = ci_init(tmp_path, "github").data
    assert first.skrivna == first.filer
    assert again.skrivna == ()

    changed = tmp_path / first.filer[1]
    changed.write_text("eget\n", encoding="utf-8")
    (tmp_path / first.filer[0]).unlink()
    with pytest.raises(ConflictError):
        ci_init(tmp_path, "github")
    assert changed.read_text(encoding="utf-8") == "eget\n"
    assert not (tmp_path / first.filer[0]).exists()

    assert ci_init(tmp_path, "github", over=True).data.skrivna == first.filer


def test_a_link_in_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "annan").write_text("annat\n", encoding="utf-8")
    (tmp_path / ".gitlab-ci.yml").symlink_to(tmp_path / "annan")

    with pytest.raises(ConflictError):
        ci_init(tmp_path, "gitlab")

    assert (tmp_path / "annan").read_text(encoding="utf-8") == "annat\n"


@given(st.text(min_size=1, max_size=20))
def test_a_package_is_one_value_or_refused(package: str) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        try:
            made = ci_init(Path(folder), "gitlab", package).data
        except UsageError:
            return
        assert workflow(Path(folder) / made.filer[0])["variables"]["FYR_PAKET"] == package


def test_a_package_that_would_break_out_is_refused(tmp_path: Path) -> None:
    for package in ('fyr"\nx: "y', "fyr$(id)", "--index-url", "${{ secrets.X }}", "a`id`", ""):
        with pytest.raises(UsageError):
            ci_init(tmp_path, "github", package)


def test_the_command_says_what_it_wrote(fyr: Fyr, tmp_path: Path) -> None:
    ran = fyr("ci", "init", "--forge", "gitlab", cwd=tmp_path)

    assert (ran.exit_code, ran.stdout) == (0, "skrev .gitlab-ci.yml\n")
    assert "FYR_TRUST" in ran.stderr
    assert fyr("ci", "init", "--forge", "svn", cwd=tmp_path).exit_code == 2
