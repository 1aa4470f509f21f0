"""Damaged input of every reader of foreign bytes: an answer or a refusal that is meant, and soon.

About four thousand inputs each time; all two hundred thousand with `FYR_STOR=1`. The seeds are fixed, so a failure
is the same on every machine. `FYR_FRO` gives other inputs.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fyrportfolj.cli.console import clean, to_json
from fyrportfolj.cli.warm import _unfolded
from fyrportfolj.commands.server import updates
from fyrportfolj.commands.trust import KIND as TRUST
from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.history.conversation import Said, understood
from fyrportfolj.history.git import revision, words
from fyrportfolj.history.objects import GitObject, object_id, parse_commit
from fyrportfolj.history.paths import portfolio_path, repository_path
from fyrportfolj.history.sshkey import valid_public_key
from fyrportfolj.history.sshsig import commit_signer, signer
from fyrportfolj.history.strict import read_strictly
from fyrportfolj.history.treedata import NOTHING, differences, parse_tree
from fyrportfolj.history.trees import _entries
from fyrportfolj.history.vetting import is_plain, shown
from fyrportfolj.rules.trail.grammar import read_message
from fyrportfolj.rules.trail.names import bad_name
from fyrportfolj.rules.trailers import VALUE_WIDTH, message, one_line
from fyrportfolj.store.kinds import kind_of
from fyrportfolj.store.load import document, load
from fyrportfolj.store.source import MemoryTree, is_document
from fyrportfolj.store.yamltext import parse, parse_slowly
from tests.safety import hostile
from tests.safety.documents import odd_files
from tests.safety.mutation import YAML_TOKENS, documents, inputs
from tests.support.golden import Fyr

LARGE = os.environ.get("FYR_STOR") == "1"
SEED = int(os.environ.get("FYR_FRO", "20261122"))
LIMIT = 0.1
"""Seconds of processor time for one input of at most four kilobytes."""

_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
TRUST_FILE = (
    f"rot: {'1f' * 20}\nstart: {'2e' * 20}\nniva: signerad\nnycklar:\n  - ssh-ed25519 AAAA\nkontrollpunkter:\n"
    f"  - {{incheckning: {'3d' * 20}, datum: 2026-11-20}}\ngodtagna:\n  - incheckning: {'4c' * 20}\n    kod: FYR623\n"
    "    skal: Känt sedan start\n"
).encode()
SAID = (
    b"remote: Resolving deltas: 100% (3/3), done.\nremote: error: hook declined\r! [remote rejected] main (x)\n",
    b"fatal: unable to access 'https://anna:hemligt@server.example/x': Could not resolve host\n",
)
SAID_TOKENS = (
    b"\n",
    b"\r",
    b"remote: ",
    b"\x1b]0;x\x07",
    b"https://a:b@c/",
    b"://" * 20,
    b"A" * 300,
    b"1%",
    b": 1,",
    b"\xff",
)
ANSWER = (
    b'{"moment": 1, "state": "a", "from": 0, "until": 9999999999, "code": 0, "said": [[1, 3], [2, 2]]}\nabc\xc3\xa5d',
)
ANSWER_TOKENS = (
    b"[" * 70,
    b"{",
    b"}",
    b"9" * 40,
    b"-1",
    b"1e999",
    b"NaN",
    b"null",
    b'"',
    b"\n",
    b"\xff",
    b"[1, 99]",
    b"true",
)


def _yaml(data: bytes) -> None:
    parsed = parse(data, "initiativ/x.yaml")
    assert (parsed.data is None) <= bool(parsed.diagnostics)
    if parsed.text is not None and not parsed.diagnostics:
        slow = parse_slowly(parsed.text, "initiativ/x.yaml")
        assert (slow.data is None) <= bool(slow.diagnostics)


def _portfolio(data: bytes, kinds: Iterator[str]) -> None:
    path = next(kinds)
    load(MemoryTree({**dict(_HEAD), path: data}))


def _path(data: bytes) -> None:
    path = data.decode("utf-8", "surrogateescape")
    is_document(path)
    kind_of(path)
    unsafe = bad_name(path) is not None
    try:
        portfolio_path(path)
    except DataError as error:
        refused = str(error)
    else:
        # What may be written must also stand when the history is judged.
        assert not unsafe
        repository_path(path)
        path.encode()
        return
    assert refused.isprintable()


def _words(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    with contextlib.suppress(DataError):
        assert revision(text)[0] != "-"
    assert shown(text).isprintable()
    assert not is_plain(text) or (text.isprintable() and text[0] != "-")
    assert words(data).isprintable()
    valid_public_key(text)
    for printed in (clean(text), to_json(text)):
        assert not _STEERING & {unicodedata.category(c) for c in printed if c not in "\n\t"}
    assert json.loads(to_json(text)) == text


def _message(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    found = read_message(text)
    assert found.fault is None or not found.rows
    line = one_line(text)
    assert len(line) <= VALUE_WIDTH
    assert line == one_line(line)
    if found.rows:
        assert read_message(message(found.subject, found.rows)).rows == found.rows


def _commit(data: bytes) -> None:
    oid = object_id("sha1", "commit", data)
    read = read_strictly(oid, data)
    assert read is None or read.faults or read.with_key(None).committed >= 0
    try:
        parse_commit(GitObject(oid, "commit", len(data), data))
    except ExternalError:
        return


def _signature(data: bytes) -> None:
    # What is damaged is the text, and what is inside it.
    for armoured in (data, hostile.armoured(data)):
        for check in (signer, commit_signer):
            key = check(hostile.PAYLOAD, armoured, hostile.NAMESPACE)
            assert key is None or key.startswith("ssh-ed25519 ")


def _tree(data: bytes) -> None:
    before = parse_tree(hostile.trees()[-1], 20, NOTHING[20])
    after = parse_tree(data, 20, before)
    assert after.nodes() == parse_tree(data, 20, NOTHING[20]).nodes()
    differences(before, after)
    try:
        list(_entries(GitObject("0" * 40, "tree", len(data), data)))
    except ExternalError:
        return


def _push(data: bytes) -> None:
    for row in updates(data.splitlines(keepends=True)) or ():
        assert row.old.isalnum()
        assert row.new.isalnum()


def _trust(data: bytes) -> None:
    found = document("tillit.yaml", data, TRUST)
    assert (found.modell is None) == bool(found.faults)


def _said(data: bytes) -> None:
    told = Said()
    for start in range(0, len(data), 97):
        told.hear(data[start : start + 97])
    assert told.text().isprintable()
    assert told.theirs().isprintable()
    assert str(understood("origin", "server.example", told.text()))


def _answer(data: bytes) -> None:
    _unfolded(data)


@dataclass(frozen=True)
class Target:
    """A reader of foreign bytes.

    Attributes:
        run: hands it an input; raises when something is wrong.
        share: inputs of two hundred thousand.
        corpus: good inputs.
        tokens: what is put in.
    """

    run: Callable[[bytes], None]
    share: int
    corpus: Sequence[bytes]
    tokens: Sequence[bytes]

    def inputs(self, seed: int, count: int) -> Iterator[bytes]:
        """Give damaged inputs."""
        return inputs(seed, count, self.corpus, self.tokens)


_HEAD = [(path, data) for path, data in documents() if path == "fyr.yaml"]
_KINDS = sorted({path for path, _ in documents() if not path.startswith(("initiativ/", "projekt/"))})
_CORPUS = [data for _, data in documents()]


def _cycle() -> Iterator[str]:
    while True:
        yield from (*_KINDS, "initiativ/x.yaml", "projekt/x.yaml")


_PATHS = _cycle()

TARGETS = {
    "yaml": Target(_yaml, 50_000, _CORPUS, YAML_TOKENS),
    "portfolio": Target(lambda data: _portfolio(data, _PATHS), 40_000, _CORPUS, YAML_TOKENS),
    "trust": Target(_trust, 5_000, (TRUST_FILE,), YAML_TOKENS),
    "paths": Target(_path, 20_000, hostile.PATHS, hostile.PATH_TOKENS),
    "words": Target(
        _words, 10_000, (*hostile.PATHS, *SAID, *hostile.public_keys()), (*hostile.PATH_TOKENS, *SAID_TOKENS)
    ),
    "messages": Target(_message, 20_000, hostile.trailer_messages(), hostile.COMMIT_TOKENS),
    "commits": Target(_commit, 20_000, hostile.commits(), hostile.COMMIT_TOKENS),
    "signatures": Target(
        _signature,
        15_000,
        (*hostile.signature_blobs(), *map(hostile.armoured, hostile.signature_blobs())),
        hostile.SIGNATURE_TOKENS,
    ),
    "trees": Target(_tree, 10_000, hostile.trees(), hostile.TREE_TOKENS),
    "pushes": Target(_push, 4_000, hostile.PUSHES, hostile.PUSH_TOKENS),
    "remote": Target(_said, 3_000, SAID, SAID_TOKENS),
    "remembered": Target(_answer, 2_000, ANSWER, ANSWER_TOKENS),
}
ODD = 1_000
"""Documents of the right form with odd content; together with the shares two hundred thousand."""

SMALL = 50
"""Of so many inputs one is tried each time."""


@dataclass
class Slowest:
    """The inputs that took the longest.

    Attributes:
        rows: processor time in seconds, and the input.
    """

    rows: list[tuple[float, bytes]] = field(default_factory=list)

    def note(self, took: float, data: bytes) -> None:
        """Take note of one."""
        if took > LIMIT / 4:
            self.rows.append((took, data))


def test_the_shares_are_two_hundred_thousand() -> None:
    assert sum(target.share for target in TARGETS.values()) + ODD == 200_000


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_damaged_input_is_answered(name: str) -> None:
    target = TARGETS[name]
    count = target.share if LARGE else target.share // SMALL
    slowest = Slowest()
    for number, data in enumerate(target.inputs(SEED, count)):
        start = time.process_time()
        try:
            target.run(data)
        except BaseException as error:
            error.add_note(f"{name} {number}: {data!r}")
            raise
        slowest.note(time.process_time() - start, data)
    for took, data in sorted(slowest.rows, reverse=True)[:3]:
        # The tracer of `make test` and other work on the machine make a line cost several times as much.
        alone = took if took <= LIMIT else _alone(name, data)
        assert alone <= LIMIT, (name, took, alone, data)


def _alone(name: str, data: bytes) -> float:
    """Measure one input in a process of its own: the best of three, after one that does not count."""
    program = (
        "import sys, time; from tests.properties.test_fuzz import TARGETS\n"
        "run = TARGETS[sys.argv[1]].run; data = sys.stdin.buffer.read(); took = []\n"
        "for _ in range(4):\n start = time.process_time(); run(data); took.append(time.process_time() - start)\n"
        "print(min(took[1:]))"
    )
    env = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE_")}
    ran = subprocess.run([sys.executable, "-c", program, name], input=data, capture_output=True, check=True, env=env)
    return float(ran.stdout)


@pytest.mark.slow
def test_odd_documents_are_judged_and_shown(fyr: Fyr, tmp_path: Path) -> None:
    for number, files in enumerate(odd_files(SEED, ODD if LARGE else ODD // SMALL)):
        for path, data in files.items():
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_bytes(data)
        odd = next(path for path in files if path.startswith(("initiativ/", "projekt/")))
        for args in (("check",), ("show", Path(odd).stem), ("gate", "check", Path(odd).stem)):
            ran = fyr(*args, cwd=tmp_path)
            assert ran.exit_code in {0, 1, 2}, (SEED, number, args, ran.stderr)
        (tmp_path / odd).unlink()


@pytest.mark.parametrize("name", TARGETS)
def test_the_same_seed_gives_the_same_inputs(name: str) -> None:
    first, again = (list(TARGETS[name].inputs(1, 20)) for _ in range(2))
    assert first == again
    assert first != list(TARGETS[name].inputs(2, 20))
