"""A consultation in a portfolio of fourteen municipalities, and answers by every road."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from fyrportfolj.commands.editing import How
from fyrportfolj.commands.remiss_open import Wanted, open_round
from fyrportfolj.commands.remiss_round import consultation
from fyrportfolj.commands.workspace import Workspace
from fyrportfolj.model.remiss_answers import ForgeAnswer, Omdome
from fyrportfolj.render.answer_forms import FORMAT, form_base, word_form
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.remiss_form import form_view
from fyrportfolj.resources import resource
from fyrportfolj.store.answers.form import form_sum
from tests.support.gitrepo import GitRepo

ID = "remissen"
SENT, LAST = date(2024, 6, 17), date(2024, 8, 13)
WRITE = How()
QUESTIONS = (
    ("Indelning", "Är indelningen rätt?"),
    ("Resurser", "Räcker resurserna?"),
    ("Workshoppar", "Är workshoppar rätt väg?"),
    ("Processer", "Fungerar processerna?"),
    ("Samverkan", "Är rollerna tydliga?"),
)
PROJECT = f"""\
# Raden står kvar.
id: {ID}
namn: Remiss av planen
exempel: true
process: {{slug: remiss, version: "1.0"}}
fas: skicka
sammanfattning: Planen går på remiss.
agare: forbundsdirektor
ledare: digitaliseringsstrateg
start: 2024-05-02
artefakter:
  handlingsplan:
    status: pa_remiss
    version: "0.7"
    titel: Handlingsplan
    period: 2024–2025
    syfte: Att arbeta tillsammans.
"""


def portfolio(folder: Path) -> Path:
    """Make a portfolio in git with the registers that ship and one undertaking."""
    for part in ("register", "process"):
        shutil.copytree(resource("portfolio-data") / part, folder / part)
    shutil.copy(resource("portfolio-data") / "fyr.yaml", folder / "fyr.yaml")
    (folder / "projekt").mkdir()
    (folder / f"projekt/{ID}.yaml").write_text(PROJECT, encoding="utf-8")
    GitRepo.make(folder).git("add", "-A")
    GitRepo(folder).git("commit", "-q", "-m", "Första")
    return folder


def at(folder: Path, today: date = SENT) -> Workspace:
    """Open the portfolio on a day."""
    return Workspace.open(folder, lambda _zone: today, today=today)


def sent(folder: Path, out: Path, last: date = LAST) -> None:
    """Send the round to all fourteen, with five questions."""
    wanted = Wanted(rubrik="Handlingsplanen", fragor=QUESTIONS, svar_senast=last)
    done = open_round(at(folder), ID, wanted, out, WRITE)
    assert done.exit_code == 0, done.diagnostics


def files_of(folder: Path) -> dict[str, bytes]:
    """Give every file outside git."""
    found = (p for p in folder.rglob("*") if p.is_file() and ".git" not in p.parts)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def review(
    number: int, who: str | None, text: str, day: date, *, omdome: Omdome = "kommentar", account: str = "7"
) -> ForgeAnswer:
    """Give a review as a channel would."""
    moment = datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)
    link = f"https://forge.example/r/1#{number}"
    return ForgeAnswer(
        f"review-{number}", account, f"konto{account}", moment, text, omdome, lank=link, original="{}", instans=who
    )


def decided(stance: str, number: int, rest: str = "") -> str:
    """Give the text of a decided answer."""
    return f"Ställning: {stance}\nBeslutat av: Kommunstyrelsen 2024-08-0{number % 9 + 1}, KS § {number}\n{rest}"


def form_file(path: Path, who: str, stance: str, more: Mapping[str, Any] | None = None) -> Path:
    """Write an answer file as the page saves it."""
    fields: dict[str, Any] = {"format": FORMAT, "remiss": ID, "instans": who, "stallningstagande": stance}
    fields |= {"organets_namn": "Kommunstyrelsen", "beslutsdatum": "2024-08-07", "paragraf": "KS § 50", **(more or {})}
    fields["kontrollsumma"] = form_sum(fields)
    path.write_text(json.dumps(fields, ensure_ascii=False, indent=2), encoding="utf-8")
    return path


def word_file(path: Path, folder: Path, who: str, filled: Mapping[str, str]) -> Path:
    """Fill in the Word form by tag; a value may hold tracked changes as Word XML."""
    ws = at(folder)
    c = consultation(ws, ID)
    view, stamp = form_view(ws.portfolio, c.entry.modell, c.forfragan, who), datetime(2024, 6, 17, tzinfo=UTC)
    made = word_form(form_base(view, Templates(), stamp), view, stamp)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in package.namelist():
            data = package.read(name)
            if name == "word/document.xml":
                text = data.decode()
                for tag, value in filled.items():
                    text = _filled(text, tag, value)
                data = text.encode()
            target.writestr(name, data)
    path.write_bytes(out.getvalue())
    return path


def _filled(text: str, tag: str, value: str) -> str:
    runs = value if value.startswith("<w:") else f"<w:r><w:t>{value}</w:t></w:r>"
    pattern = rf'(<w:tag w:val="{re.escape(tag)}"/>)<w:showingPlcHdr/>(.*?<w:sdtContent>).*?(</w:sdtContent>)'
    found, count = re.subn(pattern, lambda m: f"{m[1]}{m[2]}{runs}{m[3]}", text, count=1, flags=re.DOTALL)
    assert count == 1, tag
    return found


def tracked(kept: str, gone: str, added: str) -> str:
    """Give a text in which somebody struck and added words with tracked changes."""
    mark = 'w:id="1" w:author="A" w:date="2024-08-01T10:00:00Z"'
    return (
        f'<w:r><w:t xml:space="preserve">{kept} </w:t></w:r>'
        f"<w:del {mark}><w:r><w:delText>{gone}</w:delText></w:r></w:del>"
        f"<w:ins {mark}><w:r><w:t>{added}</w:t></w:r></w:ins>"
    )
