"""Forks: the conversation up to a place, the files that went with it, and the word of what is not as it was."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from deskhand.agent.day import Day
from deskhand.agent.driver import Driver
from deskhand.agent.forking.forking import Fork, duplicate, fork
from deskhand.agent.ports import Ports
from deskhand.agent.profiles import load_profile
from deskhand.agent.record import Record
from deskhand.agent.session import Home
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.elements import Page
from deskhand.core.errors import InvalidInput, NotFound
from deskhand.core.evolve import fold
from deskhand.core.messages import PicturePart, TextPart, Usage, text_of
from deskhand.core.moves import Rest, next_move
from deskhand.desk.base import Desk, DeskSpec, SnapshotInfo
from deskhand.desk.cells.places import BROUGHT_IN
from deskhand.desk.keeper.folder import read_pages, write_pages
from deskhand.desk.shell.snapshots import Snapshots
from deskhand.journal.journal import Journal
from deskhand.models.scripted import Answer, ScriptedModel, calling, saying
from deskhand.settings import load
from deskhand.testing.desk import FakeDesk, FakePage, element

OPEN = ("computer", {"action": "open", "target": "http://form.test"})
LOOK = ("computer", {"action": "screenshot"})
SUBMIT = ("computer", {"action": "left_click", "element": "e2"})


def writes(name: str, text: str) -> tuple[str, dict[str, object]]:
    return ("edit", {"command": "create", "path": name, "text": text})


class DeskOnDisk(FakeDesk):
    """A fake whose work folder and snapshots lie in a run folder, as a real desk's do."""

    def __init__(self, folder: Path) -> None:
        page = FakePage("http://form.test", "Form", [element(1, "textbox", "Name"), element(2, "button", "Send order")])
        super().__init__([page])
        self._run_dir = folder
        self._work = folder / "desk" / "work"
        self._work.mkdir(parents=True, exist_ok=True)
        self._snapshots_kept = Snapshots(self._work, folder / "snapshots")
        page.actions["Send order"] = lambda desk: None

    async def write_file(self, path: str, data: bytes) -> None:
        await super().write_file(path, data)
        (self._work / path.removeprefix("/work/")).write_bytes(data)

    async def snapshot(self, label: str) -> SnapshotInfo:
        pages = (Page(title="Form", address=self.page.address, app="fake"),) if self.page else ()
        write_pages(self._run_dir, [page.address for page in pages])
        return await self._snapshots_kept.take(label, pages)


@dataclass
class Studio:
    """A home with its journal, and one session after another."""

    home: Home
    journal: Journal

    async def session(self) -> str:
        return (await self.journal.create("session", title="orders")).id

    async def work(self, stream: str, answers: Sequence[Answer], *said: str) -> list[ev.Event]:
        """Say each of these and let it work to its rest, by a driver of its own."""

        async def opened() -> Desk:
            return DeskOnDisk(self.home.desk_folder(stream))

        ports = Ports(
            session_id=stream,
            model=ScriptedModel(answers),
            profile=load_profile("trusting"),
            spec=DeskSpec(sites={"form.test": "127.0.0.1:1"}),
            blobs=self.journal.blobs,
            open_desk=opened,
        )
        async with await self.journal.lock(stream, "a test") as lock:
            driver = Driver(Record(self.journal, stream, lock, ports.now), ports)
            await driver.attach(ev.SessionStarted(model="scripted", profile="trusting"))
            await driver.run(wait=lambda state: False)
            for words in said:
                say = cmd.Say(parts=(TextPart(text=words),))
                await self.journal.put_command(stream, f"c{driver._ports.new_id()}", say.model_dump(mode="json"))
                await driver.run(wait=lambda state: False)
                while (waiting := driver.state.question) is not None:
                    yes = cmd.Answer(question=waiting.question, answer="allow")
                    await self.journal.put_command(stream, waiting.question, yes.model_dump(mode="json"))
                    await driver.run(wait=lambda state: False)
        return await self.events(stream)

    async def events(self, stream: str) -> list[ev.Event]:
        return [entry.event for entry in await self.journal.read(stream)]  # type: ignore[misc]

    def files(self, stream: str) -> dict[str, str]:
        work = self.home.desk_folder(stream) / "desk" / "work"
        return {path.name: path.read_text() for path in work.iterdir()} if work.is_dir() else {}

    async def fork(self, stream: str, seq: int, words: str = "") -> Fork:
        return await fork(self.journal, self.home, stream, seq, words, by="u-1")

    async def notice(self, stream: str) -> str:
        (found,) = [e for e in await self.events(stream) if isinstance(e, ev.Noticed) and e.topic == "fork"]
        return text_of(found.parts)


@asynccontextmanager
async def studio(folder: Path) -> AsyncIterator[Studio]:
    home = Home(load({"DESKHAND_HOME": str(folder)}, folder))
    async with await home.journal() as journal:
        yield Studio(home, journal)


def place(events: Sequence[ev.Event], kind: type[ev.Event], number: int = 0) -> int:  # type: ignore[valid-type]
    """The number of the so-and-so-many-th event of a kind."""
    return [n for n, event in enumerate(events, 1) if isinstance(event, kind)][number]


TWO_TURNS: list[Answer] = [
    calling(OPEN, writes("a.txt", "first"), turn="a"),
    saying("written"),
    calling(writes("b.txt", "second"), LOOK, turn="b"),
    saying("both written"),
]


async def test_edited_words_go_on_from_before_the_old_ones_with_the_files_of_then(tmp_path: Path) -> None:
    async with studio(tmp_path) as s:
        source = await s.session()
        events = await s.work(source, TWO_TURNS, "write a", "write b")
        said = place(events, ev.Said, 1)
        made = await s.fork(source, said - 1, "write c instead")
        assert s.files(made.info.id) == {"a.txt": "first"} and s.files(source).keys() == {"a.txt", "b.txt"}
        assert read_pages(s.home.desk_folder(made.info.id)) == ["http://form.test"]
        own = await s.work(made.info.id, [calling(writes("c.txt", "third"), turn="c"), saying("done")])
        assert [text_of(event.parts) for event in own if isinstance(event, ev.Said)] == ["write a", "write c instead"]
        assert s.files(made.info.id) == {"a.txt": "first", "c.txt": "third"}
        assert "write b" not in str(own)
        notice = await s.notice(made.info.id)
        assert "a person's turn" in notice and "not in them" not in notice and "http://form.test" in notice
        assert "was asked for" not in notice, "only the outcome is left out"


async def test_a_fork_in_the_middle_of_a_turn_goes_back_to_a_quiet_place_and_says_so(tmp_path: Path) -> None:
    async with studio(tmp_path) as s:
        source = await s.session()
        events = await s.work(source, TWO_TURNS, "write a", "write b")
        asked = place(events, ev.CallStarted, 2)
        made = await s.fork(source, asked)
        assert (made.asked, made.seq) == (asked, place(events, ev.ModelReplied, 2) - 2)
        assert f"Event {asked} was asked for" in await s.notice(made.info.id)
        (marker,) = [event for event in await s.events(made.info.id) if isinstance(event, ev.Forked)]
        assert (marker.source, marker.seq, marker.asked, marker.by) == (source, made.seq, asked, "u-1")
        assert next_move(fold(await s.events(made.info.id))) == Rest("new")


async def test_what_was_written_after_the_copy_is_named_as_missing(tmp_path: Path) -> None:
    async with studio(tmp_path) as s:
        source = await s.session()
        script = [calling(writes("a.txt", "1"), turn="a"), calling(writes("b.txt", "2"), turn="b"), saying("done")]
        events = await s.work(source, script, "write both")
        made = await s.fork(source, place(events, ev.CallFinished))
        assert s.files(made.info.id) == {}, "the copy before it was taken before anything was written"
        notice = await s.notice(made.info.id)
        assert "is not in them" in notice and "Not in the files:\n- /work/a.txt" in notice


async def test_a_duplicate_has_all_of_it_but_the_outcome_and_rests(tmp_path: Path) -> None:
    async with studio(tmp_path) as s:
        source = await s.session()
        await s.work(source, TWO_TURNS, "write a", "write b")
        (s.home.desk_folder(source) / "desk" / "work" / "by-hand.txt").write_text("mine")
        made = await duplicate(s.journal, s.home, source)
        assert made.info.title == "orders"
        assert s.files(made.info.id) == {"a.txt": "first", "b.txt": "second", "by-hand.txt": "mine"}
        state = fold(await s.events(made.info.id))
        assert (state.outcome, next_move(state)) == (None, Rest("new"))
        assert await s.journal.take_commands(made.info.id) == []
        own = await s.work(made.info.id, [saying("yes")], "are both there?")
        assert isinstance(own[-1], ev.Concluded) and own[-1].outcome.summary == "yes"


async def test_pictures_are_shared_and_outlive_the_session_that_they_are_from(tmp_path: Path) -> None:
    async with studio(tmp_path) as s:
        source = await s.session()
        await s.work(source, TWO_TURNS, "write a", "write b")
        made = await duplicate(s.journal, s.home, source)
        pictures = [
            part.blob
            for event in await s.events(made.info.id)
            if isinstance(event, ev.CallFinished)
            for part in event.content
            if isinstance(part, PicturePart)
        ]
        assert pictures
        await s.journal.delete(source)
        await s.journal.collect(grace_s=-1)
        assert all(s.journal.blobs.read(blob) for blob in pictures)
        assert all(report.ok for report in await s.journal.verify(made.info.id))


async def test_copied_events_keep_their_times_and_cost_nothing_again(tmp_path: Path) -> None:
    async with studio(tmp_path) as s:
        source = await s.session()
        dear = saying("dear").model_copy(update={"usage": Usage(input_tokens=5, cost_usd=2.0)})
        await s.work(source, [dear], "think")
        day = Day(s.journal, lambda: 2e9)
        made = await duplicate(s.journal, s.home, source)
        old = {entry.seq: entry.at for entry in await s.journal.read(source)}
        new = {entry.seq: entry.at for entry in await s.journal.read(made.info.id)}
        assert all(new[seq] == old[seq] for seq in range(1, made.seq + 1))
        assert fold(await s.events(made.info.id)).spent.cost_usd == 0.0
        day = Day(s.journal, lambda: old[1])
        assert await day.cost_usd() == 2.0


async def test_what_was_done_outside_is_told_as_done_also_when_it_came_after_the_place(tmp_path: Path) -> None:
    async with studio(tmp_path) as s:
        source = await s.session()
        script = [calling(OPEN, turn="a"), saying("open"), calling(SUBMIT, turn="b"), saying("sent")]
        events = await s.work(source, script, "open it", "send it")
        made = await s.fork(source, place(events, ev.Said, 1) - 1, "no, wait")
        notice = await s.notice(made.info.id)
        assert "Done outside after this place, in the other session:" in notice and "Send order" in notice
        later = await duplicate(s.journal, s.home, source)
        assert "Done outside before this place:" in await s.notice(later.info.id)


async def test_a_fork_of_a_fork_finds_the_files_of_the_first_session(tmp_path: Path) -> None:
    async with studio(tmp_path) as s:
        source = await s.session()
        events = await s.work(source, TWO_TURNS, "write a", "write b")
        second = await s.fork(source, place(events, ev.Said, 1) - 1, "write c")
        await s.work(second.info.id, [calling(writes("c.txt", "third"), turn="c"), saying("done")], "more")
        third = await s.fork(second.info.id, place(events, ev.Said, 1) - 1, "write d")
        assert s.files(third.info.id) == {"a.txt": "first"}


async def test_without_any_copy_of_the_files_it_says_that_there_is_none(tmp_path: Path) -> None:
    async with studio(tmp_path) as s:
        source = await s.session()
        events = await s.work(source, TWO_TURNS, "write a", "write b")
        folder = s.home.desk_folder(source)
        folder.rename(folder.with_name("gone"))
        made = await s.fork(source, place(events, ev.Said, 1) - 1)
        assert "No copy of the other desk's files was left" in await s.notice(made.info.id)
        assert not (s.home.desk_folder(made.info.id) / "desk" / BROUGHT_IN).exists(), "it begins as any new desk"


async def test_a_running_session_is_forked_without_being_touched(tmp_path: Path) -> None:
    async with studio(tmp_path) as s:
        source = await s.session()
        events = await s.work(source, TWO_TURNS, "write a", "write b")
        async with await s.journal.lock(source, "its driver"):
            made = await duplicate(s.journal, s.home, source)
        assert await s.events(source) == events
        assert made.seq < len(events)


async def test_what_cannot_be_taken_up_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    async with studio(tmp_path) as s:
        empty = await s.session()
        for seq in (0, 5):
            with pytest.raises(InvalidInput, match="nothing up to event"):
                await s.fork(empty, seq)
        with pytest.raises(NotFound):
            await s.fork("s-0000000000", 1)
        assert [info.id for info in await s.journal.streams("session")] == [empty]
        assert not (s.home.folder / "desks").exists()
