"""The real desk, composed of its parts in one process: screen side, shell side, sight, files, snapshots, way out.

It lives in the keeper. It does not know sockets of drivers, the journal, verdicts or models.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deskhand.core.acts import LOOKS, Act, Open, SetValue, TypeText
from deskhand.core.elements import Element, ElementList, Page
from deskhand.core.errors import DeskhandError, InvalidInput, LimitExceeded, NotFound
from deskhand.core.geometry import Box
from deskhand.core.secrets import TypedSecret
from deskhand.core.sites import is_local, suffixes
from deskhand.core.targets import Covers, HeldRequest, Target
from deskhand.desk.base import (
    WORK_DIR,
    ActReport,
    DeskInfo,
    DeskSpec,
    ElementQuery,
    FileEntry,
    Look,
    RunResult,
    SnapshotInfo,
)
from deskhand.desk.cells.identity import Identity, identity_for
from deskhand.desk.cells.limits import ControlGroup, control_group
from deskhand.desk.cells.places import BROUGHT_IN, SCREEN_MEMORY_MIB, Places, screen_limits, shell_limits
from deskhand.desk.cells.standing import walls_in_force
from deskhand.desk.covering import Covering
from deskhand.desk.programs.acting import Hands, perform, settle_after
from deskhand.desk.programs.curtain import DeskCurtain
from deskhand.desk.programs.entering import Entering
from deskhand.desk.programs.opening import Opening
from deskhand.desk.programs.screen_side import Cage, ScreenSide
from deskhand.desk.programs.shell_side import ShellSide
from deskhand.desk.programs.standing_screen import StandingScreen
from deskhand.desk.programs.watchdog import (
    DiskWatch,
    Watched,
    watch_kills,
    watch_machine,
    watch_memory,
    watch_processes,
)
from deskhand.desk.programs.way_out import WayOut
from deskhand.desk.requests.rules import Place
from deskhand.desk.requests.wall import Wall
from deskhand.desk.secrecy import Secrecy, whole_words
from deskhand.desk.shell.files import WorkFiles
from deskhand.desk.shell.snapshots import Snapshots
from deskhand.desk.sight.ocr import Ocr
from deskhand.desk.sight.sight import Sight
from deskhand.desk.sight.visits import BrokenOff

_WARM_AFTER_S = 0.5
"""The first look at a new desk comes before what it doesn't need is started: both would share the processor."""

PICTURE_BYTES_MAX = 32 * 1024 * 1024
_SNAPSHOTS_SHARE = 3
"""All snapshots together may take this many times what the desk itself may; the oldest make room."""

_LISTED_BEFORE = "The elements were listed before what shows them was started (again); their ids name nothing now."
"""A browser that was started again counts from e1: an id of the old one would name some other thing of the new one."""

_OPENS_MAX = 4
"""Tries to open something while the way out dies under it."""


@dataclass
class Parts:
    """What a desk is made of."""

    places: Places
    identity: Identity
    group: ControlGroup
    way_out: WayOut
    screen: StandingScreen
    shell: ShellSide
    files: WorkFiles
    snapshots: Snapshots
    ocr: Ocr
    wall: Wall
    tasks: list[asyncio.Task[None]] = field(default_factory=list)


class LocalDesk:
    """A `Desk`. Made by `start`; ends with `close` or with the process it is in."""

    def __init__(self, spec: DeskSpec, parts: Parts, info: DeskInfo):
        self._spec = spec
        self._parts = parts
        self._info = info
        self._sight: Sight | None = None
        self._seen_through: ScreenSide | None = None
        self._closed = False
        self._listed = False
        self._opening = Opening(spec, parts.screen, parts.shell)
        self.secrecy = Secrecy()
        self._curtain: DeskCurtain | None = None
        self._covering = Covering(parts.places.desk, self._covered)
        desk = parts.places.desk
        self._disk = DiskWatch([parts.places.work, desk / "shell/home", desk / "screen/home"], spec.disk_mib, [])

    @classmethod
    async def start(
        cls,
        folder: Path,
        spec: DeskSpec,
        *,
        pages: Sequence[str] = (),
        on_pages: Callable[[list[str]], None] = lambda _: None,
        note: str = "",
    ) -> LocalDesk:
        """Make a desk in `folder` (made if need be); files that a former desk left there are kept.

        pages: addresses to open. on_pages: told the open pages when they change. note: goes into the info, and marks
        the desk as one that was started again. Raises SetupMissing with the mend.
        """
        identity = identity_for(spec.mounts)
        places = Places(folder)
        await asyncio.to_thread(_prepare, places, spec, identity)
        desk_id = secrets.token_hex(4)
        way_out = WayOut(places, spec, lambda: shell.cell(), lambda words: screen.notes.append(words))
        group = control_group(_group_name(folder, "shell"), shell_limits(spec))
        screen_group = control_group(_group_name(folder, "screen"), screen_limits(spec))
        shell = ShellSide(places, spec, identity, group)
        desk: list[LocalDesk] = []
        wall = Wall(_place(spec))
        screen = StandingScreen(
            places,
            spec,
            Cage(identity, screen_group),
            pages=pages,
            on_pages=lambda addresses: on_pages([desk[0].secrecy.address(each) for each in addresses]),
            on_side=lambda side: desk[0].look_through(side),
            wall=wall,
        )
        parts = Parts(
            places, identity, group, way_out, screen, shell,
            WorkFiles(places.work, mounts=_mounts(spec), uid=identity.uid if identity.drops else None),
            Snapshots(
                places.work, folder.parent / "snapshots", mounts=[mount.name for mount in spec.mounts],
                store_bytes_max=_SNAPSHOTS_SHARE * spec.disk_mib << 20,
            ),
            Ocr(), wall,
        )  # fmt: skip
        info = DeskInfo(
            id=desk_id, width=spec.width, height=spec.height, work_dir=str(places.work),
            vnc_socket=str(places.control / "vnc.sock"), walls=walls_in_force(spec, group, identity),
            restarted=bool(note), note=note,
        )  # fmt: skip
        desk.append(cls(spec, parts, info))
        try:
            if pages:
                way_out.begin()
            await desk[0]._covering.open()
            await screen.side()
        except BaseException:
            await desk[0].close()
            raise
        desk[0]._begin_watching()
        return desk[0]

    def _begin_watching(self) -> None:
        parts, spec = self._parts, self._spec
        shell = Watched("shell", lambda: parts.shell.running, parts.shell.notes)
        screen = Watched("screen", lambda: side.cell if (side := parts.screen.running) else None, parts.screen.notes)
        self._disk.cells = [shell, screen]
        works = [
            self._disk.run(),
            watch_machine(shell, screen),
            watch_processes(shell, parts.group.refusals, spec.shell_processes),
        ]
        for watched, group, memory_mib in (
            (shell, parts.group, spec.shell_memory_mib),
            (screen, parts.screen.group, SCREEN_MEMORY_MIB),
        ):
            by_kernel = "memory" in group.mechanisms
            works.append(
                watch_kills(watched, group.memory_kills, memory_mib) if by_kernel else watch_memory(watched, memory_mib)
            )
        parts.tasks += [asyncio.ensure_future(work) for work in works]
        asyncio.get_running_loop().call_later(_WARM_AFTER_S, self._begin_warming)

    def _begin_warming(self) -> None:
        if not self._closed:
            self._parts.tasks.append(asyncio.ensure_future(self._warm()))

    async def _warm(self) -> None:
        """Start the way out and the shell cell before they are needed; whoever needs one is told if that fails."""
        try:
            self._parts.way_out.begin()
            await self._parts.shell.cell()
            await asyncio.to_thread(suffixes)
        except DeskhandError:
            return

    def look_through(self, side: ScreenSide) -> None:
        """Read the screen through this side's browser and apps from now on."""

        async def capture(region: Box | None) -> Look:
            return await side.screen.look(region=region)

        size = (side.screen.width, side.screen.height)
        if self._sight is None or self._seen_through is not side:
            screen = side.screen
            self._sight = Sight(side.browser, side.apps, self._parts.ocr, size, capture, screen.popups, screen.windows)
            self._seen_through = side
        self._sight.browser, self._sight.apps = side.browser, side.apps  # an act under way waits for the new ones
        self._curtain = DeskCurtain(self.secrecy, side.browser, side.apps)
        side.screen.draw(self._curtain)
        self._listed = False

    @property
    def info(self) -> DeskInfo:
        screen, shell = self._parts.screen.running, self._parts.shell.running
        pids = {"screen": screen.cell.host_pid if screen else 0, "shell": shell.host_pid if shell else 0}
        pids["proxy"] = self._parts.way_out.pid
        walls = dict(self._info.walls)
        if why := self._parts.screen.links_followed:
            walls["links"] = f"followed on the screen ({why}); so the browser opens no file of the work folder"
        return self._info.model_copy(
            update={"processes": {name: pid for name, pid in pids.items() if pid}, "walls": walls}
        )

    async def _seeing(self) -> tuple[ScreenSide, Sight]:
        side = await self._parts.screen.side()
        assert self._sight is not None
        return side, self._sight

    # See and do

    async def look(self, *, since: int | None = None, region: Box | None = None) -> Look:
        return await (await self._parts.screen.side()).screen.look(since=since, region=region)

    async def act(
        self, act: Act, *, seen: int | None = None, dialog: bool = False, covers: Covers | None = None
    ) -> ActReport:
        side, sight = await self._seeing()
        if getattr(act, "element", None) and not self._listed:
            raise NotFound(_LISTED_BEFORE, hint="Call elements and use an id from its list.")
        hands = Hands(side.screen, sight, self._opening.open)
        if isinstance(act, LOOKS):
            report = await perform(hands, act, seen, dialog)
        else:
            report = await self._done(hands, act, seen, dialog, covers)
        return self._reported(report)

    async def _done(self, hands: Hands, act: Act, seen: int | None, dialog: bool, covers: Covers | None) -> ActReport:
        wall = self._parts.wall
        wall.begin(covers)
        if isinstance(act, TypeText | SetValue):
            wall.given.text(act.text if isinstance(act, TypeText) else act.value)
        try:
            report = await (self._open(hands, act) if isinstance(act, Open) else perform(hands, act, seen, dialog))
        finally:
            wall.over()
        await self._parts.screen.remember_pages()
        return report

    def _reported(self, report: ActReport) -> ActReport:
        wall = self._parts.wall
        notes = " ".join(word for word in (self._parts.screen.take_notes(), report.note) if word)
        return report.model_copy(update={"note": notes, "held": wall.held, "sent": wall.take_sent()})

    async def _covered(self) -> Mapping[str, Box]:
        """Where on the screen is what nobody may watch."""
        return await self._curtain.boxes(settled=True) if self._curtain is not None else {}

    async def enter_secret(self, element_id: str, typed: TypedSecret) -> ActReport:
        side, sight = await self._seeing()
        if not self._listed or self._curtain is None:
            raise NotFound(_LISTED_BEFORE, hint="Call elements and use an id from its list.")
        entering = Entering(side.screen, sight, self.secrecy, self._curtain, self._covering, self._spec.sites)
        self._parts.wall.begin()
        try:
            report = await entering.enter(element_id, typed)
        finally:
            self._parts.wall.over()
        await self._parts.screen.remember_pages()
        return report

    async def release_all(self) -> None:
        self._parts.wall.cover(Covers())  # a driver that attaches takes nothing over that was allowed to another
        await (await self._parts.screen.side()).screen.release_all()

    # Understand

    async def elements(self, query: ElementQuery = ElementQuery()) -> ElementList:
        side, sight = await self._seeing()
        listing = await sight.elements(query)
        self._listed = self._listed or sight is self._sight
        return listing if listing.frame else listing.model_copy(update={"frame": await side.screen.current_frame()})

    async def element_at(self, x: int, y: int) -> Element | None:
        return await (await self._seeing())[1].element_at(x, y)

    async def element(self, element_id: str) -> Element | None:
        _, sight = await self._seeing()
        return await sight.element(element_id) if self._listed else None

    async def target(self, act: Act) -> Target:
        _, sight = await self._seeing()
        if getattr(act, "element", None) and not self._listed:
            raise NotFound(_LISTED_BEFORE, hint="Call elements and use an id from its list.")
        target = await sight.target(act)
        return target.model_copy(update={"sockets": True}) if self._parts.wall.sockets.open else target

    async def held(self) -> tuple[HeldRequest, ...]:
        return self._parts.wall.held

    async def settle_held(self, ids: tuple[str, ...], *, send: bool) -> ActReport:
        side, sight = await self._seeing()
        hands = Hands(side.screen, sight, self._opening.open)
        report = await settle_after(hands, lambda: self._parts.wall.settle(ids, send=send))
        await self._parts.screen.remember_pages()
        return self._reported(report)

    async def cover(self, covers: Covers) -> None:
        self._parts.wall.cover(covers)

    async def focused(self) -> Element | None:
        return await (await self._seeing())[1].focused()

    async def _open(self, hands: Hands, act: Open) -> ActReport:
        """Opening changes nothing outside: it is tried again when the way out died under it."""
        for tries_left in reversed(range(_OPENS_MAX)):
            await self._parts.way_out.ready()
            try:
                return await perform(hands, act, None)
            except BrokenOff as error:
                if not tries_left:
                    raise InvalidInput(error.message, hint=error.hint) from None
        raise AssertionError("the last try returns or raises")

    async def read_picture(self, path: str) -> ElementList:
        data = await self._parts.files.read_file(path, limit=PICTURE_BYTES_MAX)
        return ElementList(elements=await self._parts.ocr.read(data))

    # Run

    async def run(
        self,
        command: str,
        *,
        timeout_s: float = 120.0,
        output_chars_max: int = 20_000,
        reach: tuple[str, ...] | None = None,
    ) -> RunResult:
        session = await self._parts.shell.session()
        way_out = self._parts.way_out
        await way_out.ready()
        await way_out.shell_reaches(reach)
        try:
            result = await session.run(command, timeout_s=timeout_s, output_chars_max=output_chars_max)
        finally:
            await asyncio.shield(way_out.shell_reaches(()))
        notes = " ".join(word for word in (result.note, self._parts.shell.take_notes()) if word)
        return result.model_copy(update={"note": notes})

    async def run_output(self, *, wait: bool = False) -> AsyncIterator[str]:
        session = await self._parts.shell.session() if wait else self._parts.shell.started_session
        if session is not None:
            async for text in whole_words(session.output(wait=wait), self.secrecy):
                yield text

    async def restart_shell(self) -> None:
        await (await self._parts.shell.session()).restart()

    # Files

    async def list_files(self, path: str = WORK_DIR, *, pattern: str = "*", depth: int = 1) -> list[FileEntry]:
        return await self._parts.files.list_files(path, pattern=pattern, depth=depth)

    async def read_file(self, path: str, *, offset: int = 0, limit: int | None = None) -> bytes:
        margin = min(offset, self.secrecy.longest)
        wide = None if limit is None else margin + limit + self.secrecy.longest
        data = await self._parts.files.read_file(path, offset=offset - margin, limit=wide)
        return self.secrecy.blotted(data)[margin : None if limit is None else margin + limit]

    async def write_file(self, path: str, data: bytes) -> None:
        if self._disk.full:
            raise LimitExceeded(f"Nothing is written: the desk is full, {self._disk.full}.", hint="Delete files first.")
        await self._parts.files.write_file(path, data)

    async def make_folder(self, path: str) -> None:
        await self._parts.files.make_folder(path)

    async def move_file(self, source: str, target: str) -> None:
        await self._parts.files.move_file(source, target)

    async def delete_file(self, path: str) -> None:
        await self._parts.files.delete_file(path)

    # Keep

    async def snapshot(self, label: str) -> SnapshotInfo:
        side = await self._parts.screen.side()
        pages: list[Page] = await side.browser.pages() if side.browser is not None and not side.browser.lost else []
        return await self._parts.snapshots.take(self.secrecy.text(label), self.secrecy.pages(pages))

    async def restore(self, snapshot_id: str) -> SnapshotInfo:
        """Files come back and the pages are opened in new tabs; what was done outside the desk stays done."""
        info = await self._parts.snapshots.restore(snapshot_id)
        addresses = [page.address for page in reversed(info.pages) if page.address.startswith(("http", "file"))]
        if addresses:
            browser = await self._parts.screen.browser()
            for address in addresses:
                try:
                    await browser.open(address, new_tab=True)
                except NotFound:
                    continue
        return info

    async def detach(self) -> None:
        """Nothing to let go of: the user of this object is in the same process."""

    async def close(self) -> None:
        parts, self._closed = self._parts, True
        for task in parts.tasks:
            task.cancel()
        await asyncio.gather(*parts.tasks, return_exceptions=True)
        self._covering.close()
        await parts.screen.close()
        await parts.shell.close()
        await parts.way_out.close()
        await parts.ocr.close()


def _group_name(folder: Path, cell: str) -> str:
    """The same for every desk of this folder, so that the group of one that was killed is taken over, not left."""
    return f"deskhand-{hashlib.blake2b(str(folder).encode(), digest_size=8).hexdigest()}-{cell}"


def _mounts(spec: DeskSpec) -> dict[str, tuple[Path, bool]]:
    return {mount.name: (Path(mount.source), mount.writable) for mount in spec.mounts}


def _place(spec: DeskSpec) -> Place:
    return Place(known=(*spec.sites, *spec.hosts), outside=frozenset(name for name in spec.sites if is_local(name)))


def _prepare(places: Places, spec: DeskSpec, identity: Identity) -> None:
    """The person's files are brought in once; a keeper that was killed while it did so left no sign that it had."""
    sign = places.desk / BROUGHT_IN
    places.make(identity, spec.timezone)
    if not sign.exists():
        places.bring_in(spec.files, identity)
        sign.touch()
