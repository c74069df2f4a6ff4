"""Where the parts of a desk lie in its folder on this machine, and the two cells made of them.

    desk/                 passed through by the cells, never read by them
      system/             the small /etc and the scripts, read-only in both cells
      work/               the work folder, `/work` in both cells
      screen/home x11 ctl the screen cell's home, its X socket and its VNC socket
      shell/home          the shell cell's home
      egress/screen shell one folder each with the socket of the cell's way out, read-only in the cell

It does not start anything.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from deskhand.core.errors import DeskhandError, InvalidInput, NotFound
from deskhand.desk.base import WORK_DIR, DeskSpec
from deskhand.desk.cells.identity import Identity
from deskhand.desk.cells.limits import Limits
from deskhand.desk.cells.system_files import HOME, write_system_files
from deskhand.desk.cells.walls import Binding, Walls, base_environment
from deskhand.desk.shell.copying import remove_tree

SCREEN_PROCESSES_MAX = 1024
SCREEN_MEMORY_MIB = 6144
"""Generous: a page may be heavy, but one desk must not take the machine down."""

SHELL_NICE = 5
"""So that a program that takes every processor leaves the screen, the browser and the keeper theirs."""

SHELL_CPU_SHARE = 0.75
"""Of the machine's processors, where a control group can limit them."""

DISPLAY = ":0"

BROUGHT_IN = "brought-in"
"""In a desk's folder: its work folder has all that it is to begin with."""

ACCESSIBLE = {
    "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1000/bus",
    "ACCESSIBILITY_ENABLED": "1",
    "GNOME_ACCESSIBILITY": "1",
    "GTK_MODULES": "gail:atk-bridge",
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    "GDK_BACKEND": "x11",
}


@dataclass(frozen=True)
class Places:
    """The folder of one desk."""

    desk: Path

    @property
    def work(self) -> Path:
        return self.desk / "work"

    @property
    def x11(self) -> Path:
        return self.desk / "screen" / "x11"

    @property
    def control(self) -> Path:
        return self.desk / "screen" / "ctl"

    def way_out(self, cell: str) -> Path:
        """The folder of a cell's proxy socket."""
        return self.desk / "egress" / cell

    def make(self, identity: Identity, timezone: str) -> None:
        """Make the folders that are not there yet, each owned by who needs to write it."""
        for folder in (self.desk, self.desk / "screen", self.desk / "shell", self.desk / "egress"):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o711)
        for cell in ("screen", "shell"):
            self.way_out(cell).mkdir(exist_ok=True)
            self.way_out(cell).chmod(0o711)
        for folder in (self.work, self.desk / "screen/home", self.x11, self.control, self.desk / "shell/home"):
            folder.mkdir(mode=0o700, exist_ok=True)
            if identity.drops and folder.stat().st_uid != identity.uid:
                _give(folder, identity)
        write_system_files(self.desk / "system", timezone)

    def bring_in(self, files: dict[str, str], identity: Identity) -> None:
        """Copy the person's files and folders into the new work folder: name on the desk -> path on this machine. What
        a keeper that was killed while it copied has left there is removed first.

        Raises InvalidInput for a name that leads out of the work folder and for what can't be copied, NotFound for a
        path that is not there.
        """
        targets = [(path, self._target(name)) for name, path in files.items()]
        for _, target in targets:
            _remove(target)
        for path, target in targets:
            if not Path(path).exists():
                raise NotFound(f"There is no {path} on this machine to put on the desk.", hint="Check the path.")
            try:
                _copy_in(Path(path), target, self.work, identity)
            except OSError as error:
                raise InvalidInput(
                    f"{path} can't be put on the desk: {_first_of(error)}.",
                    hint="Put only what can be read and copied.",
                ) from None

    def _target(self, name: str) -> Path:
        parts = PurePosixPath(name.removeprefix(f"{WORK_DIR}/")).parts
        if not parts or ".." in parts or parts[0] == "/":
            raise InvalidInput(f"{name!r} is no name in the work folder.", hint="Give a name like receipts/a.png.")
        return self.work.joinpath(*parts)

    def clear_sockets(self) -> None:
        """Remove sockets that a desk which was killed has left behind, and anything that is there instead of one. The
        folders are ours; what is in them may not be, but removing a name follows no link."""
        for place in (self.x11, self.control):
            folder = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                for name in os.listdir(folder):  # noqa: PTH208 - of a descriptor, so that no name is resolved twice
                    with contextlib.suppress(OSError, DeskhandError):
                        remove_tree(folder, name)
            finally:
                os.close(folder)

    def close_files_to_browser(self) -> None:
        """Let the browser open no file of the work folder: to be called before it starts, where links in there would
        lead it to files of its own. Written in place, because the cell sees this very file."""
        path = self.desk / "system/inside/chromium-policy.json"
        policy = json.loads(path.read_text(encoding="utf-8"))
        policy["URLAllowlist"] = [place for place in policy["URLAllowlist"] if not place.startswith("file:")]
        path.write_text(json.dumps(policy), encoding="utf-8")


def _give(folder: Path, identity: Identity) -> None:
    """Give a folder and all in it to an identity: the desk may have run under another one before. No process of the
    desk runs now, and no link is followed."""
    for _, folders, files, fd in os.fwalk(folder, follow_symlinks=False):
        for name in (*folders, *files):
            os.chown(name, identity.uid, identity.gid, dir_fd=fd, follow_symlinks=False)
    identity.own(folder)


def _remove(target: Path) -> None:
    """Nobody has used the work folder yet: nothing in it is anybody's."""
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)


def _first_of(error: OSError) -> str:
    """What stood in the way first. A folder's copy collects (source, target, words) of all that it left out."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        source, _, words = error.args[0][0]
        return f"{source}: {words}"
    return str(error)


def _copy_in(source: Path, target: Path, top: Path, identity: Identity) -> None:
    above = [folder for folder in reversed(target.parents) if folder.is_relative_to(top) and not folder.exists()]
    for folder in above:
        folder.mkdir()
        identity.own(folder)
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
        for path in target.rglob("*"):
            identity.own(path)
    else:
        shutil.copyfile(source, target)
    identity.own(target)


def screen_walls(places: Places, spec: DeskSpec) -> Walls:
    """The screen cell: X, the window manager, the browser and the other programs with a window."""
    own = (
        Binding("screen/home", HOME, writable=True),
        Binding("screen/x11", "/tmp/.X11-unix", writable=True),
        Binding("screen/ctl", "/run/ctl", writable=True),
        Binding("egress/screen", "/run/egress"),
    )
    environment = base_environment(locale=spec.locale, timezone=spec.timezone, proxy=False)
    limits = screen_limits(spec).per_process()
    return Walls(
        "screen",
        places.desk,
        (*_shared(spec), *own),
        {**environment, "DISPLAY": DISPLAY, **ACCESSIBLE},
        namespaces=True,
        proxy=True,
        limits=limits,
        told_of_size=True,  # the browser's network process would else end, with all its loads and without a word
    )


def shell_walls(places: Places, spec: DeskSpec) -> Walls:
    """The shell cell: commands and code."""
    own = (Binding("shell/home", HOME, writable=True), Binding("egress/shell", "/run/egress"))
    environment = base_environment(locale=spec.locale, timezone=spec.timezone, proxy=True)
    limits = shell_limits(spec).per_process()
    return Walls("shell", places.desk, (*_shared(spec), *own), environment, proxy=True, limits=limits, nice=SHELL_NICE)


def shared_folders(spec: DeskSpec) -> list[tuple[str, bool]]:
    """What both cells see under the same path: (path, writable)."""
    return [(binding.target, binding.writable) for binding in _shared(spec)]


def screen_limits(spec: DeskSpec) -> Limits:
    return Limits(SCREEN_PROCESSES_MAX, SCREEN_MEMORY_MIB, spec.disk_mib)


def shell_limits(spec: DeskSpec) -> Limits:
    cpus = (os.cpu_count() or 1) * SHELL_CPU_SHARE
    return Limits(spec.shell_processes, spec.shell_memory_mib, spec.disk_mib, cpus)


def _shared(spec: DeskSpec) -> tuple[Binding, ...]:
    folders = [Binding(mount.source, f"{WORK_DIR}/{mount.name}", mount.writable) for mount in spec.mounts]
    return (Binding("work", WORK_DIR, writable=True), *folders)
