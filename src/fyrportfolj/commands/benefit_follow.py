"""`fyr benefit ledger|forecast|due|accuracy`: what became of the benefits that were promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from fyrportfolj.commands.benefit import KINDS
from fyrportfolj.commands.benefit_history import frozen
from fyrportfolj.commands.portrait import Portrait, portrait
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.risk_rows import name_of
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.i18n import sort_key
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.rules.benefits.accuracy import FEWEST, Accuracy, accuracy
from fyrportfolj.rules.benefits.baselines import Baseline
from fyrportfolj.rules.benefits.due import Why, closed_on, reminders
from fyrportfolj.rules.benefits.forecasts import STAGES, BenefitLine, benefit_lines, counted_elsewhere
from fyrportfolj.rules.benefits.ledger import Balance, Booked, LedgerSum, booked, summed

YEAR_AHEAD = 365
"""How many days ahead measurements are shown, unless asked otherwise."""


@dataclass(frozen=True)
class LedgerRow:
    """A row of the ledger, kr.

    Attributes:
        insats: the undertaking.
        nytta: the benefit's key.
        namn: its name.
        kommun: id of the kommun.
        kommun_namn: its name.
        ar: the year.
        planerat: what the plan said.
        realiserat: what came, or None while nothing is booked.
        omplanerat: what was moved to another year, or None.
        forlorat: what will never come, or None.
        aterstar: what is still to come or unexplained.
        balans: whether it adds up.
        kalla: where the amounts come from, or None.
    """

    insats: Portrait
    nytta: str
    namn: str
    kommun: str
    kommun_namn: str
    ar: int
    planerat: Decimal
    realiserat: Decimal | None
    omplanerat: Decimal | None
    forlorat: Decimal | None
    aterstar: Decimal
    balans: Balance
    kalla: str | None


@dataclass(frozen=True)
class Ledger:
    """The ledger of an undertaking or of the portfolio.

    Attributes:
        rader: by undertaking, benefit, year and kommun.
        summa: their sums.
        stammer_ej: how many rows do not add up.
    """

    rader: tuple[LedgerRow, ...]
    summa: LedgerSum
    stammer_ej: int


@dataclass(frozen=True)
class ForecastRow:
    """A benefit from forecast to outcome, in one row.

    Attributes:
        id: its key.
        namn: its name.
        nyttotyp: its kind.
        ar: the years that are compared.
        prognos: what the forecast promised for them, kr, as it was decided; None without one.
        kalkyl: what the calculation promised.
        plan: what the realisation plan promised.
        utfall: what came.
        avvikelse: outcome minus what was promised first, kr, or None.
        avvikelse_procent: the same in per cent of what was promised, or None.
        maluppfyllelse: goal fulfilment of the latest measurement, 1 is reached; None when it cannot be judged.
        matt: the day of the latest measurement, or None.
        andrade: documents whose figures for this benefit have changed since they were decided, with what they say now.
    """

    id: str
    namn: str
    nyttotyp: str
    ar: tuple[int, ...]
    prognos: Decimal | None
    kalkyl: Decimal | None
    plan: Decimal | None
    utfall: Decimal | None
    avvikelse: Decimal | None
    avvikelse_procent: Decimal | None
    maluppfyllelse: Decimal | None
    matt: date | None
    andrade: tuple[ChangedStep, ...]


@dataclass(frozen=True)
class ChangedStep:
    """A document that promises something else now than when it was decided, kr for the compared years."""

    dokument: str
    fryst: Decimal | None
    nu: Decimal | None


@dataclass(frozen=True)
class Forecast:
    """The benefits of an undertaking from forecast to outcome.

    Attributes:
        insats: the undertaking.
        nyttor: one row per benefit.
        baslinjer: which versions of the documents are compared with.
    """

    insats: Portrait
    nyttor: tuple[ForecastRow, ...]
    baslinjer: tuple[Baseline, ...]


@dataclass(frozen=True)
class DueMeasurement:
    """A measurement to be made.

    Attributes:
        insats: the undertaking.
        nytta: the benefit's key.
        namn: its name.
        indikator: what is measured, or None.
        dag: its day.
        dagar: days from today; below 0 when it is late.
        skal: planned, or so long after closing.
        manader: the months after closing, or None.
        vem: name of the role that measures, or None.
        senast_matt: the day of the latest measurement, or None.
    """

    insats: Portrait
    nytta: str
    namn: str
    indikator: str | None
    dag: date
    dagar: int
    skal: Why
    manader: int | None
    vem: str | None
    senast_matt: date | None


@dataclass(frozen=True)
class PastForecasts:
    """How past forecasts have held.

    Attributes:
        slag: by kind of benefit.
        insatser: ids of the closed undertakings that are counted.
        minst: cases that a conclusion needs.
    """

    slag: tuple[Accuracy, ...]
    insatser: tuple[str, ...]
    minst: int


def ledger(ws: Workspace, id_: str | None = None) -> Result[Ledger]:
    """Give the ledger.

    Args:
        ws: the opened portfolio.
        id_: one undertaking, or None for all.

    Raises:
        UsageError: no such undertaking.
    """
    entries = [ws.find(id_)] if id_ else list(ws.portfolio.undertakings())
    rows = [r for e in entries for r in _ledger_rows(ws, e)]
    sums = summed(b for e in entries for b in booked(e.modell))
    wrong = sum(1 for r in rows if r.balans == "stammer_ej")
    return Result(Ledger(tuple(rows), sums, wrong), ws.loaded.diagnostics, ws.faults())


def _ledger_rows(ws: Workspace, entry: Entry[Undertaking]) -> Iterator[LedgerRow]:
    face = portrait(ws.portfolio, entry)
    names = ws.portfolio.kommuner

    def name_in(b: Booked) -> str:
        return names[b.rad.kommun].namn if b.rad.kommun in names else b.rad.kommun

    for b in sorted(booked(entry.modell), key=lambda b: (b.nytta.id, b.rad.ar, sort_key(name_in(b)))):
        r, name = b.rad, name_in(b)
        yield LedgerRow(
            insats=face,
            nytta=b.nytta.id,
            namn=b.nytta.namn,
            kommun=r.kommun,
            kommun_namn=name,
            ar=r.ar,
            planerat=r.planerat_kr,
            realiserat=r.realiserat_kr,
            omplanerat=r.omplanerat_kr,
            forlorat=r.forlorat_kr,
            aterstar=b.aterstar,
            balans=b.balans(ws.today),
            kalla=r.kalla,
        )


def forecast(ws: Workspace, id_: str) -> Result[Forecast]:
    """Compare forecast, calculation, plan and outcome, as the gates froze them.

    Args:
        ws: the opened portfolio.
        id_: the undertaking.

    Raises:
        UsageError: no such undertaking.
    """
    entry = ws.find(id_)
    held = frozen(ws, entry.modell)
    lines = benefit_lines(ws.portfolio, entry.modell, held.dokument)
    rows = tuple(forecast_row(line) for line in lines)
    return Result(Forecast(portrait(ws.portfolio, entry), rows, held.baslinjer), (), ws.faults())


def forecast_row(line: BenefitLine) -> ForecastRow:
    """Give a benefit's comparison.

    Args:
        line: the benefit through time.
    """
    promised, outcome = line.promised(), line.outcome()
    gap = outcome - promised if outcome is not None and promised is not None else None
    changed = {s.dokument: s for s in line.steg if s.andrad}
    return ForecastRow(
        id=line.nytta.id,
        namn=line.nytta.namn,
        nyttotyp=line.nytta.nyttotyp,
        ar=line.ar,
        prognos=line.amount("nyttoprognos"),
        kalkyl=line.amount("nyttokalkyl"),
        plan=line.amount("nyttorealiseringsplan"),
        utfall=outcome,
        avvikelse=gap,
        avvikelse_procent=gap * 100 / promised if gap is not None and promised else None,
        maluppfyllelse=line.fulfilment(),
        matt=line.matningar[-1].datum if line.matningar else None,
        andrade=tuple(ChangedStep(s, line.amount(s), line.amount_now(s)) for s in STAGES if s in changed),
    )


def due(ws: Workspace, *, ahead: int = YEAR_AHEAD, id_: str | None = None) -> Result[tuple[DueMeasurement, ...]]:
    """Give the measurements to be made, latest first: those whose day has passed, and those that are near.

    Args:
        ws: the opened portfolio.
        ahead: how many days ahead is near.
        id_: one undertaking, or None for all.

    Raises:
        UsageError: no such undertaking.
    """
    entries = [ws.find(id_)] if id_ else list(ws.portfolio.undertakings())
    last = ws.today + timedelta(days=ahead)
    found = [d for e in entries for d in due_of(ws, e) if d.dag <= last]
    rows = sorted(found, key=lambda d: (d.dag, d.insats.id, d.nytta))
    return Result(tuple(rows), ws.loaded.diagnostics, ws.faults())


def due_of(ws: Workspace, entry: Entry[Undertaking]) -> Iterator[DueMeasurement]:
    """Give the measurements of an undertaking that have not been made.

    Args:
        ws: the opened portfolio.
        entry: the undertaking.
    """
    for r in reminders(ws.portfolio, entry.modell):
        n = r.linje.nytta
        yield DueMeasurement(
            insats=portrait(ws.portfolio, entry),
            nytta=n.id,
            namn=n.namn,
            indikator=n.indikator,
            dag=r.dag,
            dagar=(r.dag - ws.today).days,
            skal=r.skal,
            manader=r.manader,
            vem=name_of(ws, r.vem) if r.vem else None,
            senast_matt=r.linje.matningar[-1].datum if r.linje.matningar else None,
        )


def past(ws: Workspace) -> Result[PastForecasts]:
    """Say how the forecasts of closed undertakings have held, by kind of benefit.

    Args:
        ws: the opened portfolio.
    """
    elsewhere = counted_elsewhere(ws.portfolio)
    lines: list[BenefitLine] = []
    counted: list[str] = []
    for entry in ws.portfolio.undertakings():
        u = entry.modell
        if closed_on(ws.portfolio, u) is None or not any(getattr(u.artefakter, s) for s in STAGES):
            continue
        held = frozen(ws, u).dokument
        found = [x for x in benefit_lines(ws.portfolio, u, held) if x.nyckel not in elsewhere]
        lines += found
        counted += [u.id] if found else []
    data = PastForecasts(accuracy(lines, KINDS), tuple(counted), FEWEST)
    return Result(data, ws.loaded.diagnostics, ws.faults())
