"""Forgejo's dialect, which Gitea and Codeberg share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from fyrportfolj.forge.protocol import Place, Pull, Remark, Said, Verdict
from fyrportfolj.forge.pulls import PullRequests, remark_of, review_of
from fyrportfolj.forge.reading import Row, filled, flag, maybe_number, number, optional, part, parts, row, rows, text
from fyrportfolj.forge.transport import Patience, Query

_PAGE: Query = {"limit": 50}
_VERDICTS: Mapping[str, Verdict] = {
    "APPROVED": "godkand",
    "REQUEST_CHANGES": "andringar_begarda",
    "COMMENT": "kommentar",
}


class Forgejo(PullRequests):
    """A repository on Forgejo or Gitea."""

    def __init__(self, place: Place, token: str, patience: Patience) -> None:
        """Get ready to speak; nothing is sent yet.

        Args:
            place: the repository.
            token: the key.
            patience: how long and how much is put up with.
        """
        super().__init__(place, {"authorization": f"token {token}"}, patience)

    def login(self, id_: str) -> str | None:
        """Give the name that an account has now; see `Forge`."""
        found = parts(row(self._api.get("/users/search", {"uid": id_})), "data") if id_.isdecimal() else ()
        return next((filled(one, "login") for one in found if str(number(one, "id")) == id_), None)

    def _listed(self, branch: str) -> Iterable[Row]:
        listed = rows(self._api.pages(f"{self._repo}/pulls", {"state": "all", **_PAGE}))
        return (r for r in listed if _of(r, branch))

    def _reviews(self, pull: Pull) -> Iterable[Said]:
        at = f"{self._at(pull.number)}/reviews"
        told = []
        for found in rows(self._api.pages(at, _PAGE)):
            if text(found, "state") not in _VERDICTS:
                continue
            some = maybe_number(found, "comments_count") != 0
            lines = rows(self._api.pages(f"{at}/{number(found, 'id')}/comments")) if some else ()
            told.append(_review(found, lines, pull))
        return told

    def _merge(self, at: str, head: str) -> None:
        self._api.send("POST", at, {"Do": "merge", "head_commit_id": head})


def _of(found: Row, branch: str) -> bool:
    head, base = part(found, "head"), part(found, "base")
    # A copy of the repository may have a branch of the same name.
    return head.get("repo_id") == base.get("repo_id") and text(head, "ref") == branch


def _review(found: Row, lines: Iterable[Row], pull: Pull) -> Said:
    told = review_of(found, lines, pull, verdict=_VERDICTS[text(found, "state")], line_of=_line)
    return replace(told, stale=told.stale or flag(found, "stale"), withdrawn=flag(found, "dismissed"))


def _line(found: Row) -> Remark:
    # Zero means that the line is gone; then the one that was looked at is told.
    line = maybe_number(found, "position") or maybe_number(found, "original_position") or None
    told = remark_of(found, line)
    return replace(told, commit=told.commit or optional(found, "commit_id"))
