"""What a decision or a correction must say and the call did not: asked for on a terminal, demanded in a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from fyrportfolj.cli.blocks import Line
from fyrportfolj.cli.console import Console
from fyrportfolj.cli.session import Session
from fyrportfolj.cli.values import BadValue, day, word
from fyrportfolj.commands.correct import CorrectionRequest
from fyrportfolj.commands.gate_advance import Request
from fyrportfolj.commands.verdict import verdict_of
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.gating import Verdict

_YES = "fortsatt"
_BACK = "tillbaka"


def request_of(session: Session, ws: Workspace, id_: str, said: dict[str, Any]) -> Request:
    """Give the request that the options make, with what was missing asked for.

    Args:
        session: the call.
        ws: the opened portfolio.
        id_: the undertaking.
        said: the options that were given, by the names of `Request`.

    Raises:
        UsageError: something is missing and nobody is there to ask, or two options exclude each other.
    """
    held = said.get("motesutfall", "beslutat") == "beslutat"
    if not held and "utfall" in said:
        raise UsageError(T("--utfall gäller bara när mötet beslutade"), T("utelämna --utfall, eller --motesutfall"))
    again = said.pop("ateruppta", False)
    decides = held and not again
    if session.console.interactive:
        _ask(session.console, ws, id_, said, decides=decides)
    missing = tuple(option for option, name in (("--organ", "organ"), ("--datum", "datum")) if name not in said)
    if missing:
        raise UsageError(
            T("{alternativ} saknas", alternativ=missing), T("ange det som saknas; frågor ställs bara i en terminal")
        )
    said["typ"] = "ateruppta" if again else "grind"
    said["utfall"] = said.get("utfall", _YES) if decides else None
    return Request(**said)


def correction_of(session: Session, said: dict[str, Any]) -> CorrectionRequest:
    """Give the correction that the options make; the reasons are asked for.

    Args:
        session: the call.
        said: the options that were given, by the names of `Request`.

    Raises:
        UsageError: the reasons are missing and nobody is there to ask.
    """
    if "motivering" not in said and session.console.interactive:
        said["motivering"] = session.console.ask(T("Varför beslutet rättas"))
    if "motivering" not in said:
        raise UsageError(T("--motivering saknas"), T("skriv varför beslutet rättas; det hör till rättelsen"))
    own = {name: said.pop(name, None) for name in ("motivering", "organ", "kommun", "datum", "registrerat_av")}
    return CorrectionRequest(nytt=said, **own)


def _ask(console: Console, ws: Workspace, id_: str, said: dict[str, Any], *, decides: bool) -> None:
    entry = ws.find(id_)
    verdict = verdict_of(ws.portfolio, entry, ws.today)
    # A call that says who and when is complete: then the outcome is not asked for either.
    complete = {"organ", "datum"} <= said.keys()
    if "organ" not in said:
        choices = tuple(dict.fromkeys(_awaited(verdict)))
        said["organ"] = console.ask(T("Organ ({val})", val=choices), choices[0] if len(choices) == 1 else None)
    body = ws.portfolio.organ.get(said["organ"])
    if body is not None and body.per_kommun and "kommun" not in said:
        said["kommun"] = console.ask(T("Kommun ({val})", val=tuple(d.kommun for d in entry.modell.deltagare)))
    if "datum" not in said:
        said["datum"] = _read(console, T("Sammanträdesdag, ÅÅÅÅ-MM-DD"), ws.today.isoformat(), day)
    if decides and not complete and "utfall" not in said:
        offered = tuple(rule.utfall for rule in verdict.grind.utfall)
        said["utfall"] = _read(console, T("Utfall ({val})", val=offered), _YES, word(offered))
    if said.get("utfall") == _BACK:
        _ask_back(console, verdict, said)


def _ask_back(console: Console, verdict: Verdict, said: dict[str, Any]) -> None:
    if "till_fas" not in said:
        phases = tuple(_earlier(verdict))
        said["till_fas"] = _read(console, T("Till fas ({val})", val=phases), None, word(phases))
    if "motivering" not in said:
        said["motivering"] = console.ask(T("Skälen till att gå tillbaka"))


def _awaited(verdict: Verdict) -> Iterator[str]:
    for state in verdict.vantar_pa:
        for row in state.rader:
            for group in row.vantar_pa:
                yield from group


def _earlier(verdict: Verdict) -> Iterator[str]:
    allowed = next((rule.till for rule in verdict.grind.utfall if rule.utfall == _BACK), ())
    here = verdict.process.index(verdict.fas.slug)
    yield from allowed or (f.slug for f in verdict.process.faser[: here + 1])


def _read(console: Console, question: Text, default: str | None, read: Callable[[str], str | date]) -> str | date:
    """Ask until the answer can be read."""
    while True:
        try:
            return read(console.ask(question, default))
        except BadValue as error:
            console.note([Line(error.text)])
