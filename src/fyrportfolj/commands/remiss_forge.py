"""A consultation on a forge: the branch is sent there, a pull request opened, and what is said read back."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from fyrportfolj.commands.remiss_branch import send
from fyrportfolj.commands.remiss_note import Note, read_note, write_note
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.forge.detect import forge_at, place_of
from fyrportfolj.forge.folding import folded
from fyrportfolj.forge.protocol import Draft, Forge, Pull, Remark, Said, Slag, marked
from fyrportfolj.forge.refusals import ForgeError
from fyrportfolj.forge.transport import Patience
from fyrportfolj.history.remote import Remote, remote_for
from fyrportfolj.history.repository import MAIN, Repository
from fyrportfolj.i18n import render
from fyrportfolj.messages import T
from fyrportfolj.model.remiss_answers import ForgeAnswer, ForgeComment, Kanalnamn, Opened, Round
from fyrportfolj.rules.remiss.counts import WORDS
from fyrportfolj.rules.remiss.words import SAID

_BRANCHES = "refs/heads/"
_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_LONGEST_TITLE = 250
_LOOKS = 3
_TAKEN = frozenset({409, 422})


def forge_channel(ws: Workspace, name: Slag, *, merge: bool = False, patience: Patience | None = None) -> ForgeChannel:
    """Give the forge that the portfolio is shared through as a channel.

    Args:
        ws: the opened portfolio.
        name: what the forge speaks.
        merge: let `close` merge the branch; otherwise the request is closed without.
        patience: how long and how much is put up with.

    Raises:
        ExternalError: no git repository, no remote, or no key to the forge.
        UsageError: the remote is no forge's.
    """
    repo = ws.repository
    if repo is None:
        raise ExternalError(
            T("Portföljen i {mapp} ligger inte i ett git-arkiv.", mapp=str(ws.root)),
            T("Ange kanalen manuell, eller lägg portföljen i ett arkiv på plattformen."),
        )
    own = ws.portfolio.fyr.modell.plattform
    base = own.gren if own else MAIN
    remote = remote_for(repo, _BRANCHES + base)
    place = place_of(remote.push_url, name, own.adress if own and own.slag == name else None)
    calm = patience or Patience()
    return ForgeChannel(repo, forge_at(place, calm), replace(remote, branch=_BRANCHES + base), merge, calm.pause)


@dataclass(frozen=True)
class ForgeChannel:
    """A forge as a channel; see `Channel`.

    Attributes:
        repo: the repository.
        forge: where to talk.
        remote: the same place for git, with the branch that requests are made to.
        merge: whether `close` merges.
        pause: seconds between two looks for something that may have been made.
    """

    repo: Repository
    forge: Forge
    remote: Remote
    merge: bool = False
    pause: float = 1.0
    _plats: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Work out what notes call the place."""
        object.__setattr__(self, "_plats", f"{self.forge.place.host}/{self.forge.place.path}")

    @property
    def namn(self) -> Kanalnamn:
        """The channel's name."""
        return self.forge.place.slag

    def open(self, round_: Round) -> Opened:
        """Send the branch, open the request and ask the recipients; what is done already is left as it is.

        Args:
            round_: the round; its branch exists here.

        Raises:
            DataError: the branch is not there, or does not hold the document.
            ConflictError: the forge's branch of that name has gone elsewhere.
            ExternalError: the forge refuses or does not answer.
        """
        base = send(self.repo, self.remote, round_)
        pull = self._found(round_)
        new = pull is None
        if pull is None:
            pull = self._made(round_, base)
        self._note(round_, None, pull)
        text = _text(round_)
        if pull.state != "oppen":
            return Opened(pull.url, new)
        if (pull.title, pull.text.strip()) != (_title(round_), text.strip()):
            self.forge.update(pull.number, _title(round_), text)
        accounts = tuple(konto for who in round_.mottagare for konto in who.konton)
        return Opened(pull.url, new, self.forge.ask(pull, accounts) if accounts else ())

    def responses(self, round_: Round) -> Iterable[ForgeAnswer]:
        """Give every answer that has come in so far, oldest first; see `Channel`.

        Raises:
            DataError: the round does not stand open on the forge.
            ExternalError: the forge refuses or does not answer.
        """
        pull = self._there(round_)
        return tuple(self._answer(one, round_) for one in folded(self.forge.said(pull)))

    def remind(self, round_: Round, instanser: tuple[str, ...], text: str) -> bool:
        """Remind in the conversation those who have not answered; see `Channel`.

        Raises:
            DataError: the round does not stand open on the forge.
            ExternalError: the forge refuses or does not answer.
        """
        pull = self._there(round_)
        if pull.state != "oppen" or not instanser:
            return False
        silent = {konto for who in round_.mottagare if who.instans in instanser for konto in who.konton}
        names = " ".join(f"@{one.login}" for one in pull.asked if one.id in silent)
        marker = f"fyr:remiss {round_.id} paminnelse {round_.sista_svarsdag} {_short(text, *instanser)}"
        return self._comment(round_, "paminn", pull, marker, f"{names}\n\n{text}" if names else text)

    def close(self, round_: Round, text: str) -> bool:
        """Write the last word, and merge or close the request; see `Channel`.

        Raises:
            ExternalError: the forge refuses or does not answer.
        """
        pull = self._found(round_)
        if pull is None or pull.state != "oppen":
            return False
        self._comment(round_, "stang", pull, f"fyr:remiss {round_.id} slutord", text)
        if self.merge:
            self.forge.merge(pull)
        else:
            self.forge.close(pull)
        self._note(round_, None, pull)
        return True

    def _found(self, round_: Round) -> Pull | None:
        note = read_note(self.repo, round_.id)
        waiting = note is not None and note.plats == self._plats and note.vantar == "oppna"
        for look in range(_LOOKS if waiting else 1):
            # What was sent without an answer may have been made, and lists lag behind.
            time.sleep(self.pause if look else 0)
            found = self.forge.find(round_.gren)
            if found is not None:
                return found
        return None

    def _made(self, round_: Round, base: str) -> Pull:
        self._note(round_, "oppna", None)
        try:
            return self.forge.open(Draft(round_.gren, base, _title(round_), _text(round_)))
        except ForgeError as error:
            # Another fyr may have been faster.
            found = self._found(round_) if error.status in _TAKEN else None
            if found is None:
                raise
            return found

    def _there(self, round_: Round) -> Pull:
        pull = self._found(round_)
        if pull is None:
            raise DataError(
                T("Remissen {id} finns inte hos {vard}.", id=round_.id, vard=self.forge.place.host),
                T("Öppna den med fyr remiss open {id} --kanal {kanal}.", id=round_.id, kanal=self.namn),
            )
        return pull

    def _comment(self, round_: Round, what: str, pull: Pull, marker: str, text: str) -> bool:
        self._note(round_, what, pull)
        written = self.forge.comment_once(pull, marker, text)
        self._note(round_, None, pull)
        return written

    def _note(self, round_: Round, waiting: str | None, pull: Pull | None) -> None:
        write_note(self.repo, round_.id, Note(self._plats, waiting, pull.number if pull else None))

    def _answer(self, one: Said, round_: Round) -> ForgeAnswer:
        account = one.account.id
        return ForgeAnswer(
            id=one.id,
            konto=account,
            kontonamn=one.account.login,
            inkom=one.when,
            text=one.text,
            omdome=one.verdict,
            kommentarer=tuple(self._comment_of(remark) for remark in one.remarks),
            avser_commit=one.commit,
            inaktuell=one.stale,
            lank=one.url,
            original=one.original,
            # By number: a name may have been another's before.
            instans=next((who.instans for who in round_.mottagare if account and account in who.konton), None),
            atertagen=one.withdrawn,
        )

    def _comment_of(self, remark: Remark) -> ForgeComment:
        path = remark.path.removeprefix(self.repo.prefix) if remark.path else None
        quoted = remark.quoted or self._line(remark)
        return ForgeComment(remark.id, remark.text, path, remark.line, quoted, remark.url)

    def _line(self, remark: Remark) -> str | None:
        """Give the line that a remark hangs on out of git, when the forge does not say."""
        if not (remark.commit and _OID.fullmatch(remark.commit) and remark.path and remark.line):
            return None
        found = self.repo.git.answer("cat-file", "blob", f"{remark.commit}:{remark.path}")
        lines = found.out.decode(errors="replace").split("\n") if not found.code else []
        return lines[remark.line - 1] if len(lines) >= remark.line else None


def _title(round_: Round) -> str:
    said = round_.rubrik if round_.rubrik.casefold().startswith("remiss") else f"Remiss: {round_.rubrik}"
    return said[:_LONGEST_TITLE]


def _text(round_: Round) -> str:
    """Give the request's text: the missive, and how to answer here so that it can be read."""
    ways = [
        render(T("## Svara här")),
        render(T("Det går också att svara i en granskning, eller i en kommentar, från kommunens eget konto.")),
        render(T("Börja med de här raderna; det som står i ord räknas, knapparna tolkas inte.")),
        _form(round_),
        render(T("Synpunkter på en viss rad kan skrivas som radkommentarer i samma granskning.")),
    ]
    return marked(f"fyr:remiss {round_.id}", "\n\n".join((round_.missiv.strip(), *ways)))


def _form(round_: Round) -> str:
    words = [render(WORDS[word]).lower() for word in SAID]
    rows = [
        render(T("Ställning: {forsta} eller {sista}", forsta=", ".join(words[:-1]), sista=words[-1])),
        render(T("Beslutat av: organet som har beslutat svaret")),
        render(T("Beslutsdatum: ÅÅÅÅ-MM-DD")),
        render(T("Paragraf: paragrafen i protokollet")),
        *(render(T("{fraga}: ställning och synpunkt om {rubrik}", fraga=q.id, rubrik=q.rubrik)) for q in round_.fragor),
    ]
    return "\n".join(("```text", *rows, "```"))


def _short(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]
