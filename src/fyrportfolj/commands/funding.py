"""`fyr funding`: calls, what applications give and cost, and which undertakings fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fyrportfolj.commands.portrait import Portrait, portrait
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.funding import Utlysning
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.rules.funding.match import Match, Open, match, matches, openness
from fyrportfolj.rules.funding.plan import ApplicationPlan, application_plan


@dataclass(frozen=True)
class CallRow:
    """A call in the list.

    Attributes:
        utlysning: the call.
        oppenhet: whether one can apply today.
        dagar_kvar: days until it closes; None when it has closed or no day is known.
    """

    utlysning: Utlysning
    oppenhet: Open
    dagar_kvar: int | None


@dataclass(frozen=True)
class Calls:
    """The calls, those that close first before the others, closed ones last.

    Attributes:
        dag: the day that is judged at.
        rader: the calls.
    """

    dag: date
    rader: tuple[CallRow, ...]


@dataclass(frozen=True)
class CallCard:
    """One call with its applications worked out."""

    dag: date
    rad: CallRow
    ansokningar: tuple[ApplicationPlan, ...]
    insatser: dict[str, Portrait]
    kommuner: dict[str, str]


@dataclass(frozen=True)
class MatchRow:
    """A call and an undertaking that fit."""

    utlysning: Utlysning
    insats: Portrait
    traff: Match


@dataclass(frozen=True)
class Matches:
    """Which undertakings fit which calls.

    Attributes:
        dag: the day that is judged at.
        insats: the undertaking that was asked about, or None for all that run.
        rader: what fits; of one undertaking also what does not, last.
    """

    dag: date
    insats: Portrait | None
    rader: tuple[MatchRow, ...]


def list_calls(ws: Workspace) -> Result[Calls]:
    """List the calls."""
    rows = [call_row(e.modell, ws.today) for e in ws.portfolio.utlysningar.values()]
    last = date.max
    rows.sort(key=lambda r: (r.oppenhet == "stangd", r.utlysning.stanger or last, r.utlysning.id))
    return Result(Calls(ws.today, tuple(rows)), ws.loaded.diagnostics, ws.faults())


def call_row(call: Utlysning, today: date) -> CallRow:
    """Give a call and how long it is open."""
    left = None if call.stanger is None or call.stanger < today else (call.stanger - today).days
    return CallRow(call, openness(call, today), left)


def show(ws: Workspace, id_: str) -> Result[CallCard]:
    """Show a call with its applications.

    Raises:
        UsageError: no such call.
    """
    call = find_call(ws, id_).modell
    plans = tuple(application_plan(ws.portfolio, call, a, ws.today) for a in call.ansokningar)
    ids = dict.fromkeys(i for a in call.ansokningar for i in a.insatser)
    faces = {i: portrait(ws.portfolio, e) for i in ids if (e := ws.portfolio.undertaking(i)) is not None}
    names = {id_: k.namn for id_, k in ws.portfolio.kommuner.items()}
    card = CallCard(ws.today, call_row(call, ws.today), plans, faces, names)
    return Result(card, ws.loaded.diagnostics, ws.faults())


def find_call(ws: Workspace, id_: str) -> Entry[Utlysning]:
    """Give a call.

    Raises:
        UsageError: no such call.
    """
    known = ws.portfolio.utlysningar
    if id_ not in known:
        raise UsageError(
            T("utlysningen {namn} finns inte", namn=id_),
            did_you_mean(id_, known) or T("se alla med fyr funding list"),
        )
    return known[id_]


def fitting(ws: Workspace, id_: str | None) -> Result[Matches]:
    """Give what fits.

    Args:
        ws: the opened portfolio.
        id_: an undertaking, or None for all that run.

    Raises:
        UsageError: no such undertaking.
    """
    p, today = ws.portfolio, ws.today
    if id_ is None:
        found = matches(p, today)
        return Result(Matches(today, None, _rows(ws, found)), ws.loaded.diagnostics, ws.faults())
    entry = ws.find(id_)
    every = [match(p, c.modell, entry, today) for c in p.utlysningar.values()]
    every.sort(key=lambda m: (not m.passar, -m.ja, m.utlysning))
    return Result(Matches(today, portrait(p, entry), _rows(ws, tuple(every))), ws.loaded.diagnostics, ws.faults())


def _rows(ws: Workspace, found: tuple[Match, ...]) -> tuple[MatchRow, ...]:
    rows = []
    for m in found:
        entry = ws.portfolio.undertaking(m.insats)
        if entry is not None:
            rows.append(MatchRow(ws.portfolio.utlysningar[m.utlysning].modell, portrait(ws.portfolio, entry), m))
    return tuple(rows)
