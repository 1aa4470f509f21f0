"""Documents of older schema versions, lifted step by step to today's form.

A step works on plain data, before validation. A document of two years ago, read out of history, so
fits the models of today.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from fyrportfolj.model.policy import SCHEMA_VERSION

Data: TypeAlias = dict[str, Any]
Step: TypeAlias = Callable[[Data], Data]
"""Takes a document of one version and gives a new one of the next; the old one is left as it was."""

Steps: TypeAlias = Mapping[tuple[int, str], Step]

STEPS: Steps = MappingProxyType({})
"""By (version it starts from, kind of file); a kind that a version did not change has no row."""

_HEAD = "portfolj"


def upgraded(kind: str, data: Data, version: int, *, steps: Steps = STEPS, to: int = SCHEMA_VERSION) -> Data:
    """Lift a document from the schema version of its portfolio to today's.

    Args:
        kind: name of the kind of file.
        data: the document as plain data.
        version: the portfolio's schema version.
        steps: the table of steps.
        to: the version to reach.

    Returns:
        The same data when nothing had to change, else new data; a head gets the new version number.
    """
    for current in range(version, to):
        step = steps.get((current, kind))
        if step is not None:
            data = step(data)
        if kind == _HEAD:
            data = {**data, "schema_version": current + 1}
    return data
