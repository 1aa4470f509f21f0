"""The trust anchor: a file outside the repository that says which history is the right one."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.errors import ExternalError
from fyrportfolj.messages import T
from fyrportfolj.model.trust import Tillitsankare
from fyrportfolj.rules.trail.values import Accepted, Anchor
from fyrportfolj.store.kinds import Kind
from fyrportfolj.store.load import document

VARIABLE = "FYR_TRUST"
"""Environment variable that names the file."""

NOTE = "tillit"
"""File in the repository's own folder with the name of the anchor that was used last on this machine.

A history that somebody has replaced has another root, and so another name for its anchor; this keeps the old one known.
"""

KIND = Kind("tillitsankare", "*", Tillitsankare, "")
_MOST_BYTES = 1 << 20
_NAME = 16
_ANCHOR_NAME = re.compile(r"[0-9a-f]{16}\.yaml")


@dataclass(frozen=True)
class Trusted:
    """A trust anchor that was read.

    Attributes:
        fil: the file.
        text: its bytes.
        modell: what it says.
    """

    fil: Path
    text: bytes
    modell: Tillitsankare

    @property
    def anchor(self) -> Anchor:
        """What it says, as the judge takes it."""
        m = self.modell
        return Anchor(
            m.rot,
            m.start,
            m.nycklar,
            tuple(k.incheckning for k in m.kontrollpunkter),
            m.niva,
            tuple(Accepted(g.incheckning, g.kod, g.skal) for g in m.godtagna),
        )

    @property
    def summa(self) -> str:
        """SHA-256 of the file, 64 hexadecimal digits."""
        return hashlib.sha256(self.text).hexdigest()


class UnusableAnchorError(Exception):
    """The trust anchor has faults, so nothing can be judged by it.

    Attributes:
        fil: the file.
        diagnostics: its faults, with places.
    """

    def __init__(self, fil: Path, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(str(fil))
        self.fil = fil
        self.diagnostics = diagnostics


def anchor_path(root: str, given: Path | None = None) -> Path:
    """Give where the trust anchor of a history lies: as said, else as FYR_TRUST says, else by the root's id.

    Args:
        root: id of the history's first commit.
        given: the file that the user named, or None.
    """
    named = given or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    return named or anchor_folder() / f"{root[:_NAME]}.yaml"


def anchor_folder() -> Path:
    """Give the folder of the user's trust anchors."""
    home = os.environ.get("XDG_CONFIG_HOME")
    # The rule of XDG: a relative path counts as none.
    base = Path(home) if home and Path(home).is_absolute() else Path.home() / ".config"
    return base / "fyr" / "tillit"


def noted_path(desk: Path) -> Path | None:
    """Give the anchor that was used last for this copy of the repository, if it is still there.

    Args:
        desk: fyr's folder in the repository's own.
    """
    if not (desk / NOTE).is_file():
        return None  # a pipe would let us wait for ever
    try:
        with (desk / NOTE).open("rb") as opened:
            name = opened.read(_MOST_BYTES).decode("ascii", "replace")
    except OSError:
        return None
    fil = anchor_folder() / name
    return fil if _ANCHOR_NAME.fullmatch(name) and fil.is_file() else None


def asked_for(given: Path | None) -> bool:
    """Say whether the user has named a file, which then must exist."""
    return given is not None or bool(os.environ.get(VARIABLE))


def read_anchor(fil: Path) -> Trusted:
    """Read a trust anchor.

    Args:
        fil: the file.

    Raises:
        ExternalError: it cannot be read.
        UnusableAnchorError: it can be read but has faults.
    """
    try:
        with fil.open("rb") as opened:
            text = opened.read(_MOST_BYTES)
    except OSError as error:
        raise ExternalError(
            T("tillitsankaret {fil} går inte att läsa: {orsak}", fil=str(fil), orsak=error.strerror or "–"),
            T("ange rätt fil med --trust, eller skapa den med fyr audit trust"),
        ) from error
    found = document(str(fil.absolute()), text, KIND)
    if not isinstance(found.modell, Tillitsankare):
        raise UnusableAnchorError(fil, found.faults)
    return Trusted(fil, text, found.modell)


def refuse_inside(fil: Path, *folders: Path) -> None:
    """Refuse a trust anchor that lies in the repository it is to vouch for: whoever sends the one sends the other.

    Args:
        fil: the file.
        *folders: the repository's folders.

    Raises:
        ExternalError: it lies in one of them.
    """
    real = fil.resolve()
    if any(real.is_relative_to(folder.resolve()) for folder in folders):
        raise ExternalError(
            T("tillitsankaret {fil} ligger i arkivet som ska granskas och bevisar därför ingenting", fil=str(fil)),
            T("lägg filen utanför arkivet, på en plats som bara granskaren kan skriva till"),
        )
