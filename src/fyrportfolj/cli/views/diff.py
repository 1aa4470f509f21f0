"""What has changed between two versions, as a paper for a board."""

from __future__ import annotations

from collections.abc import Iterator

from fyrportfolj.cli.blocks import Block, Blocks, Heading, Line, Span
from fyrportfolj.cli.views.common import EXAMPLE
from fyrportfolj.commands.diff import Diff, Group, Unread, Version
from fyrportfolj.messages import T, Text

_SHORT = 10


def diff(found: Diff, _width: int) -> Blocks:
    """Show the changes: one line for all, then each undertaking, then the portfolio's own documents.

    Args:
        found: the changes.
        _width: columns of the terminal; the lines fold themselves.
    """
    yield Line(_head(found), hang=2)
    if not found.insatser and not found.portfolj and not found.olasliga:
        return
    for u in found.insatser:
        yield Heading((u.namn, " ", Span(u.id, "dampad"), *((" ", EXAMPLE) if u.exempel else ())))
        yield from _groups(u.grupper)
    if found.portfolj:
        yield Heading(T("Portföljen"))
        yield from _groups(found.portfolj)
    yield from _unread(found.olasliga)


def _head(found: Diff) -> tuple[Span | Text | str, ...]:
    since: tuple[Span | Text | str, ...] = (Span(_since(found), "stark"),)
    if not found.insatser and not found.portfolj:
        text = T("Inga ändringar i sak")
        if found.bara_form:
            count = len(found.bara_form)
            more = (
                T("1 fil har bara ändrats till formen")
                if count == 1
                else T("{antal} filer har bara ändrats till formen", antal=count)
            )
            text = T("{sak}; {form}", sak=text, form=more)
        return (*since, text, *_left(found))
    return (*since, found.sammanfattning, *_left(found))


def _left(found: Diff) -> tuple[Span | str, ...]:
    count = len(found.olasliga)
    if not count:
        return ()
    text = T("1 fil gick inte att läsa") if count == 1 else T("{antal} filer gick inte att läsa", antal=count)
    return ("; ", Span(text, "varning"))


def _since(found: Diff) -> Text:
    first = _named(found.fran)
    if found.till.namn is None:
        return T("Sedan {fran}: ", fran=first)
    return T("Från {fran} till {till}: ", fran=first, till=_named(found.till))


def _named(version: Version) -> str | Text:
    name = version.namn or ""
    if name == version.dag.isoformat():
        return name
    return T("{namn} ({dag})", namn=name[:_SHORT] if name == version.incheckning else name, dag=str(version.dag))


def _groups(groups: tuple[Group, ...]) -> Iterator[Block]:
    for group in groups:
        yield Line(Span(group.rubrik, "stark"), indent=2)
        for change in group.andringar:
            yield Line(("– ", change.text), indent=4, hang=2)


def _unread(rows: tuple[Unread, ...]) -> Iterator[Block]:
    if not rows:
        return
    yield Heading(T("Gick inte att läsa"))
    for row in rows:
        sides = (
            (T("i båda versionerna") if row.efter else T("i den äldre versionen"))
            if row.fore
            else T("i den nyare versionen")
        )
        yield Line(
            (Span("– ", "varning"), T("{fil} {sidor}; ändringarna i den visas inte", fil=row.fil, sidor=sides)),
            indent=2,
            hang=2,
        )
