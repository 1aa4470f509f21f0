from __future__ import annotations

from pathlib import Path

import pytest

from fyrportfolj.history.blobs import LaterBlobs
from fyrportfolj.history.chain import UnprovableError
from tests.history.chains import read, repository
from tests.support.plumbed import Making, Plumbed, SshKey

ANNA = SshKey.seeded("anna")


@pytest.fixture
def made(tmp_path: Path) -> Plumbed:
    return Plumbed.new(tmp_path / "arkiv")


def test_a_history_from_a_later_commit_has_what_came_after(made: Plumbed) -> None:
    line = made.line(6, Making(key=ANNA))
    chain = read(made, line[5], start=line[3])
    assert chain.start.oid == line[3]
    assert [commit.oid for commit in chain.earlier] == line[:4]
    assert {commit.key for commit in chain.earlier} == {ANNA.text}
    assert [step.commit.oid for step in chain.steps] == line[4:]
    assert (chain.line, chain.roots) == (tuple(line), (line[0],))
    whole = read(made, line[5])
    assert chain.steps == whole.steps[3:]
    wanted = {*chain.baseline.values(), *(c.before for s in chain.steps for c in s.changes if c.before)}
    assert wanted <= set(chain.blobs) < set(whole.blobs)
    assert len(chain.baseline) == 3


def test_what_came_before_is_hashed_unless_it_is_trusted(made: Plumbed) -> None:
    line = made.line(8)
    old = read(made, line[1]).blobs
    gone = next(iter(old))
    made.place(gone).unlink()
    with pytest.raises(UnprovableError) as caught:
        read(made, line[7], start=line[5])
    assert [(d.kod, d.params["oid"]) for d in caught.value.diagnostics] == [("FYR602", gone)]
    chain = read(made, line[7], start=line[5], trusted=True)
    assert [step.commit.oid for step in chain.steps] == line[6:]


def test_what_comes_after_a_trusted_commit_is_hashed(made: Plumbed) -> None:
    line = made.line(4)
    for oid in (
        line[3],
        made.put("blob", b"namn: Insats\nnummer: 3\n"),
        made.made.git("rev-parse", f"{line[3]}^{{tree}}"),
    ):
        hidden = made.place(oid).rename(made.root / "undan")
        with pytest.raises(UnprovableError) as caught:
            read(made, line[3], start=line[1], trusted=True)
        assert [(d.kod, d.params["oid"]) for d in caught.value.diagnostics] == [("FYR602", oid)]
        hidden.rename(made.place(oid))


def side_history(made: Plumbed) -> dict[str, str]:
    """Make a branch that left the line before the commit to start from, and a merge each way."""
    root, first, start = made.line(3, Making(key=ANNA))
    side = made.commit({"a.yaml": "sida\n"}, first)
    taken = made.commit({"initiativ/insats-2.yaml": "namn: Insats\nnummer: 2\n"}, side, start)
    ours = made.commit({"b.yaml": "vår\n"}, start)
    merge = made.commit({"a.yaml": "sida\n"}, ours, taken)
    tip = made.commit({"initiativ/insats-0.yaml": None}, merge)
    return {"root": root, "first": first, "start": start, "side": side, "taken": taken, "merge": merge, "tip": tip}


@pytest.mark.parametrize("prefix", ["", "initiativ/"])
def test_trust_changes_nothing_in_what_is_read(made: Plumbed, prefix: str) -> None:
    oids = side_history(made)
    proved = read(made, oids["tip"], prefix, start=oids["start"])
    trusted = read(made, oids["tip"], prefix, start=oids["start"], trusted=True)
    assert isinstance(trusted.blobs, LaterBlobs)
    assert {step.commit.oid: step for step in trusted.steps} == {step.commit.oid: step for step in proved.steps}
    assert dict(trusted.blobs) == dict(proved.blobs)
    assert (trusted.start, trusted.baseline, trusted.line, trusted.roots) == (
        proved.start,
        proved.baseline,
        proved.line,
        proved.roots,
    )
    assert trusted.earlier == (proved.start,)
    steps = {step.commit.oid: step for step in trusted.steps}
    assert (steps[oids["merge"]].honest, steps[oids["taken"]].honest) == (True, True)
    assert steps[oids["merge"]].side == (oids["side"], oids["taken"])


def test_nothing_has_come_after_the_tip(made: Plumbed) -> None:
    line = made.line(3)
    for trusted in (False, True):
        chain = read(made, line[2], start=line[2], trusted=trusted)
        assert (chain.steps, chain.tip, chain.line) == ((), line[2], tuple(line))
        assert len(chain.baseline) == len(chain.blobs) == 3


@pytest.mark.parametrize("trusted", [False, True])
def test_a_commit_beside_the_line_is_no_start(made: Plumbed, trusted: bool) -> None:
    oids = side_history(made)
    for oid in (oids["side"], oids["taken"]):
        with pytest.raises(UnprovableError) as caught:
            read(made, oids["tip"], start=oid, trusted=trusted)
        assert [(d.kod, d.params["kontrollpunkt"]) for d in caught.value.diagnostics] == [("FYR606", oid)]
    with pytest.raises(UnprovableError) as caught:
        read(made, oids["start"], start=oids["tip"], trusted=trusted)
    assert [d.kod for d in caught.value.diagnostics] == ["FYR606"]


@pytest.mark.parametrize("trusted", [False, True])
def test_a_start_that_does_not_exist_is_refused(made: Plumbed, trusted: bool) -> None:
    line = made.line(2)
    for oid in ("0" * 40, "", "HEAD"):
        with pytest.raises(UnprovableError) as caught:
            read(made, line[1], start=oid, trusted=trusted)
        assert caught.value.diagnostics[0].kod in {"FYR602", "FYR606"}


def test_trust_without_a_start_is_none(made: Plumbed) -> None:
    line = made.line(4)
    assert read(made, line[3], trusted=True) == read(made, line[3])


def test_contents_of_a_trusted_commit_are_hashed_when_they_are_asked_for(made: Plumbed) -> None:
    files = {f"initiativ/{number:03}.yaml": f"nummer: {number}\n" for number in range(100)}
    start = made.commit(files)
    tip = made.commit({"initiativ/000.yaml": "nummer: ny\n"}, start)
    chain = read(made, tip, start=start, trusted=True)
    assert chain.blobs[chain.steps[0].changes[0].after or ""] == b"nummer: ny\n"
    oids = list(chain.baseline.values())
    made.place(oids[50]).unlink()
    made.put("blob", b"nummer: 9\n", oids[99])
    assert chain.blobs[oids[0]] == b"nummer: 0\n"
    for oid in (oids[50], oids[99]):
        with pytest.raises(UnprovableError) as caught:
            chain.blobs[oid]
        assert [(d.kod, d.params["oid"]) for d in caught.value.diagnostics] == [("FYR602", oid)]
    with pytest.raises(KeyError):
        chain.blobs["0" * 40]
    assert len(chain.blobs) == 101
    shutdown = repository(made)
    assert LaterBlobs(shutdown.git, {}, oids[:40])[oids[39]] == b"nummer: 39\n"
