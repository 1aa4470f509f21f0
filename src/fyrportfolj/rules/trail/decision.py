"""Decisions and corrections: worked out anew from the parent's state, and compared with what was recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from fyrportfolj.diagnostics import Diagnostic, Loc
from fyrportfolj.messages import T
from fyrportfolj.model.decisions import Decision
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.rules import risk
from fyrportfolj.rules.advance import documents_to_decide, unique_id
from fyrportfolj.rules.corrected import RATTELSE, applied, origin_of, same_matter
from fyrportfolj.rules.correction import may_correct
from fyrportfolj.rules.gating import Verdict, evaluate
from fyrportfolj.rules.mandates import has_right, mandate_for, may_record
from fyrportfolj.rules.trail.compare import differences, dotted
from fyrportfolj.rules.trail.expected import Expected, expected, treated
from fyrportfolj.rules.trail.kept import content_sums, filled_in, judge_decisions, judge_documents, pinned
from fyrportfolj.rules.trail.people import Signer
from fyrportfolj.rules.trail.scene import NOTHING, Scene, sentence
from fyrportfolj.rules.trail.signatures import decision_folder, judge_decision_signatures
from fyrportfolj.rules.trail.statement import decision_statement, statement_sum
from fyrportfolj.rules.trail.times import judge_day
from fyrportfolj.rules.trail.work import judge_work
from fyrportfolj.rules.trailers import Rows, decision_message, decision_trailers

_NOT_READY = "FYR430"


def judge_decision(scene: Scene, signer: Signer | None) -> Iterator[Diagnostic]:
    """Judge a commit that says that it records a decision or a correction.

    Args:
        scene: the commit.
        signer: who signed it; None where nobody has to, or when it counts as signed by nobody.
    """
    found = _found(scene)
    if found is None:
        named = scene.message.value("Initiativ") or NOTHING
        vantad = tuple(u.id for p in scene.paths if (u := scene.line.undertaking(p)) is not None) or NOTHING
        yield scene.fault("FYR621", rad="Fyr-Initiativ", funnen=named, vantad=vantad)
        yield from judge_work(scene, scene.paths)
        return
    path, before = found.fil, found.modell
    after = scene.undertaking(path)
    decision = _added(before, after) if after else None
    folder = decision_folder(before.id, decision.id) if decision else None
    others = tuple(p for p in scene.paths if p != path and not (folder and p.startswith(folder)))
    if others:
        yield scene.fault("FYR624", others[0], vad=others)
        yield from judge_work(scene, others)
    if after is None:
        yield scene.fault("FYR647", path, id=before.id, orsak=T("filen går inte att läsa"))
    elif decision is None:
        yield from _no_single_decision(scene, path, before, after)
    else:
        yield from _recorded(scene, path, before, after)
        yield from judge_decision_signatures(scene, found, decision, signer)


def _found(scene: Scene) -> Entry[Undertaking] | None:
    """The undertaking that the message names, if its file is among the changed."""
    named = scene.message.value("Initiativ")
    for path in scene.paths:
        before = scene.line.undertaking(path)
        if before is not None and before.id == named:
            return Entry(path, before)
    return None


def _added(before: Undertaking, after: Undertaking) -> Decision | None:
    return after.beslut[-1] if len(after.beslut) == len(before.beslut) + 1 else None


def _no_single_decision(scene: Scene, path: str, before: Undertaking, after: Undertaking) -> Iterator[Diagnostic]:
    if len(after.beslut) > len(before.beslut):
        yield scene.fault("FYR624", path, vad=tuple(d.id for d in after.beslut[len(before.beslut) + 1 :]))
    else:
        funnen = scene.message.value("Beslut") or NOTHING
        yield scene.fault("FYR621", path, rad="Fyr-Beslut", funnen=funnen, vantad=T("inget nytt beslut"))
    yield from judge_work(scene, (path,))


def _recorded(scene: Scene, path: str, before: Undertaking, after: Undertaking) -> Iterator[Diagnostic]:
    decision = after.beslut[-1]
    entry = Entry(path, before)
    verdict = evaluate(scene.portfolio, entry, scene.today)
    if verdict is None:
        process = f"{before.process.slug}@{before.process.version}"
        orsak = T("processen {process} finns inte", process=process)
        yield scene.fault("FYR647", path, id=before.id, orsak=orsak)
        return
    made = expected(scene.portfolio, entry, verdict, decision, scene.today)
    yield from _fits(scene, path, before, decision, made)
    yield from _refused(scene, path, made)
    yield from _pins(scene, path, before, decision, verdict)
    yield from _may(scene, path, before, after, made)
    yield from _became(scene, path, before, after, treated(made.insats, decision, after))
    yield from judge_day(scene, path, decision)
    yield from _echo(scene, path, before, decision, made)


def _fits(scene: Scene, path: str, before: Undertaking, d: Decision, made: Expected) -> Iterator[Diagnostic]:
    """Whether the process, the registers and the file's own order have room for the decision."""
    last = len(before.beslut)
    known = {(p.kod, p.index) for p in made.fore.problem}
    for problem in made.efter.problem:
        if problem.index == last and (problem.kod, problem.index) not in known:
            yield scene.fault("FYR625", path, orsak=sentence(problem.kod, problem.params))
    reasons = list(made.orsaker)
    if d.organ not in scene.portfolio.organ:
        reasons.append(T("organet {organ} finns inte i registret", organ=d.organ))
    wanted = unique_id(before, d.datum, d.organ, d.kommun)
    if d.id != wanted:
        reasons.append(T("dess id ska vara {id}", id=wanted))
    old = _corrected(before, d)
    own = {v.id for v in old.villkor} if old else set()
    taken = {v.id for x in before.beslut for v in x.villkor} - own
    again = tuple(v.id for v in d.villkor if v.id in taken)
    if again:
        reasons.append(T("villkoren {villkor} finns redan", villkor=again))
    if d.typ != RATTELSE:
        if d.ersatter is not None:
            reasons.append(T("bara en rättelse ersätter ett annat beslut"))
    elif not d.motivering:
        reasons.append(T("en rättelse ska ha en motivering"))
    for reason in reasons:
        yield scene.fault("FYR625", path, orsak=reason)


def _refused(scene: Scene, path: str, made: Expected) -> Iterator[Diagnostic]:
    for refusal in made.hinder:
        if refusal.kod == _NOT_READY:
            vad = T("{vad} ({skal})", vad=refusal.params["vad"], skal=refusal.params["skal"])
            yield scene.fault("FYR627", path, grind=refusal.params["grind"], vad=vad)
        else:
            yield scene.fault("FYR625", path, orsak=sentence(refusal.kod, refusal.params))


def _pins(scene: Scene, path: str, before: Undertaking, d: Decision, verdict: Verdict) -> Iterator[Diagnostic]:
    sums = content_sums(before) if d.underlag else {}
    old = _corrected(before, d)
    stood = old.underlag if old else ()
    for pin in d.underlag:
        if not pinned(sums, pin) and pin not in stood:
            orsak = T("version {version} med den kontrollsumman finns inte", version=pin.version)
            yield scene.fault("FYR628", path, artefakt=pin.artefakt, orsak=orsak)
    yes = d.typ == "grind" and d.utfall == "fortsatt" and d.motesutfall == "beslutat"
    fas = (verdict.process.fas_for_grind(d.grind or "") or verdict.fas) if yes else None
    for pin in documents_to_decide(before, fas) if fas else ():
        if pin not in d.underlag:
            orsak = T("grinden fastställer det, men beslutet nämner det inte som det var")
            yield scene.fault("FYR628", path, artefakt=pin.artefakt, orsak=orsak)


def _corrected(before: Undertaking, d: Decision) -> Decision | None:
    """What a correction corrects, as it stood."""
    origin = origin_of(before.beslut, d) if d.typ == RATTELSE else None
    return None if origin is None else applied(before.beslut)[origin]


def _may(scene: Scene, path: str, before: Undertaking, after: Undertaking, made: Expected) -> Iterator[Diagnostic]:
    """Whether the register, and for risks the policy, gives the body the right to this."""
    portfolio, d = scene.portfolio, after.beslut[-1]
    old = _corrected(before, d)
    if old is not None:
        allowed = may_correct(portfolio, old, d) and (
            has_right(portfolio, d) or (same_matter(old, d) and may_record(portfolio, d))
        )
    else:
        allowed = d.motesutfall != "beslutat" or has_right(portfolio, d)
    if allowed and d.typ == "risk" and d.motesutfall == "beslutat":
        result = treated(made.insats, d, after)
        enough = (risk.Mandate.BEHOVS_EJ, risk.Mandate.FINNS)
        named = (r for r in result.risker if r.id in d.risker)
        allowed = all(risk.mandate(portfolio, result, r) in enough for r in named)
    if not allowed:
        body = portfolio.organ.get(d.organ)
        yield scene.fault("FYR626", path, organ=body.namn if body else d.organ)


def _became(
    scene: Scene, path: str, before: Undertaking, after: Undertaking, wanted: Undertaking
) -> Iterator[Diagnostic]:
    """Whether the file became what the rules give, and nothing else."""
    last = len(before.beslut)
    yield from judge_decisions(scene, path, before.beslut, after.beslut[:last])
    yield from judge_documents(scene, path, before, after)
    luggage: list[str] = []
    for loc in differences(wanted, after):
        if loc == ("fas",):
            yield scene.fault("FYR623", path, fore=before.fas, efter=after.fas)
        elif loc[:2] == ("beslut", last):
            falt = dotted(loc[2:])
            yield scene.fault("FYR625", path, orsak=T("{falt} är inte vad beslutet leder till", falt=falt))
        elif not _told_already(loc, before, after):
            luggage.append(dotted(loc))
    if luggage:
        yield scene.fault("FYR624", path, vad=tuple(luggage))


def _told_already(loc: Loc, before: Undertaking, after: Undertaking) -> bool:
    """Whether a difference is in an earlier decision, and not merely a fact that was filled in."""
    match loc:
        case ("beslut", int(i), *rest) if i < len(before.beslut):
            return not filled_in(before.beslut[i], after.beslut[i], tuple(rest))
        case _:
            return False


def _echo(scene: Scene, path: str, before: Undertaking, d: Decision, made: Expected) -> Iterator[Diagnostic]:
    """Whether the message says what the writer would have said."""
    process = scene.portfolio.process_of(before)
    data = scene.line.data(process.fil) if process else None
    rows = decision_trailers(
        before,
        d,
        made.fore,
        made.efter,
        mandat=mandate_for(scene.portfolio, d, scene.commit.key),
        processumma=hashlib.sha256(data or b"").hexdigest(),
        beslutssumma=statement_sum(decision_statement(before.id, d)),
        foregaende=scene.line.previous((before.id, *before.tidigare_id)),
    )
    subject = decision_message(before, d, rows).partition("\n")[0]
    yield from judge_rows(scene, path, subject, rows)


def judge_rows(scene: Scene, path: str, subject: str, rows: Rows) -> Iterator[Diagnostic]:
    """Compare a commit's message with the one that the writer gives.

    Args:
        scene: the commit.
        path: the file that the message is a copy of.
        subject: the first line that the writer gives.
        rows: the rows that the writer gives.
    """
    if scene.message.subject != subject:
        yield scene.fault("FYR621", path, rad=T("Ärenderaden"), funnen=scene.message.subject, vantad=subject)
    for name in dict.fromkeys(n for n, _ in (*rows, *scene.message.rows)):
        found, wanted = (tuple(v for n, v in side if n == name) for side in (scene.message.rows, rows))
        if found == wanted:
            continue
        if name == "Foregaende":
            yield scene.fault("FYR631", path, funnen=found or NOTHING, vantad=wanted)
        else:
            yield scene.fault("FYR621", path, rad=f"Fyr-{name}", funnen=found or NOTHING, vantad=wanted or NOTHING)
