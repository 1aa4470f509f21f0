"""Whether and with what the user's git signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fyrportfolj.errors import ExternalError
from fyrportfolj.history.repository import Repository
from fyrportfolj.messages import T

_TRUE = frozenset({"true", "yes", "on", "1"})
_SSH_KEYGEN = "ssh-keygen"
_LITERAL = ("key::", "ssh-")
"""How a value of `user.signingkey` begins when it is the public key itself."""


@dataclass(frozen=True, slots=True)
class Signature:
    """How to sign a commit with an SSH key.

    Attributes:
        key: `user.signingkey`: a file, or the public key itself for an agent.
        program: what signs; never taken from the repository's own configuration.
    """

    key: str
    program: str

    def settings(self) -> Mapping[str, str]:
        """Give the configuration to pass to git, so that nothing else decides how it signs."""
        return {"gpg.format": "ssh", "user.signingkey": self.key, "gpg.ssh.program": self.program}


def signature(repo: Repository, *, sign: bool | None = None) -> Signature | None:
    """Give how commits are signed.

    Args:
        repo: the repository.
        sign: True demands it, False leaves it, None does as the user's git is set: sign when
            `commit.gpgsign` is true and `gpg.format` is `ssh`.

    Returns:
        The signature, or None when commits are not signed.

    Raises:
        ExternalError: commits are to be signed, but there is no SSH key to do it with.
    """
    if sign is False:
        return None
    rows = repo.settings("commit", "gpg", "user")
    found = {name: value for name, (_, value) in rows}
    by_ssh = found.get("gpg.format", "").lower() == "ssh"
    if sign is None and not (by_ssh and found.get("commit.gpgsign", "").lower() in _TRUE):
        return None
    key = found.get("user.signingkey", "") if by_ssh else ""
    if not key:
        raise ExternalError(
            T("Incheckningen ska signeras, men git har ingen SSH-nyckel att signera med."),
            T(
                "Kör git config --global gpg.format ssh och git config --global user.signingkey följt av sökvägen till"
                " nyckeln, eller stäng av signeringen med git config --global commit.gpgsign false."
            ),
        )
    # A program named in a repository that was downloaded would run with the user's rights.
    programs = [value for name, (scope, value) in rows if name == "gpg.ssh.program" and scope == "global"]
    return Signature(key, programs[-1] if programs else _SSH_KEYGEN)


def public_key(repo: Repository, made_by: Signature) -> str:
    """Give the public key that a signature will be made by, as `ssh-ed25519 AAAA…` without comment.

    Args:
        repo: the repository; a relative path is one from its root, as git reads it.
        made_by: how commits are signed.

    Raises:
        ExternalError: the public key's file cannot be read.
    """
    if made_by.key.startswith(_LITERAL):
        return _first_two(made_by.key.removeprefix(_LITERAL[0]))
    place = repo.root / Path(made_by.key).expanduser()
    public = place if place.suffix == ".pub" else place.with_name(f"{place.name}.pub")
    try:
        return _first_two(public.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ExternalError(
            T("Den publika nyckeln i {fil} går inte att läsa.", fil=str(public)),
            T("Skriv den med ssh-keygen -y -f {nyckel} > {fil}", nyckel=str(place), fil=str(public)),
        ) from error


def _first_two(line: str) -> str:
    return " ".join(line.split()[:2])
