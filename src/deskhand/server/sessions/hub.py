"""Tells streams that something they show may have changed: a session, what somebody may see, or that the server ends.

All of it runs on the event loop. A ring is a hint to look again; it does not know what changed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from deskhand.core.errors import LimitExceeded
from deskhand.settings import ServerDefaults


class Listener:
    """What one stream waits on. `ids`: the sessions that it is about; None: all of them. account: whose it is."""

    def __init__(self, ids: frozenset[str] | None, account: str) -> None:
        self.ids = ids
        self.account = account
        self.changed: set[str] = set()
        self.artifacts: set[str] = set()
        self.rights = False
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self, timeout_s: float) -> bool:
        """Wait for a ring; False when there was none in that time."""
        try:
            async with asyncio.timeout(timeout_s):  # `wait_for` of Python 3.11 takes no cancel that comes with a ring
                await self._rung.wait()
        except TimeoutError:
            return False
        self._rung.clear()
        return True

    def take(self) -> set[str]:
        """The sessions that changed since the last look. What rang until now needs no other look."""
        self._rung.clear()
        changed, self.changed = self.changed, set()
        return changed

    def take_artifacts(self) -> set[str]:
        """The artifacts of its sessions that changed since the last look."""
        changed, self.artifacts = self.artifacts, set()
        return changed


class Hub:
    """Everybody who listens."""

    def __init__(self, streams_max: Callable[[], int] = lambda: ServerDefaults().streams_max) -> None:
        self.ending = False
        self._streams_max = streams_max
        self._listeners: set[Listener] = set()

    @contextmanager
    def listening(self, ids: Iterable[str] | None = None, account: str = "") -> Iterator[Listener]:
        listener = Listener(None if ids is None else frozenset(ids), account)
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def must_have_room(self, account: str) -> None:
        """One account must not hold every line of the server: a window has two streams, and one a desk that is watched.
        Raises LimitExceeded."""
        most = self._streams_max()
        if sum(listener.account == account for listener in self._listeners) >= most:
            raise LimitExceeded(
                f"{most} streams of this account are open.",
                hint="Close some windows. An owner can raise server.streams_max in config.toml.",
            )

    def session_changed(self, session: str) -> None:
        for listener in self._listeners:
            if listener.ids is None or session in listener.ids:
                listener.changed.add(session)
                listener.ring()

    def artifact_changed(self, session: str, artifact: str) -> None:
        """It has a version more, another title, or is gone: whoever watches its session is told."""
        for listener in self._listeners:
            if listener.ids is not None and session in listener.ids:
                listener.artifacts.add(artifact)
                listener.ring()

    def appended(self, session: str) -> None:
        """Something was written into a session: its own streams look at once, the lists when its line is known."""
        for listener in self._listeners:
            if listener.ids is not None and session in listener.ids:
                listener.ring()

    def rights_changed(self) -> None:
        """Accounts, cookies, projects or members changed: what was allowed may be no more."""
        for listener in self._listeners:
            listener.rights = True
            listener.ring()

    def end(self) -> None:
        """The server ends: so do all streams."""
        self.ending = True
        for listener in self._listeners:
            listener.ring()
