"""Options that several commands have, declared once.

A name in capitals is a whole option. A function is one whose flag, metavar and reader are the same everywhere but
whose help says what it means to the command.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeAlias, get_args

import typer

from fyrportfolj.cli.completion import complete_id
from fyrportfolj.cli.values import day, whole, word
from fyrportfolj.cli.words import N_

_DAYS_AHEAD = 3660
"""Ten years."""


def choice(words: object, *flags: str, text: str, metavar: str | None = None) -> Any:
    """Declare an option, or without flags an argument, that takes one of the words of a type.

    The parameter is annotated with the same type. It is a `Literal` of the command line's own, as the model's would
    load the model for every help text; mypy holds it to the model's where the value is handed on.

    Args:
        words: a `Literal` of strings.
        flags: such as `--typ`.
        text: marked help.
        metavar: what stands for the value in the help; otherwise the words.
    """
    allowed: tuple[str, ...] = get_args(words)
    shown = metavar or "|".join(allowed)
    if flags:
        return typer.Option(*flags, metavar=shown, parser=word(allowed), help=text)
    return typer.Argument(metavar=shown, parser=word(allowed), help=text)


def day_option(flag: str, text: str) -> Any:
    """Declare an option that takes a day, ÅÅÅÅ-MM-DD.

    Args:
        flag: such as `--datum`.
        text: marked help.
    """
    return typer.Option(flag, metavar=N_("DATUM"), parser=day, help=text)


def days_ahead_option(text: str) -> Any:
    """Declare `--inom`, a number of days from today.

    Args:
        text: marked help.
    """
    return typer.Option("--inom", metavar=N_("DAGAR"), parser=whole(0, _DAYS_AHEAD), help=text)


def who_option(text: str) -> Any:
    """Declare `--for`, someone who has something to do.

    Args:
        text: marked help.
    """
    return typer.Option("--for", metavar=N_("ROLL|ORGAN|KOMMUN"), help=text)


def kommun_option(text: str) -> Any:
    """Declare `--kommun`.

    Args:
        text: marked help.
    """
    return typer.Option("--kommun", metavar=N_("KOMMUN"), help=text)


def organ_option(text: str) -> Any:
    """Declare `--organ`, the body that decided.

    Args:
        text: marked help.
    """
    return typer.Option("--organ", metavar=N_("ORGAN"), help=text)


def reasons_option(text: str) -> Any:
    """Declare `--motivering`.

    Args:
        text: marked help.
    """
    return typer.Option("--motivering", metavar=N_("TEXT"), help=text)


def comment_option(text: str) -> Any:
    """Declare `--kommentar`.

    Args:
        text: marked help.
    """
    return typer.Option("--kommentar", metavar=N_("TEXT"), help=text)


ID: TypeAlias = Annotated[
    str, typer.Argument(metavar="ID", help=N_("Initiativets eller projektets id."), autocompletion=complete_id)
]
KOMMUN: TypeAlias = Annotated[str | None, kommun_option(N_("Bara de som kommunen deltar i."))]
DELOMRADE: TypeAlias = Annotated[
    str | None, typer.Option("--delomrade", metavar=N_("DELOMRÅDE"), help=N_("Bara de i delområdet."))
]
FOKUSOMRADE: TypeAlias = Annotated[
    str | None, typer.Option("--fokusomrade", metavar=N_("FOKUSOMRÅDE"), help=N_("Bara de i fokusområdet."))
]
EXEMPEL: TypeAlias = Annotated[
    bool | None,
    typer.Option("--exempel/--inga-exempel", help=N_("Bara exempel, eller inga exempel.")),
]
OUT: TypeAlias = Annotated[
    Path | None, typer.Option("--out", metavar=N_("KATALOG"), help=N_("Var filerna läggs; annars här."))
]

# How something is written.
DRY_RUN: TypeAlias = Annotated[bool, typer.Option("--dry-run", help=N_("Visa ändringen och skriv ingenting."))]
COMMIT: TypeAlias = Annotated[bool, typer.Option("--commit", help=N_("Gör också en commit av ändringen."))]
UNDERSKRIFT: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--underskrift",
        metavar=N_("FIL"),
        help=N_("En annans underskrift, från ssh-keygen -Y sign; får anges flera gånger."),
    ),
]
ATT_SIGNERA: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--att-signera", metavar=N_("FIL"), help=N_("Skriv det som andra ska underteckna till en fil och inget mer.")
    ),
]

# What a decision holds; the commands of gates take them as a table (decision_options).
ORGAN: TypeAlias = Annotated[str, organ_option(N_("Organet som beslutade, ur register/organ.yaml."))]
MEETING_DAY: TypeAlias = Annotated[date, day_option("--datum", N_("Sammanträdesdagen."))]
DECIDING_KOMMUN: TypeAlias = Annotated[str | None, kommun_option(N_("Kommunen, när organet är en kommuns."))]
MOTIVERING: TypeAlias = Annotated[str | None, reasons_option(N_("Skälen till beslutet."))]
PARAGRAF: TypeAlias = Annotated[
    str | None, typer.Option("--paragraf", metavar=N_("§"), help=N_("Paragraf i protokollet, som KS § 87."))
]
JUSTERAT: TypeAlias = Annotated[date | None, day_option("--justerat", N_("Dagen då protokollet justerades."))]
ANSLAGET: TypeAlias = Annotated[date | None, day_option("--anslaget", N_("Dagen då justeringen anslogs."))]
LAGA_KRAFT: TypeAlias = Annotated[date | None, day_option("--laga-kraft", N_("Dagen då beslutet vann laga kraft."))]
PROTOKOLL: TypeAlias = Annotated[
    str | None, typer.Option("--protokoll", metavar=N_("LÄNK"), help=N_("Länk till protokollet."))
]
