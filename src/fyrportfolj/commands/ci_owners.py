"""`fyr ci owners`: the files by which a forge asks the right municipalities, written or compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fyrportfolj.commands.files import rewrite
from fyrportfolj.commands.result import Result, exit_code
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.diagnostics import Diagnostic, finding
from fyrportfolj.errors import UsageError
from fyrportfolj.forge.codeowners import OWNERS, TEMPLATES, Owned, known_logins, owned, owners_file, request_template
from fyrportfolj.forge.protocol import Slag
from fyrportfolj.i18n import render
from fyrportfolj.messages import T, Text
from fyrportfolj.rules.in_force import processes_in_force


@dataclass(frozen=True)
class WrittenOwners:
    """Files for a forge.

    Attributes:
        forge: which one.
        mapp: the folder they lie under.
        filer: all of them, relative to it.
        skrivna: those that were new or changed.
        konton: number of accounts that are asked.
    """

    forge: str
    mapp: Path
    filer: tuple[str, ...]
    skrivna: tuple[str, ...]
    konton: int


def ci_owners(ws: Workspace, forge: str | None, out: Path | None, *, check: bool = False) -> Result[WrittenOwners]:
    """Write the files by which a forge asks municipalities about what they decide on, or compare them.

    Args:
        ws: the opened portfolio.
        forge: `github`, `gitlab` or `forgejo`; the portfolio's own when it is left out.
        out: the top of the repository; where the portfolio's lies when it is left out.
        check: write nothing, ask nobody, and find what differs.

    Returns:
        The files. Exit code 1 when `check` found a difference.

    Raises:
        UsageError: no such forge.
        ExternalError: a name is not known and the forge does not tell it, or a file cannot be written.
    """
    slag = _slag(ws, forge)
    repo = ws.repository
    top = out or (repo.root if repo else ws.root)
    rows = owned(ws.portfolio, slag, repo.prefix if repo else "")
    place = top / OWNERS[slag]
    logins = known_logins(place.read_text(encoding="utf-8")) if place.is_file() else {}
    numbers = sorted({k for one in rows for k in one.konton if k.isdecimal()}, key=int)
    if not check:
        logins = _looked_up(ws, slag, numbers, logins)
    files = _files(ws, slag, rows, logins)
    data = WrittenOwners(slag, top, tuple(files), (), len({k for one in rows for k in one.konton}))
    if check:
        found = tuple(d for name, text in files.items() if (d := _difference(top, name, text)) is not None)
        return Result(data, found, exit_code=exit_code(found))
    written = tuple(name for name, text in files.items() if text is not None and rewrite(top / name, text, top))
    notes: tuple[Text, ...] = ()
    if not rows:
        notes = (T("ingen kommun har något konto på {forge}; för in dem som remisskonton i registret", forge=slag),)
    return Result(WrittenOwners(slag, top, tuple(files), written, data.konton), (), notes)


def _slag(ws: Workspace, asked: str | None) -> Slag:
    own = ws.portfolio.fyr.modell.plattform
    wanted = asked or (own.slag if own else "github")
    for slag in OWNERS:
        if slag == wanted:
            return slag
    raise UsageError(T("plattformen {namn} finns inte här", namn=wanted), T("välj bland {val}", val=tuple(OWNERS)))


def _files(ws: Workspace, slag: Slag, rows: Sequence[Owned], logins: Mapping[str, str]) -> dict[str, str | None]:
    """Give the text of each file; None where the name of an account is not known."""
    p = ws.portfolio
    whole = all(k in logins for one in rows for k in one.konton if k.isdecimal())
    words = {
        "andras": render(T("Vad ändras, och varför")),
        "beslut": render(T("Beslutet som ändringen hör till")),
        "inget": render(T("Inget: det är arbete inom en fas")),
        "av": render(T("beslutas av")),
    }
    bodies = {key: row.namn for key, row in p.organ.items()} | {key: row.namn for key, row in p.roller.items()}
    return {
        OWNERS[slag]: owners_file(rows, logins, slag) if whole else None,
        TEMPLATES[slag]: request_template(processes_in_force(p), bodies, words),
    }


def _looked_up(ws: Workspace, slag: Slag, numbers: Sequence[str], known: Mapping[str, str]) -> dict[str, str]:
    """Ask the forge for the names that are not written down yet."""
    found = {number: known[number] for number in numbers if number in known}
    left = [number for number in numbers if number not in found]
    if left:
        from fyrportfolj.commands.remiss_forge import forge_channel

        forge = forge_channel(ws, slag).forge
        for number in left:
            login = forge.login(number)
            if login is None:
                raise UsageError(
                    T("{forge} har inget konto med numret {nummer}", forge=forge.place.host, nummer=number),
                    T("rätta remisskonton i register/kommuner.yaml"),
                )
            found[number] = login
    return found


def _difference(top: Path, name: str, text: str | None) -> Diagnostic | None:
    place = top / name
    if not place.is_file():
        return finding("FYR552", name, vad=T("den saknas"))
    if text is None:
        return finding("FYR552", name, vad=T("ett konto har tillkommit"))
    if place.read_bytes() != text.encode():
        return finding("FYR552", name, vad=T("innehållet är ett annat"))
    return None
