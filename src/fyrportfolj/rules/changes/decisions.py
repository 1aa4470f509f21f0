"""Sentences about decisions: who decided what, on which documents, and what became of the conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts import titel
from fyrportfolj.model.decisions import Decision, Villkor
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.changes.general import compare_field, path
from fyrportfolj.rules.changes.show import gate_name, joined, name, short
from fyrportfolj.rules.changes.values import At, Said, Words
from fyrportfolj.rules.changes.words import OUTCOMES
from fyrportfolj.rules.corrected import CONTENT, RATTELSE, applied, origin_of

_COMMA = T("{forsta}, {andra}")

_MEETING: Mapping[str, Text] = {
    "bordlagt": T("{organ} bordlade {arende}"),
    "aterremitterat": T("{organ} återremitterade {arende}"),
    "utgick": T("{arende} utgick hos {organ}"),
}


def decided(d: Decision, portfolio: Portfolio) -> Text:
    """Say what a body decided, and when, in one sentence.

    Args:
        d: the decision.
        portfolio: where names are looked up.
    """
    body = body_of(d, portfolio)
    if d.motesutfall != "beslutat":
        sentence = _MEETING[d.motesutfall]
        return T(
            "{mening} {dag}",
            mening=Text(sentence.msgid, {"organ": body, "arende": _matter(d, portfolio)}),
            dag=str(d.datum),
        )
    if d.typ == "ateruppta":
        return T("{organ} återupptog insatsen {dag}", organ=body, dag=str(d.datum))
    if d.utfall:
        return T(
            "{organ} beslutade {utfall} i {arende} {dag}",
            organ=body,
            utfall=OUTCOMES[d.utfall],
            arende=_matter(d, portfolio),
            dag=str(d.datum),
        )
    return T("{organ} beslutade om {arende} {dag}", organ=body, arende=_matter(d, portfolio), dag=str(d.datum))


def body_of(d: Decision, portfolio: Portfolio) -> Words:
    """Give the body that decided, with its kommun."""
    who = d.organets_namn or name(d.organ, portfolio)
    return T("{organ} i {kommun}", organ=who, kommun=name(d.kommun, portfolio)) if d.kommun else who


def decision_label(d: Decision, portfolio: Portfolio) -> Words:
    """Name a decision by its body and day."""
    return T("Beslutet av {organ} {dag}", organ=body_of(d, portfolio), dag=str(d.datum))


def tell_row(d: Decision, at: At, fresh: bool) -> Said:
    """Tell that a decision was recorded, or is gone."""
    if not fresh:
        text = T("{beslut} har tagits bort ur filen", beslut=decision_label(d, at.sides.fore))
        return Said(text, handelse="borttaget_beslut")
    if d.typ == RATTELSE:
        return Said(_correction(d, at), handelse="rattelse")
    parts: list[Words] = [decided(d, at.sides.efter), *_facts(d)]
    if d.ersatter:
        parts.append(T("ersätter beslutet {id}", id=d.ersatter))
    return Said(T("{mening}", mening=joined(parts, _COMMA)), handelse="nytt_beslut")


def tell_decision(before: Decision, after: Decision, at: At) -> Iterator[Said]:
    """Tell that a recorded decision has another content; its own fields are told in general words."""
    for falt in ("justerat", "anslaget", "laga_kraft"):
        old, new = getattr(before, falt), getattr(after, falt)
        if old is None and new is not None:
            sentence = Text(_LATER[falt].msgid, {"beslut": path(at), "dag": str(new)})
            yield Said(sentence, frozenset({falt}))


_LATER: Mapping[str, Text] = {
    "justerat": T("{beslut}: protokollet justerades {dag}"),
    "anslaget": T("{beslut}: justeringen anslogs {dag}"),
    "laga_kraft": T("{beslut}: vann laga kraft {dag}"),
}


def tell_condition(before: Villkor, after: Villkor, at: At) -> Iterator[Said]:
    """Tell that a condition was met."""
    del at
    if before.uppfyllt is None and after.uppfyllt is not None:
        how = short(after.uppfyllt_genom) if after.uppfyllt_genom else short(after.text)
        yield Said(
            T("Villkor {id} är uppfyllt {dag}: {hur}", id=after.id, dag=str(after.uppfyllt), hur=how),
            frozenset({"uppfyllt", "uppfyllt_genom"}),
            "uppfyllt_villkor",
        )


def condition_label(v: Villkor, _portfolio: Portfolio) -> Words:
    """Name a condition."""
    return T("Villkor {id}", id=v.id)


def _matter(d: Decision, portfolio: Portfolio) -> Words:
    if d.grind:
        return T("grinden ”{grind}”", grind=gate_name(d.grind, portfolio))
    if d.risker:
        return T("risken {id}", id=d.risker[0]) if len(d.risker) == 1 else T("riskerna {id}", id=d.risker)
    if d.underlag:
        return joined([_document(u.artefakt, u.version) for u in d.underlag], T("{forsta} och {andra}"))
    words = d.beslut or d.forslag or d.motivering
    return T("”{text}”", text=short(words)) if words else T("ärendet")


def _correction(d: Decision, at: At) -> Text:
    """Say which facts of an earlier decision a correction states anew."""
    body = body_of(d, at.sides.efter)
    text = T("Rättelse {dag} av beslutet {id}, av {organ}", dag=str(d.datum), id=d.ersatter, organ=body)
    held = at.efter.beslut if at.efter else ()
    earlier = held[: held.index(d)] if d in held else ()
    origin = origin_of(earlier, d)
    if origin is None:
        return text
    plain = replace(at, rubriker=())
    facts = [c.text for falt in CONTENT for c in compare_field(applied(earlier)[origin], d, falt, plain)]
    return T("{mening}: {fakta}", mening=text, fakta=joined([*facts], T("{forsta}; {andra}"))) if facts else text


def _facts(d: Decision) -> Iterator[Words]:
    if d.paragraf:
        yield d.paragraf
    if d.underlag and (d.grind or d.risker):
        yield T(
            "underlag {dokument}",
            dokument=joined([_document(u.artefakt, u.version) for u in d.underlag], T("{forsta} och {andra}")),
        )
    for v in d.villkor:
        yield T("villkor {id} senast {dag}: {text}", id=v.id, dag=str(v.senast), text=short(v.text))
    if d.upphavda:
        documents = tuple(titel(u) for u in d.upphavda)
        yield T("godkännandet upphävs för {dokument}", dokument=documents)
    if d.reservation:
        yield T("med reservation")
    if d.motivering and d.utfall not in (None, "fortsatt"):
        yield T("skäl: {text}", text=short(d.motivering))


def _document(slug: str, version: str) -> Words:
    return T("{namn} {version}", namn=titel(slug), version=version)
