"""How a page's place in a room ends: the codes of `server.desk.closing`, with the words for here."""

from __future__ import annotations

from deskhand.core.errors import DeskhandError, LimitExceeded, NotFound, Refused
from deskhand.server.desk.closing import Ending

SERVER_ENDS = Ending(1001, "the server ends; connect again.")
WENT_WRONG = Ending(1012, "it went wrong here; connect again.")
TOO_MANY = Ending(1013, "too much is being written here at once; try again later.")
TOO_SLOW = Ending(1013, "what is told is not taken; connect again.")
NOT_ALLOWED = Ending(4403, "this account may not see it any more.")
GONE = Ending(4404, "the artifact is gone.")


def ending_of(error: DeskhandError) -> Ending:
    if isinstance(error, NotFound):
        return GONE
    if isinstance(error, Refused):
        return Ending(4403, error.message)
    if isinstance(error, LimitExceeded):
        return Ending(1008, error.message)
    return Ending(1008, error.message)
