"""Another copy of the repository: which one is meant, what it has, and sending to it without force.

Fetching brings objects only. No reference is moved by a git that talks to another machine, since one that is killed
would leave its lock behind; the branch that remembers where the other copy stands is moved by `note_seen`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from fyrportfolj.errors import ConflictError, DataError, ExternalError
from fyrportfolj.history.conversation import TRY_LATER, Said, understood, words_of
from fyrportfolj.history.lock import writing
from fyrportfolj.history.recover import move_memory, reached_from
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.vetting import refuse_hostile, settings_of, shown, vet_address
from fyrportfolj.messages import T

PATIENCE = 120.0
"""How long the other side may be silent, seconds."""

Heard: TypeAlias = Callable[[str, int, int], None]
"""Is told how far it has come: `hamtar` or `skickar`, how much is done, of how much (0 when nobody knows)."""

Pushed: TypeAlias = Literal["tagen", "omsprungen"]
"""Whether the other side took what was sent, or somebody else was there first."""

_BRANCHES = "refs/heads/"
_NAME = re.compile(r"[A-Za-z0-9_][\w./+-]*")
_ROW = re.compile(rb"([0-9a-f]{40}(?:[0-9a-f]{24})?)\t(.*)")
_SETTINGS: Mapping[str, str] = {
    "fetch.fsckObjects": "true",
    "fetch.writeCommitGraph": "false",
    "push.gpgSign": "false",
    "push.negotiate": "false",
    "submodule.recurse": "false",
    "transfer.bundleURI": "false",
    # A line that has gone dead is given up before git's own patience ends.
    "http.lowSpeedLimit": "1",
    "http.lowSpeedTime": "60",
}
_LATE = re.compile(
    r"fetch first|non-fast-forward|stale info|failed to update ref|cannot lock ref|failed to lock|incorrect old value"
    r"|reference already exists|unable to create .*\.lock"
)
_DECLINED = "hook declined"
_TURNED_DOWN = "[remote rejected]"


@dataclass(frozen=True, slots=True)
class Remote:
    """The other copy that a branch is shared with.

    Attributes:
        name: as `origin`.
        url: where to fetch from.
        push_url: where to send to.
        branch: full name of the branch there, as `refs/heads/main`.
    """

    name: str
    url: str = field(repr=False)
    push_url: str = field(repr=False)
    branch: str

    @property
    def place(self) -> str:
        """Where it is, for a person to read: without user name and password."""
        return shown(self.url)

    @property
    def seen(self) -> str:
        """Full name of the branch here that remembers where the other copy stood."""
        return f"refs/remotes/{self.name}/{self.branch.removeprefix(_BRANCHES)}"


def remote_for(repo: Repository, ref: str, name: str | None = None) -> Remote:
    """Find the other copy that a branch is shared with.

    Args:
        repo: the repository.
        ref: the branch here, as `refs/heads/main`.
        name: the remote asked for; None takes the branch's own, else the only one, else `origin`.

    Raises:
        ExternalError: there is none, it is not clear which, or the configuration could start programs.
        DataError: there is no remote of that name.
    """
    settings = settings_of(repo)
    refuse_hostile(settings)
    branch = ref.removeprefix(_BRANCHES)
    urls: dict[str, dict[str, list[str]]] = {}
    upstream = {}
    for key, (_, value) in settings:
        section, _, rest = key.partition(".")
        owner, _, what = rest.rpartition(".")
        if section == "remote" and what in {"url", "pushurl"}:
            urls.setdefault(owner, {}).setdefault(what, []).append(value)
        elif section == "branch" and owner == branch:
            upstream[what] = value
    chosen = name or _usual(upstream.get("remote"), urls)
    if chosen not in urls or not _NAME.fullmatch(chosen) or not urls[chosen].get("url"):
        raise _no_such_remote(chosen, urls)
    targets = urls[chosen].get("pushurl") or urls[chosen]["url"]
    if len(targets) > 1:
        raise ExternalError(
            T("Fjärren {fjarr} har flera adresser att skicka till.", fjarr=chosen),
            T("Låt den ha en adress: fyr läser tillbaka det som skickades, och det går bara på ett ställe."),
        )
    there = upstream.get("merge", "") if upstream.get("remote") == chosen else ""
    return Remote(
        chosen,
        vet_address(settings, urls[chosen]["url"][0], chosen),
        vet_address(settings, targets[0], chosen),
        there if there.startswith(_BRANCHES) else ref,
    )


def ask(repo: Repository, remote: Remote, *, sending: bool = False, patience: float = PATIENCE) -> str | None:
    """Ask where the branch stands in the other copy.

    Args:
        repo: the repository.
        remote: the other copy.
        sending: ask where things are sent to, when that is another address.
        patience: how long it may be silent, seconds.

    Returns:
        A commit's id, or None when there is no such branch.

    Raises:
        ExternalError: the other copy does not answer, or does not let the user in.
    """
    url = remote.push_url if sending else remote.url
    out = _talk(repo, remote, ("ls-remote", "--refs", "--", url, remote.branch), patience)
    rows = (_ROW.fullmatch(line) for line in out.splitlines())
    return next((row[1].decode() for row in rows if row and row[2] == remote.branch.encode()), None)


def fetch(repo: Repository, remote: Remote, heard: Heard | None = None, *, patience: float = PATIENCE) -> None:
    """Bring the commits of the branch here; no branch of this repository moves.

    Args:
        repo: the repository.
        remote: the other copy.
        heard: is told how far it has come.
        patience: how long it may be silent, seconds.

    Raises:
        ExternalError: as `ask`, or what came does not hold together.
    """
    switches = (
        "--no-tags",
        "--no-recurse-submodules",
        "--no-auto-maintenance",
        "--no-write-fetch-head",
        "--no-show-forced-updates",
        "--refmap=",
        "--progress",
    )
    _talk(repo, remote, ("fetch", *switches, "--", remote.url, remote.branch), patience, _reader("hamtar", heard))


def push(
    repo: Repository, remote: Remote, commit: str, heard: Heard | None = None, *, patience: float = PATIENCE
) -> Pushed:
    """Send a commit and let the branch there go forward to it; never anything but forward.

    Args:
        repo: the repository.
        remote: the other copy.
        commit: id of the commit.
        heard: is told how far it has come.
        patience: how long it may be silent, seconds.

    Returns:
        Whether it was taken, or the branch there had already gone elsewhere.

    Raises:
        DataError: the other side examined it and turned it down; its own words say why.
        ExternalError: as `ask`.
    """
    switches = (
        "--porcelain",
        "--progress",
        "--no-verify",
        "--no-signed",
        "--no-follow-tags",
        "--no-force-with-lease",
        "--recurse-submodules=no",
    )
    said = Said(_reader("skickar", heard))
    arguments = ("push", *switches, "--", remote.push_url, f"{commit}:{remote.branch}")
    answer = _answer(repo, remote, arguments, patience, said)
    if not answer[0]:
        return "tagen"
    refused = next((line for line in answer[1].decode(errors="replace").splitlines() if line.startswith("!\t")), "")
    if _DECLINED not in refused and _LATE.search(f"{refused}\n{said.text()}" if refused else ""):
        return "omsprungen"
    if _TURNED_DOWN in refused:
        raise DataError(
            T(
                "{fjarr} tog inte emot incheckningarna: {svar}",
                fjarr=remote.name,
                svar=said.theirs() or words_of(refused),
            ),
            T("De finns kvar här. Rätta det som servern säger och kör fyr sync igen."),
        )
    raise understood(remote.name, remote.place, said.text() or words_of(refused))


def note_seen(repo: Repository, remote: Remote, commit: str) -> None:
    """Remember, where git looks for it too, where the other copy stands; fyr's own lock must be held.

    Args:
        repo: the repository.
        remote: the other copy.
        commit: id of the commit that its branch stands at.

    Raises:
        ExternalError: fyr's own folder cannot be written to.
    """
    before = repo.tip(remote.seen)
    # Another git of the user's may have fetched since this one looked.
    if before and reached_from(repo, before, commit):
        return
    with writing(repo):
        move_memory(repo, remote.seen, commit, "fyr: sync")


def refuse_shallow(repo: Repository) -> None:
    """Refuse a repository whose history is cut off: what is missing can neither be compared nor judged.

    Raises:
        ExternalError: it is.
    """
    if repo.git.line("rev-parse", "--is-shallow-repository") == "true":
        raise ExternalError(
            T("Historiken på den här datorn är avkortad, så den går inte att jämföra med fjärrens."),
            T("Hämta hela historiken med git fetch --unshallow och kör kommandot igen."),
        )


def no_such_branch(remote: Remote) -> ExternalError:
    """Give the failure of a branch that the other copy has not got."""
    branch = remote.branch.removeprefix(_BRANCHES)
    return ExternalError(
        T("Fjärren {fjarr} har ingen gren som heter {gren}.", fjarr=remote.name, gren=branch),
        T(
            "Är det grenen som ska delas? Skicka den första gången med git push --set-upstream {fjarr} {gren}.",
            fjarr=remote.name,
            gren=branch,
        ),
    )


def _reader(what: str, heard: Heard | None) -> Callable[[str], None] | None:
    """Give what reads git's reports of progress; GitPython knows their form."""
    if heard is None:
        return None
    from git import RemoteProgress

    tell = heard

    class Reader(RemoteProgress):
        def update(
            self, op_code: int, cur_count: str | float, max_count: str | float | None = None, message: str = ""
        ) -> None:
            del op_code, message
            tell(what, int(float(cur_count)), int(float(max_count or 0)))

    return Reader().new_message_handler()


def _talk(
    repo: Repository,
    remote: Remote,
    arguments: tuple[str, ...],
    patience: float,
    progress: Callable[[str], None] | None = None,
) -> bytes:
    said = Said(progress)
    code, out = _answer(repo, remote, arguments, patience, said)
    if code:
        raise understood(remote.name, remote.place, said.text())
    return out


def _answer(
    repo: Repository, remote: Remote, arguments: tuple[str, ...], patience: float, said: Said
) -> tuple[int, bytes]:
    try:
        answer = repo.git.talk(*arguments, settings=_SETTINGS, heard=said.hear, patience=patience)
    except TimeoutError:
        raise ExternalError(
            T(
                "{fjarr} ({plats}) svarade inte på {antal} sekunder.",
                fjarr=remote.name,
                plats=remote.place,
                antal=round(patience),
            ),
            TRY_LATER,
        ) from None
    return answer.code, answer.out


def _usual(upstream: str | None, urls: Mapping[str, object]) -> str:
    if upstream is not None:
        return upstream
    return next(iter(urls)) if len(urls) == 1 else "origin"


def _no_such_remote(name: str, urls: Mapping[str, object]) -> DataError | ExternalError:
    told = words_of(name)
    if not urls:
        return ExternalError(
            T("Git-arkivet har ingen fjärr att dela portföljen genom."),
            T("Lägg till en med git remote add origin följt av adressen, och kör kommandot igen."),
        )
    return DataError(
        T("Det finns ingen fjärr som heter {fjarr}.", fjarr=told),
        T("Fjärrarna är {mojliga}; ange en av dem med --remote.", mojliga=tuple(map(words_of, urls))),
    )


def lost_every_time(tries: int) -> ConflictError:
    """Give the failure of a push that others were faster than, each time."""
    return ConflictError(
        T("Andra hann före {antal} gånger; dina incheckningar finns kvar här men är inte skickade.", antal=tries),
        T("Kör fyr sync igen om en stund."),
    )
