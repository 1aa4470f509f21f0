"""`fyr explain`: what a code, an artefact, a kind of file, a field or a criterion means."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from string import Formatter
from typing import Any, Literal

from fyrportfolj.codes import CODES
from fyrportfolj.commands.field_cards import FieldCard, cards, inside
from fyrportfolj.commands.json_schema import KIND_TITLES, made_from
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import did_you_mean
from fyrportfolj.diagnostics import Severity
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import NOTHING, T, Text
from fyrportfolj.model.artefacts import ARTEFACTS, titel
from fyrportfolj.resources import resource
from fyrportfolj.rules.criteria import CRITERIA
from fyrportfolj.store.kinds import KINDS

PAGES = "reference/fel"
"""Folder of the error pages, under `docs`."""

_CODE = re.compile(r"FYR[0-9]{3}", re.IGNORECASE)

Slag = Literal["kod", "artefakt", "filsort", "falt", "kriterium", "lista"]


@dataclass(frozen=True)
class Explained:
    """An explanation.

    Attributes:
        slag: what was asked about.
        namn: the word itself.
        rubrik: heading.
        text: what it is, in a few sentences, or the code's page as Markdown.
        allvar: for a code: fault or warning.
        fil: for a kind of file: its path in a portfolio.
        falt: the fields, in the order they are written.
        rader: for a list: the words and what each means.
    """

    slag: Slag
    namn: str
    rubrik: Text
    text: Text
    allvar: Severity | None = None
    fil: str | None = None
    falt: tuple[FieldCard, ...] = ()
    rader: tuple[tuple[str, Text], ...] = ()


def explain(name: str) -> Result[Explained]:
    """Explain a word.

    Args:
        name: a code such as `FYR302`, an artefact, a kind of file, a criterion, or a field as a
            path such as `initiativ.risker` or `programdirektiv.effektmal.nulage`; or one of the
            lists `koder`, `artefakter`, `filsorter` and `kriterier`.

    Raises:
        UsageError: nothing has that name; the message proposes a near one.
    """
    if name in _LISTS:
        heading, rows = _LISTS[name]
        return Result(Explained("lista", name, heading, NOTHING, rader=tuple(rows())))
    if _CODE.fullmatch(name):
        return Result(_code(name.upper()))
    head, _, path = name.partition(".")
    kind = next((k for k in KINDS if k.namn == head), None)
    if path and (kind or head in ARTEFACTS):
        schema = made_from(kind.modell if kind else ARTEFACTS[head], head)
        return Result(_field(name, schema, path.split(".")))
    if name in ARTEFACTS:
        return Result(_artefact(name))
    if kind:
        text = KIND_TITLES[name]
        return Result(
            Explained(
                "filsort",
                name,
                T("Filsorten {namn}", namn=name),
                text,
                fil=kind.pattern,
                falt=cards(made_from(kind.modell, name)),
            )
        )
    if name in CRITERIA:
        text = T("Kriteriet är uppfyllt när detta gäller: {vad}.", vad=CRITERIA[name].rubrik)
        return Result(Explained("kriterium", name, T("Kriteriet {namn}", namn=name), text))
    raise _unknown(name)


def _code(kod: str) -> Explained:
    code = CODES.get(kod)
    if code is None:
        raise UsageError(
            T("felkoden {kod} finns inte", kod=kod), did_you_mean(kod, CODES) or T("koderna är FYR001 till FYR699")
        )
    page = resource("docs") / PAGES / f"{kod}.md"
    if page.is_file():
        text = T("{sida}", sida=page.read_text(encoding="utf-8"))
    else:
        text = T("{fel}\n\n{hjalp}", fel=_in_general(code.text), hjalp=_in_general(code.help))
    return Explained("kod", kod, T("{kod}", kod=kod), text, allvar=code.severity)


def _artefact(slug: str) -> Explained:
    text = inspect.getdoc(ARTEFACTS[slug]) or ""
    fields = cards(made_from(ARTEFACTS[slug], slug))
    return Explained("artefakt", slug, T("{namn}", namn=titel(slug)), T("{text}", text=text), falt=fields)


def _field(name: str, schema: dict[str, Any], path: list[str]) -> Explained:
    here, rows = schema, cards(schema)
    found: list[FieldCard] = []
    for step in path:
        found = [r for r in rows if r.namn == step]
        if not found:
            raise UsageError(
                T("{namn}: fältet {falt} finns inte", namn=name, falt=step),
                did_you_mean(step, [r.namn for r in rows]) or T("fälten är {namn}", namn=tuple(r.namn for r in rows)),
            )
        here = inside(schema, here["properties"][step])
        rows = cards(schema, here) if "properties" in here else ()
    heading, text = T("{titel}", titel=found[0].titel), T("{text}", text=found[0].beskrivning)
    return Explained("falt", name, heading, text, falt=tuple(found))


def _in_general(text: Text) -> Text:
    """Give a code's sentence without a finding: with … where the finding's values would stand."""
    return Text(text.msgid, dict.fromkeys((name for _, name, _, _ in Formatter().parse(text.msgid) if name), "…"))


def _unknown(name: str) -> UsageError:
    known = [*_LISTS, *CODES, *ARTEFACTS, *(k.namn for k in KINDS), *CRITERIA]
    return UsageError(
        T("{namn} är varken felkod, artefakt, filsort eller kriterium", namn=name),
        did_you_mean(name, known)
        or T("prova en felkod som FYR302, en filsort som initiativ eller en artefakt som programdirektiv"),
    )


_LISTS: dict[str, tuple[Text, Callable[[], Iterator[tuple[str, Text]]]]] = {
    "koder": (T("Felkoder"), lambda: ((c.kod, _in_general(c.text)) for c in CODES.values())),
    "artefakter": (T("Artefakter"), lambda: ((slug, T("{namn}", namn=titel(slug))) for slug in ARTEFACTS)),
    "filsorter": (T("Filsorter"), lambda: ((k.namn, KIND_TITLES[k.namn]) for k in KINDS)),
    "kriterier": (T("Kriterier"), lambda: ((name, c.rubrik) for name, c in CRITERIA.items())),
}
