"""Every field that holds a key is either a link that is looked up, or listed with the reason why it is none."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import fyrportfolj.model
from fyrportfolj.codes import CODES
from fyrportfolj.model.base import NYCKEL, RADID, SLUG, Model
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Deltagare, ExternLank, Milstolpe, Project
from fyrportfolj.model.plan import Delomrade
from fyrportfolj.model.risks import Behandling
from fyrportfolj.rules.link_kinds import BESLUT_ID, EXCEPTIONS, LINKS, NOT_LINKS, Link, key_form, links_of


def _classes() -> list[type[Model]]:
    for module in pkgutil.walk_packages(fyrportfolj.model.__path__, "fyrportfolj.model."):
        importlib.import_module(module.name)
    found: dict[str, type[Model]] = {}

    def below(cls: type[Model]) -> Iterator[type[Model]]:
        for sub in cls.__subclasses__():
            yield sub
            yield from below(sub)

    for cls in below(Model):
        if cls.__module__.startswith("fyrportfolj.model"):
            found[cls.__name__] = cls
    return list(found.values())


FIELDS = [(cls, name) for cls in _classes() for name in cls.model_fields if key_form(cls, name)]


def test_there_are_fields_to_look_at() -> None:
    assert len(FIELDS) > 150


@pytest.mark.parametrize(("cls", "name"), FIELDS, ids=lambda p: getattr(p, "__name__", p))
def test_every_key_is_a_link_or_says_why_not(cls: type[Model], name: str) -> None:
    key = (name, key_form(cls, name))

    assert (key in LINKS) + (key in NOT_LINKS) + ((cls.__name__, name) in EXCEPTIONS) == 1


def test_the_tables_name_no_field_that_is_gone() -> None:
    keys = {(name, key_form(cls, name)) for cls, name in FIELDS}

    assert (set(LINKS) | NOT_LINKS) - keys == set()
    assert set(EXCEPTIONS) - {(cls.__name__, name) for cls, name in FIELDS} == set()


@pytest.mark.parametrize(
    ("cls", "name", "form"),
    [
        (Project, "program", SLUG),
        (Project, "namn", ""),
        (Project, "mal", ""),
        (Project, "start", ""),
        (Project, "agare", NYCKEL),
        (Milstolpe, "beror_av", RADID),
        (Behandling, "beslut", BESLUT_ID),
        (Decision, "beslut", ""),
    ],
)
def test_forms(cls: type[Model], name: str, form: str) -> None:
    assert key_form(cls, name) == form


def test_links_of_a_class_in_its_order() -> None:
    assert links_of(Deltagare) == (
        ("kommun", Link.KOMMUN),
        ("beslut", Link.BESLUT),
        ("tillampliga_organ", Link.ORGAN),
    )
    assert links_of(ExternLank) == (("initiativ", Link.EXTERNT),)
    assert ("initiativ", Link.INITIATIV) in links_of(Delomrade)


def test_each_kind_has_its_own_code() -> None:
    values = [link.value for link in Link]

    assert len(set(values)) == len(values)
    assert set(values) <= set(CODES)
