"""The checks see each fault that they are there for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.looking import KINDS, faults, look, markup_faults

STYLE = (
    ":focus-visible { outline: 2px solid #000 } .hoppa { position: absolute; left: -99rem } .hoppa:focus { left: 0 }"
)

FAULTY = {
    "axe": '<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">',
    "dark": "<style>@media (prefers-color-scheme: dark) { p { color: #ddd } }</style><p>Ljust på vitt",
    "sideways": '<p style="width: 40rem">För bred',
    "keyboard": '<style>a:focus { outline: none !important }</style><p><a href="#a">Syns inte vald</a>',
    "print": "<style>@media print { p { display: none } }</style><p>Borta på papper",
    "states": '<p><span class="lage enligt_plan"><span aria-hidden="true">●</span></span>',
    "loads": '<p><img src="http://127.0.0.1:9/a.png" alt="Hämtas utifrån">',
}
"""For each kind, what makes a page faulty in just that way."""


def page(body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="sv"><head><title>Prov</title><style>{STYLE}</style></head><body>'
        f'<a class="hoppa" href="#m">Till innehållet</a><main id="m"><h1>Prov</h1>{body}</main></body></html>'
    )


@pytest.mark.slow
def test_a_fault_is_seen_and_only_where_it_is(tmp_path: Path) -> None:
    pages = {}
    for name, body in {**FAULTY, "hel": "<p>Inget fel"}.items():
        pages[f"prov-{name}"] = tmp_path / f"{name}.html"
        pages[f"prov-{name}"].write_text(page(body), encoding="utf-8")
    seen = look(pages, tmp_path / "order.json")

    assert {kind: set(faults(seen, kind)) for kind in KINDS} == {kind: {f"prov-{kind}"} for kind in KINDS}


def test_the_markup_checker_sees_a_fault(tmp_path: Path) -> None:
    (tmp_path / "fel.html").write_text(page("<p><b>a</p></b>"), encoding="utf-8")
    assert markup_faults([tmp_path / "fel.html"])
