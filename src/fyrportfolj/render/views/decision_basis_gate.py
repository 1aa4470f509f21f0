"""What a gate lays before its bodies: the ways they can go, every criterion, the documents, the form, the law."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import artefact_rows, titel
from fyrportfolj.model.artefacts.base import content_hash
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.process import STATUS_WORDS, Fas, UtfallRegel
from fyrportfolj.render.views.common import Names
from fyrportfolj.render.views.gate import outcome_name, outcomes_of
from fyrportfolj.render.views.swedish import NBSP, NONE, capital, listed, money, sv
from fyrportfolj.render.views.tables import Cell, Row, Table, fitted
from fyrportfolj.rules.advance import lapsing
from fyrportfolj.rules.gating import Verdict
from fyrportfolj.rules.legal import APPEALABLE
from fyrportfolj.rules.status import latest_report

_SHORT_SUM = 16
_BOX = "□"
_LINE = "\u2026" * 8


def alternatives(u: Undertaking, verdict: Verdict) -> Table:
    """Give each outcome that the gate offers: where it leads, and what follows by the process and the figures.

    Args:
        u: the undertaking.
        verdict: how it stands at its gate.
    """
    offered = outcomes_of(verdict.process, verdict.fas)
    rows = tuple(
        (Cell(o.namn, (), "fet"), capital(o.innebar), _lines(tuple(_follows(u, verdict, rule))))
        for o, rule in zip(offered, verdict.grind.utfall, strict=True)
    )
    heads = (sv(T("Alternativ")), sv(T("Leder till")), sv(T("Vad som följer")))
    return Table(sv(T("Vägarna i grinden")), heads, rows, (2, 3, 7))


def _lines(said: tuple[str, ...]) -> str | Cell:
    return Cell(said[0], said[1:]) if said else NONE


def _follows(u: Undertaking, verdict: Verdict, rule: UtfallRegel) -> Iterator[str]:
    process, here = verdict.process, verdict.process.index(verdict.fas.slug)
    match rule.utfall:
        case "fortsatt":
            ahead = process.fas(rule.till[0]) if rule.till else None
            coming = ahead or (process.faser[here + 1] if here + 1 < len(process.faser) else None)
            if verdict.saknas:
                yield sv(T("Kan inte registreras förrän {antal} krav till är uppfyllda.", antal=len(verdict.saknas)))
            if coming is not None:
                yield from _work_in(coming)
            if u.finansiering:
                yield sv(T("Hela kostnaden är {belopp}.", belopp=money(u.finansiering.total_kr)))
        case "tillbaka":
            target = process.fas(rule.till[0]) if rule.till else verdict.fas
            lapsed = lapsing(process, u, verdict.replay, target, None) if target else ()
            names = listed(titel(s) for s in lapsed)
            if names and len(rule.till) != 1:
                yield sv(T("Åtminstone godkännandet av {dokument} upphör, och det ska göras om.", dokument=names))
            elif names:
                yield sv(T("Godkännandet upphör för {dokument}, som ska göras om.", dokument=names))
            else:
                yield sv(T("Inget godkänt dokument behöver göras om."))
        case "stopp":
            yield sv(T("Arbetet vilar tills ett nytt beslut återupptar det."))
            yield _used(u)
        case _:
            target = process.fas(rule.till[0]) if rule.till else None
            yield sv(T("Arbetet avslutas i fasen {fas}.", fas=target.namn)) if target else sv(T("Arbetet avslutas."))
            yield _used(u)


def _work_in(fas: Fas) -> Iterator[str]:
    papers = listed(titel(k.slug) for k in fas.artefakter if not k.valfri)
    if papers:
        yield sv(T("I fasen {fas} tas fram {dokument}.", fas=fas.namn, dokument=papers))
    yield sv(T("Nästa beslut blir {grind}.", grind=fas.grind.namn))


def _used(u: Undertaking) -> str:
    found = latest_report(u)
    used = found[1].upparbetat_kr if found else None
    if used is None and u.finansiering:
        used = u.finansiering.upparbetat_kr
    if used is None:
        return sv(T("Hur mycket som är använt är inte rapporterat."))
    return sv(T("Hittills är {belopp} använt.", belopp=money(used)))


def criteria(verdict: Verdict, names: Names) -> Table | None:
    """Give every criterion of the gate, met or not, with what remains and who does it."""
    rows: list[Row] = []
    for c in sorted(verdict.kriterier, key=lambda c: c.uppfyllt):
        state = f"✓{NBSP}" + sv(T("Uppfyllt")) if c.uppfyllt else f"○{NBSP}" + sv(T("Saknas"))
        why = capital(names.said(c.skal)) if c.skal else NONE
        who = listed(names.party(v) for v in c.vem) or sv(T("Ej angivet"))
        rows.append((capital(names.said(c.rubrik)), state, why, NONE if c.uppfyllt else who))
    heads = (sv(T("Krav")), sv(T("Läge")), sv(T("Vad som återstår")), sv(T("Vem")))
    return fitted(Table(sv(T("Grindens krav")), heads, tuple(rows))) if rows else None


def documents(u: Undertaking, fas: Fas) -> Table | None:
    """Give the documents that the phase asks for, with version, status and the sum that the decision will pin."""
    held = {slug: a for slug, _, a in artefact_rows(u.artefakter)}
    rows: list[Row] = []
    for krav in fas.artefakter:
        name = Cell(titel(krav.slug), (sv(T("Fastställs av beslutet")),) if krav.beslutas else ())
        found = held.get(krav.slug)
        if found is None:
            gone = sv(T("Finns inte, och är valfritt")) if krav.valfri else sv(T("Saknas"))
            rows.append((name, NONE, gone, NONE))
        else:
            state = capital(sv(STATUS_WORDS[found.status]))
            rows.append((name, found.version, state, content_hash(found)[:_SHORT_SUM]))
    heads = (sv(T("Dokument")), sv(T("Version")), sv(T("Status")), sv(T("Kontrollsumma")))
    return Table(sv(T("Dokument till beslutet")), heads, tuple(rows), (5, 2, 3, 4)) if rows else None


def form(verdict: Verdict, names: Names) -> Table | None:
    """Give a row to fill in for each body, and each kommun of a municipal one, that has still to decide."""
    boxes = tuple(f"{_BOX} {outcome_name(r.utfall)}" for r in verdict.grind.utfall)
    rows: list[Row] = []
    for state in verdict.vantar_pa:
        for row in state.rader:
            for group in row.vantar_pa:
                bodies = listed((names.party(o) for o in group), T("eller"))
                who = f"{names.kommun(row.kommun)}: {bodies}" if row.kommun else bodies
                rows.append((Cell(who, (state.krav.namn,), "fet"), Cell(boxes[0], boxes[1:]), _LINE, _LINE))
    heads = (sv(T("Beslutar")), sv(T("Beslut")), sv(T("Dag och paragraf")), sv(T("Justeras av")))
    return Table(sv(T("Beslutsformulär")), heads, tuple(rows), (5, 3, 3, 3)) if rows else None


def law(p: Portfolio, verdict: Verdict, names: Names) -> tuple[str, ...]:
    """Say which of the decisions can be appealed, and how.

    Källa: kommunallagen 13 kap. 1, 2 och 5 §§.
    """
    asked = {o for k in verdict.grind.beslut for o in (*k.alla_av, *k.nagot_av)}
    asked |= {c.organ for s in verdict.replay.krav for r in s.rader for c in r.celler}
    municipal = sorted(names.party(o) for o in asked if o in p.organ and p.organ[o].typ in APPEALABLE)
    others = sorted(names.party(o) for o in asked if o not in p.organ or p.organ[o].typ not in APPEALABLE)
    said = []
    if municipal:
        said.append(
            sv(
                T(
                    "Beslut av {organ} kan en medlem av kommunen få prövat av förvaltningsrätten (laglighetsprövning, "
                    "13 kap. kommunallagen). Överklagandet ska ha kommit in inom tre veckor från den dag då "
                    "justeringen av protokollet tillkännagavs på anslagstavlan.",
                    organ=listed(municipal, T("eller")),
                )
            )
        )
    if others:
        who = listed(others, T("eller"))
        said.append(sv(T("Beslut av {organ} kan inte överklagas enligt 13 kap. kommunallagen.", organ=who)))
    if verdict.grind.krav_laga_kraft:
        said.append(sv(T("Nästa grind öppnas först när besluten i den här grinden har vunnit laga kraft.")))
    return tuple(said)
