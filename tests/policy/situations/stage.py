"""Shows every template on a real screen, asks what each act would reach there, and performs it behind a wall that lets
nothing out, to see what its page would send."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import threading
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from deskhand.core import acts
from deskhand.core.elements import Element
from deskhand.core.errors import DeskhandError
from deskhand.core.geometry import Point
from deskhand.core.targets import Covers
from deskhand.desk.base import ElementQuery
from deskhand.desk.programs.acting import Hands, perform
from deskhand.desk.requests.rules import Place
from deskhand.desk.requests.wall import Wall
from deskhand.desk.screen.screen import Screen
from deskhand.desk.sight.apps import Apps
from deskhand.desk.sight.browser import Browser
from deskhand.desk.sight.listing import NodeKey
from deskhand.desk.sight.ocr import Ocr
from deskhand.desk.sight.sight import Sight
from tests.desk.sight import rig
from tests.policy.situations.corpus import PERFORMED, Situation, Template

SIZE = (1280, 800)
_CLOSED_S = 5.0
WINDOW = Path(__file__).with_name("window.py")
_PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{title}</title>
<style>body{{font:15px sans-serif;margin:12px}}section,form,dialog,[role=dialog]{{margin:8px 0;padding:4px}}
dialog[open]{{position:static}}td{{padding:2px 8px}}</style><body>{body}</body></html>"""


class _Pages(BaseHTTPRequestHandler):
    """Answers any site's any page: the template of that address, or a page that says nothing."""

    pages: dict[str, str] = {}

    def do_GET(self) -> None:
        address = f"http://{self.headers['Host']}{unquote(self.path)}"
        body = self.pages.get(address, "<!doctype html><title>Elsewhere</title>").encode()
        with contextlib.suppress(OSError):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextlib.contextmanager
def site(templates: list[Template]) -> Iterator[int]:
    """A loopback server that stands for all sites of the templates; gives its port."""
    shown = [template.raw | {"language": template.language} for template in templates if template.kind == "page"]
    _Pages.pages = {raw["address"]: _PAGE.format(**raw) for raw in shown}
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Stage:
    """One screen with one browser. `targets` shows a template and gives what each of its acts would reach."""

    def __init__(self, env: dict[str, str], folder: Path, browser: Browser, apps: Apps, hands: Hands) -> None:
        self._env, self._folder = env, folder
        self._browser, self._apps, self._hands, self._sight = browser, apps, hands, hands.sight
        self._wall = browser._wall
        self._listed: dict[str, tuple[Element, ...]] = {}

    async def targets(self, template: Template) -> dict[str, dict[str, Any]]:
        """Situation id -> {"act": ..., "target": ...}, both as JSON."""
        if template.kind == "page":
            return await self._on_page(template)
        async with self._program(template) as process:
            return {each.id: await self._told(each, process) for each in template.situations}

    async def _on_page(self, template: Template) -> dict[str, dict[str, Any]]:
        await self._browser.activate()
        await self._in_front("Chromium")
        await self._browser.open(template.raw["address"])
        return {each.id: await self._told(each, None) for each in template.situations}

    # Performed

    async def requests(self, template: Template) -> dict[str, list[dict[str, Any]]]:
        """Situation id -> what its page would send because of the act, held by the wall; only for pages. Each act is
        done on a page of its own that is closed after it."""
        found = {}
        self._wall.place = Place(known=(template.host,))
        for each in template.situations if template.kind == "page" else ():
            if each.way in PERFORMED:
                await self._browser.open(template.raw["address"], new_tab=True)
                await self._in_front("Chromium")
                self._listed.pop(template.name, None)
                try:
                    found[each.id] = await self._performed(each)
                finally:
                    await self._closed()
        self._listed.pop(template.name, None)
        return found

    async def _performed(self, situation: Situation) -> list[dict[str, Any]]:
        """The requests as JSON, without their ids. A question that a script puts first is answered with yes."""
        element = await self._found(situation, place) if (place := _place_of(situation)) else None
        if element is not None and situation.way in ("press", "type"):
            await self._focus(element, None)
        self._wall.begin(Covers())
        try:
            with contextlib.suppress(DeskhandError):  # a file that is not there, a thing that can't be pressed
                await perform(self._hands, act_of(situation, element), None)
            if self._browser.dialog() is not None:
                await perform(self._hands, acts.Key(keys="Return"), None)
        finally:
            self._wall.over()
        return [json.loads(each.model_dump_json(exclude_defaults=True, exclude={"id"})) for each in self._wall.held]

    async def _closed(self) -> None:
        """Nothing waits, and the page of the act is gone."""
        self._wall.settle(tuple(each.id for each in self._wall.held), send=False)
        await self._hands.screen.release_all()
        if (active := await self._apps.active_window()) is not None and active[0].app != "Chromium":
            await perform(self._hands, acts.Key(keys="Escape"), None)  # a dialog of another program, to choose a file
        for tab in list(self._browser._tabs.values())[1:]:
            await self._browser._connection.call("Target.closeTarget", {"targetId": tab.target})
            await tab.until(lambda: tab.closed, _CLOSED_S)  # noqa: B023

    async def _in_front(self, app: str) -> None:
        async def so() -> bool:
            active = await self._apps.active_window()
            return active is not None and active[0].app == app

        await rig.until(so)

    async def _told(self, situation: Situation, process: subprocess.Popen[str] | None) -> dict[str, Any]:
        element = await self._found(situation, place) if (place := _place_of(situation)) else None
        if element is not None and situation.way in ("press", "type"):
            await self._focus(element, process)
        act = act_of(situation, element)
        target = await self._sight.target(act)
        told = target.model_dump_json(exclude_defaults=True)
        return {"act": json.loads(act.model_dump_json()), "target": json.loads(told)}

    async def _found(self, situation: Situation, place: str) -> Element:
        role, _, name = place.partition(":")
        number = situation.act.get("nth", 1)
        listed = await self._list(situation.template)
        same = [e for e in listed if e.role == role and (e.name == name or not name)]
        same = [e for e in same if e.source == "app" or situation.template.kind == "page"]
        if len(same) < number:
            near = [f"{e.role}:{e.name}" for e in listed if e.role != "text" and e.source != "ocr"]
            raise LookupError(f"{situation.label}: {place!r} is not on the screen; there are {near}")
        return same[number - 1]

    async def _list(self, template: Template) -> tuple[Element, ...]:
        """What the template shows, listed once: no act is performed, so nothing changes."""
        if template.name not in self._listed:
            source = "page" if template.kind == "page" else "auto"
            query = ElementQuery(offscreen=True, limit=2_000, source=source)  # type: ignore[arg-type]

            async def shown() -> bool:
                self._listed[template.name] = (await self._sight.elements(query)).elements
                return bool(self._listed[template.name])

            await rig.until(shown)
        return self._listed[template.name]

    async def _focus(self, element: Element, process: subprocess.Popen[str] | None) -> None:
        if element.source == "page":
            key: Any = self._browser._ids.key(element.id)
            assert isinstance(key, NodeKey)
            await self._browser._worlds.call(
                self._browser._tabs[key.target], key.frame, f"(__desk.node({key.node}).focus(), 'null')"
            )
        elif process is not None and process.stdin is not None and process.stdout is not None:
            process.stdin.write(f"{element.name}\n")
            process.stdin.flush()
            await asyncio.to_thread(process.stdout.readline)

    @contextlib.asynccontextmanager
    async def _program(self, template: Template) -> AsyncIterator[subprocess.Popen[str] | None]:
        home = self._folder / template.name
        home.mkdir(exist_ok=True)
        for name, text in template.raw.get("files", {}).items():
            (home / name).write_text(text)
        env = {"PATH": "/usr/bin:/bin", **self._env, "HOME": str(home)}
        window = template.kind == "window"
        argv = ["/usr/bin/python3", str(WINDOW), json.dumps(template.raw)] if window else template.raw["argv"]
        with (self._folder / "programs.log").open("ab") as log:
            process = subprocess.Popen(argv, env=env, cwd=home, text=True, stderr=log, start_new_session=True,  # noqa: ASYNC220
                                       stdin=subprocess.PIPE if window else subprocess.DEVNULL,
                                       stdout=subprocess.PIPE if window else log)  # fmt: skip
        try:
            await self._until_shown(template)
            yield process if window else None
        finally:
            await asyncio.to_thread(rig.end, process)  # type: ignore[arg-type]
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()

    async def _until_shown(self, template: Template) -> None:
        app = template.raw.get("app") or Path(template.raw["argv"][0]).name
        if app == "xterm":  # it tells nobody what it shows: it is there once no other window is the active one

            async def alone() -> bool:
                return await self._apps.active_window() is None

            return await rig.until(alone)
        await self._in_front(app)

        async def drawn() -> bool:
            listing = await self._sight.elements(ElementQuery(limit=500))
            return len([e for e in listing.elements if e.source == "app"]) > 1

        await rig.until(drawn)
        return None


def _place_of(situation: Situation) -> str:
    """Role and name of what an act is done on, "" for none."""
    if situation.way in ("open", "scroll", "look"):
        return ""
    return str(
        situation.act.get("on", "") if situation.way in ("press", "type", "fill") else situation.act[situation.way]
    )


def act_of(situation: Situation, element: Element | None) -> acts.Act:
    """The canonical act of a situation on the element that was found for it."""
    spec, named = situation.act, element.id if element else None
    match situation.way:
        case "click":
            return acts.Click(element=named)
        case "double":
            return acts.Click(element=named, count=2)
        case "press":
            return acts.Key(keys=spec["press"])
        case "type":
            return acts.TypeText(text=spec["type"])
        case "fill":
            return acts.SetValue(element=named or "", value=spec["fill"])
        case "open":
            return acts.Open(target=spec["open"])
        case "drag":
            assert element is not None
            start = Point(*element.box.center)
            return acts.Drag(path=(start, Point(*map(int, spec["to"].split(",")))))
        case "scroll":
            return acts.Scroll(direction=spec["scroll"])
    return acts.Screenshot()


@contextlib.asynccontextmanager
async def stage(folder: Path, templates: list[Template]) -> AsyncIterator[Stage]:
    """A screen, a window manager, a browser and a site for these templates."""
    with rig.screen(folder) as plain, rig.accessible(plain, folder) as env, site(templates) as port:
        wall = Wall()
        rules = (f"--host-resolver-rules=MAP *.test 127.0.0.1:{port}", "--force-renderer-accessibility=basic")
        async with rig.apps(env, folder) as apps, rig.chromium(env, folder, *rules, wall=wall) as browser:
            ocr = Ocr()
            screen = await Screen.connect(Path(f"/tmp/.X11-unix/X{env['DISPLAY'].strip(':')}"))
            sight = Sight(browser, apps, ocr, SIZE, rig.capturing(env), screen.popups, screen.windows)
            try:
                yield Stage(env, folder, browser, apps, Hands(screen, sight, browser.open))
            finally:
                await ocr.close()
                await screen.close()
