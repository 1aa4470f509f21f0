"""Benefits in the terminal: the register, the ledger, forecast against outcome, what is to be measured."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Inline, Line, Span, Table, Words
from fyrportfolj.cli.views.benefit_words import NONE, kr, per_cent, signed
from fyrportfolj.cli.views.common import flat, marked, one_line
from fyrportfolj.commands.benefit import BenefitList, BenefitRow
from fyrportfolj.commands.benefit_follow import (
    DueMeasurement,
    Forecast,
    ForecastRow,
    Ledger,
    LedgerRow,
    PastForecasts,
)
from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts import titel
from fyrportfolj.rules.benefits.accuracy import Accuracy
from fyrportfolj.rules.benefits.baselines import Proof
from fyrportfolj.rules.benefits.ledger import Balance
from fyrportfolj.rules.changes.words import word

BALANCES: dict[Balance, Text] = {
    "stammer": T("stämmer"),
    "oppen": T("öppen"),
    "stammer_ej": T("stämmer inte"),
}
PROOFS: dict[Proof, Text] = {
    "kontrollsumma": T("kontrollsumma"),
    "incheckning": T("incheckning"),
    "saknas": T("ingen äldre version finns"),
}


def benefit_list(found: BenefitList, _width: int) -> Blocks:
    """Show benefits by undertaking, with what is measured and what they are worth."""
    if not found.nyttor:
        yield Line(T("Inga nyttor."))
        return
    groups: dict[str, list[BenefitRow]] = {}
    for r in found.nyttor:
        groups.setdefault(r.insats.id, []).append(r)
    columns = (Column(fixed=True), Column(), Column(fixed=True), Column(), Column(right=True, fixed=True))
    for rows in groups.values():
        yield Heading(marked(rows[0].insats.namn, rows[0].insats))
        yield Table(columns, tuple(_benefit(r) for r in rows), indent=2)
    yield Blank()
    yield Line(Span(T("{antal} av {av} nyttor", antal=len(found.nyttor), av=found.av), "dampad"))
    for kind, amount in found.summor.items():
        if amount:
            yield Line(T("{slag}: {belopp} kr, var sak räknad en gång", slag=word(kind), belopp=kr(amount)), indent=2)


def _benefit(r: BenefitRow) -> tuple[Inline, ...]:
    marks: list[Words | Span] = []
    for shown, text in (
        (not r.nollmatt and r.indikator is not None, T(" (utan nollmätning)")),
        (not r.har_kalla, T(" (källa saknas)")),
        (r.raknas_hos_annan, T(" (räknas hos en annan)")),
    ):
        marks += [Span(text, "varning")] if shown else []
    goal: Inline = NONE
    if r.mal is not None:
        now = r.nulage.varde if r.nulage else None
        goal = T("{nu} till {mal} {enhet}", nu=now, mal=r.mal.varde, enhet=r.mal.enhet)
    worth: Inline = NONE if r.belopp_kr is None else T("{belopp} kr", belopp=kr(r.belopp_kr))
    return (r.id, (one_line(r.namn), *marks), word(r.nyttotyp), goal, worth)


def ledger(found: Ledger, _width: int) -> Blocks:
    """Show the ledger: one table per benefit, and the sums."""
    if not found.rader:
        yield Line(T("Huvudboken är tom."))
        return
    groups: dict[tuple[str, str], list[LedgerRow]] = {}
    for r in found.rader:
        groups.setdefault((r.insats.id, r.nytta), []).append(r)
    for rows in groups.values():
        first = rows[0]
        yield Heading((f"{first.nytta} ", one_line(first.namn)))
        yield Line(marked(first.insats.namn, first.insats))
        columns = (
            Column(T("År"), fixed=True),
            Column(T("Kommun")),
            *(Column(h, right=True, fixed=True) for h in _AMOUNTS),
            Column(T("Läge")),
        )
        yield Table(columns, tuple(_booked(r) for r in rows), indent=2)
    s = found.summa
    yield Blank()
    yield Line(
        T(
            "Planerat {p} kr = realiserat {r} + omplanerat {o} + förlorat {f} + återstår {a}",
            p=kr(s.planerat),
            r=kr(s.realiserat),
            o=kr(s.omplanerat),
            f=kr(s.forlorat),
            a=kr(s.aterstar),
        ),
        hang=2,
    )
    if found.stammer_ej:
        yield Line(Span(T("{antal} rader stämmer inte; fyr check visar var", antal=found.stammer_ej), "fel"))


_AMOUNTS = (T("Planerat"), T("Realis."), T("Omplan."), T("Förlorat"), T("Återstår"))


def _booked(r: LedgerRow) -> tuple[Inline, ...]:
    amounts = (kr(v) for v in (r.planerat, r.realiserat, r.omplanerat, r.forlorat, r.aterstar))
    state = Span(BALANCES[r.balans], "fel" if r.balans == "stammer_ej" else "")
    return (str(r.ar), r.kommun_namn, *amounts, state)


def forecast(f: Forecast, _width: int) -> Blocks:
    """Show forecast, calculation, plan and outcome, a row per benefit."""
    yield Heading((T("Prognos mot utfall: "), one_line(f.insats.namn)))
    yield Line(marked(T("kronor för de år som jämförs"), f.insats))
    yield Blank()
    if not f.nyttor:
        yield Line(T("Inga nyttor."))
        return
    columns = (
        Column(T("Nytta")),
        Column(T("År"), fixed=True),
        *(Column(h, right=True, fixed=True) for h in (T("Prognos"), T("Kalkyl"), T("Plan"), T("Utfall"))),
        Column(T("Mål nått"), right=True, fixed=True),
    )
    yield Table(columns, tuple(_compared(r) for r in f.nyttor))
    for r in f.nyttor:
        if r.avvikelse is not None:
            yield Line(
                T(
                    "{id}: utfallet är {skillnad} kr mot det som först väntades ({procent})",
                    id=r.id,
                    skillnad=signed(r.avvikelse),
                    procent=per_cent(None if r.avvikelse_procent is None else r.avvikelse_procent / 100),
                ),
                indent=2,
                hang=2,
            )
        for c in r.andrade:
            yield Line(
                Span(
                    T(
                        "{id}: {dokument} säger nu {nu} kr men sa {fryst} kr när det beslutades",
                        id=r.id,
                        dokument=titel(c.dokument),
                        nu=kr(c.nu),
                        fryst=kr(c.fryst),
                    ),
                    "varning",
                ),
                indent=2,
                hang=2,
            )
    yield from _baselines(f)


def _compared(r: ForecastRow) -> tuple[Inline, ...]:
    years = "" if not r.ar else str(r.ar[0]) if len(r.ar) == 1 else f"{r.ar[0]}–{r.ar[-1] % 100:02}"
    amounts = (kr(v) for v in (r.prognos, r.kalkyl, r.plan, r.utfall))
    return ((f"{r.id} ", one_line(r.namn)), years, *amounts, per_cent(r.maluppfyllelse))


def _baselines(f: Forecast) -> Iterator[Block]:
    if not f.baslinjer:
        return
    yield Heading(T("Frysta vid"))
    cells = []
    for b in f.baslinjer:
        changed: Inline = Span(T("ändrat sedan dess"), "varning") if b.andrad else T("oförändrat")
        how = (PROOFS[b.sakrat], f" {b.commit[:10]}" if b.commit else "")
        other = "" if b.insats == f.insats.id else Span(f" · {b.insats}", "dampad")
        cells.append((str(b.dag), (titel(b.dokument), other), how, changed))
    yield Table((Column(fixed=True), Column(), Column(), Column(fixed=True)), tuple(cells), indent=2)


def due(found: tuple[DueMeasurement, ...], _width: int) -> Blocks:
    """Show what is to be measured, latest first."""
    if not found:
        yield Line(T("Inget ska mätas inom den tiden."))
        return
    columns = (Column(T("Dag"), fixed=True), Column(T("Nytta")), Column(T("Varför")), Column(T("Vem")))
    rows = []
    for d in found:
        late = Span(str(d.dag), "fel" if d.dagar < 0 else "")
        why: Inline = T("planerad mätning") if d.manader is None else T("{antal} månader efter avslut", antal=d.manader)
        if d.dagar < 0:
            why = (*flat(why), ", ", Span(T("{antal} dagar sen", antal=-d.dagar), "fel"))
        name = (f"{d.nytta} ", one_line(d.namn), " ", Span("· ", "dampad"), *flat(marked(d.insats.namn, d.insats)))
        rows.append((late, name, why, d.vem or NONE))
    yield Table(columns, tuple(rows))


def accuracy(found: PastForecasts, _width: int) -> Blocks:
    """Show how past forecasts have held, and refuse to conclude on few."""
    yield Heading(T("Hur prognoserna har hållit"))
    count = len(found.insatser)
    yield Line(T("1 avslutad insats") if count == 1 else T("{antal} avslutade insatser", antal=count))
    yield Blank()
    columns = (
        Column(T("Slag"), fixed=True),
        Column(T("Prognos, kr"), right=True, fixed=True),
        Column(T("Utfall, kr"), right=True, fixed=True),
        Column(T("Slutsats")),
    )
    yield Table(columns, tuple(_kind(a, found.minst) for a in found.slag))


def _kind(a: Accuracy, least: int) -> tuple[Inline, ...]:
    said: list[Words] = []
    if a.racker_kr:
        said.append(T("prognoserna har nåtts till {andel}", andel=per_cent(a.kvot)))
    if a.racker_matt:
        said.append(T("målen har nåtts till {andel}", andel=per_cent(a.maluppfyllelse)))
    if not said:
        said.append(
            T(
                "för få för en slutsats: {kr} i kronor, {matt} i mål, minst {minst} behövs",
                kr=a.antal_kr,
                matt=a.antal_matt,
                minst=least,
            )
        )
    told: list[Words] = []
    for part in said:
        told += [", ", part] if told else [part]
    return (word(a.nyttotyp), kr(a.prognos_kr), kr(a.utfall_kr), tuple(told))
