"""`fyr site`: the portfolio as a static site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fyrportfolj.commands.appearance import appearance_of
from fyrportfolj.commands.origin import basis_of
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.errors import ConflictError, ExternalError
from fyrportfolj.messages import T
from fyrportfolj.render.site.build import File, build_site, make_site
from fyrportfolj.render.templates import Templates

LISTING = "fyr-webbplats.txt"
"""Lists the files that a build made, so that the next one can take away what is no longer there, and nothing else."""


@dataclass(frozen=True)
class BuiltSite:
    """A site that was built.

    Attributes:
        mapp: its folder.
        start: its first page.
        sidor: how many pages it has.
        filer: how many files.
        byte: their size together.
        skrivna: how many files were new or changed.
        borttagna: how many files of an earlier build were taken away.
        andrad: True when it was made of files that are not committed.
    """

    mapp: Path
    start: Path
    sidor: int
    filer: int
    byte: int
    skrivna: int
    borttagna: int
    andrad: bool


def build(ws: Workspace, out: Path) -> Result[BuiltSite]:
    """Build the site in a folder.

    Args:
        ws: the opened portfolio.
        out: the folder; made when it is missing.

    Returns:
        What was made. Exit code 1, diagnostics and no files when the portfolio's looks have faults.

    Raises:
        ConflictError: the folder holds something that no build has made.
        DataError: a template of the portfolio has a mistake.
        ExternalError: a file cannot be written.
    """
    before = _earlier(out)
    templates = Templates(ws.root)
    looks, faults = appearance_of(templates)
    basis = basis_of(ws)
    if faults:
        empty = BuiltSite(out, out / "index.html", 0, 0, 0, 0, 0, basis.andrad)
        return Result(empty, faults, exit_code=1)

    # All of it is made before anything is written, so that a wrong template leaves the old site as it was.
    def write(files: Iterable[File]) -> int:
        return _write(out, files, before)

    site = make_site(basis, templates, looks, write)
    names = site.sizes.keys()
    listing = File(LISTING, "".join(f"{name}\n" for name in sorted(names)).encode())
    try:
        written = site.write(write) + _write(out, (listing,), {LISTING})
        gone = _without(out, before - names)
    except OSError as error:
        raise ExternalError(
            T("{fil} går inte att skriva: {orsak}", fil=str(error.filename or out), orsak=error.strerror or ""),
            T("Se till att mappen finns, att disken inte är full och att du har rätt att skriva där."),
        ) from error
    made = BuiltSite(
        mapp=out,
        start=out / "index.html",
        sidor=sum(name.endswith(".html") for name in names),
        filer=len(names),
        byte=sum(site.sizes.values()),
        skrivna=written,
        borttagna=gone,
        andrad=basis.andrad,
    )
    return Result(made, ws.loaded.diagnostics, ws.faults())


def files_of(ws: Workspace) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """Give the site without writing it.

    Args:
        ws: the opened portfolio.

    Returns:
        Bytes by place from the site's root; and the faults of the portfolio's looks, with which the site has the
        shipped ones.

    Raises:
        DataError: a template of the portfolio has a mistake.
    """
    templates = Templates(ws.root)
    looks, faults = appearance_of(templates)
    return {f.plats: f.data for f in build_site(basis_of(ws), templates, looks)}, faults


def _earlier(out: Path) -> set[str]:
    """Give what an earlier build left in the folder.

    Raises:
        ConflictError: there are files, and none of a build.
    """
    listing = out / LISTING
    if listing.is_file():
        return {name for name in listing.read_text("utf-8").splitlines() if name}
    if out.is_dir() and any(not p.name.startswith(".") for p in out.iterdir()):
        raise ConflictError(
            T("{mapp} innehåller redan annat än en webbplats från fyr", mapp=str(out)),
            T("ange en tom eller ny mapp med --out"),
        )
    return set()


def _write(out: Path, files: Iterable[File], before: set[str]) -> int:
    """Write those files that are new or changed, and count them.

    Args:
        out: the folder.
        files: the site's files.
        before: those that an earlier build left; only they can be as they should be already.
    """
    count = 0
    made: set[str] = set()
    root = str(out)
    for file in files:
        folder = file.plats.rpartition("/")[0]
        if file.plats in before and _same(out / file.plats, file.data):
            continue
        if folder not in made:
            (out / folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        with open(f"{root}/{file.plats}", "wb", buffering=0) as raw:  # noqa: PTH123  (a Path costs as much as writing)
            left = memoryview(file.data)
            while left:
                left = left[raw.write(left) :]
        count += 1
    return count


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except FileNotFoundError:
        return False


def _without(out: Path, names: Iterable[str]) -> int:
    """Take away files of an earlier build, and folders that became empty."""
    count = 0
    for name in sorted(names):
        path = out / name
        # The listing is only text in a folder; it must not lead anywhere else.
        if ".." in Path(name).parts or Path(name).is_absolute() or not path.is_file():
            continue
        path.unlink()
        count += 1
        if path.parent != out and not any(path.parent.iterdir()):
            path.parent.rmdir()
    return count
