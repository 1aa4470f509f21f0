"""Faults inside a process file: names that clash or lead nowhere, and requirements that nobody can meet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from fyrportfolj.diagnostics import Diagnostic, Loc, finding
from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts import ARTEFACTS, titel
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import ArtefaktKrav, BeslutsKrav, Fas, Process
from fyrportfolj.rules.criteria import CRITERIA
from fyrportfolj.rules.suggest import did_you_mean


def check_process_slugs(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find phases, gates, steps, requirements and artefacts that share a key where it must be one's own."""
    del today
    for entry in portfolio.processer.values():
        phases = entry.modell.faser
        yield from _repeated(entry.fil, ((("faser", i, "slug"), f.slug) for i, f in enumerate(phases)), T("faserna"))
        yield from _repeated(
            entry.fil, ((("faser", i, "grind", "slug"), f.grind.slug) for i, f in enumerate(phases)), T("grindarna")
        )
        for i, fas in enumerate(phases):
            base: Loc = ("faser", i)
            groups: tuple[tuple[Loc, Iterable[str], Text], ...] = (
                ((*base, "steg"), (s.slug for s in fas.steg), T("fasens steg")),
                ((*base, "artefakter"), (a.slug for a in fas.artefakter), T("fasens artefakter")),
                ((*base, "grind", "beslut"), (b.slug for b in fas.grind.beslut), T("grindens beslutskrav")),
            )
            for loc, slugs, where in groups:
                yield from _repeated(entry.fil, (((*loc, k, "slug"), s) for k, s in enumerate(slugs)), where)


def check_process_artefacts(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find artefacts, fields, criteria and steps that a process names but that do not exist."""
    del today
    for entry in portfolio.processer.values():
        for i, fas in enumerate(entry.modell.faser):
            yield from _unknown_criteria(entry.fil, ("faser", i, "grind", "kriterier"), fas.grind.kriterier)
            for k, krav in enumerate(fas.artefakter):
                yield from _artefact(entry.fil, ("faser", i, "artefakter", k), fas, krav)


def check_process_outcomes(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find outcomes of a gate that lead to a phase that the process does not have."""
    del today
    for entry in portfolio.processer.values():
        phases = tuple(f.slug for f in entry.modell.faser)
        for i, fas in enumerate(entry.modell.faser):
            for k, rule in enumerate(fas.grind.utfall):
                for n, target in enumerate(rule.till):
                    if target not in phases:
                        yield finding(
                            "FYR229",
                            entry.fil,
                            ("faser", i, "grind", "utfall", k, "till", n),
                            utfall=rule.utfall,
                            fas=target,
                            mojliga=phases,
                            forslag=did_you_mean(target, phases),
                        )


def check_process_deciders(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find requirements that name an unknown body or that no body can ever meet."""
    del today
    for entry in portfolio.processer.values():
        for loc, fas, krav in _requirements(entry):
            if portfolio.organregister is not None:
                yield from _unknown_bodies(portfolio, entry.fil, loc, krav)
            reason = _unmeetable(portfolio, fas, krav)
            if reason is not None:
                yield finding("FYR237", entry.fil, loc, krav=krav.namn, skal=reason)


def _requirements(entry: Entry[Process]) -> Iterator[tuple[Loc, Fas, BeslutsKrav]]:
    for i, fas in enumerate(entry.modell.faser):
        for k, krav in enumerate(fas.grind.beslut):
            yield ("faser", i, "grind", "beslut", k), fas, krav


def _repeated(fil: str, rows: Iterable[tuple[Loc, str]], where: Text) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for loc, slug in rows:
        if slug in seen:
            yield finding("FYR225", fil, loc, slug=slug, bland=where)
        seen.add(slug)


def _artefact(fil: str, loc: Loc, fas: Fas, krav: ArtefaktKrav) -> Iterator[Diagnostic]:
    steps = tuple(s.slug for s in fas.steg)
    named: list[tuple[Loc, str]] = [((*loc, "steg"), krav.steg)] if krav.steg else []
    named += [((*loc, "etapper", n, "steg"), e.steg) for n, e in enumerate(krav.etapper)]
    for where, step in named:
        if step not in steps:
            hint = did_you_mean(step, steps)
            yield finding("FYR231", fil, where, steg=step, fas=fas.namn, mojliga=steps or "–", forslag=hint)
    yield from _unknown_criteria(fil, (*loc, "kriterier"), krav.kriterier)
    for n, etapp in enumerate(krav.etapper):
        yield from _unknown_criteria(fil, (*loc, "etapper", n, "kriterier"), etapp.kriterier)
    if krav.slug not in ARTEFACTS:
        yield finding("FYR226", fil, (*loc, "slug"), slug=krav.slug, forslag=did_you_mean(krav.slug, ARTEFACTS))
        return
    fields = ARTEFACTS[krav.slug].model_fields
    lists: list[tuple[Loc, Sequence[str]]] = [((*loc, "falt"), krav.falt)]
    lists += [((*loc, "etapper", n, "falt"), e.falt) for n, e in enumerate(krav.etapper)]
    for where, names in lists:
        for n, name in enumerate(names):
            if name not in fields:
                hint = did_you_mean(name, fields)
                yield finding("FYR227", fil, (*where, n), falt=name, dokument=titel(krav.slug), forslag=hint)


def _unknown_criteria(fil: str, loc: Loc, names: Sequence[str]) -> Iterator[Diagnostic]:
    for n, name in enumerate(names):
        if name not in CRITERIA:
            yield finding("FYR228", fil, (*loc, n), kriterium=name, forslag=did_you_mean(name, CRITERIA))


def _unknown_bodies(portfolio: Portfolio, fil: str, loc: Loc, krav: BeslutsKrav) -> Iterator[Diagnostic]:
    groups: tuple[tuple[str, Collection[str]], ...] = (
        ("alla_av", krav.alla_av),
        ("nagot_av", krav.nagot_av),
        ("vid_behov", krav.vid_behov),
    )
    for name, bodies in groups:
        for n, body in enumerate(bodies):
            if body not in portfolio.organ:
                hint = did_you_mean(body, portfolio.organ)
                yield finding("FYR230", fil, (*loc, name, n), organ=body, forslag=hint)


def _unmeetable(portfolio: Portfolio, fas: Fas, krav: BeslutsKrav) -> Text | None:
    if not (krav.alla_av or krav.nagot_av or krav.vid_behov):
        return T("inget organ är angivet")
    # A body that only decides when it applies may stand alone in a requirement, but not in the whole gate.
    if not any(b.alla_av or b.nagot_av for b in fas.grind.beslut):
        return T("inget organ måste besluta i grinden")
    if krav.per == "kommun":
        groups = [(b,) for b in krav.alla_av] + ([krav.nagot_av] if krav.nagot_av else [])
        joint = [g for g in groups if all(_is_joint(portfolio, b) for b in g)]
        if joint:
            return T("beslutet tas i varje kommun, men {organ} är gemensamt", organ=joint[0])
    needed = krav.kvorum.minst_kommuner if krav.kvorum else 0
    if portfolio.kommunregister is not None and needed > len(portfolio.kommuner):
        return T("{antal} kommuner krävs, men registret har {finns}", antal=needed, finns=len(portfolio.kommuner))
    return None


def _is_joint(portfolio: Portfolio, body: str) -> bool:
    return body in portfolio.organ and not portfolio.organ[body].per_kommun
