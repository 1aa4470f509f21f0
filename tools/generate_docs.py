"""Write the reference pages that come out of the program itself.

Usage: python tools/generate_docs.py

The same code and example portfolio give the same bytes. tests/docs/test_generated.py compares.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import typer

from fyrportfolj.cli.app import build
from fyrportfolj.codes import CODES
from fyrportfolj.commands.field_cards import FieldCard, cards
from fyrportfolj.commands.json_schema import KIND_TITLES, made_from
from fyrportfolj.i18n import render
from fyrportfolj.model.artefacts import ARTEFACTS, titel
from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.rules.criteria import CRITERIA
from fyrportfolj.rules.registry import CHECKS
from fyrportfolj.store.kinds import KINDS
from fyrportfolj.store.yamltext import parse

HERE = Path(__file__).resolve().parent.parent
REFERENCE = HERE / "docs" / "reference"
EXAMPLE = HERE / "portfolio-data"
NOTE = "<!-- Skriven av tools/generate_docs.py; ändra inte för hand. Kör make docs. -->"
FAMILIES = {
    "0": "Läsning",
    "1": "Form",
    "2": "Struktur och länkar",
    "3": "Risk och ekonomi",
    "4": "Grindar och beslut",
    "5": "Remiss",
    "6": "Historik",
}


def pages() -> dict[Path, str]:
    """Give every generated file with its text."""
    return {
        REFERENCE / "kommandon.md": commands_page(),
        REFERENCE / "filer.md": files_page(),
        REFERENCE / "dokument.md": documents_page(),
        REFERENCE / "kriterier.md": criteria_page(),
        REFERENCE / "diagnostik.md": codes_page(),
    }


# --- Commands -----------------------------------------------------------------------------------


def commands_page() -> str:
    """Give the page of commands: each with its arguments and options."""
    root: Any = typer.main.get_command(build(()))
    out = [
        "# Kommandon",
        NOTE,
        "`fyr KOMMANDO --help` visar samma uppgifter i terminalen.",
        "## Gemensamma alternativ",
        "De här alternativen finns för varje kommando och skrivs före eller efter dess namn.",
        _option_table(p for p in root.params if _common(p)),
    ]
    for path, command in _walk("fyr", root):
        out += _command(path, command)
    return _joined(out)


def _walk(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        if not below.hidden:
            yield from _walk(f"{path} {name}", below)


def _command(path: str, command: Any) -> list[str]:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    own = [p for p in command.params if p.param_type_name == "option" and not _common(p) and not p.hidden]
    words = [p.human_readable_name if p.required else f"[{p.human_readable_name}]" for p in arguments]
    kommando = ["KOMMANDO"] if getattr(command, "commands", None) else []
    out = [f"## {path}", command.help or "", f"```text\n{' '.join((path, '[ALTERNATIV]', *words, *kommando))}\n```"]
    if arguments:
        rows = [(f"`{_cell(p.human_readable_name)}`", p.help or "", _yes(value=p.required)) for p in arguments]
        out.append(_table(("Argument", "Betydelse", "Krävs"), rows))
    if own:
        out.append(_option_table(own))
    if kommando:
        rows = [
            (f"[`{path} {n}`](#{_anchor(f'{path} {n}')})", c.help) for n, c in command.commands.items() if not c.hidden
        ]
        out.append(_table(("Kommando", "Betydelse"), rows))
    return [part for part in out if part]


def _option_table(options: Iterable[Any]) -> str:
    return _table(
        ("Alternativ", "Betydelse", "Annars", "Krävs"),
        [(_option_name(o), o.help or "", _default(o), _yes(value=o.required)) for o in options],
    )


def _option_name(option: Any) -> str:
    names = ", ".join(f"`{name}`" for name in sorted(option.opts, key=len))
    if option.secondary_opts:
        names += " / " + ", ".join(f"`{name}`" for name in option.secondary_opts)
    return f"{names} `{_cell(option.metavar)}`" if option.metavar and not option.is_flag else names


def _default(option: Any) -> str:
    plain = option.is_flag or option.default in (None, (), [], "") or not option.show_default
    return "" if plain else f"`{option.default}`"


def _common(param: Any) -> bool:
    return str(param.name or "").startswith("gemensam_")


# --- Files and documents ------------------------------------------------------------------------


def files_page() -> str:
    """Give the page of file kinds, each with its fields."""
    out = [
        "# Filer",
        NOTE,
        (
            "Varje filsort har sin plats i portföljen och sina fält.\n"
            "En punkt betyder fält under fält, och `[]` att fältet är en lista: `risker[].atgarder[].klart`.\n"
            "Krävs betyder att fältet måste finnas när det som det står under finns.\n"
            "Orden förklaras i [ordlistan](ordlista.md).\n"
            "I terminalen visar `fyr explain FILSORT` samma uppgifter, till exempel `fyr explain initiativ`."
        ),
        _table(
            ("Filsort", "Plats", "Innehåll"),
            [(f"[`{k.namn}`](#{k.namn})", f"`{k.pattern}`", render(KIND_TITLES[k.namn])) for k in KINDS],
        ),
    ]
    shown: dict[str, tuple[FieldCard, ...]] = {}
    for kind in KINDS:
        fields = shown[kind.namn] = cards(made_from(kind.modell, kind.namn))
        out += [f"## {kind.namn}", f"{render(KIND_TITLES[kind.namn])}.", f"Plats: `{kind.pattern}`"]
        if kind.namn == "projekt":
            same = {c.namn for c in fields if c in shown["initiativ"]}
            out.append("Ett projekt har samma fält som [`initiativ`](#initiativ), med dessa skillnader.")
            fields = tuple(c for c in fields if c.namn not in same)
        out.append(_field_table(fields))
    return _joined(out)


def documents_page() -> str:
    """Give the page of artefacts, each with its fields and where the shipped processes ask for it."""
    base = cards(made_from(Artefakt, "dokument"))
    common = {c.namn for c in base}
    asked = _asked_for()
    out = [
        "# Dokument",
        NOTE,
        (
            "Dokumenten står under `artefakter` i ett initiativ eller projekt, med dokumentets nyckel som fältnamn.\n"
            "Alla fält utom status och version får lämnas tomma i ett utkast; processfilen säger vad en grind kräver.\n"
            "I terminalen visar `fyr explain DOKUMENT` samma uppgifter, till exempel `fyr explain programdirektiv`."
        ),
        _table(
            ("Dokument", "Nyckel", "Faser i processerna som följer med"),
            [(f"[{titel(s)}](#{_anchor(titel(s))})", f"`{s}`", "; ".join(asked.get(s, ["–"]))) for s in ARTEFACTS],
        ),
        "## Gemensamma fält",
        "De här fälten finns i alla dokument.",
        _field_table(base),
    ]
    for slug, model in ARTEFACTS.items():
        fields = tuple(c for c in cards(made_from(model, slug)) if c.namn not in common)
        out += [f"## {titel(slug)}", inspect.getdoc(model) or "", f"Nyckel: `{slug}`", _field_table(fields)]
    return _joined(out)


def _field_table(fields: Iterable[FieldCard]) -> str:
    return _table(("Fält", "Betydelse", "Värde", "Krävs"), list(_field_rows(fields, "")))


def _field_rows(fields: Iterable[FieldCard], prefix: str) -> Iterator[tuple[str, str, str, str]]:
    for card in fields:
        typ = render(card.typ)
        name = f"{prefix}{card.namn}{'[]' if typ.startswith('lista') else ''}"
        value = " ".join(f"`{v}`" for v in card.varden) if card.varden else _cell(typ)
        meaning = (
            f"{card.titel}. {card.beskrivning}"
            if card.titel.lower() not in card.beskrivning.lower()
            else card.beskrivning
        )
        if card.namn == "artefakter" and any(c.namn in ARTEFACTS for c in card.falt):
            yield (
                f"`{name}`",
                f"{_cell(meaning)} Se [dokument](dokument.md).",
                "dokument per nyckel",
                _yes(value=card.kravs),
            )
            continue
        yield f"`{name}`", _cell(meaning), value, _yes(value=card.kravs)
        yield from _field_rows(card.falt, f"{name}.")


def _asked_for() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for process in _processes():
        for fas in process["faser"]:
            for krav in fas.get("artefakter", ()):
                found.setdefault(krav["slug"], []).append(f"{process['slug']} {process['version']}: {fas['namn']}")
    return found


# --- Criteria, checks and codes -----------------------------------------------------------------


def criteria_page() -> str:
    """Give the page of criteria that a process may ask for, and of checks."""
    used = _criteria_used()
    out = [
        "# Kriterier och kontroller",
        NOTE,
        "## Kriterier",
        "En processfil nämner kriterier vid namn, i en grind, för ett dokument eller för en etapp av ett dokument.",
        _table(
            ("Kriterium", "Uppfyllt när", "Används i processerna som följer med"),
            [(f"`{n}`", f"{render(c.rubrik)}.", "; ".join(used.get(n, ["–"]))) for n, c in CRITERIA.items()],
        ),
        "## Kontroller",
        "`fyr check` kör alla kontroller, i den här ordningen, efter att filerna har lästs.",
        _table(("Kontroll", "Skyddar mot"), [(f"`{c.namn}`", render(c.skyddar_mot)) for c in CHECKS]),
    ]
    return _joined(out)


def codes_page() -> str:
    """Give the index of codes by family."""
    out = [
        "# Diagnostik",
        NOTE,
        (
            "Varje fynd har en kod som aldrig återanvänds.\n"
            "Ett fel gör att `fyr check` slutar med 1; en varning gör det inte.\n"
            "I terminalen visar `fyr explain KOD` sidan om koden."
        ),
    ]
    for digit, family in FAMILIES.items():
        rows = [_code_row(kod) for kod in sorted(CODES) if kod[3] == digit]
        if rows:
            out += [f"## {family}", _table(("Kod", "Allvar", "Vad"), rows)]
    return _joined(out)


def _code_row(kod: str) -> tuple[str, str, str]:
    page = REFERENCE / "fel" / f"{kod}.md"
    if not page.is_file():
        return kod, str(CODES[kod].severity), _cell(CODES[kod].text.msgid)
    heading = page.read_text(encoding="utf-8").splitlines()[0].partition(": ")[2]
    return f"[{kod}](fel/{kod}.md)", str(CODES[kod].severity), _cell(heading)


def _criteria_used() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}

    def add(names: Iterable[str], where: str) -> None:
        for name in names:
            found.setdefault(name, [])
            if where not in found[name]:
                found[name].append(where)

    for process in _processes():
        for fas in process["faser"]:
            where = f"{process['slug']} {process['version']}: {fas['namn']}"
            add(fas["grind"].get("kriterier", ()), where)
            for krav in fas.get("artefakter", ()):
                add(krav.get("kriterier", ()), where)
                for etapp in krav.get("etapper", ()):
                    add(etapp.get("kriterier", ()), where)
    return found


def _processes() -> list[dict[str, Any]]:
    found = (parse(path.read_bytes(), path.name).data for path in sorted((EXAMPLE / "process").glob("*.yaml")))
    return [data for data in found if isinstance(data, dict)]


# --- Markdown -----------------------------------------------------------------------------------


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    kept = [i for i in range(len(heads)) if any(row[i] for row in rows)]  # a column with nothing in it says nothing
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(line[i] for i in kept)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _yes(*, value: bool) -> str:
    return "ja" if value else ""


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write every page that has changed."""
    for path, text in pages().items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(path.relative_to(HERE))


if __name__ == "__main__":
    main()
