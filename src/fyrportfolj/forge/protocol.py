"""What a forge can be asked to do for a consultation, and what it gives back: plain values, the same for all forges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, TypeAlias

Slag: TypeAlias = Literal["github", "gitlab", "forgejo"]
"""A kind of forge; Gitea speaks as Forgejo does."""

Verdict: TypeAlias = Literal["godkand", "andringar_begarda", "kommentar"]
"""What the button of a review says."""

State: TypeAlias = Literal["oppen", "stangd", "sammanfogad"]
"""Where a pull request is."""


@dataclass(frozen=True, slots=True)
class Place:
    """A repository on a forge.

    Attributes:
        slag: what the forge speaks.
        api: where its API begins, as `https://api.github.com`, without a final `/`.
        host: its name to a person, as `github.com`.
        path: the repository, as `owner/name`; GitLab may have more levels.
    """

    slag: Slag
    api: str
    host: str
    path: str


@dataclass(frozen=True, slots=True)
class Account:
    """Who wrote something.

    Attributes:
        id: a number that the forge never gives to another; empty for an account that is gone.
        login: the name, which may have been another's before.
    """

    id: str
    login: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A pull request as it is to be.

    Attributes:
        branch: what is to be looked at, without `refs/heads/`.
        base: what it is compared with.
        title: one line.
        text: Markdown.
    """

    branch: str
    base: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request as it is.

    Attributes:
        number: what the forge counts it as in its repository.
        url: address that a person opens.
        title: one line.
        text: Markdown.
        state: where it is.
        head: the commit that the branch stands at; empty when the forge does not say.
        author: who opened it.
        asked: those who are asked to look at it.
    """

    number: int
    url: str
    title: str
    text: str
    state: State
    head: str
    author: Account
    asked: tuple[Account, ...] = ()

    def has_left(self, commit: str | None) -> bool:
        """Say whether the branch has moved on from a commit; False when it is not known."""
        return commit is not None and commit != (self.head or commit)


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a line, or one more in the conversation.

    Attributes:
        id: its number on the forge.
        text: what it says.
        path: file in the repository, or None in the conversation.
        line: counted from 1 in the new version, or None when the line is gone.
        quoted: the text of the line, or None when the forge does not say.
        commit: the commit whose line it is, or None.
        url: its address, or None.
    """

    id: str
    text: str
    path: str | None
    line: int | None
    quoted: str | None
    commit: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """A review, or a remark in the conversation.

    Attributes:
        id: kind and number, as `review-81`; the same for the same thing each time.
        account: who wrote it.
        when: when it was sent, time zone aware.
        text: what it says; empty when only the button was used.
        verdict: what the button says.
        commit: the commit that it is about, or None.
        stale: True when the branch has moved on since.
        url: its address, or None.
        remarks: those on lines that belong to it, in the order that they were written.
        original: the forge's own reply, as JSON.
        withdrawn: True when it was taken back, or set aside by somebody, on the forge.
    """

    id: str
    account: Account
    when: datetime
    text: str
    verdict: Verdict
    commit: str | None
    stale: bool
    url: str | None
    remarks: tuple[Remark, ...]
    original: str
    withdrawn: bool = False


class Forge(Protocol):
    """One repository on a forge. Whatever is asked twice is done once."""

    @property
    def place(self) -> Place:
        """Which repository."""
        ...

    def find(self, branch: str) -> Pull | None:
        """Give the pull request of a branch: the open one, else the latest; None when there never was one.

        Raises:
            ForgeError: the forge refuses or does not answer; so for every call here.
        """
        ...

    def open(self, draft: Draft) -> Pull:
        """Make a pull request; only when `find` gave none."""
        ...

    def update(self, number: int, title: str, text: str) -> None:
        """Give a pull request another title and text."""
        ...

    def ask(self, pull: Pull, accounts: tuple[str, ...]) -> tuple[str, ...]:
        """Ask accounts to look at a pull request.

        Args:
            pull: the pull request; those it has asked already are not asked again.
            accounts: ids.

        Returns:
            The ids that the forge cannot ask: no such account, or one that does not see the repository.
        """
        ...

    def login(self, id_: str) -> str | None:
        """Give the name that an account has now, or None when there is no such account.

        Args:
            id_: the account's number.
        """
        ...

    def said(self, pull: Pull) -> tuple[Said, ...]:
        """Give everything that has been said by others than fyr, oldest first."""
        ...

    def comment_once(self, pull: Pull, marker: str, text: str) -> bool:
        """Write in the conversation, unless the same account has written something with the marker there already.

        Args:
            pull: the pull request.
            marker: a line that the text begins with and that no other text of fyr's has.
            text: Markdown.

        Returns:
            True when it was written now.
        """
        ...

    def merge(self, pull: Pull) -> None:
        """Merge it with a merge commit, provided that the branch still stands where `pull` says."""
        ...

    def close(self, pull: Pull) -> None:
        """Close it without merging."""
        ...


def marked(marker: str, text: str) -> str:
    """Give a text with its marker, which Markdown does not show.

    Args:
        marker: begins with `fyr:`.
        text: Markdown.
    """
    return f"<!-- {marker} -->\n{text}"


def is_marked(text: str, marker: str) -> bool:
    """Say whether a text begins with a marker."""
    return text.lstrip().startswith(f"<!-- {marker} -->")


def is_ours(text: str) -> bool:
    """Say whether a text is one that fyr has written."""
    return text.lstrip().startswith("<!-- fyr:")


def has_stance(text: str) -> bool:
    """Say whether the first line of a text states a stance in words."""
    first, _, _ = text.strip().partition("\n")
    return first.lstrip("*_ ").casefold().startswith(("ställning:", "ställningstagande:"))


def oldest_first(said: Iterable[Said]) -> tuple[Said, ...]:
    """Give what has been said sorted by time, then id."""
    return tuple(sorted(said, key=lambda one: (one.when, one.id)))
