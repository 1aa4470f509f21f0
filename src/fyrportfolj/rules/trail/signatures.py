"""Signatures on decisions and on changes of the policy: whose count, and how many it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.model.registers import Mandat, Nyckelinnehav
from fyrportfolj.rules.mandates import REGISTRERA, in_force, mandates_of, right_of
from fyrportfolj.rules.trail.keyring import Keyring, holds
from fyrportfolj.rules.trail.people import Signer, without_right
from fyrportfolj.rules.trail.scene import Scene
from fyrportfolj.rules.trail.statement import (
    DECISION_NAMESPACE,
    POLICY_NAMESPACE,
    decision_signature,
    decision_statement,
    policy_signature,
)

_DECIDING = ("grind", "risk", "artefakt", "policy", REGISTRERA)
"""Rights of which any one is enough for a decision that no right is named for."""

_POLICY = "policy"


@dataclass(frozen=True, slots=True)
class _Detached:
    """A signature file that holds for what it lies beside."""

    fil: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class _Rights:
    """The mandates that give a decision's body the right to it, and those that give the right to record it.

    Attributes:
        deciding: by right, on the decision's day.
        recording: to record, on the decision's day.
        ever: both kinds, whatever their days.
    """

    deciding: tuple[Mandat, ...]
    recording: tuple[Mandat, ...]
    ever: tuple[Mandat, ...]


def decision_folder(undertaking: str, decision: str) -> str:
    """Give the folder of a decision's signatures."""
    return decision_signature(undertaking, decision, "").removesuffix(".sig")


def policy_folder(serie: int) -> str:
    """Give the folder of the signatures of a change of the policy."""
    return policy_signature(serie, "").removesuffix(".sig")


def judge_decision_signatures(
    scene: Scene, entry: Entry[Undertaking], d: Decision, signer: Signer | None
) -> Iterator[Diagnostic]:
    """Judge who signed a decision: the one who committed it, and those whose signatures lie beside it.

    Args:
        scene: the commit.
        entry: the undertaking and its file.
        d: the decision.
        signer: who signed the commit; None where nobody has to, or when it counts as signed by nobody.
    """
    keyring = scene.line.keyring
    rights = _rights(scene, d)
    named = {name for m in (*rights.deciding, *rights.recording) for name in m.nycklar}
    id_ = entry.modell.id
    statement = decision_statement(id_, d)
    beside: list[_Detached] = []
    for found in _detached(scene, decision_folder(id_, d.id), statement, DECISION_NAMESPACE):
        if isinstance(found, Diagnostic):
            yield found
        elif found.name not in named:
            yield scene.fault("FYR645", found.fil, fil=found.fil)
        else:
            beside.append(found)
    if signer is not None and keyring.in_use:
        yield from _enough(scene, (entry.fil, d), signer, rights, beside)


def _rights(scene: Scene, d: Decision) -> _Rights:
    right = right_of(d)
    wanted = _DECIDING if right is None else (right,)

    def of(kinds: tuple[str, ...], *, ever: bool = False) -> tuple[Mandat, ...]:
        return tuple({m.id: m for r in kinds for m in mandates_of(scene.portfolio, d, r, ever=ever)}.values())

    return _Rights(of(wanted), of((REGISTRERA,)), of((*wanted, REGISTRERA), ever=True))


def _enough(
    scene: Scene, what: tuple[str, Decision], signer: Signer, rights: _Rights, beside: list[_Detached]
) -> Iterator[Diagnostic]:
    fil, d = what
    by_right, recorders = rights.deciding, rights.recording
    mine = [m for m in (*by_right, *recorders) if signer.names.intersection(m.nycklar)]
    active = [m for m in mine if in_force(m, scene.day)]
    if not active:
        held = [m for m in (*mine, *rights.ever) if signer.names.intersection(m.nycklar)]
        # The right must hold both when the body decides and when the decision is recorded.
        day = d.datum if held and in_force(held[0], scene.day) else scene.day
        yield without_right(scene.commit, signer, held, day)
        return
    recording = tuple(m for m in active if REGISTRERA in m.ratt)
    short_of: list[tuple[int, int, str]] = []
    for m in by_right or recorders:
        own = m in active
        if not own and not recording:
            continue
        need = m.underskrifter if own else max(m.underskrifter, min(r.underskrifter for r in recording))
        names = {*m.nycklar, *(name for r in recording for name in r.nycklar)}
        count = len({signer.key} | {b.key for b in beside if b.name in names})
        if count >= need:
            return
        short_of.append((need - count, need, m.id))
    missing, need, mandate = min(short_of)
    yield scene.fault("FYR639", fil, antal=need - missing, krav=need, mandat=mandate)


def judge_policy_signatures(scene: Scene, serie: int, statement: bytes, signer: Signer | None) -> Iterator[Diagnostic]:
    """Judge who signed a change of the policy.

    Args:
        scene: the commit.
        serie: the new serial.
        statement: what detached signatures are made over.
        signer: who signed the commit; None where nobody has to, or when it counts as signed by nobody.
    """
    keyring = scene.line.keyring
    rot = keyring.register.rot
    agreed = frozenset(scene.anchor.nycklar) if rot is None else frozenset()
    keys = {scene.commit.key} if scene.commit.signature == "giltig" and scene.commit.key in agreed else set()
    if signer is not None and signer.names & keyring.root:
        keys.add(signer.key)
    for found in _detached(scene, policy_folder(serie), statement, POLICY_NAMESPACE, agreed):
        if isinstance(found, Diagnostic):
            yield found
        elif found.name in keyring.root or found.key in agreed:
            keys.add(found.key)
        else:
            yield scene.fault("FYR645", found.fil, fil=found.fil)
    need = rot.troskel if rot else 1 if agreed else 0
    if len(keys) < need:
        yield scene.fault("FYR638", antal=len(keys), troskel=need)
    elif need == 0 and signer is not None and keyring.in_use:
        yield from _may_change_policy(scene, keyring, signer)


def _may_change_policy(scene: Scene, keyring: Keyring, signer: Signer) -> Iterator[Diagnostic]:
    """Keys without a root among them: the right stands in the mandates alone."""
    mandates = [m for m in keyring.mandates_of(sorted(signer.names)) if _POLICY in m.ratt]
    if not any(in_force(m, scene.day) for m in mandates):
        yield without_right(scene.commit, signer, mandates, scene.day)


def _detached(
    scene: Scene,
    folder: str,
    statement: bytes,
    namespace: str,
    agreed: frozenset[str] = frozenset(),
) -> Iterator[_Detached | Diagnostic]:
    """The new signature files in a folder that hold, and a finding for each other file that changed there."""
    for change in scene.step.changes:
        if not change.path.startswith(folder):
            continue
        document = scene.documents.get(change.path)
        name = change.path.removeprefix(folder).removesuffix(".sig")
        key: str | None = None
        if document is not None and change.before is None and change.path == f"{folder}{name}.sig":
            key = scene.context.verify(statement, document.data, namespace)
        row = scene.line.keyring.by_id.get(name)
        if key is not None and ((row and _is(row, key, scene)) or key in agreed):
            yield _Detached(change.path, key, name)
        else:
            yield scene.fault("FYR645", change.path, fil=change.path)


def _is(row: Nyckelinnehav, key: str, scene: Scene) -> bool:
    return row.nyckel == key and holds(row, scene.day)
