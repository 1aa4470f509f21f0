"""Codes 0xx: reading files."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code

READING: tuple[Code, ...] = ()
