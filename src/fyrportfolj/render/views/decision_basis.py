"""The paper that bodies decide on at the next gate: what to decide, where it stands, the ways, and what is missing.

Källa: handlingsplanen, beslut i grindarna; styrmötet för förstudien, Beslut; förvaltningslagen 32 §.
"""

from __future__ import annotations

from dataclasses import dataclass

from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import artefact_rows, titel
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.render.views import decision_basis_gate as at_gate
from fyrportfolj.render.views.common import Basis, Fact, Head, Names, kind
from fyrportfolj.render.views.decision_log import decision_log_view
from fyrportfolj.render.views.gate import Outcome
from fyrportfolj.render.views.risks import RiskRow, risk_row
from fyrportfolj.render.views.shared_tables import risk_cells
from fyrportfolj.render.views.status import StatusView, status_view
from fyrportfolj.render.views.swedish import NONE, day_in_words, one_line, sv
from fyrportfolj.render.views.tables import Table, fitted
from fyrportfolj.rules import gating
from fyrportfolj.rules import risk as rules
from fyrportfolj.rules.status import latest_report

_CONSEQUENCES = ("nollalternativ", "alternativ", "rattsliga_plikter", "informationssakerhet")


@dataclass(frozen=True, slots=True)
class DecisionBasisView:
    """What the template of a decision paper sees.

    Attributes:
        huvud: the head.
        oppen: False when nothing is left to decide: it has ended, or its process is missing.
        brister: why it can not be decided yet, or empty.
        forslag: the proposal's wording.
        forslag_fran: who has written it, in a sentence.
        vem: who decides, in the order of the process.
        sammanfattning: what it is about.
        mal: its goals.
        vagar: each outcome of the gate and what follows, or None.
        andra: other ways that the report names.
        utan_beslut: what follows when nothing is decided.
        krav: every criterion of the gate, or None.
        dokument: documents with version, status and sum, or None.
        risker: risks on a level that asks for a decision, or None.
        villkor: conditions of earlier decisions, or None.
        tidigare: earlier decisions, or None.
        konsekvenser: what the documents say of consequences.
        lag: what the law says of the decision.
        formular: rows to fill in, or None.
        utfall: the boxes.
        status: lights, economy, milestones, participation.
    """

    huvud: Head
    oppen: bool
    brister: str
    forslag: tuple[str, ...]
    forslag_fran: str
    vem: tuple[Fact, ...]
    sammanfattning: tuple[str, ...]
    mal: tuple[str, ...]
    vagar: Table | None
    andra: tuple[str, ...]
    utan_beslut: tuple[str, ...]
    krav: Table | None
    dokument: Table | None
    risker: Table | None
    villkor: Table | None
    tidigare: Table | None
    konsekvenser: tuple[Fact, ...]
    lag: tuple[str, ...]
    formular: Table | None
    utfall: tuple[Outcome, ...]
    status: StatusView


def decision_basis_view(basis: Basis, entry: Entry[Undertaking]) -> DecisionBasisView:
    """Give the paper for the next gate of an undertaking, one for all the bodies that decide there.

    Args:
        basis: the portfolio, the day and the commit.
        entry: the initiative or project.
    """
    p, u, names = basis.portfolio, entry.modell, Names(basis.portfolio)
    verdict = gating.evaluate(p, entry, basis.idag)
    ahead = verdict if verdict is not None and verdict.replay.lage != "avslutad" else None
    status, log = status_view(basis, entry), decision_log_view(basis, entry)
    proposals, source = _proposal(status, ahead)
    found = latest_report(u)
    needs = found[1].beslut_som_behovs if found and ahead else ()
    return DecisionBasisView(
        huvud=_head(basis, u, status, ahead),
        oppen=ahead is not None,
        brister=_not_ready(ahead),
        forslag=proposals,
        forslag_fran=source,
        vem=tuple(Fact(b.namn, f"{b.vem}. {b.lage}.") for b in status.grind.beslut) if ahead else (),
        sammanfattning=status.sammanfattning,
        mal=tuple(one_line(m) for m in u.mal),
        vagar=at_gate.alternatives(u, ahead) if ahead else None,
        andra=tuple(one_line(a) for n in needs for a in n.alternativ),
        utan_beslut=tuple(one_line(n.konsekvens) for n in needs if n.konsekvens),
        krav=at_gate.criteria(ahead, names) if ahead else None,
        dokument=at_gate.documents(u, ahead.fas) if ahead else None,
        risker=_risks(p, u, basis, names),
        villkor=log.villkor,
        tidigare=log.beslut,
        konsekvenser=tuple(_consequences(u)),
        lag=at_gate.law(p, ahead, names) if ahead else (),
        formular=at_gate.form(ahead, names) if ahead else None,
        utfall=status.grind.utfall,
        status=status,
    )


def _head(basis: Basis, u: Undertaking, status: StatusView, ahead: gating.Verdict | None) -> Head:
    slag = sv(T("Beslutsunderlag"))
    wanted = {"Fas", "Nästa grind", "Ägare", "Ledare", "Program", "Diarienummer"}
    bodies = "; ".join(dict.fromkeys(b.vem for b in status.grind.beslut if not b.klar))
    asked = (Fact(sv(T("Beslutar")), bodies or NONE),) if ahead else ()
    return Head(
        titel=f"{slag} – {u.namn}",
        namn=u.namn,
        slag=slag,
        overrad=f"{slag} · {kind(basis.portfolio, u)}",
        underrad=status.grind.grind if ahead else status.grind.lage,
        datum=day_in_words(basis.idag),
        exempel=u.exempel,
        fakta=(*(f for f in status.fakta if f.rubrik in wanted), *asked),
        fot=status.fot,
    )


def _proposal(status: StatusView, ahead: gating.Verdict | None) -> tuple[tuple[str, ...], str]:
    """Give what is proposed and where its wording comes from; the gate's own words when nobody has written others."""
    if ahead is None:
        return (), ""
    gate = ahead.grind
    standard = gate.forslag or sv(T("Förslagets ordalydelse är inte skriven. Grinden gäller {grind}.", grind=gate.namn))
    told = (standard, *(f.forslag for f in status.forslag if f.forslag != standard))
    if gate.forslag:
        return told, sv(T("Det första förslaget är processens standardtext för grinden."))
    return told, ""


def _not_ready(ahead: gating.Verdict | None) -> str:
    if ahead is None:
        return ""
    if ahead.replay.lage == "stoppad":
        return sv(T("Arbetet är stoppat. Ett beslut om att återuppta det behövs innan grinden kan prövas."))
    left = len(ahead.saknas)
    if left:
        return sv(
            T(
                "{antal} av grindens {alla} krav är inte uppfyllda. Ett beslut om att gå vidare kan inte registreras "
                "förrän de är det; de står under Grindens krav.",
                antal=left,
                alla=len(ahead.kriterier),
            )
        )
    return ""


def _risks(p: Portfolio, u: Undertaking, basis: Basis, names: Names) -> Table | None:
    """Give the open risks on a level that a body must decide, and those whose consequence alone is reason enough."""
    policy = p.fyr.modell.policy.risk
    held = [r for _, r in rules.open_risks(u.risker)]
    asked = [
        r
        for r in held
        if ((band := rules.level(policy, rules.value(r))) is None or band.krav_beslut) or rules.always_shown(policy, r)
    ]
    rows: list[RiskRow] = [risk_row(p, u, r, basis.idag, names) for r in sorted(asked, key=lambda r: -rules.value(r))]
    heads = (T("Id"), T("Risk och följd"), T("Värde"), T("Får besluta"), T("Åtgärd"))
    title = sv(T("Risker att ta ställning till"))
    return fitted(Table(title, tuple(sv(h) for h in heads), tuple(risk_cells(r) for r in rows))) if rows else None


def _consequences(u: Undertaking) -> list[Fact]:
    """Give what the documents say of other ways and of what follows."""
    found = []
    for slug, _, artefakt in artefact_rows(u.artefakter):
        for name in _CONSEQUENCES:
            field = type(artefakt).model_fields.get(name)
            value = getattr(artefakt, name) if field else None
            if field and value:
                said = value if isinstance(value, str) else " ".join(value)
                found.append(Fact(f"{field.title} ({titel(slug)})", one_line(said)))
    return found
