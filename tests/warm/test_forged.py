"""An answer that is not what was kept, or that somebody else has put there, is passed over."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from tests.warm.calls import Answers, kept


def forged(file: Path, content: bytes) -> None:
    """Put an answer in place with a digest that fits, as somebody who knows the form could."""
    file.write_bytes(hashlib.sha256(content).hexdigest().encode() + content)


def head(file: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(file.read_bytes()[64:].partition(b"\n")[0])
    return found


ODD: tuple[dict[str, object], ...] = (
    {"state": "0" * 64},
    {"state": None},
    {"state": 1},
    {"moment": "nu"},
    {"moment": 10**30},
    {"moment": 1e300},
    {"from": 1 << 62},
    {"until": 0},
    {"until": None},
    {"code": 2},
    {"code": "0"},
    {"code": None},
    {"said": {}},
    {"said": [[1, 5]]},
    {"said": [[1, 10**12]]},
    {"said": [[1, -5], [1, 9]]},
    {"said": [[3, 4]]},
    {"said": [[1]]},
    {"said": [1, 4]},
    {"said": [["1", 4]]},
)


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_a_forged_answer_with_an_odd_head_is_passed_over(fyr: Answers, odd: dict[str, object]) -> None:
    fyr("status")
    (file,) = kept(fyr)
    good = head(file) | {"said": [[1, 4]]}
    forged(file, json.dumps(good).encode() + b"\nhej\n")
    assert fyr("status") == (0, "hej\n", ""), "else the cases prove nothing"

    forged(file, json.dumps(good | odd).encode() + b"\nhej\n")

    assert fyr("status") == fyr.cold("status")
    assert fyr.worked_out == [True, False, True]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"{}\n",
        b"null\n",
        b"[]\nhej",
        b"\xff\xfe\nhej",
        b"[" * 4000 + b"\n",
        b'{"a":' * 800 + b"\n",
        b"9" * 4096 + b"\n",
        b'{"moment": 1e999999999}\n',
        b" " * 5000 + b"{}\n",
        b"[" * 100_000,
    ],
    ids=lambda c: f"{c[:12]!r}-{len(c)}",
)
def test_a_forged_answer_that_is_no_answer_is_passed_over(fyr: Answers, content: bytes) -> None:
    fyr("status")
    (file,) = kept(fyr)
    forged(file, content)

    assert fyr("status") == fyr.cold("status")
    assert fyr.worked_out == [True, True]


def test_an_answer_in_a_copied_repository_does_not_hold(fyr: Answers, tmp_path: Path) -> None:
    """A repository in a zip file may bring answers with it; the disk gives its files other times and numbers."""
    fyr("status")
    (file,) = kept(fyr)
    head_ = head(file) | {"said": [[1, 4]]}
    forged(file, json.dumps(head_).encode() + b"\nhej\n")
    moved = fyr.folder.with_name("borta")
    fyr.folder.rename(moved)
    shutil.copytree(moved, fyr.folder)

    assert fyr("status") == fyr.cold("status")
