"""The keys of a mandate register: whose they are, when they hold, and what they may do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fyrportfolj.model.registers import Mandat, Mandatregister, Nyckelinnehav
from fyrportfolj.rules.mandates import blocked, in_force

MERGES = "sammanfoga"
"""The right that is only good for merging."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """A register's keys, looked up in every commit.

    Attributes:
        register: the register.
        by_text: the rows of each public key; one key may have several periods.
        by_id: row by name.
        mandates: the mandates that list a row, by the row's name.
    """

    register: Mandatregister
    by_text: Mapping[str, tuple[Nyckelinnehav, ...]]
    by_id: Mapping[str, Nyckelinnehav]
    mandates: Mapping[str, tuple[Mandat, ...]]

    @property
    def in_use(self) -> bool:
        """True when every commit on top of this register must be signed."""
        return self.register.rot is not None or bool(self.register.nycklar)

    @property
    def root(self) -> frozenset[str]:
        """Names of the root keys."""
        return frozenset(self.register.rot.nycklar) if self.register.rot else frozenset()

    def mandates_of(self, names: Iterable[str]) -> tuple[Mandat, ...]:
        """Give every mandate that lists one of some keys, in force or not."""
        return tuple(m for name in names for m in self.mandates.get(name, ()))


def keyring_of(register: Mandatregister) -> Keyring:
    """Give a register's keys in order."""
    by_text: dict[str, tuple[Nyckelinnehav, ...]] = {}
    by_id: dict[str, Nyckelinnehav] = {}
    for row in register.nycklar:
        by_text[row.nyckel] = (*by_text.get(row.nyckel, ()), row)
        by_id.setdefault(row.id, row)
    mandates: dict[str, tuple[Mandat, ...]] = {}
    for mandate in register.mandat:
        for name in mandate.nycklar:
            mandates[name] = (*mandates.get(name, ()), mandate)
    return Keyring(register, by_text, by_id, mandates)


def holds(row: Nyckelinnehav, day: date) -> bool:
    """Say whether a key can be trusted on a day."""
    return in_force(row, day) and not blocked(row, day)
