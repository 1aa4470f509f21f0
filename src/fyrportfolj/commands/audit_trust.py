"""`fyr audit trust`: writes down what a history is, so that it can be told later whether it is still the same.

What is written the first time is taken on trust; it is worth what the copy was worth that it was taken from.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fyrportfolj.codes import CODES
from fyrportfolj.commands.audit import Asked, Verified, anchor_file, verify
from fyrportfolj.commands.audit_closed import Log
from fyrportfolj.commands.audit_place import Place, commit_of
from fyrportfolj.commands.files import rewrite, rewrite_bytes, write_new
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.trust import NOTE, Trusted, anchor_folder, read_anchor
from fyrportfolj.diagnostics import Diagnostic, Severity
from fyrportfolj.errors import FyrError, UsageError
from fyrportfolj.history.index import desk
from fyrportfolj.messages import T
from fyrportfolj.model.trust import Tillitsankare
from fyrportfolj.store.edit import Append, Edit, Set, apply

_REWRITTEN = frozenset({"FYR604", "FYR605", "FYR606"})
_HEADING = """\
# Tillitsankare: vad som är överenskommet om en portföljs historik.
# Filen ska ligga utanför arkivet, på en plats som bara granskaren kan skriva till.
rot: ""
"""


@dataclass(frozen=True)
class Anchored:
    """A trust anchor as it will be written.

    Attributes:
        fil: the file.
        ny: True when it does not exist yet.
        text: its new text; None when nothing is to be written.
        rot: id of the history's first commit.
        start: the commit to judge from, when it is not the root.
        spets: the last commit of the branch.
        gren: the branch.
        nycklar: public keys that may have signed the start.
        niva: the level that the history reaches and from now on must reach.
        avvikelser: number of faults that the history has as it stands.
        godtar: the deviation that is newly accepted, or None.
    """

    fil: Path
    ny: bool
    text: str | None = None
    rot: str | None = None
    start: str | None = None
    spets: str | None = None
    gren: str = ""
    nycklar: tuple[str, ...] = ()
    niva: str | None = None
    avvikelser: int = 0
    godtar: Accept | None = None


@dataclass(frozen=True)
class Accept:
    """A deviation to accept.

    Attributes:
        incheckning: the commit, by id or another revision.
        kod: the finding's code.
        skal: why.
    """

    incheckning: str
    kod: str
    skal: str


def trust(place: Place, asked: Asked, now: int, today: date, log: Log) -> Result[Anchored]:
    """Work out a new trust anchor, or a further checkpoint in the one that exists.

    Args:
        place: the repository.
        asked: what to verify; `trust` names the file, None means the usual place.
        now: the present, seconds since 1970.
        today: the day of the checkpoint.
        log: keeps a failure of fyr itself.

    Returns:
        The text to write with `save`. Exit code 3 when the history cannot be verified, and 1 when it is not the one
        that the existing anchor names; then there is no text.
    """
    result = verify(place, asked, now, log)
    v = result.data
    fil = anchor_file(place, v, asked.trust)
    old = read_anchor(fil) if fil.exists() and v.utfall != "ej_verifierad" else None
    against = tuple(d for d in result.diagnostics if d.kod in _REWRITTEN)
    if v.utfall == "ej_verifierad" or against:
        found = against or result.diagnostics
        return Result(Anchored(fil, not fil.exists(), rot=v.forsta, spets=v.spets), found, exit_code=result.exit_code)
    checkpoint = {"incheckning": v.spets, "datum": today.isoformat()}
    if old is None:
        text = apply(_HEADING, _first(v, checkpoint), modell=Tillitsankare)
    elif v.spets in {k.incheckning for k in old.modell.kontrollpunkter}:
        text = old.text.decode()
    else:
        text = _appended(old, "kontrollpunkter", checkpoint)
    return Result(_anchored(v, fil, old, text, result.diagnostics))


def accept(place: Place, asked: Asked, wanted: Accept, now: int, log: Log) -> Result[Anchored]:
    """Work out a trust anchor that accepts one more deviation.

    Args:
        place: the repository.
        asked: as for `trust`.
        wanted: the deviation.
        now: the present, seconds since 1970.
        log: keeps a failure of fyr itself.

    Raises:
        UsageError: there is no trust anchor, or no such deviation.
    """
    result = verify(place, asked, now, log)
    v = result.data
    fil = anchor_file(place, v, asked.trust)
    if v.utfall == "ej_verifierad":
        return Result(Anchored(fil, not fil.exists()), result.diagnostics, exit_code=result.exit_code)
    if v.ankare is None:
        raise UsageError(
            T("det finns inget tillitsankare att godta avvikelsen i"), T("skapa ett först med fyr audit trust")
        )
    commit = commit_of(place, wanted.incheckning)
    if not any((d.commit, d.kod) == (commit, wanted.kod) for d in result.diagnostics):
        raise UsageError(
            T("historiken har ingen avvikelse {kod} i {incheckning}", kod=wanted.kod, incheckning=wanted.incheckning),
            T("kör fyr audit verify för att se vilka som finns"),
        )
    old = read_anchor(v.ankare)
    row = {"incheckning": commit, "kod": wanted.kod, "skal": wanted.skal}
    made = _anchored(v, v.ankare, old, _appended(old, "godtagna", row), result.diagnostics)
    return Result(replace(made, godtar=Accept(commit or "", wanted.kod, wanted.skal)))


def save(place: Place, made: Anchored) -> bool:
    """Write a trust anchor.

    Args:
        place: the repository.
        made: as `trust` or `accept` gave it.

    Returns:
        False when the file already says so.

    Raises:
        ConflictError: the file was made or changed by somebody else meanwhile.
        ExternalError: it cannot be written.
    """
    if made.text is None:
        return False
    made.fil.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if made.ny:
        write_new(made.fil, made.text)
        written = True
    else:
        written = rewrite(made.fil, made.text)
    if made.fil.parent == anchor_folder():
        with suppress(OSError, FyrError):
            rewrite_bytes(desk(place.repo) / NOTE, made.fil.name.encode())
    return written


def _first(v: Verified, checkpoint: Mapping[str, object]) -> list[Edit]:
    edits: list[Edit] = [Set(("rot",), v.forsta)]
    edits += [Set(("start",), v.start)] if v.start else []
    edits += [Set(("portfolj",), v.mapp)] if v.mapp else []
    edits.append(Set(("niva",), v.niva))
    edits += [Set(("nycklar",), [v.nyckel])] if v.nyckel else []
    return [*edits, Append(("kontrollpunkter",), dict(checkpoint))]


def _appended(old: Trusted, falt: str, row: Mapping[str, object]) -> str:
    return apply(old.text.decode(), [Append((falt,), dict(row))], modell=Tillitsankare)


def _anchored(v: Verified, fil: Path, old: Trusted | None, text: str, found: tuple[Diagnostic, ...]) -> Anchored:
    m = old.modell if old else None
    return Anchored(
        fil,
        old is None,
        text,
        v.forsta,
        m.start if m else v.start,
        v.spets,
        v.gren,
        m.nycklar if m else tuple(filter(None, (v.nyckel,))),
        m.niva if m else v.niva,
        sum(1 for d in found if CODES[d.kod].severity is Severity.FEL),
    )
