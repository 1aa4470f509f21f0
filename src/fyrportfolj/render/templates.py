"""Templates by name: found in layers, rendered by the format's environment, failures in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateError, TemplateNotFound

from fyrportfolj.errors import DataError
from fyrportfolj.messages import T
from fyrportfolj.render.engine import FormatEnv
from fyrportfolj.render.faults import explained
from fyrportfolj.render.folders import Folder, layers
from fyrportfolj.render.formats import TextFormat

_MISTAKES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""What an expression in a template can raise; anything else is a fault of the program."""


_NOT_ASSETS = (".j2", ".docx", ".pptx", ".xlsx")


class Templates:
    """The templates of one portfolio.

    Args:
        portfolio: the portfolio's root, whose own `templates/` wins, or None for only what ships.
    """

    def __init__(self, portfolio: Path | None = None) -> None:
        self._folders = layers(portfolio)
        self._environments: dict[str, FormatEnv] = {}

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
        environment = self._environments.get(text_format.suffix)
        if environment is None:
            environment = FormatEnv(_Loader(self._folders), text_format)
            self._environments[text_format.suffix] = environment
        try:
            parts = f"gemensamt/delar.{text_format.suffix}.j2"
            return environment.get_template(name).render(rapport=rapport, delar=parts, **more)
        except _MISTAKES as error:
            raise explained(error, name, ("rapport", "delar", *more)) from error

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


class _Loader(BaseLoader):
    def __init__(self, folders: tuple[Folder, ...]) -> None:
        self._folders = folders

    # The signature is Jinja's; the environment is not needed.
    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        for folder in self._folders:
            data = folder.read(template)
            if data is not None:
                return _decoded(data, folder.display(template)), folder.display(template), lambda: True
        raise TemplateNotFound(template)


def _decoded(data: bytes, shown: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(T("{fil}: texten är inte UTF-8.", fil=shown), T("Spara filen om i UTF-8 utan BOM.")) from error
