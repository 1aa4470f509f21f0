"""From pydantic's errors to our codes: one row per error type, nothing read out of English sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, get_args, get_origin

from pydantic import ValidationError

from fyrportfolj.diagnostics import Diagnostic, Loc
from fyrportfolj.messages import T, Text
from fyrportfolj.model.base import NYCKEL, RADID, SLUG, VERSION
from fyrportfolj.model.suggest import suggest
from fyrportfolj.store.fields import alternatives, field_at, homes, model_at
from fyrportfolj.store.guards import MAX_FAULTS
from fyrportfolj.store.kinds import Kind
from fyrportfolj.store.positions import Positions

_SHOWN = 60
_EMPTY = ""
_FEW = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """One error of pydantic, with what is needed to explain it.

    Attributes:
        kind: the kind of the file.
        typ: pydantic's name of the error.
        loc: path inside the document, as pydantic gives it.
        value: what stands there.
        ctx: limits and patterns.
        positions: the places of the file.
    """

    kind: Kind
    typ: str
    loc: Loc
    value: object
    ctx: Mapping[str, Any]
    positions: Positions

    @property
    def raw(self) -> str:
        """What stands there in the file's own characters, `1.10` and not 1.1; empty for a list or mapping."""
        # Asked for only by the few sentences that show it, for it takes a parser with places.
        return self.positions.raw(self.loc) or _EMPTY

    @property
    def key(self) -> str | Text:
        """The name to call the value by: its key, or that of its list with the row's number from 1."""
        names = [s for s in self.loc if isinstance(s, str)]
        row = self.loc[-1] if self.loc else _EMPTY
        name = names[-1] if names else self.kind.namn
        return T("{nyckel} (nr {nummer})", nyckel=name, nummer=row + 1) if isinstance(row, int) else name


Said: TypeAlias = tuple[str, dict[str, object]]
"""Code and params."""
Sayer: TypeAlias = Callable[[Fault], Said]


def explain(error: ValidationError, kind: Kind, positions: Positions) -> tuple[Diagnostic, ...]:
    """Give one diagnostic per fault in the form of a document.

    Args:
        error: what pydantic found.
        kind: the kind of the file.
        positions: the places of the file.

    Returns:
        Diagnostics with line and column.
    """
    rows = error.errors(include_url=False)
    found = tuple(_explained(dict(row), kind, positions) for row in rows[:MAX_FAULTS])
    if len(rows) > MAX_FAULTS:
        last = max(d.place for d in found if d.place)
        more = Diagnostic("FYR030", positions.fil, (), MappingProxyType({"antal": MAX_FAULTS}), last)
        return (*found, more)
    return found


def not_a_day(loc: Loc, value: str, kind: Kind, positions: Positions) -> Diagnostic:
    """Give the diagnostic for digits in the place of a day, which pydantic takes for seconds since 1970.

    Args:
        loc: path inside the document.
        value: the digits.
        kind: the kind of the file.
        positions: the places of the file.
    """
    return _explained({"type": "date_parsing", "loc": loc, "input": value}, kind, positions)


def _explained(row: Mapping[str, Any], kind: Kind, positions: Positions) -> Diagnostic:
    loc: Loc = tuple(row["loc"])
    at_key = row["type"] == "extra_forbidden" or loc[-1:] == ("[key]",)
    if loc[-1:] == ("[key]",):
        loc = loc[:-1]
    fault = Fault(kind, row["type"], loc, row["input"], row.get("ctx") or {}, positions)
    kod, params = SAYERS.get(fault.typ, _other)(fault)
    place = positions.locate(loc, at_key=at_key)
    return Diagnostic(kod, positions.fil, loc, MappingProxyType(params), place, at_key=at_key)


def described_value(value: object) -> Text | str:
    """Say what stands in the file, for a person: the value itself when it is short, else what it is."""
    match value:
        case dict():
            return T("flera nycklar")
        case list():
            return T("en lista")
        case bool():
            return "true" if value else "false"
        case str() if len(value) > _SHOWN or "\n" in value:
            return T("texten ”{text}…”", text=value[:_SHOWN].split("\n")[0].rstrip())
        case str():
            return T("texten ”{text}”", text=value)
        case _:
            return str(value)


def _short(value: object) -> str:
    text = str(value).split("\n")[0]
    return text if len(text) <= _SHOWN else text[:_SHOWN].rstrip() + "…"


def _meant(word: str | None) -> Text | str:
    return T("; menade du {ord}?", ord=word) if word else _EMPTY


def _unknown_key(fault: Fault) -> Said:
    key = str(fault.loc[-1])
    owner = model_at(fault.kind.modell, fault.loc[:-1])
    known = tuple(owner.model_fields) if owner else ()
    present = suggest(key, known)
    elsewhere = homes(fault.kind.modell, key)
    if present is None and elsewhere:
        path = ".".join(elsewhere[0])
        advice = T("flytta nyckeln till {plats}", plats=path) if path else T("flytta nyckeln till filens översta nivå")
    elif present:
        advice = T("byt namn på nyckeln, eller ta bort den")
    else:
        advice = _fields_advice(known, fault.kind)
    return "FYR101", {"nyckel": key, "forslag": _meant(present), "rad": advice}


def _fields_advice(known: tuple[str, ...], kind: Kind) -> Text:
    if len(known) > _FEW:
        return T("ta bort nyckeln; fyr explain {filsort} visar vilka som finns", filsort=kind.namn)
    return T("ta bort nyckeln, eller använd någon av {falt}", falt=known)


def _missing(fault: Fault) -> Said:
    field = field_at(fault.kind.modell, fault.loc)
    return "FYR102", {"nyckel": str(fault.loc[-1]), "beskrivning": field.description if field else _EMPTY}


def _text(fault: Fault) -> Said:
    if fault.value is None:
        return _no_value(fault)
    if isinstance(fault.value, int | float):
        found = T("ja eller nej") if isinstance(fault.value, bool) else T("ett tal")
        return "FYR124", {"nyckel": fault.key, "varde": _short(fault.raw), "funnet": found}
    return "FYR103", {"nyckel": fault.key, "funnet": described_value(fault.value)}


def _no_value(fault: Fault) -> Said:
    return "FYR126", {"nyckel": fault.key}


def _typed(kod: str) -> Sayer:
    def say(fault: Fault) -> Said:
        if fault.value is None:
            return _no_value(fault)
        return kod, {"nyckel": fault.key, "funnet": described_value(fault.value)}

    return say


def _whole_number(fault: Fault) -> Said:
    if isinstance(fault.value, float):
        return "FYR125", {"nyckel": fault.key, "varde": _short(fault.raw)}
    return _typed("FYR104")(fault)


def _mapping(fault: Fault) -> Said:
    if fault.value is None:
        return _no_value(fault)
    owner = model_at(fault.kind.modell, fault.loc)
    fields: tuple[str | Text, ...] = (T("nyckel: värde"),)
    if owner:
        required = tuple(name for name, field in owner.model_fields.items() if field.is_required())
        fields = required or tuple(owner.model_fields)[:_FEW]
    return "FYR106", {"nyckel": fault.key, "funnet": described_value(fault.value), "falt": fields}


def _literal(fault: Fault) -> Said:
    if fault.value is None:
        return _no_value(fault)
    field = field_at(fault.kind.modell, fault.loc)
    allowed = _allowed(field.annotation) if field else ()
    word = suggest(fault.value, tuple(map(str, allowed))) if isinstance(fault.value, str) else None
    shown = tuple(map(_short, allowed)) or (str(fault.ctx.get("expected", _EMPTY)),)
    return "FYR108", {
        "nyckel": fault.key,
        "varde": described_value(fault.value) if isinstance(fault.value, dict | list) else _short(fault.value),
        "forslag": _meant(word),
        "tillatna": shown,
    }


def _allowed(annotation: object) -> tuple[object, ...]:
    return tuple(v for a in alternatives(annotation) if get_origin(a) is Literal for v in get_args(a))


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _date(fault: Fault) -> Said:
    if fault.value is None:
        return _no_value(fault)
    if isinstance(fault.value, str) and _DAY.fullmatch(fault.value):
        return "FYR109", {"varde": fault.value}
    return "FYR110", {"nyckel": fault.key, "funnet": described_value(fault.value)}


def _long_text(fault: Fault) -> Said:
    return "FYR111", {"nyckel": fault.key, "hogst": fault.ctx["max_length"], "antal": len(str(fault.value))}


def _short_text(fault: Fault) -> Said:
    return "FYR112", {"nyckel": fault.key, "minst": fault.ctx["min_length"]}


def _pattern(fault: Fault) -> Said:
    pattern, value = str(fault.ctx["pattern"]), str(fault.value)
    if "\n" in value and pattern.startswith("^[^"):
        return "FYR127", {"nyckel": fault.key}
    if pattern in _WORDS:
        kod, joiner = _WORDS[pattern]
        return kod, {"varde": _short(value), "forslag": _meant(_slugged(value, joiner))}
    if pattern in _PATTERNS:
        return _PATTERNS[pattern], {"varde": _short(value)}
    form = next((form for start, form in _FORMS if pattern.startswith(start)), _SEE_FIELDS)
    return "FYR118", {"nyckel": fault.key, "varde": _short(value), "form": form}


_SEE_FIELDS = T("se nyckelns beskrivning i fyr explain")
_WORDS = {SLUG: ("FYR113", "-"), NYCKEL: ("FYR114", "_")}
_PATTERNS = {RADID: "FYR115", VERSION: "FYR116", r"^\S[^\n]*\S$": "FYR117"}
_FORMS = (
    (r"^(https?|mailto)", T("skriv en hel adress som börjar med https:// eller mailto:")),
    (r"^[0-9a-f]{40}", T("skriv incheckningens hela id: 40 eller 64 tecken 0–9 och a–f")),
    (r"^[0-9a-f]{64}$", T("låt programmet räkna kontrollsumman: 64 tecken 0–9 och a–f")),
    (r"^[0-9]{4}$", T('skriv fyra siffror inom citattecken, till exempel "1492"')),
    (r"^(0[1-9]|1[0-2])-", T("skriv månad och dag som MM-DD, till exempel 06-15")),
    (
        r"^\d{4}-\d{2}-\d{2}-",
        T("skriv datum, organ och vid behov kommun, till exempel 2026-05-12-kommunal_namnd-tanum"),
    ),
)


def _slugged(value: str, joiner: str) -> str | None:
    letters = value.strip().casefold().translate(str.maketrans("åäöéü", "aaoeu"))
    word = re.sub(r"[^a-z0-9]+", joiner, letters).strip(joiner)
    return word if word and word != value else None


def _limit(sentence: Callable[[object], Text], limit: str) -> Sayer:
    def say(fault: Fault) -> Said:
        field = field_at(fault.kind.modell, fault.loc)
        extra = field.json_schema_extra if field and isinstance(field.json_schema_extra, dict) else {}
        enhet = str(extra.get("enhet") or _EMPTY)
        unit = T("; det anges i {enhet}", enhet=enhet) if enhet.replace(" ", _EMPTY).isalpha() else _EMPTY
        grans = sentence(fault.ctx[limit])
        return "FYR119", {"nyckel": fault.key, "varde": _short(fault.raw), "grans": grans, "enhet": unit}

    return say


def _digits(slag: Text, limit: str) -> Sayer:
    def say(fault: Fault) -> Said:
        return "FYR120", {"nyckel": fault.key, "slag": slag, "hogst": fault.ctx[limit]}

    return say


def _few_rows(fault: Fault) -> Said:
    return "FYR121", {"nyckel": fault.key, "antal": fault.ctx["actual_length"], "minst": fault.ctx["min_length"]}


def _many_rows(fault: Fault) -> Said:
    return "FYR122", {"nyckel": fault.key, "antal": fault.ctx["actual_length"], "hogst": fault.ctx["max_length"]}


def _other(fault: Fault) -> Said:
    return "FYR118", {"nyckel": fault.key, "varde": described_value(fault.value), "form": _SEE_FIELDS}


SAYERS: Mapping[str, Sayer] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "string_type": _text,
    "int_type": _whole_number,
    "int_from_float": _whole_number,
    "decimal_type": _typed("FYR104"),
    "decimal_parsing": _typed("FYR104"),
    "finite_number": _typed("FYR104"),
    "float_type": _typed("FYR104"),
    "bool_type": _typed("FYR107"),
    "tuple_type": _typed("FYR105"),
    "list_type": _typed("FYR105"),
    "dict_type": _mapping,
    "model_type": _mapping,
    "literal_error": _literal,
    "date_type": _date,
    "date_parsing": _date,
    "string_too_long": _long_text,
    "string_too_short": _short_text,
    "string_pattern_mismatch": _pattern,
    "greater_than": _limit(lambda g: T("större än {grans}", grans=g), "gt"),
    "greater_than_equal": _limit(lambda g: T("minst {grans}", grans=g), "ge"),
    "less_than": _limit(lambda g: T("mindre än {grans}", grans=g), "lt"),
    "less_than_equal": _limit(lambda g: T("högst {grans}", grans=g), "le"),
    "decimal_max_places": _digits(T("decimaler"), "decimal_places"),
    "decimal_max_digits": _digits(T("siffror"), "max_digits"),
    "decimal_whole_digits": _digits(T("siffror före decimalpunkten"), "whole_digits"),
    "too_short": _few_rows,
    "too_long": _many_rows,
}
"""By pydantic's error type; a test demands a row for every type that the models can give."""
