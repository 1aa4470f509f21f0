"""Codes 550–569: the accounts that answer on a forge, and the files that tell it whom to ask."""

from __future__ import annotations

from fyrportfolj.codes.entry import Code, fel, varning
from fyrportfolj.messages import T

FORGE: tuple[Code, ...] = (
    fel(
        "FYR550",
        T("kontot {konto} står för både {kommun} och {annan}"),
        T("låt varje konto stå för en kommun, annars går det inte att veta vems svaret är"),
    ),
    varning(
        "FYR551",
        T("kontot {konto} är ett namn, och ett namn kan bli någon annans"),
        T("skriv kontots nummer i stället, som github:4711; det står i plattformens API under användarens namn"),
    ),
    fel(
        "FYR552",
        T("filen stämmer inte med registret och processerna: {vad}"),
        T("skriv om filen med fyr ci owners"),
    ),
)
