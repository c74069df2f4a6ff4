"""Reading a streamed answer: chunks in, deltas out, one Reply at the end.

Chunks are read as plain data, tolerantly: servers leave out ids, indexes, usage and types, put several things in one
chunk, and stop with any reason. The strangest answer becomes a failed reply or a malformed call, never an exception.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deskhand.core.messages import Call, Failure, Reply, StopReason, Usage
from deskhand.models.base import Delta, ThoughtDelta
from deskhand.models.cards import Card
from deskhand.models.chat import guided, tagged
from deskhand.models.chat.asking import Asking
from deskhand.models.chat.calls import Calls
from deskhand.models.chat.forms import TAGGED_JSON, TOOLS
from deskhand.models.chat.hearing import Hearing
from deskhand.models.pricing import priced
from deskhand.models.wire import sound

STOPPED: dict[str, StopReason] = {"length": "limit", "max_tokens": "limit", "content_filter": "refused"}
"""Reasons to stop that are no end of a turn. With any other one the answer is what it holds."""


class Reading:
    """One answer, as far as it has come."""

    def __init__(self, asked: Asking, card: Card) -> None:
        self._asked = asked
        self._card = card
        self._hearing = Hearing(asked.form, asked.prefix, asked.nonce)
        self._calls = Calls(asked.prefix)
        self._refusal: list[str] = []
        self._usage: dict[str, Any] = {}
        self._stop = ""
        self._model = ""
        self._id = ""

    def take(self, chunk: Mapping[str, Any]) -> tuple[Delta, ...]:
        """Take one chunk in; what people may be shown of it at once."""
        self._id = self._id or sound.text(chunk.get("id"))
        self._model = self._model or sound.text(chunk.get("model"))
        self._usage |= {name: value for name, value in sound.table(chunk.get("usage")).items() if value is not None}
        choices = chunk.get("choices")
        deltas: list[Delta] = []
        for choice in (sound.table(each) for each in choices) if isinstance(choices, list | tuple) else ():
            if choice.get("index") in (None, 0):
                deltas += self._take_choice(choice)
        return tuple(deltas)

    def _take_choice(self, choice: dict[str, Any]) -> list[Delta]:
        """Only the first choice counts; no other was asked for. Some servers end with a whole `message`."""
        delta = sound.table(choice.get("delta")) or sound.table(choice.get("message"))
        thought = _words(delta.get("reasoning_content")) or _words(delta.get("reasoning"))
        deltas: list[Delta] = [ThoughtDelta(thought)] if thought else []
        deltas += self._hearing.feed(_words(delta.get("content")))
        self._refusal.append(_words(delta.get("refusal")))
        if self._asked.form.name == TOOLS:
            deltas += self._calls.take(delta)
        self._stop = sound.text(choice.get("finish_reason")) or self._stop
        return deltas

    def end(self) -> tuple[Delta, ...]:
        """The last of what people may be shown; to be called before `reply`."""
        deltas = self._hearing.end()
        say = self._turn()[0] if self._asked.form.name == TAGGED_JSON and self._whole else ""
        return (*deltas, *self._hearing.say(say))

    @property
    def _whole(self) -> bool:
        return bool(self._stop) and self._stop not in STOPPED and self._stop != "error"

    def _turn(self) -> tuple[str, tuple[Call, ...]]:
        """What is said and the calls, in canonical pixels."""
        form, hearing, prefix = self._asked.form.name, self._hearing, self._asked.prefix
        if form == TOOLS:
            return hearing.said, self._calls.made() or tagged.calls_of(hearing.asked, prefix)
        if form == TAGGED_JSON:
            return guided.turn_of(hearing.asked, prefix) if hearing.asked.strip() else ("", ())
        return hearing.said, tagged.calls_of(hearing.asked, prefix, self._asked.nonce)

    def reply(self) -> Reply:
        """The reply that the chunks make; a failed one when they broke off or hold nothing.

        Calls of a turn that was refused or reached its limit are not made: the last of them may be half a call.
        """
        if not self._stop:
            return self.broken("the answer broke off before its end", failure="broken")
        if self._stop == "error":
            return self.broken("the server failed while it answered", failure="broken")
        if refusal := sound.line("".join(self._refusal)):
            return self._finished("refused", error=f"{self._card.provider}: the model refused. {refusal}")
        if stop := STOPPED.get(self._stop):
            filtered = f"{self._card.provider}: the answer was stopped by a content filter"
            limit = f"the answer reached its limit ({self._stop})"
            return self._finished(stop, error=filtered if stop == "refused" else limit)
        made = tuple(self._on_screen(call) for call in self._turn()[1])
        if not made and not self._hearing.said.strip():
            return self.broken("the answer was empty", failure="empty")
        return self._finished("calls" if made else "end_turn", calls=made)

    def broken(self, error: str, *, failure: Failure, retryable: bool = True) -> Reply:
        """The reply when nothing usable came: what was said so far, and what it cost, are kept."""
        words = error if error.startswith(self._card.provider) else f"{self._card.provider}: {error}"
        return self._finished("failed", error=words, failure=failure, retryable=retryable)

    def _on_screen(self, call: Call) -> Call:
        if call.name != "computer":
            return call
        return call.model_copy(update={"arguments": self._asked.scale.to_screen(call.arguments)})

    def _finished(self, stop: StopReason, *, calls: tuple[Call, ...] = (), **rest: Any) -> Reply:
        return Reply(
            text=self._hearing.said.strip(),
            calls=calls,
            stop_reason=stop,
            usage=self._priced(),
            native=self._native(),
            model=f"{self._card.provider}/{self._model or self._card.own_name}",
            **rest,
        )

    def _native(self) -> dict[str, Any]:
        """The model's own words, for replay, without its thinking."""
        return {
            "provider": self._card.provider,
            "model": self._card.model,
            "wire": self._asked.form.name,
            "content": self._hearing.content.strip(),
            "calls": self._calls.native(),
            "id": self._id,
            "finish_reason": self._stop,
        }

    def _priced(self) -> Usage:
        """The tokens and their cost: nothing for a model of one's own, the server's own word, the table's, or None."""
        details = sound.table(self._usage.get("prompt_tokens_details"))
        usage = Usage(
            input_tokens=sound.count(self._usage.get("prompt_tokens")),
            output_tokens=sound.count(self._usage.get("completion_tokens")),
            cache_read_tokens=sound.count(details.get("cached_tokens")),
            cache_write_tokens=sound.count(details.get("cache_write_tokens")),
            cost_usd=0.0 if self._card.price == "free" else None,
        )
        if self._card.price == "free" or not self._usage:
            return usage
        told = self._usage.get("cost")
        if self._card.provider == "openrouter" and isinstance(told, int | float) and 0 <= told < 1e6:
            return usage.model_copy(update={"cost_usd": float(told)})
        if self._card.price == "unknown":
            return usage
        return priced(usage, self._card.provider, self._card.price_row or self._card.own_name)


def _words(value: Any) -> str:
    """Text, or the text of a list of parts."""
    if isinstance(value, list):
        return "".join(_words(sound.table(part).get("text")) for part in value)
    return sound.text(value)
