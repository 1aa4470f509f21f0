"""The real files, and small damage done to them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from fyrportfolj.resources import resource

_PIECES = (
    ":",
    ": ",
    "\n",
    "  ",
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "- ",
    "#",
    " #",
    "&a ",
    "*a",
    "!t ",
    "|",
    ">",
    "\t",
    "0",
    "1.5",
    "~",
    "null",
    "true",
    "---\n",
    "%",
    "@",
    "? ",
    "\r\n",
    "å",
    "-",
    "\\",
    "0x1f",
    ".5",
    "<<: ",
    "\n\n",
    "  - a\n",
    "k: v\n",
    "{a: 1}",
    "99999999999999999999",
    "::",
    "\n- ",
)


@cache
def real_files() -> tuple[tuple[str, str], ...]:
    """Give path and text of every YAML file of the example portfolio."""
    root = resource("portfolio-data")
    return tuple((str(p.relative_to(root)), _text(p)) for p in sorted(root.rglob("*.yaml")))


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Give some lines of a real file with one to three pieces put in, taken out or doubled."""
    lines = draw(st.sampled_from(real_files()))[1].splitlines(keepends=True)
    start = draw(st.integers(0, max(0, len(lines) - 5)))
    text = "".join(lines[start : start + draw(st.integers(3, 25))])
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        match draw(st.sampled_from(("put", "put", "take", "indent"))):
            case "put":
                text = text[:at] + draw(st.sampled_from(_PIECES)) + text[at:]
            case "take":
                text = text[:at] + text[at + draw(st.integers(1, 4)) :]
            case _:
                line = text.rfind("\n", 0, at) + 1
                text = text[:line] + " " * draw(st.integers(1, 3)) + text[line:]
    return text
