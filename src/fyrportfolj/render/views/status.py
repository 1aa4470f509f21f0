"""The status report of an initiative, programme or project.

Källa: styrmötet för förstudien, Statusrapport; portföljens policy för status.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts.rapporter import Beslutsbehov, Statusrapport
from fyrportfolj.model.initiative import Initiative, Mote, Project, Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.render.views import shared_tables as tables
from fyrportfolj.render.views.common import Basis, Fact, Foot, Head, Names, foot, kind
from fyrportfolj.render.views.economy import Economy, economy
from fyrportfolj.render.views.gate import GatePosition, gate_position
from fyrportfolj.render.views.lights import StatusRow, confidence, limits, status_rows
from fyrportfolj.render.views.municipalities import Participation, participation
from fyrportfolj.render.views.risks import RiskPicture, risk_picture
from fyrportfolj.render.views.swedish import NONE, day, day_in_words, one_line, paragraphs, period, sv
from fyrportfolj.render.views.tables import Table
from fyrportfolj.render.views.timeplan import Timeplan, timeplan
from fyrportfolj.rules import gating, lifecycle, status


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that the readers are asked to decide.

    Attributes:
        forslag: the proposal.
        alternativ: other ways.
        konsekvens: what follows if nothing is decided, or empty.
        senast: when the decision is needed, or empty.
    """

    forslag: str
    alternativ: tuple[str, ...]
    konsekvens: str
    senast: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting that the report is for."""

    finns: bool
    organ: str
    datum: str


@dataclass(frozen=True, slots=True)
class StatusView:
    """What the status report's template sees.

    Attributes:
        id: the undertaking's id.
        titel: the document's title.
        namn: the undertaking's name.
        slag: project, programme or initiative.
        exempel: True for invented content.
        har_rapport: False when no report has been handed in.
        underrad: the period and the day of the report, in words.
        datum: the day of the report, else the day it was read, in words.
        avslutad: True when decisions have ended the undertaking.
        varning: that the report is too old, missing, or the last of something that has ended; or empty.
        fakta: the head's facts, in order.
        sammanfattning: paragraphs.
        mote: the next meeting, when one is planned.
        forslag: what is to be decided.
        rader: one light per area.
        granser: the limits behind the lights, in a sentence.
        ekonomi: budget, used, forecast.
        tidplan: activities and milestones.
        uppnatt: results in the period.
        kommande: what comes next.
        risker: the matrix and the risks to know about.
        grind: where it stands in its process and what is missing.
        kommuner: how each kommun takes part.
        fot: where the report comes from.
    """

    id: str
    titel: str
    namn: str
    slag: str
    exempel: bool
    har_rapport: bool
    underrad: str
    datum: str
    avslutad: bool
    varning: str
    fakta: tuple[Fact, ...]
    sammanfattning: tuple[str, ...]
    mote: Meeting
    forslag: tuple[Proposal, ...]
    rader: tuple[StatusRow, ...]
    granser: str
    ekonomi: Economy
    tidplan: Timeplan
    uppnatt: tuple[str, ...]
    kommande: tuple[str, ...]
    risker: RiskPicture
    grind: GatePosition
    kommuner: Participation
    fot: Foot

    @property
    def huvud(self) -> Head:
        """The head of the document."""
        kind_of_document = sv(T("Statusrapport"))
        return Head(
            self.titel,
            self.namn,
            kind_of_document,
            f"{kind_of_document} · {self.slag}",
            self.underrad,
            self.datum,
            self.exempel,
            self.fakta,
            self.fot,
        )

    @property
    def tabeller(self) -> Mapping[str, Table]:
        """The report's tables by name."""
        return {
            "lage": tables.status_table(self.rader),
            "milstolpar": tables.milestone_table(self.tidplan),
            "nivaer": tables.level_table(self.risker.nivaer),
            "risker": tables.risk_table(self.risker),
            "beslut": tables.decision_table(self.grind),
            "saknas": tables.missing_table(self.grind),
            "kommuner": tables.municipality_table(self.kommuner),
        }


def status_view(basis: Basis, entry: Entry[Undertaking]) -> StatusView:
    """Work out the status report of an undertaking.

    Args:
        basis: the portfolio, the day and the commit.
        entry: the initiative or project.
    """
    portfolio, u, names = basis.portfolio, entry.modell, Names(basis.portfolio)
    found = status.latest_report(u)
    report = found[1] if found else None
    summary = status.summary(portfolio, u, basis.idag)
    verdict = gating.evaluate(portfolio, entry, basis.idag)
    ended = verdict is not None and verdict.replay.lage == "avslutad"
    current = ended or not summary.for_gammal
    gate = gate_position(verdict, names)
    meeting = None if ended else _next_meeting(u, basis.idag)
    judged = _judged_day(basis, u, summary.dag)
    return StatusView(
        id=u.id,
        titel=sv(T("Statusrapport – {namn}", namn=u.namn)),
        namn=u.namn,
        slag=kind(portfolio, u),
        exempel=u.exempel,
        har_rapport=report is not None,
        underrad=_subtitle(report, summary.dag),
        datum=day_in_words(summary.dag or basis.idag),
        avslutad=ended,
        varning=_warning(summary, ended=ended),
        fakta=_facts(portfolio, u, report, gate, names),
        sammanfattning=paragraphs((report.sammanfattning if report else None) or u.sammanfattning),
        mote=Meeting(meeting is not None, names.party(meeting.organ), day_in_words(meeting.datum))
        if meeting
        else Meeting(finns=False, organ="", datum=""),
        forslag=() if ended else _proposals(report, meeting, gate),
        rader=status_rows(summary, report, names, current=current),
        granser=limits(portfolio.fyr.modell.policy.status),
        ekonomi=economy(u, report, names),
        tidplan=timeplan(u, judged, reported=judged != basis.idag),
        uppnatt=tuple(one_line(t) for t in report.uppnatt) if report else (),
        kommande=tuple(one_line(t) for t in report.kommande) if report else (),
        risker=risk_picture(portfolio, u, judged, names, ended=ended),
        grind=gate,
        kommuner=participation(u, report, verdict, names, current=current),
        fot=foot(basis),
    )


def _judged_day(basis: Basis, u: Undertaking, reported: date | None) -> date:
    """What the plan has left behind is judged by the report's own day: it did not slip for years after."""
    if reported is None or lifecycle.is_followed(basis.portfolio, u, basis.idag):
        return basis.idag
    return reported


def _subtitle(report: Statusrapport | None, reported: date | None) -> str:
    if report is None:
        return sv(T("Ingen statusrapport är lämnad"))
    if report.period_fran is None and report.period_till is None:
        return sv(T("Rapporterad {dag}", dag=day_in_words(reported)))
    span = period(report.period_fran, report.period_till)
    return sv(T("Period {period} · rapporterad {dag}", period=span, dag=day_in_words(reported)))


def _warning(summary: status.Summary, *, ended: bool) -> str:
    if not summary.for_gammal:
        return ""
    if summary.dag is None:
        return sv(T("Ingen statusrapport är lämnad, så lägena visas som ej rapporterade."))
    when = day_in_words(summary.dag)
    if ended:
        return sv(T("Lägena är de som rapporterades sist, {dag}.", dag=when))
    return sv(T("Den senaste rapporten är från {dag} och för gammal. Lägena visas som ej rapporterade.", dag=when))


def _facts(
    portfolio: Portfolio, u: Undertaking, report: Statusrapport | None, gate: GatePosition, names: Names
) -> tuple[Fact, ...]:
    facts = [
        (T("Fas"), gate.fas or u.fas),
        (T("Nästa grind"), gate.grind or NONE),
        (T("Leveranssäkerhet"), confidence(report, names)),
        (T("Ägare"), names.party(u.agare) if u.agare else NONE),
        (T("Ledare"), names.party(u.ledare) if u.ledare else NONE),
        (T("Start och slut"), f"{day(u.start)} – {day(u.slut)}" if u.start or u.slut else NONE),
        (_home(portfolio, u)),
        (T("Diarienummer"), ", ".join(u.diarienummer.values()) or NONE),
    ]
    return tuple(Fact(sv(heading), value) for heading, value in facts if value != NONE)


def _home(portfolio: Portfolio, u: Undertaking) -> tuple[Text, str]:
    """Give where it belongs: the programme of a project, else the sub-area of the action plan."""
    if isinstance(u, Project) and u.program:
        programme = portfolio.undertaking(u.program)
        return T("Program"), programme.modell.namn if programme else u.program
    area = u.delomrade if isinstance(u, Initiative | Project) else None
    found = portfolio.delomraden.get(area) if area else None
    return T("Delområde"), found[1].namn if found else area or NONE


def _next_meeting(u: Undertaking, today: date) -> Mote | None:
    return min((m for m in u.moten if m.datum >= today), key=lambda m: m.datum, default=None)


def _proposals(report: Statusrapport | None, meeting: Mote | None, gate: GatePosition) -> tuple[Proposal, ...]:
    """Give what is to be decided: what the report asks for, what the meeting prepares, else the ready gate's own."""
    found = [_proposal(b) for b in report.beslut_som_behovs] if report else []
    known = {p.forslag for p in found}
    extra = [one_line(f) for f in meeting.forslag_till_beslut] if meeting else []
    if not found and not extra and gate.klar_for_beslut and gate.forslag:
        extra = [gate.forslag]
    return (*found, *(Proposal(f, (), "", "") for f in extra if f not in known))


def _proposal(b: Beslutsbehov) -> Proposal:
    return Proposal(
        one_line(b.forslag),
        tuple(one_line(a) for a in b.alternativ),
        one_line(b.konsekvens),
        day_in_words(b.senast) if b.senast else "",
    )
