"""One page of the renderer's browser: the sealed frame shows one version in it, and what it says is heard.

Everything that comes from it is a stranger's. It does not know who wants to see it, nor what is made of it.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from deskhand.artifacts.kinds.registry import form_of
from deskhand.core.artifacts import Kind
from deskhand.core.errors import DeskhandError, DeskLost, LimitExceeded
from deskhand.core.rendering import LIST_MAX, Blocked, Broken, ConsoleLine, Measured, Rendering, Shot, Theme, View
from deskhand.desk.sight.cdp import Connection, Params
from deskhand.frame.built import Built
from deskhand.rendering.site import PAGE, answer_to

WORLD = "deskhand"
_HEARD = "deskhandHeard"
_SPEAKING = Path(__file__).with_name("speaking.js").read_text("utf-8")

OPEN_S = 15.0
SETTLE_S = 3.0
PRINT_S = 30.0
STEP_S = 10.0
"""For one thing asked of a page that was painted: a page that is busy for longer counts as one that hangs."""
_REASON_S = 1.0
_REST_MS = 250
_BRIEF_MS = 600
"""What a page does right after it was painted has happened then."""
_WHOLE_HEIGHT_MAX = 12_000
_INCH_PX = 96
"""CSS pixels."""

_SHAPES: dict[str, type[BaseModel]] = {
    "failed": Broken, "console": ConsoleLine, "blocked": Blocked, "measured": Measured,
}  # fmt: skip


class Ended(Exception):
    """The page can't be shown any further. why: a word of `Rendering.ended`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Page:
    """A page from its opening to its end; one is open at a time. Its events are handed to `hear`."""

    def __init__(self, link: Connection, frame: Built, view: View) -> None:
        self._link = link
        self._frame = frame
        self._view = view
        self._session = ""
        self._browser_context = ""
        self._world = 0
        self._said: list[BaseModel] = []
        self._news = asyncio.Event()
        self._marks: dict[str, Params] = {}
        self._why_over = ""
        self.drawn = Rendering(view=view)

    async def show(self, kind: Kind, entry: str, files: Mapping[str, bytes]) -> Rendering:
        """Show it, look at it, and tell what came of it, however far it came."""
        try:
            async with asyncio.timeout(OPEN_S):
                await self._open()
                await self._marked("ready")
            await self._within(self._view.paint_s, self._draw(kind, entry, files))
            if "painted" in self._marks:
                await (self._look() if self._view.themes else self._run("rest", _BRIEF_MS))
        except Ended as ended:
            self.drawn = self.drawn.model_copy(update={"ended": ended.why})
        except TimeoutError:
            raise DeskLost("the renderer's page did not open.", hint="Try again.") from None
        return self._told()

    async def close(self) -> None:
        """Raises DeskhandError when the browser does not let go of the page."""
        if self._browser_context:
            await self._link.call("Target.disposeBrowserContext", {"browserContextId": self._browser_context})

    # showing

    async def _open(self) -> None:
        call = self._link.call
        self._browser_context = (await call("Target.createBrowserContext"))["browserContextId"]
        target = await call("Target.createTarget", {"url": "about:blank", "browserContextId": self._browser_context})
        attached = await call("Target.attachToTarget", {"targetId": target["targetId"], "flatten": True})
        self._session = attached["sessionId"]
        for method, params in (
            ("Page.enable", {}),
            ("Runtime.enable", {}),
            ("Inspector.enable", {}),
            ("Fetch.enable", {"patterns": [{"urlPattern": "*"}]}),
            ("Runtime.addBinding", {"name": _HEARD, "executionContextName": WORLD}),
            ("Page.addScriptToEvaluateOnNewDocument", {"source": _SPEAKING, "worldName": WORLD}),
            ("Emulation.setDeviceMetricsOverride", self._metrics()),
            ("Emulation.setFocusEmulationEnabled", {"enabled": True}),
        ):
            await self._call(method, params)
        await self._theme(self._first)
        await self._call("Page.navigate", {"url": PAGE})

    async def _draw(self, kind: Kind, entry: str, files: Mapping[str, bytes]) -> None:
        view, is_text = self._view, form_of(kind).is_text
        told: Params = {
            "type": "render", "id": 1, "kind": kind, "entry": entry, "theme": self._first, "language": view.language,
            "files": {path: data.decode("utf-8", "replace") for path, data in files.items()} if is_text else {},
            "bytes": {} if is_text else {path: base64.b64encode(data).decode() for path, data in files.items()},
        }  # fmt: skip
        await self._say(told)
        await self._marked("painted", "failed")

    async def _look(self) -> None:
        """Pictures in each theme, and what can be measured."""
        view = self._view
        if view.whole:
            await self._run("unfold")
        if view.top:
            await self._run("scrollDown", view.top)
        shots = []
        for number, theme in enumerate(view.themes):
            if number:
                await self._theme(theme)
                await self._say({"type": "theme", "theme": theme})
            data = await self._settled()
            clip = await self._whole() if view.whole else None
            if clip is not None:
                data = await self._shot(clip)
            size = (clip or {"width": view.width, "height": view.height}, view.scale)
            width, height = (int(size[0][name] * size[1]) for name in ("width", "height"))
            shots.append(Shot(theme=theme, data=data, width=width, height=height))
            self.drawn = self.drawn.model_copy(update={"shots": tuple(shots)})
            self._marks.pop("measured", None)
            await self._say({"type": "measure"})
            await self._within(STEP_S, self._marked("measured"))
        height = await self._run("heightOf")
        self.drawn = self.drawn.model_copy(update={"height": height if isinstance(height, int) else 0})

    async def _whole(self) -> Params:
        height = await self._run("heightOf")
        most = min(int(height) if isinstance(height, int) else 0, _WHOLE_HEIGHT_MAX)
        return {"x": 0, "y": 0, "width": self._view.width, "height": max(most, self._view.height), "scale": 1}

    async def _settled(self) -> bytes:
        """A picture that stayed the same for a moment, or the last one when the page did not come to rest."""
        loop = asyncio.get_running_loop()
        until = loop.time() + SETTLE_S
        last = await self._shot()
        while loop.time() < until:
            await self._run("rest", _REST_MS)
            now = await self._shot()
            if now == last:
                return now
            last = now
        self.drawn = self.drawn.model_copy(update={"moving": True})
        return last

    async def _shot(self, clip: Params | None = None) -> bytes:
        params: Params = {"format": "png", "optimizeForSpeed": True}
        if clip is not None:
            params |= {"clip": clip, "captureBeyondViewport": True}
        answer = await self._call("Page.captureScreenshot", params)
        return base64.b64decode(str(answer.get("data", "")))

    async def printed(
        self, kind: Kind, entry: str, files: Mapping[str, bytes], paper: Params, title: str
    ) -> tuple[Rendering, bytes]:
        """Show it and print it: the second is a PDF of this title, empty where it could not be. A sheet
        without a height is as high as the page."""
        drawn = await self.show(kind, entry, files)
        if not drawn.painted or drawn.ended:
            return drawn, b""
        try:
            await self._run("entitle", title)
            await self._run("unfold")
            tall = (await self._whole())["height"]
            answer = await self._call("Page.printToPDF", {"paperHeight": tall / _INCH_PX, **paper}, PRINT_S)
        except Ended as ended:
            return drawn.model_copy(update={"ended": ended.why}), b""
        return drawn, base64.b64decode(str(answer.get("data", "")))

    @property
    def _first(self) -> Theme:
        return self._view.themes[0] if self._view.themes else "light"

    def _metrics(self) -> Params:
        view = self._view
        return {"width": view.width, "height": view.height, "deviceScaleFactor": view.scale, "mobile": False}

    async def _theme(self, theme: Theme) -> None:
        await self._call("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": theme}]})

    # speaking with it

    async def _call(self, method: str, params: Params, timeout_s: float = 0.0) -> Params:
        """Raises Ended when the page hangs or is gone."""
        try:
            return await self._link.call(method, params, session=self._session, timeout_s=timeout_s or STEP_S)
        except LimitExceeded:
            raise Ended("silent") from None
        except DeskhandError as error:
            await self._reason()
            if self._why_over:
                raise Ended(self._why_over) from None
            raise DeskLost(f"the renderer's browser: {error.message}", hint="Try again.") from None

    async def _reason(self) -> None:
        """A call may fail before the event that says why is here."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_REASON_S):
                while not (self._why_over or self._link.lost):
                    self._news.clear()
                    await self._news.wait()

    async def _run(self, name: str, *given: Any) -> Any:
        arguments = [{"value": each} for each in given]
        answer = await self._call(
            "Runtime.callFunctionOn",
            {
                "functionDeclaration": f"function (...given) {{ return {name}(...given); }}",
                "executionContextId": self._world,
                "arguments": arguments,
                "returnByValue": True,
                "awaitPromise": True,
            },
        )
        return answer.get("result", {}).get("value")

    async def _say(self, words: Params) -> None:
        await self._run("say", words)

    async def _within(self, seconds: float, doing: Any) -> None:
        try:
            async with asyncio.timeout(seconds):
                await doing
        except TimeoutError:
            raise Ended("silent") from None

    async def _marked(self, *marks: str) -> None:
        while not any(mark in self._marks for mark in marks):
            if self._why_over:
                raise Ended(self._why_over)
            if self._link.lost:
                raise DeskLost("the renderer's browser ended.", hint="Try again.")
            self._news.clear()
            await self._news.wait()

    # hearing

    def hear(self, method: str, params: Params, session: str) -> None:
        """An event of the browser."""
        if session != self._session or not session:
            return
        match method:
            case "Fetch.requestPaused":
                self._request(params)
            case "Runtime.bindingCalled" if params.get("name") == _HEARD:
                self._words(str(params.get("payload", "")))
            case "Runtime.executionContextCreated":
                context = params.get("context")
                if isinstance(context, dict) and context.get("name") == WORLD and not self._world:
                    self._world = int(context.get("id", 0))
            case "Runtime.executionContextsCleared" if self._marks:
                self._over("left")
            case "Page.frameRequestedNavigation" if self._marks:
                self._keep(Blocked(directive="navigation", address=str(params.get("url", ""))))
            case "Inspector.targetCrashed":
                self._over("memory")

    def lost(self) -> None:
        """The browser has ended: nothing more will be heard."""
        self._news.set()

    def _over(self, why: str) -> None:
        self._why_over = self._why_over or why
        self._link.drop_session(self._session)
        self._news.set()

    def _request(self, params: Params) -> None:
        """Answer what the site has; whatever else a page asks for is refused, and told."""
        number = params.get("requestId")
        request = params.get("request")
        address = str(request.get("url", "")) if isinstance(request, dict) else ""
        found = answer_to(address, self._frame)
        if found is not None and not (address == PAGE and self._marks):
            told = {"requestId": number, "responseCode": 200, "responseHeaders": found.headers, "body": found.body}
            self._link.tell("Fetch.fulfillRequest", told, session=self._session)
            return
        self._keep(Blocked(directive=str(params.get("resourceType", ""))[:40].lower(), address=address))
        refusal = {"requestId": number, "errorReason": "BlockedByClient"}
        self._link.tell("Fetch.failRequest", refusal, session=self._session)

    def _words(self, text: str) -> None:
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            return
        kind = said.get("type") if isinstance(said, dict) else None
        if not isinstance(kind, str):
            return
        if kind in _SHAPES:
            with contextlib.suppress(ValidationError):
                self._keep(_SHAPES[kind].model_validate(said))
        if kind in ("ready", "painted", "failed", "measured"):
            self._marks.setdefault(kind, said)
            self._news.set()

    def _keep(self, said: BaseModel) -> None:
        """The first of each kind, each once: what broke first tells most."""
        known = isinstance(said, ConsoleLine | Blocked | Broken) and said in self._said
        if not known and sum(type(each) is type(said) for each in self._said) < LIST_MAX:
            self._said.append(said)

    def _told(self) -> Rendering:
        def all_of(shape: type[BaseModel]) -> tuple[Any, ...]:
            return tuple(each for each in self._said if type(each) is shape)

        return self.drawn.model_copy(
            update={
                "painted": "painted" in self._marks,
                "errors": all_of(Broken),
                "console": all_of(ConsoleLine),
                "blocked": all_of(Blocked),
                "measured": all_of(Measured)[: len(self._view.themes)],
            }
        )
