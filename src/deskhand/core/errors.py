"""The one exception tree of Deskhand.

    DeskhandError                what happened, and what to do now
     ├─ InvalidInput             a model, a file or a person gave something that can't be used
     │   └─ StaleFrame           the screen is no longer the one the act was planned on
     ├─ NotFound                 a session, element, file, model or program that is not there
     ├─ Refused                  a wall or a policy said no
     ├─ LimitExceeded            time, memory, size, steps or money ran out
     ├─ DeskLost                 the desk, or the link to it, is gone
     ├─ Conflict                 someone else was first: a lock is held, a sequence number moved on
     │   └─ StaleVersion         an artifact has a newer version than the one that a change was made from
     ├─ JournalDamaged           the record does not verify
     └─ SetupMissing             this machine lacks something; the mend is in the hint

An error is written in three parts: what happened, with the value; why it is refused; what to do now.
The last part is `hint`. It does not know how an error is shown: the command line prints one line and
an exit code, a model is told its next legal move, and neither ever sees a traceback.
"""

from __future__ import annotations


class DeskhandError(Exception):
    """Base of all errors that Deskhand raises on purpose.

    quotes: the message may hold words of a page, file or program, so a model is shown it as a stranger's. It is taken
    to, unless the place that raises it knows better. The hint is Deskhand's own: it quotes nobody.
    """

    def __init__(self, message: str, *, hint: str = "", quotes: bool = True) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.quotes = quotes

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InvalidInput(DeskhandError):
    """Something given from outside can't be used; the hint says what can."""


class StaleFrame(InvalidInput):
    """The screen changed after the picture or list that the act was planned on."""


class NotFound(DeskhandError):
    """The thing named is not there; the hint says what is."""


class Refused(DeskhandError):
    """A wall, a rule or a person said no."""


class LimitExceeded(DeskhandError):
    """A limit on time, memory, size, steps or money was reached."""


class DeskLost(DeskhandError):
    """The desk ended, or can't be reached; what was on it may be gone."""


class Conflict(DeskhandError):
    """Another writer holds the lock, or appended first."""


class StaleVersion(Conflict):
    """A change was made from a version that is no longer the newest. newest: that one's number; diff: what changed
    since, as a unified diff."""

    def __init__(self, message: str, *, hint: str = "", newest: int = 0, diff: str = "") -> None:
        super().__init__(message, hint=hint, quotes=False)
        self.newest = newest
        self.diff = diff


class JournalDamaged(DeskhandError):
    """A stream does not verify: an event is missing, changed or out of order."""


class SetupMissing(DeskhandError):
    """The machine lacks a program or a permission; the hint is the exact mend."""
