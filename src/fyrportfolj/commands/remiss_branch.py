"""What of a consultation is sent to a forge: the branch, and what its pull request is compared with.

A branch with work of its own is compared with the portfolio's own branch. One without is a document that the portfolio
holds already. A forge shows nothing of such a branch, and takes a request as merged once the portfolio is shared. It is
therefore compared with a branch where the document is taken away, so that every line of it can be remarked on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fyrportfolj.errors import ConflictError, DataError
from fyrportfolj.history.draft import Author, make_commit
from fyrportfolj.history.lock import locked
from fyrportfolj.history.objects import look_up, read_commit
from fyrportfolj.history.recover import reached_from
from fyrportfolj.history.remote import Remote, ask, fetch, no_such_branch, push
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.trees import Entry, changed_between, entries_at
from fyrportfolj.messages import T
from fyrportfolj.model.remiss_answers import Round

_BRANCHES = "refs/heads/"


def send(repo: Repository, remote: Remote, round_: Round) -> str:
    """Send what is to be looked at; what is there already is left as it is, and nothing is forced.

    Args:
        repo: the repository.
        remote: where to, with the portfolio's own branch.
        round_: the round; its branch exists here.

    Returns:
        Name of the branch that the request is to be compared with.

    Raises:
        DataError: the branch is not here, or does not hold the document.
        ConflictError: the branch there has gone elsewhere.
        ExternalError: the other copy does not answer.
    """
    tip = repo.tip(_BRANCHES + round_.gren)
    if tip is None:
        raise DataError(
            T("Grenen {gren} finns inte här.", gren=round_.gren),
            T("Skapa den med git branch {gren}, eller hämta den från dem som öppnade remissen.", gren=round_.gren),
        )
    onto = ask(repo, remote, sending=True)
    if onto is None:
        raise no_such_branch(remote)
    shared = (repo.tip(remote.branch), onto)
    if not any(one and reached_from(repo, one, tip) for one in shared):
        _push(repo, _at(remote, round_.gren), tip)
        return remote.branch.removeprefix(_BRANCHES)
    return _whole(repo, remote, round_, tip)


def _whole(repo: Repository, remote: Remote, round_: Round, tip: str) -> str:
    name = _beside(round_.gren)
    paths = [repo.full(path) for path in round_.filer]
    if not entries_at(repo.git, tip, paths)[0]:
        raise DataError(
            T("Handlingen finns inte i grenen {gren}, så det finns inget att granska.", gren=round_.gren),
            T("Checka in handlingen, flytta grenen dit och kör kommandot igen."),
        )
    without = _there(repo, _at(remote, name))
    sent = _there(repo, _at(remote, round_.gren))
    # Made again by somebody else before it was sent, it would be another commit; the one that is there holds.
    if without is None:
        without = _made(repo, tip, dict.fromkeys(paths), tip, f"Underlag till remissen {round_.id}")
        _push(repo, _at(remote, name), without)
    before = sent or without
    changes = {path: after for path, (_, after) in changed_between(repo.git, before, tip).items()}
    if changes:
        _push(repo, _at(remote, round_.gren), _made(repo, before, changes, tip, round_.rubrik))
    return name


def _made(repo: Repository, old: str, entries: Mapping[str, Entry | None], at: str, message: str) -> str:
    """Write a commit that no branch here holds, with the time of the version that is sent."""
    with locked(repo) as held:
        author = Author(held.identity(), read_commit(held.git, at).committed, None)
        return make_commit(held, old, entries, message, author)


def _there(repo: Repository, remote: Remote) -> str | None:
    tip = ask(repo, remote, sending=True)
    if tip is not None and look_up(repo.git, [tip]) == [None]:
        fetch(repo, replace(remote, url=remote.push_url))
    return tip


def _push(repo: Repository, remote: Remote, commit: str) -> None:
    if ask(repo, remote, sending=True) == commit:
        return
    if push(repo, remote, commit) == "omsprungen":
        name = remote.branch.removeprefix(_BRANCHES)
        raise ConflictError(
            T("Grenen {gren} hos {fjarr} har ändrats av någon annan.", gren=name, fjarr=remote.name),
            T("Hämta den med git fetch, se efter vad som skiljer och kör kommandot igen."),
        )


def _at(remote: Remote, branch: str) -> Remote:
    return replace(remote, branch=_BRANCHES + branch)


def _beside(branch: str) -> str:
    """Give a name that no round has, since ids have no full stop; an own server takes it as work of the round."""
    return f"{branch}.underlag"
