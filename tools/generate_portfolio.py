"""Write a portfolio of any size: the example's registers and processes, and N made-up initiatives of about 5 KB.

Usage: python tools/generate_portfolio.py DIR N [SEED]

The same arguments give the same bytes. Every file is good, so that a check has nothing to say.
"""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
TEXT = """
    samverkan verksamhet införande digitalisering ärende leverantör upphandling förvaltning regionen medborgare
    tillgänglighet säkerhet uppföljning nytta kostnad tidplan styrgrupp beslut behov åtgärd kommun vårdgivare
    användare införs planeras genomförs följs upp enligt överenskommelse mellan parterna och för att med den nya
    lösningen ska kunna möta kraven på ökad kvalitet samt minskad påverkan där återstående frågor hanteras löpande
"""
WORDS = TEXT.split()
DELOMRADEN = ("socialtjanst", "it-leverans", "verksamhetsstod", "bygga-och-bo", "kultur-och-fritid")
KOMMUNER = ("amal", "bengtsfors", "lysekil", "orust", "tanum", "trollhattan", "uddevalla", "vanersborg")


def sentence(r: random.Random, words: int) -> str:
    """Give a sentence of that many words."""
    text = " ".join(r.choice(WORDS) for _ in range(words))
    return text[0].upper() + text[1:]


def paragraph(r: random.Random, indent: int, lines: int) -> str:
    """Give a folded block of that many lines."""
    pad = " " * indent
    return ">-\n" + "\n".join(pad + sentence(r, 11) + "." for _ in range(lines))


def initiative(number: int, seed: int) -> str:
    """Give the YAML text of one initiative, about 5 KB, in the first phase."""
    r = random.Random(f"{seed}-{number}")  # noqa: S311  (repeatable test data, no secret)
    deltagare = r.sample(KOMMUNER, 4)
    total = r.randint(2, 90) * 40_000
    out = [
        "# yaml-language-server: $schema=../schema/initiativ.schema.json",
        f"id: genererat-initiativ-{number:05d}",
        f"namn: {sentence(r, 5)}",
        "exempel: true",
        "process:",
        "  slug: portfolj",
        '  version: "0.5"',
        "fas: strategi",
        f"delomrade: {r.choice(DELOMRADEN)}",
        f"sammanfattning: {paragraph(r, 2, 3)}",
        "mal:",
        *(f"  - {paragraph(r, 4, 2)}" for _ in range(2)),
        "start: 2026-03-01",
        "slut: 2028-02-28",
        "deltagare:",
        *(f"  - kommun: {k}\n    status: tillfragad\n    kontaktroll: {sentence(r, 2)}" for k in deltagare),
        "finansiering:",
        f"  total_kr: {total}",
        "  prisniva: 2026",
        f"  kalla: {sentence(r, 3)}",
        f"  kommunernas_del_kr: {total}",
        "  fordelningsnyckel:",
        "    typ: lika",
        "  andelar:",
        *(f"    - part: {k}\n      belopp_kr: {total // 4}" for k in deltagare),
        "milstolpar:",
        *(
            f"  - {{id: M{n}, namn: {sentence(r, 4)}, baslinje: 2027-0{n}-15, prognos: 2027-0{n}-15}}"
            for n in range(1, 6)
        ),
        "risker:",
        *(_risk(r, n) for n in range(1, 4)),
        "artefakter:",
        "  idebeskrivning:",
        "    status: utkast",
        '    version: "0.1"',
        f"    behov: {paragraph(r, 6, 3)}",
        f"    ide: {paragraph(r, 6, 3)}",
        f"    malgrupp: {sentence(r, 6)}",
        "noteringar:",
        *(f"  - {paragraph(r, 4, 3)}" for _ in range(2)),
    ]
    return "\n".join(out) + "\n"


def _risk(r: random.Random, number: int) -> str:
    s, k = r.choice(((1, 2), (2, 3), (1, 4), (2, 2), (3, 2)))
    return "\n".join(
        (
            f"  - id: R{number}",
            f"    hot: {sentence(r, 9)}",
            f"    sarbarhet: {sentence(r, 9)}",
            f"    konsekvens_beskrivning: {sentence(r, 9)}",
            f"    sannolikhet: {s}",
            f"    konsekvens: {k}",
            "    bedomd: 2026-10-01",
            "    agare: programchef",
            "    atgarder:",
            f"      - text: {sentence(r, 8)}",
            "        ansvarig: programchef",
            "        klart: 2027-06-30",
        )
    )


def write(target: Path, count: int, seed: int = 0) -> int:
    """Write the portfolio; give the number of bytes of the generated initiatives."""
    source = HERE / "portfolio-data"
    for name in ("process", "register", "handlingsplan", "initiativ"):
        # Without the worked examples, so that what is measured is the generated files.
        left_out = shutil.ignore_patterns("exempel-*")
        shutil.copytree(source / name, target / name, dirs_exist_ok=True, ignore=left_out)
    shutil.copy(source / "fyr.yaml", target / "fyr.yaml")
    size = 0
    for number in range(count):
        data = initiative(number, seed).encode("utf-8")
        (target / "initiativ" / f"genererat-initiativ-{number:05d}.yaml").write_bytes(data)
        size += len(data)
    return size


if __name__ == "__main__":
    bytes_ = write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)  # noqa: PLR2004
    print(f"{bytes_ // max(1, int(sys.argv[2]))} byte per initiativ")
