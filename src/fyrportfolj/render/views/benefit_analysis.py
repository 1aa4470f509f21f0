"""The analysis of an undertaking's benefits: worth, sensitivity, who pays and gains, and what became of it.

Källa: Ineras nyttokalkyl; DIGG:s vägledning i nyttorealisering.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import titel
from fyrportfolj.model.artefacts.nytta import Nyttokalkyl
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.views import benefit_tables as tables
from fyrportfolj.render.views.benefit_pictures import Curve, Tornado, curves_of, tornado_of
from fyrportfolj.render.views.common import Basis, Fact, Head, Names, head_of, kind
from fyrportfolj.render.views.economy import DAGGER, Figure
from fyrportfolj.render.views.swedish import listed, sv
from fyrportfolj.render.views.tables import Table
from fyrportfolj.rules.benefits.baselines import Frozen
from fyrportfolj.rules.benefits.calculation import Calculation, calculation, scales_of
from fyrportfolj.rules.benefits.due import reminders
from fyrportfolj.rules.benefits.flows import case_of, missing
from fyrportfolj.rules.benefits.forecasts import BenefitLine, benefit_lines
from fyrportfolj.rules.benefits.ledger import booked
from fyrportfolj.rules.benefits.split import party_names, shares


@dataclass(frozen=True, slots=True)
class BenefitAnalysisView:
    """What the template of the analysis sees.

    Attributes:
        huvud: the head.
        tal: key figures; empty without a calculation.
        vilar_pa: what the calculation rests on, in sentences; or why there is none.
        matt: every measure, or None.
        rader: priced rows, or None.
        rader_noter: what marks mean.
        oprissatt: what is not priced, or None.
        per_ar: year by year, or None.
        tornado: the sensitivity as a chart, or None.
        kanslighet: the same as a table, or None.
        parter: who pays and gains, or None.
        parter_not: the key, and what is not counted.
        jamforelse: forecast, calculation, plan and outcome, or None without benefits.
        jamforelse_not: what is compared.
        frysta: which versions are compared with, or None.
        kurvor: expected against actual, by kind of benefit.
        huvudbok: the ledger, or None.
        att_mata: what is to be measured, or None.
    """

    huvud: Head
    tal: tuple[Figure, ...]
    vilar_pa: tuple[str, ...]
    matt: Table | None
    rader: Table | None
    rader_noter: tuple[str, ...]
    oprissatt: Table | None
    per_ar: Table | None
    tornado: Tornado | None
    kanslighet: Table | None
    parter: Table | None
    parter_not: str
    jamforelse: Table | None
    jamforelse_not: str
    frysta: Table | None
    kurvor: tuple[Curve, ...]
    huvudbok: Table | None
    att_mata: Table | None


def benefit_analysis_view(basis: Basis, entry: Entry[Undertaking]) -> BenefitAnalysisView:
    """Give the analysis of an undertaking's benefits.

    Args:
        basis: the portfolio, the day, the commit, and the documents as gates froze them.
        entry: the undertaking.
    """
    u, names = entry.modell, Names(basis.portfolio)
    kalkyl = u.artefakter.nyttokalkyl
    lacks = missing(kalkyl) if kalkyl else ()
    found = calculation(basis.portfolio, u, kalkyl) if kalkyl and not lacks else None
    frozen = basis.frysta or Frozen((), {})
    lines = benefit_lines(basis.portfolio, u, frozen.dokument)
    due = reminders(basis.portfolio, u)
    return BenefitAnalysisView(
        huvud=_head(basis, entry, found, lines),
        tal=tables.figures(found) if found else (),
        vilar_pa=_rests_on(found, lacks, basis, u),
        matt=tables.measures_table(found.resultat, found) if found else None,
        rader=tables.rows_table(found) if found else None,
        rader_noter=_row_notes(found),
        oprissatt=tables.unpriced_table(found) if found else None,
        per_ar=tables.years_table(found) if found else None,
        tornado=tornado_of(found) if found else None,
        kanslighet=tables.tornado_table(found) if found else None,
        parter=_parties(basis, u, kalkyl, found),
        parter_not=_parties_note(found),
        jamforelse=tables.comparison_table(lines) if lines else None,
        jamforelse_not=tables.compared_with(frozen, lines),
        frysta=tables.baseline_table(frozen.baslinjer, basis.portfolio, u),
        kurvor=curves_of(lines),
        huvudbok=tables.ledger_table(booked(u), names, basis.idag),
        att_mata=tables.due_table(due, names, basis.idag),
    )


def _head(basis: Basis, entry: Entry[Undertaking], c: Calculation | None, lines: tuple[BenefitLine, ...]) -> Head:
    facts = [Fact(sv(T("Nyttor")), str(len(lines)))]
    if c is not None:
        span = sv(T("{fran}–{till}", fran=str(c.startar), till=str(c.startar + c.horisont - 1)))
        rate = sv(T("{ranta}\u00a0%, {typ}", ranta=c.ranta, typ=c.rantetyp))
        facts += [
            Fact(sv(T("Kalkylperiod")), span),
            Fact(sv(T("Prisnivå")), str(c.prisniva)),
            Fact(sv(T("Kalkylränta")), rate),
        ]
    head = head_of(basis, T("Nyttoanalys"), facts, entry)
    return replace(head, overrad=f"{head.slag} · {kind(basis.portfolio, entry.modell)}")


def _rests_on(c: Calculation | None, lacks: tuple[str, ...], basis: Basis, u: Undertaking) -> tuple[str, ...]:
    if c is not None:
        first = sv(
            T(
                "Alla belopp är i {ar} års priser, och {start} diskonteras inte.",
                ar=str(c.prisniva),
                start=str(c.startar),
            )
        )
        return (first, sv(T("Räntans källa: {kalla}.", kalla=c.ranta_kalla.rstrip("."))))
    if lacks:
        fields = listed(str(Nyttokalkyl.model_fields[name].title).lower() for name in lacks)
        return (sv(T("Kalkylen går inte att räkna: den säger inte {falt}.", falt=fields)),)
    near = [e.modell for e in basis.portfolio.children(u.id) if e.modell.artefakter.nyttokalkyl]
    if near:
        return (sv(T("Kalkylen görs i programmets projekt: {namn}.", namn=listed(p.namn for p in near))),)
    return (sv(T("Dokumentet {namn} är inte påbörjat.", namn=titel("nyttokalkyl"))),)


def _row_notes(c: Calculation | None) -> tuple[str, ...]:
    if c is None:
        return ()
    notes = []
    if c.omfordelning:
        worth = sum((r.nuvarde for r in c.omfordelning), Decimal(0))
        notes.append(
            sv(
                T(
                    "Omfördelning är frigjord tid, med nuvärdet {belopp}. Den är inte pengar och ingår inte i måtten.",
                    belopp=tables.whole(worth),
                )
            )
        )
    if any(not r.har_kalla for r in (*c.nyttor, *c.omfordelning, *c.kostnader)):
        notes.append(sv(T("{tecken} Beloppet saknar källa i portföljen.", tecken=DAGGER)))
    return tuple(notes)


def _parties(basis: Basis, u: Undertaking, kalkyl: Nyttokalkyl | None, c: Calculation | None) -> Table | None:
    if c is None or c.nyckel is None or kalkyl is None:
        return None
    split = shares(case_of(kalkyl), scales_of(basis.portfolio, u, kalkyl), c.nyckel)
    title = sv(T("Vem som betalar och vem som får nyttan"))
    return tables.parties_table(split, party_names(basis.portfolio, u), title)


def _parties_note(c: Calculation | None) -> str:
    if c is None:
        return ""
    if c.nyckel is None:
        return sv(T("Insatsen säger inte hur kostnaden delas, så ingen fördelning visas."))
    told = T("Nyckel: {nyckel}. Troliga belopp för hela perioden, inte diskonterade.", nyckel=tables.KEYS[c.nyckel])
    return sv(told)
