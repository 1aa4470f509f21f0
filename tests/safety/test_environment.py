"""Attacks 85–95: a downloaded repository, an environment and a folder that try to have something run or to mislead.

In each place that git, Python or fyr could take a program from stands a canary that leaves a mark. Every reading
command and the ways to write are run: the mark never appears, and the answer is the same as without, or a refusal
that says why.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cli.terminal import FYR, SHIPPED, Ran, start, surroundings
from tests.support.gitrepo import GitRepo

ROOT = Path(__file__).resolve().parents[2]
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
HOOKS = (
    "applypatch-msg pre-applypatch post-applypatch pre-commit pre-merge-commit prepare-commit-msg commit-msg"
    " post-commit pre-rebase post-checkout post-merge pre-push pre-receive update proc-receive post-receive"
    " post-update reference-transaction push-to-checkout pre-auto-gc post-rewrite sendemail-validate"
    " fsmonitor-watchman p4-changelist p4-prepare-changelist p4-post-changelist p4-pre-submit post-index-change"
)
DRIVERS = "* filter=e diff=e merge=e text ident export-subst working-tree-encoding=UTF-16\n"


def programs(run: str, hooks: Path, attributes: Path) -> dict[str, str]:
    """Give every setting of git that names a program, or a file that can name one."""
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
        "core.splitIndex": "true",
        "credential.helper": f"!{run}",
        "diff.external": run,
        "diff.e.textconv": run,
        "diff.e.command": run,
        "filter.e.clean": run,
        "filter.e.smudge": run,
        "filter.e.process": run,
        "filter.e.required": "true",
        "merge.e.driver": run,
        "mergetool.e.cmd": run,
        "difftool.e.cmd": run,
        "gpg.program": run,
        "gpg.ssh.program": run,
        "gpg.x509.program": run,
        "gpg.ssh.defaultKeyCommand": run,
        "gpg.ssh.allowedSignersFile": str(attributes),
        "interactive.diffFilter": run,
        "log.showSignature": "true",
        "log.mailmap": "true",
        "mailmap.file": str(attributes),
        "pager.log": run,
        "pager.rev-list": run,
        "pager.config": run,
        "sequence.editor": run,
        "sendemail.sendmailCmd": run,
        "gc.auto": "1",
        "gc.recentObjectsHook": run,
        "maintenance.auto": "true",
        "uploadpack.packObjectsHook": run,
        "receive.procReceiveRefs": "refs",
        "man.e.cmd": run,
        "browser.e.cmd": run,
        "guitool.e.cmd": run,
        "trailer.e.cmd": run,
        "trailer.e.command": run,
        "instaweb.httpd": run,
        "submodule.x.update": f"!{run}",
        "tar.e.command": run,
        **{f"alias.{name}": f"!{run}" for name in ("rev-parse", "cat-file", "rev-list", "config", "hash-object")},
        "protocol.ext.allow": "always",
        "protocol.allow": "always",
        "remote.origin.url": f"ext::{run}",
        "remote.origin.uploadpack": run,
        "remote.origin.receivepack": run,
        "remote.origin.vcs": "e",
        "core.repositoryFormatVersion": "1",
        "core.commitGraph": "true",
        "core.useReplaceRefs": "true",
        "safe.bareRepository": "all",
        "safe.directory": "*",
        "transfer.credentialsInUrl": "allow",
        "bundle.heuristic": "creationToken",
        "trace2.normalTarget": str(attributes.with_name("spår2")),
        "trace2.eventTarget": str(attributes.with_name("spår2")),
        "user.signingkey": str(attributes),
        "commit.gpgsign": "false",
    }


class Site:
    """A portfolio in a repository, with a place for marks outside of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mark = folder / "spår"
        self.root = folder / "portfölj"
        self.env = surroundings(folder / "hem", EDITOR="sh -c 'sed -i s/kundtjänst/kundstöd/ \"$1\"' sh")
        self.repo = GitRepo(self.root)

    @classmethod
    def make(cls, folder: Path) -> Site:
        site = cls(folder)
        (folder / "hem").mkdir(parents=True)
        (folder / "hem/.gitconfig").write_text("[user]\nname = Anna Å\nemail = a@b.example\n", encoding="utf-8")
        shutil.copytree(SHIPPED, site.root)
        site.repo = GitRepo.make(site.root)
        site.repo.commit("Första")
        site.repo.commit("Andra", {"anteckningar.txt": "x\n"})
        return site

    def copy(self, folder: Path) -> Site:
        shutil.copytree(self.folder, folder, symlinks=True)
        return Site(folder)

    @property
    def program(self) -> str:
        """A program that leaves a mark with its name and arguments."""
        place = self.folder / "fälla.sh"
        if not place.exists():
            place.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{self.mark}'\nexit 1\n", encoding="utf-8")
            place.chmod(0o755)
        return str(place)

    def run(self, args: tuple[str, ...], **more: str) -> Ran:
        """Run fyr and leave out of what it said all that differs from one copy to another."""
        ran = start([*args], self.root, {**self.env, **more})
        return Ran(ran.exit_code, self._alike(ran.stdout), self._alike(ran.stderr))

    def _alike(self, text: str) -> str:
        text = text.replace(str(self.folder), "•").replace(self.folder.name, "•")
        return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site.make(tmp_path_factory.mktemp("original") / "aaaa")


@pytest.fixture(scope="module")
def usual(original: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], Ran]:
    """What each reading command says when nobody attacks."""
    site = original.copy(tmp_path_factory.mktemp("vanlig") / "aaaa")
    return {args: site.run(args) for args in READING}


Attack = Callable[[Site], Mapping[str, str] | None]


def settings(site: Site) -> None:
    """85: every setting that names a program."""
    hooks = site.root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    attributes = site.folder / "attribut"
    attributes.write_text(DRIVERS, encoding="utf-8")
    for name, value in programs(f"'{site.program}'", hooks, attributes).items():
        site.repo.git("config", "--local", name, value)


def included_settings(site: Site) -> None:
    """85: the same, from a file that the configuration includes, and from that of the work tree."""
    settings(site)
    config = site.root / ".git/config"
    shutil.copy(config, site.root / "inställningar")
    shutil.copy(config, site.root / ".git/config.worktree")
    config.write_text(
        "[core]\n\trepositoryformatversion = 1\n\tbare = false\n[extensions]\n\tworktreeConfig = true\n"
        '[include]\n\tpath = ../inställningar\n[includeIf "gitdir:**"]\n\tpath = ../inställningar\n',
        encoding="utf-8",
    )
    (site.root / "inställningar").rename(site.root / ".git/inställningar")
    config.write_text(config.read_text(encoding="utf-8").replace("../", ""), encoding="utf-8")


def lazy_remote(site: Site) -> None:
    """85: a repository that fetches what it lacks, from an address that is a program."""
    settings(site)
    for name, value in (("extensions.partialClone", "origin"), ("remote.origin.promisor", "true")):
        site.repo.git("config", name, value)


def hooks(site: Site) -> None:
    """86: every hook that git has a name for."""
    folder = site.root / ".git/hooks"
    folder.mkdir(exist_ok=True)
    for name in HOOKS.split():
        shutil.copy(site.program, folder / name)


def attributes(site: Site) -> None:
    """87: attributes of the repository and of the work tree, with the drivers that they name."""
    settings(site)
    (site.root / ".git/info").mkdir(exist_ok=True)
    (site.root / ".git/info/attributes").write_text(DRIVERS, encoding="utf-8")
    (site.root / ".git/info/exclude").write_text("*\n", encoding="utf-8")


def variables(site: Site) -> Mapping[str, str]:
    """88: variables that choose repository, objects, configuration and programs."""
    other = GitRepo.make(site.folder / "annan", {"fyr.yaml": "namn: Fel\n"})
    program = site.program
    return {
        "GIT_DIR": str(other.root / ".git"),
        "GIT_WORK_TREE": str(other.root),
        "GIT_OBJECT_DIRECTORY": str(other.root / ".git/objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(other.root / ".git/objects"),
        "GIT_COMMON_DIR": str(other.root / ".git"),
        "GIT_NAMESPACE": "x",
        "GIT_CEILING_DIRECTORIES": str(site.folder),
        "GIT_DISCOVERY_ACROSS_FILESYSTEM": "1",
        "GIT_REPLACE_REF_BASE": "refs/heads/",
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": program,
        "GIT_CONFIG_KEY_1": "core.hooksPath",
        "GIT_CONFIG_VALUE_1": str(site.folder),
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor={program}'",
        "GIT_CONFIG_GLOBAL": str(other.root / "fyr.yaml"),
        "GIT_CONFIG_SYSTEM": str(other.root / "fyr.yaml"),
        "GIT_CONFIG": str(other.root / "fyr.yaml"),
        "GIT_EXEC_PATH": str(site.folder),
        "GIT_TEMPLATE_DIR": str(site.folder),
        "GIT_SSH": program,
        "GIT_SSH_COMMAND": program,
        "GIT_PROXY_COMMAND": program,
        "GIT_ASKPASS": program,
        "SSH_ASKPASS": program,
        "GIT_EDITOR": program,
        "GIT_SEQUENCE_EDITOR": program,
        "GIT_PAGER": program,
        "PAGER": program,
        "GIT_EXTERNAL_DIFF": program,
        "GIT_DIFF_OPTS": "--output=pwned",
        "GIT_ALLOW_PROTOCOL": "ext:file",
        "GIT_PROTOCOL_FROM_USER": "1",
        "GIT_NO_REPLACE_OBJECTS": "0",
        "GIT_GRAFT_FILE": str(other.root / "fyr.yaml"),
        "GIT_SHALLOW_FILE": str(other.root / "fyr.yaml"),
        "GIT_ATTR_SOURCE": "HEAD",
        "GIT_ATTR_NOSYSTEM": "0",
        "GIT_LITERAL_PATHSPECS": "0",
        "GIT_ICASE_PATHSPECS": "1",
        "GIT_DEFAULT_HASH": "sha256",
        "GIT_DEFAULT_REF_FORMAT": "reftable",
        "GIT_TRACE": str(site.folder / "spår2"),
        "GIT_TRACE2": str(site.folder / "spår2"),
        "GIT_TRACE2_EVENT": str(site.folder / "spår2"),
        "GIT_REDIRECT_STDERR": str(site.folder / "spår2"),
        "GIT_AUTHOR_NAME": "Någon annan",
        "GIT_COMMITTER_EMAIL": "annan@b.example",
        "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z",
        "GIT_PYTHON_GIT_EXECUTABLE": program,
        "GIT_PYTHON_TRACE": "full",
        "GIT_QUARANTINE_PATH": str(site.folder),
        "GIT_FLUSH": "0",
        "BROWSER": program,
    }


def index_elsewhere(site: Site) -> Mapping[str, str]:
    """88: an index of another repository; only `check --staged` in a hook has to do with one."""
    other = GitRepo.make(site.folder / "annan", {"fyr.yaml": "namn: Fel\n"})
    return {"GIT_INDEX_FILE": str(other.root / ".git/index")}


def bare_inside(site: Site) -> None:
    """91: a repository without a work tree among the documents, with programs in its configuration."""
    inside = site.root / "initiativ/x.git"
    shutil.copytree(site.root / ".git", inside)
    for name, value in (("core.bare", "true"), ("core.fsmonitor", site.program), ("core.worktree", str(site.folder))):
        subprocess.run(["git", "config", "-f", str(inside / "config"), name, value], check=True)
    for name in ("HEAD", "objects", "refs", "config"):
        # The documents' own folder looks like a repository too.
        place = inside / name
        (shutil.copytree if place.is_dir() else shutil.copy)(place, site.root / "initiativ" / name)


def modules_of_python(site: Site) -> None:
    """95: files in the working directory with the names of the modules that fyr loads.

    What `python -m` itself loads before it comes to fyr (contextlib) is not among them: nothing of ours has begun.
    """
    names = (
        "typer rich pydantic jinja2 ryaml ruamel git gc json re shutil subprocess hashlib secrets"
        " tempfile zoneinfo decimal unicodedata sitecustomize usercustomize pydantic_core filelock cryptography"
        " docx docxtpl pptx xlsxwriter typst pikepdf tomllib gettext locale shlex platform queue struct base64"
    )
    source = f"open({str(site.mark)!r}, 'a').write(__name__ + '\\n')\n"
    for name in names.split():
        (site.root / f"{name}.py").write_text(source, encoding="utf-8")
        (site.root / f"{name}.pth").write_text(f"import sys; {source}", encoding="utf-8")
    (site.root / "pyvenv.cfg").write_text("home = .\n", encoding="utf-8")
    (site.root / "setup.cfg").write_text("[options.entry_points]\npydantic = x = typer\n", encoding="utf-8")


ATTACKS: Mapping[str, Attack] = {
    "settings": settings,
    "included settings": included_settings,
    "lazy remote": lazy_remote,
    "hooks": hooks,
    "attributes": attributes,
    "variables": variables,
    "index elsewhere": index_elsewhere,
    "bare repository inside": bare_inside,
    "modules of Python": modules_of_python,
}
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="the canaries are programs of Unix")


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
        ran = site.run(args, **env)
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
        ran = site.run(args, **env)
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
    site.run(("list",), PYTHONPATH=str(modules))

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


# Repositories that are not what they look like.


@UNIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_repository_that_somebody_else_owns_is_refused(original: Site, tmp_path: Path) -> None:
    """92: git asks whose the folder is."""
    site = original.copy(tmp_path / "aaaa")
    for place in (site.root, site.root / ".git"):
        os.chown(place, 12345, 12345)
    for args in (("list", "--as-of", "HEAD"), ("log",), ("audit", "verify"), WRITING[0], WRITING[1]):
        ran = site.run(args)
        assert ran.exit_code == 3, args
        assert "ownership" in ran.stderr + ran.stdout
    assert site.run(("list",)).exit_code == 0


def git_file(site: Site, victim: GitRepo) -> None:
    (site.root / ".git").rename(site.folder / "undan")
    (site.root / ".git").write_text(f"gitdir: {victim.root / '.git'}\n", encoding="utf-8")


def git_link(site: Site, victim: GitRepo) -> None:
    (site.root / ".git").rename(site.folder / "undan")
    (site.root / ".git").symlink_to(victim.root / ".git")


def common_folder(site: Site, victim: GitRepo) -> None:
    (site.root / ".git/commondir").write_text(f"{victim.root / '.git'}\n", encoding="utf-8")


def work_tree_elsewhere(site: Site, victim: GitRepo) -> None:
    site.repo.git("config", "core.worktree", str(victim.root))


def false_work_tree(site: Site, victim: GitRepo) -> None:
    own = site.root / ".git"
    own.rename(site.folder / "undan")
    own.write_text(f"gitdir: {site.folder / 'undan'}\n", encoding="utf-8")
    (site.folder / "undan/commondir").write_text(f"{victim.root / '.git'}\n", encoding="utf-8")
    (site.folder / "undan/gitdir").write_text(f"{own}\n", encoding="utf-8")


@UNIX
@pytest.mark.parametrize("lead", [git_file, git_link, common_folder, work_tree_elsewhere, false_work_tree])
def test_a_folder_that_leads_to_another_repository_is_refused(
    lead: Callable[[Site, GitRepo], None], original: Site, tmp_path: Path
) -> None:
    """93: nothing is read from, and nothing written to, a history that does not belong to the folder."""
    site = original.copy(tmp_path / "aaaa")
    victim = GitRepo.make(tmp_path / "offer", {"hemligt.txt": "HEMLIGT\n", "fyr.yaml": "namn: Offer\n"})
    before = victim.head()
    lead(site, victim)
    for args in (*READING, *WRITING):
        ran = site.run(args)
        assert "Traceback" not in ran.stderr, args
        assert "HEMLIGT" not in ran.stdout, args
        assert "Offer" not in ran.stdout, args
        if {"log", "--as-of", "--staged", "audit", "diff", "--commit"} & set(args):
            assert ran.exit_code == 3, (args, ran.stderr)
    assert victim.head() == before
    assert victim.status() == ""


def test_a_linked_work_tree_of_ones_own_is_used(original: Site, tmp_path: Path) -> None:
    """93: git's own work trees name each other, and are not mistaken for the attack."""
    site = original.copy(tmp_path / "aaaa")
    site.repo.git("worktree", "add", "-q", "-b", "gren", str(site.folder / "träd"))
    ran = start(["list", "--as-of", "HEAD"], site.folder / "träd", site.env)

    assert ran.exit_code == 0, ran.stderr


def test_the_program_in_the_tests_is_the_one_that_users_start() -> None:
    assert FYR[1:] == ("-m", "fyrportfolj")
