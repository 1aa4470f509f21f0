"""GitHub's dialect, of github.com and of GitHub Enterprise Server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import quote

from fyrportfolj.forge.calls import login_of
from fyrportfolj.forge.protocol import Place, Pull, Remark, Said, Verdict
from fyrportfolj.forge.pulls import PullRequests, remark_of, review_of
from fyrportfolj.forge.reading import Row, account, kept, maybe_number, moment, number, optional, part, rows, text
from fyrportfolj.forge.transport import Patience, Query

_PAGE: Query = {"per_page": 100}
_VERDICTS: Mapping[str, Verdict] = {"APPROVED": "godkand", "CHANGES_REQUESTED": "andringar_begarda"}


class GitHub(PullRequests):
    """A repository on GitHub."""

    talk_page = _PAGE

    def __init__(self, place: Place, token: str, patience: Patience) -> None:
        """Get ready to speak; nothing is sent yet.

        Args:
            place: the repository.
            token: the key.
            patience: how long and how much is put up with.
        """
        headers = {"authorization": f"Bearer {token}", "x-github-api-version": "2022-11-28"}
        super().__init__(place, headers, patience)

    def login(self, id_: str) -> str | None:
        """Give the name that an account has now; see `Forge`."""
        return login_of(self._api, f"/user/{quote(id_, safe='')}", "login")

    def _listed(self, branch: str) -> Iterable[Row]:
        owner = self._place.path.partition("/")[0]
        query: Query = {"state": "all", "head": f"{owner}:{branch}", **_PAGE}
        listed = rows(self._api.pages(f"{self._repo}/pulls", query))
        return (r for r in listed if text(part(r, "head"), "ref") == branch)

    def _reviews(self, pull: Pull) -> Iterable[Said]:
        at = self._at(pull.number)
        reviews = rows(self._api.pages(f"{at}/reviews", _PAGE))
        lines = rows(self._api.pages(f"{at}/comments", _PAGE))
        by_review: dict[int | None, list[Row]] = {}
        for line in lines:
            by_review.setdefault(maybe_number(line, "pull_request_review_id"), []).append(line)
        # A review that is not sent yet is seen by its writer only, and has no time.
        sent = [r for r in reviews if r.get("submitted_at")]
        told = [_review(r, by_review.pop(number(r, "id"), ()), pull) for r in sent]
        pending = {number(r, "id") for r in reviews}
        return told + [_alone(line, pull) for id_, left in by_review.items() if id_ not in pending for line in left]

    def _merge(self, at: str, head: str) -> None:
        self._api.send("PUT", at, {"sha": head, "merge_method": "merge"}, once=True)


def _review(found: Row, lines: Iterable[Row], pull: Pull) -> Said:
    state = text(found, "state")
    told = review_of(found, lines, pull, verdict=_VERDICTS.get(state, "kommentar"), line_of=_line)
    return replace(told, withdrawn=state == "DISMISSED")


def _alone(found: Row, pull: Pull) -> Said:
    """A remark on a line that no review has; GitHub leaves such behind when a review is taken away."""
    commit = optional(found, "original_commit_id")
    return Said(
        id=f"radkommentar-{number(found, 'id')}",
        account=account(found, "user"),
        when=moment(found, "created_at"),
        text="",
        verdict="kommentar",
        commit=commit,
        stale=pull.has_left(commit),
        url=optional(found, "html_url"),
        remarks=(_line(found),),
        original=kept(comment=found),
    )


def _line(found: Row) -> Remark:
    # The line in the version that was looked at: `line` is moved, or empty, when the branch moves on.
    line = maybe_number(found, "original_line")
    start = maybe_number(found, "original_start_line")
    return remark_of(found, line, line - start + 1 if line and start else 1)
