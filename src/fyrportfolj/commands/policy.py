"""`fyr policy`: change the portfolio's policy as a commit of its own, with a number and the decision behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fyrportfolj.commands.editing import unified
from fyrportfolj.commands.fresh import findings_of, fresh
from fyrportfolj.commands.judging import commit_day, judge_draft
from fyrportfolj.commands.policy_edits import PolicyEdits, edits_on, head_serie
from fyrportfolj.commands.recording import AS_USUAL, RefusedError, Terms
from fyrportfolj.commands.result import Result, exit_code
from fyrportfolj.commands.signatures import signature_files, write_statement
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.errors import ConflictError, ExternalError, UsageError
from fyrportfolj.history.commits import latest_with
from fyrportfolj.history.decide import Decided, Proposal, decide
from fyrportfolj.history.draft import Draft
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import CommitTree
from fyrportfolj.messages import T
from fyrportfolj.rules.trail.statement import MANDATES, POLICY_NAMESPACE, policy_signature, policy_statement
from fyrportfolj.rules.trailers import POLICY, VALUE_WIDTH, message, one_line, policy_trailers
from fyrportfolj.store.load import load
from fyrportfolj.store.source import MemoryTree
from fyrportfolj.store.write import sha256, write

Slag = Literal["ny", "andrad", "borttagen"]


@dataclass(frozen=True)
class PolicyFile:
    """A policy file that differs from the latest commit, and how: new, changed or taken away."""

    fil: str
    slag: Slag


@dataclass(frozen=True)
class PolicyStatus:
    """How the policy stands.

    Attributes:
        serie: the serial in the latest commit.
        nasta: the one that the next change gets.
        andrade: files with edits that are not committed.
        halvkoade: those of them that are staged with other content than the work tree has.
    """

    serie: int
    nasta: int
    andrade: tuple[PolicyFile, ...]
    halvkoade: tuple[str, ...]


@dataclass(frozen=True)
class PolicyChange:
    """A change of the policy: made, planned or refused.

    Attributes:
        serie: its serial.
        filer: the files that it changes.
        diff: the change as unified diffs.
        commit: id of the commit, or None.
    """

    serie: int
    filer: tuple[str, ...]
    diff: str
    commit: str | None


def status(ws: Workspace) -> Result[PolicyStatus]:
    """Say which policy files have edits that are not committed, and what the next serial is.

    Raises:
        ExternalError: the portfolio is not in a git repository, or has no commit.
    """
    repo = _repository(ws)
    tip = _tip(repo)
    edits = edits_on(repo, ws.root, CommitTree(repo, tip))
    serie = head_serie(edits)
    files = tuple(PolicyFile(fil, "andrad" if fil in edits.old else "ny") for fil in edits.new)
    files += tuple(PolicyFile(fil, "borttagen") for fil in edits.gone)
    return Result(PolicyStatus(serie, serie + 1, files, edits.half_staged))


def commit(ws: Workspace, grund: str, terms: Terms = AS_USUAL) -> Result[PolicyChange]:
    """Make one commit of the edits of policy files in the work tree, with the serial raised by one.

    Args:
        ws: the opened portfolio.
        grund: who decided, and the paragraph; one line.
        terms: only shown, only written out to be signed, or committed, and with whose signatures.

    Returns:
        The change. Exit code 1 and diagnostics when the new policy has faults that the old had not, or an audit
        would find a fault in the commit; then nothing is written.

    Raises:
        UsageError: nothing is changed, or the reason is missing or too long.
        DataError: a file is taken away or half staged, or the serial is neither the present nor the next.
        ExternalError: the portfolio is not in a git repository, or git failed.
        ConflictError: others changed the policy meanwhile.
    """
    reason = _reason(grund)
    repo = _repository(ws)
    tip = _tip(repo)
    tree = CommitTree(repo, tip)
    edits = edits_on(repo, ws.root, tree).raised()
    planned = PolicyChange(edits.serie, tuple(edits.new), _diff(edits), None)
    faults = _fresh_faults(ws, tree, edits)
    if exit_code(faults):
        return Result(planned, faults, exit_code=exit_code(faults))
    if terms.dry_run:
        return Result(planned, faults)
    if terms.att_signera:
        statement = policy_statement(edits.serie, tip, edits.new)
        return Result(planned, faults, (write_statement(terms.att_signera, statement, POLICY_NAMESPACE),))
    try:
        done = _committed(ws, repo, edits, reason, terms)
    except RefusedError as refused:
        return Result(planned, refused.diagnostics, exit_code=exit_code(refused.diagnostics))
    left = (T("Dina egna ändringar finns kvar i {filer}.", filer=done.left),) if done.left else ()
    return Result(PolicyChange(edits.serie, planned.filer, planned.diff, done.commit), faults, left)


def _committed(ws: Workspace, repo: Repository, edits: PolicyEdits, reason: str, terms: Terms) -> Decided:
    """Write the raised serial to the work tree, which then holds just what is committed, and commit."""
    place, written = ws.root / MANDATES, edits.new[MANDATES]
    before = place.read_bytes() if place.exists() else None
    if before is None or before.replace(b"\r\n", b"\n") != written:
        write(place, written, None if before is None else sha256(before), root=ws.root)
    previous: list[str | None] = []

    def propose(tree: CommitTree, tip: str) -> Proposal:
        now = edits_on(repo, ws.root, tree)
        if head_serie(now) + 1 != edits.serie or now.new != edits.new:
            raise ConflictError(
                T("policyn ändrades medan ändringen skulle checkas in"), T("se fyr policy status och kör om")
            )
        previous.append(latest_with(repo, tip, (MANDATES,), {"Typ": (POLICY,)}))
        rows = policy_trailers(edits.serie, reason, previous[-1])
        files = {**edits.new, **_signatures(tree, edits, tip, terms)}
        return Proposal(files, message(f"Policy {edits.serie}: {reason}", rows))

    def judged(held: Repository, made: Draft) -> None:
        judge_draft(held, made, policy=previous[-1])

    try:
        return decide(repo, propose, judge=judged)
    except BaseException:
        _put_back(ws, before, written)
        raise


def _put_back(ws: Workspace, before: bytes | None, written: bytes) -> None:
    """Give the file its own text back when the change was not made."""
    place = ws.root / MANDATES
    if before is None:
        if place.read_bytes() == written:
            place.unlink()
    elif before != written and place.read_bytes() == written:
        write(place, before, sha256(written))


def _signatures(tree: CommitTree, edits: PolicyEdits, tip: str, terms: Terms) -> dict[str, bytes]:
    portfolio = load(tree).portfolio if terms.underskrifter else None
    if portfolio is None:
        return {}
    return signature_files(
        portfolio,
        policy_statement(edits.serie, tip, edits.new),
        POLICY_NAMESPACE,
        files=terms.underskrifter,
        place=lambda key: policy_signature(edits.serie, key),
        day=commit_day(portfolio.fyr.modell.tidszon),
    )


def _reason(grund: str) -> str:
    reason = one_line(grund, len(grund) + 1)
    if not reason:
        raise UsageError(
            T("--grund är tom"), T("skriv vem som beslutade och paragrafen, till exempel Direktionen § 12")
        )
    if len(reason) > VALUE_WIDTH:
        raise UsageError(
            T("--grund har {antal} tecken; högst {hogst} får plats", antal=len(reason), hogst=VALUE_WIDTH),
            T("skriv vem som beslutade och paragrafen; resten står i protokollet"),
        )
    return reason


def _fresh_faults(ws: Workspace, tree: CommitTree, edits: PolicyEdits) -> tuple[Diagnostic, ...]:
    """Findings of the committed portfolio with the new policy, that it has not with the old."""
    texts: Mapping[str, bytes] = {path: tree.read(path) for path in tree.paths()}
    before = findings_of(load(MemoryTree(texts)), ws.today)
    return fresh(findings_of(load(MemoryTree({**texts, **edits.new})), ws.today), before)


def _diff(edits: PolicyEdits) -> str:
    def text(data: bytes) -> str:
        return data.decode("utf-8", "replace")

    return "\n".join(unified(text(edits.old.get(fil, b"")), text(data), fil) for fil, data in edits.new.items())


def _repository(ws: Workspace) -> Repository:
    if ws.repository is None:
        raise ExternalError(
            T("portföljen i {mapp} ligger inte i ett git-arkiv, och policyn ändras med en commit", mapp=str(ws.root)),
            T("kör git init och en första commit, eller fyr init i en ny mapp"),
        )
    return ws.repository


def _tip(repo: Repository) -> str:
    head = repo.head()
    if head is None:
        raise ExternalError(
            T("git-arkivet har ännu ingen commit, och policyn ändras på den senaste"),
            T("gör en första commit med portföljens filer; policyn i den gäller från början"),
        )
    return head
