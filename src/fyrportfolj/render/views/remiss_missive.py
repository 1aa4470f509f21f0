"""The missive: what is sent to those who are asked, with the questions, the last day and how to answer.

Källa: Svara på remiss (SB PM 2021:1) om vad ett missiv säger; handlingsplanen, förbereda och skicka remiss.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts.remiss import Remissforfragan
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.model.process import STATUS_WORDS
from fyrportfolj.render.views.common import Basis, Fact, Head, Names, foot
from fyrportfolj.render.views.swedish import NONE, capital, day, day_in_words, listed, one_line, paragraphs, sv
from fyrportfolj.rules.remiss.counts import WORDS
from fyrportfolj.rules.remiss.deadline import last_day
from fyrportfolj.rules.remiss.words import SAID

_WAYS = MappingProxyType(
    {
        "formular": T("Svarsformuläret (html) öppnas i webbläsaren, fungerar utan nät och sparar en svarsfil."),
        "word": T("Svarsformuläret (docx) fylls i med Word och skickas tillbaka."),
        "fil": T("Ett protokollsutdrag med yttrandet skickas som PDF."),
        "granskning": T("Svaret lämnas som en granskning på den adress som står ovan."),
        "e_post": T("Svaret skickas med e-post till avsändarens registrator."),
    }
)


@dataclass(frozen=True, slots=True)
class MissiveQuestion:
    """A question: number and heading, and the question."""

    rubrik: str
    fraga: str


@dataclass(frozen=True, slots=True)
class MissiveView:
    """What the template of the missive sees.

    Attributes:
        huvud: the head.
        inledning: why views are asked for.
        begaran: what is asked for, by when, in a sentence.
        handling: the document, version and checksum.
        fragor: the questions.
        stallningar: the stances to choose from, in a sentence.
        svarssatt: how to answer.
        beslut: what makes an answer the municipality's own.
        om_svaren: what becomes of the answers.
        mottagare: those who are asked.
    """

    huvud: Head
    inledning: tuple[str, ...]
    begaran: str
    handling: tuple[Fact, ...]
    fragor: tuple[MissiveQuestion, ...]
    stallningar: str
    svarssatt: tuple[str, ...]
    beslut: str
    om_svaren: tuple[str, ...]
    mottagare: tuple[str, ...]


def missive_view(basis: Basis, entry: Entry[Undertaking]) -> MissiveView:
    """Give the missive of an undertaking's consultation.

    Raises:
        UsageError: it has no consultation.
    """
    u, names = entry.modell, Names(basis.portfolio)
    r = u.artefakter.remissforfragan
    if r is None:
        raise UsageError(T("{id} har ingen remissförfrågan", id=u.id), T("påbörja en med fyr remiss open"))
    last = last_day(r)
    held = [(T("Handling"), r.handling or NONE), (T("Version"), r.handling_version or NONE)]
    held += [(T("Kontrollsumma (SHA-256)"), r.handling_sha256 or NONE)]
    held += [(T("Version i git"), r.utgangscommit)] if r.utgangscommit else []
    held += [(T("Adress för svar"), r.lank)] if r.lank else []
    stances = listed((sv(WORDS[code]).lower() for code in WORDS if code in SAID), T("eller"))
    ask = T("Vi ber om kommunens yttrande senast {dag}.", dag=day_in_words(last))
    return MissiveView(
        huvud=_head(basis, entry, r, names),
        inledning=paragraphs(r.syfte),
        begaran=sv(ask) if last else sv(T("Sista svarsdag är inte bestämd.")),
        handling=tuple(Fact(sv(t), v) for t, v in held),
        fragor=tuple(MissiveQuestion(f"{q.id} {q.rubrik}", one_line(q.fraga)) for q in r.fragor),
        stallningar=sv(
            T(
                "Ta ställning till handlingen som helhet, och gärna till varje fråga, med ett av orden {ord}.",
                ord=stances,
            )
        ),
        svarssatt=tuple(sv(_WAYS[way]) for way in r.svarssatt),
        beslut=sv(
            T(
                "Ange vilket organ som har beslutat yttrandet, vilken dag och vilken paragraf. Utan beslut redovisas"
                " svaret som synpunkter från en tjänsteperson. Ett uteblivet svar räknas varken som ja eller nej."
            )
        ),
        om_svaren=paragraphs(r.om_svaren),
        mottagare=tuple(sorted(names.kommun(k) for k in r.remissinstanser)),
    )


def _head(basis: Basis, entry: Entry[Undertaking], r: Remissforfragan, names: Names) -> Head:
    kind = sv(T("Remissmissiv"))
    sender = r.avsandare or r.kontaktroll
    facts = (
        (T("Avsändare"), names.party(sender) if sender else basis.portfolio.fyr.modell.agare),
        (T("Kontakt"), names.party(r.kontaktroll) if r.kontaktroll else NONE),
        (T("Skickad"), day(r.skickad)),
        (T("Sista svarsdag"), day(last_day(r))),
        (T("Diarienummer"), listed(r.diarienummer.values()) or NONE),
        (T("Status"), capital(sv(STATUS_WORDS[r.status]))),
    )
    return Head(
        titel=f"{kind} – {r.rubrik or entry.modell.namn}",
        namn=r.rubrik or entry.modell.namn,
        slag=kind,
        overrad=kind,
        underrad=sv(T("Version {version}, {status}", version=r.version, status=STATUS_WORDS[r.status])),
        datum=day_in_words(r.skickad or r.datum or basis.idag),
        exempel=entry.modell.exempel,
        fakta=tuple(Fact(sv(t), v) for t, v in facts),
        fot=foot(basis),
    )
