"""Findings for programs: GitHub annotations, SARIF and JUnit."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from fyrportfolj import __version__, i18n
from fyrportfolj.cli.console import clean, to_json
from fyrportfolj.cli.findings import SEVERITY, advice, commit_of, sentence, shown_path
from fyrportfolj.codes import CODES
from fyrportfolj.commands.result import Result
from fyrportfolj.diagnostics import Diagnostic, Place, Severity
from fyrportfolj.messages import T


class Reported(Protocol):
    """What the data of a command must hold to be shown in these formats."""

    @property
    def rot(self) -> Path:
        """The folder that the findings' files lie in."""
        ...

    @property
    def filer(self) -> Sequence[str]:
        """Files that were looked at, with or without findings."""
        ...


_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SARIF_LEVEL = {Severity.FEL: "error", Severity.VARNING: "warning"}


def github(result: Result[Reported], language: str) -> str:
    """Give the findings as GitHub workflow commands, one line each.

    Args:
        result: of a command that looks for faults.
        language: language of the sentences.

    Källa: GitHub Docs, Workflow commands for GitHub Actions.
    """
    return "\n".join(_annotation(d, result.data.rot, language) for d in result.diagnostics)


def sarif(result: Result[Reported], language: str) -> str:
    """Give the findings as SARIF 2.1.0.

    Args:
        result: of a command that looks for faults.
        language: language of the sentences.

    Källa: OASIS, Static Analysis Results Interchange Format 2.1.0.
    """
    used = sorted({d.kod for d in result.diagnostics})
    driver = {
        "name": "fyr",
        "version": __version__,
        "semanticVersion": __version__,
        "language": language,
        "rules": [_sarif_rule(kod, language) for kod in used],
    }
    results = [_sarif_result(d, used.index(d.kod), result.data.rot, language) for d in result.diagnostics]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return to_json({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def junit(result: Result[Reported], language: str, suite: str = "fyr check") -> str:
    """Give the findings as JUnit XML: one test case per file, failed when the file has faults.

    Args:
        result: of a command that looks for faults.
        language: language of the sentences.
        suite: name of the suite.
    """
    by_file: dict[str, list[Diagnostic]] = {fil: [] for fil in result.data.filer}
    for d in result.diagnostics:
        by_file.setdefault(d.fil, []).append(d)
    name = suite.replace(" ", ".")
    cases = [_junit_case(name, fil, found, result.data.rot, language) for fil, found in sorted(by_file.items())]
    failed = sum(1 for found in by_file.values() if any(_is_fault(d) for d in found))
    head = f'tests="{len(cases)}" failures="{failed}" errors="0"'
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f"<testsuites {head}>",
            f'  <testsuite name="{suite}" {head}>',
            *cases,
            "  </testsuite>",
            "</testsuites>",
        )
    )


def _is_fault(d: Diagnostic) -> bool:
    return CODES[d.kod].severity is Severity.FEL


def _say(d: Diagnostic, language: str) -> tuple[str, str]:
    origin = commit_of(d)
    what = T("{incheckning}: {vad}", incheckning=origin, vad=sentence(d)) if origin else sentence(d)
    return clean(i18n.render(what, language)), clean(i18n.render(advice(d), language))


def _annotation(d: Diagnostic, root: Path, language: str) -> str:
    what, help_ = _say(d, language)
    command = "error" if _is_fault(d) else "warning"
    place = f",line={d.place.rad},col={d.place.kolumn}" if d.place else ""
    path = _property(shown_path(root, d.fil))
    return f"::{command} file={path}{place},title={d.kod}::{_message(what)}%0A{_message(help_)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(clean(text)).replace(":", "%3A").replace(",", "%2C")


def _sarif_rule(kod: str, language: str) -> dict[str, Any]:
    code = CODES[kod]
    return {
        "id": kod,
        "shortDescription": {"text": i18n.translate(code.text.msgid, language)},
        "help": {"text": i18n.translate(code.help.msgid, language)},
        "defaultConfiguration": {"level": _SARIF_LEVEL[code.severity]},
    }


def _sarif_result(d: Diagnostic, index: int, root: Path, language: str) -> dict[str, Any]:
    what, help_ = _say(d, language)
    key = json.dumps([d.kod, d.fil, [str(x) for x in d.loc], *([d.commit] if d.commit else ())])
    made: dict[str, Any] = {
        "ruleId": d.kod,
        "ruleIndex": index,
        "level": _SARIF_LEVEL[CODES[d.kod].severity],
        "message": {"text": f"{what}\n{help_}"},
        "locations": [_sarif_location(root, d.fil, d.place)],
        "partialFingerprints": {"fyr/1": hashlib.sha256(key.encode()).hexdigest()},
    }
    if d.commit:
        made["properties"] = {"incheckning": d.commit}
    if d.rule:
        made["relatedLocations"] = [_sarif_location(root, d.rule.fil, d.rule.place)]
    return made


def _sarif_location(root: Path, fil: str, place: Place | None) -> dict[str, Any]:
    uri = quote(os.fsencode(Path(shown_path(root, fil)).as_posix()))
    where: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if place:
        where["region"] = {"startLine": place.rad, "startColumn": place.kolumn}
    return {"physicalLocation": where}


def _junit_case(suite: str, fil: str, found: Sequence[Diagnostic], root: Path, language: str) -> str:
    name = _xml(clean(shown_path(root, fil)))
    head = f'    <testcase classname="{suite}" name="{name}"'
    faults = [d for d in found if _is_fault(d)]
    rows = [(_is_fault(d), _junit_row(d, language)) for d in found]
    body = []
    if faults:
        text = "\n".join(row for fault, row in rows if fault)
        body.append(f'      <failure message="{len(faults)} fel" type="fel">{_xml(text)}</failure>')
    warnings = "\n".join(row for fault, row in rows if not fault)
    if warnings:
        body.append(f"      <system-out>{_xml(warnings)}</system-out>")
    if not body:
        return f"{head}/>"
    return "\n".join((f"{head}>", *body, "    </testcase>"))


def _xml(text: str) -> str:
    # The signs by which lines on a CI server's screen are taken for orders are written by their number.
    return escape(text).replace("::", ":&#58;").replace("##", "#&#35;")


def _junit_row(d: Diagnostic, language: str) -> str:
    what, help_ = _say(d, language)
    place = f"{d.place.rad}:{d.place.kolumn}: " if d.place else ""
    severity = i18n.render(SEVERITY[CODES[d.kod].severity], language)
    return f"{place}{d.kod} {severity}: {what} ({help_})"
