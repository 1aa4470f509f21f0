"""Taking answers into the record: each is kept as it came, read, numbered, and its points listed; nothing twice."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from fyrportfolj.commands.remiss_round import Consultation
from fyrportfolj.diagnostics import Loc
from fyrportfolj.i18n import render
from fyrportfolj.messages import T, Text
from fyrportfolj.model.artefacts.remiss import Remissyttrande, Synpunkt, Undanlagt
from fyrportfolj.rules.remiss.answers import is_decided, predecessor
from fyrportfolj.rules.remiss.points import carried, next_id
from fyrportfolj.rules.remiss.reading import Read
from fyrportfolj.store.edit import Append, Edit, Set
from fyrportfolj.store.write import sha256

Utfall = Literal["registrerat", "ny_version", "redan_registrerat", "undanlagt"]
"""What became of something that came in."""

_ANSWERS: Loc = ("artefakter", "remissyttrande")
_REPORT: Loc = ("artefakter", "yttranderapport")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Outcome:
    """What became of something that came in.

    Attributes:
        namn: the file's name, or the review's id.
        utfall: registered, a new version of an answer, known already, or set aside.
        instans: the recipient, when it is known.
        yttrande: the answer's id, or None.
        fil: where it is kept, relative to the portfolio.
        sent: True when it came after the last day.
        utan_beslut: True when it names no decision, so that it is not the municipality's answer.
        skal: why it was set aside.
        noter: what to know although it was registered.
    """

    namn: str
    utfall: Utfall
    instans: str | None
    yttrande: str | None
    fil: str
    sent: bool = False
    utan_beslut: bool = False
    skal: tuple[Text, ...] = ()
    noter: tuple[Text, ...] = ()


@dataclass
class Ledger:
    """The record while answers are taken into it.

    Attributes:
        root: the portfolio's folder.
        c: the consultation as it was.
        edits: the changes of its file so far, in order.
        kept: new files by path.
        svar: every answer, the new ones last.
        punkter: every point, the new ones last.
        undan: everything that was set aside.
        per_kommun: recipient to its row in the report.
    """

    root: Path
    c: Consultation
    edits: list[Edit] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)
    svar: list[Remissyttrande] = field(default_factory=list)
    punkter: list[Synpunkt] = field(default_factory=list)
    undan: list[Undanlagt] = field(default_factory=list)
    per_kommun: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, root: Path, c: Consultation) -> Ledger:
        """Begin from what the file holds."""
        ledger = cls(root, c, svar=list(c.svar))
        if c.rapport is None:
            ledger.edits.append(Set(_REPORT, {"status": "utkast", "version": "0.1"}))
        else:
            ledger.punkter += c.rapport.synpunkter
            ledger.undan += c.rapport.undanlagt
            ledger.per_kommun += [row.kommun for row in c.rapport.per_kommun]
        return ledger

    def known(self, name: str, data: bytes) -> Outcome | None:
        """Say that the very same bytes are an answer already, or give None.

        Args:
            name: the file's name.
            data: its bytes.
        """
        sum_ = sha256(data)
        for answer in self.svar:
            if answer.fil_sha256 == sum_:
                return Outcome(name, "redan_registrerat", answer.instans, answer.id, answer.fil or "")
        return None

    def accept(self, name: str, data: bytes, read: Read, more: dict[str, Any] | None = None) -> Outcome:
        """Take an answer in.

        Args:
            name: the file's name as it came.
            data: its bytes.
            read: what it says; has an answer.
            more: fields beside those that were read, such as the review's id.
        """
        said = read.svar
        if said is None or said.instans is None or said.inkom is None:
            return self.set_aside(name, data, read, said.inkom if said and said.inkom else date.min)
        self._number_old()
        path = self._place("inkommet", f"{said.instans}-{said.inkom.isoformat()}", name, data)
        old = predecessor(self.svar, said)
        given: dict[str, Any] = {
            "id": next_id("Y", (a.id for a in self.svar)),
            "fil": path,
            "fil_sha256": sha256(data),
            **(more or {}),
        }
        if old is not None:
            given |= {"ersatter": old.id, "version": _after(old.version)}
        answer = Remissyttrande.model_validate(said.model_dump(exclude_unset=True) | given)
        self.svar.append(answer)
        self.edits.append(Append(_ANSWERS, answer.model_dump(mode="json", exclude_unset=True)))
        self._points(answer, old.id if old else None)
        self._row(answer)
        self._read_at_last(sha256(data), answer.id or "")
        return Outcome(
            name,
            "ny_version" if old else "registrerat",
            answer.instans,
            answer.id,
            path,
            answer.sent_inkommet,
            not is_decided(answer),
            noter=read.noter,
        )

    def set_aside(self, name: str, data: bytes, read: Read, came: date) -> Outcome:
        """Keep something that cannot be read as an answer, with the reasons beside it; once."""
        for held in self.undan:
            if held.fil_sha256 == sha256(data) and held.last_som is None:
                return Outcome(name, "redan_registrerat", held.instans, None, held.fil)
        path = self._place("undan", sha256(data)[:12] + "-" + _safe(PurePosixPath(name).stem), name, data)
        reasons = "; ".join(render(r) for r in read.skal)
        self.kept[f"{path}.skal.txt"] = f"{name}\n{came.isoformat()}\n{reasons}\n".encode()
        given: dict[str, Any] = {"fil": path, "fil_sha256": sha256(data), "namn": _one_line(name), "inkom": came}
        given |= {"instans": read.instans} if read.instans else {}
        row = Undanlagt.model_validate(given | {"skal": reasons})
        self.undan.append(row)
        self.edits.append(Append((*_REPORT, "undanlagt"), row.model_dump(mode="json", exclude_unset=True)))
        return Outcome(name, "undanlagt", read.instans, None, path, skal=read.skal)

    def _number_old(self) -> None:
        """Give ids to answers that were written by hand without any, so that a new version can point at them."""
        for i, answer in enumerate(self.svar):
            if answer.id is None:
                id_ = next_id("Y", (a.id for a in self.svar))
                self.svar[i] = answer.model_copy(update={"id": id_})
                self.edits.append(Set((*_ANSWERS, i, "id"), id_))

    def _points(self, answer: Remissyttrande, old: str | None) -> None:
        found = carried(self.punkter, answer, old)
        for i, id_ in found.flyttade.items():
            self.punkter[i] = self.punkter[i].model_copy(update={"yttrande": id_})
            self.edits.append(Set((*_REPORT, "synpunkter", i, "yttrande"), id_))
        for point in found.nya:
            self.punkter.append(point)
            row = point.model_dump(mode="json", exclude_unset=True)
            self.edits.append(Append((*_REPORT, "synpunkter"), row))

    def _row(self, answer: Remissyttrande) -> None:
        """Write the municipality's row in the report; an official's answer is none of its."""
        if not is_decided(answer) or answer.instans not in self.c.forfragan.remissinstanser:
            return
        said = answer.model_dump(mode="json", exclude_unset=True)
        kept = ("stallningstagande", "inkom", "organ")
        row = {"kommun": answer.instans, **{name: said[name] for name in kept if name in said}}
        if answer.instans in self.per_kommun:
            self.edits.append(Set((*_REPORT, "per_kommun", self.per_kommun.index(answer.instans)), row))
        else:
            self.per_kommun.append(answer.instans)
            self.edits.append(Append((*_REPORT, "per_kommun"), row))

    def _read_at_last(self, sum_: str, id_: str) -> None:
        for i, row in enumerate(self.undan):
            if row.fil_sha256 == sum_ and row.last_som is None:
                self.undan[i] = row.model_copy(update={"last_som": id_})
                self.edits.append(Set((*_REPORT, "undanlagt", i, "last_som"), id_))

    def _place(self, folder: str, stem: str, name: str, data: bytes) -> str:
        """Give a free path for what came in; one that already holds these very bytes is taken again."""
        suffix = PurePosixPath(name.casefold()).suffix
        suffix = suffix if _SUFFIX.fullmatch(suffix) else ".bin"
        number = 1
        while True:
            path = f"remiss/{self.c.id}/{folder}/{stem}{f'-{number}' if number > 1 else ''}{suffix}"
            held = self.kept.get(path)
            full = self.root / path
            if held is None and full.is_file():
                held = full.read_bytes()
            if held is None or held == data:
                self.kept[path] = data
                return path
            number += 1


def _after(version: str) -> str:
    whole, _, _ = version.partition(".")
    return f"{int(whole) + 1}.0"


def _safe(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME] or "namnlos"


def _one_line(name: str) -> str:
    return " ".join(name.split())[:300] or T("namnlös").msgid
