"""What anyone may do without a decision: new undertakings, edits, and taking away what was never decided on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import T, Text
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.rules.trail.kept import judge_kept
from fyrportfolj.rules.trail.line import UNDERTAKINGS
from fyrportfolj.rules.trail.scene import Scene
from fyrportfolj.rules.trail.statement import SIGNATURES, is_policy


def judge_work(scene: Scene, paths: Iterable[str]) -> Iterator[Diagnostic]:
    """Find what a commit changed although only a decision or a change of the policy may.

    Args:
        scene: the commit.
        paths: the changed paths to look at; all of them for work.
    """
    paths = tuple(paths)
    policy = tuple(p for p in paths if is_policy(p))
    if policy:
        yield scene.fault("FYR635", policy[0], filer=policy)
    for path in paths:
        if path.startswith(SIGNATURES):
            yield scene.fault("FYR645", path, fil=path)
    renamed = _renamed(scene, paths)
    for path in paths:
        if path.startswith(UNDERTAKINGS) and path not in renamed.values():
            yield from _undertaking(scene, path, renamed.get(path))


def _undertaking(scene: Scene, path: str, former: str | None) -> Iterator[Diagnostic]:
    before = scene.line.undertaking(former or path)
    after = scene.undertaking(path)
    gone = all(c.after is None for c in scene.step.changes if c.path == path)
    if gone and before is not None:
        yield from _gone(scene, path, before)
    if after is None:
        return
    if before is None:
        yield from _came(scene, path, after)
        return
    if after.id != before.id:
        yield from _name(scene, path, after)
        if former is None:
            yield from _gone(scene, path, before)
    yield from judge_kept(scene, path, before, after)


def _renamed(scene: Scene, paths: tuple[str, ...]) -> Mapping[str, str]:
    """New path to old of undertakings that were given another id and still own up to the old one."""
    gone = {c.path for c in scene.step.changes if c.after is None}
    old = {u.id: p for p in paths if p in gone and (u := scene.line.undertaking(p)) is not None}
    if not old:
        return {}
    found: dict[str, str] = {}
    for path in paths:
        new = scene.undertaking(path)
        if new is None or scene.line.undertaking(path) is not None:
            continue
        former = next((old[i] for i in new.tidigare_id if i in old), None)
        same_folder = former is not None and former.rpartition("/")[0] == path.rpartition("/")[0]
        if former is not None and same_folder and former not in found.values():
            found[path] = former
    return found


def _gone(scene: Scene, path: str, before: Undertaking) -> Iterator[Diagnostic]:
    process = scene.portfolio.process_of(before)
    left = process is not None and before.fas != process.modell.faser[0].slug
    if before.beslut or left:
        yield scene.fault("FYR633", path, id=before.id)


def _came(scene: Scene, path: str, after: Undertaking) -> Iterator[Diagnostic]:
    yield from _name(scene, path, after)
    process = scene.portfolio.process_of(after)
    if process is None:
        vad = T("processen {process}, som inte finns", process=f"{after.process.slug}@{after.process.version}")
        yield _as_new(scene, path, after, vad)
    elif after.fas != process.modell.faser[0].slug:
        yield _as_new(scene, path, after, T("fasen {fas}", fas=after.fas))
    if after.beslut:
        yield _as_new(scene, path, after, T("beslut: {beslut}", beslut=tuple(d.id for d in after.beslut)))
    named = tuple(p.kommun for p in after.deltagare if p.beslut)
    if named:
        yield _as_new(scene, path, after, T("deltagare som redan är beslutade: {kommuner}", kommuner=named))


def _name(scene: Scene, path: str, after: Undertaking) -> Iterator[Diagnostic]:
    folder, _, name = path.rpartition("/")
    if name != f"{after.id}.yaml":
        yield _as_new(scene, path, after, T("ett annat id än filens namn"))
    for other in UNDERTAKINGS:
        if other != f"{folder}/" and f"{other}{after.id}.yaml" in scene.line.paths:
            yield _as_new(scene, path, after, T("samma id som {fil}", fil=f"{other}{after.id}.yaml"))


def _as_new(scene: Scene, path: str, after: Undertaking, vad: Text) -> Diagnostic:
    return scene.fault("FYR632", path, id=after.id, vad=vad)
