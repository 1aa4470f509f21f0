"""Mandates, keys, and what a change of the policy changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Inline, Line, Raw, Span, Table
from fyrportfolj.commands.mandate import Exported, KeyRow, MandateRow, Mandates
from fyrportfolj.messages import T, Text
from fyrportfolj.model.registers import Mandat, Nyckelinnehav

_RIGHTS: dict[str, Text] = {
    "grind": T("grindar"),
    "risk": T("risker"),
    "artefakt": T("dokument"),
    "policy": T("policy"),
    "registrera": T("registrera"),
    "arbete": T("arbete"),
    "sammanfoga": T("sammanfoga"),
}


def mandate_list(found: Mandates, _width: int) -> Blocks:
    """Show mandates and keys.

    Args:
        found: the register.
        _width: columns of the terminal; the tables fit themselves.
    """
    yield Heading(T("Mandat {dag}", dag=found.dag))
    if found.mandat:
        yield from _mandates(found.mandat)
    else:
        yield Line(T("Registret är tomt: vem som helst får besluta."), indent=2)
    yield Heading(T("Nycklar"))
    if found.nycklar:
        yield from _keys(found.nycklar)
    else:
        yield Line(T("Inga nycklar: historiken behöver inte vara undertecknad."), indent=2)
    yield Blank()
    if found.troskel is None:
        yield Line(T("policyns löpnummer {serie}, utan rotnycklar", serie=found.serie))
    else:
        text = T("policyns löpnummer {serie}, ändras med {antal} rotnycklar", serie=found.serie, antal=found.troskel)
        yield Line(text)


def exported(found: Exported, _width: int) -> Blocks:
    """Show the exported file, unless it was written."""
    for line in found.text.splitlines() if found.fil is None else ():
        yield Raw(line)


def _mandates(rows: tuple[MandateRow, ...]) -> Iterator[Block]:
    columns = (
        Column(T("Mandat"), fixed=True),
        Column(T("Organ"), wide=True),
        Column(T("Rätt")),
        Column(T("Nycklar")),
        Column(T("Gäller")),
    )
    yield Table(columns, tuple(_mandate(r) for r in rows), indent=2)


def _mandate(row: MandateRow) -> tuple[Inline, ...]:
    m = row.mandat
    body: Inline = T("{organ}, {kommun}", organ=row.organ, kommun=m.kommun) if m.kommun else row.organ
    right = T("{ratt}", ratt=tuple(_RIGHTS[r] for r in m.ratt))
    keys: Inline = T("{antal} av {nycklar}", antal=m.underskrifter, nycklar=", ".join(m.nycklar)) if m.nycklar else "–"
    return m.id, body, right, keys, _period(m, holds=row.galler)


def _keys(rows: tuple[KeyRow, ...]) -> Iterator[Block]:
    columns = (
        Column(T("Nyckel"), fixed=True),
        Column(T("Innehavare")),
        Column(T("Mandat"), wide=True),
        Column(T("Gäller")),
    )
    yield Table(columns, tuple(_key(r) for r in rows), indent=2)


def _key(row: KeyRow) -> tuple[Inline, ...]:
    k = row.nyckel
    named = (*(("rot",) if row.i_roten else ()), *row.mandat)
    standing = _period(k, holds=row.galler)
    if k.sparrad is not None:
        standing = Span(T("spärrad från {dag}", dag=k.sparrad.fran), "fel")
    return k.id, T("{namn} <{epost}>", namn=k.namn, epost=k.epost), ", ".join(named) or "–", standing


def _period(row: Mandat | Nyckelinnehav, *, holds: bool) -> Inline:
    text = _from_to(row.fran, row.till_och_med)
    return text if holds else Span(T("{period}, gäller inte", period=text), "dampad")


def _from_to(first: date, last: date | None) -> Text:
    return T("från {fran}", fran=first) if last is None else T("{fran}–{till}", fran=first, till=last)
