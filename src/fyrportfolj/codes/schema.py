"""Codes 1xx: the shape of a document."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code, fel
from fyrportfolj.messages import T

SCHEMA: tuple[Code, ...] = (
    fel("FYR101", T("nyckeln {nyckel} finns inte här{forslag}"), T("{rad}")),
    fel(
        "FYR102",
        T("nyckeln {nyckel} saknas"),
        T("lägg till {nyckel}. {beskrivning}"),
    ),
    fel(
        "FYR103",
        T("{nyckel} ska vara text, men här står {funnet}"),
        T("skriv texten direkt efter kolonet"),
    ),
    fel(
        "FYR104",
        T("{nyckel} ska vara ett tal, men här står {funnet}"),
        T("skriv talet med siffror, utan citattecken, mellanrum och enhet, och med decimalpunkt"),
    ),
    fel(
        "FYR105",
        T("{nyckel} ska vara en lista, men här står {funnet}"),
        T("skriv varje del på en egen rad som börjar med ett bindestreck"),
    ),
    fel(
        "FYR106",
        T("{nyckel} ska ha egna nycklar under sig, men här står {funnet}"),
        T("skriv nycklarna indragna på egna rader: {falt}"),
    ),
    fel(
        "FYR107",
        T("{nyckel} ska vara true (ja) eller false (nej), men här står {funnet}"),
        T("skriv true eller false, utan citattecken"),
    ),
    fel(
        "FYR108",
        T("{nyckel} kan inte vara {varde}{forslag}"),
        T("välj något av {tillatna}"),
    ),
    fel(
        "FYR109",
        T("dagen {varde} finns inte i kalendern"),
        T("rätta dagen eller månaden"),
    ),
    fel(
        "FYR110",
        T("{nyckel} ska vara en dag, skriven ÅÅÅÅ-MM-DD, men här står {funnet}"),
        T("skriv till exempel 2026-05-12"),
    ),
    fel(
        "FYR111",
        T("{nyckel} får ha högst {hogst} tecken och har {antal}"),
        T("korta texten; hör den till ett dokument kan du länka dit"),
    ),
    fel(
        "FYR112",
        T("{nyckel} är för kort: minst {minst} tecken behövs"),
        T("skriv en text, eller ta bort nyckeln om den inte måste finnas"),
    ),
    fel(
        "FYR113",
        T("{varde} duger inte som id: det skrivs med små bokstäver a–z, siffror och bindestreck{forslag}"),
        T("skriv till exempel gemensam-trygghetscentral"),
    ),
    fel(
        "FYR114",
        T("{varde} duger inte som nyckelord: det skrivs med små bokstäver a–z, siffror och understreck{forslag}"),
        T("skriv till exempel projektledare eller kommunal_namnd"),
    ),
    fel(
        "FYR115",
        T("{varde} duger inte som radnyckel: den skrivs med stora bokstäver följda av siffror"),
        T("skriv till exempel R1, M2 eller V1"),
    ),
    fel(
        "FYR116",
        T("{varde} duger inte som version: den skrivs som två tal med punkt emellan"),
        T('skriv till exempel "0.5", inom citattecken'),
    ),
    fel(
        "FYR117",
        T("”{varde}” duger inte som diarienummer: det får inte börja eller sluta med blanksteg eller ha flera rader"),
        T("skriv numret som det står i diariet, till exempel KS 2026/0231"),
    ),
    fel(
        "FYR118",
        T("{nyckel} har inte rätt form: {varde}"),
        T("{form}"),
    ),
    fel(
        "FYR119",
        T("{nyckel} är {varde}, men ska vara {grans}"),
        T("rätta talet{enhet}"),
    ),
    fel(
        "FYR120",
        T("{nyckel} har för många {slag}: högst {hogst}"),
        T("avrunda talet"),
    ),
    fel(
        "FYR121",
        T("{nyckel} har {antal} rader, men minst {minst} behövs"),
        T("lägg till de rader som saknas"),
    ),
    fel(
        "FYR122",
        T("{nyckel} har {antal} rader, men högst {hogst} får finnas"),
        T("ta bort de rader som är för många"),
    ),
    fel(
        "FYR123",
        T("portföljen har schemaversion {version}, men det här programmet läser högst {hogst}"),
        T("installera en nyare version av programmet"),
    ),
    fel(
        "FYR124",
        T("{nyckel} ska vara text, men {varde} läses som {funnet}"),
        T('skriv värdet inom citattecken: "{varde}"'),
    ),
    fel(
        "FYR125",
        T("{nyckel} ska vara ett heltal, men här står {varde}"),
        T("skriv talet utan decimaler"),
    ),
    fel(
        "FYR126",
        T("{nyckel} har inget värde"),
        T("skriv ett värde efter kolonet, eller ta bort nyckeln om den inte måste finnas"),
    ),
    fel(
        "FYR127",
        T("{nyckel} ska vara text på en enda rad"),
        T("skriv texten på en rad"),
    ),
)
