"""`fyr benefit list|calc|split`: the benefits of the portfolio, what they are worth, and who pays and gains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from fyrportfolj.commands.portrait import Portrait, portrait
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.errors import DataError, UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts.benefit_rows import Fordelningsrad, Nytta
from fyrportfolj.model.artefacts.nytta import Nyttokalkyl
from fyrportfolj.model.artefacts.rows import Malvarde, Nulage
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.rules.benefit_figures import lacking as finding_of
from fyrportfolj.rules.benefits.calculation import Calculation, calculation, scales_of
from fyrportfolj.rules.benefits.flows import case_of, missing
from fyrportfolj.rules.benefits.forecasts import benefit_lines, counted_elsewhere, latest_amounts
from fyrportfolj.rules.benefits.split import KEYS, Key, PartyShare, lacking, own_key, party_names, shares

KINDS = ("finansiell", "omfordelning", "kvalitet", "miljo")
_KALKYL = "nyttokalkyl"


@dataclass(frozen=True)
class BenefitRow:
    """A benefit in one line.

    Attributes:
        insats: the undertaking.
        id: its key in the file.
        namn: its name.
        nyttotyp: its kind.
        status: how far it has come.
        belopp_kr: its likely amount over all years, or None when it is not priced.
        forsta: first year of the amounts, or None.
        sista: last year of the amounts, or None.
        indikator: what is measured, or None.
        nulage: the value before, or None.
        mal: the value to reach, or None.
        nyttoansvarig: name of the role that fetches it home, or None.
        har_kalla: True when its figures have a source.
        nollmatt: True when its baseline has been measured.
        raknas_hos_annan: True when it counts the same thing as another and so is in no sum.
    """

    insats: Portrait
    id: str
    namn: str
    nyttotyp: str
    status: str
    belopp_kr: Decimal | None
    forsta: int | None
    sista: int | None
    indikator: str | None
    nulage: Nulage | None
    mal: Malvarde | None
    nyttoansvarig: str | None
    har_kalla: bool
    nollmatt: bool
    raknas_hos_annan: bool


@dataclass(frozen=True)
class BenefitList:
    """Benefits by undertaking.

    Attributes:
        nyttor: the benefits.
        av: how many there are in all.
        summor: likely kr by kind of benefit, each thing counted once.
    """

    nyttor: tuple[BenefitRow, ...]
    av: int
    summor: dict[str, Decimal]


@dataclass(frozen=True)
class Calculated:
    """A calculation worked out, or the undertaking alone when it cannot be.

    Attributes:
        insats: the undertaking.
        kalkyl: the result, or None.
        namn: names of parties by id.
    """

    insats: Portrait
    kalkyl: Calculation | None
    namn: dict[str, str]


@dataclass(frozen=True)
class Split:
    """What each party pays and gains over the whole calculation, likely amounts in kr, not discounted.

    Attributes:
        insats: the undertaking.
        prisniva: the year whose money the amounts are in, or None when it cannot be worked out.
        nyckel: the key.
        fran: first year.
        till: last year.
        parter: the parties; their parts sum to the öre.
        summa: all parties together, or None when it cannot be worked out.
        namn: names of parties by id.
    """

    insats: Portrait
    prisniva: int | None
    nyckel: Key | None
    fran: int | None
    till: int | None
    parter: tuple[PartyShare, ...]
    summa: PartyShare | None
    namn: dict[str, str]


def list_benefits(
    ws: Workspace, *, kind: str | None = None, kommun: str | None = None, id_: str | None = None
) -> Result[BenefitList]:
    """List benefits, each as its latest document has it.

    Args:
        ws: the opened portfolio.
        kind: only this kind.
        kommun: only those that land in this kommun.
        id_: only those of one undertaking.

    Raises:
        UsageError: no such kind, kommun or undertaking.
    """
    if kind is not None and kind not in KINDS:
        raise UsageError(T("--typ: nyttotypen {namn} finns inte", namn=kind), T("välj ett av {namn}", namn=KINDS))
    known = ws.portfolio.kommuner
    if kommun is not None and kommun not in known:
        raise UsageError(
            T("--kommun: {varde} finns inte i portföljen", varde=kommun),
            did_you_mean(kommun, known) or T("välj ett av {namn}", namn=tuple(known)),
        )
    entries = [ws.find(id_)] if id_ else list(ws.portfolio.undertakings())
    elsewhere = counted_elsewhere(ws.portfolio)
    every = [r for e in entries for r in _rows(ws, e, elsewhere)]
    rows = [r for r, where in every if kind in (None, r.nyttotyp) and (kommun is None or kommun in where)]
    sums = {k: _sum(rows, k) for k in KINDS}
    return Result(BenefitList(tuple(rows), len(every), sums), ws.loaded.diagnostics, ws.faults())


def _sum(rows: list[BenefitRow], kind: str) -> Decimal:
    counted = [r.belopp_kr for r in rows if r.nyttotyp == kind and not r.raknas_hos_annan and r.belopp_kr is not None]
    return sum(counted, Decimal(0))


def _rows(
    ws: Workspace, entry: Entry[Undertaking], elsewhere: frozenset[tuple[str, str]]
) -> Iterator[tuple[BenefitRow, tuple[str, ...]]]:
    face = portrait(ws.portfolio, entry)
    for line in benefit_lines(ws.portfolio, entry.modell):
        n = line.nytta
        amounts = latest_amounts(line)
        owner = n.nyttoansvarig
        roles = ws.portfolio.roller
        where = face.kommuner
        if n.intressent is not None:
            where = n.intressent.kommuner or (face.kommuner if n.intressent.typ == "kommun" else ())
        yield (
            BenefitRow(
                insats=face,
                id=n.id,
                namn=n.namn,
                nyttotyp=n.nyttotyp,
                status=n.status,
                belopp_kr=sum(amounts.values(), Decimal(0)) if amounts else None,
                forsta=min(amounts) if amounts else None,
                sista=max(amounts) if amounts else None,
                indikator=n.indikator,
                nulage=n.nulage,
                mal=n.mal,
                nyttoansvarig=(roles[owner.roll].namn if owner.roll in roles else owner.roll) if owner else None,
                har_kalla=not amounts or any(sourced(s.nu) for s in line.steg),
                nollmatt=n.nulage is not None and n.nulage.status == "uppmatt",
                raknas_hos_annan=(entry.modell.id, n.id) in elsewhere,
            ),
            where,
        )


def sourced(n: Nytta) -> bool:
    """Say whether a benefit's figures have a source."""
    return bool(n.datakalla or (n.berakning and n.berakning.kalla))


def calc(ws: Workspace, id_: str, *, moved: bool = False) -> Result[Calculated]:
    """Work out an undertaking's calculation.

    Args:
        ws: the opened portfolio.
        id_: the undertaking.
        moved: also show what it would be if freed resources were money.

    Returns:
        The result. Exit code 1 and findings with places when the calculation does not say what it rests on.

    Raises:
        UsageError: no such undertaking.
        DataError: it has no calculation.
    """
    entry, kalkyl = _kalkyl(ws, id_)
    face = portrait(ws.portfolio, entry)
    faults = _faults(ws, entry, kalkyl)
    if faults:
        return Result(Calculated(face, None, {}), faults, exit_code=1)
    found = calculation(ws.portfolio, entry.modell, kalkyl, moved=moved)
    said = () if found.nyckel else (_no_key(),)
    return Result(Calculated(face, found, _names(ws, entry.modell, found.parter)), (), (*said, *ws.faults()))


def split(ws: Workspace, id_: str, key: str | None = None, equal_share: int | None = None) -> Result[Split]:
    """Split an undertaking's costs and benefits between those who pay and gain.

    Args:
        ws: the opened portfolio.
        id_: the undertaking.
        key: lika, invanare, blandad, anvandning or manuell; None takes the undertaking's own.
        equal_share: per cent that a mixed key splits equally; None takes the undertaking's own.

    Returns:
        The split. Exit code 1 and findings when the calculation does not say what it rests on.

    Raises:
        UsageError: no such undertaking or key, or no key to go by.
        DataError: it has no calculation, or the key has no weight for a kommun.
    """
    entry, kalkyl = _kalkyl(ws, id_)
    face = portrait(ws.portfolio, entry)
    faults = _faults(ws, entry, kalkyl)
    if faults:
        return Result(Split(face, None, None, None, None, (), None, {}), faults, exit_code=1)
    chosen = next((k for k in KEYS if k == key), None) if key else own_key(entry.modell.finansiering)
    if chosen is None:
        raise UsageError(_no_key(), T("ange en med --key, till exempel --key invanare"))
    case, scales = case_of(kalkyl), scales_of(ws.portfolio, entry.modell, kalkyl, equal_share)
    if not scales.kommuner:
        raise DataError(
            T("ingen kommun deltar i {id}, så det finns ingen att dela på", id=entry.modell.id),
            T("skriv kommunerna under deltagare"),
        )
    _usable(chosen, lacking(chosen, scales), kalkyl.fordelning)
    parties = shares(case, scales, chosen)
    years = case.ar
    return Result(
        Split(
            face,
            case.prisniva,
            chosen,
            years[0],
            years[-1],
            parties,
            _whole(parties),
            _names(ws, entry.modell, parties),
        ),
        (),
        ws.faults(),
    )


def _names(ws: Workspace, u: Undertaking, parties: tuple[PartyShare, ...]) -> dict[str, str]:
    known = party_names(ws.portfolio, u)
    return {p.part: known[p.part] for p in parties if p.part in known}


def _no_key() -> Text:
    return T("insatsen säger inte hur kostnaden delas mellan kommunerna")


def _usable(key: Key, without: tuple[str, ...], rows: tuple[Fordelningsrad, ...]) -> None:
    if without == ("andel_lika",):
        raise UsageError(
            T("den blandade nyckeln behöver veta hur stor del som delas lika"),
            T("ange den med --andel-lika, till exempel --andel-lika 30"),
        )
    for row in rows:
        if any(v is not None and v < 0 for v in (row.anvandning, row.kostnadsvikt, row.nyttovikt)):
            raise DataError(
                T("fördelningen har en vikt under noll för {namn}", namn=row.kommun),
                T("kör fyr check, som visar var"),
            )
    if without:
        raise DataError(
            T("nyckeln {nyckel} har ingen vikt för {namn}", nyckel=key, namn=without),
            T("fyll i kommunerna under fordelning i nyttokalkylen, eller välj en annan nyckel"),
        )


def _kalkyl(ws: Workspace, id_: str) -> tuple[Entry[Undertaking], Nyttokalkyl]:
    entry = ws.find(id_)
    kalkyl = entry.modell.artefakter.nyttokalkyl
    if kalkyl is None:
        near = [c.modell.id for c in ws.portfolio.children(entry.modell.id) if c.modell.artefakter.nyttokalkyl]
        raise DataError(
            T("{id} har ingen nyttokalkyl", id=entry.modell.id),
            T("programmets projekt har kalkyler: {namn}", namn=tuple(near))
            if near
            else T("påbörja den med fyr artefact new {id} nyttokalkyl", id=entry.modell.id),
        )
    return entry, kalkyl


def _faults(ws: Workspace, entry: Entry[Undertaking], kalkyl: Nyttokalkyl) -> tuple[Diagnostic, ...]:
    found = tuple(finding_of(entry.fil, ("artefakter", _KALKYL), name) for name in missing(kalkyl))
    return ws.loaded.place(found) if found else ()


def _whole(parties: tuple[PartyShare, ...]) -> PartyShare:
    def total(name: str) -> Decimal:
        return sum((getattr(p, name) for p in parties), Decimal("0.00"))

    hundred = Decimal(100)
    whole = PartyShare(
        part="",
        ar_kommun=False,
        kostnad=total("kostnad"),
        nytta=total("nytta"),
        omfordelning=total("omfordelning"),
        netto=total("netto"),
        netto_per_invanare=None,
        andel_kostnad=None,
        andel_nytta=None,
    )
    return replace(
        whole, andel_kostnad=hundred if whole.kostnad else None, andel_nytta=hundred if whole.nytta else None
    )
