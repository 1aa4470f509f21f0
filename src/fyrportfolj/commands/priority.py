"""`fyr priority list|show`: the rounds, and one of them with its rules, candidates and answers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fyrportfolj.commands.priority_rows import RoundRow, find_round, row_of
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.messages import Text
from fyrportfolj.model.priority import Axel, Prioritering, SkaKrav
from fyrportfolj.rules.priority.criteria import passing
from fyrportfolj.rules.priority.names import Names
from fyrportfolj.rules.priority.scores import scaled, weights_of
from fyrportfolj.rules.priority.told import answers_told, decimal, rules_told

_WHOLE = 100


@dataclass(frozen=True)
class CriterionRow:
    """A criterion with the share of the whole weight that it has.

    Attributes:
        id: its key.
        namn: what is judged.
        axel: what it says something about.
        vikt: the swing weight.
        andel_procent: its share of all weights, whole per cent.
        lagst: what the lowest score means, or None.
        hogst: what the highest means, or None.
    """

    id: str
    namn: str
    axel: Axel
    vikt: Decimal
    andel_procent: Decimal
    lagst: str | None
    hogst: str | None


@dataclass(frozen=True)
class CandidateRow:
    """A candidate.

    Attributes:
        insats: its id.
        namn: its name.
        maste: True when a law or an agreement asks for it.
        maste_kalla: which one, or None.
        godkand: True when every requirement is met.
        kostnad_kr: what the round says it costs, or None.
        poang: criterion to score.
    """

    insats: str
    namn: str
    maste: bool
    maste_kalla: str | None
    godkand: bool
    kostnad_kr: Decimal | None
    poang: dict[str, int]


@dataclass(frozen=True)
class RoundCard:
    """A round in full.

    Attributes:
        rad: in one line.
        kalla: where the judgements come from, or None.
        sagt: by which rules it is counted and who has answered.
        ska_krav: what is tested before any score.
        kriterier: what is scored.
        kandidater: what can be chosen.
    """

    rad: RoundRow
    kalla: str | None
    sagt: tuple[Text, ...]
    ska_krav: tuple[SkaKrav, ...]
    kriterier: tuple[CriterionRow, ...]
    kandidater: tuple[CandidateRow, ...]


def list_rounds(ws: Workspace) -> Result[tuple[RoundRow, ...]]:
    """List the rounds, the newest first."""
    rounds = sorted((e.modell for e in ws.portfolio.prioriteringar.values()), key=lambda p: p.id)
    rows = tuple(row_of(ws, p) for p in sorted(rounds, key=lambda p: p.datum, reverse=True))
    return Result(rows, ws.loaded.diagnostics, ws.faults())


def show(ws: Workspace, id_: str) -> Result[RoundCard]:
    """Show a round with its rules, criteria, candidates and who has answered.

    Raises:
        UsageError: no such round.
    """
    p = find_round(ws, id_).modell
    names = Names(ws.portfolio)
    said = (*rules_told(p), *answers_told(p, tuple(ws.portfolio.kommuner), names))
    candidates = tuple(
        CandidateRow(
            insats=c.insats,
            namn=names.insats(c.insats),
            maste=c.maste,
            maste_kalla=c.maste_kalla,
            godkand=passing(p, c).godkand,
            kostnad_kr=c.kostnad_kr,
            poang={m.kriterium: m.poang for m in c.poang},
        )
        for c in p.kandidater
    )
    card = RoundCard(row_of(ws, p), p.kalla, said, p.ska_krav, criteria(p), candidates)
    return Result(card, ws.loaded.diagnostics, ws.faults())


def criteria(p: Prioritering) -> tuple[CriterionRow, ...]:
    """Give what is scored in a round, with the share of the whole weight that each criterion has."""
    shares = scaled(weights_of(p.kriterier))
    rows = []
    for k in p.kriterier:
        levels = sorted(k.nivaer, key=lambda n: n.poang)
        rows.append(
            CriterionRow(
                id=k.id,
                namn=k.namn,
                axel=k.axel,
                vikt=k.vikt,
                andel_procent=decimal(shares[k.id] * _WHOLE, 0) if shares else Decimal(0),
                lagst=levels[0].betyder if levels else None,
                hogst=levels[-1].betyder if levels else None,
            )
        )
    return tuple(rows)
