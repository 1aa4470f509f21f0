"""`fyr capacity`: how full every administration is, and which key roles are stretched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fyrportfolj.commands.result import Result
from fyrportfolj.commands.risk_rows import name_of
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.i18n import sort_key
from fyrportfolj.messages import T
from fyrportfolj.model.capacity import Kapacitetsregister
from fyrportfolj.rules.capacity.judged import assumed, judgements, unjudged
from fyrportfolj.rules.capacity.load import register_of
from fyrportfolj.rules.capacity.picture import HotSpot, Picture, fullest, picture
from fyrportfolj.rules.capacity.quarters import moved, quarter_of, span
from fyrportfolj.rules.capacity.roles import role_loads
from fyrportfolj.rules.capacity.saturation import Cell
from fyrportfolj.rules.capacity.sources import sources

SHOWN = 6
"""Quarters that are shown when nothing else is asked for; as many as fit a narrow terminal."""

_MOST = 40


@dataclass(frozen=True)
class HeatRow:
    """One row of the map.

    Attributes:
        kommun: kommun id.
        kommun_namn: its name.
        forvaltning: administration id, or None for the fullest of all in each quarter.
        forvaltning_namn: its name; empty without one.
        celler: one per quarter.
    """

    kommun: str
    kommun_namn: str
    forvaltning: str | None
    forvaltning_namn: str
    celler: tuple[Cell, ...]


@dataclass(frozen=True)
class Judged:
    """Whose judgements the figures are.

    Attributes:
        vem: the role's name, or None when the files do not say.
        nar: the day, or None.
        antal: rows.
    """

    vem: str | None
    nar: date | None
    antal: int


@dataclass(frozen=True)
class Basis:
    """What the figures rest on.

    Attributes:
        exempel: True when the register is invented.
        kalla: where the judgements come from, or None.
        bedomningar: by whom and when, newest first.
        obedomda: names of running undertakings whose load nobody has judged.
        antagen_kapacitet: administrations for which only the usual capacity is assumed.
        forvaltningar: all administrations of the municipalities that are shown.
        vanlig_kapacitet: the usual capacity, as a whole or decimal number of points.
        varning_procent: limit above which a cell is worth looking at.
    """

    exempel: bool
    kalla: str | None
    bedomningar: tuple[Judged, ...]
    obedomda: tuple[str, ...]
    antagen_kapacitet: int
    forvaltningar: int
    vanlig_kapacitet: str
    varning_procent: int


@dataclass(frozen=True)
class Hot:
    """A hot spot with names."""

    kommun_namn: str
    forvaltning_namn: str
    plats: HotSpot


@dataclass(frozen=True)
class Clash:
    """An introduction that begins in a period that hinders it.

    Attributes:
        namn: what is introduced.
        exempel: True for invented content.
        forvaltning_namn: where.
        kvartal: when.
        period: the period's name.
        kommuner: names of the municipalities that are shown.
        alla: True when they are all members.
    """

    namn: str
    exempel: bool
    forvaltning_namn: str
    kvartal: str
    period: str
    kommuner: tuple[str, ...]
    alla: bool


@dataclass(frozen=True)
class CapacityMap:
    """The map of change load.

    Attributes:
        kvartal: quarters, in order.
        kommun: the kommun asked for, or None.
        forvaltning: the administration asked for, or None.
        rader: rows, by name.
        varma: hot spots, the gravest first.
        krockar: introductions that begin in a period that hinders them.
        grund: what the figures rest on.
    """

    kvartal: tuple[str, ...]
    kommun: str | None
    forvaltning: str | None
    rader: tuple[HeatRow, ...]
    varma: tuple[Hot, ...]
    krockar: tuple[Clash, ...]
    grund: Basis


@dataclass(frozen=True)
class RoleRow:
    """A key role in the quarter when most lean on it.

    Attributes:
        roll: the role's name.
        kommun: the kommun's name.
        kvartal: when.
        kallor: what leans on it.
        for_manga: True when that is more than the register allows.
    """

    roll: str
    kommun: str
    kvartal: str
    kallor: tuple[str, ...]
    for_manga: bool


@dataclass(frozen=True)
class RoleMap:
    """Key roles.

    Attributes:
        kvartal: quarters that were looked at.
        hogst: undertakings that a key role manages at a time.
        rader: most first.
        grund: what the figures rest on.
    """

    kvartal: tuple[str, ...]
    hogst: int
    rader: tuple[RoleRow, ...]
    grund: Basis


def show(
    ws: Workspace,
    *,
    kommun: str | None = None,
    forvaltning: str | None = None,
    fran: str | None = None,
    till: str | None = None,
) -> Result[CapacityMap]:
    """Show how full every administration is.

    Args:
        ws: the opened portfolio.
        kommun: one kommun with all its administrations; None means all.
        forvaltning: one administration in every kommun; without both, each kommun's fullest is shown.
        fran: first quarter; the present one when left out.
        till: last quarter; six in all when left out.

    Raises:
        UsageError: no such kommun, administration or time.
        DataError: there is no capacity register.
    """
    register = required(ws)
    known = _chosen("--kommun", kommun, tuple(ws.portfolio.kommuner))
    units = _chosen("--forvaltning", forvaltning, tuple(f.id for f in register.forvaltningar))
    quarters = period(ws, fran, till)
    drawn = picture(ws.portfolio, quarters, known, units)
    names = {f.id: f.namn for f in register.forvaltningar}
    if kommun or forvaltning:
        rows = [_row(ws, drawn, k, (f,), name=(f, names[f])) for k in known for f in units]
    else:
        rows = [_row(ws, drawn, k, units, name=None) for k in known]
    found = CapacityMap(
        kvartal=quarters,
        kommun=kommun,
        forvaltning=forvaltning,
        rader=tuple(sorted(rows, key=lambda r: sort_key(r.kommun_namn))),
        varma=tuple(Hot(name_of(ws, h.kommun), names[h.forvaltning], h) for h in drawn.varma),
        krockar=_clashes(ws, drawn, known, names),
        grund=basis(ws, known),
    )
    return Result(found, ws.loaded.diagnostics, ws.faults())


def roles(
    ws: Workspace, *, kommun: str | None = None, fran: str | None = None, till: str | None = None
) -> Result[RoleMap]:
    """Show which key roles many undertakings lean on at the same time.

    Args:
        ws: the opened portfolio.
        kommun: one kommun; None means all.
        fran: first quarter; the present one when left out.
        till: last quarter; six in all when left out.

    Raises:
        UsageError: no such kommun or time.
        DataError: there is no capacity register.
    """
    register = required(ws)
    known = _chosen("--kommun", kommun, tuple(ws.portfolio.kommuner))
    quarters = period(ws, fran, till)
    found = role_loads(sources(ws.portfolio), quarters, register.nyckelroll_insatser)
    rows = (
        RoleRow(name_of(ws, r.roll), name_of(ws, r.kommun), r.kvartal, r.kallor, r.for_manga)
        for r in found
        if r.kommun in known
    )
    ranked = sorted(rows, key=lambda r: (-len(r.kallor), sort_key(r.roll), sort_key(r.kommun)))
    data = RoleMap(quarters, register.nyckelroll_insatser, tuple(ranked), basis(ws, known))
    return Result(data, ws.loaded.diagnostics, ws.faults())


def required(ws: Workspace) -> Kapacitetsregister:
    """Give the capacity register.

    Raises:
        DataError: there is none that can be read.
    """
    register = register_of(ws.portfolio)
    if register is None:
        raise DataError(
            T("register/kapacitet.yaml finns inte eller går inte att läsa, så lasten går inte att räkna"),
            T("kör fyr explain kapacitet för att se vad filen ska innehålla"),
        )
    return register


def period(ws: Workspace, fran: str | None, till: str | None) -> tuple[str, ...]:
    """Give the quarters that were asked for.

    Raises:
        UsageError: the last lies before the first, or they are too many.
    """
    first = fran or (till and moved(till, 1 - SHOWN)) or quarter_of(ws.today)
    last = till or moved(first, SHOWN - 1)
    found = span(first, last) if moved(first, _MOST) >= last else ()
    if not found:
        raise UsageError(
            T(
                "--to {till} ligger före --from {fran}, eller mer än {antal} kvartal efter",
                till=last,
                fran=first,
                antal=_MOST,
            ),
            T("skriv kvartalen i ordning, till exempel --from 2027-K1 --to 2028-K2"),
        )
    return found


def basis(ws: Workspace, kommuner: tuple[str, ...]) -> Basis:
    """Say what the figures rest on.

    Raises:
        DataError: there is no capacity register.
    """
    register = required(ws)
    lacking, every = assumed(ws.portfolio, kommuner)
    rows = judgements(ws.portfolio)
    return Basis(
        exempel=register.exempel,
        kalla=register.kalla,
        bedomningar=tuple(Judged(name_of(ws, j.vem) if j.vem else None, j.nar, j.antal) for j in rows),
        obedomda=tuple(u.namn for u in unjudged(ws.portfolio)),
        antagen_kapacitet=lacking,
        forvaltningar=every,
        vanlig_kapacitet=f"{register.vanlig_kapacitet.normalize():f}",
        varning_procent=int(register.varning_procent),
    )


def _clashes(ws: Workspace, drawn: Picture, known: tuple[str, ...], names: dict[str, str]) -> tuple[Clash, ...]:
    return tuple(
        Clash(
            source.namn,
            source.exempel,
            names.get(c.forvaltning, c.forvaltning),
            c.kvartal,
            c.period.namn,
            tuple(name_of(ws, k) for k in c.kommuner if k in known),
            set(c.kommuner) == set(ws.portfolio.kommuner),
        )
        for source, c in drawn.krockar
    )


def _chosen(option: str, value: str | None, known: tuple[str, ...]) -> tuple[str, ...]:
    if value is None:
        return known
    if value in known:
        return (value,)
    raise UsageError(
        T("{alternativ}: {varde} finns inte i portföljen", alternativ=option, varde=value),
        did_you_mean(value, known) or T("välj ett av {namn}", namn=tuple(sorted(known))),
    )


def _row(
    ws: Workspace, drawn: Picture, kommun: str, asked: tuple[str, ...], *, name: tuple[str, str] | None
) -> HeatRow:
    cells = (fullest(drawn, [(kommun, f, q) for f in asked]) for q in drawn.kvartal)
    shown = tuple(c for c in cells if c is not None)
    return HeatRow(kommun, name_of(ws, kommun), name[0] if name else None, name[1] if name else "", shown)
