"""The file manager and the text editor: GTK 3 programs, because their windows can be read through AT-SPI.

(pcmanfm of Debian 12 is GTK 2: its icons have no names and its places are wrong, measured.) They need the
accessibility bus to run. It does not know which file is opened or why.
"""

from __future__ import annotations

from deskhand.desk.base import WORK_DIR
from deskhand.desk.cells.base import Cell, CellProcess
from deskhand.desk.cells.system_files import HOME
from deskhand.desk.programs.installed import spawn_installed

_SETTINGS = f"{HOME}/.config/xfce4/xfconf/xfce-perchannel-xml/thunar.xml"


async def open_files(cell: Cell, folder: str = WORK_DIR) -> CellProcess:
    """Show a folder, a path in the cell. Raises NotFound when the program is not installed."""
    placing = await cell.spawn(["install", "-D", "-m", "600", "/run/inside/thunar.xml", _SETTINGS])
    await placing.wait()
    return await spawn_installed(cell, ["thunar", folder])


async def open_editor(cell: Cell, file: str | None = None) -> CellProcess:
    """Show a text file, a path in the cell, or an empty one. Raises NotFound when the program is not installed."""
    return await spawn_installed(cell, ["mousepad", *([file] if file else [])])
