"""What git says while it talks to another machine: heard, freed from secrets and progress, and understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from fyrportfolj.errors import ExternalError
from fyrportfolj.history.git import words
from fyrportfolj.history.vetting import without_secrets_inside
from fyrportfolj.messages import T, Text

_PROGRESS = re.compile(rb"((remote: )?[A-Za-z ]+:\s+\d+(%|,|$)|Total \d+ |Delta compression using).*")
_THEIRS = b"remote: "
_MOST_LINES = 50
_LONGEST_LINE = 1 << 16

TRY_LATER = T("Kontrollera nätet och adressen (git remote -v) och försök igen; dina incheckningar finns kvar här.")

_KNOWN: tuple[tuple[re.Pattern[str], Text, Text], ...] = (
    (
        re.compile(r"Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED"),
        T("Nyckeln hos {fjarr} ({plats}) är okänd eller en annan än förut"),
        T("Jämför nyckeln med den som servern ska ha, och anslut en gång med ssh när du vet att den är rätt."),
    ),
    (
        re.compile(
            r"Authentication failed|could not read (Username|Password)|Permission denied|terminal prompts disabled"
            r"|returned error: 40[13]|invalid credentials|access denied",
            re.IGNORECASE,
        ),
        T("{fjarr} ({plats}) släppte inte in dig"),
        T(
            "Prova med git ls-remote {fjarr}. Ge git en nyckel (ssh-add) eller ett lösenord"
            " (git config --global credential.helper) som servern känner till."
        ),
    ),
    (
        re.compile(r"dubious ownership"),
        T("Git-arkivet hos {fjarr} ({plats}) ägs av någon annan"),
        T("Litar du på det, så lägg till det med git config --global --add safe.directory följt av mappen."),
    ),
    (
        re.compile(r"transport '[^']*' not allowed"),
        T("Adressen till {fjarr} ({plats}) leder till något annat än ett git-arkiv"),
        T("Rätta adressen med git remote set-url, och se efter vem som har ändrat den."),
    ),
    (
        re.compile(r"does not appear to be a git repository|not found|returned error: 404|No such file", re.IGNORECASE),
        T("Det finns inget git-arkiv hos {fjarr} ({plats})"),
        T("Rätta adressen med git remote set-url {fjarr} följt av den rätta."),
    ),
    (
        re.compile(
            r"could not resolve|connection (refused|timed out|reset|closed)|unable to (access|connect)"
            r"|failed to connect|no route to host|unreachable|timed out|hung up|early EOF|too slow"
            r"|unexpected disconnect",
            re.IGNORECASE,
        ),
        T("{fjarr} ({plats}) går inte att nå"),
        TRY_LATER,
    ),
)


class Said:
    """What git says on standard error, without its reports of progress."""

    def __init__(self, progress: Callable[[str], None] | None = None) -> None:
        """Begin to listen.

        Args:
            progress: is given each line that reports progress; None drops them.
        """
        self._progress = progress
        self._rest = b""
        self._lines: list[bytes] = []

    def hear(self, piece: bytes) -> None:
        """Take the next piece of it."""
        *whole, self._rest = re.split(rb"[\r\n]", self._rest + piece)
        for line in whole:
            self._take(line)
        # The other side may send without end and never break the line.
        self._rest = self._rest[:_LONGEST_LINE]

    def text(self) -> str:
        """Give all of it as one printable line."""
        return _joined(self._all())

    def theirs(self) -> str:
        """Give what the other side itself said, as one printable line."""
        return _joined([line for line in self._all() if line.startswith(_THEIRS)])

    def _all(self) -> list[bytes]:
        return [*self._lines, self._rest] if self._rest else self._lines

    def _take(self, line: bytes) -> None:
        if not _PROGRESS.fullmatch(line):
            del self._lines[:-_MOST_LINES]
            self._lines.append(line)
        elif self._progress is not None:
            self._progress(line.decode(errors="replace"))


def words_of(text: str) -> str:
    """Give what another program said as one printable line, without user names and passwords."""
    return words(without_secrets_inside(text).encode())


def understood(name: str, place: str, said: str) -> ExternalError:
    """Give the failure that git's words mean, with what to do about it.

    Args:
        name: of the remote.
        place: where it is, without secrets.
        said: git's words in English, without secrets.
    """
    names = {"fjarr": name, "plats": place}
    for pattern, message, help_ in _KNOWN:
        if pattern.search(said):
            what = Text(message.msgid, names)
            return ExternalError(T("{vad}: {svar}", vad=what, svar=said), Text(help_.msgid, names))
    return ExternalError(
        T("git kunde inte tala med {fjarr} ({plats}): {svar}", **names, svar=said or "–"),
        T("Rätta det som git säger och kör kommandot igen; dina incheckningar finns kvar här."),
    )


def _joined(lines: Sequence[bytes]) -> str:
    return words_of("\n".join(line.removeprefix(_THEIRS).decode(errors="replace") for line in lines))
