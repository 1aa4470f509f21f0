"""Where the key to a forge comes from: the environment, or the forge's own command; never a file of the portfolio's."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence

from fyrportfolj.forge.protocol import Place, Slag
from fyrportfolj.forge.refusals import ForgeError
from fyrportfolj.forge.transport import LOOPBACK
from fyrportfolj.messages import T

VARIABLES: Mapping[Slag, tuple[str, ...]] = {
    "github": ("FYR_TOKEN_GITHUB", "GH_TOKEN", "GITHUB_TOKEN"),
    "gitlab": ("FYR_TOKEN_GITLAB", "GITLAB_TOKEN"),
    "forgejo": ("FYR_TOKEN_FORGEJO", "FORGEJO_TOKEN", "GITEA_TOKEN"),
}
"""Where a key is looked for, in order."""

HOST_VARIABLE = "FYR_FORGE_HOST"
"""Names the forge that the keys in the environment are for, when it is none of the public ones."""

PUBLIC: Mapping[str, Slag] = {"github.com": "github", "gitlab.com": "gitlab", "codeberg.org": "forgejo"}
"""The forges that everybody knows, and what they speak."""

_COMMANDS: Mapping[Slag, tuple[str, ...]] = {
    "github": ("gh", "auth", "token", "--hostname"),
    "gitlab": ("glab", "config", "get", "token", "--host"),
}
_PATIENCE = 10.0


def token_for(place: Place) -> str:
    """Give the key to a forge.

    Args:
        place: the repository.

    Raises:
        ForgeError: there is none, or the one in the environment may be meant for another forge.
    """
    found = _from_environment(place) or _from_command(place)
    if found is None:
        raise _without(place)
    if not found.isascii() or not found.isprintable() or " " in found:
        raise ForgeError(
            T("Nyckeln till {vard} innehåller tecken som ingen nyckel har.", vard=place.host),
            T("Lägg in nyckeln på nytt, utan radbrytning och mellanslag."),
        )
    return found


def _from_environment(place: Place) -> str | None:
    # A remote may name any machine; a key goes only to the one that the user has it for.
    meant = os.environ.get(HOST_VARIABLE) or next((h for h, slag in PUBLIC.items() if slag == place.slag), "")
    if place.host.casefold() != meant.casefold():
        return None
    return next((value for name in VARIABLES[place.slag] if (value := os.environ.get(name, "").strip())), None)


def _from_command(place: Place) -> str | None:
    command: Sequence[str] = _COMMANDS.get(place.slag, ())
    program = shutil.which(command[0]) if command else None
    if program is None or place.host in LOOPBACK or place.host.startswith("-"):
        return None
    try:
        said = subprocess.run(  # noqa: S603  (a list, never a shell; the host is no option)
            [program, *command[1:], place.host],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return said.stdout.decode(errors="replace").strip() or None if not said.returncode else None


def _without(place: Place) -> ForgeError:
    name = VARIABLES[place.slag][0]
    if place.host in PUBLIC or os.environ.get(HOST_VARIABLE, "").casefold() == place.host.casefold():
        help_ = T("Lägg en nyckel som får läsa och skriva i arkivet i miljövariabeln {namn}.", namn=name)
    else:
        help_ = T(
            "Lägg nyckeln i miljövariabeln {namn}, och {vard} i {varden} som tecken på att nyckeln är till för den.",
            namn=name,
            vard=place.host,
            varden=HOST_VARIABLE,
        )
    return ForgeError(T("Det finns ingen nyckel till {vard}.", vard=place.host), help_)
