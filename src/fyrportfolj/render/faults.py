"""A mistake in a template, in the words of the person who wrote it: file, line and what to do."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from difflib import get_close_matches
from types import TracebackType

from jinja2 import TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.utils import missing

from fyrportfolj.errors import DataError
from fyrportfolj.messages import T, Text
from fyrportfolj.render.engine import RefusedError, UnknownNameError


def explained(error: Exception, template: str, variables: Iterable[str]) -> DataError:
    """Give the failure that a person can act on.

    Args:
        error: what Jinja raised.
        template: the template that was asked for, used when the error names no other.
        variables: names that every template can use.

    Returns:
        The failure with file and line in its message and a remedy as its help.
    """
    match error:
        case TemplateNotFound():
            return _not_found(error, template)
        case TemplateSyntaxError():
            return _syntax(error, template)
    place = _place(error.__traceback__, template)
    match error:
        case UnknownNameError():
            return _unknown(error, place, variables)
        case RefusedError():
            return DataError(
                T("{plats}: {varfor}.", plats=place, varfor=error.why),
                T("Värden skrivs ut var för sig, så att de visas som text."),
            )
        case SecurityError():
            return DataError(
                T("{plats}: mallen försöker nå något som mallar inte får använda.", plats=place),
                T("Använd bara det som finns i rapport; mallspråkets förklaring: {fel}", fel=str(error)),
            )
    return DataError(
        T("{plats}: uttrycket i mallen går inte att räkna ut.", plats=place),
        T("Rätta uttrycket; mallspråkets förklaring: {fel}", fel=str(error) or type(error).__name__),
    )


def _not_found(error: TemplateNotFound, template: str) -> DataError:
    asking = _place(error.__traceback__, "")
    name = error.name or template
    message = (
        T("{plats}: mallen {namn} finns inte.", plats=asking, namn=name)
        if asking
        else T("Mallen {namn} finns inte.", namn=name)
    )
    return DataError(message, T("Lägg den i portföljens templates/ eller rätta namnet."))


def _syntax(error: TemplateSyntaxError, template: str) -> DataError:
    place = f"{error.filename or template}:{error.lineno}"
    if error.message == "autoescape":
        return DataError(
            T("{plats}: mallen försöker stänga av skyddet som gör text till text.", plats=place),
            T("Ta bort autoescape; värden skrivs ut med två klamrar."),
        )
    return DataError(
        T("{plats}: mallen går inte att läsa.", plats=place),
        T("Rätta raden; mallspråkets förklaring: {fel}", fel=error.message or ""),
    )


def _unknown(error: UnknownNameError, place: str, variables: Iterable[str]) -> DataError:
    if error.owner is missing:
        message = T("{plats}: variabeln {namn} finns inte.", plats=place, namn=error.name)
        known = sorted(variables)
    else:
        message = T("{plats}: värdet har inget fält {namn}.", plats=place, namn=error.name)
        known = _attributes(error.owner)
    return DataError(message, _suggestion(error.name, known))


def _attributes(owner: object) -> list[str]:
    if dataclasses.is_dataclass(owner):
        return [f.name for f in dataclasses.fields(owner)]
    return [str(key) for key in owner] if isinstance(owner, dict) else []


def _suggestion(name: str, known: list[str]) -> Text:
    nearest = get_close_matches(name, known, n=1)
    if nearest:
        return T("Menade du {namn}?", namn=nearest[0])
    if known:
        return T("Det som finns: {namn}.", namn=", ".join(known))
    return T("Rätta namnet.")


def _place(traceback: TracebackType | None, template: str) -> str:
    """Give file and line of the innermost template; Jinja gives its frames the template's own file name."""
    place = template
    while traceback:
        name = traceback.tb_frame.f_code.co_filename
        if name.endswith(".j2"):
            place = f"{name}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place
