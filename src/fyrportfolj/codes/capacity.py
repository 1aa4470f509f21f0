"""Codes 375–389: change load, capacity and the order of things."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code, fel, varning
from fyrportfolj.messages import T

CAPACITY: tuple[Code, ...] = (
    fel(
        "FYR375",
        T("kapaciteten är 0, så ingen last går att jämföra med den"),
        T("skriv hur mycket förvaltningen klarar, 10 är det vanliga, eller ta bort raden"),
    ),
    fel(
        "FYR376",
        T("förvaltningen {forvaltning} finns inte i register/kapacitet.yaml{forslag}"),
        T("skriv en av {mojliga}, eller lägg till förvaltningen under forvaltningar"),
    ),
    fel(
        "FYR377",
        T("{kommun} har två kapaciteter för {forvaltning} {kvartal}"),
        T("avsluta den ena raden innan den andra börjar"),
    ),
    fel(
        "FYR378",
        T("lasten blir {procent} av kapaciteten i {forvaltning} {kvartal}: {kommuner}"),
        T(
            "flytta insatsen (fyr plan earliest visar tidigaste start), minska det som ska göras, eller skriv under"
            " godtagen_overlast varför det får vara så"
        ),
    ),
    varning(
        "FYR379",
        T("lasten blir {procent} av kapaciteten i {forvaltning} {kvartal}, vilket är godtaget: {kommuner}"),
        T("pröva om skälet fortfarande gäller: {skal}"),
    ),
    fel(
        "FYR380",
        T("skedet {skede} börjar {fran}, innan skedet {fore} har slutat"),
        T("låt varje kvartal höra till ett skede, eller dela upp raden"),
    ),
    fel(
        "FYR381",
        T("andelarna av {forvaltning} i {kommun} blir {summa} procent {kvartal}"),
        T("räkna varje medarbetare en gång, så att andelarna tillsammans blir högst 100 procent"),
    ),
    fel(
        "FYR382",
        T("skedet {skede} har ingen faktor, så det väger ingenting"),
        T("lägg till skedet under skedesfaktorer i register/kapacitet.yaml"),
    ),
    varning(
        "FYR383",
        T("{projekt} räknar last i {forvaltning} {kvartal}, och programmet {program} gör det också"),
        T("låt lasten stå antingen i programmet eller i projektet, annars räknas den två gånger"),
    ),
    varning(
        "FYR384",
        T("insatsen börjar {start}, men {beror_av} väntas bli klar först {klart}"),
        T("flytta starten, eller ta bort beroendet om det inte längre finns"),
    ),
    varning(
        "FYR385",
        T("milstolpen {milstolpe} väntas {dag}, före {beror_av} som den beror av ({fore})"),
        T("ändra prognosen eller beroendet; fyr plan path visar kedjan"),
    ),
    fel(
        "FYR386",
        T("register/kapacitet.yaml saknas, så lasten går inte att räkna"),
        T("skapa registret med förvaltningar, kapacitet och skedesfaktorer; fyr explain kapacitet visar fälten"),
    ),
)
