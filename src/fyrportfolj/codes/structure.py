"""Codes 2xx: structure and links."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code

STRUCTURE: tuple[Code, ...] = ()
