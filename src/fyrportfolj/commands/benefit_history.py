"""Benefits as gates decided them: which version of a document a decision rests on, out of git."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.model.artefacts.base import content_hash
from fyrportfolj.model.artefacts.traits import MedNyttor
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.rules.benefits.baselines import Baseline, Frozen, Proof
from fyrportfolj.rules.benefits.forecasts import STAGES, Stage, family
from fyrportfolj.rules.corrected import applied
from fyrportfolj.rules.replay import standing_of
from fyrportfolj.store.load import document


def frozen(ws: Workspace, u: Undertaking) -> Frozen:
    """Give the documents of benefits as gates froze them: those of an undertaking, its programme and its projects.

    A document that a decision pins is found by its sum; any other is taken from the first commit that holds the
    first gate's decision that came after it.

    Args:
        ws: the opened portfolio.
        u: the undertaking.
    """
    rows: list[Baseline] = []
    held: dict[tuple[str, str], MedNyttor] = {}
    for entry in family(ws.portfolio, u):
        known: list[_Version] = []
        for slug, now in _documents(entry.modell):
            decision = _freezing(ws, entry.modell, slug, now)
            if decision is None:
                continue
            evidence = _evidence(ws, entry, slug, decision, known)
            rows.append(_baseline(entry, slug, decision, now, evidence))
            if evidence.dokument is not None:
                held[entry.modell.id, slug] = evidence.dokument
    return Frozen(tuple(rows), held)


@dataclass(frozen=True)
class _Version:
    commit: str
    u: Undertaking


@dataclass(frozen=True)
class _Evidence:
    """The document as it was, or None when no version of it is known, and how that is known."""

    dokument: MedNyttor | None
    sakrat: Proof
    commit: str | None


def _evidence(
    ws: Workspace, entry: Entry[Undertaking], slug: Stage, decision: Decision, known: list[_Version]
) -> _Evidence:
    now = getattr(entry.modell.artefakter, slug)
    pin = next((p.sha256 for p in decision.underlag if p.artefakt == slug), None)
    if pin is not None and pin == content_hash(now):
        return _Evidence(now, "kontrollsumma", None)
    if not known:
        known += _versions(ws, entry)
    found = next((v for v in known if _fits(v, slug, decision, pin)), None)
    if found is None:
        return _Evidence(None, "saknas", None)
    return _Evidence(getattr(found.u.artefakter, slug), "kontrollsumma" if pin else "incheckning", found.commit)


def _documents(u: Undertaking) -> Iterator[tuple[Stage, MedNyttor]]:
    for slug in STAGES:
        found = getattr(u.artefakter, slug)
        if isinstance(found, MedNyttor):
            yield slug, found


def _freezing(ws: Workspace, u: Undertaking, slug: str, now: MedNyttor) -> Decision | None:
    """The first decision that pins the document, else the first that opened a gate once the document was there."""
    decisions = applied(u.beslut)
    pinning = next((d for d in decisions if any(p.artefakt == slug for p in d.underlag)), None)
    if pinning is not None:
        return pinning
    state = standing_of(ws.portfolio, u)
    for passage in state.passager if state else ():
        if passage.utfall == "fortsatt" and now.datum is not None and passage.datum >= now.datum:
            return decisions[passage.index]
    return None


def _versions(ws: Workspace, entry: Entry[Undertaking]) -> Iterator[_Version]:
    if ws.repository is None:
        return
    from fyrportfolj.history.commits import file_versions

    for version in file_versions(ws.repository, entry.fil, ws.commit or "HEAD"):
        # An old version may have faults, or another form; then it says nothing.
        modell = document(entry.fil, version.content).modell
        if isinstance(modell, Undertaking):
            yield _Version(version.commit, modell)


def _fits(v: _Version, slug: str, decision: Decision, sum_: str | None) -> bool:
    held = getattr(v.u.artefakter, slug)
    if held is None:
        return False
    if sum_ is not None:
        return content_hash(held) == sum_
    return any(d.id == decision.id for d in v.u.beslut)


def _baseline(
    entry: Entry[Undertaking], slug: Stage, decision: Decision, now: MedNyttor, evidence: _Evidence
) -> Baseline:
    was, proof = evidence.dokument or now, evidence.sakrat
    return Baseline(
        insats=entry.modell.id,
        dokument=slug,
        version=was.version,
        beslut=decision.id,
        grind=decision.grind or "",
        dag=decision.datum,
        sakrat=proof,
        commit=evidence.commit,
        andrad=proof != "saknas" and content_hash(was) != content_hash(now),
    )
