"""Going to an address in a page, and making sure that a document of it really came to stand there.

The browser's own answer comes before the new document stands: the process that was to hold it may die in between, and
another navigation (the one a page began with, a script's) may take its place. It does not know which page is in front.
"""

from __future__ import annotations

from deskhand.core.errors import DeskhandError, DeskLost, InvalidInput, LimitExceeded, NotFound
from deskhand.desk.sight.cdp import Connection
from deskhand.desk.sight.replies import record, text
from deskhand.desk.sight.tabs import Tab

START_PAGE = "data:,"
"""What the browser begins with: empty, and unlike about:blank it takes the keyboard, which what is opened then has."""
DOWNLOADED = "The address gave a file, which was downloaded; the page in front is as it was."
ANSWER_S = 30.0
LISTENING_S = 10.0
COMMIT_S = 10.0
"""From the browser's answer to the document standing there: milliseconds, seconds when memory is short."""
BEGUN_S = 10.0
_TRIES = 2
_NOT_BEGUN = frozenset({"", ":", "about:blank"})
_ABORTED = "net::ERR_ABORTED"
_BROKEN_OFF = frozenset({"net::ERR_SOCKET_NOT_CONNECTED", "net::ERR_CONNECTION_CLOSED", "net::ERR_CONNECTION_RESET"})


class BrokenOff(InvalidInput):
    """The connection broke before an answer came: its way out may have ended, and a second try may do."""


async def visit(connection: Connection, tab: Tab, url: str) -> str:
    """Go there, once more when it came to nothing. Returns words on what came of it, "" when the page shows it.

    Raises InvalidInput when the browser says that it can't be opened, BrokenOff when its connection broke, NotFound
    when the page was closed, LimitExceeded when no document came.
    """
    if not await tab.until(lambda: tab.listening or tab.closed, LISTENING_S):
        raise LimitExceeded(f"{url} was not opened: the page does not answer.", hint="Look at the screen; try again.")
    crashed, crashes = tab.crashed, tab.crashes
    for _ in range(_TRIES):
        came = await _gone_to(connection, tab, url)
        if came is not None:
            if crashed or tab.crashes > crashes:  # the keyboard went from the crashed page to the browser's own bars
                await connection.call("Page.bringToFront", session=tab.session)
            return came
    if tab.crashed:
        raise InvalidInput(f"{url} was not opened: the page crashes.", hint="Open another address, or try again later.")
    raise LimitExceeded(
        f"{url} was not opened: the browser began with it but no page came, or something else took its place.",
        hint="Look at the screen, then try again.",
    )


async def _gone_to(connection: Connection, tab: Tab, url: str) -> str | None:
    """One try; None when it may be worth another."""
    crashes = tab.crashes
    reply = await connection.call("Page.navigate", {"url": url}, session=tab.session, timeout_s=ANSWER_S)
    failure, loader = text(reply.get("errorText"), 200), text(reply.get("loaderId"), 80)
    if failure == _ABORTED:
        return DOWNLOADED if reply.get("isDownload") is True else None
    if failure:
        raise (BrokenOff if failure in _BROKEN_OFF else InvalidInput)(
            f"{url} could not be opened: {failure}", hint="Check the address; see the screen."
        )
    if not loader:
        return ""  # another place of the same document
    await tab.until(lambda: loader in tab.loaders or tab.crashes > crashes or tab.closed, COMMIT_S)
    if connection.lost:
        raise DeskLost(f"{url} was not opened: the browser has ended.", hint="Open it again.")
    if tab.closed:
        raise NotFound(f"{url} was not opened: its page was closed.", hint="Open it again.")
    return "" if loader in tab.loaders and not tab.crashed else None


async def begun(connection: Connection, tab: Tab) -> None:
    """Return when the page has what it begins with: its own first navigation would take the place of another."""
    await tab.until(lambda: tab.listening or tab.closed, BEGUN_S)
    try:
        tree = await connection.call("Page.getFrameTree", session=tab.session)
    except DeskhandError:
        return
    if text(record(record(tree.get("frameTree")).get("frame")).get("url"), 80) in _NOT_BEGUN:
        await tab.until(lambda: tab.commits > 0 or tab.closed, BEGUN_S)
