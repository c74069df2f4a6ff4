"""A model that says what it was told to say: for tests and for trying parts without a thinking model.

It is a test double and says so: its replies come from a list, or from a function of the request.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence

from pydantic import JsonValue

from deskhand.core.messages import Call, Reply
from deskhand.models.base import Delta, Request, TextDelta

Script = Callable[[Request], Reply]
Answer = Reply | Script


class ScriptedModel:
    """Answers request n with `answers[n]`, or every request by one function; past the end it fails for good.

    `requests` holds what it was shown.
    """

    def __init__(self, answers: Sequence[Answer] | Script, *, name: str = "scripted") -> None:
        self.name = name
        self.requests: list[Request] = []
        self._answers = answers if callable(answers) else list(answers)

    async def stream(self, request: Request) -> AsyncIterator[Delta | Reply]:
        turn = len(self.requests)
        self.requests.append(request)
        reply = self._answer(turn, request)
        if reply.text:
            yield TextDelta(reply.text)
        yield reply

    def _answer(self, turn: int, request: Request) -> Reply:
        if callable(self._answers):
            return self._answers(request)
        if turn >= len(self._answers):
            return Reply(stop_reason="failed", error=f"the script has only {len(self._answers)} replies")
        answer = self._answers[turn]
        return answer(request) if callable(answer) else answer

    def problems(self, task: str) -> tuple[str, ...]:
        """A script does not mind what it is asked."""
        return ()

    async def close(self) -> None:
        """Nothing to let go of."""


def calling(*calls: tuple[str, dict[str, JsonValue]], text: str = "", turn: str = "t") -> Reply:
    """A reply that makes these (tool, arguments) calls, with ids TURN.1, TURN.2 ..."""
    made = tuple(Call(id=f"{turn}.{n}", name=name, arguments=arguments) for n, (name, arguments) in enumerate(calls, 1))
    return Reply(text=text, calls=made, stop_reason="calls" if made else "end_turn", model="scripted")


def saying(text: str) -> Reply:
    """A reply of words alone: the model ends its turn."""
    return Reply(text=text, model="scripted")
