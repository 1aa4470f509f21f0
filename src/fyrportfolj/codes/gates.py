"""Codes 4xx: gates and decisions."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code

GATES: tuple[Code, ...] = ()
