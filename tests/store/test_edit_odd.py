"""Smallest edits of text that is odd but lawful: comments in the way, empty items, flow style, block scalars."""

from __future__ import annotations

import pytest

from fyrportfolj.store.edit import Append, Edit, Remove, Set, apply

ODD = [
    ("a: |2\n    b\n   c\n# d\nb: 1\n", Set(("a",), "x\n"), "a: |\n    x\n# d\nb: 1\n"),
    ("a: |+\n  b\n\n\nb: 1\n", Set(("a",), "x"), "a: |-\n  x\nb: 1\n"),
    ("a: |\n  b\n\n\nb: 1\n", Set(("a",), "x\n"), "a: |\n  x\n\n\nb: 1\n"),
    ("a: |\nb: 1\n", Set(("a",), "x\n"), "a: |\n  x\nb: 1\n"),
    ("a: |\n  b\n  # c\n # d\nb: 1\n", Set(("a",), "x\n"), "a: |\n  x\n # d\nb: 1\n"),
    ("a: >  # c\n  b\nb: 1\n", Set(("a",), 5), "a: 5  # c\nb: 1\n"),
    ("a: b\n  c\n  d\ne: 1\n", Set(("a",), "x"), "a: x\ne: 1\n"),
    ('a: "b\n  c" # d\ne: 1\n', Set(("a",), "x"), 'a: "x" # d\ne: 1\n'),
    ("a: [1, 2, ]\n", Append(("a",), 3), "a: [1, 2, 3, ]\n"),
    ("a: [1, 2, ]\n", Remove(("a", 1)), "a: [1, ]\n"),
    ("a: [1, ]\n", Remove(("a", 0)), "a: [ ]\n"),
    ("a: {b: 1}\n", Remove(("a", "b")), "a: {}\n"),
    ("a: {b: {c: 1}, d: 2}\n", Set(("a", "b"), {"x": [1]}), "a: {b: {x: [1]}, d: 2}\n"),
    ("a: {b: , c: 1}\n", Set(("a", "b"), "x"), "a: {b: x , c: 1}\n"),
    ("a: {b: []}\n", Append(("a", "b"), "x"), "a: {b: [x]}\n"),
    ("a: {b: {}}\n", Set(("a", "b", "c"), "x"), "a: {b: {c: x}}\n"),
    ("a: [\n  1,\n  2\n]\nb: 1\n", Append(("a",), 3), "a: [\n  1,\n  2, 3\n]\nb: 1\n"),
    ("{a: 1}\n", Set(("b",), 2), "{a: 1, b: 2}\n"),
    ("a:\n  - # c\n    b: 1\n  -\n", Append(("a",), "x"), "a:\n  - # c\n    b: 1\n  -\n  - x\n"),
    ("a:\n  - # c\n    b: 1\n  -\n", Set(("a", 1), "x"), "a:\n  - # c\n    b: 1\n  - x\n"),
    ("a:\n  - # c\n    b: 1\n  -\n", Remove(("a", 0)), "a:\n  -\n"),
    ("a:\n  -\n  -\n", Append(("a",), {"b": 1}), "a:\n  -\n  -\n  - b: 1\n"),
    ("a: # c\n  b: 1\nd: 2\n", Set(("a",), 5), "a: 5  # c\nd: 2\n"),
    ("a:\n  b: 1 # c\nd: 2\n", Set(("a",), ["x"]), "a: # c\n  - x\nd: 2\n"),
    ("a:\n  - - 1\n    - 2\n", Remove(("a", 0, 0)), "a:\n  - - 2\n"),
    ("a:\n  - - 1\n", Append(("a", 0), 2), "a:\n  - - 1\n    - 2\n"),
    ("a:\n  - b: 1\n", Remove(("a", 0, "b")), "a:\n  - {}\n"),
    ("---\na: 1\n...\n", Set(("a",), 2), "---\na: 2\n...\n"),
    ('"a" : 1\n', Set(("a",), [1]), '"a" :\n  - 1\n'),
    ("a: 1", Set(("a",), {"b": 2}), "a:\n  b: 2"),
]


@pytest.mark.parametrize(("text", "edit", "new"), ODD)
def test_odd_but_lawful_text(text: str, edit: Edit, new: str) -> None:
    assert apply(text, [edit]) == new
