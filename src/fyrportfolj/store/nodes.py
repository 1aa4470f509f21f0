"""A document as nodes with places, built from parser events without recursion; only for files that need it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from fyrportfolj.diagnostics import Diagnostic, Loc, Place, Reference
from fyrportfolj.messages import T
from fyrportfolj.store.guards import MAX_DEPTH, MAX_FAULTS, MAX_VALUES, deeper_than, unseen_in
from fyrportfolj.store.scalars import INT_MAX, INT_MIN, Plain, resolve
from fyrportfolj.store.syntax import explained

_TAB = "\U0010fffd"
_ENDS_TEXT = re.compile(r"\s*$|#|:(?:\s|$)")
_SHOWN = 60
_TAB_COST = 200_000


@dataclass(slots=True)
class Node:
    """One value of the document.

    Attributes:
        slag: scalar, mapping, sequence or alias.
        place: where it starts, from 1.
        start: index of its first character, from 0.
        end: index after its last character; a block collection ends where the next token stands.
        value: the value of a scalar, resolved.
        style: `'`, `"`, `|`, `>` of a scalar; empty for an unquoted one.
        flow: True for a collection in brackets.
        pairs: key and value nodes of a mapping, also those whose key stands twice.
        items: the nodes of a sequence.
    """

    slag: Literal["scalar", "mapping", "sequence", "alias"]
    place: Place
    start: int
    end: int
    value: Plain = None
    style: str = ""
    flow: bool = False
    pairs: list[tuple[Node, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)

    def get(self, key: str) -> tuple[Node, Node] | None:
        """Give the first key and value of a mapping with that key, or None."""
        return next((pair for pair in self.pairs if pair[0].value == key), None)


@dataclass(slots=True)
class _Open:
    node: Node
    loc: Loc
    key: Node | None = None
    keys: dict[object, Node] = field(default_factory=dict)


@dataclass(slots=True)
class Document:
    """The outcome of reading a text slowly.

    Attributes:
        root: the root node; also what could be read before a fault; None for an empty file.
        faults: every fault, with its place.
        broken: True when the faults are such that the values cannot be told.
    """

    root: Node | None = None
    faults: list[Diagnostic] = field(default_factory=list)
    broken: bool = False


class _Composer:
    """Puts the nodes together and collects the faults."""

    def __init__(self, fil: str, text: str) -> None:
        self.fil = fil
        self.text = text
        self.document = Document()
        self.stack: list[_Open] = []
        self.nodes = 0
        self.last = Place(1, 1)

    def fault(self, kod: str, place: Place, loc: Loc, **params: object) -> None:
        self.document.faults.append(Diagnostic(kod, self.fil, loc, MappingProxyType(params), place))

    def stop(self, kod: str, place: Place, **params: object) -> None:
        self.fault(kod, place, self.stack[-1].loc if self.stack else (), **params)
        self.document.broken = True

    def run(self, events: Iterator[Event]) -> None:
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.stop("FYR013", _place(event.start_mark))
                    return
            elif isinstance(event, NodeEvent):
                if not self.node(event):
                    return
            elif self.stack and type(event).__name__ in {"MappingEndEvent", "SequenceEndEvent"}:
                self.stack.pop().node.end = event.end_mark.index

    def node(self, event: NodeEvent) -> bool:
        """Add one node; False when the document is too deep, too big or too faulty to go on."""
        node = _node(event)
        self.last = node.place
        loc = self.attach(node)
        self.judge(event, node, loc)
        self.nodes += 1
        if self.nodes > MAX_VALUES:
            self.stop("FYR020", node.place, antal=MAX_VALUES)
            return False
        if len(self.document.faults) > MAX_FAULTS:
            del self.document.faults[MAX_FAULTS:]
            self.stop("FYR030", node.place, antal=MAX_FAULTS)
            return False
        if node.slag in {"mapping", "sequence"}:
            if len(self.stack) >= MAX_DEPTH:
                self.stop("FYR014", node.place, nivaer=MAX_DEPTH)
                return False
            self.stack.append(_Open(node, loc))
        return True

    def attach(self, node: Node) -> Loc:
        if not self.stack:
            self.document.root = self.document.root or node
            return ()
        parent = self.stack[-1]
        if parent.node.slag == "sequence":
            parent.node.items.append(node)
            return (*parent.loc, len(parent.node.items) - 1)
        if parent.key is None:
            self.key(parent, node)
            return (*parent.loc, str(node.value))
        key, parent.key = parent.key, None
        if node.slag == "scalar" and node.start == node.end:
            self.after_colon(key, node)
        parent.node.pairs.append((key, node))
        return (*parent.loc, str(key.value))

    def after_colon(self, key: Node, node: Node) -> None:
        # The parser says that an empty value stands where the next thing begins, often lines below.
        colon = self.text.find(":", key.end, node.start + 1)
        if colon >= 0 and not self.text[key.end : colon].strip(" \t"):
            node.start = node.end = colon + 1
            node.place = Place(key.place.rad, key.place.kolumn + colon + 1 - key.start)

    def key(self, parent: _Open, node: Node) -> None:
        parent.key = node
        if node.slag != "scalar" or not isinstance(node.value, str):
            shown = self.text[node.start : node.end] if node.slag in {"scalar", "alias"} else node.slag
            self.fault("FYR017", node.place, parent.loc, nyckel=shown, typ=kind_of_value(node))
            return
        first = parent.keys.setdefault(node.value, node)
        if first is not node:
            loc = (*parent.loc, node.value)
            rule = Reference(self.fil, loc, first.place)
            params = MappingProxyType({"nyckel": node.value})
            self.document.faults.append(Diagnostic("FYR010", self.fil, loc, params, node.place, at_key=True, rule=rule))

    def judge(self, event: NodeEvent, node: Node, loc: Loc) -> None:
        if isinstance(event, AliasEvent):
            self.fault("FYR011", node.place, loc, tecken=f"*{event.anchor}", inledning="*")
        elif event.anchor is not None:
            self.fault("FYR011", node.place, loc, tecken=f"&{event.anchor}", inledning="&")
        tag = getattr(event, "tag", None)
        if tag:
            written = self.text[node.start : node.start + _SHOWN].split()
            self.fault("FYR012", node.place, loc, tagg=written[0] if written else str(tag))
        hidden = unseen_in(node.value) if node.style == '"' and isinstance(node.value, str) else None
        if hidden:
            self.fault("FYR007", node.place, loc, tecken=hidden)
        if isinstance(node.value, float) and node.value - node.value != 0:
            self.fault("FYR018", node.place, loc, varde=self.text[node.start : node.end])
        if isinstance(node.value, int) and not INT_MIN <= node.value <= INT_MAX:
            self.fault("FYR018", node.place, loc, varde=self.text[node.start : node.end])


def compose(text: str, fil: str) -> Document:
    """Read a text with places and collect every fault; never raises for what the text holds.

    Args:
        text: the text of the file, already through the guards.
        fil: path relative to the portfolio, for the diagnostics.

    Returns:
        Nodes and faults; nodes up to the fault when the text breaks off.
    """
    deep = deeper_than(text, 2 * MAX_DEPTH)
    if deep is not None:
        # The parser looks far ahead at each open bracket; what it must see of a nesting stands before this one.
        document = _composed(text, text[:deep], fil)
        if document.faults and document.faults[-1].kod == "FYR014":
            return document
    document = _composed(text, text, fil)
    read = text
    for _ in range(_TAB_COST // (len(text) + 1)):
        mended = _mended(read, document)
        if mended is None:
            break
        read = mended
        document = _composed(text, read, fil)
    return document


def _mended(read: str, document: Document) -> str | None:
    """Put something of the same length in the place of a tab that YAML allows but this parser refuses.

    A tab inside an unquoted text is part of the text; beside a sign or at the end of a line it is a blank. One that
    indents is a fault, and stays.
    """
    if not document.broken or document.faults[-1].kod != "FYR009" or document.faults[-1].place is None:
        return None
    place = document.faults[-1].place
    line = read.splitlines(keepends=True)[place.rad - 1]
    before, after = line[: place.kolumn - 1], line[place.kolumn - 1 :]
    left = len(before.rstrip(" \t"))
    run = before[left:] + after[: len(after) - len(after.lstrip(" \t"))]
    following = line[left + len(run) :]
    if not before.strip() and following[:1] not in {"#", "\r", "\n", ""}:
        return None
    structure = not before.strip(" \t-?")
    beside_sign = structure or before[left - 1] == ":" or bool(_ENDS_TEXT.match(following))
    start = sum(map(len, read.splitlines(keepends=True)[: place.rad - 1])) + left
    return read[:start] + run.replace("\t", " " if beside_sign else _TAB) + read[start + len(run) :]


def _composed(text: str, read: str, fil: str) -> Document:
    yaml = YAML(typ="safe", pure=True)
    composer = _Composer(fil, text)
    try:
        composer.run(yaml.parse(read))
    except MarkedYAMLError as error:
        kod, place, params = explained(error, text)
        composer.stop(kod, place, **params)
    except (ValueError, OverflowError):
        # The parser turns digits into a number or a character without asking whether there is such a one.
        forklaring = T("efter detta står ett för stort tal; ett teckens kod är högst 10FFFF")
        composer.stop("FYR008", composer.last, forklaring=forklaring, rad=T("rätta talet, ofta det som står efter \\U"))
    except YAMLError as error:
        composer.stop("FYR008", Place(1, 1), forklaring=str(error).partition("\n")[0], rad="")
    return composer.document


def located(root: Node, loc: Loc, key: Place | None, *, at_key: bool) -> Place:
    """Give the place of a value below a node.

    A key that is missing gives its mapping's own key, or its first; a segment that is not in the file is passed over.

    Args:
        root: where the path begins.
        loc: the path.
        key: the place of the key that the root stands under, if any.
        at_key: give the place of the last key instead of its value.
    """
    node = root
    missing = False
    for segment in loc:
        found = step(node, segment)
        missing = found is None and node.slag == "mapping" and isinstance(segment, str)
        if found is not None:
            key, node = found[0].place if found[0] else None, found[1]
    if missing or at_key:
        return key or (node.pairs[0][0] if node.pairs else node).place
    return node.place


def step(node: Node, segment: str | int) -> tuple[Node | None, Node] | None:
    """Give the key, if any, and the value one step down; None when there is no such step.

    Args:
        node: a mapping or sequence.
        segment: a key or a row's number.
    """
    if node.slag == "mapping":
        return node.get(str(segment))
    if node.slag == "sequence" and isinstance(segment, int) and 0 <= segment < len(node.items):
        return None, node.items[segment]
    return None


def plain(root: Node | None) -> object:
    """Give the plain data of a node, without recursion; of two equal keys the first counts.

    Args:
        root: the node.

    Returns:
        dict, list and scalars; None for no node.
    """
    holder: list[object] = []
    work: list[tuple[Node, Any, Any]] = [(root, holder, None)] if root else []
    while work:
        node, target, key = work.pop()
        value: object = {} if node.slag == "mapping" else [None] * len(node.items) if node.items else []
        if node.slag == "mapping":
            work.extend((child, value, name.value) for name, child in reversed(node.pairs))
        elif node.slag == "sequence":
            work.extend((child, value, index) for index, child in enumerate(node.items))
        else:
            value = node.value
        if target is holder:
            holder.append(value)
        elif isinstance(target, list):
            target[key] = value
        else:
            target.setdefault(key, value)
    return holder[0] if holder else None


def kind_of_value(node: Node) -> object:
    """Name what a node holds, for a person: text, tal, ja/nej, tomt, lista, nycklar."""
    if node.slag != "scalar":
        return {"mapping": T("flera nycklar"), "sequence": T("en lista"), "alias": T("en hänvisning")}[node.slag]
    match node.value:
        case bool():
            return T("ja eller nej")
        case int() | float():
            return T("ett tal")
        case None:
            return T("ett tomt värde")
        case _:
            return T("text")


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1)


def _node(event: NodeEvent) -> Node:
    start, end = event.start_mark, event.end_mark
    place = _place(start)
    if isinstance(event, ScalarEvent):
        plain_style = event.style is None
        untagged = event.tag is None
        told = event.value.replace(_TAB, "\t")
        value = resolve(told) if plain_style and untagged else told
        return Node("scalar", place, start.index, end.index, value, event.style or "")
    if isinstance(event, MappingStartEvent):
        return Node("mapping", place, start.index, end.index, flow=bool(event.flow_style))
    if isinstance(event, SequenceStartEvent):
        return Node("sequence", place, start.index, end.index, flow=bool(event.flow_style))
    return Node("alias", place, start.index, end.index)
