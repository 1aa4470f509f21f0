"""The economy of an undertaking: what was decided, used and forecast, and who pays."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fyrportfolj.i18n import number
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts.rapporter import Statusrapport
from fyrportfolj.model.initiative import Finansiering, Undertaking
from fyrportfolj.render.views.common import Names
from fyrportfolj.render.views.swedish import EN_DASH, NBSP, listed, money, percent, share, signed_money, sv

DAGGER = "†"
"""Marks an amount without a source. Källa: portföljens egen regel, så att ett belopp utan källa syns."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: heading, value and a note under it."""

    rubrik: str
    varde: str
    tillagg: str


@dataclass(frozen=True, slots=True)
class Economy:
    """The economy as a report shows it.

    Attributes:
        finns: False when the file says nothing about money.
        nyckeltal: key figures, in order.
        upparbetat_procent: used part of the budget in whole per cent, or None.
        prognos_procent: forecast as a part of the budget in whole per cent, or None.
        beskrivning: the same in one sentence, for the chart's text.
        noter: price level, source, financing and what a dagger means.
    """

    finns: bool
    nyckeltal: tuple[Figure, ...]
    upparbetat_procent: int | None
    prognos_procent: int | None
    beskrivning: str
    noter: tuple[str, ...]


def economy(undertaking: Undertaking, report: Statusrapport | None, names: Names) -> Economy:
    """Give the economy: the report's figures first, else those of the file's financing.

    Args:
        undertaking: the initiative or project.
        report: its latest status report, or None.
        names: names of financiers.
    """
    plan = undertaking.finansiering
    sourced = plan is not None and plan.kalla is not None
    budget = _first(report.beslutad_kr if report else None, plan.total_kr if plan else None)
    used = _first(report.upparbetat_kr if report else None, plan.upparbetat_kr if plan else None)
    forecast = _first(report.prognos_kr if report else None, plan.prognos_kr if plan else None)
    dagger = DAGGER if budget is not None and not sourced and not (report and report.beslutad_kr) else ""
    figures = [Figure(sv(T("Beslutad budget")), money(budget) + dagger, _price_level(plan))]
    for heading, amount in ((T("Upparbetat"), used), (T("Prognos"), forecast)):
        value = sv(T("Ej rapporterat")) if amount is None else money(amount)
        figures.append(Figure(sv(heading), value, _of_budget(amount, budget)))
    if budget is not None and forecast is not None:
        figures.append(_deviation(budget, forecast))
    return Economy(
        finns=any(v is not None for v in (budget, used, forecast)),
        nyckeltal=tuple(figures),
        upparbetat_procent=share(used, budget) if used is not None and budget else None,
        prognos_procent=share(forecast, budget) if forecast is not None and budget else None,
        beskrivning="; ".join(f"{f.rubrik.lower()} {f.varde}" for f in figures),
        noter=_notes(plan, names, dagger=bool(dagger)),
    )


def _first(*values: Decimal | None) -> Decimal | None:
    return next((v for v in values if v is not None), None)


def _price_level(plan: Finansiering | None) -> str:
    return sv(T("prisnivå\u00a0{ar}", ar=str(plan.prisniva))) if plan and plan.prisniva else ""


def _of_budget(part: Decimal | None, budget: Decimal | None) -> str:
    return sv(T("{andel} av budgeten", andel=percent(part, budget))) if part is not None and budget else ""


def _deviation(budget: Decimal, forecast: Decimal) -> Figure:
    diff = forecast - budget
    sign = "+" if diff > 0 else ""
    part = number((diff * 100 / budget).quantize(Decimal("0.1")), "sv") if budget else ""
    note = sv(T("{andel}\u00a0% mot budgeten", andel=sign + part)) if budget else ""
    return Figure(sv(T("Avvikelse")), signed_money(diff), note)


def _notes(plan: Finansiering | None, names: Names, *, dagger: bool) -> tuple[str, ...]:
    notes = []
    if plan is not None:
        payers = [
            sv(T("{vem} {belopp}", vem=a.namn or names.party(a.part), belopp=money(a.belopp_kr)))
            for a in plan.finansiarer
        ]
        payers += plan.finansiarer_namn
        if plan.kommunernas_del_kr:
            payers.append(sv(T("deltagande kommuner {belopp}", belopp=money(plan.kommunernas_del_kr))))
        if payers:
            notes.append(sv(T("Finansiering: {vilka}.", vilka=listed(payers))))
        if plan.egen_tid_timmar_till:
            notes.append(sv(T("Egen tid: {timmar} per nyckelresurs och kommun.", timmar=_hours(plan))))
        if plan.kalla:
            notes.append(sv(T("Källa för beloppen: {kalla}.", kalla=plan.kalla.rstrip("."))))
    if dagger:
        notes.append(sv(T("{tecken} Beloppet saknar källa i portföljen.", tecken=DAGGER)))
    return tuple(notes)


def _hours(plan: Finansiering) -> str:
    ends = [f"{v.normalize():f}" for v in (plan.egen_tid_timmar_fran, plan.egen_tid_timmar_till) if v is not None]
    return EN_DASH.join(dict.fromkeys(ends)).replace(".", ",") + NBSP + sv(T("timmar"))
