"""Places of common YAML found by indentation alone: a hundred times faster than a parser with places.

Only for text that a parser has read without faults. Whatever is not plainly laid out is left to
`positions`, which then reads the text with a parser; both give the same answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fyrportfolj.diagnostics import Loc, Place

_KEY = re.compile(r"""(?:"([^"\\\n]*)"|'([^'\n]*)'|([^\s"'\[\]{}#&*!|>%@`,?:-][^\s#:]*))[ ]*:(?=[ \t]|$)""")
_COLON = re.compile(r":(?=[ \t]|$)")
_DASH = re.compile(r"-(?=[ \t]|$)")
# One blank at a time and nothing taken back: a long run of blanks could otherwise be divided in every way.
_OPENS = re.compile(r"""(?:[ ]|-[ ]|[^\s"'\[\]{}#:]++[ ]*+:[ ])*+(["'\[{].*)$""")
_QUOTED = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""")
_CLOSED = re.compile(r"[ \t]*(?::(?:[ \t].*)?|\#.*)?$")
_UNCOMMON = re.compile(r"^(?:---|\.\.\.|%|[ ]*\t|[ ]*\?[ ])", re.MULTILINE)


class Unsure(Exception):  # noqa: N818  (not an error: the slower way is taken)
    """The text is laid out in a way that only a parser understands."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a value begins: line and column from 0."""

    line: int
    column: int

    def place(self) -> Place:
        return Place(self.line + 1, self.column + 1)


class Lines:
    """The lines of one text and how far each is indented."""

    def __init__(self, text: str) -> None:
        if _UNCOMMON.search(text) or "\r" in text.replace("\r\n", ""):
            raise Unsure
        self.lines = text.replace("\r\n", "\n").split("\n")
        self.indents = [self._indent(line) for line in self.lines]

    @staticmethod
    def _indent(line: str) -> int:
        """Give the indentation of a line; -1 for a blank one or a comment."""
        content = line.lstrip(" ")
        if not content.strip() or content[0] == "#":
            return -1
        opened = _OPENS.match(line)
        if opened and not _closes(opened[1]):
            raise Unsure
        return len(line) - len(content)

    def locate(self, loc: Loc, *, at_key: bool = False) -> Place:
        """Give the place of a value, as `Positions.locate` does.

        Raises:
            Unsure: only a parser can tell.
        """
        spot = self._next_content(0)
        if spot is None or not _KEY.match(self.lines[spot.line], spot.column):
            raise Unsure
        key: Place | None = None
        missing = False
        for done, segment in enumerate(loc):
            if self._opens(spot):
                return self._in_brackets(spot, loc[done:], key, at_key=at_key)
            found = self._step(spot, segment)
            missing = found is None and isinstance(segment, str) and self._is_mapping(spot)
            if found is not None:
                key, spot = found
        return key if key and (missing or at_key) else spot.place()

    def _step(self, spot: _Spot, segment: str | int) -> tuple[Place | None, _Spot] | None:
        if isinstance(segment, str) and self._is_mapping(spot):
            return self._value(spot, segment)
        if isinstance(segment, int) and _DASH.match(self.lines[spot.line], spot.column):
            row = self._row(spot, segment)
            return (None, row) if row else None
        quoted = self.lines[spot.line][spot.column : spot.column + 1] in {'"', "'"}
        if isinstance(segment, str) and not quoted and _COLON.search(self.lines[spot.line], spot.column):
            raise Unsure
        return None

    def _is_mapping(self, spot: _Spot) -> bool:
        return bool(_KEY.match(self.lines[spot.line], spot.column))

    def _opens(self, spot: _Spot) -> bool:
        return self.lines[spot.line][spot.column : spot.column + 1] in {"{", "["}

    def _in_brackets(self, spot: _Spot, loc: Loc, key: Place | None, *, at_key: bool) -> Place:
        # Blanks in the place of what stands before keep line and column as they are in the file.
        flow = "\n" * spot.line + " " * spot.column + self.lines[spot.line][spot.column :]
        from fyrportfolj.store.nodes import compose, located

        document = compose(flow, "")
        if document.broken or document.root is None:
            raise Unsure
        return located(document.root, loc, key, at_key=at_key)

    def _level(self, spot: _Spot) -> list[int]:
        """Give the lines where the keys or dashes beside the one at the spot stand, that one first."""
        found = [spot.line]
        for number in range(spot.line + 1, len(self.lines)):
            indent = self.indents[number]
            if 0 <= indent < spot.column:
                break
            if indent == spot.column:
                found.append(number)
        return found

    def _value(self, spot: _Spot, key: str) -> tuple[Place, _Spot] | None:
        for number in self._level(spot):
            line = self.lines[number]
            match = _KEY.match(line, spot.column)
            if match is None:
                if _DASH.match(line, spot.column):
                    continue
                raise Unsure
            if (match[1] or match[2] or match[3] or "") == key:
                return Place(number + 1, spot.column + 1), self._after(number, match.end(), spot.column, dashes=True)
        return None

    def _row(self, spot: _Spot, index: int) -> _Spot | None:
        count = -1
        for number in self._level(spot):
            if not _DASH.match(self.lines[number], spot.column):
                break
            count += 1
            if count == index:
                return self._after(number, spot.column + 1, spot.column, dashes=False)
        return None

    def _after(self, number: int, column: int, level: int, *, dashes: bool) -> _Spot:
        """Give the value that follows a colon or a dash, on its line or below."""
        rest = self.lines[number][column:]
        content = rest.lstrip(" \t")
        if content and content[0] != "#":
            if content[0] in "&*!":
                raise Unsure
            return _Spot(number, column + len(rest) - len(content))
        below = self._next_content(number + 1)
        if below and (
            below.column > level
            or (dashes and below.column == level and _DASH.match(self.lines[below.line], below.column))
        ):
            return below
        return _Spot(number, column)

    def _next_content(self, start: int) -> _Spot | None:
        for number in range(start, len(self.lines)):
            if self.indents[number] >= 0:
                return _Spot(number, self.indents[number])
        return None


def _closes(opened: str) -> bool:
    """Say whether a quote or bracket that opens a value is closed on the same line, with nothing odd after it."""
    if opened[0] in "\"'":
        quoted = _QUOTED.match(opened)
        return bool(quoted and _CLOSED.match(opened, quoted.end()))
    depth = 0
    position = 0
    while position < len(opened):
        quoted = _QUOTED.match(opened, position)
        if quoted:
            position = quoted.end()
            continue
        depth += (opened[position] in "[{") - (opened[position] in "]}")
        position += 1
        if depth == 0:
            return bool(_CLOSED.match(opened, position))
    return False
