"""Which commit recorded which decision of a portfolio."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fyrportfolj.commands.log_facts import DECIDED, ROW, Facts, read_facts
from fyrportfolj.commands.log_line import LogLine
from fyrportfolj.history.line import LineCommit, contents, read_line
from fyrportfolj.history.objects import look_up
from fyrportfolj.messages import T, Text
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.rules.corrected import RATTELSE
from fyrportfolj.store.source import READ_LIMIT


@dataclass(frozen=True)
class Recording:
    """A decision commit.

    Attributes:
        commit: the commit.
        facts: what its message says.
    """

    commit: LineCommit
    facts: Facts


@dataclass(frozen=True)
class Registered:
    """A decision and the commit that recorded it.

    Attributes:
        insats: the undertaking, or None when it is gone.
        beslut: the decision as the file has it, or None when it is gone from the file.
        commit: the commit that recorded it; else the first that held it; else None.
        facts: the commit's message, for a decision commit.
        rattas_av: id of the latest correction, or None.
        anmarkning: what a reader should know about how it was recorded, or None.
    """

    insats: Undertaking | None
    beslut: Decision | None
    commit: LineCommit | None
    facts: Facts | None
    rattas_av: str | None = None
    anmarkning: Text | None = None


def registered(line: LogLine, portfolio: Portfolio, ids: Sequence[str]) -> Iterator[Registered]:
    """Give every decision that the tip holds, and those that only their commits remember.

    Args:
        line: the branch.
        portfolio: as the tip has it.
        ids: ids of one undertaking, present and former; empty means all.

    Raises:
        ExternalError: git failed.
    """
    recorded = _recorded(line)
    for entry in portfolio.undertakings():
        u = entry.modell
        if ids and u.id not in ids:
            continue
        own = {i: r for owner in (u.id, *u.tidigare_id) for i, r in recorded.pop(owner, {}).items()}
        missing = [d.id for d in u.beslut if d.id not in own]
        first = _first_seen(line, entry, missing) if missing else {}
        corrected = {d.ersatter: d.id for d in u.beslut if d.typ == RATTELSE and d.ersatter}
        for d in u.beslut:
            found = own.pop(d.id, None)
            commit = found.commit if found else first.get(d.id)
            remark = found.facts.obekraftad if found else T("registrerat utan egen beslutsincheckning")
            yield Registered(u, d, commit, found.facts if found else None, corrected.get(d.id), remark)
        for left in own.values():
            yield Registered(u, None, left.commit, left.facts, anmarkning=T("beslutet finns inte kvar i filen"))
    for owner, rows in recorded.items():
        for left in rows.values() if not ids or owner in ids else ():
            yield Registered(None, None, left.commit, left.facts, anmarkning=T("insatsen finns inte kvar i portföljen"))


def _recorded(line: LogLine) -> dict[str, dict[str, Recording]]:
    """Give the first decision commit of every decision, by undertaking and decision as the messages name them."""
    found: dict[str, dict[str, Recording]] = {}
    for commit in read_line(line.repo, line.tip, said=ROW):
        facts = read_facts(commit.message, commit.parents)
        owner, id_ = facts.value("Initiativ"), facts.value("Beslut")
        if facts.typ in DECIDED and owner and id_:
            # Newest first, so that the oldest is what stays.
            found.setdefault(owner, {})[id_] = Recording(commit, facts)
    return found


def _first_seen(line: LogLine, entry: Entry[Undertaking], ids: Sequence[str]) -> dict[str, LineCommit]:
    """Give the first commit whose version of the file has each of some decisions."""
    commits = list(read_line(line.repo, line.tip, (entry.fil,)))[::-1]
    blobs = look_up(line.repo.git, [f"{c.oid}:{line.repo.full(entry.fil)}" for c in commits])
    oids = [found[0] if found and found[1] == "blob" else "" for found in blobs]
    held = contents(line.repo.git, [oid for oid in oids if oid], READ_LIMIT + 1)
    patterns = {i: re.compile(rb"\bid['\"]?\s*:\s*['\"]?" + re.escape(i.encode()) + rb"(?![0-9a-z_-])") for i in ids}
    first: dict[str, LineCommit] = {}
    for commit, oid in zip(commits, oids, strict=True):
        for id_, pattern in patterns.items():
            if id_ not in first and pattern.search(held.get(oid, b"")):
                first[id_] = commit
    return first
