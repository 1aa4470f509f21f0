"""What histories are made of: the small portfolio, people with keys, files by blob id, and findings in plain text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.model.base import Model
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.policy import PortfolioFile
from fyrportfolj.model.process import Process
from fyrportfolj.model.registers import Kommunregister, Mandatregister, Organregister, Rollregister
from fyrportfolj.model.risks import Behandling
from fyrportfolj.rules.trail.values import (
    Document,
    Judged,
    Person,
)
from tests.support.gates import KOMMUNER, ORGAN, PROCESS, ROLLER, head_file
from tests.support.texts import read

DAY = 86_400
NOON = int(datetime(2026, 1, 5, 12, tzinfo=UTC).timestamp())
"""The moment of the first commit."""

NOW = int(datetime(2027, 6, 1, tzinfo=UTC).timestamp())
"""When the history is judged."""

IDEA = """
    artefakter:
      idebeskrivning: {status: godkand, version: "1.0", behov: Frukt, ide: Ett träd}
"""
PROCESS_FILE = "process/liten-1.0.yaml"
TREE = "initiativ/apeltrad.yaml"


@dataclass(frozen=True)
class Holder:
    """A person with a key."""

    namn: str

    @property
    def key(self) -> str:
        return f"ssh-ed25519 AAAA{self.namn}"

    @property
    def person(self) -> Person:
        return Person(self.namn.capitalize(), f"{self.namn}@kommunen.example")

    def row(self, **values: Any) -> str:
        more = "".join(f", {k}: {v}" for k, v in {"fran": "2026-01-01", **values}.items())
        who = f"id: {self.namn}, namn: {self.namn.capitalize()}, epost: {self.person.epost}"
        return f"{{{who}, nyckel: {self.key}{more}}}"


ANNA, BO, CIA, DAN, EVA = (Holder(n) for n in ("anna", "bo", "cia", "dan", "eva"))


def signed(payload: bytes, holder: Holder, namespace: str) -> bytes:
    """A stand-in for a detached signature."""
    return f"{holder.key}\n{namespace}\n{hashlib.sha256(payload).hexdigest()}\n".encode()


def verify(payload: bytes, armored: bytes, namespace: str) -> str | None:
    """Accept what `signed` gives for exactly these bytes."""
    key, _, rest = armored.decode().partition("\n")
    return key if rest == f"{namespace}\n{hashlib.sha256(payload).hexdigest()}\n" else None


def day_of(moment: int, zone: str) -> date:
    """The day in UTC, whatever the zone."""
    assert zone
    return datetime.fromtimestamp(moment, UTC).date()


@dataclass
class Blobs:
    """Files by blob id."""

    held: dict[str, Document] = field(default_factory=dict)

    def document(self, path: str, oid: str) -> Document:
        assert path
        return self.held[oid]

    def add(self, content: Model | Document | bytes) -> str:
        if isinstance(content, Model):
            # The class is part of the name: two kinds of document may look the same.
            kind = type(content).__name__
            content = Document(f"{kind}\n{content.model_dump_json(exclude_unset=True)}".encode(), content)
        elif isinstance(content, bytes):
            content = Document(content)
        oid = hashlib.sha1(content.data + repr(content.faults).encode()).hexdigest()  # noqa: S324  (git's own ids)
        self.held[oid] = content
        return oid


Content = Model | Document | bytes | None
"""A file's new content; None takes it away."""


@cache
def _base() -> Mapping[str, Model]:
    return MappingProxyType(
        {
            "fyr.yaml": read(head_file(), PortfolioFile),
            PROCESS_FILE: read(PROCESS, Process),
            "register/kommuner.yaml": read(KOMMUNER, Kommunregister),
            "register/organ.yaml": read(ORGAN, Organregister),
            "register/roller.yaml": read(ROLLER, Rollregister),
        }
    )


def base_files(**more: Model) -> dict[str, Model]:
    """The small portfolio without any undertaking."""
    return {**_base(), **more}


@cache
def register(text: str) -> Mandatregister:
    """A mandate register out of YAML."""
    return read(text, Mandatregister)


def the_decision(row: str) -> Decision:
    """A decision out of a flow-style row, with its id worked out from date, body and kommun."""
    parts = dict(p.split(": ", 1) for p in row.split(", ") if ": " in p)
    id_ = f"{parts['datum']}-{parts['organ']}" + (f"-{parts['kommun']}" if "kommun" in parts else "")
    return read(f"{{id: {id_}, {row}}}", Decision)


def with_treatment(u: Undertaking, d: Decision, val: str) -> Undertaking:
    """Give an undertaking with risks treated as a decision says."""
    row = Behandling.model_validate({"val": val, "datum": d.datum, "beslut": d.id, "motivering": d.motivering})
    risks = tuple(r.model_copy(update={"behandling": row}) if r.id in d.risker else r for r in u.risker)
    return u.model_copy(update={"risker": risks})


Told = tuple[str, str, dict[str, str]]


def told(judged: Judged | Sequence[Diagnostic]) -> list[Told]:
    """Findings as code, file and parameters in plain text."""
    findings = judged.findings if isinstance(judged, Judged) else judged
    return [(d.kod, d.fil, {k: _plain(v) for k, v in d.params.items()}) for d in findings]


def _plain(value: object) -> str:
    return ", ".join(_plain(v) for v in value) if isinstance(value, tuple) else str(value)


SEED = "typ: grind, datum: 2026-01-07, organ: tradgard, grind: gro, krav: jord, utfall: fortsatt"
"""The decision that opens the first gate of the tree, on the day of its commit."""

OTHER = "typ: ovrigt, datum: 2026-01-07, organ: tradgard"
"""A decision that moves nothing."""
