"""Answers that the forges themselves once gave, recorded by the tests of ogr (MIT), can be read."""

from __future__ import annotations

import tarfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest
from ruamel.yaml import YAML

from fyrportfolj.forge.gitlab import note_of, request_of
from fyrportfolj.forge.protocol import Account, Pull
from fyrportfolj.forge.pulls import comment_of, pull_of
from fyrportfolj.forge.reading import row, rows
from tests.support.viewers import installed

LARGEST = 60_000
"""Bytes of a recording that is read; larger ones are more of the same."""

PULL = Pull(1, "https://x.example/1", "", "", "oppen", "", Account("1", "x"))

READERS: Mapping[str, Callable[[Mapping[str, Any]], object]] = {
    "pulls": pull_of,
    "comments": comment_of,
    "merge_requests": request_of,
    "notes": lambda found: note_of(found, PULL),
}
"""What the path of a call says that its answer is, to what reads it."""


def kind_of(url: str) -> str | None:
    """Give the kind of a call's answer: of a thing, or of a list of them."""
    pieces = urlsplit(url).path.strip("/").split("/")
    if pieces[-1].isdecimal():
        pieces.pop()
    kind = pieces[-1]
    return kind if kind in READERS and (kind != "comments" or "issues" in pieces) else None


def recorded(forge: str) -> Iterator[tuple[str, Any]]:
    """Give each call's address and its answer, of one forge."""
    archive = next(installed("forge/inspelat").glob("ogr-*.tar.gz"))
    yaml = YAML(typ="safe", pure=False)
    with tarfile.open(archive) as held:
        for member in held:
            named = f"/integration/{forge}/test_data/" in member.name and "pull" in member.name
            if not named or not member.name.endswith(".yaml") or member.size > LARGEST:
                continue
            file = held.extractfile(member)
            assert file is not None
            yield from _calls(yaml.load(file))


def _calls(found: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(found, dict):
        for key, value in found.items():
            if isinstance(key, str) and key.startswith("https://") and isinstance(value, list):
                yield from ((key, one["output"].get("_content")) for one in value if isinstance(one, dict))
            else:
                yield from _calls(value)


@pytest.mark.parametrize(
    ("forge", "kinds"), [("github", "pulls comments"), ("gitlab", "merge_requests notes"), ("forgejo", "pulls")]
)
def test_recorded_answers_can_be_read(forge: str, kinds: str) -> None:
    read: Counter[str] = Counter()
    for url, answer in recorded(forge):
        kind = kind_of(url)
        if kind is None or not answer or not isinstance(answer, list | dict):
            continue
        for found in rows(answer) if isinstance(answer, list) else (row(answer),):
            if "message" in found and len(found) < 5:
                continue
            assert READERS[kind](found)
            read[kind] += 1

    assert set(read) == set(kinds.split())
    assert read.total() > 5, read
