"""What `--as-of` shows is what the same command shows in a clone that stands at that commit."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from fyrportfolj.cli.app import command_tree, run
from fyrportfolj.cli.session import OF_A_VERSION
from fyrportfolj.model import upgrade
from fyrportfolj.render.catalogue import REPORTS
from fyrportfolj.store import load as load_module
from tests.cli.test_cases import BASE
from tests.support.gitrepo import GitRepo

NOW_DAY = "2027-02-01"
"""Day of the latest commits, long after those that are asked for."""


@dataclass
class History:
    """A portfolio with a history, and where each day leads.

    Attributes:
        repo: the repository; its work tree is another than any commit asked for.
        commits: ids by name, in the order they were made.
        days: the name of the commit that each day means, or None before the first.
    """

    repo: GitRepo
    commits: dict[str, str] = field(default_factory=dict)
    days: dict[str, str | None] = field(default_factory=dict)

    def commit(self, name: str, when: str, files: Mapping[str, str | bytes]) -> None:
        self.commits[name] = self.repo.commit(name, files, when=when)


FAULTY = "id: trasigt\nnamn: [\n"
NEW_PROCESS = (('version: "1.0"\nfaser', 'version: "1.1"\nfaser'), ("namn: Vid kaj", "namn: Vid bryggan"))


def text(name: str) -> str:
    return (BASE / name).read_text(encoding="utf-8")


def changed(source: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in source, old
        source = source.replace(old, new)
    return source


DAYS: dict[str, str | None] = {
    "2026-03-27": None,
    "2026-03-28": "gammalt schema",
    "2026-03-29": "sommartiden börjar",
    "2026-03-30": "en sekund senare",
    "2026-06-19": "en sekund senare",
    "2026-06-20": "natt i Amerika",
    "2026-06-30": "natt i Amerika",
    "2026-07-01": "sammanfört",
    "2026-10-24": "sammanfört",
    "2026-10-25": "ny policy",
    "2026-10-26": "felet rättat",
    "2027-01-31": "egen dag",
}
"""The version that each day means; None before the first."""


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """Give eleven commits: both ends of summer time, a night abroad, a merge, new rules, a fault and an old schema."""
    root = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("historia") / "portfölj"))
    h = History(GitRepo.make(root))
    head = changed(text("fyr.yaml"), ("betraktelsedag: 2026-11-20\n", ""))
    trip, chart = text("projekt/provtur.yaml"), text("initiativ/gemensamt-sjokort.yaml")

    old_schema = {"fyr.yaml": changed(head, ("schema_version: 1", "schema_version: 0"))}
    h.commit("gammalt schema", "2026-03-28T23:59:59+01:00", old_schema)
    h.commit("sommartiden börjar", "2026-03-29T23:59:59+02:00", {"fyr.yaml": head})
    h.commit("en sekund senare", "2026-03-30T00:00:00+02:00", {"projekt/trasigt.yaml": FAULTY})
    # Still the 19th where it was made, but the 20th where the portfolio is kept.
    h.repo.git("mv", "projekt/provtur.yaml", "projekt/hostprov.yaml")
    renamed = changed(trip, ("id: provtur", "id: hostprov"))
    h.commit("natt i Amerika", "2026-06-19T18:30:00-08:00", {"projekt/hostprov.yaml": renamed})
    h.repo.git("checkout", "-q", "-b", "sidospår")
    worse = changed(chart, ("sannolikhet: 3\n    konsekvens: 4", "sannolikhet: 5\n    konsekvens: 5"))
    h.commit("sidospår, senare", "2026-06-25T12:00:00+02:00", {"initiativ/gemensamt-sjokort.yaml": worse})
    h.commit("sidospår, tidigare", "2026-05-01T12:00:00+02:00", {"register/arscykel.yaml": "handelser: []\n"})
    h.repo.git("checkout", "-q", "main")
    h.repo.git("merge", "-q", "--no-ff", "-m", "sammanfört", "sidospår", when="2026-07-01T12:00:00+02:00")
    h.commits["sammanfört"] = h.repo.head()
    process = {
        "process/segling-1.1.yaml": changed(text("process/segling-1.0.yaml"), *NEW_PROCESS),
        "fyr.yaml": changed(head, ('version: "1.0"\n  projekt', 'version: "1.1"\n  projekt')),
        "projekt/host.yaml": changed(trip, ("id: provtur", "id: host"), ('"1.0"', '"1.1"')),
    }
    h.commit("ny process", "2026-10-25T02:30:00+01:00", process)
    policy = changed(str(process["fyr.yaml"]), ("till_och_med: 6", "till_och_med: 5"), ("fran: 8", "fran: 6"))
    judged = {"fyr.yaml": policy, "register/kapacitet.yaml": CAPACITY}
    h.commit("ny policy", "2026-10-25T23:59:59+01:00", judged)
    (root / "projekt/trasigt.yaml").unlink()
    h.commit("felet rättat", "2026-10-26T00:00:00+01:00", {})
    own_day = changed(policy, ("schema_version: 1\n", "schema_version: 1\nbetraktelsedag: 2026-11-20\n"))
    h.commit("egen dag", "2027-01-31T12:00:00+01:00", {"fyr.yaml": own_day})
    # What is in the work tree now shall show nowhere.
    later = {"fyr.yaml": head, "initiativ/gemensamt-sjokort.yaml": changed(chart, ("konsekvens: 4", "konsekvens: 1"))}
    h.commit("nu", f"{NOW_DAY}T12:00:00+01:00", later)
    (root / "projekt/host.yaml").unlink()
    h.days = dict(DAYS)
    return h


CAPACITY = """\
forvaltningar:
  - {id: hamn, namn: Hamn}
skedesfaktorer:
  - {skede: inforande, faktor: 1}
annan_last:
  - namn: Nya sjövägsregler
    slag: lagkrav
    last:
      forvaltning: hamn
      intensitet: 3
      andel_berord_procent: 50
      skeden:
        - {skede: inforande, fran: 2026-K4, till_och_med: 2027-K1}
      nyckelroller: [hamnchef]
"""

READING: dict[str, tuple[tuple[str, ...], ...]] = {
    "": ((), ("--alla", "--inom", "400"), ("--for", "vik", "--format", "json")),
    "status": ((), ("--format", "json")),
    "list": ((), ("--format", "json", "--sortera", "sedan")),
    "show": (("gemensamt-sjokort",), ("provtur", "--format", "json")),
    "check": (
        (),
        ("--format", "json"),
        ("--format", "github"),
        ("--format", "sarif"),
        ("--format", "junit"),
        ("projekt",),
    ),
    "gate status": ((),),
    "gate check": (("gemensamt-sjokort",), ("provtur", "--format", "json"), ("hostprov",)),
    "gate log": (("gemensamt-sjokort",),),
    "artefact show": (("gemensamt-sjokort", "statusrapport"),),
    "risk list": ((),),
    "risk show": (("gemensamt-sjokort", "R1"),),
    "risk matrix": ((),),
    "risk escalate": ((),),
    "risk history": (("gemensamt-sjokort", "R1"), ("provtur", "R1")),
    "benefit list": ((),),
    "benefit calc": (("gemensamt-sjokort",),),
    "benefit split": (("gemensamt-sjokort",),),
    "benefit ledger": ((),),
    "benefit forecast": (("gemensamt-sjokort",),),
    "benefit due": ((),),
    "benefit accuracy": ((),),
    "priority list": ((),),
    "priority show": (("hosten",),),
    "priority score": (("hosten",),),
    "priority rank": (("hosten",),),
    "priority choose": (("hosten",),),
    "remiss status": ((), ("--format", "json")),
    "capacity show": ((),),
    "capacity roles": ((),),
    "plan simulate": (("--move", "gemensamt-sjokort", "+1Q"),),
    "plan earliest": (("gemensamt-sjokort",),),
    "plan path": (("gemensamt-sjokort",),),
    "plan order": (("gemensamt-sjokort",),),
    "plan decide": (("gemensamt-sjokort",),),
    "mandate list": ((),),
    "log": ((), ("gemensamt-sjokort",)),
    "diff": (("ROOT",),),
    "report": (("list",),),
}
"""Arguments by command, for every one that takes `--as-of`; some name what is not there in every version."""

OTHERS: dict[str, tuple[str, ...]] = {
    "explain": ("FYR302",),
    "new": ("projekt", "--namn", "X", "--sammanfattning", "Y"),
    "set": ("gemensamt-sjokort", "namn", "Nytt namn"),
    "edit": ("gemensamt-sjokort",),
    "init": ("ny",),
    "schema": (),
    "doctor": (),
    "completion": ("bash",),
    "artefact new": ("gemensamt-sjokort", "projektdirektiv"),
    "artefact approve": ("gemensamt-sjokort", "statusrapport"),
    "risk assess": ("gemensamt-sjokort", "R1", "--s", "2"),
    "risk decide": ("gemensamt-sjokort", "--risk=R1", "--val=acceptera", "--organ=rederi", "--datum=2026-11-19"),
    "remiss close": ("gemensamt-sjokort",),
    "benefit measure": ("gemensamt-sjokort", "N1", "--varde", "1", "--kalla", "Loggboken"),
    "gate advance": (*["gemensamt-sjokort", "--organ", "hamnnamnd", "--kommun", "vik", "--datum", "2026-11-18"],),
}
"""The same for those that refuse it; a group that is not named here is left to its own tests."""


def leaves(command: Any, path: str = "") -> Iterator[str]:
    subs = getattr(command, "commands", {})
    if not subs:
        yield path
    for name, sub in subs.items():
        yield from leaves(sub, f"{path} {name}".strip())


def said(root: Path, *argv: str) -> tuple[int, str, str]:
    """Run a command in a folder, and give what it printed with the folder's name taken out."""
    with (
        contextlib.chdir(root),
        contextlib.redirect_stdout(io.StringIO()) as out,
        contextlib.redirect_stderr(io.StringIO()) as err,
    ):
        code = run(argv)
    return code, out.getvalue().replace(str(root), "<rot>"), err.getvalue().replace(str(root), "<rot>")


@pytest.fixture
def clone(history: History, tmp_path: Path) -> GitRepo:
    """Give a clone whose work tree each test puts where it wants."""
    history.repo.git("clone", "-q", "--no-local", str(history.repo.root), str(tmp_path / "klon"))
    return GitRepo(tmp_path / "klon")


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FYR_LANG", raising=False)
    monkeypatch.setenv("COLUMNS", "100")


def test_every_command_is_known_here() -> None:
    every = set(leaves(command_tree([]))) | {""}

    assert set(READING) | {"site build", "remiss compile"} == OF_A_VERSION
    assert every >= OF_A_VERSION
    assert not set(OTHERS) & OF_A_VERSION
    assert set(OTHERS) <= every


def asked(history: History) -> list[tuple[str, str, tuple[str, ...]]]:
    """Give each way to ask: the option's value, the commit it means, and the option for the day that it means."""
    days = [(day, name, day) for day, name in history.days.items() if name]
    zoned = {"natt i Amerika": "2026-06-20", "sidospår, senare": "2026-06-25", "ny process": "2026-10-25"}
    ways = days + [(history.commits[name][:12], name, day) for name, day in zoned.items()]
    # A portfolio with a day of its own is judged at that, whatever is asked for.
    return [(value, name, () if name == "egen dag" else ("--today", day)) for value, name, day in ways]


@pytest.mark.parametrize("verb", READING, ids=lambda v: v or "fyr")
def test_a_command_says_what_it_says_in_a_clone_of_that_commit(history: History, clone: GitRepo, verb: str) -> None:
    root = history.commits["gammalt schema"]
    answers = set()
    for number, (value, name, day) in enumerate(asked(history)):
        clone.git("checkout", "-q", "--detach", history.commits[name])
        # One way to print is compared everywhere, the others now and then.
        for more in READING[verb] if number % 4 == 0 else READING[verb][:1]:
            call = (*verb.split(), *(root if word == "ROOT" else word for word in more))
            then = said(history.repo.root, "--as-of", value, *call)
            assert then == said(clone.root, *day, *call), (value, name, call)
            answers.add(then)

    assert len(answers) > 1 or verb in {
        "gate status",
        "report",
        "artefact show",
        "mandate list",
        "benefit calc",
        "benefit split",
        # No version has a round of choosing.
        "priority show",
        "priority score",
        "priority rank",
        "priority choose",
    }
    assert history.repo.status() == " D projekt/host.yaml"


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_is_the_one_made_in_a_clone_of_that_commit(
    history: History, clone: GitRepo, tmp_path: Path, report: str
) -> None:
    ids = {"insats": ("gemensamt-sjokort",), "portfolj": (), "valfritt": ()}[REPORTS[report].om]
    made = set()
    for value, name, day in asked(history)[1::5]:
        clone.git("checkout", "-q", "--detach", history.commits[name])
        files = []
        for where, root, option in (
            ("förr", history.repo.root, ("--as-of", value)),
            ("klon", clone.root, day),
        ):
            out = tmp_path / f"{where}-{value}"
            answer = said(root, *option, "report", report, *ids, "--out", str(out))
            files.append((answer[0], {p.name: p.read_bytes() for p in out.glob("*")}))
        assert files[0] == files[1], (value, name)
        made.add(str(files[0][1]))

    # What nobody has written says the same at all times: that it is not there.
    assert len(made) > 1 or made == {"{}"}


def test_a_site_is_the_one_made_in_a_clone_of_that_commit(history: History, clone: GitRepo, tmp_path: Path) -> None:
    for value, name, day in asked(history)[1::6]:
        clone.git("checkout", "-q", "--detach", history.commits[name])
        sites = []
        for where, root, option in (("förr", history.repo.root, ("--as-of", value)), ("klon", clone.root, day)):
            out = tmp_path / f"{where}-{value}"
            code, _, err = said(root, *option, "site", "build", "--out", str(out))
            assert code == 0, err
            sites.append({p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()})
        assert "index.html" in sites[0]
        assert sites[0].keys() == sites[1].keys(), (value, name)
        assert [n for n, data in sites[0].items() if data != sites[1][n]] == [], (value, name)


@pytest.mark.parametrize("verb", OTHERS)
def test_a_command_that_acts_on_today_refuses(history: History, verb: str, tmp_path: Path) -> None:
    before = (history.repo.head(), history.repo.status())

    code, out, err = said(history.repo.root, "--as-of", "2026-03-29", *verb.split(), *OTHERS[verb])

    assert (code, out) == (2, "")
    assert "--as-of" in err
    assert (history.repo.head(), history.repo.status()) == before


def test_a_day_before_the_first_commit_has_no_portfolio(history: History) -> None:
    code, _, err = said(history.repo.root, "--as-of", "2026-03-27", "status")

    assert code == 1
    assert "2026-03-27" in err


def test_the_ways_to_ask_differ(history: History) -> None:
    """Else the comparison above could hold for a portfolio that never changes."""
    names = {said(history.repo.root, "--as-of", day, "list")[1] for day, name in history.days.items() if name}
    faults = {name: said(history.repo.root, "--as-of", id_, "check")[1] for name, id_ in history.commits.items()}

    assert len(names) >= 3
    assert "trasigt.yaml" in faults["sammanfört"]
    assert "trasigt.yaml" not in faults["felet rättat"] + faults["gammalt schema"]
    assert "Vid bryggan" in said(history.repo.root, "--as-of", "2026-10-25", "list")[1]
    assert "Vid bryggan" not in said(history.repo.root, "--as-of", "2026-10-24", "list")[1]


@pytest.mark.parametrize("as_of", ["2026-13-01", "2026-02-30", "20260329", "igår", "-1", "HEAD~99", ""])
def test_what_is_neither_a_day_nor_a_version_is_said(history: History, as_of: str) -> None:
    code, out, err = said(history.repo.root, f"--as-of={as_of}", "status")

    if as_of:
        assert (code, out) == (1, "")
        assert re.search(re.escape(as_of), err)
    else:
        assert code in {0, 2}


def test_a_document_of_an_old_schema_is_read_with_today_s_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing has been renamed yet, so the step is this test's own."""

    def rename(data: upgrade.Data) -> upgrade.Data:
        return {("namn" if key == "rubrik" else key): value for key, value in data.items()}

    steps: upgrade.Steps = {(0, "projekt"): rename}
    monkeypatch.setattr(
        load_module, "upgraded", lambda kind, data, version: upgrade.upgraded(kind, data, version, steps=steps)
    )
    root = Path(shutil.copytree(BASE, tmp_path / "portfölj"))
    repo = GitRepo.make(root)
    repo.commit("nu", {})
    before = {
        "fyr.yaml": changed(text("fyr.yaml"), ("schema_version: 1", "schema_version: 0")),
        "projekt/provtur.yaml": changed(text("projekt/provtur.yaml"), ("namn: Provtur", "rubrik: Provtur")),
    }
    repo.git("checkout", "-q", "--orphan", "gammalt")
    repo.commit("förr", before)
    repo.git("checkout", "-q", "main")

    for call in (("show", "provtur"), ("check",), ("status", "--format", "json")):
        assert said(root, "--as-of", "gammalt", *call) == said(root, *call)
    assert "Provtur" in said(root, "--as-of", "gammalt", "show", "provtur")[1]


def test_reading_a_version_loads_no_models() -> None:
    """They cost as much as reading ten thousand files; what is not yet parsed needs none."""
    script = "import sys, fyrportfolj.history.snapshot; print('pydantic' in sys.modules, 'typer' in sys.modules)"

    assert subprocess.check_output([sys.executable, "-c", script], text=True) == "False False\n"
