"""Benefits as far as the portfolio has them: the newest document of each undertaking that lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import titel
from fyrportfolj.model.artefacts.benefit_rows import KommunensNytta, Nytta
from fyrportfolj.model.artefacts.traits import MedNyttor
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.render.site import places
from fyrportfolj.render.site.benefit_parts import portfolio_parts
from fyrportfolj.render.site.gathered import Face, Gathered
from fyrportfolj.render.site.page import PageView, Part
from fyrportfolj.render.views.swedish import NBSP, NONE, capital, money, one_line, sv
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.rules.changes.words import word

_NEWEST_FIRST = ("effektbokslut", "nyttorealiseringsplan", "nyttokalkyl", "nyttoprognos")
_YEARS = 3
"""So many years fit in a cell; the document has them all."""


@dataclass(frozen=True, slots=True)
class Held:
    """The benefits of an undertaking, the document that lists them, and its price level."""

    slug: str
    nyttor: tuple[Nytta, ...]
    prisniva: int | None


def held(u: Undertaking) -> Held | None:
    """Give an undertaking's benefits out of the document that came last in the work, or None."""
    for slug in _NEWEST_FIRST:
        document = getattr(u.artefakter, slug)
        if isinstance(document, MedNyttor) and document.nyttor:
            return Held(slug, document.nyttor, getattr(document, "prisniva", None))
    return None


def benefit_table(face: Face) -> Table | None:
    """Give an undertaking's benefits, or None without any."""
    found = held(face.u)
    return _table(tuple(_rows((face,), whose=False))) if found else None


def benefits_page(g: Gathered) -> PageView:
    """Give the benefits of the portfolio."""
    rows = tuple(_rows(g.with_benefits, whose=True))
    none = sv(T("Inga nyttor är beskrivna i portföljen."))
    parts = (
        Part(sv(T("Nyttor per insats")), tabeller=(_table(rows),), noter=(_explained(),))
        if rows
        else Part(sv(T("Nyttor per insats")), stycken=(none,)),
    )
    intro = sv(T("{antal} nyttor i portföljens dokument.", antal=len(rows)))
    return g.page(sv(T("Nyttor")), intro, (*portfolio_parts(g), *parts))


def municipal(g: Gathered, kommun: str) -> Table | None:
    """Give what a kommun is expected to gain, by its own rows in the forecasts; None without any."""
    rows: list[Row] = []
    for face in g.with_benefits:
        forecast = face.u.artefakter.nyttoprognos
        if forecast:
            rows += [_municipal(face, r, forecast.prisniva) for r in forecast.per_kommun if r.kommun == kommun]
    heads = (T("Insats"), T("Nytta per år"), T("Varav lägre kostnader"), T("Källa"))
    return Table(sv(T("Väntad nytta")), tuple(sv(h) for h in heads), tuple(rows), (), (1, 2)) if rows else None


def landing_in(g: Gathered, kommun: str) -> Table | None:
    """Give the benefits that are said to land in a kommun; None without any."""
    found = []
    for face in g.with_benefits:
        for row, n in _pairs(face, whose=True):
            if n.intressent and kommun in n.intressent.kommuner:
                found.append(row)
    return _table(tuple(found)) if found else None


def _municipal(face: Face, r: KommunensNytta, prices: int | None) -> Row:
    level = (sv(T("prisnivå {ar}", ar=str(prices))),) if prices else ()
    source = r.kalla or sv(T("(källa saknas)"))
    return (face.link(), Cell(money(r.nytta_kr), level), money(r.besparing_kr), source)


def _rows(faces: Iterable[Face], *, whose: bool) -> Iterator[Row]:
    for face in faces:
        for row, _ in _pairs(face, whose=whose):
            yield row


def _pairs(face: Face, *, whose: bool) -> Iterator[tuple[Row, Nytta]]:
    found = held(face.u)
    for n in found.nyttor if found else ():
        assert found is not None  # noqa: S101  (the loop is empty without it)
        source = places.document_link(face.u.id, found.slug, None)
        what = face.link(n.namn) if whose else Cell(n.namn, (one_line(n.beskrivning),) if n.beskrivning else ())
        kind = capital(sv(word(n.nyttotyp)))
        yield (
            (what, kind, _measured(n), _amount(n, found.prisniva), capital(sv(word(n.status))), source),
            n,
        )


def _table(rows: tuple[Row, ...]) -> Table:
    heads = (T("Nytta"), T("Slag"), T("Mått, nu och mål"), T("Per år, troligt"), T("Läge"), T("Dokument"))
    return Table(sv(T("Nyttor")), tuple(sv(h) for h in heads), rows)


def _measured(n: Nytta) -> str | Cell:
    now = _value(n.nulage.varde, n.nulage.enhet) if n.nulage and n.nulage.varde is not None else sv(T("ej uppmätt"))
    goal = _value(n.mal.varde, n.mal.enhet) if n.mal else sv(T("inget mål satt"))
    if n.indikator is None and n.mal is None and n.nulage is None:
        return NONE
    return Cell(n.indikator or NONE, (sv(T("nu {nu}; mål {mal}", nu=now, mal=goal)),))


def _value(value: Decimal, unit: str | None) -> str:
    return f"{value:f}".replace(".", ",") + (f"{NBSP}{unit}" if unit else "")


def _amount(n: Nytta, prices: int | None) -> str | Cell:
    if not n.per_ar:
        return NONE
    years = [f"{a.ar}: {money(a.trolig_kr)}" for a in n.per_ar[:_YEARS]]
    if len(n.per_ar) > _YEARS:
        years.append(sv(T("och {antal} år till", antal=len(n.per_ar) - _YEARS)))
    years.append(sv(T("prisnivå {ar}", ar=str(prices))) if prices else sv(T("prisnivå ej angiven")))
    if not (n.berakning and n.berakning.kalla):
        years.append(sv(T("(källa saknas)")))
    return Cell(years[0], tuple(years[1:]))


def _explained() -> str:
    order = ", ".join(titel(slug).lower() for slug in _NEWEST_FIRST)
    return sv(
        T("För varje insats visas nyttorna ur det dokument som finns först i ordningen {ordning}.", ordning=order)
    )
