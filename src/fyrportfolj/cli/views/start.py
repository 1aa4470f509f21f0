"""A new portfolio, written schemas, and the state of the machine."""

from __future__ import annotations

import os
from pathlib import Path

from fyrportfolj.cli.blocks import Blocks, Column, Inline, Line, Raw, Span, Table
from fyrportfolj.commands.doctor import Point
from fyrportfolj.commands.init import Initialised
from fyrportfolj.commands.schema import Schemas
from fyrportfolj.messages import T


def initialised(i: Initialised, _width: int) -> Blocks:
    """Show what was made."""
    yield Line(T("ny portfölj i {mapp}", mapp=os.path.relpath(i.rot)))
    for name in i.filer:
        yield Raw(f"  {name}")
    if i.git_nytt:
        yield Line(T("ett nytt git-arkiv är skapat"))
    if i.commit:
        yield Line(T("commit {id}", id=i.commit[:10]))


def schemas(s: Schemas, _width: int) -> Blocks:
    """Show which schemas were written."""
    for name in s.skrivna:
        yield Line(T("skrev {fil}", fil=os.path.relpath((s.mapp or Path()) / name)))
    if not s.skrivna:
        yield Line(
            T("alla {antal} scheman i {mapp} stämmer redan", antal=len(s.filer), mapp=os.path.relpath(s.mapp or Path()))
        )


def health(points: tuple[Point, ...], _width: int) -> Blocks:
    """Show each point, what was found, and what to do where something is missing."""
    rows: list[tuple[Inline, ...]] = []
    for p in points:
        mark = Span("✓", "bra") if p.bra else Span("✗", "fel")
        found: Inline = (p.varde, Span(T(" · {hjalp}", hjalp=p.hjalp), "varning")) if p.hjalp else p.varde
        rows.append((mark, p.namn, found))
    yield Table((Column(fixed=True), Column(fixed=True), Column()), tuple(rows))
