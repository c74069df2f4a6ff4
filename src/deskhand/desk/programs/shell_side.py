"""The shell cell in use: started when it is first needed, started again when it has died, with a note that says so.

It does not know what is run, or the screen.
"""

from __future__ import annotations

import asyncio

from deskhand.core.errors import DeskLost, SetupMissing
from deskhand.desk.base import DeskSpec
from deskhand.desk.cells.cell import WalledCell
from deskhand.desk.cells.identity import Identity
from deskhand.desk.cells.limits import ControlGroup
from deskhand.desk.cells.places import Places, shell_walls
from deskhand.desk.cells.watch import processes_of
from deskhand.desk.programs.notes import Notes
from deskhand.desk.shell.session import ShellSession

_DIED = "The shell's cell had ended and was started again: running programs and variables are lost, files are not."


class ShellSide:
    """The shell cell of a desk, whatever happens to it. `notes` are for who runs the next command."""

    def __init__(self, places: Places, spec: DeskSpec, identity: Identity, group: ControlGroup):
        self._places = places
        self._spec = spec
        self._identity = identity
        self._group = group
        self._cell: WalledCell | None = None
        self._session: ShellSession | None = None
        self._changing = asyncio.Lock()
        self._closed = False
        self.notes = Notes("shell")

    @property
    def running(self) -> WalledCell | None:
        """The cell if it runs now."""
        return None if self._cell is None or self._cell.ended.is_set() else self._cell

    async def cell(self) -> WalledCell:
        """The running cell."""
        if self.running is None:
            async with self._changing:
                if self.running is None:
                    await self._start_cell()
        assert self._cell is not None
        return self._cell

    async def session(self) -> ShellSession:
        """The shell in it. Raises DeskLost once the desk is closed."""
        cell = await self.cell()
        async with self._changing:
            if self._session is None:
                self._session = await ShellSession.start(cell)
        return self._session

    @property
    def started_session(self) -> ShellSession | None:
        return self._session

    async def _start_cell(self) -> None:
        if self._closed:
            raise DeskLost("The desk is closed.", hint="Open it again.")
        if self._cell is not None:
            self.notes.append(_DIED)
            await self._end()
            self._cell = None
        self._cell = await WalledCell.start(shell_walls(self._places, self._spec), self._identity)
        if not self._group.add(processes_of(self._cell.host_pid)):
            await self._end()
            raise SetupMissing(
                "The shell is not started: its control group no longer takes processes, so its limits would not hold.",
                hint="Close the desk and open it again; if it happens again, run: deskhand doctor",
            )

    def take_notes(self) -> str:
        """What the user of the shell should be told once."""
        return self.notes.take()

    async def _end(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()
        if self._cell is not None:
            await self._cell.close()

    async def close(self) -> None:
        """End everything that runs in the shell."""
        self._closed = True
        async with self._changing:
            await self._end()
        self._group.remove()
