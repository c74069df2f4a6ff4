"""What a cell offers to the rest of the desk: processes, terminals and connections inside its walls.

The real cell (`cells.cell`) runs them behind bubblewrap; tests may use any other implementation. It does not know
what the processes are for.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from typing import Protocol


class CellProcess(Protocol):
    """A process in a cell. `pid` is its number inside the cell's own pid namespace."""

    @property
    def pid(self) -> int: ...

    async def wait(self) -> int:
        """The exit code; -N when it ended by signal N. Raises DeskLost when the cell is gone."""
        ...

    async def signal(self, number: int, *, group: bool = True) -> None:
        """Send a signal to the process (or its whole process group). A process that has ended is no error."""
        ...


class Cell(Protocol):
    """A walled place in which processes run."""

    async def spawn(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        cwd: str | None = None,
        fds: Mapping[int, int] | None = None,
        terminal: int | None = None,
    ) -> CellProcess:
        """Start a program in a session of its own.

        env: added to the cell's environment. fds: number in the child -> our file descriptor (0, 1, 2 are /dev/null
        where not given). terminal: our descriptor of a pseudo-terminal that becomes the controlling terminal.
        The caller keeps its descriptors and closes them. Raises NotFound for a missing program.
        """
        ...

    async def open_terminal(self, *, rows: int = 24, columns: int = 80) -> tuple[int, int]:
        """A pseudo-terminal of the cell's own devpts: (master, slave) descriptors, owned by the caller."""
        ...

    async def dial(self, port: int) -> socket.socket:
        """A TCP connection to 127.0.0.1:port inside the cell. Raises NotFound when nothing listens there."""
        ...

    async def close(self) -> None:
        """End every process of the cell."""
        ...
