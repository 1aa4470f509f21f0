"""What a gate asks for: every criterion, met or not, why, where, and who must act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from fyrportfolj.diagnostics import Loc
from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts import ARTEFACTS, artefact_rows, titel
from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import STATUS_WORDS, ArtefaktKrav, ArtefaktStatus, Fas, Grind, Process
from fyrportfolj.rules.corrected import applied, content_rows
from fyrportfolj.rules.criteria import CRITERIA
from fyrportfolj.rules.legal import legal_force
from fyrportfolj.rules.replay import Replay, standing_of
from fyrportfolj.rules.requirement import RequirementState
from fyrportfolj.rules.subject import Answer, Subject, unmet

STATUS_ORDER = ("utkast", "pa_remiss", "godkand", "faststalld")
"""How far a document has come; `ersatt` counts as nothing, since a later version holds."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a gate asks for, apart from the decisions.

    Attributes:
        grupp: the document's slug, or `grind` for what the gate itself asks, `villkor` for conditions.
        rubrik: what is asked.
        uppfyllt: met or not.
        skal: why not, or what to know although it is met.
        fil: the file to look in.
        loc: the place in it.
        vem: roles or bodies that must act.
        steg: the step that brings it about, or None.
    """

    grupp: str
    rubrik: Text
    uppfyllt: bool
    skal: Text | None
    fil: str
    loc: Loc
    vem: tuple[str, ...]
    steg: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an undertaking stands at its gate.

    Attributes:
        process: the version it runs under.
        fas: the phase that its decisions have led to.
        grind: the phase's gate.
        replay: where the decisions lead, with each requirement's state.
        kriterier: everything the gate asks for besides decisions, in the process's order.
    """

    process: Process
    fas: Fas
    grind: Grind
    replay: Replay
    kriterier: tuple[Criterion, ...]

    @property
    def saknas(self) -> tuple[Criterion, ...]:
        """The criteria that are not met."""
        return tuple(c for c in self.kriterier if not c.uppfyllt)

    @property
    def klar_for_beslut(self) -> bool:
        """True when only the decisions remain."""
        return self.replay.lage == "pagar" and not self.saknas

    @property
    def vantar_pa(self) -> tuple[RequirementState, ...]:
        """The decision requirements that are not met yet."""
        return tuple(s for s in self.replay.krav if not s.uppfyllt)


def evaluate(portfolio: Portfolio, entry: Entry[Undertaking], today: date) -> Verdict | None:
    """Judge an undertaking at the gate of the phase that its decisions have led to.

    Args:
        portfolio: everything around it.
        entry: the undertaking and its file.
        today: the day to judge at.

    Returns:
        The verdict; None when the process version is missing, which is a finding of its own.
    """
    process = portfolio.process_of(entry.modell)
    state = standing_of(portfolio, entry.modell)
    if process is None or state is None:
        return None
    fas = process.modell.fas(state.fas)
    assert fas is not None  # noqa: S101  (replay only moves between the process's own phases)
    subject = Subject(portfolio, entry, process.modell, today, state.avstar)
    return Verdict(process.modell, fas, fas.grind, state, tuple(criteria_of_gate(subject, fas, state)))


def criteria_of_phase(subject: Subject, fas: Fas) -> Iterator[Criterion]:
    """Give what a phase's documents and gate ask for, whichever phase the undertaking is in now."""
    rows = _rows(subject.undertaking)
    for krav in fas.artefakter:
        yield from _document(subject, krav, rows.get(krav.slug, []))
    for name in fas.grind.kriterier:
        yield _named(subject, name, "grind", None)


def criteria_of_gate(subject: Subject, fas: Fas, state: Replay) -> Iterator[Criterion]:
    """Give everything that the gate of a phase asks for besides its decisions.

    Args:
        subject: the undertaking as it stands, or as it would stand after a decision.
        fas: the phase whose gate is asked.
        state: where the decisions lead that were taken before the gate opens.
    """
    yield from criteria_of_phase(subject, fas)
    for krav in fas.artefakter:
        if krav.slug in state.att_gora_om:
            yield from _redone(subject, krav.slug)
    yield from _conditions(subject, fas)
    yield from _legal_force(subject, state)


def _rows(undertaking: Undertaking) -> dict[str, list[tuple[Loc, Artefakt]]]:
    found: dict[str, list[tuple[Loc, Artefakt]]] = {}
    for slug, index, artefakt in artefact_rows(undertaking.artefakter):
        loc: Loc = ("artefakter", slug) if index is None else ("artefakter", slug, index)
        found.setdefault(slug, []).append((loc, artefakt))
    return found


def _document(subject: Subject, krav: ArtefaktKrav, rows: list[tuple[Loc, Artefakt]]) -> Iterator[Criterion]:
    name = titel(krav.slug)
    who = tuple(x for x in (subject.undertaking.ledare,) if x)
    if not rows:
        if not krav.valfri:
            reason = T("dokumentet saknas")
            yield _criterion(
                subject,
                krav.slug,
                T("{dokument} finns", dokument=name),
                unmet(reason, ("artefakter",), who),
                krav.steg,
            )
        return
    # The latest of several (a report per period) is the one the gate looks at.
    loc, artefakt = rows[-1]
    subject = replace(subject, slug=krav.slug, loc=loc, artefakt=artefakt)
    come = reached(artefakt, krav.status)
    short = None if come else T("dokumentet är {status}", status=STATUS_WORDS[artefakt.status])
    yield _criterion(
        subject,
        krav.slug,
        T("{dokument} är minst {status}", dokument=name, status=STATUS_WORDS[krav.status]),
        Answer(come, short, (*loc, "status"), who),
        krav.steg,
    )
    for falt, steg in _required_fields(krav):
        yield _filled(subject, krav.slug, falt, steg)
    for name_, steg in _required_criteria(krav):
        yield _named(subject, name_, krav.slug, steg)


def _required_fields(krav: ArtefaktKrav) -> Iterator[tuple[str, str | None]]:
    for etapp in krav.etapper:
        yield from ((f, etapp.steg) for f in etapp.falt)
    yield from ((f, krav.steg) for f in krav.falt)


def _required_criteria(krav: ArtefaktKrav) -> Iterator[tuple[str, str | None]]:
    for etapp in krav.etapper:
        yield from ((k, etapp.steg) for k in etapp.kriterier)
    yield from ((k, krav.steg) for k in krav.kriterier)


def _filled(subject: Subject, slug: str, falt: str, steg: str | None) -> Criterion:
    artefakt = subject.artefakt
    fields = ARTEFACTS[slug].model_fields
    heading = (fields[falt].title if falt in fields else None) or falt
    good = artefakt is not None and filled(artefakt, falt)
    reason = None if good else T("fältet {falt} är tomt", falt=falt)
    who = tuple(x for x in (artefakt.upprattad_av if artefakt else None, subject.undertaking.ledare) if x)[:1]
    title = T("{dokument}: fältet {falt} är ifyllt", dokument=titel(slug), falt=heading)
    return _criterion(subject, slug, title, Answer(good, reason, (*subject.loc, falt), who), steg)


def reached(artefakt: Artefakt, status: ArtefaktStatus) -> bool:
    """Say whether a document has come at least so far; a replaced one never has, whatever is asked."""
    if artefakt.status not in STATUS_ORDER:
        return False
    return status not in STATUS_ORDER or STATUS_ORDER.index(artefakt.status) >= STATUS_ORDER.index(status)


def filled(artefakt: Artefakt, falt: str) -> bool:
    """Say whether a field of a document holds something; one that its kind does not have never does."""
    value = getattr(artefakt, falt) if falt in type(artefakt).model_fields else None
    return value not in (None, (), {}) and not (isinstance(value, str) and not value.strip())


def _named(subject: Subject, name: str, grupp: str, steg: str | None) -> Criterion:
    named = CRITERIA.get(name)
    if named is None:
        # Fail closed: a criterion that nobody knows can not be met; the check says where it is misspelt.
        answer = unmet(T("kriteriet {namn} finns inte i programmet", namn=name))
        return _criterion(subject, grupp, T("{namn}", namn=name), answer, steg)
    answer = named.ask(subject)
    title = T("{dokument}: {vad}", dokument=titel(grupp), vad=named.rubrik) if subject.slug else named.rubrik
    return _criterion(subject, grupp, title, answer, steg)


def _redone(subject: Subject, slug: str) -> Iterator[Criterion]:
    """A document whose approval lapsed must come back in a version that was not decided before."""
    decisions = applied(subject.undertaking.beslut)
    last = max(i for i, d in enumerate(decisions) if slug in d.upphavda)
    rows = _rows(subject.undertaking).get(slug, [])
    if not rows:
        return
    loc, artefakt = rows[-1]
    # By place and not by day: it may be decided anew at the meeting that sent it back.
    decided = {u.version for d in decisions[: last + 1] for u in d.underlag if u.artefakt == slug}
    fresh = artefakt.version not in decided
    reason = (
        None
        if fresh
        else T("version {version} är redan prövad; ge den omarbetade en ny version", version=artefakt.version)
    )
    title = T("{dokument} är omarbetad efter beslutet {beslut}", dokument=titel(slug), beslut=decisions[last].id)
    yield _criterion(subject, slug, title, Answer(fresh, reason, (*loc, "version")), None)


def _applied(subject: Subject) -> Iterator[tuple[int, Decision]]:
    """Each decision with its corrections read, and the index of the row where its content stands."""
    decisions = subject.undertaking.beslut
    return zip(content_rows(decisions), applied(decisions), strict=True)


def _conditions(subject: Subject, fas: Fas) -> Iterator[Criterion]:
    for i, decision in _applied(subject):
        if decision.motesutfall != "beslutat":
            continue
        for j, villkor in enumerate(decision.villkor):
            if not blocks(subject.process, decision, villkor.blockerar_grind, fas):
                continue
            late = villkor.uppfyllt is None and villkor.senast < subject.today
            met = villkor.uppfyllt is not None
            reason = (
                None
                if met
                else T("skulle ha varit uppfyllt {senast}", senast=villkor.senast)
                if late
                else T("ska vara uppfyllt senast {senast}", senast=villkor.senast)
            )
            title = T(
                "Villkor {id} i beslutet {beslut}: {text}", id=villkor.id, beslut=decision.id, text=villkor.text.strip()
            )
            who = (villkor.ansvarig,) if villkor.ansvarig else ()
            yield _criterion(subject, "villkor", title, Answer(met, reason, ("beslut", i, "villkor", j), who), None)


def blocks(process: Process, decision: Decision, named: str | None, fas: Fas) -> bool:
    """Say whether a condition of a decision holds a gate until it is met.

    Args:
        process: the version that the undertaking runs under.
        decision: the decision that made the condition.
        named: the gate that the condition names, or None.
        fas: the phase that the gate leaves.

    Returns:
        True for the gate that is named. Without a name, for the gates after the one where it was
        made; a tillbaka has its next gate before its own, and other decisions have none of their own.
    """
    if named:
        return fas.grind.slug == named
    made = process.fas_for_grind(decision.grind or "")
    if made is None or decision.utfall == "tillbaka":
        return fas is not made
    return process.index(fas.slug) > process.index(made.slug)


def _legal_force(subject: Subject, state: Replay) -> Iterator[Criterion]:
    """Decisions of a gate that demands legal force must have it before the next gate is passed."""
    for i, decision in _applied(subject):
        fas = subject.process.fas_for_grind(decision.grind or "")
        if fas is None or not fas.grind.krav_laga_kraft or decision.utfall != "fortsatt":
            continue
        # A gate that was sent back past is decided anew, and who has left is no longer bound.
        if subject.process.index(fas.slug) >= subject.process.index(state.fas) or decision.kommun in state.avstar:
            continue
        force = legal_force(decision, subject.portfolio.organ.get(decision.organ), subject.today)
        met = force.lage in ("laga_kraft", "ej_overklagbart")
        reason = (
            None
            if met
            else T(
                "beslutet kan överklagas till och med {dag}",
                dag=force.overklagas_till_och_med or T("tre veckor efter anslag"),
            )
        )
        title = T("Beslutet {beslut} har vunnit laga kraft", beslut=decision.id)
        yield _criterion(subject, "grind", title, Answer(met, reason, ("beslut", i, "anslaget")), None)


def _criterion(subject: Subject, grupp: str, rubrik: Text, answer: Answer, steg: str | None) -> Criterion:
    return Criterion(grupp, rubrik, answer.uppfyllt, answer.skal, subject.entry.fil, answer.loc, answer.vem, steg)
