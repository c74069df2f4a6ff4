"""Who may only look changes nothing by any message; what is malformed or too much ends the line and harms nobody."""

from __future__ import annotations

import json
import os

import pytest
from pycrdt import Doc, Text
from websockets.exceptions import InvalidStatus

from deskhand.server.coediting import texts
from tests.server.coediting.writer import PATH, WORDS, Desk, Page
from tests.server.office import Person

_doc: Doc[Text] = Doc()
_doc.get(PATH, type=Text).insert(0, "Vera")
MARK = {"type": None, "tname": PATH, "item": None, "assoc": 0}
CHANGES: list[bytes | str] = [
    b"\x01" + _doc.get_update(),
    json.dumps({"type": "save"}),
    json.dumps({"type": "save", "note": "x"}),
    json.dumps({"type": "bring", "files": {PATH: {"was": WORDS, "now": ""}}}),
    json.dumps({"type": "at", "at": {"path": PATH, "anchor": MARK, "head": MARK}}),
    json.dumps({"type": "at", "at": None}),
]
"""Every message that changes something of somebody's."""


async def test_a_viewer_reads_the_live_text_and_changes_nothing_by_any_message(desk: Desk) -> None:
    async with desk.page(desk.anna) as anna:
        for count, message in enumerate(CHANGES, 1):
            async with desk.page(desk.vera) as vera:
                assert not vera.last("room")["writes"] and anna.last("room")["writes"]
                await anna.write(0, "Anna ")
                await vera.until(lambda: vera.text == "Anna " * count + WORDS)  # noqa: B023
                await vera.socket.send(message)
                assert await vera.until_closed() == 4403, message
            await anna.until_kept()
            assert anna.text == "Anna " * count + WORDS
            assert {each["at"] for each in anna.last("people")["people"]} == {None}
            await anna.until(lambda: anna.last("room")["authors"] == [desk.anna.id])
    assert (await desk.newest())["number"] == 1


async def test_a_change_of_a_viewer_in_parts_is_none_either(desk: Desk) -> None:
    async with desk.page(desk.anna) as anna, desk.page(desk.vera) as vera:
        update = _doc.get_update()
        await vera.socket.send(b"\x02" + update[:5])
        await vera.socket.send(b"\x01" + update[5:])
        assert await vera.until_closed() == 4403 and anna.text == WORDS


async def test_a_viewer_writes_by_no_route_over_http(desk: Desk) -> None:
    """Those that are there are walked in test_access; these are told by name."""
    for method, path, body in (
        ("POST", f"{desk.at}/versions", {"base": 1, "files": {PATH: "x"}}),
        ("POST", f"{desk.at}/restore", {"number": 1}),
        ("PATCH", desk.at, {"title": "x"}),
        ("DELETE", desk.at, None),
    ):
        await desk.vera.ask(method, path, 403, json=body)


async def test_who_may_write_no_more_is_turned_away_at_the_next_message(desk: Desk) -> None:
    async with desk.page(desk.ben) as ben:
        await ben.write(0, "before ")
        await ben.until_kept()
        await desk.members(ben="viewer", vera="viewer")
        await ben.write(0, "after ")
        assert await ben.until_closed() == 4403
    async with desk.page(desk.anna) as anna:
        assert anna.text == f"before {WORDS}"


async def test_who_is_let_go_of_sees_no_more(desk: Desk) -> None:
    async with desk.page(desk.ben) as ben, desk.page(desk.anna):
        await desk.members(vera="viewer")
        assert await ben.until_closed() == 4403
    await refused(desk, desk.ben, 404)


async def refused(desk: Desk, person: Person, status: int) -> None:
    with pytest.raises(InvalidStatus) as answer:
        async with desk.page(person):
            pass
    assert answer.value.response.status_code == status


async def test_nobody_else_is_let_in(desk: Desk) -> None:
    await refused(desk, await desk.siege.office.join("Mallory"), 404)
    await refused(desk, desk.siege.office.owner, 404)
    at, desk.artifact = desk.artifact, f"{desk.artifact}9"
    await refused(desk, desk.anna, 404)
    desk.artifact = at


STRANGE: list[bytes | str] = [
    b"", b"\x07x", b"\x00\xff\xff\xff", b"\x01", b"\x01abc", b"\x01" + b"\xff" * 40, "", "x", "[]", "{}",
    '{"type":"save","note":1}', '{"type":"room"}', '{"type":"at","at":{"path":"a.md"}}',
    '{"type":"at","at":null,"more":1}', '{"type":"bring","files":{"a":{"was":"\\ud800","now":""}}}' + " " * 1_000_001,
    "[" * 50_000,
]  # fmt: skip


async def test_what_is_malformed_ends_the_line_and_harms_nobody(desk: Desk) -> None:
    async with desk.page(desk.anna) as anna:
        for message in STRANGE:
            async with desk.page(desk.ben) as ben:
                await ben.socket.send(message)
                assert await ben.until_closed() in (1008, 1009), message[:40]
        await harmless(anna)


async def harmless(anna: Page) -> None:
    await anna.write(0, "still ")
    await anna.until_kept()
    assert anna.text == f"still {WORDS}"


async def test_random_bytes_after_a_true_beginning_harm_nobody(desk: Desk) -> None:
    async with desk.page(desk.anna) as anna:
        for _ in range(12):
            async with desk.page(desk.ben) as ben:
                update = bytearray(_doc.get_update() + os.urandom(3))
                update[int.from_bytes(os.urandom(1), "big") % len(update)] ^= 0x55
                await ben.socket.send(b"\x01" + bytes(update))
                await ben.socket.send(b"?")
                assert await ben.until_closed() == 1008
        await anna.write(0, "still ")
        await anna.until_kept()
        assert "still " in anna.text and WORDS.splitlines()[-1] in anna.text


async def test_half_of_a_surrogate_pair_is_not_taken_in(desk: Desk) -> None:
    async with desk.page(desk.anna) as anna, desk.page(desk.ben) as ben:
        await ben.socket.send('{"type":"bring","files":{"a.md":{"was":"","now":"\\ud800"}}}')
        assert await ben.until_closed() == 1008
        await harmless(anna)


async def test_a_text_that_grows_too_large_is_not_taken_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "STATE_BYTES_MAX", 5_000)
    async with desk.page(desk.anna) as anna, desk.page(desk.ben) as ben:
        await ben.write(0, "x" * 6_000)
        assert await ben.until_closed() == 1008
        await harmless(anna)


async def test_more_messages_than_hands_can_send_end_the_line(desk: Desk) -> None:
    async with desk.page(desk.anna) as anna, desk.page(desk.ben) as ben:
        for _ in range(4_000):
            await ben.socket.send(b"\x02")
        assert await ben.until_closed() == 1008
        await harmless(anna)
