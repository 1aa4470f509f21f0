"""Sentences about the portfolio's own steering: risk bands, processes in force, mandates, keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fyrportfolj.messages import T, Text
from fyrportfolj.model.policy import GallandeProcesser, Riskniva
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.process import Process
from fyrportfolj.model.registers import Kommun, Mandat, Mandatregister, Nyckelinnehav, Organ, Rattighet, Roll
from fyrportfolj.rules.changes.show import joined, name, short
from fyrportfolj.rules.changes.values import At, Said, Words

_COMMA = T("{forsta}, {andra}")
_RIGHTS: Mapping[Rattighet, Text] = {
    "grind": T("besluta i grindar"),
    "risk": T("besluta om risker"),
    "artefakt": T("besluta om dokument"),
    "policy": T("ändra policyn"),
    "registrera": T("registrera beslut"),
    "arbete": T("ändra filer"),
    "sammanfoga": T("sammanfoga grenar"),
}


def tell_band(before: Riskniva, after: Riskniva, at: At) -> Iterator[Said]:
    """Tell new limits of a risk band, and who decides on it now."""
    if (before.fran, before.till_och_med) != (after.fran, after.till_och_med):
        yield Said(
            T(
                "Risknivån {niva} gäller nu riskvärde {efter}, förut {fore}",
                niva=after.namn,
                efter=f"{after.fran}–{after.till_och_med}",
                fore=f"{before.fran}–{before.till_och_med}",
            ),
            frozenset({"fran", "till_och_med"}),
        )
    if before.befogenhet != after.befogenhet:
        for falt, where in (("projekt", T("projekt")), ("initiativ", T("program och portfölj"))):
            old, new = getattr(before.befogenhet, falt), getattr(after.befogenhet, falt)
            if old != new:
                yield _authority(after, where, name(old, at.sides.fore), name(new, at.sides.efter))
    if before.krav_beslut != after.krav_beslut:
        text = (
            T("Risknivån {niva} kräver nu beslut")
            if after.krav_beslut
            else T("Risknivån {niva} kräver inte längre beslut")
        )
        yield Said(Text(text.msgid, {"niva": after.namn}), frozenset({"krav_beslut"}))


def tell_in_force(before: GallandeProcesser, after: GallandeProcesser, at: At) -> Iterator[Said]:
    """Tell which process new undertakings get."""
    for falt, what in (("initiativ", T("Nya initiativ")), ("projekt", T("Nya projekt")), ("remiss", T("Nya remisser"))):
        old, new = getattr(before, falt), getattr(after, falt)
        if old == new:
            continue
        now = f"{new.slug} {new.version}" if new else None
        was = f"{old.slug} {old.version}" if old else None
        if now and was:
            text = T("{vad} följer nu processen {efter}, förut {fore}", vad=what, efter=now, fore=was)
        elif now:
            text = T("{vad} följer nu processen {efter}", vad=what, efter=now)
        else:
            text = T("{vad} följer inte längre processen {fore}", vad=what, fore=was)
        yield Said(text, frozenset({falt}))
    del at


def tell_register(before: Mandatregister, after: Mandatregister, at: At) -> Iterator[Said]:
    """Tell the policy's new serial number."""
    del at
    if before.serie != after.serie:
        yield Said(
            T("Policyns löpnummer är nu {efter}, förut {fore}", efter=after.serie, fore=before.serie),
            frozenset({"serie"}),
        )


def tell_mandate_row(m: Mandat, at: At, fresh: bool) -> Said:
    """Tell who got, or no longer has, the right to decide what."""
    side = at.sides.efter if fresh else at.sides.fore
    who = _holder(m, side)
    rights = tuple(_RIGHTS[r] for r in m.ratt)
    if not fresh:
        return Said(T("Mandatet {id} för {organ} har tagits bort", id=m.id, organ=who))
    parts: list[Words] = [T("Nytt mandat {id}: {organ} får {ratt}", id=m.id, organ=who, ratt=rights), _period(m)]
    if m.underskrifter > 1:
        parts.append(T("{antal} underskrifter krävs", antal=m.underskrifter))
    return Said(T("{mening}", mening=joined([*parts, T("enligt {kalla}", kalla=m.kalla)], _COMMA)))


def mandate_label(m: Mandat, _portfolio: Portfolio) -> Words:
    """Name a mandate."""
    return T("Mandatet {id}", id=m.id)


def key_label(k: Nyckelinnehav, _portfolio: Portfolio) -> Words:
    """Name a key by its id and holder."""
    return T("Nyckeln {id} ({namn})", id=k.id, namn=k.namn)


def tell_key_row(k: Nyckelinnehav, at: At, fresh: bool) -> Said:
    """Tell that a key was registered, or is gone."""
    label = key_label(k, at.sides.efter)
    if fresh:
        return Said(T("{nyckel} är ny, {tid}", nyckel=label, tid=_period(k)))
    return Said(T("{nyckel} har tagits bort ur registret", nyckel=label))


def tell_key(before: Nyckelinnehav, after: Nyckelinnehav, at: At) -> Iterator[Said]:
    """Tell that a key is no longer trusted."""
    if before.sparrad is None and after.sparrad is not None:
        text = T(
            "{nyckel} är spärrad från {dag}: {skal}",
            nyckel=key_label(after, at.sides.efter),
            dag=str(after.sparrad.fran),
            skal=short(after.sparrad.skal),
        )
        yield Said(text, frozenset({"sparrad"}))


def kommun_label(k: Kommun, _portfolio: Portfolio) -> Words:
    """Name a kommun."""
    return T("Kommunen {namn}", namn=k.namn)


def body_label(o: Organ, _portfolio: Portfolio) -> Words:
    """Name a body."""
    return T("Organet {namn}", namn=o.namn)


def role_label(r: Roll, _portfolio: Portfolio) -> Words:
    """Name a role."""
    return T("Rollen {namn}", namn=r.namn)


def process_label(p: Process, _portfolio: Portfolio) -> Words:
    """Name a process with its version."""
    return T("Processen {namn} {version}", namn=p.namn, version=p.version)


def _authority(band: Riskniva, where: Text, was: str, now: str) -> Said:
    text = T(
        "Risker på nivån {niva} i {var} beslutas nu av {efter}, förut {fore}",
        niva=band.namn,
        var=where,
        efter=now,
        fore=was,
    )
    return Said(text, frozenset({"befogenhet"}))


def _holder(m: Mandat, portfolio: Portfolio) -> Words:
    who = name(m.organ, portfolio)
    return T("{organ} i {kommun}", organ=who, kommun=name(m.kommun, portfolio)) if m.kommun else who


def _period(m: Mandat | Nyckelinnehav) -> Text:
    if m.till_och_med is None:
        return T("från {dag} tills vidare", dag=str(m.fran))
    return T("från {fran} till och med {till}", fran=str(m.fran), till=str(m.till_och_med))
