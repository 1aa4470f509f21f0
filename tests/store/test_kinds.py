"""Which path holds which document."""

from __future__ import annotations

import pytest

from fyrportfolj.store.kinds import KINDS, kind_of


@pytest.mark.parametrize(
    ("path", "namn"),
    [
        ("fyr.yaml", "portfolj"),
        ("process/portfolj-0.5.yaml", "process"),
        ("register/kommuner.yaml", "kommuner"),
        ("register/organ.yaml", "organ"),
        ("register/roller.yaml", "roller"),
        ("register/mandat.yaml", "mandat"),
        ("register/arscykel.yaml", "arscykel"),
        ("handlingsplan/handlingsplan.yaml", "handlingsplan"),
        ("handlingsplan/annat.yaml", "fokusomrade"),
        ("initiativ/x.yaml", "initiativ"),
        ("projekt/x.yaml", "projekt"),
        ("formagor/x.yaml", "formagekarta"),
        ("scenarier/x.yaml", "scenario"),
    ],
)
def test_path_has_kind(path: str, namn: str) -> None:
    kind = kind_of(path)

    assert kind is not None
    assert kind.namn == namn
    assert kind.schema == f"{namn}.schema.json"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "initiativ.yaml",
        "initiativ/x.yml",
        "initiativ/a/b.yaml",
        "register/annat.yaml",
        "sub/fyr.yaml",
        "initiativ/x.yaml\n",
        "initiativ/.yaml",
        "remiss/a/remiss.yaml",
    ],
)
def test_path_has_no_kind(path: str) -> None:
    assert kind_of(path) is None


def test_names_and_patterns_are_unique() -> None:
    assert len({k.namn for k in KINDS}) == len({k.pattern for k in KINDS}) == len(KINDS) == 17
