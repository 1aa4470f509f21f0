"""The verdict on an undertaking at its gate, for the commands that cannot go on without one."""

from __future__ import annotations

from datetime import date

from fyrportfolj.commands.workspace import faulty
from fyrportfolj.errors import DataError
from fyrportfolj.messages import T
from fyrportfolj.model.initiative import Undertaking
from fyrportfolj.model.portfolio import Entry, Portfolio
from fyrportfolj.rules.documents import unread_process
from fyrportfolj.rules.gating import Verdict, evaluate


def verdict_of(portfolio: Portfolio, entry: Entry[Undertaking], today: date) -> Verdict:
    """Judge an undertaking at its gate.

    Raises:
        DataError: the process version that it runs under is missing, or its file has faults.
    """
    verdict = evaluate(portfolio, entry, today)
    if verdict is None:
        ref = entry.modell.process
        if fil := unread_process(portfolio, ref.slug, ref.version):
            raise faulty(fil)
        raise DataError(
            T(
                "{id} följer processen {slug} {version}, som inte finns",
                id=entry.modell.id,
                slug=ref.slug,
                version=ref.version,
            ),
            T("lägg processfilen i mappen process, eller rätta fältet process"),
        )
    return verdict
