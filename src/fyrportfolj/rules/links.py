"""Links between documents, and between rows of one document: does what is named exist?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from fyrportfolj.diagnostics import Diagnostic, Loc, Reference, finding
from fyrportfolj.model.artefacts.traits import MedNyttor, MedParter
from fyrportfolj.model.base import Model
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.rules.documents import artefacts, documents, unread_process, unreadable
from fyrportfolj.rules.link_kinds import Link, links_of
from fyrportfolj.rules.suggest import did_you_mean
from fyrportfolj.rules.walk import Finder

_FIELDS: dict[type[Model], tuple[tuple[str, Link], ...]] = {}


def _has_links(cls: type[Model]) -> bool:
    _FIELDS[cls] = links_of(cls)
    return bool(_FIELDS[cls])


_linking_rows = Finder(_has_links)


def check_links(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find keys that name something that does not exist.

    A link to a file that is there but could not be read is passed over: that file has its own finding.
    """
    del today
    known = _known(portfolio)
    homes = _homes(portfolio)
    for entry in documents(portfolio):
        own: dict[Link, Collection[str] | None] = {}
        for loc, row in _linking_rows(entry.modell):
            values = vars(row)
            for name, link in _FIELDS[type(row)]:
                value = values[name]
                if not value:
                    continue
                if link not in known and link not in own:
                    own[link] = _rows_of(portfolio, entry.modell, link)
                choices = known[link] if link in known else own[link]
                if choices is not None:
                    for at, key in _missing((*loc, name), value, choices):
                        hint = did_you_mean(key, choices)
                        yield finding(link.value, entry.fil, at, rule=homes.get(link), varde=key, forslag=hint)


def _missing(loc: Loc, value: str | tuple[str, ...], choices: Collection[str]) -> list[tuple[Loc, str]]:
    if isinstance(value, str):
        return [] if value in choices else [(loc, value)]
    return [((*loc, index), key) for index, key in enumerate(value) if key not in choices]


def check_parties(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find parties of agreements that are neither a kommun nor an outside party with a name."""
    del today
    if portfolio.kommunregister is None:
        return
    rule = Reference(portfolio.kommunregister.fil)
    for entry in portfolio.undertakings():
        for _, base, document in artefacts(entry.modell):
            if not isinstance(document, MedParter):
                continue
            for i, part in enumerate(document.parter):
                if part.namn is None and part.part not in portfolio.kommuner:
                    yield finding(
                        "FYR236",
                        entry.fil,
                        (*base, "parter", i, "part"),
                        rule=rule,
                        varde=part.part,
                        forslag=did_you_mean(part.part, portfolio.kommuner),
                    )


def check_process_of_undertaking(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find undertakings whose process, phase or step does not exist."""
    del today
    for entry in portfolio.undertakings():
        u = entry.modell
        process = portfolio.process_of(u)
        if process is None:
            yield from _missing_process(portfolio, entry.fil, ("process",), u.process.slug, u.process.version)
            continue
        fas = process.modell.fas(u.fas)
        if fas is None:
            phases = tuple(f.slug for f in process.modell.faser)
            yield finding(
                "FYR206",
                entry.fil,
                ("fas",),
                rule=Reference(process.fil, ("faser",)),
                fas=u.fas,
                process=process.modell.namn,
                mojliga=phases,
                forslag=did_you_mean(u.fas, phases),
            )
        elif u.steg is not None and u.steg not in {s.slug for s in fas.steg}:
            steps = tuple(s.slug for s in fas.steg)
            yield finding(
                "FYR207",
                entry.fil,
                ("steg",),
                rule=Reference(process.fil, ("faser", process.modell.index(fas.slug), "steg")),
                steg=u.steg,
                fas=fas.namn,
                mojliga=steps or "–",
                forslag=did_you_mean(u.steg, steps),
            )


def check_processes_in_force(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find processes that fyr.yaml says are in force but that no file describes."""
    del today
    chosen = portfolio.fyr.modell.processer
    for name in ("initiativ", "projekt", "remiss"):
        choice = getattr(chosen, name)
        if choice is not None:
            loc: Loc = ("processer", name)
            yield from _missing_process(portfolio, portfolio.fyr.fil, loc, choice.slug, choice.version)


def _missing_process(portfolio: Portfolio, fil: str, loc: Loc, slug: str, version: str) -> Iterator[Diagnostic]:
    if (slug, version) in portfolio.processer or unread_process(portfolio, slug, version):
        return
    versions = tuple(v for s, v in sorted(portfolio.processer) if s == slug)
    slugs = sorted({s for s, _ in portfolio.processer})
    yield finding(
        "FYR205",
        fil,
        (*loc, "version" if versions else "slug"),
        process=slug,
        version=version,
        mojliga=tuple(f"{s} {v}" for s, v in sorted(portfolio.processer)) or "–",
        forslag=did_you_mean(version, versions) if versions else did_you_mean(slug, slugs),
    )


def _known(portfolio: Portfolio) -> dict[Link, Collection[str]]:
    """What exists in the portfolio as a whole; a kind whose file is missing or faulty is left out."""
    known: dict[Link, Collection[str]] = {}
    registers: tuple[tuple[Link, object, Callable[[], Collection[str]]], ...] = (
        (Link.KOMMUN, portfolio.kommunregister, lambda: portfolio.kommuner),
        (Link.ORGAN, portfolio.organregister, lambda: portfolio.organ),
        (Link.ROLL, portfolio.rollregister, lambda: portfolio.roller),
    )
    for link, register, ids in registers:
        if register is not None:
            known[link] = ids()
    plan = portfolio.handlingsplan
    if plan is not None or "handlingsplan/handlingsplan.yaml" not in portfolio.filer:
        known[Link.EXTERNT] = portfolio.externa_initiativ
        known[Link.MAL] = {m.id for m in plan.modell.mal} if plan else frozenset()
    cycle = portfolio.arscykel
    if cycle is not None or "register/arscykel.yaml" not in portfolio.filer:
        known[Link.PERIOD] = {p.id for p in cycle.modell.perioder} if cycle else frozenset()
    if not unreadable(portfolio, "handlingsplan"):
        known[Link.DELOMRADE] = portfolio.delomraden
        known[Link.FOKUSOMRADE] = portfolio.fokusomraden
    former = {old: e for e in portfolio.undertakings() for old in e.modell.tidigare_id}
    faulty = {folder: unreadable(portfolio, folder) for folder in ("initiativ", "projekt", "formagor", "scenarier")}
    old_initiatives = {old for old, e in former.items() if e.modell.id in portfolio.initiativ}
    known[Link.INITIATIV] = {*portfolio.initiativ, *old_initiatives, *faulty["initiativ"]}
    known[Link.PROGRAM] = known[Link.INITIATIV]
    known[Link.INSATS] = {*known[Link.INITIATIV], *portfolio.projekt, *former, *faulty["projekt"]}
    known[Link.FORMAGEKARTA] = {*portfolio.formagekartor, *faulty["formagor"]}
    known[Link.SCENARIO] = {*portfolio.scenarier, *faulty["scenarier"]}
    return known


_OWN_ROWS: Mapping[Link, Callable[[Undertaking], Collection[str]]] = {
    Link.RISK: lambda u: {r.id for r in u.risker},
    Link.MILSTOLPE: lambda u: {m.id for m in u.milstolpar},
    Link.BESLUT: lambda u: {d.id for d in u.beslut},
    Link.NYTTA: lambda u: {n.id for _, _, d in artefacts(u) if isinstance(d, MedNyttor) for n in d.nyttor},
}
"""What a link leads to when it stays inside the undertaking's own file."""


def _rows_of(portfolio: Portfolio, document: Model, link: Link) -> Collection[str] | None:
    """What exists in the document's own file or process; None for what cannot be told."""
    if link is Link.GRIND:
        return _gates(portfolio, document)
    if link in _OWN_ROWS and isinstance(document, Undertaking):
        return _OWN_ROWS[link](document)
    return None


def _gates(portfolio: Portfolio, document: Model) -> Collection[str] | None:
    own = portfolio.process_of(document) if isinstance(document, Undertaking) else None
    if own is None and unreadable(portfolio, "process"):
        return None
    processes = portfolio.processer.values() if own is None else (own,)
    return {f.grind.slug for p in processes for f in p.modell.faser}


def _homes(portfolio: Portfolio) -> Mapping[Link, Reference]:
    """Where each kind of thing is listed, for the finding's second place."""
    places: tuple[tuple[Link, Entry[Model] | None, Loc], ...] = (
        (Link.KOMMUN, portfolio.kommunregister, ("kommuner",)),
        (Link.ORGAN, portfolio.organregister, ("organ",)),
        (Link.ROLL, portfolio.rollregister, ("roller",)),
        (Link.MAL, portfolio.handlingsplan, ("mal",)),
        (Link.EXTERNT, portfolio.handlingsplan, ("externa_initiativ",)),
        (Link.PERIOD, portfolio.arscykel, ("perioder",)),
    )
    return {link: Reference(entry.fil, loc) for link, entry, loc in places if entry is not None}
