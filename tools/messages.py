"""Gather the texts of the code, bring the English catalogue up to it and compile it.

Usage: python tools/messages.py [--check]

Writes locale/fyr.pot, locale/en/LC_MESSAGES/fyr.po and fyr.mo. A text that has no English yet is left empty in the
.po file and named at the end; one that the code no longer has is dropped. With --check nothing is written, and the
exit code is 1 when something would change or is missing.
"""

from __future__ import annotations

import io
import string
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "fyrportfolj"
LOCALE = ROOT / "locale"
DOMAIN = "fyr"
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""A day for the head of the compiled catalogue, which would otherwise differ each time."""

KEYWORDS = {"T": None, "N_": None, "Text": None}
"""Calls whose first argument is a Swedish text: a sentence, a help text, a sentence made by hand."""


def extracted() -> Catalog:
    """Give every Swedish text of the code, with the modules it stands in, sorted by text."""
    found: dict[str, set[str]] = {}
    for name, _line, message, _comments, _context in extract_from_dir(SOURCE, [("**.py", "python")], keywords=KEYWORDS):
        if isinstance(message, str) and message:
            found.setdefault(message, set()).add(name)
    # Without line numbers and dates: an edit elsewhere in a module is no change of its texts.
    catalog = Catalog(domain=DOMAIN, project="fyrportfolj", charset="utf-8", fuzzy=False)
    for message in sorted(found):
        catalog.add(message, locations=[(f"src/fyrportfolj/{name}", 0) for name in sorted(found[message])])
    return catalog


def po_path(language: str) -> Path:
    """Give the catalogue's place."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def translated(language: str, template: Catalog) -> Catalog:
    """Give the language's catalogue brought up to the code: its own texts, nothing guessed, nothing left over."""
    path = po_path(language)
    old = read_po(io.BytesIO(path.read_bytes()), locale=language) if path.is_file() else Catalog(locale=language)
    new = Catalog(locale=language, domain=DOMAIN, project="fyrportfolj", charset="utf-8", fuzzy=False)
    for message in template:
        if message.id:
            known = old.get(message.id)
            english = str(known.string) if known else ""
            # What is only fields and signs is the same in every language.
            same = "" if any(c.isalpha() for c in bare(str(message.id))) else str(message.id)
            new.add(message.id, english or same, locations=message.locations)
    return new


def missing(catalog: Catalog) -> list[str]:
    """Give the texts that have no translation."""
    return [str(m.id) for m in catalog if m.id and not m.string]


def fields(text: str) -> set[str]:
    """Give the names of a text's `{fields}`."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def bare(text: str) -> str:
    """Give a text without its fields."""
    return "".join(literal for literal, _, _, _ in string.Formatter().parse(text))


def wrong_fields(catalog: Catalog) -> list[str]:
    """Give the texts whose translation has other fields."""
    return [str(m.id) for m in catalog if m.id and m.string and fields(str(m.id)) != fields(str(m.string))]


def po_bytes(catalog: Catalog) -> bytes:
    """Give the text of a .po or .pot file, without the head's dates."""
    out = io.BytesIO()
    write_po(out, catalog, width=0, omit_header=True, sort_output=True, include_lineno=False)
    head = '# Texter ur koden; skrivs om av make messages.\nmsgid ""\nmsgstr ""\n'
    head += '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
    return head.encode() + out.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """Give the compiled catalogue, the same bytes each time."""
    plain = Catalog(locale=catalog.locale, charset="utf-8", creation_date=_NO_DAY, revision_date=_NO_DAY, fuzzy=False)
    for message in catalog:
        if message.id and message.string:
            plain.add(message.id, message.string)
    out = io.BytesIO()
    write_mo(out, plain)
    return out.getvalue()


def outputs() -> dict[Path, bytes]:
    """Give every file that this tool owns with its content."""
    template = extracted()
    english = translated("en", template)
    po = po_path("en")
    return {
        LOCALE / f"{DOMAIN}.pot": po_bytes(template),
        po: po_bytes(english),
        po.with_suffix(".mo"): mo_bytes(english),
    }


def main(arguments: list[str]) -> int:
    """Write or check the files; give the exit code."""
    made = outputs()
    stale = [path for path, content in made.items() if not path.is_file() or path.read_bytes() != content]
    english = translated("en", extracted())
    for text in missing(english):
        print(f"saknar engelska: {text!r}")
    for text in wrong_fields(english):
        print(f"andra fält på engelska: {text!r}")
    if "--check" in arguments:
        for path in stale:
            print(f"inte aktuell: {path.relative_to(ROOT)}; kör make messages")
        return 1 if stale or missing(english) or wrong_fields(english) else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made[path])
    return 1 if missing(english) or wrong_fields(english) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
