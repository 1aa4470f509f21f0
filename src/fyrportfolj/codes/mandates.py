"""Codes 650–659: the keys of the mandate register."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code, fel
from fyrportfolj.messages import T

MANDATES: tuple[Code, ...] = (
    fel(
        "FYR650",
        T("{vem} nämner nyckeln {nyckel}, som inte finns bland nycklarna"),
        T("lägg till nyckeln under nycklar, eller välj en av {mojliga}"),
    ),
    fel(
        "FYR651",
        T("{nyckel} är samma publika nyckel som {annan}, men hör till en annan person under samma tid"),
        T("låt varje person ha en egen nyckel, eller avsluta den ena innan den andra börjar"),
    ),
    fel(
        "FYR652",
        T("{nyckel} är inte en publik SSH-nyckel: {orsak}"),
        T("klistra in de två första orden ur filen som slutar på .pub, till exempel ssh-ed25519 AAAA…"),
    ),
    fel(
        "FYR653",
        T("mandatet {mandat} kräver {krav} underskrifter men nämner {antal} olika nycklar"),
        T("lägg till fler nycklar i mandatet, eller sänk kravet"),
    ),
    fel(
        "FYR654",
        T("roten kräver {troskel} underskrifter men har {antal} olika nycklar"),
        T("lägg till fler nycklar i roten, eller sänk tröskeln; annars går policyn aldrig att ändra"),
    ),
    fel(
        "FYR655",
        T("filen innehåller en privat nyckel"),
        T(
            "ta bort den, spärra nyckeln och skapa en ny: en privat nyckel som har legat i en fil som delas är"
            " inte hemlig längre, inte heller i historiken"
        ),
    ),
)
