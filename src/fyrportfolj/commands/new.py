"""`fyr new`: a file for a new initiative or project."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from fyrportfolj.commands.editing import Edited, How, replace_text
from fyrportfolj.commands.result import Result
from fyrportfolj.commands.workspace import Workspace, did_you_mean
from fyrportfolj.errors import ConflictError, DataError, UsageError
from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Initiative, Project
from fyrportfolj.model.policy import ProcessVal
from fyrportfolj.store.edit import Edit, Set, apply

LONGEST_ID = 80
"""Characters of an id, as the models allow."""


@dataclass(frozen=True)
class NewUndertaking:
    """What the user says about a new undertaking.

    Attributes:
        typ: `initiativ`, `projekt`, or `remiss` for a project that follows the process for consultations.
        namn: its name; the id is made of it.
        sammanfattning: one to three sentences.
        delomrade: sub-area id; required for an initiative.
        program: initiative that a project belongs to, or None.
        exempel: True for invented content.
    """

    typ: str
    namn: str
    sammanfattning: str
    delomrade: str | None = None
    program: str | None = None
    exempel: bool = False


def new(ws: Workspace, asked: NewUndertaking, how: How) -> Result[Edited]:
    """Make the file of a new undertaking, in the first phase of the process in force.

    Args:
        ws: the opened portfolio.
        asked: what it is.
        how: show, write or commit.

    Raises:
        UsageError: no such sub-area or programme, or a name that gives no id.
        ConflictError: the id is taken.
        DataError: the process in force is missing.
    """
    id_ = slug(asked.namn)
    if not id_:
        raise UsageError(T("namnet {namn} ger inget id: det behöver minst en bokstav eller siffra", namn=asked.namn))
    taken = ws.portfolio.undertaking(id_)
    kind = "initiativ" if asked.typ == "initiativ" else "projekt"
    fil = f"{kind}/{id_}.yaml"
    if taken or fil in ws.loaded.texts:
        raise ConflictError(
            T("id {id} är upptaget av {fil}", id=id_, fil=taken.fil if taken else fil), T("välj ett annat namn")
        )
    _check_links(ws, asked)
    modell = Project if kind == "projekt" else Initiative
    head = f"# yaml-language-server: $schema=../schema/{kind}.schema.json\nid: {id_}\n"
    edits = _edits(ws, asked)
    message = T("Lägg till {typ} {id}", typ=asked.typ, id=id_)
    return replace_text(ws, fil, lambda _old: apply(head, edits, modell=modell), how, message)


def slug(name: str) -> str:
    """Give the id that a name becomes: `Gemensam trygghetscentral` is `gemensam-trygghetscentral`.

    Args:
        name: any text; å, ä and ö become a, a and o.

    Returns:
        Lower-case letters a–z, digits and single hyphens, at most 80 characters, cut between words.
    """
    letters = unicodedata.normalize("NFKD", name.casefold().replace("æ", "a").replace("ø", "o"))
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(made) <= LONGEST_ID:
        return made
    cut = made[: LONGEST_ID + 1].rpartition("-")[0]
    return cut or made[:LONGEST_ID]


def _check_links(ws: Workspace, asked: NewUndertaking) -> None:
    areas, programmes = ws.portfolio.delomraden, ws.portfolio.initiativ
    if asked.delomrade and asked.delomrade not in areas:
        raise UsageError(
            T("--delomrade: {namn} finns inte i handlingsplanen", namn=asked.delomrade),
            did_you_mean(asked.delomrade, areas) or T("välj ett av {namn}", namn=tuple(areas)),
        )
    if asked.program and asked.program not in programmes:
        raise UsageError(
            T("--program: initiativet {namn} finns inte", namn=asked.program),
            did_you_mean(asked.program, programmes) or T("kör fyr list --typ initiativ för att se alla id"),
        )


def _edits(ws: Workspace, asked: NewUndertaking) -> list[Edit]:
    in_force = ws.portfolio.fyr.modell.processer
    by_kind = {"initiativ": in_force.initiativ, "projekt": in_force.projekt, "remiss": in_force.remiss}
    chosen: ProcessVal | None = by_kind[asked.typ]
    if chosen is None:
        raise DataError(
            T("portföljen har ingen gällande process för remisser"), T("ange den i fyr.yaml under processer.remiss")
        )
    entry = ws.portfolio.processer.get((chosen.slug, chosen.version))
    if entry is None:
        raise DataError(
            T("processen {namn} {version} finns inte", namn=chosen.slug, version=chosen.version),
            T("kör fyr check för att se felet"),
        )
    first = entry.modell.faser[0]
    edits: list[Edit] = [Set(("namn",), asked.namn)]
    edits += [Set(loc=("exempel",), value=True)] if asked.exempel else []
    edits += [Set(("process",), {"slug": chosen.slug, "version": chosen.version}), Set(("fas",), first.slug)]
    edits += [Set(("steg",), first.steg[0].slug)] if first.steg else []
    edits += [Set((name,), value) for name, value in _placed(asked) if value]
    return [*edits, Set(("sammanfattning",), asked.sammanfattning)]


def _placed(asked: NewUndertaking) -> tuple[tuple[str, str | None], ...]:
    return (("program", asked.program), ("delomrade", asked.delomrade))
