from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fyrportfolj.history.strict import LATEST, read_strictly
from fyrportfolj.rules.trail.values import Person
from tests.history.chains import last_step, read, reasons
from tests.support.gitrepo import EMAIL, NAME
from tests.support.plumbed import BEGAN, Making, Plumbed, SshKey

ANNA = SshKey.seeded("anna")
BETWEEN = "efter tree och parent ska author, committer och underskriften stå, i den ordningen och en gång var"
WHO = f"{NAME} <{EMAIL}>"


@pytest.fixture
def made(tmp_path: Path) -> Plumbed:
    return Plumbed.new(tmp_path / "arkiv")


def later(made: Plumbed, how: Making) -> str:
    """Make a commit on another one; give its id."""
    return made.commit({"a": "2"}, made.commit({"a": "1"}), how=how)


def test_a_parent_twice_is_a_fault(made: Plumbed) -> None:
    root = made.commit({"a": "1"})
    tip = made.commit({"a": "2"}, root, root)
    assert reasons(made, tip) == [("FYR607", "samma förälder står två gånger")]
    step = last_step(made, tip)
    assert (step.side, step.honest) == ((), False)


MERGETAG = b"mergetag object %b\n type commit\n tag v1\n tagger A <a@b> 1 +0000\n \n Etikett" % (b"1" * 40)


@pytest.mark.parametrize(
    ("before", "after", "row"),
    [
        ((b"HG:extra dolt",), (), "HG:extra"),
        ((MERGETAG,), (), "mergetag"),
        ((b"encoding ISO-8859-1",), (), "encoding"),
        ((b"encoding UTF-8",), (), "encoding"),
        ((), (b"dolt 1",), "dolt"),
        ((), (b"parent " + b"1" * 40,), "parent"),
        ((b"tree " + b"1" * 40,), (), "tree"),
        ((b"gpgsig-sha256 x",), (), "gpgsig-sha256"),
        ((b"\x1b[2J x",), (), "?[2J"),
        ((b"Author x",), (), "Author"),
        ((b"\xff",), (), "\ufffd"),
    ],
)
@pytest.mark.parametrize("key", [None, ANNA])
def test_a_further_header_is_a_fault(
    made: Plumbed, before: tuple[bytes, ...], after: tuple[bytes, ...], row: str, key: SshKey | None
) -> None:
    tip = later(made, Making(before=before, after=after, key=key))
    assert reasons(made, tip) == [("FYR607", f"raden {row} ska inte finnas i en incheckning")]
    signature = last_step(made, tip).commit.signature
    assert signature == ("saknas" if before != (b"gpgsig-sha256 x",) else "felaktig") if key is None else signature


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((b"author A <a@b> 1 +0000",), ()),
        ((b"committer A <a@b> 1 +0000",), ()),
        ((b"gpgsig x",), ()),
        ((b"gpgsig x", b"gpgsig y"), ()),
    ],
)
def test_a_header_twice_is_a_fault(made: Plumbed, before: tuple[bytes, ...], after: tuple[bytes, ...]) -> None:
    tip = later(made, Making(before=before, after=after, key=ANNA))
    assert reasons(made, tip) == [("FYR607", BETWEEN)]
    assert (last_step(made, tip).commit.signature == "giltig") is (b"gpgsig x" not in before)


def test_a_header_that_goes_on_is_a_fault(made: Plumbed) -> None:
    how = Making(author=WHO, committer=f"{WHO} {BEGAN} +0000\n mer", key=ANNA)
    found = reasons(made, later(made, how))
    assert ("FYR607", "raden committer fortsätter på nästa rad") in found
    assert last_step(made, later(made, how)).commit.committed == 0


def test_headers_in_another_order_are_a_fault(made: Plumbed) -> None:
    root = made.commit({"a": "1"})
    data = made.made.attempt("cat-file", "commit", root).stdout
    lines = data.split(b"\n")
    tip = made.put("commit", b"\n".join((lines[0], b"parent " + root.encode(), lines[2], lines[1], *lines[3:])))
    assert reasons(made, tip) == [("FYR607", BETWEEN)]
    after = made.put("commit", b"\n".join((lines[0], *lines[1:3], b"parent " + root.encode(), *lines[3:])))
    start = read(made, after).start
    assert (start.parents, [f.kod for f in start.faults]) == ((), ["FYR607"])


@pytest.mark.parametrize("missing", [b"author", b"committer"])
def test_a_missing_name_is_a_fault(made: Plumbed, missing: bytes) -> None:
    root = made.commit({"a": "1"})
    lines = made.made.attempt("cat-file", "commit", root).stdout.split(b"\n")
    kept = [line for line in lines if not line.startswith(missing)]
    tip = made.put("commit", b"\n".join((kept[0], b"parent " + root.encode(), *kept[1:])))
    assert [kod for kod, _ in reasons(made, tip)] == ["FYR607"] * 2
    commit = last_step(made, tip).commit
    person, time = (commit.author, commit.authored) if missing == b"author" else (commit.committer, commit.committed)
    assert (person, time) == (Person("", ""), 0)


@pytest.mark.parametrize(
    "committer",
    [
        "Karin",
        "Karin karin@kommunen.example",
        "<karin@kommunen.example>",
        " <karin@kommunen.example>",
        "Karin<karin@kommunen.example>",
        " Karin <karin@kommunen.example>",
        "Karin  <karin@kommunen.example>",
        "Karin <karin@kommunen.example",
        "Karin <<karin@kommunen.example>>",
        "Ka>rin <karin@kommunen.example>",
        "Karin <a> <b>",
        "",
    ],
)
def test_a_name_of_another_form_is_a_fault(made: Plumbed, committer: str) -> None:
    tip = later(made, Making(author=WHO, committer=committer, key=ANNA))
    assert reasons(made, tip) == [("FYR607", "raden committer har inte formen ”Namn <adress> sekunder zon”")]
    commit = last_step(made, tip).commit
    assert (commit.committed, commit.author, commit.signature) == (0, Person(NAME, EMAIL), "giltig")


@pytest.mark.parametrize(
    ("at", "zone", "good"),
    [
        (0, "+0000", True),
        (LATEST, "+1400", True),
        (LATEST, "-1359", True),
        (LATEST + 1, "+0000", False),
        (10**17, "+0000", False),
        (-1, "+0000", False),
        (1, "+1401", False),
        (1, "+2000", False),
        (1, "+0060", False),
        (1, "0000", False),
        (1, "+000", False),
        (1, "+00000", False),
        (1, "+0000 ", False),
        (1, "CET", False),
    ],
)
def test_a_moment_has_a_day_everywhere_or_is_a_fault(made: Plumbed, at: int, zone: str, *, good: bool) -> None:
    tip = later(made, Making(at=at, zone=zone))
    commit = last_step(made, tip).commit
    assert commit.committed == commit.authored == (at if good else 0)
    assert [f.kod for f in commit.faults] == ([] if good else ["FYR607"] * 2)
    for place in ("Pacific/Kiritimati", "Etc/GMT+12"):
        assert datetime.fromtimestamp(commit.committed, ZoneInfo(place)).year < 10_000


def test_seconds_are_written_in_one_way(made: Plumbed) -> None:
    tip = later(made, Making(committer=f"{WHO} 0", at=1))
    assert {kod for kod, _ in reasons(made, tip)} == {"FYR607"}


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (b"\xe5\xe4\xf6\n", "meddelandet är inte UTF-8"),
        (b"\xed\xa0\x80", "meddelandet är inte UTF-8"),
        (b"\xc0\xaf", "meddelandet är inte UTF-8"),
        ("a\x1b[2Jb", "meddelandet innehåller tecknet U+001B"),
        ("a\r\nb", "meddelandet innehåller tecknet U+000D"),
        ("\ufeffa", "meddelandet innehåller tecknet U+FEFF"),
        ("a\u202eb", "meddelandet innehåller tecknet U+202E"),
        ("a\u200bb", "meddelandet innehåller tecknet U+200B"),
        ("a\u2028b", "meddelandet innehåller tecknet U+2028"),
        ("a\u0085b\x7f", "meddelandet innehåller tecknet U+007F"),
        ("\U000e0001", "meddelandet innehåller tecknet U+E0001"),
        ("a\u0308", "meddelandet är inte i normalformen NFC"),
        ("\u212b", "meddelandet är inte i normalformen NFC"),
    ],
)
def test_a_message_with_other_signs_is_a_fault(made: Plumbed, message: str | bytes, reason: str) -> None:
    tip = later(made, Making(message=message, key=ANNA))
    assert reasons(made, tip) == [("FYR608", reason)]
    assert last_step(made, tip).commit.signature == "giltig"


def test_other_signs_in_a_name_are_a_fault(made: Plumbed) -> None:
    strange = later(made, Making(author="A\u202ena <a@b.example>"))
    assert reasons(made, strange) == [("FYR608", "raden author innehåller tecknet U+202E")]
    latin = later(made, Making(author=WHO, committer="\udce5sa <a@b.example>"))
    assert reasons(made, latin) == [("FYR608", "raden committer är inte UTF-8")]
    apart = later(made, Making(author=WHO, committer="A <a\u0308@b.example>"))
    assert reasons(made, apart) == [("FYR608", "raden committer är inte i normalformen NFC")]


def test_a_zero_byte_is_a_fault(made: Plumbed) -> None:
    found = reasons(made, later(made, Making(message="synligt\0dolt")))
    assert found == [("FYR607", "den innehåller ett nolltecken"), ("FYR608", "meddelandet innehåller tecknet U+0000")]


def test_a_message_of_plain_text_is_none(made: Plumbed) -> None:
    for message in ("", "\n", "Ämne\n\n\tåäö é – ”citat” 🎉 日本\n\n", "x" * 100_000, "\n\n\nTre rader ned"):
        tip = later(made, Making(message=message, key=ANNA))
        assert reasons(made, tip) == []
        assert last_step(made, tip).commit.message == message


def test_a_commit_without_an_empty_line_is_a_fault(made: Plumbed) -> None:
    root = made.commit({"a": "1"})
    tree = made.made.git("rev-parse", f"{root}^{{tree}}")
    head = f"tree {tree}\nparent {root}\nauthor {WHO} 1 +0000\ncommitter {WHO} 1 +0000"
    for end in ("", "\n"):
        tip = made.put("commit", f"{head}{end}".encode())
        assert ("FYR607", "tomraden före meddelandet saknas") in reasons(made, tip)


def other_namespace(payload: bytes) -> bytes:
    return ANNA.sign(payload, "file")


def of_another_commit(payload: bytes) -> bytes:
    return ANNA.sign(payload.replace(b"Arbete", b"Annat"))


def pgp(_: bytes) -> bytes:
    return b"-----BEGIN PGP SIGNATURE-----\n\niQEzBAABCAAdFiEE\n=abcd\n-----END PGP SIGNATURE-----\n"


def x509(_: bytes) -> bytes:
    return b"-----BEGIN SIGNED MESSAGE-----\nMIAG\n-----END SIGNED MESSAGE-----\n"


def with_text_after(payload: bytes) -> bytes:
    return ANNA.sign(payload) + b"dolt\n"


def with_text_before(payload: bytes) -> bytes:
    return b"dolt\n" + ANNA.sign(payload)


def changed(payload: bytes) -> bytes:
    signature = ANNA.sign(payload)
    return signature[:250] + bytes((signature[250] ^ 1,)) + signature[251:]


def nothing(_: bytes) -> bytes:
    return b""


@pytest.mark.parametrize(
    "sign",
    [other_namespace, of_another_commit, pgp, x509, with_text_after, with_text_before, changed, nothing],
)
def test_a_signature_that_does_not_hold_is_no_key(made: Plumbed, sign: Callable[[bytes], bytes]) -> None:
    commit = last_step(made, later(made, Making(sign=sign))).commit
    assert (commit.signature, commit.key, commit.faults) == ("felaktig", None, ())


def test_a_message_that_was_changed_after_signing_has_no_good_signature(made: Plumbed) -> None:
    tip = later(made, Making(key=ANNA))
    data = made.made.attempt("cat-file", "commit", tip).stdout
    changed = made.put("commit", data.replace(b"Arbete", b"Beslut"))
    assert [last_step(made, oid).commit.signature for oid in (tip, changed)] == ["giltig", "felaktig"]


def test_a_commit_of_git_has_no_faults(made: Plumbed) -> None:
    repo = made.made
    repo.git("config", "i18n.commitEncoding", "UTF-8")
    repo.commit("Åtgärda\n\nText – med ”citat”.\n\nSigned-off-by: Åsa <a@b.example>", {"a": "1"})
    repo.git("commit", "-q", "--allow-empty", "--allow-empty-message", "-m", "")
    repo.git(
        "commit",
        "-q",
        "--amend",
        "--allow-empty",
        "--allow-empty-message",
        "--no-edit",
        "--author",
        "Bo Ek <bo@kommunen.example>",
    )
    chain = read(made, repo.head())
    assert [c.faults for c in (chain.start, *(s.commit for s in chain.steps))] == [(), ()]


HEAD = b"tree " + b"1" * 40 + b"\nparent " + b"2" * 40 + b"\n"
LINES = st.sampled_from(
    [
        b"author A <a> 1 +0000",
        b"committer A <a> 1 +0000",
        b"gpgsig x",
        b" mer",
        b"",
        b"\xff",
        b"parent ",
        b"tree ",
        b"\r",
    ]
)


@given(st.lists(LINES | st.binary(max_size=30), max_size=8), st.text(max_size=20))
def test_no_bytes_end_in_anything_but_a_commit_with_faults(lines: list[bytes], text: str) -> None:
    data = HEAD + b"\n".join(lines) + b"\n\n" + text.encode()
    read = read_strictly("3" * 40, data)
    assert read is not None
    assert (read.tree, read.parents) == ("1" * 40, ("2" * 40,))
    commit = read.with_key(None)
    assert {fault.kod for fault in commit.faults} <= {"FYR607", "FYR608"}
    if not commit.faults:
        assert unicodedata.is_normalized("NFC", commit.message)
        assert commit.message.encode() == data.partition(b"\n\n")[2]


@given(st.binary(max_size=200))
def test_no_bytes_at_all_end_in_anything_else(data: bytes) -> None:
    for oid in ("3" * 40, "3" * 64):
        assert read_strictly(oid, data) is None
        read_strictly(oid, b"tree " + b"1" * len(oid) + b"\n" + data)
