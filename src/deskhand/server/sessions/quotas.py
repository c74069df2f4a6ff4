"""What one account may hold of the server at once. The limits are settings; it does not know what is held."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from deskhand.core.errors import LimitExceeded
from deskhand.server.access.accounts import Account
from deskhand.server.drivers import Drivers
from deskhand.server.sessions.uploads import Uploads
from deskhand.settings import ServerDefaults

MIB = 1 << 20


class Quotas:
    """limits(): read anew each time."""

    def __init__(self, limits: Callable[[], ServerDefaults], drivers: Drivers, uploads: Uploads) -> None:
        self._limits = limits
        self._drivers = drivers
        self._uploads = uploads
        self._uploading: Counter[str] = Counter()
        self._starting: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @asynccontextmanager
    async def session_of(self, account: Account) -> AsyncIterator[None]:
        """Within, a session of the account may be started. Raises LimitExceeded. Owners say what the machine bears."""
        if account.role == "owner":
            yield
            return
        async with self._starting[account.id]:
            most, held = self._limits().sessions_max, await self._drivers.held_by(account.id)
            if held >= most:
                raise LimitExceeded(
                    f"{held} sessions of this account are open, and {most} may be at once.",
                    hint="Stop one; one that rests is let go of after ten minutes. An owner can raise "
                    "server.sessions_max in config.toml.",
                )
            yield

    @contextmanager
    def upload_of(self, account: str) -> Iterator[None]:
        """Within, bytes of the account are taken in. Raises LimitExceeded when too many are under way."""
        most = self._limits().uploads_at_once
        if self._uploading[account] >= most:
            raise LimitExceeded(f"{most} uploads of this account are under way.", hint="Wait until one is done.")
        self._uploading[account] += 1
        try:
            yield
        finally:
            self._uploading[account] -= 1
            if not self._uploading[account]:
                del self._uploading[account]

    async def must_have_room(self, account: str, more_bytes: int) -> None:
        """Raises LimitExceeded where so many bytes more are too many for what the account uploaded lately."""
        most = self._limits().upload_mib_max
        if await self._uploads.bytes_of(account) + more_bytes > most * MIB:
            raise LimitExceeded(
                f"with this file more than {most} MiB would have been uploaded by this account in 30 days.",
                hint="Use a smaller one. An owner can raise server.upload_mib_max in config.toml.",
            )
