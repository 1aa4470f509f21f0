"""Names instead of keys, for the sentences about a round."""

from __future__ import annotations

from collections.abc import Iterable

from fyrportfolj.model.portfolio import Portfolio


class Names:
    """Looks up what people call initiatives, municipalities and administrations."""

    def __init__(self, portfolio: Portfolio) -> None:
        """Take the registers.

        Args:
            portfolio: the undertakings and registers to look in.
        """
        self._portfolio = portfolio
        register = portfolio.kapacitetsregister
        self._administrations = {f.id: f.namn for f in register.modell.forvaltningar} if register else {}

    def insats(self, id_: str) -> str:
        """Give an initiative's name; its id when there is none."""
        found = self._portfolio.undertaking(id_)
        return found.modell.namn if found else id_

    def insatser(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Give the names of initiatives, in the order given."""
        return tuple(self.insats(i) for i in ids)

    def kommun(self, id_: str) -> str:
        """Give a municipality's name; its key when there is none."""
        found = self._portfolio.kommuner.get(id_)
        return found.namn if found else id_

    def kommuner(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Give the names of municipalities, in the order given."""
        return tuple(self.kommun(i) for i in ids)

    def forvaltning(self, id_: str) -> str:
        """Give an administration's name; its key when there is none."""
        return self._administrations.get(id_, id_)
