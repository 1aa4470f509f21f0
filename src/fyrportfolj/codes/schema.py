"""Codes 1xx: the shape of a document."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code

SCHEMA: tuple[Code, ...] = ()
