"""`fyr mandate`: who may decide what, with which keys, and the keys for other tools."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fyrportfolj.commands.files import rewrite
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError
from fyrportfolj.messages import T, Text
from fyrportfolj.model.registers import Mandat, Mandatregister, Nyckelinnehav
from fyrportfolj.rules.allowed_signers import allowed_signers
from fyrportfolj.rules.mandates import blocked, in_force


@dataclass(frozen=True)
class KeyRow:
    """A key and how it stands.

    Attributes:
        nyckel: the row of the register.
        galler: whether it can sign on the day that is judged at.
        i_roten: whether it may change the policy.
        mandat: ids of the mandates that list it.
    """

    nyckel: Nyckelinnehav
    galler: bool
    i_roten: bool
    mandat: tuple[str, ...]


@dataclass(frozen=True)
class MandateRow:
    """A mandate, the name of its body, and whether it holds on the day that is judged at."""

    mandat: Mandat
    organ: str
    galler: bool


@dataclass(frozen=True)
class Mandates:
    """The mandate register.

    Attributes:
        dag: the day that is judged at.
        serie: the policy's serial.
        troskel: how many root keys a change of the policy needs; None without a root.
        mandat: in the register's order.
        nycklar: in the register's order.
    """

    dag: date
    serie: int
    troskel: int | None
    mandat: tuple[MandateRow, ...]
    nycklar: tuple[KeyRow, ...]


@dataclass(frozen=True)
class Exported:
    """The keys as a file for other tools.

    Attributes:
        text: the file.
        fil: where it was written, or None.
    """

    text: str
    fil: Path | None


def mandates(ws: Workspace) -> Result[Mandates]:
    """Give the mandates and the keys, and which of them hold today.

    Raises:
        DataError: the register cannot be read.
    """
    register, today = _register(ws), ws.today
    root = register.rot.nycklar if register.rot else ()
    keys = tuple(
        KeyRow(
            k,
            in_force(k, today) and not blocked(k, today),
            k.id in root,
            tuple(m.id for m in register.mandat if k.id in m.nycklar),
        )
        for k in register.nycklar
    )
    names = ws.portfolio.organ
    rows = tuple(
        MandateRow(m, names[m.organ].namn if m.organ in names else m.organ, in_force(m, today)) for m in register.mandat
    )
    threshold = register.rot.troskel if register.rot else None
    return Result(Mandates(today, register.serie, threshold, rows, keys))


def export(ws: Workspace, out: Path | None) -> Result[Exported]:
    """Give the keys in the form that git and ssh-keygen read.

    Args:
        ws: the opened portfolio.
        out: file to write; None only gives the text.

    Raises:
        DataError: the register cannot be read, or has no keys.
        ExternalError: the file cannot be written.
    """
    text, left = allowed_signers(_register(ws))
    if not text and not left:
        raise DataError(
            T("register/mandat.yaml har inga nycklar som har gällt"),
            T("för in dem under nycklar och checka in dem med fyr policy commit"),
        )
    said: tuple[Text, ...] = ()
    if left:
        said = (T("Utelämnade, för att adressen inte kan stå i en sådan fil: {nycklar}.", nycklar=left),)
    if out is not None:
        rewrite(out, text)
        said += (T("skrev {fil}; låt git använda den med git config gpg.ssh.allowedSignersFile {fil}", fil=str(out)),)
    return Result(Exported(text, out), (), said)


def _register(ws: Workspace) -> Mandatregister:
    entry = ws.portfolio.mandatregister
    if entry is None:
        raise DataError(
            T("register/mandat.yaml saknas eller går inte att läsa"), T("kör fyr check för att se vad som är fel")
        )
    return entry.modell
