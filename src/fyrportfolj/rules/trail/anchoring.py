"""What is agreed outside the repository: where the history begins, what it must hold, and what is accepted in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import T
from fyrportfolj.rules.trail.scene import fault
from fyrportfolj.rules.trail.values import Anchor, Commit, Level

_BY_WHOM = frozenset({"FYR612", "FYR613", "FYR614", "FYR615", "FYR616"})
"""Findings that leave a commit without somebody who answers for it."""


def judge_chain(roots: Sequence[str], line: Sequence[str], anchor: Anchor, start: Commit) -> tuple[Diagnostic, ...]:
    """Judge whether a history is the agreed one.

    Args:
        roots: ids of its commits without parents.
        line: ids of its first-parent line, oldest first.
        anchor: what is agreed.
        start: the commit that the judgement starts from.

    Returns:
        FYR604, FYR605, FYR606 and FYR619.
    """
    return tuple(_chain(roots, line, anchor, start))


def _chain(roots: Sequence[str], line: Sequence[str], anchor: Anchor, start: Commit) -> Iterator[Diagnostic]:
    wanted = anchor.rot or line[0]
    for root in roots:
        if root != wanted:
            yield fault(root, "FYR604", funnen=root, vantad=wanted)
    held = frozenset(line)
    for point in dict.fromkeys((*anchor.kontrollpunkter, *((anchor.start,) if anchor.start else ()))):
        if point not in held:
            yield fault(line[-1], "FYR606", kontrollpunkt=point)
    if anchor.nycklar and (start.signature != "giltig" or start.key not in anchor.nycklar):
        yield fault(start.oid, "FYR605")
    if not (anchor.rot or anchor.start or anchor.kontrollpunkter):
        yield fault(line[0], "FYR619")


def without_accepted(findings: Iterable[Diagnostic], anchor: Anchor) -> tuple[Diagnostic, ...]:
    """Give the findings that the auditor has not accepted."""
    accepted = {(a.incheckning, a.kod) for a in anchor.godtagna}
    return tuple(d for d in findings if (d.commit, d.kod) not in accepted)


def judge_accepted(findings: Iterable[Diagnostic], anchor: Anchor) -> Iterator[Diagnostic]:
    """Find accepted deviations that do not occur; asked only when the whole history was judged."""
    occurring = {(d.commit, d.kod) for d in findings}
    for a in anchor.godtagna:
        if (a.incheckning, a.kod) not in occurring:
            yield fault(a.incheckning, "FYR648", kod=a.kod, incheckning=a.incheckning)


def judge_level(
    level: Level, findings: Iterable[Diagnostic], signed_from: str | None, tip: str, anchor: Anchor
) -> Iterator[Diagnostic]:
    """Find a history that is proved to a lower level than is agreed.

    Args:
        level: the level that the history asked of its commits.
        findings: what was found in them.
        signed_from: as in `Judged`.
        tip: id of the last commit.
        anchor: what is agreed.
    """
    nobodys = next((d for d in findings if d.kod in _BY_WHOM), None)
    if anchor.niva != "signerad" or (level == "signerad" and nobodys is None):
        return
    if nobodys is not None and level == "signerad":
        reason = T(
            "ingen med rätt till det svarar för {incheckning} ({kod})", incheckning=nobodys.commit, kod=nobodys.kod
        )
    elif signed_from is None:
        reason = T("registret saknar nycklar")
    elif signed_from != tip:
        reason = T("incheckningar före {incheckning} behövde inte undertecknas", incheckning=signed_from)
    else:
        reason = T("bara den sista incheckningen behövde undertecknas")
    yield fault(tip, "FYR649", vantad=anchor.niva, orsak=reason)


def answered_for(findings: Iterable[Diagnostic]) -> bool:
    """Say whether somebody with the right to it answers for every commit."""
    return not any(d.kod in _BY_WHOM for d in findings)
