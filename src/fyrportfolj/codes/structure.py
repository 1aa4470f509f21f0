"""Codes 2xx: structure and links."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code, fel, varning
from fyrportfolj.messages import T

STRUCTURE: tuple[Code, ...] = (
    fel(
        "FYR201",
        T("filen heter {vantat} men dokumentet säger att det är {id}"),
        T("byt namn på filen eller rätta nyckeln, så att de är lika; andra filer hänvisar till nyckeln"),
    ),
    fel(
        "FYR202",
        T("id {id} används redan av {fil}"),
        T("ge det ena ett eget id; initiativ och projekt delar samma id:n"),
    ),
    fel(
        "FYR203",
        T("filen {fil} saknas, så inga namn ur den kan kontrolleras"),
        T("skapa filen; fyr init visar hur ett register ser ut"),
    ),
    fel(
        "FYR204",
        T("det tidigare id:t {id} betyder redan något annat i {fil}"),
        T("ta bort det ur tidigare_id, så att gamla hänvisningar leder till en enda insats"),
    ),
    fel(
        "FYR205",
        T("processen {process} i version {version} finns inte{forslag}"),
        T("skriv en process som finns ({mojliga}), eller lägg till process/{process}-{version}.yaml"),
    ),
    fel(
        "FYR206",
        T("{process} har ingen fas som heter {fas}{forslag}"),
        T("skriv en av faserna {mojliga}"),
    ),
    fel(
        "FYR207",
        T("fasen {fas} har inget steg som heter {steg}{forslag}"),
        T("skriv ett av stegen ({mojliga}) eller ta bort fältet steg"),
    ),
    fel(
        "FYR208",
        T("delområdet {varde} finns inte i handlingsplanen{forslag}"),
        T("skriv ett delområde ur filerna i handlingsplan/, eller lägg till det där"),
    ),
    fel(
        "FYR209",
        T("det externa initiativet {varde} finns inte i handlingsplanen{forslag}"),
        T("skriv en nyckel ur externa_initiativ i handlingsplan/handlingsplan.yaml, eller lägg till initiativet där"),
    ),
    fel(
        "FYR210",
        T("programmet {varde} finns inte bland initiativen{forslag}"),
        T("skriv ett initiativs id; ta bort fältet om projektet är fristående"),
    ),
    fel(
        "FYR211",
        T("kommunen {varde} finns inte i registret{forslag}"),
        T("skriv en nyckel ur register/kommuner.yaml"),
    ),
    fel(
        "FYR212",
        T("organet {varde} finns inte i registret{forslag}"),
        T("skriv en nyckel ur register/organ.yaml, eller för in organet där"),
    ),
    fel(
        "FYR213",
        T("rollen {varde} finns inte i registret{forslag}"),
        T("skriv en nyckel ur register/roller.yaml, eller för in rollen där"),
    ),
    fel(
        "FYR214",
        T("{varde} finns varken bland initiativen eller bland projekten{forslag}"),
        T("skriv id för ett initiativ eller projekt i portföljen, eller ta bort hänvisningen"),
    ),
    fel(
        "FYR215",
        T("förmågekartan {varde} finns inte{forslag}"),
        T("skriv id för en fil i formagor/, eller ta bort hänvisningen"),
    ),
    fel(
        "FYR216",
        T("scenariot {varde} finns inte{forslag}"),
        T("skriv id för en fil i scenarier/, eller ta bort hänvisningen"),
    ),
    fel(
        "FYR217",
        T("målet {varde} finns inte i handlingsplanen{forslag}"),
        T("skriv en nyckel ur mal i handlingsplan/handlingsplan.yaml, eller lägg till målet där"),
    ),
    fel(
        "FYR218",
        T("delområdets lista nämner initiativet {varde}, som inte finns{forslag}"),
        T("skriv id för en fil i initiativ/, eller ta bort raden ur listan"),
    ),
    fel(
        "FYR219",
        T("{initiativ} står i listan för {lista}, men säger själv att det hör till {delomrade}"),
        T("flytta raden till rätt delområdes lista, eller ändra delomrade i initiativets fil"),
    ),
    fel(
        "FYR220",
        T("beslutet {varde} finns inte i filen{forslag}"),
        T("skriv id för ett beslut under beslut i samma fil, eller registrera beslutet"),
    ),
    fel(
        "FYR221",
        T("risken {varde} finns inte i filens riskregister{forslag}"),
        T("skriv id för en rad under risker i samma fil, eller lägg till risken"),
    ),
    fel(
        "FYR222",
        T("milstolpen {varde} finns inte i filen{forslag}"),
        T("skriv id för en rad under milstolpar i samma fil, eller lägg till milstolpen"),
    ),
    fel(
        "FYR223",
        T("{nyckel} står två gånger i {lista}"),
        T("ge den ena raden en egen nyckel, eller ta bort den om den är en kopia"),
    ),
    fel(
        "FYR224",
        T("beroendena går runt: {kedja}"),
        T("ta bort ett av beroendena, annars kan inget i ringen bli först"),
    ),
    fel(
        "FYR225",
        T("{slug} står två gånger bland {bland}"),
        T("ge den ena en egen nyckel; beslut och filer hänvisar till nyckeln"),
    ),
    fel(
        "FYR226",
        T("det finns ingen artefakt som heter {slug}{forslag}"),
        T("skriv en artefakt som programmet känner; fyr explain artefakter räknar upp dem"),
    ),
    fel(
        "FYR227",
        T("{dokument} har inget fält som heter {falt}{forslag}"),
        T("skriv ett fält som dokumentet har; fyr explain visar fälten"),
    ),
    fel(
        "FYR228",
        T("det finns inget kriterium som heter {kriterium}{forslag}"),
        T("skriv ett kriterium som programmet känner; fyr explain kriterier räknar upp dem"),
    ),
    fel(
        "FYR229",
        T("utfallet {utfall} leder till fasen {fas}, som processen inte har{forslag}"),
        T("skriv en av faserna {mojliga}"),
    ),
    fel(
        "FYR230",
        T("grinden ska beslutas av {organ}, som inte finns i registret{forslag}"),
        T("skriv en nyckel ur register/organ.yaml, eller för in organet där"),
    ),
    fel(
        "FYR231",
        T("fasen {fas} har inget steg som heter {steg}{forslag}"),
        T("skriv ett av fasens steg ({mojliga}), eller lägg till steget"),
    ),
    fel(
        "FYR232",
        T("grinden {varde} finns inte i processen{forslag}"),
        T("skriv nyckeln för en grind i processfilen"),
    ),
    fel(
        "FYR233",
        T("perioden {varde} finns inte i årscykeln{forslag}"),
        T("skriv en nyckel ur perioder i register/arscykel.yaml, eller lägg till perioden där"),
    ),
    fel(
        "FYR234",
        T("fokusområdet {varde} finns inte i handlingsplanen{forslag}"),
        T("skriv id för en fil i handlingsplan/"),
    ),
    fel(
        "FYR235",
        T("nyttan {varde} finns inte i filen{forslag}"),
        T("skriv id för en rad under nyttor i samma fil, eller lägg till nyttan"),
    ),
    fel(
        "FYR236",
        T("parten {varde} är ingen kommun i registret och har inget namn{forslag}"),
        T("rätta kommunens nyckel, eller fyll i namn om parten är en extern aktör"),
    ),
    fel(
        "FYR237",
        T("beslutskravet {krav} går inte att uppfylla: {skal}"),
        T("rätta kravet i processfilen, annars kan ingen insats lämna fasen"),
    ),
    fel(
        "FYR238",
        T("platsen {ordning} i planen är redan tagen av {fil}"),
        T("ge varje fokusområde en egen plats i ordning"),
    ),
    fel(
        "FYR239",
        T("slutet {slut} ligger före {falt} {start}"),
        T("rätta den dag som är fel; kontrollera särskilt årtalet"),
    ),
    fel(
        "FYR240",
        T("{dag} för {vad} ligger före insatsens start {start}"),
        T("rätta dagen eller insatsens start; kontrollera särskilt årtalet"),
    ),
    fel(
        "FYR241",
        T("beslutet är daterat {datum}, efter dagens datum {idag}"),
        T("registrera beslutet när det är taget, eller rätta dagen"),
    ),
    fel(
        "FYR242",
        T("{vad} {dag}, men den dagen har inte kommit ({idag})"),
        T("skriv en väntad dag i prognos, och utfallet när det har hänt; eller rätta dagen"),
    ),
    fel(
        "FYR243",
        T("dagen {dag} finns inte i någon månad"),
        T("skriv månad och dag som MM-DD, till exempel 06-30"),
    ),
    fel(
        "FYR244",
        T("texten innehåller ett personnummer eller samordningsnummer ({dolt})"),
        T("ta bort numret; är det redan incheckat finns det kvar i historiken, så säg till den som sköter den"),
    ),
    varning(
        "FYR245",
        T("texten innehåller en e-postadress som ser ut att höra till en person ({dolt})"),
        T("skriv en roll eller en funktionsadress i stället"),
    ),
    varning(
        "FYR246",
        T("texten innehåller ett mobilnummer ({dolt})"),
        T("skriv en roll eller växelns nummer i stället"),
    ),
    fel(
        "FYR247",
        T("mätningarna gäller {kommun}, men filen heter {id}"),
        T("låt filens namn, id och kommun vara samma; en fil per kommun"),
    ),
    fel(
        "FYR248",
        T("mätningen för {ar} står efter den för {fore}"),
        T("skriv en mätning per år, med den äldsta först"),
    ),
    fel(
        "FYR249",
        T("förmågan {namn} står två gånger i kartan"),
        T("behåll den ena, eller ge dem namn som skiljer dem åt"),
    ),
    fel(
        "FYR250",
        T("{kommun} är bedömd två gånger för förmågan {namn}"),
        T("behåll den senaste bedömningen; den förra finns i historiken"),
    ),
)
