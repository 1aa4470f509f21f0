"""Smallest edits: what changes, what stays, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fyrportfolj.errors import DataError, FyrError
from fyrportfolj.model.initiative import Initiative
from fyrportfolj.store import edit as edit_module
from fyrportfolj.store.edit import Append, Edit, Remove, Set, apply
from fyrportfolj.store.nodes import Document, compose
from fyrportfolj.store.yamltext import parse

TEXT = """\
# topp
id: abc   # kommentar
namn: "Något"
process: {slug: portfolj, version: "0.5"}
fas: strategi
tom:
tom2:  # k
vikt: >-
  en rad till
  och en till

# före lista
lista:
  - a
  # inne
  - b: 1   # x
    c: 'två'
  -
    d: 4
nolla:
- x
- y
flode: [1, 2]
tomlista: []
tomkarta: {}
rak: |   # hej
    rad ett
      rad två
sist: 1
"""
LONG = "En lång text som behöver flera rader för att få plats, och som därför viks. " * 3
LONG = LONG.strip()

# Each case: what is done, the lines that go, the lines that come.
CASES: list[tuple[str, Edit, list[str], list[str]]] = [
    ("plain", Set(("fas",), "koordinera"), ["fas: strategi"], ["fas: koordinera"]),
    ("comment stays", Set(("id",), "ny"), ["id: abc   # kommentar"], ["id: ny   # kommentar"]),
    ("needs quotes", Set(("id",), "x: y"), ["id: abc   # kommentar"], ['id: "x: y"   # kommentar']),
    ("keeps double quotes", Set(("namn",), 'Ett "x"'), ['namn: "Något"'], ['namn: "Ett \\"x\\""']),
    ("keeps single quotes", Set(("lista", 1, "c"), "det's"), ["    c: 'två'"], ["    c: 'det''s'"]),
    ("leaves single quotes", Set(("lista", 1, "c"), "a\tb"), ["    c: 'två'"], ['    c: "a\\tb"']),
    ("number in quotes", Set(("namn",), 3), ['namn: "Något"'], ["namn: 3"]),
    ("version", Set(("fas",), "0.5"), ["fas: strategi"], ['fas: "0.5"']),
    ("text that is a word", Set(("fas",), "true"), ["fas: strategi"], ['fas: "true"']),
    ("text that others misread", Set(("fas",), "no"), ["fas: strategi"], ['fas: "no"']),
    ("code", Set(("fas",), "0123"), ["fas: strategi"], ['fas: "0123"']),
    ("day", Set(("fas",), date(2026, 5, 12)), ["fas: strategi"], ["fas: 2026-05-12"]),
    ("amount", Set(("sist",), Decimal("605000.50")), ["sist: 1"], ["sist: 605000.50"]),
    ("round amount", Set(("sist",), Decimal("1E+3")), ["sist: 1"], ["sist: 1000"]),
    ("yes", Set(("sist",), value=True), ["sist: 1"], ["sist: true"]),
    ("nothing", Set(("sist",), None), ["sist: 1"], ["sist: null"]),
    ("empty text", Set(("sist",), ""), ["sist: 1"], ['sist: ""']),
    ("comment sign", Set(("sist",), "a #b"), ["sist: 1"], ['sist: "a #b"']),
    ("hard blank", Set(("sist",), "12\u00a0000 kr"), ["sist: 1"], ["sist: 12\u00a0000 kr"]),
    ("line ends of Windows", Set(("namn",), "a\r\nb"), ['namn: "Något"'], ['namn: "a\\nb"']),
    (
        "in flow",
        Set(("process", "slug"), "projekt"),
        [TEXT.split("\n")[3]],
        ['process: {slug: projekt, version: "0.5"}'],
    ),
    (
        "quotes in flow",
        Set(("process", "slug"), "a, b"),
        [TEXT.split("\n")[3]],
        ['process: {slug: "a, b", version: "0.5"}'],
    ),
    (
        "key in flow",
        Set(("process", "ny"), 1),
        [TEXT.split("\n")[3]],
        ['process: {slug: portfolj, version: "0.5", ny: 1}'],
    ),
    ("row in flow", Set(("flode", 1), 5), ["flode: [1, 2]"], ["flode: [1, 5]"]),
    ("empty value", Set(("tom",), "x"), ["tom:"], ["tom: x"]),
    ("empty value with comment", Set(("tom2",), "x"), ["tom2:  # k"], ["tom2: x  # k"]),
    ("list for empty", Set(("tom2",), ["a", "b"]), [], ["  - a", "  - b"]),
    ("mapping for empty", Set(("tom", "a", "b"), 1), [], ["  a:", "    b: 1"]),
    ("folded stays folded", Set(("vikt",), "kort"), ["  en rad till", "  och en till"], ["  kort"]),
    (
        "folded paragraphs",
        Set(("vikt",), "ett\ntvå\n\ntre"),
        ["  en rad till", "  och en till"],
        ["  ett", "", "  två", "", "", "  tre"],
    ),
    ("literal keeps its indent", Set(("rak",), "ny\nrad\n"), ["    rad ett", "      rad två"], ["    ny", "    rad"]),
    (
        "literal without last break",
        Set(("rak",), "ny"),
        ["rak: |   # hej", "    rad ett", "      rad två"],
        ["rak: |-   # hej", "    ny"],
    ),
    (
        "literal that cannot be",
        Set(("rak",), " x"),
        ["rak: |   # hej", "    rad ett", "      rad två"],
        ['rak: " x"   # hej'],
    ),
    ("new key", Set(("ny",), 1), [], ["ny: 1"]),
    ("new key in a row", Set(("lista", 1, "ny"), "x"), [], ["    ny: x"]),
    ("row to mapping", Set(("lista", 0), {"x": 1, "z": [2]}), ["  - a"], ["  - x: 1", "    z:", "      - 2"]),
    ("mapping to row", Set(("lista", 2), 5), ["  -", "    d: 4"], ["  - 5"]),
    ("text to list", Set(("sist",), ["a"]), ["sist: 1"], ["sist:", "  - a"]),
    ("text to list with comment", Set(("id",), ["a"]), ["id: abc   # kommentar"], ["id:   # kommentar", "  - a"]),
    ("list to text", Set(("nolla",), "z"), ["nolla:", "- x", "- y"], ["nolla: z"]),
    ("append", Append(("lista",), "e"), [], ["  - e"]),
    ("append without indent", Append(("nolla",), "z"), [], ["- z"]),
    ("append in flow", Append(("flode",), 3), ["flode: [1, 2]"], ["flode: [1, 2, 3]"]),
    ("append to brackets", Append(("tomlista",), {"a": 1}), ["tomlista: []"], ["tomlista:", "  - a: 1"]),
    ("append to nothing", Append(("tom",), 1), [], ["  - 1"]),
    (
        "append to a new list",
        Append(("beslut",), {"id": "x", "rader": [{"a": 1, "b": []}]}),
        [],
        ["beslut:", "  - id: x", "    rader:", "      - a: 1", "        b: []"],
    ),
    ("key in braces", Set(("tomkarta", "a"), {"b": 1}), ["tomkarta: {}"], ["tomkarta:", "  a:", "    b: 1"]),
    ("remove key", Remove(("fas",)), ["fas: strategi"], []),
    ("remove key with list", Remove(("nolla",)), ["nolla:", "- x", "- y"], []),
    ("remove row", Remove(("lista", 0)), ["  - a"], []),
    ("remove first key of row", Remove(("lista", 1, "b")), ["  - b: 1   # x", "    c: 'två'"], ["  - c: 'två'"]),
    ("remove last key of row", Remove(("lista", 1, "c")), ["    c: 'två'"], []),
    ("remove only key", Remove(("lista", 2, "d")), ["  -", "    d: 4"], ["  - {}"]),
    ("remove first in flow", Remove(("process", "slug")), [TEXT.split("\n")[3]], ['process: {version: "0.5"}']),
    ("remove last in flow", Remove(("process", "version")), [TEXT.split("\n")[3]], ["process: {slug: portfolj}"]),
    ("remove row in flow", Remove(("flode", 0)), ["flode: [1, 2]"], ["flode: [2]"]),
    ("list by rows", Set(("nolla",), ["x", "z", "w"]), ["- y"], ["- z", "- w"]),
    ("fewer rows", Set(("nolla",), ["x"]), ["- y"], []),
    ("no rows", Set(("nolla",), []), ["nolla:", "- x", "- y"], ["nolla: []"]),
    (
        "mapping by keys",
        Set(("lista", 1), {"b": 2, "c": "två", "e": 1}),
        ["  - b: 1   # x"],
        ["  - b: 2   # x", "    e: 1"],
    ),
    (
        "mapping loses a key",
        Set(("process",), {"slug": "portfolj"}),
        [TEXT.split("\n")[3]],
        ["process: {slug: portfolj}"],
    ),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("edit", "gone", "come"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_edit_changes_these_lines_only(edit: Edit, gone: list[str], come: list[str], newline: str) -> None:
    text = TEXT.replace("\n", newline)
    new = apply(text, [edit])
    old_lines, new_lines = text.split(newline), new.split(newline)

    assert newline == "\n" or "\n" not in new.replace("\r\n", "")
    start = next((i for i, (a, b) in enumerate(zip(old_lines, new_lines, strict=False)) if a != b), 0)
    taken = old_lines[start : len(old_lines) - _common_end(old_lines[start:], new_lines[start:])]
    put = new_lines[start : len(new_lines) - _common_end(old_lines[start:], new_lines[start:])]
    if (taken, put) != (gone, come):
        # Lines that happen to be equal at the edge may be counted on either side.
        assert old_lines[:start] == new_lines[:start]
        rest = new_lines.copy()
        for line in come:
            rest.remove(line)
        expected = old_lines.copy()
        for line in gone:
            expected.remove(line)
        assert rest == expected


def _common_end(a: list[str], b: list[str]) -> int:
    count = 0
    while count < min(len(a), len(b)) and a[-1 - count] == b[-1 - count]:
        count += 1
    return count


def test_no_edits_change_nothing() -> None:
    assert apply(TEXT, []) == TEXT


@pytest.mark.parametrize(
    "edit",
    [
        Set(("fas",), "strategi"),
        Set(("process",), {"slug": "portfolj", "version": "0.5"}),
        Remove(("finns_inte",)),
        Remove(("lista", 9)),
    ],
)
def test_edit_without_effect_changes_nothing(edit: Edit) -> None:
    assert apply(TEXT, [edit]) == TEXT


def test_long_text_is_folded() -> None:
    new = apply(TEXT, [Set(("fas",), LONG)])

    assert "fas: >-\n  En lång text" in new
    assert max(map(len, new.splitlines())) <= 100
    assert _data(new)["fas"] == LONG


def test_paragraphs_of_a_new_text() -> None:
    new = apply(TEXT, [Append(("beslut",), {"text": "ett\ntvå\n"})])

    assert new.endswith("beslut:\n  - text: |\n      ett\n      två\n")


def test_edits_are_made_in_order() -> None:
    edits: list[Edit] = [
        Append(("ny",), 1),
        Append(("ny",), 2),
        Set(("ny", 0), 3),
        Remove(("ny", 1)),
        Remove(("ny", 0)),
    ]

    assert apply(TEXT, edits) == TEXT + "ny: []\n"


def test_many_values_at_once_give_what_one_at_a_time_gives() -> None:
    edits: list[Edit] = [
        Set(("rak",), "x\ny\n"),
        Set(("process", "version"), "10.25"),
        Set(("process", "slug"), "en-annan-process"),
        Set(("lista", 1, "c"), LONG),
        Set(("lista", 0), {"a": [1]}),
        Set(("vikt",), "kort"),
        Set(("lista", 0, "a"), [1, 2]),
        Set(("ny", "djup"), 1),
        Set(("ny", "djup"), 2),
        Set(("flode",), [2, 1]),
    ]
    text = TEXT
    for edit in edits:
        text = apply(text, [edit])

    assert apply(TEXT, edits) == text


def test_many_values_are_changed_in_one_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(f"k{i}: {{a: 1, b: 2}}\n" for i in range(50))
    calls = 0

    def counted(text: str, fil: str) -> Document:
        nonlocal calls
        calls += 1
        return compose(text, fil)

    monkeypatch.setattr(edit_module, "compose", counted)
    new = apply(text, [Set((f"k{i}", key), "ny") for i in range(50) for key in "ab"])

    assert new == text.replace("1, b: 2", "ny, b: ny")
    assert calls == 1


def test_text_without_last_newline() -> None:
    text = "a: 1\nb: 2"

    assert apply(text, [Set(("c",), 3)]) == "a: 1\nb: 2\nc: 3\n"
    assert apply(text, [Set(("b",), 3)]) == "a: 1\nb: 3"
    assert apply(text, [Set(("b",), "x\ny\n")]) == "a: 1\nb: |\n  x\n  y\n"


def test_house_style_of_a_row() -> None:
    row = {
        "id": "2026-05-12-kommunal_namnd-tanum",
        "typ": "grind",
        "datum": date(2026, 5, 12),
        "underlag": [{"artefakt": "projektdirektiv", "version": "0.2", "sha256": "0" * 64}],
        "paragraf": "KS § 87",
        "diarienummer": {"tanum": "KS 2026/0231"},
        "forslag": LONG,
        "reservation": [],
        "belopp": Decimal("605000.00"),
    }
    new = apply("id: a\n", [Append(("beslut",), row)])

    assert new == (
        "id: a\n"
        "beslut:\n"
        "  - id: 2026-05-12-kommunal_namnd-tanum\n"
        "    typ: grind\n"
        "    datum: 2026-05-12\n"
        "    underlag:\n"
        "      - artefakt: projektdirektiv\n"
        '        version: "0.2"\n'
        f'        sha256: "{"0" * 64}"\n'
        "    paragraf: KS § 87\n"
        "    diarienummer:\n"
        "      tanum: KS 2026/0231\n"
        "    forslag: >-\n"
        "      En lång text som behöver flera rader för att få plats, och som därför viks. En lång text som\n"
        "      behöver flera rader för att få plats, och som därför viks. En lång text som behöver flera\n"
        "      rader för att få plats, och som därför viks.\n"
        "    reservation: []\n"
        "    belopp: 605000.00\n"
    )


def test_new_key_takes_the_place_that_its_class_gives_it() -> None:
    text = "id: a\nnamn: b\nfas: c\n# om sammanfattningen\nsammanfattning: d\nrisker:\n  - id: R1\n    hot: e\n"

    assert "fas: c\nsteg: x\n#" in apply(text, [Set(("steg",), "x")], modell=Initiative)
    assert "sammanfattning: d\nstart: 2026-01-01\nrisker" in apply(
        text, [Set(("start",), date(2026, 1, 1))], modell=Initiative
    )
    assert apply(text, [Set(("risker", 0, "agare"), "x")], modell=Initiative).endswith("    hot: e\n    agare: x\n")
    assert apply(text, [Set(("steg",), "x")]).endswith("hot: e\nsteg: x\n")
    assert apply(text, [Set(("okand",), "x")], modell=Initiative).endswith("hot: e\nokand: x\n")


def test_the_layout_of_the_file_is_followed() -> None:
    text = "a:\n    b: 1\nc:\n    - d\n"

    assert apply(text, [Append(("e",), {"f": {"g": 1}})]) == text + "e:\n    - f:\n          g: 1\n"
    assert apply("a:\n- b\n", [Append(("c",), "d")]) == "a:\n- b\nc:\n- d\n"
    assert apply("a:\n  -   b: 1\n      c: 2\n", [Append(("a",), {"b": 2, "c": 3})]).endswith(
        "  -   b: 2\n      c: 3\n"
    )


def test_edit_that_would_change_something_else_is_not_made() -> None:
    with pytest.raises(FyrError, match="mer än det begärda") as raised:
        apply("? a\n: b\n", [Set(("c",), 1)])

    assert raised.value.exit_code == 70


def test_value_of_another_kind_is_a_fault_of_the_caller() -> None:
    with pytest.raises(TypeError, match="object"):
        apply(TEXT, [Set(("id",), object())])


@pytest.mark.parametrize("text", ["", "- a\n", "a: 1\na: 2\n", "a: [\n", "a: &x 1\n"])
def test_file_with_faults_is_not_edited(text: str) -> None:
    with pytest.raises(DataError, match="fel"):
        apply(text, [Set(("a",), 1)])


def test_file_that_can_be_read_but_not_placed_is_not_edited() -> None:
    with pytest.raises(DataError, match="inte ändra"):
        apply("a: >-#\n  b\n", [Set(("a",), 1)])


@pytest.mark.parametrize(
    "edit",
    [
        Set((), {}),
        Set(("lista", 9), 1),
        Set(("lista", "x"), 1),
        Set(("id", "x"), 1),
        Set(("id", 0), 1),
        Append(("id",), 1),
        Append((), 1),
        Remove(()),
    ],
)
def test_path_that_leads_nowhere(edit: Edit) -> None:
    with pytest.raises(DataError, match="finns inte"):
        apply(TEXT, [edit])


def test_text_that_no_file_can_hold() -> None:
    with pytest.raises(DataError, match="spara"):
        apply(TEXT, [Set(("id",), "a\ud800")])


@pytest.mark.parametrize("value", ["a\u202eb", "a\x1b[2J", ["\u200b"], {"k\ufeff": 1}, "a\rb"])
def test_text_that_nobody_can_see_is_not_written(value: object) -> None:
    with pytest.raises(DataError, match="osynliga"):
        apply(TEXT, [Set(("id",), value)])


def _data(text: str) -> dict[str, object]:
    data = parse(text.encode(), "x.yaml").data
    assert data is not None
    return data
