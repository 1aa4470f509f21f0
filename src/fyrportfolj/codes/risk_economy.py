"""Codes 3xx: risk and economy."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code, fel, varning
from fyrportfolj.messages import T

RISK_ECONOMY: tuple[Code, ...] = (
    fel(
        "FYR301",
        T("nivåerna täcker inte riskvärde {varden}"),
        T("vidga en nivå, så att varje värde som S × K kan ge ligger i en nivå"),
    ),
    fel(
        "FYR302",
        T("riskvärde {varde} ({niva}) saknar beslut av {organ}"),
        T("registrera beslutet om {risk}, som skulle ha tagits senast {senast}, eller sänk risken med en åtgärd"),
    ),
    fel(
        "FYR303",
        T("nivåerna {niva} och {annan} täcker båda riskvärde {varden}"),
        T("ändra fran eller till_och_med, så att varje värde hör till en enda nivå"),
    ),
    fel(
        "FYR304",
        T("riskvärde {varde} ({niva}) är beslutat av {beslutat_av}, men befogenheten ligger hos {organ}"),
        T("lyft {risk} till {organ} eller ett överordnat organ, eller sänk risken med en åtgärd"),
    ),
    fel(
        "FYR305",
        T("beslutet {beslut} gäller inte risken {risk}"),
        T("skriv ett beslut av typ risk som är taget och räknar upp {risk} under risker"),
    ),
    fel(
        "FYR306",
        T("risken {risk} är större efter åtgärderna ({efter}) än före ({fore})"),
        T("rätta bedömningen, eller förklara i behandlingens motivering varför risken växer"),
    ),
    fel(
        "FYR307",
        T("risken {risk} accepteras utan motivering"),
        T("skriv i behandlingens motivering varför risken går att leva med"),
    ),
    fel(
        "FYR308",
        T("risken {risk} har status accepterad men behandlingen {val}"),
        T("en risk är antingen accepterad eller under behandling; rätta det som är fel"),
    ),
    varning(
        "FYR309",
        T("åtgärden mot {risk} skulle ha varit klar {klart}"),
        T("{ansvarig} sätter status klar, eller skriver en ny dag och varför i en ny bedömning"),
    ),
    varning(
        "FYR310",
        T("risken {risk} bedömdes senast {bedomd}, för mer än {dagar} dagar sedan"),
        T("bedöm risken på nytt med fyr risk assess; den gamla bedömningen blir kvar i historiken"),
    ),
    fel(
        "FYR311",
        T("risken {risk} är stängd men har en åtgärd med status {status}"),
        T("sätt åtgärdens status till klar eller avbruten, eller öppna risken igen"),
    ),
    varning(
        "FYR312",
        T("risken {risk} har konsekvens {konsekvens} men ingen åtgärd"),
        T("lägg till en åtgärd med ansvarig och dag, också när sannolikheten är liten"),
    ),
    fel(
        "FYR313",
        T("bedömningen {datum} av {risk} står före en som är äldre ({fore})"),
        T("skriv bedömningarna med den äldsta först; den gällande står i risken själv"),
    ),
    fel(
        "FYR314",
        T("skalan för {skala} beskriver inte steget {steg}"),
        T("beskriv vart och ett av stegen 1 till 5 en gång"),
    ),
    fel(
        "FYR315",
        T("befogenheten för nivån {niva} ligger hos {varde}, som inte finns i registret{forslag}"),
        T("skriv ett organ ur register/organ.yaml; en roll räcker bara för en nivå som inte kräver beslut"),
    ),
    fel(
        "FYR316",
        T("andelarna är tillsammans {summa} kr, men kommunernas del är {vantat} kr"),
        T("det skiljer {skillnad} kr; rätta andelarna eller kommunernas_del_kr"),
    ),
    fel(
        "FYR317",
        T("delarna är tillsammans {delar} kr, mer än hela kostnaden {total} kr"),
        T("rätta total_kr, kommunernas_del_kr eller finansiärernas belopp"),
    ),
    fel(
        "FYR318",
        T("kommunen {kommun} deltar men har ingen andel av kostnaden"),
        T("lägg till kommunen under andelar (0 går bra), eller ändra dess status till avstar"),
    ),
    fel(
        "FYR319",
        T("{part} har en andel av kostnaden men deltar inte"),
        T("ta bort andelen och fördela om, eller lägg till kommunen under deltagare"),
    ),
    varning(
        "FYR320",
        T("andelen för {part} är {belopp} kr, men nyckeln {nyckel} ger {vantat} kr"),
        T("rätta beloppet, eller byt nyckeln till manuell om ni har kommit överens om annat"),
    ),
    fel(
        "FYR321",
        T("den blandade fördelningsnyckeln säger inte hur stor del som delas lika"),
        T("fyll i andel_lika_procent, till exempel 30"),
    ),
    fel(
        "FYR322",
        T("budgeten är {lage}, men prognosen {prognos} kr ligger {procent} % över {beslutad} kr"),
        T("portföljens gränser ger {vantat}; ändra läget, eller skriv skälen i avsteg_motivering"),
    ),
    varning(
        "FYR323",
        T("beloppen i {vad} säger inte vilket års priser de är räknade i"),
        T("fyll i prisniva, annars går beloppen inte att jämföra över åren"),
    ),
    varning(
        "FYR324",
        T("beloppet {belopp} kr har ingen källa"),
        T("fyll i kalla: offert, beslut, beräkning eller dokumentet som beloppet är läst ur"),
    ),
    fel(
        "FYR325",
        T("kostnaden är {belopp} kr, under noll"),
        T("skriv kostnader utan minustecken; en intäkt eller besparing är en nytta"),
    ),
    fel(
        "FYR326",
        T("det lägsta, {lag}, och det högsta, {hog}, står i fel ordning"),
        T("skriv lägsta, troligt och högsta i stigande ordning"),
    ),
    fel(
        "FYR327",
        T("budgetens rader är tillsammans {summa} kr, men summan är {total} kr"),
        T("rätta raderna eller budget_total_kr i dokumentet {dokument}"),
    ),
    fel(
        "FYR328",
        T("parternas delar är tillsammans {summa} kr, men avtalet gäller {total} kr"),
        T("rätta kostnadsfordelning eller kostnad_total_kr"),
    ),
    fel(
        "FYR329",
        T("raden {omrade} visar {lage} men saknar {saknas}"),
        T("skriv vad som görs, vem som gör det och när det är klart; eller välj ingen_atgard och motivera det"),
    ),
    fel(
        "FYR330",
        T("raden {omrade} säger ingen åtgärd men inte varför"),
        T("fyll i ingen_atgard_motivering, så att styrgruppen ser att det är ett val"),
    ),
    varning(
        "FYR331",
        T("{laget}, och portföljens gräns är {dagar} dagar"),
        T("skriv en ny rapport; tills dess visas läget som ej rapporterat"),
    ),
    fel(
        "FYR332",
        T("rapportens period börjar {fran}, innan den förra slutar {till}"),
        T("låt en period börja dagen efter att den förra slutat"),
    ),
    fel(
        "FYR333",
        T("statusrapporten saknar rad för {omraden}"),
        T("lägg till en rad per område, också när allt går enligt plan"),
    ),
    fel(
        "FYR334",
        T("tiden är {lage}, men milstolpen {milstolpe} är {dagar} dagar sen"),
        T("portföljens gränser ger {vantat}; ändra läget, eller skriv skälen i avsteg_motivering"),
    ),
    fel(
        "FYR335",
        T("hela rapporten är grön, men risken {risk} med riskvärde {varde} har ingen åtgärd"),
        T("lägg till en åtgärd mot risken, eller visa den på en rad i rapporten"),
    ),
    fel(
        "FYR336",
        T("{roll} leder arbetet och kan därför inte ansvara för nyttan"),
        T("välj en roll i linjen som finns kvar när arbetet är slut"),
    ),
    fel(
        "FYR337",
        T("nyttan {nytta} räknas {ar}, innan något är levererat ({leverans})"),
        T("flytta nyttan till leveransåret eller senare, eller rätta insatsens slut"),
    ),
    varning(
        "FYR338",
        T("nyttan räknas {ar} år framåt; efter {grans} år är en digital lösning sällan densamma"),
        T("korta kalkylen, eller skriv i dokumentet varför den längre tiden går att lita på"),
    ),
    varning(
        "FYR339",
        T("beloppen för {rad} har ingen källa"),
        T("fyll i kalla eller datakalla; utan källa märks siffran i varje rapport"),
    ),
)
