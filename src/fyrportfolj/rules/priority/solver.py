"""The best allowed set, by an exact solver; what it answers is counted again in whole numbers before it is believed.

Källa: HiGHS, Huangfu & Hall (2018); Kellerer m.fl., Knapsack Problems (2004).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import TYPE_CHECKING, Any

from fyrportfolj.errors import DataError
from fyrportfolj.messages import T
from fyrportfolj.rules.priority.knapsack import Problem, breaches, cost, forced, value

if TYPE_CHECKING:
    from highspy import Highs

_GREATEST = 2**40
"""Numbers up to this are whole numbers to the solver with room for their sums."""

_HALF = 0.5
"""A yes or no comes back as a number near 1 or 0."""


def best(problem: Problem) -> frozenset[str] | None:
    """Give the allowed set that is worth most.

    Among sets that are worth as much the cheapest is taken, and among those the one with the first id that the
    others lack; so the answer never depends on the solver's luck.

    Args:
        problem: what is chosen among.

    Returns:
        Ids; None when what must be chosen cannot be.

    Raises:
        DataError: there are too many items with too many limits to settle exactly.
    """
    needed, broken = forced(problem)
    if broken:
        return None
    model = _Model(problem, needed)
    worth = {i: item.varde for i, item in problem.poster.items()}
    prices = {i: item.kostnad for i, item in problem.poster.items()}
    chosen = model.maximise(worth)
    model.at_least(worth, value(problem, chosen))
    chosen = model.maximise({i: -price for i, price in prices.items()})
    model.at_most(prices, cost(problem, chosen))
    return model.first_of_equals(chosen)


def cheapest_better(problem: Problem, chosen: Collection[str]) -> frozenset[str] | None:
    """Give the cheapest set that is worth more than another, whatever it costs.

    Args:
        problem: what is chosen among; its budget does not count.
        chosen: the set to beat.

    Returns:
        Ids; None when nothing is worth more even without a budget.

    Raises:
        DataError: as `best`.
    """
    free = replace(problem, budget=None)
    needed, broken = forced(free)
    top = best(free)
    if broken or top is None or value(problem, top) <= value(problem, chosen):
        return None
    model = _Model(free, needed)
    model.at_least({i: item.varde for i, item in free.poster.items()}, value(problem, chosen) + 1)
    return model.maximise({i: -item.kostnad for i, item in free.poster.items()})


class _Model:
    """The problem as the solver has it: a yes or no per item, and rows of whole numbers."""

    def __init__(self, problem: Problem, needed: Collection[str]) -> None:
        from highspy import Highs, HighsVarType

        self._problem = problem
        self._ids = sorted(problem.poster)
        self._at = {i: n for n, i in enumerate(self._ids)}
        self._solver: Highs = Highs()  # type: ignore[no-untyped-call]  # the binding has no types for its constructor
        for name, setting in _SETTINGS.items():
            self._solver.setOptionValue(name, setting)
        for i in self._ids:
            can = not any(other not in problem.poster for other in problem.poster[i].beror_av)
            self._solver.addVar(float(i in needed), float(can))
            self._solver.changeColIntegrality(self._at[i], HighsVarType.kInteger)
        self._limits()

    def _limits(self) -> None:
        problem = self._problem
        if problem.budget is not None:
            self.at_most({i: item.kostnad for i, item in problem.poster.items()}, problem.budget)
        for unit, room in problem.ledigt.items():
            free = Fraction(room)
            points = {i: Fraction(item.last[unit]) for i, item in problem.poster.items() if unit in item.last}
            if points:
                scale = lcm(*(p.denominator for p in points.values()), free.denominator)
                # Where others already carry too much, nothing more fits, but leaving it alone is allowed.
                self.at_most({i: int(p * scale) for i, p in points.items()}, max(0, int(free * scale)))
        for i, item in problem.poster.items():
            for other in item.beror_av:
                if other in problem.poster:
                    self.at_most({i: 1, other: -1}, 0)

    def at_most(self, row: Mapping[str, int], ceiling: int) -> None:
        """Add a row: the sum must not exceed the ceiling.

        A common factor is taken out first. Numbers that are still too great for the solver are rounded down, which
        lets more through and never less; what is let through is counted exactly afterwards.
        """
        kept = {i: n for i, n in row.items() if n}
        if not kept:
            return
        factor = reduce(gcd, kept.values(), 0)
        factor *= max(1, max(map(abs, kept.values())) // factor // _GREATEST)
        self._row(((self._at[i], n // factor) for i, n in kept.items()), ceiling // factor)

    def at_least(self, row: Mapping[str, int], floor: int) -> None:
        """Add a row: the sum must not come below the floor."""
        self.at_most({i: -n for i, n in row.items()}, -floor)

    def first_of_equals(self, chosen: frozenset[str]) -> frozenset[str]:
        """Give the set with the first id that the others lack, among those that the rows still allow.

        Mostly there is only one, which is seen by ruling it out and finding nothing.
        """
        self._rule_out(chosen)
        alone = self._solved() is None
        last = self._solver.getNumRow() - 1
        self._solver.deleteRows(1, [last])
        for i in () if alone else self._ids:
            if i not in chosen:
                chosen = self.maximise({i: 1})
            self._solver.changeColBounds(self._at[i], float(i in chosen), float(i in chosen))
        return chosen

    def maximise(self, goal: Mapping[str, int]) -> frozenset[str]:
        """Give the allowed set with the greatest sum.

        A solver counts with a small tolerance; a set that breaks a limit by an öre is ruled out and it tries again.
        """
        from highspy import ObjSense

        factor = reduce(gcd, goal.values(), 0) or 1
        for i in self._ids:
            self._solver.changeColCost(self._at[i], float(goal.get(i, 0) // factor))
        self._solver.changeObjectiveSense(ObjSense.kMaximize)
        while (chosen := self._solved()) is not None:
            if next(breaches(self._problem, chosen), None) is None:
                return chosen
            self._rule_out(chosen)
        raise _too_hard()

    def _rule_out(self, chosen: frozenset[str]) -> None:
        """Allow every set but one."""
        self._row(((n, 1 if i in chosen else -1) for i, n in self._at.items()), len(chosen) - 1)

    def _row(self, row: Iterable[tuple[int, int]], ceiling: int) -> None:
        places, numbers = zip(*row, strict=True)
        self._solver.addRow(-self._solver.inf, float(ceiling), len(places), list(places), [float(n) for n in numbers])

    def _solved(self) -> frozenset[str] | None:
        """Give the best set of the present goal, or None when the rows allow none."""
        from highspy import HighsModelStatus

        self._solver.run()
        status = self._solver.getModelStatus()
        if status == HighsModelStatus.kInfeasible:
            return None
        if status != HighsModelStatus.kOptimal:
            raise _too_hard()
        answers: Any = self._solver.getSolution().col_value
        return frozenset(i for i, n in self._at.items() if answers[n] > _HALF)


def _too_hard() -> DataError:
    return DataError(
        T("valet har för många kandidater och gränser för att räknas exakt"),
        T("dela upp omgången, eller pröva färre kvartal med --to-quarter"),
    )


_SETTINGS: Mapping[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
    "mip_max_nodes": 200_000,
    "mip_feasibility_tolerance": 1e-9,
    "primal_feasibility_tolerance": 1e-9,
}
"""One thread and no slack: the same answer every time, and the best one."""
