"""Changes of the policy: nothing else with them, one serial at a time, and published processes for ever."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import T
from fyrportfolj.model.process import Process
from fyrportfolj.model.registers import Mandatregister
from fyrportfolj.rules.trail.decision import judge_rows
from fyrportfolj.rules.trail.line import process_path
from fyrportfolj.rules.trail.people import Signer
from fyrportfolj.rules.trail.scene import NOTHING, Scene
from fyrportfolj.rules.trail.signatures import judge_policy_signatures, policy_folder
from fyrportfolj.rules.trail.statement import MANDATES, PROCESSES, is_policy, policy_statement
from fyrportfolj.rules.trail.work import judge_work
from fyrportfolj.rules.trailers import policy_trailers


def judge_policy(scene: Scene, signer: Signer | None) -> Iterator[Diagnostic]:
    """Judge a commit that says that it changes the policy.

    Args:
        scene: the commit.
        signer: who signed it; None where nobody has to, or when it counts as signed by nobody.
    """
    before, after = scene.line.register.serie, _serie(scene)
    folder = policy_folder(after)
    others = tuple(p for p in scene.paths if not is_policy(p) and not p.startswith(folder))
    if others:
        yield scene.fault("FYR636", others[0], filer=others)
        yield from judge_work(scene, others)
    if after != before + 1:
        yield scene.fault("FYR637", MANDATES, fore=before, efter=after, vantad=before + 1)
    rows = policy_trailers(after, scene.message.value("Grund") or NOTHING, scene.line.last_policy)
    yield from judge_rows(scene, MANDATES, scene.message.subject, rows)
    files = {p: (d.data if (d := scene.documents.get(p)) else None) for p in scene.paths if is_policy(p)}
    statement = policy_statement(after, scene.commit.parents[0], files)
    yield from judge_policy_signatures(scene, after, statement, signer)


def judge_processes(scene: Scene) -> Iterator[Diagnostic]:
    """Find published processes that were changed or taken away, and new ones in the place of another."""
    for change in scene.step.changes:
        path = change.path
        if not path.startswith(PROCESSES):
            continue
        old, new = scene.line.model(path), scene.model(path)
        if isinstance(old, Process):
            name = f"{old.slug} {old.version}"
            gone = change.after is None
            vad = T("processen {process} har tagits bort", process=name)
            yield scene.fault("FYR634", path, vad=vad if gone else T("processen {process} har ändrats", process=name))
        elif isinstance(new, Process) and path != process_path(new):
            vad = T("processen {process} ska ligga i {fil}", process=f"{new.slug} {new.version}", fil=process_path(new))
            yield scene.fault("FYR634", path, vad=vad)


def _serie(scene: Scene) -> int:
    found = scene.model(MANDATES)
    return found.serie if isinstance(found, Mandatregister) else scene.line.register.serie
