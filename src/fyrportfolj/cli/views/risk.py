"""Risks: the register, one risk, the matrix in words and colour, who must act, and earlier assessments."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Inline, Line, Span, Style, Table, Words, pairs
from fyrportfolj.cli.views.common import EXAMPLE, flat, marked, one_line
from fyrportfolj.commands.assess import RiskHistory
from fyrportfolj.commands.risk import RiskCard, RiskList, RiskMatrix
from fyrportfolj.commands.risk_rows import Escalation, RiskRow
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.changes.words import word
from fyrportfolj.rules.escalation import REASONS, Reason
from fyrportfolj.rules.risk import Mandate

_MANDATE: dict[Mandate, Text] = {
    Mandate.BEHOVS_EJ: T("inget beslut krävs"),
    Mandate.FINNS: T("beslutad"),
    Mandate.SAKNAS: T("beslut saknas"),
    Mandate.OKANT_BESLUT: T("beslutet finns inte i filen"),
    Mandate.GALLER_EJ_RISKEN: T("beslutet gäller inte risken"),
    Mandate.FEL_ORGAN: T("fel organ beslutade"),
}
_GOOD = (Mandate.BEHOVS_EJ, Mandate.FINNS)


def risk_list(found: RiskList, _width: int) -> Blocks:
    """Show risks, highest first."""
    if not found.risker:
        yield Line(T("Inga risker."))
        return
    columns = (
        Column("R", right=True, fixed=True),
        Column(T("Nivå"), fixed=True),
        Column(T("Risk"), fixed=True),
        Column(T("Hot")),
        Column(T("Beslut")),
    )
    rows = tuple((str(r.varde), _level(r), r.id, _threat(r), _mandate(r)) for r in found.risker)
    yield Table(columns, rows)
    yield Blank()
    yield Line(Span(T("{antal} av {av} risker", antal=len(found.risker), av=found.av), "dampad"))


def risk_card(c: RiskCard, _width: int) -> Blocks:
    """Show one risk in full."""
    r, risk = c.rad, c.risk
    yield Heading((f"{r.id} ", one_line(risk.hot)))
    yield Line(marked(r.insats.namn, r.insats))
    yield Blank()
    after: Inline | None = None
    if r.varde_efter is not None:
        after = T("R = {varde}", varde=r.varde_efter)
    rows: list[tuple[Words, Inline | None]] = [
        (T("Riskvärde"), (T("S {s} × K {k} = {r}, ", s=r.sannolikhet, k=r.konsekvens, r=r.varde), *flat(_level(r)))),
        (T("Efter åtgärder"), after),
        (T("Sårbarhet"), one_line(risk.sarbarhet or "")),
        (T("Konsekvens"), one_line(risk.konsekvens_beskrivning or "")),
        (T("Ägare"), r.agare),
        (T("Får besluta"), r.befogenhet),
        (T("Behandling"), _treatment(c)),
        (T("Beslut"), _mandate(r)),
        (T("Besluta senast"), str(c.besluta_senast or "") if r.mandat not in _GOOD else None),
        (T("Status"), word(risk.status)),
        (T("Bedömd"), T("{dag}, bedöms igen senast {senast}", dag=r.bedomd, senast=c.ombedom_senast)),
    ]
    yield pairs(rows)
    if risk.atgarder:
        yield Heading(T("Åtgärder"))
        measures = tuple((str(a.klart), word(a.status), (one_line(a.text), f" ({a.ansvarig})")) for a in risk.atgarder)
        yield Table((Column(fixed=True), Column(fixed=True), Column()), measures, indent=2)


def matrix(m: RiskMatrix, _width: int) -> Blocks:
    """Show the matrix: probability upwards, consequence to the right, each cell with value, band and ids."""
    yield Heading(T("Riskmatris {dag}", dag=m.dag))
    yield Line((Span(m.namn, "dampad"), " ", EXAMPLE) if m.exempel else Span(m.namn, "dampad"))
    yield Blank()
    bands = {n.slug: n.namn for n in m.nivaer}
    styles = _band_styles(m)
    columns = (Column(T("S \\ K"), fixed=True), *(Column(f"K{k}") for k in range(1, 6)))
    rows = []
    for row in m.rader:
        line: list[Inline] = [Span(f"S{row[0].sannolikhet}", "dampad")]
        for cell in row:
            band = Span(f"{cell.varde} {bands.get(cell.niva or '', '–').casefold()}", styles.get(cell.niva or "", ""))
            line.append((band, *(p for id_ in cell.risker for p in (" ", Span(id_, "stark")))))
        rows.append(tuple(line))
    yield Table(columns, tuple(rows))
    yield Blank()
    counts: list[Words | Span] = []
    for n in reversed(m.nivaer):
        counts += [", "] if counts else []
        counts += [Span(T("{niva} {fran}–{till}", niva=n.namn, fran=n.fran, till=n.till_och_med), styles[n.slug])]
        counts += [T(": {antal}", antal=m.antal[n.slug])]
    yield Line(tuple(counts), hang=2)
    yield from _named(m)


def _band_styles(m: RiskMatrix) -> dict[str, Style]:
    """Give the lowest band the mildest colour and the highest the gravest, however many there are."""
    last = len(m.nivaer) - 1
    return {n.slug: "bra" if i == 0 else "fel" if i == last else "varning" for i, n in enumerate(m.nivaer)}


def _named(m: RiskMatrix) -> Iterator[Block]:
    rows: list[tuple[Inline, ...]] = []
    for shown in m.risker:
        r = shown.rad
        always: tuple[Words | Span, ...] = ()
        if r.visas_alltid:
            always = (" ", Span(T("(K={k} visas alltid)", k=r.konsekvens), "varning"))
        rows.append((shown.marke, f"S{r.sannolikhet} K{r.konsekvens}", str(r.varde), (r.hot, *always)))
    columns = (Column(fixed=True), Column(fixed=True), Column(right=True, fixed=True), Column())
    if rows:
        yield Blank()
        yield Table(columns, tuple(rows))
    if m.insatser:
        yield Blank()
        names = tuple((letter, marked(p.namn, p)) for letter, p in m.insatser.items())
        yield Table((Column(fixed=True), Column()), names)


def escalations(found: tuple[Escalation, ...], _width: int) -> Blocks:
    """Show who must act on which risk, those without mandate first."""
    if not found:
        yield Line(T("Ingen risk behöver lyftas."))
        return
    columns = (
        Column("R", right=True, fixed=True),
        Column(T("Risk"), fixed=True),
        Column(T("Vem")),
        Column(T("Varför")),
    )
    rows = tuple((str(e.rad.varde), e.rad.id, e.vem, (*flat(reason(e)), " · ", *flat(_threat(e.rad)))) for e in found)
    yield Table(columns, rows)


def reason(e: Escalation) -> Inline:
    """Say why a risk must be acted on, and since when."""
    if e.skal is None:
        return Span(T("konsekvens {k} visas alltid; bedömd {dag}", k=e.rad.konsekvens, dag=e.sedan), "dampad")
    why = Span(REASONS[e.skal], "fel" if e.skal is Reason.UTAN_MANDAT else "varning")
    if e.senast and e.senast != e.sedan:
        return (why, T(" sedan {sedan}, senast {senast}", sedan=e.sedan, senast=e.senast))
    return (why, T(" sedan {sedan}", sedan=e.sedan))


def history(h: RiskHistory, _width: int) -> Blocks:
    """Show a risk's assessments, oldest first."""
    yield Heading((f"{h.rad.id} ", h.rad.hot))
    columns = (
        Column(T("Dag"), fixed=True),
        Column("S", right=True),
        Column("K", right=True),
        Column("R", right=True),
        Column(T("Nivå")),
        Column(T("I git")),
        Column(T("Kommentar")),
    )
    rows: list[tuple[Inline, ...]] = []
    for a in h.bedomningar:
        note: Inline = Span(T("gäller"), "stark") if a.galler else one_line(a.kommentar or "")
        commit = Span((a.commit or "–")[:10], "dampad")
        rows.append((str(a.datum), str(a.sannolikhet), str(a.konsekvens), str(a.varde), a.niva or "–", commit, note))
    yield Table(columns, tuple(rows), indent=2)


def _level(r: RiskRow) -> Inline:
    mark = Span(" ↑", "fel") if r.trend > 0 else Span(" ↓", "bra") if r.trend < 0 else ""
    return (r.niva_namn, mark)


def _threat(r: RiskRow) -> Inline:
    return (r.hot, " ", Span("· ", "dampad"), *flat(marked(r.insats.namn, r.insats)))


def _mandate(r: RiskRow) -> Inline:
    return Span(_MANDATE[r.mandat], "" if r.mandat in _GOOD else "fel")


def _treatment(c: RiskCard) -> Inline | None:
    b = c.risk.behandling
    if b is None:
        return None
    return T("{val}, vald {dag}", val=b.val, dag=b.datum)
