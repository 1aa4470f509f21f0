"""Documents of the right form with odd content: what every later reading of the portfolio has to live with."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import cache

from fyrportfolj.store.yamltext import parse
from tests.safety.mutation import documents

TEXTS = (
    "[/x]",
    "[bold]x[/bold]",
    "[link=https://onda.example]x[/link]",
    "::error file=x::y",
    "##[add-mask]a",
    "%0A::set-output name=a::b",
    "<script>alert(1)</script>",
    "]]></failure>",
    "=cmd|' /C calc'!A0",
    "{{ ''.__class__.__mro__ }}",
    '#read("/etc/passwd")',
    "| a | b |",
    "a\n::warning::b",
    "\n# Rubrik\n\n- punkt",
    "é" * 150,
    "\u0300" * 50,
    "😀",
    "中",
    "-" * 60,
    "x" * 299,
    " ",
)
_NUMBERS = (0, -1, 1, 5, 6, 25, 10**12, -(10**12), 0.1, 1e-9, 2**63 - 1)
_DAYS = ("0001-01-01", "1999-12-31", "2026-02-28", "2026-11-20", "2026-11-21", "9999-12-31")
_MOST_ROUNDS = 6


@cache
def surroundings() -> dict[str, bytes]:
    """Give the files that undertakings are judged by."""
    return {path: data for path, data in documents() if path.partition("/")[0] in {"fyr.yaml", "process", "register"}}


@cache
def undertakings() -> tuple[tuple[str, str], ...]:
    """Give path and content, as JSON, of the undertakings with the most in them."""
    rows = sorted((p for p in documents() if p[0].startswith(("initiativ/", "projekt/"))), key=lambda row: -len(row[1]))
    return tuple((path, json.dumps(parse(data, path).data)) for path, data in rows[:14])


def odd_files(seed: int, count: int) -> Iterator[dict[str, bytes]]:
    """Give the files of small portfolios with one odd undertaking each.

    Args:
        seed: decides all of them.
        count: how many.
    """
    chance = random.Random(seed)  # noqa: S311  (the same numbers again are what is wanted)
    for _ in range(count):
        path, text = chance.choice(undertakings())
        found = json.loads(text)
        for _ in range(chance.randint(1, _MOST_ROUNDS)):
            _change(chance, found)
        yield {**surroundings(), path: json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")}


def _change(chance: random.Random, document: dict[str, object]) -> None:
    """Change one value to another of its kind, or take away, double or move a row."""
    places: list[tuple[dict[str, object] | list[object], str | int]] = []
    work: list[object] = [document]
    while work:
        node = work.pop()
        rows = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for key, child in rows:
            places.append((node, key))  # type: ignore[arg-type]  # (rows are empty for anything else)
            work.append(child)
    if not places:
        return
    holder, key = chance.choice(places)
    if isinstance(holder, list) and isinstance(key, int):
        match chance.randrange(3):
            case 0:
                holder.insert(chance.randrange(len(holder) + 1), json.loads(json.dumps(holder[key])))
                return
            case 1:
                holder.append(holder.pop(key))
                return
            case _:
                pass
    value = holder[key]  # type: ignore[index]  # (the key is of the holder's own kind)
    holder[key] = _other(chance, value)  # type: ignore[index]  # (as above)


def _other(chance: random.Random, value: object) -> object:
    match value:
        case bool():
            return not value
        case int() | float():
            return chance.choice(_NUMBERS)
        case str() if len(value) == len(_DAYS[0]) and value[:4].isdigit():
            return chance.choice(_DAYS)
        case str():
            return chance.choice(TEXTS)
        case list():
            return []
        case _:
            return value
