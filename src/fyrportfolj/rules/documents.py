"""Every document of a portfolio in one order, and which files could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fyrportfolj.diagnostics import Loc
from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.base import Model
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio


def documents(portfolio: Portfolio) -> Iterator[Entry[Model]]:
    """Give every document: head, processes, registers, action plan, undertakings and the folders of the rest."""
    yield portfolio.fyr
    yield from portfolio.processer.values()
    yield from single(portfolio)
    yield from portfolio.fokusomraden.values()
    yield from portfolio.undertakings()
    yield from portfolio.formagekartor.values()
    yield from portfolio.scenarier.values()
    yield from portfolio.prioriteringar.values()
    yield from portfolio.utlysningar.values()
    yield from portfolio.mognad.values()


def single(portfolio: Portfolio) -> Iterator[Entry[Model]]:
    """Give the documents that a portfolio has at most one of, besides its head: registers and the action plan."""
    for entry in (
        portfolio.kommunregister,
        portfolio.organregister,
        portfolio.rollregister,
        portfolio.mandatregister,
        portfolio.arscykel,
        portfolio.kapacitetsregister,
        portfolio.handlingsplan,
    ):
        if entry is not None:
            yield entry


def artefacts(undertaking: Undertaking) -> Iterator[tuple[str, Loc, Artefakt]]:
    """Give the artefacts that stand in an undertaking's file.

    Only the fields that the file has are looked at: asking for every kind of artefact in a
    thousand files costs more than the checks themselves.

    Args:
        undertaking: an initiative or project.

    Yields:
        Slug, path in the file and the artefact, in alphabetical order of the slug.
    """
    held = undertaking.artefakter
    for slug in sorted(held.model_fields_set):
        value = getattr(held, slug)
        if isinstance(value, tuple):
            for index, artefact in enumerate(value):
                yield slug, ("artefakter", slug, index), artefact
        elif value is not None:
            yield slug, ("artefakter", slug), value


def unread_process(portfolio: Portfolio, slug: str, version: str) -> str | None:
    """Give the path of a process version's file when it exists but gave no document, else None."""
    fil = f"process/{slug}-{version}.yaml"
    return fil if (slug, version) not in portfolio.processer and fil in portfolio.filer else None


def unreadable(portfolio: Portfolio, folder: str) -> frozenset[str]:
    """Give the names of the files in a folder that exist but gave no document.

    Args:
        portfolio: the portfolio.
        folder: one of the folders that hold one document per file.

    Returns:
        File names without folder and `.yaml`; these are the ids that the documents would have.
    """
    held: Mapping[str, tuple[Mapping[Any, Entry[Model]], ...]] = {
        "process": (portfolio.processer,),
        "handlingsplan": (portfolio.fokusomraden,),
        "initiativ": (portfolio.initiativ,),
        "projekt": (portfolio.projekt,),
        "formagor": (portfolio.formagekartor,),
        "scenarier": (portfolio.scenarier,),
        "prioriteringar": (portfolio.prioriteringar,),
        "utlysningar": (portfolio.utlysningar,),
        "mognad": (portfolio.mognad,),
    }
    read = {e.fil for group in held[folder] for e in group.values()}
    if folder == "handlingsplan":
        read.add("handlingsplan/handlingsplan.yaml")
    prefix = f"{folder}/"
    return frozenset(
        f.removeprefix(prefix).removesuffix(".yaml")
        for f in portfolio.filer
        if f.startswith(prefix) and f.endswith(".yaml") and f not in read
    )
