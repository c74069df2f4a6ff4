"""What a desk is, for everybody who uses one: the `Desk` protocol and the values that cross it.

A desk is a walled place with a screen, input, a shell, files and a list of what is on the screen. The real one runs
behind a keeper process and is reached through `desk.client`; `deskhand.testing` ships a fake. Both pass one
conformance suite. It does not know models, tools, verdicts or the journal.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Literal, Protocol

from pydantic import Field

from deskhand.core.acts import Act
from deskhand.core.elements import Element, ElementList, Page, Source
from deskhand.core.geometry import Box
from deskhand.core.secrets import TypedSecret
from deskhand.core.targets import Covers, HeldRequest, Target
from deskhand.core.values import Value

WORK_DIR = "/work"
"""Where the work folder is seen in both cells. Paths of tools are absolute or relative to it."""


class Mount(Value):
    """A folder of the person's own that is put on the desk at `/work/<name>`."""

    source: str
    name: str
    writable: bool = False


class DeskSpec(Value):
    """How a desk is to be made.

    sites: a name -> "host:port" on this machine (loopback) that the name stands for on the desk.
    files: folders or files copied into the work folder when the desk is new: name on the desk -> path.
    hosts: public names the desk may reach by itself ("*" for all public ones); private addresses never.
    """

    width: int = Field(default=1280, ge=320, le=7680)
    height: int = Field(default=800, ge=240, le=4320)
    sites: dict[str, str] = {}
    hosts: tuple[str, ...] = ()
    mounts: tuple[Mount, ...] = ()
    files: dict[str, str] = {}
    locale: str = "C.UTF-8"
    timezone: str = "UTC"
    shell_memory_mib: int = Field(default=2048, ge=64)
    shell_processes: int = Field(default=256, ge=16)
    disk_mib: int = Field(default=4096, ge=64)
    idle_timeout_s: float = Field(default=3600, gt=0)


class Picture(Value):
    """An encoded picture of a part of the screen. `box` is that part, in desk pixels; `frame` the frame it shows."""

    data: bytes
    media_type: str
    width: int
    height: int
    box: Box
    frame: int


class Look(Value):
    """The screen as it is. `picture` is None when nothing changed since `since`; else `changed_box` is where it did."""

    frame: int
    changed: bool
    picture: Picture | None = None
    changed_box: Box | None = None


class ActReport(Value):
    """What came of an act.

    frame: the frame after the act. changed: whether any pixel changed. settled: False when the screen was still
    changing when the cap ran out. waited_ms: the time from the input to the return. note: words about the effect
    that a model or person should know ("opened in a new tab", "nothing changed"). picture: only for looks.
    held: the requests of pages that wait in the browser, because nothing that was allowed covers them. sent: host ->
    bytes that left for it in changing requests since the report before.
    """

    frame: int
    changed: bool = False
    settled: bool = True
    waited_ms: float = 0.0
    note: str = ""
    picture: Picture | None = None
    held: tuple[HeldRequest, ...] = ()
    sent: dict[str, int] = {}


class ElementQuery(Value):
    """Which elements to list.

    find: words that name, value, row text or role must contain (case-folded). roles: only these. region: only what
    meets it. offscreen: also what can be scrolled to in the active page. text: also plain words ("text" elements).
    source: "auto" takes the page where there is one, else the app's accessibility tree, else OCR of the region.
    """

    find: str = ""
    roles: tuple[str, ...] = ()
    region: Box | None = None
    offscreen: bool = False
    text: bool = True
    source: Source | Literal["auto"] = "auto"
    limit: int = Field(default=400, ge=1, le=5_000)


class RunResult(Value):
    """A finished (or cut off) shell command. exit_code is None when it was ended by a limit.

    output: stdout and stderr as they came, head and tail kept when longer than the limit. cut: bytes left out.
    """

    exit_code: int | None
    output: str
    cut: int = 0
    timed_out: bool = False
    duration_s: float = 0.0
    cwd: str = WORK_DIR
    note: str = ""


class FileEntry(Value):
    """A file, folder or link. path is relative to the work folder, size in bytes, modified in unix seconds."""

    path: str
    kind: Literal["file", "folder", "link", "other"]
    size: int = 0
    modified: float = 0.0


class SnapshotInfo(Value):
    """A copy of the work folder and the list of open pages. note: what is not in it (mounts, pipes)."""

    id: str
    label: str
    taken_at: float
    files: int
    bytes: int
    pages: tuple[Page, ...] = ()
    note: str = ""


class DeskInfo(Value):
    """A running desk and its walls. `walls`: wall -> the mechanism in force on this machine."""

    id: str
    width: int
    height: int
    work_dir: str
    vnc_socket: str = ""
    walls: dict[str, str] = {}
    processes: dict[str, int] = {}
    restarted: bool = False
    note: str = ""


class Desk(Protocol):
    """A desk in use. Methods raise only `DeskhandError`s; all of them can be cancelled."""

    @property
    def info(self) -> DeskInfo: ...

    # See
    async def look(self, *, since: int | None = None, region: Box | None = None) -> Look:
        """The screen now. With `since`, a frame id: no picture when no pixel has changed since that frame."""
        ...

    # Do
    async def act(
        self, act: Act, *, seen: int | None = None, dialog: bool = False, covers: Covers | None = None
    ) -> ActReport:
        """Perform one act and wait until the screen has settled.

        covers: what may leave the browser because of it; whatever else would is held (`ActReport.held`).
        dialog: the act is a click that is known to open a program's dialog, as on a file field: it comes late.
        seen: the frame on which the act was planned. If pixels changed since then (carets and known animations
        aside) a pointer or `set_value` act is not performed and StaleFrame is raised.
        """
        ...

    async def enter_secret(self, element_id: str, typed: TypedSecret) -> ActReport:
        """Type one value of a secret by keys into a listed field, in place of what it holds.

        The desk finds out by itself where the field stands. Raises Refused, before any key, when that is not where
        the secret belongs or the field would show it. From then on no answer of this desk holds the value and no
        picture shows the field.
        """
        ...

    async def release_all(self) -> None:
        """Let go of every held key and button and take back borrowed keycodes."""
        ...

    # Understand
    async def elements(self, query: ElementQuery = ElementQuery()) -> ElementList: ...

    async def element_at(self, x: int, y: int) -> Element | None:
        """The element that a click at this place would hit; None where nothing is known."""
        ...

    async def element(self, element_id: str) -> Element | None:
        """A listed element as it is now; None when it is gone."""
        ...

    async def target(self, act: Act) -> Target:
        """What the act would reach, on the desk as it is now. Raises NotFound for an element that is gone."""
        ...

    async def held(self) -> tuple[HeldRequest, ...]:
        """The requests that wait in the browser."""
        ...

    async def settle_held(self, ids: tuple[str, ...], *, send: bool) -> ActReport:
        """Let held requests go, or stop them; then wait until the screen has settled. Unknown ids are passed over."""
        ...

    async def cover(self, covers: Covers) -> None:
        """What may leave the browser until the next act begins, without one: a person has the desk's hands."""
        ...

    async def focused(self) -> Element | None:
        """The element that typed text would go to; None where nothing is known."""
        ...

    async def read_picture(self, path: str) -> ElementList:
        """The words in a picture file on the desk, as "text" elements in the picture's pixels (OCR)."""
        ...

    # Run
    async def run(
        self,
        command: str,
        *,
        timeout_s: float = 120.0,
        output_chars_max: int = 20_000,
        reach: tuple[str, ...] | None = None,
    ) -> RunResult:
        """Run a command in the desk's shell, which keeps its folder and variables between calls.

        reach: the sites and hosts that the shell may reach while it runs, of those the desk may; None: all of them.
        Between commands it reaches nothing.
        """
        ...

    def run_output(self, *, wait: bool = False) -> AsyncIterator[str]:
        """Output of the running command as it comes, for people who watch; ends when the command does.

        wait: when no command runs, for the next one to begin; else there is nothing then.
        """
        ...

    async def restart_shell(self) -> None: ...

    # Files
    async def list_files(self, path: str = WORK_DIR, *, pattern: str = "*", depth: int = 1) -> list[FileEntry]: ...

    async def read_file(self, path: str, *, offset: int = 0, limit: int | None = None) -> bytes: ...

    async def write_file(self, path: str, data: bytes) -> None: ...

    async def make_folder(self, path: str) -> None: ...

    async def move_file(self, source: str, target: str) -> None: ...

    async def delete_file(self, path: str) -> None: ...

    # Keep
    async def snapshot(self, label: str) -> SnapshotInfo: ...

    async def restore(self, snapshot_id: str) -> SnapshotInfo: ...

    async def detach(self) -> None:
        """Let go of the desk; it goes on until its idle timeout."""
        ...

    async def close(self) -> None:
        """End the desk and everything that runs on it. Its work folder stays."""
        ...
