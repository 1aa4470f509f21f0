"""The report on a consultation: who was asked, who answered, what they say, and what became of every point.

Källa: handlingsplanen, Processen för remisshantering, sammanställa och uppdatera; remissammanställningar i regional
utveckling (svar för sig, ändringar för sig).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts.remiss import Fraga, Remissforfragan, Remissyttrande, Synpunkt, Yttranderapport
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.render.views.common import Basis, Fact, Head, Names, foot
from fyrportfolj.render.views.remiss_tables import (
    answer_table,
    aside_table,
    count_table,
    matrix_table,
    point_table,
    share_sentence,
)
from fyrportfolj.render.views.swedish import NONE, capital, day, day_in_words, listed, one_line, paragraphs, sv
from fyrportfolj.render.views.tables import Table
from fyrportfolj.rules.changes.whole import portfolio_changes
from fyrportfolj.rules.changes.words import word
from fyrportfolj.rules.remiss.answers import is_decided, replaced
from fyrportfolj.rules.remiss.counts import NO_ANSWER, WORDS, Line, lines, tally
from fyrportfolj.rules.remiss.deadline import last_day
from fyrportfolj.rules.remiss.document import WHOLE_PLAN
from fyrportfolj.rules.remiss.points import Slag, living, sort_of

_SORTS: tuple[tuple[Slag, Text], ...] = (
    ("stod", T("Stöd")),
    ("invandning", T("Invändningar")),
    ("forslag", T("Förslag")),
    ("synpunkt", T("Övriga synpunkter")),
)
_UNMET = ("beaktas_ej", "beaktas_delvis")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at the top: its heading, the number, and what to add."""

    rubrik: str
    varde: str
    tillagg: str = ""


@dataclass(frozen=True, slots=True)
class Sort:
    """Points of one sort in a question: a heading and a line per point."""

    rubrik: str
    punkter: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """A question with what is said in it.

    Attributes:
        rubrik: number and heading.
        fraga: the question; empty for the whole.
        antal: how many say what, in a sentence; empty where nothing was asked.
        slag: the points by sort.
    """

    rubrik: str
    fraga: str
    antal: str
    slag: tuple[Sort, ...]


@dataclass(frozen=True, slots=True)
class FullAnswer:
    """An answer in full.

    Attributes:
        rubrik: who it is from, and which version it is.
        fakta: decision, day, file and checksum.
        stycken: what it says, as it was written.
    """

    rubrik: str
    fakta: tuple[Fact, ...]
    stycken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """What the template of the report sees.

    Attributes:
        huvud: the head.
        tal: the numbers at the top.
        sammanfattning: paragraphs.
        genomforande: paragraphs.
        svar: who has answered.
        matris: recipient by question.
        antal: counts and shares.
        fragor: what is said, question by question.
        bedomningar: every point with its assessment, or None.
        obedomda: how many points lack one, in a sentence; empty when none do.
        andringar: changes as the report tells them.
        skillnader: changes between the version sent out and this one, in sentences.
        skillnader_om: which versions were compared, or why none were.
        ej_beaktade: points that are not, or not wholly, met, with reasons; or None.
        undanlagt: what could not be read, or None.
        yttranden: every answer that holds, in full.
        ersatta: answers that newer ones have come in the place of.
    """

    huvud: Head
    tal: tuple[Figure, ...]
    sammanfattning: tuple[str, ...]
    genomforande: tuple[str, ...]
    svar: Table
    matris: Table
    antal: Table
    fragor: tuple[QuestionPart, ...]
    bedomningar: Table | None
    obedomda: str
    andringar: tuple[str, ...]
    skillnader: tuple[str, ...]
    skillnader_om: str
    ej_beaktade: Table | None
    undanlagt: Table | None
    yttranden: tuple[FullAnswer, ...]
    ersatta: tuple[FullAnswer, ...]


def consultation_view(basis: Basis, entry: Entry[Undertaking]) -> ConsultationView:
    """Give the report on an undertaking's consultation.

    Args:
        basis: the portfolio, the day and the commit; with an earlier version, what was sent out.
        entry: the undertaking.

    Raises:
        UsageError: it has no consultation.
    """
    held = entry.modell.artefakter
    r, report, answers = held.remissforfragan, held.yttranderapport, held.remissyttrande
    if r is None:
        raise UsageError(T("{id} har ingen remissförfrågan", id=entry.modell.id), T("påbörja en med fyr remiss open"))
    names = Names(basis.portfolio)
    people = {id_: k.invanare for id_, k in basis.portfolio.kommuner.items()}
    rows = lines(r, answers, basis.idag)
    points = [p for _, p in living(report, answers)]
    missing = [p.id for p in points if p.bedomning is None]
    unmet = [p for p in points if p.bedomning in _UNMET]
    told, about = _differences(basis, r)
    gone = replaced(answers)
    return ConsultationView(
        huvud=_head(basis, entry, r, report),
        tal=_figures(rows, points, report),
        sammanfattning=paragraphs(report.sammanfattning if report else None) or (_in_short(rows),),
        genomforande=paragraphs(report.genomforande if report else None) or (_how(r, names),),
        svar=answer_table(rows, names),
        matris=matrix_table(r, rows, names),
        antal=count_table(r, rows, people),
        fragor=tuple(_questions(r, rows, points, people, names)),
        bedomningar=point_table(points, names) if points else None,
        obedomda=sv(T("Synpunkter som inte är bedömda än: {namn}.", namn=tuple(missing))) if missing else "",
        andringar=tuple(one_line(a) for a in (report.andringar if report else ())),
        skillnader=told,
        skillnader_om=about,
        ej_beaktade=point_table(unmet, names) if unmet else None,
        undanlagt=aside_table(report, names),
        yttranden=tuple(_full(a, names) for a in answers if a.id is None or a.id not in gone),
        ersatta=tuple(_full(a, names) for a in answers if a.id in gone),
    )


def _head(basis: Basis, entry: Entry[Undertaking], r: Remissforfragan, report: Yttranderapport | None) -> Head:
    u, kind = entry.modell, sv(T("Yttranderapport"))
    facts = (
        (
            T("Handling"),
            sv(T("{namn}, version {version}", namn=r.handling or NONE, version=r.handling_version or NONE)),
        ),
        (T("Kontrollsumma"), (r.handling_sha256 or NONE)[:16]),
        (T("Skickad"), day(r.skickad)),
        (T("Sista svarsdag"), day(last_day(r))),
        (T("Diarienummer"), listed(r.diarienummer.values()) or NONE),
        (T("Handlingsstatus"), capital(sv(word(report.handlingsstatus))) if report else NONE),
    )
    return Head(
        titel=f"{kind} – {r.rubrik or u.namn}",
        namn=r.rubrik or u.namn,
        slag=kind,
        overrad=kind,
        underrad=sv(T("Version {version}, läst {dag}", version=report.version, dag=day_in_words(basis.idag)))
        if report
        else sv(T("Läst {dag}", dag=day_in_words(basis.idag))),
        datum=day_in_words((report.datum if report else None) or basis.idag),
        exempel=u.exempel,
        fakta=tuple(Fact(sv(t), v) for t, v in facts),
        fot=foot(basis),
    )


def _figures(rows: Sequence[Line], points: Sequence[Synpunkt], report: Yttranderapport | None) -> tuple[Figure, ...]:
    asked = [row for row in rows if row.tillfragad]
    answered = [row for row in asked if row.i_stort not in NO_ANSWER]
    late = sum(1 for row in answered if row.sent)
    official = sum(1 for row in asked if row.i_stort == "utan_beslut")
    aside = sum(1 for u in (report.undanlagt if report else ()) if u.last_som is None)
    left = sum(1 for p in points if p.bedomning is None)
    return (
        Figure(sv(T("Tillfrågade")), str(len(asked))),
        Figure(sv(T("Har svarat")), str(len(answered)), sv(T("varav sent: {antal}", antal=late)) if late else ""),
        Figure(
            sv(T("Utan kommunens svar")),
            str(len(asked) - len(answered)),
            sv(T("varav tjänstepersons svar: {antal}", antal=official)) if official else "",
        ),
        Figure(sv(T("Går inte att läsa")), str(aside)),
        Figure(sv(T("Synpunkter")), str(len(points)), sv(T("varav inte bedömda: {antal}", antal=left)) if left else ""),
    )


def _in_short(rows: Sequence[Line]) -> str:
    asked = [row for row in rows if row.tillfragad]
    answered = sum(1 for row in asked if row.i_stort not in NO_ANSWER)
    said = share_sentence(tally(rows, {}))
    return sv(T("{svarat} av {alla} har svarat. {sagt}", svarat=answered, alla=len(asked), sagt=said))


def _how(r: Remissforfragan, names: Names) -> str:
    asked = listed(sorted(names.kommun(k) for k in r.remissinstanser))
    said = sv(T("Remissen skickades {dag} till {namn}.", dag=day_in_words(r.skickad), namn=asked))
    last = sv(T(" Sista svarsdag var {dag}.", dag=day_in_words(r.sista_svarsdag)))
    longer = sv(T(" Svarstiden förlängdes till {dag}.", dag=day_in_words(r.forlangd_till))) if r.forlangd_till else ""
    return said + last + longer + sv(T(" Ett uteblivet svar räknas varken som ja eller nej."))


def _questions(
    r: Remissforfragan, rows: Sequence[Line], points: Sequence[Synpunkt], people: dict[str, int], names: Names
) -> Iterator[QuestionPart]:
    on_whole = [p for p in points if p.fraga is None]
    if on_whole:
        stances = {row.instans: str(row.i_stort) for row in rows}
        yield QuestionPart(sv(T("Handlingen som helhet")), "", "", _sorted(on_whole, stances, names))
    for q in r.fragor:
        yield _question(q, rows, [p for p in points if p.fraga == q.id], people, names)


def _question(
    q: Fraga, rows: Sequence[Line], points: Sequence[Synpunkt], people: dict[str, int], names: Names
) -> QuestionPart:
    stances = {row.instans: str(row.fragor[q.id]) for row in rows}
    counted = share_sentence(tally(rows, people, q.id))
    return QuestionPart(f"{q.id} {q.rubrik}", one_line(q.fraga), counted, _sorted(points, stances, names))


def _sorted(points: Sequence[Synpunkt], stances: dict[str, str], names: Names) -> tuple[Sort, ...]:
    found: dict[Slag, list[str]] = {}
    for p in points:
        wish = sv(T(" Förslag: {text}", text=one_line(p.forslag))) if p.forslag and p.forslag != p.citat else ""
        line = f"{names.kommun(p.instans)} ({p.id}): {one_line(p.citat)}{wish}"
        found.setdefault(sort_of(p, stances.get(p.instans)), []).append(line)
    return tuple(Sort(sv(heading), tuple(found[slag])) for slag, heading in _SORTS if slag in found)


def _differences(basis: Basis, r: Remissforfragan) -> tuple[tuple[str, ...], str]:
    """Tell what differs in the document between the version that was sent out and this one."""
    if basis.forut is None or r.handling_plats is None:
        return (), ""
    id_, _, slug = r.handling_plats.partition("/")
    whole = r.handling_plats == WHOLE_PLAN
    told = tuple(
        capital(sv(c.text))
        for c in portfolio_changes(basis.forut, basis.portfolio)
        if (whole and c.fil.startswith("handlingsplan/"))
        or (not whole and c.insats == id_ and c.sokvag[:2] == ("artefakter", slug))
    )
    if told:
        return told, sv(T("Jämfört med den version som skickades, {version}.", version=basis.forut_namn))
    return (), sv(T("Handlingen säger detsamma som den version som skickades, {version}.", version=basis.forut_namn))


def _full(a: Remissyttrande, names: Names) -> FullAnswer:
    who = names.kommun(a.instans) if a.instans else sv(T("Okänd avsändare"))
    body = a.organets_namn or (names.party(a.organ) if a.organ else "")
    decided = ", ".join(p for p in (body, day(a.beslutsdatum) if a.beslutsdatum else "", a.paragraf or "") if p)
    came = " ".join(p for p in (day(a.inkom), a.klockslag or "") if p)
    facts = (
        (T("Ställningstagande"), sv(WORDS[a.stallningstagande]) if a.stallningstagande else sv(WORDS["ej_uttalat"])),
        (
            T("Beslutat av"),
            decided if is_decided(a) else sv(T("inget beslut är angivet; räknas inte som kommunens svar")),
        ),
        (T("Inkom"), came + (sv(T(", efter sista dagen")) if a.sent_inkommet else "")),
        (T("Diarienummer"), listed(a.diarienummer.values())),
        (T("Reservation"), listed(a.reservation)),
        (T("Undertecknare"), names.party(a.undertecknare) if a.undertecknare else ""),
        (T("Ersätter"), a.ersatter or ""),
        (T("Fil"), _file(a)),
        (T("Länk"), a.lank or ""),
    )
    said = []
    for s in a.svar:
        stance = sv(WORDS[s.stallningstagande]) if s.stallningstagande else ""
        wish = sv(T("Förslag: {text}", text=one_line(s.forslag))) if s.forslag else ""
        parts = [stance, one_line(s.synpunkt), wish, f"({s.hanvisning})" if s.hanvisning else ""]
        about = s.fraga or sv(T("Helheten"))
        said.append(f"{about}: " + " ".join(_ended(p) for p in parts if p))
    return FullAnswer(
        f"{a.id} {who}" if a.id else who,
        tuple(Fact(sv(t), v) for t, v in facts if v),
        (*said, *paragraphs(a.anmarkning)),
    )


def _file(a: Remissyttrande) -> str:
    """Give the kept file's name and the beginning of its checksum; the record holds both in full."""
    if a.fil is None:
        return ""
    return sv(T("{namn}, SHA-256 {summa}…", namn=a.fil.rpartition("/")[2], summa=(a.fil_sha256 or "")[:16]))


def _ended(text: str) -> str:
    return text if text[-1:] in ".!?)" else f"{text}."
