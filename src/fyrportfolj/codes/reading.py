"""Codes 0xx: reading files."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code, fel, varning
from fyrportfolj.messages import T

READING: tuple[Code, ...] = (
    fel(
        "FYR001",
        T("filen går inte att läsa: {orsak}"),
        T("se till att det är en vanlig fil och att du har rätt att läsa den"),
    ),
    fel(
        "FYR002",
        T("filen är större än {granser}"),
        T("dela upp innehållet, eller flytta bilagor ur filen och länka till dem"),
    ),
    fel(
        "FYR003",
        T("filen innehåller en nollbyte och är därför inte text"),
        T("spara filen som ren text (UTF-8), eller ta bort nollbyten"),
    ),
    fel(
        "FYR004",
        T("filen börjar med en byteordningsmarkering (BOM)"),
        T("spara filen som UTF-8 utan BOM"),
    ),
    fel(
        "FYR005",
        T("filen är sparad som UTF-16"),
        T("spara om filen som UTF-8"),
    ),
    fel(
        "FYR006",
        T("byten 0x{byte} är inte UTF-8{gissning}"),
        T("spara om filen som UTF-8 och se efter att å, ä och ö blev rätt"),
    ),
    fel(
        "FYR007",
        T("filen innehåller det osynliga tecknet {tecken}"),
        T("ta bort tecknet; det syns inte i redigeraren men ändrar vad texten betyder"),
    ),
    fel("FYR008", T("raden går inte att läsa som YAML: {forklaring}"), T("{rad}")),
    fel(
        "FYR009",
        T("här står en tabb där YAML kräver blanksteg"),
        T("byt tabben mot blanksteg; indrag är två blanksteg per nivå"),
    ),
    fel(
        "FYR010",
        T("nyckeln {nyckel} står två gånger på samma nivå"),
        T("behåll den ena och ta bort den andra"),
    ),
    fel(
        "FYR011",
        T("{tecken} är ett YAML-ankare eller en hänvisning till ett, och det används inte här"),
        T("skriv ut värdet, eller sätt texten inom citattecken om den ska börja med {inledning}"),
    ),
    fel(
        "FYR012",
        T("{tagg} är en YAML-tagg, och taggar används inte här"),
        T("ta bort taggen, eller sätt texten inom citattecken om den ska börja med !"),
    ),
    fel(
        "FYR013",
        T("här börjar ett andra YAML-dokument, och en fil rymmer bara ett"),
        T("ta bort raden med ---, eller flytta det som följer till en egen fil"),
    ),
    fel(
        "FYR014",
        T("innehållet är nästlat djupare än {nivaer} nivåer"),
        T("se efter om ett indrag eller en klammer har hamnat fel"),
    ),
    fel(
        "FYR015",
        T("filen är tom"),
        T("fyll i den, eller ta bort den"),
    ),
    fel(
        "FYR016",
        T("filen ska bestå av nycklar med värden, men här står {funnet}"),
        T("börja filen med en nyckel, till exempel namn: följt av värdet"),
    ),
    fel(
        "FYR017",
        T("nyckeln {nyckel} läses som {typ}, men en nyckel ska vara text"),
        T("sätt nyckeln inom citattecken om den verkligen ska heta så"),
    ),
    fel(
        "FYR018",
        T("{varde} är inget tal som går att räkna med"),
        T("skriv ett tal med högst 18 siffror, eller sätt det inom citattecken om det är en beteckning"),
    ),
    fel(
        "FYR019",
        T("filen har ett YAML-direktiv (%), och sådana används inte här"),
        T("ta bort raderna som börjar med % och raden med ---"),
    ),
    fel(
        "FYR020",
        T("filen har fler än {antal} nycklar och värden"),
        T("dela upp innehållet på flera filer, eller ta bort det som har upprepats av misstag"),
    ),
    varning(
        "FYR021",
        T("filen läses inte, för inget slags dokument ligger där{forslag}"),
        T("flytta filen eller byt namn på den"),
    ),
    fel(
        "FYR022",
        T("citattecknet som öppnas här stängs aldrig"),
        T("sätt ett citattecken {tecken} där texten slutar"),
    ),
    fel(
        "FYR023",
        T("kolon följt av blanksteg läses som en ny nyckel"),
        T("sätt hela värdet inom citattecken, eller flytta nyckeln till en egen rad"),
    ),
    fel(
        "FYR024",
        T("indraget stämmer inte med raderna ovanför"),
        T("ge raden samma indrag som de andra nycklarna eller punkterna på samma nivå"),
    ),
    fel(
        "FYR025",
        T("klammern {klammer} som öppnas här stängs inte"),
        T("sätt {stang} där innehållet slutar, och komma mellan delarna"),
    ),
    fel(
        "FYR026",
        T("ett värde får inte börja med {tecken}"),
        T("sätt värdet inom citattecken"),
    ),
    fel(
        "FYR027",
        T("raden saknar kolon efter nyckeln"),
        T("skriv nyckel: värde, med ett blanksteg efter kolonet"),
    ),
    fel(
        "FYR028",
        T("{vad} finns redan i en annan fil"),
        T("ge den ena en annan beteckning, eller ta bort den"),
    ),
    fel(
        "FYR029",
        T("omvänt snedstreck följt av {tecken} betyder inget inom dubbla citattecken"),
        T("skriv två omvända snedstreck, eller använd enkla citattecken"),
    ),
    fel(
        "FYR030",
        T("filen har fler än {antal} fel; här slutar listan"),
        T("rätta de första felen, ofta har många av dem samma orsak, och kör kontrollen igen"),
    ),
    fel(
        "FYR031",
        T("filens namn går inte att använda överallt: {orsak}"),
        T("byt namn på filen och ändra dess id därefter: små bokstäver a–z, siffror och bindestreck"),
    ),
    fel(
        "FYR032",
        T("dagen {varde} ligger utanför åren {fran}–{till}"),
        T("rätta årtalet"),
    ),
)
