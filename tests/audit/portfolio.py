"""The portfolio of the attacks: that of tests/errors/_bas with mandates, keys and a document that is decided."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.audit.keys import Key
from tests.audit.objects import Person

BASE = Path(__file__).resolve().parents[1] / "errors" / "_bas"

NAMES = ("Rut", "Rolf", "Rita", "Anna", "Bo", "Eva", "Kaj", "Ola", "Mal")
PEOPLE = {name.lower(): Person(name, f"{name.lower()}@skargarden.example") for name in NAMES}
PEOPLE["bot"] = Person("Sammanslagaren", "bot@skargarden.example")
KEYS = {name: Key(name) for name in PEOPLE}

PROJECT, INITIATIVE = "projekt/provtur.yaml", "initiativ/gemensamt-sjokort.yaml"
MANDATES, PROCESS = "register/mandat.yaml", "process/segling-1.0.yaml"

DIRECTIVE = """\
artefakter:
  projektdirektiv:
    status: {status}
    version: "1.0"
    syfte: {purpose}
"""

_ROWS = """\
mandat:
  - id: besattning-2026
    organ: besattning
    ratt: [grind, risk, artefakt, registrera]
    nycklar: [{anna}]
    underskrifter: {underskrifter}
    fran: 2026-01-01
    till_och_med: 2026-12-31
    kalla: Påhittat protokoll § 1
  - id: besattning-2025
    organ: besattning
    ratt: [grind, registrera]
    nycklar: [{eva}]
    fran: 2025-01-01
    till_och_med: 2026-09-10
    kalla: Påhittat protokoll § 2
  - id: hamn-2026
    organ: hamnnamnd
    ratt: [grind]
    nycklar: [{kaj}]
    fran: 2026-01-01
    kalla: Påhittat protokoll § 3
  - id: rederi-2026
    organ: rederi
    ratt: [arbete]
    nycklar: [{bo}]
    fran: 2026-01-01
    kalla: Påhittat protokoll § 4
  - id: sammanslagning
    organ: rederi
    ratt: [sammanfoga]
    nycklar: [{bot}]
    fran: 2026-01-01
    kalla: Påhittat protokoll § 5
"""
_IN_REGISTER = ("rut", "rolf", "rita", "anna", "bo", "eva", "kaj", "ola", "bot")


def register(serie: int = 1, *, signed: bool = True, underskrifter: int = 1, more: str = "", threshold: int = 2) -> str:
    """Give the mandate register.

    Args:
        serie: the policy's serial.
        signed: with root and keys.
        underskrifter: signatures that a decision of the crew needs.
        more: further rows of mandates.
        threshold: how many root keys must sign a change of the policy.
    """
    rows = _ROWS if signed else _ROWS.replace("    underskrifter: {underskrifter}\n", "")
    if not signed:
        rows = "\n".join(line for line in rows.splitlines() if "nycklar:" not in line) + "\n"
    text = f"serie: {serie}\n"
    if signed:
        text += f"rot:\n  nycklar: [rut, rolf, rita]\n  troskel: {threshold}\nnycklar:\n"
        text += "".join(
            f"  - id: {name}\n    namn: {PEOPLE[name].namn}\n    epost: {PEOPLE[name].epost}\n"
            f"    nyckel: {KEYS[name].text}\n    fran: 2025-01-01\n"
            for name in _IN_REGISTER
        )
    return text + rows.format(underskrifter=underskrifter, **{n: n for n in _IN_REGISTER}) + more


@cache
def _base() -> dict[str, str]:
    files = {p.relative_to(BASE).as_posix(): p.read_text(encoding="utf-8") for p in BASE.rglob("*.yaml")}
    files["fyr.yaml"] = files["fyr.yaml"].replace("betraktelsedag: 2026-11-20\n", "") + "  registreras_inom_dagar: 30\n"
    files[PROCESS] = files[PROCESS].replace(
        "        status: utkast\n        valfri: true\n        falt: [syfte]",
        "        beslutas: true\n        falt: [syfte]",
    )
    return files


def files(*, signed: bool = True) -> dict[str, str]:
    """Give the files of the first commit."""
    return {**_base(), MANDATES: register(signed=signed)}


def with_directive(text: str, status: str = "godkand", purpose: str = "Att pröva.") -> str:
    """Give an undertaking's file with the document that its first gate asks for."""
    return text + DIRECTIVE.format(status=status, purpose=purpose)
