"""A document with its fields as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Heading, Line, Span, Words
from fyrportfolj.cli.views.common import marked, one_line
from fyrportfolj.cli.views.gate import Where, criterion
from fyrportfolj.commands.artefact import DocumentCard
from fyrportfolj.i18n import Amount
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.base import Model
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.changes.words import word

_STEP = 2
_ROW_NAMES = ("id", "kommun", "part", "post", "roll", "omrade", "projekt", "milstolpe")


def document(c: DocumentCard, portfolio: Portfolio, where: Where) -> Blocks:
    """Show a document: its state, its content, and what the process asks of it.

    Args:
        c: the document.
        portfolio: for the names of roles and bodies.
        where: gives a criterion's place, as `file:line`.
    """
    number = (T(" {nummer} av {av}", nummer=c.nummer, av=c.av),) if c.nummer else ()
    yield Heading((c.namn, *number))
    yield Line(marked(c.insats.namn, c.insats))
    state = T("{status} · version {version}", status=word(c.dokument.status), version=c.dokument.version)
    yield Line((state, Span(T(" · kontrollsumma {sha}", sha=c.sha256[:12]), "dampad")))
    yield Blank()
    shown = _Shown(portfolio)
    own = [n for n in type(c.dokument).model_fields if n not in Artefakt.model_fields]
    rest = [n for n in Artefakt.model_fields if n not in {"status", "version"}]
    yield from shown.fields(c.dokument, (*own, *rest), 0)
    if c.kriterier:
        yield Heading(T("Vad grinden kräver"))
        for asked in c.kriterier:
            yield from criterion(asked, where, portfolio)


class _Shown:
    """Values in words: names for keys, units for amounts, rows under their headings."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio

    def fields(self, row: Model, names: Iterable[str], indent: int) -> Iterator[Block]:
        """Show the fields that a person has written, under their headings."""
        for name in names:
            if name in row.model_fields_set:
                field = type(row).model_fields[name]
                extra = field.json_schema_extra
                unit = str(extra.get("enhet", "")) if isinstance(extra, dict) else ""
                yield from self._field(field.title or name, getattr(row, name), unit, indent)

    def _field(self, title: str, value: object, unit: str, indent: int) -> Iterator[Block]:
        label = Span(f"{title}: ", "dampad")
        match value:
            case Model():
                yield Line(label, indent=indent)
                yield from self.fields(value, type(value).model_fields, indent + _STEP)
            case tuple() if value:
                yield Line(label, indent=indent)
                for row in value:
                    yield from self._row(row, unit, indent + _STEP)
            case dict() if value:
                pairs = ", ".join(f"{k} {v}" for k, v in value.items())
                yield Line((label, pairs), indent=indent, hang=_STEP)
            case _:
                yield Line((label, self._plain(value, unit)), indent=indent, hang=_STEP)

    def _row(self, row: object, unit: str, indent: int) -> Iterator[Block]:
        if not isinstance(row, Model):
            yield Line(("– ", self._plain(row, unit)), indent=indent, hang=_STEP)
            return
        written = [n for n in type(row).model_fields if n in row.model_fields_set]
        key = next((k for k in _ROW_NAMES if k in written), written[0] if written else "")
        name = self._plain(getattr(row, key), "") if key else ""
        yield Line(("– ", Span(name, "stark")), indent=indent, hang=_STEP)
        yield from self.fields(row, (n for n in written if n != key), indent + _STEP)

    def _plain(self, value: object, unit: str) -> Words:
        p = self._portfolio
        match value:
            case None | () | {}:
                return "–"
            case Decimal() if unit == "kr":
                return T("{belopp}", belopp=Amount(value))
            case bool() | int() | Decimal() | date():
                return T("{varde} {enhet}", varde=value, enhet=unit) if unit else T("{varde}", varde=value)
            case _:
                text = one_line(str(value))
                found = p.roller.get(text) or p.organ.get(text) or p.kommuner.get(text)
                return found.namn if found else word(text)
