"""What an answer form shows and holds, for one recipient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fyrportfolj.model.artefacts.remiss import Remissforfragan
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.remiss_answers import Question
from fyrportfolj.render.views.common import Names
from fyrportfolj.render.views.swedish import NONE, day_in_words, one_line, sv
from fyrportfolj.rules.remiss.counts import WORDS
from fyrportfolj.rules.remiss.deadline import last_day
from fyrportfolj.rules.remiss.words import SAID

_SHORT_SUM = 16


@dataclass(frozen=True, slots=True)
class Choice:
    """A stance to choose: its word in the files and to a person."""

    kod: str
    namn: str


@dataclass(frozen=True, slots=True)
class FormView:
    """What the templates of the forms see.

    Attributes:
        remiss: the undertaking's id.
        instans: the recipient's key.
        namn: its name.
        agare: the organisation that asks.
        avsandare: who of it asks, in words.
        rubrik: what the consultation is about.
        handling: the document and its version.
        sha256: the document's checksum, or empty.
        sha_kort: the beginning of it.
        diarienummer: the sender's number, or empty.
        sista: the last day, in words.
        om_svaren: what becomes of the answers.
        fragor: the questions.
        val: stances.
        exempel: True for invented content.
        fot: what the form says of itself.
    """

    remiss: str
    instans: str
    namn: str
    agare: str
    avsandare: str
    rubrik: str
    handling: str
    sha256: str
    sha_kort: str
    diarienummer: str
    sista: str
    om_svaren: str
    fragor: tuple[Question, ...]
    val: tuple[Choice, ...]
    exempel: bool
    fot: str


def form_view(portfolio: Portfolio, u: Undertaking, r: Remissforfragan, who: str) -> FormView:
    """Give a recipient's form.

    Args:
        portfolio: registers and the owner's name.
        u: the undertaking.
        r: the request.
        who: the recipient.
    """
    names, kommun = Names(portfolio), portfolio.kommuner.get(who)
    last: date | None = last_day(r)
    sha = r.handling_sha256 or ""
    sender = r.avsandare or r.kontaktroll
    return FormView(
        remiss=u.id,
        instans=who,
        namn=kommun.fullstandigt_namn if kommun else who,
        agare=portfolio.fyr.modell.agare,
        avsandare=names.party(sender) if sender else portfolio.fyr.modell.agare,
        rubrik=r.rubrik or u.namn,
        handling=f"{r.handling or NONE}, version {r.handling_version or NONE}",
        sha256=sha,
        sha_kort=sha[:_SHORT_SUM] or NONE,
        diarienummer=next(iter(r.diarienummer.values()), ""),
        sista=day_in_words(last),
        om_svaren=one_line(r.om_svaren),
        fragor=tuple(Question(q.id, q.rubrik, one_line(q.fraga)) for q in r.fragor),
        val=tuple(Choice(code, sv(WORDS[code])) for code in WORDS if code in SAID),
        exempel=u.exempel,
        fot=portfolio.fyr.modell.namn,
    )
