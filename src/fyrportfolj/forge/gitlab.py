"""GitLab's dialect.

GitLab has no reviews: who approves and what is said are apart. What one account has said is therefore one answer, whose
text is its latest note that begins with a stance, else its latest note; the rest are remarks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from fyrportfolj.forge.calls import MISSING, login_of, write_once
from fyrportfolj.forge.protocol import (
    Account,
    Draft,
    Place,
    Pull,
    Remark,
    Said,
    State,
    Verdict,
    has_stance,
    is_ours,
    oldest_first,
)
from fyrportfolj.forge.reading import (
    Row,
    account,
    filled,
    flag,
    kept,
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
_STATES: Mapping[str, State] = {"opened": "oppen", "locked": "oppen", "merged": "sammanfogad"}
_VERDICTS: Mapping[str, Verdict] = {"approved": "godkand", "requested_changes": "andringar_begarda"}


@dataclass(frozen=True, slots=True)
class _Review:
    """What an account has done with GitLab's buttons.

    Attributes:
        account: whose.
        verdict: what they say now.
        when: when, or None when GitLab does not tell.
    """

    account: Account
    verdict: Verdict
    when: datetime | None


class GitLab:
    """A project on GitLab."""

    def __init__(self, place: Place, token: str, patience: Patience) -> None:
        """Get ready to speak; nothing is sent yet.

        Args:
            place: the project.
            token: the key.
            patience: how long and how much is put up with.
        """
        self._place = place
        self._requests = f"/projects/{quote(place.path, safe='')}/merge_requests"
        self._api = Transport(place.api, place.host, {"authorization": f"Bearer {token}"}, patience)

    @property
    def place(self) -> Place:
        """Which project."""
        return self._place

    def find(self, branch: str) -> Pull | None:
        """Give the merge request of a branch; see `Forge`."""
        query: Query = {"state": "all", "source_branch": branch, **_PAGE}
        listed = rows(self._api.pages(self._requests, query))
        # A copy of the project may have a branch of the same name.
        own = [r for r in listed if r.get("source_project_id") == r.get("target_project_id")]
        chosen = max(own, key=lambda r: (text(r, "state") == "opened", number(r, "iid")), default=None)
        return None if chosen is None else request_of(chosen)

    def open(self, draft: Draft) -> Pull:
        """Make a merge request; see `Forge`."""
        body = {
            "source_branch": draft.branch,
            "target_branch": draft.base,
            "title": draft.title,
            "description": draft.text,
            "remove_source_branch": False,
            "squash": False,
        }
        return request_of(row(self._api.send("POST", self._requests, body)))

    def update(self, number: int, title: str, text: str) -> None:
        """Give a merge request another title and text; see `Forge`."""
        self._api.send("PUT", f"{self._requests}/{number}", {"title": title, "description": text})

    def ask(self, pull: Pull, accounts: tuple[str, ...]) -> tuple[str, ...]:
        """Ask accounts to look at a merge request; see `Forge`."""
        # Without Premium, GitLab takes one and forgets the rest; so what it took is read back.
        there = [one.id for one in pull.asked]
        new = [id_ for id_ in accounts if id_.isdecimal() and id_ not in there]
        if new:
            body = {"reviewer_ids": [int(id_) for id_ in (*there, *new)]}
            taken = request_of(row(self._api.send("PUT", f"{self._requests}/{pull.number}", body)))
            there = [one.id for one in taken.asked]
        return tuple(id_ for id_ in accounts if id_ not in there)

    def said(self, pull: Pull) -> tuple[Said, ...]:
        """Give what each account has said; see `Forge`."""
        at = f"{self._requests}/{pull.number}"
        threads = rows(self._api.pages(f"{at}/discussions", _PAGE))
        notes = [note for thread in threads for note in parts(thread, "notes")]
        reviews = self._reviews(at, notes)
        versions = rows(self._api.pages(f"{at}/versions", _PAGE))
        by_account: dict[Account, list[Row]] = {one: [] for one in reviews}
        for note in notes:
            if not flag(note, "system") and not is_ours(text(note, "body")):
                by_account.setdefault(account(note, "author", "username"), []).append(note)
        return oldest_first(
            _said(who, sorted(own, key=_order), reviews.get(who), versions, pull) for who, own in by_account.items()
        )

    def comment_once(self, pull: Pull, marker: str, text: str) -> bool:
        """Write in the conversation once; see `Forge`."""
        return write_once(self._api, f"{self._requests}/{pull.number}/notes", _PAGE, marker, text)

    def merge(self, pull: Pull) -> None:
        """Merge it with a merge commit; see `Forge`."""
        if not pull.head:
            raise unexpected("sha")
        body = {"sha": pull.head, "squash": False, "should_remove_source_branch": False}
        self._api.send("PUT", f"{self._requests}/{pull.number}/merge", body, once=True)

    def close(self, pull: Pull) -> None:
        """Close it without merging; see `Forge`."""
        self._api.send("PUT", f"{self._requests}/{pull.number}", {"state_event": "close"})

    def login(self, id_: str) -> str | None:
        """Give the name that an account has now; see `Forge`."""
        return login_of(self._api, f"/users/{quote(id_, safe='')}", "username")

    def _reviewers(self, at: str) -> tuple[Row, ...]:
        try:
            return rows(self._api.pages(f"{at}/reviewers", _PAGE))
        except ForgeError as error:
            # Older GitLab has no such list; who approves is told all the same.
            if error.status != MISSING:
                raise
            return ()

    def _reviews(self, at: str, notes: Sequence[Row]) -> dict[Account, _Review]:
        # Who asks for changes is told with the reviewers; who approves without being asked is told only here.
        approved = parts(row(self._api.get(f"{at}/approvals")), "approved_by")
        asked = self._reviewers(at)
        told: dict[Account, Verdict] = {}
        for found in asked:
            verdict = _VERDICTS.get(text(found, "state"))
            if verdict:
                told[account(found, "user", "username")] = verdict
        told |= {account(found, "user", "username"): "godkand" for found in approved}
        when: dict[Account, datetime] = {}
        for note in notes:
            if flag(note, "system"):
                who = account(note, "author", "username")
                when[who] = max(moment(note, "created_at"), when.get(who, moment(note, "created_at")))
        return {who: _Review(who, verdict, when.get(who)) for who, verdict in told.items()}


def _said(who: Account, notes: Sequence[Row], review: _Review | None, versions: Sequence[Row], pull: Pull) -> Said:
    talk = [note for note in notes if not note.get("position")]
    stances = [note for note in talk if has_stance(text(note, "body"))]
    main = next(iter((stances or talk)[-1:]), None)
    rest = [note for note in notes if note is not main]
    if main is not None:
        when, url = moment(main, "created_at"), _url(pull, main)
    elif review is not None and review.when is not None:
        when, url = review.when, pull.url
    else:
        when, url = (moment(notes[-1], "created_at") if notes else _begun(versions)), pull.url
    commit = _at(versions, when)
    return Said(
        id=f"svar-{who.id}",
        account=who,
        when=when,
        text=text(main, "body") if main is not None else "",
        verdict=review.verdict if review is not None else "kommentar",
        commit=commit,
        stale=pull.has_left(commit),
        url=url,
        remarks=tuple(note_of(note, pull) for note in rest),
        original=kept(notes=list(notes), verdict=None if review is None else review.verdict),
    )


def _order(note: Row) -> tuple[datetime, int]:
    return moment(note, "created_at"), number(note, "id")


def _at(versions: Iterable[Row], when: datetime) -> str | None:
    """Give the commit that the branch stood at when something was said."""
    then = [found for found in versions if moment(found, "created_at") <= when]
    latest = max(then, key=lambda found: (moment(found, "created_at"), number(found, "id")), default=None)
    return None if latest is None else filled(latest, "head_commit_sha")


def _begun(versions: Sequence[Row]) -> datetime:
    """Give the time of the latest version: the earliest that an approval of it can have."""
    return max(moment(found, "created_at") for found in versions)


def note_of(note: Row, pull: Pull) -> Remark:
    """Read a note as a remark, on a line or in the conversation."""
    place = part(note, "position")
    new = maybe_number(place, "new_line")
    gone = bool(place) and new is None
    return Remark(
        id=str(number(note, "id")),
        text=text(note, "body"),
        path=optional(place, "old_path" if gone else "new_path"),
        line=maybe_number(place, "old_line") if gone else new,
        quoted=None,
        commit=optional(place, "base_sha" if gone else "head_sha"),
        url=_url(pull, note),
    )


def _url(pull: Pull, note: Row) -> str:
    return f"{pull.url}#note_{number(note, 'id')}"


def request_of(found: Row) -> Pull:
    """Read a merge request."""
    return Pull(
        number=number(found, "iid"),
        url=filled(found, "web_url"),
        title=text(found, "title"),
        text=text(found, "description"),
        state=_STATES.get(text(found, "state"), "stangd"),
        # Gone with its branch, and not there yet just after the request was made.
        head=text(found, "sha"),
        author=account(found, "author", "username"),
        asked=tuple(account({"user": one}, "user", "username") for one in parts(found, "reviewers")),
    )
