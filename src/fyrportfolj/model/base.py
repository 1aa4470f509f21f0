"""The base of every model and the small value types that fields are made of.

Validation runs on JSON in strict mode, so that dates and decimals may be text but nothing else is
coerced: `"3"` is not a number and `1` is not a yes.

Modules of models have no `from __future__ import annotations`: to evaluate the types of a thousand fields out of
their text takes a tenth of the time that loading the models does.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints


class Model(BaseModel):
    """A value that cannot change, with exactly the fields its class names."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        defer_build=True,
        ser_json_inf_nan="constants",
    )


def described(
    titel: str,
    beskrivning: str,
    *,
    enhet: str | None = None,
    kalla: str | None = None,
    default: Any = ...,
    **constraints: Any,
) -> Any:
    """Declare a field with the words that `fyr explain` and the editor show a person.

    Args:
        titel: heading, Swedish, a few words.
        beskrivning: what to write, one plain Swedish sentence.
        enhet: unit of a number: kr, timmar, procent, 1–5.
        kalla: where the field comes from: a page of the sources, a law, an authority.
        default: value when the field is left out; required without it.
        **constraints: passed on to pydantic: `ge`, `le`, `min_length`, `max_length`, `pattern`.

    Returns:
        The pydantic field.
    """
    extra: dict[str, JsonValue] = {k: v for k, v in (("enhet", enhet), ("kalla", kalla)) if v is not None}
    return Field(
        default,
        title=titel,
        description=beskrivning,
        json_schema_extra=extra or None,
        **constraints,
    )


SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
NYCKEL = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
RADID = r"^[A-Z]{1,4}[0-9]{1,4}$"
VERSION = r"^[0-9]+\.[0-9]+$"

Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=80)]
"""Id of a document or register row that people name: lower case with hyphens, as in `gemensam-trygghetscentral`."""

Nyckel = Annotated[str, StringConstraints(pattern=NYCKEL, max_length=80)]
"""A word of the vocabulary (phase, artefact, body, role): lower snake_case without å ä ö."""

RadId = Annotated[str, StringConstraints(pattern=RADID)]
"""Short id of a row that its own file guards: `R1`, `M2`, `V1`."""

Version = Annotated[str, StringConstraints(pattern=VERSION)]
"""Version of a document or process, in quotes in YAML: `"0.5"`."""

Rad = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[^\n]*$")]
"""One line of text."""

Stycke = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
"""Running text, one or more paragraphs."""

Skala = Annotated[int, Field(ge=1, le=5)]
"""A judgement on the scale 1–5."""

Kronor = Annotated[Decimal, Field(max_digits=15, decimal_places=2)]
"""Money in kr, at most two decimals; never a float once it is here."""

Procent = Annotated[Decimal, Field(ge=0, le=100, max_digits=7, decimal_places=4)]
"""A share in per cent, 0–100."""

Timmar = Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=2)]
"""Working time in hours."""

Ar = Annotated[int, Field(ge=1990, le=2100)]
"""A calendar year."""

Datum = date
"""A day, written ÅÅÅÅ-MM-DD."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 in lower-case hexadecimal."""

Diarienummer = Annotated[str, StringConstraints(min_length=3, max_length=60, pattern=r"^\S[^\n]*\S$")]
"""Number in an authority's diarium, as it is written there: `KS 2026/0231`."""

Webbadress = Annotated[str, StringConstraints(pattern=r"^(https?|mailto):\S+$", max_length=2000)]
"""A link: http, https or mailto."""
