"""A history made commit by commit, by honest people and by others; the writer's own rules make the honest part."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from fyrportfolj.commands.planned import edits_of
from fyrportfolj.commands.verdict import verdict_of
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.rules import advance
from fyrportfolj.rules.mandates import mandate_for
from fyrportfolj.rules.trail.statement import (
    DECISION_NAMESPACE,
    POLICY_NAMESPACE,
    decision_signature,
    decision_statement,
    policy_signature,
    policy_statement,
    statement_sum,
)
from fyrportfolj.rules.trailers import Rows, decision_message, decision_trailers, message, policy_trailers
from fyrportfolj.store.edit import Append, apply
from fyrportfolj.store.load import load
from fyrportfolj.store.source import MemoryTree
from fyrportfolj.store.write import sha256
from tests.audit.keys import armored
from tests.audit.objects import FILE, CommitForm, Files, Objects
from tests.audit.portfolio import INITIATIVE, KEYS, PEOPLE, PROJECT, files, register, with_directive

ZONE = ZoneInfo("Europe/Stockholm")
HOUR, DAY = 3600, 86_400

Change = str | bytes | tuple[str, str] | None
"""New content; mode and id of something else than a plain file; or None for a path that goes away."""

Changes: TypeAlias = Mapping[Any, Change]
"""Changes by path, text or bytes."""


def moment(day: str, hour: int = 9) -> int:
    """Give seconds since 1970 of an hour of a day in Sweden."""
    return int(datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=ZONE).timestamp())


FIRST_DAY = "2026-09-01"


@dataclass(frozen=True)
class How:
    """How a commit is made; what an attacker changes.

    Attributes:
        by: who commits, by the name in `PEOPLE`.
        when: the moment, seconds since 1970; None means an hour after the tip.
        key: whose key signs; None means the committer's own.
        sign: whether it is signed; None means as the history is.
        author: who is said to be the author; None means the committer.
        form: changes the commit before it is signed.
        raw: changes the finished bytes.
    """

    by: str = "bo"
    when: int | None = None
    key: str | None = None
    sign: bool | None = None
    author: str | None = None
    form: Callable[[CommitForm], CommitForm] = lambda form: form
    raw: Callable[[bytes], bytes] = lambda data: data


WORK = How()
RECORD = How(by="anna")
POLICY = How(by="rut")


@dataclass(frozen=True)
class Forged:
    """What an attacker changes in a decision.

    Attributes:
        fields: other values of the decision, before it is planned.
        row: other values of the row in the file, after it is planned.
        text: changes the file's new text.
        rows: changes the trailer rows.
        message: changes the whole message.
        files: further files of the commit.
        signers: whose detached signatures lie with it.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    row: Mapping[str, Any] = field(default_factory=dict)
    text: Callable[[str], str] = lambda text: text
    rows: Callable[[Rows], Rows] = lambda rows: rows
    message: Callable[[str], str] = lambda text: text
    files: Changes = field(default_factory=dict)
    signers: tuple[str, ...] = ()


HONEST = Forged()


class Trail:
    """A bare repository whose branch main is the history.

    Attributes:
        objects: its objects and references.
        signed: whether its commits are signed.
    """

    def __init__(self, git_dir: Path, *, signed: bool = True) -> None:
        self.objects = Objects(git_dir)
        self.signed = signed

    @property
    def git_dir(self) -> Path:
        """The repository's own folder."""
        return self.objects.git_dir

    @property
    def tip(self) -> str:
        """The commit that main stands at."""
        return self.objects.ref()

    @classmethod
    def make(cls, folder: Path, *, signed: bool = True) -> Trail:
        """Make a repository without a commit."""
        for name in ("objects/info", "objects/pack", "refs/heads", "refs/tags"):
            (folder / name).mkdir(parents=True)
        (folder / "HEAD").write_text("ref: refs/heads/main\n")
        (folder / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n")
        return cls(folder, signed=signed)

    def copy(self, folder: Path) -> Trail:
        """Give a copy that may be spoilt."""
        return Trail(Path(shutil.copytree(self.git_dir, folder)), signed=self.signed)

    def show(self, path: str) -> str:
        """Give a file at the tip."""
        return self.objects.show(self.tip, path)

    def at(self, commit: str) -> dict[str, bytes]:
        """Give the files of a commit that have plain names."""
        found = self.objects.files(commit)
        return {p.decode(): self.objects.read(oid) for p, (mode, oid) in found.items() if mode == FILE}

    def moment(self, commit: str) -> int:
        """Give a commit's committer date."""
        head = self.objects.read(commit).partition(b"\n\n")[0]
        return int(next(x for x in head.splitlines() if x.startswith(b"committer ")).split()[-2])

    def commit(self, tree: str, parents: tuple[str, ...], text: str | bytes, how: How = WORK) -> str:
        """Write a commit; nothing points at it."""
        who = PEOPLE[how.by]
        when = how.when if how.when is not None else max(map(self.moment, parents)) + HOUR
        author = PEOPLE[how.author] if how.author else who
        data = text.encode() if isinstance(text, str) else text
        form = how.form(CommitForm(tree, parents, author.at(when), who.at(when), data))
        sign = self.signed if how.sign is None else how.sign
        made = form.signed(KEYS[how.key or how.by]) if sign else form.payload()
        return self.objects.write("commit", how.raw(made))

    def changed(self, base: str | None, changes: Changes) -> str:
        """Write the tree of a commit with other content in some paths."""
        found: Files = self.objects.files(base) if base else {}
        for path, change in changes.items():
            name = path.encode() if isinstance(path, str) else path
            if change is None:
                del found[name]
            elif isinstance(change, tuple):
                found[name] = change
            else:
                found[name] = (FILE, self.objects.blob(change.encode() if isinstance(change, str) else change))
        return self.objects.tree(found)

    def beside(self, base: str, changes: Changes, text: str | bytes = "Arbete\n", how: How = WORK) -> str:
        """Write a commit on top of another, on no branch."""
        return self.commit(self.changed(base, changes), (base,), text, how)

    def work(self, changes: Changes, text: str | bytes = "Arbete\n", how: How = WORK) -> str:
        """Commit changes on main."""
        return self.objects.set_ref(self.beside(self.tip, changes, text, how))

    def merge(self, first: str, second: str, tree: str | None = None, how: How | None = None) -> str:
        """Move main to a merge of two commits; its tree is that of both sides' changes unless another is given."""
        made = tree or self.objects.tree(self._merged(first, second))
        return self.objects.set_ref(self.commit(made, (first, second), "Slå samman\n", how or How(by="bot")))

    def decide(self, id_: str = "gemensamt-sjokort", how: How = RECORD, forged: Forged = HONEST) -> str:
        """Record a decision on main as `fyr gate advance` would, and as the attacker changes it."""
        base = self.tip
        when = how.when if how.when is not None else self.moment(base) + HOUR
        today = datetime.fromtimestamp(when, ZONE).date()
        loaded = load(MemoryTree(self.at(base)))
        assert loaded.portfolio is not None, loaded.diagnostics
        entry = loaded.portfolio.undertaking(id_)
        assert entry is not None, loaded.diagnostics
        verdict = verdict_of(loaded.portfolio, entry, today)
        planned = advance.plan(loaded.portfolio, entry, verdict, self._decision(entry.modell, today, forged))
        beslut = planned.beslut
        row = {**beslut.model_dump(mode="json", exclude_defaults=True), **forged.row}
        text = apply(self.at(base)[entry.fil].decode(), (*edits_of(entry.modell, planned), Append(("beslut",), row)))
        stated = decision_statement(id_, beslut)
        process = loaded.portfolio.process_of(entry.modell)
        assert process is not None
        rows = decision_trailers(
            entry.modell,
            beslut,
            planned.fore,
            planned.efter,
            mandat=mandate_for(loaded.portfolio, beslut, KEYS[how.key or how.by].text if self.signed else None),
            processumma=sha256(self.at(base)[process.fil]),
            beslutssumma=statement_sum(stated),
            foregaende=self._latest(base, f"Fyr-Initiativ: {id_}\n"),
        )
        said = forged.message(decision_message(entry.modell, beslut, forged.rows(rows)))
        signatures = {
            decision_signature(id_, beslut.id, s): armored(KEYS[s], stated, DECISION_NAMESPACE) for s in forged.signers
        }
        return self.work({entry.fil: forged.text(text), **signatures, **forged.files}, said, replace(how, when=when))

    def policy(
        self,
        changes: Mapping[str, str | None],
        serie: int,
        *,
        signers: tuple[str, ...] = ("rolf",),
        how: How = POLICY,
        rows: Callable[[Rows], Rows] = lambda rows: rows,
    ) -> str:
        """Change policy files on main as `fyr policy commit` would."""
        stated = policy_statement(serie, self.tip, {p: None if c is None else c.encode() for p, c in changes.items()})
        made = policy_trailers(serie, "Rederiet § 12", self._latest(self.tip, "Fyr-Typ: policy\n"))
        signatures = {policy_signature(serie, s): armored(KEYS[s], stated, POLICY_NAMESPACE) for s in signers}
        return self.work({**changes, **signatures}, message(f"Policy {serie}", rows(made)), how)

    def _decision(self, u: Undertaking, today: date, forged: Forged) -> Decision:
        made: dict[str, Any] = {
            "typ": "grind",
            "datum": today,
            "organ": "besattning",
            "grind": "lagg_ut",
            "krav": "lov",
            "utfall": "fortsatt",
            "underlag": tuple(
                advance.pin(slug, a) for slug in ("projektdirektiv",) if (a := getattr(u.artefakter, slug, None))
            ),
            **forged.fields,
        }
        made.setdefault("id", advance.unique_id(u, made["datum"], made["organ"], made.get("kommun")))
        return Decision(**made)

    def _latest(self, base: str, row: str) -> str | None:
        line = reversed(self.objects.line(base))
        return next((c for c in line if row in self.objects.read(c).decode("utf-8", "replace")), None)

    def _merged(self, first: str, second: str) -> Files:
        """Give the files of two commits that have changed different files since they parted."""
        line = set(self.objects.line(first))
        base = next(c for c in reversed(self.objects.line(second)) if c in line)
        before, mine, theirs = (self.objects.files(c) for c in (base, first, second))
        merged = {
            p: mine.get(p) if before.get(p) == theirs.get(p) else theirs.get(p) for p in {*before, *mine, *theirs}
        }
        return {p: e for p, e in merged.items() if e is not None}


def build(folder: Path, *, signed: bool = True) -> Trail:
    """Make the history that the attacks begin from: work, a decision, and work towards the next decision."""
    trail = Trail.make(folder, signed=signed)
    first = How(by="rut", when=moment(FIRST_DAY))
    trail.objects.set_ref(trail.commit(trail.changed(None, dict(files(signed=signed))), (), "Portföljen\n", first))
    ready = with_directive(trail.show(PROJECT))
    trail.work({PROJECT: ready}, "Direktivet är klart\n", How(when=moment("2026-09-02")))
    trail.decide("provtur", How(by="anna", when=moment("2026-09-15")))
    trail.work({INITIATIVE: with_directive(trail.show(INITIATIVE))}, how=How(when=moment("2026-09-17")))
    return trail


def new_register(serie: int, **changes: Any) -> str:
    """Give the mandate register of a later serial, as `portfolio.register`."""
    return register(serie, **changes)
