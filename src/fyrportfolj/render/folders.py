"""Where templates and their assets lie: the portfolio's own folder first, then the one that ships."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.messages import T
from fyrportfolj.resources import resource

TEMPLATES = "templates"
LARGEST = 16 << 20
"""Bytes of a template, an image or a Word template."""

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of templates.

    Attributes:
        root: the folder, absolute.
        shown: how a message names it.
        own: True for a portfolio's folder, which may hold only regular files; what ships with the
            program may be installed as symbolic links.
    """

    root: Path
    shown: str
    own: bool

    def read(self, name: str) -> bytes | None:
        """Give a file's bytes, or None when the folder has no such file.

        Args:
            name: path relative to the folder, with `/`.

        Raises:
            DataError: the name leads out of the folder, or the file is not a regular one or too large.
            ExternalError: the file cannot be read.
        """
        path = self._inside(name)
        if path is None or not path.exists():
            return None
        if not path.is_file():
            raise self._not_a_file(name)
        try:
            handle = os.open(path, os.O_RDONLY | _FLAGS | (_NO_LINK if self.own else 0))
            with open(handle, "rb") as file:  # noqa: PTH123  (the handle is already open)
                status = os.fstat(handle)
                if not stat.S_ISREG(status.st_mode) or not self._still_there(name, status):
                    raise self._not_a_file(name)
                if status.st_size > LARGEST:
                    raise DataError(
                        T("{fil} är större än {antal} MiB.", fil=self.display(name), antal=LARGEST >> 20),
                        T("Gör bilderna i den mindre, eller dela upp den."),
                    )
                return file.read(LARGEST)
        except OSError as error:
            raise ExternalError(
                T("{fil} går inte att läsa: {fel}.", fil=self.display(name), fel=error.strerror or "")
            ) from error

    def names(self, folder: str) -> tuple[str, ...]:
        """Give every file under a folder, relative to the root, with `/`, sorted."""
        top = self._inside(folder)
        if top is None or not top.is_dir():
            return ()
        return tuple(sorted(p.relative_to(self.root).as_posix() for p in top.rglob("*") if not p.is_dir()))

    def display(self, name: str) -> str:
        """Give the path as a message shows it."""
        return f"{self.shown}/{name}"

    def _not_a_file(self, name: str) -> DataError:
        return DataError(
            T("{fil} är inte en vanlig fil.", fil=self.display(name)),
            T("Ersätt den med en vanlig fil eller ta bort den."),
        )

    def _still_there(self, name: str, status: os.stat_result) -> bool:
        """Say whether what was opened is what lies there without links: a folder can become a link meanwhile."""
        path = self._inside(name) if self.own else None
        return path is None or os.path.samestat(path.lstat(), status)

    def _inside(self, name: str) -> Path | None:
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or parts[0] == "/" or "\\" in name or "\0" in name:
            raise DataError(
                T("Mallen {namn} ligger utanför mappen {mapp}.", namn=name, mapp=self.shown),
                T("Ange en fil i mappen, utan .. och utan inledande snedstreck."),
            )
        path = self.root
        for part in ("", *parts):
            path = path / part
            if self.own and path.is_symlink():
                raise DataError(
                    T("{fil} är en symbolisk länk.", fil=self.display(name)),
                    T("Lägg en kopia av filen i mappen i stället; mallar läses inte genom länkar."),
                )
        return path


def layers(portfolio: Path | None) -> tuple[Folder, ...]:
    """Give the folders in the order they are searched.

    Args:
        portfolio: the portfolio's root, or None for only what ships.
    """
    shipped = resource(TEMPLATES)
    own = (Folder(portfolio / TEMPLATES, TEMPLATES, own=True),) if portfolio else ()
    return (*own, Folder(shipped, str(shipped), own=False))
