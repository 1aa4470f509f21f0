"""What scores and a choice say, in sentences: what holds, what was left out and why, and what holds it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from fyrportfolj.messages import T, Text
from fyrportfolj.model.priority import Axel, Prioritering
from fyrportfolj.rules.priority.choose import Choice, Eased, Verdict, Why
from fyrportfolj.rules.priority.criteria import Passing
from fyrportfolj.rules.priority.names import Names
from fyrportfolj.rules.priority.robust import Interval, loose_places
from fyrportfolj.rules.priority.scores import Quadrant

QUADRANTS: Mapping[Quadrant, Text] = {
    Quadrant.GOR_NU: T("gör nu"),
    Quadrant.BYGG_FORUTSATTNINGAR: T("bygg förutsättningar"),
    Quadrant.SNABBA_VINSTER: T("snabba vinster"),
    Quadrant.AVVAKTA: T("avvakta"),
}
QUADRANTS_EXPLAINED: Mapping[Quadrant, Text] = {
    Quadrant.GOR_NU: T("högt värde, lätt att genomföra"),
    Quadrant.BYGG_FORUTSATTNINGAR: T("högt värde, svårt att genomföra"),
    Quadrant.SNABBA_VINSTER: T("lägre värde, lätt att genomföra"),
    Quadrant.AVVAKTA: T("lägre värde, svårt att genomföra"),
}
AXES: Mapping[Axel, Text] = {
    "strategiskt_varde": T("strategiskt värde"),
    "genomforbarhet": T("genomförbarhet"),
}
_MANY = 4
_THOUSAND = 3


def robust_told(p: Prioritering, found: Sequence[Interval]) -> Iterator[Text]:
    """Say which stretches of the order by score hold and which do not."""
    if not found:
        yield T("Inget initiativ har alla poäng ännu.")
        return
    loose = loose_places(found)
    if not loose:
        yield T("Ordningen håller för alla vikter inom ±{procent} procent.", procent=p.vikters_osakerhet_procent)
    for first, last in loose:
        yield T(
            "Ordningen på plats {fran}–{till} är inte robust: den kan vändas om någon vikt är upp till {procent}"
            " procent fel.",
            fran=first,
            till=last,
            procent=p.vikters_osakerhet_procent,
        )


def passing_told(p: Prioritering, found: Sequence[Passing], names: Names) -> Iterator[Text]:
    """Say which candidates the requirements stop."""
    asked = {k.id: k.namn for k in p.ska_krav}
    for c in found:
        if c.brister:
            krav = tuple(asked[k] for k in c.brister)
            yield T("{insats} uppfyller inte ska-kravet {krav}.", insats=names.insats(c.insats), krav=krav)
        if c.obesvarade:
            krav = tuple(asked[k] for k in c.obesvarade)
            yield T("{insats} är inte prövat mot ska-kravet {krav}.", insats=names.insats(c.insats), krav=krav)


def why_told(v: Verdict, p: Prioritering, names: Names) -> Text:
    """Say why a candidate is not chosen, or that it must be done."""
    if v.vald:
        return T("måste göras") if v.maste else T("vald")
    match v.varfor:
        case Why.FA_VILL_DELTA:
            return T("färre än {antal} kommuner vill delta", antal=p.ram.minst_deltar if p.ram else None)
        case Why.BEROENDE:
            return T("beror av {insatser}, som inte väljs", insatser=names.insatser(v.beror_av))
        case Why.BUDGET:
            return T("budgeten räcker inte: {belopp}\u00a0kr saknas", belopp=v.saknas_kr)
        case Why.KAPACITET:
            return T("för mycket förändring samtidigt: {enheter}", enheter=_units(v, names))
    return _PLAIN[v.varfor] if v.varfor else T("inget val går att göra")


_PLAIN: Mapping[Why, Text] = {
    Why.SKA_KRAV: T("uppfyller inte ska-kraven"),
    Why.UTAN_KOSTNAD: T("kostnaden är inte känd"),
    Why.UTAN_VARDE: T("är inte färdigbedömt"),
    Why.MINDRE_VARDE: T("ger inget mer värde"),
}


def _units(v: Verdict, names: Names) -> tuple[Text, ...]:
    held: dict[tuple[str, str], list[str]] = {}
    for kommun, forvaltning, kvartal in v.enheter:
        held.setdefault((kommun, forvaltning), []).append(kvartal)
    shown = tuple(
        T("{forvaltning} i {kommun} {kvartal}", forvaltning=names.forvaltning(f), kommun=names.kommun(k), kvartal=q[0])
        for (k, f), q in held.items()
    )
    left = len(shown) - _MANY
    return (*shown[:_MANY], T("{antal} till", antal=left)) if left > 0 else shown


def choice_told(c: Choice, p: Prioritering, names: Names) -> Iterator[Text]:
    """Say what the choice comes to, what holds it back, and what it takes for granted; or what clashes."""
    if c.valda is None:
        yield from _clashes(c, names)
        return
    if c.fraga.budget_kr is None:
        yield T(
            "{antal} initiativ väljs och kostar {kr}\u00a0kr; ingen budget är satt.",
            antal=len(c.valda),
            kr=c.kostnad_kr,
        )
    else:
        yield T(
            "{antal} initiativ väljs och kostar {kr} av {budget}\u00a0kr.",
            antal=len(c.valda),
            kr=c.kostnad_kr,
            budget=c.fraga.budget_kr,
        )
    if not c.kapacitet_provad:
        yield T("Kommunernas förmåga att ta emot förändring är inte prövad.")
    yield from _limits_told(c, names)
    for v in c.poster:
        if v.insats in c.forstaval and not v.vald:
            yield T(
                "{insats}, som kommunerna sätter först, väljs inte ({varfor}).",
                insats=names.insats(v.insats),
                varfor=why_told(v, p, names),
            )
    for insats, others in c.forutsatter.items():
        if insats in c.valda:
            yield T(
                "{insats} förutsätter {andra}, som inte är med i valet.",
                insats=names.insats(insats),
                andra=names.insatser(others),
            )


def _limits_told(c: Choice, names: Names) -> Iterator[Text]:
    if not c.bindande and c.battre_fran_kr is None:
        yield T("Ingen gräns håller valet tillbaka: varken mer pengar eller mer kapacitet ger ett bättre val.")
    if c.battre_fran_kr is not None and not any(e.grans == "budget" for e in c.bindande):
        yield T(
            "Budgeten binder, men 10 procent mer ändrar inget: först vid {kr}\u00a0kr ryms något bättre.",
            kr=c.battre_fran_kr,
        )
    for e in c.bindande:
        yield _eased_told(e, c, names)


def _eased_told(e: Eased, c: Choice, names: Names) -> Text:
    change = _exchange(e, names)
    match e.grans:
        case "budget":
            tenth = (c.fraga.budget_kr or Decimal(0)) / 10
            return T(
                "Budgeten binder: med 10 procent mer ({kr}\u00a0kr) {andring}. Värdet ökar med {poang} poäng.",
                kr=tenth,
                andring=change,
                poang=Decimal(e.vinst).scaleb(-_THOUSAND),
            )
        case "forvaltning":
            return T(
                "Kapaciteten i {forvaltning}, {kommun}, binder: utan den gränsen {andring}.",
                forvaltning=names.forvaltning(e.forvaltning),
                kommun=names.kommun(e.kommun),
                andring=change,
            )
        case _:
            return T("Kapaciteten binder: utan någon sådan gräns {andring}.", andring=change)


def _exchange(e: Eased, names: Names) -> Text:
    if e.bort:
        return T("kommer {till} in och {bort} går ut", till=names.insatser(e.till), bort=names.insatser(e.bort))
    return T("kommer {till} in", till=names.insatser(e.till))


def _clashes(c: Choice, names: Names) -> Iterator[Text]:
    yield T(
        "Inget val går att göra, för det som måste göras ryms inte: {insatser}.", insatser=names.insatser(c.tvingade)
    )
    for b in c.konflikter:
        if b.over_budget:
            yield T(
                "Budgeten {budget}\u00a0kr räcker inte: det saknas {kr}\u00a0kr.",
                budget=c.fraga.budget_kr or 0,
                kr=Decimal(b.over_budget).scaleb(-2),
            )
        elif b.enhet:
            kommun, forvaltning, kvartal = b.enhet
            yield T(
                "{forvaltning} i {kommun} får mer förändring än den klarar {kvartal}.",
                forvaltning=names.forvaltning(forvaltning),
                kommun=names.kommun(kommun),
                kvartal=kvartal,
            )
        elif b.post and b.beror_av:
            yield T(
                "{insats} beror av {annan}, som inte går att välja.",
                insats=names.insats(b.post),
                annan=names.insats(b.beror_av),
            )
