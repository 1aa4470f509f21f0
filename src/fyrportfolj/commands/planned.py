"""A plan of the rules as edits of the file, and what a person is told about it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.model.decisions import Underlag
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.process import Fas
from fyrportfolj.rules.advance import Plan, documents_to_decide, pin
from fyrportfolj.store.edit import Edit, Remove, Set


def edits_of(u: Undertaking, plan: Plan) -> tuple[Edit, ...]:
    """Give the edits that a plan means, apart from the new row itself.

    Args:
        u: the undertaking as it stands.
        plan: what the decision or correction changes.
    """
    edits: list[Edit] = []
    if plan.efter.fas != u.fas:
        edits.append(Set(("fas",), plan.efter.fas))
    if plan.steg != u.steg:
        edits.append(_set_or_remove(("steg",), plan.steg))
    for index, values in plan.deltagare.items():
        edits.extend(_set_or_remove(("deltagare", index, name), value) for name, value in values.items())
    if plan.andelar is not None:
        rows = [{"part": a.part, "belopp_kr": _shortest(a.belopp_kr)} for a in plan.andelar]
        edits.append(Set(("finansiering", "andelar"), rows))
    edits.extend(Set(("artefakter", slug, "status"), value) for slug, value in plan.status.items())
    return tuple(edits)


def messages_of(plan: Plan | None) -> Iterator[Text]:
    """Give what a person should know about a plan beside the change itself."""
    if plan is None:
        return
    if plan.andelar is not None:
        yield T("Kommunernas del av kostnaden är fördelad på nytt mellan dem som är kvar.")
    if plan.beslut.upphavda:
        yield T("Godkännandet har upphört för {dokument}.", dokument=plan.beslut.upphavda)


def decided_documents(u: Undertaking, fas: Fas, extra: tuple[str, ...]) -> tuple[Underlag, ...]:
    """Give the documents of a yes, pinned as they are: those that the gate decides, and further ones.

    Args:
        u: the undertaking with its documents.
        fas: the phase that the gate leaves.
        extra: slugs of further documents.

    Raises:
        UsageError: there is no such document.
    """
    return with_documents(u, documents_to_decide(u, fas), extra)


def with_documents(u: Undertaking, documents: tuple[Underlag, ...], extra: tuple[str, ...]) -> tuple[Underlag, ...]:
    """Give some pins with those of further documents, as they are now.

    Raises:
        UsageError: there is no such document.
    """
    found = {d.artefakt: d for d in documents}
    for slug in extra:
        artefakt = getattr(u.artefakter, slug, None)
        if artefakt is None or isinstance(artefakt, tuple):
            raise UsageError(T("{id} har inget dokument som heter {slug}", id=u.id, slug=slug))
        found[slug] = pin(slug, artefakt)
    return tuple(found.values())


def _set_or_remove(loc: tuple[str | int, ...], value: str | None) -> Edit:
    return Remove(loc) if value is None else Set(loc, value)


def _shortest(amount: Decimal) -> Decimal | int:
    """Whole kronor without decimals, as a person writes them."""
    return int(amount) if amount == int(amount) else amount
