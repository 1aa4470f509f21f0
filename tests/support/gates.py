"""A small process with its registers, for tests of gates; its words are none of the real processes'."""

from __future__ import annotations

from functools import cache

from fyrportfolj.model.initiative import Initiative
from fyrportfolj.model.policy import PortfolioFile
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.process import Process
from fyrportfolj.model.registers import Kommunregister, Organregister, Rollregister
from tests.support.texts import read

PROCESS = """
    slug: liten
    namn: Liten process
    version: "1.0"
    faser:
      - slug: fro
        namn: Frö
        beskrivning: En idé.
        artefakter:
          - {slug: idebeskrivning, kod: IB, steg: sa, falt: [behov, ide]}
        steg:
          - {slug: sa, namn: Så}
          - {slug: vattna, namn: Vattna}
        grind:
          slug: gro
          namn: Beslut om att gro
          utfall: [{utfall: fortsatt}, {utfall: stopp}, {utfall: avsluta}]
          beslut:
            - {slug: jord, namn: Jord, alla_av: [tradgard]}
      - slug: planta
        namn: Planta
        beskrivning: En planta per kommun.
        artefakter:
          - {slug: programdirektiv, steg: gallra, beslutas: true, falt: [syfte]}
          - {slug: kommunikationsplan, valfri: true}
        steg:
          - {slug: gallra, namn: Gallra}
        grind:
          slug: plantera
          namn: Beslut om att plantera
          forslag: Att plantan planteras.
          utfall: [{utfall: fortsatt}, {utfall: tillbaka}, {utfall: stopp}, {utfall: avsluta, till: [kompost]}]
          kriterier: [deltagare_finns]
          beslut:
            - slug: samtycke
              namn: Samtycke
              per: kommun
              nagot_av: [ledning, namnd]
              vid_behov: [fullmaktige]
              kvorum: {minst_kommuner: 2}
            - {slug: pengar, namn: Pengar, vid_behov: [givare]}
            - {slug: grupp, namn: Grupp, alla_av: [tradgard]}
      - slug: tra
        namn: Träd
        beskrivning: Ett träd.
        grind:
          slug: skorda
          namn: Beslut om skörd
          utfall: [{utfall: fortsatt, till: [kompost]}, {utfall: tillbaka, till: [planta]}, {utfall: avsluta}]
          beslut:
            - {slug: skord, namn: Skörd, nagot_av: [tradgard, park]}
      - slug: kompost
        namn: Kompost
        beskrivning: Allt blir jord.
        grind:
          slug: jorda
          namn: Beslut om jord
          utfall: [{utfall: fortsatt}]
          beslut:
            - {slug: jord, namn: Jord, alla_av: [park]}
"""

ORGAN = """
    organ:
      - {id: park, namn: Parkstyrelsen, typ: styrgrupp}
      - {id: tradgard, namn: Trädgårdsgruppen, typ: styrgrupp, overordnat: park}
      - {id: skotsel, namn: Skötselgruppen, typ: arbetsgrupp, overordnat: tradgard}
      - {id: ledning, namn: Ledning, typ: kommunledning, per_kommun: true}
      - {id: namnd, namn: Nämnd, typ: namnd, per_kommun: true}
      - {id: fullmaktige, namn: Fullmäktige, typ: fullmaktige, per_kommun: true}
      - {id: givare, namn: Givare, typ: finansiar}
"""

KOMMUNER = """
    folkmangd: {kalla: Test, datum: 2024-12-31}
    kommuner:
      - {id: asele, namn: Åsele, fullstandigt_namn: Åsele kommun, kommunkod: "2463", invanare: 1000}
      - {id: berg, namn: Berg, fullstandigt_namn: Bergs kommun, kommunkod: "2326", invanare: 3000}
      - {id: dorotea, namn: Dorotea, fullstandigt_namn: Dorotea kommun, kommunkod: "2425", invanare: 6000}
"""

ROLLER = """
    roller:
      - {id: ledare, namn: Ledare}
      - {id: chef, namn: Chef, linjeroll: true}
"""

FYR = """
    namn: Trädgården
    agare: Förbundet
    schema_version: 1
    processer:
      initiativ: {slug: liten, version: "1.0"}
      projekt: {slug: liten, version: "1.0"}
    policy:
      risk:
"""


def _scale() -> str:
    return "".join(f"          - {{varde: {n}, namn: Steg {n}, beskrivning: Steg {n}.}}\n" for n in range(1, 6))


def head_file() -> str:
    """The text of fyr.yaml, indented as the others."""
    levels = (
        ("lag", "Låg", 1, 6, "ledare", "ledare", "false"),
        ("medel", "Medel", 8, 12, "tradgard", "tradgard", "true"),
        ("hog", "Hög", 15, 25, "park", "park", "true"),
    )
    rows = "".join(
        f"          - {{slug: {slug}, namn: {namn}, fran: {fran}, till_och_med: {till}, krav_beslut: {krav}, "
        f"befogenhet: {{projekt: {projekt}, initiativ: {initiativ}}}}}\n"
        for slug, namn, fran, till, projekt, initiativ, krav in levels
    )
    return (
        FYR.replace("        sannolikhet: &s\n", "")
        + f"        sannolikhet:\n{_scale()}        konsekvens:\n{_scale()}        nivaer:\n{rows}"
        + "      status: {budget_mindre: 5, budget_stor: 10, tid_mindre_dagar: 14, tid_stor_dagar: 42}\n"
    )


@cache
def small_process() -> Process:
    """The process of the tests."""
    return read(PROCESS, Process)


def small_portfolio(initiative: Initiative) -> tuple[Portfolio, Entry[Initiative]]:
    """A portfolio that holds the process, the registers and one initiative."""
    entry = Entry(f"initiativ/{initiative.id}.yaml", initiative)
    portfolio = Portfolio(
        fyr=Entry("fyr.yaml", read(head_file(), PortfolioFile)),
        processer={("liten", "1.0"): Entry("process/liten-1.0.yaml", small_process())},
        kommunregister=Entry("register/kommuner.yaml", read(KOMMUNER, Kommunregister)),
        organregister=Entry("register/organ.yaml", read(ORGAN, Organregister)),
        rollregister=Entry("register/roller.yaml", read(ROLLER, Rollregister)),
        initiativ={initiative.id: entry},
    )
    return portfolio, entry


HEAD = """
    id: apeltrad
    namn: Apelträd
    process: {slug: liten, version: "1.0"}
    fas: fro
    sammanfattning: Ett träd.
    delomrade: frukt
    ledare: ledare
"""


def initiative(text: str = "") -> Initiative:
    """An initiative with the common head and whatever the test adds, in YAML at the same indentation."""
    return read(HEAD + text, Initiative)


def decisions(*rows: str) -> str:
    """The YAML of `beslut:`; a row is flow style without id, which is worked out from date, body and kommun."""
    out = ["    beslut:\n"]
    for row in rows:
        parts = dict(p.split(": ", 1) for p in row.split(", ") if ": " in p)
        id_ = f"{parts['datum']}-{parts['organ']}" + (f"-{parts['kommun']}" if "kommun" in parts else "")
        out.append(f"      - {{id: {id_}, {row}}}\n")
    return "".join(out)


SEED = "typ: grind, datum: 2026-01-10, organ: tradgard, grind: gro, krav: jord, utfall: fortsatt"


def consent(kommun: str, outcome: str = "fortsatt", day: str = "2026-02-01", organ: str = "namnd") -> str:
    """A kommun's answer at the second gate."""
    where = f"organ: {organ}, kommun: {kommun}, grind: plantera, krav: samtycke"
    return f"typ: grind, datum: {day}, {where}, utfall: {outcome}"


def group(outcome: str = "fortsatt", day: str = "2026-02-10", more: str = "") -> str:
    """The joint body's answer at the second gate."""
    return f"typ: grind, datum: {day}, organ: tradgard, grind: plantera, krav: grupp, utfall: {outcome}{more}"
