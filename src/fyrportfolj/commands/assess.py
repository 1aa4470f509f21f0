"""`fyr risk assess|history`: a new assessment of a risk, and the assessments it has had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fyrportfolj.commands.editing import Edited, How, edit_file
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.risk_rows import RiskRow, find_risk, policy_of, row_of
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.risks import Risk
from fyrportfolj.rules import risk as rules
from fyrportfolj.store.edit import Append, Edit, Set
from fyrportfolj.store.emit import Value
from fyrportfolj.store.yamltext import parse


@dataclass(frozen=True)
class Assessment:
    """One assessment of a risk.

    Attributes:
        datum: its day.
        sannolikhet: S, 1–5.
        konsekvens: K, 1–5.
        varde: S × K.
        niva: name of the band, or None where the policy has a hole.
        kommentar: why it was changed afterwards.
        commit: the version in git that first held it, or None.
        galler: True for the present one.
    """

    datum: date
    sannolikhet: int
    konsekvens: int
    varde: int
    niva: str | None
    kommentar: str | None
    commit: str | None
    galler: bool


@dataclass(frozen=True)
class RiskHistory:
    """A risk's assessments, oldest first.

    Attributes:
        rad: the risk as it is now.
        bedomningar: from the file, and those that only git remembers.
    """

    rad: RiskRow
    bedomningar: tuple[Assessment, ...]


@dataclass(frozen=True)
class NewAssessment:
    """What the user says about a risk now.

    Attributes:
        sannolikhet: S, 1–5; None leaves it.
        konsekvens: K, 1–5; None leaves it.
        datum: the day; None means today.
        kommentar: why the assessment changes.
    """

    sannolikhet: int | None = None
    konsekvens: int | None = None
    datum: date | None = None
    kommentar: str | None = None


def assess(ws: Workspace, id_: str, risk_id: str, asked: NewAssessment, how: How) -> Result[Edited]:
    """Assess a risk anew: the present assessment moves to the earlier ones.

    Args:
        ws: the opened portfolio.
        id_: the undertaking.
        risk_id: the risk's id.
        asked: the new assessment.
        how: show, write or commit.

    Raises:
        UsageError: no such undertaking or risk, or a day before the present assessment.
    """
    entry = ws.find(id_)
    index, risk = find_risk(entry, risk_id)
    day = asked.datum or ws.today
    if day < risk.bedomd:
        raise UsageError(
            T("risken {id} bedömdes {dag}, efter {ny}", id=risk_id, dag=risk.bedomd, ny=day),
            T("ange en senare dag med --datum"),
        )
    old: dict[str, Value] = {
        "datum": risk.bedomd,
        "sannolikhet": risk.sannolikhet,
        "konsekvens": risk.konsekvens,
    }
    row = {**old, "kommentar": asked.kommentar} if asked.kommentar else old
    edits: list[Edit] = [
        Set(("risker", index, "sannolikhet"), asked.sannolikhet or risk.sannolikhet),
        Set(("risker", index, "konsekvens"), asked.konsekvens or risk.konsekvens),
        Set(("risker", index, "bedomd"), day),
        Append(("risker", index, "bedomningar"), row),
    ]
    new = (asked.sannolikhet or risk.sannolikhet) * (asked.konsekvens or risk.konsekvens)
    message = T(
        "Bedöm risk {id} i {insats}: {fore} blir {efter}",
        id=risk_id,
        insats=entry.modell.id,
        fore=rules.value(risk),
        efter=new,
    )
    return edit_file(ws, entry.fil, edits, how, message)


def history(ws: Workspace, id_: str, risk_id: str) -> Result[RiskHistory]:
    """Give every assessment of a risk: those in the file, and those that only earlier versions hold.

    Raises:
        UsageError: no such undertaking or risk.
    """
    entry = ws.find(id_)
    _, risk = find_risk(entry, risk_id)
    from_git = _from_git(ws, entry.fil, risk_id)
    found: dict[tuple[date, int, int], Assessment] = {}
    for b in risk.bedomningar:
        key = (b.datum, b.sannolikhet, b.konsekvens)
        found[key] = _assessment(ws, key, b.kommentar, from_git.get(key), present=False)
    for key, commit in from_git.items():
        found.setdefault(key, _assessment(ws, key, None, commit, present=False))
    now = _key(risk)
    found[now] = _assessment(ws, now, None, from_git.get(now), present=True)
    rows = sorted(found.values(), key=lambda a: (a.datum, a.galler))
    return Result(RiskHistory(row_of(ws, entry, risk), tuple(rows)))


def _key(risk: Risk) -> tuple[date, int, int]:
    return (risk.bedomd, risk.sannolikhet, risk.konsekvens)


def _assessment(
    ws: Workspace, key: tuple[date, int, int], comment: str | None, commit: str | None, *, present: bool
) -> Assessment:
    day, s, k = key
    band = rules.level(policy_of(ws), s * k)
    return Assessment(day, s, k, s * k, band.namn if band else None, comment, commit, present)


def _from_git(ws: Workspace, fil: str, risk_id: str) -> dict[tuple[date, int, int], str]:
    """Give each assessment that a version of the file held, with the first such version; oldest first."""
    if ws.repository is None:
        return {}
    from fyrportfolj.history.commits import file_versions

    found: dict[tuple[date, int, int], str] = {}
    for version in file_versions(ws.repository, fil, ws.commit or "HEAD"):
        key = _assessed_in(version.content, fil, risk_id)
        if key is not None:
            found.setdefault(key, version.commit)
    return found


def _assessed_in(content: bytes, fil: str, risk_id: str) -> tuple[date, int, int] | None:
    # An old version may have faults or another schema; only the four fields are read, and only if they are sound.
    data = parse(content, fil).data or {}
    rows = data.get("risker")
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and row.get("id") == risk_id:
            s, k, day = row.get("sannolikhet"), row.get("konsekvens"), row.get("bedomd")
            if (
                s in rules.STEPS
                and k in rules.STEPS
                and isinstance(day, str)
                and isinstance(s, int)
                and isinstance(k, int)
            ):
                try:
                    return (date.fromisoformat(day), s, k)
                except ValueError:
                    return None
    return None
