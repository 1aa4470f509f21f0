"""Gates: where undertakings stand, what a gate asks for, who it waits for, and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Column, Heading, Inline, Line, Span, Style, Table, Words
from fyrportfolj.cli.views.common import EXAMPLE, either, one_line
from fyrportfolj.commands.gate import GateCheck, LogRow, Standing
from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts import titel
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.process import Ansvar
from fyrportfolj.rules.changes.words import OUTCOMES, word
from fyrportfolj.rules.gating import Criterion, Verdict
from fyrportfolj.rules.legal import LegalForce
from fyrportfolj.rules.requirement import Cell, RequirementState, Row

Where = Callable[[Criterion], str]

_MET = Span("✓ ", "bra")
_UNMET = Span("✗ ", "fel")

CELLS: dict[str, tuple[Text, Style]] = {
    "ej_inlett": (T("väntar"), "varning"),
    "beslut_ja": (T("ja"), "bra"),
    "beslut_villkor": (T("ja, villkor"), "bra"),
    "beslut_nej": (T("nej"), "fel"),
    "beslut_tillbaka": (T("tillbaka"), "fel"),
    "bordlagt": (T("bordlagt"), "varning"),
    "aterremitterat": (T("återremiss"), "varning"),
    "utgick": (T("utgick"), "varning"),
}

_FORCE: dict[str, Text] = {
    "ej_overklagbart": T("kan inte överklagas"),
    "vantar_pa_anslag": T("väntar på anslag"),
    "kan_overklagas": T("kan överklagas till och med {dag}"),
    "laga_kraft": T("laga kraft"),
}


def standings(rows: tuple[Standing, ...], portfolio: Portfolio, _width: int) -> Blocks:
    """Show where undertakings stand.

    Args:
        rows: the undertakings.
        portfolio: for the names of bodies and municipalities.
        _width: columns of the terminal; the lines fold themselves.
    """
    if not rows:
        yield Line(T("Ingen insats har lämnat sin första fas eller väntar på beslut."))
    for n, r in enumerate(rows):
        if n:
            yield Blank()
        yield Line((Span(r.namn, "stark"), *((" ", EXAMPLE) if r.exempel else ()), " ", Span(r.id, "dampad")), hang=2)
        since = (T(" sedan {dag}", dag=r.sedan),) if r.sedan else ()
        state = (", ", Span(word(r.lage), "varning")) if r.lage != "pagar" else ()
        yield Line((r.fas, *state, *since), indent=2)
        if r.lage != "pagar":
            continue
        yield Line(_left(r), indent=2, hang=2)
        for bodies, municipalities in _grouped(r.vantar_pa):
            who = either(tuple(_name(portfolio, b) for b in bodies))
            names = tuple(_name(portfolio, k) for k in municipalities)
            waits = (
                T("väntar på {organ} i {kommuner}", organ=who, kommuner=names)
                if names
                else T("väntar på {organ}", organ=who)
            )
            yield Line(waits, indent=2, hang=2)


def _left(r: Standing) -> Inline:
    gate = T("nästa grind {grind}: ", grind=r.grind)
    if r.saknas:
        return (gate, Span(T("{antal} kriterier återstår", antal=r.saknas), "varning"))
    return (gate, Span(T("redo för beslut"), "bra"))


def _grouped(waiting: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Gather `organ / organ kommun` by bodies, so that each group is said once with its municipalities."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for text in waiting:
        *first, last = text.split(" / ")
        body, _, kommun = last.partition(" ")
        groups.setdefault((*first, body), []).extend([kommun] if kommun else [])
    yield from ((bodies, tuple(names)) for bodies, names in groups.items())


def gate_check(found: GateCheck, portfolio: Portfolio, where: Where) -> Blocks:
    """Show everything that a gate asks of an undertaking.

    Args:
        found: criteria and decision requirements.
        portfolio: for the names of municipalities and roles.
        where: gives a criterion's place, as `file:line`.
    """
    u, v = found.entry.modell, found.verdict
    yield Heading((u.namn, " ", EXAMPLE) if u.exempel else u.namn)
    yield Line(T("Fas {fas} · grind {grind}", fas=v.fas.namn, grind=v.grind.namn))
    if v.replay.lage == "avslutad":
        yield Line((Span(word(v.replay.lage), "varning"), T(": ingen grind återstår; fyr gate log visar besluten")))
        return
    if v.replay.lage == "stoppad":
        yield Line((Span(word(v.replay.lage), "varning"), T(": återupptas med fyr gate advance --ateruppta")))
    groups = dict.fromkeys(c.grupp for c in v.kriterier)
    for group in groups:
        yield Heading(_group_name(group))
        for c in v.kriterier:
            if c.grupp == group:
                yield from criterion(c, where, portfolio)
    for state in v.replay.krav:
        yield from _requirement(state, found, portfolio)
    if v.replay.lage == "pagar":
        yield from _responsibilities(v.fas.ansvar)
        yield Blank()
        yield Line(_conclusion(v))


def _responsibilities(ansvar: Ansvar) -> Iterator[Block]:
    """Show what is the federation's to do in the phase, and what is each kommun's."""
    if not (ansvar.kommunalforbund or ansvar.kommun):
        return
    yield Heading(T("Ansvar i fasen"))
    for who, tasks in ((T("Kommunalförbundet"), ansvar.kommunalforbund), (T("Varje kommun"), ansvar.kommun)):
        if tasks:
            yield Line(Span(who, "stark"), indent=2)
        for task in tasks:
            yield Line(("– ", task), indent=4, hang=2)


def criterion(c: Criterion, where: Where, portfolio: Portfolio) -> Iterator[Block]:
    """Show one criterion: met or not, why, where to look and who must act.

    Args:
        c: the criterion.
        where: gives its place, as `file:line`.
        portfolio: for the names of roles and bodies.
    """
    yield Line((_MET if c.uppfyllt else _UNMET, c.rubrik), indent=2, hang=2)
    if c.uppfyllt:
        return
    if c.skal:
        yield Line(c.skal, indent=6)
    who = ", ".join(_name(portfolio, w) for w in c.vem)
    yield Line((Span(where(c), "plats"), *((" · ", who) if who else ())), indent=6)


def decision_log(rows: tuple[LogRow, ...], portfolio: Portfolio, _width: int) -> Blocks:
    """Show decisions, oldest first, each with what it led to.

    Args:
        rows: the decisions.
        portfolio: for the names of bodies, municipalities and phases.
        _width: columns of the terminal; the lines fold themselves.
    """
    if not rows:
        yield Line(T("Inga beslut är registrerade."))
        return
    faser = [f for e in portfolio.processer.values() for f in e.modell.faser]
    names = {f.slug: f.namn for f in faser} | {f"grind {f.grind.slug}": f.grind.namn for f in faser}
    for n, row in enumerate(rows):
        if n:
            yield Blank()
        yield from _logged(row, portfolio, names)


def _logged(row: LogRow, portfolio: Portfolio, names: Mapping[str, str]) -> Iterator[Block]:
    d = row.beslut
    what = OUTCOMES[d.utfall] if d.utfall else word(d.motesutfall if d.typ == "grind" else d.typ)
    who = d.organets_namn or _name(portfolio, d.organ)
    yield Line(
        (Span(str(d.datum), "stark"), " ", Span(what, "stark"), T(" · {organ}", organ=_of(portfolio, who, d.kommun)))
    )
    about = (d.paragraf, ", ".join(f"{k} {v}" for k, v in d.diarienummer.items()))
    facts = [x for x in (d.grind and names.get(f"grind {d.grind}", d.grind), *about) if x]
    if facts:
        yield Line(tuple(p for i, f in enumerate(facts) for p in ((" · ", f) if i else (f,))), indent=2, hang=2)
    if row.passage:
        led = T(
            "{fran} → {till}",
            fran=names.get(row.passage.fran, row.passage.fran),
            till=names.get(row.passage.till, row.passage.till),
        )
        yield Line((led, T(", {lage}", lage=word(row.passage.lage))), indent=2)
    yield from _details(row)


def _details(row: LogRow) -> Iterator[Block]:
    d = row.beslut
    if d.ersatter:
        yield Line((Span(T("rättar: "), "dampad"), d.ersatter), indent=2)
    if d.motivering:
        yield Line((Span(T("skäl: "), "dampad"), one_line(d.motivering)), indent=2, hang=2)
    for document in d.underlag:
        text = T(
            "{namn} version {version}, {sha}",
            namn=titel(document.artefakt),
            version=document.version,
            sha=document.sha256[:12],
        )
        yield Line((Span(T("underlag: "), "dampad"), text), indent=2, hang=2)
    for villkor in d.villkor:
        met = T("uppfyllt {dag}", dag=villkor.uppfyllt) if villkor.uppfyllt else T("senast {dag}", dag=villkor.senast)
        yield Line(
            (Span(T("villkor {id}: ", id=villkor.id), "dampad"), one_line(villkor.text), " (", met, ")"),
            indent=2,
            hang=2,
        )
    for name in d.reservation:
        yield Line((Span(T("reservation: "), "dampad"), name), indent=2, hang=2)
    if d.motesutfall == "beslutat" and row.laga_kraft.lage != "ej_overklagbart":
        yield Line(_force(row.laga_kraft), indent=2)


def _force(force: LegalForce) -> Text:
    text = _FORCE[force.lage]
    if force.lage == "kan_overklagas":
        return Text(text.msgid, {"dag": force.overklagas_till_och_med})
    if force.laga_kraft:
        return T("{lage} {dag}", lage=text, dag=force.laga_kraft)
    return text


def _group_name(group: str) -> Words:
    return {"grind": T("Grindens egna krav"), "villkor": T("Villkor i tidigare beslut")}.get(group) or titel(group)


def _requirement(state: RequirementState, found: GateCheck, portfolio: Portfolio) -> Iterator[Block]:
    yield Heading((T("Beslut: {namn}", namn=state.krav.namn), " ", _MET if state.uppfyllt else _UNMET))
    bodies = list(dict.fromkeys(c.organ for row in state.rader for c in row.celler))
    names = {o: found.organ[o].namn if o in found.organ else o for o in bodies}
    if state.krav.per == "gemensamt":
        for row in state.rader:
            for cell in row.celler:
                shown = _cell(cell, found) if cell.beslut or not row.klar else ("–",)
                yield Line((names[cell.organ], ": ", *shown), indent=2, hang=2)
            yield from _waits(row, names)
        return
    columns = (Column(T("Kommun"), fixed=True), *(Column(names[o]) for o in bodies), Column(T("Svar")))
    rows = []
    for row in state.rader:
        # A body whose answer nobody waits for any more is not waited for.
        by_body = {c.organ: c for c in row.celler if c.beslut or not (row.klar or row.avstar)}
        cells: list[Inline] = [_cell(by_body[o], found) if o in by_body else "–" for o in bodies]
        rows.append((_kommun(portfolio, row.kommun), *cells, _answer(row)))
    yield Table(columns, tuple(rows), indent=2)
    if not state.kvorum_uppfyllt and state.krav.kvorum:
        yield Line(Span(_quorum(state), "varning"), indent=2)


def _quorum(state: RequirementState) -> Text:
    kvorum = state.krav.kvorum
    assert kvorum is not None  # noqa: S101  (asked only where there is one)
    if kvorum.minst_andel_invanare is None:
        return T("minst {antal} kommuner måste säga ja", antal=kvorum.minst_kommuner)
    return T(
        "minst {antal} kommuner med {andel} procent av invånarna måste säga ja",
        antal=kvorum.minst_kommuner,
        andel=kvorum.minst_andel_invanare,
    )


def _cell(cell: Cell, found: GateCheck) -> tuple[Words | Span, ...]:
    text, style = CELLS[cell.lage]
    if cell.lage == "ej_inlett" and cell.vid_behov:
        return (Span(T("vid behov"), "dampad"),)
    parts: list[Words | Span] = [Span(text, style)]
    if cell.beslut:
        parts.append(f" {cell.beslut.datum}")
        force = found.laga_kraft.get(cell.beslut.id)
        if force and force.lage in ("kan_overklagas", "vantar_pa_anslag"):
            parts += [", ", _force(force)]
    return tuple(parts)


def _answer(row: Row) -> Inline:
    if row.avstar:
        return Span(T("avstår"), "dampad")
    return Span(T("klar"), "bra") if row.klar else Span(T("väntar"), "varning")


def _waits(row: Row, names: Mapping[str, str]) -> Iterator[Block]:
    for group in row.vantar_pa:
        if len(group) == 1:
            continue
        who = either(tuple(names.get(o, o) for o in group))
        yield Line(Span(T("ett av dem räcker: {organ}", organ=who), "varning"), indent=2)


def _conclusion(v: Verdict) -> Inline:
    if v.saknas:
        return Span(T("{saknas} av {av} kriterier återstår.", saknas=len(v.saknas), av=len(v.kriterier)), "varning")
    if v.vantar_pa:
        return Span(T("Redo för beslut."), "bra")
    return Span(T("Alla beslut är fattade."), "bra")


def _name(portfolio: Portfolio, key: str) -> str:
    organ, role, kommun = portfolio.organ.get(key), portfolio.roller.get(key), portfolio.kommuner.get(key)
    found = organ or role or kommun
    return found.namn if found else key


def _kommun(portfolio: Portfolio, kommun: str | None) -> str:
    return _name(portfolio, kommun or "–")


def _of(portfolio: Portfolio, who: str, kommun: str | None) -> str:
    return f"{who}, {_name(portfolio, kommun)}" if kommun else who
