"""How a recorded, planned or refused decision is shown."""

from __future__ import annotations

from fyrportfolj.cli.blocks import Blank, Blocks, Heading, Line, Span
from fyrportfolj.cli.edited import diff_lines
from fyrportfolj.cli.findings import findings
from fyrportfolj.cli.session import Session
from fyrportfolj.commands.check import excerpt
from fyrportfolj.commands.correct import Corrected
from fyrportfolj.commands.gate_advance import Advanced
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.risk_decide import Treated
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import T
from fyrportfolj.rules.advance import Plan
from fyrportfolj.rules.changes.words import OUTCOMES, word
from fyrportfolj.rules.gating import Verdict


def show_advanced(session: Session, ws: Workspace, result: Result[Advanced]) -> None:
    """Print a decision at a gate and remember its exit code."""
    session.show(result, lambda a, _width: _advanced(a))
    if result.exit_code and not session.as_json:
        _refused(session, ws, result)


def show_corrected(session: Session, ws: Workspace, result: Result[Corrected]) -> None:
    """Print a correction and remember its exit code."""
    session.show(result, lambda c, _width: _corrected(c))
    if result.exit_code and not session.as_json:
        _refused(session, ws, result)


def show_treated(session: Session, ws: Workspace, result: Result[Treated]) -> None:
    """Print a decision on risks and remember its exit code."""
    session.show(result, lambda t, _width: _treated(t))
    if result.exit_code and not session.as_json:
        _refused(session, ws, result)


def _refused(session: Session, ws: Workspace, result: Result[Advanced] | Result[Corrected] | Result[Treated]) -> None:
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
    what = OUTCOMES[d.utfall] if d.utfall else word(d.motesutfall if d.typ == "grind" else d.typ)
    yield Heading((T("{id}: ", id=a.id), Span(what, "stark")))
    yield Line(T("beslut {id}", id=d.id))
    yield from _moved(plan, a.verdict)
    yield from _landed(a.commit, a.diff)


def _corrected(c: Corrected) -> Blocks:
    plan = c.plan
    if plan is None:
        return
    yield Heading((T("{id}: ", id=c.id), Span(T("rättelse av {beslut}", beslut=c.beslut), "stark")))
    yield Line(T("beslut {id}", id=plan.beslut.id))
    yield Line(T("rättar {falt}", falt=c.falt))
    yield from _moved(plan, c.verdict)
    yield from _landed(c.commit, c.diff)


def _moved(plan: Plan, verdict: Verdict) -> Blocks:
    names = {f.slug: f.namn for f in verdict.process.faser}
    if plan.byter_fas:
        before = T("{fas}, {lage}", fas=names.get(plan.fore.fas, plan.fore.fas), lage=word(plan.fore.lage))
        after = T("{fas}, {lage}", fas=names.get(plan.efter.fas, plan.efter.fas), lage=word(plan.efter.lage))
        yield Line((before, " → ", Span(after, "bra")))
    else:
        yield Line(T("kvar i {fas}", fas=names.get(plan.efter.fas, plan.efter.fas)))


def _landed(commit: str | None, diff: str) -> Blocks:
    if commit:
        yield Line(T("commit {id}", id=commit[:10]))
        return
    yield Blank()
    yield from diff_lines(diff)


def _treated(t: Treated) -> Blocks:
    if t.beslut is None:
        return
    yield Heading(T("{id}: beslut {beslut}", id=t.id, beslut=t.beslut.id))
    yield from _landed(t.commit, t.diff)
