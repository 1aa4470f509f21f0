"""`fyr remiss register`: answers that came as files, and those that a channel holds, written into the record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fyrportfolj.commands.editing import How, edit_file
from fyrportfolj.commands.remiss_round import Consultation, channel_of, circle, consultation, round_of
from fyrportfolj.commands.remiss_take import Ledger, Outcome
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import ExternalError, UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.model.remiss_answers import ForgeAnswer, Omdome
from fyrportfolj.rules.remiss.reading import Read, read
from fyrportfolj.rules.remiss.spoken import said_in, spoken
from fyrportfolj.rules.remiss.words import stance_of
from fyrportfolj.store.answers.files import read_file

_ITSELF = frozenset({"original", "inaktuell", "instans"})
_AGAINST: Mapping[Omdome, frozenset[str]] = {
    "godkand": frozenset({"avstyrker"}),
    "andringar_begarda": frozenset({"tillstyrker", "inget_att_erinra"}),
    "kommentar": frozenset(),
}
"""What the button says to stances that say the opposite."""


@dataclass(frozen=True)
class Registered:
    """What became of everything that came in.

    Attributes:
        id: the undertaking.
        rader: one per file or review, in the order they were given.
        diff: the change of the undertaking's file as a unified diff.
        nya_filer: paths of what was kept, sorted.
        skriven: True when something was written.
        commit: id of the commit, or None.
    """

    id: str
    rader: tuple[Outcome, ...]
    diff: str
    nya_filer: tuple[str, ...]
    skriven: bool
    commit: str | None


def register(
    ws: Workspace, id_: str, files: Sequence[Path], entered: Mapping[str, Any], how: How, *, came: date | None = None
) -> Result[Registered]:
    """Register answers that came as files.

    Each file is kept as it came. One that cannot be read as an answer is set aside with the reason. The same bytes
    once more change nothing; another answer from the same recipient becomes a new version that points at the old.

    Args:
        ws: the opened portfolio.
        id_: the undertaking with the consultation.
        files: the files.
        entered: fields that a person says of them; they go before what the files say.
        how: show, write or commit.
        came: the day they came in; the portfolio's day when it is left out.

    Returns:
        What became of each. Exit code 1 when something was set aside.

    Raises:
        UsageError: no such consultation.
        ExternalError: a file cannot be read.
    """
    c = consultation(ws, id_)
    ledger = Ledger.of(ws.root, c)
    known = circle(ws, c)
    rows = []
    for path in files:
        data = _bytes(path)
        again = ledger.known(path.name, data)
        if again is not None:
            rows.append(again)
            continue
        came_in = read_file(path.name, data)
        if came_in.hel and (came_in.skal is None or entered):
            found = read({**came_in.falt, **entered}, known, came or ws.today, came_in.vag)
        else:
            found = Read(None, None, (came_in.skal,) if came_in.skal else (), ())
        if found.svar is None:
            rows.append(ledger.set_aside(path.name, data, found, came or ws.today))
        else:
            rows.append(ledger.accept(path.name, data, found))
    return written(ws, c, ledger, rows, how)


def collect(ws: Workspace, id_: str, answers: Iterable[ForgeAnswer], how: How) -> Result[Registered]:
    """Write the reviews of a forge into the record, since comments on a forge are not in git.

    Args:
        ws: the opened portfolio.
        id_: the undertaking with the consultation.
        answers: the reviews as the channel gives them; when it fails half-way, those it gave are kept.
        how: show, write or commit.

    Returns:
        As `register`, with one row per review; a review that has not changed is known already.

    Raises:
        UsageError: no such consultation.
        ExternalError: the channel failed before it gave anything.
    """
    c = consultation(ws, id_)
    ledger = Ledger.of(ws.root, c)
    rows: list[Outcome] = []
    stopped: ExternalError | None = None
    try:
        # Those before a failure stay in the list.
        rows.extend(_review(ws, c, ledger, answer) for answer in answers)
    except ExternalError as error:
        if not rows:
            raise
        stopped = error
    result = written(ws, c, ledger, rows, how)
    if stopped is None:
        return result
    said = (*result.messages, stopped.message, T("det som hann läsas är kvar; kör kommandot igen för resten"))
    return Result(result.data, result.diagnostics, said, ExternalError.exit_code)


def _review(ws: Workspace, c: Consultation, ledger: Ledger, a: ForgeAnswer) -> Outcome:
    """Take one review in; its file holds what its sender wrote, so that an edit on the forge is a new version."""
    held = {k: v for k, v in asdict(a).items() if k not in _ITSELF} | {"inkom": a.inkom.isoformat()}
    data = (json.dumps(held, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()
    name = f"{a.id}.json"
    again = ledger.known(name, data)
    if again is not None:
        return again
    moment = a.inkom.astimezone(ZoneInfo(ws.portfolio.fyr.modell.tidszon))
    fields = _fields(ws, c, a)
    found = read(fields, circle(ws, c), moment.date(), "granskning")
    edited = [x for x in ledger.svar if x.granskning == a.id]
    notes = [*found.noter, *_contradiction(a, fields)]
    notes += [T("granskningen har ändrats på plattformen sedan den hämtades")] if edited else []
    notes += [T("granskningen gäller en äldre version än den som ligger öppen")] if a.inaktuell else []
    notes += [T("svaret är återtaget eller lagt åt sidan på plattformen; fråga om det gäller")] if a.atertagen else []
    read_ = Read(found.svar, found.instans, found.skal, tuple(notes))
    if found.svar is None:
        row = ledger.set_aside(name, data, read_, moment.date())
    else:
        more: dict[str, Any] = {"granskning": a.id, "konto": a.kontonamn, "klockslag": f"{moment:%H:%M}"}
        more |= {"lank": a.lank} if a.lank else {}
        more |= {"avser_commit": a.avser_commit} if a.avser_commit else {}
        row = ledger.accept(name, data, read_, more)
    if a.original:
        ledger.kept[f"{row.fil.removesuffix('.json')}-original.json"] = a.original.encode()
    return row


def _fields(ws: Workspace, c: Consultation, a: ForgeAnswer) -> dict[str, Any]:
    fields: dict[str, Any] = spoken(a.text)
    account = f"{c.forfragan.kanal}:{a.konto}"
    owner = next((id_ for id_, k in ws.portfolio.kommuner.items() if account in k.remisskonton), None)
    # The account decides: what somebody writes about who they are is no proof of it.
    fields["instans"] = a.instans or owner or T("kontot {konto}", konto=a.kontonamn)
    rows = list(fields.get("svar", []))
    for comment in a.kommentarer:
        where = f"{comment.fil} rad {comment.rad}" if comment.fil and comment.rad else comment.fil or ""
        quoted = f"{where}: ”{' '.join(comment.citat.split())}”" if comment.citat and where else where
        place = {"hanvisning": quoted[:300]} if quoted else {}
        rows += [{**place, **row} for row in said_in(comment.text)]
    fields["svar"] = rows
    return fields


def _contradiction(a: ForgeAnswer, fields: Mapping[str, Any]) -> list[Text]:
    stance = stance_of(str(fields.get("stallningstagande") or ""))
    if stance in _AGAINST[a.omdome]:
        return [T("knappen och texten säger emot varandra; texten gäller: {stallning}", stallning=stance)]
    if stance is None and a.omdome != "kommentar":
        return [T("bara knappen är tryckt; utan ställning i ord tolkas den inte")]
    return []


def written(ws: Workspace, c: Consultation, ledger: Ledger, rows: list[Outcome], how: How) -> Result[Registered]:
    """Write what a ledger holds, unless nothing in it is new.

    Args:
        ws: the opened portfolio.
        c: the consultation.
        ledger: the record with the answers taken in.
        rows: what became of each.
        how: show, write or commit.
    """
    fresh = [row for row in rows if row.utfall != "redan_registrerat"]
    code = 1 if any(row.utfall == "undanlagt" for row in fresh) else 0
    if not fresh:
        nothing = (T("inget nytt: allt är redan registrerat"),)
        return Result(Registered(c.id, tuple(rows), "", (), skriven=False, commit=None), messages=nothing)
    message = T("Registrera {antal} svar på remissen {id}", antal=len(fresh), id=c.id)
    done = edit_file(ws, c.entry.fil, ledger.edits, how, message, beside=ledger.kept)
    e = done.data
    data = Registered(c.id, tuple(rows), e.diff, tuple(sorted(ledger.kept)), e.skriven, e.commit)
    return Result(data, done.diagnostics, done.messages, done.exit_code or code)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ExternalError(
            T("{fil} går inte att läsa: {orsak}", fil=str(path), orsak=error.strerror or type(error).__name__),
            T("Se till att filen finns och att du har rätt att läsa den."),
        ) from error


def fetch(ws: Workspace, id_: str, how: How) -> Result[Registered]:
    """Write what the consultation's channel holds into the record.

    Args:
        ws: the opened portfolio.
        id_: the undertaking with the consultation.
        how: show, write or commit.

    Raises:
        UsageError: no such consultation, or its channel holds no answers.
        ExternalError: the channel does not answer.
    """
    c = consultation(ws, id_)
    channel = channel_of(ws, c.forfragan.kanal)
    if channel.namn == "manuell":
        raise UsageError(
            T("remissen i {id} har ingen kanal att hämta svar från", id=c.id), T("ange svarsfilerna efter id")
        )
    return collect(ws, c.id, channel.responses(round_of(ws, c, "")), how)


def said_by_hand(given: Iterable[str]) -> list[dict[str, str]]:
    """Give views that a person enters as rows of an answer.

    Args:
        given: `F1: text`, `F1: avstyrker. text`, or only a text for a view on the whole.
    """
    return [row for text in given for row in said_in(text)]
