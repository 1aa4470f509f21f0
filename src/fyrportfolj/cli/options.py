"""Options that several commands have, declared once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from fyrportfolj.cli.completion import complete_id
from fyrportfolj.cli.values import day
from fyrportfolj.cli.words import N_

ID: TypeAlias = Annotated[
    str, typer.Argument(metavar="ID", help=N_("Initiativets eller projektets id."), autocompletion=complete_id)
]
KOMMUN: TypeAlias = Annotated[
    str | None, typer.Option("--kommun", metavar=N_("KOMMUN"), help=N_("Bara de som kommunen deltar i."))
]
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
DRY_RUN: TypeAlias = Annotated[bool, typer.Option("--dry-run", help=N_("Visa ändringen och skriv ingenting."))]
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
COMMIT: TypeAlias = Annotated[bool, typer.Option("--commit", help=N_("Gör också en commit av ändringen."))]
ORGAN: TypeAlias = Annotated[
    str, typer.Option("--organ", metavar=N_("ORGAN"), help=N_("Organet som beslutade, ur register/organ.yaml."))
]
MEETING_DAY: TypeAlias = Annotated[
    date, typer.Option("--datum", metavar=N_("DATUM"), parser=day, help=N_("Sammanträdesdagen."))
]
DECIDING_KOMMUN: TypeAlias = Annotated[
    str | None, typer.Option("--kommun", metavar=N_("KOMMUN"), help=N_("Kommunen, när organet är en kommuns."))
]
MOTIVERING: TypeAlias = Annotated[
    str | None, typer.Option("--motivering", metavar=N_("TEXT"), help=N_("Skälen till beslutet."))
]
PARAGRAF: TypeAlias = Annotated[
    str | None, typer.Option("--paragraf", metavar=N_("§"), help=N_("Paragraf i protokollet, som KS § 87."))
]
