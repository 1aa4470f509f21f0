"""One bit changed anywhere in a signed history is refused, always told, and never a crash.

Two attackers: one edits the object store in place; one rewrites history so that every name fits again, without keys.
"""

from __future__ import annotations

import os
import random
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.audit.objects import tree_entries
from tests.audit.trail import DAY, How, Trail
from tests.audit.verifying import anchor_text, verified

ROUNDS = 2_500 if os.environ.get("FYR_STOR") else 150
"""Of each kind; with FYR_STOR=1 five thousand in all."""

BATCH = 25


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory, clean: dict[bool, Trail]) -> Trail:
    """Give a signed history with two decisions and a merge."""
    trail = clean[True].copy(tmp_path_factory.mktemp("mutation") / "arkiv.git")
    trail.decide()
    base = trail.tip
    side = trail.beside(base, {"sida.md": "Från sidan\n"})
    trail.merge(trail.beside(base, {"anteckning.md": "x\n"}), side, how=How(by="bot", when=trail.moment(side) + DAY))
    return trail


@pytest.fixture(scope="module")
def trust(history: Trail, tmp_path_factory: pytest.TempPathFactory) -> Path:
    fil = tmp_path_factory.mktemp("ankare") / "ankare.yaml"
    text = anchor_text(history)
    # Nothing is agreed of what came after the start: the signatures alone must find it.
    fil.write_text(text[: text.index("kontrollpunkter")])
    return fil


def test_history_is_clean_before_it_is_spoilt(history: Trail, trust: Path) -> None:
    result = verified(history, trust)

    assert (result.diagnostics, result.data.beslut) == ((), 2)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(ROUNDS // BATCH))
def test_bit_changed_in_the_store(seed: int, history: Trail, trust: Path) -> None:
    chance = random.Random(seed)  # noqa: S311  (repeatable test data, no secret)
    objects = _reachable(history)
    for _ in range(BATCH):
        oid = chance.choice(objects)
        raw = bytearray(history.objects.raw(oid))
        at = chance.randrange(raw.index(0) + 1, len(raw))
        raw[at] ^= 1 << chance.randrange(8)
        with _stored(history, oid, zlib.compress(bytes(raw))):
            result = verified(history, trust)

        assert result.exit_code == 3, (oid, at)
        assert {d.kod for d in result.diagnostics} <= {"FYR602", "FYR603"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(ROUNDS // BATCH))
def test_bit_changed_in_a_commit_and_all_after_it_renamed(seed: int, history: Trail, trust: Path) -> None:
    chance = random.Random(1_000_000 + seed)  # noqa: S311  (repeatable test data, no secret)
    tip = history.tip
    order = _commits(history)
    for _ in range(BATCH):
        first = chance.randrange(len(order))
        data = bytearray(history.objects.read(order[first]))
        at = chance.randrange(len(data))
        data[at] ^= 1 << chance.randrange(8)
        history.objects.set_ref(_rewritten(history, order, first, bytes(data)))
        try:
            result = verified(history, trust)
        finally:
            history.objects.set_ref(tip)

        assert result.exit_code in (1, 3), (order[first], at)
        assert any(d.kod != "FYR619" for d in result.diagnostics)


@pytest.mark.parametrize("place", [0, 1, 2, 3])
@pytest.mark.parametrize(
    "new", [b"", b"x", zlib.compress(b"blob 4\0evil"), zlib.compress(b"tree 0\0"), zlib.compress(b"")]
)
def test_object_with_other_bytes(new: bytes, place: int, history: Trail, trust: Path) -> None:
    objects = _reachable(history)
    with _stored(history, objects[place * len(objects) // 4], new):
        assert verified(history, trust).exit_code == 3


@contextmanager
def _stored(trail: Trail, oid: str, packed: bytes) -> Iterator[None]:
    """Let an object's file hold other bytes for a while."""
    place = trail.objects.place(oid)
    before = place.read_bytes()
    place.write_bytes(packed)
    try:
        yield
    finally:
        place.write_bytes(before)


def _commits(trail: Trail) -> list[str]:
    """Every commit, parents before children."""
    found: list[str] = []

    def visit(oid: str) -> None:
        for parent in trail.objects.parents(oid):
            if parent not in found:
                visit(parent)
        found.append(oid)

    visit(trail.tip)
    return found


def _reachable(trail: Trail) -> list[str]:
    """Every commit, tree and file of the history."""
    found: set[str] = set()
    waiting = [trail.objects.read(oid)[5:45].decode() for oid in _commits(trail)]
    while waiting:
        tree = waiting.pop()
        found.add(tree)
        entries = tree_entries(trail.objects.read(tree)).values()
        found |= {oid for mode, oid in entries if mode != "40000"}
        waiting += [oid for mode, oid in entries if mode == "40000" and oid not in found]
    return sorted(found | set(_commits(trail)))


def _rewritten(trail: Trail, order: list[str], first: int, data: bytes) -> str:
    """Write one commit otherwise and all that build on it under new names; the signatures stay as they were."""
    names = {order[first]: trail.objects.write("commit", data)}
    for oid in order[first + 1 :]:
        text = trail.objects.read(oid)
        for old, new in names.items():
            text = text.replace(old.encode(), new.encode())
        names[oid] = trail.objects.write("commit", text)
    return names.get(trail.tip, trail.tip)
