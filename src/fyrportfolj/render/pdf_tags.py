"""Row headers for tables in a tagged PDF: the one thing Typst's Python binding cannot tag itself.

A table's first cell per row names the row; a screen reader then reads it before each value.
Källa: PDF/UA-1 (ISO 14289-1) 7.5; ISO 32000-1 14.8.5.7.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String


def with_row_headers(pdf: bytes) -> bytes:
    """Give the same PDF with the first cell of every body row as a row header.

    Args:
        pdf: a tagged PDF whose tables have a header row.

    Returns:
        The PDF; the same bytes for the same input.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root.StructTreeRoot
        ids = pikepdf.NameTree(root.IDTree) if "/IDTree" in root else pikepdf.NameTree.new(document)
        for number, table in enumerate(_descendants(root, "/Table")):
            for ident, cell in _tag_table(table, f"tabell{number}"):
                ids[ident] = cell
        root.IDTree = ids.obj
        out = io.BytesIO()
        document.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=False,
            fix_metadata_version=False,
        )
    return out.getvalue()


def _tag_table(table: Object, prefix: str) -> Iterator[tuple[str, Object]]:
    """Tag one table and give each new header cell with its id."""
    spanning: list[str] = []
    rows = (row for body in _descendants(table, "/TBody") for row in _descendants(body, "/TR"))
    for number, row in enumerate(rows):
        cells = list(_children(row))
        if not cells:
            continue
        if spanning:
            # A header that spans rows has its cell only in the first of them.
            _point_to(cells, spanning.pop())
            continue
        header, data = cells[0], cells[1:]
        ident = f"{prefix}-rad{number}"
        attributes = _table_attributes(header)
        header.S = Name.TH
        header.ID = String(ident)
        attributes.Scope = Name.Row
        spanning = [ident] * (int(attributes.get("/RowSpan", 1)) - 1)
        _point_to(data, ident)
        yield ident, header


def _point_to(cells: list[Object], ident: str) -> None:
    for cell in cells:
        attributes = _table_attributes(cell)
        attributes.Headers = Array([*_items(attributes.get("/Headers")), String(ident)])


def _table_attributes(element: Object) -> Object:
    """Give the element's attributes of the table kind, made when it has none."""
    owned = element.get("/A")
    existing = _items(owned) if isinstance(owned, Array) else [owned] if owned is not None else []
    for attributes in existing:
        if isinstance(attributes, Dictionary) and attributes.get("/O") == Name.Table:
            return attributes
    element.A = Array([*existing, Dictionary(O=Name.Table)])
    found: Object = element.A[len(existing)]
    return found


def _descendants(element: Object, kind: str) -> Iterator[Object]:
    """Give the nearest descendants of a kind, in reading order, not looking inside a found one."""
    for child in _children(element):
        if child.get("/S") == kind:
            yield child
        else:
            yield from _descendants(child, kind)


def _children(element: Object) -> Iterator[Object]:
    kids = element.get("/K")
    for kid in _items(kids) if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid


def _items(array: object) -> list[Object]:
    return list(array) if isinstance(array, Array) else []
