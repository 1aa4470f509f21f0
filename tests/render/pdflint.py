"""What a PDF for an archive and for assistive technology must hold, read with pikepdf.

Källa: ISO 19005-2, ISO 14289-1.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf


def faults(pdf: bytes) -> list[str]:
    """Give what is missing or forbidden; empty when the document is as it should be."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        found = [] if str(root.get("/Lang")) == "sv-SE" else ["språk"]
        found += [] if "/MarkInfo" in root and root.MarkInfo.get("/Marked") else ["taggning"]
        shows = "/ViewerPreferences" in root and root.ViewerPreferences.get("/DisplayDocTitle")
        found += [] if shows else ["visar inte titeln"]
        found += [] if "/OutputIntents" in root else ["färgprofil"]
        found += [] if "/ID" in document.trailer else ["id"]
        metadata = root.Metadata.read_bytes().decode()
        found += [word for word in ("pdfuaid:part", "pdfaid:part", "dc:title") if word not in metadata]
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary):
                found += [key for key in ("/JavaScript", "/JS", "/AA", "/EmbeddedFiles") if key in item]
                found += _font_faults(item)
        found += [f"tabellrad utan rubrik: {n}" for n in rows_without_header(document)]
    return found


def rows_without_header(document: pikepdf.Pdf) -> Iterator[int]:
    """Give the places of body rows whose first cell is no row header."""
    for number, row in enumerate(body_rows(document)):
        first = children(row)[0]
        if str(first.S) != "/TH" or scope(first) != "/Row":
            yield number


def body_rows(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Give every row in the body of every table, in reading order."""
    for body in _all(document.Root.StructTreeRoot, "/TBody"):
        yield from _all(body, "/TR")


def structure(document: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """Give every element of a kind, in reading order."""
    return list(_all(document.Root.StructTreeRoot, kind))


def children(element: pikepdf.Object) -> list[pikepdf.Object]:
    """Give an element's child elements."""
    kids = element.get("/K")
    many = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [k for k in many if isinstance(k, pikepdf.Dictionary) and "/S" in k]


def scope(cell: pikepdf.Object) -> str:
    """Give a header cell's scope, or an empty text."""
    owned = cell.get("/A")
    many = list(owned) if isinstance(owned, pikepdf.Array) else [owned]
    return next((str(a.Scope) for a in many if isinstance(a, pikepdf.Dictionary) and "/Scope" in a), "")


def _all(element: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    for child in children(element):
        if str(child.S) == kind:
            yield child
        yield from _all(child, kind)


def _font_faults(item: pikepdf.Dictionary) -> list[str]:
    if item.get("/Type") != "/FontDescriptor":
        return []
    return [] if any(k in item for k in ("/FontFile", "/FontFile2", "/FontFile3")) else ["typsnitt saknas i filen"]
