"""What a count says, in sentences: the rules it was made by, and where the methods and the municipalities differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

from fyrportfolj.messages import T, Text
from fyrportfolj.model.priority import Likaregel, Prioritering, Rostvikt
from fyrportfolj.rules.priority.ballots import abstained, cast, silent
from fyrportfolj.rules.priority.count import Count, Method, Outcome
from fyrportfolj.rules.priority.names import Names

_LARGEST = 3
_HIGH = 3

WEIGHTS: Mapping[Rostvikt, Text] = {
    "lika": T("en röst per kommun"),
    "invanare": T("röster efter antal invånare"),
    "deltagande": T("en röst för varje kommun som vill delta i något"),
}
TIES: Mapping[Likaregel, Text] = {
    "delad_plats": T("lika tal delar plats"),
    "flest_forsta": T("vid lika tal går det före som flest har först"),
    "lagsta_spridning": T("vid lika tal går det före som kommunerna är mest eniga om"),
    "nyckel": T("vid lika tal avgör bokstavsordningen på id"),
}
METHODS: Mapping[Method, str] = {
    Method.BORDA: "Borda",
    Method.COPELAND: "Copeland",
    Method.SCHULZE: "Schulze",
    Method.KEMENY: "Kemeny",
}
"""The methods by the names of those who gave them."""

_AGREEMENT: tuple[tuple[Fraction, Text], ...] = (
    (Fraction(7, 10), T("stark")),
    (Fraction(1, 2), T("måttlig")),
    (Fraction(0), T("svag")),
)
"""Källa: Schmidt, Managing Delphi surveys using nonparametric statistical techniques (1997), tolkning av W."""


def decimal(value: Fraction, places: int) -> Decimal:
    """Give a fraction as a decimal, halves away from zero.

    Args:
        value: the exact figure.
        places: decimals.
    """
    shown = Decimal(value.numerator) / Decimal(value.denominator)
    return shown.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def rules_told(p: Prioritering) -> Iterator[Text]:
    """Say by which rules a round is counted, and when and by whom they were declared."""
    r = p.regler
    if r.faststallda is None:
        yield T("Räknas med {vikt}; {lika}.", vikt=WEIGHTS[r.rostvikt], lika=TIES[r.lika_rostetal])
    else:
        yield T(
            "Räknas med {vikt}; {lika}. Reglerna fastställdes {dag}.",
            vikt=WEIGHTS[r.rostvikt],
            lika=TIES[r.lika_rostetal],
            dag=r.faststallda,
        )
    if r.kalla:
        yield T("Beslut om reglerna: {kalla}.", kalla=r.kalla)
    if r.antal_att_valja is not None:
        yield T("Varje kommun väljer högst {antal}; det som inte är valt delar sista platsen.", antal=r.antal_att_valja)


def answers_told(p: Prioritering, kommuner: tuple[str, ...], names: Names) -> Iterator[Text]:
    """Say who has ranked, who abstains and who has not answered."""
    yield T("{antal} av {av} kommuner har rangordnat.", antal=len(cast(p)), av=len(kommuner))
    away = abstained(p)
    if away:
        yield T("Avstår: {namn}.", namn=names.kommuner(away))
    missing = silent(p, kommuner)
    if missing:
        yield T("Har inte svarat: {namn}.", namn=names.kommuner(missing))
    for r in cast(p):
        if r.jav:
            yield T(
                "{kommun} är jävig för {insatser}, som räknas på de andras svar.",
                kommun=names.kommun(r.kommun),
                insatser=names.insatser(r.jav),
            )


def differences_told(o: Outcome, names: Names) -> Iterator[Text]:
    """Say where the methods differ, and why one order cannot follow all."""
    c = o.galler
    if not c.roster or not c.alternativ:
        yield T("Inga rangordningar går att räkna ännu.")
        return
    yield from _first_places(c, names)
    if c.condorcetvinnare is not None:
        yield T("{insats} vinner mot vart och ett av de andra, två och två.", insats=names.insats(c.condorcetvinnare))
    elif c.ring:
        ring = names.insatser((*c.ring, c.ring[0]))
        pairs = tuple(T("{a} före {b}", a=a, b=b) for a, b in pairwise(ring))
        yield T("Majoriteterna går runt: {par}. Ingen ordning kan följa alla.", par=pairs)
    else:
        yield T("Inget initiativ vinner mot vart och ett av de andra, två och två.")
    differing = [a for a in c.ordered() if c.differ(a)]
    if differing:
        shown = tuple(_range(c, a, names) for a in differing)
        yield T("Platsen beror på metoden för {insatser}.", insatser=shown)
    else:
        yield T("Metoderna ger samma ordning hela vägen.")
    yield _kemeny(c)


def _first_places(c: Count, names: Names) -> Iterator[Text]:
    firsts = {m: tuple(a for a in c.alternativ if c.platser[m][a] == 1) for m in Method}
    if len(set(firsts.values())) == 1:
        yield T("Alla fyra metoderna sätter {insatser} först.", insatser=names.insatser(firsts[Method.BORDA]))
        return
    by_winner: dict[tuple[str, ...], list[str]] = {}
    for method, winners in firsts.items():
        by_winner.setdefault(winners, []).append(METHODS[method])
    for winners, methods in by_winner.items():
        yield T("{metoder} sätter {insatser} först.", metoder=tuple(methods), insatser=names.insatser(winners))


def _range(c: Count, a: str, names: Names) -> Text:
    places = sorted({c.platser[m][a] for m in Method})
    return T("{insats} (plats {fran}–{till})", insats=names.insats(a), fran=places[0], till=places[-1])


def _kemeny(c: Count) -> Text:
    k = c.kemeny
    if not k.exakt:
        return T(
            "Kemeny räknas inte exakt för {antal} initiativ: ordningen är sökt från Bordas med lokal sökning och har"
            " avståndet {avstand} till rösterna; ingen ordning har mindre än {undre}.",
            antal=len(c.alternativ),
            avstand=k.avstand,
            undre=k.undre_grans,
        )
    if k.lika_bra > 1:
        return T(
            "Kemenys avstånd till rösterna är {avstand}; {antal} ordningar ligger lika nära, och mellan dem"
            " avgör Bordas.",
            avstand=k.avstand,
            antal=k.lika_bra,
        )
    if not k.lika_bra:
        return T("Kemenys avstånd till rösterna är {avstand}; ingen ordning ligger närmare.", avstand=k.avstand)
    return T("Kemenys avstånd till rösterna är {avstand}; alla andra ordningar ligger längre bort.", avstand=k.avstand)


def agreement_told(o: Outcome, names: Names) -> Iterator[Text]:
    """Say how much the municipalities agree, and what divides them."""
    w = o.kendalls_w
    if w is None:
        yield T("Enigheten går inte att räkna: det behövs minst två kommuner och två initiativ.")
    else:
        word = next(text for least, text in _AGREEMENT if w >= least)
        yield T("Enigheten är {ord}: Kendalls W är {w} (0 är ingen, 1 är full).", ord=word, w=decimal(w, 2))
    for s in o.spridning:
        if s.polariserad:
            yield T(
                "{insats} delar kommunerna: {hogt} har det i den övre tredjedelen, {lagt} i den nedre.",
                insats=names.insats(s.insats),
                hogt=names.kommuner(s.i_topp),
                lagt=names.kommuner(s.i_botten),
            )


def support_told(p: Prioritering, o: Outcome, names: Names) -> Iterator[Text]:
    """Say what stands high although too few want to take part; a place is no help when nobody carries it."""
    if not any(r.vill_delta for r in p.rangordningar):
        return
    wanted = {c.insats: c for c in o.koalitioner}
    for a in o.galler.ordered()[:_HIGH]:
        if len(wanted[a].vill_delta) < p.regler.koalition:
            yield T(
                "{insats} står bland de {antal} första, men bara {vill} vill delta; reglerna räknar med {krav}.",
                insats=names.insats(a),
                antal=_HIGH,
                vill=len(wanted[a].vill_delta),
                krav=p.regler.koalition,
            )


def weights_told(o: Outcome, names: Names) -> Iterator[Text]:
    """Say what another vote weight would have changed."""
    mine = tuple(a for a in o.galler.alternativ if o.galler.platser[Method.BORDA][a] == 1)
    for c in o.jamforelser:
        if not c.roster:
            continue
        theirs = tuple(a for a in c.alternativ if c.platser[Method.BORDA][a] == 1)
        moved = sum(1 for a in c.alternativ if c.platser[Method.BORDA][a] != o.galler.platser[Method.BORDA][a])
        if theirs == mine:
            yield T(
                "Med {vikt} hade samma stått först enligt Borda, och {antal} initiativ fått en annan plats.",
                vikt=WEIGHTS[c.rostvikt],
                antal=moved,
            )
        else:
            yield T(
                "Med {vikt} hade {insatser} stått först enligt Borda, och {antal} initiativ fått en annan plats.",
                vikt=WEIGHTS[c.rostvikt],
                insatser=names.insatser(theirs),
                antal=moved,
            )
    by_people = next((c for c in (o.galler, *o.jamforelser) if c.rostvikt == "invanare"), None)
    if by_people and len(by_people.roster) > _LARGEST:
        yield _largest(by_people, names)


def _largest(c: Count, names: Names) -> Text:
    largest = sorted(c.roster, key=lambda b: (-b.vikt, b.kommun))[:_LARGEST]
    share = Fraction(sum(b.vikt for b in largest) * 100, c.par.vikt)
    return T(
        "Efter invånare väger {kommuner} tillsammans {procent} procent av rösterna.",
        kommuner=names.kommuner(b.kommun for b in largest),
        procent=decimal(share, 0),
    )
