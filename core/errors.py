"""One small tree of errors: each owns its exit status, and ends with the next step for the user (P8).

The message is one sentence that says what happened and to which account or file; `next_step` is the command to type or
the thing to do. `cli.py` prints both and exits; a traceback never reaches a user.
"""

from __future__ import annotations


class AfterwordError(Exception):
    """Something the user can understand went wrong. Exit status 1."""

    exit_status = 1

    def __init__(self, message: str, *, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step

    def sentence(self) -> str:
        """Return the message and the next step as one line."""
        line = self.message if self.message.endswith("?") else self.message.rstrip(".") + "."
        return f"{line} {self.next_step}".rstrip()


class UsageProblem(AfterwordError):
    """The command line asked for something that does not exist or does not fit. Exit status 2."""

    exit_status = 2


class ConfigError(AfterwordError):
    """A file of the user's is wrong: the message names file, key and what was expected."""


class StateError(AfterwordError):
    """The state cannot be read or written: damaged, from a newer version, disk full."""


class LockHeld(AfterwordError):
    """Another sync is running. Exit status 5."""

    exit_status = 5


class SourceError(AfterwordError):
    """An account or calendar could not be read or written; the others go on. Exit status 4 where others succeeded."""


class Unavailable(SourceError):
    """The whole account cannot be used now: it does not answer, or takes nothing. Whatever else is asked of it would
    fail just so, and is not asked any more in this run.
    """


class Closed(Unavailable):
    """One calendar as a whole takes no changes; others of its account may."""


class SignInNeeded(Unavailable):
    """The account's sign-in has ended. Exit status 3."""

    exit_status = 3


class CursorExpired(Exception):
    """The incremental cursor is no longer valid: pull again without one. Never shown to a user."""


class PreconditionFailed(Exception):
    """The event changed since it was read: look again before deciding. Never shown to a user."""


class Dismissed(Exception):
    """The calendar itself remembers that this reminder was deleted: it stays so (P3). Never shown to a user."""
