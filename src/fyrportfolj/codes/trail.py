"""Codes 620–659: decisions in the history, what they changed, and the policy that they are judged by."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code, fel, varning
from fyrportfolj.messages import T

TRAIL: tuple[Code, ...] = (
    fel(
        "FYR620",
        T("incheckningens Fyr-rader följer inte formen: {orsak}"),
        T("skriv aldrig Fyr-rader för hand; låt fyr göra incheckningen"),
    ),
    fel(
        "FYR621",
        T("{rad} säger {funnen}, men beslutet i filen ger {vantad}"),
        T("registrera beslutet med fyr gate advance; raderna ska vara en kopia av filen"),
    ),
    fel(
        "FYR622",
        T("beslutet {beslut} har lagts till utan att incheckningen är ett beslut"),
        T("ta bort beslutet ur filen och registrera det med fyr gate advance"),
    ),
    fel(
        "FYR623",
        T("fasen har ändrats från {fore} till {efter} utan beslut"),
        T("återställ fasen; den följer av besluten och ändras med fyr gate advance"),
    ),
    fel(
        "FYR624",
        T("beslutet har annat i bagaget: {vad}"),
        T("gör andra ändringar i en egen incheckning"),
    ),
    fel(
        "FYR625",
        T("beslutet passar inte processen som gällde: {orsak}"),
        T("registrera ett nytt beslut som processen tillåter, eller rätta det med fyr gate correct"),
    ),
    fel(
        "FYR626",
        T("organet {organ} hade inte mandat för beslutet den dagen"),
        T("för in mandatet i register/mandat.yaml med ett policybeslut, eller låt rätt organ besluta"),
    ),
    fel(
        "FYR627",
        T("grinden {grind} öppnades fast den inte var klar: {vad}"),
        T("gör det som grinden kräver och registrera ett nytt beslut"),
    ),
    fel(
        "FYR628",
        T("underlaget {artefakt} i beslutet är inte det dokument som fanns då: {orsak}"),
        T("registrera beslutet på nytt med rätt underlag"),
    ),
    fel(
        "FYR629",
        T("det beslutade dokumentet {dokument} version {version} har ändrats"),
        T("återställ det och gör ändringen i en ny version"),
    ),
    fel(
        "FYR630",
        T("beslutet {beslut} har ändrats eller tagits bort: {falt}"),
        T("återställ beslutet; rätta det med fyr gate correct"),
    ),
    fel(
        "FYR631",
        T("Fyr-Foregaende pekar på {funnen}, men det föregående är {vantad}"),
        T("gör om beslutet med fyr på grenens spets"),
    ),
    fel(
        "FYR632",
        T("{id} kom in i portföljen med {vad}"),
        T("låt nya insatser börja i processens första fas, utan beslut, i en fil med sitt id som namn"),
    ),
    fel(
        "FYR633",
        T("{id} har tagits bort fast den har beslut eller har lämnat första fasen"),
        T("återställ filen; en insats som inte ska fortsätta stoppas eller avslutas med ett beslut"),
    ),
    fel(
        "FYR634",
        T("{vad}"),
        T("återställ den; en publicerad process ändras aldrig, och en insats följer samma process till slutet"),
    ),
    fel(
        "FYR635",
        T("{filer} hör till policyn men har ändrats utan policybeslut"),
        T("återställ filen och gör ändringen med fyr policy commit"),
    ),
    fel(
        "FYR636",
        T("policybeslutet ändrar annat än policyn: {filer}"),
        T("gör andra ändringar i en egen incheckning"),
    ),
    fel(
        "FYR637",
        T("policyns löpnummer går från {fore} till {efter}; nästa är {vantad}"),
        T("gör ändringen med fyr policy commit, som räknar upp numret"),
    ),
    fel(
        "FYR638",
        T("policybeslutet har {antal} av {troskel} underskrifter från rotnycklar"),
        T("låt fler med rotnyckel skriva under och gör om incheckningen med deras underskrifter"),
    ),
    fel(
        "FYR639",
        T("beslutet har {antal} av {krav} underskrifter som mandatet {mandat} kräver"),
        T("låt fler skriva under och registrera beslutet med --underskrift"),
    ),
    fel(
        "FYR640",
        T("filen går inte att läsa i incheckningen: {orsak}"),
        T("rätta filen; fyr check visar felet på sin plats"),
    ),
    varning(
        "FYR641",
        T("filen följde inte sin form i incheckningen: {orsak}"),
        T("kör fyr check före varje incheckning; nästa version jämförs med den senaste som gick att läsa"),
    ),
    fel(
        "FYR642",
        T("{fil} är inte en vanlig fil: {slag}"),
        T("ersätt den med en vanlig fil"),
    ),
    fel(
        "FYR643",
        T("{fil} får inte finnas i en portfölj: {orsak}"),
        T("ta bort filen eller byt namn; små bokstäver a–z, siffror, bindestreck och punkt går alltid"),
    ),
    fel(
        "FYR644",
        T("{fil} och {annan} är samma namn på vissa datorer"),
        T("byt namn på den ena"),
    ),
    fel(
        "FYR645",
        T("underskriften i {fil} gäller inte det den ligger vid"),
        T("ta bort den; underskrifter läggs till av fyr tillsammans med beslutet"),
    ),
    fel(
        "FYR646",
        T("beslutsdagen {datum} passar inte registreringsdagen {registrerad}: {orsak}"),
        T("rätta dagen; ett beslut registreras efter mötet och inom policyns frist"),
    ),
    fel(
        "FYR647",
        T("{id} kan inte bedömas: {orsak}"),
        T("rätta portföljen så att processen och registren går att läsa"),
    ),
    varning(
        "FYR648",
        T("avvikelsen {kod} i {incheckning} är godtagen i tillitsankaret men finns inte"),
        T("ta bort raden ur tillitsankaret"),
    ),
    fel(
        "FYR649",
        T("historiken når inte nivån {vantad}: {orsak}"),
        T("rätta det som orsaken säger, eller ändra start eller nivå i tillitsankaret"),
    ),
)
