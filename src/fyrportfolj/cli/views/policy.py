"""What is changed in the policy, and what became of it."""

from __future__ import annotations

from fyrportfolj.cli.blocks import Blank, Blocks, Column, Heading, Line, Span, Table
from fyrportfolj.cli.edited import diff_lines
from fyrportfolj.cli.findings import findings
from fyrportfolj.cli.session import Session
from fyrportfolj.commands.check import excerpt
from fyrportfolj.commands.policy import PolicyChange, PolicyStatus
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import T

_KINDS = {"ny": T("ny"), "andrad": T("ändrad"), "borttagen": T("borttagen")}


def policy_status(found: PolicyStatus, _width: int) -> Blocks:
    """Show which policy files are changed.

    Args:
        found: how the policy stands.
        _width: columns of the terminal; the table fits itself.
    """
    yield Heading(T("Policy {serie}", serie=found.serie))
    if not found.andrade:
        yield Line(T("Inga policyfiler är ändrade."))
        return
    rows = tuple(
        (p.fil, _KINDS[p.slag], T("köad med annat innehåll") if p.fil in found.halvkoade else "") for p in found.andrade
    )
    yield Table((Column(), Column(), Column()), rows, indent=2)
    yield Blank()
    yield Line(T("checka in med fyr policy commit --grund TEXT; det blir policy {nasta}", nasta=found.nasta))


def show_changed(session: Session, ws: Workspace, result: Result[PolicyChange]) -> None:
    """Print a change of the policy and remember its exit code."""
    session.show(result, lambda c, _width: _changed(c, shown=not result.exit_code))
    if not result.diagnostics or session.as_json:
        return
    console = session.console

    def line(d: Diagnostic) -> str | None:
        # What is wrong may stand in a commit that was never made.
        positions = ws.loaded.positions(d.fil)
        return excerpt(ws, d) if positions and positions.locate(d.loc) == d.place else None

    console.note(findings(result.diagnostics, ws.root, line, console.width))
    if result.exit_code:
        console.note([Blank(), Line((Span(T("fel: "), "fel"), T("policyn är inte ändrad; inget är incheckat")))])


def _changed(c: PolicyChange, *, shown: bool) -> Blocks:
    if not shown:
        return
    yield Heading(T("Policy {serie}", serie=c.serie))
    for fil in c.filer:
        yield Line(fil, indent=2)
    if c.commit:
        yield Line(T("commit {id}", id=c.commit[:10]))
        return
    yield Blank()
    yield from diff_lines(c.diff)
