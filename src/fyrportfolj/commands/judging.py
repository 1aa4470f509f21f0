"""The commit that is about to land, judged as an audit will judge it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

from fyrportfolj.codes import CODES
from fyrportfolj.commands.audit_contents import BlobContents
from fyrportfolj.commands.audit_history import day_of
from fyrportfolj.commands.refusal import RefusedError
from fyrportfolj.diagnostics import Severity
from fyrportfolj.history.chain import read_chain
from fyrportfolj.history.draft import Draft
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.sshsig import signer
from fyrportfolj.history.unprovable import UnprovableError
from fyrportfolj.rules.trail.judge import begin, judge
from fyrportfolj.rules.trail.values import Anchor, Context


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
        RefusedError: an audit would find a fault in it, or the store is not one that an audit can believe.
        ExternalError: git failed.
    """
    try:
        chain = read_chain(repo, made.commit, start=made.old, trusted=True)
    except UnprovableError as error:
        raise RefusedError(error.diagnostics) from error
    memory = replace(
        begin(chain.start, chain.baseline, chain.earlier), last_decision=dict(decisions or {}), last_policy=policy
    )
    context = Context(BlobContents(chain.blobs), signer, int(time.time()), day_of)
    found = judge(chain.steps, memory, Anchor(), context).findings
    faults = tuple(replace(d, commit=None) for d in found if CODES[d.kod].severity is Severity.FEL)
    if faults:
        raise RefusedError(faults)
