"""Attacks 1–9: the history and the store."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace

from tests.audit.objects import CommitForm
from tests.audit.table import attack
from tests.audit.trail import How, Trail, moment


def _replace_object(trail: Trail, oid: str, change: Callable[[bytes], bytes]) -> None:
    """Write other content under an object's old name."""
    raw = trail.objects.raw(oid)
    place = trail.objects.place(oid)
    place.unlink()
    place.write_bytes(zlib.compress(change(raw)))


def _header(extra: bytes) -> How:
    return How(form=lambda form: replace(form, extra=extra))


@attack(1, "606")
def rewind_before_the_decision(trail: Trail) -> None:
    trail.objects.set_ref(trail.objects.line(trail.tip)[1])


@attack(2, "606")
def rebase_that_drops_a_commit(trail: Trail) -> None:
    base = trail.objects.line(trail.tip)[1]
    trail.objects.set_ref(trail.beside(base, {"anteckning.md": "Skriv om\n"}))


@attack(3, "604", "606")
def another_history_with_the_same_keys(trail: Trail) -> None:
    files = {p.decode(): trail.objects.read(oid) for p, (_, oid) in trail.objects.files(trail.tip).items()}
    how = How(by="rut", when=moment("2026-09-01", 10))
    trail.objects.set_ref(trail.commit(trail.changed(None, dict(files)), (), "Portföljen\n", how))


@attack(4, "604")
def second_root_merged_in(trail: Trail) -> None:
    tree = trail.changed(None, {"anteckning.md": "En egen början\n"})
    root = trail.commit(tree, (), "Rot\n", How(when=moment("2026-09-18")))
    both = trail.changed(trail.tip, {"anteckning.md": "En egen början\n"})
    trail.merge(trail.tip, root, both)


@attack(5, "601")
def replace_ref(trail: Trail) -> None:
    trail.objects.set_ref(trail.objects.line(trail.tip)[1], f"refs/replace/{trail.tip}")


@attack(6, "601")
def grafts_file(trail: Trail) -> None:
    (trail.git_dir / "info").mkdir()
    (trail.git_dir / "info" / "grafts").write_text(f"{trail.tip}\n")


@attack(7, "602")
def file_edited_in_the_store(trail: Trail) -> None:
    oid = trail.objects.files(trail.tip)[b"projekt/provtur.yaml"][1]
    _replace_object(trail, oid, lambda raw: raw.replace("Att pröva.".encode(), b"Att smitta."))


@attack(7, "602")
def tree_edited_in_the_store(trail: Trail) -> None:
    tree = trail.objects.read(trail.tip)[5:45].decode()
    _replace_object(trail, tree, lambda raw: raw.replace(b"100644 fyr.yaml", b"100644 fyr.yamk"))


@attack(7, "602")
def commit_edited_in_the_store(trail: Trail) -> None:
    old = trail.objects.line(trail.tip)[2]
    _replace_object(trail, old, lambda raw: raw.replace(b"author Anna", b"author Olga"))


@attack(7, "602")
def object_taken_away(trail: Trail) -> None:
    trail.objects.place(trail.objects.files(trail.tip)[b"register/organ.yaml"][1]).unlink()


@attack(7, "602")
def object_under_another_objects_name(trail: Trail) -> None:
    wanted = trail.objects.files(trail.tip)[b"projekt/provtur.yaml"][1]
    other = trail.objects.files(trail.tip)[b"register/organ.yaml"][1]
    trail.objects.place(wanted).write_bytes(trail.objects.place(other).read_bytes())


@attack(8, "601")
def shallow_clone(trail: Trail) -> None:
    (trail.git_dir / "shallow").write_text(f"{trail.objects.line(trail.tip)[2]}\n")


@attack(8, "601")
def objects_borrowed_from_elsewhere(trail: Trail) -> None:
    (trail.git_dir / "objects" / "info" / "alternates").write_text(f"{trail.git_dir.parent / 'annat'}\n")


@attack(8, "601")
def partial_clone(trail: Trail) -> None:
    with (trail.git_dir / "config").open("a") as config:
        config.write('[remote "origin"]\n\turl = x\n\tpromisor = true\n\tpartialclonefilter = blob:none\n')


@attack(9, "607")
def hidden_header(trail: Trail) -> None:
    trail.work({"anteckning.md": "x\n"}, how=_header(b"HG:extra dold\n"))


@attack(9, "607")
def hidden_merge_tag(trail: Trail) -> None:
    tag = f"mergetag object {trail.tip}\n type commit\n tag v1\n"
    trail.work({"anteckning.md": "x\n"}, how=_header(tag.encode()))


@attack(9, "607")
def two_authors(trail: Trail) -> None:
    trail.work({"anteckning.md": "x\n"}, how=_header(b"author Kaj <kaj@skargarden.example> 1 +0000\n"))


@attack(9, "607")
def other_encoding(trail: Trail) -> None:
    trail.work({"anteckning.md": "x\n"}, how=_header(b"encoding ISO-8859-1\n"))


@attack(9, "607")
def tree_out_of_order(trail: Trail) -> None:
    def unsorted(form: CommitForm) -> CommitForm:
        data = trail.objects.read(form.tree)
        first = data.index(b"\0") + 21
        return replace(form, tree=trail.objects.write("tree", data[first:] + data[:first]))

    trail.work({"anteckning.md": "x\n"}, how=How(form=unsorted))
