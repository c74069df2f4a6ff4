"""`StepsModel`: the built-in model that needs no key. It follows plain-language steps with the tools of any model.

Pure: no I/O, no clock, no chance. What it must remember travels in `Reply.native["steps"]`; the program itself is the
person's words. Whatever it is given, it answers with a Reply.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Sequence
from typing import Any

from pydantic import ValidationError

from deskhand.core.messages import (
    Call,
    Message,
    ModelMessage,
    PersonMessage,
    Reply,
    ResultMessage,
    Usage,
    text_of,
)
from deskhand.models.base import Delta, Request, TextDelta
from deskhand.models.steps.language.parser import parse
from deskhand.models.steps.language.program import Program
from deskhand.models.steps.run.asking import Answer, Answers, ToolUse
from deskhand.models.steps.run.machine import Ending, Turn, sane
from deskhand.models.steps.run.state import State

NATIVE = "steps"
_AGAIN_WORDS = "continue|go on|try again|retry|again|resume|继续|重试|再试一次"
_SKIP_WORDS = "skip(?: it| this(?: step)?)?|next|跳过"
_STOP_WORDS = "stop|cancel|abort|停|停止|取消"
_DID_WORDS = (
    r"(?:i|we)(?:['’]ve| have)? (?:already |just )?(?:did|done|sent|pressed|clicked|typed|filled|chose|signed|saved"
    r"|paid|finished)\b[^\n]{0,80}|done(?: it)?(?: myself)?"
    r"|我(?:已经?|刚)?(?:自己)?(?:发|做|按|点|填|选|存|付)[^\n]{0,40}"
)


def _only(words: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{words})\s*[.!。！]?\s*$", re.IGNORECASE)


_SKIP, _STOP = _only(f"{_SKIP_WORDS}|{_DID_WORDS}"), _only(_STOP_WORDS)
_COMMAND = _only(f"{_AGAIN_WORDS}|{_SKIP_WORDS}|{_STOP_WORDS}|{_DID_WORDS}")
"""Whole messages that are no steps but words about the steps before: also what a person says who did one themselves."""


class StepsModel:
    """The model `steps`. It keeps nothing between two requests."""

    @property
    def name(self) -> str:
        return "steps"

    def problems(self, task: str) -> tuple[str, ...]:
        """The lines that are no steps, each with what to write instead."""
        return tuple(str(problem) for problem in parse(task).problems)

    async def stream(self, request: Request) -> AsyncIterator[Delta | Reply]:
        """One turn: narration, then the calls of the next step, or `finish`."""
        reply = next_reply(request.messages, can_ask=any(tool.name == "ask_person" for tool in request.tools))
        if reply.text:
            yield TextDelta(reply.text)
        yield reply

    async def close(self) -> None:
        """Nothing to let go of."""


def next_reply(messages: Sequence[Message], *, can_ask: bool) -> Reply:
    """The reply to a conversation; a pure function of it."""
    state = last_state(messages)
    if state is None:
        return _end(State(), (), Ending("failed", "My own record of where I was can't be read. Start the steps again."))
    words = [text_of(m.parts) for m in messages if isinstance(m, PersonMessage) and m.role == "person"]
    state, stop = _heard(state, words)
    if state.phase == "finished":
        return _reply(state, "Nothing is left to do. Write more steps.", ())
    if stop:
        return _end(state, (), Ending("failed", "Stopped by the person."))
    said = [each for each in words[state.heard : state.heard + state.said] if not _COMMAND.match(each)]
    program = parse("\n".join(said), frozenset(state.values))
    return _take(state, program, last_answers(messages), can_ask=can_ask)


def _heard(state: State, words: list[str]) -> tuple[State, bool]:
    """The state with what the person has said since, and whether they said to stop.

    While a program runs, further words are further steps. After its end they are a new program, to which the old one's
    variables are known; "continue" and "skip" go on with one that failed, and so does that they did it themselves.
    """
    known = state.heard + state.said
    new = words[known:]
    if not new:
        return state, False
    if not state.said or (state.phase == "running" and not all(_COMMAND.match(each) for each in new)):
        return state.model_copy(update={"said": len(words) - state.heard, "program": ""}), False
    if not all(_COMMAND.match(each) for each in new):
        return State(turn=state.turn, heard=known, said=len(new), values=state.values), False
    state = state.model_copy(update={"said": state.said + len(new)})
    if _STOP.match(new[-1]):
        return state, True
    if state.phase == "finished" and not state.complete:
        skipped = state.place + bool(_SKIP.match(new[-1]))
        state = state.model_copy(update={"phase": "running", "place": skipped, "answers": [], "told": False})
    return state, False


def _take(state: State, program: Program, answers: Answers | None, *, can_ask: bool) -> Reply:
    if program.problems:
        return _end(state, (), Ending("failed", unreadable(program)))
    if (state.program and state.program != program.hash) or not sane(state, program):
        return _end(state, (), Ending("failed", "The steps are not the ones I began with. Start them again."))
    turn = Turn(program, state.model_copy(update={"program": program.hash}), answers, can_ask)
    came = turn.take()
    if isinstance(came, Ending):
        return _end(turn.state, tuple(turn.said), came)
    return _reply(turn.state, "\n".join(turn.said), came)


def unreadable(program: Program) -> str:
    """What is wrong with a program that can't be followed, for the person."""
    problems = program.problems[:10]
    more = f" And {len(program.problems) - 10} more." if len(program.problems) > 10 else ""
    return "I can't follow these steps. " + " ".join(str(problem) for problem in problems) + more


def _end(state: State, said: tuple[str, ...], ending: Ending) -> Reply:
    checks = [{"name": c.name, "holds": c.holds, "evidence": c.evidence} for c in state.checks]
    arguments: dict[str, Any] = {"outcome": ending.outcome, "summary": ending.summary[:4_000]}
    if checks:
        arguments["checks"] = checks
    complete = ending.outcome == "done"
    finished = state.model_copy(update={"phase": "finished", "answers": [], "told": False, "complete": complete})
    words = said if complete else (*said, ending.summary)  # what was done is told once, by the call
    return _reply(finished, "\n".join(words), (ToolUse("finish", arguments),))


def _reply(state: State, text: str, uses: tuple[ToolUse, ...]) -> Reply:
    after = state.model_copy(update={"turn": state.turn + 1})
    calls = tuple(
        Call(id=f"s{after.turn}.{n}", name=use.tool, arguments=_clean(use.arguments)) for n, use in enumerate(uses, 1)
    )
    return Reply(
        text=_writable(text),
        calls=calls,
        stop_reason="calls" if calls else "end_turn",
        usage=Usage(),
        native={NATIVE: _clean(after.model_dump(mode="python"))},
        model="steps",
    )


def _writable(text: str) -> str:
    """Text without lone surrogates, which nothing can store."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _clean(value: Any) -> Any:
    """JSON-ready, writable as UTF-8."""
    return json.loads(_writable(json.dumps(value, ensure_ascii=False)))


def last_state(messages: Sequence[Message]) -> State | None:
    """The state in the last reply that carries one; a new one when there is none; None when it can't be read."""
    for message in reversed(messages):
        if isinstance(message, ModelMessage) and NATIVE in message.reply.native:
            try:
                return State.model_validate(message.reply.native[NATIVE])
            except ValidationError:
                return None
    return State()


def last_answers(messages: Sequence[Message]) -> Answers | None:
    """The answers to the calls of the last reply, in the order of the calls; None when it made none."""
    calls: tuple[Call, ...] = ()
    results: dict[str, ResultMessage] = {}
    for message in messages:
        if isinstance(message, ModelMessage):
            calls, results = message.reply.calls, {}
        elif isinstance(message, ResultMessage):
            results[message.call_id] = message
    if not calls or any(call.name == "finish" for call in calls):
        return None
    found = [results[call.id] for call in calls if call.id in results]
    return Answers([Answer(result.tool, text_of(result.parts), result.failed) for result in found])
