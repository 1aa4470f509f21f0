"""Inputs made by damaging real ones: the same seed gives the same inputs on every machine."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from fyrportfolj.resources import resource

LARGEST = 4096
"""Bytes of an input; what takes time for its size alone is measured elsewhere."""

_MOST_ROUNDS = 8

YAML_TOKENS: tuple[bytes, ...] = (
    # The marks of YAML, alone and where they mean something else.
    *(b": ", b":", b"- ", b"-", b"? ", b"\n", b"\r\n", b"\r", b"  ", b"\t", b"\n\t", b"\n  - ", b"#", b" #", b"---\n"),
    *(b"\n---\n", b"...\n", b"{", b"}", b"[", b"]", b", ", b"{a: ", b"[[", b"'", b'"', b"|", b">", b"|2+\n", b">-\n"),
    *(b"&a ", b"*a", b"<<: *a\n", b"!!python/object:os.system ", b"!t ", b"!<tag:x> ", b"%YAML 1.1\n", b"%TAG ! x\n"),
    *(b"@", b"`", b"~", b"null", b"true", b"no", b"y", b"<<: "),
    # Numbers and days that are more or less than they look.
    *(b"0x1f", b"0o17", b"012", b"1e999", b"-1e-999", b".inf", b"-.INF", b".nan", b"1_000", b"1:30", b"+.5", b"1."),
    *(b"9" * 19, b"9" * 40, b"9" * 400, b"-" + b"9" * 40, b"1e" + b"9" * 20, b"0." + b"0" * 50 + b"1", b"-0"),
    *(b"2026-02-30", b"0000-00-00", b"9999-12-31", b"10000-01-01", b"2026-1-1", b'"20260101"', b"2026-01-01T00:00:00Z"),
    # Characters that cannot be seen, turn the direction, or look like others.
    *(b"\0", b"\xef\xbb\xbf", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\x1b[2J", b"\x7f"),
    *(s.encode() for s in ("\u202e", "\u2066", "\u200b", "\u200d", "\u00ad", "\u2028", "\u0085", "\ufeff", "\ufffe")),
    *(s.encode() for s in ("a\u030a", "\u0456", "\uff0f", "\U000e0041", "\U0010ffff", "\u0300" * 40, "\u3164", "😀")),
    *(rb'"\x1b[2J"', rb'"\u202e"', rb'"\ud800"', rb'"\U0010ffff"', rb'"\U00110000"', rb'"\0"', rb'"\x"', rb'"\N"'),
    # What other programs would take for their own.
    *(
        b"{{ 7*7 }}",
        b"{% raw %}",
        b"=cmd|'/c calc'!A1",
        b"::error::x",
        b"%0A",
        b"[/x]",
        b"[link=x]",
        b"<script>",
        b"$(id)",
    ),
    *(b"../../etc/passwd", b"/etc/passwd", b"\\\\srv\\c$", b"-rf", b"--output=x", b"javascript:alert(1)"),
    # Keys of our own in the wrong place, and nesting.
    *(b"\nid: x\n", b"\nfas: x\n", b"\nbeslut:\n  - {}\n", b"\nschema_version: 99\n", b"\nschema_version: -1\n"),
    *(b"[" * 70, b"{a: " * 70, b"- " * 70, b"? " * 70, b"]" * 70, b"}" * 70, b"'" * 70, b"&a" * 70, b" " * 300),
)
"""What is put into YAML."""


@cache
def documents() -> tuple[tuple[str, bytes], ...]:
    """Give path and bytes of every YAML file of the example portfolio."""
    root: Path = resource("portfolio-data")
    return tuple((p.relative_to(root).as_posix(), p.read_bytes()) for p in sorted(root.rglob("*.yaml")))


def inputs(seed: int, count: int, corpus: Sequence[bytes], tokens: Sequence[bytes]) -> Iterator[bytes]:
    """Give damaged inputs.

    Args:
        seed: decides all of them.
        count: how many.
        corpus: good inputs; of long ones some lines are taken.
        tokens: what is put in.

    Yields:
        At most `LARGEST` bytes each.
    """
    chance = random.Random(seed)  # noqa: S311  (the same numbers again are what is wanted)
    for _ in range(count):
        yield _damaged(chance, corpus, tokens)


def _damaged(chance: random.Random, corpus: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    data = bytearray(_excerpt(chance, chance.choice(corpus)))
    for _ in range(chance.randint(0, _MOST_ROUNDS)):
        at = chance.randrange(len(data) + 1)
        match chance.choices("txdcsb", weights=(50, 15, 15, 8, 8, 4))[0]:
            case "t":
                data[at:at] = chance.choice(tokens)
            case "x" if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
            case "d":
                del data[at : at + chance.choice((1, 1, 2, 5, 40))]
            case "c":
                start = chance.randrange(len(data) + 1)
                data[at:at] = data[start : start + chance.choice((1, 4, 30, 300))]
            case "s":
                other = _excerpt(chance, chance.choice(corpus))
                data[at:] = other[chance.randrange(len(other) + 1) :]
            case _:
                data[at:at] = chance.randbytes(chance.choice((1, 2, 8)))
    return bytes(data[:LARGEST])


def _excerpt(chance: random.Random, data: bytes) -> bytes:
    if len(data) <= LARGEST // 4 or chance.random() < 0.1:
        return data[: LARGEST // 2]
    lines = data.splitlines(keepends=True)
    start = chance.randrange(len(lines))
    # The head of a file with lines from its middle still knows what kind of document it is.
    head = lines[: chance.choice((0, 3, 12))]
    return b"".join([*head, *lines[start : start + chance.randint(1, 25)]])[: LARGEST // 2]
