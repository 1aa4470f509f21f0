"""Ids and files: every id is the name of its file, and one id means one thing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fyrportfolj.diagnostics import Diagnostic, Loc, Reference, finding
from fyrportfolj.model.base import Model
from fyrportfolj.model.decisions import Villkor
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.corrected import applied, content_rows
from fyrportfolj.rules.documents import single
from fyrportfolj.rules.walk import Finder, leaves

REGISTERS = ("kommuner", "organ", "roller")
"""The registers that documents name things from; without them no link can be checked."""


def check_id_is_file_name(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find documents whose id is not the name of their file."""
    del today
    for group in (
        portfolio.fokusomraden,
        portfolio.initiativ,
        portfolio.projekt,
        portfolio.formagekartor,
        portfolio.scenarier,
        portfolio.prioriteringar,
        portfolio.utlysningar,
        portfolio.mognad,
    ):
        for id_, entry in group.items():
            if not entry.fil.endswith(f"/{id_}.yaml"):
                yield finding("FYR201", entry.fil, ("id",), id=id_, vantat=_stem(entry.fil))
    for (slug, version), process in portfolio.processer.items():
        if not process.fil.endswith(f"/{slug}-{version}.yaml"):
            yield finding("FYR201", process.fil, ("version",), id=f"{slug}-{version}", vantat=_stem(process.fil))


def check_ids_are_unique(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find ids that mean two undertakings: an initiative and a project, or a present and a former id."""
    del today
    taken: dict[str, Reference] = {}
    for entry in portfolio.undertakings():
        first = taken.setdefault(entry.modell.id, Reference(entry.fil, ("id",)))
        if first.fil != entry.fil:
            yield finding("FYR202", entry.fil, ("id",), rule=first, id=entry.modell.id, fil=first.fil)
    for entry in portfolio.undertakings():
        for index, former in enumerate(entry.modell.tidigare_id):
            here = Reference(entry.fil, ("tidigare_id", index))
            first = taken.setdefault(former, here)
            if first != here:
                yield finding("FYR204", entry.fil, here.loc, rule=first, id=former, fil=first.fil)


def check_registers_exist(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find registers that are missing although documents name things from them."""
    del today
    for name in REGISTERS:
        path = f"register/{name}.yaml"
        if path not in portfolio.filer and getattr(portfolio, _ATTRIBUTE[name]) is None:
            yield finding("FYR203", path, fil=path)


_ATTRIBUTE = {"kommuner": "kommunregister", "organ": "organregister", "roller": "rollregister"}

_KEYS: dict[str, str] = {
    "Deltagare": "kommun",
    "Kommunrad": "kommun",
    "Andel": "part",
    "Kostnadsandel": "part",
    "Part": "part",
    "Statusrad": "omrade",
    "Skedesfaktor": "skede",
}
"""Rows that have no id of their own but may stand only once in their list, and by which field."""

_LISTS: dict[type[Model], tuple[tuple[str, str], ...]] = {}
"""Class to its lists of rows with keys: the list's field and the rows' field."""


def _key_of(cls: type[Model]) -> str | None:
    if "id" in cls.model_fields:
        return "id"
    return next((_KEYS[base.__name__] for base in cls.__mro__ if base.__name__ in _KEYS), None)


def _has_lists(cls: type[Model]) -> bool:
    keyed = (
        (name, _key_of(leaf))
        for name, field in cls.model_fields.items()
        for leaf, _ in leaves(field.annotation)
        # Conditions share one set of ids in the whole file, so they are looked at together.
        if isinstance(leaf, type) and issubclass(leaf, Model) and leaf is not Villkor
    )
    _LISTS[cls] = tuple((name, key) for name, key in keyed if key is not None)
    return bool(_LISTS[cls])


_holders = Finder(_has_lists)


def check_rows_are_unique(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find rows of one list with the same key: R1 twice in the risk register, a kommun twice among the participants.

    Conditions are guarded by the file and not by the decision they stand in, and sub-areas by the
    action plan and not by their focus area.
    """
    del today
    delomraden: dict[str, Reference] = {}
    for area in portfolio.fokusomraden.values():
        for index, delomrade in enumerate(area.modell.delomraden):
            here = Reference(area.fil, ("delomraden", index, "id"))
            first = delomraden.setdefault(delomrade.id, here)
            if first is not here:
                yield _twice(here, first, delomrade.id)
    for register in single(portfolio):
        yield from _repeated(register.fil, register.modell)
    for entry in portfolio.undertakings():
        yield from _repeated(entry.fil, entry.modell)
        yield from _again(entry.fil, _conditions(entry.modell))


def _repeated(fil: str, document: Model) -> Iterator[Diagnostic]:
    for loc, holder in _holders(document):
        for name, key in _LISTS[type(holder)]:
            rows = getattr(holder, name)
            if type(rows) is tuple and len({getattr(row, key) for row in rows}) < len(rows):
                keyed = [((*loc, name, i, key), getattr(row, key)) for i, row in enumerate(rows)]
                # A row may be without an id where its class lets it.
                yield from _again(fil, [(place, value) for place, value in keyed if value is not None])


def _again(fil: str, rows: list[tuple[Loc, str]]) -> Iterator[Diagnostic]:
    seen: dict[str, Loc] = {}
    for loc, key in rows:
        first = seen.setdefault(key, loc)
        if first is not loc:
            yield _twice(Reference(fil, loc), Reference(fil, first), key)


def _conditions(u: Undertaking) -> list[tuple[Loc, str]]:
    # A correction repeats the conditions of what it corrects.
    rows = zip(content_rows(u.beslut), applied(u.beslut), strict=True)
    return [(("beslut", i, "villkor", k, "id"), v.id) for i, d in rows for k, v in enumerate(d.villkor)]


def _twice(here: Reference, first: Reference, key: str) -> Diagnostic:
    lista = next((str(part) for part in reversed(here.loc[:-1]) if isinstance(part, str)), "")
    return finding("FYR223", here.fil, here.loc, rule=first, nyckel=key, lista=lista)


def _stem(fil: str) -> str:
    return fil.rpartition("/")[2].removesuffix(".yaml")
