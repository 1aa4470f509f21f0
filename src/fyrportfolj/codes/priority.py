"""Codes 360–374: prioritisations, their criteria, scores and rankings."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code, fel, varning
from fyrportfolj.messages import T

PRIORITY: tuple[Code, ...] = (
    fel(
        "FYR360",
        T("vikterna för {axel} är alla noll, så inget initiativ kan få poäng"),
        T("ge det viktigaste kriteriet vikten 100 och de andra i förhållande till det"),
    ),
    fel(
        "FYR361",
        T("{insats} finns inte bland kandidaterna{forslag}"),
        T("rätta id, eller lägg till initiativet bland kandidaterna innan någon rangordnar"),
    ),
    fel(
        "FYR362",
        T("{vad} står två gånger"),
        T("ta bort den ena; bara en kan räknas"),
    ),
    fel(
        "FYR363",
        T("kriteriet {kriterium} har poäng men beskriver inte nivå {niva}"),
        T("skriv vad poängen 1 och 5 betyder, så att två bedömare sätter samma poäng"),
    ),
    fel(
        "FYR364",
        T("reglerna är fastställda {dag}, efter den första rangordningen {forsta} ({kommun})"),
        T("rätta dagen; ändrades reglerna efteråt ska kommunerna rangordna på nytt"),
    ),
    fel(
        "FYR365",
        T("{kommun} är jävig för {insats} men har rangordnat det"),
        T("ta bort initiativet ur ordningen; det räknas på de andra kommunernas svar"),
    ),
    fel(
        "FYR366",
        T("{slag} {id} finns inte{forslag}"),
        T("rätta nyckeln, eller lägg till raden: krav och kriterier överst i filen, förvaltningar i registret"),
    ),
    fel(
        "FYR367",
        T("{insats} måste göras och rangordnas därför inte"),
        T("ta bort det ur ordningen; det tar ändå plats i budget och kapacitet"),
    ),
    varning(
        "FYR368",
        T("{vad} har ingen dag, så det går inte att se att reglerna kom före rösterna"),
        T("fyll i dagen"),
    ),
    fel(
        "FYR369",
        T("{kommun} avstår men har en ordning"),
        T("ta bort ordningen, eller avstar"),
    ),
    fel(
        "FYR370",
        T("{kommun} både vill och vill inte delta i {insats}"),
        T("ta bort det ena"),
    ),
    fel(
        "FYR371",
        T("{kommun} har valt {antal} initiativ, men reglerna säger högst {hogst}"),
        T("korta ordningen; det som inte är valt delar den sista platsen"),
    ),
    varning(
        "FYR372",
        T("{insats} är ett måste utan att det står vad som kräver det"),
        T("skriv lagen eller avtalet i maste_kalla"),
    ),
    varning(
        "FYR373",
        T("{insats} saknar svar på {saknas}"),
        T(
            "bedöm det som saknas; utan alla poäng får initiativet ingen plats, och ett obesvarat ska-krav räknas"
            " som inte uppfyllt"
        ),
    ),
    varning(
        "FYR374",
        T("{insats} har ingen kostnad, så det kan inte väljas inom budgeten"),
        T("skriv kostnad_kr, eller fyll i finansiering i initiativets fil"),
    ),
)
