"""Moving a branch to a commit that is made, and the files with it: the step that everything else prepares."""

from __future__ import annotations

from fyrportfolj.errors import ConflictError, DataError, ExternalError, FyrError
from fyrportfolj.history.draft import Draft
from fyrportfolj.history.journal import Journal, forget_journal, write_journal
from fyrportfolj.history.lock import refuse_links
from fyrportfolj.history.recover import clear_locks, lock_files, reached
from fyrportfolj.history.repository import Repository
from fyrportfolj.history.worktree import refuse_edited, roll_forward
from fyrportfolj.messages import T

_UNDER_WAY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD")


def branch_to_move(repo: Repository) -> str:
    """Give the full name of the branch that HEAD points at, such as `refs/heads/main`.

    Raises:
        ExternalError: HEAD points at a commit.
        DataError: a merge is under way.
    """
    name = repo.branch()
    if name is None:
        raise ExternalError(
            T("HEAD står på en incheckning i stället för på en gren, så en incheckning skulle höra till ingen gren."),
            T("Gå till grenen med git switch (till exempel git switch main) och kör kommandot igen."),
        )
    if any((repo.git_dir / state).exists() for state in _UNDER_WAY):
        raise DataError(
            T("En sammanslagning pågår i git-arkivet."),
            T("Avsluta den med git commit eller avbryt den med git merge --abort och kör kommandot igen."),
        )
    return f"refs/heads/{name}"


def land(repo: Repository, ref: str, made: Draft, reason: str) -> tuple[str, ...] | ConflictError | ExternalError:
    """Move a branch if it stands where it stood, and the files with it. The index must be claimed.

    Args:
        repo: the repository, whose lock is held.
        ref: the branch.
        made: where to, where from, and what that changes.
        reason: for git's own log of the branch.

    Returns:
        The files that keep something else than the commit has; or why the branch did not move.

    Raises:
        DataError: a file to change has edits that are not committed.
        ExternalError: a link stands where git would write.
        OSError: the note could not be written; nothing has moved.
    """
    # git itself writes through links.
    refuse_links(repo, repo.common_dir / ref, repo.common_dir / "logs" / ref)
    if repo.tip(ref) != made.old:
        return _why(moved=True, said="")
    refuse_edited(repo, made.files)
    journal = Journal(ref, made.old, made.commit, made.files)
    write_journal(repo, journal)
    before = made.old or "0" * len(made.commit)
    others = lock_files(repo, ref)
    answer = repo.git.answer("update-ref", "--create-reflog", "-m", reason, ref, made.commit, before)
    clear_locks(repo, journal, others)
    # git can fail after the branch has moved, when it cannot write its log: the branch is the truth.
    if answer.code and not reached(repo, ref, made.commit):
        forget_journal(repo)
        return _why(moved=repo.tip(ref) != made.old, said=answer.err)
    try:
        left = roll_forward(repo, made.files)
    except (OSError, FyrError):
        # The decision is made. The note stays, so that the next fyr brings the files up to it.
        return tuple(made.files)
    forget_journal(repo)
    return left


def _why(*, moved: bool, said: str) -> ConflictError | ExternalError:
    if moved:
        return ConflictError(
            T("Grenen flyttades gång på gång medan incheckningen skrevs."),
            T("Vänta tills andra skrivningar är klara och kör kommandot igen."),
        )
    return ExternalError(
        T("git kunde inte flytta grenen: {svar}", svar=said),
        T("Rätta det som git säger och kör kommandot igen; inget är ändrat."),
    )
