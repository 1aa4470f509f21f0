"""`fyr set`: give one field of a file a new value, and change nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from fyrportfolj.commands.editing import Edited, How, edit_file, file_of
from fyrportfolj.commands.json_schema import made_from
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.diagnostics import Loc
from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.store.edit import Remove, Set
from fyrportfolj.store.emit import Value
from fyrportfolj.store.kinds import kind_of
from fyrportfolj.store.yamltext import Data, parse

ROW_KEYS = ("id", "slug", "kommun", "part", "roll", "omrade")
"""Fields that name a row, tried in order."""

_YES = {"true": True, "ja": True, "false": False, "nej": False}


@dataclass(frozen=True)
class _Target:
    loc: Loc
    schema: dict[str, Any]


def change(ws: Workspace, target: str, path: str, value: str | None, how: How) -> Result[Edited]:
    """Set a field, or take it away.

    Args:
        ws: the opened portfolio.
        target: an undertaking's id, or a file's path in the portfolio.
        path: field by field with dots; rows by their id or number from 0: `risker.R1.sannolikhet`.
        value: the new value as text; lists as YAML, `[a, b]`; None takes the field away.
        how: show, write or commit.

    Returns:
        As `editing.edit_file`.

    Raises:
        UsageError: no such undertaking, field or row, or the value is of another kind.
        DataError: the file has faults and must be mended by hand.
    """
    fil = file_of(ws, target)
    kind = kind_of(fil)
    data = parse(ws.loaded.texts[fil], fil).data
    if kind is None or data is None:
        raise DataError(T("{fil} går inte att ändra, för den har fel", fil=fil), T("rätta felen som fyr check visar"))
    found = _find(made_from(kind.modell, kind.namn), data, path)
    if value is None:
        edit: Set | Remove = Remove(found.loc)
        message = T("Ta bort {falt} i {fil}", falt=path, fil=fil)
    else:
        edit = Set(found.loc, _value(found.schema, path, value))
        message = T("Ändra {falt} i {fil}", falt=path, fil=fil)
    return edit_file(ws, fil, [edit], how, message)


def _find(schema: dict[str, Any], data: Data, path: str) -> _Target:
    """Walk the path through schema and data side by side: the schema knows the fields, the data the rows."""
    here: dict[str, Any] = schema
    value: object = data
    loc: list[str | int] = []
    for step in path.split("."):
        here = _resolved(schema, here)
        if here.get("type") == "array":
            index = _row(value, step, path)
            loc.append(index)
            here, value = here["items"], value[index] if isinstance(value, list) else None
        else:
            loc.append(step)
            here = _field(here, step, path)
            value = value.get(step) if isinstance(value, dict) else None
    return _Target(tuple(loc), _resolved(schema, here))


def _resolved(schema: dict[str, Any], here: dict[str, Any]) -> dict[str, Any]:
    parts = [p for p in here.get("anyOf", [here]) if p.get("type") != "null"]
    if len(parts) > 1:
        return {"type": "number"}
    part: dict[str, Any] = parts[0]
    return schema["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part


def _field(here: dict[str, Any], step: str, path: str) -> dict[str, Any]:
    properties: dict[str, Any] = here.get("properties", {})
    if step in properties:
        found: dict[str, Any] = properties[step]
        return found
    if here.get("type") == "object" and not properties:
        return {"type": "string"}
    raise UsageError(
        T("{plats}: fältet {falt} finns inte", plats=path, falt=step),
        did_you_mean(step, properties) or T("kör fyr explain på filsorten för att se fälten"),
    )


def _rows(names: list[str]) -> Text:
    """Tell which rows there are to choose from."""
    if any(names):
        return T("raderna är {namn}", namn=tuple(n for n in names if n))
    return T("ange radens nummer, från 0 till {sista}", sista=len(names) - 1) if names else T("listan är tom")


def _row(rows: object, step: str, path: str) -> int:
    found = rows if isinstance(rows, list) else []
    if step.isdecimal() and int(step) < len(found):
        return int(step)
    names = [next((str(r[k]) for k in ROW_KEYS if k in r), "") if isinstance(r, dict) else str(r) for r in found]
    if names.count(step) == 1:
        return names.index(step)
    raise UsageError(
        T("{plats}: raden {rad} finns inte", plats=path, rad=step),
        did_you_mean(step, [n for n in names if n]) or _rows(names),
    )


def _value(here: dict[str, Any], path: str, text: str) -> Value:
    match here.get("type", "string"):
        case "integer":
            return _whole(path, text)
        case "number":
            return _number(path, text)
        case "boolean":
            if text.casefold() in _YES:
                return _YES[text.casefold()]
            raise UsageError(T("{plats}: {varde} är varken true eller false", plats=path, varde=text))
        case "array" | "object":
            return _yaml(path, text)
        case _:
            return text


def _whole(path: str, text: str) -> int:
    if text.removeprefix("-").isdecimal() and text.isascii():
        return int(text)
    raise UsageError(T("{plats}: {varde} är inte ett heltal", plats=path, varde=text))


def _number(path: str, text: str) -> int | Decimal:
    # People write 1 234,50; YAML and the models want 1234.50.
    plain = text.replace(" ", "").replace("\u00a0", "").replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise UsageError(T("{plats}: {varde} är inte ett tal", plats=path, varde=text))
    return int(number) if number == number.to_integral_value() and "." not in plain else number


def _yaml(path: str, text: str) -> Value:
    parsed = parse(f"varde: {text}\n".encode(), "")
    if parsed.data is None or parsed.diagnostics or not isinstance(parsed.data["varde"], list | dict):
        raise UsageError(
            T("{plats} är en lista eller har egna fält; {varde} går inte att läsa som det", plats=path, varde=text),
            T("skriv en lista som [a, b], eller ange ett fält längre in"),
        )
    return parsed.data["varde"]
