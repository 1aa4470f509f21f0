"""The mandate register's keys in the form that git and ssh-keygen read.

An export for other tools: the audit reads the register itself.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from fyrportfolj.model.registers import Mandatregister, Nyckelinnehav

NAMESPACE = "git"
"""What git says that it signs."""

_PRINCIPAL = re.compile(r"[A-Za-z0-9.!#$%&'+/=^_`{|}~-]+@[A-Za-z0-9.-]+")
"""Addresses that mean themselves: commas, stars and quotes have a meaning of their own in the file."""


def allowed_signers(register: Mandatregister) -> tuple[str, tuple[str, ...]]:
    """Give the file's text.

    Args:
        register: the mandate register.

    Returns:
        One line per key that ever held, ended by a line feed, and the names of keys that were left out because
        their address cannot stand in such a file.

    Källa: ssh-keygen(1), ALLOWED SIGNERS.
    """
    rows, left = [], []
    for key in register.nycklar:
        last = last_day(key)
        if last is not None and last < key.fran:
            continue
        if not _PRINCIPAL.fullmatch(key.epost) or key.epost.startswith(("!", "#")):
            left.append(key.id)
            continue
        options = [f'namespaces="{NAMESPACE}"', f'valid-after="{key.fran:%Y%m%d}"']
        # The last second of the day: the file's end is a moment, the register's a day.
        options += [f'valid-before="{last:%Y%m%d}235959"'] if last is not None else []
        rows.append(f"{key.epost} {','.join(options)} {key.nyckel}\n")
    return "".join(rows), tuple(left)


def last_day(key: Nyckelinnehav) -> date | None:
    """Give the last day that a key holds: its own, or the one before it is blocked; None while it has none."""
    days = [key.till_och_med, key.sparrad.fran - timedelta(days=1) if key.sparrad else None]
    return min((d for d in days if d is not None), default=None)
