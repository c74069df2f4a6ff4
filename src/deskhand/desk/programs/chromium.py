"""Chromium as it is started on a desk: its own sandbox on, driven over a pipe, with no way out but the proxy.

It does not know the protocol on the pipe.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from deskhand.desk.cells.base import Cell, CellProcess
from deskhand.desk.cells.system_files import HOME
from deskhand.desk.cells.walls import PROXY_ADDRESS
from deskhand.desk.programs.installed import spawn_installed
from deskhand.desk.sight.visits import START_PAGE

PROFILE = f"{HOME}/.config/desk-browser"
CACHE = "/tmp/desk-browser-cache"
"""In the cell's own memory: what pages showed, a password among it, is not left on the disk of this machine."""
_CACHE_BYTES_MAX = 16 * 2**20
_PROGRAM = "/usr/lib/chromium/chromium"
_COMMANDS_FD, _EVENTS_FD = 3, 4
"""Numbers that `--remote-debugging-pipe` fixes."""
_KEPT_FDS = (5, 6)
"""Under these the browser holds our own ends too, unread: so its pipe does not end when the keeper does. At the end of
the pipe it would let everything go that the wall holds (desk/requests) before it is ended itself."""

_OFF = (
    "AutofillServerCommunication", "CertificateTransparencyComponentUpdater", "InterestFeedContentSuggestions",
    "MediaRouter", "NetworkErrorLogging", "OptimizationHints", "Reporting", "ServiceWorkerAutoPreload", "SharedWorker",
    "SpareRendererForSitePerProcess", "Translate", "WebUIOmniboxAimPopup", "WebUIOmniboxPopup",
)  # fmt: skip

_ON = ("BackForwardCacheSize:cache_size/1/foreground_cache_size/1",)

_FLAGS = (
    "--remote-debugging-pipe", f"--user-data-dir={PROFILE}", f"--proxy-server={PROXY_ADDRESS}",
    "--proxy-bypass-list=<-loopback>", "--no-first-run", "--no-default-browser-check", "--noerrdialogs",
    "--hide-crash-restore-bubble", "--disable-session-crashed-bubble", "--disable-breakpad",
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-sync",
    "--disable-search-engine-choice-screen", f"--disable-features={','.join(_OFF)}",
    f"--enable-features={','.join(_ON)}", "--password-store=basic",
    f"--disk-cache-dir={CACHE}", f"--disk-cache-size={_CACHE_BYTES_MAX}",
    "--ozone-platform=x11", "--force-device-scale-factor=1", "--window-position=0,0", "--start-maximized",
    "--disable-gpu", "--disable-smooth-scrolling", "--force-renderer-accessibility=basic",
)  # fmt: skip
"""The --disable-* of networking keep the browser from calling its makers; they are denied by the proxy anyway.
With accessibility forced, the browser's own bars, menus and file dialogs can be read (measured: no slower to start,
no more memory on a page of 1000 links). Spare renderers, started before they are needed, took 20 to 30 MiB; the
address bar's list as a web page, with a renderer of its own, 18 MiB: without it the list is drawn as before.
Reports of the network stack (Reporting, NetworkErrorLogging) and the lasting connections of shared workers would go out
past the wall (desk/requests): neither is there.
Of the pages that were left, the last is kept whole for going back, not six: 20 MiB after ten pages."""


@dataclass
class Chromium:
    """A running browser and our ends of its pipe: read its events from `events_fd`, write commands to
    `commands_fd`. Whoever takes the descriptors closes them."""

    process: CellProcess
    events_fd: int
    commands_fd: int


async def start_chromium(cell: Cell, width: int, height: int) -> Chromium:
    """Start the browser with one empty page. Raises NotFound when it is not installed."""
    commands_in, commands_out = os.pipe()
    events_in, events_out = os.pipe()
    argv = [_PROGRAM, *_FLAGS, f"--window-size={width},{height}", START_PAGE]
    try:
        kept = dict(zip(_KEPT_FDS, (commands_out, events_in), strict=True))
        process = await spawn_installed(cell, argv, fds={_COMMANDS_FD: commands_in, _EVENTS_FD: events_out, **kept})
    except BaseException:
        os.close(commands_out)
        os.close(events_in)
        raise
    finally:
        os.close(commands_in)
        os.close(events_out)
    return Chromium(process, events_in, commands_out)
