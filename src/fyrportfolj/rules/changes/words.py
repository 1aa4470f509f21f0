"""The fixed values of the files as a person writes them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fyrportfolj.messages import T, Text

_READ: Mapping[str, Text] = MappingProxyType(
    {
        "annat_matt": T("annat mått"),
        "anvandare": T("användare"),
        "ater_till_ordinarie": T("åter till ordinarie"),
        "aterremitterat": T("återremitterat"),
        "ateruppta": T("återuppta"),
        "avbojt": T("avböjt"),
        "avsta": T("avstå"),
        "avstar": T("avstår"),
        "beaktas_delvis": T("beaktas delvis"),
        "beaktas_ej": T("beaktas ej"),
        "begart": T("begärt"),
        "behall": T("behåll"),
        "behovs": T("behövs"),
        "brattom": T("bråttom"),
        "bristfallig": T("bristfällig"),
        "delad_for_synpunkter": T("delad för synpunkter"),
        "delad_plats": T("delad plats"),
        "domannamn": T("domännamn"),
        "e_post": T("e-post"),
        "egen_kommun": T("egen kommun"),
        "eget_projekt": T("eget projekt"),
        "ej_besvarat": T("ej besvarat"),
        "ej_paborjad": T("ej påbörjad"),
        "ej_realiserad": T("ej realiserad"),
        "ej_svar": T("ej svar"),
        "ej_uppnatt": T("ej uppnått"),
        "en": T("engelska"),
        "engang": T("engång"),
        "enligt_plan": T("enligt plan"),
        "faststalld": T("fastställd"),
        "finansiar": T("finansiär"),
        "flest_forsta": T("flest första"),
        "for_sent": T("för sent"),
        "forankring": T("förankring"),
        "forberedelse": T("förberedelse"),
        "forbund": T("förbund"),
        "foretag": T("företag"),
        "formular": T("formulär"),
        "forskott": T("förskott"),
        "fortsatt": T("fortsätt"),
        "forvaltning": T("förvaltning"),
        "fraga": T("fråga"),
        "fullmaktige": T("fullmäktige"),
        "ga_vidare": T("gå vidare"),
        "ga_vidare_med_villkor": T("gå vidare med villkor"),
        "gar_inte_att_bedoma": T("går inte att bedöma"),
        "genomforande": T("genomförande"),
        "genomforbarhet": T("genomförbarhet"),
        "godkand": T("godkänd"),
        "har_synpunkter": T("har synpunkter"),
        "hog": T("hög"),
        "hogt": T("högt"),
        "i_tid": T("i tid"),
        "inforande": T("införande"),
        "informationssakerhet": T("informationssäkerhet"),
        "inget_att_erinra": T("inget att erinra"),
        "inlamnad": T("inlämnad"),
        "intraffad": T("inträffad"),
        "invanare": T("invånare"),
        "karna": T("kärna"),
        "lag": T("låg"),
        "lagsta_spridning": T("lägsta spridning"),
        "leverantor": T("leverantör"),
        "lika_och_invanare": T("lika och invånare"),
        "lopande": T("löpande"),
        "mattlig": T("måttlig"),
        "miljo": T("miljö"),
        "mindre_komplikationer": T("mindre komplikationer"),
        "namnd": T("nämnd"),
        "natverk": T("nätverk"),
        "nytt_uppdrag": T("nytt uppdrag"),
        "oka": T("öka"),
        "okand": T("okänd"),
        "okant": T("okänt"),
        "omfordelning": T("omfördelning"),
        "oppen": T("öppen"),
        "osaker": T("osäker"),
        "ovrigt": T("övrigt"),
        "pa_remiss": T("på remiss"),
        "pagar": T("pågår"),
        "rattelse": T("rättelse"),
        "sprak": T("språk"),
        "stangd": T("stängd"),
        "stod": T("stöd"),
        "strategiskt_varde": T("strategiskt värde"),
        "sv": T("svenska"),
        "tillfragad": T("tillfrågad"),
        "tillstyrker_med_synpunkter": T("tillstyrker med synpunkter"),
        "tjansteperson": T("tjänsteperson"),
        "under_atgard": T("under åtgärd"),
        "upphovsratt": T("upphovsrätt"),
        "uppmatt": T("uppmätt"),
        "uppnatt": T("uppnått"),
        "upprattad": T("upprättad"),
        "vantar": T("väntar"),
        "varumarke": T("varumärke"),
    }
)
"""Only those that are written in another way than in the files."""


def word(value: str) -> Text:
    """Give a fixed value of a file as a person writes it.

    Args:
        value: as it stands in the file, such as `pa_remiss`.
    """
    return _READ.get(value) or T("{ord}", ord=value)
