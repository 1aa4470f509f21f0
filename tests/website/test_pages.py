"""Every page of the example's site: well formed, reachable, readable without colour, script or network."""

from __future__ import annotations

import posixpath
import re
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from fyrportfolj.model.artefacts import ARTEFACTS
from fyrportfolj.render.appearance import Appearance, contrast
from fyrportfolj.render.site.style import on_dark
from fyrportfolj.resources import resource
from tests.support.builders import a_portfolio, a_project
from tests.website.made import Page, example, example_pages, example_site, site_of


def _inner_links(place: str, page: Page) -> list[str]:
    found = [e.attributes["href"] for tag in ("a", "link") for e in page.all(tag)]
    found += [e.attributes["src"] for e in page.all("img")]
    near = [a for a in found if not urlsplit(a).scheme and not a.startswith("#")]
    return [posixpath.normpath(posixpath.join(posixpath.dirname(place), urlsplit(a).path)) for a in near]


def test_a_page_is_well_formed_and_has_its_landmarks() -> None:
    for place, page in example_pages().items():
        assert not page.mistakes, place
        assert not page.stack, place
        assert page.all("html")[0].attributes == {"lang": "sv"}, place
        for tag in ("title", "h1", "main", "footer"):
            assert len([e for e in page.all(tag) if "svg" not in e.inside]) == 1, (place, tag)
        assert [e.tag for e in page.elements if e.inside == ("html", "body")][:2] == ["a", "header"], place
        assert page.all("main")[0].attributes["id"] == page.all("a")[0].attributes["href"][1:], place
        assert all(e.attributes.get("aria-label") for e in page.all("nav")), place


def test_headings_do_not_skip_a_level() -> None:
    for place, page in example_pages().items():
        levels = [int(e.tag[1]) for e in page.elements if re.fullmatch("h[1-6]", e.tag)]
        assert levels[0] == 1, place
        assert all(b - a <= 1 for a, b in pairwise(levels)), place


def test_tables_have_captions_and_their_headings_scopes() -> None:
    for place, page in example_pages().items():
        assert len(page.all("caption")) == len(page.all("table")), place
        assert all(e.attributes.get("scope") in {"row", "col"} for e in page.all("th")), place


def test_a_page_needs_no_script_and_no_network() -> None:
    for place, page in example_pages().items():
        assert not page.all("script"), place
        assert not [
            e for e in page.elements if any(name.startswith("on") or name == "style" for name in e.attributes)
        ], place
        fetched = [e.attributes.get("href") or e.attributes["src"] for e in page.all("link") + page.all("img")]
        assert not [address for address in fetched if urlsplit(address).scheme], place


def test_every_link_leads_to_a_file_of_the_site() -> None:
    files = set(example_site())
    broken = {(p, a) for p, page in example_pages().items() for a in _inner_links(p, page) if a not in files}
    assert not broken


def test_every_page_is_reached_from_the_first() -> None:
    seen, left = set[str](), ["index.html"]
    while left:
        place = left.pop()
        if place in seen or place not in example_pages():
            continue
        seen.add(place)
        left += _inner_links(place, example_pages()[place])
    assert seen == set(example_pages())


def test_no_address_begins_at_the_root_of_a_server() -> None:
    starts = [e.attributes["href"] for page in example_pages().values() for e in page.all("a")]
    assert not [a for a in starts if a.startswith("/")]


def test_a_page_says_which_version_and_day_it_was_made_from() -> None:
    for place, page in example_pages().items():
        footer = " ".join(page.text_in("footer")).replace("\u00a0", " ")
        assert "3f9c2ab17d" in footer, place
        assert "20 november 2026" in footer, place


def test_invented_content_is_marked_on_its_page_and_where_it_is_listed() -> None:
    for entry in example().undertakings():
        page = example_pages()[f"insats/{entry.modell.id}/index.html"]
        assert ("Exempel – påhittat innehåll" in page.text_in("strong")) is entry.modell.exempel


def test_every_undertaking_kommun_and_sub_area_has_a_page() -> None:
    portfolio = example()
    expected = {f"insats/{e.modell.id}/index.html" for e in portfolio.undertakings()}
    expected |= {f"kommun/{k}.html" for k in portfolio.kommuner}
    expected |= {f"delomrade/{d}.html" for d in portfolio.delomraden}
    assert expected <= set(example_pages())


def test_a_kommun_sees_the_decision_that_waits_for_it() -> None:
    text = " ".join(example_pages()["kommun/orust.html"].text_in("table"))
    assert "Gemensamt e-arkiv" in text
    assert "Kommunledning eller Kommunal nämnd" in text


def test_the_same_portfolio_gives_the_same_bytes() -> None:
    assert site_of(example()) == example_site()


def test_text_from_a_file_never_becomes_code() -> None:
    hostile = "<script>alert(1)</script>\"'&{{ 7*7 }}"
    files = site_of(a_portfolio(a_project(namn=hostile, sammanfattning=hostile, mal=[hostile])))
    pages = {p: read_ for p, data in files.items() if p.endswith(".html") for read_ in [_page(data)]}
    assert not [p for p, page in pages.items() if page.all("script")]
    assert any(hostile in page.text_in("h1") for page in pages.values())


def _page(data: bytes) -> Page:
    page = Page()
    page.feed(data.decode())
    return page


def test_the_site_is_small_and_shares_style_and_fonts() -> None:
    files = example_site()
    fonts = sum(len(data) for place, data in files.items() if place.endswith(".woff2"))
    assert 0 < fonts <= 200_000
    assert "typsnitt/OFL.txt" in files
    pages = [data for place, data in files.items() if place.endswith(".html")]
    assert not [data for data in pages if b"<style" in data or b"base64" in data]
    assert sum(map(len, pages)) / len(pages) < 12_000


@pytest.mark.parametrize("accent", ["#0b4f6c", "#000000", "#7f1d1d", "#14532d"])
def test_the_accent_can_be_read_on_a_dark_page(accent: str) -> None:
    assert contrast(on_dark(accent), "#11181d") >= 7
    assert f"--accent:{accent};" in site_of(a_portfolio(), Appearance(accent))["stil.css"].decode()


def test_the_logotype_is_one_file_with_its_text() -> None:
    looks = Appearance("#0b4f6c", "logga.svg", "Provkommuns vapen", b"<svg/>")
    files = site_of(a_portfolio(a_project()), looks)
    assert files["logga.svg"] == b"<svg/>"
    for place, data in files.items():
        if place.endswith(".html"):
            (image,) = _page(data).all("img")
            assert image.attributes["alt"] == "Provkommuns vapen"
            assert posixpath.normpath(posixpath.join(posixpath.dirname(place), image.attributes["src"])) == "logga.svg"


def test_the_glossary_says_what_the_shipped_list_says() -> None:
    facts = example_pages()["ordlista.html"].text_in("dd")
    listed = (resource("docs") / "reference" / "ordlista.md").read_text("utf-8").splitlines()
    meanings = [
        line.split("|")[3].strip() for line in listed if line.startswith(tuple(f"| `{a}` |" for a in ARTEFACTS))
    ]
    assert len(meanings) == len(ARTEFACTS)
    assert set(meanings) <= set(facts)
    assert "Sannolikhet gånger konsekvens, R = S × K, 1–25." in facts
