"""Finding a file below the work folder, name by name, so that no link made by a stranger leads outside.

Each folder is opened relative to the one before and never through a link (O_NOFOLLOW). A link is read and its target
walked by the same rules, as the desk sees it: an absolute target must begin with the work folder. Since the folders
that lead to a place stay open, ".." goes back to the folder that was really walked through, whatever happens on the
disk meanwhile. Mounts are met at the top, as they are on the desk.

It does not know what will be done with the place it finds.
"""

from __future__ import annotations

import difflib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from deskhand.core.errors import InvalidInput, NotFound, Refused
from deskhand.desk.shell.paths import name_of, outside, show, work_parts

LINKS_MAX = 40
"""As many links as Linux itself follows (path_resolution(7))."""
DEPTH_MAX = 256
"""Folders kept open on one walk; real trees stay below 50."""
NAMES_SHOWN_MAX = 20
NAMES_LOOKED_AT_MAX = 2_000

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass
class Place:
    """Where something is or could be: `name` in the open folder `folder`. The top itself has the name ".".

    parts: the names from the work folder to here, links resolved. writable: False inside a read-only mount.
    top: the work folder itself or a mount, which can't be moved or deleted. status: None when nothing is there.
    """

    folder: int
    name: str
    parts: tuple[str, ...]
    writable: bool
    top: bool
    status: os.stat_result | None

    @property
    def path(self) -> str:
        """Relative to the work folder; "." is that folder itself."""
        return "/".join(self.parts) or "."

    @property
    def is_folder(self) -> bool:
        return self.status is not None and stat.S_ISDIR(self.status.st_mode)

    def open_folder(self) -> int:
        """A descriptor of this folder, owned by the caller. Raises InvalidInput when it is no folder."""
        try:
            return os.open(self.name, _FOLDER, dir_fd=self.folder)
        except (NotADirectoryError, FileNotFoundError, OSError) as error:
            raise InvalidInput(f"{show(self.path)} can't be opened as a folder ({error.strerror}).") from None


@dataclass
class _Step:
    fd: int
    name: str
    writable: bool


@dataclass
class Tree:
    """The work folder `root` with its mounts: name at the top -> (folder on this machine, writable)."""

    root: Path
    mounts: Mapping[str, tuple[Path, bool]] = field(default_factory=dict)

    @contextmanager
    def place(self, path: str, *, follow: bool = True, make_folders: bool = False, owner: int = -1) -> Iterator[Place]:
        """Find where `path` is, or would be if it were made; the descriptors in it are closed at the end.

        follow: go through a link at the very end too. make_folders: make the missing folders on the way, for `owner`.
        Raises NotFound when a folder on the way is missing, Refused when the path leads outside or through a
        read-only mount, InvalidInput when a name on the way is no folder.
        """
        walk = _Walk(self, path, follow, make_folders, owner)
        try:
            yield walk.run()
        finally:
            walk.close()


class _Walk:
    def __init__(self, tree: Tree, path: str, follow: bool, make_folders: bool, owner: int) -> None:
        self._tree = tree
        self._path = path
        self._follow = follow
        self._make = make_folders
        self._owner = owner
        self._links = 0
        self._steps: list[_Step] = []
        self._todo = list(reversed(work_parts(path)))

    def run(self) -> Place:
        self._steps.append(_Step(_open_top(self._tree.root), "", True))
        while self._todo:
            name = self._todo.pop()
            if name == "..":
                self._up()
            elif (place := self._down(name)) is not None:
                return place
        here = self._steps[-1]
        top = len(self._steps) == 1 or self._is_mount(self._steps[1].name)
        status = os.fstat(here.fd)
        return Place(here.fd, ".", self._parts(), here.writable, top and len(self._steps) <= 2, status)

    def close(self) -> None:
        for step in self._steps:
            os.close(step.fd)

    def _parts(self, *more: str) -> tuple[str, ...]:
        return (*(step.name for step in self._steps[1:]), *more)

    def _is_mount(self, name: str) -> bool:
        return len(self._steps) <= 2 and name in self._tree.mounts

    def _up(self) -> None:
        if len(self._steps) == 1:
            raise outside(self._path)
        os.close(self._steps.pop().fd)

    def _down(self, name: str) -> Place | None:
        """One name further; a Place when this was the last one and it is no folder to walk into."""
        here = self._steps[-1]
        if len(self._steps) > DEPTH_MAX:
            raise InvalidInput(f"{show(self._path)} is more than {DEPTH_MAX} folders deep.", hint="Use the shell.")
        if len(self._steps) == 1 and name in self._tree.mounts:
            source, writable = self._tree.mounts[name]
            self._steps.append(_Step(_open_top(source), name, writable))
            return None
        status = _status(here.fd, name)
        last = not self._todo
        if status is not None and stat.S_ISLNK(status.st_mode) and (self._follow or not last):
            self._follow_link(here.fd, name)
            return None
        if last:
            return Place(here.fd, name, self._parts(name), here.writable, False, status)
        self._enter(here, name, status)
        return None

    def _enter(self, here: _Step, name: str, status: os.stat_result | None) -> None:
        if status is None and self._make:
            self._make_folder(here, name)
        elif status is None:
            raise missing(here.fd, self._parts(name), self._tree.mounts if len(self._steps) == 1 else {})
        elif not stat.S_ISDIR(status.st_mode):
            raise InvalidInput(f"{show('/'.join(self._parts(name)))} is no folder.", hint="Nothing can be below it.")
        try:
            fd = os.open(name, _FOLDER, dir_fd=here.fd)
        except OSError as error:
            where = show("/".join(self._parts(name)))
            raise Refused(f"The folder {where} can't be opened ({error.strerror}).", hint="Look at it again.") from None
        self._steps.append(_Step(fd, name, here.writable))

    def _make_folder(self, here: _Step, name: str) -> None:
        if not here.writable:
            raise read_only("/".join(self._parts(name)))
        make_folder(here.fd, name, self._owner)

    def _follow_link(self, folder: int, name: str) -> None:
        self._links += 1
        if self._links > LINKS_MAX:
            raise InvalidInput(f"{show(self._path)} leads through more than {LINKS_MAX} links.", hint="It is a ring.")
        try:
            target = os.readlink(name, dir_fd=folder)
        except OSError as error:
            raise NotFound(f"The link {show(name)} can't be read ({error.strerror}).", hint="List again.") from None
        self._todo.extend(reversed(work_parts(target)))
        if target.startswith("/"):
            while len(self._steps) > 1:
                os.close(self._steps.pop().fd)


def make_folder(folder: int, name: str, owner: int) -> None:
    """Make one folder, owned by `owner` (-1: by us). One that is there already is no error."""
    try:
        os.mkdir(name, 0o755, dir_fd=folder)
    except FileExistsError:
        return
    except OSError as error:
        raise Refused(f"The folder {show(name)} can't be made ({error.strerror}).", hint="Free some space.") from None
    if owner >= 0:
        os.chown(name, owner, owner, dir_fd=folder, follow_symlinks=False)


def missing(folder: int, parts: tuple[str, ...], more: Mapping[str, object]) -> NotFound:
    """The error for a name that is not in an open folder; it names what is, the most alike first."""
    where = "/".join(parts[:-1])
    with os.scandir(folder) as entries:
        names = sorted({name_of(entry.name) for entry in islice(entries, NAMES_LOOKED_AT_MAX)} | set(more))
    alike = difflib.get_close_matches(parts[-1], names, n=5, cutoff=0.5)
    names = alike + [name for name in names if name not in alike]
    shown = ", ".join(show(name) for name in names[:NAMES_SHOWN_MAX])
    if len(names) > NAMES_SHOWN_MAX:
        shown += f" and {len(names) - NAMES_SHOWN_MAX} more"
    place = f"In {show(where)}/" if where else "In the work folder"
    there = f"{place} there {'is' if len(names) == 1 else 'are'}: {shown}." if names else f"{place} there is nothing."
    return NotFound(f"There is no {show('/'.join(parts))}. {there}", hint="Look at the folder, or name another file.")


def read_only(path: str) -> Refused:
    return Refused(
        f"{show(path)} is in a folder that the person put on the desk to be read only.",
        hint="Write somewhere else in the work folder.",
    )


def _open_top(path: Path) -> int:
    try:
        return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise NotFound(f"The folder {path} is gone ({error.strerror}).", hint="Put it back, then try again.") from None


def _status(folder: int, name: str) -> os.stat_result | None:
    try:
        return os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Refused(f"{show(name)} can't be looked at ({error.strerror}).", hint="Choose another file.") from None
