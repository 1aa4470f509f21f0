"""Checks of prioritisations: that the scores mean something, and that the rankings can be counted.

Källa: UK DCLG, Multi-criteria analysis (2009); kommunallagen 6 kap. 28 § (jäv).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from fyrportfolj.diagnostics import Diagnostic, Loc, Reference, finding
from fyrportfolj.messages import T, Text
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.priority import Axel, Kandidat, Prioritering, Rangordning
from fyrportfolj.rules.priority.criteria import passing
from fyrportfolj.rules.priority.scores import AXES, weights_of
from fyrportfolj.rules.suggest import did_you_mean

ENDS = (1, 5)
"""Levels that must be described before a score can mean the same to two people."""

_AXES: dict[Axel, Text] = {
    "strategiskt_varde": T("strategiskt värde"),
    "genomforbarhet": T("genomförbarhet"),
}


def check_priority_criteria(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find criteria that cannot give a score: all weights zero, or levels that nobody has described."""
    del today
    for entry in portfolio.prioriteringar.values():
        p = entry.modell
        for axis in AXES:
            weights = weights_of(p.kriterier, axis)
            if weights and not any(weights.values()):
                first = next(i for i, k in enumerate(p.kriterier) if k.axel == axis)
                yield finding("FYR360", entry.fil, ("kriterier", first, "vikt"), axel=_AXES[axis])
        used = {m.kriterium for c in p.kandidater for m in c.poang}
        for i, k in enumerate(p.kriterier):
            described = {n.poang for n in k.nivaer}
            missing = next((end for end in ENDS if end not in described), None)
            if k.id in used and missing is not None:
                yield finding("FYR363", entry.fil, ("kriterier", i, "id"), kriterium=k.id, niva=missing)
        yield from _again(entry.fil, ((("kriterier", i, "id"), k.id) for i, k in enumerate(p.kriterier)))
        yield from _again(entry.fil, ((("ska_krav", i, "id"), k.id) for i, k in enumerate(p.ska_krav)))


def check_priority_candidates(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find candidates whose answers and scores do not fit the round, or that lack what the choice needs."""
    del today
    for entry in portfolio.prioriteringar.values():
        p = entry.modell
        yield from _again(entry.fil, ((("kandidater", i, "insats"), c.insats) for i, c in enumerate(p.kandidater)))
        for i, c in enumerate(p.kandidater):
            yield from _answers(entry, ("kandidater", i), c)
            yield from _lacking(portfolio, entry, ("kandidater", i), c)
            yield from _administrations(portfolio, entry.fil, ("kandidater", i), c)


def _administrations(portfolio: Portfolio, fil: str, loc: Loc, c: Kandidat) -> Iterator[Diagnostic]:
    if portfolio.kapacitetsregister is None:
        return
    known = tuple(f.id for f in portfolio.kapacitetsregister.modell.forvaltningar)
    for k, row in enumerate(c.forandringslast):
        if row.forvaltning not in known:
            at = (*loc, "forandringslast", k, "forvaltning")
            hint = did_you_mean(row.forvaltning, known)
            yield finding("FYR366", fil, at, slag=T("förvaltningen"), id=row.forvaltning, forslag=hint)


def _answers(entry: Entry[Prioritering], loc: Loc, c: Kandidat) -> Iterator[Diagnostic]:
    p = entry.modell
    named: tuple[tuple[str, Text, list[str], list[str]], ...] = (
        ("krav", T("ska-kravet"), [a.krav for a in c.krav], [k.id for k in p.ska_krav]),
        ("poang", T("kriteriet"), [m.kriterium for m in c.poang], [k.id for k in p.kriterier]),
    )
    for field, kind, given, known in named:
        key = "krav" if field == "krav" else "kriterium"
        for k, id_ in enumerate(given):
            if id_ not in known:
                at = (*loc, field, k, key)
                yield finding("FYR366", entry.fil, at, slag=kind, id=id_, forslag=did_you_mean(id_, known))
        yield from _again(entry.fil, (((*loc, field, k, key), id_) for k, id_ in enumerate(given)))


def _lacking(portfolio: Portfolio, entry: Entry[Prioritering], loc: Loc, c: Kandidat) -> Iterator[Diagnostic]:
    p, at = entry.modell, (*loc, "insats")
    if c.maste and not c.maste_kalla:
        yield finding("FYR372", entry.fil, at, insats=c.insats)
    scored = {m.kriterium for m in c.poang}
    unscored = tuple(k.id for k in p.kriterier if k.vikt and k.id not in scored)
    missing = () if c.maste else (*passing(p, c).obesvarade, *unscored)
    if missing:
        yield finding("FYR373", entry.fil, at, insats=c.insats, saknas=missing)
    found = portfolio.undertaking(c.insats)
    own = found.modell.finansiering if found else None
    if p.ram and p.ram.budget_kr is not None and c.kostnad_kr is None and own is None:
        yield finding("FYR374", entry.fil, at, rule=Reference(entry.fil, ("ram", "budget_kr")), insats=c.insats)


def check_priority_rules(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find rules of the count that came after the votes, or that nobody can tell when they came."""
    del today
    for entry in portfolio.prioriteringar.values():
        p = entry.modell
        given = [(i, r) for i, r in enumerate(p.rangordningar) if not r.avstar]
        dated = [(r.lamnad, i, r) for i, r in given if r.lamnad is not None]
        declared = p.regler.faststallda
        if given and declared is None:
            yield finding("FYR368", entry.fil, ("regler",), at_key=True, vad=T("reglerna"))
        for i, r in given:
            if r.lamnad is None:
                vad = T("rangordningen från {kommun}", kommun=r.kommun)
                yield finding("FYR368", entry.fil, ("rangordningar", i, "kommun"), vad=vad)
        early = min(dated, default=None, key=lambda d: d[:2])
        if declared is not None and early is not None and early[0] < declared:
            day, i, r = early
            rule = Reference(entry.fil, ("rangordningar", i, "lamnad"))
            at: Loc = ("regler", "faststallda")
            yield finding("FYR364", entry.fil, at, rule=rule, dag=declared, forsta=day, kommun=r.kommun)


def check_priority_ballots(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find rankings that cannot be counted as they stand."""
    del today
    for entry in portfolio.prioriteringar.values():
        p = entry.modell
        rows = enumerate(p.rangordningar)
        yield from _again(entry.fil, ((("rangordningar", i, "kommun"), r.kommun) for i, r in rows))
        for i, r in enumerate(p.rangordningar):
            yield from _ballot(entry, ("rangordningar", i), r)


def _ballot(entry: Entry[Prioritering], loc: Loc, r: Rangordning) -> Iterator[Diagnostic]:
    p = entry.modell
    places = [((*loc, "ordning", n, k), x) for n, level in enumerate(r.ordning) for k, x in enumerate(level)]
    yield from _again(entry.fil, places)
    if r.avstar and r.ordning:
        yield finding("FYR369", entry.fil, (*loc, "ordning"), at_key=True, kommun=r.kommun)
    most = p.regler.antal_att_valja
    if most is not None and len(places) > most:
        rule = Reference(entry.fil, ("regler", "antal_att_valja"))
        at = (*loc, "ordning")
        yield finding("FYR371", entry.fil, at, at_key=True, rule=rule, kommun=r.kommun, antal=len(places), hogst=most)
    musts = {c.insats: i for i, c in enumerate(p.kandidater) if c.maste}
    for at, x in places:
        if x in musts:
            yield finding("FYR367", entry.fil, at, rule=Reference(entry.fil, ("kandidater", musts[x])), insats=x)
        if x in r.jav:
            rule = Reference(entry.fil, (*loc, "jav", r.jav.index(x)))
            yield finding("FYR365", entry.fil, at, rule=rule, kommun=r.kommun, insats=x)
    yield from _named(entry, loc, r, places)


def _named(entry: Entry[Prioritering], loc: Loc, r: Rangordning, places: list[tuple[Loc, str]]) -> Iterator[Diagnostic]:
    candidates = {c.insats for c in entry.modell.kandidater}
    lists = {"vill_delta": r.vill_delta, "vill_inte_delta": r.vill_inte_delta, "jav": r.jav}
    for field, ids in lists.items():
        rows: list[tuple[Loc, str]] = [((*loc, field, k), x) for k, x in enumerate(ids)]
        yield from _again(entry.fil, rows)
        places = [*places, *rows]
    for at, x in places:
        if x not in candidates:
            yield finding("FYR361", entry.fil, at, insats=x, forslag=did_you_mean(x, candidates))
    for k, x in enumerate(r.vill_inte_delta):
        if x in r.vill_delta:
            rule = Reference(entry.fil, (*loc, "vill_delta", r.vill_delta.index(x)))
            at = (*loc, "vill_inte_delta", k)
            yield finding("FYR370", entry.fil, at, rule=rule, kommun=r.kommun, insats=x)


def _again(fil: str, rows: Iterable[tuple[Loc, str]]) -> Iterator[Diagnostic]:
    seen: dict[str, Loc] = {}
    for loc, key in rows:
        first = seen.setdefault(key, loc)
        if first is not loc:
            yield finding("FYR362", fil, loc, rule=Reference(fil, first), vad=key)
