"""Findings as text for people: place, sentence, the line with a caret, what to do, and where the rule stands."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from fyrportfolj.cli.blocks import Blank, Block, Line, Raw, Span, Style, Words
from fyrportfolj.cli.console import clean
from fyrportfolj.cli.layout import cells
from fyrportfolj.codes import CODES
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.diagnostics import Diagnostic, Reference, Severity
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.gating import Criterion

Excerpt = Callable[[Diagnostic], "str | None"]
Origin = Callable[[Diagnostic], "Text | None"]
"""Says which commit a finding is about."""

SEVERITY: dict[Severity, Text] = {Severity.FEL: T("fel"), Severity.VARNING: T("varning")}
_SHORT = 10
_CONTEXT_BEFORE = 2 / 3
"""How much of a cut line stands before the caret."""


def sentence(d: Diagnostic) -> Text:
    """Give what is wrong."""
    return Text(CODES[d.kod].text.msgid, d.params)


def advice(d: Diagnostic) -> Text:
    """Give what to do about it."""
    return Text(CODES[d.kod].help.msgid, d.params)


def commit_of(d: Diagnostic) -> Text | None:
    """Give the commit that a finding is about by its short id, or None for a finding in the files."""
    return T("incheckning {id}", id=d.commit[:_SHORT]) if d.commit else None


def shown_path(root: Path, fil: str) -> str:
    """Give a file of the portfolio as the user would write it: relative to the working directory.

    Args:
        root: the portfolio's folder.
        fil: path relative to it; empty for the portfolio itself.
    """
    full = root / fil if fil else root
    try:
        return os.path.relpath(full)
    except ValueError:
        # On Windows there is no way from one drive to another.
        return str(full)


def criterion_place(ws: Workspace) -> Callable[[Criterion], str]:
    """Give a function that tells where a gate criterion is to be looked at, as `file:line`.

    Args:
        ws: the opened portfolio.
    """

    def place(c: Criterion) -> str:
        positions = ws.loaded.positions(c.fil)
        line = f":{positions.locate(c.loc).rad}" if positions and c.loc else ""
        return shown_path(ws.root, c.fil) + line

    return place


def findings(
    found: Sequence[Diagnostic], root: Path, excerpt: Excerpt, width: int, origin: Origin = commit_of
) -> Iterator[Block]:
    """Show findings one after the other.

    Args:
        found: findings with places, sorted.
        root: the portfolio's folder.
        excerpt: gives the line that a finding points at, or None.
        width: columns of the terminal.
        origin: says which commit a finding is about, or gives None.
    """
    for n, d in enumerate(found):
        if n:
            yield Blank()
        yield from _finding(d, _where(d, root, origin(d)), excerpt(d), width, root)


def counted(fel: int, varningar: int) -> Text:
    """Say how many faults and warnings there are, leaving out what there is none of."""
    parts = []
    if fel:
        parts.append(T("1 fel") if fel == 1 else T("{antal} fel", antal=fel))
    if varningar:
        parts.append(T("1 varning") if varningar == 1 else T("{antal} varningar", antal=varningar))
    return T("{delar}", delar=tuple(parts))


def _where(d: Diagnostic, root: Path, origin: Text | None) -> Words:
    place = f":{d.place.rad}:{d.place.kolumn}" if d.place else ""
    if origin is None:
        return f"{shown_path(root, d.fil)}{place}:"
    # A finding about a whole commit names no file.
    where = T("{incheckning}, {plats}", incheckning=origin, plats=f"{d.fil}{place}") if d.fil else origin
    return T("{plats}:", plats=where)


def _finding(d: Diagnostic, where: Words, line: str | None, width: int, root: Path) -> Iterator[Block]:
    code = CODES[d.kod]
    style: Style = "fel" if code.severity is Severity.FEL else "varning"
    yield Raw((Span(where, "plats"), f" {d.kod} ", Span(SEVERITY[code.severity], style), ": ", sentence(d)))
    if line is not None and d.place:
        yield from _excerpt(line, d.place.rad, d.place.kolumn, width)
    yield Line((Span(T("hjälp: "), "stark"), advice(d)), hang=2)
    more = T("mer: fyr explain {kod}", kod=d.kod)
    if d.rule:
        yield Line((Span(T("regel: "), "stark"), _rule(root, d.rule), " · ", more), hang=2)
    else:
        yield Line((Span(more, "dampad"),))


def _rule(root: Path, rule: Reference) -> str:
    return shown_path(root, rule.fil) + (f":{rule.place.rad}" if rule.place else "")


def _excerpt(line: str, rad: int, kolumn: int, width: int) -> Iterator[Block]:
    gutter = " " * len(str(rad))
    shown, caret = cut(line, kolumn, width - len(gutter) - 3)
    yield Raw(Span(f"{gutter} |", "dampad"))
    yield Raw((Span(f"{rad} | ", "dampad"), shown))
    yield Raw((Span(f"{gutter} | ", "dampad"), " " * caret, Span("^", "fel")))


def cut(line: str, kolumn: int, room: int) -> tuple[str, int]:
    """Fit a line to a width so that the place stays in sight.

    Args:
        line: the line of the file.
        kolumn: the place, in characters from 1.
        room: columns to use.

    Returns:
        The line, made safe to print, with … where it was cut; and the columns before the caret.
    """
    # Each character keeps its own escape, so that the caret stands under what it points at.
    parts = [clean(c) if c != "\t" else " " for c in line]
    at = min(kolumn - 1, len(parts))
    if sum(map(cells, parts)) <= room:
        return "".join(parts), sum(map(cells, parts[:at]))
    start, before = at, 0
    while start and before + cells(parts[start - 1]) <= room * _CONTEXT_BEFORE:
        start -= 1
        before += cells(parts[start])
    head = "…" if start else ""
    kept: list[str] = []
    used = len(head)
    for part in parts[start:]:
        if used + cells(part) > room - 1:
            break
        kept.append(part)
        used += cells(part)
    tail = "…" if start + len(kept) < len(parts) else ""
    return head + "".join(kept) + tail, len(head) + sum(map(cells, parts[start:at]))
