"""The reports that are looked at: one of each kind made of the shipped portfolio, or all of them with FYR_STOR=1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fyrportfolj.commands.report import make_all, make_report
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import Text
from fyrportfolj.render.catalogue import REPORTS, Listed
from fyrportfolj.resources import resource
from tests.support.viewers import ALL

SUBJECTS = ("exempel-digital-samhallsbyggnad", "digital-motor-fyrbodal", "exempel-gemensam-trygghetsjour")
"""Undertakings with much to tell; a report is about the first of them that has something for it, or else of any."""

ARTEFACTS = frozenset({"avsiktsforklaring", "effektbokslut", "programplan"})
"""Those of the documents that share one template that are in the sample."""

MORE = (("statusrapport", "exempel-digital-bygglovsprocess"), ("styrgruppsmote", "digital-motor-fyrbodal"))


@dataclass(frozen=True)
class Made:
    """What was made.

    Attributes:
        filer: the files.
        sagt: what was said while they were made.
    """

    filer: tuple[Path, ...]
    sagt: tuple[Text, ...]


def opened() -> Workspace:
    return Workspace.open(resource("portfolio-data"), lambda _zone: date(2026, 11, 20))


def make_sample(out: Path) -> Made:
    """Make the sample in every format that each report has; one folder for each report."""
    ws = opened()
    files: list[Path] = []
    said: list[Text] = []
    if ALL:
        everything = make_all(ws, (), out, lambda _done, _all, _name: None)
        assert everything.exit_code == 0
        files += everything.data.filer
        said += everything.messages
    every = (*SUBJECTS, *(e.modell.id for e in ws.portfolio.undertakings()))
    chosen = [(listed, ids) for listed in REPORTS.values() for ids in _subjects(listed, every)]
    for listed, ids in [*chosen, *((REPORTS[slug], (id_,)) for slug, id_ in MORE)]:
        made = _first(ws, listed, ids, out)
        files += made.filer
        said += made.sagt
    return Made(tuple(dict.fromkeys(files)), tuple(said))


def _subjects(listed: Listed, every: tuple[str, ...]) -> tuple[tuple[str | None, ...], ...]:
    if listed.modul == "artefakt" and listed.slug not in ARTEFACTS:
        return ()
    if listed.om == "portfolj":
        return ((None,),)
    return ((None,), every) if listed.om == "valfritt" else (every,)


def _first(ws: Workspace, listed: Listed, ids: tuple[str | None, ...], out: Path) -> Made:
    for id_ in ids:
        try:
            made = make_report(ws, listed.slug, id_, listed.format, out / listed.slug)
        except UsageError:
            continue
        assert made.exit_code == 0
        return Made(made.data.filer, made.messages)
    raise AssertionError(f"{listed.slug}: ingen av {ids} har något att säga")
