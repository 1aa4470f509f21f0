"""Attacks 40–49: the policy that others are judged by, and merges."""

from __future__ import annotations

from tests.audit.attacks_decisions import edited
from tests.audit.keys import armored
from tests.audit.portfolio import INITIATIVE, KEYS, MANDATES, PROCESS, PROJECT, register
from tests.audit.table import attack
from tests.audit.trail import DAY, Changes, Forged, How, Trail

_FOR_BO = """\
  - id: besattning-bo
    organ: besattning
    ratt: [grind, registrera]
    nycklar: [bo]
    fran: 2026-01-01
    kalla: Påhittat protokoll § 9
"""
_NOTE: Changes = {"anteckning.md": "x\n"}


@attack(40, "614", "624")
def mandate_given_in_the_decision_that_uses_it(trail: Trail) -> None:
    trail.decide(how=How(by="bo"), forged=Forged(files={MANDATES: register(2, more=_FOR_BO)}))


@attack(41, "635")
def mandate_given_as_work(trail: Trail) -> None:
    trail.work({MANDATES: register(2, more=_FOR_BO)}, "Mandat\n")


@attack(41, "635", signed=False)
def mandate_given_as_work_unsigned(trail: Trail) -> None:
    trail.work({MANDATES: register(1, signed=False, more=_FOR_BO.replace("    nycklar: [bo]\n", ""))}, "Mandat\n")


@attack(41, "638")
def mandate_given_without_a_root_key(trail: Trail) -> None:
    trail.policy({MANDATES: register(2, more=_FOR_BO)}, 2, signers=(), how=How(by="bo"))


@attack(42, "637")
def policy_rolled_back(trail: Trail) -> None:
    old = trail.show(MANDATES)
    trail.policy({MANDATES: register(2, more=_FOR_BO)}, 2)
    trail.policy({MANDATES: old}, 1)


@attack(42, "637")
def policy_serial_skipped(trail: Trail) -> None:
    trail.policy({MANDATES: register(7)}, 7)


@attack(42, "637")
def policy_serial_left(trail: Trail) -> None:
    trail.policy({MANDATES: register(1, more=_FOR_BO)}, 1)


@attack(43, "634")
def published_process_edited(trail: Trail) -> None:
    process = trail.show(PROCESS).replace("        beslutas: true\n", "        valfri: true\n")
    trail.policy({MANDATES: register(2), PROCESS: process}, 2)


@attack(43, "634")
def published_process_deleted(trail: Trail) -> None:
    trail.policy({MANDATES: register(2), PROCESS: None}, 2)


@attack(44, "638")
def threshold_of_root_keys_not_met(trail: Trail) -> None:
    trail.policy({MANDATES: register(2, more=_FOR_BO)}, 2, signers=())


@attack(44, "638")
def same_root_key_twice(trail: Trail) -> None:
    trail.policy({MANDATES: register(2, more=_FOR_BO)}, 2, signers=("rut",))


@attack(44, "638")
def root_signature_of_another_change(trail: Trail) -> None:
    wrong = armored(KEYS["rolf"], b"fyr-policy@v1\n{}\n", "fyr-policy@v1")
    base = trail.tip
    trail.policy({MANDATES: register(2, more=_FOR_BO)}, 2, signers=())
    said = trail.objects.read(trail.tip).partition(b"-----END SSH SIGNATURE-----\n\n")[2]
    trail.objects.set_ref(base)
    signature = "underskrifter/policy/2/rolf.sig"
    trail.work({MANDATES: register(2, more=_FOR_BO), signature: wrong}, said, How(by="rut"))


@attack(44, "638")
def threshold_lowered_by_the_change_that_needs_it(trail: Trail) -> None:
    trail.policy({MANDATES: register(2, threshold=1, more=_FOR_BO)}, 2, signers=())


@attack(45, "610")
def evil_merge(trail: Trail) -> None:
    first, second = _two_sides(trail)
    tree = {**_side(), **edited(trail, INITIATIVE, "fas: kaj", "fas: sjo")}
    trail.merge(first, second, trail.changed(first, tree))


@attack(45, "610", signed=False)
def evil_merge_unsigned(trail: Trail) -> None:
    first, second = _two_sides(trail)
    trail.merge(first, second, trail.changed(first, {**_side(), "smuggel.md": "x\n"}))


@attack(46, "610", "630")
def merge_that_drops_a_decision(trail: Trail) -> None:
    side = trail.beside(trail.tip, _side())
    trail.decide()
    trail.merge(trail.tip, side, trail.changed(side, {}))


@attack(47, "611")
def decision_smuggled_on_a_side_branch(trail: Trail) -> None:
    base = trail.tip
    trail.decide()
    side = trail.tip
    trail.merge(trail.beside(base, _NOTE), side)


@attack(47, "611")
def policy_smuggled_on_a_side_branch(trail: Trail) -> None:
    base = trail.tip
    trail.policy({MANDATES: register(2, more=_FOR_BO)}, 2)
    side = trail.tip
    trail.merge(trail.beside(base, _NOTE), side)


@attack(48, "609")
def octopus(trail: Trail) -> None:
    base = trail.tip
    sides = [trail.beside(base, {f"sida-{n}.md": "x\n"}) for n in range(3)]
    tree = trail.changed(base, {f"sida-{n}.md": "x\n" for n in range(3)})
    trail.objects.set_ref(trail.commit(tree, tuple(sides), "Slå samman\n", How(by="bot")))


@attack(49, "611")
def parents_swapped(trail: Trail) -> None:
    side = trail.beside(trail.tip, _side())
    trail.decide()
    trail.merge(side, trail.tip)


@attack(49, "606")
def parents_swapped_over_a_known_commit(trail: Trail) -> None:
    older = trail.objects.line(trail.tip)[-2]
    side = trail.beside(older, _side(), how=How(when=trail.moment(trail.tip)))
    trail.merge(side, trail.tip)


@attack(None, "636")
def change_of_the_policy_with_luggage(trail: Trail) -> None:
    trail.policy({MANDATES: register(2), "anteckning.md": "x\n"}, 2)


@attack(None, "639")
def too_few_signatures_on_a_decision(trail: Trail) -> None:
    trail.policy({MANDATES: register(2, underskrifter=2)}, 2)
    trail.decide()


@attack(None, "645")
def signature_of_another_decision(trail: Trail) -> None:
    trail.decide(forged=Forged(files={"underskrifter/provtur/2026-09-15-besattning/anna.sig": b"x\n"}))


@attack(None, "645")
def signature_added_as_work(trail: Trail) -> None:
    trail.work({"underskrifter/provtur/2026-09-15-besattning/anna.sig": "x\n"})


@attack(None, "635")
def head_of_the_portfolio_taken_away(trail: Trail) -> None:
    trail.work({"fyr.yaml": None}, "Städar\n")
    trail.work(edited(trail, PROJECT, "namn: Provtur", "namn: Turen"))


@attack(None, "615")
def blocked_key(trail: Trail) -> None:
    key = f"    nyckel: {KEYS['bo'].text}\n    fran: 2025-01-01\n"
    block = key + "    sparrad:\n      fran: 2026-09-18\n      skal: Datorn är stulen.\n"
    text = register(2)
    assert key in text
    trail.policy({MANDATES: text.replace(key, block)}, 2)
    trail.work(_NOTE, how=How(when=trail.moment(trail.tip) + 3 * DAY))


def _side() -> Changes:
    return {"sida.md": "Från sidan\n"}


def _two_sides(trail: Trail) -> tuple[str, str]:
    base = trail.tip
    return trail.beside(base, _NOTE), trail.beside(base, _side())
