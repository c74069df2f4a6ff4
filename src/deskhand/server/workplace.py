"""Everything that the server holds open, in one place: the journal, accounts, projects, sessions, drivers.

Made by `open`, let go of by `close`; the drivers that it started go on. It does not know HTTP.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from argon2 import PasswordHasher

from deskhand.agent.owning import settle_owners
from deskhand.agent.session import Home
from deskhand.agent.shelf import Shelf
from deskhand.core.errors import Conflict, InvalidInput
from deskhand.core.rendering import Renderer
from deskhand.journal import Journal, load_key
from deskhand.server.access import cookies, link, passwords, shares
from deskhand.server.access.accounts import Account, Accounts
from deskhand.server.access.cookies import Cookies
from deskhand.server.access.door import Door
from deskhand.server.access.link import Links
from deskhand.server.access.passwords import ADDRESS_TRIES_MAX, Passwords, Tries
from deskhand.server.access.shares import Shares
from deskhand.server.artifacts import budget, common, holding
from deskhand.server.artifacts.budget import Budget
from deskhand.server.artifacts.common import Common
from deskhand.server.artifacts.holding import Holding
from deskhand.server.artifacts.lines import Lines
from deskhand.server.coediting import drafts
from deskhand.server.coediting.drafts import Drafts
from deskhand.server.coediting.rooms import Rooms
from deskhand.server.desk import Bridge
from deskhand.server.drivers import Drivers, Driving
from deskhand.server.frame.strays import Strays
from deskhand.server.kept import Kept
from deskhand.server.projects.projects import Projects
from deskhand.server.record import decode
from deskhand.server.sessions import uploads
from deskhand.server.sessions.hub import Hub
from deskhand.server.sessions.index import Index
from deskhand.server.sessions.quotas import Quotas
from deskhand.server.sessions.sessions import Sessions
from deskhand.server.sessions.uploads import Uploads
from deskhand.server.sessions.written import Written
from deskhand.settings import Settings

FILE = "server.db"
KEY_FILE = "server.key"
LOCK_FILE = "server.lock"
FIRST_OWNER = "Owner"
_TABLES = "".join(part.TABLES for part in (cookies, link, passwords, uploads, drafts, shares, holding, common, budget))

MakeDriving = Callable[[Home, Journal], Driving]


@dataclass
class Workplace:
    """The parts. `settings()` reads them anew: keys and profiles change while the server runs."""

    home: Home
    door: Door
    journal: Journal
    accounts: Accounts
    projects: Projects
    sessions: Sessions
    shelf: Shelf
    renderer: Renderer
    holding: Holding
    common: Common
    budget: Budget
    drivers: Drivers
    cookies: Cookies
    links: Links
    passwords: Passwords
    uploads: Uploads
    quotas: Quotas
    hub: Hub
    bridge: Bridge
    written: Written
    rooms: Rooms
    shares: Shares
    settings: Callable[[], Settings]
    now: Callable[[], float]
    tries: Tries = field(default_factory=Tries)
    strays: Strays = field(default_factory=Strays)
    asking: Lines = field(default_factory=Lines)
    address_tries: Tries = field(default_factory=lambda: Tries(most=ADDRESS_TRIES_MAX))
    _closing: list[Callable[[], None]] = field(default_factory=list)
    _following: asyncio.Task[None] | None = None

    @classmethod
    async def open(
        cls,
        home: Home,
        door: Door,
        driving: MakeDriving,
        *,
        settings: Callable[[], Settings] | None = None,
        hasher: PasswordHasher | None = None,
        now: Callable[[], float] = time.time,
    ) -> Workplace:
        """Open all of it. On the first start the owner's account is made. Conflict when another server has it."""
        closing: list[Callable[[], None]] = []
        try:
            closing.append(_locked(home.folder))
            journal = await home.journal(decode)
        except BaseException:
            _call(closing)
            raise
        try:
            kept, index = Kept(home.folder / FILE, _TABLES), Index(home.folder)
            closing += [kept.close, index.close]
            accounts = Accounts(journal, now)
            read = settings or (lambda: home.settings)
            hub = Hub(lambda: read().server.streams_max)
            drivers = Drivers(journal, driving(home, journal), hub.session_changed)
            shelf = Shelf(journal, now)
            kept_uploads = Uploads(kept, journal.blobs, now)
            place = cls(
                home=home,
                door=door,
                journal=journal,
                accounts=accounts,
                projects=Projects(journal, accounts, now),
                sessions=Sessions(journal, index, hub, drivers.is_alive),
                shelf=shelf,
                renderer=home.renderer(),
                holding=Holding(kept, now),
                common=Common(kept, now),
                budget=Budget(kept, now),
                drivers=drivers,
                cookies=Cookies(kept, now),
                links=Links(load_key(key_path(home.settings)), kept, now),
                passwords=Passwords(kept, hasher),
                uploads=kept_uploads,
                quotas=Quotas(lambda: read().server, drivers, kept_uploads),
                hub=hub,
                bridge=Bridge(journal),
                written=Written(journal),
                rooms=Rooms(shelf, Drafts(kept), hub, now),
                shares=Shares(kept),
                settings=read,
                now=now,
                _closing=closing,
            )
            await place._load()
        except BaseException:
            await journal.close()
            _call(closing)
            raise
        return place

    async def _load(self) -> None:
        await self.accounts.load()
        if self.accounts.first_owner is None:
            await self.accounts.make(FIRST_OWNER, "owner")
        await self.projects.load()
        await self.sessions.load()
        await self.cookies.forget_old()
        held = {*await self.rooms.drafted(), *await self.shares.artifacts(), *await self.holding.artifacts(),
                *await self.common.artifacts()}  # fmt: skip
        await self.artifacts_gone(held - set(await self.shelf.there(held)))  # whoever deleted them meanwhile
        with contextlib.suppress(InvalidInput):  # a file that can't be used allows nothing, and each session says so
            await settle_owners(self.home.remembering, self.journal)
        self._following = asyncio.get_running_loop().create_task(self.sessions.follow())

    async def close(self) -> None:
        """End the streams, let go of everything. Drivers go on."""
        self.hub.end()
        self.bridge.close()
        await self.rooms.close()
        await self.drivers.close()
        await self.renderer.close()
        if self._following is not None:
            self._following.cancel()
            await asyncio.gather(self._following, return_exceptions=True)
        await self.journal.close()
        _call(self._closing)

    async def artifacts_gone(self, artifacts: Collection[str]) -> None:
        """They are deleted: so is what was written of them and is no version, the links to them, what they kept."""
        await self.rooms.forget(artifacts)
        await self.shares.forget(artifacts)
        await self.holding.forget(sorted(artifacts))
        await self.common.forget(sorted(artifacts))

    def owner(self) -> Account:
        """Whose machine it is."""
        owner = self.accounts.first_owner
        assert owner is not None, "an owner is made on the first start, and the last one can't be removed"
        return owner


def key_path(settings: Settings) -> Path:
    """The key that one-time links are signed with, beside the journal's own."""
    return settings.config_dir / KEY_FILE


def _locked(folder: Path) -> Callable[[], None]:
    """One server a home: what it keeps in memory is then all there is. Gives what lets go."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise Conflict(
            f"another workspace serves {folder} already.",
            hint="Use that one: `deskhand up --link` gives a link to it. Or end it first.",
        ) from None
    return lambda: os.close(descriptor)


def _call(closing: list[Callable[[], None]]) -> None:
    while closing:
        closing.pop()()
