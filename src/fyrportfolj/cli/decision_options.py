"""The options of `fyr gate advance` and `fyr gate correct`: everything that a decision can hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_args

from typer._click import Context, Parameter
from typer.core import TyperOption
from typer.models import OptionInfo

from fyrportfolj.cli.options import (
    ANSLAGET,
    DECIDING_KOMMUN,
    JUSTERAT,
    LAGA_KRAFT,
    MEETING_DAY,
    MOTIVERING,
    ORGAN,
    PARAGRAF,
    PROTOKOLL,
)
from fyrportfolj.cli.parsing import FyrCommand
from fyrportfolj.cli.values import dated, day, keyed, word
from fyrportfolj.cli.words import N_

_META = "fyr.beslut"

OUTCOMES = ("fortsatt", "tillbaka", "stopp", "avsluta")
MEETING_OUTCOMES = ("beslutat", "bordlagt", "aterremitterat", "utgick")


def values_of(ctx: Context) -> dict[str, Any]:
    """Give what the user said, by the names of `gate_advance.Request`; options not given are left out."""
    return dict(ctx.meta.get(_META, {}))


def _option(
    name: str,
    metavar: str | None,
    text: str | None,
    read: Callable[[str], object] | None = None,
    *,
    flag: str | None = None,
    several: Callable[[str, Sequence[str]], object] | None = None,
) -> Parameter:
    names = flag or "--" + name.replace("_", "-")

    def keep(ctx: Context, param: Parameter, value: Any) -> None:
        if value in (None, (), [], False):
            return
        kept = several(names, value) if several else read(value) if read else value
        del param
        ctx.meta.setdefault(_META, {})[name] = kept

    return TyperOption(
        param_decls=[name, names],
        metavar=metavar or None,
        is_flag=not metavar,
        default=None if metavar else False,
        multiple=several is not None,
        expose_value=False,
        callback=keep,
        help=text,
    )


def _shared(name: str, option: object) -> Parameter:
    """Give an option that stands in the signatures of other commands too."""
    (info,) = (x for x in get_args(option) if isinstance(x, OptionInfo))
    return _option(name, info.metavar, info.help, info.parser)


def _all(_name: str, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(values)


def _options() -> list[Parameter]:
    outcome, meeting = "|".join(OUTCOMES), "|".join(MEETING_OUTCOMES)
    return [
        _shared("organ", ORGAN),
        _shared("kommun", DECIDING_KOMMUN),
        _shared("datum", MEETING_DAY),
        _option("utfall", outcome, N_("Vad organet beslutade; annars fortsatt."), word(OUTCOMES)),
        _option(
            "motesutfall",
            meeting,
            N_("Vad mötet gjorde; annars beslutat, och bara det flyttar något."),
            word(MEETING_OUTCOMES),
        ),
        _option("ateruppta", "", N_("Återuppta det som är stoppat.")),
        _option("till_fas", N_("FAS"), N_("Fasen som tillbaka leder till.")),
        _option("till_steg", N_("STEG"), N_("Steget som tillbaka leder till.")),
        _shared("paragraf", PARAGRAF),
        _option(
            "diarienummer",
            N_("MYNDIGHET=NUMMER"),
            N_("Diarienummer; får anges flera gånger."),
            flag="--dnr",
            several=keyed,
        ),
        _option("beslut", N_("TEXT"), N_("Beslutets ordalydelse.")),
        _option("forslag", N_("TEXT"), N_("Förslaget; annars grindens eget.")),
        _shared("motivering", MOTIVERING),
        _option("villkor", N_("DATUM=TEXT"), N_("Villkor med sista dag; får anges flera gånger."), several=dated),
        _option("underlag", N_("ARTEFAKT"), N_("Fler dokument som beslutet gäller."), several=_all),
        _option("reservation", N_("VEM"), N_("Den som reserverade sig; får anges flera gånger."), several=_all),
        _option("jav", N_("VEM"), N_("Den som anmälde jäv; får anges flera gånger."), several=_all),
        _option("organets_namn", N_("TEXT"), N_("Organets eget namn, som Kommunstyrelsen.")),
        _option("delegation", N_("PUNKT"), N_("Punkt i delegationsordningen.")),
        _shared("justerat", JUSTERAT),
        _shared("anslaget", ANSLAGET),
        _option("grind", N_("GRIND"), N_("En passerad grind, för ett sent svar.")),
        _option("krav", N_("KRAV"), N_("Beslutskravet, när organet nämns i flera.")),
        _option("registrerat_av", N_("ROLL"), N_("Rollen som för in beslutet.")),
    ]


_ONLY_NEW = frozenset({"ateruppta"})
"""Options that mean nothing in a correction."""


def _corrections() -> list[Parameter]:
    own = [p for p in _options() if p.name not in _ONLY_NEW]
    return [
        *own,
        _shared("laga_kraft", LAGA_KRAFT),
        _shared("protokoll", PROTOKOLL),
        _option("ratt_datum", N_("DATUM"), N_("Den rätta sammanträdesdagen."), day),
    ]


class GateCorrectCommand(FyrCommand):
    """`fyr gate correct`; organ, kommun and datum are those of the correction itself."""

    def __init__(self, name: str | None, **attrs: Any) -> None:
        super().__init__(name, **attrs)
        self.params = [*_corrections(), *self.params]


class GateAdvanceCommand(FyrCommand):
    """`fyr gate advance`, whose options are a table rather than a signature of thirty arguments."""

    def __init__(self, name: str | None, **attrs: Any) -> None:
        super().__init__(name, **attrs)
        self.params = [*_options(), *self.params]
