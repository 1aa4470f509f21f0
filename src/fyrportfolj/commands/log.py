"""`fyr log`: what was recorded, by whom, and what it changed, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from fyrportfolj.commands.log_facts import (
    DECIDED,
    RECORDED,
    ROW,
    DecisionFacts,
    Facts,
    PolicyFacts,
    Typ,
    decision_facts,
    policy_facts,
    read_facts,
)
from fyrportfolj.commands.log_line import LogLine, paths_of
from fyrportfolj.commands.result import Result
from fyrportfolj.errors import UsageError
from fyrportfolj.history.line import LineCommit, read_line
from fyrportfolj.messages import T, Text

if TYPE_CHECKING:
    from fyrportfolj.commands.log_told import Teller, Told
    from fyrportfolj.rules.changes.values import Change

_FIRST_PORTION, _GROWTH, _LARGEST_PORTION = 8, 4, 256
_LARGEST_OF_MESSAGES = 2048
"""Where nothing is compared a portion holds only messages, and each portion starts a git."""

_UNRECORDED = frozenset({"nytt_beslut", "rattelse", "andrat_beslut", "borttaget_beslut", "ny_fas"})


@dataclass(frozen=True)
class Asked:
    """What a log is to hold.

    Attributes:
        id: the undertaking; None means the whole portfolio.
        bara_beslut: decisions, corrections and policy alone, as the messages tell them.
        alla: work and merges too, also without an undertaking.
        fran: first day of recording.
        till: last day of recording.
        antal: most entries; None means all.
    """

    id: str | None = None
    bara_beslut: bool = False
    alla: bool = False
    fran: date | None = None
    till: date | None = None
    antal: int | None = None


@dataclass(frozen=True)
class LogRow:
    """One commit.

    Attributes:
        incheckning: its id.
        dag: the day it was made, in the portfolio's zone.
        tid: the moment, with offset.
        av: whom it says that it is by.
        typ: decision, correction, policy, work or merge.
        arende: first line of the message.
        obekraftad: why it cannot be relied on, or None; None proves nothing.
        beslut: for a decision or correction.
        policy: for a change of the policy.
        andringar: what changed in substance.
        bara_form: True when documents changed and nothing in them did in substance.
        olasliga: files in which nobody can say what changed.
        ovriga: other files that changed.
        namn: name per id of the undertakings in `andringar`.
    """

    incheckning: str
    dag: date
    tid: datetime
    av: str
    typ: Typ
    arende: str
    obekraftad: Text | None
    beslut: DecisionFacts | None
    policy: PolicyFacts | None
    andringar: tuple[Change, ...] = ()
    bara_form: bool = False
    olasliga: tuple[str, ...] = ()
    ovriga: tuple[str, ...] = ()
    namn: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Log:
    """Commits, newest first.

    Attributes:
        insats: id of the undertaking, or None for the portfolio.
        urval: what was asked for.
        rader: read while they are shown; `gathered` makes them a tuple.
        fler: True when there are more than were asked for.
    """

    insats: str | None
    urval: Asked
    rader: Iterable[LogRow]
    fler: bool = False


@dataclass
class _Reader:
    """Reads rows in portions that grow, so that the first come at once."""

    line: LogLine
    asked: Asked
    ids: tuple[str, ...]
    files: dict[str, Any] = field(default_factory=dict)
    teller: Teller | None = None

    def rows(self) -> Iterator[LogRow]:
        wanted = self._wanted()
        most = self.asked.antal
        largest = _LARGEST_OF_MESSAGES if self.asked.bara_beslut else _LARGEST_PORTION
        portion = _FIRST_PORTION if most is None else min(most + 1, largest)
        while found := list(islice(wanted, portion)):
            portion = min(portion * _GROWTH, largest)
            told = self._told([c for c, _ in found])
            self._read_files(f for _, f in found)
            for (commit, facts), what in zip(found, told, strict=True):
                yield self._row(commit, facts, what)

    def _wanted(self) -> Iterator[tuple[LineCommit, Facts]]:
        only = self.asked.bara_beslut or not (self.ids or self.asked.alla)
        # Git finds what a file's commits are; what a message says is found faster by reading it.
        paths = paths_of(self.ids) if self.ids and not self.asked.bara_beslut else ()
        for commit in read_line(self.line.repo, self.line.tip, paths, said=ROW if only else None):
            facts = read_facts(commit.message, commit.parents)
            if only and facts.typ not in RECORDED and facts.obekraftad is None:
                continue
            if self.ids and not paths and facts.value("Initiativ") not in self.ids:
                continue
            if self._in_period(commit):
                yield commit, facts

    def _in_period(self, commit: LineCommit) -> bool:
        if self.asked.fran is None and self.asked.till is None:
            return True
        day = self.line.when(commit.committed).date()
        return (self.asked.fran or day) <= day <= (self.asked.till or day)

    def _told(self, commits: list[LineCommit]) -> Sequence[Told | None]:
        if self.asked.bara_beslut:
            return [None] * len(commits)
        if self.teller is None:
            # Comparing versions needs far more of the program than reading messages.
            from fyrportfolj.commands.log_told import Teller

            self.teller = Teller(self.line.repo)
        return self.teller.tell(commits)

    def _row(self, commit: LineCommit, facts: Facts, told: Told | None) -> LogRow:
        when = self.line.when(commit.committed)
        changes = tuple(c for c in told.andringar if not self.ids or c.insats in self.ids) if told else ()
        owner = facts.value("Initiativ") if facts.typ in DECIDED else None
        row = LogRow(
            incheckning=commit.oid,
            dag=when.date(),
            tid=when,
            av=commit.author.namn,
            typ=facts.typ,
            arende=commit.message.partition("\n")[0],
            obekraftad=facts.obekraftad or _unrecorded(facts, changes),
            beslut=decision_facts(facts, self.line.names, self.files.get(owner or "")),
            policy=policy_facts(facts),
        )
        if told is None:
            return row
        form = bool(told.filer) and not told.andringar and not told.olasliga
        return replace(
            row, andringar=changes, bara_form=form, olasliga=told.olasliga, ovriga=told.ovriga, namn=told.namn
        )

    def _read_files(self, facts: Iterable[Facts]) -> None:
        owners = {f.value("Initiativ") or "" for f in facts if f.typ in DECIDED}
        self.files |= self.line.documents(owners - self.files.keys())


def log(line: LogLine, asked: Asked) -> Result[Log]:
    """Show a log.

    Args:
        line: the branch.
        asked: what it is to hold.

    Returns:
        The log, whose rows are read while they are shown; nothing in it is proved.

    Raises:
        UsageError: there is no such undertaking, or the period ends before it begins.
    """
    if asked.fran and asked.till and asked.till < asked.fran:
        raise UsageError(
            T("--until {till} kommer före --since {fran}", till=asked.till, fran=asked.fran), T("byt plats på dagarna")
        )
    ids = line.ids_of(asked.id) if asked.id else ()
    rows = _Reader(line, asked, ids).rows()
    shown = Log(ids[0] if ids else None, asked, rows)
    proof = T("fyr log visar vad som är registrerat; fyr audit verify prövar om det håller.")
    return Result(shown, messages=(*line.warnings(), proof))


def gathered(found: Log) -> Log:
    """Give a log with its rows read, for programs."""
    rows = iter(found.rader)
    kept = tuple(islice(rows, found.urval.antal))
    return replace(found, rader=kept, fler=next(rows, None) is not None)


def _unrecorded(facts: Facts, changes: tuple[Change, ...]) -> Text | None:
    """Say that work or a merge did what only a decision may do."""
    if facts.typ in RECORDED or not any(c.handelse in _UNRECORDED for c in changes):
        return None
    return T("beslut eller fas är ändrade utan att incheckningen är ett beslut")
