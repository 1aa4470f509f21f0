"""What several artefacts share, so that a rule can ask for the trait and not for each class."""

from typing import ClassVar

from pydantic.main import IncEx

from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.artefacts.benefit_rows import Nytta
from fyrportfolj.model.artefacts.rows import Budgetrad, Kommunrad, Part
from fyrportfolj.model.base import Kronor, described

_ANSWER: IncEx = {"svar", "datum", "organ", "diarienummer", "undertecknare"}
_ANSWERS: IncEx = {"__all__": _ANSWER}
_LATER: IncEx = {"utfall", "huvudbok"}
_FOLLOWED_UP: IncEx = {"__all__": _LATER}


class MedBudget(Artefakt):
    """An artefact with budget rows and their total."""

    budget: tuple[Budgetrad, ...] = described("Budget", "Budgetens poster.", default=())
    budget_total_kr: Kronor | None = described(
        "Budget, totalt", "Summan av budgetens poster.", enhet="kr", default=None, ge=0
    )


class MedKommuner(Artefakt):
    """An artefact that says something about, or is answered by, each municipality."""

    per_kommun: tuple[Kommunrad, ...] = described("Per kommun", "En rad per deltagande kommun.", default=())


class MedNyttor(Artefakt):
    """An artefact with rows of the benefit register; what is measured later is outside the sum that a decision pins."""

    outside_sum: ClassVar[IncEx] = {"status": True, "nyttor": _FOLLOWED_UP}

    nyttor: tuple[Nytta, ...] = described("Nyttor", "Nyttorna, en rad per nytta.", default=())


class MedParter(Artefakt):
    """An artefact that parties sign; who has signed is outside the sum, since it comes in after the decision."""

    outside_sum: ClassVar[IncEx] = {"status": True, "parter": _ANSWERS}

    parter: tuple[Part, ...] = described("Parter", "En rad per kommun och extern aktör.", default=())
