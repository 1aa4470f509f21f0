"""Consultations: how they stand, what came in, and what was sent out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Inline, Line, Span, Style, Table, pairs
from fyrportfolj.cli.edited import diff_lines, refused
from fyrportfolj.cli.findings import shown_path
from fyrportfolj.cli.views.common import EXAMPLE
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.remiss.counts import WORDS

if TYPE_CHECKING:
    from fyrportfolj.cli.session import Session
    from fyrportfolj.commands.remiss_close import Closed
    from fyrportfolj.commands.remiss_compile import Compiled
    from fyrportfolj.commands.remiss_open import OpenedRound
    from fyrportfolj.commands.remiss_register import Registered
    from fyrportfolj.commands.remiss_remind import Reminded
    from fyrportfolj.commands.remiss_status import Lage, RecipientStatus, RoundStatus
    from fyrportfolj.commands.remiss_take import Outcome, Utfall
    from fyrportfolj.commands.result import Result
    from fyrportfolj.commands.workspace import Workspace

_STAGES: dict[Lage, Text] = {
    "forberedd": T("inte skickad"),
    "oppen": T("öppen"),
    "efter_sista_dag": T("svarstiden är slut"),
    "stangd": T("stängd"),
}
_OUTCOMES: dict[Utfall, Text] = {
    "registrerat": T("registrerat"),
    "ny_version": T("ny version"),
    "redan_registrerat": T("redan registrerat"),
    "undanlagt": T("undanlagt"),
}
_TONES: dict[Utfall, Style] = {
    "registrerat": "bra",
    "ny_version": "bra",
    "redan_registrerat": "dampad",
    "undanlagt": "fel",
}
_QUIET = ("vantar", "ej_svar", "utan_beslut")
_MANY_FILES = 6


class Changed(Protocol):
    """What a command that changes the record gives back."""

    @property
    def id(self) -> str:
        """The undertaking."""
        ...


C = TypeVar("C", bound=Changed)


def show_changed(session: Session, ws: Workspace, result: Result[C], view: Callable[[C, int], Blocks]) -> None:
    """Print a change of the record, and why it was refused.

    Args:
        session: the call.
        ws: the portfolio.
        result: what the command gave back.
        view: shows its data.
    """
    session.show(result, view)
    if result.diagnostics and not session.as_json:
        session.console.note(refused(ws, result.diagnostics, {}, session.console.width))


def opened(o: OpenedRound, _width: int) -> Blocks:
    """Show a round that was opened."""
    yield from diff_lines(o.diff)
    yield Heading(T("Remiss {id}", id=o.id))
    yield pairs(
        [
            (T("Handling"), T("{namn}, version {version}", namn=o.handling, version=o.version)),
            (T("Kontrollsumma"), o.sha256[:16]),
            (T("Sista svarsdag"), str(o.sista_svarsdag or "–")),
            (T("Tillfrågade"), T("{antal} remissinstanser", antal=len(o.mottagare))),
            (T("Gren"), T("{namn} (ny)", namn=o.gren) if o.gren_skapad else o.gren),
            (T("Länk"), o.lank),
            (T("Commit"), o.commit[:10] if o.commit else None),
        ]
    )
    yield from _files(o.filer)


def registered(r: Registered, _width: int) -> Blocks:
    """Show what became of everything that came in."""
    columns = (Column(fixed=True), Column(fixed=True), Column())
    rows = tuple(
        (Span(_OUTCOMES[row.utfall], _TONES[row.utfall]), row.yttrande or "", (row.namn, *_about(row)))
        for row in r.rader
    )
    yield Table(columns, rows)
    for row in r.rader:
        for reason in row.skal:
            yield Line((Span(T("skäl: "), "fel"), row.namn, ": ", reason), hang=2)
        for note in row.noter:
            yield Line((Span(T("obs: "), "varning"), row.namn, ": ", note), hang=2)
    if r.commit:
        yield Line(T("commit {id}", id=r.commit[:10]))


def _about(row: Outcome) -> Iterator[Text | Span]:
    if row.instans:
        yield T(" från {namn}", namn=row.instans)
    if row.sent:
        yield Span(T(", efter sista dagen"), "varning")
    if row.utan_beslut:
        yield Span(T(", utan beslut: räknas inte som kommunens svar"), "varning")


def statuses(found: tuple[RoundStatus, ...], width: int, *, whole: bool, remind: bool) -> Blocks:
    """Show how consultations stand.

    Args:
        found: the consultations.
        width: columns of the terminal.
        whole: show every recipient.
        remind: show what to send those who have not answered.
    """
    if not found:
        yield Line(T("Inga remisser."))
        return
    if not whole and not remind:
        yield from _listed(found)
        return
    for i, s in enumerate(found):
        if i:
            yield Blank()
        yield from _status(s, width)
        if remind:
            yield from _reminders(s)


def _listed(found: tuple[RoundStatus, ...]) -> Iterator[Block]:
    columns = (
        Column(T("Remiss")),
        Column(T("Läge"), fixed=True),
        Column(T("Sista dag"), fixed=True),
        Column(T("Svar"), right=True, fixed=True),
        Column(T("Ej bedömda"), right=True, fixed=True),
    )
    rows = tuple(
        (
            (s.id, " ", EXAMPLE) if s.exempel else s.id,
            _STAGES[s.lage],
            str(s.sista_svarsdag or "–"),
            T("{svarat} av {alla}", svarat=s.svarat, alla=s.tillfragade),
            str(len(s.obedomda)),
        )
        for s in found
    )
    yield Table(columns, rows)


def _status(s: RoundStatus, _width: int) -> Iterator[Block]:
    yield Heading((s.rubrik, " ", EXAMPLE) if s.exempel else s.rubrik)
    yield Line(Span(T("{id}: {lage}", id=s.id, lage=_STAGES[s.lage]), "dampad"))
    yield Blank()
    yield pairs(
        [
            (T("Handling"), s.handling),
            (T("Skickad"), str(s.skickad) if s.skickad else None),
            (T("Sista svarsdag"), _days(s)),
            (T("Länk"), s.lank),
            (T("Har svarat"), _answered(s)),
            (T("Undanlagda"), _set_aside(s.undanlagda)),
            (T("Synpunkter"), _points(s)),
        ]
    )
    yield Blank()
    columns = (Column(T("Remissinstans"), fixed=True), Column(T("Svar")), Column(T("Inkom"), fixed=True), Column())
    rows = tuple((r.namn, Span(WORDS[r.lage], _tone(r)), str(r.inkom or "–"), tuple(_remarks(r))) for r in s.rader)
    yield Table(columns, rows)


def _days(s: RoundStatus) -> Inline:
    if s.sista_svarsdag is None or s.dagar_kvar is None:
        return T("inte bestämd")
    parts: list[Inline] = [str(s.sista_svarsdag)]
    if s.lage == "oppen":
        left = T(", 1 dag kvar") if s.dagar_kvar == 1 else T(", {antal} dagar kvar", antal=s.dagar_kvar)
        parts.append(T(", sista dagen är i dag") if s.dagar_kvar == 0 else left)
    if s.flyttas_till and s.lage in {"forberedd", "oppen"}:
        parts.append(Span(T(" (ingen arbetsdag; nästa är {dag})", dag=s.flyttas_till), "varning"))
    return tuple(p for part in parts for p in (part if isinstance(part, tuple) else (part,)))


def _set_aside(count: int) -> Text | None:
    if count <= 1:
        return T("1 fil att se över") if count else None
    return T("{antal} filer att se över", antal=count)


def _answered(s: RoundStatus) -> Text:
    said = [T("{svarat} av {alla}", svarat=s.svarat, alla=s.tillfragade)]
    said += [T("{antal} sent", antal=s.sena)] if s.sena else []
    said += [T("{antal} bara genom en tjänsteperson", antal=s.utan_beslut)] if s.utan_beslut else []
    said += [T("{antal} inte alls", antal=s.utan_svar)] if s.utan_svar else []
    return T("{delar}", delar=tuple(said))


def _points(s: RoundStatus) -> Inline:
    if not s.obedomda:
        return T("{antal}, alla bedömda", antal=s.synpunkter) if s.synpunkter else "0"
    return Span(T("{antal}, inte bedömda: {namn}", antal=s.synpunkter, namn=s.obedomda), "varning")


def _tone(r: RecipientStatus) -> Style:
    return "dampad" if r.lage in _QUIET else ""


def _remarks(r: RecipientStatus) -> Iterator[Text]:
    said: list[Text] = []
    said += [T("sent")] if r.sent else []
    said += [T("ersätter {antal} tidigare", antal=r.tidigare)] if r.tidigare else []
    said += [T("{antal} utan beslut vid sidan om", antal=r.utan_beslut)] if r.utan_beslut else []
    said += [T("{antal} undanlagt", antal=r.undanlagda)] if r.undanlagda else []
    said += [] if r.tillfragad else [T("inte tillfrågad")]
    if said:
        yield T("{delar}", delar=tuple(said))


def reminded(r: Reminded, _width: int) -> Blocks:
    """Show what those who have not answered are told."""
    return list(_reminders(r))[1:]


def _reminders(s: RoundStatus | Reminded) -> Iterator[Block]:
    for p in s.paminnelser:
        yield Blank()
        yield Line(Span(T("Till {namn}", namn=p.namn), "stark"))
        yield Line(p.text)


def calendar_written(paths: tuple[Path, ...], _width: int) -> Blocks:
    """Show which calendar was written."""
    yield from _files(paths)


def compiled(c: Compiled, _width: int) -> Blocks:
    """Show which files the report became."""
    yield from _files(c.filer)
    if c.bilagor:
        yield Line(T("{antal} bilagor i {mapp}", antal=len(c.bilagor), mapp=str(c.bilagor[0].parent)))


def closed(c: Closed, _width: int) -> Blocks:
    """Show how a round was closed."""
    yield from diff_lines(c.diff)
    if c.utan_svar:
        yield Line(T("utan kommunens svar: {namn}", namn=c.utan_svar))
    if c.obedomda:
        yield Line(Span(T("synpunkter att bedöma: {namn}", namn=c.obedomda), "varning"))
    if c.kanal_stangd:
        yield Line(T("remissen är stängd även på plattformen"))
    if c.commit:
        yield Line(T("commit {id}", id=c.commit[:10]))


def _files(paths: tuple[Path, ...]) -> Iterator[Block]:
    # One more line is no longer than saying that there is one.
    shown = paths if len(paths) <= _MANY_FILES + 1 else paths[:_MANY_FILES]
    for path in shown:
        yield Line(T("skrev {fil}", fil=shown_path(Path(), str(path))))
    if len(shown) < len(paths):
        yield Line(T("och {antal} filer till i {mapp}", antal=len(paths) - len(shown), mapp=str(paths[0].parent)))
