"""The repository that a portfolio lies in: where it is, what HEAD points at, who the user is, which remotes it has."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from fyrportfolj.errors import ExternalError
from fyrportfolj.history.git import Git, failed
from fyrportfolj.history.paths import portfolio_path
from fyrportfolj.messages import T

MAIN = "main"
"""Name of the branch that a new repository starts on."""

_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_BRANCHES = "refs/heads/"
_USER_IN_URL = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*://)[^/]*@")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who commits are made by.

    Attributes:
        name: `user.name`.
        email: `user.email`.
    """

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Remote:
    """Another copy of the repository.

    Attributes:
        name: as `origin`.
        url: where it is, without user name and password.
    """

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A work tree with a portfolio somewhere in it.

    Attributes:
        root: the work tree, without links in the path.
        prefix: the portfolio inside it: empty, or a folder such as `portfolio-data/`.
        git: runner of commands.
        git_dir: the folder of this work tree's HEAD and index.
        common_dir: the folder of branches and objects; another one only in a linked work tree.
    """

    root: Path
    prefix: str
    git: Git
    git_dir: Path
    common_dir: Path

    @staticmethod
    def discover(portfolio: Path) -> Repository | None:
        """Find the repository that a folder lies in.

        Args:
            portfolio: an existing folder.

        Returns:
            The repository, or None when the folder lies in none.

        Raises:
            ExternalError: git is missing, refuses the repository, its work tree lies elsewhere, or the folder
                leads to a repository that does not know of it.
        """
        folder = portfolio.resolve()
        holder = next((f for f in (folder, *folder.parents) if os.path.lexists(f / ".git")), None)
        if holder is None:
            return None
        # One line each; the prefix is git's own spelling of it, which is how trees name the folder.
        questions = (
            "--show-toplevel",
            "--absolute-git-dir",
            "--git-common-dir",
            "--show-prefix",
            "--show-object-format",
        )
        answers = Git(folder, None).line("rev-parse", "--path-format=absolute", *questions)
        top, git_dir, common_dir, prefix, algorithm = _fields(answers, len(questions))
        root = Path(top).resolve()
        if not folder.is_relative_to(root) or not os.path.lexists(root / ".git"):
            raise ExternalError(
                T("Git-arkivet i {mapp} har sina filer någon annanstans: {rot}.", mapp=str(holder), rot=top),
                T("Ta bort inställningen core.worktree, eller arbeta i den mapp som den pekar på."),
            )
        git = Git(root, Path(git_dir), algorithm)
        found = Repository(root, prefix, git, Path(git_dir), Path(common_dir))
        if not found.is_its_own():
            raise ExternalError(
                T("Mappen {mapp} pekar ut ett git-arkiv som inte vet av den: {arkiv}.", mapp=str(root), arkiv=git_dir),
                T(
                    "Hör de ihop: kör git worktree repair i arkivet, eller git config core.worktree följt av mappen."
                    " Annars: ta bort .git i mappen, för den leder till någon annans historik."
                ),
            )
        return found

    def is_its_own(self) -> bool:
        """Say whether repository and work tree name each other, so that neither was put beside a foreign one."""
        own = self.root / ".git"
        if self.git_dir == self.common_dir == own and not own.is_symlink():
            return True
        # A linked work tree is written down in the repository; a submodule's repository names its work tree.
        with suppress(OSError):
            named = (self.git_dir / "gitdir").read_text(encoding="utf-8").removesuffix("\n")
            return (self.git_dir / named).resolve() == own and self.git_dir.parent.parent == self.common_dir
        elsewhere = dict(self.settings("core")).get("core.worktree", ("", ""))[1]
        return bool(elsewhere) and (self.git_dir / elsewhere).resolve() == self.root and self.git_dir == self.common_dir

    def holding(self, *descriptors: int) -> Repository:
        """Give the same repository, whose git processes keep some file descriptors open until they end."""
        return replace(self, git=replace(self.git, inherit=descriptors))

    def full(self, path: str) -> str:
        """Give a path of the portfolio as a path of the repository.

        Raises:
            DataError: the path cannot be a file of a portfolio.
        """
        return self.prefix + portfolio_path(path)

    def branch(self) -> str | None:
        """Give the name of the branch that HEAD points at, or None when HEAD points at a commit."""
        answer = self.git.answer("symbolic-ref", "--quiet", "HEAD")
        name = os.fsdecode(answer.out).removesuffix("\n")
        return name.removeprefix(_BRANCHES) if not answer.code and name.startswith(_BRANCHES) else None

    def head(self) -> str | None:
        """Give the id of the commit that HEAD stands at, or None before the first commit.

        Raises:
            ExternalError: git cannot read HEAD.
        """
        return self.tip("HEAD")

    def tip(self, ref: str) -> str | None:
        """Give the id of the commit that a reference stands at, or None when there is none.

        Args:
            ref: `HEAD` or a full name such as `refs/heads/main`.

        Raises:
            ExternalError: there is one, but git cannot read it.
        """
        answer = self.git.answer("rev-parse", "--quiet", "--verify", "--end-of-options", f"{ref}^{{commit}}")
        # A reference that cannot be read is not the same as none.
        if answer.code > 1 or (answer.code and ref != "HEAD" and (self.common_dir / ref).exists()):
            raise failed("rev-parse", answer.err)
        found = answer.out.decode().strip()
        if not answer.code and not _OID.fullmatch(found):
            raise failed("rev-parse", answer.err)
        return found or None

    def remotes(self) -> tuple[Remote, ...]:
        """Give the repository's remotes, in the order of its configuration."""
        import git

        with git.Repo(self.root, expand_vars=False) as opened:
            return tuple(
                Remote(remote.name, without_secrets(str(remote.config_reader.get_value("url", ""))))
                for remote in opened.remotes
            )

    def identity(self) -> Identity:
        """Give whom commits are made by, from git's configuration.

        Raises:
            ExternalError: name or address is missing.
        """
        found = dict(self.settings("user"))
        name, email = (_one_line(found.get(key, ("", ""))[1]) for key in ("user.name", "user.email"))
        if not name or not email:
            raise ExternalError(
                T("Git vet inte vem du är, så det går inte att skriva vem som har gjort incheckningen."),
                T(
                    'Kör git config --global user.name "Förnamn Efternamn" och'
                    " git config --global user.email fornamn.efternamn@kommunen.se och försök igen."
                ),
            )
        return Identity(name, email)

    def settings(self, *sections: str) -> tuple[tuple[str, tuple[str, str]], ...]:
        """Give the configuration of some sections, later values after earlier ones.

        Args:
            *sections: first parts of names, such as `user`.

        Returns:
            `(name in lower case, (scope, value))`, where the scope is `global`, `local` or `worktree`.
        """
        pattern = f"^({'|'.join(sections)})[.]"
        answer = self.git.answer("config", "--show-scope", "--null", "--includes", "--get-regexp", pattern)
        parts = answer.out.decode(errors="replace").split("\0")[:-1]
        rows = []
        for scope, pair in zip(parts[::2], parts[1::2], strict=True):
            # A name that stands without "=" means true.
            name, equals, value = pair.partition("\n")
            rows.append((name, (scope, value if equals else "true")))
        return tuple(rows)


def init(path: Path) -> Repository:
    """Make a repository with the branch `main` in a folder, or find the one that is there.

    Args:
        path: an existing folder.

    Returns:
        The repository whose work tree the folder is; no commit is made.

    Raises:
        ExternalError: git is missing or cannot write there.
    """
    folder = path.resolve()
    if not os.path.lexists(folder / ".git"):
        # An empty template: what the user's template holds (hooks among other things) is not asked for here.
        Git(folder, None).run("init", "--quiet", "--template=", f"--initial-branch={MAIN}")
    made = Repository.discover(folder)
    if made is None:
        raise ExternalError(
            T("Det gick inte att göra ett git-arkiv i {mapp}.", mapp=str(folder)),
            T("Se till att du har rätt att skriva i mappen."),
        )
    return made


def without_secrets(url: str) -> str:
    """Give an address without the user name and password that may stand in it."""
    return _USER_IN_URL.sub(r"\1", url)


def _fields(answers: str, count: int) -> list[str]:
    fields = answers.split("\n")
    if len(fields) != count:
        raise ExternalError(
            T("Sökvägen till git-arkivet innehåller en radbrytning."),
            T("Byt namn på mappen och kör kommandot igen."),
        )
    return fields


def _one_line(value: str) -> str:
    # The characters that delimit the fields of a commit cannot be part of them.
    return " ".join(value.translate({ord("<"): None, ord(">"): None}).split())
