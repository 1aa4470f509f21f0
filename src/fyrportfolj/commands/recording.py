"""Recording a decision: read from the tip, change one file, check the new text, make one commit.

What is decided and what it changes comes from the command; this is the one way it reaches the file.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fyrportfolj.commands.fresh import findings_of, fresh
from fyrportfolj.commands.judging import commit_day, judge_draft
from fyrportfolj.commands.refusal import RefusedError
from fyrportfolj.commands.result import exit_code
from fyrportfolj.commands.signatures import signature_files, write_statement
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.history.commits import latest_with
from fyrportfolj.history.decide import Proposal, decide
from fyrportfolj.history.draft import Draft
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.signing import public_key, signature
from fyrportfolj.history.snapshot import CommitTree
from fyrportfolj.messages import T, Text
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.rules.mandates import mandate_for
from fyrportfolj.rules.replay import Replay
from fyrportfolj.rules.trail.statement import (
    DECISION_NAMESPACE,
    decision_signature,
    decision_statement,
    statement_sum,
)
from fyrportfolj.rules.trailers import BESLUT, RATTELSE, decision_message, decision_trailers
from fyrportfolj.store.edit import Append, Edit, apply
from fyrportfolj.store.load import Loaded, load
from fyrportfolj.store.source import MemoryTree, SourceTree
from fyrportfolj.store.write import sha256

__all__ = [
    "AS_USUAL",
    "Change",
    "Planned",
    "Prepare",
    "Recorded",
    "RefusedError",
    "Terms",
    "plan_on",
    "record",
    "said_after",
]


@dataclass(frozen=True)
class Change:
    """What a decision changes in the undertaking's file.

    Attributes:
        beslut: the decision to append.
        edits: every other edit of the file.
        fore: where the undertaking stood.
        efter: where it will stand.
        fas: the phase that the new text must state; None for a decision that has nothing to do with
            the phase, so that one changed by hand stays for `check` to find.
    """

    beslut: Decision
    edits: tuple[Edit, ...]
    fore: Replay
    efter: Replay
    fas: str | None = None


Prepare = Callable[[Portfolio, Entry[Undertaking], date], Change]
"""Works out the change from the portfolio at the tip; raises `RefusedError` when it is not allowed."""


@dataclass(frozen=True)
class Recorded:
    """A decision that was recorded, or would be.

    Attributes:
        change: what it changed.
        diff: the change of the file as a unified diff.
        commit: id of the commit, or None for a dry run.
        kvar: files in the work tree that keep the user's own edits and so were not brought forward.
        sagt: what to do next, when it was not recorded but written out to be signed.
    """

    change: Change
    diff: str
    commit: str | None
    kvar: tuple[str, ...] = ()
    sagt: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Terms:
    """How a decision is to be recorded.

    Attributes:
        dry_run: work everything out and write nothing.
        underskrifter: files with detached signatures of the decision, by others than the one who commits.
        att_signera: file to write what they are to sign to; then nothing is recorded.
    """

    dry_run: bool = False
    underskrifter: tuple[Path, ...] = ()
    att_signera: Path | None = None


AS_USUAL = Terms()
"""Recorded, with the signature that the user's git makes and no other."""


@dataclass(frozen=True)
class Planned:
    """A decision worked out on a commit and written nowhere.

    Attributes:
        fil: the undertaking's file.
        text: its new bytes.
        message: the commit message.
        statement: what signatures of the decision are made over.
        change: what it changes.
    """

    fil: str
    text: bytes
    message: str
    statement: bytes
    change: Change


@dataclass(frozen=True)
class _Prepared:
    portfolio: Portfolio
    entry: Entry[Undertaking]
    text: str
    diff: str
    change: Change

    @property
    def statement(self) -> bytes:
        return decision_statement(self.entry.modell.id, self.change.beslut)


def said_after(done: Recorded) -> tuple[Text, ...]:
    """Give what to do next, and a sentence when the user's own edits kept a file from being brought forward."""
    if not done.kvar:
        return done.sagt
    return (T("Dina egna ändringar finns kvar i {filer}; filen på disken saknar därför beslutet.", filer=done.kvar),)


def record(ws: Workspace, id_: str, prepare: Prepare, terms: Terms) -> Recorded:
    """Record a decision as one entry in the file and one commit.

    Args:
        ws: the opened portfolio; only its place and its day are used.
        id_: the undertaking.
        prepare: works out the change; called again when others moved the branch meanwhile.
        terms: whether it is only shown, only written out to be signed, or recorded, and with whose signatures.

    Raises:
        RefusedError: the change is not allowed, or the new text would have faults the old had not.
        ExternalError: the portfolio is not in a git repository.
        DataError: the file has uncommitted edits, or cannot be read at the tip.
        ConflictError: others kept deciding at the same time.
    """
    repo = ws.repository
    if repo is None:
        raise ExternalError(
            T("portföljen i {mapp} ligger inte i ett git-arkiv, och ett beslut är en commit", mapp=str(ws.root)),
            T("kör git init och en första commit, eller fyr init i en ny mapp"),
        )
    if terms.dry_run or terms.att_signera:
        planned = _prepare(_tip_tree(repo), ws.today, id_, prepare)
        told = write_statement(terms.att_signera, planned.statement, DECISION_NAMESPACE) if terms.att_signera else None
        return Recorded(planned.change, planned.diff, None, (), (told,) if told else ())
    tries: list[_Prepared] = []
    made_by = signature(repo)
    key = public_key(repo, made_by) if made_by else None

    def propose(tree: CommitTree, tip: str) -> Proposal:
        done = _prepare(tree, ws.today, id_, prepare)
        tries.append(done)
        signed = _signatures(done, terms)
        return Proposal({done.entry.fil: done.text.encode("utf-8"), **signed}, _message(repo, tip, done, key))

    def judged(held: Repository, made: Draft) -> None:
        done = tries[-1]
        before = _previous(held, made.old or "", done.entry)
        judge_draft(held, made, {done.entry.modell.id: before} if before else {})

    done = decide(repo, propose, judge=judged)
    return Recorded(tries[-1].change, tries[-1].diff, done.commit, done.left)


def plan_on(repo: Repository, commit: str, today: date, id_: str, prepare: Prepare) -> Planned:
    """Work a decision out on a commit, as `record` does on the tip of the branch, and write nothing.

    Args:
        repo: the repository.
        commit: id of the commit that it follows.
        today: the day to judge at.
        id_: the undertaking.
        prepare: works out the change.

    Raises:
        RefusedError: as `record`.
        DataError: the undertaking cannot be read there.
        ExternalError: git failed, or the public key of the user's signature cannot be read.
    """
    made_by = signature(repo)
    done = _prepare(CommitTree(repo, commit), today, id_, prepare)
    message = _message(repo, commit, done, public_key(repo, made_by) if made_by else None)
    return Planned(done.entry.fil, done.text.encode("utf-8"), message, done.statement, done.change)


def _tip_tree(repo: Repository) -> CommitTree:
    head = repo.head()
    if head is None:
        raise ExternalError(
            T("git-arkivet har ännu ingen commit, och ett beslut läggs på den senaste"),
            T("gör en första commit med portföljens filer"),
        )
    return CommitTree(repo, head)


def _prepare(tree: SourceTree, today: date, id_: str, prepare: Prepare) -> _Prepared:
    loaded = load(tree)
    entry = loaded.portfolio.undertaking(id_) if loaded.portfolio else None
    if loaded.portfolio is None or entry is None:
        raise DataError(
            T("{id} går inte att läsa i den senaste committen", id=id_),
            T("kör fyr check, rätta felen och committa filen"),
        )
    try:
        change = prepare(loaded.portfolio, entry, today)
    except RefusedError as refused:
        raise RefusedError(loaded.place(refused.diagnostics)) from None
    row = change.beslut.model_dump(mode="json", exclude_defaults=True)
    old = loaded.texts[entry.fil].decode("utf-8")
    new = apply(old, (*change.edits, Append(("beslut",), row)), modell=type(entry.modell))
    _check_again(loaded, entry.fil, new, today, change)
    diff = "".join(
        difflib.unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), entry.fil, entry.fil)
    )
    return _Prepared(loaded.portfolio, entry, new, diff, change)


def _signatures(done: _Prepared, terms: Terms) -> dict[str, bytes]:
    u, decision = done.entry.modell, done.change.beslut

    def place(key: str) -> str:
        return decision_signature(u.id, decision.id, key)

    day = commit_day(done.portfolio.fyr.modell.tidszon)
    return signature_files(
        done.portfolio, done.statement, DECISION_NAMESPACE, files=terms.underskrifter, place=place, day=day
    )


def _message(repo: Repository, tip: str, done: _Prepared, key: str | None) -> str:
    """The commit's message; the mandate and the process are those that stand in the commit it follows."""
    portfolio, u, decision = done.portfolio, done.entry.modell, done.change.beslut
    process = portfolio.process_of(u)
    if process is None:
        raise AssertionError(u.process)
    rows = decision_trailers(
        u,
        decision,
        done.change.fore,
        done.change.efter,
        mandat=mandate_for(portfolio, decision, key),
        processumma=sha256(portfolio.texter[process.fil]),
        beslutssumma=statement_sum(done.statement),
        foregaende=_previous(repo, tip, done.entry),
    )
    return decision_message(u, decision, rows)


def _previous(repo: Repository, tip: str, entry: Entry[Undertaking]) -> str | None:
    """The commit of the undertaking's latest decision, also under an id that it had before."""
    ids = (entry.modell.id, *entry.modell.tidigare_id)
    folder = entry.fil.rpartition("/")[0]
    paths = dict.fromkeys((entry.fil, *(f"{folder}/{i}.yaml" for i in ids)))
    return latest_with(repo, tip, tuple(paths), {"Typ": (BESLUT, RATTELSE), "Initiativ": ids})


def _check_again(loaded: Loaded, fil: str, text: str, today: date, change: Change) -> None:
    """Refuse when the new text has a fault that the old one had not; it must stand where the change says."""
    after = load(MemoryTree({**loaded.texts, fil: text.encode("utf-8")}))
    faults = fresh(findings_of(after, today), findings_of(loaded, today))
    if exit_code(faults):
        raise RefusedError(faults)
    entries = after.portfolio.undertakings() if after.portfolio else iter(())
    entry = next((e for e in entries if e.fil == fil), None)
    if entry is None or change.fas not in (None, entry.modell.fas) or entry.modell.beslut[-1].id != change.beslut.id:
        raise AssertionError(fil)
