"""The four smallest changes of a text: replace a value, insert a key, append a row, remove either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fyrportfolj.store.emit import Layout, block, entry_lines, inline, long_text_style
from fyrportfolj.store.nodes import Node
from fyrportfolj.store.spans import (
    Spot,
    block_indent,
    colon,
    content_end,
    dash,
    gap,
    layout_of,
    line_end,
    line_start,
    next_line,
)


def replace_value(text: str, root: Node, spot: Spot, value: object) -> str:
    """Put another value in the place of one.

    Args:
        text: the text of the file.
        root: its nodes.
        spot: the value to replace.
        value: plain data.
    """
    node = spot.node
    end = content_end(text, node)
    if spot.flow:
        quote = node.style if node.slag == "scalar" else ""
        return text[: node.start] + _spaced(text, node.start, inline(value, flow=True, quote=quote)) + text[end:]
    if node.slag == "scalar" and not isinstance(value, dict | list):
        return _replace_scalar(text, root, spot, value)
    return _rewrite_entry(text, root, spot, value)


def insert_key(text: str, root: Node, spot: Spot, entry: tuple[str, object], after: Sequence[str]) -> str:
    """Put a new key into a mapping.

    Args:
        text: the text of the file.
        root: its nodes.
        spot: the mapping.
        entry: the key, not yet there, and its value as plain data.
        after: keys that stand before it by custom; the last of them that is there decides the place, else the end.
    """
    mapping = spot.node
    key, value = entry
    if spot.flow or (mapping.flow and mapping.pairs):
        return _insert_in_flow(text, mapping, f"{inline(key, flow=True)}: {inline(value, flow=True)}")
    if mapping.flow or not mapping.pairs:
        return _rewrite_entry(text, root, spot, {key: value})
    layout = layout_of(text, root)
    before = [pair for pair in mapping.pairs if pair[0].value in after]
    place = max(before, key=lambda pair: list(after).index(str(pair[0].value)), default=mapping.pairs[-1])
    column = mapping.pairs[0][0].place.kolumn - 1
    lines = entry_lines(f"{' ' * column}{inline(key)}:", value, column, layout)
    return _lines_after(text, content_end(text, place[1]), lines, layout)


def append_row(text: str, root: Node, spot: Spot, value: object) -> str:
    """Put a new row last in a list.

    Args:
        text: the text of the file.
        root: its nodes.
        spot: the list; an empty value counts as an empty list.
        value: plain data.
    """
    node = spot.node
    if node.slag != "sequence" or (node.flow and not node.items and not spot.flow):
        return replace_value(text, root, spot, [value]) if spot.flow else _rewrite_entry(text, root, spot, [value])
    if spot.flow or node.flow:
        return _insert_in_flow(text, node, inline(value, flow=True))
    layout = layout_of(text, root)
    layout = replace(layout, gap=gap(text, node, layout.gap))
    column = node.place.kolumn - 1
    lines = entry_lines(" " * column + "-", value, column, layout)
    return _lines_after(text, content_end(text, node), lines, layout)


def remove(text: str, root: Node, spot: Spot, around: Spot) -> str:
    """Take a key or a row away, with its value.

    Args:
        text: the text of the file.
        root: its nodes.
        spot: the value; not the root.
        around: the mapping or list that holds it.
    """
    parent = around.node
    starts, index = _siblings(text, parent, spot)
    end = content_end(text, spot.node)
    start = starts[index]
    if len(starts) == 1:
        if parent.flow:
            return text[:start] + text[_after_comma(text, end) :]
        return _rewrite_entry(text, root, around, [] if parent.slag == "sequence" else {})
    if parent.flow:
        return _remove_in_flow(text, parent, starts, index, end)
    own_line = not text[line_start(text, start) : start].strip()
    if own_line:
        return text[: line_start(text, start)] + text[next_line(text, end) :]
    return text[:start] + text[starts[index + 1] :]


def _siblings(text: str, parent: Node, spot: Spot) -> tuple[list[int], int]:
    if parent.slag == "mapping":
        return [key.start for key, _ in parent.pairs], next(
            i for i, (_, value) in enumerate(parent.pairs) if value is spot.node
        )
    if parent.flow:
        return [item.start for item in parent.items], spot.index
    return [dash(text, parent, i) for i in range(len(parent.items))], spot.index


def _remove_in_flow(text: str, parent: Node, starts: list[int], index: int, end: int) -> str:
    if index + 1 < len(starts):
        return text[: starts[index]] + text[starts[index + 1] :]
    before = parent.pairs[-2][1] if parent.slag == "mapping" else parent.items[-2]
    return text[: content_end(text, before)] + text[end:]


def _after_comma(text: str, end: int) -> int:
    rest = text[end:]
    return end + len(rest) - len(rest.lstrip().removeprefix(",")) if rest.lstrip().startswith(",") else end


def _insert_in_flow(text: str, node: Node, entry: str) -> str:
    last = node.pairs[-1][1] if node.pairs else node.items[-1] if node.items else None
    if last is None:
        return text[: node.start + 1] + entry + text[node.end - 1 :]
    end = content_end(text, last)
    return f"{text[:end]}, {entry}{text[end:]}"


def _replace_scalar(text: str, root: Node, spot: Spot, value: object) -> str:
    node = spot.node
    layout = layout_of(text, root)
    end = content_end(text, node)
    style = node.style if node.style and node.style in "|>" else ""
    if isinstance(value, str) and (style or (not node.style and long_text_style(value, node.place.kolumn - 1))):
        indent = (block_indent(text, node) if style else None) or _inner_column(text, spot, layout)
        written = block(value, style or long_text_style(value, node.place.kolumn - 1), indent)
        if written is None and style == ">":
            written = block(value, "|", indent)
        if written:
            return _put_block(text, node, written, end, layout)
    new = inline(value, quote=node.style if node.style and node.style in "'\"" else "")
    if not style:
        return text[: node.start] + _spaced(text, node.start, new) + text[end:]
    return text[: node.start] + new + _after_header(text, node) + text[end:]


def _put_block(text: str, node: Node, written: tuple[str, list[str]], end: int, layout: Layout) -> str:
    header, lines = written
    is_block = node.style and node.style in "|>"
    rest = _after_header(text, node) if is_block else text[end : line_end(text, end)]
    tail = text[end:] if is_block else text[line_end(text, end) :]
    body = layout.newline.join([header + rest, *lines])
    if not tail and not header.endswith("-"):
        body += layout.newline
    return text[: node.start] + _spaced(text, node.start, body) + tail


def _after_header(text: str, node: Node) -> str:
    """Give what follows `|` or `>` on its line: blanks and a comment."""
    return text[node.start : line_end(text, node.start)].lstrip("|>+-0123456789")


def _rewrite_entry(text: str, root: Node, spot: Spot, value: object) -> str:
    """Write a value anew after its colon or dash; the comment on that line stays."""
    layout = layout_of(text, root)
    node = spot.node
    lead = _lead_end(text, spot)
    end = content_end(text, node)
    first = text[lead : line_end(text, lead)]
    inside = text[lead : node.start]
    comment = ""
    if node.start > line_end(text, lead) and "#" in inside:
        comment = "  #" + first.partition("#")[2]
    column = _column(text, _lead_start(text, spot))
    lines = entry_lines(" " * column + ("-" if spot.key is None else "k:"), value, column, layout)
    after = text[end : line_end(text, end)]
    head = lines[0][column + (1 if spot.key is None else 2) :]
    if len(lines) > 1 and after.strip():
        comment, after = comment or after, ""
        tail = text[line_end(text, end) :]
    else:
        tail = text[end:]
    return text[:lead] + layout.newline.join([head + comment, *lines[1:]]) + tail


def _lead_start(text: str, spot: Spot) -> int:
    if spot.key is not None:
        return spot.key.start
    return dash(text, spot.parent, spot.index) if spot.parent else spot.node.start


def _lead_end(text: str, spot: Spot) -> int:
    if spot.key is not None:
        return colon(text, spot.key)
    return dash(text, spot.parent, spot.index) + 1 if spot.parent else spot.node.start


def _inner_column(text: str, spot: Spot, layout: Layout) -> int:
    column = _column(text, _lead_start(text, spot))
    return column + (layout.indent if spot.key is not None else layout.gap)


def _column(text: str, index: int) -> int:
    return index - line_start(text, index)


def _spaced(text: str, start: int, new: str) -> str:
    return new if start == 0 or text[start - 1] in " \t\n[{" else " " + new


def _lines_after(text: str, end: int, lines: list[str], layout: Layout) -> str:
    position = line_end(text, end)
    added = "".join(layout.newline + line for line in lines)
    return text[:position] + added + (text[position:] or layout.newline)
