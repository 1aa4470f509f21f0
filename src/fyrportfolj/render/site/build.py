"""The whole site as files: every page, the style and the fonts, the same bytes for the same portfolio and commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import artefact_rows
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.appearance import Appearance
from fyrportfolj.render.catalogue import REPORTS, loaded
from fyrportfolj.render.escape import href, image_address, xml_escape
from fyrportfolj.render.formats import TextFormat
from fyrportfolj.render.site import lists, places, reading
from fyrportfolj.render.site.benefits import benefits_page
from fyrportfolj.render.site.beside import Beside
from fyrportfolj.render.site.decided import log_page
from fyrportfolj.render.site.gathered import Face, Gathered
from fyrportfolj.render.site.municipal import kommun_page, kommuner_page
from fyrportfolj.render.site.page import Frame, Link, MenuItem
from fyrportfolj.render.site.priority import priority_page
from fyrportfolj.render.site.remiss import consultations_page
from fyrportfolj.render.site.risk_page import risk_page
from fyrportfolj.render.site.sectioned import sectioned_page
from fyrportfolj.render.site.style import assets
from fyrportfolj.render.site.undertaking import undertaking_page
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.artefact_document import artefact_view
from fyrportfolj.render.views.capability import capability_view
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.congestion import congestion_view
from fyrportfolj.render.views.funding import funding_view
from fyrportfolj.render.views.swedish import sv

WEB = TextFormat("webb", xml_escape, {"href": href, "bild": image_address})
"""HTML whose parts are those of the site: a page among others instead of a document on its own."""

_FOLDER = "webbplats"
"""Its templates: `sida.j2` for all, or `<kind>.j2` for the pages of one kind."""

_WORTH_IT = 60
"""The pages of fewer undertakings are made faster than a process is started and heard."""

_MINE = 38
"""Per cent of the undertakings whose pages this process makes, besides those that are about many."""

_MENU = (
    (T("Överblick"), places.OVERVIEW),
    (T("Insatser"), places.UNDERTAKINGS),
    (T("Kommuner"), places.KOMMUNER),
    (T("Handlingsplan"), places.PLAN),
    (T("Beslut"), places.DECISIONS),
    (T("Risker"), places.RISKS),
    (T("Tidplan"), places.TIMEPLAN),
    (T("Förändringsträngsel"), places.CONGESTION),
    (T("Nyttor"), places.BENEFITS),
    (T("Prioritering"), places.PRIORITY),
    (T("Utlysningar"), places.FUNDING),
    (T("Förmågor"), places.CAPABILITIES),
    (T("Remisser"), places.CONSULTATIONS),
    (T("Ordlista"), places.GLOSSARY),
)
_UNDER = {
    "insats": places.UNDERTAKINGS,
    "kommun": places.KOMMUNER,
    "fokusomrade": places.PLAN,
    "delomrade": places.PLAN,
}


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site: its place from the root, with `/`, and its bytes."""

    plats: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page before it is written: its place, its kind or the folders of its template, its view and charts.

    `stig` are the pages above it.
    """

    plats: str
    mall: str | tuple[str, ...]
    vy: object
    bilder: Mapping[str, str]
    stig: tuple[Link, ...] = ()


Write = Callable[[Iterable[File]], int]
"""Writes files and gives how many were new or changed."""


class Site:
    """A site that is made; some of it lies in a process beside, which can write it too.

    Args:
        here: the files that this process has.
        beside: the process that has the others, or None.
        again: makes the others here.
    """

    def __init__(self, here: tuple[File, ...], beside: Beside | None, again: Callable[[], Iterator[File]]) -> None:
        there = beside.sizes() if beside else None
        if beside and there is None:
            beside.leave()
        self._beside = beside if there is not None else None
        self._again = again
        self._here = here if there is not None else (*here, *again())
        self.sizes = {f.plats: len(f.data) for f in self._here} | dict(there or ())
        """Bytes by place from the root."""

    def files(self) -> Iterator[File]:
        """Give every file."""
        yield from self._here
        if self._beside:
            found = self._beside.files()
            yield from self._again() if found is None else (File(place, data) for place, data in found)
            self._beside.leave()

    def write(self, write: Write) -> int:
        """Write every file, and give how many were new or changed.

        Args:
            write: what the site was made with.
        """
        if self._beside is None:
            return write(self._here)
        self._beside.write()
        count = write(self._here)
        there = self._beside.written()
        self._beside.leave()
        return count + (write(self._again()) if there is None else there)


def build_site(basis: Basis, templates: Templates, looks: Appearance) -> Iterator[File]:
    """Give every file of the site.

    Args:
        basis: the portfolio, the day and the commit.
        templates: the portfolio's templates.
        looks: its accent colour and logotype.

    Raises:
        DataError: a template of the portfolio has a mistake; says file, line and what to do.
    """
    return make_site(basis, templates, looks, lambda _files: 0).files()


def make_site(basis: Basis, templates: Templates, looks: Appearance, write: Write) -> Site:
    """Make the site, without writing it.

    Args:
        basis: as for `build_site`.
        templates: as for `build_site`.
        looks: as for `build_site`.
        write: what it will be written with.

    Raises:
        DataError: as for `build_site`.
    """
    shared = [File(name, data) for name, data in assets(templates, looks).items()]
    g = Gathered(basis)
    press = _Press(templates, looks, g)
    # Worked out before the processes part, since both need them.
    mine, theirs = _shares(g.faces)
    g.awaited_by_id, g.by_id  # noqa: B018  (as above)

    def of(faces: Iterable[Face]) -> Iterator[File]:
        return (press.made(sheet) for face in faces for sheet in _undertaking(g, face))

    beside = (
        Beside.start(lambda: ((f.plats, f.data) for f in of(theirs)), lambda made: write(File(*m) for m in made))
        if theirs
        else None
    )
    try:
        here = (*shared, *(press.made(sheet) for sheet in _shared(g)), *of(mine))
        return Site(here, beside, lambda: of(theirs))
    except BaseException:
        if beside:
            beside.leave()
        raise


def _shares(faces: tuple[Face, ...]) -> tuple[tuple[Face, ...], tuple[Face, ...]]:
    """Divide the undertakings between this process, which makes the shared pages too, and one beside it."""
    at = len(faces) * _MINE // 100 if len(faces) >= _WORTH_IT else len(faces)
    return faces[:at], faces[at:]


class _Press:
    """Fills in templates; which one a page has is looked up once per kind."""

    def __init__(self, templates: Templates, looks: Appearance, g: Gathered) -> None:
        self._templates = templates
        self._looks = looks
        self._g = g
        self._names: dict[str | tuple[str, ...], str] = {}

    def made(self, sheet: _Sheet) -> File:
        """Give a page as a file."""
        frame = _frame(self._g, sheet, self._looks)
        # The charts are made here, of escaped text, and stand in the page as they are.
        images = {key: Markup(svg) for key, svg in sheet.bilder.items()}  # noqa: S704  (as above)
        name = self._name(sheet.mall)
        text = self._templates.render(name, WEB, sheet.vy, utseende=self._looks, bilder=images, sida=frame)
        return File(sheet.plats, _tidy(text))

    def _name(self, kind: str | tuple[str, ...]) -> str:
        found = self._names.get(kind)
        if found is None:
            if isinstance(kind, tuple):
                found = self._templates.name_for(kind, WEB)
            else:
                own = f"{_FOLDER}/{kind}.j2"
                found = own if self._templates.read(own) is not None else f"{_FOLDER}/sida.j2"
            self._names[kind] = found
        return found


def _tidy(text: str) -> bytes:
    return "\n".join(filter(str.strip, text.splitlines())).encode() + b"\n"


def _frame(g: Gathered, sheet: _Sheet, looks: Appearance) -> Frame:
    head, _, rest = sheet.plats.partition("/")
    menu = _menu(_UNDER.get(head, "") if rest else sheet.plats)
    return Frame(places.way_up(sheet.plats), g.foot.portfolj, menu, sheet.stig, looks.logotyp)


@lru_cache(maxsize=32)
def _menu(here: str) -> tuple[MenuItem, ...]:
    return tuple(MenuItem(sv(text), place, place == here) for text, place in _MENU)


def _shared(g: Gathered) -> Iterator[_Sheet]:
    """Every page that is not about one undertaking."""
    yield _sheet(places.OVERVIEW, "oversikt", lists.overview_page(g))
    yield _sheet(places.UNDERTAKINGS, "insatser", lists.undertakings_page(g))
    yield _sheet(places.DECISIONS, "beslut", log_page(g))
    yield _sheet(places.RISKS, "risker", risk_page(g))
    view, charts = lists.timeplan_page(g)
    yield _Sheet(places.TIMEPLAN, "tidplan", view, charts)
    view = sectioned_page(g, T("Förändringsträngsel"), congestion_view(g.basis, None))
    yield _sheet(places.CONGESTION, "forandringstrangsel", view)
    yield _sheet(places.BENEFITS, "nyttor", benefits_page(g))
    yield _sheet(places.FUNDING, "utlysningar", sectioned_page(g, T("Utlysningar"), funding_view(g.basis, None)))
    yield _sheet(places.CAPABILITIES, "formagor", sectioned_page(g, T("Förmågor"), capability_view(g.basis, None)))
    yield _sheet(places.PRIORITY, "prioritering", priority_page(g))
    yield _sheet(places.CONSULTATIONS, "remisser", consultations_page(g))
    yield _sheet(places.GLOSSARY, "ordlista", reading.glossary_page(g))
    yield _sheet(places.STATEMENT, "tillganglighet", reading.statement_page(g))
    yield from _plan(g)
    yield from _municipalities(g)


def _sheet(place: str, kind: str, view: object, *above: Link) -> _Sheet:
    return _Sheet(place, kind, view, {}, above)


def _plan(g: Gathered) -> Iterator[_Sheet]:
    yield _sheet(places.PLAN, "handlingsplan", lists.plan_page(g))
    top = Link(sv(T("Handlingsplan")), adress=places.PLAN)
    for entry in g.portfolio.fokusomraden.values():
        area = entry.modell
        yield _sheet(places.area(area.id), "fokusomrade", lists.area_page(g, area), top)
        over = Link(area.namn, adress=places.area(area.id))
        for d in area.delomraden:
            yield _sheet(places.sub_area(d.id), "delomrade", lists.sub_area_page(g, area, d), top, over)


def _municipalities(g: Gathered) -> Iterator[_Sheet]:
    mine: dict[str, list[Face]] = {k: [] for k in g.portfolio.kommuner}
    for face in g.faces:
        for id_ in dict.fromkeys(d.kommun for d in face.u.deltagare):
            if id_ in mine:
                mine[id_].append(face)
    waiting = {k: tuple(a for a in g.awaited if k in a.kommuner) for k in mine}
    counted = {k: (len(mine[k]), len(waiting[k])) for k in mine}
    yield _sheet(places.KOMMUNER, "kommuner", kommuner_page(g, counted))
    top = Link(sv(T("Kommuner")), adress=places.KOMMUNER)
    for id_, kommun in g.portfolio.kommuner.items():
        yield _sheet(places.kommun(id_), "kommun", kommun_page(g, kommun, tuple(mine[id_]), waiting[id_]), top)


def _undertaking(g: Gathered, face: Face) -> Iterator[_Sheet]:
    top = Link(sv(T("Insatser")), adress=places.UNDERTAKINGS)
    view, charts = undertaking_page(g, face, g.awaited_by_id.get(face.u.id, ()))
    yield _Sheet(places.undertaking(face.u.id), "insats", view, charts, (top,))
    above = (top, Link(face.u.namn, adress=places.undertaking(face.u.id)))
    if face.u.artefakter.statusrapport:
        report = loaded("statusrapport")
        made = report.build(g.basis, face.entry)
        folders = (report.mall, report.grundmall)
        yield _Sheet(places.status_report(face.u.id), folders, made, report.bilder(made), above)
    for slug, index, _ in artefact_rows(face.u.artefakter):
        entry = face.entry if index is None else _only(face.entry, slug, index)
        document = artefact_view(g.basis, entry, slug)
        folders = (slug if REPORTS[slug].modul == "artefakt" else "", "artefakt")
        yield _Sheet(places.document(face.u.id, slug, index), folders, document, {}, above)


def _only(entry: Entry[Undertaking], slug: str, index: int) -> Entry[Undertaking]:
    """The undertaking as if it had only one of its documents of a kind, since a page is about one."""
    u = entry.modell
    one = {slug: (getattr(u.artefakter, slug)[index],)}
    kept = u.artefakter.model_copy(update=one)
    return Entry(entry.fil, u.model_copy(update={"artefakter": kept}))
