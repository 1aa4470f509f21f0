"""A fault in the data, as a value: code, place and parameters.

The table of codes lies in `fyrportfolj.codes`; the sentence is made at the edge, by `i18n`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

Loc: TypeAlias = tuple[str | int, ...]
"""A path inside one document: keys and list indexes from the root, such as `("risker", 0, "konsekvens")`."""


class Severity(StrEnum):
    """How serious a finding is: `fel` makes the command exit with 1, `varning` does not."""

    FEL = "fel"
    VARNING = "varning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a file: line and column counted from 1, column in characters."""

    rad: int
    kolumn: int


@dataclass(frozen=True, slots=True)
class Reference:
    """The second place of a finding: the rule that was broken, or the other of two that clash.

    Attributes:
        fil: path relative to the portfolio, with `/`.
        loc: path inside that document.
        place: line and column, once known.
    """

    fil: str
    loc: Loc = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    Attributes:
        kod: `FYRnnn`, a key of `codes.CODES`.
        fil: path relative to the portfolio, with `/`; empty for the portfolio as a whole.
        loc: path inside the document; the store turns it into line and column.
        params: values for the sentence of the code.
        place: line and column; None until the store has looked them up, or for a whole file.
        at_key: True when the key itself is the offence (an unknown key), not its value.
        rule: the rule or the other party of a clash, or None.
        commit: id of the commit that is at fault, or None for a fault in the files as they are read.
    """

    kod: str
    fil: str
    loc: Loc = ()
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    place: Place | None = None
    at_key: bool = False
    rule: Reference | None = None
    commit: str | None = None

    @property
    def what(self) -> tuple[object, ...]:
        """What tells the finding from others, wherever in the text it has moved to."""
        return (self.kod, self.fil, self.loc, tuple(sorted((k, str(v)) for k, v in self.params.items())))

    def placed(self, place: Place | None, rule_place: Place | None = None) -> Diagnostic:
        """Give the same finding with its place, and that of its rule, filled in."""
        rule = replace(self.rule, place=rule_place) if self.rule and rule_place else self.rule
        return replace(self, place=place, rule=rule)


def finding(
    kod: str,
    fil: str,
    loc: Loc = (),
    /,
    *,
    at_key: bool = False,
    rule: Reference | None = None,
    **params: object,
) -> Diagnostic:
    """Make a finding without a place; the store adds line and column.

    Args:
        kod: a key of `codes.CODES`.
        fil: path relative to the portfolio.
        loc: path inside the document.
        at_key: point at the key instead of the value.
        rule: the rule or the other party.
        **params: values for the sentence of the code.
    """
    return Diagnostic(kod, fil, loc, MappingProxyType(params), None, at_key, rule)


def ordered(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by file, place, code and path, and drop exact repeats."""
    seen: dict[tuple[object, ...], Diagnostic] = {}
    for d in findings:
        seen.setdefault((d.place, d.what), d)
    return tuple(
        sorted(
            seen.values(),
            key=lambda d: (d.fil, d.place or Place(0, 0), d.kod, tuple(str(x) for x in d.loc)),
        )
    )
