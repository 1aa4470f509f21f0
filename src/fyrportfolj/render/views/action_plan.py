"""The whole action plan as a document: focus areas, initiatives, processes, organisation, responsibilities.

Källa: handlingsplanen; texterna är portföljens.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fyrportfolj.errors import DataError
from fyrportfolj.i18n import sort_key
from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts import titel
from fyrportfolj.model.plan import ActionPlan, Delomrade, FocusArea
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.process import Fas, Process
from fyrportfolj.render.views.common import Basis, Fact, Head, Names, foot
from fyrportfolj.render.views.swedish import NONE, capital, day, day_in_words, listed, one_line, paragraphs, sv
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.rules.changes.words import word
from fyrportfolj.rules.in_force import processes_in_force
from fyrportfolj.rules.replay import standing_of

_STAGES: tuple[tuple[str, Text], ...] = (
    ("uppstart", T("Organisation vid uppstart")),
    ("genomforande", T("Organisation vid genomförande")),
    ("", T("Andra organ")),
)


@dataclass(frozen=True, slots=True)
class SubArea:
    """A sub-area.

    Attributes:
        namn: its name.
        varfor: why it matters, as paragraphs.
        mal: goals of the business plan, in words.
        initiativ: examples of initiatives, or None.
        externa: others' initiatives that bear on it, or None.
    """

    namn: str
    varfor: tuple[str, ...]
    mal: str
    initiativ: Table | None
    externa: Table | None


@dataclass(frozen=True, slots=True)
class Area:
    """A focus area with its sub-areas."""

    namn: str
    varfor: tuple[str, ...]
    aspekter: tuple[str, ...]
    delomraden: tuple[SubArea, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of a process.

    Attributes:
        namn: its name.
        beskrivning: the work in it.
        steg: steps, or None.
        dokument: documents that it produces, or None.
        grind: what is decided when it is left.
        beslut: who decides, or None.
        forbund: what the federation answers for.
        kommun: what each municipality answers for.
    """

    namn: str
    beskrivning: tuple[str, ...]
    steg: Table | None
    dokument: Table | None
    grind: str
    beslut: Table | None
    forbund: tuple[str, ...]
    kommun: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProcessPart:
    """A process with its phases."""

    namn: str
    beskrivning: tuple[str, ...]
    faser: tuple[Phase, ...]


@dataclass(frozen=True, slots=True)
class ActionPlanView:
    """What the template of the action plan sees.

    Attributes:
        huvud: the head.
        syfte: paragraphs.
        arbetssatt: how the plan is carried out.
        omraden: focus areas in the plan's order.
        mal: goals and the sub-areas that contribute to each.
        processer: processes in force, with their phases.
        organisation: bodies by stage.
        kommuner: the municipalities.
        ej_angivet: what the plan does not say, in words; empty when nothing is missing.
    """

    huvud: Head
    syfte: tuple[str, ...]
    arbetssatt: tuple[str, ...]
    omraden: tuple[Area, ...]
    mal: Table
    processer: tuple[ProcessPart, ...]
    organisation: tuple[Table, ...]
    kommuner: Table | None
    ej_angivet: str


def action_plan_view(basis: Basis) -> ActionPlanView:
    """Give the action plan as a document.

    Args:
        basis: the portfolio, the day and the commit.

    Raises:
        DataError: the portfolio has no action plan.
    """
    p = basis.portfolio
    if p.handlingsplan is None:
        raise DataError(
            T("Portföljen har ingen handlingsplan."),
            T("Skriv den i handlingsplan/handlingsplan.yaml; fyr explain visar fälten."),
        )
    plan = p.handlingsplan.modell
    areas = sorted((e.modell for e in p.fokusomraden.values()), key=lambda a: a.ordning)
    return ActionPlanView(
        huvud=_head(basis, plan, len(areas)),
        syfte=paragraphs(plan.syfte),
        arbetssatt=tuple(one_line(t) for t in plan.arbetssatt),
        omraden=tuple(_area(p, area) for area in areas),
        mal=_goals(plan, areas),
        processer=tuple(_process(p, process) for process in processes_in_force(p)),
        organisation=tuple(_bodies(p)),
        kommuner=_municipalities(p),
        ej_angivet=sv(T("dagen då planen fastställdes")) if plan.faststalld is None else "",
    )


def _head(basis: Basis, plan: ActionPlan, areas: int) -> Head:
    p = basis.portfolio
    decided = day(plan.faststalld) if plan.faststalld else sv(T("Ej angivet"))
    facts = (
        (T("Period"), plan.period),
        (T("Version"), plan.version),
        (T("Fastställd"), decided),
        (T("Fokusområden"), str(areas)),
        (T("Delområden"), str(len(p.delomraden))),
        (T("Initiativ"), str(sum(len(d.initiativ) for _, d in p.delomraden.values()))),
        (T("Kommuner"), str(len(p.kommuner))),
    )
    return Head(
        titel=f"{plan.namn} {plan.period}",
        namn=f"{plan.namn} {plan.period}",
        slag=sv(T("Handlingsplan")),
        overrad=sv(T("Handlingsplan")),
        underrad=sv(T("Källa: {kalla}", kalla=plan.kalla)),
        datum=day_in_words(plan.faststalld or basis.idag),
        exempel=False,
        fakta=tuple(Fact(sv(t), v) for t, v in facts),
        fot=foot(basis),
    )


def _area(p: Portfolio, area: FocusArea) -> Area:
    return Area(
        area.namn,
        paragraphs(area.varfor),
        tuple(one_line(t) for t in area.viktiga_aspekter),
        tuple(_sub_area(p, d) for d in area.delomraden),
    )


def _sub_area(p: Portfolio, d: Delomrade) -> SubArea:
    plan = p.handlingsplan.modell if p.handlingsplan else None
    names = {m.id: m.namn for m in plan.mal} if plan else {}
    return SubArea(
        d.namn, paragraphs(d.varfor), listed(names.get(m, m) for m in d.mal), _initiatives(p, d), _external(p, d)
    )


def _initiatives(p: Portfolio, d: Delomrade) -> Table | None:
    rows: list[Row] = []
    for id_ in d.initiativ:
        entry = p.initiativ.get(id_)
        if entry is None:
            rows.append((id_, sv(T("Finns inte i portföljen")), NONE))
            continue
        rows.append((entry.modell.namn, one_line(entry.modell.sammanfattning) or NONE, _where(p, id_)))
    if not rows:
        return None
    return Table(
        sv(T("Exempel på initiativ")),
        (sv(T("Initiativ")), sv(T("Vad det ger")), sv(T("Var det står"))),
        tuple(rows),
        (3, 6, 2),
    )


def _where(p: Portfolio, id_: str) -> str:
    u = p.initiativ[id_].modell
    process, state = p.process_of(u), standing_of(p, u)
    fas = process.modell.fas(state.fas) if process and state else None
    if fas is None or state is None:
        return capital(u.fas)
    return fas.namn if state.lage == "pagar" else f"{fas.namn}, {sv(word(state.lage))}"


def _external(p: Portfolio, d: Delomrade) -> Table | None:
    rows: list[Row] = []
    for id_ in d.externa_initiativ:
        found = p.externa_initiativ.get(id_)
        if found is not None:
            level = capital(sv(word(found.niva)))
            rows.append((found.namn, one_line(found.beskrivning), Cell(listed(found.drivs_av), (level,))))
    if not rows:
        return None
    heads = (sv(T("Initiativ")), sv(T("Vad det är")), sv(T("Drivs av")))
    return Table(sv(T("Andras initiativ som påverkar delområdet")), heads, tuple(rows), (3, 6, 3))


def _goals(plan: ActionPlan, areas: list[FocusArea]) -> Table:
    rows = tuple(
        (goal.namn, listed(d.namn for area in areas for d in area.delomraden if goal.id in d.mal) or NONE)
        for goal in plan.mal
    )
    return Table(sv(T("Mål i verksamhetsplanen")), (sv(T("Mål")), sv(T("Delområden som bidrar"))), rows, (2, 3))


def _process(p: Portfolio, process: Process) -> ProcessPart:
    name = sv(T("{namn} version {version}", namn=process.namn, version=process.version))
    return ProcessPart(name, paragraphs(process.beskrivning), tuple(_phase(p, f) for f in process.faser))


def _phase(p: Portfolio, fas: Fas) -> Phase:
    steps = tuple((s.namn, one_line(s.beskrivning) or NONE) for s in fas.steg)
    documents = tuple(
        (titel(k.slug), k.kod or NONE, _asked(decided=k.beslutas, optional=k.valfri)) for k in fas.artefakter
    )
    return Phase(
        fas.namn,
        paragraphs(fas.beskrivning),
        Table(sv(T("Steg")), (sv(T("Steg")), sv(T("Vad som görs"))), steps, (1, 3)) if steps else None,
        Table(sv(T("Dokument")), (sv(T("Dokument")), sv(T("Kod")), sv(T("Vid grinden"))), documents, (3, 1, 2))
        if documents
        else None,
        f"{fas.grind.namn} ({fas.grind.alias})" if fas.grind.alias else fas.grind.namn,
        _deciders(p, fas),
        fas.ansvar.kommunalforbund,
        fas.ansvar.kommun,
    )


def _asked(*, decided: bool, optional: bool) -> str:
    if decided:
        return sv(T("Fastställs i grinden"))
    return sv(T("Valfritt")) if optional else sv(T("Krävs"))


def _deciders(p: Portfolio, fas: Fas) -> Table:
    names = Names(p)
    rows: list[Row] = []
    for k in fas.grind.beslut:
        bodies = [names.party(o) for o in k.alla_av]
        if k.nagot_av:
            bodies.append(listed((names.party(o) for o in k.nagot_av), T("eller")))
        bodies += [sv(T("{organ} vid behov", organ=names.party(o))) for o in k.vid_behov]
        each = sv(T("Varje deltagande kommun")) if k.per == "kommun" else sv(T("Gemensamt"))
        rows.append((k.namn, listed(bodies), each))
    heads = (sv(T("Beslut")), sv(T("Beslutas av")), sv(T("Hur")))
    return Table(sv(T("Beslut i grinden")), heads, tuple(rows), (3, 4, 2))


def _bodies(p: Portfolio) -> Iterator[Table]:
    for stage, title in _STAGES:
        held = [o for o in p.organ.values() if (stage in o.skede if stage else not o.skede)]
        rows: list[Row] = []
        for o in held:
            people = tuple(
                f"{label}: {text}"
                for label, text in (
                    (sv(T("Ordförande")), o.ordforande or ""),
                    (sv(T("Ledamöter")), listed(o.ledamoter)),
                    (sv(T("Stöd")), listed(o.stod)),
                )
                if text
            )
            who = Cell(people[0], people[1:]) if people else NONE
            rows.append((o.namn, one_line(o.beskrivning) or NONE, who))
        if rows:
            heads = (sv(T("Organ")), sv(T("Vad det gör")), sv(T("Vilka som ingår")))
            yield Table(sv(title), heads, tuple(rows), (2, 4, 4))


def _municipalities(p: Portfolio) -> Table | None:
    if p.kommunregister is None:
        return None
    register = p.kommunregister.modell
    rows = tuple(
        (k.fullstandigt_namn, k.kommunkod, f"{k.invanare:,}".replace(",", "\u00a0"))
        for k in sorted(register.kommuner, key=lambda k: sort_key(k.namn))
    )
    title = sv(
        T(
            "Medlemskommuner, invånare {dag} ({kalla})",
            dag=day(register.folkmangd.datum),
            kalla=register.folkmangd.kalla,
        )
    )
    return Table(title, (sv(T("Kommun")), sv(T("Kommunkod")), sv(T("Invånare"))), rows, (3, 1, 1), (2,))
