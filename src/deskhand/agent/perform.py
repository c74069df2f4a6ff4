"""perform(move) -> events: the one place where model, policy, tools and desk meet.

Each kind of move has one async generator. The driver journals an event before it asks for the next one, so whatever
stands after a `yield` happens only once that event is on the record. Nothing here decides what comes next.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from deskhand.agent.asking import Asker
from deskhand.agent.context import Transcript
from deskhand.agent.files_there import Files, own_folders
from deskhand.agent.handing import Standing, handed_back_words, standing
from deskhand.agent.judging import judged
from deskhand.agent.live_output import watched
from deskhand.agent.ports import Ports
from deskhand.agent.questions import approval_of, around, asked_again
from deskhand.agent.sending import (
    GONE,
    THEIRS,
    DeniedRequests,
    after_settling,
    covers_of_verdict,
    freely,
    ids_of,
    judged_requests,
    of_act,
    settled,
    stopped_words,
    unasked,
)
from deskhand.agent.signing import must_belong
from deskhand.agent.suspecting import fresh, owes_reading, suspicions_on_screen, with_suspicions
from deskhand.core import events as ev
from deskhand.core import moves as mv
from deskhand.core.artifacts import Maker
from deskhand.core.errors import DeskhandError, DeskLost
from deskhand.core.evolve import HOUR_S, fold
from deskhand.core.geometry import Box
from deskhand.core.messages import Call, Part, PicturePart, TextPart
from deskhand.core.quoting import error_parts, with_quote
from deskhand.core.rendering import Shot
from deskhand.core.state import OpenCall, State
from deskhand.core.targets import Covers, HeldRequest
from deskhand.core.verdicts import Moment, Verdict
from deskhand.desk.base import Picture
from deskhand.policy.reaching import reach_of
from deskhand.policy.remembered import remember
from deskhand.tools.base import Tool, ToolContext, ToolResult, Workshop
from deskhand.tools.registry import tool_named, usable_tool

Events = AsyncIterator[ev.Event]

BASH = "bash"
PNG = "image/png"
ARTIFACT_S = 120.0
LET_GO_S = 5.0
"""How long a desk has for letting go of keys and buttons: an act that is cancelled ends within some milliseconds."""


class Performer:
    """Performs the moves of one session."""

    def __init__(self, ports: Ports, transcript: Transcript) -> None:
        self._ports = ports
        self._transcript = transcript
        self._asker = Asker(ports, transcript)
        self._stale = ""
        self._begun = ""
        self._kept_frame: int | None = None
        self._read_frame = 0
        self._folder = ""
        self._before: Standing | None = None
        self._denied = DeniedRequests()

    async def perform(self, move: mv.Move, state: State) -> Events:
        """The events of a move, in order. A move that fails ends in an event that says so."""
        async for event in self._events(move, state):
            for each in with_suspicions(await self._shown(event, state), state):
                yield each

    def _events(self, move: mv.Move, state: State) -> Events:
        match move:
            case mv.AskModel():
                return self._ask_model(state)
            case mv.Compact():
                return self._asker.compact(state)
            case mv.Judge(call=call):
                return self._guarded(call.call, self._judge(call, state))
            case mv.Run(call=call):
                return self._guarded(call.call, self._run(call, state))
            case mv.AskPerson(call=call):
                return self._ask_person(call, state)
            case mv.Settle(call=call):
                return self._guarded(call.call, self._settle(move, state))
            case mv.Reply():
                return self._reply(move)
            case mv.HandBack():
                return self._handed_back()
            case mv.Notice(text=text):
                return _once(ev.Noticed(topic="circle", parts=(TextPart(text=text),)))
            case mv.Conclude(outcome=outcome):
                return _once(ev.Concluded(outcome=outcome))
            case mv.Rest():
                raise AssertionError("there is nothing to perform while resting")

    async def _shown(self, event: ev.Event, state: State) -> ev.Event:
        """An answer that must show the screen has a picture of the whole of it, whichever way the call ended."""
        if not isinstance(event, ev.CallFinished):
            return event
        owed = any(each.call.id == event.call and each.call.shows_screen for each in state.calls)
        shown = any(isinstance(part, PicturePart) and part.frame is not None for part in event.content)
        picture = await self._picture() if owed and not shown else None
        if picture is None:
            return event
        return event.model_copy(update={"content": (*event.content, picture), "frame": picture.frame})

    def broken_off(self) -> tuple[ev.Event, ...]:
        """The events to journal when a model was broken off as it spoke: what it had said so far is kept."""
        return self._asker.broken_off()

    async def _ask_model(self, state: State) -> Events:
        if self._transcript.ends_with_person:
            self._denied.clear()
            self._ports.repairs.told = 0
            yield await self._snapshot("a person's turn")
        async for event in self._asker.ask(state):
            yield event

    async def _guarded(self, call: Call, events: Events) -> Events:
        """Whatever goes wrong with a call is an answer to it, never the end of the session."""
        try:
            async for event in events:
                yield event
        except DeskLost as lost:
            async for event in self._desk_lost(call, lost):
                yield event
        except DeskhandError as error:
            yield _failed(call, error)
        except Exception as error:  # noqa: BLE001 - a fault of ours in one tool is told, and the session goes on
            fault = DeskhandError(f"Deskhand failed inside: {type(error).__name__}: {error}.", hint="Try another way.")
            yield _failed(call, fault)

    async def _judge(self, call: OpenCall, state: State) -> Events:
        if call.held:
            moment, ports = self._moment(state), self._ports
            verdict = judged_requests(call.held, ports.profile, moment, ports.known_hosts)
        else:
            arguments = _arguments(call)
            verdict = await self._judged(arguments, call, state)
            if found := await self._read_in_picture(call, verdict, state):
                for suspected in found:
                    yield suspected
                verdict = await self._judged(arguments, call, fold(found, state))
        yield ev.CallJudged(call=call.call.id, verdict=verdict)

    async def _read_in_picture(self, call: OpenCall, verdict: Verdict, state: State) -> tuple[ev.Suspected, ...]:
        """What in the picture that the model acts on tries to direct it, read before the act is let through unasked."""
        ports, pictured = self._ports, self._transcript.pictured if call.origin is None else None
        if not owes_reading(verdict, verdict.touch.address, ports.known_hosts, pictured, self._read_frame):
            return ()
        self._read_frame = pictured or 0
        return fresh(await suspicions_on_screen(ports.standing_desk, call.call), state)

    async def _judged(self, arguments: Any, call: OpenCall, state: State) -> Verdict:
        ports = self._ports
        await must_belong(arguments, ports.secrets, ports.standing_desk)
        desk, moment = ports.standing_desk, self._moment(state)
        files = Files(folder=self._folder, mounts=own_folders(ports.spec))
        known, caution = ports.known_hosts, call.call.caution
        verdict = await judged(arguments, desk, ports.profile, known, caution, moment, files)
        touch = verdict.touch.model_copy(update={"said": self._transcript.said if call.origin is None else ""})
        return verdict.model_copy(update={"touch": touch})

    def _moment(self, state: State) -> Moment:
        now = self._ports.now()
        done = tuple(each for each in state.done if now - each.at < HOUR_S)
        return Moment(clock=self._ports.clock(now), now=now, done=done, suspicions=state.suspicions)

    async def _run(self, call: OpenCall, state: State) -> Events:
        """Judge again what a person allowed, start, perform, finish."""
        ports, tool = self._ports, _tool_of(call)
        arguments = _arguments(call)
        if call.answer is not None and call.verdict is not None:
            verdict = await self._judged(arguments, call, state)
            if verdict.touch.bound() != call.verdict.touch.bound():
                yield ev.CallJudged(call=call.call.id, verdict=asked_again(verdict, call.verdict))
                return
        async for event in self._remembered(call, state):
            yield event
        if call.verdict is not None and not call.verdict.undoable:
            yield await self._snapshot(f"before call {call.call.id}")
        frame = self._transcript.frame if call.origin is None else None
        yield ev.CallStarted(call=call.call.id, frame=frame, at=ports.now())
        self._begun, started = call.call.id, ports.now()
        if earlier := await self._stopped_before(call, state):
            yield _settled(call, earlier, sent=False)
        doing = tool.execute(arguments, self._context(call))
        if call.call.name == BASH:
            doing = watched(doing, ports.standing_desk, ports.channel, call.call.id)
        result = await doing
        finished = await self._finished(call, result, ports.now() - started)
        held = of_act(result.held, call.verdict)
        fills = call.verdict is not None and call.verdict.touch.fills
        refused = self._denied.among(held)
        dropped = unasked(held, fills, ports.profile, self._moment(state), ports.known_hosts)
        stopped = tuple({request.id: request for request in (*dropped, *refused)}.values())
        if stopped:
            held = of_act((await ports.standing_desk.settle_held(ids_of(stopped), send=False)).held, call.verdict)
            yield _settled(call, stopped, sent=False)
        if going := freely(held, ports.profile, self._moment(state), ports.known_hosts):
            held = of_act((await ports.standing_desk.settle_held(ids_of(going), send=True)).held, call.verdict)
            yield _settled(call, going, sent=True)
        if earlier or stopped:
            finished = _with_words(finished, stopped_words((*earlier, *dropped), refused))
        yield _waiting(finished, held) if held and isinstance(finished, ev.CallFinished) else finished
        ports.channel.clear()

    async def _stopped_before(self, call: OpenCall, state: State) -> tuple[HeldRequest, ...]:
        """What a page told by itself before an act that sends the whole, a draft that it keeps: it is stopped."""
        desk, ports = self._ports.standing_desk, self._ports
        if not covers_of_verdict(call.verdict).hosts:
            return ()
        waiting = unasked(await desk.held(), True, ports.profile, self._moment(state), ports.known_hosts)
        if waiting:
            await desk.settle_held(ids_of(waiting), send=False)
        return waiting

    async def _settle(self, move: mv.Settle, state: State) -> Events:
        """What pages would send goes, or is stopped; what they send next because of that is held again."""
        call, desk = move.call, self._ports.standing_desk
        if move.send:
            async for event in self._remembered(call, state):
                yield event
        sent, report = await settled(call, desk, send=move.send)
        if call.said == "deny":
            self._denied.add(call.held)
        yield _settled(call, call.held, sent=sent)
        finished = after_settling(call, report, sent=sent, why=move.why or GONE)
        finished = finished.model_copy(update={"screen": await self._screen()})
        yield _waiting(finished, report.held) if report.held and sent else finished

    async def hand_over(self, *, to_person: bool, seen: bool) -> None:
        """While a person has the desk, what pages send is theirs. A desk that is gone holds nothing.

        seen: the desk changes hands now; else it is as it was when this driver came.
        """
        desk = self._ports.desk
        if desk is None:
            return
        if to_person:
            await self.let_go()
            self._before = await standing(desk) if seen else None
        with contextlib.suppress(DeskhandError):
            await desk.cover(THEIRS if to_person else Covers())

    async def let_go(self) -> None:
        """Hold no key and no button of the desk any more; when this returns, no act of ours is under way on it. A desk
        that does not answer does not keep a person waiting."""
        if self._ports.desk is not None:
            with contextlib.suppress(DeskhandError, TimeoutError):
                async with asyncio.timeout(LET_GO_S):
                    await self._ports.desk.release_all()

    async def _handed_back(self) -> Events:
        """The model is told what a person changed on the desk."""
        desk, before, self._before = self._ports.standing_desk, self._before, None
        words = handed_back_words(before, await standing(desk))
        picture = await self._picture()
        yield ev.Noticed(topic="control", parts=(*words, picture) if picture else words)

    async def _snapshot(self, label: str) -> ev.Event:
        """Keep the work folder as it is. What stands in the way is said, and stops nothing: files are not the act."""
        try:
            info = await self._ports.standing_desk.snapshot(label)
        except DeskhandError as error:
            return ev.SnapshotTaken(snapshot="", label=f"{label}: none was taken: {error}")
        return ev.SnapshotTaken(snapshot=info.id, label=label, pages=tuple(page.address for page in info.pages))

    def _context(self, call: OpenCall) -> ToolContext:
        return ToolContext(
            desk=self._ports.standing_desk,
            seen=self._seen(call.call) if call.origin is None else None,
            pictured=None if call.call.shows_screen else self._transcript.pictured,
            patches=self._transcript.patches,
            target=call.verdict.touch.target if call.verdict else "",
            covers=covers_of_verdict(call.verdict),
            reach=reach_of(call.verdict.touch) if call.verdict else (),
            secrets=self._ports.secrets,
            workshop=self._workshop(call.call) if call.origin is None else None,
            apart=call.origin is not None,
        )

    def _workshop(self, call: Call) -> Workshop | None:
        shelf, session = self._ports.shelf, self._ports.session_id
        maker = Maker(by="model", who=self._transcript.speaker or self._ports.model.name, call=call.id)
        if shelf is None:
            return None
        return Workshop(shelf, session, maker, self._ports.renderer, self._ports.repairs)

    def _seen(self, call: Call) -> int | None:
        """The frame that a call was planned on. A call refused as stale is not refused twice: the model was told."""
        return None if self._stale == repr(call.arguments) else self._transcript.frame

    async def _finished(self, done: OpenCall, result: ToolResult, took_s: float) -> ev.Event:
        call = done.call
        if done.origin is None:
            self._stale = repr(call.arguments) if result.details.get("stale") else ""
        if call.name == BASH:
            self._folder = result.details.get("cwd", "")
        if result.question is not None:
            question = result.question
            return ev.Asked(
                question=self._ports.new_id(),
                call=call.id,
                kind="question",
                text=question.text,
                options=question.options,
            )
        content = tuple([await self._kept(part) for part in result.content])
        return ev.CallFinished(
            call=call.id,
            status="failed" if result.failed else "ok",
            content=content,
            screen=await self._screen() if result.details.get("changed") else None,
            details=result.details,
            frame=result.frame,
            outcome=result.outcome,
            took_s=took_s,
        )

    async def _kept(self, part: TextPart | Picture | Shot) -> Part:
        """A picture's bytes go to the blob store; the event holds their hash."""
        if isinstance(part, TextPart):
            return part
        if isinstance(part, Shot):
            blob = await self._ports.blobs.put(part.data, PNG)
            return PicturePart(blob=blob, media_type=PNG, width=part.width, height=part.height, alt=part.theme)
        digest = await self._ports.blobs.put(part.data, part.media_type)
        return PicturePart(
            blob=digest,
            media_type=part.media_type,
            width=part.width,
            height=part.height,
            frame=part.frame,
            region=part.box,
        )

    async def _ask_person(self, call: OpenCall, state: State) -> Events:
        assert call.verdict is not None
        ports, touch = self._ports, call.verdict.touch
        shown = (await self._picture(), await self._cut_out(touch.box))
        kept = ports.remembering is not None and call.origin is None
        lasting = kept and remember(touch, ports.profile, self._moment(state)) is not None
        yield approval_of(call, ports.profile, ports.new_id(), shown, lasting=lasting)

    async def _remembered(self, call: OpenCall, state: State) -> Events:
        """A lasting yes becomes a rule of whoever gave it, for this session too if it is theirs. What can't be kept is
        told, and counts this once."""
        ports = self._ports
        if call.answer is None or call.said != "always" or call.verdict is None or ports.remembering is None:
            return
        rule = remember(call.verdict.touch, ports.profile, self._moment(state))
        if rule is None:
            return
        account = ev.account_of(call.answer.by)
        try:
            ports.remembering.add(rule, ports.session_id, account)
        except DeskhandError as error:
            yield ev.Warned(topic="limit", text=f"This answer counts once; it could not be kept: {error}")
            return
        if state.session is not None and state.session.account == account:
            ports.profile = ports.profile.with_remembered(rule)
        data = rule.model_dump(mode="json", exclude_defaults=True)
        yield ev.Remembered(question=call.question, rule=data, account=account)

    async def _cut_out(self, box: Box | None) -> PicturePart | None:
        """The part of the screen around what the question is about; None when it can't be had."""
        region = around(box, self._ports.spec) if box else None
        if region is None or self._ports.desk is None:
            return None
        try:
            look = await self._ports.desk.look(region=region)
        except DeskhandError:
            return None
        kept = await self._kept(look.picture) if look.picture else None
        return kept if isinstance(kept, PicturePart) else None

    async def _reply(self, move: mv.Reply) -> Events:
        content: tuple[Part, ...] = with_quote(move.text, move.quoted)
        picture = await self._picture() if move.status == "interrupted" else None
        content += (picture,) if picture else ()
        frame = picture.frame if picture else None
        yield ev.CallFinished(call=move.call.call.id, status=move.status, content=content, frame=frame)

    async def _screen(self) -> PicturePart | None:
        """The screen for people, when it is not the one that was kept last."""
        if self._ports.desk is None:
            return None
        try:
            look = await self._ports.desk.look(since=self._kept_frame)
        except DeskhandError:
            return None
        self._kept_frame = look.frame
        kept = await self._kept(look.picture) if look.picture else None
        return kept if isinstance(kept, PicturePart) else None

    async def _picture(self) -> PicturePart | None:
        """The screen as it is, kept; None when it can't be had."""
        if self._ports.desk is None:
            return None
        try:
            look = await self._ports.desk.look()
        except DeskhandError:
            return None
        kept = await self._kept(look.picture) if look.picture else None
        return kept if isinstance(kept, PicturePart) else None

    async def _desk_lost(self, call: Call, lost: DeskLost) -> Events:
        """A call that had begun has an unknown outcome, another had none; a new desk is made, and everybody is told."""
        desk, self._ports.desk = self._ports.desk, None
        if desk is not None:
            await desk.detach()
        begun = self._begun == call.id
        content = error_parts(lost, mv.INTERRUPTED if begun else mv.NOT_BEGUN)
        yield ev.CallFinished(call=call.id, status="interrupted" if begun else "failed", content=content)
        async for event in self.open_desk():
            yield event

    async def open_desk(self) -> Events:
        """Make or find the desk. Raises DeskhandError when it can't be had."""
        desk = await self._ports.open_desk()
        self._ports.desk, info = desk, desk.info
        former = self._transcript.desk
        self._ports.channel.clear()
        yield ev.DeskReady(
            desk=info.id,
            width=info.width,
            height=info.height,
            walls=info.walls,
            fresh=info.id != former,
            note=info.note,
        )
        if former and info.id != former:
            words = f"The desk was made anew: {info.note or 'programs that ran on it are gone; the files are kept.'}"
            yield ev.Noticed(topic="desk", parts=(TextPart(text=words),))


def _with_words(finished: ev.Event, words: str) -> ev.Event:
    """The end of a call with one more thing told, in a stranger's words."""
    if not isinstance(finished, ev.CallFinished):
        return finished
    return finished.model_copy(update={"content": (*finished.content, TextPart(text=words, stranger=True))})


def _settled(call: OpenCall, requests: tuple[HeldRequest, ...], *, sent: bool) -> ev.RequestsSettled:
    return ev.RequestsSettled(call=call.call.id, requests=ids_of(requests), sent=sent)


def _waiting(finished: ev.CallFinished, held: tuple[HeldRequest, ...]) -> ev.RequestsHeld:
    """In the place of a call's end: what it set off waits in the browser."""
    given = finished.model_dump(include={"call", "details", "frame", "took_s"})
    return ev.RequestsHeld(**given, content=finished.content, requests=held)


def _tool_of(call: OpenCall) -> Tool:
    """The tool of a call. Raises NotFound listing those there are for whoever calls."""
    return tool_named(call.call.name) if call.origin is None else usable_tool(call.call.name)


def _arguments(call: OpenCall) -> Any:
    """The checked arguments. A command of an artifact's holds the desk and the model up for so long at most."""
    arguments = _tool_of(call).parse(dict(call.call.arguments))
    if call.call.name == BASH and call.origin is not None and call.origin.kind == "artifact":
        return arguments.model_copy(update={"timeout_s": min(arguments.timeout_s, ARTIFACT_S)})
    return arguments


async def _once(event: ev.Event) -> Events:
    yield event


def _failed(call: Call, error: DeskhandError) -> ev.Event:
    return ev.CallFinished(
        call=call.id,
        status="failed",
        content=error_parts(error),
        details={"error": type(error).__name__},
    )
