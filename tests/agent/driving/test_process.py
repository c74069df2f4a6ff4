"""The driver as a process: begins, waits, is stopped, told, killed and followed, and nothing is lost or done twice."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
from pathlib import Path

import pytest

from deskhand.agent.driving.following import follow_channel
from deskhand.agent.driving.life import EXIT_FAULT, EXIT_HELD, EXIT_LET_GO, EXIT_LOST, drive
from deskhand.agent.driving.starting import LOG_NAME, OPTIONS_NAME, end_driver
from deskhand.agent.forking.forking import fork
from deskhand.agent.session import Session
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.errors import Conflict
from deskhand.models.scripted import calling, saying
from deskhand.testing.driving.home import ADDRESS, NO_DESK
from tests.agent.driving.process import STEPS, TOLD, Driven, driven, gone, is_a
from tests.agent.world import finished

OPEN = ("computer", {"action": "open", "target": ADDRESS})
FILL = ("computer", {"action": "set_value", "element": "e1", "value": "Ann"})
DONE = ("finish", {"outcome": "done", "summary": "saved"})


async def test_a_session_is_begun_worked_and_let_go_of_when_nobody_watches_its_rest(tmp_path: Path) -> None:
    async with driven(tmp_path, "save Ann") as session:
        pid = session.start(TOLD, idle_s=0)
        await (await session.model.asked()).reply(calling(OPEN, FILL))
        await (await session.model.asked()).reply(calling(DONE, turn="u"))
        assert await session.ended(pid) == EXIT_LET_GO
        assert not await session.alive()
        events = await session.events()
        assert isinstance(events[0], ev.SessionStarted) and events[0].attended
        assert isinstance(events[-1], ev.Concluded) and events[-1].outcome.kind == "done"
        assert session.effects == [f"open {ADDRESS}", "set Name Ann"]


async def test_the_built_in_model_drives_in_a_process_too(tmp_path: Path) -> None:
    async with driven(tmp_path, f'open {ADDRESS}\ntype "Ann" into "Name"') as session:
        session.start(STEPS)
        seq = await session.until(is_a(ev.Concluded))
        outcome = (await session.events())[seq - 1].outcome  # type: ignore[union-attr]
        assert (outcome.kind, outcome.good) == ("done", True)
        assert session.effects[0] == f"open {ADDRESS}" and "set Name Ann" in session.effects


async def test_words_pass_as_they_form_and_a_reload_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    async with driven(tmp_path, "talk") as session:
        session.start(TOLD)
        telling = await session.model.asked()
        await telling.say("Hel")
        first = follow_channel(session.home.channel_socket(session.id))
        snapshot = await anext(first)
        if not snapshot["drafts"]:  # it came to the driver before its first piece did
            assert (await anext(first))["text"] == "Hel"
        await telling.say("lo")
        assert await anext(first) == {"kind": "text", "about": "draft", "text": "lo", "offset": 3}
        second = follow_channel(session.home.channel_socket(session.id))
        assert (await anext(second))["drafts"] == [{"kind": "text", "about": "draft", "text": "Hello"}]
        await telling.reply(saying("Hello"))
        assert (await anext(second))["kind"] == "clear"
        replies = [event.reply.text for event in await session.events() if isinstance(event, ev.ModelReplied)]
        assert replies == ["Hello"], "the reply is on the record before its draft is cleared"
        await first.aclose()
        await second.aclose()


async def test_a_viewer_keeps_the_driver_and_the_last_one_to_go_lets_it_end(tmp_path: Path) -> None:
    async with driven(tmp_path, "talk") as session:
        pid = session.start(TOLD, idle_s=0)
        telling = await session.model.asked()
        viewer = follow_channel(session.home.channel_socket(session.id))
        await anext(viewer)
        await telling.reply(saying("Hello"))
        await session.until(is_a(ev.Concluded))
        await session.say("more")
        await (await session.model.asked()).reply(saying("Hello again"))
        assert session.log.count("takes up") == 1, "the same driver went on"
        await viewer.aclose()
        assert await session.ended(pid) == EXIT_LET_GO


async def test_stop_breaks_off_a_model_that_is_speaking_and_keeps_what_it_said(tmp_path: Path) -> None:
    async with driven(tmp_path, "talk") as session:
        session.start(TOLD)
        telling = await session.model.asked()
        await telling.say("I was about to")
        follower = follow_channel(session.home.channel_socket(session.id))
        while not any(draft["text"] for draft in (await anext(follower)).get("drafts", [{"text": "a piece"}])):
            pass
        await session.command(cmd.Stop(reason="enough", by="u-1"))
        await telling.broken_off()
        await session.until(is_a(ev.Concluded))
        events = await session.events()
        (reply,) = [event.reply for event in events if isinstance(event, ev.ModelReplied)]
        assert (reply.stop_reason, reply.text) == ("interrupted", "I was about to")
        (stop,) = [event for event in events if isinstance(event, ev.StopAsked)]
        assert (stop.reason, stop.by) == ("enough", "u-1")
        assert isinstance(events[-1], ev.Concluded) and events[-1].outcome.kind == "stopped"
        await follower.aclose()


async def test_a_word_that_is_added_while_it_works_is_shown_to_the_model_next(tmp_path: Path) -> None:
    async with driven(tmp_path, "open the form") as session:
        session.start(TOLD)
        telling = await session.model.asked()
        await session.say("and fill in Ann")
        await session.until(lambda event: isinstance(event, ev.Said) and "Ann" in str(event.parts))
        await telling.reply(calling(OPEN))
        second = await session.model.asked()
        assert [words for role, words in second.messages if role == "person"] == ["open the form", "and fill in Ann"]
        await second.reply(calling(FILL, DONE, turn="u"))
        await session.until(is_a(ev.Concluded))
        assert session.effects == [f"open {ADDRESS}", "set Name Ann"]


async def test_a_killed_driver_is_followed_by_one_that_repeats_nothing(tmp_path: Path) -> None:
    async with driven(tmp_path, "save Ann") as session:
        pid = session.start(TOLD)
        await (await session.model.asked()).reply(calling(OPEN, FILL))
        await session.model.asked()
        await session.killed(pid)
        assert not await session.alive()
        session.start()
        again = await session.model.asked()
        assert [role for role, _ in again.messages] == ["person", "model", "result", "result"]
        await again.reply(calling(DONE, turn="u"))
        await session.until(is_a(ev.Concluded))
        assert session.effects == [f"open {ADDRESS}", "set Name Ann"]
        assert all(report.ok for report in await session.journal.verify(session.id))


async def test_a_driver_that_is_told_to_end_lets_go_at_once_and_the_next_one_goes_on(tmp_path: Path) -> None:
    async with driven(tmp_path, "save Ann") as session:
        pid = session.start(TOLD)
        telling = await session.model.asked()
        await telling.say("Well")
        os.kill(pid, signal.SIGTERM)
        assert await session.ended(pid) == EXIT_LET_GO
        assert not session.home.channel_socket(session.id).exists()
        last = (await session.events())[-1]
        assert isinstance(last, ev.ModelReplied) and last.reply.stop_reason == "interrupted"
        session.start()
        await (await session.model.asked()).reply(calling(OPEN, DONE, turn="u"))
        await session.until(is_a(ev.Concluded))
        assert session.effects == [f"open {ADDRESS}"]


async def test_a_driver_that_is_one_too_many_ends_quietly_by_a_code_of_its_own(tmp_path: Path) -> None:
    async with driven(tmp_path, "talk") as session:
        session.start(TOLD)
        await session.model.asked()
        before = len(await session.events())
        assert await session.ended(session.start(TOLD)) == EXIT_HELD
        assert len(await session.events()) == before
        assert await session.alive()


async def test_a_desk_that_cannot_be_had_is_an_outcome_and_new_words_try_again(tmp_path: Path) -> None:
    async with driven(tmp_path, "save Ann") as session:
        (session.home.folder / NO_DESK).touch()
        assert await session.ended(session.start(TOLD)) == EXIT_LOST
        last = (await session.events())[-1]
        assert isinstance(last, ev.Concluded) and last.outcome.kind == "lost"
        assert "can't be had" in last.outcome.summary and "can't be had" in session.log
        assert await session.journal.take_commands(session.id) == [], "so that nobody tries again by themselves"
        (session.home.folder / NO_DESK).unlink()
        await session.say("try again")
        session.start()
        await (await session.model.asked()).reply(calling(OPEN, DONE))
        seq = await session.until(is_a(ev.Concluded), after=len(await session.events()))
        assert (await session.events())[seq - 1].outcome.good  # type: ignore[union-attr]


async def test_a_model_that_cannot_be_had_is_told_on_the_record_of_a_new_session(tmp_path: Path) -> None:
    async with driven(tmp_path, "save Ann") as session:
        options = TOLD.model_copy(update={"model": "no-such-model"})
        assert await session.ended(session.start(options)) == EXIT_LOST
        events = await session.events()
        assert [event.type for event in events] == ["session_started", "driver_attached", "said", "concluded"]
        assert "no-such-model" in str(events[-1])


async def test_what_is_no_task_is_told_to_people_where_nothing_was_to_be_done(tmp_path: Path) -> None:
    async with driven(tmp_path) as session:
        (session.home.folder / NO_DESK).touch()
        await session.command(cmd.TakeControl(by="u-1:c-1"))
        assert await session.ended(session.start(TOLD)) == EXIT_LOST
        last = (await session.events())[-1]
        assert isinstance(last, ev.Warned) and last.topic == "driver"


async def test_options_outlive_a_driver_that_died_before_it_began(tmp_path: Path) -> None:
    async with driven(tmp_path, "talk") as session:
        pid = session.start(TOLD, program="deskhand.testing.no_such_program")
        await gone(pid)
        assert await session.events() == []
        session.start()
        await (await session.model.asked()).reply(saying("Hello"))
        await session.until(is_a(ev.Concluded))
        assert not (session.folder / OPTIONS_NAME).exists()


async def test_a_fork_is_driven_from_where_it_was_cut_and_hears_the_new_words(tmp_path: Path) -> None:
    async with driven(tmp_path, "open the form") as session:
        session.start(TOLD)
        await (await session.model.asked()).reply(calling(OPEN))
        await (await session.model.asked()).reply(saying("it is open"))
        await session.until(is_a(ev.Concluded))
        seq = await session.until(is_a(ev.CallFinished))
        made = await fork(session.journal, session.home, session.id, seq, "fill in Ann", by="u-1")
        copy = Driven(session.home, session.journal, made.info.id, session.model)
        session.pids.append(copy.start())
        asked = await session.model.asked()
        assert [role for role, _ in asked.messages[:3]] == ["person", "model", "result"]
        roles = [(role, words) for role, words in asked.messages[3:]]
        assert roles[0][0] == "notice" and session.id in roles[0][1]
        assert ("person", "fill in Ann") in roles
        await asked.reply(calling(OPEN, FILL, DONE, turn="u"))
        await copy.until(is_a(ev.Concluded), after=made.seq)
        assert copy.effects == [f"open {ADDRESS}", "set Name Ann"] and session.effects == [f"open {ADDRESS}"]


async def test_a_command_that_comes_while_a_driver_lets_go_is_not_left_lying(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever put it saw the session held, and started nobody."""
    async with driven(tmp_path, "talk") as session:
        close, said = Session.close, ["one more word"]

        async def closing(self: Session, *, end_desk: bool = True) -> None:
            if said:
                await session.say(said.pop())
            await close(self, end_desk=end_desk)

        monkeypatch.setattr(Session, "close", closing)
        lines: list[str] = []
        driving = asyncio.ensure_future(drive(session.home, session.id, TOLD, 0.0, lines.append))
        await (await session.model.asked()).reply(saying("Hello"))
        await (await session.model.asked()).reply(saying("Hello again"))
        assert await driving == EXIT_LET_GO
        assert [words for words in lines if "takes it up again" in words]
        assert [event.reply.text for event in await session.events() if isinstance(event, ev.ModelReplied)] == [
            "Hello",
            "Hello again",
        ]


async def test_a_fault_of_ours_is_told_on_the_record_and_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(state: object) -> None:
        raise ZeroDivisionError("of ours")

    async with driven(tmp_path, "talk") as session:
        monkeypatch.setattr("deskhand.agent.driver.next_move", broken)
        lines: list[str] = []
        assert await drive(session.home, session.id, TOLD, 0.0, lines.append) == EXIT_FAULT
        last = (await session.events())[-1]
        assert isinstance(last, ev.Concluded) and "ZeroDivisionError: of ours" in last.outcome.summary
        assert any("Traceback" in words for words in lines)


async def test_a_driver_that_was_put_out_writes_no_more_and_ends_quietly(tmp_path: Path) -> None:
    async with driven(tmp_path, "talk") as session:
        pid = session.start(TOLD)
        telling = await session.model.asked()
        async with await session.journal.lock(session.id, "another", take_over=True):
            before = await session.events()
            await telling.reply(saying("too late"))
            assert await session.ended(pid) == EXIT_HELD
            assert await session.events() == before


async def test_a_driver_can_be_ended_before_its_session_is_deleted_and_nothing_else_can(tmp_path: Path) -> None:
    async with driven(tmp_path, "talk") as session:
        assert await end_driver(session.journal, session.id), "nobody drives yet"
        session.start(TOLD)
        await session.model.asked()
        with pytest.raises(Conflict):
            await session.journal.delete(session.id)
        assert await end_driver(session.journal, session.id)
        async with await session.journal.lock(session.id, "a command line"):
            assert not await end_driver(session.journal, session.id), "it is no driver's process"
        await session.journal.delete(session.id)


async def test_a_driver_that_does_not_end_is_said_to_drive_still(tmp_path: Path) -> None:
    async with driven(tmp_path, "talk") as session:
        pid = session.start(TOLD)
        await session.model.asked()
        os.kill(pid, signal.SIGSTOP)
        assert not await end_driver(session.journal, session.id, within_s=0.0)
        os.kill(pid, signal.SIGCONT)
        assert await session.ended(pid) == EXIT_LET_GO


def open_files(pid: int) -> list[str]:
    return [str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir() if entry.is_symlink()]


async def test_a_driver_inherits_no_handle_and_has_a_group_and_a_log_of_its_own(tmp_path: Path) -> None:
    async with driven(tmp_path, "talk") as session:
        secret = tmp_path / "held-by-the-server"
        with secret.open("w") as file:
            os.set_inheritable(file.fileno(), True)
            pid = session.start(TOLD)
            await session.model.asked()
            held = open_files(pid)
        assert str(secret) not in held
        assert os.getpgid(pid) == pid != os.getpgid(0)
        assert stat.S_IMODE((session.folder / LOG_NAME).stat().st_mode) == 0o600


async def test_limits_that_change_while_it_works_count_from_then_on(tmp_path: Path) -> None:
    async with driven(tmp_path, "go on and on") as session:
        session.start(TOLD)
        await (await session.model.asked()).reply(calling(OPEN))
        telling = await session.model.asked()
        await session.command(cmd.ChangeLimits(limits=ev.Limits(steps_max=2), by="u-1"))
        seq = await session.until(is_a(ev.LimitsChanged))
        await telling.reply(calling(FILL, ("computer", {"action": "left_click", "element": "e2"}), turn="u"))
        seq = await session.until(is_a(ev.Concluded), after=seq)
        events = await session.events()
        assert events[seq - 1].outcome.summary == "a limit is reached: 3 of 2 steps are used"  # type: ignore[union-attr]
        assert finished(events)[-1] == ("skipped", "Not executed: a limit is reached: 2 of 2 steps are used.")
        await session.command(cmd.ChangeLimits(limits=ev.Limits(steps_max=10)))
        await (await session.model.asked()).reply(calling(DONE, turn="v"))
        await session.until(is_a(ev.Concluded), after=seq)
