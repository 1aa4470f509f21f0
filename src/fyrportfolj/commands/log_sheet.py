"""`fyr log --to`: the decisions as a spreadsheet for the registrator, one row per decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from fyrportfolj.commands.files import rewrite_bytes
from fyrportfolj.commands.log import Asked
from fyrportfolj.commands.log_facts import decision_facts
from fyrportfolj.commands.log_line import LogLine
from fyrportfolj.commands.log_records import Registered, registered
from fyrportfolj.commands.result import Result
from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.history.snapshot import CommitTree, commit_time
from fyrportfolj.i18n import render
from fyrportfolj.messages import T, Text
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.titles import titel
from fyrportfolj.render.sheet import Cell, Sheet, SheetColumn, to_csv, to_xlsx
from fyrportfolj.rules.changes.show import gate_name, name
from fyrportfolj.rules.changes.words import OUTCOMES, word
from fyrportfolj.rules.legal import legal_force
from fyrportfolj.store.kinds import HEAD
from fyrportfolj.store.load import load
from fyrportfolj.store.source import READ_LIMIT

_COLUMNS: dict[str, tuple[Text, int]] = {
    "datum": (T("Datum"), 11),
    "beslut": (T("Beslut"), 30),
    "insats": (T("Insats"), 30),
    "insats_id": (T("Insatsens id"), 26),
    "slag": (T("Slag"), 12),
    "grind": (T("Grind"), 24),
    "utfall": (T("Utfall"), 15),
    "organ": (T("Organ"), 26),
    "kommun": (T("Kommun"), 14),
    "paragraf": (T("Paragraf"), 14),
    "diarienummer": (T("Diarienummer"), 24),
    "underlag": (T("Underlag"), 46),
    "mandat": (T("Mandat"), 20),
    "reservation": (T("Reservation"), 24),
    "justerat": (T("Justerat"), 11),
    "anslaget": (T("Anslaget"), 11),
    "laga_kraft": (T("Laga kraft"), 11),
    "rattar": (T("Rättar"), 30),
    "rattas_av": (T("Rättas av"), 30),
    "registrerat": (T("Registrerat"), 17),
    "registrerat_av": (T("Registrerat av"), 22),
    "incheckning": (T("Incheckning"), 44),
    "anmarkning": (T("Anmärkning"), 40),
}
"""Columns from left to right: heading and width in characters."""

_Row = dict[str, Cell | Text]


@dataclass(frozen=True)
class MadeSheet:
    """A decision log that was written.

    Attributes:
        fil: the file.
        antal: decisions in it.
    """

    fil: Path
    antal: int


def write_sheet(line: LogLine, asked: Asked, format_: str, out: Path | None, language: str) -> Result[MadeSheet]:
    """Write the decisions of a portfolio or an undertaking as a spreadsheet.

    Args:
        line: the branch.
        asked: undertaking and period; the day counts when a decision was recorded, so that nothing falls between
            two sheets.
        format_: `xlsx` or `csv`.
        out: the file; None gives it a name in the working directory.
        language: of the headings.

    Raises:
        UsageError: there is no such undertaking, or an option that a sheet has no use for.
        DataError: fyr.yaml cannot be used at the tip.
        ExternalError: the file cannot be written, or git failed.
    """
    if asked.antal is not None or asked.alla:
        raise UsageError(T("--limit och --alla gäller inte kalkylbladet"), T("välj period med --since och --until"))
    ids = line.ids_of(asked.id) if asked.id else ()
    loaded = load(CommitTree(line.repo, line.tip, READ_LIMIT + 1))
    portfolio = loaded.portfolio
    if portfolio is None:
        raise DataError(T("{fil} går inte att använda", fil=HEAD), T("kör fyr check för att se vad som är fel"))
    stamp = commit_time(line.repo, line.tip).astimezone(line.zone)
    found = [r for r in registered(line, portfolio, ids) if _in_period(r, line, asked)]
    rows = sorted((_row(r, line, portfolio, stamp.date()) for r in found), key=_order)
    sheet = Sheet(
        namn=render(T("Beslutslogg"), language),
        titel=render(T("Beslutslogg för {namn}", namn=portfolio.fyr.modell.namn), language),
        kolumner=tuple(SheetColumn(render(title, language), width) for title, width in _COLUMNS.values()),
        rader=tuple(tuple(_cell(row.get(key), language) for key in _COLUMNS) for row in rows),
        skapad=stamp,
    )
    stem = "-".join(x for x in ("beslutslogg", asked.id, stamp.date().isoformat()) if x)
    path = out or Path.cwd() / f"{stem}.{format_}"
    rewrite_bytes(path, to_xlsx(sheet) if format_ == "xlsx" else to_csv(sheet))
    broken = {d.fil for d in loaded.diagnostics}
    messages = (T("{filer} går inte att läsa; deras beslut saknas", filer=tuple(sorted(broken))),) if broken else ()
    return Result(MadeSheet(path, len(rows)), messages=(*line.warnings(), *messages))


def _in_period(found: Registered, line: LogLine, asked: Asked) -> bool:
    if found.commit is None:
        return True
    day = line.when(found.commit.committed).date()
    return (asked.fran or day) <= day <= (asked.till or day)


def _order(row: _Row) -> tuple[str, str, str]:
    return str(row["datum"] or "9999"), str(row["insats_id"]), str(row.get("registrerat") or "")


def _row(found: Registered, line: LogLine, portfolio: Portfolio, today: date) -> _Row:
    row: _Row = {"rattas_av": found.rattas_av, "anmarkning": found.anmarkning}
    if found.commit:
        row |= {
            "registrerat": line.when(found.commit.committed),
            "registrerat_av": found.commit.author.namn,
            "incheckning": found.commit.oid,
        }
    if found.facts:
        row["mandat"] = found.facts.value("Mandat")
    if found.insats and found.beslut:
        return row | _of_file(found.insats, found.beslut, portfolio, today)
    return row | _of_message(found, line)


def _of_file(u: Undertaking, d: Decision, portfolio: Portfolio, today: date) -> _Row:
    numbers = "\n".join(f"{name(who, portfolio)}: {number}" for who, number in d.diarienummer.items())
    documents = "\n".join(f"{titel(x.artefakt)} {x.version}\nsha256:{x.sha256}" for x in d.underlag)
    return {
        "datum": d.datum,
        "beslut": d.id,
        "insats": u.namn,
        "insats_id": u.id,
        "slag": word(d.typ),
        "grind": gate_name(d.grind, portfolio) if d.grind else None,
        "utfall": OUTCOMES[d.utfall] if d.utfall else word(d.motesutfall),
        "organ": d.organets_namn or name(d.organ, portfolio),
        "kommun": name(d.kommun, portfolio) if d.kommun else None,
        "paragraf": d.paragraf,
        "diarienummer": numbers,
        "underlag": documents,
        "reservation": "\n".join(d.reservation),
        "justerat": d.justerat,
        "anslaget": d.anslaget,
        "laga_kraft": legal_force(d, portfolio.organ.get(d.organ), today).laga_kraft,
        "rattar": d.ersatter,
    }


def _of_message(found: Registered, line: LogLine) -> _Row:
    told = decision_facts(found.facts, line.names, None) if found.facts else None
    if told is None:
        return {"datum": None, "insats_id": None, "registrerat": None}
    documents = "\n".join(f"{x.titel} {x.version}\nsha256:{x.sha256}" for x in told.underlag)
    outcome = told.utfall or told.motesutfall
    return {
        "datum": _as_day(told.datum),
        "beslut": told.id,
        "insats": found.insats.namn if found.insats else told.namn,
        "insats_id": told.insats,
        "slag": word(told.beslutstyp),
        "grind": told.grind,
        "utfall": word(outcome) if outcome else None,
        "organ": told.organ,
        "kommun": told.kommun,
        "underlag": documents,
        "reservation": "\n".join(told.reservation),
    }


def _as_day(text: str | None) -> Cell:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return text


def _cell(value: Cell | Text, language: str) -> Cell:
    return value if isinstance(value, date | datetime) or value is None else render(value, language)
