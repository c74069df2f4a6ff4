"""The screen of one desk, as a driver uses it: look, act, wait until it is still, know what changed.

Lives in the driver's own process and talks to the desk's X server over its unix socket. It knows pixels, keys and
the pointer; it does not know elements, pages, policy or models: who calls resolves an element to a point first.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from pathlib import Path
from typing import Literal

from deskhand.core.acts import Act, Click, CursorPosition, Key, MouseMove, Screenshot, TypeText, Wait, Zoom
from deskhand.core.errors import DeskLost
from deskhand.core.geometry import Box, Point
from deskhand.desk.base import ActReport, Look
from deskhand.desk.screen import backdrop
from deskhand.desk.screen.extensions import query_extensions
from deskhand.desk.screen.hands import Hands
from deskhand.desk.screen.keysyms import RETURN, parse_chord
from deskhand.desk.screen.popups import PopupWindows
from deskhand.desk.screen.settle import (
    CAP_NAVIGATION_S,
    CAP_S,
    FIRST_CHANGE_DIALOG_S,
    FIRST_CHANGE_MOVE_S,
    FIRST_CHANGE_NAVIGATION_S,
    FIRST_CHANGE_S,
    QUIET_NAVIGATION_S,
    QUIET_OPENING_S,
    QUIET_S,
    QUIET_SMALL_S,
    SMALL_CHANGE,
    Rule,
    Settled,
)
from deskhand.desk.screen.toplevels import TopLevels
from deskhand.desk.screen.view import Curtain, Loading, View
from deskhand.desk.screen.wire import GONE, Connection

_NAVIGATING_KEYS = frozenset({RETURN, 0xFF8D, 0xFFC2, 0x1008FF26, 0x1008FF27, 0x1008FF29})
"""Return, KP_Enter, F5 and a browser's own keys: they often load a page."""
_NAVIGATING_CHORDS = frozenset({0xFF51, 0xFF53, ord("r")})
"""alt+Left, alt+Right, ctrl+r."""
_DIGEST_RULE = Rule(first_change_s=0.15, quiet_s=0.15, cap_s=1.5)

LeadsTo = Literal["", "page", "dialog"]
"""What an act may bring about that takes its time to appear."""


class Screen:
    """One desk's screen. Made by `connect`. Every method raises DeskLost once the X server is gone.

    Acts are performed one at a time; looking is possible meanwhile. All methods can be cancelled: keys and buttons
    that an act pressed are released then.
    """

    def __init__(self, connection: Connection, view: View, hands: Hands) -> None:
        self._connection = connection
        self._view = view
        self._hands = hands
        self._popups = PopupWindows(connection)
        self.windows = TopLevels(connection)
        self._acting = asyncio.Lock()
        self.width, self.height = connection.setup.width, connection.setup.height

    @classmethod
    async def connect(cls, socket_path: Path, *, auth: bytes = b"", size: tuple[int, int] | None = None) -> Screen:
        """Connect to the X server behind a unix socket. auth: its MIT-MAGIC-COOKIE-1, if it wants one. size: the only
        width and height that are believed: a server that claims more would have us keep as much memory."""
        connection = await Connection.open(socket_path, auth=auth)
        try:
            claimed = (connection.setup.width, connection.setup.height)
            if size is not None and claimed != size:
                raise DeskLost(
                    f"the X server claims a screen of {claimed[0]}x{claimed[1]}; {size[0]}x{size[1]} was asked for.",
                    hint=GONE,
                )
            backdrop.paint(connection)
            extensions = await query_extensions(connection)
            view, hands = await asyncio.gather(View.open(connection, extensions), Hands.open(connection, extensions))
        except BaseException:
            connection.close()
            raise
        screen = cls(connection, view, hands)
        hands.quiet = screen._quiet
        return screen

    def draw(self, curtain: Curtain) -> None:
        """Have pictures cover from now on what the curtain knows of; the screen itself stays as it is."""
        self._view.curtain = curtain

    @property
    def lost(self) -> bool:
        """Whether the X server is gone, or was given up because it did not answer as it should."""
        return self._connection.lost is not None

    async def _quiet(self) -> None:
        await self._view.settle(_DIGEST_RULE)

    @property
    def frame(self) -> int:
        """The number of the last frame that was looked at, from 1. It grows when pixels were seen to have changed."""
        return self._view.frame

    async def current_frame(self) -> int:
        """Read the screen and tell the number of the frame that it shows now."""
        return await self._view.current()

    async def look(self, *, since: int | None = None, region: Box | None = None) -> Look:
        """The screen, or a part of it, with the pointer drawn in.

        since: a frame; no picture when nothing differs from it (carets and learnt animations aside).
        Raises InvalidInput for a region outside the screen.
        """
        return await self._view.look(since=since, region=region)

    async def changed_since(self, frame: int) -> Box | None:
        """The box around all pixels that really differ from that frame; None for none.

        Carets and learnt animations do not count. Of the last 8 frames pixels are kept; any other counts as changed.
        """
        return await self._view.changed_since(frame)

    async def settle(
        self,
        *,
        first_change_s: float = FIRST_CHANGE_S,
        quiet_s: float = QUIET_S,
        cap_s: float = CAP_S,
        loading: Loading | None = None,
    ) -> Settled:
        """Wait until the screen is still: no change for `quiet_s`, or none at all for `first_change_s`.

        At most `cap_s`; the answer's `settled` is False when it still changed then.

        loading: asked when the screen looks still; a page at work keeps it waiting, up to the cap.
        """
        await self._view.current()
        return await self._view.settle(Rule(first_change_s, quiet_s, cap_s), loading)

    async def perform(
        self,
        act: Act,
        *,
        at: Point | None = None,
        leads_to: LeadsTo = "",
        loading: Loading | None = None,
    ) -> ActReport:
        """Perform an act and wait until the screen has settled.

        at: where, if it is not in the act itself (an element's place). leads_to: the act may load a page or open a
        dialog, so wait longer. Text goes by keys, long text too: pasting means different things in a terminal, a
        password field or a form, and a newline or tab that is pasted is no key. Raises InvalidInput for unknown keys,
        places off the screen, and acts that are no input (set_value, open).
        """
        if isinstance(act, Screenshot | Zoom | CursorPosition):
            return await self._report_look(act)
        async with self._acting:
            with self._view.claimed():
                return await self._perform(act, at, leads_to, loading)

    async def _perform(self, act: Act, at: Point | None, leads_to: LeadsTo, loading: Loading | None) -> ActReport:
        before = await self._view.current()
        start = time.monotonic()
        if isinstance(act, Wait):
            await asyncio.sleep(act.duration_s)  # the time that was asked for
            settled = True
        else:
            await self._hands.do(act, at)
            settled = (await self._view.settle(self._rule(act, leads_to), loading)).settled
        frame = await self._view.current()
        waited_ms = (time.monotonic() - start) * 1000
        picture = (await self._view.look()).picture if isinstance(act, Wait) else None
        return ActReport(frame=frame, changed=frame != before, settled=settled, waited_ms=waited_ms, picture=picture)

    def _rule(self, act: Act, leads_to: LeadsTo) -> Rule:
        small = int(self.width * self.height * SMALL_CHANGE)
        if leads_to == "dialog":
            return Rule(FIRST_CHANGE_DIALOG_S, QUIET_NAVIGATION_S, CAP_NAVIGATION_S, FIRST_CHANGE_DIALOG_S, small)
        if leads_to == "page" or _navigates(act):
            return Rule(FIRST_CHANGE_NAVIGATION_S, QUIET_NAVIGATION_S, CAP_NAVIGATION_S)
        if isinstance(act, Click):
            if act.count == 2 and act.button == "left":
                return Rule(quiet_s=QUIET_NAVIGATION_S, quiet_small_s=QUIET_OPENING_S, small_pixels=small)
            return Rule(quiet_small_s=QUIET_SMALL_S, small_pixels=small)
        return Rule(FIRST_CHANGE_MOVE_S if isinstance(act, MouseMove) else FIRST_CHANGE_S, QUIET_S, CAP_S)

    async def _report_look(self, act: Screenshot | Zoom | CursorPosition) -> ActReport:
        if isinstance(act, CursorPosition):
            x, y = await self._hands.pointer.position()
            return ActReport(frame=await self._view.current(), note=f"The pointer is at {x},{y}.")
        before = self._view.frame
        look = await (self._view.zoom(act.region) if isinstance(act, Zoom) else self._view.look())
        picture, note = look.picture, ""
        if picture is not None and picture.width > picture.box.width:
            times = picture.width // picture.box.width
            note = f"It is shown {times} times as large; coordinates stay those of the whole screen."
        return ActReport(frame=look.frame, changed=look.frame != before, picture=picture, note=note)

    async def cursor_position(self) -> Point:
        """Where the pointer is."""
        return await self._hands.pointer.position()

    async def popups(self) -> list[Box]:
        """The places of menus, lists of choices and the like that are open above all windows, the topmost first."""
        return await self._popups.boxes()

    async def until_managed(self) -> bool:
        """Return when windows that open are given the keyboard; False when no window manager came."""
        watch = self._hands.window_manager
        return await watch.until_there() if watch else False

    async def release_all(self) -> None:
        """Let go of every key and button, also those a former driver left down, and of borrowed keycodes."""
        async with self._acting:
            await self._hands.release_all()

    async def set_clipboard(self, text: str) -> None:
        """Put text on the desk's clipboard. Raises InvalidInput above 200 000 bytes."""
        await self._hands.clipboard.offer(text)

    async def clipboard(self) -> str | None:
        """The text on the desk's clipboard; None when there is none."""
        return await self._hands.clipboard.read()

    async def close(self) -> None:
        """Let go of everything and leave. A server that is gone already is no error."""
        if not self._connection.lost:
            with contextlib.suppress(DeskLost):
                await self.release_all()
        self._view.close()
        self._connection.close()


def _navigates(act: Act) -> bool:
    if isinstance(act, Key):
        chord = parse_chord(act.keys)
        return bool(_NAVIGATING_KEYS & set(chord.keys)) or bool(
            chord.modifiers and _NAVIGATING_CHORDS & set(chord.keys)
        )
    if isinstance(act, TypeText):
        return act.text.endswith(("\n", "\r"))
    return isinstance(act, Click) and act.button in ("back", "forward")
