"""Bytes to plain data: the guards, the dialect, and the place of every fault."""

from __future__ import annotations

import sys

import pytest

from fyrportfolj.codes import CODES
from fyrportfolj.diagnostics import Place
from fyrportfolj.store import guards, yamltext
from fyrportfolj.store.guards import MAX_DEPTH, MAX_FAULTS, MAX_VALUES
from fyrportfolj.store.source import READ_LIMIT
from fyrportfolj.store.yamltext import parse, parse_slowly

FAULTS = [
    ("size", b"a: " + b"x" * READ_LIMIT, "FYR002", None),
    ("nul", b"a: 1\nb: x\x00y\n", "FYR003", (2, 5)),
    ("bom", b"\xef\xbb\xbfa: 1\n", "FYR004", (1, 1)),
    ("utf-16 with mark", "a: 1\n".encode("utf-16"), "FYR005", None),
    ("utf-16 without mark", "a: åäö\n".encode("utf-16-le"), "FYR005", None),
    ("utf-16 big endian", "a: bcd\n".encode("utf-16-be"), "FYR005", None),
    ("latin-1", "å: 1\nb: é\n".encode("latin-1"), "FYR006", (1, 1)),
    ("latin-1 after letters", b"ab: \xc3\xa5\xe5\n", "FYR006", (1, 6)),
    ("cut off utf-8", b"a: \xc3", "FYR006", (1, 4)),
    ("overlong utf-8", b"a: \xc0\xaf", "FYR006", (1, 4)),
    ("surrogate in utf-8", b"a: \xed\xa0\x80", "FYR006", (1, 4)),
    ("escape", b"a: x\x1by\n", "FYR007", (1, 5)),
    ("c1", "a: x\u0085b: 1\n".encode(), "FYR007", (1, 5)),
    ("bidi", "å: x\u202ey\n".encode(), "FYR007", (1, 5)),
    ("isolate", "å: x\u2066y\n".encode(), "FYR007", (1, 5)),
    ("line separator", "a: x\u2028y\n".encode(), "FYR007", (1, 5)),
    ("mark inside", "a: x\ufeffy\n".encode(), "FYR007", (1, 5)),
    ("text after quote", b'a: "b" c\n', "FYR008", (1, 8)),
    ("tab indents", b"a:\n\tb: 1\n", "FYR009", (2, 1)),
    ("duplicate", b"a: 1\nb: 2\na: 3\n", "FYR010", (3, 1)),
    ("duplicate in flow", b"a: {b: 1, b: 2}\n", "FYR010", (1, 11)),
    ("duplicate by escape", b'a: 1\n"\\u0061": 2\n', "FYR010", (2, 1)),
    ("anchor", b"a: &x 1\n", "FYR011", (1, 4)),
    ("alias", b"a: 1\nb: *a\n", "FYR011", (2, 4)),
    ("anchor on root", b"&x\na: 1\n", "FYR011", (1, 1)),
    ("tag", b"a: !foo bar\n", "FYR012", (1, 4)),
    ("tag on key", b"!!str a: 1\n", "FYR012", (1, 1)),
    ("core tag", b"a: !!int '1'\n", "FYR012", (1, 4)),
    ("tag in list", b"a:\n- b\n- !x c\n", "FYR012", (3, 3)),
    ("second document", b"a: 1\n---\nb: 2\n", "FYR013", (2, 1)),
    ("after end mark", b"a: 1\n...\nb: 2\n", "FYR013", (3, 1)),
    ("deep flow", b"a: " + b"[" * 70 + b"]" * 70, "FYR014", (1, 4 + MAX_DEPTH - 1)),
    ("deep dashes", b"a:\n  " + b"- " * 70 + b"b\n", "FYR014", (2, 3 + 2 * (MAX_DEPTH - 1))),
    ("empty", b"", "FYR015", (1, 1)),
    ("only comments", b"# a\n\n# b\n", "FYR015", (1, 1)),
    ("null", b"~\n", "FYR015", (1, 1)),
    ("list", b"# a\n- b\n", "FYR016", (2, 1)),
    ("text", b"hej\n", "FYR016", (1, 1)),
    ("number as key", b"a:\n  2026: x\n", "FYR017", (2, 3)),
    ("null as key", b"~: x\n", "FYR017", (1, 1)),
    ("yes as key", b"true: x\n", "FYR017", (1, 1)),
    ("list as key", b"? [a]\n: b\n", "FYR017", (1, 3)),
    ("nan", b"a: .nan\n", "FYR018", (1, 4)),
    ("inf", b"a: [1, -.inf]\n", "FYR018", (1, 8)),
    ("beyond 64 bits", b"a: 18446744073709551616\n", "FYR018", (1, 4)),
    ("below 64 bits", b"a: -9223372036854775809\n", "FYR018", (1, 4)),
    ("a million digits", b"a: " + b"9" * 1_000_000, "FYR018", (1, 4)),
    ("directive", b"# a\n%YAML 1.1\n---\na: 1\n", "FYR019", (2, 1)),
    ("too many values", b"a: [" + b"1, " * MAX_VALUES + b"1]", "FYR020", None),
    ("double quote", b'a: 1\nb: "x\nc: 2\n', "FYR022", (2, 4)),
    ("single quote", b"a: 'x\n", "FYR022", (1, 4)),
    ("colon in text", b"a: b: c\n", "FYR023", (1, 5)),
    ("less indented", b"a:\n  b: 1\n c: 2\n", "FYR024", (3, 2)),
    ("more indented", b"a: 1\n b: 2\n", "FYR024", (2, 2)),
    ("open bracket", b"a: [1, 2\nb: 3\n", "FYR025", (1, 4)),
    ("open brace", b"a: {b: 1\nc: 3\n", "FYR025", (1, 4)),
    ("at", b"a: @b\n", "FYR026", (1, 4)),
    ("backtick", b"a: `b`\n", "FYR026", (1, 4)),
    ("no colon", b"a: 1\nbc\nd: 2\n", "FYR027", (2, 1)),
    ("unknown escape", b'a: "x\\qy"\n', "FYR029", (1, 7)),
    ("short hex escape", b'a: "\\xg"\n', "FYR029", (1, 7)),
]


@pytest.mark.parametrize(("data", "kod", "at"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_fault_has_code_and_place(data: bytes, kod: str, at: tuple[int, int] | None) -> None:
    found = parse(data, "x.yaml").diagnostics

    assert found
    assert found[0].kod == kod
    assert found[0].fil == "x.yaml"
    if at:
        assert found[0].place == Place(*at)


@pytest.mark.parametrize("data", [f[1] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_sentences_of_a_fault_fill_every_field(data: bytes) -> None:
    for d in parse(data, "x.yaml").diagnostics:
        code = CODES[d.kod]
        for text in (code.text, code.help):
            assert text.msgid.format_map({k: str(v) for k, v in d.params.items()})


def test_all_duplicates_are_found_with_the_first_as_rule() -> None:
    found = parse(b"a: 1\nb: {c: 1, c: 2}\na: 2\na: 3\n", "x.yaml").diagnostics

    assert [(d.kod, d.place) for d in found] == [
        ("FYR010", Place(2, 11)),
        ("FYR010", Place(3, 1)),
        ("FYR010", Place(4, 1)),
    ]
    assert [d.rule.place for d in found if d.rule] == [Place(2, 5), Place(1, 1), Place(1, 1)]


def test_first_of_two_equal_keys_counts() -> None:
    assert parse(b"a: 1\na: 2\n", "x.yaml").data == {"a": 1}


def test_faults_of_several_kinds_are_all_found() -> None:
    found = parse(b"a: &x 1\nb: !t 2\nc: .inf\nb: 3\n5: 4\n", "x.yaml").diagnostics

    assert [d.kod for d in found] == ["FYR011", "FYR012", "FYR018", "FYR010", "FYR017"]


def test_list_of_faults_ends_after_a_hundred() -> None:
    found = parse(b"a: 1\n" * 5000, "x.yaml").diagnostics

    assert [d.kod for d in found] == ["FYR010"] * MAX_FAULTS + ["FYR030"]


@pytest.mark.parametrize("slow", [False, True], ids=["fast", "slow"])
def test_most_values_that_a_file_may_have(*, slow: bool) -> None:
    read = parse_slowly if slow else lambda text, fil: parse(text.encode(), fil)
    # The document, its key and its list are values too.
    most = read("a: [" + "1," * (MAX_VALUES - 3) + "]", "x.yaml")
    more = read("a: [" + "1," * (MAX_VALUES - 2) + "]", "x.yaml")

    assert most.diagnostics == ()
    assert [d.kod for d in more.diagnostics] == ["FYR020"]


@pytest.mark.parametrize("slow", [False, True], ids=["fast", "slow"])
@pytest.mark.parametrize("nest", ["[{0}]", "{{a: {0}}}"])
def test_most_levels_that_a_file_may_have(nest: str, *, slow: bool) -> None:
    read = parse_slowly if slow else lambda text, fil: parse(text.encode(), fil)
    deep = "1"
    for _ in range(MAX_DEPTH - 1):
        deep = nest.format(deep)

    assert read(f"a: {deep}", "x.yaml").diagnostics == ()
    assert [d.kod for d in read(f"a: {nest.format(deep)}", "x.yaml").diagnostics] == ["FYR014"]


DIALECT = [
    ("a: NO", "NO"),
    ("a: on", "on"),
    ("a: yes", "yes"),
    ("a: true", True),
    ("a: False", False),
    ("a: tRUE", "tRUE"),
    ("a:", None),
    ("a: ~", None),
    ("a: Null", None),
    ("a: nil", "nil"),
    ("a: 0123", "0123"),
    ("a: 1492", 1492),
    ("a: 0", 0),
    ("a: -0", 0),
    ("a: +12", 12),
    ("a: 0x1F", 31),
    ("a: 0o17", 15),
    ("a: 1_000", "1_000"),
    ("a: 1e3", 1000.0),
    ("a: .5", 0.5),
    ("a: 1.", 1.0),
    ("a: 1.0e400", "1.0e400"),
    ("a: 12:30", "12:30"),
    ("a: 2026-05-12", "2026-05-12"),
    ("a: 2025-02-30", "2025-02-30"),
    ("a: 2026-05-12 10:00:00", "2026-05-12 10:00:00"),
    ('a: "1"', "1"),
    ("a: '~'", "~"),
    ("a: 18446744073709551615", 18446744073709551615),
    ("a: -9223372036854775808", -9223372036854775808),
    ("a: R&D *x !", "R&D *x !"),
    ("a: 100 %", "100 %"),
    ("a: x\ty", "x\ty"),
    ("a:\tx", "x"),
    ("a: x\t", "x"),
    ("a: x\t# c", "x"),
    ("a\t: x", "x"),
    ("a: 12\u00a0000 kr", "12\u00a0000 kr"),
    ("a: 👩\u200d⚕️", "👩\u200d⚕️"),
    ("a: {}", {}),
    ("a: []", []),
    ("a: {b, c: }", {"b": None, "c": None}),
    ("a: |\n  b\n  c\n", "b\nc\n"),
    ("a: >-\n  b\n  c\n", "b c"),
    ("a: |+\n  b\n\n", "b\n\n"),
    ('a: "b\n\n  c"', "b\nc"),
    ("---\na: 1\n...\n", 1),
    ("a: 1\r\n", 1),
    ("<<: {a: 1}\na: 2", 2),
]


@pytest.mark.parametrize(("text", "value"), DIALECT, ids=[t for t, _ in DIALECT])
@pytest.mark.parametrize("slow", [False, True], ids=["fast", "slow"])
def test_value(text: str, value: object, *, slow: bool) -> None:
    parsed = parse_slowly(text, "x.yaml") if slow else parse(text.encode(), "x.yaml")

    assert parsed.diagnostics == ()
    assert parsed.data is not None
    assert parsed.data["a"] == value
    assert type(parsed.data["a"]) is type(value)


def test_without_the_fast_parser_the_answer_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"a: 1\nb: [x, {c: 0.5}]\nd: |\n  e\n"
    fast = parse(text, "x.yaml")
    monkeypatch.setattr(yamltext, "_FAST", None)

    assert parse(text, "x.yaml") == fast


@pytest.mark.parametrize(
    "written", [r"\x1b[2J", r"\u202e", r"\ud800", r"\uFFFE", r"\0", r"\e", r"\L", r"\N", r"\r", r"\U000E0041"]
)
def test_a_character_that_nobody_sees_is_refused_also_when_its_number_is_written(written: str) -> None:
    for text in (f'a: "x{written}"', f'"{written}": 1', f'a: ["x{written}"]'):
        assert [d.kod for d in parse(text.encode(), "x.yaml").diagnostics] == ["FYR007"]


def test_a_character_that_can_be_seen_may_be_written_by_its_number() -> None:
    parsed = parse(rb'a: "\u00e5\t\n\\ \/ \x41"', "x.yaml")
    assert (parsed.data, parsed.diagnostics) == ({"a": "\u00e5\t\n\\ / A"}, ())


@pytest.mark.parametrize("code", ["00110000", "7FFFFFFF", "80000000", "FFFFFFFF"])
def test_a_character_that_does_not_exist_is_a_fault_of_the_text(code: str) -> None:
    parsed = parse(f'b: 1\na: "\\U{code}"'.encode(), "x.yaml")
    assert [(d.kod, d.place) for d in parsed.diagnostics] == [("FYR008", Place(2, 1))]


def test_no_character_that_is_refused_passes_for_a_usual_one() -> None:
    usual = guards._USUAL  # noqa: SLF001  (the short cut itself is what is tested)
    seen = [c for c in map(chr, range(sys.maxunicode + 1)) if guards.unseen_in(c) and not "\ud800" <= c <= "\udfff"]
    assert len(seen) > 4096
    assert [c for c in seen if c != "\r" and not c.encode().translate(None, usual)] == []
    assert not "åäöÅÄÖ–—”".encode().translate(None, usual)
