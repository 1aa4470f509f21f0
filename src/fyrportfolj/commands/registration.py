"""`fyr gate register` and `fyr gate met`: what is known of a decision only after it was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fyrportfolj.commands.editing import Edited, How, edit_file
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.rules.corrected import applied, content_rows
from fyrportfolj.rules.trail.statement import FILLED_IN_LATER
from fyrportfolj.store.edit import Edit, Set


def register(ws: Workspace, id_: str, beslut: str, facts: Mapping[str, date | str], how: How) -> Result[Edited]:
    """Fill in facts of a decision that were not known when it was recorded.

    Args:
        ws: the opened portfolio.
        id_: the undertaking.
        beslut: id of the decision.
        facts: value by field, of those in `FILLED_IN_LATER`.
        how: show, write or commit.

    Returns:
        The change of the file, as `editing.edit_file`.

    Raises:
        UsageError: no such undertaking or decision, or nothing to fill in.
        DataError: something else stands there already.
    """
    entry = ws.find(id_)
    at, row = _row(entry.modell, beslut)
    if not facts:
        raise UsageError(
            T("det finns inget att fylla i"),
            T("ange minst ett av {alternativ}", alternativ=tuple(f"--{n.replace('_', '-')}" for n in FILLED_IN_LATER)),
        )
    edits: list[Edit] = []
    for name, value in facts.items():
        stands = getattr(row, name)
        if stands not in (None, value):
            raise DataError(
                T("{falt} i beslutet {beslut} är redan {varde}", falt=name, beslut=beslut, varde=stands),
                T("rätta det med fyr gate correct {id} {beslut}, om det är fel", id=entry.modell.id, beslut=beslut),
            )
        edits.append(Set(("beslut", at, name), str(value)))
    message = T("Fyll i {falt} i beslutet {beslut}", falt=", ".join(facts), beslut=beslut)
    return edit_file(ws, entry.fil, edits, how, message)


def met(ws: Workspace, id_: str, villkor: str, how: How, *, datum: date, genom: str) -> Result[Edited]:
    """Note that a condition of a decision was met.

    Args:
        ws: the opened portfolio.
        id_: the undertaking.
        villkor: id of the condition.
        how: show, write or commit.
        datum: the day.
        genom: how it was met.

    Returns:
        The change of the file, as `editing.edit_file`.

    Raises:
        UsageError: no such undertaking or condition.
        DataError: it is noted already.
    """
    entry = ws.find(id_)
    rows = zip(content_rows(entry.modell.beslut), applied(entry.modell.beslut), strict=True)
    known = {v.id: (at, j, v) for at, d in rows for j, v in enumerate(d.villkor)}
    if villkor not in known:
        raise UsageError(
            T("{id} har inget villkor som heter {villkor}", id=entry.modell.id, villkor=villkor),
            T("villkoren är {mojliga}", mojliga=tuple(known)) if known else None,
        )
    at, j, found = known[villkor]
    if found.uppfyllt is not None:
        raise DataError(
            T("villkoret {villkor} är redan uppfyllt {dag}", villkor=villkor, dag=found.uppfyllt),
            T("rätta beslutet med fyr gate correct, om det är fel"),
        )
    loc = ("beslut", at, "villkor", j)
    edits = [Set((*loc, "uppfyllt"), datum.isoformat()), Set((*loc, "uppfyllt_genom"), genom)]
    return edit_file(ws, entry.fil, edits, how, T("Villkoret {villkor} är uppfyllt", villkor=villkor))


def _row(u: Undertaking, beslut: str) -> tuple[int, Decision]:
    """The row where the content of a decision stands, and the decision with its corrections read."""
    rows = zip(u.beslut, content_rows(u.beslut), strict=True)
    found = next((at for d, at in rows if d.id == beslut), None)
    if found is None:
        raise UsageError(
            T("{id} har inget beslut som heter {beslut}", id=u.id, beslut=beslut),
            did_you_mean(beslut, [d.id for d in u.beslut]) or T("kör fyr gate log {id} för att se besluten", id=u.id),
        )
    return found, u.beslut[found]
