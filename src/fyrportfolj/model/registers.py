"""The form of the register files: municipalities, bodies, roles, mandates and the yearly cycle."""

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from fyrportfolj.model.base import Ar, Model, Nyckel, Rad, Slug, Stycke, Webbadress, described

OrganTyp = Literal[
    "fullmaktige",
    "namnd",
    "kommunledning",
    "direktion",
    "ledningsgrupp",
    "styrgrupp",
    "arbetsgrupp",
    "natverk",
    "finansiar",
    "funktion",
]
"""Kind of body. Decisions of fullmaktige and namnd are municipal decisions that can be appealed."""


class Kalluppgift(Model):
    """Where a figure comes from and which day it is for."""

    kalla: Rad = described("Källa", "Vem som publicerat uppgiften och var.")
    datum: date = described("Datum", "Dagen som uppgiften gäller.")


Remisskonto = Annotated[str, StringConstraints(pattern=r"^(github|gitlab|forgejo):[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
"""An account on a forge: the forge, a colon and the account's id, or its name where there is no id."""


class Kommun(Model):
    """A member municipality."""

    id: Slug = described("Kommun", "Kommunens nyckel, till exempel amal.")
    namn: Rad = described("Namn", "Kortnamn, till exempel Åmål.")
    fullstandigt_namn: Rad = described("Fullständigt namn", "Till exempel Åmåls kommun.")
    kommunkod: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")] = described(
        "Kommunkod", "Fyra siffror inom citattecken.", kalla="SCB"
    )
    invanare: int = described("Invånare", "Folkmängd den dag som registret anger.", enhet="personer", ge=1)
    remisskonton: tuple[Remisskonto, ...] = described(
        "Remisskonton", "Konton som lämnar kommunens svar på en remiss, som github:4711.", default=()
    )


class Kommunregister(Model):
    """register/kommuner.yaml: the member municipalities with inhabitants, day and source."""

    folkmangd: Kalluppgift = described("Folkmängd", "Källa och dag för invånarantalen.")
    kommuner: tuple[Kommun, ...] = described("Kommuner", "Medlemskommunerna.", min_length=1)


class Organ(Model):
    """A body that prepares, decides or carries out."""

    id: Nyckel = described("Organ", "Organets nyckel, den som processen nämner.")
    namn: Rad = described("Namn", "Organets namn.")
    typ: OrganTyp = described("Typ", "Vilket slags organ det är.")
    per_kommun: bool = described(
        "Per kommun", "Sant när varje kommun har sitt eget organ av detta slag.", default=False
    )
    overordnat: Nyckel | None = described("Överordnat organ", "Organet närmast över.", default=None)
    skede: tuple[Literal["uppstart", "genomforande"], ...] = described("Skede", "När organet arbetar.", default=())
    ordforande: Rad | None = described("Ordförande", "Rollen som leder organet.", default=None)
    ledamoter: tuple[Rad, ...] = described("Ledamöter", "Roller som ingår.", default=())
    stod: tuple[Rad, ...] = described("Stöd", "Stödfunktioner.", default=())
    beskrivning: Stycke | None = described("Beskrivning", "Vad organet gör.", default=None)


class Organregister(Model):
    """register/organ.yaml: the bodies of the federation and of the municipalities."""

    organ: tuple[Organ, ...] = described("Organ", "Organen.", min_length=1)


class Roll(Model):
    """A role that a person holds; documents name roles, not people."""

    id: Nyckel = described("Roll", "Rollens nyckel.")
    namn: Rad = described("Namn", "Rollens namn.")
    linjeroll: bool = described("Linjeroll", "Sant för en roll i linjen, som kan äga en nytta.", default=False)
    beskrivning: Stycke | None = described("Beskrivning", "Vad rollen ansvarar för.", default=None)


class Rollregister(Model):
    """register/roller.yaml: the roles."""

    roller: tuple[Roll, ...] = described("Roller", "Rollerna.", min_length=1)


Rattighet = Literal["grind", "risk", "artefakt", "policy", "registrera", "arbete", "sammanfoga"]
"""What a mandate gives the right to; `registrera` records what its body has decided, `sammanfoga` only merges."""


class Sparr(Model):
    """A key that can no longer be trusted from a day."""

    fran: date = described("Från", "Första dagen som nyckeln inte gäller.")
    skal: Stycke = described("Skäl", "Varför, till exempel borttappad dator.")


class Nyckelinnehav(Model):
    """A person's or a service's public key during a period; ended, never taken away."""

    id: Slug = described("Nyckel", "Nyckelns namn i registret; återanvänds aldrig.")
    namn: Rad = described("Namn", "Personen eller tjänsten som har nyckeln.")
    epost: Rad = described("E-post", "Adressen som står i incheckningarna.")
    nyckel: Annotated[str, StringConstraints(pattern=r"^[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}$", max_length=800)] = (
        described("Publik nyckel", "Den publika SSH-nyckelns två första ord, utan kommentaren.")
    )
    fran: date = described("Från", "Första dagen.")
    till_och_med: date | None = described("Till och med", "Sista dagen; tomt tills vidare.", default=None)
    sparrad: Sparr | None = described("Spärrad", "Från när och varför nyckeln inte längre gäller.", default=None)


class Rot(Model):
    """Whose signatures a change of the policy needs."""

    nycklar: tuple[Slug, ...] = described("Nycklar", "Nycklarna som får ändra policyn.", min_length=1)
    troskel: int = described("Tröskel", "Hur många av dem som ska skriva under.", enhet="antal", ge=1)


class Mandat(Model):
    """The right of a body or role to take a kind of decision during a period."""

    id: Slug = described("Mandat", "Mandatets nyckel; återanvänds aldrig.")
    organ: Nyckel = described("Organ", "Organet som har rätten.")
    kommun: Slug | None = described(
        "Kommun", "Kommunen, för ett organ som finns i varje kommun; tomt gäller alla.", default=None
    )
    ratt: tuple[Rattighet, ...] = described("Rätt", "Vad organet får besluta.", min_length=1)
    grindar: tuple[Nyckel, ...] = described("Grindar", "Grindarna som rätten gäller; tomt gäller alla.", default=())
    innehavare: Rad | None = described(
        "Innehavare", "Roll eller person som företräder organet, när det behövs.", default=None
    )
    nycklar: tuple[Slug, ...] = described(
        "Nycklar", "Nycklarna som får skriva under för organet; tomt i ett osignerat register.", default=()
    )
    underskrifter: int = described(
        "Underskrifter", "Hur många olika nycklar som ska skriva under ett beslut.", enhet="antal", default=1, ge=1
    )
    fran: date = described("Från", "Första dagen.")
    till_och_med: date | None = described("Till och med", "Sista dagen; tomt tills vidare.", default=None)
    kalla: Rad = described("Källa", "Protokoll eller ordning som ger rätten.")


class Mandatregister(Model):
    """register/mandat.yaml: who may decide what, and when, and with which keys."""

    serie: int = described(
        "Serie", "Policyns löpnummer; höjs med ett för varje ändring av policyn.", enhet="nummer", default=0, ge=0
    )
    rot: Rot | None = described("Rot", "Vilka som får ändra policyn; tomt i ett osignerat register.", default=None)
    nycklar: tuple[Nyckelinnehav, ...] = described("Nycklar", "Publika nycklar.", default=())
    mandat: tuple[Mandat, ...] = described("Mandat", "Mandaten.", default=())


class Sammantrade(Model):
    """A meeting day of a body."""

    organ: Nyckel = described("Organ", "Organet.")
    kommun: Slug | None = described("Kommun", "Kommunen, för ett kommunalt organ.", default=None)
    datum: tuple[date, ...] = described("Datum", "Sammanträdesdagar.", min_length=1)
    exempel: bool = described("Exempel", "Sant för påhittade dagar; visas i varje vy.", default=False)


class Arsperiod(Model):
    """A yearly recurring period that a time plan must respect."""

    id: Nyckel = described("Period", "Periodens nyckel.")
    namn: Rad = described("Namn", "Till exempel Budgetarbete.")
    fran: Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-[0-3][0-9]$")] = described(
        "Från", "Månad och dag, MM-DD."
    )
    till_och_med: Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-[0-3][0-9]$")] = described(
        "Till och med", "Månad och dag, MM-DD."
    )
    kommuner: tuple[Slug, ...] = described("Kommuner", "Kommuner som perioden gäller; tomt gäller alla.", default=())
    forvaltning: Rad | None = described("Förvaltning", "Verksamhet som berörs; tomt gäller alla.", default=None)
    ar: tuple[Ar, ...] = described("År", "Åren som perioden gäller; tomt gäller varje år.", default=())
    hindrar_inforande: bool = described(
        "Hindrar införande", "Sant när inget bör börja införas under perioden.", default=False
    )
    beskrivning: Stycke | None = described("Beskrivning", "Varför perioden betyder något.", default=None)


class Arscykel(Model):
    """register/arscykel.yaml: recurring periods and known meeting days."""

    perioder: tuple[Arsperiod, ...] = described("Perioder", "Återkommande perioder.", default=())
    sammantraden: tuple[Sammantrade, ...] = described("Sammanträden", "Kända sammanträdesdagar.", default=())
    kalla: Rad | None = described("Källa", "Varifrån uppgifterna kommer.", default=None)
    lank: Webbadress | None = described("Länk", "Adress till källan.", default=None)
