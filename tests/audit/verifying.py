"""Verifying a history of the attacks, in this process, with the anchor that its auditor would have."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fyrportfolj.commands.audit import Asked, Verified, verify
from fyrportfolj.commands.audit_place import mirror_place
from fyrportfolj.commands.result import Result
from tests.audit.attacks import Agreed
from tests.audit.portfolio import KEYS
from tests.audit.trail import Trail, moment

NOW = moment("2026-11-22", 12)


class OurFaultError(AssertionError):
    """The audit failed for a reason that is ours."""


def no_log(error: BaseException) -> Path | None:
    """Fail the test when the audit meets an error of our own."""
    raise OurFaultError(repr(error)) from error


def anchor_text(trail: Trail, agreed: Agreed = Agreed(), *, points: tuple[str, ...] = ()) -> str:  # noqa: B008
    """Give the trust anchor of a history as it is before the attack.

    Args:
        trail: the clean history.
        agreed: how the anchor differs.
        points: further known commits.
    """
    line = trail.objects.line(trail.tip)
    level = agreed.niva or ("signerad" if trail.signed else "struktur")
    text = f"rot: {agreed.root or line[0]}\nniva: {level}\n"
    if trail.signed and agreed.keys:
        text += "nycklar:\n" + "".join(f"  - {KEYS[k].text}\n" for k in agreed.keys)
    known = (trail.tip, *points)
    text += "kontrollpunkter:\n" + "".join(f"  - {{incheckning: {p}, datum: {date(2026, 9, 18)}}}\n" for p in known)
    if agreed.accepted:
        text += f"godtagna:\n  - {{incheckning: {trail.tip}, kod: {agreed.accepted}, skal: Känd}}\n"
    return text + agreed.more


def verified(trail: Trail, trust: Path | None, **asked: object) -> Result[Verified]:
    """Verify a history."""
    return verify(mirror_place(trail.git_dir), Asked(trust=trust, **asked), NOW, no_log)  # type: ignore[arg-type]


def codes(result: Result[Verified]) -> set[str]:
    """Give the codes that were found."""
    return {d.kod for d in result.diagnostics}
