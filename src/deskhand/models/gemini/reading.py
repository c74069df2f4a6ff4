"""Reading a streamed answer: chunks in, deltas out, one Reply at the end.

Chunks are read as plain data, tolerantly: what an answer holds is a stranger's, and the strangest one becomes a failed
reply or a malformed call, never an exception. The provider's parts are kept as they came; only plain words that
followed each other are joined.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any

from deskhand.core.messages import Call, Failure, Reply, StopReason, Usage
from deskhand.models.base import CallDelta, Delta, TextDelta, ThoughtDelta
from deskhand.models.gemini.asking import Asking
from deskhand.models.gemini.cautions import caution
from deskhand.models.gemini.conversation import PROVIDER
from deskhand.models.pricing import priced
from deskhand.models.wire import sound

Block = dict[str, Any]

FINISHED = frozenset({"STOP"})
LIMITS = frozenset({"MAX_TOKENS", "CONTINUATION"})
REFUSALS = frozenset(
    {
        "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT",
        "IMAGE_RECITATION", "MODEL_ARMOR", "ESCALATION",
    }
)  # fmt: skip
MISTAKES = frozenset(
    {
        "MALFORMED_FUNCTION_CALL",
        "UNEXPECTED_TOOL_CALL",
        "TOO_MANY_TOOL_CALLS",
        "MALFORMED_RESPONSE",
        "OTHER",
        "LANGUAGE",
        "MISSING_THOUGHT_SIGNATURE",
    }
)
"""The vendor's reasons to finish, by what they mean here. After a mistake the same request may go well; one that is not
known counts as finished."""

_PLAIN = {"text"}


class Reading:
    """One answer, as far as it has come."""

    def __init__(self, asked: Asking, model: str) -> None:
        self._asked = asked
        self._model = model
        self._parts: list[Block] = []
        self._usage: Block = {}
        self._finish, self._finish_words = "", ""
        self._blocked = ""
        self._version, self._id = "", ""

    def take(self, chunk: Mapping[str, Any]) -> list[Delta]:
        """Take one chunk in; what people may be shown of it at once. A CallDelta has the vendor's name and JSON."""
        self._usage |= sound.block(chunk.get("usageMetadata"))
        self._version = sound.text(chunk.get("modelVersion")) or self._version
        self._id = sound.text(chunk.get("responseId")) or self._id
        feedback = sound.table(chunk.get("promptFeedback"))
        if reason := sound.line(sound.text(feedback.get("blockReason")), 60):
            self._blocked = f"{reason} {sound.line(sound.text(feedback.get('blockReasonMessage')))}".strip()
        listed = chunk.get("candidates")
        candidate = sound.table(listed[0]) if isinstance(listed, list) and listed else {}
        self._finish = sound.line(sound.text(candidate.get("finishReason")), 60) or self._finish
        self._finish_words = sound.line(sound.text(candidate.get("finishMessage"))) or self._finish_words
        parts = sound.table(candidate.get("content")).get("parts")
        return [delta for part in (parts if isinstance(parts, list) else ()) for delta in self._part(part)]

    def _part(self, part: Any) -> list[Delta]:
        use = sound.table(sound.table(part).get("functionCall"))
        block = sound.block({name: value for name, value in sound.table(part).items() if name != "functionCall"})
        if use:
            self._parts.append({**block, "functionCall": use})
            return [CallDelta(sound.text(use.get("id")), sound.text(use.get("name")), _written(use.get("args")))]
        if not block:
            return []
        words = block["text"] = sound.text(block.get("text")) if "text" in block else ""
        if not words and not block.keys() - _PLAIN:
            return []
        if not self._joined(block):
            self._parts.append(block)
        if not words:
            return []
        return [ThoughtDelta(words) if block.get("thought") else TextDelta(words)]

    def _joined(self, block: Block) -> bool:
        """Plain words behind plain words are one part; a part with a signature stays as it came."""
        last = self._parts[-1] if self._parts else {}
        if last.keys() != block.keys() or not block.keys() <= {"text", "thought"}:
            return False
        if bool(last.get("thought")) != bool(block.get("thought")):
            return False
        last["text"] += block["text"]
        return True

    def reply(self) -> Reply:
        """The reply that the chunks make; a failed one when they broke off or hold nothing.

        Calls of a turn that was refused or reached its limit are not made: the last of them may be half a call.
        """
        if self._blocked:
            return self._ended("refused", f"{PROVIDER}: the request was refused. {self._blocked}")
        if not self._finish:
            return self.broken(_BROKE_OFF, "broken") if self._parts else self.broken(_EMPTY, "empty")
        said = f"{self._finish}{': ' if self._finish_words else ''}{self._finish_words}"
        if self._finish in REFUSALS:
            return self._ended("refused", f"{PROVIDER}: the model refused. {said}")
        if self._finish in LIMITS:
            return self._ended("limit", f"the answer reached its limit ({said})")
        if self._finish in MISTAKES:
            return self.broken(f"{PROVIDER}: the answer is of no use ({said})", "broken")
        calls, counts = self._calls()
        if not calls and not self._text().strip():
            return self.broken(_EMPTY, "empty")
        return self._ended("calls" if calls else "end_turn", calls=calls, counts=counts)

    def broken(self, error: str, failure: Failure, *, retryable: bool = True) -> Reply:
        """The reply when nothing usable came: what was said so far, and what it cost, are kept."""
        return self._ended("failed", error, failure=failure, retryable=retryable)

    def _ended(
        self,
        stop: StopReason,
        error: str = "",
        *,
        calls: tuple[Call, ...] = (),
        counts: tuple[int, ...] = (),
        **rest: Any,
    ) -> Reply:
        return Reply(
            text=self._text(),
            calls=calls,
            stop_reason=stop,
            usage=priced(self._tokens(), PROVIDER, self._model),
            native=self._native(counts),
            model=f"{PROVIDER}/{self._version or self._model}",
            error=error,
            **rest,
        )

    def _text(self) -> str:
        return "".join(sound.text(part.get("text")) for part in self._parts if not part.get("thought")).strip()

    def _calls(self) -> tuple[tuple[Call, ...], tuple[int, ...]]:
        """The canonical calls, and how many of them each native call stands for.

        Without an act for a look, the last answer of a turn shows the screen.
        """
        groups = [self._group(part["functionCall"]) for part in self._parts if "functionCall" in part]
        if groups and not self._asked.form.looks and groups[-1][-1].name == "computer":
            groups[-1][-1] = groups[-1][-1].model_copy(update={"shows_screen": True})
        return tuple(call for group in groups for call in group), tuple(len(group) for group in groups)

    def _group(self, use: Block) -> list[Call]:
        """The canonical calls of a native one. What must be confirmed stands on the first: without it none is made."""
        call_id = sound.text(use.get("id")) or f"call_{secrets.token_hex(6)}"
        name = sound.text(use.get("name"))
        try:
            given = _sound_arguments(use.get("args"))
            read = self._asked.form.read(name, given, self._asked.scale.screen)
            return [
                Call(
                    id=call_id if number == 0 else f"{call_id}.{number + 1}",
                    name=tool,
                    arguments=self._asked.scale.to_screen(arguments) if tool == "computer" else arguments,
                    caution=caution(given) if number == 0 else "",
                )
                for number, (tool, arguments) in enumerate(read)
            ]
        except sound.UNREADABLE as error:
            return [sound.malformed(call_id, name, error)]

    def _native(self, counts: tuple[int, ...]) -> dict[str, Any]:
        """The provider's parts, for replay."""
        return {
            "provider": PROVIDER,
            "model": f"{PROVIDER}/{self._model}",
            "wire": self._asked.form.name,
            "content": [_kept(part) for part in self._parts],
            "stands_for": list(counts),
            "id": self._id,
            "stop_reason": self._finish,
        }

    def _tokens(self) -> Usage:
        """The tokens. Cached ones are a part of the prompt's, thoughts are paid for as output."""
        count = {name: sound.count(value) for name, value in self._usage.items()}
        return Usage(
            input_tokens=count.get("promptTokenCount", 0) + count.get("toolUsePromptTokenCount", 0),
            output_tokens=count.get("candidatesTokenCount", 0) + count.get("thoughtsTokenCount", 0),
            cache_read_tokens=count.get("cachedContentTokenCount", 0),
            cost_usd=None,
        )


_EMPTY = f"{PROVIDER}: the answer was empty"
_BROKE_OFF = f"{PROVIDER}: the answer broke off before its end"


def _written(args: Any) -> str:
    try:
        return json.dumps(sound.data(args or {}), ensure_ascii=False)
    except sound.UNREADABLE:
        return "{}"


def _sound_arguments(args: Any) -> Block:
    """Raises ValueError for what is no object, or can't be mended."""
    if args is None:
        return {}
    if not isinstance(args, Mapping):
        raise ValueError("they are no JSON object")
    made: Block = sound.data(args)
    return made


def _kept(part: Block) -> Block:
    if "functionCall" not in part:
        return part
    use = part["functionCall"]
    try:
        return {**part, "functionCall": sound.table(sound.data(use))}
    except sound.UNREADABLE:
        return {**part, "functionCall": {"name": sound.text(use.get("name")), "args": {}}}
