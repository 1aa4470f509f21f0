"""Decisions for those who keep the records: a log of all of them, and an extract of one.

Källa: kommunallagen 5 kap. 65–71 §§ om protokoll, 13 kap. om laglighetsprövning; förvaltningslagen 31 §.
"""

from __future__ import annotations

from dataclasses import dataclass

from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import titel
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.render.views.common import Basis, Fact, Head, Names, head_of
from fyrportfolj.render.views.gate import outcome_name
from fyrportfolj.render.views.grids import Grid, GridColumn
from fyrportfolj.render.views.swedish import NONE, capital, day, day_in_words, listed, one_line, paragraphs, sv
from fyrportfolj.render.views.tables import Cell, Row, Table, fitted
from fyrportfolj.rules.changes.words import word
from fyrportfolj.rules.corrected import RATTELSE, applied
from fyrportfolj.rules.legal import LegalForce, legal_force

_SHORT_SUM = 16


@dataclass(frozen=True, slots=True)
class DecisionLogView:
    """What the template of the decision log sees.

    Attributes:
        huvud: the head.
        beslut: one row per decision, latest first; None when there are none.
        underlag: one row per document that was decided on, or None.
        ark: the decisions for a workbook, with a column for each thing that is registered.
        villkor: one row per condition, or None.
        rattelser: one row per correction, or None.
    """

    huvud: Head
    beslut: Table | None
    ark: Grid
    underlag: Table | None
    villkor: Table | None
    rattelser: Table | None


@dataclass(frozen=True, slots=True)
class MinutesView:
    """What the template of an extract from the minutes sees.

    Attributes:
        huvud: the head.
        arende: what the matter is.
        forslag: the proposal, as paragraphs.
        beslut: what was decided, as paragraphs.
        motivering: the reasons, as paragraphs.
        underlag: documents that were decided on, or None.
        villkor: conditions, or None.
        reservation: those who reserved themselves.
        jav: those who declared a conflict of interest.
        overklagande: whether and until when it can be appealed, in a sentence.
        uppgifter: registration facts.
    """

    huvud: Head
    arende: str
    forslag: tuple[str, ...]
    beslut: tuple[str, ...]
    motivering: tuple[str, ...]
    underlag: Table | None
    villkor: Table | None
    reservation: tuple[str, ...]
    jav: tuple[str, ...]
    overklagande: str
    uppgifter: tuple[Fact, ...]


def decision_log_view(basis: Basis, entry: Entry[Undertaking] | None) -> DecisionLogView:
    """Give every decision of an undertaking, or of the whole portfolio.

    Args:
        basis: the portfolio, the day and the commit.
        entry: the undertaking; None means all of them.
    """
    p = basis.portfolio
    entries = [entry] if entry else list(p.undertakings())
    held = [
        (e.modell, d, raw) for e in entries for d, raw in zip(applied(e.modell.beslut), e.modell.beslut, strict=True)
    ]
    held.sort(key=lambda x: (x[1].datum, x[0].id), reverse=True)
    made = [(u, d) for u, d, raw in held if raw.typ != RATTELSE]
    return DecisionLogView(
        huvud=head_of(basis, T("Beslutslogg"), (Fact(sv(T("Antal beslut")), str(len(made))),), entry),
        beslut=_decisions(basis, made, whole=entry is None),
        ark=_grid(basis, made, whole=entry is None),
        underlag=_documents(made, whole=entry is None),
        villkor=_conditions(made, whole=entry is None),
        rattelser=_corrections(p, [(u, raw) for u, _, raw in held if raw.typ == RATTELSE]),
    )


def minutes_view(basis: Basis, entry: Entry[Undertaking]) -> MinutesView:
    """Give the latest decision of an undertaking as an extract from the minutes.

    Args:
        basis: the portfolio, the day and the commit.
        entry: the undertaking.

    Raises:
        UsageError: it has no decisions.
    """
    p, u = basis.portfolio, entry.modell
    made = [d for d, raw in zip(applied(u.beslut), u.beslut, strict=True) if raw.typ != RATTELSE]
    if not made:
        raise UsageError(T("{id} har inga beslut", id=u.id), T("registrera det första med fyr gate advance"))
    d = max(made, key=lambda x: x.datum)
    names = Names(p)
    head = head_of(basis, T("Protokollsutdrag"), entry=entry)
    law = legal_force(d, p.organ.get(d.organ), basis.idag)
    facts = (
        (T("Organ"), _body(names, d)),
        (T("Sammanträdesdag"), day_in_words(d.datum)),
        (T("Paragraf"), d.paragraf or NONE),
        (T("Diarienummer"), _numbers(names, d)),
        (T("Delegation"), d.delegation or NONE),
        (T("Justerat"), day(d.justerat)),
        (T("Anslaget"), day(d.anslaget)),
        (T("Laga kraft"), day(law.laga_kraft)),
        (T("Beslutets nyckel"), d.id),
    )
    return MinutesView(
        huvud=head,
        arende=f"{u.namn}: {_matter(p, u, d)}",
        forslag=paragraphs(d.forslag),
        beslut=paragraphs(d.beslut) or (_decided(d),),
        motivering=paragraphs(d.motivering),
        underlag=_documents([(u, d)], whole=False),
        villkor=_conditions([(u, d)], whole=False),
        reservation=d.reservation,
        jav=d.jav,
        overklagande=_appeal(law),
        uppgifter=tuple(Fact(sv(t), v) for t, v in facts),
    )


def _decisions(basis: Basis, made: list[tuple[Undertaking, Decision]], *, whole: bool) -> Table | None:
    p, names = basis.portfolio, Names(basis.portfolio)
    rows: list[Row] = []
    for u, d in made:
        law = legal_force(d, p.organ.get(d.organ), basis.idag)
        numbers = tuple(t for t in (d.paragraf, _numbers(names, d)) if t and t != NONE)
        row: list[str | Cell] = [day(d.datum)]
        row += [u.namn + (sv(T(" (exempel)")) if u.exempel else "")] if whole else []
        row += [
            _body(names, d),
            Cell(_matter(p, u, d), (_decided(d),)),
            Cell(numbers[0], numbers[1:]) if numbers else NONE,
            _standing(law),
        ]
        rows.append(tuple(row))
    if not rows:
        return None
    heads = [sv(T("Dag"))] + ([sv(T("Insats"))] if whole else [])
    heads += [sv(T("Organ")), sv(T("Beslut")), sv(T("Paragraf och diarienummer")), sv(T("Laga kraft"))]
    return fitted(Table(sv(T("Beslut")), tuple(heads), tuple(rows)))


def _grid(basis: Basis, made: list[tuple[Undertaking, Decision]], *, whole: bool) -> Grid:
    p, names = basis.portfolio, Names(basis.portfolio)
    columns = (
        GridColumn(sv(T("Dag")), 11, "dag"),
        *((GridColumn(sv(T("Insats")), 30),) if whole else ()),
        GridColumn(sv(T("Organ")), 30),
        GridColumn(sv(T("Ärende")), 36),
        GridColumn(sv(T("Beslut")), 16),
        GridColumn(sv(T("Paragraf")), 12),
        GridColumn(sv(T("Diarienummer")), 36),
        GridColumn(sv(T("Överklagande")), 22),
        GridColumn(sv(T("Laga kraft")), 11, "dag"),
    )
    rows = []
    for u, d in made:
        law = legal_force(d, p.organ.get(d.organ), basis.idag)
        name = (u.namn + (sv(T(" (exempel)")) if u.exempel else ""),) if whole else ()
        told = sv(T("Tiden har gått ut")) if law.lage == "laga_kraft" else _standing(law)
        filed = (d.paragraf or NONE, _numbers(names, d))
        matter = (_body(names, d), _matter(p, u, d), _decided(d))
        rows.append((d.datum, *name, *matter, *filed, told, law.laga_kraft))
    return Grid(sv(T("Beslut")), columns, tuple(rows))


def _documents(made: list[tuple[Undertaking, Decision]], *, whole: bool) -> Table | None:
    rows = tuple(
        (titel(pin.artefakt), pin.version, day(d.datum), *((u.namn,) if whole else ()), pin.sha256[:_SHORT_SUM])
        for u, d in made
        for pin in d.underlag
    )
    heads = (T("Dokument"), T("Version"), T("Beslutad"), *((T("Insats"),) if whole else ()), T("Kontrollsumma"))
    return fitted(Table(sv(T("Underlag")), tuple(sv(h) for h in heads), rows)) if rows else None


def _conditions(made: list[tuple[Undertaking, Decision]], *, whole: bool) -> Table | None:
    rows = tuple(
        (
            v.id,
            one_line(v.text),
            day(v.senast),
            day(v.uppfyllt) if v.uppfyllt else sv(T("Ej uppfyllt")),
            *((u.namn,) if whole else ()),
        )
        for u, d in made
        for v in d.villkor
    )
    heads = (T("Id"), T("Villkor"), T("Senast"), T("Uppfyllt"), *((T("Insats"),) if whole else ()))
    return fitted(Table(sv(T("Villkor")), tuple(sv(h) for h in heads), rows)) if rows else None


def _corrections(p: Portfolio, found: list[tuple[Undertaking, Decision]]) -> Table | None:
    names = Names(p)
    rows = tuple(
        (day(d.datum), d.ersatter or NONE, _body(names, d), one_line(d.motivering) or NONE, u.namn) for u, d in found
    )
    heads = (T("Dag"), T("Rättar"), T("Organ"), T("Varför"), T("Insats"))
    return Table(sv(T("Rättelser")), tuple(sv(h) for h in heads), rows, (2, 4, 3, 5, 3)) if rows else None


def _body(names: Names, d: Decision) -> str:
    body = d.organets_namn or names.party(d.organ)
    return f"{body}, {names.kommun(d.kommun)}" if d.kommun else body


def _matter(p: Portfolio, u: Undertaking, d: Decision) -> str:
    process = p.process_of(u)
    fas = process.modell.fas_for_grind(d.grind) if process and d.grind else None
    if fas is not None:
        return fas.grind.namn
    if d.risker:
        return sv(T("Behandling av {risker}", risker=listed(d.risker)))
    return capital(sv(word(d.typ)))


def _decided(d: Decision) -> str:
    if d.utfall:
        return outcome_name(d.utfall)
    return capital(sv(word(d.motesutfall)))


def _numbers(names: Names, d: Decision) -> str:
    return listed(f"{names.party(k)} {v}" for k, v in d.diarienummer.items()) or NONE


def _standing(law: LegalForce) -> str:
    match law.lage:
        case "ej_overklagbart":
            return sv(T("Kan inte överklagas"))
        case "vantar_pa_anslag":
            return sv(T("Väntar på anslag"))
        case "kan_overklagas":
            return sv(T("Kan överklagas till {dag}", dag=day(law.overklagas_till_och_med)))
        case _:
            return day(law.laga_kraft)


def _appeal(law: LegalForce) -> str:
    match law.lage:
        case "ej_overklagbart":
            return sv(T("Beslutet kan inte överklagas enligt 13 kap. kommunallagen."))
        case "vantar_pa_anslag":
            return sv(
                T("Tiden för överklagande börjar när justeringen av protokollet har tillkännagetts på anslagstavlan.")
            )
        case "kan_overklagas":
            last = day_in_words(law.overklagas_till_och_med)
            return sv(
                T(
                    "Beslutet kan överklagas till förvaltningsrätten till och med {dag} (13 kap. kommunallagen).",
                    dag=last,
                )
            )
        case _:
            return sv(T("Beslutet vann laga kraft {dag}.", dag=day_in_words(law.laga_kraft)))
