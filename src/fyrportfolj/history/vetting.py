"""What a repository's own configuration may not say when git is to talk to another machine.

A repository that was downloaded can name programs for git to start, and addresses that start programs. The user's
own configuration may; it is the user's.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from fyrportfolj.errors import ExternalError
from fyrportfolj.history.repository import Repository, without_secrets
from fyrportfolj.messages import T

_SECTIONS = ("branch", "core", "credential", "gpg", "http", "remote", "url")
_PROGRAMS = re.compile(
    r"core\.(sshcommand|gitproxy|askpass|hookspath|alternaterefscommand)"
    r"|core\.fsmonitor"
    r"|credential\.(.*\.)?helper"
    r"|gpg\.(.*\.)?program|gpg\.ssh\.defaultkeycommand"
    r"|http\.(.*\.)?(proxy|sslcert|sslkey|cookiefile|curlopt.*)"
    r"|remote\..*\.(uploadpack|receivepack|vcs|proxy)",
    re.DOTALL,
)
_SWITCH = frozenset({"true", "false", "yes", "no", "on", "off", "1", "0", ""})
_REWRITTEN = re.compile(r"url\.(.*)\.(insteadof|pushinsteadof)", re.DOTALL)
_OWN = frozenset({"local", "worktree"})

_HELPER = re.compile(r"[A-Za-z0-9][A-Za-z0-9+.-]*::")
_SCHEME = re.compile(r"([A-Za-z0-9][A-Za-z0-9+.-]*)://((?:[^/]*@)?([^/]*))(.*)", re.DOTALL)
_SHORT = re.compile(r"(?:[^/:]*@)?([^/:]*):(.*)", re.DOTALL)
_SCHEMES = frozenset({"file", "git", "http", "https", "ssh"})


Settings: TypeAlias = tuple[tuple[str, tuple[str, str]], ...]
"""As `Repository.settings` gives them."""


def settings_of(repo: Repository) -> Settings:
    """Give every setting that has to do with other copies of the repository."""
    return repo.settings(*_SECTIONS)


def refuse_hostile(settings: Settings) -> None:
    """Refuse to go out on the network when the repository itself says with what.

    Args:
        settings: from `settings_of`; the user's own are let through.

    Raises:
        ExternalError: there is such a setting, by its name.
    """
    for name, (scope, value) in settings:
        if scope not in _OWN:
            continue
        if _PROGRAMS.fullmatch(name) and not (name == "core.fsmonitor" and value.lower() in _SWITCH):
            raise _setting(name)
        rewritten = _REWRITTEN.fullmatch(name)
        if rewritten and not is_plain(rewritten[1]):
            raise _setting(name)


def vet_address(settings: Settings, url: str, remote: str) -> str:
    """Give an address that git can be handed.

    Args:
        settings: from `settings_of`; they may turn an address into another.
        url: as the configuration has it.
        remote: name of the remote that has it.

    Raises:
        ExternalError: it starts a program, could be taken for an option, or holds control characters; or it is
            turned into one that does.
    """
    if not (is_plain(url) and all(map(is_plain, _turned_into(settings, url)))):
        raise ExternalError(
            T("Adressen till fjärren {fjarr} används inte: {adress}", fjarr=remote, adress=shown(url)),
            T(
                "En adress är en mapp, eller börjar med https://, ssh:// eller användare@dator:."
                " Rätta den med git remote set-url {fjarr} följt av adressen.",
                fjarr=remote,
            ),
        )
    return url


def is_plain(url: str) -> bool:
    """Say whether an address names a place and nothing else.

    Args:
        url: a folder, `scheme://…`, or `user@host:folder`.
    """
    if not url or not url.isprintable() or url.startswith("-") or _HELPER.match(url):
        return False
    full = _SCHEME.fullmatch(url)
    if full:
        return full[1].lower() in _SCHEMES and not any(
            part.startswith("-") for part in (*full.groups()[1:3], full[4][1:])
        )
    short = _SHORT.fullmatch(url)
    return short is None or not (short[1].startswith("-") or short[2].startswith("-"))


def shown(url: str) -> str:
    """Give an address for a person to read: printable, and without user name and password."""
    return "".join(c if c.isprintable() else "?" for c in without_secrets(url))


def _turned_into(settings: Settings, url: str) -> list[str]:
    rules = ((_REWRITTEN.fullmatch(name), value) for name, (_, value) in settings)
    return [rule[1] + url.removeprefix(value) for rule, value in rules if rule and value and url.startswith(value)]


def _setting(name: str) -> ExternalError:
    told = "".join(c if c.isprintable() else "?" for c in without_secrets_inside(name))
    return ExternalError(
        T("Git-arkivets egen inställning {namn} kan starta program eller leda trafiken åt annat håll.", namn=told),
        T(
            "Ta bort den med git config --local --unset-all {namn}. Behövs den, så ställ in den för dig själv"
            " med git config --global.",
            namn=told,
        ),
    )


def without_secrets_inside(text: str) -> str:
    """Give a text without the user names and passwords of the addresses in it."""
    return re.sub(r"([A-Za-z][A-Za-z0-9+.-]*://)[^/\s'\"]*@", r"\1", text)
