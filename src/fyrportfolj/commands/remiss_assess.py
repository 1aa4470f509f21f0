"""`fyr remiss assess`: what is done with a point, why, and which change it led to."""

from __future__ import annotations

from dataclasses import dataclass

from fyrportfolj.commands.editing import Edited, How, edit_file
from fyrportfolj.commands.remiss_round import Consultation, consultation
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.errors import ExternalError, UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.artefacts.remiss import Bedomning, Synpunkt
from fyrportfolj.store.edit import Edit, Set

_REASONED = ("beaktas_delvis", "beaktas_ej")


@dataclass(frozen=True)
class Assessment:
    """What a person says of a point.

    Attributes:
        bedomning: what is done with it.
        motivering: why.
        andring: what was changed, in words, or None.
        commits: commits that made the change; anything that git takes as a version.
        ansvarig: the role that takes care of it, or None.
    """

    bedomning: Bedomning
    motivering: str | None = None
    andring: str | None = None
    commits: tuple[str, ...] = ()
    ansvarig: str | None = None


def assess(ws: Workspace, id_: str, point: str, asked: Assessment, how: How) -> Result[Edited]:
    """Assess a point.

    Args:
        ws: the opened portfolio.
        id_: the undertaking with the consultation.
        point: the point's id, such as `S3`.
        asked: what is done with it.
        how: show, write or commit.

    Raises:
        UsageError: no such consultation or point, or a point that is not met without a reason.
        ExternalError: a commit is named and there is no repository.
        DataError: no such commit.
    """
    c = consultation(ws, id_)
    index, held = find_point(c, point)
    if asked.bedomning in _REASONED and not (asked.motivering or held.motivering):
        raise UsageError(
            T("{id}: {bedomning} behöver en motivering", id=point, bedomning=asked.bedomning),
            T("ange den med --motivering; den som lämnat synpunkten ska kunna läsa varför"),
        )
    place = ("artefakter", "yttranderapport", "synpunkter", index)
    edits: list[Edit] = [Set((*place, "bedomning"), asked.bedomning)]
    given = (("motivering", asked.motivering), ("andring", asked.andring), ("ansvarig", asked.ansvarig))
    edits += [Set((*place, name), value) for name, value in given if value]
    if asked.commits:
        commits = tuple(dict.fromkeys((*held.andring_commit, *(_commit(ws, text) for text in asked.commits))))
        edits.append(Set((*place, "andring_commit"), list(commits)))
    message = T("Bedöm synpunkt {id} i {insats}: {bedomning}", id=point, insats=c.id, bedomning=asked.bedomning)
    return edit_file(ws, c.entry.fil, edits, how, message)


def find_point(c: Consultation, id_: str) -> tuple[int, Synpunkt]:
    """Find a point with its place from 0.

    Raises:
        UsageError: there is none.
    """
    rows = c.rapport.synpunkter if c.rapport else ()
    for i, p in enumerate(rows):
        if p.id == id_:
            return i, p
    known = tuple(p.id for p in rows)
    raise UsageError(
        T("{insats} har ingen synpunkt {id}", insats=c.id, id=id_),
        did_you_mean(id_, known) or (T("synpunkterna är {namn}", namn=known) if known else None),
    )


def _commit(ws: Workspace, text: str) -> str:
    if ws.repository is None:
        raise ExternalError(
            T("portföljen i {mapp} ligger inte i ett git-förråd", mapp=str(ws.root)),
            T("beskriv ändringen i ord med --andring-text i stället"),
        )
    from fyrportfolj.history.snapshot import resolve

    return resolve(ws.repository, text, ws.portfolio.fyr.modell.tidszon)
