from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from fyrportfolj.errors import DataError, FyrError
from fyrportfolj.render.formats import MARKDOWN, TYPST
from fyrportfolj.render.templates import Templates


@dataclass(frozen=True)
class _View:
    namn: str = "Trygghetscentral"
    sammanfattning: str = "Kort."
    rader: tuple[str, ...] = ()


def _write(root: Path, name: str, text: str | bytes) -> Path:
    path = root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _failure(root: Path, template: str | bytes) -> FyrError:
    _write(root, "prov/prov.md.j2", template)
    with pytest.raises(DataError) as caught:
        Templates(root).render("prov/prov.md.j2", MARKDOWN, _View())
    return caught.value


def test_the_portfolios_template_wins_over_the_shipped_one(tmp_path: Path) -> None:
    _write(tmp_path, "statusrapport/statusrapport.md.j2", "Vår egen: {{ rapport.namn }}")
    text = Templates(tmp_path).render("statusrapport/statusrapport.md.j2", MARKDOWN, _View())
    assert text == "Vår egen: Trygghetscentral"


def test_a_template_of_the_portfolio_can_use_a_shipped_one(tmp_path: Path) -> None:
    _write(tmp_path, "prov/prov.typ.j2", "{% include 'statusrapport/statusrapport.typ.j2' %}")
    with pytest.raises(DataError, match=r"statusrapport\.typ\.j2:\d+: värdet har inget fält"):
        Templates(tmp_path).render("prov/prov.typ.j2", TYPST, _View())


def test_assets_of_the_portfolio_hide_shipped_ones_and_templates_are_not_assets(tmp_path: Path) -> None:
    _write(tmp_path, "gemensamt/fyr.typ", "// egen")
    _write(tmp_path, "gemensamt/logga.svg", "<svg/>")
    _write(tmp_path, "gemensamt/delar.md.j2", "x")
    found = Templates(tmp_path).assets(("gemensamt", "saknas"))
    assert dict(found) == {"gemensamt/fyr.typ": b"// egen", "gemensamt/logga.svg": b"<svg/>"}
    assert b"dokument" in Templates().assets(("gemensamt",))["gemensamt/fyr.typ"]


@pytest.mark.parametrize(
    ("template", "message", "help_"),
    [
        ("a\n\n{{ rapport.nam }}", "templates/prov/prov.md.j2:3: värdet har inget fält nam.", "Menade du namn?"),
        ("a\n{{ raport.namn }}", "templates/prov/prov.md.j2:2: variabeln raport finns inte.", "Menade du rapport?"),
        (
            "{{ rapport.qqq }}",
            "templates/prov/prov.md.j2:1: värdet har inget fält qqq.",
            "Det som finns: namn, sammanfattning, rader.",
        ),
        (
            "\n{{ rapport.rader }}",
            "templates/prov/prov.md.j2:2: ett värde av slaget tuple skrivs ut; bara text och heltal kan det.",
            "Värden skrivs ut var för sig, så att de visas som text.",
        ),
        (
            "{% include 'prov/annan.md.j2' %}",
            "templates/prov/prov.md.j2:1: mallen prov/annan.md.j2 finns inte.",
            "Lägg den i portföljens templates/ eller rätta namnet.",
        ),
        (
            "{% autoescape false %}{% endautoescape %}",
            "templates/prov/prov.md.j2:1: mallen försöker stänga av skyddet som gör text till text.",
            "Ta bort autoescape; värden skrivs ut med två klamrar.",
        ),
        ("x\n{% if %}", "templates/prov/prov.md.j2:2: mallen går inte att läsa.", "Rätta raden"),
        ("{{ rapport.namn|safe }}", "templates/prov/prov.md.j2:1: mallen går inte att läsa.", "No filter named 'safe'"),
        (
            "\n\n{{ 1 / 0 }}",
            "templates/prov/prov.md.j2:3: uttrycket i mallen går inte att räkna ut.",
            "division by zero",
        ),
        ("{{ rapport.namn + 1 }}", "templates/prov/prov.md.j2:1: uttrycket i mallen går inte att räkna ut.", "Rätta"),
        ("{{ range(99999999)|list }}", "templates/prov/prov.md.j2:1: uttrycket i mallen", "Range too big"),
        (
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
            "templates/prov/prov.md.j2:1: uttrycket i mallen",
            "recursion",
        ),
        ("{{ rapport.namn.__class__ }}", "templates/prov/prov.md.j2:1: mallen försöker nå något", "bara det som finns"),
        (b"\xff\xfe", "templates/prov/prov.md.j2: texten är inte UTF-8.", "Spara filen om i UTF-8 utan BOM."),
    ],
)
def test_a_mistake_says_file_line_and_what_to_do(
    tmp_path: Path, template: str | bytes, message: str, help_: str
) -> None:
    failure = _failure(tmp_path, template)
    assert str(failure.message).startswith(message)
    assert help_ in str(failure.help)


def test_a_mistake_in_an_included_template_names_that_file(tmp_path: Path) -> None:
    _write(tmp_path, "prov/del.md.j2", "ett\ntvå {{ rapport.sammanfatning }}")
    failure = _failure(tmp_path, "{% include 'prov/del.md.j2' %}")
    assert str(failure.message) == "templates/prov/del.md.j2:2: värdet har inget fält sammanfatning."
    assert str(failure.help) == "Menade du sammanfattning?"


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^Mallen saknas/saknas\.md\.j2 finns inte\.$"):
        Templates(tmp_path).render("saknas/saknas.md.j2", MARKDOWN, _View())


@pytest.mark.parametrize("name", ["../x", "prov/../../x", "/etc/passwd", "prov\\x", "a\0b"])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match="utanför mappen"):
        Templates(tmp_path).render(name, MARKDOWN, _View())


def _secret(tmp_path: Path) -> Path:
    secret = tmp_path / "hemligt.txt"
    secret.write_text("hemligt")
    return secret


def test_a_template_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p/templates/prov").mkdir(parents=True)
    (tmp_path / "p/templates/prov/prov.md.j2").symlink_to(_secret(tmp_path))
    with pytest.raises(DataError, match="symbolisk länk"):
        Templates(tmp_path / "p").render("prov/prov.md.j2", MARKDOWN, _View())


def test_an_asset_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p/templates/gemensamt").mkdir(parents=True)
    (tmp_path / "p/templates/gemensamt/logga.svg").symlink_to(_secret(tmp_path))
    with pytest.raises(DataError, match=r"templates/gemensamt/logga\.svg är en symbolisk länk"):
        Templates(tmp_path / "p").assets(("gemensamt",))


@pytest.mark.parametrize("linked", ["templates", "templates/prov"])
def test_a_folder_that_is_a_link_is_refused(tmp_path: Path, linked: str) -> None:
    real = tmp_path / "ute" / "prov"
    real.mkdir(parents=True)
    (real / "prov.md.j2").write_text("hemligt")
    link = tmp_path / "p" / linked
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "ute" if linked == "templates" else real)
    with pytest.raises(DataError, match="symbolisk länk"):
        Templates(tmp_path / "p").render("prov/prov.md.j2", MARKDOWN, _View())


def test_something_that_is_not_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "templates/prov/prov.md.j2").mkdir(parents=True)
    with pytest.raises(DataError, match="inte en vanlig fil"):
        Templates(tmp_path).render("prov/prov.md.j2", MARKDOWN, _View())
