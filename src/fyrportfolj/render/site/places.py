"""Where each page lies, from the root of the site."""

from __future__ import annotations

from fyrportfolj.model.artefacts import ARTEFACTS, titel
from fyrportfolj.render.site.page import Link

OVERVIEW = "index.html"
UNDERTAKINGS = "insatser.html"
PLAN = "handlingsplan.html"
KOMMUNER = "kommuner.html"
DECISIONS = "beslut.html"
RISKS = "risker.html"
TIMEPLAN = "tidplan.html"
BENEFITS = "nyttor.html"
CONGESTION = "forandringstrangsel.html"
PRIORITY = "prioritering.html"
FUNDING = "utlysningar.html"
CAPABILITIES = "formagor.html"
CONSULTATIONS = "remisser.html"
GLOSSARY = "ordlista.html"
STATEMENT = "tillganglighet.html"


def undertaking(id_: str) -> str:
    """Give the page of an initiative or project."""
    return f"insats/{id_}/index.html"


def document(id_: str, slug: str, index: int | None) -> str:
    """Give the page of a document.

    Args:
        id_: the undertaking.
        slug: the kind of document.
        index: its place in the file from 0, for a kind of which there are many.
    """
    return f"insats/{id_}/{slug}.html" if index is None else f"insats/{id_}/{slug}-{index + 1}.html"


def status_report(id_: str) -> str:
    """Give the page of the status report that holds."""
    return f"insats/{id_}/statusrapport.html"


def kommun(id_: str) -> str:
    """Give the page of a kommun."""
    return f"kommun/{id_}.html"


def area(id_: str) -> str:
    """Give the page of a focus area."""
    return f"fokusomrade/{id_}.html"


def sub_area(id_: str) -> str:
    """Give the page of a sub-area."""
    return f"delomrade/{id_}.html"


def document_link(id_: str, slug: str, index: int | None, text: str = "") -> Link:
    """Give a link to a document, by its name when no other text is given."""
    known = slug in ARTEFACTS
    return Link(text or titel(slug), adress=document(id_, slug, index) if known else "")


def way_up(path: str) -> str:
    """Give the way from a page to the site's root."""
    return "../" * path.count("/")
