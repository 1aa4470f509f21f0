"""A forge's memory: accounts, pull requests, reviews and remarks, over a real bare repository."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

FIRST = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)


@dataclass
class Note:
    """Something that was said: in the conversation, in a review, or on a line."""

    id: int
    user: str
    body: str
    when: datetime
    path: str | None = None
    line: int | None = None
    commit: str = ""


@dataclass
class Review:
    """A review with its remarks; `state` is GitHub's word."""

    id: int
    user: str
    state: str
    body: str
    when: datetime
    commit: str
    notes: list[Note] = field(default_factory=list)


@dataclass
class Request:
    """A pull request."""

    number: int
    title: str
    body: str
    head: str
    base: str
    author: str
    state: str = "open"
    asked: list[str] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    talk: list[Note] = field(default_factory=list)


class Memory:
    """Everything that a forge knows of one repository.

    Attributes:
        bare: the repository.
        users: login to number.
        requests: the pull requests, oldest first.
        own: login of the one whose key is used.
        outsiders: logins that do not see the repository.
        met: is given each pull request when it has been made.
    """

    def __init__(self, bare: Path) -> None:
        self.bare = bare
        self.users = {"remissbot": 1}
        self.requests: list[Request] = []
        self.own = "remissbot"
        self.outsiders: set[str] = set()
        self.met: Callable[[Request], object] = lambda _made: None
        self._ids = 100
        self._shown: dict[str, str] = {}

    def id(self) -> int:
        self._ids += 1
        return self._ids

    def when(self) -> datetime:
        """Give a time of its own to whatever happens next."""
        return FIRST + timedelta(minutes=self._ids)

    def user(self, login: str) -> int:
        return self.users.setdefault(login, 4000 + len(self.users))

    def named(self, number: int) -> str | None:
        return next((login for login, id_ in self.users.items() if id_ == number), None)

    def tip(self, branch: str) -> str | None:
        loose = self.bare / "refs" / "heads" / branch
        if loose.is_file():
            return loose.read_text(encoding="ascii").strip()
        packed = self.bare / "packed-refs"
        rows = packed.read_text(encoding="utf-8").splitlines() if packed.is_file() else []
        return next((row[:40] for row in rows if row[41:] == f"refs/heads/{branch}"), None)

    def make(self, title: str, body: str, head: str, base: str) -> Request | str:
        """Open a pull request, or say as GitHub does why not."""
        if any(r.state == "open" and (r.head, r.base) == (head, base) for r in self.requests):
            return f"A pull request already exists for agare:{head}."
        if self.tip(head) is None:
            return "head invalid"
        if self._git("rev-list", "--count", f"{base}..{head}") == "0":
            return f"No commits between {base} and {head}"
        made = Request(len(self.requests) + 1, title, body, head, base, self.own)
        self.requests.append(made)
        self.met(made)
        return made

    def review(self, login: str, state: str, body: str, *lines: tuple[str, int, str], number: int = 1) -> Review:
        """Let somebody review.

        Args:
            login: who.
            state: `APPROVED`, `CHANGES_REQUESTED` or `COMMENTED`.
            body: the text.
            *lines: path, line and text of each remark.
            number: the pull request.
        """
        self.user(login)
        request = self.requests[number - 1]
        commit = self.tip(request.head) or ""
        made = Review(self.id(), login, state, body, self.when(), commit)
        made.notes = [Note(self.id(), login, text, self.when(), path, line, commit) for path, line, text in lines]
        request.reviews.append(made)
        return made

    def say(self, login: str, body: str, *, number: int = 1) -> Note:
        self.user(login)
        made = Note(self.id(), login, body, self.when())
        self.requests[number - 1].talk.append(made)
        return made

    def ask(self, request: Request, login: str) -> bool:
        if login in self.outsiders or login not in self.users:
            return False
        if login not in request.asked:
            request.asked.append(login)
        return True

    def merge(self, request: Request, head: str) -> str | None:
        """Merge for real with a merge commit; give why not, or None."""
        if request.state != "open":
            return "Pull Request is not mergeable"
        tip = self.tip(request.head) or ""
        if head != tip:
            return "Head branch was modified. Review and try the merge again."
        tree = self._git("merge-tree", "--write-tree", request.base, request.head)
        onto = self._git("rev-parse", request.base)
        made = self._git("commit-tree", tree, "-p", onto, "-p", tip, "-m", f"Merge #{request.number}")
        self._git("update-ref", f"refs/heads/{request.base}", made, onto)
        request.state = "merged"
        return None

    def hunk(self, note: Note) -> str:
        """Give the difference down to the line that a remark hangs on, as GitHub shows it."""
        place = f"{note.commit}:{note.path}"
        if place not in self._shown:
            self._shown[place] = self._git("show", place)
        text = self._shown[place].split("\n")
        lines = text[: note.line or 1]
        return "\n".join([f"@@ -0,0 +1,{len(text)} @@", *(f"+{line}" for line in lines)])

    def _git(self, *args: str) -> str:
        who = {"GIT_AUTHOR_NAME": "Forge", "GIT_AUTHOR_EMAIL": "forge@kommunen.example"}
        who |= {key.replace("AUTHOR", "COMMITTER"): value for key, value in who.items()}
        said = subprocess.run(
            ["git", "-C", str(self.bare), *args], capture_output=True, text=True, check=True, env={"PATH": _PATH, **who}
        )
        return said.stdout.rstrip("\n")


_PATH = "/usr/local/bin:/usr/bin:/bin"
