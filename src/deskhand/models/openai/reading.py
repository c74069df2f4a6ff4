"""Reading a streamed answer: events in, deltas out, one Reply at the end.

Events are read as plain data, tolerantly: what an answer holds is a stranger's, and the strangest one becomes a
failed reply or a malformed call, never an exception. The provider's items are kept as they came.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deskhand.core.messages import Call, Failure, Reply, StopReason, Usage
from deskhand.models.base import CallDelta, Delta, TextDelta, ThoughtDelta
from deskhand.models.openai.asking import Asking
from deskhand.models.openai.batches import calls_of
from deskhand.models.openai.conversation import CALLS, PROVIDER
from deskhand.models.openai_sdk.failures import PASSING, kind_of_code
from deskhand.models.pricing import priced
from deskhand.models.wire import sound

Item = dict[str, Any]

ENDS = frozenset({"response.completed", "response.incomplete", "response.failed"})
THOUGHTS = frozenset({"response.reasoning_summary_text.delta", "response.reasoning_text.delta"})


class Reading:
    """One answer, as far as it has come. price_row: the model's name in the price table."""

    def __init__(self, asked: Asking, model: str, price_row: str = "") -> None:
        self._asked = asked
        self._model = model
        self._price_row = price_row or model
        self._items: dict[int, Item] = {}
        self._texts: dict[int, list[str]] = {}
        self._inputs: dict[int, list[str]] = {}
        self._response: Item = {}
        self._error: Item = {}
        self._ended = False

    def take(self, event: Mapping[str, Any]) -> tuple[Delta, ...]:
        """Take one event in; what people may be shown of it at once. A CallDelta has the vendor's name and JSON."""
        index = event.get("output_index")
        index = index if isinstance(index, int) else -1
        kind = str(event.get("type"))
        if kind in ENDS:
            return self._end(sound.table(event.get("response")))
        if kind in THOUGHTS:
            return tuple(ThoughtDelta(piece) for piece in [sound.text(event.get("delta"))] if piece)
        match kind:
            case "response.output_item.added":
                self._items[index] = sound.block(event.get("item"))
            case "response.output_item.done":
                return self._item_done(index, event.get("item"))
            case "response.output_text.delta":
                return self._say(index, sound.text(event.get("delta")))
            case "response.function_call_arguments.delta":
                return self._argue(index, sound.text(event.get("delta")))
            case "error":
                self._error = sound.table(event)
        return ()

    def _end(self, response: Item) -> tuple[Delta, ...]:
        """The last event holds the answer whole: what was not heard of before is taken from it."""
        self._ended, self._response = True, response
        output = response.get("output")
        listed = list(enumerate(output)) if isinstance(output, list) else []
        unheard = [(index, item) for index, item in listed if index not in self._items]
        return tuple(delta for index, item in unheard for delta in self._item_done(index, item))

    def _item_done(self, index: int, item: Any) -> tuple[Delta, ...]:
        done = sound.block(item)
        if done or index not in self._items:
            self._items[index] = done
        return () if index in self._texts else self._say(index, _words(done))

    def _say(self, index: int, piece: str) -> tuple[Delta, ...]:
        if not piece:
            return ()
        self._texts.setdefault(index, []).append(piece)
        return (TextDelta(piece),)

    def _argue(self, index: int, piece: str) -> tuple[Delta, ...]:
        self._inputs.setdefault(index, []).append(piece)
        item = self._items.get(index, {})
        return (CallDelta(sound.text(item.get("call_id")), sound.text(item.get("name")), piece),) if piece else ()

    def end(self) -> tuple[Delta, ...]:
        """Nothing is held back until the end."""
        return ()

    def reply(self) -> Reply:
        """The reply that the events make; a failed one when they broke off or hold nothing.

        Calls of a turn that was refused or reached its limit are not made: the last of them may be half a call.
        """
        if self._error or self._response.get("status") == "failed":
            return self._failed(self._error or sound.table(self._response.get("error")))
        if not self._ended:
            return self.broken(f"{PROVIDER}: the answer broke off before its end", failure="broken")
        if stopped := self._stopped():
            return self._finished(stopped[0], error=stopped[1])
        calls, counts = self._calls()
        if not calls and not self._text().strip():
            return self.broken(f"{PROVIDER}: the answer was empty", failure="empty")
        return self._finished("calls" if calls else "end_turn", calls=calls, counts=counts)

    def broken(self, error: str, *, failure: Failure, retryable: bool = True) -> Reply:
        """The reply when nothing usable came: what was said so far, and what it cost, are kept."""
        return self._finished("failed", error=error, failure=failure, retryable=retryable)

    def _failed(self, error: Item) -> Reply:
        code, said = sound.text(error.get("code")), sound.line(sound.text(error.get("message")))
        words, kind = f"{PROVIDER} failed: {': '.join(filter(None, (code, said)))}", kind_of_code(code, said)
        return self.broken(words, failure=kind, retryable=kind in PASSING)

    def _stopped(self) -> tuple[StopReason, str] | None:
        """Why the answer is no turn, and in what words; None when it is one."""
        refusals = [words for item in self._items.values() for words in _refusals(item)]
        if refusals:
            return "refused", f"{PROVIDER}: the model refused. {sound.line(' '.join(refusals))}".strip()
        if self._response.get("status") != "incomplete":
            return None
        reason = sound.text(sound.table(self._response.get("incomplete_details")).get("reason"))
        if reason == "content_filter":
            return "refused", f"{PROVIDER}: the answer was stopped by the provider's content filter"
        return "limit", f"the answer reached its limit ({reason or 'no reason given'})"

    def _finished(
        self, stop: StopReason, *, calls: tuple[Call, ...] = (), counts: tuple[int, ...] = (), **rest: Any
    ) -> Reply:
        return Reply(
            text=self._text(),
            calls=calls,
            stop_reason=stop,
            usage=priced(self._tokens(), PROVIDER, self._price_row),
            native=self._native(counts),
            model=f"{PROVIDER}/{sound.text(self._response.get('model')) or self._model}",
            **rest,
        )

    def _text(self) -> str:
        texts = ["".join(pieces) for _, pieces in sorted(self._texts.items())]
        return "\n\n".join(text for text in texts if text.strip())

    def _calls(self) -> tuple[tuple[Call, ...], tuple[int, ...]]:
        """The canonical calls, and how many of them each item with calls stands for."""
        made = [
            calls_of(item, self._asked.scale) if item["type"] == "computer_call" else (self._call(index, item),)
            for index, item in sorted(self._items.items())
            if item.get("type") in CALLS
        ]
        return tuple(call for calls in made for call in calls), tuple(map(len, made))

    def _call(self, index: int, item: Item) -> Call:
        """The canonical call of a function call. Its arguments are completed here, so that they can be replayed."""
        call_id, name = sound.text(item.get("call_id")), sound.text(item.get("name"))
        written = sound.text(item.get("arguments")) or "".join(self._inputs.get(index, ()))
        try:
            arguments = sound.arguments(written) if written.strip() else {}
            item["arguments"] = written.strip() or "{}"
            tool = self._asked.form.read(name)
            if tool == "computer":
                arguments = self._asked.scale.to_screen(arguments)
            return Call(id=call_id, name=tool, arguments=arguments)
        except sound.UNREADABLE as error:
            item["arguments"] = "{}"
            return sound.malformed(call_id, self._asked.form.read(name), error)

    def _native(self, counts: tuple[int, ...]) -> dict[str, Any]:
        """The provider's items, for replay. counts: how many canonical calls each item with calls stands for."""
        return {
            "provider": PROVIDER,
            "model": f"{PROVIDER}/{self._model}",
            "wire": self._asked.form.name,
            "content": [item for _, item in sorted(self._items.items()) if item],
            "counts": list(counts),
            "id": sound.text(self._response.get("id")),
            "status": sound.text(self._response.get("status")),
        }

    def _tokens(self) -> Usage:
        """The tokens. The vendor's `input_tokens` holds the cached ones, as ours does."""
        used = sound.table(self._response.get("usage"))
        details = sound.table(used.get("input_tokens_details"))
        return Usage(
            input_tokens=sound.count(used.get("input_tokens")),
            output_tokens=sound.count(used.get("output_tokens")),
            cache_read_tokens=sound.count(details.get("cached_tokens")),
            cache_write_tokens=sound.count(details.get("cache_write_tokens")),
            cost_usd=None,
        )


def _parts(item: Item) -> list[Item]:
    content = item.get("content")
    return (
        [sound.table(part) for part in content] if item.get("type") == "message" and isinstance(content, list) else []
    )


def _words(item: Item) -> str:
    return "".join(sound.text(part.get("text")) for part in _parts(item) if part.get("type") == "output_text")


def _refusals(item: Item) -> list[str]:
    return [sound.text(part.get("refusal")) for part in _parts(item) if part.get("type") == "refusal"]
