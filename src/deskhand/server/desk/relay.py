"""One viewer's connection: a WebSocket on one side, the desk's screen on the other, both read as RFB in between.

Access was checked before. Nothing is passed on unread: the viewer's messages go through the gate, which knows what
control allows; the screen's pictures are followed to the byte, its clipboard goes to the holder alone. Each side is
read only as fast as the other takes, so a slow viewer holds no memory but one piece. It does not know accounts.

How noVNC 1.7 is to be used with it (`new RFB(target, channel, options)`):

- channel: a WebSocket that the page opens itself, so that it hears the close code and reason (noVNC tells neither):
  `new WebSocket(url)`, no subprotocol needed ("binary" is agreed to when it is offered; `wsProtocols: []`).
  The URL carries `?connection=ID`: 8 to 64 letters, digits, - and _, chosen at random once a page, the same at each
  reconnect, so that control outlasts one. A newer connection of the same name replaces the older one.
- options: `{ shared: true }`; anything else is ignored: a desk is always shared, and needs no credentials.
- `viewOnly = true` until control is one's own, `false` from then on. It only spares the traffic: the bridge drops what
  a viewer may not send. `scaleViewport = true`, `clipViewport = false`; `resizeSession = false`: a desk's size is its
  keeper's, SetDesktopSize is read and dropped. `qualityLevel = 6`, `compressionLevel = 2` (the defaults) do well here;
  `focusOnClick = true`, `showDotCursor = false`.
- The pointer's shape is sent to the holder alone; other viewers see the agent's pointer in the picture. noVNC hides
  the mouse of who has no shape, and keeps the last one when control is lost: while `viewOnly`, set
  `cursor: default !important` on its canvas.
- `clipboard` events and `clipboardPasteFrom(text)` work for the holder, Unicode too, up to 256 KiB a text.
  noVNC 1.7 never touches the browser's own clipboard; the page does, on a person's gesture.
- The desk's name (`desktopname`), bell, power and lamp events do not come.
- Close codes are in `closing.py`. After 1011, 1012 and 1013, connect again, waiting longer each time. A new connection
  starts from a whole picture.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.websockets import WebSocket

from deskhand.core.errors import DeskLost, InvalidInput, LimitExceeded
from deskhand.core.geometry import Box
from deskhand.desk.covering import Boxes, Covered
from deskhand.desk.sight.hiding import swept
from deskhand.server.desk.closing import TooSlow
from deskhand.server.desk.control import Control
from deskhand.server.desk.from_screen import ForTheHolder, Found, screen_stream
from deskhand.server.desk.from_viewer import Input, Message, viewer_stream
from deskhand.server.desk.gate import Gate
from deskhand.server.desk.incremental import Incremental
from deskhand.server.desk.painting import Painted
from deskhand.server.desk.pixels import Size
from deskhand.server.desk.rates import Allowance
from deskhand.server.desk.screen_link import ScreenLink, screen_link

_AGAIN = "Connect again."


@dataclass(frozen=True)
class Limits:
    """Of one viewer. frame_bytes_max: of one WebSocket message. Messages are of RFB, and WebSocket ones count too.

    A mouse in noVNC sends 60 messages a second, a fast typist 30; a burst is the wheel, or a page that was away.
    """

    frame_bytes_max: int = 2**20
    messages_per_s: float = 1000.0
    messages_burst: float = 4000.0
    greeting_s: float = 15.0
    stall_s: float = 20.0


async def relay(
    websocket: WebSocket,
    path: Path,
    control: Control,
    name: str,
    limits: Limits = Limits(),
    covered: Covered | None = None,
) -> None:
    """Carry RFB between an accepted WebSocket and the screen at `path` until the viewer goes.

    name: the connection's, as in `connection_name`. covered: knows what of the screen nobody may watch. Once there may
    be something of the kind, only plain pixels are taken from the screen, and black goes over it before they are
    passed on; a view that began before ends, for what is on its way to it can't be covered any more. Raises
    InvalidInput and LimitExceeded for what the viewer did, DeskLost for what the screen did. Whatever ends it, keys
    and buttons that are held down are let go.
    """
    async with screen_link(path) as link:
        view = _Relay(websocket, link, control, name, limits)
        if covered is not None:
            view.cover(covered)
        try:
            await view.run()
        finally:
            if covered is not None:
                covered.close()


class _Relay:
    def __init__(self, websocket: WebSocket, link: ScreenLink, control: Control, name: str, limits: Limits) -> None:
        self._websocket = websocket
        self._link = link
        self._control = control
        self._name = name
        self._limits = limits
        self._gate = Gate()
        self._greeted = asyncio.Event()
        self._allowance = Allowance(limits.messages_per_s, limits.messages_burst)
        self._covered: Covered | None = None
        self._whole = False
        self._boxes: Boxes = {}

    def cover(self, covered: Covered) -> None:
        """Before it runs: what this knows of is not passed on."""
        self._covered, self._whole = covered, covered.is_needed
        self._gate = Gate(plain=self._whole)

    async def run(self) -> None:
        deaf = self._control.listen(self._turn)
        try:
            self._turn()
            await _first_end(self._from_viewer(), self._from_screen())
        finally:
            deaf()
            self._link.send(self._gate.turn(False))

    def _turn(self) -> None:
        """Control came or went: tell the screen at once, before anything else is sent to it."""
        self._link.send(self._gate.turn(self._control.may_act(self._name)))

    async def _from_viewer(self) -> None:
        stream: Incremental[Message | bytes] = Incremental(viewer_stream(self._link.size))
        data: bytes | None = b""
        while data is not None:
            for found in stream.feed(data):
                if isinstance(found, bytes):
                    await self._send(found)  # the greeting: the screen's side is silent till it is over
                else:
                    self._greeted.set()
                    await self._forward(found)
            data = await self._received()

    async def _forward(self, message: Message) -> None:
        self._allow()
        if isinstance(message, Input) and self._control.may_act(self._name):
            await self._control.catch_up()
        self._link.send(self._gate.forward(message, self._control.may_act(self._name)))
        await self._link.taken()

    async def _from_screen(self) -> None:
        try:
            async with asyncio.timeout(self._limits.greeting_s):
                await self._greeted.wait()
        except TimeoutError:
            raise LimitExceeded("the viewer did not finish its greeting.", hint=_AGAIN) from None
        size = self._link.size
        stream: Incremental[Found] = Incremental(screen_stream(Size(size.width, size.height), whole=self._whole))
        while True:
            found = list(stream.feed(await self._link.received()))
            hidden = await self._hidden() if any(isinstance(each, Painted) for each in found) else ()
            shown = b"".join([self._shown(each, hidden) for each in found])
            if self._covered is not None and not self._whole and self._covered.is_needed:
                raise DeskLost("something on the desk is covered from now on.", hint=_AGAIN)
            if shown:
                await self._send(shown)

    async def _hidden(self) -> Sequence[Box]:
        """What to cover in pixels that have just come: wherever it was at the last picture, is now, and in between."""
        assert self._covered is not None
        before, self._boxes = self._boxes, await self._covered.boxes()
        return swept(before, self._boxes)

    def _shown(self, found: Found, hidden: Sequence[Box]) -> bytes:
        match found:
            case Painted():
                return found.covered(hidden)
            case ForTheHolder():
                return found.data if self._control.may_act(self._name) else b""
        return found

    async def _send(self, data: bytes) -> None:
        try:
            async with asyncio.timeout(self._limits.stall_s):
                await self._websocket.send_bytes(data)
        except TimeoutError:
            raise TooSlow("the viewer takes the picture too slowly.", hint=_AGAIN) from None

    async def _received(self) -> bytes | None:
        """The next bytes of the viewer; None when it has gone."""
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            return None
        self._allow()
        data: bytes | None = message.get("bytes")
        if data is None:
            raise InvalidInput("this viewer sent text; RFB is bytes.", hint="Send binary messages.")
        if len(data) > self._limits.frame_bytes_max:
            raise LimitExceeded(
                f"a message of {len(data)} bytes is longer than {self._limits.frame_bytes_max}.",
                hint="Send it in pieces.",
            )
        return data

    def _allow(self) -> None:
        if not self._allowance.take():
            raise LimitExceeded(
                f"more than {self._limits.messages_per_s:g} messages a second came.", hint="Send fewer at once."
            )


async def _first_end(*works: Coroutine[Any, Any, None]) -> None:
    """Until one of them ends; the others are ended with it. Raises what it raised."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
