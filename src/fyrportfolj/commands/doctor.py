"""`fyr doctor`: what this machine has, and what is missing for which command."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from fyrportfolj import __version__
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.roots import find_root
from fyrportfolj.errors import FyrError
from fyrportfolj.messages import T, Text
from fyrportfolj.resources import resource

_PACKAGES = ("pydantic", "ruamel.yaml", "ryaml", "GitPython", "Jinja2", "typst", "pikepdf", "rich", "typer")
_FONTS = (".ttf", ".otf")
_FOLDERS = ("templates", "portfolio-data", "locale", "docs")


@dataclass(frozen=True)
class Point:
    """One thing that was looked at.

    Attributes:
        namn: what.
        varde: what was found.
        bra: False when something is missing.
        hjalp: what to do about it, or None.
    """

    namn: Text
    varde: Text
    bra: bool
    hjalp: Text | None = None


def doctor(start: Path, *, search: bool = True) -> Result[tuple[Point, ...]]:
    """Look at the machine and the portfolio; exit code 1 when something is missing.

    Args:
        start: the portfolio's folder, or where the search begins.
        search: look for fyr.yaml upwards too.
    """
    points = (
        Point(T("fyr"), T("{version}", version=__version__), bra=True),
        Point(T("Python"), T("{version}", version=platform.python_version()), bra=sys.version_info >= (3, 11)),
        Point(T("system"), T("{namn}", namn=platform.platform()), bra=True),
        *(_package(name) for name in _PACKAGES),
        *(_folder(name) for name in _FOLDERS),
        _fonts(),
        *_portfolio(start, search=search),
    )
    return Result(points, exit_code=0 if all(p.bra for p in points) else 1)


def _package(name: str) -> Point:
    label = T("{namn}", namn=name)
    try:
        return Point(label, T("{version}", version=version(name)), bra=True)
    except PackageNotFoundError:
        return Point(label, T("saknas"), bra=False, hjalp=T("installera fyrportfolj på nytt"))


def _folder(name: str) -> Point:
    label = T("medföljande {namn}", namn=name)
    try:
        return Point(label, T("{mapp}", mapp=str(resource(name))), bra=True)
    except FileNotFoundError:
        return Point(label, T("saknas"), bra=False, hjalp=T("installera fyrportfolj på nytt"))


def _fonts() -> Point:
    label = T("typsnitt för PDF")
    try:
        fonts = [p for p in (resource("templates") / "fonts").rglob("*") if p.suffix.lower() in _FONTS]
    except FileNotFoundError:
        fonts = []
    if not fonts:
        return Point(label, T("saknas"), bra=False, hjalp=T("installera fyrportfolj på nytt"))
    return Point(label, T("{antal} filer", antal=len(fonts)), bra=True)


def _portfolio(start: Path, *, search: bool) -> tuple[Point, ...]:
    try:
        root = find_root(start, search=search)
    except FyrError as error:
        return (Point(T("portfölj"), error.message, bra=False, hjalp=error.help),)
    return (Point(T("portfölj"), T("{mapp}", mapp=str(root)), bra=True), *_git(root))


def _git(root: Path) -> tuple[Point, ...]:
    from fyrportfolj.history.repository import Repository

    try:
        repo = Repository.discover(root)
        if repo is None:
            help_ = T("kör git init i katalogen; utan git finns ingen historik och inga beslut")
            return (Point(T("git"), T("portföljen ligger inte i ett git-arkiv"), bra=False, hjalp=help_),)
        identity = repo.identity()
    except FyrError as error:
        return (Point(T("git"), error.message, bra=False, hjalp=error.help),)
    branch = repo.branch() or "–"
    return (
        Point(T("git"), T("{mapp}, gren {gren}", mapp=str(repo.root), gren=branch), bra=True),
        Point(T("git, den som skriver"), T("{namn} <{epost}>", namn=identity.name, epost=identity.email), bra=True),
    )
