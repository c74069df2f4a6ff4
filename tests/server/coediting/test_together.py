"""People and a model write one artifact at once, over real WebSockets: they converge, and nothing is lost."""

from __future__ import annotations

import asyncio
import random

import pytest
from websockets.exceptions import InvalidStatus

from deskhand.server.coediting.rooms import GUESTS_MAX
from tests.server.coediting.writer import MODEL, PATH, WORDS, Desk, Page


async def test_two_people_and_a_model_write_at_once_and_converge(desk: Desk) -> None:
    async with desk.page(desk.anna) as anna, desk.page(desk.ben) as ben:
        await anna.write(0, "Anna: ")
        await ben.write(len(WORDS), "Ben was here.\n")
        number = await desk.model_writes(1, ("three", "THREE"))
        for page in (anna, ben):
            await page.until_there("THREE", "Ben was", "Anna: ")
        assert anna.text == ben.text == "Anna: one\ntwo\nTHREE\nfour\nBen was here.\n"
        await anna.until(lambda: anna.last("merged"))
        assert anna.last("merged") == {
            "type": "merged", "conflicts": {}, "number": number, "by": "model", "who": "a-model"
        }  # fmt: skip
        await anna.say(type="save", note="together")
        await ben.until(lambda: ben.last("saved"))
        newest = await desk.newest()
        assert (newest["number"], newest["by"], newest["who"]) == (3, "person", desk.anna.id)
        assert set(newest["authors"]) == {desk.anna.id, desk.ben.id} and newest["note"] == "together"
        assert await desk.text_of(3) == anna.text
        await anna.until(lambda: anna.last("room")["base"] == 3 and not anna.last("room")["unsaved"])


async def test_where_a_model_changed_the_same_line_both_stay_and_nothing_is_saved_unseen(desk: Desk) -> None:
    async with desk.page(desk.anna) as anna:
        await anna.write(0, "MINE ")
        await anna.until_kept()
        await desk.model_writes(1, ("one", "ONE"))
        await anna.say(type="save")
        await anna.until(lambda: anna.last("refused") or anna.last("saved"))
        await anna.until(lambda: "ONE" in anna.text)
        assert anna.text == "<<<<<<< draft\nMINE one\n=======\nONE\n>>>>>>> version 2\ntwo\nthree\nfour\n"
        assert anna.last("merged")["conflicts"] == {PATH: 1}


async def test_many_changes_at_random_places_by_three_at_once(desk: Desk) -> None:
    chance = random.Random(7)

    async def types(page: Page, letter: str) -> None:
        for _ in range(40):
            size = len(page.text.encode())
            await page.write(chance.randrange(size + 1), letter)
            if chance.random() < 0.5:
                await asyncio.sleep(0)

    async with desk.page(desk.anna) as anna, desk.page(desk.anna) as again, desk.page(desk.ben) as ben:
        pages = (anna, again, ben)
        await asyncio.gather(types(anna, "A"), types(again, "B"), types(ben, "C"), desk.model_writes(1, ("two\n", "")))
        await anna.until(lambda: anna.last("merged"))
        for page in pages:
            await page.until_kept()
            await page.until_there(*"ABC", times=40)
        assert pages[0].text == pages[1].text == pages[2].text
        await ben.say(type="save")
        await ben.until(lambda: ben.last("saved"))
        assert await desk.text_of(ben.last("saved")["number"]) == anna.text


async def test_each_sees_where_the_others_are(desk: Desk) -> None:
    async with desk.page(desk.anna) as anna, desk.page(desk.ben) as ben:
        mark = {"type": None, "tname": PATH, "item": None, "assoc": 0}
        await ben.say(type="at", at={"path": PATH, "anchor": mark, "head": mark})
        await anna.until(lambda: [each["at"] is not None for each in anna.last("people")["people"]] == [False, True])
        seen = anna.last("people")["people"][1]
        assert (seen["account"], seen["at"]["path"]) == (desk.ben.id, PATH)
        assert anna.last("room")["you"] == anna.last("people")["people"][0]["n"]
    async with desk.page(desk.anna) as anna:
        await anna.until(lambda: [each["account"] for each in anna.last("people")["people"]] == [desk.anna.id])


async def test_what_was_typed_is_there_when_everybody_was_away(desk: Desk) -> None:
    async with desk.page(desk.anna) as anna:
        await anna.write(0, "Unsaved ")
        await anna.until_kept()
        epoch = anna.last("room")["epoch"]
    draft = await desk.ben.get(f"{desk.at}/draft")
    assert draft["unsaved"] and draft["authors"] == [desk.anna.id]
    await desk.model_writes(1, ("four", "4"))
    async with desk.page(desk.ben) as ben:
        assert ben.text == "Unsaved one\ntwo\nthree\n4\n"
        assert ben.last("room")["epoch"] == epoch and ben.last("room")["base"] == 2
    assert (await desk.newest())["number"] == 2


async def test_a_crash_loses_nothing_that_was_told_to_be_kept(desk: Desk) -> None:
    async with desk.page(desk.anna) as anna:
        await anna.write(0, "Kept ")
        await anna.until_kept()
        rooms = desk.siege.office.place.rooms
        rooms._open.pop(desk.artifact).following.cancel()  # as if the process had died: nothing is put in order
        async with desk.page(desk.ben) as ben:
            assert ben.text == f"Kept {WORDS}" and ben.last("room")["authors"] == [desk.anna.id]


async def test_changes_of_a_replica_from_before_are_brought_in(desk: Desk) -> None:
    async with desk.page(desk.anna) as anna:
        await anna.say(type="bring", files={PATH: {"was": WORDS, "now": WORDS.replace("two", "2")}, "no.md": {
            "was": "", "now": "x"}})  # fmt: skip
        await anna.until(lambda: anna.last("brought"))
        await anna.until(lambda: anna.text == WORDS.replace("two", "2"))
        await anna.until(lambda: anna.last("room")["authors"] == [desk.anna.id])


async def test_a_file_that_a_model_adds_is_there_and_one_it_takes_away_stays_where_it_was_changed(desk: Desk) -> None:
    async with desk.page(desk.anna) as anna:
        await anna.write(0, "Mine ")
        await anna.until_kept()
        await desk.shelf.rewrite(desk.session, desk.artifact, 1, {"b.md": "new\n"}, MODEL)
        await anna.until(lambda: anna.last("merged"))
        assert anna.last("merged")["conflicts"] == {PATH: 1}
        await anna.until(lambda: set(anna.last("room")["paths"]) == {PATH, "b.md"})
        assert anna.text.startswith("Mine ")


async def test_a_deleted_artifact_ends_it_and_takes_the_draft_along(desk: Desk) -> None:
    async with desk.page(desk.anna) as anna:
        await anna.write(0, "x")
        await anna.until_kept()
        await desk.anna.delete(desk.at)
        assert await anna.until_closed() == 4404
    assert await desk.siege.office.place.rooms._drafts.all() == set()


async def test_the_server_ends_and_keeps_what_was_typed(desk: Desk) -> None:
    async with desk.page(desk.anna) as anna:
        await anna.write(0, "Typed ")
        await anna.until_kept()
        await desk.siege.office.place.rooms.close()
        assert await anna.until_closed() == 1001
    draft = await desk.siege.office.place.rooms._drafts.find(desk.artifact)
    assert draft is not None and draft.unsaved


async def test_no_more_pages_than_a_room_holds(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert GUESTS_MAX > 2
    monkeypatch.setattr("deskhand.server.coediting.rooms.GUESTS_MAX", 1)
    async with desk.page(desk.anna) as anna:
        with pytest.raises(AssertionError, match="1013"):
            async with desk.page(desk.ben):
                pass
        assert anna.closed is None


async def test_no_more_rooms_than_the_server_holds(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskhand.server.coediting.rooms.ROOMS_MAX", 0)
    with pytest.raises(AssertionError, match="1013"):
        async with desk.page(desk.anna):
            pass


async def test_a_picture_is_not_written_together(desk: Desk) -> None:
    wish = {"kind": "picture", "bytes": {"a.png": "iVBORw0KGgo="}}
    desk.artifact = (await desk.anna.post(f"/api/sessions/{desk.session}/artifacts", wish))["id"]
    with pytest.raises(InvalidStatus) as refused:
        async with desk.page(desk.anna):
            pass
    assert refused.value.response.status_code == 422
