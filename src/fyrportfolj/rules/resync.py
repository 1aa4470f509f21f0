"""Taking a decision again on a state that others have changed: is it still the same decision?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fyrportfolj.messages import T, Text
from fyrportfolj.model.decisions import Decision, Villkor
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.process import Process
from fyrportfolj.rules.advance import next_condition_id, own_answer, pin, requirement_of, unique_id
from fyrportfolj.rules.corrected import RATTELSE, applied, origin_of
from fyrportfolj.rules.replay import Passage, Replay, replay


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """An undertaking as it was when a decision was taken, and as it is now.

    Attributes:
        portfolio: everything around it now.
        process: the process that it runs under now.
        before: as it was, without the decision.
        now: as it is.
    """

    portfolio: Portfolio
    process: Process
    before: Undertaking
    now: Undertaking

    @property
    def since(self) -> tuple[Decision, ...]:
        """The decisions that others have recorded since."""
        known = {d.id for d in self.before.beslut}
        return tuple(d for d in self.now.beslut if d.id not in known)


def taken_again(decision: Decision, meanwhile: Meanwhile, renamed: Mapping[str, str]) -> Decision:
    """Give a decision as it is recorded now: what was decided is the same, what the record numbers may not be.

    Args:
        decision: as it was recorded.
        meanwhile: before and now.
        renamed: new id by old of earlier decisions that were taken again.

    Returns:
        The decision with a free id and free ids for its own conditions; what follows from where the undertaking
        stands (lapsed approvals) is left for the plan.
    """
    u = meanwhile.now
    taken = {v.id for d in meanwhile.before.beslut for v in d.villkor}
    own = [v for v in decision.villkor if v.id not in taken]
    return decision.model_copy(
        update={
            "id": unique_id(u, decision.datum, decision.organ, decision.kommun),
            "villkor": _renumbered(u, decision.villkor, own),
            "upphavda": () if decision.typ == "grind" else decision.upphavda,
            "ersatter": renamed.get(decision.ersatter, decision.ersatter) if decision.ersatter else None,
        }
    )


def obstacle(decision: Decision, meanwhile: Meanwhile) -> Text | None:
    """Give what others have done that makes a decision another one than it was, or None.

    Args:
        decision: as it would be recorded now.
        meanwhile: before and now.

    Returns:
        A sentence. None does not mean that the decision is allowed: that is for the rules that every decision meets.
    """
    if meanwhile.before.process != meanwhile.now.process:
        ref = meanwhile.now.process
        return T(
            "{id} följer nu processen {slug} {version}; ditt beslut {beslut} togs i en annan.",
            id=meanwhile.now.id,
            slug=ref.slug,
            version=ref.version,
            beslut=decision.id,
        )
    for reason in (_moved, _decided_already, _other_documents, _other_risks, _corrected_since):
        found = reason(decision, meanwhile)
        if found is not None:
            return found
    return None


def _renumbered(u: Undertaking, conditions: tuple[Villkor, ...], own: list[Villkor]) -> tuple[Villkor, ...]:
    known = {v.id for d in u.beslut for v in d.villkor}
    if not any(v.id in known for v in own):
        return conditions
    # All of them, so that a new number is not one that the next of them had.
    names = {v.id: next_condition_id(u, offset) for offset, v in enumerate(own)}
    return tuple(v.model_copy(update={"id": names[v.id]}) if v in own else v for v in conditions)


def _moved(decision: Decision, m: Meanwhile) -> Text | None:
    """A joint decision was taken where the undertaking stood; a kommun may answer for itself also afterwards."""
    if decision.typ != "grind" or own_answer(requirement_of(m.process, decision), decision):
        return None
    before, now = _lead(m, m.before), _lead(m, m.now)
    if (before.fas, before.lage) == (now.fas, now.lage) or not now.passager:
        return None
    return _told(decision, m, now.passager[-1])


def _lead(m: Meanwhile, u: Undertaking) -> Replay:
    return replay(m.process, u, m.portfolio.organ, m.portfolio.kommuner)


def _told(decision: Decision, m: Meanwhile, passage: Passage) -> Text:
    by = m.now.beslut[passage.index]
    fas = m.process.fas(passage.till)
    named = {
        "id": m.now.id,
        "organ": _body(m, by),
        "dag": by.datum,
        "fas": fas.namn if fas else passage.till,
        "beslut": decision.id,
    }
    if passage.lage == "stoppad":
        return T("{id} stoppades av {organ} den {dag}; ditt beslut {beslut} passar inte längre.", **named)
    if passage.lage == "avslutad":
        return T("{id} avslutades av {organ} den {dag}; ditt beslut {beslut} passar inte längre.", **named)
    if passage.fran == passage.till:
        return T("{id} återupptogs av {organ} den {dag}; ditt beslut {beslut} passar inte längre.", **named)
    return T(
        "{id} gick till fasen {fas} genom ett beslut av {organ} den {dag}; ditt beslut {beslut} passar inte längre.",
        **named,
    )


def _decided_already(decision: Decision, m: Meanwhile) -> Text | None:
    if decision.typ != "grind" or decision.motesutfall != "beslutat":
        return None
    asked = ("typ", "organ", "kommun", "grind", "krav", "motesutfall")
    same = next((d for d in m.since if all(getattr(d, n) == getattr(decision, n) for n in asked)), None)
    if same is None:
        return None
    return T(
        "{organ} har redan ett beslut i grinden, registrerat av någon annan: {annat}."
        " Ditt beslut {beslut} passar inte längre.",
        organ=_body(m, same),
        annat=same.id,
        beslut=decision.id,
    )


def _other_documents(decision: Decision, m: Meanwhile) -> Text | None:
    for underlag in decision.underlag:
        before, now = (getattr(u.artefakter, underlag.artefakt, None) for u in (m.before, m.now))
        if before is None or isinstance(before, tuple) or pin(underlag.artefakt, before) != underlag:
            continue  # an earlier version, which stands in history
        if now is None or pin(underlag.artefakt, now) != underlag:
            return T(
                "Dokumentet {artefakt} som du beslutade om har ändrats av någon annan; ditt beslut {beslut} gäller"
                " version {version} som den var.",
                artefakt=underlag.artefakt,
                beslut=decision.id,
                version=underlag.version,
            )
    return None


def _other_risks(decision: Decision, m: Meanwhile) -> Text | None:
    before, now = ({r.id: r for r in u.risker} for u in (m.before, m.now))
    changed = next((i for i in decision.risker if before.get(i) != now.get(i)), None)
    if changed is None:
        return None
    return T(
        "Risken {risk} har ändrats av någon annan; ditt beslut {beslut} gäller risken som den var.",
        risk=changed,
        beslut=decision.id,
    )


def _corrected_since(decision: Decision, m: Meanwhile) -> Text | None:
    if decision.typ != RATTELSE:
        return None
    found = []
    for u in (m.before, m.now):
        at = origin_of(u.beslut, decision)
        found.append(None if at is None else applied(u.beslut)[at])
    if found[0] == found[1]:
        return None
    return T(
        "Beslutet {ersatter} har rättats eller fyllts i av någon annan; din rättelse {beslut} utgår från hur det var.",
        ersatter=decision.ersatter,
        beslut=decision.id,
    )


def _body(m: Meanwhile, d: Decision) -> str:
    return m.portfolio.organ[d.organ].namn if d.organ in m.portfolio.organ else d.organ
