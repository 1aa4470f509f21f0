"""The form of a funding call and of applications to it. Källa: utlysningar från EU, Vinnova och Tillväxtverket."""

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from fyrportfolj.model.base import (
    Diarienummer,
    Kronor,
    Model,
    Nyckel,
    Procent,
    Rad,
    Slug,
    Stycke,
    Webbadress,
    described,
)

Klockslag = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of day in the portfolio's time zone: `14:00`, in quotes in YAML."""


class Medfinansiering(Model):
    """What the applicant must add."""

    krav_procent: Procent | None = described("Krav", "Minsta egna del.", enhet="procent", default=None)
    kontant_krav: bool = described("Kontant", "Sant när den egna delen måste vara pengar.", default=False)
    egen_tid_ok: bool = described("Egen tid", "Sant när arbetstid räknas.", default=True)
    privat_ok: bool = described("Privat", "Sant när privata medel räknas.", default=True)


class Intyg(Model):
    """A municipality's promise of its part."""

    kommun: Slug = described("Kommun", "Kommunens nyckel.")
    belopp_kr: Kronor | None = described("Belopp", "Vad kommunen lovar.", enhet="kr", default=None, ge=0)
    status: Literal["behovs", "begart", "undertecknat", "avslaget"] = described("Status", "Hur långt intyget kommit.")
    datum: date | None = described("Datum", "Dagen då det skrevs under.", default=None)
    diarienummer: Diarienummer | None = described("Diarienummer", "Kommunens nummer.", default=None)


class FinansieradKostnad(Model):
    """A cost that the application covers, so that nothing is paid twice."""

    insats: Slug = described("Insats", "Insatsen vars kostnad det är.")
    kostnad: Rad = described("Kostnad", "Kostnadens nyckel i nyttokalkylen, till exempel K1, eller vad den gäller.")
    belopp_kr: Kronor = described("Belopp", "Del av kostnaden som ansökan täcker.", enhet="kr", ge=0)


class Ansokan(Model):
    """An application for one or more undertakings."""

    insatser: tuple[Slug, ...] = described("Insatser", "Insatserna som söks för.", min_length=1)
    status: Literal["bevakas", "pagar", "inlamnad", "beviljad", "avslag", "avstar"] = described(
        "Status", "Hur långt ansökan kommit."
    )
    budget_kr: Kronor | None = described("Budget", "Hela kostnaden i ansökan.", enhet="kr", default=None, ge=0)
    sokt_kr: Kronor | None = described("Sökt", "Beloppet som söks.", enhet="kr", default=None, ge=0)
    beviljat_kr: Kronor | None = described("Beviljat", "Beloppet som beviljades.", enhet="kr", default=None, ge=0)
    medfinansiarer: tuple[Slug, ...] = described("Medfinansiärer", "Kommunerna som delar på egen del.", default=())
    intyg: tuple[Intyg, ...] = described("Intyg", "Medfinansieringsintyg.", default=())
    kostnader: tuple[FinansieradKostnad, ...] = described("Kostnader", "Kostnaderna som ansökan täcker.", default=())
    beslutsorgan: Nyckel | None = described(
        "Beslutsorgan", "Organet i varje kommun som beslutar om intyget.", default=None
    )
    inlamnad: date | None = described("Inlämnad", "Dagen då ansökan lämnades.", default=None)
    kommentar: Stycke | None = described("Kommentar", "Mer att veta.", default=None)


class Utlysning(Model):
    """utlysningar/<id>.yaml: a call that undertakings can be funded by."""

    id: Slug = described("Id", "Utlysningens nyckel; samma som filens namn.")
    namn: Rad = described("Namn", "Utlysningens namn.")
    exempel: bool = described("Exempel", "Sant för påhittat innehåll; visas i varje vy.", default=False)
    finansiar: Rad = described("Finansiär", "Den som utlyser.")
    program: Rad | None = described("Program", "Programmet som utlysningen hör till.", default=None)
    diarienummer: Diarienummer | None = described("Diarienummer", "Finansiärens nummer.", default=None)
    lank: Webbadress | None = described("Länk", "Adress till utlysningen.", default=None)
    kalla: Rad = described("Källa", "Varifrån uppgifterna kommer.")
    hamtad: date = described("Hämtad", "Dagen då uppgifterna lästes.")
    oppnar: date | None = described("Öppnar", "Första ansökningsdagen.", default=None)
    stanger: date | None = described("Stänger", "Sista ansökningsdagen.", default=None)
    stanger_klockan: Klockslag | None = described("Klockan", "Sista klockslaget den dagen, svensk tid.", default=None)
    beslut_vantas: date | None = described("Beslut väntas", "När finansiären beslutar.", default=None)
    projektstart_tidigast: date | None = described("Projektstart tidigast", "Första dagen som ersätts.", default=None)
    langsta_tid_manader: int | None = described(
        "Längsta tid", "Hur långt projektet får vara.", enhet="månader", default=None, ge=1
    )
    stodandel_max_procent: Procent | None = described("Stödandel", "Största andel.", enhet="procent", default=None)
    belopp_min_kr: Kronor | None = described("Minsta belopp", "Minsta stöd.", enhet="kr", default=None, ge=0)
    belopp_max_kr: Kronor | None = described("Största belopp", "Största stöd.", enhet="kr", default=None, ge=0)
    total_budget_kr: Kronor | None = described("Hela utlysningen", "Vad som delas ut.", enhet="kr", default=None, ge=0)
    medfinansiering: Medfinansiering | None = described("Medfinansiering", "Kravet på egen del.", default=None)
    utbetalning: Literal["forskott", "efterskott", "klumpsumma"] | None = described(
        "Utbetalning", "När pengarna kommer.", default=None
    )
    utbetalning_efter_manader: int | None = described(
        "Dröjer", "Hur länge efter kostnaden som pengarna kommer.", enhet="månader", default=None, ge=0
    )
    minsta_antal_parter: int | None = described("Minsta antal parter", "Hur många som måste delta.", default=None, ge=1)
    koordinatorskrav: Rad | None = described("Koordinator", "Vem som får samordna.", default=None)
    faser: tuple[Nyckel, ...] = described("Faser", "Faser som stödet är till för.", default=())
    teman: tuple[Rad, ...] = described("Teman", "Vad utlysningen gäller.", default=())
    delomraden: tuple[Slug, ...] = described("Delområden", "Delområden i handlingsplanen som den passar.", default=())
    ansokningar: tuple[Ansokan, ...] = described("Ansökningar", "Ansökningarna.", default=())
