"""The table of who knows what to say about which class."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fyrportfolj.messages import T
from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.artefacts.rapporter import Statusrad
from fyrportfolj.model.artefacts.rows import Part
from fyrportfolj.model.base import Model
from fyrportfolj.model.capability import CapabilityMap, Scenario
from fyrportfolj.model.capacity import Kapacitetsregister
from fyrportfolj.model.decisions import Decision, Villkor
from fyrportfolj.model.funding import Utlysning
from fyrportfolj.model.initiative import Deltagare, Finansiering, Milstolpe, Undertaking
from fyrportfolj.model.maturity import Mognad
from fyrportfolj.model.plan import ActionPlan, Delomrade, FocusArea
from fyrportfolj.model.policy import GallandeProcesser, PortfolioFile, Riskniva
from fyrportfolj.model.priority import Prioritering
from fyrportfolj.model.process import Process
from fyrportfolj.model.registers import (
    Arscykel,
    Kommun,
    Kommunregister,
    Mandat,
    Mandatregister,
    Nyckelinnehav,
    Organ,
    Organregister,
    Roll,
    Rollregister,
)
from fyrportfolj.model.risks import Risk
from fyrportfolj.rules.changes import decisions, documents, money, policies, risks, undertakings
from fyrportfolj.rules.changes.values import Slag, Tellers

TELLERS = Tellers(
    pairs=MappingProxyType(
        {
            Undertaking: undertakings.tell_undertaking,
            Deltagare: undertakings.tell_participant,
            Finansiering: money.tell_financing,
            Milstolpe: money.tell_milestone,
            Risk: risks.tell_risk,
            Decision: decisions.tell_decision,
            Villkor: decisions.tell_condition,
            Artefakt: documents.tell_document,
            Statusrad: documents.tell_light,
            Part: documents.tell_party,
            Riskniva: policies.tell_band,
            GallandeProcesser: policies.tell_in_force,
            Mandatregister: policies.tell_register,
            Nyckelinnehav: policies.tell_key,
        }
    ),
    rows=MappingProxyType(
        {
            Undertaking: undertakings.tell_undertaking_row,
            Deltagare: undertakings.tell_participant_row,
            Finansiering: money.tell_financing_row,
            Milstolpe: money.tell_milestone_row,
            Risk: risks.tell_row,
            Decision: decisions.tell_row,
            Artefakt: documents.tell_document_row,
            Mandat: policies.tell_mandate_row,
            Nyckelinnehav: policies.tell_key_row,
        }
    ),
    labels=MappingProxyType(
        {
            Undertaking: lambda u, _portfolio: u.namn,
            Deltagare: undertakings.participant_label,
            Milstolpe: money.milestone_label,
            Risk: risks.risk_label,
            Decision: decisions.decision_label,
            Artefakt: documents.document_label,
            Kommun: policies.kommun_label,
            Organ: policies.body_label,
            Roll: policies.role_label,
            Mandat: policies.mandate_label,
            Nyckelinnehav: policies.key_label,
            Process: policies.process_label,
            PortfolioFile: lambda f, _portfolio: T("Portföljen {namn}", namn=f.namn),
            Kommunregister: lambda _r, _portfolio: T("Kommunregistret"),
            Organregister: lambda _r, _portfolio: T("Organregistret"),
            Rollregister: lambda _r, _portfolio: T("Rollregistret"),
            Mandatregister: lambda _r, _portfolio: T("Mandatregistret"),
            Arscykel: lambda _r, _portfolio: T("Årscykeln"),
            ActionPlan: lambda _p, _portfolio: T("Handlingsplanen"),
            FocusArea: lambda a, _portfolio: T("Fokusområdet {namn}", namn=a.namn),
            Delomrade: lambda a, _portfolio: T("Delområdet {namn}", namn=a.namn),
            CapabilityMap: lambda m, _portfolio: T("Förmågekartan {namn}", namn=m.namn),
            Scenario: lambda s, _portfolio: T("Scenariot {namn}", namn=s.namn),
            Kapacitetsregister: lambda _r, _portfolio: T("Kapacitetsregistret"),
            Prioritering: lambda p, _portfolio: T("Prioriteringen {namn}", namn=p.namn),
            Utlysning: lambda u, _portfolio: T("Utlysningen {namn}", namn=u.namn),
            Mognad: lambda m, _portfolio: T("Digital mognad i {namn}", namn=m.kommun),
        }
    ),
    fields=MappingProxyType({(Undertaking, falt): known for falt, known in undertakings.FIELDS.items()}),
)
"""Every better sentence; what is not here is told in general words."""

ABOUT: Mapping[type[Model], Slag] = MappingProxyType(
    {
        PortfolioFile: "policy",
        Process: "policy",
        Kommunregister: "policy",
        Organregister: "policy",
        Mandatregister: "policy",
        Rollregister: "register",
        Arscykel: "register",
        ActionPlan: "plan",
        FocusArea: "plan",
        CapabilityMap: "formaga",
        Scenario: "formaga",
        Kapacitetsregister: "val",
        Prioritering: "val",
        Utlysning: "val",
        Mognad: "formaga",
    }
)
"""What a change in a document is about; in an undertaking each field says it."""
