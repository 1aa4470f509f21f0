"""`fyr artefact`: begin, show and approve a document of an undertaking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fyrportfolj.commands.editing import Edited, How, replace_text
from fyrportfolj.commands.json_schema import made_from
from fyrportfolj.commands.portrait import Portrait, portrait
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.diagnostics import Loc
from fyrportfolj.errors import ConflictError, DataError, UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import ARTEFACTS, Artefakter, artefact_rows, titel
from fyrportfolj.model.artefacts.base import Artefakt, content_hash
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.model.process import ArtefaktKrav, ArtefaktStatus
from fyrportfolj.rules.gating import Criterion, criteria_of_phase
from fyrportfolj.rules.subject import Subject
from fyrportfolj.store.edit import Append, Edit, Set, apply
from fyrportfolj.store.yamltext import Positions

APPROVED: ArtefaktStatus = "godkand"
_DRAFT: ArtefaktStatus = "utkast"


@dataclass(frozen=True)
class DocumentCard:
    """A document with what the process asks of it.

    Attributes:
        insats: the undertaking.
        slug: the document's key.
        namn: its name.
        nummer: its place in the list (from 1) for a kind that has many, else None.
        av: how many there are of that kind, else None.
        dokument: the document.
        sha256: the content sum that a decision would pin.
        kriterier: what the phase that asks for it wants of it.
    """

    insats: Portrait
    slug: str
    namn: str
    nummer: int | None
    av: int | None
    dokument: Artefakt
    sha256: str
    kriterier: tuple[Criterion, ...]


def new(ws: Workspace, id_: str, slug: str, how: How) -> Result[Edited]:
    """Begin a document: a draft with the fields that the process asks for, each under its description.

    Args:
        ws: the opened portfolio.
        id_: the undertaking.
        slug: the document's key.
        how: show, write or commit.

    Raises:
        UsageError: no such undertaking or document.
        ConflictError: the document has been begun already.
    """
    entry = ws.find(id_)
    _known(slug)
    many = is_list(slug)
    if not many and getattr(entry.modell.artefakter, slug) is not None:
        raise ConflictError(
            T("{id} har redan dokumentet {namn}", id=entry.modell.id, namn=slug),
            T("ändra det med fyr edit {id}", id=entry.modell.id),
        )
    fields = needed_fields(ws, entry, slug)
    schema = made_from(ARTEFACTS[slug], slug)
    value = {"status": _DRAFT, "version": "0.1", **{f: _empty(schema, f) for f in fields}}
    edit: Edit = Append(("artefakter", slug), value) if many else Set(("artefakter", slug), value)
    place: Loc = ("artefakter", slug, len(getattr(entry.modell.artefakter, slug))) if many else ("artefakter", slug)

    def change(old: str) -> str:
        text = apply(old, [edit], modell=type(entry.modell))
        return _with_comments(text, place, {f: _description(schema, f) for f in fields})

    message = T("Påbörja {namn} för {id}", namn=titel(slug), id=entry.modell.id)
    return replace_text(ws, entry.fil, change, how, message)


def show(ws: Workspace, id_: str, slug: str, number: int | None = None) -> Result[DocumentCard]:
    """Show a document; the latest of a kind that has many, unless a number is given.

    Args:
        ws: the opened portfolio.
        id_: the undertaking.
        slug: the document's key.
        number: its place from 1, for a kind that has many.

    Raises:
        UsageError: no such undertaking or document.
    """
    entry = ws.find(id_)
    index, document = _document(entry, slug, number)
    count = len(getattr(entry.modell.artefakter, slug)) if index is not None else None
    return Result(
        DocumentCard(
            insats=portrait(ws.portfolio, entry),
            slug=slug,
            namn=titel(slug),
            nummer=None if index is None else index + 1,
            av=count,
            dokument=document,
            sha256=content_hash(document),
            kriterier=tuple(_criteria(ws, entry, slug)),
        )
    )


def approve(ws: Workspace, id_: str, slug: str, how: How, number: int | None = None) -> Result[Edited]:
    """Approve a document: its status becomes `godkand`, so that a gate can decide on it.

    Args:
        ws: the opened portfolio.
        id_: the undertaking.
        slug: the document's key.
        how: show, write or commit.
        number: its place from 1, for a kind that has many; None means the latest.

    Raises:
        UsageError: no such undertaking or document.
        DataError: a gate has already decided the document, or a later version holds.
    """
    entry = ws.find(id_)
    index, document = _document(entry, slug, number)
    if document.status in ("faststalld", "ersatt"):
        raise DataError(
            T("{namn} har status {status} och kan inte godkännas igen", namn=titel(slug), status=document.status),
            T("ge den omarbetade en ny version och status {utkast} först", utkast=_DRAFT),
        )
    loc: Loc = ("artefakter", slug, "status") if index is None else ("artefakter", slug, index, "status")
    message = T("Godkänn {namn} för {id}", namn=titel(slug), id=entry.modell.id)
    modell = type(entry.modell)
    return replace_text(ws, entry.fil, lambda old: apply(old, [Set(loc, APPROVED)], modell=modell), how, message)


def is_list(slug: str) -> bool:
    """Say whether an undertaking may have many documents of the kind."""
    default: object = Artefakter.model_fields[slug].get_default()
    return default == ()


def needed_fields(ws: Workspace, entry: Entry[Undertaking], slug: str) -> tuple[str, ...]:
    """Give the fields that the process asks of a document, in the order of the class.

    Args:
        ws: the opened portfolio.
        entry: the undertaking, for the process it follows.
        slug: the document's key.
    """
    process = ws.portfolio.process_of(entry.modell)
    krav = [k for f in process.modell.faser for k in f.artefakter if k.slug == slug] if process else []
    asked = {f for k in krav for f in _fields_of(k)}
    own = ARTEFACTS[slug].model_fields
    return tuple(f for f in own if f in asked) or tuple(f for f in own if f not in Artefakt.model_fields)


def _fields_of(krav: ArtefaktKrav) -> Iterator[str]:
    yield from krav.falt
    for etapp in krav.etapper:
        yield from etapp.falt


def _known(slug: str) -> None:
    if slug not in ARTEFACTS:
        raise UsageError(
            T("ingen artefakt heter {namn}", namn=slug),
            did_you_mean(slug, ARTEFACTS) or T("kör fyr schema initiativ för att se alla"),
        )


def _document(entry: Entry[Undertaking], slug: str, number: int | None) -> tuple[int | None, Artefakt]:
    _known(slug)
    rows = [(i, a) for s, i, a in artefact_rows(entry.modell.artefakter) if s == slug]
    if not rows:
        existing = tuple(dict.fromkeys(s for s, _, _ in artefact_rows(entry.modell.artefakter)))
        raise UsageError(
            T("{id} har inget dokument {namn}", id=entry.modell.id, namn=slug),
            T("dokumenten är {namn}", namn=existing)
            if existing
            else T("påbörja det med fyr artefact new {id} {namn}", id=entry.modell.id, namn=slug),
        )
    if number is None:
        return rows[-1]
    if not 1 <= number <= len(rows):
        raise UsageError(T("{namn} nummer {nummer} finns inte: det finns {av}", namn=slug, nummer=number, av=len(rows)))
    return rows[number - 1]


def _criteria(ws: Workspace, entry: Entry[Undertaking], slug: str) -> Iterator[Criterion]:
    process = ws.portfolio.process_of(entry.modell)
    if process is None:
        return
    subject = Subject(ws.portfolio, entry, process.modell, ws.today)
    for fas in process.modell.faser:
        if any(k.slug == slug for k in fas.artefakter):
            yield from (c for c in criteria_of_phase(subject, fas) if c.grupp == slug)


def _empty(schema: dict[str, Any], field: str) -> Any:
    """Give the value of a field that nobody has filled in: its default, an empty list or mapping, or null."""
    prop = schema["properties"][field]
    kinds = {p.get("type", "object") for p in prop.get("anyOf", [prop])}
    plain = {"array": [], "object": {}, "boolean": False}
    return prop.get("default", None if "null" in kinds else plain.get(kinds.pop()))


def _description(schema: dict[str, Any], field: str) -> str:
    prop = schema["properties"][field]
    return f"{prop['title']}: {prop['description']}"


def _with_comments(text: str, place: Loc, words: dict[str, str]) -> str:
    """Put each field's description as a comment above it; from below, so that the lines keep their numbers."""
    lines = text.split("\n")
    positions = Positions(text)
    for field, about in reversed(words.items()):
        at = positions.locate((*place, field), at_key=True)
        lines.insert(at.rad - 1, " " * (at.kolumn - 1) + f"# {about}")
    return "\n".join(lines)
