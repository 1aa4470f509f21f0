"""What a detached signature is made over, and where it lies.

The bytes are plain text that a person can read before signing, and `ssh-keygen -Y sign` signs them as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from fyrportfolj.model.decisions import Decision

DECISION_NAMESPACE = "fyr-beslut@v1"
POLICY_NAMESPACE = "fyr-policy@v1"
SIGNATURES = "underskrifter/"
"""Folder of the detached signatures, relative to the portfolio."""

MANDATES = "register/mandat.yaml"
POLICY_FILES = frozenset({"fyr.yaml", MANDATES, "register/organ.yaml", "register/kommuner.yaml"})
PROCESSES = "process/"
FILLED_IN_LATER = ("justerat", "anslaget", "laga_kraft", "protokoll")
"""Facts of a decision that are known only after it; they may be filled in, never changed."""


def is_policy(path: str) -> bool:
    """Say whether a file decides how others are judged.

    Args:
        path: relative to the portfolio.
    """
    return path in POLICY_FILES or path.startswith(PROCESSES)


def decision_statement(undertaking: str, decision: Decision) -> bytes:
    """Give the bytes that stand for a decision: what is signed, and what its sum is taken over.

    Args:
        undertaking: the undertaking's id.
        decision: the decision; facts that are filled in later are left out.

    Returns:
        A heading line and one JSON object with sorted keys, UTF-8, ended by a line feed.
    """
    row = decision.model_dump(mode="json", exclude_defaults=True, exclude=set(FILLED_IN_LATER))
    for condition in row.get("villkor", ()):
        condition.pop("uppfyllt", None)
        condition.pop("uppfyllt_genom", None)
    return _text(DECISION_NAMESPACE, {"initiativ": undertaking, "beslut": row})


def policy_statement(serie: int, parent: str, files: Mapping[str, bytes | None]) -> bytes:
    """Give the bytes that stand for a change of the policy.

    Args:
        serie: the new serial.
        parent: id of the commit that the change is made on.
        files: new content of each policy file that changes; None for one that is taken away.

    Returns:
        As `decision_statement`.
    """
    sums = {path: None if data is None else hashlib.sha256(data).hexdigest() for path, data in files.items()}
    return _text(POLICY_NAMESPACE, {"serie": serie, "foregaende": parent, "filer": sums})


def statement_sum(statement: bytes) -> str:
    """Give the SHA-256 of a statement, 64 hexadecimal digits."""
    return hashlib.sha256(statement).hexdigest()


def decision_signature(undertaking: str, decision: str, key: str) -> str:
    """Give the path of a key's signature of a decision."""
    return f"{SIGNATURES}{undertaking}/{decision}/{key}.sig"


def policy_signature(serie: int, key: str) -> str:
    """Give the path of a key's signature of a change of the policy."""
    return f"{SIGNATURES}policy/{serie}/{key}.sig"


def _text(heading: str, content: Mapping[str, object]) -> bytes:
    return f"{heading}\n{json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()
