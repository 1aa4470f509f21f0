"""The table of diagnostic codes: a code is never reused, a family is a module.

    0xx reading · 1xx schema · 2xx structure and links · 3xx risk and economy
    4xx gates · 5xx remiss · 6xx history

Each code has a page in docs/reference/fel/ and a folder in tests/errors/; tests demand both.
"""

from __future__ import annotations

from types import MappingProxyType

from fyrportfolj.codes.benefits import BENEFITS
from fyrportfolj.codes.capacity import CAPACITY
from fyrportfolj.codes.entry import Code
from fyrportfolj.codes.forge import FORGE
from fyrportfolj.codes.funding import FUNDING
from fyrportfolj.codes.gates import GATES
from fyrportfolj.codes.history import HISTORY
from fyrportfolj.codes.mandates import MANDATES
from fyrportfolj.codes.priority import PRIORITY
from fyrportfolj.codes.reading import READING
from fyrportfolj.codes.remiss import REMISS
from fyrportfolj.codes.risk_economy import RISK_ECONOMY
from fyrportfolj.codes.schema import SCHEMA
from fyrportfolj.codes.structure import STRUCTURE
from fyrportfolj.codes.trail import TRAIL

_FAMILIES = (
    READING,
    SCHEMA,
    STRUCTURE,
    RISK_ECONOMY,
    PRIORITY,
    BENEFITS,
    CAPACITY,
    GATES,
    HISTORY,
    TRAIL,
    MANDATES,
    FUNDING,
    FORGE,
    REMISS,
)

CODES: MappingProxyType[str, Code] = MappingProxyType({code.kod: code for family in _FAMILIES for code in family})

__all__ = ["CODES", "Code"]
