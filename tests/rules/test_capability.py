"""Capabilities and measured maturity: gaps, what nobody works on, and what stands twice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from fyrportfolj.model.capability import CapabilityMap
from fyrportfolj.model.maturity import Mognad
from fyrportfolj.rules.capability import gaps, maturity, uncovered
from fyrportfolj.rules.capability_checks import check_capabilities, check_maturity
from tests.support.builders import a_portfolio, a_project, an_initiative, build, found

D = Decimal


def a_map(*abilities: dict[str, Any]) -> CapabilityMap:
    groups = [{"namn": "Ombord", "lager": "karna", "formagor": list(abilities)}]
    return build(CapabilityMap, {"id": "navigera", "namn": "Att navigera", "kalla": "Prov", "grupper": groups}, {})


def an_ability(namn: str, **fields: Any) -> dict[str, Any]:
    return {"namn": namn, **fields}


def levels(**by_kommun: int) -> list[dict[str, Any]]:
    return [{"kommun": k, "niva": n} for k, n in by_kommun.items()]


def test_the_gap_is_the_mean_of_what_the_municipalities_lack() -> None:
    (gap,) = gaps(a_map(an_ability("Kurs", strategisk_vikt=4, mognad_mal=3, mognad=levels(udde=1, vik=5, holme=1))))

    # Who is above the goal lacks nothing and does not make up for the others.
    assert gap.lucka == D(4) / 3
    assert gap.varme == 4 * (D(4) / 3)
    assert gap.langst_ifran == ("holme", "udde")
    assert gap.bedomda == 3


def test_the_hottest_stands_first_and_the_unknown_last() -> None:
    found_gaps = gaps(
        a_map(
            an_ability("Okänd", mognad_mal=3),
            an_ability("Ljum", strategisk_vikt=5, mognad_mal=3, mognad=levels(udde=2)),
            an_ability("Het", strategisk_vikt=3, mognad_mal=5, mognad=levels(udde=1)),
            an_ability("Ovägd", mognad_mal=3, mognad=levels(udde=1)),
        )
    )

    assert [(g.formaga.namn, g.varme) for g in found_gaps] == [
        ("Het", 12),
        ("Ljum", 5),
        ("Okänd", None),
        ("Ovägd", None),
    ]
    assert found_gaps[3].lucka == 2


def test_who_lacks_nothing_is_not_named() -> None:
    (gap,) = gaps(a_map(an_ability("Kurs", mognad_mal=3, mognad=levels(udde=3))))

    assert (gap.lucka, gap.langst_ifran) == (D(0), ())


def test_a_link_may_stand_in_the_map_or_at_a_benefit() -> None:
    benefit = {"id": "N1", "namn": "Färre grundstötningar", "nyttotyp": "kvalitet", "formaga": ["Lod"]}
    forecast = {"nyttoprognos": {"status": "utkast", "version": "0.1", "nyttor": [benefit]}}
    portfolio = a_portfolio(
        an_initiative(artefakter=forecast),
        a_project(),
        formagekartor=[a_map(an_ability("Kurs", insatser=["gemensamt-sjokort"]), an_ability("Lod"), an_ability("Rop"))],
    )

    missing = uncovered(portfolio)

    assert missing.formagor == (("navigera", "Rop"),)
    assert missing.insatser == ("provtur",)


def measured(kommun: str, *rows: tuple[int, str, str], id_: str | None = None) -> Mognad:
    matningar = [
        {"ar": ar, "digital_formaga_procent": f, "digitalt_arv_procent": a, "kalla": "Prov"} for ar, f, a in rows
    ]
    return build(Mognad, {"id": id_ or kommun, "kommun": kommun, "matningar": matningar}, {})


def test_maturity_stands_in_the_registers_order_with_its_change() -> None:
    portfolio = a_portfolio(
        mognad=[measured("vik", (2024, "40", "60"), (2025, "50", "49.9")), measured("holme", (2025, "49.9", "50"))]
    )

    rows = maturity(portfolio)

    assert [(r.kommun, r.ruta) for r in rows] == [
        ("holme", "lag_formaga_gott_arv"),
        ("vik", "hog_formaga_tungt_arv"),
    ]
    assert (rows[0].fore, rows[0].forandring_formaga) == (None, None)
    assert (rows[1].forandring_formaga, rows[1].forandring_arv) == (D(10), D("-10.1"))


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (measured("vik", (2024, "1", "1"), (2025, "1", "1")), []),
        (measured("vik", (2025, "1", "1"), id_="udde"), [("FYR247", "kommun")]),
        (measured("vik", (2025, "1", "1"), (2025, "1", "1")), [("FYR248", "matningar.1.ar")]),
        (measured("vik", (2025, "1", "1"), (2024, "1", "1")), [("FYR248", "matningar.1.ar")]),
    ],
)
def test_faults_of_measurements(file: Mognad, expected: list[tuple[str, str]]) -> None:
    assert found(check_maturity, a_portfolio(mognad=[file])) == expected


def test_what_stands_twice_in_a_map() -> None:
    twice = a_map(an_ability("Kurs"), an_ability("Kurs", mognad=[*levels(udde=1), *levels(vik=1), *levels(udde=2)]))

    assert found(check_capabilities, a_portfolio(formagekartor=[twice])) == [
        ("FYR249", "grupper.0.formagor.1.namn"),
        ("FYR250", "grupper.0.formagor.1.mognad.2.kommun"),
    ]
