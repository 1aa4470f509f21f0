"""Pull requests of GitHub's form, which Forgejo shares.

What a forge does in a way of its own is a method that it fills in, or `replace` on what is read here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar
from urllib.parse import quote

from fyrportfolj.forge.calls import MISSING, UNPROCESSABLE, write_once
from fyrportfolj.forge.protocol import Draft, Place, Pull, Remark, Said, State, Verdict, is_ours, oldest_first
from fyrportfolj.forge.reading import (
    Row,
    account,
    filled,
    flag,
    kept,
    last_lines,
    moment,
    number,
    optional,
    part,
    parts,
    row,
    rows,
    text,
    unexpected,
)
from fyrportfolj.forge.refusals import ForgeError
from fyrportfolj.forge.transport import Patience, Query, Transport


class PullRequests(ABC):
    """A repository whose pull requests have GitHub's form.

    Attributes:
        talk_page: how long a page of a conversation is to be; nothing where it comes whole.
    """

    talk_page: ClassVar[Query] = {}

    def __init__(self, place: Place, headers: Mapping[str, str], patience: Patience) -> None:
        """Get ready to speak; nothing is sent yet.

        Args:
            place: the repository.
            headers: sent with every call; the key among them.
            patience: how long and how much is put up with.
        """
        self._place = place
        self._repo = "/repos/" + quote(place.path)
        self._api = Transport(place.api, place.host, headers, patience)

    @property
    def place(self) -> Place:
        """Which repository."""
        return self._place

    def find(self, branch: str) -> Pull | None:
        """Give the pull request of a branch; see `Forge`."""
        found = self._listed(branch)
        chosen = max(found, key=lambda r: (text(r, "state") == "open", number(r, "number")), default=None)
        return None if chosen is None else pull_of(chosen)

    def open(self, draft: Draft) -> Pull:
        """Make a pull request; see `Forge`."""
        body = {"title": draft.title, "head": draft.branch, "base": draft.base, "body": draft.text}
        return pull_of(row(self._api.send("POST", f"{self._repo}/pulls", body)))

    def update(self, number: int, title: str, text: str) -> None:
        """Give a pull request another title and text; see `Forge`."""
        self._api.send("PATCH", self._at(number), {"title": title, "body": text})

    def ask(self, pull: Pull, accounts: tuple[str, ...]) -> tuple[str, ...]:
        """Ask accounts to look at a pull request; see `Forge`."""
        known = {one.id for one in (*pull.asked, pull.author)}
        return tuple(id_ for id_ in accounts if id_ not in known and not self._asked(pull.number, id_))

    @abstractmethod
    def login(self, id_: str) -> str | None:
        """Give the name that an account has now; see `Forge`."""

    def said(self, pull: Pull) -> tuple[Said, ...]:
        """Give everything that has been said by others than fyr; see `Forge`."""
        reviews = self._reviews(pull)
        talk = rows(self._api.pages(self._talk(pull), self.talk_page))
        return oldest_first((*reviews, *(comment_of(r) for r in talk if not is_ours(text(r, "body")))))

    def comment_once(self, pull: Pull, marker: str, text: str) -> bool:
        """Write in the conversation once; see `Forge`."""
        return write_once(self._api, self._talk(pull), self.talk_page, marker, text)

    def merge(self, pull: Pull) -> None:
        """Merge it with a merge commit; see `Forge`."""
        if not pull.head:
            raise unexpected("sha")
        self._merge(f"{self._at(pull.number)}/merge", pull.head)

    def close(self, pull: Pull) -> None:
        """Close it without merging; see `Forge`."""
        self._api.send("PATCH", self._at(pull.number), {"state": "closed"})

    @abstractmethod
    def _listed(self, branch: str) -> Iterable[Row]:
        """Give the pull requests of a branch, not those of a copy's branch of the same name."""

    @abstractmethod
    def _reviews(self, pull: Pull) -> Iterable[Said]:
        """Give the reviews, and the remarks on lines with them."""

    @abstractmethod
    def _merge(self, at: str, head: str) -> None:
        """Have a merge made at a path, provided that the branch stands at a commit."""

    def _asked(self, pull: int, id_: str) -> bool:
        login = self.login(id_)
        if login is None:
            return False
        try:
            # One at a time: a single one that cannot be asked makes GitHub refuse them all.
            self._api.send("POST", f"{self._at(pull)}/requested_reviewers", {"reviewers": [login]})
        except ForgeError as error:
            if error.status not in {MISSING, UNPROCESSABLE}:
                raise
            return False
        return True

    def _at(self, number: int) -> str:
        return f"{self._repo}/pulls/{number}"

    def _talk(self, pull: Pull) -> str:
        return f"{self._repo}/issues/{pull.number}/comments"


def pull_of(found: Row) -> Pull:
    """Read a pull request."""
    merged = flag(found, "merged") or found.get("merged_at") is not None
    state: State = "sammanfogad" if merged else "oppen" if text(found, "state") == "open" else "stangd"
    return Pull(
        number=number(found, "number"),
        url=filled(found, "html_url"),
        title=text(found, "title"),
        text=text(found, "body"),
        state=state,
        # Gone with its branch.
        head=text(part(found, "head"), "sha"),
        author=account(found, "user"),
        asked=tuple(account({"user": one}, "user") for one in parts(found, "requested_reviewers")),
    )


def comment_of(found: Row) -> Said:
    """Read a remark in a conversation."""
    return Said(
        id=f"kommentar-{number(found, 'id')}",
        account=account(found, "user"),
        when=moment(found, "created_at"),
        text=text(found, "body"),
        verdict="kommentar",
        commit=None,
        stale=False,
        url=optional(found, "html_url"),
        remarks=(),
        original=kept(comment=found),
    )


def review_of(
    found: Row, lines: Iterable[Row], pull: Pull, *, verdict: Verdict, line_of: Callable[[Row], Remark]
) -> Said:
    """Read a review; whether it was taken back is not read.

    Args:
        found: the review.
        lines: its remarks on lines, in any order.
        pull: what it is a review of.
        verdict: what its button says.
        line_of: reads a remark on a line.
    """
    commit = optional(found, "commit_id")
    written = tuple(lines)
    return Said(
        id=f"review-{number(found, 'id')}",
        account=account(found, "user"),
        when=moment(found, "submitted_at"),
        text=text(found, "body"),
        verdict=verdict,
        commit=commit,
        stale=pull.has_left(commit),
        url=optional(found, "html_url"),
        remarks=tuple(line_of(one) for one in sorted(written, key=lambda r: number(r, "id"))),
        original=kept(review=found, avser=commit, comments=written),
    )


def remark_of(found: Row, line: int | None, count: int = 1) -> Remark:
    """Read a remark on a line.

    Args:
        found: the remark.
        line: counted from 1 in the version that was looked at, or None when it is gone.
        count: how many lines the remark is about; `line` is the last.
    """
    return Remark(
        id=str(number(found, "id")),
        text=text(found, "body"),
        path=text(found, "path"),
        line=line,
        quoted=last_lines(text(found, "diff_hunk"), count),
        commit=optional(found, "original_commit_id"),
        url=optional(found, "html_url"),
    )
