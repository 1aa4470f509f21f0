"""Which municipalities take part, what they have decided, how it goes there and what they pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fyrportfolj.i18n import sort_key
from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts.rapporter import KommunensLage, Statusrapport
from fyrportfolj.model.initiative import Deltagare, Undertaking
from fyrportfolj.render.views.common import Fact, Names
from fyrportfolj.render.views.lights import Light, light
from fyrportfolj.render.views.swedish import NONE, day, listed, money, one_line, sv
from fyrportfolj.rules.gating import Verdict
from fyrportfolj.rules.requirement import Cell

_STATUSES: Mapping[str, Text] = {
    "deltar": T("Deltar"),
    "intresserad": T("Intresserad"),
    "tillfragad": T("Tillfrågad"),
    "avstar": T("Avstår"),
}
_CELLS: Mapping[str, Text] = {
    "ej_inlett": T("Ej inlett"),
    "beslut_ja": T("Ja"),
    "beslut_villkor": T("Ja, med villkor"),
    "beslut_nej": T("Nej"),
    "beslut_tillbaka": T("Tillbaka"),
    "bordlagt": T("Bordlagt"),
    "aterremitterat": T("Återremitterat"),
    "utgick": T("Utgick"),
}


@dataclass(frozen=True, slots=True)
class KommunRow:
    """One kommun.

    Attributes:
        namn: its name.
        deltagande: whether it takes part, and since when.
        beslut: what it has decided in the present gate.
        lage: its light in the report.
        andel: its part of the cost.
        kommentar: what the report says about it.
    """

    namn: str
    deltagande: str
    beslut: str
    lage: Light
    andel: str
    kommentar: str


@dataclass(frozen=True, slots=True)
class Participation:
    """All municipalities that were asked.

    Attributes:
        finns: False when none was.
        sammanfattning: how many take part, in a sentence.
        visa_beslut: True when the present gate asks each kommun.
        visa_lage: True when the report says how it goes per kommun.
        visa_andel: True when the cost is split.
        rader: one row per kommun, in Swedish order.
        grupper: the same by standing, for when there is no more to say than that.
    """

    finns: bool
    sammanfattning: str
    visa_beslut: bool
    visa_lage: bool
    visa_andel: bool
    rader: tuple[KommunRow, ...]
    grupper: tuple[Fact, ...]


def participation(
    undertaking: Undertaking, report: Statusrapport | None, verdict: Verdict | None, names: Names, *, current: bool
) -> Participation:
    """Give how each kommun takes part.

    Args:
        undertaking: the initiative or project.
        report: its latest status report, or None.
        verdict: how it stands at its gate, or None.
        names: names of municipalities.
        current: False when the report is too old to be believed; then no light stays green.
    """
    cells = _cells(verdict)
    lights = {r.kommun: r for r in report.per_kommun} if report else {}
    shares = {a.part: a.belopp_kr for a in undertaking.finansiering.andelar} if undertaking.finansiering else {}
    rows = []
    for d in undertaking.deltagare:
        said = lights.get(d.kommun)
        rows.append(
            KommunRow(
                names.kommun(d.kommun),
                _standing(d),
                _decided(cells.get(d.kommun, ())),
                _light(d, said, current=current),
                money(shares.get(d.kommun)),
                one_line(said.kommentar if said else None) or NONE,
            )
        )
    return Participation(
        bool(rows),
        _summary(undertaking),
        bool(cells),
        bool(lights),
        bool(shares),
        tuple(sorted(rows, key=lambda r: sort_key(r.namn))),
        _by_standing(undertaking, names),
    )


def _light(d: Deltagare, said: KommunensLage | None, *, current: bool) -> Light:
    if d.status == "avstar":
        return Light("ingen", NONE, "")
    return light(said.status if said and current else "ej_rapporterad")


def _by_standing(undertaking: Undertaking, names: Names) -> tuple[Fact, ...]:
    found = {s: [names.kommun(d.kommun) for d in undertaking.deltagare if d.status == s] for s in _STATUSES}
    heading = {**_STATUSES, "intresserad": T("Intresserade"), "tillfragad": T("Tillfrågade")}
    return tuple(Fact(sv(heading[s]), listed(sorted(who, key=sort_key))) for s, who in found.items() if who)


def _cells(verdict: Verdict | None) -> dict[str, tuple[Cell, ...]]:
    found: dict[str, tuple[Cell, ...]] = {}
    for state in verdict.replay.krav if verdict else ():
        for row in state.rader:
            if row.kommun:
                found[row.kommun] = (*found.get(row.kommun, ()), *row.celler)
    return found


def _decided(cells: tuple[Cell, ...]) -> str:
    """Give the latest decision; a kommun where nobody has decided is not started."""
    taken = [c for c in cells if c.beslut]
    if not taken:
        return sv(_CELLS["ej_inlett"]) if cells else NONE
    last = max(taken, key=lambda c: c.beslut.datum if c.beslut else date.min)
    word = sv(_CELLS[last.lage])
    return f"{word} {day(last.beslut.datum)}" if last.beslut else word


def _standing(d: Deltagare) -> str:
    word = sv(_STATUSES[d.status])
    return sv(T("{status} sedan {dag}", status=word, dag=day(d.fran))) if d.fran and d.status == "deltar" else word


def _summary(undertaking: Undertaking) -> str:
    """Count the municipalities by standing: 6 kommuner: 4 deltar, 1 tillfrågad, 1 avstår."""
    words = {
        "deltar": (T("deltar"), T("deltar")),
        "intresserad": (T("intresserad"), T("intresserade")),
        "tillfragad": (T("tillfrågad"), T("tillfrågade")),
        "avstar": (T("avstår"), T("avstår")),
    }
    parts = []
    for standing, (one, many) in words.items():
        count = sum(d.status == standing for d in undertaking.deltagare)
        if count:
            parts.append(f"{count} {sv(one if count == 1 else many)}")
    total = len(undertaking.deltagare)
    return sv(T("{antal} kommuner: {delar}.", antal=total, delar=", ".join(parts))) if total else ""
