"""What work on an undertaking must leave as it was: its decisions, and what they stand behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fyrportfolj.diagnostics import Diagnostic, Loc
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import artefact_rows, titel
from fyrportfolj.model.artefacts.base import content_hash
from fyrportfolj.model.decisions import Decision, Underlag
from fyrportfolj.model.initiative import Deltagare, Undertaking
from fyrportfolj.model.risks import Behandling
from fyrportfolj.rules.replay import replay
from fyrportfolj.rules.trail.compare import differences, dotted
from fyrportfolj.rules.trail.scene import Scene
from fyrportfolj.rules.trail.statement import FILLED_IN_LATER

_MET_LATER = ("uppfyllt", "uppfyllt_genom")
"""Facts of a condition that are known only later."""

_FREE = frozenset({"kontaktroll"})
"""What may change in a participant's row that a decision stands behind: whom to turn to."""

Sums = Mapping[tuple[str, str], frozenset[str]]
"""Content sums of an undertaking's documents by slug and version; reports of several periods may share a version."""


def judge_kept(scene: Scene, fil: str, before: Undertaking, after: Undertaking) -> Iterator[Diagnostic]:
    """Find what has been changed although only a decision may.

    Args:
        scene: the commit.
        fil: the undertaking's file.
        before: the undertaking at the first parent.
        after: as the commit leaves it.
    """
    yield from judge_decisions(scene, fil, before.beslut, after.beslut)
    if before.fas != after.fas:
        yield scene.fault("FYR623", fil, fore=before.fas, efter=after.fas)
    if before.process != after.process:
        old, new = (f"{u.process.slug}@{u.process.version}" for u in (before, after))
        vad = T("{id} har bytt process från {fore} till {efter}", id=after.id, fore=old, efter=new)
        yield scene.fault("FYR634", fil, vad=vad)
    else:
        yield from _led_elsewhere(scene, fil, before, after)
    yield from _participants(scene, fil, before, after)
    yield from _treatments(scene, fil, before, after)
    yield from judge_documents(scene, fil, before, after)


def judge_decisions(
    scene: Scene, fil: str, before: tuple[Decision, ...], after: tuple[Decision, ...]
) -> Iterator[Diagnostic]:
    """Find decisions that were changed, moved, taken away or added."""
    known = [d.id for d in before]
    head, new = after[: len(before)], after[len(before) :]
    if [d.id for d in head] == known:
        for old, row in zip(before, head, strict=True):
            yield from _changed(scene, fil, old, row)
    else:
        kept = {d.id: d for d in after}
        for old in before:
            if old.id in kept:
                yield from _changed(scene, fil, old, kept[old.id])
            else:
                yield scene.fault("FYR630", fil, beslut=old.id, falt=T("hela beslutet"))
        order = [d.id for d in after if d.id in known]
        if order != [i for i in known if i in kept]:
            yield scene.fault("FYR630", fil, beslut=order[0] if order else known[0], falt=T("ordningen"))
        new = tuple(d for d in after if d.id not in known)
    for row in new:
        yield scene.fault("FYR622", fil, beslut=row.id)


def _changed(scene: Scene, fil: str, before: Decision, after: Decision) -> Iterator[Diagnostic]:
    fields = tuple(dotted(loc) for loc in differences(before, after) if not filled_in(before, after, loc))
    if fields:
        yield scene.fault("FYR630", fil, beslut=before.id, falt=fields)


def filled_in(before: Decision, after: Decision, loc: Loc) -> bool:
    """Say whether a difference between two versions of a decision is a fact that was not known and now is."""
    match loc:
        case (str(name),) if name in FILLED_IN_LATER:
            return getattr(before, name) is None
        case ("villkor", int(i), str(name)) if name in _MET_LATER:
            return getattr(before.villkor[i], name) is None and getattr(after.villkor[i], name) is not None
        case _:
            return False


def _participants(scene: Scene, fil: str, before: Undertaking, after: Undertaking) -> Iterator[Diagnostic]:
    old, new = ({p.kommun: p for p in u.deltagare} for u in (before, after))
    for kommun in dict.fromkeys((*old, *new)):
        was, now = old.get(kommun), new.get(kommun)
        decision = (was and was.beslut) or (now and now.beslut)
        fields = _row_changes(kommun, was, now) if decision else ()
        if fields:
            yield scene.fault("FYR630", fil, beslut=decision, falt=fields)


def _row_changes(kommun: str, was: Deltagare | None, now: Deltagare | None) -> tuple[str, ...]:
    if was is None or now is None:
        return (f"deltagare.{kommun}",)
    found = (loc for loc in differences(was, now) if loc[0] not in _FREE)
    if was.beslut is None:
        found = (loc for loc in found if loc[0] == "beslut")
    return tuple(f"deltagare.{kommun}.{dotted(loc)}" for loc in found)


def _treatments(scene: Scene, fil: str, before: Undertaking, after: Undertaking) -> Iterator[Diagnostic]:
    """Find treatments of risks that a decision stands behind; the reasons may be told better, and a risk may go."""
    old = {r.id: r.behandling for r in before.risker}
    for r in after.risker:
        was, now = old.get(r.id), r.behandling
        decision = (was and was.beslut) or (now and now.beslut)
        if decision and _chosen(was) != _chosen(now):
            yield scene.fault("FYR630", fil, beslut=decision, falt=(f"risker.{r.id}.behandling",))


def _chosen(b: Behandling | None) -> tuple[object, ...]:
    return (b.val, b.datum, b.beslut) if b else ()


def _led_elsewhere(scene: Scene, fil: str, before: Undertaking, after: Undertaking) -> Iterator[Diagnostic]:
    """Find who is asked changed so that the same decisions lead somewhere else: a gate opened by an edit."""
    if not before.beslut or (
        before.deltagare == after.deltagare and before.tillampliga_organ == after.tillampliga_organ
    ):
        return
    process = scene.portfolio.process_of(before)
    if process is None:
        yield scene.fault("FYR647", fil, id=before.id, orsak=_no_process(before))
        return
    asked = before.model_copy(update={"deltagare": after.deltagare, "tillampliga_organ": after.tillampliga_organ})
    was, now = (replay(process.modell, u, scene.portfolio.organ, scene.portfolio.kommuner) for u in (before, asked))
    if was.passager != now.passager:
        yield scene.fault("FYR623", fil, fore=f"{was.fas} ({was.lage})", efter=f"{now.fas} ({now.lage})")
    known = {(p.kod, p.index) for p in was.problem}
    for problem in now.problem:
        if (problem.kod, problem.index) not in known:
            yield scene.fault("FYR630", fil, beslut=before.beslut[problem.index].id, falt=T("vem det gäller"))


def judge_documents(scene: Scene, fil: str, before: Undertaking, after: Undertaking) -> Iterator[Diagnostic]:
    """Find decided documents that were changed or taken away; a new version is another document."""
    pins = dict.fromkeys(u for d in before.beslut for u in d.underlag)
    if not pins or before.artefakter == after.artefakter:
        return
    old, new = content_sums(before), content_sums(after)
    many = {slug for u in (before, after) for slug, index, _ in artefact_rows(u.artefakter) if index is not None}
    slugs = {slug for slug, _ in new}
    for pin in pins:
        at = (pin.artefakt, pin.version)
        stood = pin.sha256 in old.get(at, ())
        stands = pin.sha256 in new.get(at, ())
        replaced = at not in new and pin.artefakt in slugs and pin.artefakt not in many
        if stands or replaced or (not stood and old.get(at) == new.get(at)):
            continue
        yield scene.fault("FYR629", fil, dokument=titel(pin.artefakt), version=pin.version)


def content_sums(u: Undertaking) -> Sums:
    """Give the content sums of an undertaking's documents."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for slug, _, artefakt in artefact_rows(u.artefakter):
        at = (slug, artefakt.version)
        found[at] = found.get(at, frozenset()) | {content_hash(artefakt)}
    return found


def pinned(sums: Sums, pin: Underlag) -> bool:
    """Say whether a decision's document is one of those that exist."""
    return pin.sha256 in sums.get((pin.artefakt, pin.version), ())


def _no_process(u: Undertaking) -> object:
    return T("processen {process} finns inte", process=f"{u.process.slug}@{u.process.version}")
