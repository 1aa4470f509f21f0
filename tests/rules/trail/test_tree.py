"""The files of a commit as files: kinds, names, clashes, rules for git, and those that cannot be read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fyrportfolj.diagnostics import finding
from fyrportfolj.rules.trail.names import Names, bad_name
from fyrportfolj.rules.trail.values import Change, Document
from tests.rules.trail.pieces import IDEA, SEED, TREE, the_decision, told
from tests.rules.trail.story import with_tree
from tests.support.gates import initiative as an_initiative

BROKEN = Document(b"[", None, (finding("FYR012", TREE, tagg="!x"),))
MISFIT = Document(b"{}", None, (finding("FYR101", TREE, ("namn",)),))
BOTH = Document(b"{[", None, (*MISFIT.faults, *BROKEN.faults))


DEVICE = "Windows kan inte ha en fil som heter så"


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "CODEOWNERS",
        ".github/workflows/fyr.yml",
        ".gitlab-ci.yml",
        ".gitignore",
        ".editorconfig",
        "templates/Åtgärder é – 1.html.j2",
        "docs/Minnes anteckning (2).md",
        "docs/Æøß.md",
        "a~1.md",
        "console.md",
        "com0.md",
        "initiativ/.gitkeep",
    ],
)
def test_names_that_are_safe(path: str) -> None:
    assert bad_name(path) is None


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("a\x1b[2J.md", "namnet har styrtecken"),
        ("a\n.md", "namnet har styrtecken"),
        ("å\u202e.md", "namnet har styrtecken eller byte som inte är UTF-8"),
        ("\udcff.md", "namnet har styrtecken eller byte som inte är UTF-8"),
        ("å\u2028.md", "namnet har styrtecken eller byte som inte är UTF-8"),
        ("a\u030a.md", "namnet är inte skrivet i formen NFC"),
        ("initi\u0430tiv/x.yaml", "namnet har tecken som kan tas för andra"),
        ("\uff49nitiativ/x.yaml", "namnet har tecken som kan tas för andra"),
        ("in\u0131tiativ/x.yaml", "namnet har tecken som kan tas för andra"),
        ("\u0439.md", "namnet har tecken som kan tas för andra"),
        ("\u03ac.md", "namnet har tecken som kan tas för andra"),
        ("a\u00a0b.md", "namnet har tecken som kan tas för andra"),
        ("a\uff0fb.md", "namnet har tecken som kan tas för andra"),
        ("a\u00b2.md", "namnet har tecken som kan tas för andra"),
        ("../x", "namnet pekar utanför sin mapp"),
        ("a/./x", "namnet pekar utanför sin mapp"),
        ("a//x", "namnet pekar utanför sin mapp"),
        ("-rf.yaml", "namnet börjar med bindestreck eller mellanslag, eller slutar med mellanslag eller punkt"),
        ("a/ x", "namnet börjar med bindestreck eller mellanslag, eller slutar med mellanslag eller punkt"),
        ("a./x", "namnet börjar med bindestreck eller mellanslag, eller slutar med mellanslag eller punkt"),
        ("a ", "namnet börjar med bindestreck eller mellanslag, eller slutar med mellanslag eller punkt"),
        ("a:b", "Windows kan inte ha en fil som heter så"),
        ("a\\b", "Windows kan inte ha en fil som heter så"),
        ("CON.yaml", "Windows kan inte ha en fil som heter så"),
        ("a/com1", "Windows kan inte ha en fil som heter så"),
        *((f"{name}.x", DEVICE) for name in ("prn", "aux", "nul", "conin$", "conout$", "com9", "lpt1")),
        ("lpt9 .md", "Windows kan inte ha en fil som heter så"),
        ("a/.GIT/config", "git använder namnet själv"),
        (".gitmodules", "git använder namnet själv"),
        ("git~1", "git använder namnet själv"),
        ("a/GIT~23", "git använder namnet själv"),
    ],
)
def test_names_that_are_dangerous(path: str, why: str) -> None:
    assert str(bad_name(path)) == why
    story = with_tree().commit({path: b"x"})
    assert ("FYR643", path, {"fil": path, "orsak": why}) in told(story.judged())


def test_a_name_is_looked_at_when_it_comes_in() -> None:
    story = with_tree(IDEA, **{"con.md": b"x"})
    assert story.commit({"con.md": b"y"}).codes() == []
    assert story.commit({"con.md": None}).codes() == []


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("100755", "den är körbar"),
        ("120000", "den är en symbolisk länk"),
        ("160000", "den är ett annat git-arkiv (submodul)"),
        ("100664", "den har filläget 100664"),
    ],
)
def test_what_is_no_plain_file(mode: str, kind: str) -> None:
    story = with_tree().commit({"docs/x": b"x"}, modes={"docs/x": mode})
    assert told(story.judged()) == [("FYR642", "docs/x", {"fil": "docs/x", "slag": kind})]


def test_what_is_taken_away_does_not_hide_what_comes() -> None:
    story = with_tree().commit({"docs/a": b"a", "docs/b": b"b"})
    story.commit({"docs/a": None, "docs/b": b"x"}, modes={"docs/b": "120000"})
    assert [(kod, fil) for kod, fil, _ in told(story.judged())] == [("FYR642", "docs/b")]


def test_an_undertaking_behind_a_link_is_remembered_as_it_was() -> None:
    story = with_tree().decide(SEED)
    u = story.undertaking()
    story.commit({TREE: b"/etc/passwd"}, modes={TREE: "120000"})
    story.commit({TREE: u.model_copy(update={"fas": "tra"})})
    assert story.codes() == ["FYR642", "FYR623"]


def test_a_link_is_never_read_as_what_it_leads_to() -> None:
    story = with_tree()
    story.commit({TREE: story.undertaking().model_copy(update={"fas": "tra"})}, modes={TREE: "120000"})
    assert story.codes() == ["FYR642"]
    assert story.judged().memory.readable == {TREE: story.trees[story.line[1].oid][TREE]}


@pytest.mark.parametrize(
    ("new", "annan"),
    [
        ("readme.md", "README.md"),
        ("Initiativ/x.md", "initiativ"),
        ("INITIATIV/apeltrad.yaml", TREE),
        ("initiativ/Apeltrad.yaml", TREE),
    ],
)
def test_names_that_some_computers_take_for_one(new: str, annan: str) -> None:
    story = with_tree(IDEA, **{"README.md": b"x"}).commit({new: b"x"})
    assert ("FYR644", new, {"fil": new, "annan": annan}) in told(story.judged())


def test_two_new_names_that_clash() -> None:
    story = with_tree().commit({"a.md": b"x", "A.md": b"x"})
    assert told(story.judged()) == [
        ("FYR644", "A.md", {"fil": "A.md", "annan": "a.md"}),
        ("FYR644", "a.md", {"fil": "a.md", "annan": "A.md"}),
    ]


def test_names_with_letters_beyond_ascii_clash_too() -> None:
    story = with_tree(IDEA, **{"Å.md": b"x"}).commit({"å.md": b"x"})
    assert told(story.judged()) == [("FYR644", "å.md", {"fil": "å.md", "annan": "Å.md"})]


def test_a_name_that_takes_the_place_of_one_that_goes() -> None:
    story = with_tree(IDEA, **{"README.md": b"x", "Docs/a.md": b"x"})
    story.commit({"README.md": None, "readme.md": b"x", "Docs/a.md": None, "docs/a.md": b"x"})
    assert story.codes() == []
    story.commit({"README.md": b"y"})
    assert told(story.judged()) == [("FYR644", "README.md", {"fil": "README.md", "annan": "readme.md"})]


def test_a_folder_is_in_use_as_long_as_a_file_is_left_in_it() -> None:
    names = Names(("Docs/a.md", "Docs/b.md"))
    names.change(Change("Docs/a.md", "1", None, "000000"))
    assert names.clash("docs/x.md") == "Docs"
    assert names.clash("docs/x.md", ("Docs/b.md",)) is None
    names.change(Change("Docs/b.md", "1", "2"))
    assert names.clash("docs/x.md") == "Docs"
    names.change(Change("Docs/b.md", "1", None, "000000"))
    assert names.clash("docs/x.md") is None
    names.change(Change("Docs/b.md", None, "1"))
    assert names.clash("docs/x.md") == "Docs"


@pytest.mark.parametrize(
    ("path", "text", "good"),
    [
        (".gitattributes", "*.yaml text eol=lf\n*.json text eol=lf\n", True),
        (".gitattributes", "# filter=x\n\n* text=auto\nx -text\ny !text\n", True),
        ("docs/.gitattributes", "*.md text\n", True),
        (".gitattributes", "* filter=x\n", False),
        (".gitattributes", "* text diff=x\n", False),
        (".gitattributes", "*.yaml merge=ours\n", False),
        (".gitattributes", "* ident\n", False),
        (".gitattributes", "* -diff\n", False),
        (".gitattributes", "*.yaml export-subst\n", False),
        (".gitattributes", "[attr]text filter=x\n", False),
        (".gitattributes", '"a text" filter=x\n', False),
        (".gitattributes", '"a" text\n', False),
        ("docs/.gitattributes", "* working-tree-encoding=UTF-7\n", False),
        (".GITattributes", "* text\n", False),
        ("gitattributes", "* filter=x\n", True),
    ],
)
def test_rules_for_git(path: str, text: str, good: bool) -> None:
    story = with_tree().commit({path: text.encode()})
    wanted = {"fil": path, "orsak": "bara regler om radslut (text, eol=lf) får stå i den"}
    assert told(story.judged()) == ([] if good else [("FYR643", path, wanted)])


def test_a_side_branch_has_files_too() -> None:
    story = with_tree()
    side = story.side(story.tip, {"con.md": b"x", ".gitattributes": b"* ident\n", TREE: BROKEN})
    story.merge([side], {})
    assert [(d.kod, d.commit == side.commit.oid) for d in story.findings()] == [
        ("FYR643", True),
        ("FYR643", True),
        ("FYR640", True),
    ]


# -- reading ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("document", "kod"), [(BROKEN, "FYR640"), (MISFIT, "FYR641"), (BOTH, "FYR640")])
def test_a_file_that_cannot_be_read(document: Document, kod: str) -> None:
    story = with_tree().commit({TREE: document})
    found = story.findings()
    assert [(d.kod, d.fil, d.commit) for d in found] == [(kod, TREE, story.tip)]
    first = BROKEN if kod == "FYR640" else MISFIT
    assert getattr(found[0].params["orsak"], "params") == first.faults[0].params  # noqa: B009  (a value of any kind)
    assert story.judged().memory.readable == {TREE: story.trees[story.line[1].oid][TREE]}


def test_a_readable_file_with_remarks_is_readable() -> None:
    u = an_initiative(IDEA).model_copy(update={"namn": "Äpple"})
    remarked = Document(b"x", u, (finding("FYR101", TREE),))
    story = with_tree().commit({TREE: remarked})
    assert story.codes() == []
    assert story.judged().memory.readable == {}


@pytest.mark.parametrize("broken", [BROKEN, MISFIT])
def test_breaking_a_file_for_a_commit_hides_nothing(broken: Document) -> None:
    story = with_tree().decide(SEED)
    u = story.undertaking()
    story.commit({TREE: broken}).commit({TREE: replace(broken, data=b"annat")})
    story.commit({TREE: u.model_copy(update={"fas": "tra", "beslut": ()})})
    assert story.codes()[-2:] == ["FYR630", "FYR623"]
    story.commit({TREE: u})
    assert TREE not in story.judged().memory.readable


def test_a_document_that_is_none_any_more_hides_nothing_either() -> None:
    story = with_tree().decide(SEED)
    u = story.undertaking()
    story.commit({TREE: b"x"}).commit({TREE: u.model_copy(update={"fas": "tra"})})
    assert story.codes() == ["FYR623"]


def test_a_broken_file_may_not_go_either() -> None:
    story = with_tree().decide(SEED).commit({TREE: BROKEN}).commit({TREE: None})
    assert story.codes() == ["FYR640", "FYR633"]


def test_a_file_that_could_never_be_read_comes_in_when_it_can() -> None:
    story = with_tree(IDEA, **{"initiativ/paron.yaml": BROKEN})
    pear = an_initiative(IDEA).model_copy(update={"id": "paron"})
    assert story.commit({"initiativ/paron.yaml": pear}).codes() == []
    late = with_tree(IDEA, **{"initiativ/paron.yaml": BROKEN})
    late.commit({"initiativ/paron.yaml": pear.model_copy(update={"beslut": (the_decision(SEED),)})})
    assert late.codes() == ["FYR632"]


def test_a_head_that_could_never_be_read() -> None:
    story = with_tree(IDEA, **{"fyr.yaml": BROKEN})
    assert [(k, f, p["orsak"]) for k, f, p in told(story.judged())] == [
        ("FYR647", "fyr.yaml", "fyr.yaml har aldrig gått att läsa")
    ]


def test_a_head_that_is_broken_is_judged_by_what_it_was() -> None:
    story = with_tree().commit({"fyr.yaml": BROKEN})
    story.commit({TREE: an_initiative(IDEA).model_copy(update={"fas": "tra"})})
    assert story.codes() == ["FYR640", "FYR635", "FYR623"]
