"""The named criteria that a process file may ask for: one table, one function each.

A process names a criterion; what it means is here. A criterion asked on a document looks at that
document; one asked on the gate looks at the undertaking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from fyrportfolj.diagnostics import Loc
from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts.avveckling import Projektdokumentation
from fyrportfolj.model.artefacts.benefit_rows import Nytta
from fyrportfolj.model.artefacts.direktiv import Intressesvar
from fyrportfolj.model.artefacts.rows import KommunensForutsattningar, Kommunrad
from fyrportfolj.model.artefacts.traits import MedBudget, MedKommuner, MedNyttor, MedParter
from fyrportfolj.rules import risk, status
from fyrportfolj.rules.remiss.points import living, needs_reasons, unassessed
from fyrportfolj.rules.replay import standing_of
from fyrportfolj.rules.subject import Answer, Subject, met, unmet

Ask = Callable[[Subject], Answer]


@dataclass(frozen=True, slots=True)
class Named:
    """A criterion with the sentence that a person reads.

    Attributes:
        rubrik: what is asked, as a statement.
        ask: the function that answers.
    """

    rubrik: Text
    ask: Ask


def _participants_exist(s: Subject) -> Answer:
    found = s.participants()
    return Answer(bool(found), None if found else T("ingen kommun deltar eller är tillfrågad"), ("deltagare",))


def _children_closed(s: Subject) -> Answer:
    open_ = []
    for child in s.portfolio.children(s.undertaking.id):
        state = standing_of(s.portfolio, child.modell)
        if state is None or state.lage == "pagar":
            open_.append(child.modell.id)
    return Answer(not open_, T("pågår: {projekt}", projekt=tuple(open_)) if open_ else None, ("id",))


def _risks_have_mandate(s: Subject) -> Answer:
    for i, r in enumerate(s.undertaking.risker):
        if r.status != "stangd" and not risk.has_mandate(s.portfolio, s.undertaking, r):
            who = risk.authority(s.portfolio.fyr.modell.policy.risk, s.undertaking, risk.value(r))
            reason = T("risk {id} med riskvärde {varde} saknar beslut", id=r.id, varde=risk.value(r))
            return unmet(reason, ("risker", i, "behandling"), (who,) if who else ())
    return met(("risker",))


def _risks_assessed(s: Subject) -> Answer:
    if not s.undertaking.risker:
        return unmet(T("riskregistret är tomt"), ("risker",))
    days = s.portfolio.fyr.modell.policy.risk.omprovas_inom_dagar
    for i, r in enumerate(s.undertaking.risker):
        age = (s.today - r.bedomd).days
        if r.status != "stangd" and age > days:
            reason = T("risk {id} bedömdes för {dagar} dagar sedan, gränsen är {grans}", id=r.id, dagar=age, grans=days)
            return unmet(reason, ("risker", i, "bedomd"), (r.agare,))
    return met(("risker",))


def _milestones_exist(s: Subject) -> Answer:
    found = bool(s.undertaking.milstolpar)
    return Answer(found, None if found else T("ingen milstolpe har baslinje"), ("milstolpar",))


def _costs_shared(s: Subject) -> Answer:
    f = s.undertaking.finansiering
    if f is None or f.kommunernas_del_kr is None:
        return unmet(T("kommunernas del av kostnaden är inte angiven"), ("finansiering",))
    given = sum((a.belopp_kr for a in f.andelar), Decimal(0))
    missing = tuple(k for k in s.participants() if k not in {a.part for a in f.andelar})
    if missing:
        return unmet(T("andel saknas för {kommuner}", kommuner=missing), ("finansiering", "andelar"))
    outside = tuple(a.part for a in f.andelar if a.part not in s.participants())
    if outside:
        return unmet(T("{kommuner} har en andel men deltar inte", kommuner=outside), ("finansiering", "andelar"))
    if given != f.kommunernas_del_kr:
        reason = T("andelarna är {summa} kr men kommunernas del {del_}", summa=given, del_=f.kommunernas_del_kr)
        return unmet(reason, ("finansiering", "andelar"))
    return met(("finansiering",))


def _report_fresh(s: Subject) -> Answer:
    stale = status.stale(s.portfolio, s.undertaking, s.today)
    return Answer(not stale, T("den senaste statusrapporten är för gammal eller saknas") if stale else None, s.loc)


def _municipalities_answered(s: Subject) -> Answer:
    if not isinstance(s.artefakt, MedKommuner):
        return _wrong_kind(s)
    rows = s.artefakt.per_kommun
    answered = {r.kommun for r in rows if not _unanswered(r)}
    return _everyone(s, answered, "per_kommun", T("svar saknas från {kommuner}", kommuner=_missing(s, answered)))


def _unanswered(row: Kommunrad) -> bool:
    if isinstance(row, Intressesvar):
        return row.svar == "ej_besvarat"
    return isinstance(row, KommunensForutsattningar) and row.intresse == "ej_besvarat"


def _parties_signed(s: Subject) -> Answer:
    if not isinstance(s.artefakt, MedParter):
        return _wrong_kind(s)
    signed = {p.part for p in s.artefakt.parter if p.svar == "undertecknat"}
    return _everyone(s, signed, "parter", T("underskrift saknas från {kommuner}", kommuner=_missing(s, signed)))


def _budget_sums(s: Subject) -> Answer:
    if not isinstance(s.artefakt, MedBudget):
        return _wrong_kind(s)
    total = s.artefakt.budget_total_kr
    given = sum((r.belopp_kr for r in s.artefakt.budget), Decimal(0))
    loc: Loc = (*s.loc, "budget_total_kr")
    if total is None:
        return unmet(T("budgetens summa är inte angiven"), loc)
    reason = T("raderna är {summa} kr men summan {total} kr", summa=given, total=total)
    return Answer(given == total, None if given == total else reason, loc)


def _baselines(s: Subject) -> Answer:
    return _each_benefit(
        s,
        lambda n: n.nulage is not None and n.nulage.status != "saknas",
        T("nuläget är inte mätt eller uppskattat"),
        "nulage",
    )


def _benefit_owners(s: Subject) -> Answer:
    def owned(n: Nytta) -> bool:
        role = s.portfolio.roller.get(n.nyttoansvarig.roll) if n.nyttoansvarig else None
        return role is not None and role.linjeroll

    return _each_benefit(s, owned, T("ägaren saknas eller är ingen linjeroll"), "nyttoansvarig")


def _benefit_outcomes(s: Subject) -> Answer:
    return _each_benefit(s, lambda n: bool(n.utfall), T("utfallet är inte redovisat"), "utfall")


def _points_assessed(s: Subject) -> Answer:
    held = s.undertaking.artefakter
    if held.yttranderapport is None:
        return unmet(T("yttranderapporten finns inte"), ("artefakter",))
    for i, p in unassessed(held.yttranderapport, held.remissyttrande):
        reason = T("synpunkt {id} från {instans} är inte bedömd", id=p.id, instans=p.instans)
        return unmet(reason, ("artefakter", "yttranderapport", "synpunkter", i), (p.ansvarig,) if p.ansvarig else ())
    for i, p in living(held.yttranderapport, held.remissyttrande):
        if needs_reasons(p):
            reason = T("synpunkt {id} från {instans} saknar motivering", id=p.id, instans=p.instans)
            return unmet(reason, ("artefakter", "yttranderapport", "synpunkter", i))
    return met(("artefakter", "yttranderapport", "synpunkter"))


def _archive_rows(s: Subject) -> Answer:
    if not isinstance(s.artefakt, Projektdokumentation):
        return _wrong_kind(s)
    for i, row in enumerate(s.artefakt.arkivrader):
        if not (row.plats and row.format and row.sha256):
            reason = T("{handling} saknar plats, format eller kontrollsumma", handling=row.handling)
            return unmet(reason, (*s.loc, "arkivrader", i))
    found = bool(s.artefakt.arkivrader)
    return Answer(found, None if found else T("ingen handling är arkiverad"), (*s.loc, "arkivrader"))


def _each_benefit(s: Subject, good: Callable[[Nytta], bool], reason: Text, field: str) -> Answer:
    if not isinstance(s.artefakt, MedNyttor):
        return _wrong_kind(s)
    if not s.artefakt.nyttor:
        return unmet(T("ingen nytta är angiven"), (*s.loc, "nyttor"))
    for i, n in enumerate(s.artefakt.nyttor):
        if not good(n):
            who = (n.nyttoansvarig.roll,) if n.nyttoansvarig else ()
            return unmet(T("{nytta}: {skal}", nytta=n.id, skal=reason), (*s.loc, "nyttor", i, field), who)
    return met((*s.loc, "nyttor"))


def _missing(s: Subject, answered: Iterable[str]) -> tuple[str, ...]:
    have = set(answered)
    return tuple(k for k in s.participants() if k not in have)


def _everyone(s: Subject, answered: set[str], field: str, reason: Text) -> Answer:
    missing = _missing(s, answered)
    good = not missing and bool(s.participants())
    none = T("ingen kommun deltar")
    return Answer(good, None if good else reason if missing else none, (*s.loc, field), missing)


def _wrong_kind(s: Subject) -> Answer:
    return unmet(T("kriteriet går inte att fråga på dokumentet {slug}", slug=s.slug or "–"), s.loc)


CRITERIA: Mapping[str, Named] = MappingProxyType(
    {
        "deltagare_finns": Named(T("Minst en kommun deltar"), _participants_exist),
        "delprojekt_avslutade": Named(T("Alla delprojekt är avslutade eller stoppade"), _children_closed),
        "risker_har_mandat": Named(T("Varje risk har det beslut som nivån kräver"), _risks_have_mandate),
        "risker_bedomda": Named(T("Riskerna är bedömda nyligen"), _risks_assessed),
        "milstolpar_finns": Named(T("Minst en milstolpe har baslinje"), _milestones_exist),
        "kostnader_fordelade": Named(T("Kommunernas kostnad är fördelad"), _costs_shared),
        "statusrapport_aktuell": Named(T("Den senaste statusrapporten är aktuell"), _report_fresh),
        "deltagande_kommuner_svarat": Named(T("Varje deltagande kommun har svarat"), _municipalities_answered),
        "parter_undertecknat": Named(T("Varje deltagande kommun har undertecknat"), _parties_signed),
        "budget_summerar": Named(T("Budgetens rader summerar till totalen"), _budget_sums),
        "nollmatning_gjord": Named(T("Varje nytta har ett nuläge"), _baselines),
        "nyttor_har_agare": Named(T("Varje nytta har en ägare i linjen"), _benefit_owners),
        "utfall_redovisat": Named(T("Varje nytta har ett utfall"), _benefit_outcomes),
        "synpunkter_bedomda": Named(T("Varje synpunkt har en bedömning"), _points_assessed),
        "arkivrader_kompletta": Named(T("Varje arkiverad handling har plats, format och kontrollsumma"), _archive_rows),
    }
)
