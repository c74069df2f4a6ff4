"""Starting a program that has to be installed on this machine: where it isn't, the error names its package.

It does not know what the programs are for.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from deskhand.core.errors import DeskhandError, NotFound
from deskhand.desk.cells.base import Cell, CellProcess

_PACKAGES = {
    "Xvnc": "tigervnc-standalone-server", "openbox": "openbox", "dbus-daemon": "dbus", "chromium": "chromium",
    "at-spi-bus-launcher": "at-spi2-core", "xterm": "xterm", "thunar": "thunar", "mousepad": "mousepad",
}  # fmt: skip


async def spawn_installed(
    cell: Cell,
    argv: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: str | None = None,
    fds: Mapping[int, int] | None = None,
    missing: type[DeskhandError] = NotFound,
) -> CellProcess:
    """As `cells.base.Cell.spawn`. missing: the error that is raised for a program that is not installed."""
    try:
        return await cell.spawn(argv, env=env, cwd=cwd, fds=fds)
    except NotFound as error:
        name = posixpath.basename(argv[0])
        if argv[0] not in error.message:
            raise  # the folder it was to start in
        raise missing(
            f"{name} is not installed on this machine, so the desk can't start it.",
            hint=f"Run: apt-get install {_PACKAGES.get(name, name)}",
        ) from None
