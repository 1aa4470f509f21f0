"""Making a commit anew on what others have shared: a decision is taken again, work is put on file by file.

Nothing moves here. What cannot be made anew stops, with the reason; a text is never moved as a text when it decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from fyrportfolj.commands.fresh import findings_of, fresh
from fyrportfolj.commands.judging import judge_draft
from fyrportfolj.commands.planned import edits_of
from fyrportfolj.commands.recording import Change, Prepare, RefusedError, plan_on
from fyrportfolj.commands.result import exit_code
from fyrportfolj.commands.verdict import verdict_of
from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.errors import DataError
from fyrportfolj.history.commits import latest_with
from fyrportfolj.history.draft import Author, Draft, make_commit
from fyrportfolj.history.replant import ClashError, Mine, brings_nothing, on_top, stored
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.snapshot import CommitTree, read_blobs
from fyrportfolj.history.trees import Entry
from fyrportfolj.messages import T, Text
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry as Holder
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.advance import plan, refusals, refusals_to_open
from fyrportfolj.rules.corrected import RATTELSE, applied, origin_of, same_matter
from fyrportfolj.rules.correction import plan_correction, refusals_to_correct
from fyrportfolj.rules.gating import Verdict
from fyrportfolj.rules.resync import Meanwhile, obstacle, taken_again
from fyrportfolj.rules.trail.grammar import Message, read_message
from fyrportfolj.rules.trail.statement import MANDATES, SIGNATURES, decision_statement, is_policy
from fyrportfolj.rules.trailers import BESLUT, POLICY, message, policy_trailers
from fyrportfolj.store.edit import Edit, Set
from fyrportfolj.store.load import document, load

Slag: TypeAlias = Literal["arbete", "beslut", "rattelse", "policy", "sammanslagning"]

_RISK = "risk"
_MOVES = frozenset({"grind", "ateruppta"})


class StoppedError(Exception):
    """A commit cannot be made anew.

    Attributes:
        reason: why, one sentence.
        diagnostics: the findings behind it, with places.
    """

    def __init__(self, reason: Text, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.diagnostics = diagnostics


@dataclass
class Retaking:
    """Makes one commit after another anew.

    Attributes:
        repo: the repository.
        author: who makes the commits, and how they are signed.
        today: the day to judge at.
        theirs: where the other copy stands.
        renamed: new id by old of decisions that were taken again, per undertaking.
    """

    repo: Repository
    author: Author
    today: date
    theirs: str
    renamed: dict[str, dict[str, str]] = field(default_factory=dict)

    def again(self, mine: Mine, tip: str) -> tuple[Slag, str]:
        """Make a commit anew.

        Args:
            mine: the commit.
            tip: id of the commit to make it on.

        Returns:
            What it was, and the id of the new one; `tip` itself when everything in it is there already.

        Raises:
            StoppedError: it cannot be made anew.
            ExternalError: git failed.
        """
        if len(mine.parents) > 1:
            if brings_nothing(self.repo, mine, self.theirs):
                return "sammanslagning", tip
            raise StoppedError(
                T("Sammanslagningen {commit} har ändringar som fyr inte gör om.", commit=mine.commit[:10])
            )
        if mine.committer.casefold() != self.author.identity.email.casefold():
            raise StoppedError(
                T(
                    "Incheckningen {commit} är gjord av {annan}; fyr gör bara om dina egna, av {egen}.",
                    commit=mine.commit[:10],
                    annan=mine.committer,
                    egen=self.author.identity.email,
                )
            )
        read = read_message(mine.message)
        if read.kind == "arbete":
            return "arbete", self._work(mine, tip)
        if read.kind == POLICY:
            return "policy", self._policy(mine, tip, read)
        return read.kind, self._decision(mine, tip)

    def _work(self, mine: Mine, tip: str) -> str:
        try:
            entries = on_top(self.repo, mine, tip)
        except ClashError as clash:
            raise StoppedError(
                T("{fil} har ändrats både av dig och av någon annan, på samma ställe.", fil=clash.path)
            ) from None
        # A commit that changed nothing says something all the same.
        if mine.changes and not entries:
            return tip
        author = Author(self.author.identity, self.author.now, self.author.signature, mine.author)
        made = make_commit(self.repo, tip, entries, mine.message, author)
        if any(path.startswith(self.repo.prefix) for path in entries):
            self._refuse_new_faults(mine, tip, made)
        return made

    def _refuse_new_faults(self, mine: Mine, tip: str, made: str) -> None:
        """The two changes may each be right and be wrong together."""
        found = self._faults(made)
        faults = fresh(found, (*self._faults(tip), *self._faults(mine.commit)))
        if exit_code(faults):
            raise StoppedError(
                T(
                    "{filer} har fel som varken din ändring eller de andras hade för sig.",
                    filer=tuple(dict.fromkeys(d.fil for d in faults)),
                ),
                faults,
            )

    def _faults(self, commit: str) -> tuple[Diagnostic, ...]:
        return findings_of(load(CommitTree(self.repo, commit)), self.today)

    def _policy(self, mine: Mine, tip: str, read: Message) -> str:
        """The policy must be as it was: a change of it is decided on its whole."""
        held = [CommitTree(self.repo, commit).blob_ids() for commit in (mine.parents[0], tip)]
        before, now = ({path: oid for path, oid in ids.items() if is_policy(path)} for ids in held)
        moved = tuple(sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path)))
        if moved:
            raise StoppedError(
                T("Policyn har ändrats av någon annan, i {filer}; ditt policybeslut utgår från den gamla.", filer=moved)
            )
        if any(path.startswith(self.repo.prefix + SIGNATURES) for path in mine.changes):
            raise StoppedError(T("Policybeslutet är undertecknat för den plats i historiken som det hade."))
        entries = {path: after for path, (_, after) in mine.changes.items()}
        previous = latest_with(self.repo, tip, (MANDATES,), {"Typ": (POLICY,)})
        rows = policy_trailers(int(read.value("Serie") or 0), read.value("Grund") or "", previous)
        return make_commit(self.repo, tip, entries, message(mine.subject, rows), self.author)

    def _decision(self, mine: Mine, tip: str) -> str:
        fil, before, after = self._read(mine)
        decision = after.beslut[-1]
        renamed = self.renamed.setdefault(after.id, {})
        try:
            planned = plan_on(self.repo, tip, self.today, after.id, _taking(decision, before, after, renamed))
        except RefusedError as refused:
            raise StoppedError(
                T(
                    "{id} har ändrats av andra, och ditt beslut {beslut} går inte längre att registrera.",
                    id=after.id,
                    beslut=decision.id,
                ),
                refused.diagnostics,
            ) from None
        except DataError as error:
            raise StoppedError(error.message) from error
        signatures = {path: entry for path, (_, entry) in mine.changes.items() if path != fil}
        if signatures and planned.statement != decision_statement(after.id, decision):
            raise StoppedError(
                T("Underskrifterna under {beslut} gäller inte beslutet som det skulle bli.", beslut=decision.id)
            )
        entries = stored(self.repo, tip, {self.repo.full(planned.fil): planned.text})
        renamed[decision.id] = planned.change.beslut.id
        return make_commit(self.repo, tip, {**entries, **signatures}, planned.message, self.author)

    def _read(self, mine: Mine) -> tuple[str, Undertaking, Undertaking]:
        """The undertaking's file, before and after the decision."""
        ours = self.repo.prefix + SIGNATURES
        files = [(path, pair) for path, pair in mine.changes.items() if not path.startswith(ours)]
        if len(files) == 1 and files[0][0].startswith(self.repo.prefix):
            path, pair = files[0]
            before, after = (self._undertaking(path, entry) for entry in pair)
            if before and after and after.beslut[:-1] == before.beslut and after.beslut:
                return path, before, after
        raise StoppedError(
            T("Incheckningen {commit} kallar sig beslut men ändrar annat än ett enda beslut.", commit=mine.commit[:10])
        )

    def _undertaking(self, path: str, entry: Entry | None) -> Undertaking | None:
        if entry is None:
            return None
        data = read_blobs(self.repo.git, {path: entry.oid})[path]
        found = document(path.removeprefix(self.repo.prefix), data).modell
        return found if isinstance(found, Undertaking) else None


def judge_line(repo: Repository, theirs: str, tip: str, own: Sequence[Mine]) -> None:
    """Judge commits before others get them, as their audit will.

    Args:
        repo: the repository.
        theirs: id of the commit that the other copy stands at.
        tip: id of the last of them.
        own: the commits, or those that they were made anew of.

    Raises:
        StoppedError: an audit would find a fault.
    """
    decisions: dict[str, str] = {}
    policy = None
    for commit in own:
        read = read_message(commit.message)
        if read.kind == POLICY:
            policy = latest_with(repo, theirs, (MANDATES,), {"Typ": (POLICY,)})
        named = read.value("Initiativ")
        if named is not None and named not in decisions:
            previous = _previous(repo, theirs, commit, named)
            decisions |= {named: previous} if previous else {}
    try:
        judge_draft(repo, Draft(tip, theirs, {}), decisions, policy)
    except RefusedError as refused:
        reason = T("Dina incheckningar skulle inte klara granskningen, så de delas inte.")
        raise StoppedError(reason, refused.diagnostics) from None


def _previous(repo: Repository, theirs: str, commit: Mine, named: str) -> str | None:
    """The commit there of an undertaking's latest decision, also under an id that it had before."""
    for path, (_, entry) in commit.changes.items():
        inside = path.removeprefix(repo.prefix)
        found = document(inside, read_blobs(repo.git, {path: entry.oid})[path]).modell if entry else None
        if isinstance(found, Undertaking):
            ids = (named, found.id, *found.tidigare_id)
            paths = dict.fromkeys((inside, *(f"{inside.rpartition('/')[0]}/{i}.yaml" for i in ids)))
            return latest_with(repo, theirs, tuple(paths), {"Typ": (BESLUT, RATTELSE), "Initiativ": ids})
    return None


def _taking(decision: Decision, before: Undertaking, after: Undertaking, renamed: Mapping[str, str]) -> Prepare:
    def prepare(portfolio: Portfolio, entry: Holder[Undertaking], today: date) -> Change:
        verdict = verdict_of(portfolio, entry, today)
        meanwhile = Meanwhile(portfolio, verdict.process, before, entry.modell)
        again = taken_again(decision, meanwhile, renamed)
        # The person is told of the decision by the name that it has in the own clone.
        reason = obstacle(again.model_copy(update={"id": decision.id}), meanwhile)
        if reason is not None:
            raise StoppedError(reason)
        if again.typ in _MOVES:
            return _moving(portfolio, entry, verdict, again, today)
        if again.typ == RATTELSE:
            return _correcting(portfolio, entry, verdict, again, today)
        if again.typ == _RISK:
            return Change(again, _treatments(entry.modell, again, after), verdict.replay, verdict.replay)
        return Change(again, (), verdict.replay, verdict.replay)

    return prepare


def _moving(
    portfolio: Portfolio, entry: Holder[Undertaking], verdict: Verdict, decision: Decision, today: date
) -> Change:
    _refuse(refusals(verdict, decision))
    made = plan(portfolio, entry, verdict, decision)
    _refuse(refusals_to_open(portfolio, entry, verdict, made, today))
    return Change(made.beslut, edits_of(entry.modell, made), made.fore, made.efter, made.efter.fas)


def _correcting(
    portfolio: Portfolio, entry: Holder[Undertaking], verdict: Verdict, decision: Decision, today: date
) -> Change:
    origin = origin_of(entry.modell.beslut, decision)
    if origin is None:
        raise StoppedError(T("Beslutet {beslut} som du rättar finns inte längre.", beslut=decision.ersatter))
    old = applied(entry.modell.beslut)[origin]
    made = plan_correction(portfolio, entry, verdict, decision)
    _refuse(refusals_to_correct(entry, made) or refusals_to_open(portfolio, entry, verdict, made, today))
    if old.utfall != "fortsatt":
        _refuse(refusals(verdict, made.beslut.model_copy(update={"typ": old.typ})))
    if same_matter(old, made.beslut):
        return Change(made.beslut, (), made.fore, made.fore)
    return Change(made.beslut, edits_of(entry.modell, made), made.fore, made.efter, made.efter.fas)


def _treatments(u: Undertaking, decision: Decision, recorded: Undertaking) -> tuple[Edit, ...]:
    chosen = {r.id: r.behandling for r in recorded.risker if r.behandling is not None}
    edits: list[Edit] = []
    for index, risk in enumerate(u.risker):
        if risk.id in decision.risker and risk.id in chosen:
            row = chosen[risk.id].model_dump(mode="json", exclude_defaults=True)
            edits.append(Set(("risker", index, "behandling"), {**row, "beslut": decision.id}))
    return tuple(edits)


def _refuse(found: tuple[Diagnostic, ...]) -> None:
    if found:
        raise RefusedError(found)
