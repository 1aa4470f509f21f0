"""What one account has said in many small pieces, put together to answers.

A forge makes a review of every single remark on a line, and people write in the conversation too. Only what states a
stance, or uses the buttons, is an answer of its own; the rest are remarks to the answer that stood there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fyrportfolj.forge.protocol import Remark, Said, has_stance, oldest_first


def folded(said: Sequence[Said]) -> tuple[Said, ...]:
    """Put together what each account has said.

    Args:
        said: everything, oldest first.

    Returns:
        Answers, oldest first. An account that states no stance has one, whose id is that of what it said first.
    """
    by_account: dict[str, list[Said]] = {}
    for one in said:
        # Accounts that are gone have no id; what they left is not known to be from the same person.
        by_account.setdefault(one.account.id or one.id, []).append(one)
    answers = [answer for own in by_account.values() for answer in _answers(own)]
    return oldest_first(answers)


def _answers(own: Sequence[Said]) -> list[Said]:
    whole = [one for one in own if has_stance(one.text) or one.verdict != "kommentar"] or [own[0]]
    told: dict[str, list[Said]] = {one.id: [] for one in whole}
    for one in own:
        if one.id not in told:
            before = [answer for answer in whole if answer.when <= one.when]
            told[(before[-1] if before else whole[0]).id].append(one)
    return [_with(answer, told[answer.id]) for answer in whole]


def _with(answer: Said, more: Sequence[Said]) -> Said:
    if not more:
        return answer
    remarks = [*answer.remarks, *(remark for one in more for remark in _pieces(one))]
    return replace(
        answer,
        remarks=tuple(remarks),
        original="[" + ",".join(one.original for one in (answer, *more)) + "]",
    )


def _pieces(one: Said) -> tuple[Remark, ...]:
    if not one.text:
        return one.remarks
    return (Remark(one.id, one.text, None, None, None, one.commit, one.url), *one.remarks)
