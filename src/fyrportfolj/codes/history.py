"""Codes 6xx: history."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code

HISTORY: tuple[Code, ...] = ()
