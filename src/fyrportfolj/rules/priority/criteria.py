"""What passes before any score counts, and what is outside the ranking because a law asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from fyrportfolj.model.priority import Kandidat, Prioritering


@dataclass(frozen=True, slots=True)
class Passing:
    """Whether a candidate meets the requirements.

    Attributes:
        insats: the candidate.
        brister: requirements that it does not meet.
        obesvarade: requirements that nobody has answered.
    """

    insats: str
    brister: tuple[str, ...]
    obesvarade: tuple[str, ...]

    @property
    def godkand(self) -> bool:
        """True when every requirement is answered and met."""
        return not self.brister and not self.obesvarade


def passing(p: Prioritering, c: Kandidat) -> Passing:
    """Test a candidate against the requirements; one that nobody has answered is not met.

    Källa: SKR:s val av prioriterade områden: ska-krav prövas före poäng.
    """
    answers = {a.krav: a.uppfyllt for a in c.krav}
    return Passing(
        c.insats,
        tuple(k.id for k in p.ska_krav if answers.get(k.id) is False),
        tuple(k.id for k in p.ska_krav if k.id not in answers),
    )


def ranked(p: Prioritering) -> tuple[str, ...]:
    """Give what is ranked: the candidates that pass and that no law asks for, in the order of the file."""
    return tuple(dict.fromkeys(c.insats for c in p.kandidater if not c.maste and passing(p, c).godkand))


def musts(p: Prioritering) -> tuple[str, ...]:
    """Give what a law or an agreement asks for: outside the ranking, inside the money and the capacity."""
    return tuple(dict.fromkeys(c.insats for c in p.kandidater if c.maste))
