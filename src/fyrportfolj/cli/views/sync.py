"""What a sync did."""

from __future__ import annotations

from collections.abc import Mapping

from fyrportfolj.cli.blocks import Blank, Blocks, Column, Heading, Inline, Line, Span, Table
from fyrportfolj.commands.retaking import Slag
from fyrportfolj.commands.sync import Redone, Synced
from fyrportfolj.messages import T, Text

_KINDS: Mapping[Slag, Text] = {
    "arbete": T("ändring"),
    "beslut": T("beslut"),
    "rattelse": T("rättelse"),
    "policy": T("policybeslut"),
    "sammanslagning": T("sammanslagning"),
}


def synced(done: Synced) -> Blocks:
    """Show what came, what was made anew and what was sent, or why nothing moved."""
    branch = done.gren.removeprefix("refs/heads/")
    yield Heading(T("{gren} och {fjarr} ({plats})", gren=branch, fjarr=done.fjarr, plats=done.plats))
    if done.stopp is not None:
        yield Line((Span(T("stopp: "), "fel"), done.stopp.skal), hang=2)
        yield Line(T("{commit} {amne}", commit=done.stopp.commit[:10], amne=done.stopp.amne), indent=2)
        return
    if not (done.hamtade or done.skickade):
        yield Line(Span(T("allt är redan delat"), "bra"))
        return
    yield from _came(done)
    if done.gjorda_om:
        yield Line(T("gjordes om ovanpå dem:") if not done.torr else T("skulle göras om ovanpå dem:"))
        yield Table(
            (Column(fixed=True), Column(fixed=True), Column()),
            tuple(_row(r, planned=done.torr) for r in done.gjorda_om),
            indent=2,
        )
    yield from _went(done)
    if done.torr:
        yield Blank()
        yield Line(Span(T("inget är flyttat eller skickat"), "dampad"))


def _came(done: Synced) -> Blocks:
    if not done.hamtade:
        return
    many = {"antal": done.hamtade, "fjarr": done.fjarr}
    if done.hamtade == 1:
        yield Line(T("1 incheckning från {fjarr}", **many))
    else:
        yield Line(T("{antal} incheckningar från {fjarr}", **many))


def _went(done: Synced) -> Blocks:
    if not done.skickade:
        return
    many = {"antal": done.skickade, "fjarr": done.fjarr}
    if done.torr:
        yield Line(T("{antal} skulle skickas till {fjarr}", **many))
    elif done.skickade == 1:
        yield Line(Span(T("1 incheckning skickad till {fjarr}", **many), "bra"))
    else:
        yield Line(Span(T("{antal} incheckningar skickade till {fjarr}", **many), "bra"))


def _row(redone: Redone, *, planned: bool) -> tuple[Inline, ...]:
    # One that is only planned has no id that anybody will see again.
    made = redone.fore if planned else redone.efter
    where: Inline = made[:10] if made and redone.efter else Span(T("fanns redan"), "dampad")
    return (_KINDS[redone.slag], where, redone.amne)
