"""Histories as values: the small portfolio of the gate tests, and commits on top of it, legal unless a test says so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Self

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.model.base import Model
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Initiative, Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import Process
from fyrportfolj.model.registers import Mandatregister
from fyrportfolj.rules.advance import documents_to_decide
from fyrportfolj.rules.gating import evaluate
from fyrportfolj.rules.mandates import mandate_for
from fyrportfolj.rules.trail.expected import expected
from fyrportfolj.rules.trail.grammar import read_message
from fyrportfolj.rules.trail.judge import begin, judge
from fyrportfolj.rules.trail.statement import (
    DECISION_NAMESPACE,
    MANDATES,
    POLICY_NAMESPACE,
    decision_signature,
    decision_statement,
    is_policy,
    policy_signature,
    policy_statement,
    statement_sum,
)
from fyrportfolj.rules.trail.values import (
    FILE_MODE,
    Anchor,
    Change,
    Commit,
    Context,
    Document,
    Judged,
    Memory,
    SignatureState,
    Step,
)
from fyrportfolj.rules.trailers import decision_message, decision_trailers, message, policy_trailers
from tests.rules.trail.pieces import (
    ANNA,
    DAY,
    IDEA,
    NOON,
    NOW,
    PROCESS_FILE,
    TREE,
    Blobs,
    Content,
    Holder,
    base_files,
    day_of,
    signed,
    the_decision,
    verify,
    with_treatment,
)
from tests.support.gates import initiative


class Story:
    """A history that grows commit by commit on its first-parent line."""

    def __init__(self, files: Mapping[str, Content] | None = None, *, who: Holder = ANNA) -> None:
        self.blobs = Blobs()
        self.tree: dict[str, str] = {}
        self.models: dict[str, Content] = {}
        self.line: list[Commit] = []
        self.steps: list[Step] = []
        self.moment = NOON
        self.trees: dict[str, dict[str, str]] = {}
        self.contents: dict[str, dict[str, Content]] = {}
        self._number = 0
        self.start = self._commit("Första", (), who, who, signature="saknas", key=None)
        self._apply(self._changes(files if files is not None else base_files()))
        self._land(self.start)

    # -- commits -----------------------------------------------------------------------------------------------

    def commit(self, changes: Mapping[str, Content], text: str = "Arbete\n", **how: Any) -> Self:
        """Add a commit to the line: who, author, sign, days, seconds, modes, parents, side, honest."""
        commit, step = self._made(changes, text, **how)
        self._apply(step.changes)
        self._land(commit)
        self.steps.append(step)
        return self

    def side(self, base: str, changes: Mapping[str, Content], text: str = "Sido\n", **how: Any) -> Step:
        """Give a commit of a side branch on top of another commit, and keep it among the steps."""
        held = (self.tree, self.models)
        self.tree, self.models = dict(self.trees[base]), dict(self.contents[base])
        commit, step = self._made(changes, text, parents=(base,), **how)
        self._apply(step.changes)
        self.trees[commit.oid], self.contents[commit.oid] = self.tree, self.models
        self.tree, self.models = held
        self.steps.append(step)
        return step

    def merge(self, side: Sequence[Step], changes: Mapping[str, Content] | None = None, **how: Any) -> Self:
        """Merge a side branch: its changes on top of the line, unless others are given."""
        if changes is None:
            tip = side[-1].commit.oid
            changes = {c.path: self.contents[tip].get(c.path) for step in side for c in step.changes}
        how.setdefault("honest", True)
        how.setdefault("parents", (self.tip, side[-1].commit.oid))
        return self.commit(changes, how.pop("text", "Merge\n"), side=tuple(s.commit.oid for s in side), **how)

    def decide(self, row: str | Decision, path: str = TREE, **how: Any) -> Self:
        """Record a decision as the writer does; `luggage` edits the file further, `rows` the message."""
        changes, text = self.decision(row, path, **how)
        for name in ("luggage", "rows", "beside", "subject", "val", "documents"):
            how.pop(name, None)
        return self.commit({**changes, **how.pop("more", {})}, text, **how)

    def decision(
        self,
        row: str | Decision,
        path: str = TREE,
        *,
        luggage: Mapping[str, Any] | None = None,
        rows: Mapping[str, str | None] | None = None,
        subject: str | None = None,
        beside: Iterable[Holder] = (),
        val: str = "reducera",
        documents: bool = True,
        **how: Any,
    ) -> tuple[dict[str, Content], str]:
        """Give the files and the message of a decision on the present tip."""
        portfolio = self.portfolio()
        u = self.models[path]
        assert isinstance(u, Undertaking)
        d = row if isinstance(row, Decision) else the_decision(row)
        entry = Entry(path, u)
        verdict = evaluate(portfolio, entry, day_of(self._when(**how), "UTC"))
        assert verdict is not None
        yes = d.typ == "grind" and d.utfall == "fortsatt" and not d.underlag
        fas = verdict.process.fas_for_grind(d.grind or "") if yes and documents else None
        d = d.model_copy(update={"underlag": documents_to_decide(u, fas)}) if fas else d
        made = expected(portfolio, entry, verdict, d, day_of(self._when(**how), "UTC"))
        after = made.insats
        if d.typ == "risk":
            after = with_treatment(after, d, val)
        after = after.model_copy(update=dict(luggage or {}))
        d = after.beslut[-1]
        signs: Holder | None = how.get("sign")
        lines = decision_trailers(
            u,
            d,
            made.fore,
            made.efter,
            mandat=mandate_for(portfolio, d, signs.key if signs else None),
            processumma=hashlib.sha256(self.data(PROCESS_FILE)).hexdigest(),
            beslutssumma=statement_sum(decision_statement(u.id, d)),
            foregaende=self.previous(u.id, *u.tidigare_id),
        )
        text = decision_message(u, d, lines)
        if rows or subject:
            edited = {**dict(lines), **(rows or {})}
            names = dict.fromkeys((*(n for n, _ in lines), *(rows or {})))
            text = message(subject or text.partition("\n")[0], tuple((n, v) for n in names if (v := edited[n])))
        statement = decision_statement(u.id, d)
        signatures = {decision_signature(u.id, d.id, h.namn): signed(statement, h, DECISION_NAMESPACE) for h in beside}
        return {path: after, **signatures}, text

    def change_policy(
        self,
        changes: Mapping[str, Content],
        *,
        beside: Iterable[Holder] = (),
        rows: Mapping[str, str | None] | None = None,
        serie: int | None = None,
        **how: Any,
    ) -> Self:
        """Change the policy as the writer does; the register's serial is raised here."""
        old = self.models.get(MANDATES)
        before = old.serie if isinstance(old, Mandatregister) else 0
        new = changes.get(MANDATES, old)
        base = new if isinstance(new, Mandatregister) else Mandatregister()
        number = before + 1 if serie is None else serie
        files: dict[str, Content] = {**changes, MANDATES: base.model_copy(update={"serie": number})}
        policy = {p: None if c is None else self._document(c).data for p, c in files.items() if is_policy(p)}
        statement = policy_statement(number, self.tip, policy)
        lines = dict(policy_trailers(number, "Direktionen 2026-01-04 § 3", self.previous_policy())) | dict(rows or {})
        text = message("Policy", tuple((n, v) for n, v in lines.items() if v))
        for holder in beside:
            files[policy_signature(number, holder.namn)] = signed(statement, holder, POLICY_NAMESPACE)
        return self.commit(files, text, **how)

    # -- what is known -----------------------------------------------------------------------------------------

    @property
    def tip(self) -> str:
        return self.line[-1].oid

    def undertaking(self, path: str = TREE) -> Initiative:
        found = self.models[path]
        assert isinstance(found, Initiative)
        return found

    def data(self, path: str) -> bytes:
        return self.blobs.held[self.tree[path]].data

    def previous(self, *ids: str) -> str | None:
        for commit in reversed(self.line):
            said = read_message(commit.message)
            if said.kind in ("beslut", "rattelse") and said.value("Initiativ") in ids:
                return commit.oid
        return None

    def previous_policy(self) -> str | None:
        return next((c.oid for c in reversed(self.line) if read_message(c.message).kind == "policy"), None)

    def portfolio(self) -> Portfolio:
        """The portfolio at the tip, built the plain way."""
        m = self.models

        def entry(path: str) -> Any:
            return Entry(path, m[path]) if isinstance(m.get(path), Model) else None

        return Portfolio(
            fyr=entry("fyr.yaml"),
            processer={(p.slug, p.version): Entry(f, p) for f, p in m.items() if isinstance(p, Process)},
            kommunregister=entry("register/kommuner.yaml"),
            organregister=entry("register/organ.yaml"),
            rollregister=entry("register/roller.yaml"),
            mandatregister=entry(MANDATES),
            initiativ={u.id: Entry(f, u) for f, u in m.items() if isinstance(u, Initiative)},
        )

    # -- judging -----------------------------------------------------------------------------------------------

    def begin(self) -> Memory:
        return begin(self.start, self.trees[self.start.oid], (self.start,))

    def context(self, now: int = NOW) -> Context:
        return Context(self.blobs, verify, now, day_of)

    def judged(self, anchor: Anchor | None = None, *, now: int = NOW) -> Judged:
        return judge(self.steps, self.begin(), anchor or Anchor(), self.context(now))

    def findings(self, anchor: Anchor | None = None) -> list[Diagnostic]:
        return list(self.judged(anchor).findings)

    def codes(self, anchor: Anchor | None = None) -> list[str]:
        return [d.kod for d in self.findings(anchor)]

    # -- inside ------------------------------------------------------------------------------------------------

    def _made(self, changes: Mapping[str, Content], text: str, **how: Any) -> tuple[Commit, Step]:
        self.moment = self._when(**how)
        who: Holder = how.get("who", how.get("sign", ANNA))
        sign: Holder | None = how.get("sign")
        state: SignatureState = how.get("signature", "giltig" if sign else "saknas")
        commit = self._commit(
            text,
            how.get("parents", (self.tip,)),
            how.get("author", who),
            who,
            signature=state,
            key=sign.key if sign and state == "giltig" else None,
        )
        commit = replace(commit, faults=tuple(how.get("faults", ())))
        made = self._changes(changes, how.get("modes", {}))
        return commit, Step(commit, made, how.get("side", ()), how.get("honest"))

    def _when(self, *, days: float = 1, seconds: int | None = None, **_how: Any) -> int:
        return self.moment + (int(days * DAY) if seconds is None else seconds)

    def _commit(
        self,
        text: str,
        parents: tuple[str, ...],
        author: Holder,
        who: Holder,
        *,
        signature: SignatureState,
        key: str | None,
    ) -> Commit:
        self._number += 1
        oid = hashlib.sha1(f"{self._number} {text}".encode()).hexdigest()  # noqa: S324  (git's own ids)
        return Commit(
            oid, parents, author.person, who.person, self.moment, self.moment, text, signature=signature, key=key
        )

    def _document(self, content: Content) -> Document:
        assert content is not None
        return self.blobs.held[self.blobs.add(content)]

    def _changes(self, changes: Mapping[str, Content], modes: Mapping[str, str] | None = None) -> tuple[Change, ...]:
        found: list[Change] = []
        for path in sorted(changes):
            content = changes[path]
            after = None if content is None else self.blobs.add(content)
            self.models[path] = content
            if content is None:
                del self.models[path]
            before = self.tree.get(path)
            mode = "000000" if after is None else (modes or {}).get(path, FILE_MODE)
            if before != after or mode not in ("000000", FILE_MODE):
                found.append(Change(path, before, after, mode))
        return tuple(found)

    def _apply(self, changes: Iterable[Change]) -> None:
        for change in changes:
            if change.after is None:
                self.tree.pop(change.path, None)
            else:
                self.tree[change.path] = change.after

    def _land(self, commit: Commit) -> None:
        self.line.append(commit)
        self.trees[commit.oid] = dict(self.tree)
        self.contents[commit.oid] = dict(self.models)


def with_tree(text: str = IDEA, **files: Content) -> Story:
    """The small portfolio with the apple tree, committed as work after the first commit."""
    story = Story({**base_files(), **files})
    return story.commit({TREE: initiative(text)}, "Nytt initiativ\n")
