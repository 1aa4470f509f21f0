"""What every page asks of the portfolio, worked out once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from fyrportfolj.messages import T, Text
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Initiative, Project, Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.site import places
from fyrportfolj.render.site.page import Link, PageView, Part
from fyrportfolj.render.views.common import Basis, Fact, Foot, Head, Names, foot, kind
from fyrportfolj.render.views.swedish import day_in_words, sv
from fyrportfolj.rules.benefits.ledger import benefit_documents
from fyrportfolj.rules.gating import Verdict, evaluate

_STANDINGS: dict[str, Text] = {"pagar": T("Pågår"), "stoppad": T("Stoppad"), "avslutad": T("Avslutad")}


@dataclass(frozen=True, slots=True)
class Awaited:
    """A decision that an undertaking waits for.

    Attributes:
        insats: the undertaking.
        grind: the gate's name.
        krav: what is decided.
        organ: ids of the bodies of which one is enough.
        kommuner: ids of the municipalities still to answer; empty for a joint body.
    """

    insats: Face
    grind: str
    krav: str
    organ: tuple[str, ...]
    kommuner: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Face:
    """An undertaking as all pages name it.

    Attributes:
        entry: the undertaking and its file.
        verdict: how it stands at its gate; None when its process is missing.
        delomrade: id of its sub-area; a project has its programme's.
        fas: name of its phase.
        lage: running, stopped or closed, in words.
        slag: initiative, programme or project.
        pagar: True when it is running.
    """

    entry: Entry[Undertaking]
    verdict: Verdict | None
    delomrade: str | None
    fas: str
    lage: str
    slag: str
    pagar: bool

    @property
    def u(self) -> Undertaking:
        """The undertaking."""
        return self.entry.modell

    def link(self, *under: str) -> Link:
        """Give a link to its page, with lines below it; invented content says so."""
        said = (sv(T("Exempel – påhittat innehåll")),) if self.u.exempel else ()
        return Link(self.u.namn, (*under, *said), adress=places.undertaking(self.u.id))


class Gathered:
    """The portfolio with what the pages share.

    Args:
        basis: the portfolio, the day and the commit.
    """

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self.portfolio = basis.portfolio
        self.names = Names(basis.portfolio)
        self.foot: Foot = foot(basis)

    @cached_property
    def faces(self) -> tuple[Face, ...]:
        """Every undertaking, initiatives first, each sorted by id."""
        return tuple(self._face(e) for e in self.portfolio.undertakings())

    @cached_property
    def by_id(self) -> dict[str, Face]:
        """Undertakings by id."""
        return {f.u.id: f for f in self.faces}

    @cached_property
    def by_sub_area(self) -> dict[str, tuple[Face, ...]]:
        """Undertakings by sub-area."""
        found: dict[str, list[Face]] = {}
        for f in self.faces:
            if f.delomrade:
                found.setdefault(f.delomrade, []).append(f)
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def with_benefits(self) -> tuple[Face, ...]:
        """Undertakings with a document that lists benefits; the page of every kommun asks for what is in them."""
        return tuple(f for f in self.faces if next(benefit_documents(f.u), None) is not None)

    @cached_property
    def awaited(self) -> tuple[Awaited, ...]:
        """Decisions that gates wait for, in the order of the undertakings."""
        return tuple(a for f in self.faces for a in _awaited(f))

    @cached_property
    def awaited_by_id(self) -> dict[str, tuple[Awaited, ...]]:
        """The same by undertaking."""
        found: dict[str, list[Awaited]] = {}
        for a in self.awaited:
            found.setdefault(a.insats.u.id, []).append(a)
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def decisions(self) -> tuple[tuple[Face, Decision], ...]:
        """Every decision as it was registered, newest first."""
        rows = [(f, d) for f in self.faces for d in f.u.beslut]
        return tuple(sorted(rows, key=lambda r: (r[1].datum.toordinal(), r[1].id, r[0].u.id), reverse=True))

    def page(
        self,
        name: str,
        intro: str,
        parts: tuple[Part, ...],
        *,
        over: str = "",
        fakta: tuple[Fact, ...] = (),
        exempel: bool = False,
    ) -> PageView:
        """Give a page.

        Args:
            name: its heading.
            intro: the line below the heading, or empty.
            parts: what it says.
            over: the line above the heading; the portfolio's name when left out.
            fakta: facts that a reader looks for first.
            exempel: True for invented content.
        """
        return PageView(
            Head(
                titel=name if name == self.foot.portfolj else f"{name} – {self.foot.portfolj}",
                namn=name,
                slag=name,
                overrad=over or self.foot.portfolj,
                underrad=intro,
                datum=day_in_words(self.basis.idag),
                exempel=exempel,
                fakta=fakta,
                fot=self.foot,
            ),
            parts,
        )

    def _face(self, entry: Entry[Undertaking]) -> Face:
        u, p = entry.modell, self.portfolio
        verdict = evaluate(p, entry, self.basis.idag)
        standing = verdict.replay.lage if verdict else "pagar"
        fas = verdict.fas.namn if verdict else u.fas
        return Face(entry, verdict, _sub_area(self, u), fas, sv(_STANDINGS[standing]), kind(p, u), standing == "pagar")


def _sub_area(g: Gathered, u: Undertaking) -> str | None:
    if isinstance(u, Initiative):
        return u.delomrade
    if not isinstance(u, Project):
        return None
    parent = g.portfolio.initiativ.get(u.program or "")
    return u.delomrade or (parent.modell.delomrade if parent else None)


def _awaited(face: Face) -> Iterator[Awaited]:
    verdict = face.verdict
    # One whose documents are not ready waits for its own work, not for a decision.
    if verdict is None or verdict.replay.lage != "pagar":
        return
    if not verdict.replay.i_grinden and not (verdict.klar_for_beslut and verdict.kriterier):
        return
    for state in verdict.vantar_pa:
        groups: dict[tuple[str, ...], list[str]] = {}
        for row in state.rader:
            for group in row.vantar_pa:
                groups.setdefault(group, []).extend([row.kommun] if row.kommun else [])
        for group, kommuner in groups.items():
            yield Awaited(face, verdict.grind.namn, state.krav.namn, group, tuple(kommuner))
