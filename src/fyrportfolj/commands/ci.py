"""`fyr ci init`: files that let a forge check every change, and publish the portfolio after every merge."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from fyrportfolj import __version__
from fyrportfolj.commands.files import rewrite
from fyrportfolj.commands.result import Result
from fyrportfolj.errors import ConflictError, UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.resources import resource

FORGES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "github": {
            ".github/workflows/fyr-kontroll.yml": "github-kontroll.yml",
            ".github/workflows/fyr-publicera.yml": "github-publicera.yml",
        },
        "gitlab": {".gitlab-ci.yml": "gitlab.yml"},
        "forgejo": {
            ".forgejo/workflows/fyr-kontroll.yml": "forgejo-kontroll.yml",
            ".forgejo/workflows/fyr-publicera.yml": "forgejo-publicera.yml",
        },
    }
)
"""Forge to the files that it reads, each with its template in `templates/ci`."""

PACKAGE = f"fyrportfolj=={__version__}"
"""What a forge installs unless something else is asked for: this very version."""

_MARK = "@PAKET@"

_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+:/@=~ -]*")
"""What may stand in a quoted YAML value that a quoted shell variable takes over; nothing in it means anything there."""


@dataclass(frozen=True)
class WrittenCi:
    """Files for a forge.

    Attributes:
        forge: a key of `FORGES`.
        mapp: the folder they lie under.
        filer: all of them, relative to it.
        skrivna: those that were new or changed.
    """

    forge: str
    mapp: Path
    filer: tuple[str, ...]
    skrivna: tuple[str, ...]


def ci_init(folder: Path, forge: str, package: str = PACKAGE, *, over: bool = False) -> Result[WrittenCi]:
    """Write the files for a forge; all of them or, when one stands in the way, none.

    Args:
        folder: the top of the repository.
        forge: a key of `FORGES`.
        package: what `pip install` is told to install.
        over: write over files that hold something else.

    Raises:
        UsageError: no such forge, or a package with characters that cannot stand in one.
        ConflictError: a file holds something else, and `over` was not asked for.
        ExternalError: a file cannot be written.
    """
    if forge not in FORGES:
        raise UsageError(T("plattformen {namn} finns inte här", namn=forge), T("välj bland {val}", val=tuple(FORGES)))
    if not _REQUIREMENT.fullmatch(package):
        raise UsageError(
            T("--package: {namn} kan inte stå i en CI-fil", namn=package),
            T("ange ett paket som fyrportfolj==1.2.3, eller git+https://… med versionen efter ett @"),
        )
    templates = resource("templates") / "ci"
    texts = {
        name: (templates / source).read_text(encoding="utf-8").replace(_MARK, package)
        for name, source in FORGES[forge].items()
    }
    blocked = [n for n, text in texts.items() if _holds_other(folder / n, text)]
    if blocked and not over:
        raise ConflictError(
            T("{fil} finns redan med annat innehåll", fil=tuple(blocked)),
            T("skriv i en annan katalog med --out och jämför, eller skriv över med --force"),
        )
    written = tuple(name for name, text in texts.items() if rewrite(folder / name, text, folder))
    return Result(WrittenCi(forge, folder, tuple(texts), written), (), _next_steps(forge))


def _holds_other(path: Path, text: str) -> bool:
    if not path.is_symlink() and not path.exists():
        return False
    return not path.is_file() or path.read_bytes() != text.encode()


def _next_steps(forge: str) -> tuple[Text, ...]:
    trust = T("lägg tillitsankaret i variabeln {namn}", namn="FYR_TRUST" if forge == "gitlab" else "FYR_TILLIT")
    return (T("se efter att portföljen får vara offentlig innan filerna checkas in"), trust)
