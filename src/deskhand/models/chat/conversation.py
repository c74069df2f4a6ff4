"""A conversation as Chat Completions takes it: instructions, then turns that alternate, one answer for each call.

Turns alternate even where the API does not demand it, because chat templates of local models do. Pictures stand in
messages of the user's side only: few servers take them elsewhere. What was written for the first n messages stays the
same when more follow; the model's own turns are replayed in their own words, without their thinking, where this model
said them in this wire form, else they are written from their normal form.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from deskhand.core.messages import Call, Message, ModelMessage, PersonMessage, Reply, ResultMessage
from deskhand.models.chat import guided, tagged
from deskhand.models.chat.forms import TAGGED_JSON, Form
from deskhand.models.wire.pictures import Shown
from deskhand.models.wire.showing import Piece, Showing

GO_ON = "Your turn was cut off before its end. Go on."
NO_ANSWER = "No answer to this call is on record. Look before you go on."
NOTHING = "(nothing)"
FAILED = "[failed]"

Turn = dict[str, Any]


@dataclass(slots=True)
class _Open:
    """A turn of the model whose calls are being answered."""

    reply: Reply
    answers: dict[str, ResultMessage] = field(default_factory=dict)


@dataclass(slots=True)
class Conversation:
    """Takes messages in, oldest first; `turns` is what is sent."""

    provider: str
    form: Form
    showing: Showing
    turns: list[Turn] = field(default_factory=list)
    _open: _Open | None = None
    _held: list[Piece] = field(default_factory=list)

    def add(self, message: Message) -> None:
        """Take one message in. Words that come while calls are open wait for the answers."""
        match message:
            case PersonMessage(role=role, parts=parts):
                pieces = self.showing.pieces(parts, told_by=role)
                if self._open:
                    self._held += pieces
                else:
                    self._user(pieces)
            case ModelMessage(reply=reply):
                self._close()
                self._reply(reply)
            case ResultMessage(call_id=call_id) if self._open and any(c.id == call_id for c in self._open.reply.calls):
                self._open.answers[call_id] = message
                if len(self._open.answers) == len({call.id for call in self._open.reply.calls}):
                    self._close()
            case _:
                pass  # an answer to a call that nobody made

    def finish(self) -> list[Turn]:
        """The messages of a request: every call answered, the last word not the model's."""
        self._close()
        if not self.turns or self.turns[-1]["role"] == "assistant":
            self._user([GO_ON])
        return [
            turn | ({"content": _content(turn["content"])} if turn["role"] == "user" else {}) for turn in self.turns
        ]

    def _user(self, pieces: list[Piece]) -> None:
        if not pieces:
            return
        if self.turns and self.turns[-1]["role"] == "user":
            self.turns[-1]["content"] += pieces
        else:
            self.turns.append({"role": "user", "content": list(pieces)})

    def _reply(self, reply: Reply) -> None:
        turn = self._verbatim(reply) or self._written(reply)
        if not turn["content"] and "tool_calls" not in turn:
            return
        if not self.turns or self.turns[-1]["role"] == "assistant":
            self._user([GO_ON])
        self.turns.append(turn)
        self._open = _Open(reply) if reply.calls else None

    def _verbatim(self, reply: Reply) -> Turn | None:
        """The model's own words, when it said them in this form and to the end; else None."""
        said = reply.native
        if (said.get("provider"), said.get("model"), said.get("wire")) != (
            self.provider,
            self.showing.card.model,
            self.form.name,
        ):
            return None
        if reply.stop_reason not in ("calls", "end_turn"):
            return None
        turn: Turn = {"role": "assistant", "content": str(said.get("content", ""))}
        if self.form.marks_calls:
            return turn
        given = [call for call in said.get("calls", ()) if isinstance(call, dict)]
        if len(given) != len(reply.calls):
            return None
        pairs = zip(reply.calls, given, strict=True)
        return _with_calls(turn, [(call.id, str(own.get("name")), str(own.get("arguments"))) for call, own in pairs])

    def _written(self, reply: Reply) -> Turn:
        calls = [(call, self._arguments(call)) for call in reply.calls]
        text = reply.text if reply.text.strip() else ""
        if not self.form.marks_calls:
            turn: Turn = {"role": "assistant", "content": text}
            listed = [(call.id, call.name or tagged.NAMELESS, _dumped(arguments)) for call, arguments in calls]
            return _with_calls(turn, listed)
        if self.form.name == TAGGED_JSON:
            content = guided.written(reply.text, [(call.name, arguments) for call, arguments in calls])
            return {"role": "assistant", "content": content if text or calls else ""}
        words = [text] if text else []
        return {
            "role": "assistant",
            "content": "\n".join([*words, *(tagged.written(call.name, arguments) for call, arguments in calls)]),
        }

    def _arguments(self, call: Call) -> dict[str, Any]:
        given = dict(call.arguments)
        return self.showing.scale.to_sent(given) if call.name == "computer" else given

    def _close(self) -> None:
        """Answer the open calls; those without an answer get one that says so."""
        if self._open is None:
            return
        turn, self._open = self._open, None
        shown: list[Piece] = []
        for call in turn.reply.calls:
            words, pictures = self._answer(turn.answers.get(call.id))
            if self.form.marks_calls:
                shown += [tagged.answer(call.name, words), *pictures]
            else:
                self.turns.append({"role": "tool", "tool_call_id": call.id, "content": words})
                shown += pictures
        held, self._held = self._held, []
        self._user([*shown, *held])

    def _answer(self, message: ResultMessage | None) -> tuple[str, list[Piece]]:
        """The words of an answer, of which none can pass for a call, and its pictures."""
        if message is None:
            return f"{FAILED} {NO_ANSWER}", []
        pieces = self.showing.pieces(message.parts)
        words = "\n".join(piece for piece in pieces if isinstance(piece, str)) or NOTHING
        return tagged.harmless(f"{FAILED} {words}" if message.failed else words), [
            piece for piece in pieces if isinstance(piece, Shown)
        ]


def _with_calls(turn: Turn, calls: list[tuple[str, str, str]]) -> Turn:
    """The turn with calls (id, name, arguments as JSON)."""
    made = [
        {"id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}
        for call_id, name, arguments in calls
    ]
    return turn | ({"tool_calls": made} if made else {})


def _dumped(arguments: Any) -> str:
    return json.dumps(arguments, ensure_ascii=False)


def _content(pieces: list[Piece]) -> Any:
    """Plain text where there is no picture: many templates take nothing else."""
    if all(isinstance(piece, str) for piece in pieces):
        return "\n\n".join(str(piece) for piece in pieces)
    return [_part(piece) for piece in pieces]


def _part(piece: Piece) -> dict[str, Any]:
    if isinstance(piece, Shown):
        return {"type": "image_url", "image_url": {"url": piece.url}}
    return {"type": "text", "text": piece}
