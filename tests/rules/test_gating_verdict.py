"""What a gate asks for: met or not, why, and where in the file."""

from __future__ import annotations

from datetime import date

import pytest

from fyrportfolj.model.initiative import Initiative
from fyrportfolj.rules.gating import Criterion, Verdict, evaluate
from tests.support.gates import SEED, consent, decisions, group, initiative, small_portfolio

TODAY = date(2026, 11, 20)
IDEA = """
    artefakter:
      idebeskrivning: {status: godkand, version: "1.0", behov: Frukt, ide: Ett träd}
"""
DIRECTIVE = IDEA + '      programdirektiv: {status: godkand, version: "1.0", syfte: Frukt}\n'
TWO = """
    deltagare:
      - {kommun: asele, status: deltar}
      - {kommun: berg, status: intresserad}
"""


def judge(i: Initiative) -> Verdict:
    portfolio, entry = small_portfolio(i)
    verdict = evaluate(portfolio, entry, TODAY)
    assert verdict is not None
    return verdict


def missing(v: Verdict) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(str(c.skal), c.loc) for c in v.saknas]


def test_a_missing_document_is_named_with_its_place() -> None:
    v = judge(initiative())

    assert missing(v) == [("dokumentet saknas", ("artefakter",))]
    assert v.saknas[0].vem == ("ledare",)
    assert not v.klar_for_beslut


def test_every_missing_thing_of_a_document_is_named_at_once() -> None:
    v = judge(initiative('\n    artefakter:\n      idebeskrivning: {status: utkast, version: "1.0", ide: Träd}\n'))

    assert missing(v) == [
        ("dokumentet är utkast", ("artefakter", "idebeskrivning", "status")),
        ("fältet behov är tomt", ("artefakter", "idebeskrivning", "behov")),
    ]


def test_a_complete_gate_waits_only_for_decisions() -> None:
    v = judge(initiative(IDEA))

    assert v.klar_for_beslut
    assert [s.krav.slug for s in v.vantar_pa] == ["jord"]


def test_a_replaced_document_counts_as_nothing() -> None:
    assert len(judge(initiative(IDEA.replace("godkand", "ersatt"))).saknas) == 1


def test_an_optional_document_may_be_absent_but_not_unfinished() -> None:
    absent = judge(initiative(DIRECTIVE + TWO + decisions(SEED)))
    draft = DIRECTIVE + '      kommunikationsplan: {status: utkast, version: "1.0"}\n'
    unfinished = judge(initiative(draft + TWO + decisions(SEED)))

    assert absent.klar_for_beslut
    assert [c.grupp for c in unfinished.saknas] == ["kommunikationsplan"]


def test_the_gate_asks_its_own_criteria() -> None:
    v = judge(initiative(DIRECTIVE + decisions(SEED)))

    assert [(c.grupp, c.loc) for c in v.saknas] == [("grind", ("deltagare",))]


def test_a_condition_blocks_the_next_gate_until_it_is_met() -> None:
    open_ = SEED + ", villkor: [{id: V1, text: Gödsla, senast: 2026-03-01, ansvarig: ledare}]"
    met = open_.replace("2026-03-01", "2026-03-01, uppfyllt: 2026-02-01")

    blocked = judge(initiative(DIRECTIVE + TWO + decisions(open_)))
    free = judge(initiative(DIRECTIVE + TWO + decisions(met)))

    assert [(c.grupp, c.vem, str(c.skal)) for c in blocked.saknas] == [
        ("villkor", ("ledare",), "skulle ha varit uppfyllt 2026-03-01")
    ]
    assert free.klar_for_beslut


def test_a_condition_that_names_a_gate_blocks_only_that_one() -> None:
    later = SEED + ", villkor: [{id: V1, text: Gödsla, senast: 2027-03-01, blockerar_grind: skorda}]"

    here = judge(initiative(DIRECTIVE + TWO + decisions(later)))
    there = judge(initiative(DIRECTIVE + TWO + decisions(later, consent("asele"), consent("berg"), group())))

    assert here.klar_for_beslut
    assert [str(c.skal) for c in there.saknas] == ["ska vara uppfyllt senast 2027-03-01"]


def test_a_document_sent_back_must_return_in_a_new_version() -> None:
    underlag = f', underlag: [{{artefakt: programdirektiv, version: "1.0", sha256: {"0" * 64}}}]'
    back = group("tillbaka", more=f", till_fas: planta, motivering: Om, upphavda: [programdirektiv]{underlag}")
    text = TWO + decisions(SEED, back)

    same = judge(initiative(DIRECTIVE + text))
    fresh = judge(
        initiative(
            DIRECTIVE.replace(
                'direktiv: {status: godkand, version: "1.0"', 'direktiv: {status: godkand, version: "1.1"'
            )
            + text
        )
    )

    assert [c.loc[-1] for c in same.saknas] == ["version"]
    assert fresh.klar_for_beslut


def test_an_unknown_criterion_is_never_met() -> None:
    portfolio, entry = small_portfolio(initiative(IDEA))
    process = portfolio.processer[("liten", "1.0")].modell
    gate = process.faser[0].grind.model_copy(update={"kriterier": ("finns_ej",)})
    changed = process.model_copy(
        update={"faser": (process.faser[0].model_copy(update={"grind": gate}), *process.faser[1:])}
    )
    from dataclasses import replace

    portfolio = replace(
        portfolio, processer={("liten", "1.0"): replace(portfolio.processer[("liten", "1.0")], modell=changed)}
    )

    verdict = evaluate(portfolio, entry, TODAY)

    assert verdict is not None
    assert [str(c.skal) for c in verdict.saknas] == ["kriteriet finns_ej finns inte i programmet"]


def test_decisions_must_have_legal_force_when_the_gate_says_so() -> None:
    from dataclasses import replace

    portfolio, entry = small_portfolio(
        initiative(
            DIRECTIVE + TWO + decisions(SEED, consent("asele") + ", anslaget: 2026-11-10", consent("berg"), group())
        )
    )
    process = portfolio.processer[("liten", "1.0")].modell
    gate = process.faser[1].grind.model_copy(update={"krav_laga_kraft": True})
    faser = (process.faser[0], process.faser[1].model_copy(update={"grind": gate}), *process.faser[2:])
    changed = replace(portfolio.processer[("liten", "1.0")], modell=process.model_copy(update={"faser": faser}))

    verdict = evaluate(replace(portfolio, processer={("liten", "1.0"): changed}), entry, TODAY)

    assert verdict is not None
    assert [str(c.skal) for c in verdict.saknas] == [
        "beslutet kan överklagas till och med 2026-12-01",
        "beslutet kan överklagas till och med tre veckor efter anslag",
    ]


def test_without_its_process_there_is_no_verdict() -> None:
    portfolio, entry = small_portfolio(initiative())
    from dataclasses import replace

    assert evaluate(replace(portfolio, processer={}), entry, TODAY) is None


@pytest.mark.parametrize("index", [0])
def test_a_criterion_says_which_step_brings_it_about(index: int) -> None:
    c: Criterion = judge(initiative()).kriterier[index]

    assert c.steg == "sa"
