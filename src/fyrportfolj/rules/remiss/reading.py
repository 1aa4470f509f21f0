"""From fields that came in, by whatever road, to an answer; or to the reasons why it cannot be read as one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts.remiss import Remissforfragan, Remissyttrande, Svarskanal
from fyrportfolj.model.registers import Kommun, Organ, Roll
from fyrportfolj.model.suggest import suggest
from fyrportfolj.rules.remiss.words import SAID, day_of, key_of, recipient_of, stance_of

ENVELOPE = ("format", "remiss", "handling_sha256", "sparat", "kontrollsumma")
"""What a form says beside the answer."""

_TEXTS = ("paragraf", "avsandarens_diarienummer", "organets_namn", "anmarkning")
_OWN = (
    "instans",
    "stallningstagande",
    "svar",
    "organ",
    "beslutsdatum",
    "diarienummer",
    "reservation",
    "undertecknare",
    *_TEXTS,
)
_SAID_IN_A_QUESTION = ("fraga", "stallningstagande", "synpunkt", "hanvisning", "forslag")


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom and what a round is about.

    Attributes:
        id: the undertaking's id.
        forfragan: the request.
        kommuner: the municipalities, by key.
        organ: the bodies, by key.
        roller: the roles, by key.
    """

    id: str
    forfragan: Remissforfragan
    kommuner: Mapping[str, Kommun]
    organ: Mapping[str, Organ]
    roller: Mapping[str, Roll]


@dataclass(frozen=True, slots=True)
class Read:
    """What could be read.

    Attributes:
        svar: the answer without id, version and file; None when it cannot be read.
        instans: who it is from, as far as that is known, also when it cannot be read.
        skal: why it cannot be read; empty when it can.
        noter: what to know although it can be read.
    """

    svar: Remissyttrande | None
    instans: str | None
    skal: tuple[Text, ...]
    noter: tuple[Text, ...]


def read(fields: Mapping[str, Any], circle: Circle, came: date, road: Svarskanal) -> Read:
    """Read an answer.

    Args:
        fields: the fields of an answer with the names of the files, and what a form adds.
        circle: whom and what the round is about.
        came: the day it came in.
        road: how it came.

    Returns:
        The answer, or every reason why it is none.
    """
    reasons: list[Text] = []
    notes: list[Text] = []
    made: dict[str, Any] = {"status": "godkand", "version": "1.0", "handlingsstatus": "inkommen"}
    made |= {"inkom": came.isoformat(), "kanal": road}
    _envelope(fields, circle, reasons, notes)
    who = _recipient(fields, circle, reasons)
    made |= {"instans": who} if who else {}
    made |= _decision(fields, circle, reasons)
    made |= _stance(fields, reasons)
    made |= _said(fields, circle, reasons)
    made |= {name: str(fields[name]).strip() for name in _TEXTS if str(fields.get(name) or "").strip()}
    made |= _numbers(fields.get("diarienummer"), who, reasons)
    if "stallningstagande" not in made and not made.get("svar") and not reasons:
        reasons.append(T("svaret har varken ställningstagande eller synpunkt"))
    if reasons:
        return Read(None, who, tuple(reasons), tuple(notes))
    made["tjanstemannasvar"] = not (("organ" in made or "organets_namn" in made) and "beslutsdatum" in made)
    made |= {"sent_inkommet": True} if _late(circle.forfragan, came) else {}
    if not made["tjanstemannasvar"]:
        del made["tjanstemannasvar"]
    try:
        return Read(Remissyttrande.model_validate_json(json.dumps(made)), who, (), tuple(notes))
    except ValidationError as error:
        return Read(None, who, _shapes(error), tuple(notes))


def _late(r: Remissforfragan, came: date) -> bool:
    last = r.forlangd_till or r.sista_svarsdag
    return last is not None and came > last


def _envelope(fields: Mapping[str, Any], circle: Circle, reasons: list[Text], notes: list[Text]) -> None:
    for name in fields:
        if name not in _OWN and name not in ENVELOPE:
            near = suggest(name, _OWN)
            reasons.append(
                T("fältet {namn} finns inte; menades {nara}?", namn=name, nara=near)
                if near
                else T("fältet {namn} finns inte", namn=name)
            )
    about = fields.get("remiss")
    if about and about != circle.id:
        reasons.append(T("svaret gäller en annan remiss, {annan}", annan=str(about)))
    sha = fields.get("handling_sha256")
    if sha and circle.forfragan.handling_sha256 and sha != circle.forfragan.handling_sha256:
        notes.append(T("svaret gäller en annan version av handlingen än den som skickades"))


def _recipient(fields: Mapping[str, Any], circle: Circle, reasons: list[Text]) -> str | None:
    said = str(fields.get("instans") or "").strip()
    if not said:
        reasons.append(T("det står inte vem svaret kommer från"))
        return None
    found = recipient_of(said, circle.kommuner)
    found = found or (said if said in circle.forfragan.remissinstanser else None)
    if found is None:
        near = suggest(key_of(said).replace("_", "-"), circle.kommuner)
        reasons.append(
            T("{namn} är ingen remissinstans; menades {nara}?", namn=said, nara=near)
            if near
            else T("{namn} är ingen remissinstans", namn=said)
        )
    return found


def _decision(fields: Mapping[str, Any], circle: Circle, reasons: list[Text]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, known in (("organ", circle.organ), ("undertecknare", circle.roller)):
        said = str(fields.get(name) or "").strip()
        if not said:
            continue
        key = next((k for k, row in known.items() if key_of(said) in {k, key_of(row.namn)}), None)
        if key:
            found[name] = key
        elif name == "organ":
            found["organets_namn"] = said
    if "organets_namn" not in found:
        body = str(fields.get("organets_namn") or "").strip()
        key = next((k for k, row in circle.organ.items() if body and key_of(body) in {k, key_of(row.namn)}), None)
        found |= {"organ": key} if key and "organ" not in found else {}
    decided = str(fields.get("beslutsdatum") or "").strip()
    if decided:
        day = day_of(decided)
        if day is None:
            reasons.append(T("beslutsdatum {varde} är ingen dag; skriv ÅÅÅÅ-MM-DD", varde=decided))
        else:
            found["beslutsdatum"] = day.isoformat()
    given = fields.get("reservation")
    rows = given if isinstance(given, list | tuple) else [given]
    kept = [" ".join(str(row).split()) for row in rows if row and str(row).strip()]
    return found | ({"reservation": kept} if kept else {})


def _stance(fields: Mapping[str, Any], reasons: list[Text]) -> dict[str, Any]:
    said = str(fields.get("stallningstagande") or "").strip()
    if not said:
        return {}
    found = stance_of(said)
    if found is None:
        reasons.append(T("ställningstagandet {varde} finns inte; välj ett av {val}", varde=said, val=SAID))
        return {}
    return {"stallningstagande": found}


def _said(fields: Mapping[str, Any], circle: Circle, reasons: list[Text]) -> dict[str, Any]:
    given = fields.get("svar") or []
    if not isinstance(given, list | tuple) or not all(isinstance(row, Mapping) for row in given):
        reasons.append(T("svar ska vara en lista med en rad per fråga"))
        return {}
    questions = {q.id for q in circle.forfragan.fragor}
    rows = []
    for row in given:
        made = {k: str(row[k]).strip() for k in _SAID_IN_A_QUESTION if str(row.get(k) or "").strip()}
        made |= {"hanvisning": " ".join(made["hanvisning"].split())} if "hanvisning" in made else {}
        unknown = [str(k) for k in row if k not in _SAID_IN_A_QUESTION]
        if unknown:
            reasons.append(T("fältet {namn} finns inte", namn=f"svar.{unknown[0]}"))
        if made.get("fraga", "").upper() not in questions and "fraga" in made:
            reasons.append(T("frågan {fraga} finns inte i remissen", fraga=made["fraga"]))
        stance = stance_of(made.get("stallningstagande", ""))
        if "stallningstagande" in made and stance is None:
            reasons.append(
                T("ställningstagandet {varde} finns inte; välj ett av {val}", varde=made["stallningstagande"], val=SAID)
            )
        made |= {"stallningstagande": stance} if stance else {}
        made |= {"fraga": made["fraga"].upper()} if "fraga" in made else {}
        rows += [made] if set(made) - {"fraga"} else []
    return {"svar": rows} if rows else {}


def _numbers(given: object, who: str | None, reasons: list[Text]) -> dict[str, Any]:
    if not given:
        return {}
    if isinstance(given, Mapping):
        return {"diarienummer": {str(k): str(v) for k, v in given.items()}}
    if who is None:
        return {}
    text = " ".join(str(given).split())
    if len(text) > _LONGEST_NUMBER:
        reasons.append(T("diarienumret är för långt"))
        return {}
    return {"diarienummer": {who: text}}


_LONGEST_NUMBER = 60


def _shapes(error: ValidationError) -> tuple[Text, ...]:
    rows = error.errors(include_url=False, include_context=False)
    names = dict.fromkeys(".".join(str(p) for p in row["loc"]) for row in rows)
    return tuple(T("fältet {falt} har ett värde som inte får stå där", falt=name) for name in names)
