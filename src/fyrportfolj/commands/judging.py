"""The commit that is about to land, judged as an audit will judge it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from fyrportfolj.codes import CODES
from fyrportfolj.commands.audit import trusted_for
from fyrportfolj.commands.audit_contents import BlobContents
from fyrportfolj.commands.audit_history import day_of
from fyrportfolj.commands.audit_place import Place, first_commit
from fyrportfolj.commands.refusal import RefusedError
from fyrportfolj.commands.trust import UnusableAnchorError
from fyrportfolj.diagnostics import Severity
from fyrportfolj.history.chain import Chain, read_chain
from fyrportfolj.history.draft import Draft
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.sshsig import signer
from fyrportfolj.history.unprovable import UnprovableError
from fyrportfolj.rules.trail.grammar import read_message
from fyrportfolj.rules.trail.judge import begin, judge
from fyrportfolj.rules.trail.values import Anchor, Context
from fyrportfolj.rules.trailers import POLICY


def judge_draft(
    repo: Repository, made: Draft, decisions: Mapping[str, str] | None = None, policy: str | None = None
) -> None:
    """Judge a commit before the branch moves to it, by the portfolio of the commit that it follows.

    What came before is taken as given: it is the audit that judges the whole history.

    Args:
        repo: the repository.
        made: the commit, which no branch holds yet.
        decisions: commit of the previous decision by undertaking id, for a decision.
        policy: commit of the previous change of the policy, for another.

    Raises:
        RefusedError: an audit would find a fault in it, or neither the store nor the trust anchor is one that an audit
            can believe.
        ExternalError: git failed, or the trust anchor that is named cannot be read.
    """
    try:
        chain = read_chain(repo, made.commit, start=made.old, trusted=True)
    except UnprovableError as error:
        raise RefusedError(error.diagnostics) from error
    memory = replace(
        begin(chain.start, chain.baseline, chain.earlier), last_decision=dict(decisions or {}), last_policy=policy
    )
    context = Context(BlobContents(chain.blobs), signer, int(time.time()), day_of)
    found = judge(chain.steps, memory, _agreed(repo, chain), context).findings
    faults = tuple(replace(d, commit=None) for d in found if CODES[d.kod].severity is Severity.FEL)
    if faults:
        raise RefusedError(faults)


def commit_day(zone: str) -> date:
    """Give the day that a commit made now bears: the day by which its keys and mandates are judged.

    Args:
        zone: the portfolio's time zone, an IANA name.
    """
    return day_of(int(time.time()), zone)


def _agreed(repo: Repository, chain: Chain) -> Anchor:
    """Give what the user's trust anchor says of a single commit: whose keys may found the policy."""
    if not any(read_message(step.commit.message).kind == POLICY for step in chain.steps):
        return Anchor()
    place = Place(repo, repo.root, folder_known=True)
    try:
        trusted = trusted_for(place, first_commit(place, chain.start.oid), None)
    except UnusableAnchorError as error:
        raise RefusedError(error.diagnostics) from None
    # Level, checkpoints and accepted deviations are about the whole history.
    return Anchor(nycklar=trusted.anchor.nycklar) if trusted else Anchor()
