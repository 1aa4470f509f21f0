"""A whole tree of files to one portfolio: bytes, plain data, models; every fault of every file."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_core import to_json

from fyrportfolj.diagnostics import Diagnostic, Loc, Place, Reference, finding, ordered
from fyrportfolj.errors import ExternalError
from fyrportfolj.messages import T, Text
from fyrportfolj.model.base import Model
from fyrportfolj.model.policy import SCHEMA_VERSION
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.model.suggest import suggest
from fyrportfolj.model.upgrade import upgraded
from fyrportfolj.rules.trail.names import bad_name
from fyrportfolj.store.ahead import Ahead
from fyrportfolj.store.fields import alternatives, field_at
from fyrportfolj.store.kinds import HEAD, KINDS, RESERVED, Kind, kind_of
from fyrportfolj.store.positions import Positions
from fyrportfolj.store.shape import explain, not_a_day
from fyrportfolj.store.source import SourceTree, is_document
from fyrportfolj.store.walk import SUFFIXES
from fyrportfolj.store.yamltext import Data, Parsed, parse

if TYPE_CHECKING:
    from fyrportfolj.rules.trail.values import Document

_ONE = {
    "kommuner": "kommunregister",
    "organ": "organregister",
    "roller": "rollregister",
    "mandat": "mandatregister",
    "arscykel": "arscykel",
    "kapacitet": "kapacitetsregister",
    "handlingsplan": "handlingsplan",
}
_FOLDERS = tuple({k.pattern.partition("/")[0] + "/" for k in KINDS if "/" in k.pattern})
_ODD_DAY = re.compile(rb'"(?:-?[0-9]+|(?:0[0-9]|1[0-7]|2[2-9]|[3-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2})"[,\]}]')
_FAR_YEAR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEARS = range(1800, 2200)
"""Years that a day may lie in: those after which so and so many days can be counted without an end of the calendar."""

_MANY = {
    "fokusomrade": "fokusomraden",
    "initiativ": "initiativ",
    "projekt": "projekt",
    "formagekarta": "formagekartor",
    "scenario": "scenarier",
    "prioritering": "prioriteringar",
    "utlysning": "utlysningar",
    "mognad": "mognad",
}


@dataclass(frozen=True)
class Loaded:
    """What a tree holds.

    Attributes:
        portfolio: every document that fits its form; None when fyr.yaml is missing or has faults.
        diagnostics: faults of reading and form, placed and sorted.
        texts: the bytes of every file that was read.
    """

    portfolio: Portfolio | None
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, bytes]
    _positions: dict[str, Positions] = field(default_factory=dict, repr=False, compare=False)

    def place(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Fill in line and column of findings and of the rules they name.

        Args:
            diagnostics: findings, with or without places.

        Returns:
            The same, placed, sorted by file and place, exact repeats dropped.
        """
        return ordered(self._placed(d) for d in diagnostics)

    def positions(self, fil: str) -> Positions | None:
        """Give the places of one file, or None when it was not read or is not text."""
        if fil not in self._positions and fil in self.texts:
            text = self.texts[fil].decode("utf-8", errors="replace")
            readable = all(d.fil != fil for d in self.diagnostics)
            self._positions[fil] = Positions(text, fil, readable=readable)
        return self._positions.get(fil)

    def _placed(self, d: Diagnostic) -> Diagnostic:
        place = d.place or self._locate(d.fil, d.loc, at_key=d.at_key)
        rule = d.rule
        return d.placed(place, (rule.place or self._locate(rule.fil, rule.loc)) if rule else None)

    def _locate(self, fil: str, loc: tuple[str | int, ...], *, at_key: bool = False) -> Place | None:
        positions = self.positions(fil) if loc else None
        return positions.locate(loc, at_key=at_key) if positions else None


@dataclass(slots=True)
class _Loading:
    """What has been gathered so far."""

    version: int = SCHEMA_VERSION
    texts: dict[str, bytes] = field(default_factory=dict)
    positions: dict[str, Positions] = field(default_factory=dict)
    entries: dict[str, list[Entry[Any]]] = field(default_factory=lambda: {k.namn: [] for k in KINDS})
    diagnostics: list[Diagnostic] = field(default_factory=list)
    ahead: Ahead | None = None


def load(tree: SourceTree, ahead: Ahead | None = None) -> Loaded:
    """Read every document of a tree.

    A file with faults leaves the others whole: it only is not in the portfolio. When two files hold the same id,
    the one whose name is the id counts; the other is reported.

    Args:
        tree: a work tree, a commit or a set of files in memory.
        ahead: the child that parses files of this very tree, or None.

    Returns:
        The portfolio, the faults and the bytes read.

    Raises:
        ExternalError: the tree itself cannot be listed.
    """
    with without_collector(), closing(ahead) if ahead else nullcontext():
        return _load(tree, ahead)


def _load(tree: SourceTree, ahead: Ahead | None) -> Loaded:
    paths = tuple(p for p in tree.paths() if is_document(p))
    loading = _Loading(ahead=ahead)
    head = _head(tree, paths, loading)
    if head is None and any(d.kod == "FYR123" for d in loading.diagnostics):
        return _finished(None, loading)
    for path in paths:
        if path != HEAD:
            _file(tree, path, loading)
    portfolio = _portfolio(head, loading, frozenset(paths)) if head else None
    return _finished(portfolio, loading)


def document(path: str, raw: bytes, kind: Kind | None = None, *, ahead: bytes | None = None) -> Document:
    """Read one file by itself.

    Args:
        path: relative to the portfolio, with `/`.
        raw: its bytes.
        kind: what it is; None lets the path say.
        ahead: its data as JSON, from a reader of today's schema that found nothing wrong; None reads it here.

    Returns:
        The bytes, with the model of a document that fits its form and else its faults with places; neither for a
        file of no kind.
    """
    # Whoever reads a whole tree needs nothing of what a history is judged by.
    from fyrportfolj.rules.trail.values import Document

    kind = kind or kind_of(path)
    if kind is None:
        return Document(raw)
    modell = _validated_ahead(ahead, kind) if ahead is not None and kind is not KINDS[0] else None
    if modell is not None:
        return Document(raw, modell)
    loading = _Loading(texts={path: raw})
    parsed = parse(raw, path)
    if kind is KINDS[0] and not _known_version(parsed, loading):
        return Document(raw, None, tuple(loading.diagnostics))
    entry = _entry(parsed, kind, loading)
    return Document(raw, entry.modell if entry else None, ordered(loading.diagnostics))


def _finished(portfolio: Portfolio | None, loading: _Loading) -> Loaded:
    unplaced = Loaded(portfolio, tuple(loading.diagnostics), loading.texts, loading.positions)
    return Loaded(portfolio, unplaced.place(loading.diagnostics), loading.texts, loading.positions)


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep Python's collector of cycles still while many models are made; nothing here makes cycles."""
    # It walks all kept models again and again: four times the time of the validation.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _head(tree: SourceTree, paths: tuple[str, ...], loading: _Loading) -> Entry[Any] | None:
    kind = KINDS[0]
    if HEAD not in paths:
        loading.diagnostics.append(finding("FYR001", HEAD, orsak=T("den finns inte")))
        return None
    parsed = _parsed(tree, HEAD, loading)
    return _entry(parsed, kind, loading) if parsed and _known_version(parsed, loading) else None


def _known_version(head: Parsed, loading: _Loading) -> bool:
    """Take the schema version from the head; False, with a finding, when it is one of the future."""
    version = head.data.get("schema_version") if head.data else None
    if isinstance(version, int) and not isinstance(version, bool):
        if version > SCHEMA_VERSION:
            loc = ("schema_version",)
            loading.diagnostics = [finding("FYR123", HEAD, loc, version=version, hogst=SCHEMA_VERSION)]
            return False
        loading.version = max(version, 0)
    return True


def _file(tree: SourceTree, path: str, loading: _Loading) -> None:
    kind = kind_of(path)
    strange = bad_name(path)
    if strange and (kind or path.startswith(_FOLDERS)):
        loading.diagnostics.append(finding("FYR031", path, orsak=strange))
    if kind is None:
        better = _better_path(path)
        if path.endswith(SUFFIXES) and not path.startswith(RESERVED) and (better or path.startswith(_FOLDERS)):
            loading.diagnostics.append(finding("FYR021", path, forslag=better))
        return
    entry = _entry_ahead(path, kind, loading)
    if entry is None:
        parsed = _parsed(tree, path, loading)
        entry = _entry(parsed, kind, loading) if parsed else None
    if entry:
        loading.entries[kind.namn].append(entry)


def _entry_ahead(path: str, kind: Kind, loading: _Loading) -> Entry[Any] | None:
    """Take a file that was parsed ahead and is good; every other one goes the common way."""
    found = loading.ahead.take(path) if loading.ahead else None
    if found is None or loading.version < SCHEMA_VERSION:
        return None
    raw, data = found
    modell = _validated_ahead(data, kind)
    if modell is None:
        return None
    loading.texts[path] = raw
    return Entry(path, modell)


def _validated_ahead(data: bytes, kind: Kind) -> Model | None:
    if _ODD_DAY.search(data):
        return None  # what may be an odd day is judged the common way
    try:
        return kind.modell.model_validate_json(data)
    except ValidationError:
        return None


def _parsed(tree: SourceTree, path: str, loading: _Loading) -> Parsed | None:
    reason: object
    try:
        raw = tree.read(path)
    except FileNotFoundError:
        reason = T("den finns inte längre")
    except ExternalError as error:
        reason = error.message.params.get("orsak", error.message)
    else:
        loading.texts[path] = raw
        return parse(raw, path)
    loading.diagnostics.append(finding("FYR001", path, orsak=reason))
    return None


def _entry(parsed: Parsed, kind: Kind, loading: _Loading) -> Entry[Any] | None:
    """Validate a document; one that read badly is validated too, so that the user sees all faults at once."""
    loading.diagnostics.extend(parsed.diagnostics)
    if parsed.data is None or parsed.text is None:
        return None
    modell, faults = _validated(
        parsed.data, Positions(parsed.text, parsed.fil, readable=not parsed.diagnostics), kind, loading
    )
    known = [d.loc for d in parsed.diagnostics]
    loading.diagnostics.extend(f for f in faults if not any(f.loc[: len(loc)] == loc for loc in known))
    return Entry(parsed.fil, modell) if modell and not known else None


def _validated(
    data: Data, positions: Positions, kind: Kind, loading: _Loading
) -> tuple[Model | None, tuple[Diagnostic, ...]]:
    if loading.version < SCHEMA_VERSION:
        data = upgraded(kind.namn, data, loading.version)
    document = to_json(data)
    try:
        modell = kind.modell.model_validate_json(document)
    except ValidationError as error:
        loading.positions[positions.fil] = positions
        return None, explain(error, kind, positions)
    if _ODD_DAY.search(document):
        faults = tuple(_odd_day(loc, text, kind, positions) for loc, text in odd_days(data, kind.modell))
        if faults:
            loading.positions[positions.fil] = positions
            return None, faults
    return modell, ()


def _odd_day(loc: Loc, text: str, kind: Kind, positions: Positions) -> Diagnostic:
    if not _FAR_YEAR.fullmatch(text):
        return not_a_day(loc, text, kind, positions)
    found = finding("FYR032", positions.fil, loc, varde=text, fran=str(_YEARS[0]), till=str(_YEARS[-1]))
    return found.placed(positions.locate(loc))


def odd_days(data: object, modell: type[Model]) -> Iterator[tuple[Loc, str]]:
    """Find what stands where a day should and is none to count with.

    Digits in quotes, which pydantic counts as seconds and a person never does, and days of centuries that no
    portfolio has to do with.
    """
    work: list[tuple[Loc, object]] = [((), data)]
    while work:
        loc, node = work.pop()
        rows = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for key, child in rows:
            work.append(((*loc, key), child))
        if isinstance(node, str) and (
            node.lstrip("-").isdigit() or (_FAR_YEAR.fullmatch(node) and int(node[:4]) not in _YEARS)
        ):
            field = field_at(modell, loc)
            if field and date in alternatives(field.annotation):
                yield loc, node


def _better_path(path: str) -> Text | str:
    """Say where a file probably belongs: with another ending, in another folder, or under a name that is read."""
    renamed = path.removesuffix(".yml") + ".yaml" if path.endswith(".yml") else path
    folder, _, name = renamed.rpartition("/")
    beside = [k.pattern for k in KINDS if "*" not in k.pattern and k.pattern.rpartition("/")[0] == folder]
    near_name = suggest(name.removesuffix(".yaml"), [p.rpartition("/")[2].removesuffix(".yaml") for p in beside])
    near_folder = suggest(folder, [k.pattern.rpartition("/")[0] for k in KINDS])
    candidates = (renamed, f"{folder}/{near_name}.yaml".lstrip("/"), f"{near_folder}/{name}")
    word = next((c for c in candidates if c != path and kind_of(c)), None)
    return T("; menade du {ord}?", ord=word) if word else ""


def _portfolio(head: Entry[Any], loading: _Loading, paths: frozenset[str]) -> Portfolio:
    found: dict[str, Any] = {}
    for namn, attribute in _ONE.items():
        found[attribute] = next(iter(loading.entries[namn]), None)
    for namn, attribute in _MANY.items():
        rows = _by_key(loading, namn, lambda m: (m.id,))
        found[attribute] = {key[0]: entry for key, entry in rows.items()}
    found["processer"] = _by_key(loading, "process", lambda m: (m.slug, m.version))
    return Portfolio(fyr=head, filer=paths, texter=loading.texts, **found)


def _by_key(loading: _Loading, namn: str, key_of: Any) -> dict[tuple[str, ...], Entry[Any]]:
    # The file named by its id goes first, so that a copy never takes the place of the original.
    def rank(entry: Entry[Any]) -> tuple[bool, str]:
        return PurePosixPath(entry.fil).stem != "-".join(key_of(entry.modell)), entry.fil

    rows: dict[tuple[str, ...], Entry[Any]] = {}
    for entry in sorted(loading.entries[namn], key=rank):
        key = key_of(entry.modell)
        first = rows.setdefault(key, entry)
        if first is not entry:
            name = "id" if namn != "process" else "slug"
            rule = Reference(first.fil, (name,))
            loading.diagnostics.append(finding("FYR028", entry.fil, (name,), rule=rule, vad=" ".join(key)))
    return dict(sorted(rows.items()))
