"""`fyr remiss open`: the document pinned, the request complete, and everything that is sent out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fyrportfolj.commands.appearance import appearance_of
from fyrportfolj.commands.editing import Edited, How, edit_file
from fyrportfolj.commands.files import rewrite_bytes
from fyrportfolj.commands.origin import basis_of
from fyrportfolj.commands.remiss_close import reread
from fyrportfolj.commands.remiss_round import (
    Consultation,
    branch_name,
    channel_of,
    consultation,
    is_of_its_own,
    round_of,
)
from fyrportfolj.commands.report import make_report
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts.remiss import Kanal, Remissforfragan
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.remiss_answers import Opened, Round
from fyrportfolj.render.answer_forms import form_base, html_form, word_form
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.remiss_form import form_view
from fyrportfolj.rules.remiss.deadline import last_day
from fyrportfolj.rules.remiss.document import Pinned, default_place, pinned
from fyrportfolj.store.edit import Edit, Set
from fyrportfolj.store.emit import Value

_REQUEST = ("artefakter", "remissforfragan")
MISSIVE = "remissforfragan"
"""The report that is the missive."""

_ABOUT_THE_ANSWERS = (
    "Svaren blir allmänna handlingar hos avsändaren och redovisas i en yttranderapport."
    " Skriv organ och roller, inga personuppgifter utöver det."
)


@dataclass(frozen=True)
class Wanted:
    """What a person says of a round; what is left out is taken from the file, else from what is usual.

    Attributes:
        handling: the document: `<undertaking>/<document>`, or `handlingsplan`.
        rubrik: what the round is about.
        syfte: why views are needed.
        fragor: (heading, question) in order; they become F1, F2 and so on.
        till: those to ask; all member municipalities when nobody says.
        svar_senast: the last day.
        kanal: where it lies open, beside the files.
    """

    handling: str | None = None
    rubrik: str | None = None
    syfte: str | None = None
    fragor: tuple[tuple[str, str], ...] = ()
    till: tuple[str, ...] = ()
    svar_senast: date | None = None
    kanal: Kanal | None = None


@dataclass(frozen=True)
class OpenedRound:
    """A round that was opened, or would be.

    Attributes:
        id: the undertaking.
        handling: the document's name.
        version: its version.
        sha256: its checksum.
        sista_svarsdag: the last day.
        mottagare: keys of those who are asked, sorted.
        gren: the branch.
        gren_skapad: True when the branch was made by this call.
        lank: where the round lies open, or None.
        filer: what is to be sent out.
        diff: the change of the undertaking's file as a unified diff.
        skriven: True when the file was written.
        commit: id of the commit, or None.
    """

    id: str
    handling: str
    version: str
    sha256: str
    sista_svarsdag: date | None
    mottagare: tuple[str, ...]
    gren: str
    gren_skapad: bool
    lank: str | None
    filer: tuple[Path, ...]
    diff: str
    skriven: bool
    commit: str | None


def open_round(ws: Workspace, id_: str, wanted: Wanted, out: Path, how: How) -> Result[OpenedRound]:
    """Open a round, or make everything that is sent out once more; a round that was sent keeps what it was sent with.

    Args:
        ws: the opened portfolio.
        id_: the undertaking.
        wanted: what a person says.
        out: folder for the missive and the forms.
        how: show, write or commit.

    Returns:
        The round. Exit code 1, diagnostics and nothing written when the file would have faults.

    Raises:
        UsageError: no such undertaking, document or recipient.
        DataError: heading, question or last day is missing, or the last day has passed.
        ExternalError: the channel does not answer; the next call goes on from there.
    """
    entry = ws.find(id_)
    held = entry.modell.artefakter.remissforfragan
    fixed = held is not None and held.skickad is not None and held.handling_sha256 is not None
    document = _document(ws, entry.modell, held, wanted)
    edits = [] if fixed else list(_edits(ws, entry.modell, held, wanted, document))
    done = edit_file(ws, entry.fil, edits, how, T("Skicka remissen {id}", id=entry.modell.id))
    planned = _planned(entry.modell, document, _asked(ws, held, wanted), wanted.svar_senast or _last(held), done.data)
    if done.exit_code or how.dry_run:
        plan = _as_sent(planned, held) if fixed and held else planned
        return Result(plan, done.diagnostics, done.messages, done.exit_code)
    after = reread(ws) if done.data.skriven else ws
    c = consultation(after, id_)
    files, faults = _sent_out(after, c, out)
    branch = how.commit and _branch(after, c)
    link, said = _channel(after, c, files, how)
    data = replace(_as_sent(planned, c.forfragan), gren_skapad=branch, lank=link, filer=files)
    notes = tuple(_notes(c, data, how))
    return Result(data, (*done.diagnostics, *faults), (*done.messages, *said, *notes), 1 if faults else 0)


def _as_sent(planned: OpenedRound, r: Remissforfragan) -> OpenedRound:
    """Give what the request says of the round, which no longer follows the document."""
    return replace(
        planned,
        handling=r.handling or planned.handling,
        version=r.handling_version or planned.version,
        sha256=r.handling_sha256 or planned.sha256,
        sista_svarsdag=_last(r),
        mottagare=tuple(sorted(r.remissinstanser)),
        gren=r.gren or planned.gren,
        lank=r.lank,
    )


def _last(held: Remissforfragan | None) -> date | None:
    return last_day(held) if held else None


def _planned(u: Undertaking, document: Pinned, asked: Sequence[str], last: date | None, edited: Edited) -> OpenedRound:
    return OpenedRound(
        id=u.id,
        handling=document.namn,
        version=document.version,
        sha256=document.sha256,
        sista_svarsdag=last,
        mottagare=tuple(sorted(asked)),
        gren=branch_name(u.id),
        gren_skapad=False,
        lank=None,
        filer=(),
        diff=edited.diff,
        skriven=edited.skriven,
        commit=edited.commit,
    )


def _document(ws: Workspace, u: Undertaking, held: Remissforfragan | None, wanted: Wanted) -> Pinned:
    place = wanted.handling or (held.handling_plats if held else None) or default_place(ws.portfolio, u)
    if place is None:
        raise UsageError(
            T("det finns ingen handling att skicka på remiss i {id}", id=u.id),
            T("ange den med --handling, till exempel --handling {id}/programdirektiv", id=u.id),
        )
    found = pinned(ws.portfolio, place)
    if found is None:
        raise UsageError(
            T("--handling: {plats} finns inte", plats=place),
            T("skriv insatsens id, ett snedstreck och dokumentet, eller handlingsplan för hela planen"),
        )
    return found


def _asked(ws: Workspace, held: Remissforfragan | None, wanted: Wanted) -> tuple[str, ...]:
    for who in wanted.till:
        if who not in ws.portfolio.kommuner:
            raise UsageError(
                T("--till: kommunen {namn} finns inte", namn=who),
                did_you_mean(who, ws.portfolio.kommuner) or T("kommunerna står i register/kommuner.yaml"),
            )
    return wanted.till or (held.remissinstanser if held else ()) or tuple(ws.portfolio.kommuner)


def _edits(
    ws: Workspace, u: Undertaking, held: Remissforfragan | None, wanted: Wanted, document: Pinned
) -> Iterator[Edit]:
    given = held or Remissforfragan(status="utkast", version="1.0")
    last = wanted.svar_senast or given.sista_svarsdag
    fields: dict[str, Value | None] = {
        "status": given.status,
        "version": given.version,
        "handlingsstatus": "expedierad",
        "rubrik": wanted.rubrik or given.rubrik or document.namn,
        "syfte": wanted.syfte or given.syfte,
        "avsandare": given.avsandare,
        "skickad": given.skickad or ws.today,
        "handling": document.namn,
        "handling_version": document.version,
        "handling_sha256": document.sha256,
        "handling_plats": document.plats,
        "fragor": _questions(given, wanted),
        "remissinstanser": list(_asked(ws, held, wanted)),
        "sista_svarsdag": last,
        "svarssatt": list(given.svarssatt or ("formular", "word", "fil")),
        "kontaktroll": given.kontaktroll or u.ledare,
        "om_svaren": given.om_svaren or _ABOUT_THE_ANSWERS,
        "kanal": wanted.kanal or given.kanal or "manuell",
        "gren": given.gren or branch_name(u.id),
        "utgangscommit": given.utgangscommit or _base(ws, document),
    }
    if last is None or not fields["fragor"]:
        raise DataError(
            T("remissen saknar {vad}", vad=T("frågor") if last else T("sista svarsdag")),
            T('ange --fraga "Rubrik: fråga" för varje fråga, och --svar-senast ÅÅÅÅ-MM-DD'),
        )
    if last < ws.today:
        raise DataError(T("sista svarsdag {dag} har redan varit", dag=last), T("ange en senare dag med --svar-senast"))
    if not u.deltagare and is_of_its_own(ws, u):
        # A municipality decides on its answer in a gate of the round, and only one that takes part can.
        yield Set(("deltagare",), [{"kommun": kommun, "status": "tillfragad"} for kommun in _asked(ws, held, wanted)])
    if held is None:
        yield Set(_REQUEST, {name: value for name, value in fields.items() if value is not None})
        return
    for name, value in fields.items():
        if value is not None:
            yield Set((*_REQUEST, name), value)


def _base(ws: Workspace, document: Pinned) -> str | None:
    """Give the commit that holds the document as it is sent out; None when no commit does."""
    if ws.repository is None:
        return None
    from fyrportfolj.history.snapshot import dirty_files

    return None if dirty_files(ws.repository, document.filer) else ws.repository.head()


def _questions(given: Remissforfragan, wanted: Wanted) -> list[Value]:
    if wanted.fragor:
        return [{"id": f"F{n}", "rubrik": head, "fraga": text} for n, (head, text) in enumerate(wanted.fragor, 1)]
    return [{"id": q.id, "rubrik": q.rubrik, "fraga": q.fraga} for q in given.fragor]


def _sent_out(ws: Workspace, c: Consultation, out: Path) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """Write the missive, and a form of each kind per recipient."""
    made = make_report(ws, MISSIVE, c.id, ("md", "pdf", "docx"), out)
    if made.exit_code:
        return (), made.diagnostics
    templates = Templates(ws.root)
    looks, _ = appearance_of(templates)
    basis = basis_of(ws)
    files = list(made.data.filer)
    views = [form_view(ws.portfolio, c.entry.modell, c.forfragan, who) for who in sorted(c.forfragan.remissinstanser)]
    base = form_base(views[0], templates, basis.tidpunkt) if views else b""
    for view in views:
        forms = (("html", html_form(view, templates, looks)), ("docx", word_form(base, view, basis.tidpunkt)))
        for suffix, data in forms:
            path = out / f"svarsformular-{view.instans}.{suffix}"
            rewrite_bytes(path, data)
            files.append(path)
    return tuple(files), ()


def _branch(ws: Workspace, c: Consultation) -> bool:
    """Make the branch at the version that is sent out, unless there is one; not while the request is uncommitted."""
    from fyrportfolj.history.branches import make_branch
    from fyrportfolj.history.snapshot import dirty_files

    repo = ws.repository
    head = repo.head() if repo else None
    if repo is None or head is None or dirty_files(repo, (c.entry.fil,)):
        return False
    return make_branch(repo, c.forfragan.gren or branch_name(c.id), head)


def _channel(ws: Workspace, c: Consultation, files: tuple[Path, ...], how: How) -> tuple[str | None, tuple[Text, ...]]:
    """Lay the round open in its channel and write the link down; made again, it finds what it made."""
    name, branch = c.forfragan.kanal, c.forfragan.gren or branch_name(c.id)
    if name is None or name == "manuell":
        return c.forfragan.lank, ()
    if ws.repository is None or ws.repository.tip(f"refs/heads/{branch}") is None:
        later = T("remissen läggs ut på {kanal} när grenen {gren} finns", kanal=name, gren=branch)
        return c.forfragan.lank, (later,)
    missive = next((p.read_text(encoding="utf-8") for p in files if p.suffix == ".md"), "")
    round_ = round_of(ws, c, missive)
    opened = channel_of(ws, name).open(round_)
    unasked = _unasked(round_, opened)
    if opened.lank and opened.lank != c.forfragan.lank:
        edit = Set((*_REQUEST, "lank"), opened.lank)
        done = edit_file(ws, c.entry.fil, [edit], how, T("Skriv länken till {id}", id=c.id))
        return opened.lank, (*done.messages, *unasked)
    return opened.lank or c.forfragan.lank, unasked


def _unasked(round_: Round, opened: Opened) -> tuple[Text, ...]:
    names = tuple(who.namn for who in round_.mottagare if set(who.konton) & set(opened.ej_tillfragade))
    if not names:
        return ()
    return (T("{namn} gick inte att be om granskning: kontot finns inte eller får inte läsa arkivet", namn=names),)


def _notes(c: Consultation, data: OpenedRound, how: How) -> Iterator[Text]:
    if c.forfragan.utgangscommit is None:
        yield T("handlingen har ändringar som inte är incheckade, så ingen version i git är utpekad")
    if data.skriven and not how.commit:
        yield T("grenen {gren} skapas när ändringen är incheckad och kommandot körs med --commit", gren=data.gren)
