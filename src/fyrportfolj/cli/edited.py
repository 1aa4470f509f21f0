"""How a change of a file is shown: a diff, what was written, or why it was refused."""

from __future__ import annotations

from fyrportfolj.cli.blocks import Blank, Blocks, Line, Raw, Span, Style
from fyrportfolj.cli.findings import findings, shown_path
from fyrportfolj.cli.session import Session
from fyrportfolj.commands.editing import Edited
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import T

_FEW = 5
"""Warnings that are shown beside a change that was made."""

_DIFF: dict[str, Style] = {"+": "bra", "-": "fel", "@": "plats"}


def show_edited(session: Session, ws: Workspace, result: Result[Edited]) -> None:
    """Print a change of a file and remember its exit code.

    Args:
        session: the call.
        ws: the portfolio it was made in.
        result: what the command gave back.
    """
    session.show(result, lambda e, _width: _edited(e, ws))
    if result.diagnostics and not session.as_json:
        console = session.console
        # A good change may touch sums all over; the check tells the rest.
        shown = result.diagnostics if result.exit_code else result.diagnostics[:_FEW]
        console.note(refused(ws, shown, {result.data.fil: result.data.ny_text}, console.width))
        if result.exit_code and result.data.skriven:
            console.note([Blank(), Line(T("skriven med fel, som du valde; rätta dem innan du checkar in"))])
        elif result.exit_code:
            console.note([Blank(), Line((Span(T("fel: "), "fel"), T("ändringen skulle ge nya fel; inget är skrivet")))])
        elif len(shown) < len(result.diagnostics):
            left = len(result.diagnostics) - len(shown)
            console.note([Blank(), Line(T("{antal} varningar till; kör fyr check", antal=left))])


def refused(ws: Workspace, found: tuple[Diagnostic, ...], texts: dict[str, str], width: int) -> Blocks:
    """Show findings with excerpts of texts that are not in the files.

    Args:
        ws: the portfolio.
        found: the findings.
        texts: new text per path; other files are read as they were.
        width: columns of the terminal.
    """

    def excerpt(d: Diagnostic) -> str | None:
        text = texts.get(d.fil)
        if text is None or d.place is None:
            return None
        lines = text.split("\n")
        return lines[d.place.rad - 1] if d.place.rad <= len(lines) else None

    return findings(found, ws.root, excerpt, width)


def diff_lines(diff: str) -> Blocks:
    """Show a unified diff; the signs say what the colours say."""
    for line in diff.splitlines():
        bold: Style = "stark" if line.startswith(("+++", "---")) else ""
        yield Raw(Span(line, bold or _DIFF.get(line[:1], "")))


def _edited(e: Edited, ws: Workspace) -> Blocks:
    yield from diff_lines(e.diff)
    if e.skriven:
        yield Line(T("skrev {fil}", fil=shown_path(ws.root, e.fil)))
    if e.commit:
        yield Line(T("commit {id}", id=e.commit[:10]))
