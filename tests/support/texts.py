"""Models out of YAML text, so that a test shows its input in the user's own language."""

from __future__ import annotations

from textwrap import dedent
from typing import TypeVar

import ryaml
from pydantic_core import to_json

from fyrportfolj.model.base import Model

M = TypeVar("M", bound=Model)


def read(text: str, model: type[M]) -> M:
    """Give the model that the YAML text describes; validation is strict, as for a file."""
    return model.model_validate_json(to_json(ryaml.loads(dedent(text))))
