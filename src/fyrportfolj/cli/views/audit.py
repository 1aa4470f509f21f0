"""What an audit proved and did not prove, and what a trust anchor says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from fyrportfolj.cli.blocks import Blank, Block, Blocks, Heading, Inline, Line, Raw, Span, Words, pairs
from fyrportfolj.cli.findings import counted
from fyrportfolj.codes import CODES
from fyrportfolj.commands.audit import Verified
from fyrportfolj.commands.audit_trust import Anchored
from fyrportfolj.diagnostics import Diagnostic, Severity
from fyrportfolj.messages import T, Text

SHORT = 10
"""Characters of a commit's id that a person is shown."""

_LEVEL = {"struktur": T("struktur"), "signerad": T("signerad")}


def author_of(v: Verified) -> Callable[[Diagnostic], Text | None]:
    """Give a function that says which commit a finding is about: its id, day and author.

    Args:
        v: the audit.
    """

    def say(d: Diagnostic) -> Text | None:
        if d.commit is None:
            return None
        who = v.vem.get(d.commit)
        if who is None:
            return T("incheckning {id}", id=d.commit[:SHORT])
        return T("incheckning {id} {dag} {namn}", id=d.commit[:SHORT], dag=who.dag, namn=who.namn)

    return say


def summary(v: Verified, found: Sequence[Diagnostic]) -> Iterator[Block]:
    """Say what was proved, by what, and what was not.

    Args:
        v: the audit.
        found: its findings.
    """
    if found:
        faults = sum(1 for d in found if CODES[d.kod].severity is Severity.FEL)
        yield Blank()
        yield Line(counted(faults, len(found) - faults))
        yield Blank()
    if v.utfall == "ej_verifierad":
        yield Line((Span(T("kan ej verifieras"), "fel"), T(": inget är bevisat om historiken")))
        return
    if v.utfall == "godkand":
        yield Line((Span(T("historiken är verifierad"), "bra"), _extent(v)))
    else:
        yield Line((Span(T("historiken har avvikelser"), "fel"), _extent(v)))
    yield pairs(_facts(v), indent=2)
    if v.utfall == "godkand":
        yield Heading(T("Bevisat"))
        yield from _list(_proved(v))
    yield Heading(T("Inte bevisat"))
    yield from _list(_unproved(v))


def anchored(a: Anchored) -> Blocks:
    """Show a trust anchor before it is written."""
    yield Heading(T("Tillitsankare för historiken på {gren}", gren=a.gren))
    rows: list[tuple[Words, Inline | None]] = [
        (T("rot"), a.rot),
        (T("start"), a.start),
        (T("spets"), a.spets),
        (T("nivå"), _LEVEL[a.niva] if a.niva else None),
        *((T("nyckel"), key) for key in a.nycklar),
    ]
    yield pairs(rows, indent=2)
    if a.ny:
        yield Line(
            T(
                "Det här är första gången, så inget tidigare jämförs: jämför rot och nycklar med någon som har en"
                " egen kopia av arkivet."
            )
        )
    if a.godtar:
        g = a.godtar
        yield Line(T("Godtar {kod} i {id}: {skal}", kod=g.kod, id=g.incheckning[:SHORT], skal=g.skal))
    elif a.avvikelser:
        yield Line(
            T(
                "Historiken har fel ({antal}); fyr audit verify visar dem tills de är åtgärdade eller godtagna.",
                antal=a.avvikelser,
            )
        )


def saved(a: Anchored, *, written: bool) -> Blocks:
    """Say what became of the file."""
    yield Raw(T("skrev {fil}", fil=str(a.fil)) if written else T("{fil} säger redan detta", fil=str(a.fil)))


def refused() -> Blocks:
    """Say that nothing was written."""
    yield Blank()
    yield Line((Span(T("fel: "), "fel"), T("tillitsankaret är inte ändrat; inget är skrivet")))


def _extent(v: Verified) -> Text:
    if not v.incheckningar:
        return T(": inget har tillkommit på {gren} efter starten", gren=v.gren)
    if v.incheckningar == 1:
        return T(": 1 bedömd incheckning på {gren}, varav {beslut} beslut", gren=v.gren, beslut=v.beslut)
    return T(
        ": {incheckningar} bedömda incheckningar på {gren}, varav {beslut} beslut",
        incheckningar=v.incheckningar,
        beslut=v.beslut,
        gren=v.gren,
    )


def _facts(v: Verified) -> Iterator[tuple[Words, Inline | None]]:
    if v.niva == "signerad" or v.signerad_fran is None:
        yield T("nivå"), _LEVEL[v.niva] if v.niva else None
    else:
        short = v.signerad_fran[:SHORT]
        yield T("nivå"), T("struktur; från incheckning {id} krävs underskrift", id=short)
    yield T("från"), (v.start or v.forsta or "")[:SHORT]
    yield T("till"), (v.spets or "")[:SHORT]
    if v.kanda == 1:
        yield T("redan granskat"), T("1 incheckning, som inte lästes om; fyr audit verify --full läser allt")
    elif v.kanda:
        yield (
            T("redan granskat"),
            T("{antal} incheckningar, som inte lästes om; fyr audit verify --full läser allt", antal=v.kanda),
        )
    if v.borta:
        gone = T(
            "en granskning på den här datorn kom till {id}, som inte längre finns på grenens huvudlinje. Antingen har"
            " fyr sync gjort om ett beslut som inte var delat, eller så har någon skrivit om historiken. Kör fyr audit"
            " verify --full när det är utrett.",
            id=v.borta[:SHORT],
        )
        yield T("förra gången"), Span(gone, "varning")
    yield T("tillitsankare"), str(v.ankare) if v.ankare else T("inget")
    if v.kontrollpunkter:
        yield T("kontrollpunkter"), str(v.kontrollpunkter)
    if v.godtagna:
        yield T("godtagna avvikelser"), str(v.godtagna)


def _proved(v: Verified) -> Iterator[Text]:
    yield T("Arkivet är helt, och varje incheckning bygger på den före.")
    yield T("Varje fas följer av beslut som processen tillät, i rätt organ och med det underlag som krävdes då.")
    yield T("Inget beslut och inget beslutat dokument har ändrats efteråt, och policyn bara i egna incheckningar.")
    if v.ankare:
        yield T("Historiken är den som tillitsankaret pekar ut, och inget känt har försvunnit ur den.")
    if v.niva == "signerad":
        yield T("Varje incheckning är undertecknad av någon som då hade rätt till just den ändringen.")


def _unproved(v: Verified) -> Iterator[Text]:
    if v.ankare is None:
        yield T("Att det är rätt historik: utan tillitsankare kan hela arkivet vara utbytt.")
    if v.start and v.start != v.forsta:
        yield T("Det som hände till och med incheckning {id}, som granskningen utgår från.", id=v.start[:SHORT])
    else:
        yield T("Att det som redan stod i den första incheckningen var riktigt.")
    if v.niva == "struktur":
        yield T("Vem som har gjort incheckningarna: utan underskrifter är namnen i dem bara påståenden.")
    else:
        yield T("Att ingen nyckel har stulits och använts inom sitt mandat.")
    yield T("Att sammanträdena ägde rum som besluten säger; det visar protokollen.")
    yield T("Att inget nyare har hållits inne: jämför spetsen med någon annans kopia.")


def _list(rows: Iterator[Text]) -> Iterator[Block]:
    for row in rows:
        yield Line(("– ", row), indent=2, hang=2)
