"""Every attack, gathered; the modules put their functions in the table when they are loaded."""

from __future__ import annotations

from tests.audit import attacks_decisions, attacks_files, attacks_identity, attacks_policy, attacks_store
from tests.audit.table import ATTACKS, Agreed, Attack, numbered

MODULES = (attacks_store, attacks_decisions, attacks_identity, attacks_policy, attacks_files)

__all__ = ["ATTACKS", "MODULES", "Agreed", "Attack", "numbered"]
