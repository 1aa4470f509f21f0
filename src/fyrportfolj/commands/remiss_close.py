"""`fyr remiss close`: the channel's last answers into the record, silence written down as silence, the round ended."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fyrportfolj.commands.editing import How, edit_file
from fyrportfolj.commands.remiss_register import Registered, collect
from fyrportfolj.commands.remiss_round import Consultation, channel_of, consultation, is_of_its_own, round_of
from fyrportfolj.commands.remiss_take import Outcome
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.remiss.counts import lines
from fyrportfolj.rules.remiss.deadline import is_over
from fyrportfolj.rules.remiss.points import unassessed
from fyrportfolj.rules.replay import replay
from fyrportfolj.store.edit import Append, Edit, Set
from fyrportfolj.store.load import load


@dataclass(frozen=True)
class Closed:
    """A closed round.

    Attributes:
        id: the undertaking.
        hamtade: what the channel gave at the end.
        utan_svar: those who were asked and did not answer.
        obedomda: ids of points that still lack an assessment.
        kanal_stangd: True when the channel was closed by this call.
        diff: the change of the file as a unified diff.
        skriven: True when something was written.
        commit: id of the commit, or None.
    """

    id: str
    hamtade: tuple[Outcome, ...]
    utan_svar: tuple[str, ...]
    obedomda: tuple[str, ...]
    kanal_stangd: bool
    diff: str
    skriven: bool
    commit: str | None


def close(ws: Workspace, id_: str, how: How, *, early: bool = False) -> Result[Closed]:
    """End a round. Every step may be made again: a call that was cut off is completed by the next.

    Args:
        ws: the opened portfolio.
        id_: the undertaking with the consultation.
        how: show, write or commit.
        early: close although there are days left and somebody has not answered.

    Raises:
        UsageError: no such consultation.
        DataError: it has not been sent, or days are left and somebody has not answered.
        ExternalError: the channel does not answer; what it gave is kept, and the round stays open.
    """
    c = consultation(ws, id_)
    if c.forfragan.skickad is None:
        raise DataError(T("remissen i {id} är inte skickad", id=c.id), T("skicka den med fyr remiss open"))
    fetched, ws = _fetched(ws, c, how)
    c = consultation(ws, id_)
    quiet = _quiet(ws, c)
    if quiet and not early and not is_over(c.forfragan, ws.today):
        raise DataError(
            T("svarstiden är inte slut och {antal} har inte svarat", antal=len(quiet)),
            T("vänta till efter sista svarsdag, eller kör om med --i-fortid"),
        )
    done = edit_file(ws, c.entry.fil, _edits(ws, c, quiet), how, T("Stäng remissen {id}", id=c.id))
    shut = False
    if not how.dry_run and not done.exit_code:
        shut = channel_of(ws, c.forfragan.kanal).close(round_of(ws, c, ""), _last_word(ws, c, len(quiet)))
    data = Closed(
        id=c.id,
        hamtade=fetched.data.rader if fetched else (),
        utan_svar=quiet,
        obedomda=tuple(p.id for _, p in unassessed(c.rapport, c.svar)),
        kanal_stangd=shut,
        diff="\n".join(filter(None, (fetched.data.diff if fetched else "", done.data.diff))),
        skriven=done.data.skriven or bool(fetched and fetched.data.skriven),
        commit=done.data.commit or (fetched.data.commit if fetched else None),
    )
    return Result(data, done.diagnostics, done.messages, done.exit_code)


def _fetched(ws: Workspace, c: Consultation, how: How) -> tuple[Result[Registered] | None, Workspace]:
    """Write what the channel holds into the record first: comments on a forge are not in git."""
    channel = channel_of(ws, c.forfragan.kanal)
    if channel.namn == "manuell":
        return None, ws
    result = collect(ws, c.id, channel.responses(round_of(ws, c, "")), how)
    if result.exit_code not in (0, 1):
        raise DataError(
            T("alla svar kunde inte hämtas, så remissen är inte stängd"), T("kör kommandot igen för resten")
        )
    return result, reread(ws) if result.data.skriven else ws


def reread(ws: Workspace) -> Workspace:
    """Give the same portfolio as it is after a change of its files."""
    return replace(ws, loaded=load(ws.tree))


def _quiet(ws: Workspace, c: Consultation) -> tuple[str, ...]:
    rows = lines(c.forfragan, c.svar, ws.today)
    return tuple(row.instans for row in rows if row.tillfragad and row.i_stort in {"vantar", "ej_svar", "utan_beslut"})


def _edits(ws: Workspace, c: Consultation, quiet: tuple[str, ...]) -> list[Edit]:
    edits: list[Edit] = []
    report = ("artefakter", "yttranderapport")
    if c.rapport is None:
        edits.append(Set(report, {"status": "utkast", "version": "0.1"}))
    named = {row.kommun for row in c.rapport.per_kommun} if c.rapport else set()
    # Silence is written down as silence; it is never read as a yes.
    edits += [
        Append((*report, "per_kommun"), {"kommun": who, "stallningstagande": "ej_svar"})
        for who in quiet
        if who not in named and who in ws.portfolio.kommuner
    ]
    edits += [Set(("deltagare", number, "status"), "avstar") for number in _not_waited_for(ws, c, quiet)]
    if c.forfragan.stangd is None:
        edits.append(Set(("artefakter", "remissforfragan", "stangd"), ws.today.isoformat()))
    return edits


def _not_waited_for(ws: Workspace, c: Consultation, quiet: tuple[str, ...]) -> tuple[int, ...]:
    """Give the rows of those that were only asked and stayed silent, for whom a gate need not wait any longer.

    None when that would let a gate open: a phase follows from decisions and never from an edit.
    """
    u = c.entry.modell
    if not is_of_its_own(ws, u):
        return ()
    rows = {
        number: row.model_copy(update={"status": "avstar"})
        for number, row in enumerate(u.deltagare)
        if row.kommun in quiet and row.status == "tillfragad" and row.beslut is None
    }
    process = ws.portfolio.process_of(u)
    if process is None:
        return tuple(rows)
    without = u.model_copy(update={"deltagare": tuple(rows.get(n, row) for n, row in enumerate(u.deltagare))})
    before, after = (replay(process.modell, v, ws.portfolio.organ, ws.portfolio.kommuner) for v in (u, without))
    return tuple(rows) if before.passager == after.passager else ()


def _last_word(ws: Workspace, c: Consultation, quiet: int) -> str:
    from fyrportfolj.i18n import render

    asked = len(c.forfragan.remissinstanser)
    said: Text = T(
        "Remissen är stängd {dag}. {svarat} av {alla} har svarat. Varje synpunkt bedöms och redovisas i"
        " yttranderapporten.",
        dag=ws.today,
        svarat=asked - quiet,
        alla=asked,
    )
    return render(said)
