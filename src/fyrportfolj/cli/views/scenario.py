"""Scenarios side by side, and who wins and loses between two of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fyrportfolj.cli.blocks import Block, Blocks, Column, Heading, Inline, Line, Span, Style, Table
from fyrportfolj.cli.views.common import money
from fyrportfolj.cli.views.diff import diff as changes
from fyrportfolj.commands.scenario import ScenarioDiff, Scenarios
from fyrportfolj.i18n import Amount
from fyrportfolj.messages import T
from fyrportfolj.model.capability import Scenario
from fyrportfolj.rules.changes.words import word
from fyrportfolj.rules.kommun_totals import JUDGEMENT_WORDS, Judgement, KommunShift

_STYLES: dict[Judgement, Style] = {"vinner": "bra", "forlorar": "fel", "bade_och": "varning", "oforandrad": "dampad"}


def side_by_side(found: Scenarios, _width: int) -> Blocks:
    """Show scenarios side by side, one row each.

    Args:
        found: the scenarios.
        _width: columns of the terminal; the table fits itself.
    """
    yield Heading(T("Scenarier"))
    if not found.scenarier:
        yield Line(T("Inga scenarier är inlagda. De står som filer i scenarier/."), indent=2)
        return
    columns = (
        Column(T("Nr"), fixed=True),
        Column(T("Scenario")),
        Column(T("Förmågor")),
        Column(T("Insatser"), wide=True),
        Column(T("Kostnad"), right=True),
        Column(T("Tid"), right=True),
        Column(T("Prioritet")),
    )
    yield Table(columns, tuple(_scenario(s) for s in found.scenarier), indent=2)


def _scenario(s: Scenario) -> tuple[Inline, ...]:
    cost: Inline = money(s.kostnad_kr) or "–"
    if s.kostnad_per_ar:
        cost = T("{belopp} per år", belopp=Amount(s.kostnad_kr))
    abilities = ", ".join(map(str, s.formagor)) or "–"
    length = T("{antal} mån", antal=s.tid_manader)
    return s.nummer or "–", s.namn, abilities, ", ".join(s.insatser) or "–", cost, length, word(s.prioritet)


def scenario_diff(found: ScenarioDiff, width: int) -> Blocks:
    """Show what differs, and then what each kommun wins or loses.

    Args:
        found: two versions of the portfolio.
        width: columns of the terminal.
    """
    yield from changes(found.skillnad, width)
    yield from _shifts(found)


def _shifts(found: ScenarioDiff) -> Iterator[Block]:
    yield Heading(T("Kommunerna"))
    moved = [s for s in found.kommuner if s.omdome != "oforandrad" or s.nya or s.borta]
    if not moved:
        yield Line(T("Ingen kommun får annan kostnad, nytta eller belastning."), indent=2)
        return
    columns = (
        Column(T("Kommun"), fixed=True),
        Column(T("Kostnad"), right=True),
        Column(T("Nytta per år"), right=True),
        Column(T("Mättnad"), right=True),
        Column(T("Omdöme")),
    )
    yield Table(columns, tuple(_shift(found, s) for s in moved), indent=2)
    for s in moved:
        name = found.namn.get(s.kommun, s.kommun)
        if s.nya:
            yield Line(T("{kommun} är med i {insatser}", kommun=name, insatser=s.nya), indent=2, hang=2)
        if s.borta:
            yield Line(T("{kommun} är inte med i {insatser}", kommun=name, insatser=s.borta), indent=2, hang=2)
    same = len(found.kommuner) - len(moved)
    if same:
        yield Line(Span(T("Oförändrat för {antal} kommuner.", antal=same), "dampad"), indent=2)


def _shift(found: ScenarioDiff, s: KommunShift) -> tuple[Inline, ...]:
    full: Inline = T("{fore} → {efter} %", fore=s.fore.mattnad_procent, efter=s.efter.mattnad_procent)
    if s.fore.mattnad_procent == s.efter.mattnad_procent:
        full = "–"
    verdict = Span(JUDGEMENT_WORDS[s.omdome], _STYLES[s.omdome])
    return found.namn.get(s.kommun, s.kommun), _signed(s.kostnad_kr), _signed(s.nytta_kr), full, verdict


def _signed(amount: Decimal) -> Inline:
    if not amount:
        return "–"
    return T("+{belopp}", belopp=Amount(amount)) if amount > 0 else T("{belopp}", belopp=Amount(amount))
