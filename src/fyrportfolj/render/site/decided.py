"""Decisions: the log of all, the time line of one undertaking, and what waits to be decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fyrportfolj.i18n import sort_key
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import artefact_rows, titel
from fyrportfolj.model.decisions import Decision, Underlag
from fyrportfolj.render.site import places
from fyrportfolj.render.site.gathered import Awaited, Face, Gathered
from fyrportfolj.render.site.page import Event, Link, PageView, Part
from fyrportfolj.render.views.swedish import NONE, capital, day, listed, one_line, sv
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.rules.changes.words import word


def body_of(g: Gathered, d: Decision) -> str:
    """Give who decided, with the kommun when the body is one of a kommun."""
    body = d.organets_namn or g.names.party(d.organ)
    return f"{body}, {g.names.kommun(d.kommun)}" if d.kommun else body


def matter(face: Face, d: Decision) -> str:
    """Give what a decision is about: its gate, its risks, or its kind."""
    process = face.verdict.process if face.verdict else None
    if d.grind:
        fas = process.fas_for_grind(d.grind) if process else None
        return fas.grind.namn if fas else d.grind
    if d.risker:
        return sv(T("Risk {risker}", risker=listed(d.risker)))
    return capital(sv(word(d.typ)))


def outcome(d: Decision) -> str:
    """Give what became of the matter."""
    return capital(sv(word(d.utfall or d.motesutfall)))


def decision_rows(g: Gathered, rows: Iterable[tuple[Face, Decision]], title: str) -> Table:
    """Give a table of decisions, one row each.

    Args:
        g: the portfolio.
        rows: undertakings with a decision each.
        title: what the table holds.
    """
    found: list[Row] = []
    for face, d in rows:
        reference = [t for t in (d.paragraf, *(f"{g.names.party(k)} {v}" for k, v in d.diarienummer.items())) if t]
        found.append(
            (
                day(d.datum),
                face.link(matter(face, d)),
                body_of(g, d),
                Cell(outcome(d), _conditions(d), "fet"),
                Cell(reference[0], tuple(reference[1:])) if reference else NONE,
            )
        )
    heads = (T("Dag"), T("Insats och ärende"), T("Organ"), T("Beslut"), T("Paragraf och diarienummer"))
    return Table(title, tuple(sv(h) for h in heads), tuple(found))


def log_page(g: Gathered) -> PageView:
    """Give the decision log of the portfolio."""
    rows = g.decisions
    years: dict[int, list[tuple[Face, Decision]]] = {}
    for face, d in rows:
        years.setdefault(d.datum.year, []).append((face, d))
    parts = tuple(
        Part(str(year), tabeller=(decision_rows(g, found, sv(T("Beslut {ar}", ar=str(year)))),))
        for year, found in years.items()
    )
    none = (Part(sv(T("Inga beslut")), stycken=(sv(T("Portföljen har inga registrerade beslut.")),)),)
    intro = sv(T("{antal} registrerade beslut, det senaste först.", antal=len(rows)))
    return g.page(sv(T("Beslutslogg")), intro, parts or none)


def timeline(g: Gathered, face: Face) -> tuple[Event, ...]:
    """Give an undertaking's decisions as events, oldest first; the same one of many municipalities is one event."""
    groups: dict[Event, list[str]] = {}
    for d in sorted(face.u.beslut, key=lambda d: d.datum):
        groups.setdefault(_event(g, face, d), []).append(g.names.kommun(d.kommun) if d.kommun else "")
    return tuple(replace(e, vem=_who(e.vem, sorted(filter(None, names), key=sort_key))) for e, names in groups.items())


def _who(body: str, kommuner: list[str]) -> str:
    return sv(T("{organ} i {kommuner}", organ=body, kommuner=listed(kommuner))) if kommuner else body


def awaited_table(g: Gathered, rows: Iterable[Awaited], *, whose: bool = True) -> Table:
    """Give a table of decisions that are waited for.

    Args:
        g: the portfolio.
        rows: the decisions.
        whose: True to say which municipalities; False on the page of one of them.
    """
    found: list[Row] = []
    for a in rows:
        bodies = listed((g.names.party(o) for o in a.organ), T("eller"))
        kommuner = listed(g.names.kommun(k) for k in a.kommuner) if whose else ""
        found.append((a.insats.link(), Cell(a.krav, (a.grind,)), Cell(bodies, (kommuner,) if kommuner else ())))
    heads = (T("Insats"), T("Beslut och grind"), T("Väntar på"))
    return Table(sv(T("Beslut som väntas")), tuple(sv(h) for h in heads), tuple(found))


def _event(g: Gathered, face: Face, d: Decision) -> Event:
    lines = [one_line(d.beslut) or one_line(d.forslag)]
    if d.motivering:
        lines.append(sv(T("Skäl: {skal}", skal=one_line(d.motivering))))
    lines += [_condition(v.id, v.text, day(v.senast), day(v.uppfyllt) if v.uppfyllt else "") for v in d.villkor]
    if d.reservation:
        lines.append(sv(T("Reservation: {vem}.", vem=listed(d.reservation))))
    if d.paragraf:
        lines.append(d.paragraf)
    return Event(
        day(d.datum),
        d.datum.isoformat(),
        f"{outcome(d)}: {matter(face, d)}",
        d.organets_namn or g.names.party(d.organ),
        tuple(line for line in lines if line),
        tuple(_pinned(face, p) for p in d.underlag),
    )


def _condition(id_: str, text: str, last: str, met: str) -> str:
    when = sv(T("uppfyllt {dag}", dag=met)) if met else sv(T("senast {dag}", dag=last))
    return sv(T("Villkor {id}: {text} ({nar})", id=id_, text=one_line(text), nar=when))


def _conditions(d: Decision) -> tuple[str, ...]:
    count = len(d.villkor)
    return (sv(T("1 villkor")) if count == 1 else sv(T("{antal} villkor", antal=count)),) if count else ()


def _pinned(face: Face, pin: Underlag) -> Link:
    """Lead to the document as it is now; without one, the pinned version is only named."""
    text = sv(T("{dokument} version {version}", dokument=titel(pin.artefakt), version=pin.version))
    held = [(i, d) for slug, i, d in artefact_rows(face.u.artefakter) if slug == pin.artefakt]
    if not held:
        return Link(text)
    index, document = next(((i, d) for i, d in held if d.version == pin.version), held[-1])
    if document.version != pin.version:
        text = sv(T("{dokument}, numera version {version}", dokument=text, version=document.version))
    return places.document_link(face.u.id, pin.artefakt, index, text)
