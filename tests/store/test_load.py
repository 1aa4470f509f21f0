"""A tree to a portfolio: good documents count when others are bad."""

from __future__ import annotations

import gc
import re
from pathlib import Path

import pytest

from fyrportfolj.diagnostics import Diagnostic, Place, Reference, finding
from fyrportfolj.errors import ExternalError
from fyrportfolj.messages import T
from fyrportfolj.model import upgrade
from fyrportfolj.store import load as load_module
from fyrportfolj.store import nodes as nodes_module
from fyrportfolj.store.load import Loaded, load
from fyrportfolj.store.nodes import Document
from fyrportfolj.store.source import MemoryTree, WorkingTree
from tests.store.corpus import real_files
from tests.support.builders import BASE


def _base() -> dict[str, bytes]:
    return {p.relative_to(BASE).as_posix(): p.read_bytes() for p in BASE.rglob("*.yaml")}


def _with(**changes: bytes | None) -> Loaded:
    files = _base()
    for path, data in changes.items():
        if data is None:
            del files[path]
        else:
            files[path] = data
    return load(MemoryTree(files))


def _codes(loaded: Loaded) -> list[tuple[str, str]]:
    return [(d.fil, d.kod) for d in loaded.diagnostics]


def test_base_portfolio_has_every_document_in_its_place() -> None:
    loaded = _with()
    p = loaded.portfolio

    assert loaded.diagnostics == ()
    assert p is not None
    assert p.fyr.fil == "fyr.yaml"
    assert list(p.processer) == [("segling", "1.0")]
    assert p.kommunregister
    assert p.organregister
    assert p.rollregister
    assert p.arscykel
    assert p.handlingsplan
    assert list(p.fokusomraden) == ["till-havs"]
    assert list(p.initiativ) == ["gemensamt-sjokort"]
    assert list(p.projekt) == ["provtur"]
    assert list(p.formagekartor) == ["navigera"]
    assert list(p.scenarier) == ["tre-batar"]
    assert p.filer == frozenset(_base())
    assert loaded.texts == _base()


def test_the_example_portfolio_reads_without_faults() -> None:
    loaded = load(MemoryTree({path: text.encode() for path, text in real_files()}))

    assert [(d.fil, d.kod, d.place) for d in loaded.diagnostics] == []


def test_work_tree_and_memory_give_the_same() -> None:
    on_disk = load(WorkingTree(BASE))
    in_memory = _with()

    assert on_disk.portfolio == in_memory.portfolio
    assert on_disk.diagnostics == in_memory.diagnostics


def test_a_bad_file_leaves_the_others_whole() -> None:
    loaded = _with(**{"projekt/provtur.yaml": b"id: [\n", "scenarier/tre-batar.yaml": b"id: tre-batar\n"})

    assert loaded.portfolio is not None
    assert list(loaded.portfolio.initiativ) == ["gemensamt-sjokort"]
    assert loaded.portfolio.projekt == {}
    assert loaded.portfolio.scenarier == {}
    assert "projekt/provtur.yaml" in loaded.portfolio.filer
    assert {fil for fil, _ in _codes(loaded)} == {"projekt/provtur.yaml", "scenarier/tre-batar.yaml"}


def test_without_head_the_other_files_are_still_judged() -> None:
    loaded = _with(**{"fyr.yaml": None, "scenarier/tre-batar.yaml": b"- a\n"})

    assert loaded.portfolio is None
    assert _codes(loaded) == [("fyr.yaml", "FYR001"), ("scenarier/tre-batar.yaml", "FYR016")]


def test_head_with_faults() -> None:
    loaded = _with(**{"fyr.yaml": b"namn: 1\nschema_version: 1\n"})

    assert loaded.portfolio is None
    assert ("fyr.yaml", "FYR124") in _codes(loaded)


def test_newer_schema_gives_one_line() -> None:
    head = _base()["fyr.yaml"].replace(b"schema_version: 1", b"schema_version: 7\nnytt: 1")
    loaded = _with(**{"fyr.yaml": head, "projekt/provtur.yaml": b"nytt: 1\n"})

    assert loaded.portfolio is None
    assert [(d.kod, d.place) for d in loaded.diagnostics] == [("FYR123", Place(3, 17))]


@pytest.mark.parametrize("version", [b'"1"', b"1.5", b"[1]"])
def test_schema_version_of_another_type_is_a_fault(version: bytes) -> None:
    loaded = _with(**{"fyr.yaml": _base()["fyr.yaml"].replace(b"schema_version: 1", b"schema_version: " + version)})

    assert _codes(loaded) == [("fyr.yaml", "FYR108")]


def test_older_schema_is_lifted(monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(data: upgrade.Data) -> upgrade.Data:
        return {("namn" if key == "rubrik" else key): value for key, value in data.items()}

    steps = {(0, "scenario"): rename}
    monkeypatch.setattr(
        load_module, "upgraded", lambda kind, data, version: upgrade.upgraded(kind, data, version, steps=steps)
    )
    loaded = _with(
        **{
            "fyr.yaml": _base()["fyr.yaml"].replace(b"schema_version: 1", b"schema_version: 0"),
            "scenarier/tre-batar.yaml": _base()["scenarier/tre-batar.yaml"].replace(b"namn:", b"rubrik:"),
        }
    )

    assert loaded.diagnostics == ()
    assert loaded.portfolio is not None
    assert loaded.portfolio.scenarier["tre-batar"].modell.namn == "Tre båtar"


def test_two_documents_with_one_id_are_told_apart_by_the_file_name() -> None:
    copy = _base()["scenarier/tre-batar.yaml"]
    loaded = _with(**{"scenarier/annat.yaml": copy, "scenarier/a.yaml": copy})

    assert loaded.portfolio is not None
    assert loaded.portfolio.scenarier["tre-batar"].fil == "scenarier/tre-batar.yaml"
    assert [(d.fil, d.kod, d.place) for d in loaded.diagnostics] == [
        ("scenarier/a.yaml", "FYR028", Place(1, 5)),
        ("scenarier/annat.yaml", "FYR028", Place(1, 5)),
    ]
    assert {d.rule for d in loaded.diagnostics} == {Reference("scenarier/tre-batar.yaml", ("id",), Place(1, 5))}


def test_two_files_with_one_process_version() -> None:
    loaded = _with(**{"process/kopia.yaml": _base()["process/segling-1.0.yaml"]})

    assert _codes(loaded) == [("process/kopia.yaml", "FYR028")]
    assert loaded.portfolio is not None
    assert loaded.portfolio.processer["segling", "1.0"].fil == "process/segling-1.0.yaml"


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("initiativ/a.yml", "initiativ/a.yaml"),
        ("initativ/a.yaml", "initiativ/a.yaml"),
        ("initiativ/under/a.yaml", ""),
        ("register/kommun.yaml", "register/kommuner.yaml"),
        ("fyr.yml", "fyr.yaml"),
        ("formaga/a.yaml", "formagor/a.yaml"),
    ],
)
def test_misplaced_file_is_told(path: str, meant: str) -> None:
    loaded = _with(**{path: b"a: 1\n"})

    assert _codes(loaded) == [(path, "FYR021")]
    assert meant in str(loaded.diagnostics[0].params["forslag"])


@pytest.mark.parametrize("path", ["remiss/a/remiss.yaml", "mkdocs.yml", "docs/openapi.yaml", "läs.md"])
def test_foreign_file_is_passed_over(path: str) -> None:
    assert _with(**{path: b"\x00"}).diagnostics == ()


class _Unwilling(MemoryTree):
    def read(self, path: str) -> bytes:
        if path == "projekt/provtur.yaml":
            raise ExternalError(T("{fil} går inte att läsa: {orsak}", fil=path, orsak=T("disken svarar inte")))
        if path == "scenarier/tre-batar.yaml":
            raise FileNotFoundError(path)
        return super().read(path)


def test_file_that_cannot_be_read_is_a_fault_of_that_file_only() -> None:
    loaded = load(_Unwilling(_base()))

    assert _codes(loaded) == [("projekt/provtur.yaml", "FYR001"), ("scenarier/tre-batar.yaml", "FYR001")]
    assert [str(d.params["orsak"]) for d in loaded.diagnostics] == ["disken svarar inte", "den finns inte längre"]


def test_tree_that_cannot_be_listed_raises(tmp_path: Path) -> None:
    with pytest.raises(ExternalError):
        load(WorkingTree(tmp_path / "inte"))


def test_place_fills_in_line_and_column_of_finding_and_rule() -> None:
    loaded = _with()
    rule = Reference("process/segling-1.0.yaml", ("faser", 0, "slug"))
    found: list[Diagnostic] = [
        finding("FYR028", "projekt/provtur.yaml", ("ledare",), rule=rule),
        finding("FYR028", "projekt/provtur.yaml", ("fas",), at_key=True),
        finding("FYR028", "fyr.yaml"),
        finding("FYR028", "finns/inte.yaml", ("a",)),
        finding("FYR028", "projekt/provtur.yaml", ("fas",), at_key=True),
    ]
    placed = loaded.place(found)

    assert [(d.fil, d.place) for d in placed] == [
        ("finns/inte.yaml", None),
        ("fyr.yaml", None),
        ("projekt/provtur.yaml", Place(6, 1)),
        ("projekt/provtur.yaml", Place(8, 9)),
    ]
    assert placed[-1].rule == Reference(rule.fil, rule.loc, Place(5, 11))


def test_collector_is_on_again_afterwards() -> None:
    assert gc.isenabled()
    _with()
    assert gc.isenabled()
    gc.disable()
    try:
        _with()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_documents_come_sorted_whatever_the_order_of_the_files() -> None:
    scenario = _base()["scenarier/tre-batar.yaml"]
    loaded = _with(**{f"scenarier/{i}.yaml": scenario.replace(b"tre-batar", i.encode()) for i in ("z", "a", "m")})

    assert loaded.portfolio is not None
    assert list(loaded.portfolio.scenarier) == ["a", "m", "tre-batar", "z"]


def test_common_faults_are_placed_without_the_slow_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(text: str, fil: str) -> Document:
        raise AssertionError((text, fil))

    monkeypatch.setattr(nodes_module, "compose", never)
    scenario = _base()["scenarier/tre-batar.yaml"]
    loaded = _with(**{"scenarier/tre-batar.yaml": scenario.replace(b"prioritet: hog", b"prioritet: akut\nokand: 1")})

    assert [(d.kod, d.place) for d in loaded.diagnostics] == [("FYR108", Place(6, 12)), ("FYR101", Place(7, 1))]


@pytest.mark.parametrize("day", ["9999-12-31", "2200-01-01", "1799-12-31", "0001-01-01"])
def test_a_day_of_another_century_is_told(day: str) -> None:
    text = (BASE / "projekt/provtur.yaml").read_text(encoding="utf-8")
    changed = re.sub("^start: .*$", f"start: {day}", text, flags=re.MULTILINE)
    loaded = load(MemoryTree({"fyr.yaml": (BASE / "fyr.yaml").read_bytes(), "projekt/provtur.yaml": changed.encode()}))

    assert [(d.kod, d.loc, d.place) for d in loaded.diagnostics] == [("FYR032", ("start",), Place(9, 8))]


@pytest.mark.parametrize("day", ["2199-12-31", "1800-01-01"])
def test_a_day_of_ours_is_taken(day: str) -> None:
    text = (BASE / "projekt/provtur.yaml").read_text(encoding="utf-8")
    changed = re.sub("^start: .*$", f"start: {day}", text, flags=re.MULTILINE)
    files = {"fyr.yaml": (BASE / "fyr.yaml").read_bytes(), "projekt/provtur.yaml": changed.encode()}

    assert load(MemoryTree(files)).diagnostics == ()


def test_a_text_that_looks_like_such_a_day_is_text() -> None:
    text = (BASE / "projekt/provtur.yaml").read_text(encoding="utf-8")
    changed = re.sub("^namn: .*$", 'namn: "9999-12-31"', text, flags=re.MULTILINE)
    files = {"fyr.yaml": (BASE / "fyr.yaml").read_bytes(), "projekt/provtur.yaml": changed.encode()}

    assert load(MemoryTree(files)).diagnostics == ()
