"""A document with its fields as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Heading, Line, Span
from fyrportfolj.cli.views.common import marked, one_line, term
from fyrportfolj.cli.views.gate import criterion
from fyrportfolj.commands.artefact import DocumentCard
from fyrportfolj.messages import T, Text
from fyrportfolj.model.base import Model

_STEP = 2
_ROW_NAMES = ("id", "kommun", "part", "post", "roll", "omrade", "projekt", "milstolpe")


def document(c: DocumentCard, _width: int) -> Blocks:
    """Show a document: its state, its content, and what the process asks of it.

    Args:
        c: the document.
        _width: columns of the terminal; the lines fold themselves.
    """
    number = (T(" {nummer} av {av}", nummer=c.nummer, av=c.av),) if c.nummer else ()
    yield Heading((c.namn, *number))
    yield Line(marked(c.insats.namn, c.insats))
    state = T("{status} · version {version}", status=term(c.dokument.status), version=c.dokument.version)
    yield Line((state, Span(T(" · kontrollsumma {sha}", sha=c.sha256[:12]), "dampad")))
    yield Blank()
    head = {"status", "version"}
    for name in type(c.dokument).model_fields:
        value = getattr(c.dokument, name)
        if name in c.dokument.model_fields_set and name not in head:
            yield from _field(c.titlar.get(name, name), value, c.titlar, 0)
    if c.kriterier:
        yield Heading(T("Vad grinden kräver"))
        for asked in c.kriterier:
            yield from criterion(asked)


def _field(title: str, value: object, titles: dict[str, str], indent: int) -> Iterator[Block]:
    label = Span(f"{title}: ", "dampad")
    if isinstance(value, Model):
        yield Line(label, indent=indent)
        yield from _inside(value, titles, indent + _STEP)
    elif isinstance(value, tuple) and value and isinstance(value[0], Model):
        yield Line(label, indent=indent)
        for row in value:
            yield from _row(row, titles, indent + _STEP)
    elif isinstance(value, dict):
        yield Line((label, ", ".join(f"{k} {v}" for k, v in value.items())), indent=indent, hang=_STEP)
    elif isinstance(value, tuple):
        yield from _list(label, value, indent)
    else:
        yield Line((label, _plain(value)), indent=indent, hang=_STEP)


def _list(label: Span, rows: tuple[object, ...], indent: int) -> Iterator[Block]:
    if not rows:
        yield Line((label, "–"), indent=indent)
        return
    yield Line(label, indent=indent)
    for row in rows:
        yield Line(("– ", _plain(row)), indent=indent + _STEP, hang=_STEP)


def _row(row: Model, titles: dict[str, str], indent: int) -> Iterator[Block]:
    key = next((k for k in _ROW_NAMES if getattr(row, k, None) is not None), None)
    yield Line(("– ", Span(_plain(getattr(row, key)) if key else "", "stark")), indent=indent)
    yield from _inside(row, titles, indent + _STEP, skip=key)


def _inside(row: Model, titles: dict[str, str], indent: int, skip: str | None = None) -> Iterator[Block]:
    for name in type(row).model_fields:
        if name in row.model_fields_set and name != skip:
            yield from _field(type(row).model_fields[name].title or name, getattr(row, name), titles, indent)


def _plain(value: object) -> str | Text:
    match value:
        case None:
            return "–"
        case bool() | int() | Decimal() | date():
            return T("{varde}", varde=value)
        case _:
            return one_line(str(value))
