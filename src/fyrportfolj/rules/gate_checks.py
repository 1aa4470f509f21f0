"""Checks that phases follow from decisions and that decided documents stand as they were decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from fyrportfolj.diagnostics import Diagnostic, Loc, Reference, finding
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts import ARTEFACTS, artefact_rows, titel
from fyrportfolj.model.artefacts.base import Artefakt, content_hash
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import ArtefaktKrav, Fas, Process
from fyrportfolj.rules.corrected import RATTELSE, applied, content_rows
from fyrportfolj.rules.gating import STATUS_ORDER, blocks, filled, reached
from fyrportfolj.rules.legal import APPEALABLE, appeal_until
from fyrportfolj.rules.mandates import has_right, right_of
from fyrportfolj.rules.replay import Replay, standing_of


def check_phase_follows_decisions(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find phases that were changed by hand and decisions that do not fit the process."""
    del today
    for entry, process, state in _replayed(portfolio):
        u = entry.modell
        ref = Reference(process.fil)
        for p in state.problem:
            yield Diagnostic(p.kod, entry.fil, ("beslut", p.index, p.falt), p.params, rule=ref)
        if u.fas != state.fas and process.modell.fas(u.fas):
            yield finding("FYR401", entry.fil, ("fas",), fas=u.fas, vantad=state.fas)


def check_documents_of_passed_gates(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find documents that a passed gate asked for and that are gone, unfinished or emptied."""
    del today
    for entry, process, state in _replayed(portfolio):
        rows = _latest(entry.modell)
        decided = _decided_versions(entry.modell)
        for index, fas in enumerate(process.modell.faser):
            if not _passed(process.modell, state, fas):
                continue
            for k, krav in enumerate(fas.artefakter):
                rule = Reference(process.fil, ("faser", index, "artefakter", k))
                row = rows.get(krav.slug)
                if krav.slug in state.att_gora_om:
                    continue  # sent back from a later gate that asks for it too
                if row and krav.slug in decided and row[1].version not in decided[krav.slug]:
                    continue  # a new version is being worked out; the decided one stands in history
                yield from _passed_document(entry.fil, fas, krav, row, rule)


def check_decided_documents(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find decided documents whose content is no longer what was decided."""
    del today
    for entry in portfolio.undertakings():
        yield from _pins(entry)
        yield from _decreed_without_decision(entry)


def check_documents_not_due(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find documents that are called finished before their phase is reached."""
    del today
    for entry in portfolio.undertakings():
        process = portfolio.process_of(entry.modell)
        finished = {s: row for s, row in _latest(entry.modell).items() if row[1].status in STATUS_ORDER[2:]}
        state = standing_of(portfolio, entry.modell) if finished else None
        if process is None or state is None:
            continue
        here = process.modell.index(state.fas)
        first = _first_phase(process.modell)
        for slug, (loc, artefakt) in finished.items():
            fas = first.get(slug)
            if fas is None or process.modell.index(fas.slug) <= here:
                continue
            yield finding(
                "FYR425", entry.fil, (*loc, "status"), dokument=titel(slug), status=artefakt.status, fas=fas.namn
            )


def check_conditions(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find conditions of decisions that are overdue, or that a passed gate went by."""
    for entry, process, state in _replayed(portfolio):
        for i, at, d in _applied(entry.modell):
            for j, villkor in enumerate(d.villkor if d.motesutfall == "beslutat" else ()):
                loc: Loc = ("beslut", at, "villkor", j)
                if villkor.uppfyllt is None and villkor.senast < today:
                    yield finding("FYR423", entry.fil, (*loc, "senast"), villkor=villkor.id, senast=villkor.senast)
                for p in state.passager:
                    fas = process.modell.fas(p.fran)
                    if (
                        p.utfall != "fortsatt"
                        or p.index < i
                        or fas is None
                        or not blocks(process.modell, d, villkor.blockerar_grind, fas)
                    ):
                        continue
                    if villkor.uppfyllt is None or villkor.uppfyllt > p.datum:
                        yield finding("FYR424", entry.fil, loc, grind=fas.grind.namn, villkor=villkor.id, beslut=d.id)


def check_decisions(portfolio: Portfolio, today: date) -> Iterator[Diagnostic]:
    """Find decisions whose id, order, days or mandate do not hold together."""
    del today
    for entry in portfolio.undertakings():
        seen: dict[str, int] = {}
        before: date | None = None
        for i, d in enumerate(entry.modell.beslut):
            loc: Loc = ("beslut", i)
            base = decision_id(d.datum, d.organ, d.kommun)
            seen[base] = seen.get(base, 0) + 1
            expected = base if seen[base] == 1 else f"{base}-{seen[base]}"
            if d.id != expected:
                yield finding("FYR422", entry.fil, (*loc, "id"), id=d.id, vantat=expected)
            if before and d.datum < before:
                yield finding("FYR428", entry.fil, (*loc, "datum"), datum=d.datum, fore_datum=before)
            before = d.datum
        for _, at, d in _applied(entry.modell):
            if d.typ != RATTELSE:
                yield from _days(entry.fil, ("beslut", at), d)
                yield from _registration(portfolio, entry.fil, ("beslut", at), d)
                yield from _mandate(portfolio, entry.fil, ("beslut", at), d)


def decision_id(datum: date, organ: str, kommun: str | None) -> str:
    """Give the id of a body's first decision on a day: date, body and, for a municipal body, the kommun."""
    return f"{datum.isoformat()}-{organ}" + (f"-{kommun}" if kommun else "")


def body_name(portfolio: Portfolio, d: Decision) -> str:
    """Give the name of the body that decided: its own, else the register's."""
    body = portfolio.organ.get(d.organ)
    return d.organets_namn or (body.namn if body else d.organ)


def without_right(portfolio: Portfolio, fil: str, loc: Loc, d: Decision) -> Diagnostic:
    """Give the finding of a decision that the mandate register gives its body no right to."""
    rule = Reference(portfolio.mandatregister.fil) if portfolio.mandatregister else None
    organ, right = body_name(portfolio, d), right_of(d)
    return finding("FYR419", fil, (*loc, "organ"), rule=rule, organ=organ, ratt=right, datum=d.datum)


def _applied(u: Undertaking) -> Iterator[tuple[int, int, Decision]]:
    """Each decision with its corrections read: its index, that of the row with its content, and the decision."""
    return zip(range(len(u.beslut)), content_rows(u.beslut), applied(u.beslut), strict=True)


def _replayed(portfolio: Portfolio) -> Iterator[tuple[Entry[Undertaking], Entry[Process], Replay]]:
    """Every undertaking that has decided something or claims a later phase, and where its decisions lead."""
    for entry in portfolio.undertakings():
        u, process = entry.modell, portfolio.process_of(entry.modell)
        if process is None or (not u.beslut and u.fas == process.modell.faser[0].slug):
            continue
        state = standing_of(portfolio, u)
        if state is not None:
            yield entry, process, state


def _latest(u: Undertaking) -> dict[str, tuple[Loc, Artefakt]]:
    """The last of each kind: reports are a list, and the newest stands last."""
    return {
        slug: (("artefakter", slug) if i is None else ("artefakter", slug, i), a)
        for slug, i, a in artefact_rows(u.artefakter)
    }


def _first_phase(process: Process) -> dict[str, Fas]:
    found: dict[str, Fas] = {}
    for fas in process.faser:
        for krav in fas.artefakter:
            found.setdefault(krav.slug, fas)
    return found


def _passed(process: Process, state: Replay, fas: Fas) -> bool:
    """A gate counts as passed while nothing has led back to or before its phase since."""
    through = [p for p in state.passager if p.utfall == "fortsatt" and p.fran == fas.slug]
    if not through:
        return False
    back = [
        p
        for p in state.passager
        if p.utfall == "tillbaka" and p.index > through[-1].index and process.index(p.till) <= process.index(fas.slug)
    ]
    return not back


def _decided_versions(u: Undertaking) -> dict[str, set[str]]:
    """The versions that a yes stands behind; a tillbaka takes the approval away."""
    found: dict[str, set[str]] = {}
    for d in applied(u.beslut):
        for slug in d.upphavda:
            found.pop(slug, None)
        for underlag in d.underlag if d.motesutfall == "beslutat" and d.utfall in (None, "fortsatt") else ():
            found.setdefault(underlag.artefakt, set()).add(underlag.version)
    return found


def _passed_document(
    fil: str, fas: Fas, krav: ArtefaktKrav, row: tuple[Loc, Artefakt] | None, rule: Reference
) -> Iterator[Diagnostic]:
    name = titel(krav.slug)
    if row is None:
        if not krav.valfri:
            yield finding("FYR413", fil, ("artefakter",), rule=rule, grind=fas.grind.namn, dokument=name)
        return
    loc, artefakt = row
    if not reached(artefakt, krav.status):
        yield finding(
            "FYR414",
            fil,
            (*loc, "status"),
            rule=rule,
            grind=fas.grind.namn,
            dokument=name,
            status=artefakt.status,
            vantad=krav.status,
        )
    required = (*(f for e in krav.etapper for f in e.falt), *krav.falt)
    for falt in required:
        if falt in ARTEFACTS[krav.slug].model_fields and not filled(artefakt, falt):
            yield finding("FYR415", fil, (*loc, falt), rule=rule, grind=fas.grind.namn, dokument=name, falt=falt)


def _pins(entry: Entry[Undertaking]) -> Iterator[Diagnostic]:
    if not any(d.underlag for d in entry.modell.beslut):
        return
    rows: dict[tuple[str, str], list[tuple[Loc, Artefakt]]] = {}
    for slug, i, a in artefact_rows(entry.modell.artefakter):
        loc: Loc = ("artefakter", slug) if i is None else ("artefakter", slug, i)
        rows.setdefault((slug, a.version), []).append((loc, a))
    slugs = {slug for slug, _ in rows}
    for _, i, d in _applied(entry.modell):
        for j, u in enumerate(d.underlag):
            # Reports of different periods may bear the same version; one of them is the decided one.
            same = rows.get((u.artefakt, u.version), [])
            if u.artefakt not in slugs:
                at_pin: Loc = ("beslut", i, "underlag", j, "artefakt")
                yield finding("FYR418", entry.fil, at_pin, artefakt=u.artefakt, version=u.version)
            elif same and all(content_hash(a) != u.sha256 for _, a in same):
                at = Reference(entry.fil, ("beslut", i, "underlag", j))
                yield finding(
                    "FYR416",
                    entry.fil,
                    (*same[-1][0], "version"),
                    rule=at,
                    dokument=titel(u.artefakt),
                    version=u.version,
                    beslut=d.id,
                )


def _decreed_without_decision(entry: Entry[Undertaking]) -> Iterator[Diagnostic]:
    decided = _decided_versions(entry.modell)
    for slug, (loc, artefakt) in _latest(entry.modell).items():
        if artefakt.status == "faststalld" and artefakt.version not in decided.get(slug, set()):
            yield finding("FYR417", entry.fil, (*loc, "status"), dokument=titel(slug), version=artefakt.version)


def _days(fil: str, loc: Loc, d: Decision) -> Iterator[Diagnostic]:
    days = [("datum", d.datum), ("justerat", d.justerat), ("anslaget", d.anslaget)]
    if d.anslaget is None:
        days.append(("laga_kraft", d.laga_kraft))
    known = [(n, day) for n, day in days if day is not None]
    for (earlier, first), (later, second) in pairwise(known):
        if second < first:
            yield finding("FYR421", fil, (*loc, later), falt=later, datum=second, fore=earlier, fore_datum=first)
    if d.laga_kraft and d.anslaget and d.laga_kraft <= appeal_until(d.anslaget):
        yield finding(
            "FYR421",
            fil,
            (*loc, "laga_kraft"),
            falt="laga_kraft",
            datum=d.laga_kraft,
            fore=T("dagen efter överklagandetiden,"),
            fore_datum=appeal_until(d.anslaget) + timedelta(days=1),
        )


def _registration(portfolio: Portfolio, fil: str, loc: Loc, d: Decision) -> Iterator[Diagnostic]:
    body = portfolio.organ.get(d.organ)
    if body is None or body.typ not in APPEALABLE or d.motesutfall != "beslutat":
        return
    for falt in ("paragraf", "diarienummer"):
        if not getattr(d, falt):
            yield finding("FYR426", fil, loc, organ=d.organets_namn or body.namn, falt=falt)


def _mandate(portfolio: Portfolio, fil: str, loc: Loc, d: Decision) -> Iterator[Diagnostic]:
    if d.motesutfall == "beslutat" and not has_right(portfolio, d):
        yield without_right(portfolio, fil, loc, d)
