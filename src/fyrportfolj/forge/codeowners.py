"""The files by which a forge asks the right municipalities by itself: who owns what, and the text of a new request."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from fyrportfolj.forge.protocol import Slag
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.model.process import Process

OWNERS: Mapping[Slag, str] = MappingProxyType(
    {"github": ".github/CODEOWNERS", "gitlab": ".gitlab/CODEOWNERS", "forgejo": ".forgejo/CODEOWNERS"}
)
"""Where a forge looks for who owns what, from the top of the repository."""

TEMPLATES: Mapping[Slag, str] = MappingProxyType(
    {
        "github": ".github/pull_request_template.md",
        "gitlab": ".gitlab/merge_request_templates/Default.md",
        "forgejo": ".forgejo/pull_request_template.md",
    }
)
"""Where a forge looks for the text that a new request begins with."""

_KNOWN = re.compile(r"# (?P<number>[0-9]+) = (?P<login>[A-Za-z0-9][A-Za-z0-9._-]*)")
_ASKED = frozenset({"tillfragad", "intresserad", "deltar"})
_HEAD = "# Vilka som frågas när en fil ändras. Skrivs av fyr ci owners ur registret och processerna; ändra där."
_NUMBERS = "# Kontonas nummer, och namnen som de har nu:"


@dataclass(frozen=True, slots=True)
class Owned:
    """A file and who is asked about it.

    Attributes:
        path: relative to the repository.
        konton: accounts on the forge, numbers or names, sorted.
    """

    path: str
    konton: tuple[str, ...]


def owned(portfolio: Portfolio, slag: Slag, prefix: str) -> tuple[Owned, ...]:
    """Give the undertakings that municipalities decide on, each with the accounts of those that are concerned.

    Args:
        portfolio: the portfolio.
        slag: the forge.
        prefix: the portfolio's folder in the repository: empty, or ended by `/`.

    Returns:
        One row per undertaking whose process asks for a decision of each municipality, sorted by path; none for one
        where nobody concerned has an account.
    """
    found = []
    for entry in portfolio.undertakings():
        process = portfolio.process_of(entry.modell)
        if process is None or not _asks_each(process.modell):
            continue
        konten = {k for who in _concerned(entry.modell) for k in _accounts(portfolio, who, slag)}
        if konten:
            found.append(Owned(prefix + entry.fil, tuple(sorted(konten))))
    return tuple(sorted(found, key=lambda one: one.path))


def owners_file(rows: Sequence[Owned], logins: Mapping[str, str], slag: Slag) -> str:
    """Give the file that says who owns what.

    Args:
        rows: from `owned`.
        logins: number of each account to the name that it has now.
        slag: the forge; Forgejo reads patterns as regular expressions.
    """
    numbers = sorted({k for one in rows for k in one.konton if k.isdecimal()}, key=int)
    known = [_NUMBERS, *(f"# {number} = {logins[number]}" for number in numbers)] if numbers else []
    lines = [_HEAD, *known, ""]
    for one in rows:
        names = " ".join(f"@{logins.get(konto, konto)}" for konto in one.konton)
        lines.append(f"{_pattern(one.path, slag)} {names}")
    return "\n".join(lines) + "\n"


def known_logins(text: str) -> dict[str, str]:
    """Give the names of accounts that a file of `owners_file` has written down, by number."""
    found = (_KNOWN.fullmatch(line) for line in text.splitlines())
    return {one["number"]: one["login"] for one in found if one}


def request_template(processes: Sequence[Process], bodies: Mapping[str, str], words: Mapping[str, str]) -> str:
    """Give the text that a new request begins with: what is changed, and which decision it belongs to.

    Args:
        processes: those in force, in order.
        bodies: name of each body by key.
        words: `andras`, `beslut`, `inget` and `av` in the reader's language.
    """
    lines = [f"## {words['andras']}", "", "", f"## {words['beslut']}", "", f"- [ ] {words['inget']}"]
    for process in processes:
        for phase in process.faser:
            deciders = dict.fromkeys(b for need in phase.grind.beslut for b in (*need.alla_av, *need.nagot_av))
            names = ", ".join(bodies.get(b, b) for b in deciders)
            lines.append(f"- [ ] {process.namn}: {phase.grind.namn} ({words['av']} {names})")
    return "\n".join(lines) + "\n"


def _asks_each(process: Process) -> bool:
    return any(need.per == "kommun" for phase in process.faser for need in phase.grind.beslut)


def _concerned(undertaking: Undertaking) -> tuple[str, ...]:
    request = undertaking.artefakter.remissforfragan
    asked = request.remissinstanser if request else ()
    taking_part = (one.kommun for one in undertaking.deltagare if one.status in _ASKED)
    return tuple(dict.fromkeys((*asked, *taking_part)))


def _accounts(portfolio: Portfolio, who: str, slag: Slag) -> tuple[str, ...]:
    kommun = portfolio.kommuner.get(who)
    konton = kommun.remisskonton if kommun else ()
    return tuple(k.partition(":")[2] for k in konton if k.startswith(f"{slag}:"))


def _pattern(path: str, slag: Slag) -> str:
    if slag == "forgejo":
        return re.sub(r"([.+])", r"\\\1", path).replace(" ", r"\s")
    return "/" + path.replace(" ", r"\ ")
