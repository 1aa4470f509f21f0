"""Sentences about documents and what they report: versions, status, lights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts import ARTEFACTS, titel
from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.artefacts.rapporter import Statusrad, Statusrapport
from fyrportfolj.model.artefacts.remiss import Remissyttrande
from fyrportfolj.model.artefacts.rows import Part
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.process import STATUS_WORDS
from fyrportfolj.rules.changes.general import path
from fyrportfolj.rules.changes.show import joined, name
from fyrportfolj.rules.changes.values import At, Said, Words
from fyrportfolj.rules.changes.words import word

_COMMA = T("{forsta}, {andra}")
_SLUGS: Mapping[type[Artefakt], str] = {modell: slug for slug, modell in ARTEFACTS.items()}


def document_label(a: Artefakt, portfolio: Portfolio) -> Words:
    """Name a document by what it is, and by its day or sender where an undertaking has several of them."""
    what = titel(_SLUGS.get(type(a), type(a).__name__))
    match a:
        case Statusrapport():
            day = a.rapportdatum or a.period_till or a.period_fran
            return T("Statusrapport {dag}", dag=str(day)) if day else T("Statusrapport {version}", version=a.version)
        case Remissyttrande() if a.instans:
            return T("{vad} från {instans}", vad=what, instans=name(a.instans, portfolio))
        case _:
            return what


def tell_document_row(a: Artefakt, at: At, fresh: bool) -> Said:
    """Tell that a document was begun, or is gone."""
    side = at.sides.efter if fresh else at.sides.fore
    what = T(
        "{dokument}, version {version}, {status}",
        dokument=document_label(a, side),
        version=a.version,
        status=STATUS_WORDS[a.status],
    )
    if not fresh:
        return Said(T("{vad}, har tagits bort", vad=what))
    if isinstance(a, Statusrapport) and a.rader:
        return Said(_report(a, at), handelse="nytt_lage", slag="lage")
    return Said(T("Nytt dokument: {vad}", vad=what))


def tell_document(before: Artefakt, after: Artefakt, at: At) -> Iterator[Said]:
    """Tell a document's new version and status, with the decision that pinned it."""
    document = path(at)
    if before.version != after.version:
        yield Said(
            T("{dokument}: version {fore} → {efter}", dokument=document, fore=before.version, efter=after.version),
            frozenset({"version"}),
        )
    if before.status != after.status:
        text = T(
            "{dokument} är nu {efter}, förut {fore}",
            dokument=document,
            efter=STATUS_WORDS[after.status],
            fore=STATUS_WORDS[before.status],
        )
        decision = _decided_by(after, at)
        if decision:
            text = T("{mening}, genom beslutet {beslut}", mening=text, beslut=decision)
        yield Said(text, frozenset({"status"}))


def tell_light(before: Statusrad, after: Statusrad, at: At) -> Iterator[Said]:
    """Tell that a light has another colour in the same report."""
    if before.status != after.status:
        text = T("{rad}: {fore} → {efter}", rad=path(at), fore=word(before.status), efter=word(after.status))
        yield Said(text, frozenset({"status"}), "nytt_lage", slag="lage")


def tell_party(before: Part, after: Part, at: At) -> Iterator[Said]:
    """Tell that a party signed or declined."""
    if before.svar == after.svar:
        return
    day = T(" {dag}", dag=str(after.datum)) if after.datum and after.datum != before.datum else ""
    who = after.namn or name(after.part, at.sides.efter)
    sentence = {
        "undertecknat": T("{dokument}: {part} undertecknade{dag}"),
        "avbojt": T("{dokument}: {part} avböjde{dag}"),
        "vantar": T("{dokument}: {part} har inte svarat{dag}"),
    }[after.svar]
    text = Text(sentence.msgid, {"dokument": at.rubriker[0] if at.rubriker else "", "part": who, "dag": day})
    yield Said(text, frozenset({"svar", "datum"} if day else {"svar"}))


def _decided_by(after: Artefakt, at: At) -> str | None:
    """Give the id of the new decision that pinned this document, or None."""
    known = {d.id for d in at.fore.beslut} if at.fore else set()
    slug = _SLUGS.get(type(after))
    for d in at.efter.beslut if at.efter else ():
        if d.id not in known and any((u.artefakt, u.version) == (slug, after.version) for u in d.underlag):
            return d.id
    return None


def _report(a: Statusrapport, at: At) -> Text:
    earlier = at.fore.artefakter.statusrapport if at.fore else ()
    lights = {row.omrade: row.status for row in earlier[-1].rader} if earlier else {}
    rows: list[Words] = []
    for row in a.rader:
        old = lights.get(row.omrade)
        if old and old != row.status:
            rows.append(T("{omrade} {fore} → {efter}", omrade=word(row.omrade), fore=word(old), efter=word(row.status)))
        else:
            rows.append(T("{omrade} {efter}", omrade=word(row.omrade), efter=word(row.status)))
    day = a.rapportdatum or a.period_till or a.period_fran
    return T("Ny statusrapport {dag}: {rader}", dag=str(day or a.version), rader=joined(rows, _COMMA))
