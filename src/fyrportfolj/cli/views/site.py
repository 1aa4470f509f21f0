"""A site that was built, and where it is served."""

from __future__ import annotations

import os

from fyrportfolj.cli.blocks import Blocks, Line, Raw
from fyrportfolj.commands.site import BuiltSite
from fyrportfolj.i18n import number
from fyrportfolj.messages import T

_KIB = 1024


def built(m: BuiltSite, _width: int) -> Blocks:
    """Show where the first page is, and how much there is."""
    if not m.filer:
        return
    yield Raw(os.path.relpath(m.start))
    size = number(max(1, m.byte // _KIB), "sv")
    yield Line(T("{sidor} sidor, {antal} filer, {storlek} KiB", sidor=m.sidor, antal=m.filer, storlek=size))
    if m.andrad:
        yield Line(T("gjord av filer med ändringar som inte är incheckade"))
