"""Every check of a portfolio in one table that one can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.messages import T, Text
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules import (
    account_checks,
    benefit_checks,
    benefit_figures,
    capability_checks,
    capacity_checks,
    correction,
    cycles,
    dates,
    economy,
    funding_checks,
    gate_checks,
    identity,
    ledger_checks,
    links,
    mandate_checks,
    personal_data,
    plan_checks,
    priority_checks,
    process_file,
    remiss_checks,
    risk_checks,
    saturation_checks,
    status_checks,
)

Run = Callable[[Portfolio, date], Iterator[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check.

    Attributes:
        namn: its name, unique in the table.
        run: the function; takes the portfolio and the day to judge at.
        skyddar_mot: what it protects from, one sentence.
    """

    namn: str
    run: Run
    skyddar_mot: Text


CHECKS: tuple[Check, ...] = (
    # Structure and links, codes 2xx.
    Check("id_ar_filnamn", identity.check_id_is_file_name, T("Att en länk leder till fel fil.")),
    Check("id_ar_unika", identity.check_ids_are_unique, T("Att ett id betyder två insatser.")),
    Check("register_finns", identity.check_registers_exist, T("Att inga namn går att kontrollera.")),
    Check("rader_ar_unika", identity.check_rows_are_unique, T("Att R1 betyder två risker.")),
    Check("lankar", links.check_links, T("Att något hänvisar till det som inte finns.")),
    Check("parter", links.check_parties, T("Att en avtalspart är felstavad och aldrig svarar.")),
    Check("fas_och_steg", links.check_process_of_undertaking, T("Att en insats står i en fas som inte finns.")),
    Check("gallande_processer", links.check_processes_in_force, T("Att nya insatser får en process som saknas.")),
    Check("handlingsplanens_listor", plan_checks.check_plan_lists, T("Att ett initiativ räknas i två delområden.")),
    Check("handlingsplanens_ordning", plan_checks.check_plan_order, T("Att planens ordning beror på slumpen.")),
    Check("ringar", cycles.check_cycles, T("Att allt i en kedja väntar på sig självt.")),
    Check("processens_nycklar", process_file.check_process_slugs, T("Att ett beslut gäller två grindar.")),
    Check("processens_artefakter", process_file.check_process_artefacts, T("Att en grind frågar efter fel dokument.")),
    Check("processens_utfall", process_file.check_process_outcomes, T("Att ett beslut leder ut i ingenting.")),
    Check("processens_beslutare", process_file.check_process_deciders, T("Att en grind aldrig går att öppna.")),
    Check("slut_efter_start", dates.check_end_after_start, T("Att något slutar innan det börjar.")),
    Check("resultat_efter_start", dates.check_results_after_start, T("Att ett resultat är äldre än arbetet.")),
    Check("beslut_ej_i_framtiden", dates.check_decisions_not_in_future, T("Att ett beslut räknas innan det är taget.")),
    Check("handelser_ej_i_framtiden", dates.check_facts_not_in_future, T("Att en plan redovisas som ett resultat.")),
    Check("arscykel", dates.check_yearly_periods, T("Att en period aldrig infaller.")),
    Check("personuppgifter", personal_data.check_personal_data, T("Att personuppgifter blir kvar i historiken.")),
    Check("mognad", capability_checks.check_maturity, T("Att en kommuns mätning visas hos en annan.")),
    Check("formagor", capability_checks.check_capabilities, T("Att en förmåga räknas två gånger.")),
    # Risk and economy, codes 3xx.
    Check("risknivaer", risk_checks.check_risk_bands, T("Att ett riskvärde saknar nivå eller har två.")),
    Check("riskskalor", risk_checks.check_risk_scales, T("Att ett steg på skalan inte betyder något.")),
    Check("riskbefogenhet", risk_checks.check_risk_authority, T("Att ingen får besluta om en risk.")),
    Check("riskmandat", risk_checks.check_risk_mandate, T("Att någon tar en risk som den inte får ta.")),
    Check("riskbehandling", risk_checks.check_risk_treatment, T("Att en risk är hanterad bara på papperet.")),
    Check("risktid", risk_checks.check_risk_time, T("Att åtgärder och bedömningar blir gamla i tysthet.")),
    Check("riskhistorik", risk_checks.check_risk_history, T("Att utvecklingen av en risk visas baklänges.")),
    Check("kostnadsandelar", economy.check_shares, T("Att kommunerna betalar mer eller mindre än det kostar.")),
    Check("belopp_kan_sparas", economy.check_amounts_can_be_traced, T("Att ett belopp inte går att förklara.")),
    Check("belopp", economy.check_amounts, T("Att en summa inte stämmer.")),
    Check("statusrader", status_checks.check_status_rows, T("Att en avvikelse rapporteras utan att någon gör något.")),
    Check("statusperioder", status_checks.check_status_periods, T("Att samma vecka berättas två gånger.")),
    Check("status_aktuell", status_checks.check_status_fresh, T("Att ett gammalt läge tas för det nya.")),
    Check("status_sann", status_checks.check_status_is_true, T("Att en försening döljs bakom grönt.")),
    Check("nyttoagare", benefit_checks.check_benefit_owners, T("Att ingen finns kvar som hämtar hem nyttan.")),
    Check("nyttoar", benefit_checks.check_benefit_years, T("Att nyttan räknas innan den kan komma.")),
    Check("nyttokallor", benefit_checks.check_benefit_sources, T("Att en nyttosiffra inte går att pröva.")),
    Check("nyttokalkyler", benefit_figures.check_calculations, T("Att en kalkyl vilar på något som ingen har sagt.")),
    Check("nyttobelopp", benefit_figures.check_amount_years, T("Att ett belopp räknas två gånger eller inte alls.")),
    Check("nyttomal", benefit_figures.check_goals, T("Att ingen kan säga om målet är nått.")),
    Check("nyttooverlapp", benefit_figures.check_overlaps, T("Att samma besparing räknas två gånger.")),
    Check("nyttohuvudbok", ledger_checks.check_ledger, T("Att en planerad nytta försvinner i tysthet.")),
    Check("budgetansvar", ledger_checks.check_budget_owners, T("Att en besparing inte syns i någons budget.")),
    Check("utlysningar", funding_checks.check_calls, T("Att en utlysnings dagar inte går ihop.")),
    Check("ansokningar", funding_checks.check_applications, T("Att en ansökan faller på något som gick att räkna ut.")),
    Check("dubbelfinansiering", funding_checks.check_no_cost_is_paid_twice, T("Att samma kostnad betalas två gånger.")),
    Check("kapacitet", capacity_checks.check_capacity_register, T("Att lasten jämförs med fel kapacitet.")),
    Check("lastrader", capacity_checks.check_load_rows, T("Att en bedömd last inte räknas.")),
    Check("lastandelar", capacity_checks.check_shares_of_load, T("Att fler berörs än som finns.")),
    Check("last_en_gang", capacity_checks.check_counted_once, T("Att samma last räknas två gånger.")),
    Check("mattnad", saturation_checks.check_saturation, T("Att en förvaltning får mer att ändra än den klarar.")),
    Check(
        "startordning", saturation_checks.check_starts_in_order, T("Att något börjar innan det har vad det behöver.")
    ),
    Check(
        "milstolpsordning", saturation_checks.check_milestones_in_order, T("Att en kedja av milstolpar inte håller.")
    ),
    # Choosing together, codes 360–374.
    Check("prioriteringens_kriterier", priority_checks.check_priority_criteria, T("Att en poäng inte betyder något.")),
    Check("prioriteringens_kandidater", priority_checks.check_priority_candidates, T("Att något väljs på halva svar.")),
    Check("prioriteringens_regler", priority_checks.check_priority_rules, T("Att reglerna väljs efter rösterna.")),
    Check("rangordningar", priority_checks.check_priority_ballots, T("Att en röst räknas fel eller två gånger.")),
    # Consultations, codes 501–549.
    Check("remissens_sista_dag", remiss_checks.check_last_day, T("Att svarstiden går ut när ingen är på plats.")),
    Check("remissvar", remiss_checks.check_answers, T("Att ett svar räknas fel, två gånger eller som någon annans.")),
    Check("yttranderapport", remiss_checks.check_report, T("Att sammanställningen säger något annat än svaren.")),
    # The forges, codes 550–569.
    Check("remisskonton", account_checks.check_accounts, T("Att ett svar tas för en annan kommuns.")),
    # Gates and decisions, codes 4xx.
    Check(
        "fas_foljer_besluten",
        gate_checks.check_phase_follows_decisions,
        T("Att en fas byts utan beslut."),
    ),
    Check(
        "passerade_grindars_dokument",
        gate_checks.check_documents_of_passed_gates,
        T("Att ett dokument som en grind krävde försvinner."),
    ),
    Check("beslutade_dokument", gate_checks.check_decided_documents, T("Att ett beslutat dokument ändras efteråt.")),
    Check("dokument_i_fortid", gate_checks.check_documents_not_due, T("Att ett dokument är klart före sin fas.")),
    Check("villkor", gate_checks.check_conditions, T("Att ett villkor i ett beslut glöms bort.")),
    Check("beslut", gate_checks.check_decisions, T("Att ett beslut inte håller ihop eller saknar mandat.")),
    Check("rattelser", correction.check_corrections, T("Att ett beslut skrivs om i efterhand av fel organ.")),
    # Keys, codes 65x.
    Check("nycklar", mandate_checks.check_keys, T("Att en underskrift inte går att tillskriva någon.")),
)
"""Every check, in the order of the codes; a check that is not here does not run."""


def run_checks(portfolio: Portfolio, today: date, checks: tuple[Check, ...] = CHECKS) -> tuple[Diagnostic, ...]:
    """Run checks over a portfolio.

    Args:
        portfolio: the documents that could be read.
        today: the day to judge at; the caller has already let `betraktelsedag` decide.
        checks: which ones; all of them unless the caller shares the work out.

    Returns:
        Findings without places, in the order of the table.
    """
    return tuple(d for check in checks for d in check.run(portfolio, today))
