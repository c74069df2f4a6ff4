"""A screen, a browser and a loopback site for the tests of sight, started on this machine without walls."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import signal
import socket
import struct
import subprocess
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PIL import Image

from deskhand.core.geometry import Box
from deskhand.desk.base import Look, Picture
from deskhand.desk.requests.wall import Wall
from deskhand.desk.screen.screen import Screen
from deskhand.desk.sight import apps as apps_module
from deskhand.desk.sight.apps import Apps
from deskhand.desk.sight.browser import Browser
from deskhand.desk.sight.visits import START_PAGE

PAGES = Path(__file__).with_name("pages")
FLAGS = (
    "--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--password-store=basic",
    "--remote-debugging-pipe", "--window-size=1000,700", "--window-position=40,30", "--lang=en-US",
    "--no-default-browser-check", "--site-per-process",
)  # fmt: skip


class _Site(BaseHTTPRequestHandler):
    """Serves tests/desk/sight/pages; /slow waits until the test lets it go; {other} is a second origin's address."""

    gate = threading.Event()

    def do_GET(self) -> None:
        path = self.path.split("?")[0].strip("/")
        if path == "slow":
            self.gate.wait(20)
            return self._answer(b"done", "text/plain")
        file = PAGES / path
        if not file.is_file():
            self.send_error(404)
            return None
        body = file.read_text("utf-8").replace("{other}", f"http://localhost:{self.server.server_port}")
        return self._answer(body.encode(), "text/html; charset=utf-8")

    def _answer(self, body: bytes, kind: str) -> None:
        with contextlib.suppress(OSError):
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


class Site(ThreadingHTTPServer):
    """At 127.0.0.1; the name localhost is its second origin. Handler threads end with it."""

    daemon_threads = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextlib.contextmanager
def site() -> Iterator[Site]:
    _Site.gate = threading.Event()
    server = Site(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        _Site.gate.set()
        server.shutdown()
        thread.join()
        server.server_close()


def open_gate() -> None:
    _Site.gate.set()


def shut_gate() -> None:
    _Site.gate.clear()


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program started in a session of its own, with all its children."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


@contextlib.contextmanager
def screen(folder: Path) -> Iterator[dict[str, str]]:
    """An X server with a window manager; gives the environment of its programs."""
    read_end, write_end = os.pipe()
    argv = ["Xvnc", "-displayfd", str(write_end), "-geometry", "1280x800", "-depth", "24", "-SecurityTypes", "None",
            "-rfbport", "-1", "-rfbunixpath", str(folder / "vnc"), "-nolisten", "tcp", "-ac",
            "-extension", "GLX"]  # fmt: skip
    server = _start(argv, {}, folder, pass_fds=[write_end])
    os.close(write_end)
    try:
        number = b""
        while not number.endswith(b"\n"):
            number += os.read(read_end, 16) or b"\n"
        env = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "DISPLAY": f":{number.decode().strip()}",
        }
        manager = _start(["openbox", "--sm-disable"], env, folder)
        try:
            yield env
        finally:
            end(manager)
    finally:
        os.close(read_end)
        end(server)


def _start(argv: list[str], env: dict[str, str], folder: Path, pass_fds: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    with (folder / f"{Path(argv[0]).name}.log").open("ab") as log:
        return subprocess.Popen(argv, env={"PATH": "/usr/bin:/bin", **env}, pass_fds=pass_fds, stdin=subprocess.DEVNULL,
                                stdout=log, stderr=log, start_new_session=True)  # fmt: skip


def start(argv: list[str], env: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    return _start(argv, env, folder)


@contextlib.asynccontextmanager
async def chromium(env: dict[str, str], folder: Path, *flags: str, wall: Wall | None = None) -> AsyncIterator[Browser]:
    """Chromium with a debugging pipe on a managed screen, and the Browser attached to it, with this wall in it."""
    assert await managed(env)
    their_in, our_out = os.pipe()
    our_in, their_out = os.pipe()
    shuffle = f'exec 3<&{their_in} 4>&{their_out}; exec "$@"'
    argv = ["/bin/bash", "-c", shuffle, "chromium", "/usr/bin/chromium", *FLAGS, *flags,
            f"--user-data-dir={folder / 'profile'}", START_PAGE]  # fmt: skip
    process = _start(argv, env, folder, pass_fds=[their_in, their_out])
    os.close(their_in)
    os.close(their_out)
    browser = None
    try:
        browser = await Browser.attach(our_in, our_out, downloads_dir=str(folder), wall=wall)
        yield browser
    finally:
        if browser is not None:
            browser.close()
        await asyncio.to_thread(end, process)


@contextlib.contextmanager
def accessible(env: dict[str, str], folder: Path) -> Iterator[dict[str, str]]:
    """A session bus with the accessibility bus on it; gives the environment in which programs show their trees."""
    address = f"unix:path={folder / 'bus'}"
    bus = _start(["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}"], env, folder)
    wait_for_path(folder / "bus", bus)
    env = {**env, "DBUS_SESSION_BUS_ADDRESS": address, "ACCESSIBILITY_ENABLED": "1", "GNOME_ACCESSIBILITY": "1",
           "GTK_MODULES": "gail:atk-bridge", "XDG_RUNTIME_DIR": str(folder)}  # fmt: skip
    launcher = _start(["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"], env, folder)
    try:
        yield env
    finally:
        end(launcher)
        end(bus)


def wait_for_path(path: Path, process: subprocess.Popen[bytes]) -> None:
    """Until a program has made its socket; it is asked again and again, as there is nothing to listen to yet."""
    while not path.exists():
        assert process.poll() is None, f"{path} was never made"
        os.sched_yield()


@contextlib.asynccontextmanager
async def apps(env: dict[str, str], folder: Path) -> AsyncIterator[Apps]:
    """The reader of accessibility trees, and the Apps attached to it."""
    their_in, our_out = os.pipe()
    our_in, their_out = os.pipe()
    argv = [
        "/usr/bin/python3",
        str(Path(apps_module.__file__).with_name("inside_atspi.py")),
        str(their_in),
        str(their_out),
    ]
    process = _start(argv, env, folder, pass_fds=[their_in, their_out])
    os.close(their_in)
    os.close(their_out)
    found = await Apps.attach(our_in, our_out)
    try:
        yield found
    finally:
        found.close()
        await asyncio.to_thread(end, process)


async def managed(env: dict[str, str]) -> bool:
    """Whether the window manager is there: a window that opens before it never gets the keyboard."""
    screen = await Screen.connect(Path(f"/tmp/.X11-unix/X{env['DISPLAY'].strip(':')}"))
    try:
        return await screen.until_managed()
    finally:
        await screen.close()


def photograph(env: dict[str, str]) -> Image.Image:
    """The screen as it is, by a plain GetImage over the X socket."""
    with socket.socket(socket.AF_UNIX) as link:
        link.connect(f"/tmp/.X11-unix/X{env['DISPLAY'].strip(':')}")
        stream = link.makefile("rwb")
        stream.write(struct.pack("<BxHHHHxx", 0x6C, 11, 0, 0, 0))
        stream.flush()
        setup = stream.read(struct.unpack("<BBHHH", stream.read(8))[4] * 4)
        vendor, formats = struct.unpack_from("<H", setup, 16)[0], setup[21]
        at = 32 + vendor + (-vendor % 4) + 8 * formats
        root, width, height = *struct.unpack_from("<I", setup, at), *struct.unpack_from("<HH", setup, at + 20)
        stream.write(struct.pack("<BBHIhhHHI", 73, 2, 5, root, 0, 0, width, height, 0xFFFFFFFF))
        stream.flush()
        head = stream.read(32)
        data = stream.read(struct.unpack_from("<I", head, 4)[0] * 4)
    return Image.frombuffer("RGB", (width, height), data, "raw", "BGRX", 0, 1)


def capturing(env: dict[str, str]) -> Callable[[Box | None], Awaitable[Look]]:
    """What Sight takes pictures of the screen with."""

    async def capture(region: Box | None) -> Look:
        whole = photograph(env)
        box = region or Box(0, 0, *whole.size)
        data = io.BytesIO()
        whole.crop((box.x, box.y, box.right, box.bottom)).save(data, "PNG")
        picture = Picture(
            data=data.getvalue(), media_type="image/png", width=box.width, height=box.height, box=box, frame=1
        )
        return Look(frame=1, changed=True, picture=picture)

    return capture


async def until(ready: Callable[[], Awaitable[object]], limit_s: float = 60) -> None:
    """Ask again until it is so; the programs asked are other processes, which set no event of ours."""
    async with asyncio.timeout(limit_s):
        while not await ready():  # noqa: ASYNC110
            await asyncio.sleep(0.02)
