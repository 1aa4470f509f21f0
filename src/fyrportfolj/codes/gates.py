"""Codes 4xx: gates and decisions."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code, fel, varning
from fyrportfolj.messages import T

GATES: tuple[Code, ...] = (
    fel(
        "FYR401",
        T("fasen är {fas}, men besluten leder till {vantad}"),
        T("ändra inte fasen för hand: registrera beslutet med fyr gate advance, eller skriv tillbaka {vantad}"),
    ),
    fel(
        "FYR402",
        T("beslutet gäller grinden {grind}, men insatsen stod i fasen {fas}, som lämnas genom {vantad}"),
        T("rätta grinden, eller registrera först besluten som leder dit"),
    ),
    fel(
        "FYR403",
        T("grinden har inget beslutskrav som heter {krav}"),
        T("skriv ett av grindens krav: {mojliga}"),
    ),
    fel(
        "FYR404",
        T("{organ} beslutar inte i grinden {grind}"),
        T("organ som kan besluta är {mojliga}; rätta organet eller processfilen"),
    ),
    fel(
        "FYR405",
        T("beslutet är registrerat när insatsen var {lage} i fasen {fas}"),
        T("en stoppad insats återupptas först med ett beslut av typ ateruppta; en avslutad tar inga fler beslut"),
    ),
    fel(
        "FYR406",
        T("grinden {grind} erbjuder inte utfallet {utfall}"),
        T("välj ett utfall som processfilen räknar upp för grinden"),
    ),
    fel(
        "FYR407",
        T("beslutet {utfall} saknar motivering"),
        T("skriv varför i fältet motivering, så att den som gör om arbetet vet vad som fattas"),
    ),
    fel(
        "FYR408",
        T("beslutet av {organ} säger inte vilken kommun som beslutade"),
        T("skriv kommunens nyckel i fältet kommun"),
    ),
    fel(
        "FYR409",
        T("{organ} är ett gemensamt organ och kan inte besluta för kommunen {kommun}"),
        T("ta bort fältet kommun eller välj det kommunala organet"),
    ),
    fel(
        "FYR410",
        T("{kommun} har beslutat men står inte bland deltagarna"),
        T("lägg till kommunen under deltagare, eller rätta kommunens nyckel"),
    ),
    fel(
        "FYR411",
        T("till_fas är {till_fas}, men beslutet ska leda tillbaka till en fas som grinden tillåter"),
        T("skriv en av {mojliga} i fältet till_fas"),
    ),
    fel(
        "FYR412",
        T("fasen {fas} har inget steg som heter {till_steg}"),
        T("skriv ett av stegen {mojliga}, eller ta bort till_steg"),
    ),
    fel(
        "FYR413",
        T("grinden {grind} är passerad, men {dokument} saknas"),
        T("lägg till dokumentet under artefakter, eller registrera beslutet som gick tillbaka"),
    ),
    fel(
        "FYR414",
        T("grinden {grind} är passerad, men {dokument} har status {status} och ska ha minst {vantad}"),
        T("återställ dokumentets status; ett dokument som är beslutat kan omarbetas i en ny version"),
    ),
    fel(
        "FYR415",
        T("grinden {grind} är passerad, men {dokument} saknar innehåll i fältet {falt}"),
        T("fyll i fältet, eller registrera beslutet som gick tillbaka"),
    ),
    fel(
        "FYR416",
        T("{dokument} version {version} har ändrats efter beslutet {beslut}"),
        T("återställ det beslutade innehållet och gör ändringen i en ny version"),
    ),
    fel(
        "FYR417",
        T("{dokument} är fastställd i version {version}, men inget beslut gäller den versionen"),
        T("sänk statusen till godkand tills den nya versionen är beslutad, eller registrera beslutet"),
    ),
    fel(
        "FYR418",
        T("beslutet gäller dokumentet {artefakt} version {version}, som inte finns i filen"),
        T("rätta underlagets nyckel, eller återställ dokumentet"),
    ),
    fel(
        "FYR419",
        T("{organ} har inte rätten {ratt} i mandatregistret den {datum}"),
        T("rätta organet eller dagen, eller för in mandatet i registret med dess källa"),
    ),
    fel(
        "FYR420",
        T("mötesutfallet {motesutfall} och fältet utfall stämmer inte ihop"),
        T("ett beslutat ärende har ett utfall; ett bordlagt, återremitterat eller utgånget har inget"),
    ),
    fel(
        "FYR421",
        T("{falt} {datum} är före {fore} {fore_datum}"),
        T("ordningen är sammanträde, justering, anslag, laga kraft; rätta dagen som är fel"),
    ),
    fel(
        "FYR422",
        T("beslutets id är {id}, men datum, organ och kommun ger {vantat}"),
        T("skriv {vantat}, eller rätta datum, organ eller kommun"),
    ),
    varning(
        "FYR423",
        T("villkoret {villkor} skulle ha varit uppfyllt {senast}"),
        T("skriv dagen i uppfyllt och hur det skedde, eller ta upp villkoret till nytt beslut"),
    ),
    fel(
        "FYR424",
        T("grinden {grind} är passerad, men villkoret {villkor} i beslutet {beslut} var inte uppfyllt"),
        T("skriv dagen då villkoret uppfylldes, eller registrera beslutet som gick tillbaka"),
    ),
    varning(
        "FYR425",
        T("{dokument} har status {status} fast fasen {fas} inte är nådd"),
        T("sänk statusen till utkast tills fasen är nådd, eller kontrollera att dokumentet hör till rätt insats"),
    ),
    varning(
        "FYR426",
        T("beslutet av {organ} saknar {falt}"),
        T("skriv {falt} som det står i protokollet, så att beslutet går att finna i diariet"),
    ),
    fel(
        "FYR427",
        T("{organ} kan inte återuppta en insats som {stoppade} har stoppat"),
        T("beslutet tas av samma eller ett överordnat organ"),
    ),
    varning(
        "FYR428",
        T("beslutet är daterat {datum}, före beslutet ovanför ({fore_datum})"),
        T("besluten står i den ordning de registrerades; kontrollera att dagen är rätt"),
    ),
    fel(
        "FYR430",
        T("grinden {grind} är inte klar: {skal} (kravet är: {vad})"),
        T("åtgärda det som saknas; fyr gate check visar allt på en gång"),
    ),
    fel(
        "FYR431",
        T("rättelsen gäller beslutet {beslut}, som inte står före den i filen"),
        T("skriv i ersatter id på ett beslut som står ovanför; en rättelse registreras med fyr gate correct"),
    ),
    fel(
        "FYR432",
        T("rättelsen saknar {falt}"),
        T("skriv vilket beslut som rättas i ersatter och varför i motivering"),
    ),
    fel(
        "FYR433",
        T("{organ} får inte rätta beslutet {beslut} på det här sättet"),
        T(
            "den som beslutade, eller ett organ över, rättar vad som beslutades; den som registrerar rättar bara"
            " uppgifter om registreringen, som paragraf och diarienummer"
        ),
    ),
    fel(
        "FYR434",
        T("efter rättelsen passar beslutet {beslut} inte längre: {skal}"),
        T("rätta eller fatta om de senare besluten först, och gör sedan om rättelsen"),
    ),
)
