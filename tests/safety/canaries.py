"""Attacks 85–95: a portfolio in a repository, and every place that git, Python or fyr could take a program from.

In each place stands a canary that leaves a mark when it is run.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cli.terminal import SHIPPED, Ran, run, start, surroundings
from tests.support.gitrepo import GitRepo

HOOKS = (
    "applypatch-msg pre-applypatch post-applypatch pre-commit pre-merge-commit prepare-commit-msg commit-msg"
    " post-commit pre-rebase post-checkout post-merge pre-push pre-receive update proc-receive post-receive"
    " post-update reference-transaction push-to-checkout pre-auto-gc post-rewrite sendemail-validate"
    " fsmonitor-watchman p4-changelist p4-prepare-changelist p4-post-changelist p4-pre-submit post-index-change"
)
DRIVERS = "* filter=e diff=e merge=e text ident export-subst working-tree-encoding=UTF-16\n"


PROGRAMS: Mapping[str, str] = {
    "core.fsmonitor": "{run}",
    "core.hooksPath": "{hooks}",
    "core.attributesFile": "{attributes}",
    "core.pager": "{run}",
    "core.editor": "{run}",
    "core.askPass": "{run}",
    "core.sshCommand": "{run}",
    "core.gitProxy": "{run}",
    "core.alternateRefsCommand": "{run}",
    "core.splitIndex": "true",
    "credential.helper": "!{run}",
    "diff.external": "{run}",
    "diff.e.textconv": "{run}",
    "diff.e.command": "{run}",
    "filter.e.clean": "{run}",
    "filter.e.smudge": "{run}",
    "filter.e.process": "{run}",
    "filter.e.required": "true",
    "merge.e.driver": "{run}",
    "mergetool.e.cmd": "{run}",
    "difftool.e.cmd": "{run}",
    "gpg.program": "{run}",
    "gpg.ssh.program": "{run}",
    "gpg.x509.program": "{run}",
    "gpg.ssh.defaultKeyCommand": "{run}",
    "gpg.ssh.allowedSignersFile": "{attributes}",
    "interactive.diffFilter": "{run}",
    "log.showSignature": "true",
    "log.mailmap": "true",
    "mailmap.file": "{attributes}",
    "pager.log": "{run}",
    "pager.rev-list": "{run}",
    "pager.config": "{run}",
    "sequence.editor": "{run}",
    "sendemail.sendmailCmd": "{run}",
    "gc.auto": "1",
    "gc.recentObjectsHook": "{run}",
    "maintenance.auto": "true",
    "uploadpack.packObjectsHook": "{run}",
    "receive.procReceiveRefs": "refs",
    "man.e.cmd": "{run}",
    "browser.e.cmd": "{run}",
    "guitool.e.cmd": "{run}",
    "trailer.e.cmd": "{run}",
    "trailer.e.command": "{run}",
    "instaweb.httpd": "{run}",
    "submodule.x.update": "!{run}",
    "tar.e.command": "{run}",
    **{f"alias.{name}": "!{run}" for name in ("rev-parse", "cat-file", "rev-list", "config", "hash-object")},
    "protocol.ext.allow": "always",
    "protocol.allow": "always",
    "remote.origin.url": "ext::{run}",
    "remote.origin.uploadpack": "{run}",
    "remote.origin.receivepack": "{run}",
    "remote.origin.vcs": "e",
    "core.repositoryFormatVersion": "1",
    "core.commitGraph": "true",
    "core.useReplaceRefs": "true",
    "safe.bareRepository": "all",
    "safe.directory": "*",
    "transfer.credentialsInUrl": "allow",
    "bundle.heuristic": "creationToken",
    "trace2.normalTarget": "{elsewhere}",
    "trace2.eventTarget": "{elsewhere}",
    "user.signingkey": "{attributes}",
    "commit.gpgsign": "false",
}
"""Every setting of git that names a program, or a file that can name one."""


VARIABLES: Mapping[str, str] = {
    "GIT_DIR": "{other}/.git",
    "GIT_WORK_TREE": "{other}",
    "GIT_OBJECT_DIRECTORY": "{other}/.git/objects",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES": "{other}/.git/objects",
    "GIT_COMMON_DIR": "{other}/.git",
    "GIT_NAMESPACE": "x",
    "GIT_CEILING_DIRECTORIES": "{folder}",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM": "1",
    "GIT_REPLACE_REF_BASE": "refs/heads/",
    "GIT_CONFIG_COUNT": "2",
    "GIT_CONFIG_KEY_0": "core.fsmonitor",
    "GIT_CONFIG_VALUE_0": "{program}",
    "GIT_CONFIG_KEY_1": "core.hooksPath",
    "GIT_CONFIG_VALUE_1": "{folder}",
    "GIT_CONFIG_PARAMETERS": "'core.fsmonitor={program}'",
    "GIT_CONFIG_GLOBAL": "{other}/fyr.yaml",
    "GIT_CONFIG_SYSTEM": "{other}/fyr.yaml",
    "GIT_CONFIG": "{other}/fyr.yaml",
    "GIT_EXEC_PATH": "{folder}",
    "GIT_TEMPLATE_DIR": "{folder}",
    "GIT_SSH": "{program}",
    "GIT_SSH_COMMAND": "{program}",
    "GIT_PROXY_COMMAND": "{program}",
    "GIT_ASKPASS": "{program}",
    "SSH_ASKPASS": "{program}",
    "GIT_EDITOR": "{program}",
    "GIT_SEQUENCE_EDITOR": "{program}",
    "GIT_PAGER": "{program}",
    "PAGER": "{program}",
    "GIT_EXTERNAL_DIFF": "{program}",
    "GIT_DIFF_OPTS": "--output=pwned",
    "GIT_ALLOW_PROTOCOL": "ext:file",
    "GIT_PROTOCOL_FROM_USER": "1",
    "GIT_NO_REPLACE_OBJECTS": "0",
    "GIT_GRAFT_FILE": "{other}/fyr.yaml",
    "GIT_SHALLOW_FILE": "{other}/fyr.yaml",
    "GIT_ATTR_SOURCE": "HEAD",
    "GIT_ATTR_NOSYSTEM": "0",
    "GIT_LITERAL_PATHSPECS": "0",
    "GIT_ICASE_PATHSPECS": "1",
    "GIT_DEFAULT_HASH": "sha256",
    "GIT_DEFAULT_REF_FORMAT": "reftable",
    "GIT_TRACE": "{folder}/spår2",
    "GIT_TRACE2": "{folder}/spår2",
    "GIT_TRACE2_EVENT": "{folder}/spår2",
    "GIT_REDIRECT_STDERR": "{folder}/spår2",
    "GIT_AUTHOR_NAME": "Någon annan",
    "GIT_COMMITTER_EMAIL": "annan@b.example",
    "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z",
    "GIT_PYTHON_GIT_EXECUTABLE": "{program}",
    "GIT_PYTHON_TRACE": "full",
    "GIT_QUARANTINE_PATH": "{folder}",
    "GIT_FLUSH": "0",
    "BROWSER": "{program}",
}
"""Variables that choose repository, objects, configuration and programs."""


def programs(run: str, hooks: Path, attributes: Path) -> dict[str, str]:
    """Give the settings with a program, a folder of hooks and a file of attributes filled in."""
    filled = {"run": run, "hooks": hooks, "attributes": attributes, "elsewhere": attributes.with_name("spår2")}
    return {name: value.format(**filled) for name, value in PROGRAMS.items()}


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

    def run(self, args: tuple[str, ...], *, anew: bool = False, **more: str) -> Ran:
        """Run fyr and leave out of what it said all that differs from one copy to another.

        Args:
            args: the arguments.
            anew: start Python too, for traps that lie in its way.
            **more: variables to add.
        """
        ran = (start if anew else run)([*args], self.root, {**self.env, **more})
        return Ran(ran.exit_code, self._alike(ran.stdout), self._alike(ran.stderr))

    def _alike(self, text: str) -> str:
        text = text.replace(str(self.folder), "•").replace(self.folder.name, "•")
        return re.sub(r"\s+", " ", text)


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
    """88: every variable that steers git, GitPython, or what they start."""
    other = GitRepo.make(site.folder / "annan", {"fyr.yaml": "namn: Fel\n"})
    filled = {"other": other.root, "folder": site.folder, "program": site.program}
    return {name: value.format(**filled) for name, value in VARIABLES.items()}


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
