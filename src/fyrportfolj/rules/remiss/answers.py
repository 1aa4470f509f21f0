"""Which answers count: the newest of each recipient, and only a decided one speaks for the municipality."""

from __future__ import annotations

from collections.abc import Iterable

from fyrportfolj.model.artefacts.remiss import Remissyttrande


def is_decided(answer: Remissyttrande) -> bool:
    """Say whether an answer names the decision behind it: a body and a day.

    Without one it is what an official thinks, and never the municipality's own answer.

    Källa: kommunallagen 6 kap.; en tjänsteperson yttrar sig för kommunen bara efter beslut eller delegation.
    """
    return bool(answer.organ or answer.organets_namn) and answer.beslutsdatum is not None


def replaced(answers: Iterable[Remissyttrande]) -> frozenset[str]:
    """Give the ids of the answers that a later one has come in the place of."""
    return frozenset(a.ersatter for a in answers if a.ersatter)


def standing(answers: Iterable[Remissyttrande]) -> tuple[Remissyttrande, ...]:
    """Give the answers that no later one replaces, in file order."""
    held = tuple(answers)
    gone = replaced(held)
    return tuple(a for a in held if a.id is None or a.id not in gone)


def current(answers: Iterable[Remissyttrande]) -> dict[str, Remissyttrande]:
    """Give the answer that counts of each recipient: the last decided one, else the last of all.

    Args:
        answers: every answer, oldest first.

    Returns:
        Recipient to answer, in the order of the first answer of each.
    """
    found: dict[str, Remissyttrande] = {}
    for answer in standing(answers):
        if answer.instans is None:
            continue
        held = found.get(answer.instans)
        if held is None or is_decided(answer) or not is_decided(held):
            found[answer.instans] = answer
    return found


def predecessor(answers: Iterable[Remissyttrande], answer: Remissyttrande) -> Remissyttrande | None:
    """Give the answer that a new one comes in the place of, or None.

    What an official writes never replaces what the municipality has decided; it stands beside it.

    Args:
        answers: every earlier answer, oldest first.
        answer: the new one.
    """
    held = current(answers).get(answer.instans or "")
    if held is None or is_decided(answer) or not is_decided(held):
        return held
    beside = [a for a in standing(answers) if a.instans == answer.instans and not is_decided(a)]
    return beside[-1] if beside else None
