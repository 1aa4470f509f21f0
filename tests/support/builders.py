"""Small valid models in memory: the little portfolio of tests/errors/_bas, with what a test changes.

    an_initiative(start="2026-01-01", risker=[a_risk(sannolikhet=5)])

A value that is a mapping is merged with what stands in the base; every other value replaces it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic_core import to_json

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.model.base import Model
from fyrportfolj.model.capability import CapabilityMap, Scenario
from fyrportfolj.model.initiative import Initiative, Project, Undertaking
from fyrportfolj.model.plan import ActionPlan, FocusArea
from fyrportfolj.model.policy import PortfolioFile
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import Process
from fyrportfolj.model.registers import Arscykel, Kommunregister, Organregister, Rollregister
from fyrportfolj.store.yamltext import parse

BASE = Path(__file__).resolve().parents[1] / "errors" / "_bas"
"""The portfolio that has no faults; its process, bodies and municipalities are none of the real ones."""

TODAY = date(2026, 11, 20)
"""The day that the base portfolio is judged at."""

M = TypeVar("M", bound=Model)


@cache
def _text(path: str) -> bytes:
    return (BASE / path).read_bytes()


def data(path: str) -> dict[str, Any]:
    """Give a file of the base portfolio as plain data, anew at each call."""
    parsed = parse(_text(path), path)
    assert parsed.data is not None, parsed.diagnostics
    return parsed.data


def merged(base: Mapping[str, Any], overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Give the base with the overrides laid over it; mappings are merged, other values replaced."""
    result = dict(base)
    for key, value in overrides.items():
        both = isinstance(value, Mapping) and isinstance(result.get(key), Mapping)
        result[key] = merged(result[key], value) if both else value
    return result


def build(model: type[M], base: Mapping[str, Any], overrides: Mapping[str, Any]) -> M:
    """Give a model of plain data, validated as strictly as a file."""
    return model.model_validate_json(to_json(merged(base, overrides)))


def an_initiative(**overrides: Any) -> Initiative:
    """Give `initiativ/gemensamt-sjokort.yaml` with other values."""
    return build(Initiative, data("initiativ/gemensamt-sjokort.yaml"), overrides)


def a_project(**overrides: Any) -> Project:
    """Give `projekt/provtur.yaml` with other values: runs 2026-10-12 to 2027-06-30, led by `kapten`."""
    return build(Project, data("projekt/provtur.yaml"), overrides)


def a_process(**overrides: Any) -> Process:
    """Give `process/segling-1.0.yaml` with other values: phases `kaj` and `sjo`."""
    return build(Process, data("process/segling-1.0.yaml"), overrides)


def a_head(**overrides: Any) -> PortfolioFile:
    """Give `fyr.yaml` with other values; bands 1–6 låg (kapten), 8–12 medel (besattning), 15–25 hög (rederi)."""
    return build(PortfolioFile, data("fyr.yaml"), overrides)


def a_focus_area(**overrides: Any) -> FocusArea:
    """Give `handlingsplan/till-havs.yaml` with other values."""
    return build(FocusArea, data("handlingsplan/till-havs.yaml"), overrides)


def a_scenario(**overrides: Any) -> Scenario:
    """Give `scenarier/tre-batar.yaml` with other values."""
    return build(Scenario, data("scenarier/tre-batar.yaml"), overrides)


def a_risk(**overrides: Any) -> dict[str, Any]:
    """Give a row of the risk register as plain data: R1, S 2 × K 3 = 6, assessed 2026-11-01."""
    base = {
        "id": "R1",
        "hot": "Storm",
        "sannolikhet": 2,
        "konsekvens": 3,
        "bedomd": "2026-11-01",
        "agare": "kapten",
    }
    return merged(base, overrides)


def a_measure(**overrides: Any) -> dict[str, Any]:
    """Give a measure against a risk as plain data, planned for 2026-12-01."""
    return merged({"text": "Reva seglen", "ansvarig": "styrman", "klart": "2026-12-01"}, overrides)


def a_risk_decision(organ: str = "besattning", datum: str = "2026-11-05", **overrides: Any) -> dict[str, Any]:
    """Give a decision on R1 as plain data."""
    base = {"id": f"{datum}-{organ}", "typ": "risk", "datum": datum, "organ": organ, "risker": ["R1"]}
    return merged(base, overrides)


def a_milestone(**overrides: Any) -> dict[str, Any]:
    """Give a milestone as plain data: M1, baseline 2026-12-01."""
    return merged({"id": "M1", "namn": "Lagt ut", "baslinje": "2026-12-01"}, overrides)


def a_report(*rader: Mapping[str, Any], **overrides: Any) -> dict[str, Any]:
    """Give a status report of 2026-11-10 as plain data; green on the three required rows unless rows are given."""
    green = [{"omrade": o, "status": "enligt_plan"} for o in ("budget", "tid", "personal")]
    base = {
        "status": "godkand",
        "version": "1.0",
        "period_fran": "2026-10-12",
        "period_till": "2026-11-08",
        "rapportdatum": "2026-11-10",
        "rader": list(rader) or green,
    }
    return merged(base, overrides)


def a_portfolio(*undertakings: Undertaking, **documents: Model | Iterable[Model] | None) -> Portfolio:
    """Give the base portfolio with other undertakings or documents.

    Args:
        *undertakings: initiatives and projects; both of the base portfolio when none is given.
        **documents: other parts by the attribute's name in `Portfolio`: one model, several models, or
            None to leave the file out; `fyr=a_head(...)`, `processer=[a_process(...)]`.
    """
    chosen: tuple[Undertaking, ...] = undertakings or (an_initiative(), a_project())
    parts: dict[str, Any] = {
        "fyr": a_head(),
        "processer": [a_process()],
        "kommunregister": build(Kommunregister, data("register/kommuner.yaml"), {}),
        "organregister": build(Organregister, data("register/organ.yaml"), {}),
        "rollregister": build(Rollregister, data("register/roller.yaml"), {}),
        "arscykel": build(Arscykel, data("register/arscykel.yaml"), {}),
        "mandatregister": None,
        "handlingsplan": build(ActionPlan, data("handlingsplan/handlingsplan.yaml"), {}),
        "fokusomraden": [a_focus_area()],
        "formagekartor": [build(CapabilityMap, data("formagor/navigera.yaml"), {})],
        "scenarier": [a_scenario()],
        "initiativ": sorted((u for u in chosen if isinstance(u, Initiative)), key=lambda u: u.id),
        "projekt": sorted((u for u in chosen if isinstance(u, Project)), key=lambda u: u.id),
        **documents,
    }
    gathered = {name: _gathered(name, part) for name, part in parts.items()}
    files = {e.fil for part in gathered.values() for e in _entries(part)}
    return Portfolio(**gathered, filer=frozenset(files))


_FOLDERS = {
    "initiativ": "initiativ",
    "projekt": "projekt",
    "fokusomraden": "handlingsplan",
    "formagekartor": "formagor",
    "scenarier": "scenarier",
    "prioriteringar": "prioriteringar",
    "utlysningar": "utlysningar",
    "mognad": "mognad",
}
_FILES = {
    "fyr": "fyr.yaml",
    "kommunregister": "register/kommuner.yaml",
    "organregister": "register/organ.yaml",
    "rollregister": "register/roller.yaml",
    "mandatregister": "register/mandat.yaml",
    "arscykel": "register/arscykel.yaml",
    "kapacitetsregister": "register/kapacitet.yaml",
    "handlingsplan": "handlingsplan/handlingsplan.yaml",
}


def _gathered(name: str, part: Any) -> Any:
    if name in _FILES:
        return None if part is None else Entry(_FILES[name], part)
    if name == "processer":
        return {(p.slug, p.version): Entry(f"process/{p.slug}-{p.version}.yaml", p) for p in part}
    return {m.id: Entry(f"{_FOLDERS[name]}/{m.id}.yaml", m) for m in part}


def _entries(part: Any) -> Iterable[Entry[Model]]:
    if part is None:
        return ()
    return part.values() if isinstance(part, dict) else (part,)


Check = Callable[[Portfolio, date], Iterable[Diagnostic]]


def found(check: Check, portfolio: Portfolio, today: date = TODAY) -> list[tuple[str, str]]:
    """Give what a check finds as code and path, such as `("FYR302", "risker.0.konsekvens")`, sorted."""
    return sorted((d.kod, ".".join(map(str, d.loc))) for d in check(portfolio, today))
