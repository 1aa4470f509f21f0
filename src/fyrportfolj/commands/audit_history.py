"""A stretch of history, read and judged; the same for the audit, for a server and before a push."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from fyrportfolj.commands.audit_cache import Proved
from fyrportfolj.commands.audit_contents import BlobContents
from fyrportfolj.commands.roots import ZONE
from fyrportfolj.errors import ExternalError
from fyrportfolj.history.chain import Chain, UnprovableError, read_chain
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.sshsig import signer
from fyrportfolj.messages import T
from fyrportfolj.model.policy import PortfolioFile
from fyrportfolj.rules.trail.judge import begin, judge, judge_chain
from fyrportfolj.rules.trail.values import Anchor, Context, Judged
from fyrportfolj.store.kinds import HEAD
from fyrportfolj.store.load import without_collector


@dataclass(frozen=True)
class History:
    """A history and what came of it.

    Attributes:
        chain: as it was read.
        contents: its documents.
        judged: the findings.
        known: what an earlier audit had proved and this one went on from; None when everything was read.
    """

    chain: Chain
    contents: BlobContents
    judged: Judged
    known: Proved | None


def day_of(moment: int, zone: str) -> date:
    """Give the day of a moment.

    Args:
        moment: seconds since 1970.
        zone: IANA name; one that is not known counts as the usual one.
    """
    try:
        found = ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        found = ZoneInfo(ZONE)
    try:
        return datetime.fromtimestamp(moment, found).date()
    except (ValueError, OverflowError, OSError):
        return date.max if moment > 0 else date.min


def read_and_judge(
    repo: Repository,
    tip: str,
    anchor: Anchor,
    now: int,
    known: Proved | None = None,
    *,
    since: str | None = None,
) -> History:
    """Read a history and judge it.

    Args:
        repo: the repository.
        tip: the commit that it ends with.
        anchor: what is agreed outside the repository.
        now: the present, seconds since 1970.
        known: what an earlier audit proved, or None; all is read when the line does not pass where it ended.
        since: judge only what comes after this commit, which is taken for given; None means the anchor's start.

    Raises:
        UnprovableError: the store cannot be believed or read, or the line does not pass the commit to start from.
        ExternalError: git failed, or the folder holds no portfolio.
    """
    with without_collector():
        return _read_and_judge(repo, tip, anchor, now, known=known, since=since)


def _read_and_judge(
    repo: Repository, tip: str, anchor: Anchor, now: int, *, known: Proved | None, since: str | None
) -> History:
    if known is not None:
        try:
            chain = read_chain(repo, tip, start=known.memory.tip, trusted=True)
        except UnprovableError:
            # Whatever is wrong is found again, and told in full, without what was known.
            pass
        else:
            return _judged(chain, anchor, now, known, agreed=False)
    chain = read_chain(repo, tip, start=since or anchor.start)
    return _judged(chain, anchor, now, None, agreed=not since)


def zone_at(history: History) -> str:
    """Give the portfolio's time zone at the tip, or the usual one."""
    oid = history.judged.memory.paths.get(HEAD)
    head = history.contents.document(HEAD, oid).modell if oid else None
    return head.tidszon if isinstance(head, PortfolioFile) else ZONE


def _judged(chain: Chain, anchor: Anchor, now: int, known: Proved | None, *, agreed: bool) -> History:
    memory = known.memory if known else begin(chain.start, chain.baseline, chain.earlier)
    # The agreed keys have signed the agreed start, and no other; they may found the policy wherever that is done.
    begun = anchor if agreed else replace(anchor, nycklar=())
    whole = judge_chain(chain.roots, chain.line, begun, chain.start)
    with closing(BlobContents(chain.blobs, chain.steps)) as contents:
        judged = judge(chain.steps, memory, anchor, Context(contents, signer, now, day_of))
    if HEAD not in memory.paths and HEAD not in judged.memory.paths:
        # Nothing is wrong with nothing; whoever names the wrong folder must not be told that all is well.
        raise ExternalError(
            T("mappen har ingen portfölj: {fil} finns varken vid starten eller i spetsen", fil=HEAD),
            T("ange rätt mapp: fältet portfolj i tillitsankaret, eller --folder på servern"),
        )
    return History(chain, contents, replace(judged, findings=(*whole, *judged.findings)), known)
