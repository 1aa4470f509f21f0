"""Any document of the process as a paper: its text under the headings of its fields, and who has decided it.

The class of the document says which headings there are, so a field that is added to it is in the paper too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fyrportfolj.errors import UsageError
from fyrportfolj.i18n import render
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import artefact_rows, titel
from fyrportfolj.model.artefacts.base import Artefakt, content_hash
from fyrportfolj.model.artefacts.benefit_rows import Kostnad, Nytta
from fyrportfolj.model.artefacts.nytta import Effektbokslut
from fyrportfolj.model.base import Model
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import STATUS_WORDS
from fyrportfolj.model.risks import Risk
from fyrportfolj.render.views.benefit_tables import compared_with, comparison_table
from fyrportfolj.render.views.common import Basis, Fact, Head, Names, foot, kind
from fyrportfolj.render.views.swedish import NBSP, NONE, capital, day, day_in_words, listed, one_line, paragraphs, sv
from fyrportfolj.render.views.tables import Cell, Row, Table, fitted
from fyrportfolj.rules.benefits.baselines import Frozen
from fyrportfolj.rules.benefits.forecasts import benefit_lines
from fyrportfolj.rules.changes.show import kind_of, shown
from fyrportfolj.rules.changes.words import word

_REMARK = "anmarkning"
_IN_HEAD = frozenset(Artefakt.model_fields) - {_REMARK}
_RISKS = "risker"
_SUMMARY = "sammanfattning"
_UNIT = "enhet"
_SHORT_SUM = 16
_SHORT_TEXT = 40
_KEY = re.compile(r"[A-ZÅÄÖ]{1,3}[0-9]+")
_MOST_COLUMNS = 6
"""More do not fit on a page; then each row has a heading and its values below it."""

_WORTH_A_TABLE = 2
"""Rows within a row that have a table of their own; fewer are a line of text."""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; only what has something to say is filled.

    Attributes:
        rubrik: the field's heading.
        stycken: paragraphs.
        punkter: a list.
        fakta: short values.
        tabell: rows, or None.
        niva: level of the heading, 1 or 2.
    """

    rubrik: str
    stycken: tuple[str, ...] = ()
    punkter: tuple[str, ...] = ()
    fakta: tuple[Fact, ...] = ()
    tabell: Table | None = None
    niva: int = 1


@dataclass(frozen=True, slots=True)
class ArtefactView:
    """What the template of a document sees.

    Attributes:
        huvud: the head.
        avsnitt: the document's own text, in the order of its fields.
        tomma: headings that nothing is written under, as a list in words; empty when all are filled.
        beslut: the decisions that were made on it, or None.
        beslutslage: whether this very version has been decided, in a sentence.
        bilagor: addresses of attachments.
        jamforelse: each benefit from forecast to outcome, for the document that closes the books; else None.
        jamforelse_not: what is compared; empty without it.
    """

    huvud: Head
    avsnitt: tuple[Section, ...]
    tomma: str
    beslut: Table | None
    beslutslage: str
    bilagor: tuple[str, ...]
    jamforelse: Table | None = None
    jamforelse_not: str = ""


def artefact_view(basis: Basis, entry: Entry[Undertaking], slug: str) -> ArtefactView:
    """Give a document of an undertaking as a paper.

    Args:
        basis: the portfolio, the day and the commit.
        entry: the undertaking.
        slug: the document's kind; of several the last is taken.

    Raises:
        UsageError: the undertaking has no such document; names those that it has.
    """
    u, portfolio = entry.modell, basis.portfolio
    rows = [artefact for found, _, artefact in artefact_rows(u.artefakter) if found == slug]
    if not rows:
        held = tuple(dict.fromkeys(titel(found) for found, _, _ in artefact_rows(u.artefakter)))
        raise UsageError(
            T("{id} har inget dokument av slaget {slag}", id=u.id, slag=titel(slug)),
            T("det som finns är {namn}", namn=held) if held else T("påbörja det med fyr artefact new"),
        )
    document = rows[-1]
    fields = _in_reading_order(type(document))
    # A remark is made when there is something to remark on; that there is none says nothing.
    frozen = basis.frysta or Frozen((), {})
    lines = benefit_lines(portfolio, u, frozen.dokument) if isinstance(document, Effektbokslut) else ()
    empty = [_heading(document, n) for n in fields if n != _REMARK and _is_empty(getattr(document, n))]
    return ArtefactView(
        huvud=_head(basis, entry, slug, document),
        avsnitt=tuple(_sections(portfolio, u, document, fields)),
        tomma=listed(empty),
        beslut=_decisions(portfolio, u, slug),
        beslutslage=_standing(u, slug, document),
        bilagor=document.bilagor,
        jamforelse=comparison_table(lines) if lines else None,
        jamforelse_not=compared_with(frozen, lines) if lines else "",
    )


def _head(basis: Basis, entry: Entry[Undertaking], slug: str, document: Artefakt) -> Head:
    u, names = entry.modell, Names(basis.portfolio)
    name = titel(slug)
    facts = [
        (T("Version"), document.version),
        (T("Status"), capital(render(STATUS_WORDS[document.status], "sv"))),
        (T("Datum"), day(document.datum)),
        (T("Upprättad av"), names.party(document.upprattad_av) if document.upprattad_av else NONE),
        (T("Handlingsstatus"), capital(sv(word(document.handlingsstatus)))),
        (T("Diarienummer"), listed(f"{names.party(k)} {v}" for k, v in document.diarienummer.items()) or NONE),
    ]
    return Head(
        titel=f"{name} – {u.namn}",
        namn=u.namn,
        slag=name,
        overrad=f"{name} · {kind(basis.portfolio, u)}",
        underrad=sv(T("Version {version}, {status}", version=document.version, status=STATUS_WORDS[document.status])),
        datum=day_in_words(document.datum or basis.idag),
        exempel=u.exempel,
        fakta=tuple(Fact(sv(t), v) for t, v in facts),
        fot=foot(basis),
    )


def _in_reading_order(model: type[Artefakt]) -> list[str]:
    """The summary, the document's own headings as they are written, those that it shares with others, the remark."""
    own = [n for n in model.__annotations__ if n in model.model_fields]
    shared = [n for n in model.model_fields if n not in own and n not in _IN_HEAD and n != _REMARK]
    return sorted([*own, *shared, _REMARK], key=lambda n: n != _SUMMARY)


def _sections(portfolio: Portfolio, u: Undertaking, document: Artefakt, fields: list[str]) -> Iterator[Section]:
    short = tuple(
        Fact(_heading(document, n), _text(portfolio, document, n, getattr(document, n)))
        for n in fields
        if _is_short(getattr(document, n))
    )
    told, known = False, _named_rows(document)
    for name in fields:
        value = getattr(document, name)
        if _is_empty(value):
            continue
        if _is_short(value):
            if not told:
                told = True
                yield Section(sv(T("I korthet")), fakta=short)
        elif name == _RISKS and all(isinstance(v, str) for v in value):
            yield Section(_heading(document, name), tabell=_risks(u, _heading(document, name), value))
        elif isinstance(value, tuple) and isinstance(value[0], Model) and len(_columns(value)) > _MOST_COLUMNS:
            yield Section(_heading(document, name))
            for row in value:
                yield from _row_sections(portfolio, row, known)
        else:
            yield _section(portfolio, document, name, value)


def _row_sections(portfolio: Portfolio, row: Model, known: Mapping[str, str]) -> Iterator[Section]:
    """Give a row with too many columns a heading: its first field, and its name when the first is a short key.

    Rows within it become tables of their own under it.
    """
    inner = [n for n in type(row).model_fields if _is_worth_a_table(getattr(row, n))]
    first, *rest = _facts(portfolio, row, without=inner)
    key = _KEY.fullmatch(first.varde)
    second = getattr(row, list(type(row).model_fields)[1], None)
    if key and rest and isinstance(second, str) and kind_of(type(row), list(type(row).model_fields)[1]) == "text":
        yield Section(f"{first.varde} {rest[0].varde}", fakta=tuple(rest[1:]), niva=2)
    else:
        yield Section(f"{first.varde} {known.get(first.varde, '')}".strip(), fakta=tuple(rest), niva=2)
    for name in inner:
        heading = _heading(row, name)
        yield Section(heading, tabell=_table(portfolio, heading, getattr(row, name)), niva=3)


def _named_rows(document: Artefakt) -> dict[str, str]:
    """Give the names of the document's rows by their short keys, for rows that only have the key."""
    lists = [v for v in (getattr(document, n) for n in type(document).model_fields) if isinstance(v, tuple)]
    rows = (row for v in lists for row in v)
    return {row.id: row.namn for row in rows if isinstance(row, Nytta | Kostnad)}


def _is_worth_a_table(value: object) -> bool:
    return isinstance(value, tuple) and len(value) >= _WORTH_A_TABLE and isinstance(value[0], Model)


def _section(portfolio: Portfolio, owner: Model, name: str, value: object) -> Section:
    heading = _heading(owner, name)
    if isinstance(value, str):
        return Section(heading, stycken=paragraphs(value))
    if isinstance(value, Model):
        return Section(heading, fakta=tuple(_facts(portfolio, value)))
    if isinstance(value, tuple) and value and isinstance(value[0], Model):
        return Section(heading, tabell=_table(portfolio, heading, value))
    if isinstance(value, tuple):
        return Section(heading, punkter=tuple(one_line(_text(portfolio, owner, name, v)) for v in value))
    rows = value.items() if isinstance(value, dict) else ()
    return Section(heading, fakta=tuple(Fact(Names(portfolio).party(str(k)), str(v)) for k, v in rows))


def _table(portfolio: Portfolio, heading: str, rows: tuple[Any, ...]) -> Table:
    columns = _columns(rows)
    figures = tuple(i for i, n in enumerate(columns) if i and all(_is_number(getattr(r, n)) for r in rows))
    heads = tuple(_heading(rows[0], n) for n in columns)
    cells = tuple(tuple(_cell(portfolio, r, n) for n in columns) for r in rows)
    return fitted(Table(heading, heads, cells, (), figures))


def _columns(rows: tuple[Any, ...]) -> list[str]:
    return [n for n in type(rows[0]).model_fields if any(not _is_empty(getattr(r, n)) for r in rows)]


def _cell(portfolio: Portfolio, row: Model, name: str) -> str | Cell:
    value = getattr(row, name)
    if _is_empty(value):
        return NONE
    if isinstance(value, Model):
        parts = [f"{f.rubrik}: {f.varde}" for f in _facts(portfolio, value)]
        return Cell(parts[0], tuple(parts[1:])) if parts else NONE
    if isinstance(value, tuple) and isinstance(value[0], Model):
        lines = [_inner(portfolio, item) for item in value]
        return Cell(lines[0], tuple(lines[1:]))
    return one_line(_text(portfolio, row, name, value))


def _facts(portfolio: Portfolio, value: Model, without: Collection[str] = ()) -> Iterator[Fact]:
    for name in type(value).model_fields:
        found = getattr(value, name)
        if _is_empty(found) or name in without:
            continue
        if isinstance(found, Model):
            yield Fact(_heading(value, name), _inner(portfolio, found))
        elif isinstance(found, tuple) and isinstance(found[0], Model):
            yield Fact(_heading(value, name), "; ".join(_inner(portfolio, item) for item in found))
        elif isinstance(found, dict):
            yield Fact(_heading(value, name), ", ".join(f"{Names(portfolio).party(k)} {v}" for k, v in found.items()))
        else:
            yield Fact(_heading(value, name), one_line(_text(portfolio, value, name, found)))


def _inner(portfolio: Portfolio, value: Model) -> str:
    """Give a row as a line; a number has its unit, or its name when it does not come first."""
    names = [n for n in type(value).model_fields if not _is_empty(getattr(value, n))]
    said = ""
    for n, fact in zip(names, _facts(portfolio, value), strict=True):
        part = fact.varde.removesuffix(".")
        if not said:
            said = part
        elif n == _UNIT:
            said += f"{NBSP}{part}"
        elif _is_figure(getattr(value, n)):
            said += f", {fact.rubrik.lower()} {part}"
        else:
            said += f", {part[:1].lower()}{part[1:]}" if kind_of(type(value), n) == "ord" else f", {part}"
    return said


def _risks(u: Undertaking, heading: str, ids: tuple[str, ...]) -> Table:
    held: dict[str, Risk] = {r.id: r for r in u.risker}
    rows: list[Row] = []
    for id_ in ids:
        risk = held.get(id_)
        if risk is None:
            rows.append((id_, sv(T("Finns inte i riskregistret")), NONE))
        else:
            rows.append((id_, one_line(risk.hot), f"{risk.sannolikhet} × {risk.konsekvens}"))
    return Table(heading, (sv(T("Id")), sv(T("Risk")), sv(T("S × K"))), tuple(rows), (1, 6, 1))


def _decisions(portfolio: Portfolio, u: Undertaking, slug: str) -> Table | None:
    names = Names(portfolio)
    rows: list[Row] = []
    for d in u.beslut:
        for pin in d.underlag:
            if pin.artefakt == slug:
                body = d.organets_namn or names.party(d.organ)
                who = f"{body}, {names.kommun(d.kommun)}" if d.kommun else body
                said = capital(sv(word(d.utfall or d.motesutfall)))
                rows.append((day(d.datum), who, said, pin.version, d.paragraf or NONE, pin.sha256[:_SHORT_SUM]))
    if not rows:
        return None
    heads = (T("Dag"), T("Organ"), T("Beslut"), T("Version"), T("Paragraf"), T("Kontrollsumma"))
    return fitted(Table(sv(T("Beslut om dokumentet")), tuple(sv(h) for h in heads), tuple(rows)))


def _standing(u: Undertaking, slug: str, document: Artefakt) -> str:
    total = content_hash(document)
    pins = [p for d in u.beslut for p in d.underlag if p.artefakt == slug and p.version == document.version]
    if any(p.sha256 == total for p in pins):
        return sv(T("Innehållet är det som beslutades (kontrollsumma {summa}).", summa=total[:_SHORT_SUM]))
    if pins:
        return sv(T("Innehållet är inte längre det som beslutades som version {version}.", version=document.version))
    return sv(T("Version {version} är inte beslutad.", version=document.version))


def _heading(owner: Model, name: str) -> str:
    return type(owner).model_fields[name].title or name


def _text(portfolio: Portfolio, owner: Model, name: str, value: object) -> str:
    if isinstance(value, tuple):
        parts = [_text(portfolio, owner, name, v) for v in value]
        return (" " if all(part.endswith(".") for part in parts) else ", ").join(parts)
    found = shown(value, type(owner), name, portfolio)
    said = found if isinstance(found, str) else sv(found)
    if not isinstance(value, str):
        # A number and its unit stand on the same line.
        return capital(said).replace(" ", NBSP) if _is_figure(value) else capital(said)
    match kind_of(type(owner), name):
        case "text":
            return _with_name(portfolio, value)
        case "nyckel" if said == value:
            return (
                portfolio.externa_initiativ[value].namn
                if value in portfolio.externa_initiativ
                else (Names(portfolio).party(value))
            )
        case "summa":
            return said
    return capital(said)


def _with_name(portfolio: Portfolio, text: str) -> str:
    """Give text with the name of the undertaking whose id it begins with, when it does."""
    id_, blank, rest = text.partition(" ")
    entry = portfolio.undertaking(id_)
    return f"{entry.modell.namn}{blank}{rest}" if entry else text


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, tuple | dict | str) and not value)


def _is_short(value: object) -> bool:
    """A value of a few letters: a day, a number, a yes, a word."""
    if _is_empty(value) or isinstance(value, tuple | dict | Model):
        return False
    return not isinstance(value, str) or ("\n" not in value and len(value) <= _SHORT_TEXT and not value.endswith("."))


def _is_number(value: object) -> bool:
    return value is None or _is_figure(value)


def _is_figure(value: object) -> bool:
    return isinstance(value, Decimal | int) and not isinstance(value, bool)
