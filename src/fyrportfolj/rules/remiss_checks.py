"""Checks of consultations: last day, answers, the report's rows and every point."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fyrportfolj.diagnostics import Diagnostic, Loc, Reference, finding
from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts.remiss import Remissforfragan, Remissyttrande
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.rules.changes.words import word
from fyrportfolj.rules.remiss.answers import current, is_decided
from fyrportfolj.rules.remiss.deadline import is_late, last_day
from fyrportfolj.rules.remiss.points import needs_reasons
from fyrportfolj.rules.timing.workdays import is_working_day, on_or_after

_REQUEST: Loc = ("artefakter", "remissforfragan")
_ANSWERS: Loc = ("artefakter", "remissyttrande")
_REPORT: Loc = ("artefakter", "yttranderapport")


def check_last_day(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find last days on which nobody is at work.

    Källa: lagen (1989:253) om allmänna helgdagar.
    """
    del today
    for entry in portfolio.undertakings():
        r = entry.modell.artefakter.remissforfragan
        last = last_day(r) if r else None
        if r and last and not is_working_day(last):
            name = "forlangd_till" if r.forlangd_till else "sista_svarsdag"
            yield finding("FYR501", entry.fil, (*_REQUEST, name), dag=last, nasta=on_or_after(last))


def check_answers(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find answers from nobody asked, to questions nobody put, wrongly marked as late, or without a decision."""
    del today
    for entry in portfolio.undertakings():
        r = entry.modell.artefakter.remissforfragan
        for i, answer in enumerate(entry.modell.artefakter.remissyttrande):
            if r is not None:
                yield from _answer(entry, r, answer, (*_ANSWERS, i))
            yield from _replacing(entry, i, answer)
            if answer.instans and not answer.tjanstemannasvar and not is_decided(answer):
                yield finding("FYR506", entry.fil, (*_ANSWERS, i), instans=answer.instans)


def _answer(entry: Entry[Undertaking], r: Remissforfragan, answer: Remissyttrande, loc: Loc) -> Iterator[Diagnostic]:
    if answer.instans and r.remissinstanser and answer.instans not in r.remissinstanser:
        at = Reference(entry.fil, (*_REQUEST, "remissinstanser"))
        yield finding("FYR502", entry.fil, (*loc, "instans"), rule=at, instans=answer.instans)
    for k, said in enumerate(answer.svar):
        yield from _question(entry, r, said.fraga, (*loc, "svar", k, "fraga"))
    last = last_day(r)
    if last and answer.inkom and is_late(r, answer.inkom) != answer.sent_inkommet:
        at = Reference(entry.fil, (*_REQUEST, "forlangd_till" if r.forlangd_till else "sista_svarsdag"))
        sagt = answer.sent_inkommet
        yield finding("FYR504", entry.fil, (*loc, "inkom"), rule=at, inkom=answer.inkom, sista=last, sagt=sagt)


def _question(entry: Entry[Undertaking], r: Remissforfragan, asked: str | None, loc: Loc) -> Iterator[Diagnostic]:
    known = tuple(q.id for q in r.fragor)
    if asked and known and asked not in known:
        at = Reference(entry.fil, (*_REQUEST, "fragor"))
        yield finding("FYR503", entry.fil, loc, rule=at, fraga=asked, mojliga=known)


def _replacing(entry: Entry[Undertaking], i: int, answer: Remissyttrande) -> Iterator[Diagnostic]:
    if answer.ersatter is None:
        return
    earlier = entry.modell.artefakter.remissyttrande[:i]
    old = next((a for a in earlier if a.id == answer.ersatter), None)
    why: Text | None = None
    if old is None:
        why = T("inte är ett tidigare yttrande")
    elif old.instans != answer.instans:
        why = T("kom från en annan instans")
    elif any(a.ersatter == answer.ersatter for a in earlier):
        why = T("redan är ersatt")
    if why is not None:
        loc = (*_ANSWERS, i, "ersatter")
        yield finding("FYR505", entry.fil, loc, ersatter=answer.ersatter, skal=why)


def check_report(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find rows of a report that do not say what the answers say, and points that lead nowhere or lack reasons."""
    del today
    for entry in portfolio.undertakings():
        yield from _rows(entry)
        yield from _points(entry)


def _rows(entry: Entry[Undertaking]) -> Iterator[Diagnostic]:
    held = entry.modell.artefakter
    if held.yttranderapport is None:
        return
    answers = current(held.remissyttrande)
    for i, row in enumerate(held.yttranderapport.per_kommun):
        answer = answers.get(row.kommun)
        counted = answer if answer and is_decided(answer) else None
        said = counted.stallningstagande if counted else "ej_svar"
        if said != row.stallningstagande:
            yield finding(
                "FYR507",
                entry.fil,
                (*_REPORT, "per_kommun", i, "stallningstagande"),
                kommun=row.kommun,
                rapport=_named(row.stallningstagande),
                yttrande=_named(said),
            )


def _named(stance: str | None) -> Text:
    return word(stance) if stance else T("inget ställningstagande")


def _points(entry: Entry[Undertaking]) -> Iterator[Diagnostic]:
    held = entry.modell.artefakter
    senders = {a.id: a.instans for a in held.remissyttrande if a.id}
    for i, p in enumerate(held.yttranderapport.synpunkter if held.yttranderapport else ()):
        loc = (*_REPORT, "synpunkter", i)
        if held.remissforfragan:
            yield from _question(entry, held.remissforfragan, p.fraga, (*loc, "fraga"))
        if p.yttrande and senders.get(p.yttrande) != p.instans:
            known, place = tuple(senders) or ("–",), (*loc, "yttrande")
            yield finding("FYR508", entry.fil, place, yttrande=p.yttrande, instans=p.instans, mojliga=known)
        if needs_reasons(p):
            yield finding("FYR509", entry.fil, (*loc, "bedomning"), id=p.id, instans=p.instans)
