"""What the rules give for a decision on the parent's state: the file that should have come of it, and why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import T, Text
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.risks import Behandling, Risk
from fyrportfolj.rules.advance import Plan, plan, refusals, refusals_to_open, with_participants
from fyrportfolj.rules.corrected import RATTELSE, applied, origin_of, same_matter
from fyrportfolj.rules.correction import plan_correction, refusals_to_correct
from fyrportfolj.rules.gating import Verdict
from fyrportfolj.rules.replay import Replay, with_decision

_MOVES = frozenset({"grind", "ateruppta"})
"""Kinds of decision that the process follows."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a decision gives.

    Attributes:
        insats: the undertaking as the file should have become.
        fore: where it stood.
        efter: where it should stand.
        hinder: why the decision should not have been recorded, as the writer would have refused it.
        orsaker: the same, where no code says it.
    """

    insats: Undertaking
    fore: Replay
    efter: Replay
    hinder: tuple[Diagnostic, ...] = ()
    orsaker: tuple[Text, ...] = ()


def expected(
    portfolio: Portfolio, entry: Entry[Undertaking], verdict: Verdict, decision: Decision, today: date
) -> Expected:
    """Work a decision out anew.

    Args:
        portfolio: the portfolio at the parent.
        entry: the undertaking and its file, before the decision.
        verdict: how it stood at its gate.
        decision: the decision as it was recorded.
        today: the day to judge at.
    """
    # The list of lapsed approvals is worked out, never taken from the row itself.
    bare = decision.model_copy(update={"upphavda": ()})
    if decision.typ == RATTELSE:
        return _correction(portfolio, entry, verdict, bare, today)
    if decision.typ in _MOVES:
        made = plan(portfolio, entry, verdict, bare)
        refused = refusals(verdict, bare) or refusals_to_open(portfolio, entry, verdict, made, today)
        return Expected(planned(entry.modell, made), made.fore, made.efter, refused)
    after = with_decision(entry.modell, bare)
    if decision.typ == "risk" and decision.motesutfall == "beslutat":
        return Expected(after, verdict.replay, verdict.replay, orsaker=tuple(_risks(entry.modell, bare)))
    return Expected(after, verdict.replay, verdict.replay)


def treated(after: Undertaking, decision: Decision, recorded: Undertaking) -> Undertaking:
    """Give the undertaking with the treatment of the risks that a decision names.

    Args:
        after: as the rules give it without the treatment.
        decision: the decision on risks.
        recorded: as the commit leaves it: how a risk is treated was chosen at the meeting and stands only there.
    """
    if decision.typ != "risk" or decision.motesutfall != "beslutat":
        return after
    choice = {r.id: r.behandling.val for r in recorded.risker if r.behandling}

    def with_treatment(r: Risk) -> Risk:
        if r.id not in decision.risker or r.id not in choice:
            return r
        row = Behandling(val=choice[r.id], datum=decision.datum, beslut=decision.id, motivering=decision.motivering)
        return r.model_copy(update={"behandling": row})

    return after.model_copy(update={"risker": tuple(with_treatment(r) for r in after.risker)})


def planned(u: Undertaking, made: Plan) -> Undertaking:
    """Give an undertaking as a plan leaves it."""
    values: dict[str, object] = {
        "fas": made.efter.fas,
        "steg": made.steg,
        "deltagare": with_participants(u, made.deltagare),
        "beslut": (*u.beslut, made.beslut),
    }
    if made.andelar is not None and u.finansiering is not None:
        values["finansiering"] = u.finansiering.model_copy(update={"andelar": made.andelar})
    if made.status:
        documents = {
            slug: getattr(u.artefakter, slug).model_copy(update={"status": status})
            for slug, status in made.status.items()
        }
        values["artefakter"] = u.artefakter.model_copy(update=documents)
    return u.model_copy(update=values)


def _correction(
    portfolio: Portfolio, entry: Entry[Undertaking], verdict: Verdict, decision: Decision, today: date
) -> Expected:
    u = entry.modell
    made = plan_correction(portfolio, entry, verdict, decision)
    origin = origin_of(u.beslut, decision)
    if origin is None:
        why = T("det rättar {beslut}, som inte står före det", beslut=decision.ersatter or "–")
        return Expected(planned(u, made), made.fore, made.efter, orsaker=(why,))
    old = applied(u.beslut)[origin]
    if same_matter(old, made.beslut):
        # How a decision is registered moves nothing.
        return Expected(with_decision(u, made.beslut), made.fore, made.fore)
    refused = refusals_to_correct(entry, made) or refusals_to_open(portfolio, entry, verdict, made, today)
    if not refused and old.utfall != "fortsatt":
        # A yes that was registered as something else asks for what any yes asks for.
        refused = refusals(verdict, made.beslut.model_copy(update={"typ": old.typ}))
    return Expected(planned(u, made), made.fore, made.efter, refused)


def _risks(u: Undertaking, decision: Decision) -> Iterator[Text]:
    known = {r.id for r in u.risker}
    missing = tuple(i for i in decision.risker if i not in known)
    if missing:
        yield T("insatsen har ingen risk {risker}", risker=missing)
    if not decision.risker:
        yield T("det nämner ingen risk")
