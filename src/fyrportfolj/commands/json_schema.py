"""JSON Schema of the models, with the fields' own Swedish words, for editors, other programs and `fyr explain`."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.base import Model
from fyrportfolj.model.policy import SCHEMA_VERSION

DIALECT = "https://json-schema.org/draft/2020-12/schema"

KIND_TITLES: dict[str, Text] = {
    "portfolj": T("Portföljens huvud, fyr.yaml"),
    "process": T("En process: faser, steg, artefakter, grindar och vem som beslutar"),
    "kommuner": T("Medlemskommunerna"),
    "organ": T("Organen som bereder, beslutar och genomför"),
    "roller": T("Rollerna som dokumenten nämner"),
    "mandat": T("Vem som får besluta vad, och när"),
    "arscykel": T("Återkommande perioder och kända sammanträdesdagar"),
    "handlingsplan": T("Handlingsplanens huvud med mål och externa initiativ"),
    "fokusomrade": T("Ett fokusområde i handlingsplanen med sina delområden"),
    "initiativ": T("Ett initiativ i handlingsplanen, senare ett program"),
    "projekt": T("Ett projekt, i ett program eller för sig"),
    "formagekarta": T("En karta över förmågor i tre lager"),
    "kapacitet": T("Vad förvaltningarna klarar, och vad som redan tynger dem"),
    "prioritering": T("En omgång där kommunerna väljer vad som ska startas"),
    "utlysning": T("En utlysning och ansökningarna till den"),
    "mognad": T("En kommuns mätningar av digital mognad"),
    "scenario": T("Ett scenario: förmågor med kostnad, tid och prioritet"),
}


class _Swedish(GenerateJsonSchema):
    """Schemas with the fields' own Swedish words, and no stricter or looser than the models."""

    schema_dialect = DIALECT

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Give a model's schema without the class's English words, with each field's Swedish ones."""
        made = super().model_schema(schema)
        made.pop("title", None)
        # An artefact's class says in Swedish what the document is; the other classes speak to programmers.
        if not issubclass(schema["cls"], Artefakt):
            made.pop("description", None)
        for name, field in schema["cls"].model_fields.items():
            prop = made["properties"][name]
            prop["title"], prop["description"] = field.title or name, _described(field.description or "", prop)
        return made

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave out defaults that only say that the field may be left out."""
        made = super().default_schema(schema)
        if made.get("default") in (None, [], {}) or isinstance(made.get("default"), dict):
            made.pop("default", None)
        return made

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Let `$` mean the end of the text, also where a checker lets a line break stand after it."""
        made = super().str_schema(schema)
        if str(made.get("pattern", "")).endswith("$"):
            made["pattern"] = made["pattern"][:-1] + r"(?!\n)$"
        return made

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        """Give a number, or the same number as text."""
        places = schema.get("decimal_places") or 0
        whole = (schema.get("max_digits") or 28) - places
        least, most = schema.get("ge"), schema.get("le")
        limit = Decimal(10) ** whole
        number: dict[str, Any] = {"type": "number"}
        number |= {"minimum": _plain(least)} if least is not None else {"exclusiveMinimum": _plain(-limit)}
        number |= {"maximum": _plain(most)} if most is not None else {"exclusiveMaximum": _plain(limit)}
        return {"anyOf": [number, {"type": "string", "pattern": _decimal_pattern(whole, places, least, most)}]}


def made_from(modell: type[Model], name: str) -> JsonSchemaValue:
    """Give a model's schema.

    Args:
        modell: the class.
        name: the name in `$id`, and the key of its title.

    Källa: JSON Schema 2020-12.
    """
    made = modell.model_json_schema(schema_generator=_Swedish, mode="validation")
    title = KIND_TITLES.get(name)
    head = {"$schema": DIALECT, "$id": f"urn:fyrportfolj:schema:{SCHEMA_VERSION}:{name}"}
    return {**head, "title": title.msgid if title else name, **made}


def text_of(made: JsonSchemaValue) -> str:
    """Give a schema as the text of its file."""
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _described(text: str, prop: dict[str, Any]) -> str:
    """Add unit and source to the sentence, for they are all that an editor shows."""
    unit, source = prop.pop("enhet", None), prop.pop("kalla", None)
    return " ".join(x for x in (text, unit and f"Enhet: {unit}.", source and f"Källa: {source}.") if x)


def _plain(value: Decimal | float) -> int | float:
    return int(value) if value == int(value) else float(value)


def _decimal_pattern(whole: int, places: int, least: Decimal | None, most: Decimal | None) -> str:
    sign = "" if least is not None and least >= 0 else "[+-]?"
    tail = rf"(\.[0-9]{{1,{places}}})?" if places else ""
    digits = f"[0-9]{{1,{whole}}}"
    if most is not None and most < Decimal(10) ** whole:
        # Below the limit's own number of digits every text fits; the limit itself is named.
        top = str(int(most))
        if len(top) == 1:
            digits = f"[{int(least) if least is not None and least > 0 else 0}-{int(top) - 1}]"
        else:
            digits = f"[0-9]{{1,{len(top) - 1}}}"
        return rf"^({sign}{digits}{tail}|{top}(\.0{{1,{places or 1}}})?)(?!\n)$"
    return rf"^{sign}{digits}{tail}(?!\n)$"
