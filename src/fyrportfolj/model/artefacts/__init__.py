"""Every artefact of the processes: one class each, gathered by family.

`ARTEFACTS` is the table from slug to class; `Artefakter` is the mapping `artefakter:` in a file.
"""

from __future__ import annotations

from fyrportfolj.model.base import Model


class Artefakter(Model):
    """Placeholder."""
