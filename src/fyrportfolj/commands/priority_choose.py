"""`fyr priority choose`: the most valuable set that fits, and what holds it back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fyrportfolj.commands.priority_rows import RoundRow, find_round, row_of
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.messages import Text
from fyrportfolj.model.priority import Prioritering
from fyrportfolj.rules.priority.choice_told import choice_told, why_told
from fyrportfolj.rules.priority.choose import Asked, Choice, Eased, Verdict, Worth, choose
from fyrportfolj.rules.priority.names import Names

_THOUSANDTHS = -3


@dataclass(frozen=True)
class VerdictRow:
    """What became of a candidate.

    Attributes:
        insats: its id.
        namn: its name.
        vald: True when it is chosen.
        maste: True when a law or an agreement asks for it.
        varde: what it is worth, points; None when that is not known.
        kostnad_kr: what it costs, or None.
        kod: why it is not chosen, in a word; None when it is.
        varfor: the same in a sentence.
    """

    insats: str
    namn: str
    vald: bool
    maste: bool
    varde: Decimal | None
    kostnad_kr: Decimal | None
    kod: str | None
    varfor: Text


@dataclass(frozen=True)
class Chosen:
    """The choice of a round.

    Attributes:
        rad: the round.
        efter: what was maximised.
        budget_kr: the money, or None for no limit.
        till_kvartal: last quarter whose capacity counts, or None for all.
        gar_att_valja: False when what must be done does not fit.
        varde: what the choice is worth, points.
        kostnad_kr: what it costs.
        rader: every candidate, the chosen first.
        bindande: limits that hold the choice back, and what easing each would change.
        battre_fran_kr: the smallest budget with which something worth more fits, or None.
        sagt: the same in sentences.
    """

    rad: RoundRow
    efter: Worth
    budget_kr: Decimal | None
    till_kvartal: str | None
    gar_att_valja: bool
    varde: Decimal
    kostnad_kr: Decimal
    rader: tuple[VerdictRow, ...]
    bindande: tuple[Eased, ...]
    battre_fran_kr: Decimal | None
    sagt: tuple[Text, ...]


def choose_round(ws: Workspace, id_: str, asked: Asked) -> Result[Chosen]:
    """Choose what to start in a round.

    Args:
        ws: the opened portfolio.
        id_: the round.
        asked: what to maximise, and other limits than those of the round.

    Returns:
        The choice. Exit code 1 when what must be done does not fit.

    Raises:
        UsageError: no such round.
        DataError: too many candidates with too many limits to settle exactly.
    """
    p = find_round(ws, id_).modell
    names = Names(ws.portfolio)
    c = choose(ws.portfolio, p, ws.today, asked)
    data = Chosen(
        rad=row_of(ws, p),
        efter=c.fraga.efter,
        budget_kr=c.fraga.budget_kr,
        till_kvartal=c.fraga.till_kvartal,
        gar_att_valja=c.valda is not None,
        varde=Decimal(c.varde).scaleb(_THOUSANDTHS),
        kostnad_kr=c.kostnad_kr,
        rader=_rows(c, p, names),
        bindande=c.bindande,
        battre_fran_kr=c.battre_fran_kr,
        sagt=tuple(choice_told(c, p, names)),
    )
    return Result(data, ws.loaded.diagnostics, ws.faults(), 0 if c.valda is not None else 1)


def _rows(c: Choice, p: Prioritering, names: Names) -> tuple[VerdictRow, ...]:
    return tuple(_row(v, p, names) for v in sorted(c.poster, key=lambda v: (not v.vald, not v.maste, -(v.varde or 0))))


def _row(v: Verdict, p: Prioritering, names: Names) -> VerdictRow:
    return VerdictRow(
        insats=v.insats,
        namn=names.insats(v.insats),
        vald=v.vald,
        maste=v.maste,
        varde=None if v.varde is None else Decimal(v.varde).scaleb(_THOUSANDTHS),
        kostnad_kr=v.kostnad_kr,
        kod=v.varfor.value if v.varfor else None,
        varfor=why_told(v, p, names),
    )
