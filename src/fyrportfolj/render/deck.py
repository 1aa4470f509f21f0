"""PowerPoint decks: real titles, native tables and bars, text alternatives, Swedish, the same bytes every time."""

from __future__ import annotations

import copy
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zipfile import BadZipFile

from fyrportfolj.errors import DataError
from fyrportfolj.messages import T
from fyrportfolj.render import deck_shapes as shapes
from fyrportfolj.render.appearance import Appearance
from fyrportfolj.render.deck_draw import Pen
from fyrportfolj.render.deck_gantt import gantt
from fyrportfolj.render.deck_tables import Page, matrix, pages_of, table
from fyrportfolj.render.office import normalised
from fyrportfolj.render.views.slides import Choices, Deck, Matrix, Points, Slide
from fyrportfolj.render.views.swedish import NONE
from fyrportfolj.render.views.tables import Table
from fyrportfolj.render.views.timeplan import Timeplan

BASE = "gemensamt/bildspel.pptx"
"""The slide master that every deck uses; a municipality's own at the same place wins."""

_FOOT, _NUMBER = 11, 12
_LONGEST = 255
"""Characters that a property of an Office file may have."""

_LAYOUTS = ("Title Slide", "Title and Content", "Title Only")


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands on one slide, and what the speaker may want to know."""

    innehall: Page | Timeplan | Matrix | Choices | Points
    anteckning: str


def make_deck(deck: Deck, base: bytes, appearance: Appearance, stamp: datetime) -> bytes:
    """Make a deck.

    Args:
        deck: what stands on the slides.
        base: a PowerPoint file with the layouts Title Slide, Title and Content, and Title Only.
        appearance: the accent colour.
        stamp: time zone aware moment that the deck says it was made.

    Raises:
        DataError: the base cannot be read or lacks a layout.
    """
    presentation, layouts = _opened(base)
    pen = Pen(appearance.accent.lstrip("#").upper())
    _title_slide(presentation, layouts["Title Slide"], deck, pen)
    used: dict[str, int] = {}
    for slide in deck.bilder:
        for part in _parts(slide):
            used[slide.titel] = used.get(slide.titel, 0) + 1
            title = slide.titel if used[slide.titel] == 1 else f"{slide.titel} ({used[slide.titel]})"
            _content_slide(presentation, layouts, deck, (title, part), pen)
    shapes.speak_swedish(presentation)
    core, moment = presentation.core_properties, stamp.astimezone(UTC).replace(tzinfo=None)
    core.title, core.author = deck.huvud.titel[:_LONGEST], deck.huvud.fot.agare[:_LONGEST]
    core.language = "sv-SE"
    core.subject, core.last_modified_by, core.revision = deck.huvud.slag, "fyrportfolj", 1
    core.created = core.modified = moment
    saved = io.BytesIO()
    presentation.save(saved)
    return normalised(saved.getvalue(), stamp)


def _opened(base: bytes) -> tuple[Any, dict[str, Any]]:
    from pptx import Presentation
    from pptx.exc import PackageNotFoundError

    try:
        presentation = Presentation(io.BytesIO(base))
    except (BadZipFile, KeyError, ValueError, PackageNotFoundError) as error:
        raise DataError(
            T("{mall} går inte att läsa som ett bildspel.", mall=BASE), T("Spara den som .pptx i PowerPoint.")
        ) from error
    layouts = {layout.name: layout for layout in presentation.slide_layouts}
    missing = tuple(name for name in _LAYOUTS if name not in layouts)
    if missing:
        raise DataError(
            T("{mall} saknar layouterna {namn}.", mall=BASE, namn=missing), T("Ge bildbakgrundens layouter de namnen.")
        )
    return presentation, layouts


def _parts(slide: Slide) -> list[_Part]:
    if isinstance(slide.innehall, Table):
        return [_Part(page, slide.anteckning) for page in pages_of(slide.innehall)]
    return [_Part(slide.innehall, slide.anteckning)]


def _title_slide(presentation: Any, layout: Any, deck: Deck, pen: Pen) -> None:
    made = presentation.slides.add_slide(layout)
    head = deck.huvud
    made.shapes.title.text = head.namn or NONE
    lines = [head.overrad, head.underrad, head.fot.agare]
    if head.exempel:
        lines.insert(0, str(T("Exempel – påhittat innehåll")))
    made.placeholders[1].text = "\n".join(line for line in (*lines, head.fot.kalla) if line)
    shapes.title_page(made, pen)


def _content_slide(
    presentation: Any, layouts: dict[str, Any], deck: Deck, content: tuple[str, _Part], pen: Pen
) -> None:
    title, slide = content
    layout = layouts["Title and Content" if isinstance(slide.innehall, Points) else "Title Only"]
    made = presentation.slides.add_slide(layout)
    made.shapes.title.text = title
    match slide.innehall:
        case Page() as page:
            table(made, page, pen)
        case Matrix() as risks:
            matrix(made, risks, pen)
        case Choices() as choices:
            shapes.choices(made, choices, pen)
        case Points() as points:
            shapes.points(made, points)
        case plan:
            gantt(made, plan, pen)
    if slide.anteckning:
        made.notes_slide.notes_text_frame.text = slide.anteckning
    _foot(made, layout, f"{deck.huvud.namn} · {deck.huvud.datum}")


def _foot(made: Any, layout: Any, text: str) -> None:
    for holder in layout.placeholders:
        if holder.placeholder_format.idx in {_FOOT, _NUMBER}:
            made.shapes._spTree.append(copy.deepcopy(holder._element))  # noqa: SLF001  (python-pptx has no public way)
            if holder.placeholder_format.idx == _FOOT:
                shapes.small_text(made.shapes[-1], text)
