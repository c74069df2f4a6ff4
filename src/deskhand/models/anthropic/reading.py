"""Reading a streamed answer: events in, deltas out, one Reply at the end.

Events are read as plain data, tolerantly: what an answer holds is a stranger's, and the strangest one becomes a
failed reply or a malformed call, never an exception. The provider's blocks are kept as they came.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deskhand.core.messages import Call, Failure, Reply, StopReason, Usage
from deskhand.models.anthropic.asking import Asking
from deskhand.models.base import CallDelta, Delta, TextDelta, ThoughtDelta
from deskhand.models.pricing import priced
from deskhand.models.wire import sound

Block = dict[str, Any]

STOP_REASONS: dict[str, StopReason] = {
    "end_turn": "end_turn",
    "stop_sequence": "end_turn",
    "pause_turn": "end_turn",
    "tool_use": "calls",
    "max_tokens": "limit",
    "model_context_window_exceeded": "limit",
    "refusal": "refused",
}
"""The vendor's reasons to stop, and ours."""

_GROWS = {
    "text_delta": ("text", "text"),
    "thinking_delta": ("thinking", "thinking"),
    "signature_delta": ("signature", "signature"),
}
"""Kind of delta -> its field, and the field of the block that it makes longer."""

_TOKENS = {
    "input_tokens": "input_tokens",
    "output_tokens": "output_tokens",
    "cache_read_tokens": "cache_read_input_tokens",
    "cache_write_tokens": "cache_creation_input_tokens",
}


class Reading:
    """One answer, as far as it has come."""

    def __init__(self, asked: Asking, model: str) -> None:
        self._asked = asked
        self._model = model
        self._provider = asked.provider
        self._message: Block = {}
        self._usage: Block = {}
        self._edits: Block = {}
        self._stop: Block = {}
        self._blocks: dict[int, Block] = {}
        self._inputs: dict[int, list[str]] = {}
        self._ended = False

    def take(self, event: Mapping[str, Any]) -> tuple[Delta, ...]:
        """Take one event in; what people may be shown of it at once. A CallDelta has the vendor's name and JSON."""
        index = event.get("index")
        index = index if isinstance(index, int) else -1
        match event.get("type"):
            case "message_start":
                self._message = sound.table(event.get("message"))
                self._usage |= sound.table(self._message.get("usage"))
            case "content_block_start":
                self._blocks[index] = sound.block(event.get("content_block"))
            case "content_block_delta" if index in self._blocks:
                delta = self._grow(index, sound.table(event.get("delta")))
                return (delta,) if delta else ()
            case "message_delta":
                self._stop |= sound.table(event.get("delta"))
                self._edits |= sound.block(event.get("context_management"))
                self._usage |= {
                    name: count for name, count in sound.table(event.get("usage")).items() if count is not None
                }
            case "message_stop":
                self._ended = True
        return ()

    def end(self) -> tuple[Delta, ...]:
        """Nothing is held back until the end."""
        return ()

    def _grow(self, index: int, delta: Block) -> Delta | None:
        block, kind = self._blocks[index], str(delta.get("type"))
        if kind == "input_json_delta":
            piece = sound.text(delta.get("partial_json"))
            self._inputs.setdefault(index, []).append(piece)
            return CallDelta(str(block.get("id")), str(block.get("name")), piece) if piece else None
        if kind in _GROWS:
            source, name = _GROWS[kind]
            piece = sound.text(delta.get(source))
            block[name] = sound.text(block.get(name)) + piece
            if not piece or kind == "signature_delta":
                return None
            return ThoughtDelta(piece) if kind == "thinking_delta" else TextDelta(piece)
        return None

    def reply(self) -> Reply:
        """The reply that the events make; a failed one when they broke off or hold nothing.

        Calls of a turn that was refused or reached its limit are not made: the last of them may be half a call.
        """
        if not self._ended:
            return self.broken(f"{self._provider}: the answer broke off before its end", failure="broken")
        stop = STOP_REASONS.get(str(self._stop.get("stop_reason")), "end_turn")
        if stop == "refused":
            return self._finished(stop, error=f"{self._provider}: {_refusal(self._stop)}")
        if stop == "limit":
            return self._finished(stop, error=f"the answer reached its limit ({self._stop.get('stop_reason')})")
        calls = self._calls()
        if not calls and not self._text().strip():
            return self.broken(f"{self._provider}: the answer was empty", failure="empty")
        return self._finished("calls" if calls else "end_turn", calls=calls)

    def broken(self, error: str, *, failure: Failure, retryable: bool = True) -> Reply:
        """The reply when nothing usable came: what was said so far, and what it cost, are kept."""
        return self._finished("failed", error=error, retryable=retryable, failure=failure)

    def _finished(self, stop: StopReason, *, calls: tuple[Call, ...] = (), **rest: Any) -> Reply:
        return Reply(
            text=self._text(),
            calls=calls,
            stop_reason=stop,
            usage=priced(self._tokens(), self._provider, self._model),
            native=self._native(),
            model=f"{self._provider}/{sound.text(self._message.get('model')) or self._model}",
            **rest,
        )

    def _text(self) -> str:
        return "\n\n".join(text for block in self._all("text") if (text := sound.text(block.get("text"))).strip())

    def _all(self, kind: str) -> list[Block]:
        return [block for _, block in sorted(self._blocks.items()) if block.get("type") == kind]

    def _calls(self) -> tuple[Call, ...]:
        uses = [(index, block) for index, block in sorted(self._blocks.items()) if block.get("type") == "tool_use"]
        return tuple(self._call(index, block) for index, block in uses)

    def _call(self, index: int, block: Block) -> Call:
        """The canonical call of a block. The block's input is completed here, so that it can be replayed."""
        call_id, text = sound.text(block.get("id")), "".join(self._inputs.get(index, ()))
        try:
            given = sound.arguments(text) if text.strip() else sound.table(block.get("input"))
            block["input"] = given
            name, arguments = self._asked.form.read(block, given)
            if name == "computer":
                arguments = self._asked.scale.to_screen(arguments)
            return Call(id=call_id, name=sound.text(name), arguments=arguments)
        except sound.UNREADABLE as error:
            block["input"] = {}
            return sound.malformed(call_id, sound.text(block.get("name")), error)

    def _native(self) -> dict[str, Any]:
        """The provider's blocks, for replay, and what it left out of the conversation before it read it.

        Blank text is left out: the API refuses to take it back.
        """
        blocks = [block for _, block in sorted(self._blocks.items())]
        kept = [block for block in blocks if block.get("type") != "text" or sound.has_words(block.get("text"))]
        return {
            "provider": self._provider,
            "model": f"{self._provider}/{self._model}",
            "wire": self._asked.form.name,
            "content": kept,
            "id": sound.text(self._message.get("id")),
            "stop_reason": sound.text(self._stop.get("stop_reason")),
        } | ({"context_management": self._edits} if self._edits else {})

    def _tokens(self) -> Usage:
        """The tokens. The vendor counts cached ones apart; `Usage.input_tokens` holds all of the input."""
        counts = {name: sound.count(self._usage.get(source)) for name, source in _TOKENS.items()}
        counts["input_tokens"] += counts["cache_read_tokens"] + counts["cache_write_tokens"]
        return Usage(**counts, cost_usd=None)


def _refusal(stop: Block) -> str:
    details = sound.table(stop.get("stop_details"))
    words = [sound.text(details.get("category")), sound.text(details.get("explanation"))]
    return f"the model refused. {': '.join(word for word in words if word)}".strip()
