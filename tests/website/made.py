"""The site of the example portfolio, built once, and pages read back as a browser would."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.render.appearance import DEFAULT, Appearance
from fyrportfolj.render.site.build import build_site
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.common import Basis

EXAMPLE = Path(__file__).resolve().parents[2] / "portfolio-data"
STAMP = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
COMMIT = "3f9c2ab17d000000000000000000000000000000"
VOID = frozenset({"meta", "link", "img", "br", "rect", "path", "circle"})


def site_of(portfolio: Portfolio, looks: Appearance = DEFAULT, own: Path | None = None) -> dict[str, bytes]:
    """Give a portfolio's site by place."""
    basis = Basis(portfolio, date(2026, 11, 20), STAMP, COMMIT)
    return {f.plats: f.data for f in build_site(basis, Templates(own), looks)}


def example() -> Portfolio:
    """Give the example portfolio."""
    return Workspace.open(EXAMPLE, lambda _zone: date(2026, 11, 20), search=False).portfolio


@cache
def example_site() -> dict[str, bytes]:
    """Give the site of the example portfolio."""
    return site_of(example())


@cache
def example_pages() -> dict[str, Page]:
    """Give its pages, read back."""
    return {place: read(data) for place, data in example_site().items() if place.endswith(".html")}


@dataclass
class Element:
    """A start tag: its name, attributes and the tags that it lies in."""

    tag: str
    attributes: dict[str, str]
    inside: tuple[str, ...]


@dataclass
class Page(HTMLParser):
    """A page as its tags and the text in them."""

    elements: list[Element] = field(default_factory=list)
    texts: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) != len(names):
            self.mistakes.append(f"{tag} har ett attribut två gånger")
        self.elements.append(Element(tag, {k: v or "" for k, v in attrs}, tuple(self.stack)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {k: v or "" for k, v in attrs}, tuple(self.stack)))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.stack or self.stack[-1] != tag:
            self.mistakes.append(f"</{tag}> stänger {self.stack[-1:]}")
            return
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((tuple(self.stack), data.strip()))

    def all(self, tag: str) -> list[Element]:
        """Give every element of a kind."""
        return [e for e in self.elements if e.tag == tag]

    def text_in(self, tag: str) -> list[str]:
        """Give the texts that lie in elements of a kind."""
        return [text for inside, text in self.texts if tag in inside]


def read(data: bytes) -> Page:
    """Read a page."""
    page = Page()
    page.feed(data.decode("utf-8"))
    page.close()
    return page
