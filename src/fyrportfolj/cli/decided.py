"""How a recorded, planned or refused decision is shown."""

from __future__ import annotations

from fyrportfolj.cli.blocks import Blank, Blocks, Heading, Line, Span
from fyrportfolj.cli.edited import diff_lines
from fyrportfolj.cli.findings import findings
from fyrportfolj.cli.session import Session
from fyrportfolj.cli.views.common import LAGE, OUTCOMES, term
from fyrportfolj.commands.check import excerpt
from fyrportfolj.commands.gate_advance import Advanced
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.risk_decide import Treated
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import T


def show_advanced(session: Session, ws: Workspace, result: Result[Advanced]) -> None:
    """Print a decision at a gate and remember its exit code."""
    session.show(result, lambda a, _width: _advanced(a))
    if result.exit_code and not session.as_json:
        _refused(session, ws, result)


def show_treated(session: Session, ws: Workspace, result: Result[Treated]) -> None:
    """Print a decision on risks and remember its exit code."""
    session.show(result, lambda t, _width: _treated(t))
    if result.exit_code and not session.as_json:
        _refused(session, ws, result)


def _refused(session: Session, ws: Workspace, result: Result[Advanced] | Result[Treated]) -> None:
    console = session.console

    def line(d: Diagnostic) -> str | None:
        # A finding in the entry that was not written has no line in any file.
        positions = ws.loaded.positions(d.fil)
        return excerpt(ws, d) if positions and positions.locate(d.loc) == d.place else None

    console.note(findings(result.diagnostics, ws.root, line, console.width))
    console.note([Blank(), Line((Span(T("fel: "), "fel"), T("beslutet är inte registrerat; inget är skrivet")))])


def _advanced(a: Advanced) -> Blocks:
    plan = a.plan
    if plan is None:
        return
    d = plan.beslut
    what = OUTCOMES[d.utfall] if d.utfall else term(d.motesutfall if d.typ == "grind" else d.typ)
    yield Heading((T("{id}: ", id=a.id), Span(what, "stark")))
    yield Line(T("beslut {id}", id=d.id))
    process = a.verdict.process
    names = {f.slug: f.namn for f in process.faser}
    if plan.byter_fas:
        before = T("{fas}, {lage}", fas=names.get(plan.fore.fas, plan.fore.fas), lage=LAGE[plan.fore.lage])
        after = T("{fas}, {lage}", fas=names.get(plan.efter.fas, plan.efter.fas), lage=LAGE[plan.efter.lage])
        yield Line((before, " → ", Span(after, "bra")))
    else:
        yield Line(T("kvar i {fas}", fas=names.get(plan.efter.fas, plan.efter.fas)))
    if a.commit:
        yield Line(T("commit {id}", id=a.commit[:10]))
        return
    yield Blank()
    yield from diff_lines(a.diff)


def _treated(t: Treated) -> Blocks:
    if t.beslut is None:
        return
    yield Heading(T("{id}: beslut {beslut}", id=t.id, beslut=t.beslut.id))
    if t.commit:
        yield Line(T("commit {id}", id=t.commit[:10]))
        return
    yield Blank()
    yield from diff_lines(t.diff)
