"""Attacks 50–74: what lies in the tree, and what stands in the files."""

from __future__ import annotations

from collections.abc import Callable

from fyrportfolj.store.source import READ_LIMIT
from tests.audit.attacks_decisions import edited
from tests.audit.objects import EXECUTABLE, LINK, SUBMODULE
from tests.audit.portfolio import INITIATIVE
from tests.audit.table import attack
from tests.audit.trail import Trail


def _named(name: str | bytes) -> Callable[[Trail], object]:
    return lambda trail: trail.work({name: "x\n"})


def _kind(name: str, mode: str, content: bytes) -> Callable[[Trail], object]:
    return lambda trail: trail.work({name: (mode, trail.objects.blob(content))})


def _with(text: str | bytes) -> Callable[[Trail], object]:
    """Give an undertaking's file with more at its end."""

    def put(trail: Trail) -> object:
        more = text.encode() if isinstance(text, str) else text
        return trail.work({INITIATIVE: trail.show(INITIATIVE).encode() + more})

    return put


def _put(number: int | tuple[int, ...], name: str, run: Callable[[Trail], object], *codes: str) -> None:
    def named(trail: Trail) -> object:
        return run(trail)

    named.__name__ = name
    attack(number, *codes)(named)


_put(50, "symlink", _kind("initiativ/x.yaml", LINK, b"/etc/passwd"), "642")
_put(51, "executable_file", _kind("initiativ/x.yaml", EXECUTABLE, b"a: 1\n"), "642")
_put(52, "submodule", lambda trail: trail.work({"modul": (SUBMODULE, "1" * 40)}), "642")
_put(53, "gitmodules", _named(".gitmodules"), "643")
_put(54, "name_like_an_option", _named("-rf.yaml"), "643")
_put(55, "name_that_leads_out", _named("initiativ/../../x.yaml"), "643")
_put(56, "escape_in_a_name", _named("initiativ/a\x1b[2Jb.yaml"), "643")
_put(57, "name_that_is_not_utf8", _named(b"initiativ/\xff.yaml"), "643")
_put(58, "name_in_nfd", _named("initiativ/a\u030a.yaml"), "643")
_put(59, "homoglyph_in_a_name", _named("initiat\u0456v/nytt.yaml"), "643")
_put(61, "names_that_differ_in_case", lambda t: t.work({"LÄS.md": "x\n", "läs.md": "y\n"}), "644")
_put(61, "folders_that_differ_in_case", _named("Initiativ/nytt.yaml"), "644")
_put(62, "attributes_with_a_filter", lambda t: t.work({".gitattributes": "*.yaml filter=evil\n"}), "643")
_put(62, "attributes_with_export_subst", lambda t: t.work({".gitattributes": "* export-subst\n"}), "643")
_put(62, "attributes_with_a_merge_driver", lambda t: t.work({"projekt/.gitattributes": "* merge=union\n"}), "643")
_put(62, "windows_device", _named("initiativ/con.yaml"), "643")
_put(62, "trailing_dot", _named("anteckning."), "643")
_put(62, "git_folder", _named("a/.GIT/config"), "643")
_put(62, "short_name_of_the_git_folder", _named("git~1/config"), "643")
_put(62, "colon_in_a_name", _named("a:b"), "643")


@attack(60, "632")
def id_that_is_not_the_files_name(trail: Trail) -> None:
    trail.work({"initiativ/annat.yaml": trail.show(INITIATIVE)})


_BOMB = "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n"
_put(63, "alias_bomb", _with(_BOMB), "640")
_put(64, "nested_five_thousand_deep", _with(f"a: {'[' * 5000}{']' * 5000}\n"), "640")
_put(65, "python_tag", _with("a: !!python/object/apply:os.system ['id']\n"), "640")
_put(66, "duplicate_key", _with("fas: sjo\n"), "640")
_put(67, "two_documents", _with("---\nfas: sjo\n"), "640")
_put(68, "huge_file", _with(f"a: {'x' * READ_LIMIT}\n"), "640")
_put(69, "escapes_in_text", _with("lankar: ['ok \x1b[1A\x1b[2K']\n"), "640")
_put(70, "bidi_override", _with("noteringar: ['ok \u202e dnäkdog']\n"), "640")
_put(71, "escape_in_the_message", lambda t: t.work({"anteckning.md": "x\n"}, "Arbete \x1b[2J\n"), "608")
_put(71, "bidi_in_the_message", lambda t: t.work({"anteckning.md": "x\n"}, "Arbete \u202e\n"), "608")
_put(71, "message_in_nfd", lambda t: t.work({"anteckning.md": "x\n"}, "A\u030angra\n"), "608")
_put((71, 72), "message_in_latin_1", lambda t: t.work({"anteckning.md": "x\n"}, b"\xc5ngra\n"), "608")
_put(72, "file_in_latin_1", _with(b"noteringar: [\xe5]\n"), "640")
_put(73, "null_byte_in_a_file", _with(b"noteringar: [a\0b]\n"), "640")
_put(73, "null_byte_in_a_message", lambda t: t.work({"anteckning.md": "x\n"}, b"Arbete\0dolt\n"), "607")
_put(73, "lone_surrogate", _with(b"noteringar: [\xed\xa0\x80]\n"), "640")


@attack(73, "640")
def byte_order_mark(trail: Trail) -> None:
    trail.work({INITIATIVE: b"\xef\xbb\xbf" + trail.show(INITIATIVE).encode()})


_put(74, "norway", lambda t: t.work(edited(t, INITIATIVE, "fas: kaj", "exempel: no\nfas: kaj")), "641")
_put(74, "octal_number", lambda t: t.work(edited(t, INITIATIVE, "fas: kaj", "namn: 012\nfas: kaj")), "640")
_put(74, "base_sixty", lambda t: t.work(edited(t, INITIATIVE, "fas: kaj", "start: 1:30\nfas: kaj")), "641")
_put(
    74,
    "day_that_does_not_exist",
    lambda t: t.work(edited(t, INITIATIVE, "fas: kaj", "start: 2026-02-30\nfas: kaj")),
    "641",
)
