"""The X server and the window manager of the screen cell, and the accessibility bus that programs are read through.

It does not know what is shown.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from deskhand.core.errors import SetupMissing
from deskhand.desk.cells.base import Cell, CellProcess
from deskhand.desk.cells.places import ACCESSIBLE, DISPLAY
from deskhand.desk.programs.installed import spawn_installed
from deskhand.desk.programs.pipes import read_line

START_TIMEOUT_S = 30.0
VNC_SOCKET = "/run/ctl/vnc.sock"
_OPENBOX_CONFIG = "/run/inside/openbox.xml"
_READY_FD = 3


@dataclass
class Display:
    """The running X server with its window manager."""

    server: CellProcess
    window_manager: CellProcess


async def start_display(cell: Cell, width: int, height: int) -> Display:
    """Start both; returns when the server answers. Raises DeskLost when it doesn't come up, SetupMissing
    for a program that is not installed."""
    read_end, write_end = os.pipe()
    try:
        try:
            server = await spawn_installed(
                cell, _server(width, height), fds={_READY_FD: write_end}, cwd="/", missing=SetupMissing
            )
        finally:
            os.close(write_end)
        await read_line(read_end, START_TIMEOUT_S)
    finally:
        os.close(read_end)
    openbox = ["openbox", "--sm-disable", "--config-file", _OPENBOX_CONFIG]
    manager = await spawn_installed(cell, openbox, cwd="/", missing=SetupMissing)
    return Display(server, manager)


def _server(width: int, height: int) -> list[str]:
    """`-ac` is safe because only this cell and the keeper can reach the socket's folder; GLX would double memory and
    start time (measured: 59 -> 29 MiB). Who watches is told what was copied, never what is only selected (the PRIMARY
    selection), and no program of the desk may change that (`-AllowOverride`)."""
    return [
        "Xvnc", DISPLAY, "-displayfd", str(_READY_FD), "-geometry", f"{width}x{height}", "-depth", "24",
        "-SecurityTypes", "None", "-rfbport", "-1", "-rfbunixpath", VNC_SOCKET, "-rfbunixmode", "0600",
        "-nolisten", "tcp", "-AlwaysShared", "-ac", "-extension", "GLX", "-noreset", "-AcceptSetDesktopSize=0",
        "-SendPrimary=0", "-SetPrimary=0", "-AllowOverride=",
    ]  # fmt: skip


async def start_accessibility(cell: Cell) -> tuple[CellProcess, CellProcess]:
    """The session bus and the accessibility bus; returns when the first one answers."""
    read_end, write_end = os.pipe()
    address = ACCESSIBLE["DBUS_SESSION_BUS_ADDRESS"]
    words = [
        "dbus-daemon",
        "--session",
        f"--address={address}",
        "--nofork",
        "--nopidfile",
        f"--print-address={_READY_FD}",
    ]
    try:
        try:
            bus = await spawn_installed(cell, words, fds={_READY_FD: write_end}, cwd="/")
        finally:
            os.close(write_end)
        await read_line(read_end, START_TIMEOUT_S)
    finally:
        os.close(read_end)
    return bus, await spawn_installed(cell, ["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"], cwd="/")
