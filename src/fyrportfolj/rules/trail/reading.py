"""Files that could not be read in a commit: said once, and judged by their last readable version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fyrportfolj.diagnostics import Diagnostic
from fyrportfolj.rules.trail.scene import fault, sentence
from fyrportfolj.rules.trail.values import Document

_READING = "FYR0"
"""Codes of faults in how a file is written, not in what it says."""


def judge_readable(oid: str, documents: Mapping[str, Document]) -> Iterator[Diagnostic]:
    """Find files that cannot be read as YAML, or that do not fit their form.

    Args:
        oid: the commit.
        documents: the changed plain files.
    """
    for path, document in documents.items():
        if document.modell is not None or not document.faults:
            continue
        first = next((d for d in document.faults if d.kod.startswith(_READING)), None)
        kod = "FYR641" if first is None else "FYR640"
        first = first or document.faults[0]
        yield fault(oid, kod, path, orsak=sentence(first.kod, first.params))
