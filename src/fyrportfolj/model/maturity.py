"""The form of measured digital maturity: results only, never the questions. Källa: DiMiOS."""

from datetime import date

from fyrportfolj.model.base import Ar, Model, Procent, Rad, Slug, described


class Kategorivarde(Model):
    """A category's share of the possible points."""

    kategori: Rad = described("Kategori", "Kategorins namn.")
    procent: Procent = described("Värde", "Andel av det möjliga.", enhet="procent")


class Mognadsmatning(Model):
    """A municipality's result one year."""

    ar: Ar = described("År", "Kalenderåret, som mätningar jämförs på.")
    digital_formaga_procent: Procent = described("Digital förmåga", "Att förstå, fånga och förändra.", enhet="procent")
    digitalt_arv_procent: Procent = described(
        "Digitalt arv", "Hur väl tidigare investeringar hjälper.", enhet="procent"
    )
    kategorier: tuple[Kategorivarde, ...] = described("Kategorier", "Värden per kategori.", default=())
    antal_svar: int | None = described("Antal svar", "Hur många som svarade.", enhet="antal", default=None, ge=0)
    svarsfrekvens_procent: Procent | None = described(
        "Svarsfrekvens", "Andel av de tillfrågade.", enhet="procent", default=None
    )
    matt: date | None = described("Mätt", "Dagen då mätningen avslutades.", default=None)
    kalla: Rad = described("Källa", "Varifrån värdena kommer.")


class Mognad(Model):
    """mognad/<kommun>.yaml: a municipality's measurements of digital maturity."""

    id: Slug = described("Id", "Kommunens nyckel; samma som filens namn.")
    exempel: bool = described("Exempel", "Sant för påhittat innehåll; visas i varje vy.", default=False)
    kommun: Slug = described("Kommun", "Kommunens nyckel.")
    matningar: tuple[Mognadsmatning, ...] = described("Mätningar", "Äldsta först.", min_length=1)
