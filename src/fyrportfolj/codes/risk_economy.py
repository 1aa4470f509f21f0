"""Codes 3xx: risk and economy."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code

RISK_ECONOMY: tuple[Code, ...] = ()
