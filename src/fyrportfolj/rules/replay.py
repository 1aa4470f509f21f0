"""Where an undertaking stands, told by its decisions alone.

The phase that a file states must be the one its recorded decisions lead to; this module walks the
decisions in file order through the process and says where they lead and which of them do not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from fyrportfolj.messages import T, Text
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.process import BeslutsKrav, Fas, Process, Utfall, UtfallRegel
from fyrportfolj.model.registers import Kommun, Organ
from fyrportfolj.rules.corrected import applied, content_rows
from fyrportfolj.rules.requirement import Parties, RequirementState, states
from fyrportfolj.rules.risk import same_or_higher

Lage = Literal["pagar", "stoppad", "avslutad"]
_STANDING: Mapping[Lage, Text] = MappingProxyType(
    {"pagar": T("i gång"), "stoppad": T("stoppad"), "avslutad": T("avslutad")}
)


@dataclass(frozen=True, slots=True)
class Problem:
    """A decision that does not fit the process; becomes a finding with the decision's place.

    Attributes:
        kod: diagnostic code.
        index: the decision's place in `beslut`, from 0.
        falt: the field that is wrong.
        params: values for the sentence.
    """

    kod: str
    index: int
    falt: str
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Passage:
    """A change of phase or standing.

    Attributes:
        index: the decision that brought it about, from 0.
        datum: its day.
        utfall: its outcome, or `ateruppta`.
        fran: phase before.
        till: phase after.
        lage: standing after.
    """

    index: int
    datum: date
    utfall: str
    fran: str
    till: str
    lage: Lage


@dataclass(frozen=True, slots=True)
class Replay:
    """Where the decisions lead.

    Attributes:
        fas: phase slug.
        steg: step slug that a decision sent it back to, or None.
        lage: running, stopped or closed.
        sedan: the day it came to this phase or standing, or None from the start.
        passager: every change, oldest first.
        i_grinden: decisions taken in the present gate since the phase was entered.
        krav: how each requirement of the present gate stands; empty when closed.
        avstar: municipalities that have declined by decision.
        att_gora_om: documents whose approval lapsed by a tillbaka, until their phase's gate is passed again.
        problem: decisions that do not fit.
    """

    fas: str
    steg: str | None
    lage: Lage
    sedan: date | None
    passager: tuple[Passage, ...]
    i_grinden: tuple[Decision, ...]
    krav: tuple[RequirementState, ...]
    avstar: frozenset[str]
    att_gora_om: frozenset[str]
    problem: tuple[Problem, ...]


@dataclass(slots=True)
class _Walk:
    process: Process
    undertaking: Undertaking
    organ: Mapping[str, Organ]
    kommuner: Mapping[str, Kommun]
    fas: Fas
    steg: str | None = None
    lage: Lage = "pagar"
    sedan: date | None = None
    stopped_by: tuple[str, str | None] = ("", None)
    passager: list[Passage] = field(default_factory=list)
    pending: list[Decision] = field(default_factory=list)
    declined: set[str] = field(default_factory=set)
    redo: set[str] = field(default_factory=set)
    problem: list[Problem] = field(default_factory=list)


def replay(
    process: Process, undertaking: Undertaking, organ: Mapping[str, Organ], kommuner: Mapping[str, Kommun]
) -> Replay:
    """Walk the decisions of an undertaking through its process.

    Args:
        process: the version that the undertaking runs under.
        undertaking: with its decisions in the order they were recorded; corrections are read in their places.
        organ: bodies by id.
        kommuner: member municipalities by id.

    Returns:
        Where the decisions lead; never where the file says it is.

    Källa: styrmötet för förstudien, Beslut (fortsätt, tillbaka, stopp, avsluta).
    """
    w = _Walk(process, undertaking, organ, kommuner, process.faser[0])
    for index, decision in enumerate(applied(undertaking.beslut)):
        if decision.typ == "ateruppta":
            _resume(w, index, decision)
        elif decision.typ == "grind":
            _gate_decision(w, index, decision)
    return Replay(
        w.fas.slug,
        w.steg,
        w.lage,
        w.sedan,
        tuple(w.passager),
        tuple(w.pending),
        () if w.lage == "avslutad" else states(w.fas.grind, w.pending, _parties(w, None)),
        frozenset(w.declined),
        frozenset(w.redo),
        tuple(_placed(w)),
    )


def standing_of(portfolio: Portfolio, undertaking: Undertaking) -> Replay | None:
    """Give where the decisions of a portfolio's undertaking lead, worked out once.

    Args:
        portfolio: the process and the registers.
        undertaking: one of the portfolio's own initiatives or projects.

    Returns:
        As `replay`; None when the process version is missing, which is a finding of its own.
    """
    process = portfolio.process_of(undertaking)
    if process is None:
        return None
    # The undertaking stands beside the answer, so that its identity is not given to another one.
    known = portfolio.memo.get((Replay, id(undertaking)))
    if isinstance(known, tuple) and known[0] is undertaking:
        answer: Replay = known[1]
        return answer
    answer = replay(process.modell, undertaking, portfolio.organ, portfolio.kommuner)
    portfolio.memo[(Replay, id(undertaking))] = (undertaking, answer)
    return answer


def _resume(w: _Walk, index: int, d: Decision) -> None:
    if d.motesutfall != "beslutat":
        return
    if w.lage != "stoppad":
        _report(w, "FYR405", index, "typ", fas=w.fas.namn, lage=_STANDING[w.lage])
    elif not _may_resume(w, d):
        _report(w, "FYR427", index, "organ", organ=_name(w, d.organ), stoppade=_name(w, w.stopped_by[0]))
    else:
        _move(w, index, d, w.fas, "pagar")
        # While it stood still the last ones that the others waited for may have left.
        _pass_if_complete(w, index, d)


def _may_resume(w: _Walk, d: Decision) -> bool:
    """The same body of the same kommun, or one above it."""
    organ, kommun = w.stopped_by
    return same_or_higher(w.organ, d.organ, organ) and (d.organ != organ or d.kommun == kommun)


def _gate_decision(w: _Walk, index: int, d: Decision) -> None:
    if not _fits_shape(w, index, d):
        return
    fas = w.process.fas_for_grind(d.grind or "")
    if fas is None or w.process.index(fas.slug) > w.process.index(w.fas.slug):
        _report(w, "FYR402", index, "grind", grind=d.grind, fas=w.fas.namn, vantad=w.fas.grind.slug)
        return
    krav = next((k for k in fas.grind.beslut if k.slug == d.krav), None)
    if krav is None:
        _report(w, "FYR403", index, "krav", krav=d.krav, mojliga=tuple(k.slug for k in fas.grind.beslut))
        return
    if d.organ not in (*krav.alla_av, *krav.nagot_av, *krav.vid_behov):
        bodies = (*krav.alla_av, *krav.nagot_av, *krav.vid_behov)
        _report(w, "FYR404", index, "organ", organ=_name(w, d.organ), grind=fas.grind.namn, mojliga=bodies)
        return
    if w.lage == "avslutad" or (w.lage == "stoppad" and fas is w.fas and d.utfall != "avsluta"):
        _report(w, "FYR405", index, "utfall" if d.utfall else "motesutfall", fas=w.fas.namn, lage=_STANDING[w.lage])
    elif fas is not w.fas:
        _late_answer(w, index, d, krav)
    else:
        _apply(w, index, d, krav)


def _fits_shape(w: _Walk, index: int, d: Decision) -> bool:
    if (d.motesutfall == "beslutat") != (d.utfall is not None):
        _report(w, "FYR420", index, "utfall" if d.utfall else "motesutfall", motesutfall=d.motesutfall)
        return False
    body = w.organ.get(d.organ)
    if body and body.per_kommun and d.kommun is None:
        _report(w, "FYR408", index, "organ", organ=body.namn)
        return False
    if body and not body.per_kommun and d.kommun is not None:
        _report(w, "FYR409", index, "kommun", organ=body.namn, kommun=d.kommun)
        return False
    return True


def _late_answer(w: _Walk, index: int, d: Decision, krav: BeslutsKrav) -> None:
    """A kommun may answer a gate that the others have left: it joins, or leaves, and that gate stays passed."""
    if krav.per != "kommun" or d.kommun is None:
        _report(w, "FYR402", index, "grind", grind=d.grind, fas=w.fas.namn, vantad=w.fas.grind.slug)
    elif d.utfall and _takes_part(w, index, d):
        _join_or_leave(w, d.kommun, d.utfall)
        # In the present gate it may be the last one that the others wait for.
        _pass_if_complete(w, index, d)


def _takes_part(w: _Walk, index: int, d: Decision) -> bool:
    if d.kommun in {p.kommun for p in w.undertaking.deltagare}:
        return True
    _report(w, "FYR410", index, "kommun", kommun=d.kommun)
    return False


def _join_or_leave(w: _Walk, kommun: str, outcome: Utfall) -> None:
    if outcome in ("stopp", "avsluta"):
        w.declined.add(kommun)
    elif outcome == "fortsatt":
        w.declined.discard(kommun)


def _apply(w: _Walk, index: int, d: Decision, krav: BeslutsKrav) -> None:
    if d.motesutfall != "beslutat":
        w.pending.append(d)
        return
    rule = next((r for r in w.fas.grind.utfall if r.utfall == d.utfall), None)
    if rule is None:
        _report(w, "FYR406", index, "utfall", utfall=d.utfall, grind=w.fas.grind.namn)
        return
    if d.utfall == "tillbaka" and not d.motivering:
        _report(w, "FYR407", index, "utfall", utfall=d.utfall)
    if krav.per == "kommun" and d.kommun is not None:
        if _takes_part(w, index, d):
            w.pending.append(d)
            _join_or_leave(w, d.kommun, rule.utfall)
            # Also a kommun that leaves may be the last one the others waited for.
            _pass_if_complete(w, index, d)
        return
    w.pending.append(d)
    if d.utfall == "tillbaka":
        _send_back(w, index, d, rule)
    elif d.utfall == "stopp":
        w.stopped_by = (d.organ, d.kommun)
        _move(w, index, d, w.fas, "stoppad")
    elif d.utfall == "avsluta":
        _end(w, index, d, rule)
    else:
        _pass_if_complete(w, index, d)


def _pass_if_complete(w: _Walk, index: int, d: Decision) -> None:
    rule = next((r for r in w.fas.grind.utfall if r.utfall == "fortsatt"), None)
    opened = max(x.datum for x in (*w.pending, d) if x.motesutfall == "beslutat")
    if (
        rule is None
        or w.lage != "pagar"
        or not all(s.uppfyllt for s in states(w.fas.grind, w.pending, _parties(w, opened)))
    ):
        return
    here = w.process.index(w.fas.slug)
    target = w.process.fas(rule.till[0]) if rule.till else None
    if target is None and here + 1 < len(w.process.faser):
        target = w.process.faser[here + 1]
    w.redo.difference_update(k.slug for k in w.fas.artefakter)
    if target is None:
        _move(w, index, d, w.fas, "avslutad", opened=opened)
    else:
        _move(w, index, d, target, "pagar", opened=opened)


def _send_back(w: _Walk, index: int, d: Decision, rule: UtfallRegel) -> None:
    target = w.process.fas(d.till_fas) if d.till_fas else None
    if (
        target is None
        or w.process.index(target.slug) > w.process.index(w.fas.slug)
        or (rule.till and target.slug not in rule.till)
    ):
        allowed = rule.till or tuple(f.slug for f in w.process.faser[: w.process.index(w.fas.slug) + 1])
        _report(w, "FYR411", index, "till_fas" if d.till_fas else "utfall", till_fas=d.till_fas, mojliga=allowed)
        return
    if d.till_steg and d.till_steg not in {s.slug for s in target.steg}:
        _report(
            w,
            "FYR412",
            index,
            "till_steg",
            till_steg=d.till_steg,
            fas=target.namn,
            mojliga=tuple(s.slug for s in target.steg),
        )
    w.redo.update(d.upphavda)
    _move(w, index, d, target, "pagar")
    w.steg = d.till_steg


def _end(w: _Walk, index: int, d: Decision, rule: UtfallRegel) -> None:
    named = d.till_fas if d.till_fas in rule.till else next(iter(rule.till), None)
    target = w.process.fas(named) if named else None
    if target is None:
        _move(w, index, d, w.fas, "avslutad")
    else:
        _move(w, index, d, target, "pagar")


def _move(w: _Walk, index: int, d: Decision, target: Fas, lage: Lage, *, opened: date | None = None) -> None:
    # The answer that opens a gate may be a kommun's no, and need not be the latest meeting.
    outcome = "fortsatt" if opened else str(d.utfall) if d.typ == "grind" else d.typ
    day = opened or d.datum
    w.passager.append(Passage(index, day, outcome, w.fas.slug, target.slug, lage))
    if target is not w.fas or outcome == "tillbaka":
        w.pending.clear()
    w.fas, w.lage, w.sedan, w.steg = target, lage, day, None


def _parties(w: _Walk, day: date | None) -> Parties:
    """Those who must answer: not those who never wanted to, nor those who joined after the day."""
    asked = tuple(
        p
        for p in w.undertaking.deltagare
        if not (p.status == "avstar" and p.beslut is None) and not (day and p.fran and p.fran > day)
    )
    return Parties(
        tuple(p.kommun for p in asked),
        frozenset(w.declined),
        frozenset(w.undertaking.tillampliga_organ),
        {p.kommun: frozenset(p.tillampliga_organ) for p in asked},
        w.kommuner,
    )


def _placed(w: _Walk) -> Iterator[Problem]:
    """What is wrong with a corrected decision is wrong in the correction."""
    rows = content_rows(w.undertaking.beslut) if w.problem else ()
    for problem in w.problem:
        yield replace(problem, index=rows[problem.index])


def _name(w: _Walk, organ: str) -> str:
    return w.organ[organ].namn if organ in w.organ else organ


def _report(w: _Walk, kod: str, index: int, falt: str, **params: object) -> None:
    w.problem.append(Problem(kod, index, falt, MappingProxyType(params)))


def with_decision(undertaking: Undertaking, decision: Decision) -> Undertaking:
    """Give the undertaking as it would be with one more decision, to ask where that would lead."""
    return undertaking.model_copy(update={"beslut": (*undertaking.beslut, decision)})
