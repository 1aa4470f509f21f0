"""The tables of a consultation: who answered, what they say, how many they are, and what became of each point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts.remiss import Remissforfragan, Synpunkt, Yttranderapport
from fyrportfolj.render.views.common import Names
from fyrportfolj.render.views.swedish import NBSP, NONE, capital, day, one_line, percent, sv
from fyrportfolj.render.views.tables import Cell, Row, Table
from fyrportfolj.rules.changes.words import word
from fyrportfolj.rules.remiss.counts import NO_ANSWER, WORDS, Line, Ruta, Tally, tally

SHORT: Mapping[Ruta, Text] = MappingProxyType(
    {
        "tillstyrker": T("Tillstyrker"),
        "tillstyrker_med_synpunkter": T("Tillstyrker med synp."),
        "har_synpunkter": T("Synpunkter"),
        "avstyrker": T("Avstyrker"),
        "inget_att_erinra": T("Ingen erinran"),
        "avstar": T("Avstår"),
        "ej_uttalat": T("–"),
        "utan_beslut": T("Utan beslut"),
        "vantar": T("Väntar"),
        "ej_svar": T("Inget svar"),
    }
)
"""Every square of the matrix in as few letters as can be read."""

ASSESSED: Mapping[str, Text] = MappingProxyType(
    {
        "beaktas": T("Beaktas"),
        "beaktas_delvis": T("Beaktas delvis"),
        "beaktas_ej": T("Beaktas inte"),
        "noteras": T("Noteras"),
    }
)
_SHORT_COMMIT = 10
_OPPOSED = frozenset({"avstyrker", "ej_svar"})


def answer_table(rows: Sequence[Line], names: Names) -> Table:
    """Say who has answered, when and by which decision."""
    heads = (T("Remissinstans"), T("Svar"), T("Beslutat av"), T("Beslutat"), T("Inkom"))
    table: list[Row] = []
    for row in sorted(rows, key=lambda r: names.kommun(r.instans)):
        a = row.svar
        under = () if row.tillfragad else (sv(T("inte tillfrågad; räknas inte")),)
        body = (a.organets_namn or (names.party(a.organ) if a.organ else NONE)) if a else NONE
        when = [day(a.beslutsdatum), a.paragraf] if a and a.beslutsdatum else [NONE]
        late = (sv(T("efter sista dagen")),) if row.sent else ()
        again = (sv(T("ersätter {antal} tidigare", antal=row.tidigare)),) if row.tidigare else ()
        table.append(
            (
                Cell(names.kommun(row.instans), under),
                _bold(row.i_stort, WORDS),
                body,
                Cell(when[0] or NONE, tuple(w for w in when[1:] if w)),
                Cell(day(a.inkom) if a else NONE, (*late, *again)),
            )
        )
    return Table(sv(T("Svar per remissinstans")), tuple(sv(h) for h in heads), tuple(table), (3, 3, 3, 2, 2))


def matrix_table(r: Remissforfragan, rows: Sequence[Line], names: Names) -> Table:
    """Give the matrix: a row per recipient, a column for the whole and one per question."""
    heads = (sv(T("Remissinstans")), sv(T("I stort")), *(q.id for q in r.fragor))
    table: list[Row] = []
    for row in sorted(rows, key=lambda x: names.kommun(x.instans)):
        squares = (row.i_stort, *(row.fragor[q.id] for q in r.fragor))
        table.append((names.kommun(row.instans), *(_bold(square, SHORT) for square in squares)))
    widths = (3, 3, *(2 for _ in r.fragor))
    return Table(sv(T("Ställningstagande per remissinstans och fråga")), heads, tuple(table), widths)


def _bold(square: Ruta, words: Mapping[Ruta, Text]) -> str | Cell:
    said = sv(words[square])
    return Cell(said, slag="fet") if square in _OPPOSED else said


def count_table(r: Remissforfragan, rows: Sequence[Line], inhabitants: Mapping[str, int]) -> Table:
    """Count what is said of the whole and per question, with the share of inhabitants; every column sums to all."""
    columns = [tally(rows, inhabitants), *(tally(rows, inhabitants, q.id) for q in r.fragor)]
    whole = Decimal(sum(inhabitants.get(row.instans, 0) for row in rows if row.tillfragad))
    found = [square for square in WORDS if any(t.ruta == square for column in columns for t in column)]
    heads = (sv(T("Ställningstagande")), sv(T("I stort")), *(q.id for q in r.fragor))
    table: list[Row] = [
        (sv(WORDS[square]), *(_counted(column, square, whole) for column in columns)) for square in found
    ]
    table.append((Cell(sv(T("Tillfrågade")), slag="fet"), *(str(sum(t.antal for t in column)) for column in columns)))
    title = sv(T("Antal remissinstanser, och deras andel av invånarna"))
    right = tuple(range(1, len(heads)))
    return Table(title, heads, tuple(table), (4, *(2 for _ in right)), right)


def _counted(column: Iterable[Tally], square: Ruta, whole: Decimal) -> str:
    found = next((t for t in column if t.ruta == square), None)
    if found is None:
        return "0"
    return f"{found.antal} ({percent(Decimal(found.invanare), whole)})".replace(" ", NBSP)


def share_sentence(column: Sequence[Tally]) -> str:
    """Say in one line what is said and by how many."""
    said = [f"{sv(WORDS[t.ruta]).lower()} {t.antal}" for t in column if t.ruta not in NO_ANSWER]
    silent = sum(t.antal for t in column if t.ruta in NO_ANSWER)
    said += [sv(T("utan kommunens svar {antal}", antal=silent))] if silent else []
    return capital(", ".join(said)) + "."


def point_table(points: Sequence[Synpunkt], names: Names) -> Table:
    """Say what is done with each point, why, and what it led to."""
    heads = (T("Nr"), T("Synpunkt"), T("Bedömning och skäl"), T("Ändring"))
    table: list[Row] = []
    for p in points:
        where = [names.kommun(p.instans), p.fraga or sv(T("helheten")), p.hanvisning or ""]
        wish = (sv(T("Förslag: {text}", text=one_line(p.forslag))),) if p.forslag and p.forslag != p.citat else ()
        done = sv(ASSESSED[p.bedomning]) if p.bedomning else sv(T("Inte bedömd än"))
        table.append(
            (
                p.id,
                Cell(one_line(p.citat), (*wish, ", ".join(w for w in where if w))),
                Cell(done, (one_line(p.motivering),) if p.motivering else (), slag="fet"),
                _change(p),
            )
        )
    return Table(sv(T("Bedömning av varje synpunkt")), tuple(sv(h) for h in heads), tuple(table), (1, 6, 5, 4))


def _change(p: Synpunkt) -> str | Cell:
    commits = tuple(sv(T("version {id}", id=c[:_SHORT_COMMIT])) for c in p.andring_commit)
    said = one_line(p.andring)
    if said:
        return Cell(said, commits)
    return ", ".join(commits) or NONE


def aside_table(report: Yttranderapport | None, names: Names) -> Table | None:
    """Say what came in and could not be read as an answer, and why; None when there is nothing."""
    rows: list[Row] = [
        (
            u.namn,
            names.kommun(u.instans) if u.instans else sv(T("okänd")),
            day(u.inkom),
            one_line(u.skal),
            sv(T("läst som {id}", id=u.last_som)) if u.last_som else sv(T("väntar på någon")),
        )
        for u in (report.undanlagt if report else ())
    ]
    heads = (T("Fil"), T("Från"), T("Inkom"), T("Varför den inte går att läsa"), T("Läge"))
    title = sv(T("Inkommet som inte går att läsa som ett svar"))
    return Table(title, tuple(sv(h) for h in heads), tuple(rows), (3, 2, 2, 5, 2)) if rows else None


def assessed_word(p: Synpunkt) -> str:
    """Give the assessment of a point as a person reads it."""
    return sv(ASSESSED[p.bedomning]) if p.bedomning else capital(sv(word("ej_paborjad")))
