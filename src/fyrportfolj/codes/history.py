"""Codes 601–619: the store, the commits and who made them."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code, fel, varning
from fyrportfolj.messages import T

HISTORY: tuple[Code, ...] = (
    fel(
        "FYR601",
        T("git-arkivet visar inte hela historiken som den är: {orsak}"),
        T("{atgard}"),
    ),
    fel(
        "FYR602",
        T("objektet {oid} saknas eller har ett annat innehåll än sitt namn"),
        T("hämta arkivet på nytt från en kopia som går att lita på; git fsck --full visar mer"),
    ),
    fel(
        "FYR603",
        T("historiken gick inte att läsa färdigt: {orsak}"),
        T("rätta det som sägs och kör fyr audit verify igen; tills dess är inget bevisat"),
    ),
    fel(
        "FYR604",
        T("historiken börjar i {funnen}, men överenskommet är {vantad}"),
        T("hämta arkivet från rätt plats; kontrollera tillitsankaret om portföljen har bytt arkiv"),
    ),
    fel(
        "FYR605",
        T("incheckningen som historiken utgår från är inte undertecknad med en överenskommen rotnyckel"),
        T("jämför nyckeln med den som överenskommits utanför arkivet, eller hämta arkivet på nytt"),
    ),
    fel(
        "FYR606",
        T("den kända incheckningen {kontrollpunkt} finns inte kvar på grenens huvudlinje"),
        T("någon har skrivit om historiken; återställ grenen från en kopia som har incheckningen"),
    ),
    fel(
        "FYR607",
        T("incheckningen har inte den form som git ger den: {orsak}"),
        T("ta reda på vilket verktyg som skrev den; gör om ändringen med git eller fyr"),
    ),
    fel(
        "FYR608",
        T("incheckningens text innehåller tecken som inte får stå där: {orsak}"),
        T("gör om incheckningen med ett meddelande i UTF-8 (NFC) utan styrtecken"),
    ),
    fel(
        "FYR609",
        T("sammanslagningen har {antal} föräldrar; bara två är tillåtna"),
        T("slå samman en gren i taget"),
    ),
    fel(
        "FYR610",
        T("sammanslagningen innehåller ändringar som ingen av grenarna har"),
        T("gör ändringen i en egen incheckning före sammanslagningen"),
    ),
    fel(
        "FYR611",
        T("incheckningen {gren} på en sidogren är ett beslut eller ändrar policyn"),
        T("fatta beslut och ändra policy direkt på huvudgrenen, med fyr"),
    ),
    fel(
        "FYR612",
        T("incheckningen är inte undertecknad"),
        T("ställ in git att signera med SSH (docs: Underteckna beslut) och gör om ändringen"),
    ),
    fel(
        "FYR613",
        T("underskriften stämmer inte med innehållet"),
        T("någon har ändrat incheckningen efter undertecknandet; gör om den"),
    ),
    fel(
        "FYR614",
        T("nyckeln {nyckel} har ingen rätt till detta: {vad}"),
        T("låt någon med mandat göra ändringen, eller inför mandatet i register/mandat.yaml genom policybeslut först"),
    ),
    fel(
        "FYR615",
        T("mandatet eller nyckeln {nyckel} gällde inte {datum}: {vad}"),
        T("låt någon med gällande mandat göra ändringen, eller förläng mandatet med ett policybeslut först"),
    ),
    fel(
        "FYR616",
        T("incheckningen säger sig vara gjord av {funnen}, men det är inte den som borde stå där: {vantad}"),
        T("gör om incheckningen med ditt eget namn och din egen adress i git"),
    ),
    fel(
        "FYR617",
        T("incheckningen är daterad {datum}, före en som den bygger på ({fore})"),
        T("ställ datorns klocka rätt och gör om incheckningen"),
    ),
    fel(
        "FYR618",
        T("incheckningen är daterad i framtiden: {datum}"),
        T("ställ datorns klocka rätt och gör om incheckningen"),
    ),
    varning(
        "FYR619",
        T("det finns inget tillitsankare utanför arkivet, så ingen vet om historiken är den rätta"),
        T("kör fyr audit trust på en kopia som går att lita på och spara filen utanför arkivet"),
    ),
)
