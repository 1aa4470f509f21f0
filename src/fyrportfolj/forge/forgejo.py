"""Forgejo's dialect, which Gitea and Codeberg share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from fyrportfolj.forge.github import comment_once, pull_of, remark_of
from fyrportfolj.forge.protocol import Draft, Place, Pull, Remark, Said, Verdict, is_ours
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

_PAGE: Query = {"limit": 50}
_VERDICTS: Mapping[str, Verdict] = {
    "APPROVED": "godkand",
    "REQUEST_CHANGES": "andringar_begarda",
    "COMMENT": "kommentar",
}
_UNPROCESSABLE = 422
_MISSING = 404


class Forgejo:
    """A repository on Forgejo or Gitea."""

    def __init__(self, place: Place, token: str, patience: Patience) -> None:
        """Get ready to speak; nothing is sent yet.

        Args:
            place: the repository.
            token: the key.
            patience: how long and how much is put up with.
        """
        self._place = place
        self._repo = "/repos/" + quote(place.path)
        self._api = Transport(place.api, place.host, {"authorization": f"token {token}"}, patience)

    @property
    def place(self) -> Place:
        """Which repository."""
        return self._place

    def find(self, branch: str) -> Pull | None:
        """Give the pull request of a branch; see `Forge`."""
        listed = rows(self._api.pages(f"{self._repo}/pulls", {"state": "all", **_PAGE}))
        found = [r for r in listed if _of(r, branch)]
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
        at = f"{self._repo}/pulls/{pull.number}/reviews"
        told = []
        for found in rows(self._api.pages(at, _PAGE)):
            if text(found, "state") not in _VERDICTS:
                continue
            some = maybe_number(found, "comments_count") != 0
            lines = rows(self._api.pages(f"{at}/{number(found, 'id')}/comments")) if some else ()
            told.append(_review(found, lines, pull.head))
        talk = rows(self._api.pages(f"{self._repo}/issues/{pull.number}/comments"))
        told += [remark_of(r) for r in talk if not is_ours(text(r, "body"))]
        return tuple(sorted(told, key=lambda one: (one.when, one.id)))

    def comment_once(self, pull: Pull, marker: str, text: str) -> bool:
        """Write in the conversation once; see `Forge`."""
        return comment_once(self._api, f"{self._repo}/issues/{pull.number}/comments", marker, text)

    def merge(self, pull: Pull) -> None:
        """Merge it with a merge commit; see `Forge`."""
        if not pull.head:
            raise unexpected("sha")
        body = {"Do": "merge", "head_commit_id": pull.head}
        self._api.send("POST", f"{self._repo}/pulls/{pull.number}/merge", body)

    def close(self, pull: Pull) -> None:
        """Close it without merging; see `Forge`."""
        self._api.send("PATCH", f"{self._repo}/pulls/{pull.number}", {"state": "closed"})

    def login(self, id_: str) -> str | None:
        """Give the name that an account has now; see `Forge`."""
        found = parts(row(self._api.get("/users/search", {"uid": id_})), "data") if id_.isdecimal() else ()
        return next((filled(one, "login") for one in found if str(number(one, "id")) == id_), None)

    def _asked(self, pull: int, id_: str) -> bool:
        login = self.login(id_)
        if login is None:
            return False
        try:
            self._api.send("POST", f"{self._repo}/pulls/{pull}/requested_reviewers", {"reviewers": [login]})
        except ForgeError as error:
            if error.status not in {_MISSING, _UNPROCESSABLE}:
                raise
            return False
        return True


def _of(found: Row, branch: str) -> bool:
    head, base = part(found, "head"), part(found, "base")
    # A copy of the repository may have a branch of the same name.
    return head.get("repo_id") == base.get("repo_id") and text(head, "ref") == branch


def _pull(found: Row) -> Pull:
    return pull_of(found, parts(found, "requested_reviewers"))


def _review(found: Row, lines: Iterable[Row], head: str) -> Said:
    commit = optional(found, "commit_id")
    return Said(
        id=f"review-{number(found, 'id')}",
        account=account(found, "user"),
        when=moment(found, "submitted_at"),
        text=text(found, "body"),
        verdict=_VERDICTS[text(found, "state")],
        commit=commit,
        stale=flag(found, "stale") or (commit is not None and commit != (head or commit)),
        url=optional(found, "html_url"),
        remarks=tuple(_line(one) for one in sorted(lines, key=lambda r: number(r, "id"))),
        original=kept(review=found, avser=commit, comments=list(lines)),
        withdrawn=flag(found, "dismissed"),
    )


def _line(found: Row) -> Remark:
    # Zero means that the line is gone; then the one that was looked at is told.
    return Remark(
        id=str(number(found, "id")),
        text=text(found, "body"),
        path=text(found, "path"),
        line=maybe_number(found, "position") or maybe_number(found, "original_position") or None,
        quoted=last_lines(text(found, "diff_hunk")),
        commit=optional(found, "original_commit_id") or optional(found, "commit_id"),
        url=optional(found, "html_url"),
    )
