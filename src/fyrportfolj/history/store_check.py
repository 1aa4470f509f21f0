"""Whether a repository shows its history as it is: nothing cut off, replaced, borrowed or left on another machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fyrportfolj.diagnostics import Diagnostic, finding
from fyrportfolj.errors import ExternalError
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.unprovable import UnprovableError
from fyrportfolj.messages import T, Text

_TRUE = frozenset({"true", "yes", "on", "1"})


def check_store(repo: Repository) -> None:
    """Refuse a repository that hides, replaces or borrows parts of its history.

    What a server shows its hook in quarantine is no such thing: it comes by variables, not by a file.

    Raises:
        UnprovableError: FYR601, one per way in which it does.
        ExternalError: git failed, or the repository's own folder cannot be read.

    Källa: attackerna 5, 6 och 8 i hotmodellen (ersättningar, ympningar, avkortad eller lånad historik).
    """
    found = tuple(_deviations(repo))
    if found:
        raise UnprovableError(found)


def _deviations(repo: Repository) -> Iterator[Diagnostic]:
    common = repo.common_dir
    if _has_rows(common / "shallow"):
        yield _deviation(
            T("historiken är avkortad (shallow)"),
            T("hämta hela historiken: git fetch --unshallow; i CI: checka ut med hela djupet (fetch-depth: 0)"),
        )
    if _has_rows(common / "info" / "grafts"):
        yield _deviation(
            T("filen info/grafts byter ut föräldrar"), T("ta bort filen .git/info/grafts och kör kommandot igen")
        )
    if repo.git.line("rev-parse", "--glob=refs/replace/*"):
        yield _deviation(
            T("det finns ersättningar under refs/replace"),
            T("ta bort dem: git replace --list visar vilka de är, git replace --delete tar bort en"),
        )
    if _has_rows(common / "objects" / "info" / "alternates"):
        yield _deviation(
            T("objekt lånas från ett annat arkiv (objects/info/alternates)"),
            T("hämta dem hit: git repack -a -d, ta sedan bort filen; eller klona om utan --shared och --reference"),
        )
    if _is_partial(repo):
        yield _deviation(
            T("arkivet är en ofullständig kopia (partial clone)"),
            T("klona om arkivet utan --filter"),
        )


def _deviation(orsak: Text, atgard: Text) -> Diagnostic:
    return finding("FYR601", "", orsak=orsak, atgard=atgard)


def _has_rows(place: Path) -> bool:
    try:
        return bool(place.read_bytes().strip())
    except FileNotFoundError:
        return False
    except OSError as error:
        raise ExternalError(
            T("{fil} går inte att läsa: {orsak}", fil=str(place), orsak=error.strerror or type(error).__name__),
            T("Se till att du har rätt att läsa git-arkivet."),
        ) from error


def _is_partial(repo: Repository) -> bool:
    if any((repo.common_dir / "objects" / "pack").glob("*.promisor")):
        return True
    return any(
        name == "extensions.partialclone" or (name.endswith(".promisor") and value.lower() in _TRUE)
        for name, (_, value) in repo.settings("extensions", "remote")
    )
