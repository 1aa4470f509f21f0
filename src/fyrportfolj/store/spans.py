"""Where in a text a key, a value or a row begins and ends; found from nodes, without changing anything."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fyrportfolj.diagnostics import Loc
from fyrportfolj.store.emit import Layout
from fyrportfolj.store.nodes import Node

_HEADER = re.compile(r"[|>]([-+0-9]*)")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a document to edit.

    Attributes:
        parent: the mapping or sequence that holds it; None for the root.
        key: the key node, for a value in a mapping.
        node: the value.
        index: its number, for a row.
        flow: True when it stands inside brackets.
    """

    parent: Node | None
    key: Node | None
    node: Node
    index: int
    flow: bool


def find(root: Node, loc: Loc) -> tuple[Spot, Loc]:
    """Walk as far along a path as the document goes.

    Args:
        root: the document.
        loc: the path.

    Returns:
        The last place that exists, and what is left of the path.
    """
    spot = Spot(None, None, root, -1, flow=False)
    for done, segment in enumerate(loc):
        node = spot.node
        flow = spot.flow or node.flow
        if node.slag == "mapping":
            pair = node.get(str(segment))
            if pair is None:
                return spot, loc[done:]
            spot = Spot(node, pair[0], pair[1], -1, flow)
        elif node.slag == "sequence" and isinstance(segment, int) and 0 <= segment < len(node.items):
            spot = Spot(node, None, node.items[segment], segment, flow)
        else:
            return spot, loc[done:]
    return spot, ()


def content_end(text: str, node: Node) -> int:
    """Give the index after the last character that belongs to a value, comments and blank lines aside."""
    while not node.flow and (node.pairs or node.items):
        node = node.pairs[-1][1] if node.pairs else node.items[-1]
    if node.style and node.style in "|>":
        return _block_end(text, node)
    return node.end


def line_start(text: str, index: int) -> int:
    """Give the index of the first character of a line."""
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Give the index of a line's ending, LF or CR LF, or of the end of the text."""
    end = text.find("\n", index)
    if end < 0:
        return len(text)
    return end - 1 if end > index and text[end - 1] == "\r" else end


def next_line(text: str, index: int) -> int:
    """Give the index of the first character of the next line."""
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1


def colon(text: str, key: Node) -> int:
    """Give the index after the colon that follows a key."""
    return text.index(":", key.end) + 1


def dash(text: str, sequence: Node, index: int) -> int:
    """Give the index of the dash of a row in a block sequence."""
    column = sequence.place.kolumn - 1
    start = line_start(text, sequence.items[index].start)
    while True:
        if text[start + column : start + column + 1] == "-" and not text[start : start + column].strip(" -"):
            return start + column
        if start == 0:
            return sequence.start
        start = line_start(text, start - 1)


def gap(text: str, sequence: Node, default: int) -> int:
    """Give the columns between a dash and what follows it, as the rows of a sequence have it."""
    for index, item in enumerate(sequence.items):
        width = item.start - dash(text, sequence, index)
        if item.end > item.start and "\n" not in text[item.start - width : item.start]:
            return width
    return default


def layout_of(text: str, root: Node) -> Layout:
    """Find out how a file is laid out from its first nested mapping and its first list."""
    found = Layout(newline="\r\n" if "\r\n" in text else "\n")
    indent = dash_offset = None
    work = [root]
    while work and (indent is None or dash_offset is None):
        node = work.pop()
        for key, value in node.pairs:
            column = value.place.kolumn - key.place.kolumn
            if value.slag == "sequence" and not value.flow and dash_offset is None:
                dash_offset = column
            if value.slag == "mapping" and not value.flow and indent is None:
                indent = column
            work.append(value)
        work.extend(node.items)
    return Layout(
        indent=found.indent if indent is None else indent,
        dash=found.dash if dash_offset is None else dash_offset,
        newline=found.newline,
    )


def block_indent(text: str, node: Node) -> int | None:
    """Give the column of the text in a block scalar, from 0; None for an empty one."""
    position = next_line(text, node.start)
    end = _block_end(text, node)
    while position < end:
        line = text[position : line_end(text, position)]
        if line.strip(" "):
            return len(line) - len(line.lstrip(" "))
        position = next_line(text, position)
    return None


def _block_end(text: str, node: Node) -> int:
    header = _HEADER.match(text, node.start)
    keep = bool(header and "+" in header[1])
    explicit = bool(header and header[1].strip("+-"))
    last = line_end(text, node.start)
    position = next_line(text, node.start)
    limit = max(node.end, position)
    indent: int | None = None
    while position < min(limit, len(text)):
        line = text[position : line_end(text, position)]
        width = len(line) - len(line.lstrip(" "))
        if line.strip(" "):
            if indent is None:
                indent = width
            if width < indent and not explicit:
                break
            last = line_end(text, position)
        elif keep or (indent is not None and width > indent):
            last = line_end(text, position)
        position = next_line(text, position)
    return last
