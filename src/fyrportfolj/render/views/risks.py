"""Risks as a report shows them: the 5 × 5 matrix in words, and the ones to know about with who may decide.

Källa: styrmötet för förstudien, Riskhantering.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.policy import Riskniva, Riskpolicy
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.risks import Risk, Riskatgard
from fyrportfolj.render.views.common import Names
from fyrportfolj.render.views.swedish import NONE, day, one_line, sv
from fyrportfolj.rules import risk as rules

_TONES = ("lag", "medel", "hog")
TREATMENTS = {
    "reducera": T("Reducera"),
    "undvika": T("Undvika"),
    "dela": T("Dela"),
    "acceptera": T("Acceptera"),
}
"""What can be chosen to do with a risk, in words."""

_MANDATES = {
    rules.Mandate.BEHOVS_EJ: T("Beslut krävs inte"),
    rules.Mandate.FINNS: T("Beslut finns"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix.

    Attributes:
        varde: S × K.
        niva: the band's name.
        ton: lag, medel or hog, for the cell's shade.
        risker: ids of the risks that lie here.
    """

    varde: int
    niva: str
    ton: str
    risker: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """Cells of one probability, consequence 1–5."""

    sannolikhet: int
    celler: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure, who does it, and how far it has come with the day, in words."""

    text: str
    ansvarig: str
    lage: str


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A risk to know about.

    Attributes:
        id: short id.
        hot: what can happen.
        konsekvens: what follows, or empty.
        berakning: S × K written out.
        varde: S × K.
        niva: the band's name.
        ton: lag, medel or hog.
        riktning: whether it has grown since last time, or empty.
        far_besluta: the body or role with authority over it.
        beslut: whether the decision that the level asks for exists.
        beslut_saknas: True when it is asked for and missing.
        behandling: what was chosen, or a dash.
        atgarder: measures.
        efter: value after the measures, in words, or empty.
    """

    id: str
    hot: str
    konsekvens: str
    berakning: str
    varde: int
    niva: str
    ton: str
    riktning: str
    far_besluta: str
    beslut: str
    beslut_saknas: bool
    behandling: str
    atgarder: tuple[Measure, ...]
    efter: str


@dataclass(frozen=True, slots=True)
class Band:
    """A level: its values and who may decide."""

    namn: str
    ton: str
    varden: str
    far_besluta: str


@dataclass(frozen=True, slots=True)
class RiskPicture:
    """Risks as a report shows them.

    Attributes:
        finns: False when there is no risk to show.
        stangda: True when all are closed because the undertaking has ended; they are shown as last judged.
        matris: rows from probability 5 to 1.
        nivaer: the bands, lowest first.
        risker: the risks to know about, highest first.
        ovriga: how many open risks are only in the matrix.
        beskrivning: the matrix in words.
    """

    finns: bool
    stangda: bool
    matris: tuple[MatrixRow, ...]
    nivaer: tuple[Band, ...]
    risker: tuple[RiskRow, ...]
    ovriga: int
    beskrivning: str


def risk_picture(
    portfolio: Portfolio, undertaking: Undertaking, today: date, names: Names, *, ended: bool
) -> RiskPicture:
    """Give the risks of an undertaking.

    Shown in full are those above the lowest level and those whose consequence alone is reason enough.

    Args:
        portfolio: policy and bodies.
        undertaking: the initiative or project.
        today: the day to judge measures at.
        names: names of roles and bodies.
        ended: True when the undertaking has ended; then its closed risks are shown when none is open.
    """
    policy = portfolio.fyr.modell.policy.risk
    risks = [r for _, r in rules.open_risks(undertaking.risker)]
    closed = ended and not risks
    if closed:
        risks = list(undertaking.risker)
    lowest = min(policy.nivaer, key=lambda n: n.fran)
    shown = [r for r in risks if rules.value(r) > lowest.till_och_med or rules.always_shown(policy, r)]
    shown.sort(key=lambda r: -rules.value(r))
    placed = ", ".join(f"{r.id} {rules.value(r)}" for r in sorted(risks, key=lambda r: -rules.value(r)))
    return RiskPicture(
        finns=bool(risks),
        stangda=closed and bool(risks),
        matris=matrix_of(policy, risks),
        nivaer=bands_of(policy, undertaking, names),
        risker=tuple(risk_row(portfolio, undertaking, r, today, names) for r in shown),
        ovriga=len(risks) - len(shown),
        beskrivning=sv(T("Riskvärden: {risker}.", risker=placed)),
    )


def matrix_of(policy: Riskpolicy, risks: list[Risk], *, counted: bool = False) -> tuple[MatrixRow, ...]:
    """Give the 5 × 5 matrix, highest probability first.

    Args:
        policy: levels.
        risks: those to place.
        counted: say how many lie in a cell instead of which, where ids of several undertakings would mix.
    """
    placed = rules.matrix(risks)

    def held(s: int, k: int) -> tuple[str, ...]:
        ids = placed[5 - s][k - 1]
        return (sv(T("{antal} st", antal=len(ids))),) if counted and ids else ids

    def cell(empty: Cell, ids: tuple[str, ...]) -> Cell:
        return replace(empty, risker=ids) if ids else empty

    return tuple(
        MatrixRow(row.sannolikhet, tuple(cell(c, held(row.sannolikhet, k)) for k, c in enumerate(row.celler, 1)))
        for row in _empty_matrix(policy)
    )


@lru_cache(maxsize=8)
def _empty_matrix(policy: Riskpolicy) -> tuple[MatrixRow, ...]:
    """Give the matrix with nothing in it: most cells of most matrices."""
    levels = _levels(policy)
    return tuple(
        MatrixRow(s, tuple(Cell(s * k, *levels[s * k], ()) for k in rules.STEPS)) for s in reversed(rules.STEPS)
    )


def bands_of(policy: Riskpolicy, undertaking: Undertaking, names: Names) -> tuple[Band, ...]:
    """Give the levels, lowest first, with who decides in an undertaking of that kind."""
    return tuple(
        Band(n.namn, tone, values, names.party(rules.authority(policy, undertaking, n.fran) or ""))
        for n, tone, values in _bands(policy)
    )


@lru_cache(maxsize=8)
def _bands(policy: Riskpolicy) -> tuple[tuple[Riskniva, str, str], ...]:
    """Give the levels, lowest first, with their shades and the values that lie in them."""
    rows = []
    for n in sorted(policy.nivaer, key=lambda n: n.fran):
        reachable = [v for v in rules.REACHABLE if n.fran <= v <= n.till_och_med]
        rows.append((n, _tone(policy, n), f"{reachable[0]}–{reachable[-1]}" if reachable else NONE))
    return tuple(rows)


def level_of(policy: Riskpolicy, value: int) -> tuple[str, str]:
    """Give a level's name and shade; the lowest band is light, the highest dark, those between medium."""
    return _levels(policy)[value]


@lru_cache(maxsize=8)
def _levels(policy: Riskpolicy) -> tuple[tuple[str, str], ...]:
    """Give the same of every value; each page of a site asks for all 25 of them."""
    bands = (rules.level(policy, value) for value in range(rules.STEPS[-1] ** 2 + 1))
    return tuple((b.namn, _tone(policy, b)) if b else (sv(T("Utan nivå")), _TONES[-1]) for b in bands)


def _tone(policy: Riskpolicy, band: Riskniva) -> str:
    if band == rules.highest(policy):
        return _TONES[2]
    return _TONES[0] if band == min(policy.nivaer, key=lambda n: n.fran) else _TONES[1]


def risk_row(portfolio: Portfolio, undertaking: Undertaking, r: Risk, today: date, names: Names) -> RiskRow:
    """Give a risk as reports show it, judged on a day."""
    policy = portfolio.fyr.modell.policy.risk
    value = rules.value(r)
    name, tone = level_of(policy, value)
    who = rules.authority(policy, undertaking, value)
    mandate = rules.mandate(portfolio, undertaking, r)
    return RiskRow(
        id=r.id,
        hot=one_line(r.hot),
        konsekvens=one_line(r.konsekvens_beskrivning),
        berakning=f"{r.sannolikhet} × {r.konsekvens}".replace(" ", "\u00a0"),
        varde=value,
        niva=name,
        ton=tone,
        riktning=_movement(r),
        far_besluta=names.party(who) if who else NONE,
        beslut=sv(T("Risken är stängd")) if r.status == "stangd" else sv(_MANDATES.get(mandate, T("Beslut saknas"))),
        beslut_saknas=mandate not in _MANDATES,
        behandling=sv(TREATMENTS[r.behandling.val]) if r.behandling else NONE,
        atgarder=tuple(_measure(a, today, names) for a in r.atgarder),
        efter=_after(policy, r),
    )


def _measure(a: Riskatgard, today: date, names: Names) -> Measure:
    if a.status == "klar":
        state = sv(T("gjord"))
    elif a.status == "avbruten":
        state = sv(T("avbruten"))
    elif a.klart < today:
        state = sv(T("skulle ha varit klar {dag}", dag=day(a.klart)))
    else:
        state = sv(T("klar {dag}", dag=day(a.klart)))
    return Measure(one_line(a.text), names.party(a.ansvarig), state)


def _movement(r: Risk) -> str:
    change = rules.trend(r)
    if change == 0:
        return sv(T("→ oförändrad")) if r.bedomningar else ""
    return (
        sv(T("↑ ökat från {fran}", fran=rules.value(r) - change))
        if change > 0
        else sv(T("↓ minskat från {fran}", fran=rules.value(r) - change))
    )


def _after(policy: Riskpolicy, r: Risk) -> str:
    value = rules.residual(r)
    if value is None:
        return ""
    return sv(T("{varde} {niva} efter åtgärd", varde=value, niva=level_of(policy, value)[0].lower()))
