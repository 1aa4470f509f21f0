"""Why YAML does not read, said to a person who has never heard of a parser."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ruamel.yaml.error import MarkedYAMLError

from fyrportfolj.diagnostics import Place
from fyrportfolj.messages import T

_CANNOT_START = re.compile(r"found character '(.)'? that cannot start any token|found character '(\\t)' that")
_ESCAPE = re.compile(r"found unknown escape character '(.)'")

_LONGEST_KEY = 1024
"""Källa: YAML 1.2.2, 7.4.2: a key on one line is at most 1 024 characters."""


def explained(error: MarkedYAMLError, text: str) -> tuple[str, Place, Mapping[str, object]]:
    """Choose the code for a syntax error and point at the character to change.

    Args:
        error: what the parser said.
        text: the text of the file.

    Returns:
        Code, place and the params of the code.
    """
    problem = str(error.problem or "")
    context = str(error.context or "")
    place = _at(error.problem_mark or error.context_mark)
    if "cannot start any token" in problem:
        return _bad_start(problem, place)
    if "quoted scalar" in context:
        return _quoted(error, problem, place, text)
    if "flow" in context:
        start = _at(error.context_mark)
        opener = text[_index(error.context_mark)] if _index(error.context_mark) < len(text) else "["
        return "FYR025", start, {"klammer": opener, "stang": "]" if opener == "[" else "}"}
    if "mapping values are not allowed" in problem:
        return _colon(place, text)
    if "could not find expected ':'" in problem:
        return "FYR027", _at(error.context_mark or error.problem_mark), {}
    return _structure(problem, place, text)


def _bad_start(problem: str, place: Place) -> tuple[str, Place, Mapping[str, object]]:
    sign = problem.partition("'")[2].rpartition("'")[0]
    if sign == "\\t":
        return "FYR009", place, {}
    return "FYR026", place, {"tecken": sign}


def _quoted(error: MarkedYAMLError, problem: str, place: Place, text: str) -> tuple[str, Place, Mapping[str, object]]:
    escape = _ESCAPE.search(problem)
    if escape:
        return "FYR029", place, {"tecken": escape[1]}
    if "end of stream" in problem or "document separator" in problem:
        start = error.context_mark
        sign = text[_index(start)] if _index(start) < len(text) else '"'
        return "FYR022", _at(start), {"tecken": sign}
    return "FYR029", place, {"tecken": problem.rpartition(" ")[2].strip("'")}


def _colon(place: Place, text: str) -> tuple[str, Place, Mapping[str, object]]:
    lines = text.splitlines()
    line = lines[place.rad - 1] if place.rad <= len(lines) else ""
    before = line[: place.kolumn - 1]
    if ": " in before:
        return "FYR023", place, {}
    if len(before.strip()) > _LONGEST_KEY:
        forklaring = T("nyckeln är längre än {antal} tecken", antal=_LONGEST_KEY)
        return "FYR008", place, {"forklaring": forklaring, "rad": T("korta nyckeln")}
    previous = lines[place.rad - 2] if place.rad > 1 else ""
    if previous.strip() and ":" not in previous and not previous.lstrip().startswith(("#", "-")):
        return "FYR027", Place(place.rad - 1, len(previous) - len(previous.lstrip()) + 1), {}
    return "FYR024", Place(place.rad, len(line) - len(line.lstrip()) + 1), {}


def _structure(problem: str, place: Place, text: str) -> tuple[str, Place, Mapping[str, object]]:
    lines = text.splitlines()
    line = lines[place.rad - 1] if place.rad <= len(lines) else ""
    if "<scalar>" in problem and line[: place.kolumn - 1].rstrip().endswith(('"', "'")):
        forklaring = T("det står text efter det avslutande citattecknet")
        rad = T("sätt citattecknet sist, eller skriv citattecken inne i texten dubbelt")
        return "FYR008", place, {"forklaring": forklaring, "rad": rad}
    if not line[: place.kolumn - 1].strip():
        return "FYR024", place, {}
    forklaring = T("raden bryter mot hur nycklar och listor skrivs")
    return "FYR008", place, {"forklaring": forklaring, "rad": T("jämför raden med raderna ovanför")}


def _at(mark: object) -> Place:
    return Place(getattr(mark, "line", 0) + 1, getattr(mark, "column", 0) + 1)


def _index(mark: object) -> int:
    return int(getattr(mark, "index", 0))
