"""Every report of the table, in every format, made of the shipped portfolio: faultless, and the same bytes twice."""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache
from typing import Any

import pytest

from fyrportfolj.errors import UsageError
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.render.catalogue import REPORTS, loaded
from fyrportfolj.render.report import make
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.tables import Cell
from tests.render import pdflint
from tests.reports.artefakt.test_artefakt import STAMP, shipped
from tests.reports.officelint import deck_faults, word_faults
from tests.support.counting import uncounted

SUBJECTS = ("digital-motor-fyrbodal", "exempel-digital-samhallsbyggnad", "exempel-gemensam-trygghetsjour")
OWN = tuple(r for r in REPORTS.values() if r.modul == "")


def _cases() -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    for listed in OWN:
        found += [(listed.slug, None)] if listed.om != "insats" else []
        found += [(listed.slug, id_) for id_ in SUBJECTS] if listed.om != "portfolj" else []
    return found


@lru_cache(maxsize=64)
def view(slug: str, id_: str | None) -> Any:
    return loaded(slug).build(shipped(), shipped().portfolio.undertaking(id_) if id_ else None)


@lru_cache(maxsize=256)
def made(slug: str, id_: str | None, format_: str) -> bytes:
    return make(loaded(slug), format_, view(slug, id_), templates=Templates(), stamp=STAMP).data


def sheet_faults(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [n for n in package.namelist() if n.startswith("xl/worksheets/sheet")]
        xml = [package.read(n).decode() for n in sheets]
    own = r"([A-Z]\d+\*[A-Z]\d+|LOOKUP\([A-Z]\d+,'[\w ]+'!\$B\$2:\$B\$\d+,'[\w ]+'!\$A\$2:\$A\$\d+\))"
    formulas = [f for x in xml for f in re.findall(r"<f(?: [^>]*)?>([^<]*)</f>", x)]
    found = ["främmande formel i ett blad"] if not all(re.fullmatch(own, f) for f in formulas) else []
    found += ["blad utan fryst rubrik"] if any("<pane " not in x for x in xml[1:]) else []
    return found + (["bara ett blad"] if len(xml) < 2 else [])


@pytest.mark.parametrize(("slug", "id_"), _cases())
def test_every_report_is_faultless_in_every_format(slug: str, id_: str | None) -> None:
    lints = {"pdf": pdflint.faults, "docx": word_faults, "pptx": deck_faults, "xlsx": sheet_faults}
    for format_ in REPORTS[slug].format:
        data = made(slug, id_, format_)
        if format_ in lints:
            with uncounted():
                assert lints[format_](data) == [], format_
        else:
            text = data.decode()
            assert view(slug, id_).huvud.namn in text.replace("\\", "")
            assert not re.search(r"\bNone\b|Cell\(|Decimal\(|datetime\.|\{\{|\{%", text)


@pytest.mark.parametrize(("slug", "id_"), _cases())
def test_the_same_report_gives_the_same_bytes(slug: str, id_: str | None) -> None:
    for format_ in REPORTS[slug].format:
        first = made(slug, id_, format_)
        with uncounted():
            again = make(loaded(slug), format_, view(slug, id_), templates=Templates(), stamp=STAMP).data
        assert again == first, format_


def test_a_report_about_one_says_when_it_is_not_told_which() -> None:
    for listed in OWN:
        if listed.om == "insats":
            with pytest.raises(UsageError, match="gäller ett initiativ eller projekt"):
                loaded(listed.slug).build(shipped(), None)


def test_the_log_holds_every_decision_latest_first() -> None:
    p = shipped().portfolio
    rows = view("beslutslogg", None).beslut.rader

    assert len(rows) == sum(len(e.modell.beslut) for e in p.undertakings())
    assert [r[0] for r in rows] == sorted((r[0] for r in rows), reverse=True)


def test_an_extract_tells_who_decided_what_and_how_it_stands_in_law() -> None:
    extract = view("protokollsutdrag", "exempel-digital-samhallsbyggnad")

    facts = {f.rubrik: f.varde for f in extract.uppgifter}
    assert facts["Organ"] == "Programstyrgrupp"
    assert extract.arende.endswith("Behandling av R2 och R4")
    assert extract.overklagande == "Beslutet kan inte överklagas enligt 13 kap. kommunallagen."


def test_nothing_decided_is_said() -> None:
    with pytest.raises(UsageError, match="har inga beslut"):
        view("protokollsutdrag", "ai-kundtjanst")
    text = make(loaded("beslutslogg"), "md", view("beslutslogg", "ai-kundtjanst"), templates=Templates(), stamp=STAMP)
    assert "Inga beslut är registrerade." in text.data.decode()


def test_the_register_counts_where_ids_would_mix_and_names_where_they_do_not() -> None:
    whole, one = view("riskregister", None), view("riskregister", "exempel-digital-samhallsbyggnad")

    assert {
        c.risker[0].partition("\u00a0")[2] or c.risker[0].partition(" ")[2]
        for r in whole.matris
        for c in r.celler
        if c.risker
    } == {"st"}
    assert {i for r in one.matris for c in r.celler for i in c.risker} == {
        row[0] for row in one.ark.rader if row[8] != "Stängd"
    }
    values = [int(str(row[3].text if isinstance(row[3], Cell) else "0").split()[-1]) for row in whole.risker.rader]
    assert values[0] >= values[-1]


def test_a_portfolio_without_risks_is_told_so() -> None:
    p = shipped().portfolio
    fields = {f: getattr(p, f) for f in p.__dataclass_fields__ if f != "memo"}
    quiet = Portfolio(**{**fields, "initiativ": {k: p.initiativ[k] for k in ("ai-kundtjanst",)}, "projekt": {}})
    there = Basis(quiet, shipped().idag, STAMP, "3f9c2ab")
    text = make(
        loaded("riskregister"), "md", loaded("riskregister").build(there, None), templates=Templates(), stamp=STAMP
    )

    assert "Inga öppna risker är registrerade." in text.data.decode()
