"""The named criteria that a process may ask for, each met, not met and on the border."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fyrportfolj.model.initiative import Project, Undertaking
from fyrportfolj.model.portfolio import Entry
from fyrportfolj.rules.criteria import CRITERIA
from fyrportfolj.rules.subject import Answer, Subject
from tests.support.gates import HEAD, SEED, decisions, initiative, small_portfolio, small_process
from tests.support.texts import read

TODAY = date(2026, 11, 20)
TWO = """
    deltagare:
      - {kommun: asele, status: deltar}
      - {kommun: berg, status: intresserad}
"""


def subject(text: str = "", slug: str | None = None) -> Subject:
    portfolio, entry = small_portfolio(initiative(text))
    s = Subject(portfolio, entry, small_process(), TODAY)
    if slug is None:
        return s
    return replace(s, slug=slug, loc=("artefakter", slug), artefakt=getattr(entry.modell.artefakter, slug))


def ask(name: str, text: str = "", slug: str | None = None) -> Answer:
    return CRITERIA[name].ask(subject(text, slug))


def said(answer: Answer) -> tuple[bool, str, tuple[str | int, ...], tuple[str, ...]]:
    return answer.uppfyllt, str(answer.skal), answer.loc, answer.vem


def document(slug: str, fields: str) -> str:
    return f'\n    artefakter:\n      {slug}: {{status: utkast, version: "1.0", {fields}}}\n'


def test_every_criterion_says_what_it_asks() -> None:
    assert all(str(named.rubrik)[0].isupper() and not str(named.rubrik).endswith(".") for named in CRITERIA.values())


# The undertaking


@pytest.mark.parametrize(
    ("rows", "good"),
    [("", False), ("{kommun: asele, status: tillfragad}", True), ("{kommun: asele, status: avstar}", False)],
)
def test_someone_must_take_part_or_be_asked(rows: str, good: bool) -> None:
    answer = ask("deltagare_finns", f"\n    deltagare: [{rows}]\n")

    assert (answer.uppfyllt, answer.loc, answer.skal is None) == (good, ("deltagare",), good)


def test_one_that_has_declined_by_decision_does_not_take_part() -> None:
    s = replace(subject("\n    deltagare: [{kommun: asele, status: deltar}]\n"), avstar=frozenset({"asele"}))

    assert not CRITERIA["deltagare_finns"].ask(s).uppfyllt


PROJECT = HEAD.replace("delomrade: frukt", "program: apeltrad").replace("id: apeltrad", "id: ymp")


def family(*projects: str) -> Subject:
    s = subject()
    children = {p.id: Entry(f"projekt/{p.id}.yaml", p) for p in (read(text, Project) for text in projects)}
    return replace(s, portfolio=replace(s.portfolio, projekt=children))


def test_every_project_of_a_programme_must_have_ended() -> None:
    running = PROJECT
    stopped = PROJECT.replace("ymp", "sticklning") + decisions(SEED.replace("fortsatt", "stopp"))
    closed = PROJECT.replace("ymp", "fro") + decisions(SEED.replace("fortsatt", "avsluta"))
    elsewhere = PROJECT.replace('version: "1.0"', 'version: "9.0"')

    def answer(*projects: str) -> tuple[bool, str]:
        found = CRITERIA["delprojekt_avslutade"].ask(family(*projects))
        return found.uppfyllt, str(found.skal)

    assert answer() == (True, "None")
    assert answer(stopped, closed) == (True, "None")
    assert answer(running, closed) == (False, "pågår: ymp")
    assert answer(elsewhere) == (False, "pågår: ymp")


def risk(s: int, k: int, more: str = "") -> str:
    return (
        f"\n    risker: [{{id: R1, hot: Frost, sannolikhet: {s}, konsekvens: {k}, bedomd: 2026-11-01, "
        f"agare: ledare{more}}}]\n"
    )


def test_a_risk_that_needs_a_decision_must_have_it() -> None:
    assert ask("risker_har_mandat", risk(2, 3)).uppfyllt
    assert ask("risker_har_mandat").uppfyllt
    assert ask("risker_har_mandat", risk(2, 4, ", status: stangd")).uppfyllt
    assert said(ask("risker_har_mandat", risk(2, 4))) == (
        False,
        "risk R1 med riskvärde 8 saknar beslut",
        ("risker", 0, "behandling"),
        ("tradgard",),
    )


def test_a_decision_of_the_right_body_gives_the_mandate() -> None:
    treated = ", behandling: {val: reducera, datum: 2026-11-02, beslut: 2026-11-02-ORGAN}"
    taken = "typ: risk, datum: 2026-11-02, organ: ORGAN, risker: [R1]"

    def good(organ: str) -> bool:
        text = risk(2, 4, treated) + decisions(taken)
        return ask("risker_har_mandat", text.replace("ORGAN", organ)).uppfyllt

    assert (good("tradgard"), good("park"), good("skotsel")) == (True, True, False)


def test_a_project_asks_another_body_for_its_risks() -> None:
    s = subject()
    policy = s.portfolio.fyr.modell.policy.risk
    level = policy.nivaer[1].model_copy(
        update={"befogenhet": policy.nivaer[1].befogenhet.model_copy(update={"projekt": "skotsel"})}
    )
    fyr = s.portfolio.fyr.modell
    fyr = fyr.model_copy(
        update={"policy": fyr.policy.model_copy(update={"risk": policy.model_copy(update={"nivaer": (level,)})})}
    )
    portfolio = replace(s.portfolio, fyr=Entry("fyr.yaml", fyr))

    def who(undertaking: Undertaking) -> tuple[str, ...]:
        entry = Entry("x.yaml", undertaking)
        asked = Subject(portfolio, entry, small_process(), TODAY)
        assert asked.is_project is isinstance(undertaking, Project)
        return CRITERIA["risker_har_mandat"].ask(asked).vem

    assert who(initiative(risk(2, 4))) == ("tradgard",)
    assert who(read(PROJECT + risk(2, 4), Project)) == ("skotsel",)


def test_a_risk_that_no_level_holds_is_the_fault_of_the_policy_and_names_nobody() -> None:
    # 7 can not be reached as a product, so a policy without the highest band is what leaves a hole.
    s = subject(risk(5, 5))
    fyr = s.portfolio.fyr.modell
    policy = fyr.policy.risk.model_copy(update={"nivaer": fyr.policy.risk.nivaer[:2]})
    fyr = fyr.model_copy(update={"policy": fyr.policy.model_copy(update={"risk": policy})})

    answer = CRITERIA["risker_har_mandat"].ask(replace(s, portfolio=replace(s.portfolio, fyr=Entry("fyr.yaml", fyr))))

    assert answer.vem == ()


def test_risks_must_be_assessed_within_the_days_of_the_policy() -> None:
    def assessed(day: str, more: str = "") -> Answer:
        return ask("risker_bedomda", risk(2, 3, more).replace("2026-11-01", day))

    # 90 days before 2026-11-20 is 2026-08-22.
    assert assessed("2026-08-22").uppfyllt
    assert assessed("2026-08-21", ", status: stangd").uppfyllt
    assert assessed("2026-12-01").uppfyllt
    assert said(assessed("2026-08-21")) == (
        False,
        "risk R1 bedömdes för 91 dagar sedan, gränsen är 90",
        ("risker", 0, "bedomd"),
        ("ledare",),
    )
    assert said(ask("risker_bedomda")) == (False, "riskregistret är tomt", ("risker",), ())


def test_a_milestone_must_exist() -> None:
    one = "\n    milstolpar: [{id: M1, namn: Skörd, baslinje: 2026-09-01}]\n"

    assert ask("milstolpar_finns", one).uppfyllt
    assert said(ask("milstolpar_finns")) == (False, "ingen milstolpe har baslinje", ("milstolpar",), ())


def money(rows: str, part: str = ", kommunernas_del_kr: 1000") -> str:
    return TWO + f"    finansiering: {{total_kr: 5000{part}, andelar: [{rows}]}}\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (money("{part: asele, belopp_kr: 500.01}, {part: berg, belopp_kr: 499.99}"), None),
        ("", "kommunernas del av kostnaden är inte angiven"),
        (money("", part=""), "kommunernas del av kostnaden är inte angiven"),
        (money("{part: asele, belopp_kr: 1000}"), "andel saknas för berg"),
        (
            money("{part: asele, belopp_kr: 500}, {part: berg, belopp_kr: 500.01}"),
            "andelarna är 1000.01 kr men kommunernas del 1000",
        ),
        (
            money("{part: asele, belopp_kr: 500}, {part: berg, belopp_kr: 400}, {part: dorotea, belopp_kr: 100}"),
            "dorotea har en andel men deltar inte",
        ),
    ],
)
def test_the_cost_is_shared_among_those_who_take_part_to_the_ore(text: str, reason: str | None) -> None:
    answer = ask("kostnader_fordelade", text)

    assert (answer.uppfyllt, None if answer.skal is None else str(answer.skal)) == (reason is None, reason)


def test_the_latest_report_must_be_fresh() -> None:
    def reported(day: str) -> bool:
        row = f'{{status: utkast, version: "1.0", rapportdatum: {day}}}'
        return ask("statusrapport_aktuell", f"\n    artefakter:\n      statusrapport: [{row}]\n").uppfyllt

    # 45 days before 2026-11-20 is 2026-10-06.
    assert (reported("2026-10-06"), reported("2026-10-05")) == (True, False)
    assert str(ask("statusrapport_aktuell").skal) == "den senaste statusrapporten är för gammal eller saknas"


# Documents that municipalities answer


def test_every_participating_kommun_must_have_answered() -> None:
    def answered(*rows: str) -> Answer:
        text = TWO + document("intresseforfragan", f"per_kommun: [{', '.join(rows)}]")
        return ask("deltagande_kommuner_svarat", text, "intresseforfragan")

    yes, no = "{kommun: asele, svar: ja}", "{kommun: berg, svar: nej}"

    assert answered(yes, no).uppfyllt
    assert said(answered(yes, "{kommun: berg, svar: ej_besvarat}")) == (
        False,
        "svar saknas från berg",
        ("artefakter", "intresseforfragan", "per_kommun"),
        ("berg",),
    )


def test_a_row_without_an_answer_field_is_the_answer() -> None:
    text = TWO + document("nyttoprognos", "per_kommun: [{kommun: asele}, {kommun: berg}]")

    assert ask("deltagande_kommuner_svarat", text, "nyttoprognos").uppfyllt


def test_an_interest_that_was_not_given_is_no_answer() -> None:
    def asked(interest: str) -> bool:
        rows = f"per_kommun: [{{kommun: asele, intresse: visst}}, {{kommun: berg, intresse: {interest}}}]"
        text = TWO + document("programdirektiv", rows)
        return ask("deltagande_kommuner_svarat", text, "programdirektiv").uppfyllt

    assert (asked("inget"), asked("ej_besvarat")) == (True, False)


def test_nobody_has_answered_when_nobody_takes_part() -> None:
    text = document("intresseforfragan", "per_kommun: []")

    assert said(ask("deltagande_kommuner_svarat", text, "intresseforfragan"))[:2] == (False, "ingen kommun deltar")


def test_every_participating_kommun_must_have_signed() -> None:
    def signed(*rows: str) -> Answer:
        text = TWO + document("avsiktsforklaring", f"parter: [{', '.join(rows)}]")
        return ask("parter_undertecknat", text, "avsiktsforklaring")

    asele = "{part: asele, svar: undertecknat}"

    assert signed(asele, "{part: berg, svar: undertecknat}").uppfyllt
    assert said(signed(asele, "{part: berg, svar: vantar}")) == (
        False,
        "underskrift saknas från berg",
        ("artefakter", "avsiktsforklaring", "parter"),
        ("berg",),
    )


# Documents with rows


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ("budget: [{post: A, belopp_kr: 0.1}, {post: B, belopp_kr: 0.2}], budget_total_kr: 0.3", None),
        ("budget: [{post: A, belopp_kr: 1}]", "budgetens summa är inte angiven"),
        (
            "budget: [{post: A, belopp_kr: 1}], budget_total_kr: 1.01",
            "raderna är 1 kr men summan 1.01 kr",
        ),
        ("budget_total_kr: 0", None),
    ],
)
def test_a_budget_sums_exactly(fields: str, reason: str | None) -> None:
    answer = ask("budget_summerar", document("projektplan", fields), "projektplan")

    assert (answer.uppfyllt, None if answer.skal is None else str(answer.skal)) == (reason is None, reason)
    assert answer.loc == ("artefakter", "projektplan", "budget_total_kr")


def benefit(more: str = "") -> str:
    return document("nyttorealiseringsplan", f"nyttor: [{{id: N1, namn: Frukt, nyttotyp: kvalitet{more}}}]")


@pytest.mark.parametrize(
    ("name", "more", "reason"),
    [
        ("nollmatning_gjord", ", nulage: {status: uppskattad}", None),
        ("nollmatning_gjord", ", nulage: {status: saknas}", "N1: nuläget är inte mätt eller uppskattat"),
        ("nollmatning_gjord", "", "N1: nuläget är inte mätt eller uppskattat"),
        ("nyttor_har_agare", ", nyttoansvarig: {roll: chef}", None),
        ("nyttor_har_agare", ", nyttoansvarig: {roll: ledare}", "N1: ägaren saknas eller är ingen linjeroll"),
        ("nyttor_har_agare", ", nyttoansvarig: {roll: okand}", "N1: ägaren saknas eller är ingen linjeroll"),
        ("nyttor_har_agare", "", "N1: ägaren saknas eller är ingen linjeroll"),
        ("utfall_redovisat", ", utfall: [{datum: 2026-10-01}]", None),
        ("utfall_redovisat", "", "N1: utfallet är inte redovisat"),
    ],
)
def test_every_benefit_must_hold(name: str, more: str, reason: str | None) -> None:
    answer = ask(name, benefit(more), "nyttorealiseringsplan")

    assert (answer.uppfyllt, None if answer.skal is None else str(answer.skal)) == (reason is None, reason)


def test_the_owner_of_the_benefit_must_act() -> None:
    answer = ask("utfall_redovisat", benefit(", nyttoansvarig: {roll: chef}"), "nyttorealiseringsplan")

    assert answer.vem == ("chef",)
    assert answer.loc == ("artefakter", "nyttorealiseringsplan", "nyttor", 0, "utfall")


def test_a_plan_without_benefits_holds_none() -> None:
    text = document("nyttorealiseringsplan", "nyttor: []")

    assert said(ask("utfall_redovisat", text, "nyttorealiseringsplan"))[1] == "ingen nytta är angiven"


def test_every_archived_record_has_place_format_and_sum() -> None:
    whole = f"plats: Arkivet, format: pdf, sha256: {'0' * 64}"

    def archived(*rows: str) -> Answer:
        text = document("projektdokumentation", f"arkivrader: [{', '.join(rows)}]")
        return ask("arkivrader_kompletta", text, "projektdokumentation")

    assert archived(f"{{handling: Plan, {whole}}}").uppfyllt
    assert said(archived())[:2] == (False, "ingen handling är arkiverad")
    for gone in whole.split(", "):
        rest = ", ".join(p for p in whole.split(", ") if p != gone)
        answer = archived(f"{{handling: Plan, {whole}}}", f"{{handling: Avtal, {rest}}}")
        assert said(answer)[1:3] == (
            "Avtal saknar plats, format eller kontrollsumma",
            ("artefakter", "projektdokumentation", "arkivrader", 1),
        )


@pytest.mark.parametrize(
    "name",
    [
        "deltagande_kommuner_svarat",
        "parter_undertecknat",
        "budget_summerar",
        "nollmatning_gjord",
        "nyttor_har_agare",
        "utfall_redovisat",
        "arkivrader_kompletta",
    ],
)
def test_a_criterion_on_the_wrong_kind_of_document_is_never_met(name: str) -> None:
    asked = ask(name, TWO + document("idebeskrivning", "behov: Frukt"), "idebeskrivning")
    on_the_gate = ask(name)

    assert said(asked)[:2] == (False, "kriteriet går inte att fråga på dokumentet idebeskrivning")
    assert str(on_the_gate.skal).endswith("dokumentet –")
