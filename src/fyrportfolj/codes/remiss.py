"""Codes 501–549: consultations."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code, fel, varning
from fyrportfolj.messages import T

REMISS: tuple[Code, ...] = (
    varning(
        "FYR501",
        T("sista svarsdag {dag} är ingen arbetsdag"),
        T("välj en arbetsdag, till exempel {nasta}"),
    ),
    varning(
        "FYR502",
        T("{instans} har svarat men är inte tillfrågad"),
        T("svaret redovisas men räknas inte; lägg till {instans} bland remissinstanserna om den skulle ha tillfrågats"),
    ),
    fel(
        "FYR503",
        T("frågan {fraga} finns inte i remissförfrågan"),
        T("välj en av {mojliga}, eller utelämna frågan för en synpunkt på helheten"),
    ),
    fel(
        "FYR504",
        T("svaret kom {inkom} och sista dagen var {sista}, men sent_inkommet säger {sagt}"),
        T("rätta sent_inkommet eller dagen då svaret kom in"),
    ),
    fel(
        "FYR505",
        T("yttrandet ersätter {ersatter}, som {skal}"),
        T("peka ut ett tidigare yttrande från samma instans, eller ta bort ersatter"),
    ),
    varning(
        "FYR506",
        T("svaret från {instans} nämner inget beslut och räknas därför inte som kommunens"),
        T("ange organ och beslutsdatum, eller sätt tjanstemannasvar: true"),
    ),
    fel(
        "FYR507",
        T("rapporten säger {rapport} om {kommun}, men yttrandet säger {yttrande}"),
        T("rätta raden så att den säger det som yttrandet säger"),
    ),
    fel(
        "FYR508",
        T("{yttrande} är inget yttrande från {instans}"),
        T("peka ut yttrandet som synpunkten står i; yttrandena i filen är {mojliga}"),
    ),
    fel(
        "FYR509",
        T("synpunkt {id} från {instans} är inte helt beaktad men saknar motivering"),
        T("skriv skälen i motivering; den som lämnat synpunkten ska kunna läsa varför"),
    ),
)
