"""The table of file kinds: which path holds which document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fyrportfolj.model.base import Model
from fyrportfolj.model.capability import CapabilityMap, Scenario
from fyrportfolj.model.capacity import Kapacitetsregister
from fyrportfolj.model.funding import Utlysning
from fyrportfolj.model.initiative import Initiative, Project
from fyrportfolj.model.maturity import Mognad
from fyrportfolj.model.plan import ActionPlan, FocusArea
from fyrportfolj.model.policy import PortfolioFile
from fyrportfolj.model.priority import Prioritering
from fyrportfolj.model.process import Process
from fyrportfolj.model.registers import Arscykel, Kommunregister, Mandatregister, Organregister, Rollregister

HEAD = "fyr.yaml"
"""The file that makes a folder a portfolio."""

RESERVED = ("remiss/",)
"""Folders that hold what came in as it came; passed over in silence."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file.

    Attributes:
        namn: the kind's name, as in `fyr schema initiativ`.
        pattern: path relative to the portfolio; `*` stands for one file name without `/`.
        modell: the class that the document must fit.
        schema: file name of its JSON Schema.
    """

    namn: str
    pattern: str
    modell: type[Model]
    schema: str


def _kind(namn: str, pattern: str, modell: type[Model]) -> Kind:
    return Kind(namn, pattern, modell, f"{namn}.schema.json")


KINDS: tuple[Kind, ...] = (
    _kind("portfolj", HEAD, PortfolioFile),
    _kind("process", "process/*.yaml", Process),
    _kind("kommuner", "register/kommuner.yaml", Kommunregister),
    _kind("organ", "register/organ.yaml", Organregister),
    _kind("roller", "register/roller.yaml", Rollregister),
    _kind("mandat", "register/mandat.yaml", Mandatregister),
    _kind("arscykel", "register/arscykel.yaml", Arscykel),
    _kind("kapacitet", "register/kapacitet.yaml", Kapacitetsregister),
    _kind("handlingsplan", "handlingsplan/handlingsplan.yaml", ActionPlan),
    _kind("fokusomrade", "handlingsplan/*.yaml", FocusArea),
    _kind("initiativ", "initiativ/*.yaml", Initiative),
    _kind("projekt", "projekt/*.yaml", Project),
    _kind("formagekarta", "formagor/*.yaml", CapabilityMap),
    _kind("scenario", "scenarier/*.yaml", Scenario),
    _kind("prioritering", "prioriteringar/*.yaml", Prioritering),
    _kind("utlysning", "utlysningar/*.yaml", Utlysning),
    _kind("mognad", "mognad/*.yaml", Mognad),
)
"""Every kind; an exact path stands before the pattern that would also fit it."""

_EXACT = {k.pattern: k for k in KINDS if "*" not in k.pattern}
_FOLDER = {k.pattern.partition("/*")[0]: k for k in KINDS if "*" in k.pattern}
_FILE = re.compile(r"([^/]+)/[^/]+\.yaml")


def kind_of(path: str) -> Kind | None:
    """Find the kind of a file.

    Args:
        path: relative to the portfolio, with `/`.

    Returns:
        The kind, or None when no kind has such a path.
    """
    exact = _EXACT.get(path)
    if exact is not None:
        return exact
    match = _FILE.fullmatch(path)
    return _FOLDER.get(match[1]) if match else None
