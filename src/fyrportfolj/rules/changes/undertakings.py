"""Sentences about a whole undertaking: where it stands, what it belongs to, who takes part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fyrportfolj.messages import T, Text
from fyrportfolj.model.initiative import Deltagare, Project, Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.changes.decisions import body_of
from fyrportfolj.rules.changes.show import name
from fyrportfolj.rules.changes.values import At, Said, Slag, Words
from fyrportfolj.rules.changes.words import word
from fyrportfolj.rules.replay import Lage, Passage, Replay, replay

FIELDS: Mapping[str, tuple[Slag, bool]] = {
    "process": ("fas", False),
    "fas": ("fas", True),
    "steg": ("fas", True),
    "start": ("tid", True),
    "slut": ("tid", True),
    "milstolpar": ("tid", True),
    "aktiviteter": ("tid", True),
    "beror_av": ("tid", True),
    "moten": ("tid", True),
    "deltagare": ("deltagare", True),
    "tillampliga_organ": ("deltagare", True),
    "finansiering": ("ekonomi", True),
    "risker": ("risk", True),
    "artefakter": ("dokument", False),
    "beslut": ("beslut", True),
}
"""What a field of an undertaking is about, and whether its title is said; the others are about the rest."""

_NOW: Mapping[Lage, Text] = {
    "pagar": T("Är i gång igen i {fas}"),
    "stoppad": T("Är stoppad i {fas}"),
    "avslutad": T("Är avslutad i {fas}"),
}
_JOINING: Mapping[str, Text] = {
    "deltar": T("{kommun} deltar"),
    "intresserad": T("{kommun} är intresserad"),
    "tillfragad": T("{kommun} är tillfrågad"),
    "avstar": T("{kommun} avstår"),
}


def tell_undertaking(before: Undertaking, after: Undertaking, at: At) -> Iterator[Said]:
    """Tell a new id or kind, another process, and where the decisions have led it."""
    if before.id != after.id:
        text = T("Har bytt id från {fore} till {efter}", fore=before.id, efter=after.id)
        ids = {"id", "tidigare_id"} if after.tidigare_id == (*before.tidigare_id, before.id) else {"id"}
        yield Said(text, frozenset(ids))
    if isinstance(before, Project) is not isinstance(after, Project):
        kinds = (T("projekt"), T("initiativ"))
        was, now = kinds if isinstance(before, Project) else kinds[::-1]
        yield Said(T("Är nu ett {efter}, förut ett {fore}", efter=now, fore=was))
    if before.process != after.process:
        yield Said(
            T(
                "Följer nu processen {efter}, förut {fore}",
                efter=process_name(after, at.sides.efter),
                fore=process_name(before, at.sides.fore),
            ),
            frozenset({"process"}),
            slag="fas",
        )
    yield from _standing(before, after, at)
    if isinstance(before, Project) and isinstance(after, Project) and before.program != after.program:
        yield _programme(before, after, at)


def tell_undertaking_row(u: Undertaking, at: At, fresh: bool) -> Said:
    """Tell that an undertaking is new in the portfolio, or gone from it."""
    what = T("Projektet {namn}") if isinstance(u, Project) else T("Initiativet {namn}")
    named = Text(what.msgid, {"namn": u.namn})
    if not fresh:
        return Said(T("{insats} har tagits bort ur portföljen", insats=named), handelse="borttagen_insats")
    text = T("{insats} är nytt i portföljen, i fasen {fas}", insats=named, fas=phase_name(u.fas, u, at.sides.efter))
    return Said(text, handelse="ny_insats")


def process_name(u: Undertaking, portfolio: Portfolio) -> str:
    """Give the name and version of the process that an undertaking follows."""
    process = portfolio.process_of(u)
    return f"{process.modell.namn if process else u.process.slug} {u.process.version}"


def phase_name(fas: str, u: Undertaking, portfolio: Portfolio) -> str:
    """Give the name of a phase in the undertaking's process; its key when there is none."""
    process = portfolio.process_of(u)
    found = process.modell.fas(fas) if process else None
    return found.namn if found else fas


def participant_label(d: Deltagare, portfolio: Portfolio) -> Words:
    """Name a participant by the kommun's name."""
    return name(d.kommun, portfolio)


def tell_participant_row(d: Deltagare, at: At, fresh: bool) -> Said:
    """Tell that a kommun came into the list, or is gone from it."""
    if not fresh:
        who = name(d.kommun, at.sides.fore)
        return Said(T("{kommun} finns inte längre bland deltagarna", kommun=who), handelse="kommun_avstar")
    return Said(_joining(d, at), handelse="kommun_avstar" if d.status == "avstar" else "kommun_med")


def tell_participant(before: Deltagare, after: Deltagare, at: At) -> Iterator[Said]:
    """Tell that a kommun takes part, or has declined, and by which decision."""
    if before.status == after.status:
        return
    text = T("{nu}, förut {fore}", nu=_joining(after, at), fore=word(before.status))
    told = {"status"}
    if after.beslut and before.beslut != after.beslut:
        text = T("{mening}, genom beslutet {beslut}", mening=text, beslut=after.beslut)
        told.add("beslut")
    if after.fran and before.fran != after.fran:
        text = T("{mening}, från {dag}", mening=text, dag=str(after.fran))
        told.add("fran")
    yield Said(text, frozenset(told), "kommun_avstar" if after.status == "avstar" else "kommun_med")


def _joining(d: Deltagare, at: At) -> Text:
    return Text(_JOINING[d.status].msgid, {"kommun": name(d.kommun, at.sides.efter)})


def _programme(before: Project, after: Project, at: At) -> Said:
    was = name(before.program, at.sides.fore) if before.program else None
    now = name(after.program, at.sides.efter) if after.program else None
    told = frozenset({"program"})
    if now is None:
        return Said(T("Hör inte längre till programmet {fore}", fore=was), told)
    if was is None:
        return Said(T("Hör nu till programmet {efter}", efter=now), told)
    return Said(T("Hör nu till programmet {efter}, förut {fore}", efter=now, fore=was), told)


def _standing(before: Undertaking, after: Undertaking, at: At) -> Iterator[Said]:
    """Tell the phase and the standing; the standing is told by the decisions alone."""
    old, new = _replayed(before, at.sides.fore), _replayed(after, at.sides.efter)
    passage = new.passager[-1] if new and old and len(new.passager) > len(old.passager) else None
    if before.fas != after.fas:
        text: Text = T(
            "Går från {fran} till {till}",
            fran=phase_name(before.fas, before, at.sides.fore),
            till=phase_name(after.fas, after, at.sides.efter),
        )
        if passage and passage.till == after.fas:
            text = T("{mening}, genom {beslut}", mening=text, beslut=_by(passage, after, at.sides.efter))
        else:
            text = T("{mening}, utan något nytt beslut", mening=text)
        yield Said(text, frozenset({"fas"}), "ny_fas", slag="fas")
    if old and new and old.lage != new.lage:
        text = Text(_NOW[new.lage].msgid, {"fas": phase_name(after.fas, after, at.sides.efter)})
        if passage:
            text = T("{mening}, genom {beslut}", mening=text, beslut=_by(passage, after, at.sides.efter))
        yield Said(text, handelse="ny_fas", slag="fas")


def _replayed(u: Undertaking, portfolio: Portfolio) -> Replay | None:
    process = portfolio.process_of(u)
    return replay(process.modell, u, portfolio.organ, portfolio.kommuner) if process else None


def _by(passage: Passage, u: Undertaking, portfolio: Portfolio) -> Text:
    d = u.beslut[passage.index]
    return T("beslut {dag} av {organ}", dag=str(d.datum), organ=body_of(d, portfolio))
