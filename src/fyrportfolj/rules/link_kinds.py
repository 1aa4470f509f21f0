"""Which fields are links to something else, told by the field's name and form: one table one can read."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from pydantic import StringConstraints

from fyrportfolj.model.base import NYCKEL, RADID, SLUG, Model
from fyrportfolj.rules.walk import leaves


class Link(Enum):
    """What a link leads to; the value is the code of a link that leads nowhere."""

    DELOMRADE = "FYR208"
    EXTERNT = "FYR209"
    PROGRAM = "FYR210"
    KOMMUN = "FYR211"
    ORGAN = "FYR212"
    ROLL = "FYR213"
    INSATS = "FYR214"
    FORMAGEKARTA = "FYR215"
    SCENARIO = "FYR216"
    MAL = "FYR217"
    INITIATIV = "FYR218"
    BESLUT = "FYR220"
    RISK = "FYR221"
    MILSTOLPE = "FYR222"
    GRIND = "FYR232"
    PERIOD = "FYR233"
    FOKUSOMRADE = "FYR234"
    NYTTA = "FYR235"

    # An enum member is its own identity; the library's hash is a Python call, a hundred thousand times a check.
    __hash__ = object.__hash__


BESLUT_ID = "beslut-id"
"""Stands for the form of a decision id in the table, whatever its pattern is."""

LINKS: Mapping[tuple[str, str], Link] = MappingProxyType(
    {
        ("agare", NYCKEL): Link.ROLL,
        ("ansvarig", NYCKEL): Link.ROLL,
        ("kontaktroll", NYCKEL): Link.ROLL,
        ("ledare", NYCKEL): Link.ROLL,
        ("leveranssakerhet_av", NYCKEL): Link.ROLL,
        ("bedomd_av", NYCKEL): Link.ROLL,
        ("nyckelroller", NYCKEL): Link.ROLL,
        ("beslutad_av", NYCKEL): Link.ORGAN,
        ("beslutsorgan", NYCKEL): Link.ORGAN,
        ("registrerat_av", NYCKEL): Link.ROLL,
        ("roll", NYCKEL): Link.ROLL,
        ("undertecknare", NYCKEL): Link.ROLL,
        ("upprattad_av", NYCKEL): Link.ROLL,
        ("avsandare", NYCKEL): Link.ORGAN,
        ("organ", NYCKEL): Link.ORGAN,
        ("overordnat", NYCKEL): Link.ORGAN,
        ("tillampliga_organ", NYCKEL): Link.ORGAN,
        ("kommun", SLUG): Link.KOMMUN,
        ("kommuner", SLUG): Link.KOMMUN,
        ("delomrade", SLUG): Link.DELOMRADE,
        ("externa_initiativ", SLUG): Link.EXTERNT,
        ("program", SLUG): Link.PROGRAM,
        ("beror_av", SLUG): Link.INSATS,
        ("insats", SLUG): Link.INSATS,
        ("insatser", SLUG): Link.INSATS,
        ("delomraden", SLUG): Link.DELOMRADE,
        ("externt_initiativ", SLUG): Link.EXTERNT,
        ("medfinansiarer", SLUG): Link.KOMMUN,
        ("projekt", SLUG): Link.INSATS,
        ("formagekarta", SLUG): Link.FORMAGEKARTA,
        ("scenarier", SLUG): Link.SCENARIO,
        ("mal", SLUG): Link.MAL,
        ("malkoppling", SLUG): Link.MAL,
        ("beslut", BESLUT_ID): Link.BESLUT,
        ("ersatter", BESLUT_ID): Link.BESLUT,
        ("risk", RADID): Link.RISK,
        ("risker", RADID): Link.RISK,
        ("beror_av", RADID): Link.MILSTOLPE,
        ("milstolpe", RADID): Link.MILSTOLPE,
        ("blockerar_grind", NYCKEL): Link.GRIND,
        ("grindar", NYCKEL): Link.GRIND,
        ("period", NYCKEL): Link.PERIOD,
        ("fokusomraden", SLUG): Link.FOKUSOMRADE,
        ("nytta", RADID): Link.NYTTA,
        ("nyttor", RADID): Link.NYTTA,
    }
)
"""Field name and form to what it leads to, wherever the field stands."""

EXCEPTIONS: Mapping[tuple[str, str], Link] = MappingProxyType(
    {
        ("ExternLank", "initiativ"): Link.EXTERNT,
        ("Delomrade", "initiativ"): Link.INITIATIV,
    }
)
"""Class and field name to what it leads to, where the name alone does not tell."""

NOT_LINKS: frozenset[tuple[str, str]] = frozenset(
    {
        # Ids and keys of the row itself.
        ("id", SLUG),
        ("id", NYCKEL),
        ("id", RADID),
        ("id", BESLUT_ID),
        ("slug", NYCKEL),
        ("nummer", RADID),
        ("tidigare_id", SLUG),
        # Links into or inside a process, and authority in the policy: judged with the process or policy at hand.
        ("alla_av", NYCKEL),
        ("nagot_av", NYCKEL),
        ("vid_behov", NYCKEL),
        ("falt", NYCKEL),
        ("kriterier", NYCKEL),
        ("fas", NYCKEL),
        ("steg", NYCKEL),
        ("till", NYCKEL),
        ("initiativ", NYCKEL),
        ("projekt", NYCKEL),
        # What a decision says about its gate and documents: judged when the decisions are replayed.
        ("grind", NYCKEL),
        ("krav", NYCKEL),
        ("till_fas", NYCKEL),
        ("till_steg", NYCKEL),
        ("artefakt", NYCKEL),
        ("upphavda", NYCKEL),
        # A kommun or an outside party; the latter stand in no register.
        ("part", SLUG),
        ("bars_av", SLUG),
        ("till", SLUG),
        ("instans", SLUG),
        ("remissinstanser", SLUG),
        # The authorities whose numbers they are: municipalities and the federation.
        ("diarienummer", SLUG),
        # The keys of a mandate and of the root: judged when the mandate register is.
        ("nycklar", SLUG),
        # Rows of the same document: judged by the checks of capacity, priority and funding.
        ("forvaltning", NYCKEL),
        ("krav", RADID),
        ("kriterium", RADID),
        ("faser", NYCKEL),
        # Candidates of the same prioritisation, which are looked up themselves.
        ("ordning", SLUG),
        ("vill_delta", SLUG),
        ("vill_inte_delta", SLUG),
        ("jav", SLUG),
        # A question or an answer in another document of the referral: judged by its own checks.
        ("fraga", RADID),
        ("yttrande", RADID),
        ("ersatter", RADID),
        ("last_som", RADID),
    }
)
"""Field name and form of the remaining keys, with the reason why they are no links to look up here."""

_FORMS: Mapping[str, str] = MappingProxyType({SLUG: SLUG, NYCKEL: NYCKEL, RADID: RADID})
_OTHER_TEXT = ""


def key_form(cls: type[Model], field: str) -> str:
    """Give the form of a field that holds keys: a pattern of `model.base`, or BESLUT_ID.

    Args:
        cls: the class that the field stands in.
        field: its name.

    Returns:
        The form; empty when the field holds no keys.
    """
    info = cls.model_fields[field]
    for leaf, constraints in leaves(info.annotation, tuple(info.metadata)):
        if leaf is not str:
            continue
        patterns = [c.pattern for c in constraints if isinstance(c, StringConstraints) and isinstance(c.pattern, str)]
        for pattern in patterns:
            if pattern in _FORMS:
                return pattern
            if pattern.startswith(r"^\d{4}-\d{2}-\d{2}-"):
                return BESLUT_ID
    return _OTHER_TEXT


def links_of(cls: type[Model]) -> tuple[tuple[str, Link], ...]:
    """Give the link fields of a class, in its own order.

    Args:
        cls: a class of the model.

    Returns:
        Field name and what it leads to.
    """
    found = []
    for name in cls.model_fields:
        link = EXCEPTIONS.get((cls.__name__, name)) or LINKS.get((name, key_form(cls, name)))
        if link is not None:
            found.append((name, link))
    return tuple(found)
