"""`fyr schema`: a JSON Schema per kind of file, for editors and other programs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fyrportfolj.commands.files import rewrite
from fyrportfolj.commands.json_schema import made_from, text_of
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import did_you_mean
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import ARTEFACTS
from fyrportfolj.store.kinds import KINDS

FOLDER = "schema"
"""Where the schemas lie in a portfolio; the files name them in their first line."""


@dataclass(frozen=True)
class Schemas:
    """Schemas by file name, and where they were written.

    Attributes:
        filer: file name to schema.
        mapp: the folder they were written to, or None when they were only asked for.
        skrivna: names of the files that were new or changed.
    """

    filer: dict[str, dict[str, Any]]
    mapp: Path | None = None
    skrivna: tuple[str, ...] = ()


def schema(names: tuple[str, ...] = ()) -> Result[Schemas]:
    """Give the schemas of some kinds, or of all.

    Args:
        names: kinds such as `initiativ`, or artefacts such as `programdirektiv`; none means every kind.

    Raises:
        UsageError: no such kind or artefact.
    """
    return Result(Schemas({f"{name}.schema.json": schema_of(name) for name in names or [k.namn for k in KINDS]}))


def write_schemas(folder: Path, root: Path | None = None) -> Result[Schemas]:
    """Write every kind's schema into a folder; files that are already right are left alone.

    Args:
        folder: where they go; made when it is missing.
        root: the portfolio that the folder lies in, where no links are followed; None when the user chose the folder.

    Raises:
        ExternalError: the folder cannot be written to.
    """
    found = schema().data.filer
    written = tuple(name for name, made in found.items() if rewrite(folder / name, text_of(made), root))
    return Result(Schemas(found, folder, written))


def schema_of(name: str) -> dict[str, Any]:
    """Give one kind's or artefact's schema.

    Raises:
        UsageError: no such kind or artefact.
    """
    kind = next((k for k in KINDS if k.namn == name), None)
    if kind is None and name not in ARTEFACTS:
        known = [*(k.namn for k in KINDS), *ARTEFACTS]
        raise UsageError(
            T("inget schema heter {namn}", namn=name),
            did_you_mean(name, known) or T("välj ett av {namn}", namn=tuple(k.namn for k in KINDS)),
        )
    return made_from(kind.modell if kind else ARTEFACTS[name], name)
