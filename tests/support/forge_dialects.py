"""What GitHub, GitLab and Forgejo answer to the calls that fyr makes, out of the same memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias
from urllib.parse import unquote

from tests.support.forge_state import Memory, Note, Request, Review

Answer: TypeAlias = tuple[int, Any]
Call: TypeAlias = tuple[str, list[str], Mapping[str, str], Mapping[str, Any]]
"""Method, path in pieces, query and body."""

REPO = "agare/portfolj"


def _stamp(found: datetime) -> str:
    return found.strftime("%Y-%m-%dT%H:%M:%SZ")


class Hubbed:
    """GitHub's form; Forgejo's differs in a few words."""

    page = "per_page"

    def __init__(self, memory: Memory, origin: str) -> None:
        self.m = memory
        self.origin = origin

    def answer(self, call: Call) -> Answer:
        method, parts, query, body = call
        if method == "GET" and parts[:1] == ["user"]:
            login = self.m.named(int(parts[1])) if parts[1].isdecimal() else None
            return (200, self.user(login)) if login else (404, {"message": "Not Found"})
        if "/".join(parts[1:3]) != REPO or parts[0] != "repos":
            return 404, {"message": "Not Found"}
        if parts[3] == "pulls" and len(parts) == 4:
            return self.listed(query) if method == "GET" else self.opened(body)
        number = int(parts[4])
        if not 0 < number <= len(self.m.requests):
            return 404, {"message": "Not Found"}
        request = self.m.requests[number - 1]
        act: dict[str, Callable[[], Answer]] = {
            "GET reviews": lambda: (200, [self.review(request, r) for r in request.reviews]),
            "GET comments": lambda: (200, self.remarks(parts[3], request)),
            "POST comments": lambda: self.said(request, body),
            "POST requested_reviewers": lambda: self.asked(request, body),
            "PUT merge": lambda: self.merged(request, body),
            "PATCH ": lambda: self.changed(request, body),
            "GET ": lambda: (200, self.pull(request)),
        }
        chosen = act.get(f"{method} {parts[5] if len(parts) > 5 else ''}")
        return chosen() if chosen else (404, {"message": "Not Found"})

    def listed(self, query: Mapping[str, str]) -> Answer:
        head = query["head"].partition(":")[2]
        found = [r for r in self.m.requests if r.head == head]
        return 200, [self.pull(r) for r in reversed(found)]

    def opened(self, body: Mapping[str, Any]) -> Answer:
        made = self.m.make(body["title"], body["body"], body["head"], body["base"])
        if isinstance(made, str):
            return 422, {"message": "Validation Failed", "errors": [{"message": made}]}
        return 201, self.pull(made)

    def changed(self, request: Request, body: Mapping[str, Any]) -> Answer:
        request.title = body.get("title", request.title)
        request.body = body.get("body", request.body)
        request.state = body.get("state", request.state)
        return 200, self.pull(request)

    def asked(self, request: Request, body: Mapping[str, Any]) -> Answer:
        if not all(self.m.ask(request, login) for login in body["reviewers"]):
            return 422, {"message": "Reviews may only be requested from collaborators."}
        return 201, self.pull(request)

    def merged(self, request: Request, body: Mapping[str, Any]) -> Answer:
        refused = self.m.merge(request, body["sha"])
        return (405, {"message": refused}) if refused else (200, {"merged": True, "message": "", "sha": "0" * 40})

    def said(self, request: Request, body: Mapping[str, Any]) -> Answer:
        made = self.m.say(self.m.own, body["body"], number=request.number)
        return 201, self.talk(request, made)

    def remarks(self, kind: str, request: Request) -> list[Any]:
        if kind == "issues":
            return [self.talk(request, note) for note in request.talk]
        return [self.line(request, r, note) for r in request.reviews for note in r.notes]

    def user(self, login: str) -> dict[str, Any]:
        return {"id": self.m.user(login), "login": login}

    def pull(self, request: Request) -> dict[str, Any]:
        merged = request.state == "merged"
        return {
            "number": request.number,
            "html_url": self.url(request),
            "title": request.title,
            # GitHub gives back other line ends than it was given.
            "body": request.body.replace("\n", "\r\n"),
            "state": "open" if request.state == "open" else "closed",
            "merged_at": "2026-06-02T08:00:00Z" if merged else None,
            "head": {"ref": request.head, "sha": self.m.tip(request.head)},
            "base": {"ref": request.base, "sha": self.m.tip(request.base)},
            "user": self.user(request.author),
            "requested_reviewers": [self.user(login) for login in request.asked],
        }

    def review(self, request: Request, found: Review) -> dict[str, Any]:
        return {
            "id": found.id,
            "user": self.user(found.user),
            "body": found.body,
            "state": found.state,
            "submitted_at": _stamp(found.when),
            "commit_id": found.commit,
            "html_url": f"{self.url(request)}#pullrequestreview-{found.id}",
        }

    def line(self, request: Request, review: Review, note: Note) -> dict[str, Any]:
        return {
            "id": note.id,
            "pull_request_review_id": review.id,
            "user": self.user(note.user),
            "body": note.body,
            "path": note.path,
            "line": note.line,
            "original_line": note.line,
            "diff_hunk": self.m.hunk(note),
            "commit_id": note.commit,
            "original_commit_id": note.commit,
            "created_at": _stamp(note.when),
            "html_url": f"{self.url(request)}#discussion_r{note.id}",
        }

    def talk(self, request: Request, note: Note) -> dict[str, Any]:
        return {
            "id": note.id,
            "user": self.user(note.user),
            "body": note.body,
            "created_at": _stamp(note.when),
            "html_url": f"{self.url(request)}#issuecomment-{note.id}",
        }

    def url(self, request: Request) -> str:
        return f"{self.origin}/{REPO}/pull/{request.number}"


class Jo(Hubbed):
    """Forgejo's form."""

    page = "limit"
    states = {"CHANGES_REQUESTED": "REQUEST_CHANGES", "COMMENTED": "COMMENT"}  # noqa: RUF012  (a table)

    def answer(self, call: Call) -> Answer:
        method, parts, query, body = call
        if parts[:2] == ["users", "search"]:
            login = self.m.named(int(query["uid"]))
            return 200, {"ok": True, "data": [self.user(login)] if login else []}
        if method == "POST" and parts[5:] == ["merge"]:
            refused = self.m.merge(self.m.requests[int(parts[4]) - 1], body["head_commit_id"])
            return (409, {"message": refused}) if refused else (200, None)
        if parts[5:6] == ["reviews"] and len(parts) == 8:
            request = self.m.requests[int(parts[4]) - 1]
            (review,) = (r for r in request.reviews if r.id == int(parts[6]))
            return 200, [self.line(request, review, note) for note in review.notes]
        return super().answer(call)

    def listed(self, query: Mapping[str, str]) -> Answer:
        del query
        return 200, [self.pull(r) for r in reversed(self.m.requests)]

    def opened(self, body: Mapping[str, Any]) -> Answer:
        status, made = super().opened(body)
        taken = status == 422 and "already exists" in str(made)
        return (409, {"message": "pull request already exists for these targets"}) if taken else (status, made)

    def asked(self, request: Request, body: Mapping[str, Any]) -> Answer:
        status, made = super().asked(request, body)
        return status, made if status >= 400 else []

    def pull(self, request: Request) -> dict[str, Any]:
        made = super().pull(request)
        made["merged"] = request.state == "merged"
        made["head"]["repo_id"] = made["base"]["repo_id"] = 7
        return made

    def review(self, request: Request, found: Review) -> dict[str, Any]:
        made = super().review(request, found)
        stale = found.commit != self.m.tip(request.head)
        return made | {
            "state": self.states.get(found.state, "COMMENT" if found.state == "DISMISSED" else found.state),
            "stale": stale,
            "dismissed": found.state == "DISMISSED",
            "comments_count": len(found.notes),
        }

    def line(self, request: Request, review: Review, note: Note) -> dict[str, Any]:
        made = super().line(request, review, note)
        del made["line"], made["original_line"]
        return made | {"position": note.line, "original_position": 0}


class Lab:
    """GitLab's form: notes in discussions, and approvals apart from what is said."""

    page = "per_page"

    def __init__(self, memory: Memory, origin: str) -> None:
        self.m = memory
        self.origin = origin
        self.most_reviewers = 100

    def answer(self, call: Call) -> Answer:
        method, parts, query, body = call
        if parts[0] == "users":
            login = self.m.named(int(parts[1]))
            return (200, self.user(login)) if login else (404, {"message": "404 User Not Found"})
        if parts[0] != "projects" or unquote(parts[1]) != REPO or parts[2] != "merge_requests":
            return 404, {"message": "404 Project Not Found"}
        if len(parts) == 3:
            return self.listed(query) if method == "GET" else self.opened(body)
        request = self.m.requests[int(parts[3]) - 1]
        act: dict[str, Callable[[], Answer]] = {
            "PUT ": lambda: self.changed(request, body),
            "PUT merge": lambda: self.merged(request, body),
            "GET discussions": lambda: (200, self.discussions(request)),
            "GET approvals": lambda: (200, {"approved_by": self.buttons(request, "APPROVED")}),
            "GET reviewers": lambda: (200, self.reviewers(request)),
            "GET versions": lambda: (200, self.versions(request)),
            "GET notes": lambda: (200, [self.note(n) for n in request.talk]),
            "POST notes": lambda: (201, self.note(self.m.say(self.m.own, body["body"], number=request.number))),
        }
        chosen = act.get(f"{method} {parts[4] if len(parts) > 4 else ''}")
        return chosen() if chosen else (404, {"error": "404 Not Found"})

    def listed(self, query: Mapping[str, str]) -> Answer:
        wanted = query["source_branch"]
        return 200, [self.pull(r) for r in reversed(self.m.requests) if r.head == wanted]

    def opened(self, body: Mapping[str, Any]) -> Answer:
        made = self.m.make(body["title"], body["description"], body["source_branch"], body["target_branch"])
        if isinstance(made, str):
            return (409 if "already" in made else 422), {"message": [made]}
        return 201, self.pull(made)

    def changed(self, request: Request, body: Mapping[str, Any]) -> Answer:
        request.title = body.get("title", request.title)
        request.body = body.get("description", request.body)
        if body.get("state_event") == "close":
            request.state = "closed"
        if "reviewer_ids" in body:
            request.asked.clear()
            for id_ in body["reviewer_ids"][: self.most_reviewers]:
                self.m.ask(request, self.m.named(id_) or "")
        return 200, self.pull(request)

    def merged(self, request: Request, body: Mapping[str, Any]) -> Answer:
        refused = self.m.merge(request, body["sha"])
        return (405, {"message": refused}) if refused else (200, self.pull(request))

    def user(self, login: str) -> dict[str, Any]:
        return {"id": self.m.user(login), "username": login}

    def pull(self, request: Request) -> dict[str, Any]:
        return {
            "iid": request.number,
            "web_url": f"{self.origin}/{REPO}/-/merge_requests/{request.number}",
            "title": request.title,
            "description": request.body,
            "state": {"open": "opened"}.get(request.state, request.state),
            "sha": self.m.tip(request.head),
            "author": self.user(request.author),
            "reviewers": [self.user(login) for login in request.asked],
            "source_project_id": 7,
            "target_project_id": 7,
        }

    def discussions(self, request: Request) -> list[Any]:
        notes = [self.note(n) for n in request.talk]
        for review in request.reviews:
            if review.body:
                notes.append(self.note(Note(review.id, review.user, review.body, review.when)))
            if review.state == "APPROVED":
                said = Note(review.id + 5000, review.user, "approved this merge request", review.when)
                notes.append(self.note(said) | {"system": True})
            notes += [self.note(n) | {"position": self.position(n)} for n in review.notes]
        return [{"id": str(n["id"]), "notes": [n]} for n in notes]

    def note(self, note: Note) -> dict[str, Any]:
        return {
            "id": note.id,
            "author": self.user(note.user),
            "body": note.body,
            "created_at": _stamp(note.when),
            "system": False,
        }

    def position(self, note: Note) -> dict[str, Any]:
        return {
            "new_path": note.path,
            "new_line": note.line,
            "old_path": note.path,
            "old_line": None,
            "head_sha": note.commit,
        }

    def buttons(self, request: Request, state: str) -> list[Any]:
        # The latest press of an account is what holds.
        latest = {r.user: r.state for r in request.reviews if r.state != "COMMENTED"}
        return [{"user": self.user(login)} for login, said in latest.items() if said == state]

    def reviewers(self, request: Request) -> list[Any]:
        against = self.buttons(request, "CHANGES_REQUESTED")
        return [row | {"state": "requested_changes"} for row in against]

    def versions(self, request: Request) -> list[Any]:
        looked_at: dict[str, str] = {}
        for review in request.reviews:
            looked_at.setdefault(review.commit, _stamp(review.when))
        looked_at.setdefault(self.m.tip(request.head) or "", _stamp(self.m.when()))
        rows = [{"id": n, "head_commit_sha": c, "created_at": at} for n, (c, at) in enumerate(looked_at.items())]
        return rows[::-1]
