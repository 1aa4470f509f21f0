"""A small portfolio with a year of history: work, decisions, a policy change, a merge, and what goes wrong."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fyrportfolj.store.edit import Append, Edit, Set, apply
from tests.support.gitrepo import GitRepo

BASE = Path(__file__).resolve().parents[1] / "cases" / "_portfolj"
CHART, TRIP = "initiativ/gemensamt-sjokort.yaml", "projekt/provtur.yaml"
_MADE: dict[str, TemporaryDirectory[str]] = {}
SUM = "aade6df514110548c2f5bf56656f08d5c26e021d15f55315ec39f9b5ed638d45"


class History:
    """A repository with a portfolio that a test writes the history of.

    Attributes:
        repo: the repository.
        folder: the portfolio's folder in it, ended by `/`, or empty.
    """

    def __init__(self, repo: GitRepo, folder: str) -> None:
        self.repo = repo
        self.folder = folder

    @classmethod
    def begin(cls, root: Path, folder: str = "") -> History:
        """Commit the portfolio for the first time, on the first of February.

        Args:
            root: where the repository is made.
            folder: the portfolio's folder in it.
        """
        shutil.copytree(BASE, root / folder, dirs_exist_ok=True)
        made = cls(GitRepo.make(root), folder)
        made.commit("Lägg upp portföljen", "2026-02-01")
        return made

    def read(self, path: str) -> str:
        """Give a file of the portfolio as it is now."""
        return (self.repo.root / self.folder / path).read_text(encoding="utf-8")

    def edit(self, path: str, *edits: Edit) -> None:
        """Edit a file as fyr would."""
        self.write({path: apply(self.read(path), edits)})

    def write(self, files: Mapping[str, str]) -> None:
        """Write files of the portfolio."""
        self.repo.write({f"{self.folder}{path}": text for path, text in files.items()})

    def commit(self, message: str, day: str, *, who: str = "Karin Ström") -> str:
        """Commit everything at noon of a day, and give the commit's id."""
        mail = f"{who.split(maxsplit=1)[0].lower()}@kommunen.example"
        self.repo.git("add", "--all")
        env = {"GIT_AUTHOR_NAME": who, "GIT_AUTHOR_EMAIL": mail}
        when = f"{day}T12:00:00+01:00"
        self.repo.git("commit", "-q", "--allow-empty", "--cleanup=verbatim", "-m", message, when=when, env=env)
        return self.repo.head()

    def decide(self, path: str, decision: Mapping[str, Any], day: str, *edits: Edit, rows: Sequence[str] = ()) -> str:
        """Record a decision as its own commit, with the rows that the writer would have made and some more.

        Args:
            path: the undertaking's file.
            decision: the row of `beslut`.
            day: the day of recording.
            *edits: what else the decision changes in the file.
            rows: further lines of the message.
        """
        self.edit(path, *edits, Append(("beslut",), dict(decision)))
        kind = "rattelse" if decision["typ"] == "rattelse" else "beslut"
        owner = Path(path).stem
        lines = [
            f"Fyr-Typ: {kind}",
            "Fyr-Version: 1",
            f"Fyr-Initiativ: {owner}",
            f"Fyr-Beslut: {decision['id']}",
            f"Fyr-Beslutstyp: {decision['typ']}",
            *(
                f"Fyr-{name}: {decision[key]}"
                for name, key in (("Grind", "grind"), ("Utfall", "utfall"))
                if key in decision
            ),
            f"Fyr-Motesutfall: {decision.get('motesutfall', 'beslutat')}",
            f"Fyr-Organ: {decision['organ']}",
            *([f"Fyr-Kommun: {decision['kommun']}"] if "kommun" in decision else []),
            "Fyr-Mandat: -",
            f"Fyr-Datum: {decision['datum']}",
            *rows,
        ]
        return self.commit(f"Beslut {owner}\n\n" + "".join(f"{line}\n" for line in lines), day)


def a_year(root: Path, folder: str = "") -> History:
    """Give a portfolio with a history that has something of everything.

    Args:
        root: where the repository is made.
        folder: the portfolio's folder in it.
    """
    if folder not in _MADE:
        # Made once and copied: it takes git a hundred starts.
        place = TemporaryDirectory()
        h = History.begin(Path(place.name) / "arkiv", folder)
        _work(h)
        _decisions(h)
        _policy(h)
        _merge(h)
        _MADE[folder] = place
    shutil.copytree(Path(_MADE[folder].name) / "arkiv", root)
    return History(GitRepo(root), folder)


def _work(h: History) -> None:
    h.edit(
        TRIP,
        Set(("risker", 0, "sannolikhet"), 2),
        Set(("risker", 0, "bedomd"), "2026-09-10"),
        Append(("risker", 0, "bedomningar"), {"datum": "2026-11-10", "sannolikhet": 4, "konsekvens": 5}),
        Set(("risker", 0, "atgarder", 0, "status"), "klar"),
        Set(("slut",), "2027-08-31"),
    )
    h.commit("Bedöm stormen igen", "2026-09-10", who="Bo Ek")
    h.write({TRIP: "# Provturen\n" + h.read(TRIP).replace("Provtur\n", '"Provtur"\n', 1)})
    h.commit("Skriv en kommentar", "2026-09-12", who="Bo Ek")
    good = h.read(TRIP)
    h.write({TRIP: good + "fas: [\n"})
    h.commit("Skriv fel", "2026-09-14", who="Bo Ek")
    h.write({TRIP: good, "templates/brev.md": "Hej\n"})
    h.commit("Rätta felet", "2026-09-15", who="Bo Ek")


def _decisions(h: History) -> None:
    udde = {
        "id": "2026-10-06-hamnnamnd-udde",
        "typ": "grind",
        "datum": "2026-10-06",
        "organ": "hamnnamnd",
        "kommun": "udde",
        "grind": "lagg_till",
        "krav": "hamn",
        "utfall": "fortsatt",
        "underlag": [{"artefakt": "projektdirektiv", "version": "1.0", "sha256": SUM}],
        "villkor": [{"id": "V1", "text": "Bryggan lagas.", "senast": "2026-11-01"}],
        "reservation": ["Ledamoten för Vikpartiet"],
        "paragraf": "HN § 31",
        "diarienummer": {"udde": "HN 2026/8"},
    }
    rows = (f"Fyr-Underlag: sha256:{SUM} projektdirektiv@1.0", "Fyr-Reservation: Ledamoten för Vikpartiet")
    h.decide(CHART, udde, "2026-10-07", rows=rows)
    vik = {k: v for k, v in udde.items() if k not in ("villkor", "underlag", "reservation", "diarienummer")} | {
        "id": "2026-10-08-hamnnamnd-vik",
        "datum": "2026-10-08",
        "kommun": "vik",
        "paragraf": "HN § 5",
    }
    joined = (
        Set(("deltagare", 2, "status"), "deltar"),
        Set(("deltagare", 2, "beslut"), "2026-10-08-hamnnamnd-vik"),
        Set(("fas",), "hamn"),
    )
    h.decide(CHART, vik, "2026-10-09", *joined)
    right = vik | {
        "id": "2026-10-12-hamnnamnd-vik",
        "typ": "rattelse",
        "datum": "2026-10-12",
        "paragraf": "HN § 6",
        "motivering": "Fel paragraf.",
        "ersatter": "2026-10-08-hamnnamnd-vik",
    }
    h.decide(CHART, right, "2026-10-12")
    h.edit(
        CHART, Set(("beslut", 2, "villkor", 0, "uppfyllt"), "2026-10-20"), Set(("beslut", 2, "justerat"), "2026-10-08")
    )
    h.commit("För in att bryggan är lagad", "2026-10-20")


def _policy(h: History) -> None:
    text = h.read("fyr.yaml")
    h.write({"fyr.yaml": text.replace("befogenhet: {projekt: besattning,", "befogenhet: {projekt: rederi,")})
    rows = "Fyr-Typ: policy\nFyr-Version: 1\nFyr-Serie: 1\nFyr-Grund: Rederiet § 4\nFyr-Foregaende: -\n"
    h.commit(f"Höj befogenheten\n\n{rows}", "2026-11-02", who="Rut Alm")
    h.edit(TRIP, Set(("fas",), "sjo"))
    h.commit("Flytta provturen\n\nfyr-typ: beslut\n", "2026-11-03", who="Bo Ek")
    h.edit(TRIP, Set(("fas",), "hamn"))
    h.commit("Flytta provturen en gång till", "2026-11-04", who="Bo Ek")
    h.edit(TRIP, Set(("fas",), "kaj"))
    h.commit("Flytta tillbaka", "2026-11-05", who="Bo Ek")


def _merge(h: History) -> None:
    h.repo.git("checkout", "-q", "-b", "sidogren")
    h.edit(CHART, Set(("milstolpar", 1, "prognos"), "2027-01-13"), Set(("finansiering", "total_kr"), 950000))
    h.commit("Flytta kortet", "2026-11-08", who="Bo Ek")
    h.repo.git("checkout", "-q", "main")
    env = {"GIT_AUTHOR_NAME": "Rut Alm", "GIT_AUTHOR_EMAIL": "rut@kommunen.example"}
    h.repo.git("merge", "-q", "--no-ff", "-m", "Sammanfoga", "sidogren", when="2026-11-10T12:00:00+01:00", env=env)
