"""The documents of a referral: the plan, the request, the answers and the report on them."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints
from pydantic.main import IncEx

from fyrportfolj.model.artefacts.base import Artefakt
from fyrportfolj.model.artefacts.rows import Kommunrad
from fyrportfolj.model.artefacts.traits import MedKommuner
from fyrportfolj.model.base import (
    Diarienummer,
    Model,
    Nyckel,
    Rad,
    RadId,
    Sha256,
    Slug,
    Stycke,
    Version,
    Webbadress,
    described,
)

Stallningstagande = Literal[
    "tillstyrker",
    "tillstyrker_med_synpunkter",
    "har_synpunkter",
    "avstyrker",
    "inget_att_erinra",
    "avstar",
    "ej_svar",
]
"""What an answer says; `ej_svar` is set when the time is out and is never a yes.

Källa: Svara på remiss (SB PM 2021:1); kommunal praxis.
"""

Bedomning = Literal["beaktas", "beaktas_delvis", "beaktas_ej", "noteras"]
"""What is done with a point."""

Svarskanal = Literal["formular", "word", "pdf", "yaml", "text", "granskning"]
"""The road by which an answer came."""

Kanal = Literal["manuell", "github", "gitlab", "forgejo"]
"""Where the round stands open, beside the files that are sent out."""

Incheckning = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{7,64}$")]
"""Id of a commit, whole or its first digits."""

Klockslag = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""Time of day, in quotes in YAML: `"14:05"`."""

Remissfil = Annotated[
    str, StringConstraints(pattern=r"^remiss/[a-z0-9-]+/(inkommet|undan)/[A-Za-z0-9._-]+$", max_length=300)
]
"""Path, relative to the portfolio, of what came in as it came."""


class Handlingsplan(Artefakt):
    """Är planen som skickas på remiss och till sist godkänns.

    Själva innehållet står i mappen handlingsplan; här står vilken version det gäller och vad som ändrats.
    Källa: handlingsplanen, Processen för remisshantering.
    """

    titel: Rad | None = described("Titel", "Planens namn.", default=None)
    period: Rad | None = described("Period", "Åren som planen gäller.", default=None)
    syfte: Stycke | None = described("Syfte", "Varför planen finns.", default=None)
    fokusomraden: tuple[Slug, ...] = described("Fokusområden", "Fokusområden i planen.", default=())
    andringar: tuple[Stycke, ...] = described("Ändringar", "Vad som ändrats sedan förra versionen.", default=())


class Fraga(Model):
    """A question to those who answer."""

    id: RadId = described("Fråga", "Kort nyckel, till exempel F1.")
    rubrik: Rad = described("Rubrik", "Området som frågan gäller.")
    fraga: Stycke = described("Frågans text", "Det som ska besvaras.")


class Remissforfragan(Artefakt):
    """Ber medlemskommunerna om synpunkter: på vilken version, vilka frågor och till vilken dag.

    Källa: handlingsplanen, Processen för remisshantering, förbereda och skicka remiss.
    """

    outside_sum: ClassVar[IncEx] = {"status", "kanal", "gren", "lank", "utgangscommit", "stangd"}

    rubrik: Rad | None = described("Rubrik", "Vad remissen gäller.", default=None)
    syfte: Stycke | None = described("Syfte", "Varför synpunkter behövs.", default=None)
    avsandare: Nyckel | None = described("Avsändare", "Organet som skickar remissen.", default=None)
    skickad: date | None = described("Skickad", "Dagen då remissen skickades.", default=None)
    handling: Rad | None = described("Handling", "Dokumentet som remissen gäller.", default=None)
    handling_version: Version | None = described("Handlingens version", "Versionen, inom citattecken.", default=None)
    handling_sha256: Sha256 | None = described("Handlingens SHA-256", "Kontrollsumma för innehållet.", default=None)
    handling_plats: Rad | None = described(
        "Handlingens plats",
        "Dokumentet i portföljen, som mitt-program/programdirektiv, eller handlingsplan för hela planen.",
        default=None,
    )
    fragor: tuple[Fraga, ...] = described("Frågor", "Frågorna i ordning.", default=())
    remissinstanser: tuple[Slug, ...] = described("Remissinstanser", "De som ombeds svara.", default=())
    sista_svarsdag: date | None = described("Sista svarsdag", "Dagen då svaret ska finnas.", default=None)
    forlangd_till: date | None = described("Förlängd till", "Ny sista dag för alla.", default=None)
    svarssatt: tuple[Literal["fil", "formular", "word", "granskning", "e_post"], ...] = described(
        "Svarssätt", "Hur svaret kan lämnas.", default=()
    )
    kontaktroll: Nyckel | None = described("Kontaktroll", "Rollen att vända sig till.", default=None)
    om_svaren: Stycke | None = described(
        "Om svaren", "Att svaren blir allmänna handlingar och hur personuppgifter hanteras.", default=None
    )
    kanal: Kanal | None = described("Kanal", "Var remissen ligger öppen, utöver de utskickade filerna.", default=None)
    gren: Rad | None = described("Gren", "Grenen i git med handlingen som den skickades.", default=None)
    lank: Webbadress | None = described("Länk", "Adress där svar kan lämnas.", default=None)
    utgangscommit: Incheckning | None = described(
        "Utgångscommit", "Versionen i git som skickades; ändringar räknas från den.", default=None
    )
    stangd: date | None = described("Stängd", "Dagen då svarstiden avslutades.", default=None)


class Fragesvar(Model):
    """The answer to one question."""

    fraga: RadId | None = described(
        "Fråga", "Frågans nyckel; utelämnas för en synpunkt på handlingen som helhet.", default=None
    )
    stallningstagande: Stallningstagande | None = described(
        "Ställningstagande", "Vad instansen tycker i frågan.", default=None
    )
    synpunkt: Stycke | None = described("Synpunkt", "Synpunkten i ord.", default=None)
    hanvisning: Rad | None = described("Hänvisning", "Avsnittet i handlingen.", default=None)
    forslag: Stycke | None = described("Förslag", "Förslag till ny text.", default=None)


class Remissyttrande(Artefakt):
    """Är en kommuns svar på remissen, med organet som beslutade det.

    Ett svar från en enskild tjänsteperson är kommunens yttrande bara när det framgår vem som beslutat.
    Källa: handlingsplanen, Processen för remisshantering, motta och behandla remiss.
    """

    id: RadId | None = described("Yttrande", "Kort nyckel, till exempel Y1.", default=None)
    ersatter: RadId | None = described(
        "Ersätter", "Yttrandet som det här kommer i stället för; det gamla står kvar.", default=None
    )
    instans: Slug | None = described("Instans", "Den som svarar.", default=None)
    organ: Nyckel | None = described("Beslutat av", "Organet som beslutade yttrandet.", default=None)
    organets_namn: Rad | None = described("Organets namn", "Namnet hos kommunen, som Kommunstyrelsen.", default=None)
    beslutsdatum: date | None = described("Beslutsdatum", "Dagen för beslutet.", default=None)
    paragraf: Rad | None = described("Paragraf", "Paragraf i protokollet.", default=None)
    tjanstemannasvar: bool = described(
        "Tjänstemannasvar", "Sant när svaret inte är beslutat av en nämnd.", default=False
    )
    inkom: date | None = described("Inkom", "Dagen då svaret kom in.", default=None)
    klockslag: Klockslag | None = described("Klockslag", "När på dagen, inom citattecken.", default=None)
    kanal: Svarskanal | None = described("Kanal", "Vägen som svaret kom.", default=None)
    fil: Remissfil | None = described("Fil", "Svaret som det kom in.", default=None)
    fil_sha256: Sha256 | None = described("Filens SHA-256", "Kontrollsumma för filen som den kom in.", default=None)
    avser_sha256: Sha256 | None = described(
        "Avser SHA-256", "Kontrollsumma för den handling som svaret gäller.", default=None
    )
    avser_commit: Incheckning | None = described("Avser commit", "Versionen i git som svaret gäller.", default=None)
    lank: Webbadress | None = described("Länk", "Adress till svaret där det lämnades.", default=None)
    granskning: Rad | None = described("Granskning", "Granskningens id på plattformen.", default=None)
    konto: Rad | None = described("Konto", "Kontot som lämnade granskningen.", default=None)
    avsandarens_diarienummer: Diarienummer | None = described(
        "Avsändarens diarienummer", "Numret på remissen som besvaras.", default=None
    )
    stallningstagande: Stallningstagande | None = described(
        "Ställningstagande", "Vad instansen tycker i stort.", default=None
    )
    svar: tuple[Fragesvar, ...] = described("Svar", "Ett svar per fråga.", default=())
    reservation: tuple[Rad, ...] = described("Reservation", "De som reserverade sig.", default=())
    undertecknare: Nyckel | None = described("Undertecknare", "Rollen som skrev under.", default=None)
    sent_inkommet: bool = described("Sent inkommet", "Sant när svaret kom efter sista dagen.", default=False)


class Synpunkt(Model):
    """One point of an answer and what was done with it."""

    id: RadId = described("Synpunkt", "Kort nyckel, till exempel S1.")
    instans: Slug = described("Instans", "Den som lämnat synpunkten.")
    fraga: RadId | None = described("Fråga", "Frågan som synpunkten gäller.", default=None)
    citat: Stycke = described("Citat", "Synpunkten med instansens ord.")
    typ: Literal["sak", "sprak", "fraga", "stod"] = described("Typ", "Vilket slags synpunkt det är.", default="sak")
    yttrande: RadId | None = described("Yttrande", "Yttrandet som synpunkten står i.", default=None)
    hanvisning: Rad | None = described("Hänvisning", "Avsnittet eller raden i handlingen.", default=None)
    forslag: Stycke | None = described("Förslag", "Instansens förslag till ny text.", default=None)
    bedomning: Bedomning | None = described("Bedömning", "Vad förbundet gör med synpunkten.", default=None)
    motivering: Stycke | None = described("Motivering", "Skälen för bedömningen.", default=None)
    andring: Stycke | None = described("Ändring", "Vad som ändrats i handlingen.", default=None)
    andring_commit: tuple[Incheckning, ...] = described(
        "Ändringens commit", "Incheckningarna som synpunkten ledde till.", default=()
    )
    ansvarig: Nyckel | None = described("Ansvarig", "Rollen som tar hand om synpunkten.", default=None)


class Instanssvar(Kommunrad):
    """Whether and how a municipality answered."""

    stallningstagande: Stallningstagande | None = described(
        "Ställningstagande", "Vad kommunen tycker i stort; utelämnas när yttrandet inte säger det.", default=None
    )
    inkom: date | None = described("Inkom", "Dagen då svaret kom in.", default=None)
    organ: Nyckel | None = described("Beslutat av", "Organet som beslutade yttrandet.", default=None)


class Undanlagt(Model):
    """Something that came in and could not be read as an answer; it is kept as it came."""

    fil: Remissfil = described("Fil", "Det som kom in, som det kom.")
    fil_sha256: Sha256 = described("Filens SHA-256", "Kontrollsumma för filen som den kom in.")
    namn: Rad = described("Namn", "Filens namn när den kom.")
    inkom: date = described("Inkom", "Dagen då den kom in.")
    instans: Slug | None = described("Instans", "Den som lämnat det, när det går att veta.", default=None)
    skal: Stycke = described("Skäl", "Varför det inte går att läsa som ett svar.")
    last_som: RadId | None = described(
        "Läst som", "Yttrandet som det blev, när uppgifterna fylldes i efteråt.", default=None
    )


class Yttranderapport(MedKommuner):
    """Sammanställer svaren: vilka som svarat, vad de tycker och vad som ändrats i planen.

    Varje synpunkt får en bedömning innan planen kan godkännas.
    Källa: handlingsplanen, Processen för remisshantering, sammanställa och uppdatera.
    """

    sammanfattning: Stycke | None = described("Sammanfattning", "Det viktigaste på några meningar.", default=None)
    genomforande: Stycke | None = described("Genomförande", "Vilka som frågades, när och hur.", default=None)
    per_kommun: tuple[Instanssvar, ...] = described("Per kommun", "Svaret från varje kommun.", default=())
    synpunkter: tuple[Synpunkt, ...] = described("Synpunkter", "En rad per synpunkt.", default=())
    undanlagt: tuple[Undanlagt, ...] = described(
        "Undanlagt", "Det som kommit in men inte går att läsa som ett svar.", default=()
    )
    andringar: tuple[Stycke, ...] = described("Ändringar", "Vad som ändrats i handlingen.", default=())
