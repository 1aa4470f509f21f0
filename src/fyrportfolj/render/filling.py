"""Filling in templates: one environment per format, and failures in plain words.

Apart from finding them, since Jinja takes longer to load than most documents take to fill in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jinja2 import BaseLoader, Environment, TemplateError, TemplateNotFound

from fyrportfolj.errors import DataError
from fyrportfolj.messages import T
from fyrportfolj.render.engine import FormatEnv
from fyrportfolj.render.faults import explained
from fyrportfolj.render.folders import Folder
from fyrportfolj.render.formats import TextFormat

_MISTAKES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""What an expression in a template can raise; anything else is a fault of the program."""


class Filling:
    """The templates of one format.

    Args:
        folders: where they lie, in the order they are searched.
        text_format: how text is escaped.
    """

    def __init__(self, folders: tuple[Folder, ...], text_format: TextFormat) -> None:
        self._environment = FormatEnv(_Loader(folders), text_format)
        self._parts = f"gemensamt/delar.{text_format.suffix}.j2"

    def render(self, name: str, rapport: object, **more: object) -> str:
        """Fill in a template; as `Templates.render`."""
        try:
            return self._environment.get_template(name).render(rapport=rapport, delar=self._parts, **more)
        except _MISTAKES as error:
            raise explained(error, name, ("rapport", "delar", *more)) from error

    def prepare(self, names: Iterable[str]) -> None:
        """Read some templates, and the parts that all are built of, so that filling them in takes less time.

        Raises:
            DataError: as `render`.
        """
        for name in (self._parts, *names):
            try:
                self._environment.get_template(name)
            except _MISTAKES as error:
                raise explained(error, name, ()) from error


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
