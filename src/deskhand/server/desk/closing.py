"""How a view ends: the close code and the few words that a viewer is told. It does not know what led to it.

1001  the server ends; connect again
1008  the viewer sent what it may not, too much of it, or nothing
1012  the screen has ended, was started again, sent what can't be read, or isn't there: connect again
1013  too many views, or a viewer too slow: connect again later
4403  this account may not see the desk any more
4404  the session is gone
4409  a newer connection has this one's name
"""

from __future__ import annotations

from dataclasses import dataclass

from deskhand.core.errors import DeskhandError, DeskLost, InvalidInput, LimitExceeded, NotFound

REASON_BYTES_MAX = 123
"""Of a WebSocket's close frame."""


@dataclass(frozen=True)
class Ending:
    """code: of the WebSocket's close. reason: words for the viewer, cut to what a close frame holds."""

    code: int
    reason: str

    @property
    def words(self) -> str:
        return self.reason.encode()[:REASON_BYTES_MAX].decode("utf-8", "ignore")


SERVER_ENDS = Ending(1001, "the server ends; connect again.")
TOO_MANY = Ending(1013, "too many views of this desk are open; close one and connect again.")
NOT_ALLOWED = Ending(4403, "this account may not see the desk any more.")
GONE = Ending(4404, "the session is gone.")
REPLACED = Ending(4409, "a newer connection of this name took over.")


class TooSlow(LimitExceeded):
    """The viewer does not take what it is sent."""


def ending_of(error: DeskhandError) -> Ending:
    """The ending for what a relay raised."""
    if isinstance(error, NotFound):
        return GONE
    codes = ((DeskLost, 1012), (TooSlow, 1013), ((InvalidInput, LimitExceeded), 1008))
    return Ending(next((code for kinds, code in codes if isinstance(error, kinds)), 1011), str(error))
