"""What the browser, a page or a program answers is a stranger's data: it never raises anything but a DeskhandError."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskhand.core.errors import DeskhandError, DeskLost, InvalidInput, LimitExceeded, NotFound
from deskhand.core.geometry import Box
from deskhand.desk.requests.wall import Wall
from deskhand.desk.sight import cdp, replies
from deskhand.desk.sight.apps import Apps
from deskhand.desk.sight.browser import Browser
from deskhand.desk.sight.cdp import Connection
from deskhand.desk.sight.replies import Placement
from deskhand.desk.sight.tabs import _HANDLERS, Tab

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
)
FIELDS = st.dictionaries(st.sampled_from(["k", "r", "n", "v", "s", "w", "b", "row", "rt", "col", "o", "h", "u"]), JSON)
METRICS = st.dictionaries(
    st.sampled_from(["x", "y", "ow", "oh", "iw", "ih", "dpr", "vx", "vy", "vs", "near", "title"]), JSON
)


class Peer:
    """The other end of a pair of pipes: answers each message with what the test says."""

    def __init__(self, mark: bytes) -> None:
        self.mark = mark
        self.read_fd, self._out = os.pipe()
        self._in, self.write_fd = os.pipe()

    def say(self, data: bytes) -> None:
        os.write(self._out, data)

    async def heard(self) -> dict[str, Any]:
        data = b""
        while not data.endswith(self.mark):
            data += await asyncio.to_thread(os.read, self._in, 65536)
        return json.loads(data.split(self.mark)[0])

    def hang_up(self) -> None:
        for fd in (self._out, self._in):
            with contextlib.suppress(OSError):
                os.close(fd)


async def connected() -> tuple[Connection, Peer]:
    peer = Peer(b"\0")
    return await Connection.open(peer.read_fd, peer.write_fd, lambda *event: None), peer


def test_what_has_no_address_of_its_own_answers_for_the_frame_around_it() -> None:
    """A frame of another site could else send as the page, from a document that a script wrote."""
    tab = Tab("main", "s", url="http://shop.test/")
    for frame, parent in (("main", ""), ("other", "main"), ("blank", "other"), ("own", "main")):
        if parent:
            tab.heard("Page.frameAttached", {"frameId": frame, "parentFrameId": parent}, "s")
    for frame, url in (("main", "http://shop.test/"), ("other", "http://evil.test/x"), ("blank", "about:blank")):
        told = {"frame": {"id": frame, "url": url, "loaderId": "l", "parentId": "" if frame == "main" else "main"}}
        tab.heard("Page.frameNavigated", told, "s")
    assert tab.address_of("blank") == "http://evil.test/x"
    assert tab.address_of("own") == "http://shop.test/"
    assert tab.address_of("elsewhere") is None


@given(raw=FIELDS, origin=METRICS)
def test_any_described_thing_becomes_an_element(raw: dict[str, Any], origin: dict[str, Any]) -> None:
    place = replies.placement(origin)
    found = replies.element(raw, "e1", place, ())
    assert found.box.width >= 1 and found.role


@given(raw=st.dictionaries(st.text(max_size=6), JSON))
def test_any_event_leaves_a_tab_whole(raw: dict[str, Any]) -> None:
    tab = Tab("t", "s")
    for method in (*_HANDLERS, "x"):
        tab.heard(method, raw, "s")
    assert tab.busy(0.0, Wall()) in (True, False)


@pytest.mark.parametrize("raw", [None, 5, "", "{", '"' * 9, "[" * 100_000])
def test_a_listing_that_is_no_json_is_refused(raw: object) -> None:
    with pytest.raises(InvalidInput, match="can't be read"):
        replies.decode(raw)


def test_a_frames_box_is_scaled_and_moved() -> None:
    inner = Placement(100, 50, 2.0, Box(0, 0, 999, 999)).child([10, 20, 300, 200], 0.5, Box(0, 0, 9, 9))
    assert inner.box([4, 6, 10, 10]) == Box(124, 96, 10, 10)


@settings(max_examples=40)
@given(answer=JSON)
async def test_any_answer_of_the_browser_is_a_result_or_an_error_of_ours(answer: object) -> None:
    connection, peer = await connected()
    task = asyncio.create_task(connection.call("Page.x", timeout_s=0.2))
    await peer.heard()
    peer.say(json.dumps(answer).encode() + b"\0not json\0" + json.dumps({"id": 1, "result": answer}).encode() + b"\0")
    assert isinstance(await task, dict)
    connection.close()
    peer.hang_up()


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"message": "Cannot find context with specified id"}, NotFound),
        ({"message": "Invalid parameters"}, InvalidInput),
        ("odd", InvalidInput),
        ([], InvalidInput),
        ({"message": 5}, InvalidInput),
    ],
)
async def test_a_refusal_of_the_browser_is_told_as_what_it_is(error: object, kind: type[DeskhandError]) -> None:
    connection, peer = await connected()
    task = asyncio.create_task(connection.call("Page.x"))
    await peer.heard()
    peer.say(json.dumps({"id": 1, "error": error}).encode() + b"\0")
    with pytest.raises(kind):
        await task
    connection.close()
    peer.hang_up()


async def test_a_browser_that_ends_or_is_silent_is_told() -> None:
    connection, peer = await connected()
    with pytest.raises(LimitExceeded, match=r"did not answer Page.x within 0.05 s"):
        await connection.call("Page.x", timeout_s=0.05)
    task = asyncio.create_task(connection.call("Page.y"))
    await asyncio.sleep(0)
    peer.hang_up()
    with pytest.raises(DeskLost):
        await task
    with pytest.raises(DeskLost):
        await connection.call("Page.z")


async def test_a_message_beyond_the_bound_is_dropped_and_the_next_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cdp, "MESSAGE_BYTES_MAX", 1000)
    connection, peer = await connected()
    task = asyncio.create_task(connection.call("Page.x"))
    await peer.heard()
    peer.say(b"x" * 5000 + b"\0" + b'{"id": 1, "result": {"ok": 1}}\0')
    assert await task == {"ok": 1}
    connection.close()
    peer.hang_up()


async def test_a_browser_that_is_not_there_is_lost() -> None:
    peer = Peer(b"\0")
    peer.hang_up()
    with pytest.raises(DeskLost):
        await Browser.attach(peer.read_fd, peer.write_fd)


@settings(max_examples=40)
@given(result=JSON, items=st.lists(FIELDS, max_size=3))
async def test_any_answer_of_a_program_is_a_list_or_an_error_of_ours(result: object, items: list[Any]) -> None:
    peer = Peer(b"\n")
    apps = await Apps.attach(peer.read_fd, peer.write_fd)
    for answer in ({"result": result}, {"result": {"e": items, "windows": items}}, {"error": result}):
        task = asyncio.create_task(apps.elements())
        asked = await peer.heard()
        peer.say(b"nonsense\n" + json.dumps({"id": asked["id"], **answer}).encode() + b"\n")
        with contextlib.suppress(DeskhandError):
            await task
    apps.close()
    peer.hang_up()


async def test_a_reader_of_programs_that_ends_is_told() -> None:
    peer = Peer(b"\n")
    apps = await Apps.attach(peer.read_fd, peer.write_fd)
    task = asyncio.create_task(apps.windows())
    await asyncio.sleep(0)
    peer.hang_up()
    with pytest.raises(DeskLost):
        await task
    assert apps.lost
