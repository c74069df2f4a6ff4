"""A desk in memory, for tests: pages of named elements, files, and a shell that knows a few commands.

It is a fake and says so in its info; it keeps the promises of `desk.base.Desk` that the conformance suite checks, and
it counts what took effect (`effects`), so that a test can see whether anything happened twice.
"""

from __future__ import annotations

import dataclasses
import fnmatch
import posixpath
import shlex
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from deskhand.core import acts
from deskhand.core.elements import Element, ElementList, Page
from deskhand.core.errors import DeskLost, InvalidInput, NotFound, Refused, StaleFrame
from deskhand.core.geometry import Box
from deskhand.core.requests import covered_by
from deskhand.core.secrets import FieldPlace, TypedSecret, wrong_place
from deskhand.core.targets import Covers, Form, HeldRequest, Target
from deskhand.desk.base import (
    WORK_DIR,
    ActReport,
    DeskInfo,
    ElementQuery,
    FileEntry,
    Look,
    Picture,
    RunResult,
    SnapshotInfo,
)
from deskhand.testing.pictures import flat_png


@dataclass
class FakePage:
    """A page: what stands on it, and what its buttons do. A button without an action does nothing.

    forms: for the name of each field and button of a form, that form; its own `button` sends it. around: for the name
    of an element, the words it stands among.
    pictured: words in its pictures, which only reading the pixels finds.
    """

    address: str
    title: str = ""
    elements: list[Element] = dataclasses.field(default_factory=list)
    actions: dict[str, Callable[[FakeDesk], None]] = dataclasses.field(default_factory=dict)
    forms: dict[str, Form] = dataclasses.field(default_factory=dict)
    around: dict[str, str] = dataclasses.field(default_factory=dict)
    pictured: tuple[str, ...] = ()


def element(number: int, role: str, name: str = "", value: str = "", *, in_form: bool = False) -> Element:
    """An element of a fake page, the `number`th from the top."""
    within = ("form Fake",) if in_form else ()
    return Element(
        id=f"e{number}", role=role, name=name, value=value, box=Box(100, 40 * number, 200, 30), within=within
    )


def _sends(act: acts.Act, found: Element, form: Form) -> bool:
    """Whether an act sends a form: by its button, or by Return in a field of one line."""
    keys = act.keys.lower() if isinstance(act, acts.Key | acts.KeyDown | acts.HoldKey) else ""
    returns = keys in ("return", "enter") or (isinstance(act, acts.TypeText) and "\n" in act.text)
    if found.name == form.button:
        return returns or keys == "space" or isinstance(act, acts.Click)
    return returns and found.role in ("textbox", "searchbox") and "multiline" not in found.states


class FakeDesk:
    """The fake. Set `lost` to make every further call fail as if the desk were gone."""

    def __init__(self, pages: list[FakePage] | None = None, files: dict[str, bytes] | None = None) -> None:
        self.pages = {page.address: page for page in pages or []}
        self.files = {posixpath.join(WORK_DIR, name): data for name, data in (files or {}).items()}
        self.folders = {WORK_DIR}
        self.effects: list[str] = []
        self.reached: list[tuple[str, ...] | None] = []
        self.page: FakePage | None = None
        self.focus = ""
        self.lost = False
        self._covers = Covers()
        self.waiting: tuple[HeldRequest, ...] = ()
        self._frame = 1
        self._snapshots: dict[str, tuple[SnapshotInfo, dict[str, bytes]]] = {}

    @property
    def info(self) -> DeskInfo:
        walls = {"everything": "none: this is a fake desk, for tests"}
        return DeskInfo(id="fake", width=1280, height=800, work_dir=WORK_DIR, walls=walls)

    def change(self) -> None:
        """The screen changes by itself."""
        self._frame += 1

    def _standing(self) -> None:
        if self.lost:
            raise DeskLost("the fake desk was lost.", hint="Open it again.")

    async def look(self, *, since: int | None = None, region: Box | None = None) -> Look:
        self._standing()
        if since == self._frame:
            return Look(frame=self._frame, changed=False)
        return Look(frame=self._frame, changed=True, picture=self._picture(region or Box(0, 0, 1280, 800)))

    def _picture(self, box: Box) -> Picture:
        data = flat_png(box.width, box.height, shade=self._frame % 256)
        return Picture(
            data=data, media_type="image/png", width=box.width, height=box.height, box=box, frame=self._frame
        )

    async def act(
        self, act: acts.Act, *, seen: int | None = None, dialog: bool = False, covers: Covers | None = None
    ) -> ActReport:
        self._standing()
        on_target = isinstance(act, acts.Click | acts.MouseDown | acts.MouseUp | acts.Drag | acts.SetValue)
        if on_target and seen is not None and seen != self._frame:
            raise StaleFrame("the screen changed since you last saw it.", hint="Look at it and plan anew.")
        if isinstance(act, acts.Screenshot):
            return ActReport(frame=self._frame, picture=self._picture(Box(0, 0, 1280, 800)))
        if isinstance(act, acts.Zoom):
            return ActReport(frame=self._frame, picture=self._picture(act.region))
        before, self._covers = self._frame, covers or Covers()
        note = self._do(act)
        return ActReport(frame=self._frame, changed=self._frame != before, note=note, held=self.waiting)

    @property
    def wall_opened(self) -> bool:
        """Whether whatever pages send leaves: a person has the desk."""
        return "*" in self._covers.hosts

    async def enter_secret(self, element_id: str, typed: TypedSecret) -> ActReport:
        """The fake's pages stand alone, and whether one came by https is not its concern. It keeps no value."""
        self._standing()
        field, before = self._by_id(element_id), self._frame
        parts = urlsplit(self.page.address if self.page else "")
        kind = "password" if "password" in field.states else "text" if field.role == "textbox" else ""
        place = FieldPlace(origins=(f"{parts.scheme}://{parts.netloc}",), kind=kind, name=field.name)
        if why := wrong_place(typed, place, {parts.hostname or ""}):
            raise Refused(f"the {typed.field} of {typed.secret.name} was not typed: {why}.", hint="Open its own page.")
        self.focus = field.id
        self._put(field, typed.value.get_secret_value() if typed.open else "••••")
        return ActReport(frame=self._frame, changed=self._frame != before)

    def send(self, request: HeldRequest) -> None:
        """What a page's button does when it sends something: it leaves when the act covers its host, else it waits."""
        if covered_by(request, self._covers):
            self._changed(f"sent {request.method} {request.address}")
        else:
            self.waiting = (*self.waiting, request)

    def _do(self, act: acts.Act) -> str:
        match act:
            case acts.Open(target=target):
                return self._open(target)
            case acts.Click():
                return self._click(act)
            case acts.SetValue(element=element_id, value=value):
                self._put(self._by_id(element_id), value)
            case acts.TypeText(text=text):
                field = self._by_id(self.focus) if self.focus else None
                if field:
                    self._put(field, field.value + text)
            case acts.CursorPosition():
                return "The pointer is at 0,0."
            case acts.Key(keys=keys) | acts.KeyDown(keys=keys) | acts.KeyUp(keys=keys) | acts.HoldKey(keys=keys):
                self._key(keys)
            case _:
                pass
        return ""

    def _key(self, keys: str) -> None:
        known = {"return", "enter", "tab", "escape", "a", "ctrl+a", "delete", "backspace", "down", "up"}
        if keys.lower() not in known:
            raise InvalidInput(f"there is no key {keys!r}.", hint="Use a name such as Return, Tab or ctrl+a.")
        self.effects.append(f"key {keys}")

    def _open(self, target: str) -> str:
        if target not in self.pages:
            there = ", ".join(self.pages) or "no pages"
            raise NotFound(f"{target} can't be opened. There are: {there}.", hint="Open one of those.")
        self.page = self.pages[target]
        self.focus = ""
        self._changed(f"open {target}")
        return ""

    def _click(self, act: acts.Click) -> str:
        target = self._by_id(act.element) if act.element else self._hit(act.at) if act.at else None
        if target is None:
            return ""
        self.focus = target.id
        action = self.page.actions.get(target.name) if self.page else None
        if action:
            self._changed(f"click {target.name}")
            action(self)
        return ""

    def _put(self, target: Element, value: str) -> None:
        assert self.page is not None
        fresh = target.model_copy(update={"value": value})
        self.page.elements = [fresh if e.id == target.id else e for e in self.page.elements]
        self._changed(f"set {target.name} {value}")

    def _changed(self, effect: str) -> None:
        self.effects.append(effect)
        self._frame += 1

    def _by_id(self, element_id: str) -> Element:
        found = next((e for e in self._elements() if e.id == element_id), None)
        if found is None:
            raise NotFound(f"element {element_id} is not there.", hint="Call elements again.")
        return found

    def _elements(self) -> list[Element]:
        return self.page.elements if self.page else []

    def _hit(self, at: tuple[int, int]) -> Element | None:
        return next((e for e in self._elements() if e.box.contains(*at)), None)

    async def release_all(self) -> None:
        self._standing()

    async def elements(self, query: ElementQuery | None = None) -> ElementList:
        self._standing()
        query = query or ElementQuery()
        words = query.find.casefold()
        words_read = self.page.pictured if self.page and query.source == "ocr" else ()
        found = [
            e for e in (*self._elements(), *(element(20 + n, "text", line) for n, line in enumerate(words_read)))
            if words in f"{e.name} {e.value} {e.role}".casefold() and (not query.roles or e.role in query.roles)
        ]  # fmt: skip
        pages = (Page(title=self.page.title, address=self.page.address, app="fake"),) if self.page else ()
        return ElementList(
            frame=self._frame,
            pages=pages,
            elements=tuple(found[: query.limit]),
            omitted=max(0, len(found) - query.limit),
        )

    async def element_at(self, x: int, y: int) -> Element | None:
        self._standing()
        return self._hit((x, y))

    async def element(self, element_id: str) -> Element | None:
        self._standing()
        return next((e for e in self._elements() if e.id == element_id), None)

    async def target(self, act: acts.Act) -> Target:
        self._standing()
        found = await self._reached(act)
        if self.page is None:
            return Target()
        page = Page(title=self.page.title, address=self.page.address, app="fake")
        form = self.page.forms.get(found.name) if found else None
        return Target(
            element=found,
            page=page,
            form=self._filled(form) if form else None,
            submits=form is not None and found is not None and _sends(act, found, form),
            around=self.page.around.get(found.name, "") if found else "",
            box=found.box if found else None,
            known_by="page",
        )

    def _filled(self, form: Form) -> Form:
        """The form with what its fields hold now; a password never."""
        held = {e.name: e.value for e in self._elements()}
        fields = [
            field.model_copy(
                update={
                    "value": "" if field.kind == "password" else held.get(field.name, field.value),
                    "filled": bool(held.get(field.name, field.value)),
                }
            )
            for field in form.fields
        ]
        return form.model_copy(update={"fields": tuple(fields)})

    async def _reached(self, act: acts.Act) -> Element | None:
        if named := getattr(act, "element", None):
            return self._by_id(named)
        if isinstance(act, acts.TypeText | acts.Key | acts.KeyDown | acts.HoldKey):
            return await self.focused()
        point = act.path[-1] if isinstance(act, acts.Drag) else getattr(act, "at", None)
        return self._hit(point) if point else None

    async def held(self) -> tuple[HeldRequest, ...]:
        self._standing()
        return self.waiting

    async def settle_held(self, ids: tuple[str, ...], *, send: bool) -> ActReport:
        self._standing()
        for request in (each for each in self.waiting if each.id in ids):
            self.effects.append(f"{'sent' if send else 'stopped'} {request.method} {request.address}")
        self.waiting = tuple(each for each in self.waiting if each.id not in ids)
        return ActReport(frame=self._frame, held=self.waiting)

    async def cover(self, covers: Covers) -> None:
        self._standing()
        self._covers = covers

    async def focused(self) -> Element | None:
        self._standing()
        return await self.element(self.focus) if self.focus else None

    async def read_picture(self, path: str) -> ElementList:
        """The fake reads "pictures" that are plain text: a line an element."""
        data = await self.read_file(path)
        lines = data.decode("utf-8", "replace").splitlines()
        return ElementList(elements=tuple(element(n, "text", line) for n, line in enumerate(lines, 1)))

    async def run(
        self,
        command: str,
        *,
        timeout_s: float = 120.0,
        output_chars_max: int = 20_000,
        reach: tuple[str, ...] | None = None,
    ) -> RunResult:
        self._standing()
        self.effects.append(f"run {command}")
        self.reached.append(reach)
        try:
            words = shlex.split(command)
        except ValueError as error:
            return RunResult(exit_code=2, output=f"syntax error: {error}\n")
        if words[:2] == ["bash", "-c"] and len(words) == 3:
            words = shlex.split(words[2])
        match words:
            case ["echo", *rest]:
                return RunResult(exit_code=0, output=" ".join(rest) + "\n")
            case ["cat", name]:
                data = self.files.get(posixpath.join(WORK_DIR, name))
                missing = RunResult(exit_code=1, output=f"cat: {name}: No such file or directory\n")
                return missing if data is None else RunResult(exit_code=0, output=data.decode("utf-8", "replace"))
            case ["true"] | []:
                return RunResult(exit_code=0, output="")
        return RunResult(exit_code=127, output=f"{words[0]}: command not found\n")

    async def run_output(self, *, wait: bool = False) -> AsyncIterator[str]:
        return
        yield ""

    async def restart_shell(self) -> None:
        self._standing()

    async def list_files(self, path: str = WORK_DIR, *, pattern: str = "*", depth: int = 1) -> list[FileEntry]:
        self._standing()
        base = path.rstrip("/") + "/"
        if path not in self.folders and not any(name.startswith(base) for name in self.files):
            there = ", ".join(sorted(self.folders))
            raise NotFound(f"there is no folder {path}. There are: {there}.", hint="List one of those.")
        files = [(name, "file", len(data)) for name, data in self.files.items()]
        folders = [(name, "folder", 0) for name in self.folders]
        inside = [e for e in (*folders, *files) if e[0].startswith(base) and e[0].count("/", len(base)) < depth]
        return [
            FileEntry(path=posixpath.relpath(name, WORK_DIR), kind=kind, size=size)
            for name, kind, size in sorted(inside)
            if fnmatch.fnmatch(posixpath.basename(name), pattern)
        ]

    async def read_file(self, path: str, *, offset: int = 0, limit: int | None = None) -> bytes:
        self._standing()
        if path not in self.files:
            there = ", ".join(sorted(self.files)[:8])
            raise NotFound(f"there is no file {path}. There are: {there}.", hint="List the folder.")
        return self.files[path][offset : None if limit is None else offset + limit]

    async def write_file(self, path: str, data: bytes) -> None:
        self._standing()
        self.effects.append(f"write {path}")
        folder = posixpath.dirname(path)
        while folder.startswith(WORK_DIR):
            self.folders.add(folder)
            folder = posixpath.dirname(folder)
        self.files[path] = data

    async def make_folder(self, path: str) -> None:
        self._standing()
        self.folders.add(path)

    async def move_file(self, source: str, target: str) -> None:
        data = await self.read_file(source)
        await self.write_file(target, data)
        del self.files[source]

    async def delete_file(self, path: str) -> None:
        await self.read_file(path, limit=0)
        self.effects.append(f"delete {path}")
        del self.files[path]

    async def snapshot(self, label: str) -> SnapshotInfo:
        self._standing()
        info = SnapshotInfo(
            id=f"snap-{len(self._snapshots) + 1}",
            label=label,
            taken_at=float(len(self._snapshots)),
            files=len(self.files),
            bytes=sum(map(len, self.files.values())),
        )
        self._snapshots[info.id] = (info, dict(self.files))
        return info

    async def restore(self, snapshot_id: str) -> SnapshotInfo:
        self._standing()
        if snapshot_id not in self._snapshots:
            raise NotFound(f"there is no snapshot {snapshot_id!r}.", hint=f"There are: {', '.join(self._snapshots)}.")
        info, files = self._snapshots[snapshot_id]
        self.files = dict(files)
        return info

    async def detach(self) -> None:
        """The fake goes on in memory."""

    async def close(self) -> None:
        self.lost = True
