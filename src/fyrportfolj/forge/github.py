"""GitHub's dialect, of github.com and of GitHub Enterprise Server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from fyrportfolj.forge.protocol import Draft, Place, Pull, Remark, Said, State, Verdict, is_marked, is_ours, marked
from fyrportfolj.forge.reading import (
    Row,
    account,
    filled,
    flag,
    kept,
    last_lines,
    maybe_number,
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

_PAGE: Query = {"per_page": 100}
_VERDICTS: Mapping[str, Verdict] = {"APPROVED": "godkand", "CHANGES_REQUESTED": "andringar_begarda"}
_UNPROCESSABLE = 422
_MISSING = 404


class GitHub:
    """A repository on GitHub."""

    def __init__(self, place: Place, token: str, patience: Patience) -> None:
        """Get ready to speak; nothing is sent yet.

        Args:
            place: the repository.
            token: the key.
            patience: how long and how much is put up with.
        """
        self._place = place
        self._repo = "/repos/" + quote(place.path)
        headers = {"authorization": f"Bearer {token}", "x-github-api-version": "2022-11-28"}
        self._api = Transport(place.api, place.host, headers, patience)

    @property
    def place(self) -> Place:
        """Which repository."""
        return self._place

    def find(self, branch: str) -> Pull | None:
        """Give the pull request of a branch; see `Forge`."""
        owner = self._place.path.partition("/")[0]
        query: Query = {"state": "all", "head": f"{owner}:{branch}", **_PAGE}
        found = [
            r for r in rows(self._api.pages(f"{self._repo}/pulls", query)) if text(part(r, "head"), "ref") == branch
        ]
        chosen = max(found, key=lambda r: (text(r, "state") == "open", number(r, "number")), default=None)
        return None if chosen is None else _pull(chosen)

    def open(self, draft: Draft) -> Pull:
        """Make a pull request; see `Forge`."""
        body = {"title": draft.title, "head": draft.branch, "base": draft.base, "body": draft.text}
        return _pull(row(self._api.send("POST", f"{self._repo}/pulls", body)))

    def update(self, number: int, title: str, text: str) -> None:
        """Give a pull request another title and text; see `Forge`."""
        self._api.send("PATCH", f"{self._repo}/pulls/{number}", {"title": title, "body": text})

    def ask(self, pull: Pull, accounts: tuple[str, ...]) -> tuple[str, ...]:
        """Ask accounts to look at a pull request; see `Forge`."""
        known = {one.id for one in (*pull.asked, pull.author)}
        return tuple(id_ for id_ in accounts if id_ not in known and not self._asked(pull.number, id_))

    def said(self, pull: Pull) -> tuple[Said, ...]:
        """Give everything that has been said by others than fyr; see `Forge`."""
        at = f"{self._repo}/pulls/{pull.number}"
        reviews = rows(self._api.pages(f"{at}/reviews", _PAGE))
        lines = rows(self._api.pages(f"{at}/comments", _PAGE))
        talk = rows(self._api.pages(f"{self._repo}/issues/{pull.number}/comments", _PAGE))
        by_review: dict[int | None, list[Row]] = {}
        for line in lines:
            by_review.setdefault(maybe_number(line, "pull_request_review_id"), []).append(line)
        # A review that is not sent yet is seen by its writer only, and has no time.
        sent = [r for r in reviews if r.get("submitted_at")]
        told = [_review(r, by_review.pop(number(r, "id"), ()), pull.head) for r in sent]
        pending = {number(r, "id") for r in reviews}
        told += [_alone(line, pull.head) for id_, left in by_review.items() if id_ not in pending for line in left]
        told += [remark_of(r) for r in talk if not is_ours(text(r, "body"))]
        return tuple(sorted(told, key=lambda one: (one.when, one.id)))

    def comment_once(self, pull: Pull, marker: str, text: str) -> bool:
        """Write in the conversation once; see `Forge`."""
        at = f"{self._repo}/issues/{pull.number}/comments"
        return comment_once(self._api, at, marker, text)

    def merge(self, pull: Pull) -> None:
        """Merge it with a merge commit; see `Forge`."""
        if not pull.head:
            raise unexpected("sha")
        body = {"sha": pull.head, "merge_method": "merge"}
        self._api.send("PUT", f"{self._repo}/pulls/{pull.number}/merge", body, once=True)

    def close(self, pull: Pull) -> None:
        """Close it without merging; see `Forge`."""
        self._api.send("PATCH", f"{self._repo}/pulls/{pull.number}", {"state": "closed"})

    def login(self, id_: str) -> str | None:
        """Give the name that an account has now; see `Forge`."""
        return login_of(self._api, f"/user/{quote(id_, safe='')}", "login")

    def _asked(self, pull: int, id_: str) -> bool:
        login = self.login(id_)
        if login is None:
            return False
        try:
            # One at a time: a single one that cannot be asked makes GitHub refuse them all.
            self._api.send("POST", f"{self._repo}/pulls/{pull}/requested_reviewers", {"reviewers": [login]})
        except ForgeError as error:
            if error.status not in {_MISSING, _UNPROCESSABLE}:
                raise
            return False
        return True


def login_of(api: Transport, at: str, name: str) -> str | None:
    """Give the name of the account at a path, or None when there is none.

    Args:
        api: calls to the forge.
        at: path of the account.
        name: what the forge calls the name.
    """
    try:
        return filled(row(api.get(at)), name)
    except ForgeError as error:
        if error.status != _MISSING:
            raise
        return None


def comment_once(api: Transport, at: str, marker: str, words: str) -> bool:
    """Write in a conversation of GitHub's or Forgejo's form, unless the marker stands there already.

    Args:
        api: calls to the forge.
        at: path of the conversation.
        marker: see `Forge`.
        words: see `Forge`.
    """
    there = rows(api.pages(at, _PAGE))
    if any(is_marked(text(r, "body"), marker) for r in there):
        return False
    api.send("POST", at, {"body": marked(marker, words)})
    return True


def pull_of(found: Row, asked: Iterable[Row]) -> Pull:
    """Read a pull request of GitHub's or Forgejo's form.

    Args:
        found: the answer.
        asked: those who are asked to look at it.
    """
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
        asked=tuple(account({"user": one}, "user") for one in asked),
    )


def remark_of(found: Row) -> Said:
    """Read a remark in a conversation of GitHub's or Forgejo's form."""
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


def _pull(found: Row) -> Pull:
    return pull_of(found, parts(found, "requested_reviewers"))


def _review(found: Row, lines: Iterable[Row], head: str) -> Said:
    commit = optional(found, "commit_id")
    return Said(
        id=f"review-{number(found, 'id')}",
        account=account(found, "user"),
        when=moment(found, "submitted_at"),
        text=text(found, "body"),
        verdict=_VERDICTS.get(text(found, "state"), "kommentar"),
        commit=commit,
        stale=commit is not None and commit != (head or commit),
        url=optional(found, "html_url"),
        remarks=tuple(_line(one) for one in sorted(lines, key=lambda r: number(r, "id"))),
        original=kept(review=found, avser=commit, comments=list(lines)),
        withdrawn=text(found, "state") == "DISMISSED",
    )


def _alone(found: Row, head: str) -> Said:
    """A remark on a line that no review has; GitHub leaves such behind when a review is taken away."""
    commit = optional(found, "original_commit_id")
    return Said(
        id=f"radkommentar-{number(found, 'id')}",
        account=account(found, "user"),
        when=moment(found, "created_at"),
        text="",
        verdict="kommentar",
        commit=commit,
        stale=commit is not None and commit != (head or commit),
        url=optional(found, "html_url"),
        remarks=(_line(found),),
        original=kept(comment=found),
    )


def _line(found: Row) -> Remark:
    # The line in the version that was looked at: `line` is moved, or empty, when the branch moves on.
    line = maybe_number(found, "original_line")
    start = maybe_number(found, "original_start_line")
    return Remark(
        id=str(number(found, "id")),
        text=text(found, "body"),
        path=text(found, "path"),
        line=line,
        quoted=last_lines(text(found, "diff_hunk"), line - start + 1 if line and start else 1),
        commit=optional(found, "original_commit_id"),
        url=optional(found, "html_url"),
    )
