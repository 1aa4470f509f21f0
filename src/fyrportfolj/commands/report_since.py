"""The earlier version that a report compares with: the one asked for, or how it was when last month ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.history.repository import Repository
from fyrportfolj.messages import T
from fyrportfolj.render.views.common import Basis
from fyrportfolj.render.views.swedish import day_in_words, sv
from fyrportfolj.store.kinds import HEAD
from fyrportfolj.store.load import load
from fyrportfolj.store.source import READ_LIMIT


def compared(ws: Workspace, basis: Basis, since: str) -> Basis:
    """Give the basis with the version that was asked for.

    Args:
        ws: the opened portfolio.
        basis: what the report is made from.
        since: a day, or a version in git.

    Raises:
        DataError: there is no such version, or it cannot be read.
        ExternalError: there is no repository.
    """
    repo = ws.repository
    if repo is None:
        raise ExternalError(
            T("{mapp} ligger inte i ett git-arkiv, så det finns inga äldre versioner", mapp=ws.root),
            T("utelämna --sedan, eller kör git init och en första commit"),
        )
    return _with(ws, basis, repo, since, last_month=False)


def compared_with_last_month(ws: Workspace, basis: Basis) -> Basis:
    """Give the basis with the portfolio as it was when last month ended, or with why there is none to compare with.

    Args:
        ws: the opened portfolio.
        basis: what the report is made from.
    """
    last = ws.today.replace(day=1) - timedelta(1)
    repo = ws.repository
    if repo is None:
        said = T("Ingen jämförelse är gjord: portföljen ligger inte i git, så det finns ingen tidigare version.")
        return replace(basis, forut_saknas=sv(said))
    try:
        return _with(ws, basis, repo, last.isoformat(), last_month=True)
    except (DataError, ExternalError):
        # A young portfolio, or a copy of its latest versions only: no fault, and no reason for there being no report.
        said = T(
            "Ingen jämförelse är gjord: det finns ingen läsbar version från {dag} eller tidigare.",
            dag=day_in_words(last),
        )
        return replace(basis, forut_saknas=sv(said))


def _with(ws: Workspace, basis: Basis, repo: Repository, since: str, *, last_month: bool) -> Basis:
    from fyrportfolj.history.snapshot import CommitTree, commit_time, resolve

    zone = ZoneInfo(ws.portfolio.fyr.modell.tidszon)
    commit = resolve(repo, since, zone.key)
    before = load(CommitTree(repo, commit, READ_LIMIT + 1)).portfolio
    if before is None:
        raise DataError(
            T("{fil} går inte att använda i {version}, så versionerna kan inte jämföras", fil=HEAD, version=since),
            T("ange en annan version"),
        )
    try:
        day = date.fromisoformat(since)
    except ValueError:
        day = commit_time(repo, commit).astimezone(zone).date()
    name = T("{dag} (version {commit})", dag=day_in_words(day), commit=commit[:10])
    if last_month:
        name = T("slutet av förra månaden, {version}", version=name)
    return replace(basis, forut=before, forut_namn=sv(name), forut_dag=day)
