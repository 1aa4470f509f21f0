from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.history.treedata import NOTHING, Difference, Node, differences, parse_tree
from fyrportfolj.history.trees import MOST_FILES
from fyrportfolj.history.treewalk import MOST_LEVELS, TreeWalk
from fyrportfolj.history.unprovable import UnprovableError
from tests.history.chains import last_step, read, reasons, refused, repository
from tests.support.plumbed import Entry, Plumbed

UNSOUND = ("FYR607", "en mapp i den är inte skriven som git skriver mappar")
NAMES = st.sampled_from([b"a", b"b", b"a.b", b"a-b", b"ab", b"c", b"\xff", b"d e", b"e\n", b"f" * 40])
MODES = st.sampled_from([b"100644", b"100755", b"40000", b"120000", b"160000"])
OIDS = st.binary(min_size=20, max_size=20) | st.sampled_from([bytes(20), b"100644 a\0" * 2 + b"xx", b" \0" * 10])
TREES = st.dictionaries(NAMES, st.tuples(MODES, OIDS), max_size=9)


def written(entries: dict[bytes, tuple[bytes, bytes]]) -> bytes:
    rows = sorted(entries.items(), key=lambda row: row[0] + b"/" * (row[1][0] == b"40000"))
    return b"".join(b"%b %b\0%b" % (mode, name, oid) for name, (mode, oid) in rows)


def nodes(entries: dict[bytes, tuple[bytes, bytes]]) -> dict[bytes, Node]:
    return {name: Node(name, mode, oid.hex()) for name, (mode, oid) in entries.items()}


@given(TREES, TREES)
def test_a_tree_is_read_the_same_beside_another(
    first: dict[bytes, tuple[bytes, bytes]], second: dict[bytes, tuple[bytes, bytes]]
) -> None:
    before = parse_tree(written(first), 20, NOTHING[20])
    after = parse_tree(written(second), 20, before)
    alone = parse_tree(written(second), 20, NOTHING[20])
    assert (after.data, list(after.starts), after.sound) == (alone.data, list(alone.starts), True)
    assert {node.name: node for node in after.nodes()} == nodes(second)
    old, new = nodes(first), nodes(second)
    assert {d.name: d for d in differences(before, after)} == {
        name: Difference(name, old.get(name), new.get(name))
        for name in old.keys() | new.keys()
        if old.get(name) != new.get(name)
    }


@given(TREES, st.binary(max_size=40), st.integers(0, 400), st.integers(0, 400), TREES)
def test_any_bytes_are_read_the_same_beside_another(
    entries: dict[bytes, tuple[bytes, bytes]],
    other: bytes,
    start: int,
    end: int,
    like: dict[bytes, tuple[bytes, bytes]],
) -> None:
    data = written(entries)
    data = data[:start] + other + data[end:]
    beside = parse_tree(data, 20, parse_tree(written(like), 20, NOTHING[20]))
    alone = parse_tree(data, 20, NOTHING[20])
    assert (beside.data, list(beside.starts), beside.sound) == (alone.data, list(alone.starts), alone.sound)
    again = parse_tree(written(like), 20, beside)
    assert again.sound
    assert differences(again, again) == []
    assert len({d.name for d in differences(beside, again)}) == len(differences(beside, again))


@pytest.fixture
def made(tmp_path: Path) -> Plumbed:
    return Plumbed.new(tmp_path / "arkiv")


def test_a_tree_that_git_would_not_write_is_a_fault_of_its_commit(made: Plumbed) -> None:
    file, folder = made.put("blob", b"x"), made.tree({"x": "1"})
    first = made.commit({"a": "1"})
    rows: dict[str, list[tuple[str | bytes, Entry]]] = {
        "oordnad": [("b", ("100644", file)), ("a", ("100644", file))],
        "dubbel": [("a", ("100644", file)), ("a", ("100644", made.put("blob", b"y")))],
        "fil och mapp": [("a", ("100644", file)), ("a.b", ("100644", file)), ("a", ("40000", folder))],
        "nolla först": [("a", ("040000", folder))],
        "okänd": [("a", ("100600", file))],
        "punkt": [(".", ("40000", folder))],
        "upp": [("..", ("40000", folder))],
        "git": [(".git", ("40000", folder))],
        "streck": [("a/b", ("100644", file))],
    }
    for entries in rows.values():
        bad = made.commit_tree(made.raw_tree(entries), first)
        assert reasons(made, bad) == [UNSOUND]
        assert made.made.attempt("fsck", "--strict", bad).returncode or entries == rows["okänd"]
        below = made.commit_tree(made.raw_tree([("mapp", ("40000", made.raw_tree(entries)))]), first)
        assert reasons(made, below) == [UNSOUND]
        good = made.commit_tree(made.tree({"a": "1"}), bad)
        assert reasons(made, good) == []


def test_a_fault_that_comes_into_a_good_tree_is_found(made: Plumbed) -> None:
    file, folder = made.put("blob", b"x"), made.tree({"x": "1"})
    good: list[tuple[str | bytes, Entry]] = [(f"{n:03}", ("100644", file)) for n in range(50)]
    first = made.commit_tree(made.raw_tree(good))
    assert reasons(made, made.commit_tree(made.raw_tree([*good, ("x", ("40000", folder))]), first)) == []
    for at, entry in ((0, "020"), (10, "049"), (30, "010"), (50, "000"), (20, "020")):
        other = [*good[:at], (entry, ("100644", made.put("blob", b"y"))), *good[at:]]
        assert reasons(made, made.commit_tree(made.raw_tree(other), first)) == [UNSOUND]
    twin = [*good[:21], ("020.x", ("100644", file)), ("020", ("40000", folder)), *good[21:]]
    assert reasons(made, made.commit_tree(made.raw_tree(twin), first)) == [UNSOUND]


def test_a_tree_that_is_cut_short_is_a_fault_of_its_commit(made: Plumbed) -> None:
    first = made.commit({"a": "1", "b": "2"})
    whole = made.made.attempt("cat-file", "tree", f"{first}^{{tree}}").stdout
    for data in (whole[:-1], whole[:-21], whole[:-25], whole + b"100644 c", b"x" + whole, whole + whole[:1]):
        bad = made.commit_tree(made.put("tree", data), first)
        assert reasons(made, bad) == [UNSOUND]
    only = last_step(made, made.commit_tree(made.put("tree", whole[:-1]), first))
    assert [c.path for c in only.changes] == ["b"]


def test_a_tree_is_seen_when_it_comes_back(made: Plumbed) -> None:
    bad = made.raw_tree([("b", ("100644", made.put("blob", b"x"))), ("a", ("100644", made.put("blob", b"x")))])
    root = made.commit({"a": "1"})
    commits = [made.commit_tree(bad, root)]
    commits.append(made.commit({"a": "2"}, commits[-1]))
    commits.append(made.commit_tree(bad, commits[-1]))
    chain = read(made, commits[-1])
    assert [len(step.commit.faults) for step in chain.steps] == [1, 0, 1]


def test_few_trees_that_name_each_other_many_times_fill_no_memory(made: Plumbed) -> None:
    tree = made.tree({"fil": "x"})
    for _ in range(30):
        tree = made.raw_tree([(f"{n}", ("40000", tree)) for n in range(8)])
    empty = made.tree({})
    for _ in range(30):
        empty = made.raw_tree([(f"{n}", ("40000", empty)) for n in range(8)])
    root = made.commit({"a": "1"})
    for deep in (tree, empty):
        (diagnostic,) = refused(made, made.commit_tree(deep, root))
        assert diagnostic.kod == "FYR603"
        assert str(MOST_FILES) in str(diagnostic.params["orsak"])


def test_folders_in_each_other_have_an_end(made: Plumbed) -> None:
    root = made.commit({"a": "1"})
    fits = "x/" * (MOST_LEVELS - 1) + "fil"
    assert last_step(made, made.commit({fits: "1"}, root)).changes[0].path == fits
    (diagnostic,) = refused(made, made.commit({"x/" + fits: "1"}, root))
    assert diagnostic.kod == "FYR603"


def test_a_folder_that_is_no_tree_is_named(made: Plumbed) -> None:
    blob = made.put("blob", b"x")
    root = made.commit({"a": "1"})
    for entry in (("40000", blob), ("100644", made.tree({"a": "1"})), ("100644", root)):
        (diagnostic,) = refused(made, made.commit_tree(made.raw_tree([("mapp", entry)]), root))
        assert (diagnostic.kod, diagnostic.params["oid"]) == ("FYR602", entry[1])


def test_a_pair_is_compared_once(made: Plumbed) -> None:
    first, second = made.tree({"a/b": "1", "c": "2"}), made.tree({"a/b": "2", "c": "2"})
    walk = TreeWalk(repository(made).git)
    walk.compare([(first, second), (first, second), ("", first), (second, first), (first, first)])
    assert [f.path for f in walk.files((first, second))] == [b"a/b"]
    assert walk.files((first, first)) == []
    for oid in (first, second):
        made.place(oid).unlink()
    walk.compare([(first, second), (first, first)])
    with pytest.raises(UnprovableError):
        read(made, made.commit_tree(first))
