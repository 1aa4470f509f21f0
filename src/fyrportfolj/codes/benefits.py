"""Codes 340–359: calculations, splits and the ledger of benefits."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code, fel, varning
from fyrportfolj.messages import T

BENEFITS: tuple[Code, ...] = (
    fel(
        "FYR340",
        T("kalkylen säger inte {falt}"),
        T("fyll i det; ränta, räntetyp, räntans källa, prisnivå, startår och horisont antas aldrig"),
    ),
    varning(
        "FYR341",
        T("räntan är nominell, men beloppen är i {prisniva} års priser"),
        T("använd en real ränta till fasta priser, eller skriv i slutsatsen hur beloppen räknats upp"),
    ),
    fel(
        "FYR342",
        T("{rad} har ett belopp {ar}, men kalkylen räknar {forsta} till {sista}"),
        T("ändra året, startår eller horisont; beloppet är annars inte med i resultatet"),
    ),
    fel(
        "FYR343",
        T("{rad} har två belopp för {ar}"),
        T("skriv ett belopp per år; bara det ena räknas"),
    ),
    varning(
        "FYR344",
        T("{rad} saknar belopp för {ar}, mitt i sin period"),
        T("skriv beloppet, eller 0 om det verkligen inte är något det året"),
    ),
    fel(
        "FYR345",
        T("målet för {nytta} är detsamma som nuläget, {varde}"),
        T("skriv det värde som ska nås, eller riktning behall om nyttan är att inget försämras"),
    ),
    fel(
        "FYR346",
        T("nyttan {nytta} ska {riktning}, men målet {mal} ligger på andra sidan nuläget {nulage}"),
        T("rätta riktning, mal eller nulage"),
    ),
    fel(
        "FYR347",
        T("huvudboken stämmer inte för {nytta}, {kommun} {ar}: {skillnad} kr är inte förklarade"),
        T("planerat ska vara realiserat, omplanerat och förlorat tillsammans; skriv vart resten tog vägen"),
    ),
    fel(
        "FYR348",
        T("huvudboken har två rader för {nytta}, {kommun} {ar}"),
        T("slå ihop raderna till en"),
    ),
    varning(
        "FYR349",
        T("huvudboken planerar {bokat} kr för {nytta} {ar}, men nyttan är {belopp} kr"),
        T("rätta raderna i huvudboken eller nyttans belopp, så att kommunernas delar blir helheten"),
    ),
    fel(
        "FYR350",
        T("{falt} för {kommun} är {varde}, under noll"),
        T("skriv vikter och förluster som noll eller mer"),
    ),
    fel(
        "FYR351",
        T("{kommun} står i fördelningen eller huvudboken men deltar inte"),
        T("ta bort raden, eller lägg till kommunen under deltagare"),
    ),
    varning(
        "FYR352",
        T("ingen i {kommun} ansvarar för budgeten där {nytta} ska synas"),
        T("skriv ansvarig på kommunens rad i huvudboken, eller en roll med kommunen i realiseringsansvar"),
    ),
    varning(
        "FYR353",
        T("nyttan {nytta} ska mätas men har inget nuläge"),
        T("mät före förändringen och fyll i nulage; annars märks den utan nollmätning i varje vy"),
    ),
    fel(
        "FYR354",
        T("nyttan {varde} finns inte"),
        T("skriv insatsens id, ett mellanslag och nyttans nyckel, till exempel gemensamt-e-arkiv N1"),
    ),
    fel(
        "FYR355",
        T("nyttan {nytta} är mätt {dag}, men det är {idag}"),
        T("rätta dagen; ett väntat värde hör hemma i mal eller per_ar"),
    ),
    fel(
        "FYR356",
        T("nyttan {nytta} är {belopp} kr, under noll"),
        T("skriv en negativ effekt som en kostnad, så att den syns"),
    ),
    varning(
        "FYR357",
        T("raden i huvudboken för {nytta}, {kommun} {ar} har ett utfall utan källa"),
        T("fyll i kalla; ett utfall som inte går att pröva räknas inte av den som tvivlar"),
    ),
)
