"""Make a long signed history, and time reading and judging it beside git's own check of the signatures.

Usage: python tools/bench_audit.py [COMMITS] [INITIATIVES] [--keep DIR]

Nothing fails here: the figures are for reading. Goals stand in docs/explanation/matningar.md. The history is made of
work, decisions (two in three are stopped and taken up again) and true merges, all of them allowed, by one key that the
register of mandates holds from the first commit.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

sys.path.insert(0, str(Path(__file__).resolve().parent))

from generate_portfolio import initiative, write

from fyrportfolj.history.chain import Chain, read_chain
from fyrportfolj.history.repository import Repository
from fyrportfolj.model.decisions import Decision
from fyrportfolj.rules.trail.statement import decision_statement, statement_sum

START = 1_735_689_600
STEP = 900
"""Seconds from one commit to the next: 10 000 of them take about 100 days."""

WHO = "Karin Ström <karin.strom@kommunen.example>"
BRANCH_EVERY = 100
"""A branch of two commits leaves and is merged once in so many commits."""

DECISIONS_EACH = 2
DECISION_SHARE = 0.35
"""How often a commit is a decision, as long as there are initiatives left to decide on."""

BODY, GATE, PROCESS = "ledningsgrupp", "prioritering", "portfolj@0.5"
PROCESS_FILE = "process/portfolj-0.5.yaml"

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
}
_FORECAST = re.compile(r"prognos: (\d{4}-\d{2})-(\d{2})")


def git(folder: Path, *args: str, feed: bytes | None = None) -> bytes:
    """Run git in a folder and give its output."""
    command = ["git", "-C", str(folder), *args]
    return subprocess.run(command, input=feed, env=ENVIRONMENT, check=True, capture_output=True).stdout


def ssh_string(data: bytes) -> bytes:
    """Write a string as SSH does."""
    return struct.pack(">I", len(data)) + data


@dataclass(frozen=True)
class Key:
    """A key that signs commits."""

    private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def wire(self) -> bytes:
        """Give the public key in bytes."""
        return ssh_string(b"ssh-ed25519") + ssh_string(self.private.public_key().public_bytes_raw())

    @property
    def text(self) -> str:
        """Give the public key as one line."""
        return f"ssh-ed25519 {base64.b64encode(self.wire).decode()}"

    def sign(self, payload: bytes) -> bytes:
        """Give the armoured signature that git would ask ssh-keygen for."""
        fields = ssh_string(b"git") + ssh_string(b"") + ssh_string(b"sha512")
        made = self.private.sign(b"SSHSIG" + fields + ssh_string(hashlib.sha512(payload).digest()))
        value = ssh_string(ssh_string(b"ssh-ed25519") + ssh_string(made))
        text = base64.b64encode(b"SSHSIG\0\0\0\1" + ssh_string(self.wire) + fields + value)
        lines = (text[at : at + 70] for at in range(0, len(text), 70))
        return b"\n".join((b"-----BEGIN SSH SIGNATURE-----", *lines, b"-----END SSH SIGNATURE-----"))


class Script:
    """What `git fast-import` is told."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.parts: list[bytes] = []
        self.commits = 0
        self.texts: dict[str, str] = {}
        self.decided: dict[str, list[tuple[int, str]]] = {}
        self.random = random.Random(7)  # noqa: S311  (repeatable test data, no secret)

    def commit(self, branch: str, message: str, files: dict[str, str], *parents: int) -> int:
        """Add a commit and give its mark.

        Args:
            branch: it goes on.
            message: its message.
            files: new content per path.
            *parents: marks; none for the branch's own last commit.
        """
        self.commits += 1
        when = f"{WHO} {START + self.commits * STEP} +0000".encode()
        text = message.encode()
        self.parts += [
            f"commit refs/heads/{branch}\nmark :{self.commits}\n".encode(),
            b"author %b\ncommitter %b\ndata %d\n%b\n" % (when, when, len(text), text),
            *(b"%b :%d\n" % (word, mark) for word, mark in zip((b"from", b"merge"), parents, strict=False)),
        ]
        for path, content in files.items():
            data = content.encode()
            self.parts.append(b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(data), data))
        return self.commits


def history(portfolio: Path, commits: int, initiatives: int, key: Key) -> Script:
    """Plan a history: the registers, then one initiative at a time, then edits of them and a merge now and then."""
    made = Script()
    first = {str(p.relative_to(portfolio)): p.read_text("utf-8") for p in portfolio.rglob("*") if p.is_file()}
    register = "register/mandat.yaml"
    first["fyr.yaml"] = re.sub(r"(?m)^betraktelsedag: .*\n", "", first["fyr.yaml"])
    first[register] = with_key(first[register], key)
    last = made.commit("main", "Portföljen\n", first)
    texts = made.texts
    while made.commits < commits:
        branch = len(texts) > 1 and made.commits % BRANCH_EVERY == 0
        if branch and made.commits + 4 <= commits:
            here, there = made.random.sample(sorted(texts), 2)
            side = edit(made, "gren", there, last)
            side = edit(made, "gren", there, side)
            last = edit(made, "main", here, last)
            last = made.commit("main", "Slå samman grenen\n", {there: texts[there]}, last, side)
        elif len(texts) < initiatives:
            path = f"initiativ/genererat-initiativ-{len(texts):05d}.yaml"
            texts[path] = initiative(len(texts), 0)
            last = made.commit("main", f"Lägg till {path}\n", {path: texts[path]}, last)
        elif made.random.random() < DECISION_SHARE and (path := undecided(made)):
            last = decide(made, path, first[PROCESS_FILE], last)
        else:
            last = edit(made, "main", made.random.choice(list(texts)), last)
    return made


def edit(made: Script, branch: str, path: str, parent: int) -> int:
    """Add a commit that moves a forecast of an initiative."""
    day = made.random.randint(1, 28)
    text = made.texts[path] = _FORECAST.sub(lambda m: f"prognos: {m[1]}-{day:02d}", made.texts[path], count=1)
    return made.commit(branch, f"Flytta prognosen i {path}\n\nEfter mötet.\n", {path: text}, parent)


def today(made: Script) -> str:
    """Give the day of the next commit, where the portfolio is."""
    moment = datetime.fromtimestamp(START + (made.commits + 1) * STEP, ZoneInfo("Europe/Stockholm"))
    return moment.date().isoformat()


def undecided(made: Script) -> str | None:
    """Give an initiative that has further decisions to come, none of them today."""
    for path in made.random.sample(sorted(made.texts), 8):
        known = made.decided.get(path, [])
        if len(known) < DECISIONS_EACH and (not known or known[-1][1] < today(made)):
            return path
    return None


def decide(made: Script, path: str, process: str, parent: int) -> int:
    """Add a commit in which an initiative is stopped, or taken up again when it is."""
    known = made.decided.setdefault(path, [])
    name, day, stopped = Path(path).stem, today(made), bool(known)
    row: dict[str, object] = {
        "id": f"{day}-{BODY}",
        "typ": "ateruppta" if stopped else "grind",
        "datum": day,
        "organ": BODY,
    }
    if not stopped:
        row |= {"grind": GATE, "krav": GATE, "utfall": "stopp"}
    row |= {"motivering": "Medel finns." if stopped else "Medel saknas.", "paragraf": "§ 5"}
    lines = "".join(f"{'    ' if n else '  - '}{key}: {value}\n" for n, (key, value) in enumerate(row.items()))
    head, _, notes = made.texts[path].partition("noteringar:\n")
    text = made.texts[path] = f"{head}{'' if stopped else 'beslut:' + chr(10)}{lines}noteringar:\n{notes}"
    statement = statement_sum(decision_statement(name, Decision.model_validate_json(json.dumps(row))))
    modes = ("stoppad", "pagar") if stopped else ("pagar", "stoppad")
    trailers = {
        "Typ": "beslut",
        "Version": "1",
        "Initiativ": name,
        "Beslut": row["id"],
        "Beslutstyp": row["typ"],
        "Grind": row.get("grind"),
        "Utfall": row.get("utfall"),
        "Motesutfall": "beslutat",
        "Fas": "strategi -> strategi",
        "Lage": " -> ".join(modes),
        "Organ": BODY,
        "Mandat": BODY,
        "Datum": day,
        "Process": f"{PROCESS} sha256:{hashlib.sha256(process.encode()).hexdigest()}",
        "Beslutssumma": f"sha256:{statement}",
        "Foregaende": f":{known[-1][0]}" if known else "-",
    }
    block = "".join(f"Fyr-{key}: {value}\n" for key, value in trailers.items() if value)
    subject = "ateruppta beslutat" if stopped else f"{GATE} stopp"
    mark = made.commit("main", f"Beslut {name}: {subject}\n\n{block}", {path: text}, parent)
    known.append((mark, day))
    return mark


def with_key(register: str, key: Key) -> str:
    """Give the register of mandates with a key, and every mandate held by it."""
    name, address = WHO.removesuffix(">").split(" <")
    rows = (
        "nycklar:",
        "  - id: karin",
        f"    namn: {name}",
        f"    epost: {address}",
        f"    nyckel: {key.text}",
        "    fran: 2024-01-01",
        "rot:",
        "  nycklar: [karin]",
        "  troskel: 1",
    )
    held = re.sub(r"(?m)^(  - id: .+)$", r"\1\n    nycklar: [karin]", register)
    return "\n".join((held.rstrip(), *rows)) + "\n"


def make(folder: Path, commits: int, initiatives: int) -> Key:
    """Make a repository whose branch main is a signed history; give the key."""
    key = Key()
    with tempfile.TemporaryDirectory() as portfolio:
        write(Path(portfolio), 0)
        planned = history(Path(portfolio), commits, initiatives, key)
    git(folder, "init", "-q", "--template=", "--initial-branch=main")
    marked = folder / ".git" / "marks"
    git(folder, "fast-import", "--quiet", f"--export-marks={marked}", feed=b"".join(planned.parts))
    marks = dict(line.split() for line in marked.read_bytes().splitlines())
    tip = git(folder, "rev-parse", "main").decode().strip()
    names = git(folder, "rev-list", "--topo-order", "--reverse", tip).split()
    pack, new_tip = signed(names, git(folder, "cat-file", "--batch", feed=b"\n".join(names) + b"\n"), key, marks)
    git(folder, "index-pack", "--stdin", feed=pack)
    git(folder, "update-ref", "-d", "refs/heads/gren")
    git(folder, "update-ref", "refs/heads/main", new_tip)
    git(folder, "config", "gpg.format", "ssh")
    git(folder, "config", "gpg.ssh.allowedSignersFile", str(folder / ".git" / "allowed"))
    address = WHO.removesuffix(">").split("<")[1]
    (folder / ".git" / "allowed").write_text(f"{address} {key.text}\n", encoding="utf-8")
    return key


def signed(names: Iterable[bytes], answers: bytes, key: Key, marks: Mapping[bytes, bytes]) -> tuple[bytes, str]:
    """Give a pack with the commits again, signed, and the id of the last."""
    new: dict[bytes, bytes] = {}
    packed = []
    for name, data in zip(names, _contents(answers), strict=True):
        head, blank, message = data.partition(b"\n\n")
        head = re.sub(rb"(?m)(?<=^parent )[0-9a-f]+", lambda m: new[m[0]], head)
        message = re.sub(rb"(?m)(?<=^Fyr-Foregaende: ):[0-9]+$", lambda m: new[marks[m[0]]], message)
        signature = key.sign(head + blank + message).replace(b"\n", b"\n ")
        whole = head + b"\ngpgsig " + signature + blank + message
        new[name] = hashlib.sha1(b"commit %d\0" % len(whole) + whole, usedforsecurity=False).hexdigest().encode()
        packed.append(_entry(whole))
    body = b"PACK" + struct.pack(">II", 2, len(packed)) + b"".join(packed)
    return body + hashlib.sha1(body, usedforsecurity=False).digest(), new[name].decode()


def _contents(answers: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(answers):
        end = answers.index(b"\n", at)
        size = int(answers[at:end].split()[2])
        yield answers[end + 1 : end + 1 + size]
        at = end + size + 2


def _entry(data: bytes) -> bytes:
    """Give a commit as a pack holds it: kind and size, seven bits at a time after the first four, then its content."""
    size, found = len(data) >> 4, [1 << 4 | len(data) & 15]
    while size:
        found[-1] |= 0x80
        found.append(size & 0x7F)
        size >>= 7
    return bytes(found) + zlib.compress(data)


def timed_chain(repo: Repository, tip: str, start: str | None) -> tuple[float, Chain]:
    """Read a history and give the seconds it took."""
    began = time.perf_counter()
    chain = read_chain(repo, tip, start=start, trusted=start is not None)
    return time.perf_counter() - began, chain


def main() -> None:
    """Make the history, time both, print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("commits", nargs="?", type=int, default=10_000)
    parser.add_argument("initiatives", nargs="?", type=int, default=1_250)
    parser.add_argument("--keep", type=Path, help="folder to keep the history in, for the next run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        if not (folder / ".git").exists():
            folder.mkdir(exist_ok=True)
            began = time.perf_counter()
            make(folder, asked.commits, asked.initiatives)
            print(f"{'historien gjordes på':40}{time.perf_counter() - began:8.2f} s")
        measure(folder)


def measure(folder: Path) -> None:
    """Time reading a history whole and from the tenth commit from its end, and git's check of its signatures."""
    repo = Repository.discover(folder)
    tip = repo.tip("refs/heads/main") if repo else None
    if repo is None or tip is None:
        sys.exit(f"{folder} har ingen historik")
    whole, chain = min((timed_chain(repo, tip, None) for _ in range(3)), key=lambda pair: pair[0])
    states = {step.commit.signature for step in chain.steps}
    print(f"{len(chain.steps) + 1} incheckningar, {len(chain.blobs)} filversioner, underskrifter: {', '.join(states)}")
    later, _ = min((timed_chain(repo, tip, chain.line[-11]) for _ in range(3)), key=lambda pair: pair[0])
    began = time.perf_counter()
    said = git(folder, "log", "--format=%G?", "main").split()
    theirs = time.perf_counter() - began
    print(f"{'git log --format=%G?':40}{theirs:8.2f} s, {said.count(b'G')} goda")
    print(f"{'read_chain, hela':40}{whole:8.2f} s, {whole / theirs:.3f} av git")
    print(f"{'read_chain, de tio sista':40}{later:8.2f} s")
    full, said_full = audited(folder, "--full")
    print(f"{'fyr audit verify --full':40}{full:8.2f} s, {full / theirs:.3f} av git: {said_full}")
    cached, said_cached = audited(folder)
    print(f"{'fyr audit verify, en gång till':40}{cached:8.2f} s: {said_cached}")


def audited(folder: Path, *options: str) -> tuple[float, str]:
    """Run the audit, and give the seconds it took and what it says of the whole."""
    command = [sys.executable, "-m", "fyrportfolj", "audit", "verify", "--ref", "refs/heads/main", *options]
    began = time.perf_counter()
    done = subprocess.run([*command, "--repo", str(folder / ".git")], env=ENVIRONMENT, capture_output=True, check=False)
    took = time.perf_counter() - began
    lines = done.stdout.decode(errors="replace").splitlines()
    return took, next((line for line in lines if "incheckningar" in line), done.stderr.decode(errors="replace"))


if __name__ == "__main__":
    main()
