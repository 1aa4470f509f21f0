"""Which repository on which forge a remote's address means."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from fyrportfolj.errors import UsageError
from fyrportfolj.forge.forgejo import Forgejo
from fyrportfolj.forge.github import GitHub
from fyrportfolj.forge.gitlab import GitLab
from fyrportfolj.forge.protocol import Forge, Place, Slag
from fyrportfolj.forge.tokens import PUBLIC, token_for
from fyrportfolj.forge.transport import LOOPBACK, Patience
from fyrportfolj.messages import T

_SHORT = re.compile(r"(?:[^/:@]+@)?([^/:@]+):(?!//)(.+)")
_PATH = re.compile(r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+")
_API: dict[Slag, str] = {"github": "/api/v3", "gitlab": "/api/v4", "forgejo": "/api/v1"}


def place_of(url: str, slag: Slag | None = None, site: str | None = None) -> Place:
    """Find the repository that a remote's address means.

    Args:
        url: the remote's address: `https://…`, `ssh://…` or `user@host:path`.
        slag: what the forge speaks; None is enough for the public ones.
        site: where the forge's pages begin, when that does not follow from the address.

    Raises:
        UsageError: the address is no forge's, or it is not known what the forge speaks.
    """
    scheme, host, port, path = _taken_apart(url)
    own = urlsplit(site.rstrip("/")) if site else None
    speaks = slag or PUBLIC.get(host)
    if not host or not _PATH.fullmatch(path) or ".." in path.split("/"):
        raise UsageError(
            T("Fjärrens adress leder inte till ett arkiv på GitHub, GitLab eller Forgejo."),
            T("Ange kanalen manuell, eller ställ in fjärren med git remote set-url."),
        )
    if speaks is None:
        raise UsageError(
            T("Det framgår inte vilken plattform {vard} är.", vard=host),
            T("Ange github, gitlab eller forgejo som kanal, eller som plattform i fyr.yaml."),
        )
    if own is not None:
        name = own.hostname or host
        return Place(speaks, f"{own.geturl()}{_API[speaks]}", name, path)
    if host == "github.com":
        return Place("github", "https://api.github.com", host, path)
    # ssh has a port of its own; only http's is the API's.
    base = f"http://{_bracketed(host)}:{port or 80}" if scheme == "http" and host in LOOPBACK else f"https://{host}"
    if scheme == "https" and port:
        base = f"https://{_bracketed(host)}:{port}"
    return Place(speaks, base + _API[speaks], host, path)


def forge_at(place: Place, patience: Patience | None = None, token: str | None = None) -> Forge:
    """Give a forge to talk to; nothing is sent yet.

    Args:
        place: the repository.
        patience: how long and how much is put up with.
        token: the key; None looks for it.

    Raises:
        ForgeError: there is no key.
    """
    key, calm = token or token_for(place), patience or Patience()
    if place.slag == "github":
        return GitHub(place, key, calm)
    return GitLab(place, key, calm) if place.slag == "gitlab" else Forgejo(place, key, calm)


def _taken_apart(url: str) -> tuple[str, str, int | None, str]:
    short = _SHORT.fullmatch(url)
    if short and "://" not in url:
        scheme, host, port, path = "ssh", short[1], None, short[2]
    else:
        try:
            parts = urlsplit(url)
            scheme, host, port, path = parts.scheme, parts.hostname or "", parts.port, parts.path
        except ValueError:
            return "", "", None, ""
        if scheme not in {"http", "https", "ssh"}:
            return "", "", None, ""
    return scheme, host.casefold(), port, path.strip("/").removesuffix(".git")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
