"""Codes 390–399: funding calls and applications."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code, fel, varning
from fyrportfolj.messages import T

FUNDING: tuple[Code, ...] = (
    fel(
        "FYR390",
        T("{dag} ligger före {fore}, som skulle ha kommit först"),
        T("rätta den av dagarna som är fel; en utlysning öppnar, stänger och beslutas i den ordningen"),
    ),
    fel(
        "FYR391",
        T("stödet {belopp} kr är mer än utlysningen kan ge, {hogst} kr av en budget på {budget} kr"),
        T("sänk beloppet, höj budgeten eller rätta utlysningens gränser"),
    ),
    fel(
        "FYR392",
        T("stödet {belopp} kr går inte att få: budgeten {budget} kr ger mindre än det minsta beloppet {minst} kr"),
        T("höj budgeten, sök för fler insatser tillsammans eller välj en annan utlysning"),
    ),
    varning(
        "FYR393",
        T("utlysningen stängde {stanger}, men ansökan har status {status}"),
        T("sätt status till inlamnad eller avstar, och skriv dagen då den lämnades"),
    ),
    fel(
        "FYR394",
        T("ansökan lämnades {inlamnad}, efter att utlysningen stängde {stanger}"),
        T("rätta dagen; en ansökan som kom för sent har status avslag"),
    ),
    fel(
        "FYR395",
        T("ansökan har {antal} deltagande kommuner, men utlysningen kräver minst {minst}"),
        T("räkna upp kommunerna under medfinansiarer, eller vänta tills fler har sagt ja"),
    ),
    varning(
        "FYR396",
        T("{kommun} har inte undertecknat sitt medfinansieringsintyg, men ansökan har status {status}"),
        T("för in intyget under intyg med status undertecknat, eller ta bort kommunen ur medfinansiarer"),
    ),
    fel(
        "FYR397",
        T("de undertecknade intygen är tillsammans {summa} kr, men den egna delen är {egen} kr"),
        T("rätta intygens belopp, eller skaffa intyg för resten"),
    ),
    fel(
        "FYR398",
        T("kostnaden {kostnad} i {insats} täcks av mer än en ansökan, tillsammans {summa} kr"),
        T("låt en ansökan täcka kostnaden, eller dela upp den i nyttokalkylen så att det syns vad var och en betalar"),
    ),
    fel(
        "FYR399",
        T("ansökningarna täcker {summa} kr av kostnaden {kostnad} i {insats}, som är {hela} kr"),
        T("sänk beloppen; samma kostnad får inte betalas två gånger"),
    ),
)
"""Every code of the family."""
