"""What a log calls things, read from a version's head, registers and processes without the models.

Loading the models takes longer than reading two thousand decisions, and a decision's row needs nothing but names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from fyrportfolj.commands.roots import HEAD, ZONE
from fyrportfolj.i18n import LANGUAGES
from fyrportfolj.store.yamltext import Data, parse

_REGISTERS = (
    ("register/kommuner.yaml", "kommuner"),
    ("register/organ.yaml", "organ"),
    ("register/roller.yaml", "roller"),
)
"""Files and the list in each; a key that stands in two is named by the first."""

_PROCESSES = "process/"


@dataclass(frozen=True)
class Names:
    """Names of one version of a portfolio.

    Attributes:
        zon: its time zone.
        sprak: `sv` or `en`.
        nycklar: name per id of the kommuner, bodies and roles.
        grindar: name per slug of the gates.
        faser: name per slug of the phases.
    """

    zon: ZoneInfo
    sprak: str
    nycklar: Mapping[str, str] = field(default_factory=dict)
    grindar: Mapping[str, str] = field(default_factory=dict)
    faser: Mapping[str, str] = field(default_factory=dict)

    def name(self, key: str) -> str:
        """Give the name of a kommun, body or role; the key itself when there is none."""
        return self.nycklar.get(key, key)

    def gate(self, slug: str) -> str:
        """Give the name of a gate; its slug when there is none."""
        return self.grindar.get(slug, slug)

    def phase(self, slug: str) -> str | None:
        """Give the name of a phase; its slug when there is none, and None for no slug."""
        return self.faser.get(slug, slug) or None


def is_named_in(path: str) -> bool:
    """Say whether a file of a portfolio is one that `read_names` reads.

    Args:
        path: relative to the portfolio, with `/`.
    """
    folder, _, name = path.rpartition("/")
    process = f"{folder}/" == _PROCESSES and name.endswith(".yaml") and not name.startswith(".")
    return path == HEAD or process or any(path == register for register, _ in _REGISTERS)


def read_names(files: Mapping[str, bytes]) -> Names | None:
    """Read names from files.

    Args:
        files: bytes per path, those that `is_named_in` takes; a file that cannot be read gives no names.

    Returns:
        The names; None when the head cannot be read.
    """
    documents = {path: parse(data, path).data or {} for path, data in sorted(files.items())}
    head = documents.get(HEAD)
    if not head:
        return None
    keys: dict[str, str] = {}
    gates: dict[str, str] = {}
    phases: dict[str, str] = {}
    for path, rows in reversed(_REGISTERS):
        keys |= dict(_named(documents.get(path, {}), rows, "id"))
    for path in sorted((p for p in documents if p.startswith(_PROCESSES)), reverse=True):
        own = tuple(_rows(documents[path], "faser"))
        phases |= {slug: name for row in reversed(own) for slug, name in _pair(row, "slug")}
        gates |= {slug: name for row in reversed(own) for slug, name in _pair(row.get("grind"), "slug")}
    language = head.get("sprak")
    return Names(zone(head), str(language) if language in LANGUAGES else LANGUAGES[0], keys, gates, phases)


def zone(head: Data) -> ZoneInfo:
    """Give the time zone that a head names; one that is not known counts as the usual one."""
    named = head.get("tidszon")
    try:
        return ZoneInfo(named if isinstance(named, str) else ZONE)
    except (KeyError, ValueError, OSError):
        return ZoneInfo(ZONE)


def _named(document: Data, rows: str, key: str) -> Iterator[tuple[str, str]]:
    for row in _rows(document, rows):
        yield from _pair(row, key)


def _rows(document: Data, key: str) -> Iterator[Data]:
    rows = document.get(key)
    return (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else iter(())


def _pair(row: object, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(row, dict) and isinstance(row.get(key), str) and isinstance(row.get("namn"), str):
        yield row[key], row["namn"]
