"""A conversation as the Responses API takes it: items, one output for each call, marks around strangers' words.

A turn of the model is written when all its calls are answered, verbatim where this model said it in this wire form:
the reasoning that the vendor sealed, then the calls, then their outputs. It is written anew, as function calls and
without its reasoning, where it can't be replayed: another model said it, a picture that a `computer_call` must be
answered by is not there any more, or nobody confirmed what the vendor wanted confirmed, so that the call was not made
and may not be acknowledged. What was written for the first n messages stays the same when more follow.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from deskhand.core.messages import Message, ModelMessage, PersonMessage, Reply, ResultMessage
from deskhand.models.openai.batches import call_id_of, checks
from deskhand.models.openai.forms import Form
from deskhand.models.wire.marks import notice
from deskhand.models.wire.pictures import Shown
from deskhand.models.wire.showing import Piece, Showing

PROVIDER = "openai"
GO_ON = "Your turn was cut off before its end. Go on."
NO_ANSWER = "No answer to this call is on record. Look before you go on."
NOTHING = "(nothing)"
FAILED = "[failed]"

CALLS = ("function_call", "computer_call")
REPLAYED = ("message", "reasoning", *CALLS)
"""Items that are known, and taken back as they came. A turn that holds another one is written anew."""
CALL_ID_CHARS_MAX = 64
"""The API refuses a longer one, which another provider may have made."""

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a call is answered with, and whether a person had confirmed it."""

    pieces: list[Piece]
    confirmed: bool = False


@dataclass(slots=True)
class _Turn:
    """A turn of the model whose calls are being answered. thinking: whether its reasoning may be replayed."""

    reply: Reply
    thinking: bool
    answers: dict[str, ResultMessage] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        return len(self.answers) == len({call.id for call in self.reply.calls})


@dataclass(slots=True)
class Conversation:
    """Takes messages in, oldest first; `items` is what is sent."""

    form: Form
    model: str
    showing: Showing
    with_reasoning: bool = True
    items: list[Item] = field(default_factory=list)
    _turn: _Turn | None = None
    _held: list[Item] = field(default_factory=list)

    def add(self, message: Message) -> None:
        """Take one message in. Words that come while calls are open wait for the answers."""
        match message:
            case PersonMessage(role=role, parts=parts):
                said = _said([_input(piece) for piece in self.showing.pieces(parts, told_by=role)])
                (self._held if self._turn else self.items).extend(said)
            case ModelMessage(reply=reply, thinking=thinking):
                self._close()
                self._turn = _Turn(reply, thinking and self.with_reasoning)
                self._close_if_answered()
            case ResultMessage(call_id=call_id) if self._turn and any(c.id == call_id for c in self._turn.reply.calls):
                self._turn.answers[call_id] = message
                self._close_if_answered()
            case _:
                pass  # an answer to a call that nobody made: the API would refuse it

    def finish(self) -> list[Item]:
        """The items of a request: every call answered, the last word not the model's."""
        self._close()
        if not self.items or self.items[-1].get("role") == "assistant" or _is_the_models(self.items[-1]):
            self.items += _said([{"type": "input_text", "text": GO_ON}])
        return self.items

    def _close_if_answered(self) -> None:
        if self._turn and self._turn.answered:
            self._close()

    def _close(self) -> None:
        """Write the turn; calls without an answer get one that says so."""
        if self._turn is None:
            return
        turn, self._turn = self._turn, None
        answers = [self._answer(turn.answers.get(call.id)) for call in turn.reply.calls]
        self.items += self._verbatim(turn, answers) or self._written(turn.reply, answers)
        self.items += self._held
        self._held = []

    def _answer(self, message: ResultMessage | None) -> _Answer:
        """The API has no mark for a call that failed: words say it."""
        if message is None:
            return _Answer([FAILED, NO_ANSWER])
        pieces = self.showing.pieces(message.parts)
        return _Answer([FAILED, *pieces] if message.failed else pieces, message.confirmed)

    def _verbatim(self, turn: _Turn, answers: list[_Answer]) -> list[Item]:
        """The provider's own items and the outputs of their calls; nothing when they can't be replayed."""
        said, reply = turn.reply.native, turn.reply
        if (said.get("provider"), said.get("model"), said.get("wire")) != (PROVIDER, self.model, self.form.name):
            return []
        items = [dict(item) for item in said.get("content", ()) if isinstance(item, dict)]
        calls = [item for item in items if item.get("type") in CALLS]
        counts = said.get("counts", ())
        if reply.stop_reason not in ("calls", "end_turn") or not _replayable(items, with_reasoning=turn.thinking):
            return []
        if len(calls) != len(counts) or sum(counts) != len(reply.calls):
            return []
        outputs, words, at = list[Item](), list[Piece](), 0
        for item, count in zip(calls, counts, strict=True):
            item["call_id"] = call_id_of(reply.calls[at], count)[-CALL_ID_CHARS_MAX:]
            output = _output(item, answers[at], _newest_picture(answers))
            if output is None:
                return []
            outputs.append(output)
            if item["type"] == "computer_call":
                words += [piece for answer in answers[at : at + count] for piece in answer.pieces]
            at += count
        return [*items, *outputs, *_told(words)]

    def _written(self, reply: Reply, answers: list[_Answer]) -> list[Item]:
        items: list[Item] = []
        if reply.text.strip():
            items.append({"type": "message", "role": "assistant", "content": reply.text})
        for call in reply.calls:
            arguments = self.showing.scale.to_sent(call.arguments) if call.name == "computer" else call.arguments
            items.append(
                {
                    "type": "function_call",
                    "call_id": call.id[-CALL_ID_CHARS_MAX:],
                    "name": self.form.written(call.name) or "unnamed",
                    "arguments": json.dumps(arguments, ensure_ascii=False),
                }
            )
        outputs = [
            _function_output(call.id[-CALL_ID_CHARS_MAX:], answer.pieces)
            for call, answer in zip(reply.calls, answers, strict=True)
        ]
        return [*items, *outputs]


def _is_the_models(item: Item) -> bool:
    return item.get("type") in ("reasoning", *CALLS)


def _replayable(items: list[Item], *, with_reasoning: bool) -> bool:
    """Whether all reasoning is there as the vendor sealed it, and may be shown: items are bound to theirs."""
    if not all(item.get("type") in REPLAYED for item in items):
        return False
    reasoning = [item for item in items if item.get("type") == "reasoning"]
    return not reasoning or (with_reasoning and all(item.get("encrypted_content") for item in reasoning))


def _newest_picture(answers: list[_Answer]) -> Shown | None:
    pieces = [piece for answer in answers for piece in answer.pieces]
    return next((piece for piece in reversed(pieces) if isinstance(piece, Shown)), None)


def _output(item: Item, first: _Answer, picture: Shown | None) -> Item | None:
    """The output of an item with calls, the first of which was answered so; None when there can't be one."""
    if item["type"] == "function_call":
        return _function_output(item["call_id"], first.pieces)
    confirmed = checks(item)
    if picture is None or (confirmed and not first.confirmed):
        return None
    output: Item = {
        "type": "computer_call_output",
        "call_id": item["call_id"],
        "output": {"type": "computer_screenshot", "image_url": picture.url},
    }
    return output | ({"acknowledged_safety_checks": confirmed} if confirmed else {})


def _input(piece: Piece) -> Item:
    if isinstance(piece, Shown):
        return {"type": "input_image", "detail": "auto", "image_url": piece.url}
    return {"type": "input_text", "text": piece}


def _said(content: list[Item]) -> list[Item]:
    return [{"type": "message", "role": "user", "content": content}] if content else []


def _function_output(call_id: str, pieces: list[Piece]) -> Item:
    words = [piece for piece in pieces if isinstance(piece, str)]
    only_words = len(words) == len(pieces)
    output: Any = "\n".join(words) or NOTHING if only_words else [_input(piece) for piece in pieces]
    return {"type": "function_call_output", "call_id": call_id, "output": output}


def _told(pieces: list[Piece]) -> list[Item]:
    """What the acts of a batch answered, which its output has no place for."""
    words = [piece for piece in pieces if isinstance(piece, str)]
    return _said([{"type": "input_text", "text": notice("\n".join(words))}]) if words else []
