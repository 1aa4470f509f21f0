"""Attacks 85–95: a downloaded repository, an environment and a folder that try to have something run or to mislead.

In each place that git, Python or fyr could take a program from stands a canary that leaves a mark. Every reading
command and the ways to write are run: the mark never appears, and the answer is the same as without, or a refusal
that says why.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import FYR, Ran
from tests.safety.canaries import ATTACKS, UNIX, Site, modules_of_python

ID = "digital-motor-fyrbodal"
READING: tuple[tuple[str, ...], ...] = (
    (),
    ("show", ID),
    ("check",),
    ("check", "--staged"),
    ("gate", "check", ID),
    ("log", ID),
    ("diff", "HEAD~1", "HEAD"),
    ("status", "--as-of", "HEAD"),
    ("list", "--as-of", "2026-01-15"),
    ("audit", "verify"),
    ("policy", "status"),
    ("report", "statusrapport", ID, "--to", "md", "--out", "../ut"),
    ("log", "--to", "csv", "--out", "../ut/logg.csv"),
    ("doctor",),
)
DECISION = ("gate", "advance", "exempel-gemensamt-e-arkiv", "--organ", "kommunledning", "--kommun", "orust")
WRITING: tuple[tuple[str, ...], ...] = (
    (*DECISION, "--datum", "2026-11-19", "--paragraf", "KS § 1", "--dnr", "orust=KS 2026/1", "--beslut", "Delta."),
    ("set", "ai-kundtjanst", "namn", "Nytt namn", "--commit"),
    ("new", "projekt", "--namn", "Nytt", "--sammanfattning", "Prov.", "--commit"),
    ("edit", "ai-kundtjanst"),
)
OF_PYTHON = frozenset({"modules of Python"})
"""Attacks on how Python itself starts."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site.make(tmp_path_factory.mktemp("original") / "aaaa")


@pytest.fixture(scope="module")
def usual(original: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], Ran]:
    """What each reading command says when nobody attacks."""
    site = original.copy(tmp_path_factory.mktemp("vanlig") / "aaaa")
    return {args: site.run(args) for args in READING}


@UNIX
@pytest.mark.parametrize("name", ATTACKS)
def test_what_is_read_says_the_same_and_runs_nothing(
    name: str, original: Site, usual: dict[tuple[str, ...], Ran], tmp_path: Path
) -> None:
    site = original.copy(tmp_path / "aaaa")
    env = ATTACKS[name](site) or {}
    for args in READING:
        if name == "index elsewhere" and "--staged" in args:
            continue
        ran = site.run(args, anew=name in OF_PYTHON, **env)
        refusal = args == ("audit", "verify") and "kan ej verifieras" in ran.stdout and "FYR601" in ran.stdout
        if args == ("doctor",):
            # It names folders, and how long their names are decides where the lines are folded.
            assert (ran.exit_code, ran.stderr) == (usual[args].exit_code, "")
        else:
            assert ran == usual[args] or (refusal and ran.exit_code == 3), args
        assert not site.mark.exists(), (args, site.mark.read_text(encoding="utf-8"))
    assert not (site.folder / "spår2").exists()


@UNIX
@pytest.mark.parametrize("name", ATTACKS)
def test_what_is_written_runs_nothing(name: str, original: Site, tmp_path: Path) -> None:
    site = original.copy(tmp_path / "aaaa")
    before = int(site.repo.git("rev-list", "--count", "HEAD"))
    env = ATTACKS[name](site) or {}
    made = 0
    for args in WRITING:
        ran = site.run(args, anew=name in OF_PYTHON, **env)
        assert not site.mark.exists(), (args, site.mark.read_text(encoding="utf-8"))
        assert "Traceback" not in ran.stderr
        if name == "lazy remote" and args[0] != "edit":
            assert ran.exit_code == 1, args
            assert "FYR601" in ran.stdout + ran.stderr, args
        else:
            assert ran.exit_code == 0, (args, ran.stderr)
            made += args[0] != "edit"
    # Looked at without the trap's own settings.
    (site.root / ".git/config").write_text("[core]\n\trepositoryformatversion = 0\n", encoding="utf-8")
    assert int(site.repo.git("rev-list", "--count", "HEAD")) == before + made
    assert {*site.repo.git("log", "--format=%an %ae").splitlines()} == {"Karin Ström karin.strom@kommunen.example"}
    assert not (site.folder / "spår2").exists()


@UNIX
def test_the_canaries_sing(original: Site, tmp_path: Path) -> None:
    """The traps are only worth something when git itself walks into them."""
    for name, command in (
        ("settings", ("status",)),
        ("included settings", ("diff",)),
        ("hooks", ("commit", "--allow-empty", "-m", "x")),
        ("attributes", ("add", "--renormalize", ".")),
    ):
        site = original.copy(tmp_path / name)
        ATTACKS[name](site)
        (site.root / "fyr.yaml").touch()
        site.repo.attempt(*command)
        assert site.mark.exists(), name


@UNIX
def test_pythonpath_is_the_users_own(original: Site, tmp_path: Path) -> None:
    """95: what the user names in PYTHONPATH is taken, as every program of Python does."""
    site = original.copy(tmp_path / "aaaa")
    modules = site.folder / "moduler"
    modules.mkdir()
    (modules / "sitecustomize.py").write_text(f"open({str(site.mark)!r}, 'a')\n", encoding="utf-8")
    site.run(("list",), anew=True, PYTHONPATH=str(modules))

    assert site.mark.exists()


@UNIX
def test_the_command_itself_imports_nothing_from_the_working_directory(original: Site, tmp_path: Path) -> None:
    """95: the script that pip installs; Python puts its own folder first, not the working directory."""
    script = Path(sys.executable).with_name("fyr")
    if not script.exists():
        pytest.skip("fyr is not installed beside this Python")
    site = original.copy(tmp_path / "aaaa")
    modules_of_python(site)
    for args in READING[:6]:
        ran = subprocess.run([script, *args], cwd=site.root, env=site.env, capture_output=True, check=False)
        assert ran.returncode in {0, 1}, ran.stderr
    assert not site.mark.exists(), site.mark.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["--output=pwned", "-1", "--git-dir=/", "@{-1}", "HEAD --", ":/x", "^HEAD", "HEAD:fyr.yaml"]
)
@pytest.mark.parametrize(
    "command", ["list --as-of={}", "diff {} HEAD", "diff HEAD {}", "audit verify --ref={}", "audit verify --start={}"]
)
def test_a_revision_is_never_an_option(command: str, text: str, original: Site) -> None:
    ran = original.run(tuple(part.format(text) for part in command.split(" ")))

    assert ran.exit_code in {1, 2, 3}, ran.stdout
    assert "Traceback" not in ran.stderr
    assert not list(original.folder.rglob("pwned"))


@pytest.mark.parametrize(
    "args",
    [
        ("show", "--", "--output=pwned"),
        ("show", "../../etc/passwd"),
        ("edit", "../hem/.gitconfig"),
        ("edit", "/etc/passwd"),
        ("report", "../../x", ID),
        ("report", "statusrapport", "../../x"),
        ("schema", "../x"),
        ("explain", "../../x"),
        ("set", "../hem", "namn", "x"),
        ("artefact", "show", "../x", "../y"),
        ("check", "/etc"),
    ],
    ids=" ".join,
)
def test_a_name_is_never_a_path_out_of_the_portfolio(args: tuple[str, ...], original: Site) -> None:
    ran = original.run(args)

    assert ran.exit_code in {1, 2, 3}
    assert "Traceback" not in ran.stderr
    assert "root:" not in ran.stdout + ran.stderr
    assert (original.folder / "hem/.gitconfig").read_text(encoding="utf-8").startswith("[user]")
    assert original.repo.status() == ""


def test_the_program_in_the_tests_is_the_one_that_users_start() -> None:
    assert FYR[1:] == ("-m", "fyrportfolj")
