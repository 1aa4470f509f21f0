"""The seam between the record of a consultation and the roads by which answers come: one small protocol.

Every call may be made again: a round that is open stays as it is, an answer has the same id each time, and a
reminder is sent once a day. A channel that cannot be reached raises `ExternalError` with one clear sentence, and what
it has already given is kept.

The forges' channels are made by `remiss_forge.forge_channel(ws, name)`; `remiss_round.channel_of` asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from fyrportfolj.model.remiss_answers import ForgeAnswer, Kanalnamn, Opened, Round


class Channel(Protocol):
    """A road by which a round is sent out and answered."""

    @property
    def namn(self) -> Kanalnamn:
        """The channel's name."""
        ...

    def open(self, round_: Round) -> Opened:
        """Send a round out, or find it again.

        Args:
            round_: the round; its branch is pushed by the caller's git, or by the channel.

        Raises:
            ExternalError: the channel refuses or does not answer.
        """
        ...

    def responses(self, round_: Round) -> Iterable[ForgeAnswer]:
        """Give every answer that has come in so far, oldest first.

        Raises:
            ExternalError: the channel refuses or does not answer; those already given are kept.
        """
        ...

    def remind(self, round_: Round, instanser: tuple[str, ...], text: str) -> bool:
        """Remind those who have not answered.

        Args:
            round_: the round.
            instanser: keys of those to remind, sorted.
            text: the reminder as Markdown.

        Returns:
            True when a reminder was sent, False when the channel sends none or the same one stands there already.

        Raises:
            ExternalError: the channel refuses or does not answer.
        """
        ...

    def close(self, round_: Round, text: str) -> bool:
        """End a round; every answer has been written into the record before this is called.

        Args:
            round_: the round.
            text: the last word to those who answered, as Markdown.

        Returns:
            True when something was closed, False when it was closed already or there is nothing to close.

        Raises:
            ExternalError: the channel refuses or does not answer.
        """
        ...


class ManualChannel:
    """No forge: the missive and the forms are files, and answers are registered by hand."""

    @property
    def namn(self) -> Kanalnamn:
        """The channel's name."""
        return "manuell"

    def open(self, round_: Round) -> Opened:
        """Say that there is nothing to open outside the portfolio."""
        return Opened(None, ny=round_.avser_commit is None)

    def responses(self, round_: Round) -> Iterable[ForgeAnswer]:  # noqa: ARG002  (the protocol's shape)
        """Give nothing: every answer is a file that somebody registers."""
        return ()

    def remind(self, round_: Round, instanser: tuple[str, ...], text: str) -> bool:  # noqa: ARG002  (as above)
        """Send nothing: the reminder is a text to copy."""
        return False

    def close(self, round_: Round, text: str) -> bool:  # noqa: ARG002  (as above)
        """Say that there is nothing to close outside the portfolio."""
        return False
