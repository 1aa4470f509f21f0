"""Reports that can be made, and those that were."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from fyrportfolj.cli.blocks import Blocks, Column, Inline, Line, Raw, Table
from fyrportfolj.commands.report import MadeReport, ReportKind
from fyrportfolj.messages import T, Text

if TYPE_CHECKING:
    from fyrportfolj.commands.report_work import LeftOut

_ABOUT = {
    "insats": T("ett initiativ eller projekt"),
    "portfolj": T("hela portföljen"),
    "valfritt": T("hela portföljen eller ett initiativ eller projekt"),
}


def reports(rows: tuple[ReportKind, ...], _width: int) -> Blocks:
    """Show every report, what it is about and its formats."""
    cells: list[tuple[Inline, ...]] = [(r.namn, r.titel, _ABOUT[r.om], ", ".join(r.format)) for r in rows]
    yield Table((Column(T("Namn")), Column(T("Rapport")), Column(T("Om")), Column(T("Format"))), tuple(cells))


def made(m: MadeReport, _width: int) -> Blocks:
    """Show where the files are."""
    for path in m.filer:
        yield Raw(os.path.relpath(path))
    if m.andrad:
        yield Line(T("gjord av filer med ändringar som inte är incheckade"))


def made_all(m: MadeReport, _width: int) -> Blocks:
    """Show how many files there are, and where."""
    folders = sorted({path.parent for path in m.filer})
    for folder in folders:
        count = sum(1 for path in m.filer if path.parent == folder)
        yield Raw(f"{os.path.relpath(folder)}  ({count})")
    yield Line(T("1 fil") if len(m.filer) == 1 else T("{antal} filer", antal=len(m.filer)))
    for left in m.utelamnade:
        yield Line(_left_out(left, alone=bool(m.om)), hang=2)
    if not m.om:
        from fyrportfolj.commands.report_work import OF_THE_WHOLE

        told = T(
            "{rapporter} är gjorda för hela portföljen; fyr report all ID gör dem och allt annat om en insats",
            rapporter=OF_THE_WHOLE,
        )
        yield Line(told, hang=2)
    if m.andrad:
        yield Line(T("gjorda av filer med ändringar som inte är incheckade"))


def _left_out(left: LeftOut, *, alone: bool) -> Text:
    if alone:
        return T("{rapport} är utelämnad: {skal}", rapport=left.namn, skal=left.skal)
    if left.antal == 1:
        return T("{rapport} är utelämnad för 1 insats: {skal}", rapport=left.namn, skal=left.skal)
    return T("{rapport} är utelämnad för {antal} insatser: {skal}", rapport=left.namn, antal=left.antal, skal=left.skal)
