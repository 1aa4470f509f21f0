"""Signatures that others have made beside the one that the commit itself bears."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from fyrportfolj.commands.files import rewrite_bytes
from fyrportfolj.errors import DataError, ExternalError
from fyrportfolj.history.sshsig import signer
from fyrportfolj.messages import T, Text
from fyrportfolj.model.portfolio import Portfolio
from fyrportfolj.rules.mandates import keys_by_text

_LARGEST = 1 << 16
"""Bytes of a signature file; the largest key that is in use signs in two thousand."""


def signature_files(
    portfolio: Portfolio,
    statement: bytes,
    namespace: str,
    *,
    files: Sequence[Path],
    place: Callable[[str], str],
    day: date,
) -> dict[str, bytes]:
    """Give the files that detached signatures become in the portfolio.

    Args:
        portfolio: with the register of keys, as it stands before what is signed.
        statement: what they must be made over.
        namespace: what they must be made for.
        files: the signatures, as `ssh-keygen -Y sign` writes them.
        place: gives the path of a key's signature.
        day: the day of the commit, which the key must hold on; `judging.commit_day` gives it.

    Returns:
        Content per path of the portfolio.

    Raises:
        DataError: a file is no signature of exactly this, or its key is not in the register that day.
        ExternalError: a file cannot be read.
    """
    found: dict[str, bytes] = {}
    for file in files:
        armored = _read(file)
        key = signer(statement, armored, namespace)
        if key is None:
            raise DataError(
                T("{fil} är inte en underskrift av just det här", fil=str(file)),
                T(
                    "skriv ut texten på nytt med --att-signera, samma uppgifter som nu, och låt den undertecknas med"
                    " ssh-keygen -Y sign -n {namn}",
                    namn=namespace,
                ),
            )
        rows = keys_by_text(portfolio, key, day)
        if not rows:
            raise DataError(
                T("nyckeln bakom {fil} gäller inte i register/mandat.yaml den {dag}", fil=str(file), dag=day),
                T("för in den med fyr policy commit, eller låt någon annan skriva under"),
            )
        found[place(rows[0].id)] = armored
    return found


def write_statement(file: Path, statement: bytes, namespace: str) -> Text:
    """Write what is to be signed to a file, and say how others sign it.

    Args:
        file: where; a file that is there is replaced.
        statement: what is to be signed.
        namespace: what the signatures are made for.

    Raises:
        ExternalError: it cannot be written.
    """
    rewrite_bytes(file, statement)
    return T(
        "Inget är registrerat. Den som ska skriva under kör ssh-keygen -Y sign -n {namn} -f NYCKEL {fil}; registrera"
        " sedan med samma kommando och --underskrift FIL.sig i stället för --att-signera.",
        namn=namespace,
        fil=str(file),
    )


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST)
    except OSError as error:
        raise ExternalError(
            T("{fil} går inte att läsa: {orsak}", fil=str(file), orsak=error.strerror or type(error).__name__),
            T("ange filen som ssh-keygen -Y sign skrev, med namn som slutar på .sig"),
        ) from error
