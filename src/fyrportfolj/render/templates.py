"""Templates by name: found in layers, and filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fyrportfolj.render.folders import layers
from fyrportfolj.render.formats import TextFormat

if TYPE_CHECKING:
    from fyrportfolj.render.filling import Filling

_NOT_ASSETS = (".j2", ".docx", ".pptx", ".xlsx")


class Templates:
    """The templates of one portfolio.

    Attributes:
        portfolio: the portfolio's root, whose own `templates/` wins, or None for only what ships.
    """

    def __init__(self, portfolio: Path | None = None) -> None:
        self.portfolio = portfolio
        self._folders = layers(portfolio)
        self._fillings: dict[str, Filling] = {}

    def name_for(self, folders: tuple[str, ...], text_format: TextFormat) -> str:
        """Give the template of a report: in the first folder that has one, the format's own before the common one.

        Args:
            folders: names under `templates/`; empty ones are passed over.
            text_format: the format.
        """
        names = [f"{f}/{f}{suffix}.j2" for f in folders if f for suffix in (f".{text_format.suffix}", "")]
        return next((name for name in names if self.read(name) is not None), names[-1])

    def read(self, name: str) -> bytes | None:
        """Give the bytes of a file under `templates/`, the portfolio's own first; None when there is none."""
        return next((data for folder in self._folders if (data := folder.read(name)) is not None), None)

    def render(self, name: str, text_format: TextFormat, rapport: object, **more: object) -> str:
        """Fill in a template.

        Args:
            name: path under `templates/`, such as `statusrapport/statusrapport.md.j2`.
            text_format: how text is escaped.
            rapport: the view, which the template sees as `rapport`.
            **more: further names that the template sees: `utseende`, and `bilder` where the format shows images.

        Raises:
            DataError: the template is missing or has a mistake; says the file, the line and what to do.
        """
        return self._filling(text_format).render(name, rapport, **more)

    def prepare(self, folders: Iterable[str], text_format: TextFormat) -> None:
        """Read templates ahead of the time when they are filled in: those of some reports, and the common parts.

        Args:
            folders: names that may be reports'; others are passed over.
            text_format: the format.

        Raises:
            DataError: as `render`.
        """
        names = [self.name_for((folder,), text_format) for folder in folders]
        self._filling(text_format).prepare([name for name in names if self.read(name) is not None])

    def _filling(self, text_format: TextFormat) -> Filling:
        found = self._fillings.get(text_format.suffix)
        if found is None:
            from fyrportfolj.render.filling import Filling

            found = self._fillings[text_format.suffix] = Filling(self._folders, text_format)
        return found

    def assets(self, folders: Iterable[str]) -> Mapping[str, bytes]:
        """Give the files beside the templates: components, images; never the templates themselves.

        Args:
            folders: names under `templates/`.

        Returns:
            Bytes by path under `templates/`; a file of the portfolio hides the shipped one.
        """
        found: dict[str, bytes] = {}
        for folder in folders:
            for layer in reversed(self._folders):
                for name in layer.names(folder):
                    data = None if name.endswith(_NOT_ASSETS) else layer.read(name)
                    if data is not None:
                        found[name] = data
        return dict(sorted(found.items()))
