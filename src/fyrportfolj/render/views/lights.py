"""Lights of a status report: words and shape, never colour alone; grey when nobody has reported.

Källa: styrmötet för förstudien, Statusrapport; WCAG 2.2, 1.4.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts.rapporter import Statusrad, Statusrapport
from fyrportfolj.model.policy import Statuspolicy
from fyrportfolj.render.views.common import Names
from fyrportfolj.render.views.swedish import NONE, day, days, one_line, sv
from fyrportfolj.rules import status
from fyrportfolj.rules.status import Light as Summed
from fyrportfolj.rules.status import Summary

_LIGHTS: Mapping[str, tuple[Text, str]] = {
    "enligt_plan": (T("Enligt plan"), "●"),
    "mindre_komplikationer": (T("Mindre komplikationer"), "▲"),
    "komplikationer": (T("Komplikationer"), "■"),
    "ej_rapporterad": (T("Ej rapporterad"), "○"),
}
_AREAS: Mapping[str, Text] = {
    "budget": T("Budget"),
    "tid": T("Tid"),
    "personal": T("Personal"),
    "omfattning": T("Omfattning"),
    "kvalitet": T("Kvalitet"),
    "nytta": T("Nytta"),
    "risk": T("Risk"),
}
_CONFIDENCE: Mapping[str, Text] = {"hog": T("Hög"), "mattlig": T("Måttlig"), "lag": T("Låg")}


@dataclass(frozen=True, slots=True)
class Light:
    """A light.

    Attributes:
        kod: enligt_plan, mindre_komplikationer, komplikationer or ej_rapporterad.
        text: in words.
        tecken: the shape as a character.
    """

    kod: str
    text: str
    tecken: str


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One area of a status report.

    Attributes:
        omrade: the area's name.
        lage: its light.
        riktning: how it has moved since the report before, or a dash.
        avvikelse: what deviates.
        atgard: what is done, or why nothing is.
        ansvarig: who does it.
        klart: when it is to be done.
        granser: what the portfolio's own limits give when that is worse, and why it was set aside; or empty.
    """

    omrade: str
    lage: Light
    riktning: str
    avvikelse: str
    atgard: str
    ansvarig: str
    klart: str
    granser: str


def light(kod: str) -> Light:
    """Give a light by its key in the file."""
    text, shape = _LIGHTS[kod]
    return Light(kod, sv(text), shape)


def status_rows(
    summary: Summary, report: Statusrapport | None, names: Names, *, current: bool
) -> tuple[StatusRow, ...]:
    """Give a row per area: those that every report has, and the others that were reported.

    Args:
        summary: the newest report beside what the figures say.
        report: that report, or None.
        names: names of roles.
        current: False when the report is too old to be believed; then no light stays green.
    """
    given: dict[str, Statusrad] = {r.omrade: r for r in report.rader} if report else {}
    found = {}
    for area in summary.rader:
        row = given.get(area.omrade)
        if row is None or not current:
            found[area.omrade] = _unreported(area.omrade, row, summary.dag)
        else:
            found[area.omrade] = _row(area, row, names)
    return tuple(found[area] for area in _AREAS if area in found)


def limits(policy: Statuspolicy) -> str:
    """Give the portfolio's limits in a sentence, so that a reader knows what a light means.

    Källa: portföljens policy för status.
    """
    return sv(
        T(
            "Portföljens gränser: mindre komplikationer från {bm}\u00a0% över budget eller {tm} efter baslinjen, "
            "komplikationer från {bs}\u00a0% eller {ts}. En rapport gäller i {rapport}.",
            bm=policy.budget_mindre,
            bs=policy.budget_stor,
            tm=days(policy.tid_mindre_dagar),
            ts=days(policy.tid_stor_dagar),
            rapport=days(policy.rapport_inom_dagar),
        )
    )


def confidence(report: Statusrapport | None, names: Names) -> str:
    """Give the delivery confidence with who judged it, or that nobody has.

    Källa: NZ Treasury, Gateway, delivery confidence; de tre steg som Storbritannien har sedan 2021.
    """
    if report is None or report.leveranssakerhet is None:
        return sv(T("Ej bedömd"))
    word = sv(_CONFIDENCE[report.leveranssakerhet])
    if report.leveranssakerhet_av is None:
        return word
    return sv(T("{ord}, bedömd av {vem}", ord=word, vem=names.party(report.leveranssakerhet_av)))


def _unreported(area: str, row: Statusrad | None, reported: date | None) -> StatusRow:
    if row is None:
        said = sv(T("Området saknas i rapporten."))
    else:
        said = sv(T("Senast {dag}: {lage}.", dag=day(reported), lage=light(row.status).text))
    return StatusRow(sv(_AREAS[area]), light("ej_rapporterad"), NONE, said, NONE, NONE, NONE, "")


def _row(area: Summed, row: Statusrad, names: Names) -> StatusRow:
    return StatusRow(
        sv(_AREAS[area.omrade]),
        light(row.status),
        _movement(row),
        one_line(row.avvikelse) or NONE,
        _measure(row),
        names.party(row.ansvarig) if row.ansvarig else NONE,
        day(row.klart),
        _by_limits(area),
    )


def _by_limits(summary: Summed) -> str:
    computed, said = summary.beraknad, summary.rapporterad
    if computed is None or said is None or not status.milder(said, computed):
        return ""
    text = sv(T("Portföljens gränser ger {lage}.", lage=light(computed).text.lower()))
    return (
        sv(T("{text} Skäl till avsteget: {skal}", text=text, skal=one_line(summary.avsteg))) if summary.avsteg else text
    )


def _movement(row: Statusrad) -> str:
    if row.foregaende_status is None:
        return NONE
    order = tuple(_LIGHTS)
    change = order.index(row.status) - order.index(row.foregaende_status)
    if change == 0:
        return sv(T("→ oförändrat"))
    return sv(T("↓ sämre")) if change > 0 else sv(T("↑ bättre"))


def _measure(row: Statusrad) -> str:
    if row.atgard:
        return one_line(row.atgard)
    if row.ingen_atgard:
        reason = one_line(row.ingen_atgard_motivering)
        return sv(T("Ingen åtgärd: {skal}", skal=reason)) if reason else sv(T("Ingen åtgärd"))
    return NONE
