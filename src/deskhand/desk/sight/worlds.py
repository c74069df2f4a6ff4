"""Our own JavaScript in a page: isolated worlds in each frame, and how frames and closed shadow roots are joined.

The page's scripts share the document with an isolated world but none of its objects, so they can't change what a
listing sees. This module does not know what an Element is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from deskhand.core.errors import InvalidInput, LimitExceeded, NotFound
from deskhand.desk.sight.cdp import Connection, Params
from deskhand.desk.sight.replies import decode, record, records, text
from deskhand.desk.sight.tabs import Tab

WORLD_NAME = "deskhand"
FRAMES_MAX = 60
CLOSED_ROOTS_MAX = 100
EVALUATE_TIMEOUT_S = 4.0
LIST_TIMEOUT_S = 10.0
"""For a listing, whose own work ends after 2.5 s on any machine (world/work.js): the layout of the page comes first."""

_PARTS = ("nodes", "work", "names", "hidden", "places", "collect", "fields", "report", "forms", "target", "hiding")
SOURCE = "".join(Path(__file__).with_name("world").joinpath(f"{part}.js").read_text("utf-8") for part in _PARTS)
_INSTALL = f'if (!globalThis.__desk) {{ (() => {{ "use strict";\n{SOURCE}\n}})(); }}\n'


class Frame(NamedTuple):
    """A frame of a page: the session it is reached through, its ids, and its parent's id ("" for the main one)."""

    session: str
    id: str
    loader: str
    parent: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.session, self.id, self.loader


class Worlds:
    """Runs our calls in the frames of pages."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.met_password = False
        """Whether any page ever told of a password field: only then is there something to hide in pictures."""

    async def known_frames(self, tab: Tab) -> list[Frame]:
        """The frames of a page, each known to the world of its parent, from memory while no event tells of a change.

        A document that has been replaced since is found out when it is asked: call `forget_frames`, then ask again."""
        changed, known = tab.frames_known
        if changed == tab.frames_changed and known and tab.sessions.keys() <= tab.heard_sessions:
            return known
        changed = tab.frames_changed
        frames = await self.frames(tab)
        await self.adopt_frames(tab, frames)
        tab.frames_known = changed, frames
        return frames

    def forget_frames(self, tab: Tab) -> None:
        """Ask the browser anew for the frames of a page when they are needed next."""
        tab.frames_known = -1, []

    async def ask(self, tab: Tab, frame: Frame, expression: str) -> Any:
        """As `call`, but a world that is gone is not made anew: raises NotFound at once."""
        context = await self.context(tab, frame)
        try:
            return decode(await self._evaluate(frame.session, context, expression))
        except NotFound:
            tab.forget_world(frame.key)
            raise

    async def adopt_host(self, tab: Tab, frame: Frame, key: int) -> bool:
        """Hand the closed shadow root of one element, if it has one, to the world of its frame. True when it has."""
        object_id = await self.reference(tab, frame, f"__desk.node({key})")
        told = await self._connection.call("DOM.describeNode", {"objectId": object_id}, session=frame.session)
        roots = records(record(told.get("node")).get("shadowRoots"))
        closed = next((root for root in roots if root.get("shadowRootType") == "closed"), None)
        if closed is not None:
            await self._give(tab, frame, closed.get("backendNodeId"), "adoptRoot", "")
        else:
            await self._connection.call(
                "Runtime.releaseObjectGroup", {"objectGroup": WORLD_NAME}, session=frame.session
            )
        return closed is not None

    async def frames(self, tab: Tab) -> list[Frame]:
        """The frames of a page as they are now, parents before their children."""
        found: list[Frame] = []
        for session in list(tab.sessions):
            try:
                tree = await self._connection.call("Page.getFrameTree", session=session)
            except (NotFound, InvalidInput):
                continue
            _gather(record(tree.get("frameTree")), session, found)
        known = {frame.id for frame in found}
        main = [f for f in found if f.session == tab.session and not f.parent]
        return main + [f for f in found if f not in main and f.parent in known]

    async def call(self, tab: Tab, frame: Frame, expression: str, *, timeout_s: float = EVALUATE_TIMEOUT_S) -> Any:
        """Evaluate an expression that gives a JSON text in a frame's world, and decode it.

        Raises NotFound when the frame is gone, LimitExceeded when the page does not answer.
        """
        for attempt in (1, 2):
            context = await self.context(tab, frame)
            try:
                told = await self._evaluate(frame.session, context, expression, timeout_s)
                self.met_password = self.met_password or (isinstance(told, str) and '"password"' in told)
                return decode(told)
            except NotFound:
                tab.forget_world(frame.key)
                if attempt == 2:
                    raise
        raise AssertionError("unreachable")

    async def reference(self, tab: Tab, frame: Frame, expression: str) -> str:
        """Evaluate to an object of the page and give its remote id."""
        params = {"expression": expression, "contextId": await self.context(tab, frame), "objectGroup": WORLD_NAME}
        reply = await self._connection.call("Runtime.evaluate", params, session=frame.session)
        object_id = record(reply.get("result")).get("objectId")
        if not isinstance(object_id, str):
            raise NotFound("the element is no longer on the page", hint="Call elements again.")
        return object_id

    async def context(self, tab: Tab, frame: Frame) -> int:
        """The id of our world in a frame, made when it is not there yet."""
        if (known := tab.worlds.get(frame.key)) is not None:
            return known
        params = {"frameId": frame.id, "worldName": WORLD_NAME, "grantUniveralAccess": False}
        reply = await self._connection.call("Page.createIsolatedWorld", params, session=frame.session)
        context = reply.get("executionContextId")
        if not isinstance(context, int):
            raise NotFound("the frame is no longer there", hint="Call elements again.")
        params = {"expression": _INSTALL, "contextId": context, "returnByValue": True}
        installed = await self._connection.call("Runtime.evaluate", params, session=frame.session)
        _check(installed)
        tab.worlds[frame.key] = context
        return context

    async def adopt_frames(self, tab: Tab, frames: list[Frame]) -> bool:
        """Tell each parent's world which of its elements holds which frame. True when something was new."""
        by_id, new = {frame.id: frame for frame in frames}, False
        for frame in frames[:FRAMES_MAX]:
            parent = by_id.get(frame.parent)
            if parent is None:
                continue
            context = await self.context(tab, parent)
            if (context, frame.id) in tab.adopted:
                continue
            try:
                owner = await self._connection.call("DOM.getFrameOwner", {"frameId": frame.id}, session=parent.session)
                await self._give(tab, parent, owner.get("backendNodeId"), "adoptFrame", frame.id)
            except (NotFound, InvalidInput):
                continue
            tab.adopted.add((context, frame.id))
            new = True
        return new

    async def adopt_closed_roots(self, tab: Tab, frames: list[Frame], session: str) -> None:
        """Hand every closed shadow root of a session's documents to the world of its frame."""
        snapshot = await self._connection.call("DOMSnapshot.captureSnapshot", {"computedStyles": []}, session=session)
        by_id = {frame.id: frame for frame in frames if frame.session == session}
        for frame_id, nodes in _closed_roots(snapshot):
            if frame := by_id.get(frame_id):
                for node in nodes[:CLOSED_ROOTS_MAX]:
                    try:
                        await self._give(tab, frame, node, "adoptRoot", "")
                    except (NotFound, InvalidInput):
                        continue
        for frame in by_id.values():
            if frame.key in tab.worlds:
                await self._evaluate(session, tab.worlds[frame.key], "__desk.lookedAll(), 'null'")

    async def _give(self, tab: Tab, frame: Frame, backend_node: object, to: str, extra: str) -> None:
        params: Params = {"backendNodeId": backend_node, "executionContextId": await self.context(tab, frame)}
        params["objectGroup"] = WORLD_NAME
        node = await self._connection.call("DOM.resolveNode", params, session=frame.session)
        object_id = record(node.get("object")).get("objectId")
        body = f"function(extra) {{ __desk.{to}(this, extra); }}"
        given = {"functionDeclaration": body, "objectId": object_id, "arguments": [{"value": extra}]}
        await self._connection.call("Runtime.callFunctionOn", given, session=frame.session)
        await self._connection.call("Runtime.releaseObjectGroup", {"objectGroup": WORLD_NAME}, session=frame.session)

    async def _evaluate(
        self, session: str, context: int, expression: str, timeout_s: float = EVALUATE_TIMEOUT_S
    ) -> object:
        params = {"expression": expression, "contextId": context, "returnByValue": True, "awaitPromise": True}
        reply = await self._connection.call("Runtime.evaluate", params, session=session, timeout_s=timeout_s)
        return _check(reply)


def _check(reply: Params) -> object:
    failure = reply.get("exceptionDetails")
    if failure is not None:
        details = record(record(failure).get("exception"))
        said = text(details.get("description"), 300) or text(record(failure).get("text"))
        raise LimitExceeded(f"the page could not be listed: {said}", hint="Use source=ocr, or a smaller page.")
    return record(reply.get("result")).get("value")


def _gather(tree: Params, session: str, out: list[Frame], depth: int = 0) -> None:
    frame = record(tree.get("frame"))
    frame_id = text(frame.get("id"), 80)
    if not frame_id or len(out) >= FRAMES_MAX or depth > 20:
        return
    out.append(Frame(session, frame_id, text(frame.get("loaderId"), 80), text(frame.get("parentId"), 80)))
    for child in records(tree.get("childFrames")):
        _gather(child, session, out, depth + 1)


def _closed_roots(snapshot: Params) -> list[tuple[str, list[int]]]:
    """(frame id, a backend node id inside each closed shadow root) for each document of a snapshot.

    The snapshot marks what stands in a shadow root; the root itself is no node of it, so the ones right below the
    host are taken, and the page is asked for their root.
    """
    raw_strings = snapshot.get("strings")
    strings = raw_strings if isinstance(raw_strings, list) else []

    def word(index: object) -> str:
        inside = isinstance(index, int) and 0 <= index < len(strings)
        return text(strings[index], 100) if inside and isinstance(index, int) else ""

    found = []
    for document in records(snapshot.get("documents")):
        nodes = record(document.get("nodes"))
        kinds, ids, ups = record(nodes.get("shadowRootType")), nodes.get("backendNodeId"), nodes.get("parentIndex")
        at, values = kinds.get("index"), kinds.get("value")
        if not (isinstance(at, list) and isinstance(values, list) and isinstance(ids, list) and isinstance(ups, list)):
            continue
        inside = {
            i for i, v in zip(at, values, strict=False)
            if isinstance(i, int) and 0 <= i < min(len(ids), len(ups)) and word(v) == "closed"
        }  # fmt: skip
        first = [i for i in sorted(inside) if ups[i] not in inside and isinstance(ids[i], int)]
        found.append((word(document.get("frameId")), [ids[i] for i in first]))
    return found
