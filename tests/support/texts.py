"""Models out of YAML text, so that a test shows its input in the user's own language."""

from __future__ import annotations

from textwrap import dedent
from typing import TypeVar

from pydantic_core import to_json

from fyrportfolj.model.base import Model
from fyrportfolj.store.yamltext import parse

M = TypeVar("M", bound=Model)


def read(text: str, model: type[M]) -> M:
    """Give the model that the YAML text describes; validation is strict, as for a file."""
    parsed = parse(dedent(text).encode("utf-8"), "text.yaml")
    assert not parsed.diagnostics, parsed.diagnostics
    return model.model_validate_json(to_json(parsed.data))
