"""A conversation as the API takes it: turns that alternate, one result for each call, marks around strangers' words.

What was written for the first n messages stays the same when more follow (cache marks aside), so prompt caches hold
and bound thinking stays behind the prefix that it was thought on. The model's own turns are replayed verbatim where
this model said them in this wire form; else they are written from their normal form, without their thinking.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from deskhand.core.geometry import Box
from deskhand.core.messages import (
    FilePart,
    Message,
    ModelMessage,
    Part,
    PersonMessage,
    PicturePart,
    Reply,
    ResultMessage,
)
from deskhand.models.anthropic.forms import Form
from deskhand.models.cards import Card
from deskhand.models.wire.marks import from_stranger, notice
from deskhand.models.wire.pictures import Pictures, Shown
from deskhand.models.wire.scale import Scale, Size, fitting, scale_for

PROVIDER = "anthropic"
SCREEN_USUAL: Size = (1280, 800)
"""Taken for the screen's size until a request or a picture tells it."""

GO_ON = "Your turn was cut off before its end. Go on."
NO_ANSWER = "No answer to this call is on record. Look before you go on."
NOTHING = "(nothing)"

THINKING = frozenset({"thinking", "redacted_thinking"})

Block = dict[str, Any]
Turn = dict[str, Any]


@dataclass(slots=True)
class Conversation:
    """Takes messages in, oldest first; `turns` is what is sent."""

    form: Form
    card: Card
    pictures: Pictures
    blob: Callable[[str], bytes]
    with_thinking: bool = True
    screen: Size | None = None
    turns: list[Turn] = field(default_factory=list)
    _open: dict[str, str] = field(default_factory=dict)
    _held: list[Block] = field(default_factory=list)

    @property
    def scale(self) -> Scale:
        """The screen and its pictures, as far as they are known by now."""
        return scale_for(self.screen or SCREEN_USUAL, self.card)

    def add(self, message: Message) -> None:
        """Take one message in."""
        match message:
            case PersonMessage(role=role, parts=parts):
                self._say([block for part in parts for block in self._blocks(part, told_by=role)])
            case ModelMessage(reply=reply, thinking=thinking):
                self._answer_open()
                self._reply(reply, with_thinking=thinking and self.with_thinking)
            case ResultMessage():
                self._result(message)

    def finish(self) -> list[Turn]:
        """The turns of a request: every call answered, the last word not the model's."""
        self._answer_open()
        if not self.turns or self.turns[-1]["role"] == "assistant":
            self._append("user", [_text(GO_ON)])
        return self.turns

    def _append(self, role: str, blocks: list[Block]) -> None:
        if self.turns and self.turns[-1]["role"] == role:
            self.turns[-1]["content"] += blocks
        else:
            self.turns.append({"role": role, "content": blocks})

    def _say(self, blocks: list[Block]) -> None:
        """Words wait for the results of open calls: those must follow their calls directly."""
        if self._open:
            self._held += blocks
        elif blocks:
            self._append("user", blocks)

    def _reply(self, reply: Reply, *, with_thinking: bool) -> None:
        blocks = self._verbatim(reply, with_thinking=with_thinking) or self._written(reply)
        if not blocks:
            return
        if not self.turns or self.turns[-1]["role"] == "assistant":
            self._append("user", [_text(GO_ON)])
        self._append("assistant", blocks)
        self._open = {b["id"]: b.get("toolset_name", "") for b in blocks if b.get("type") == "tool_use"}

    def _verbatim(self, reply: Reply, *, with_thinking: bool) -> list[Block]:
        """The provider's own blocks, when they were made by this model in this form; else nothing.

        Calls go by the ids of the normal form, which may have been made unique. Of a turn that broke off, only the
        words are kept: its calls have no results, and its thinking may lack its signature.
        """
        said = reply.native
        if (said.get("provider"), said.get("model"), said.get("wire")) != (
            self.card.provider,
            self.card.model,
            self.form.name,
        ):
            return []
        content = [block for block in said.get("content", ()) if isinstance(block, dict)]
        blocks = [dict(block) for block in content if with_thinking or block.get("type") not in THINKING]
        uses = [block for block in blocks if block.get("type") == "tool_use"]
        if len(uses) != len(reply.calls) or reply.stop_reason not in ("calls", "end_turn"):
            return [block for block in blocks if block.get("type") == "text"]
        for block, call in zip(uses, reply.calls, strict=True):
            block["id"] = call.id
        return blocks

    def _written(self, reply: Reply) -> list[Block]:
        blocks = [_text(reply.text)] if reply.text.strip() else []
        for call in reply.calls:
            fields = self.form.written(call.name, self.scale.to_sent(call.arguments))
            blocks.append({"type": "tool_use", "id": call.id, **fields})
        return blocks

    def _result(self, message: ResultMessage) -> None:
        """Results in the order of the calls; one for a call that nobody made is dropped, the API would refuse it."""
        if message.call_id not in self._open:
            return
        content = [block for part in message.parts for block in self._blocks(part)]
        self._append("user", [self._result_block(message.call_id, content, failed=message.failed)])
        self._release()

    def _result_block(self, call: str, content: list[Block], *, failed: bool) -> Block:
        block: Block = {"type": "tool_result", "tool_use_id": call, "content": content or [_text(NOTHING)]}
        toolset = self._open.pop(call)
        return block | ({"toolset_name": toolset} if toolset else {}) | ({"is_error": True} if failed else {})

    def _answer_open(self) -> None:
        for call in list(self._open):
            self._append("user", [self._result_block(call, [_text(NO_ANSWER)], failed=True)])
        self._release()

    def _release(self) -> None:
        if not self._open and self._held:
            held, self._held = self._held, []
            self._append("user", held)

    def _blocks(self, part: Part, told_by: str = "") -> list[Block]:
        if isinstance(part, PicturePart):
            return self._picture(part)
        if isinstance(part, FilePart):
            return [_text(f'[The file "{part.name}" ({part.media_type}) was given.]')]
        if not part.text.strip():
            return []
        if part.stranger:
            return [_text(from_stranger(part.text))]
        return [_text(notice(part.text) if told_by == "notice" else part.text)]

    def _picture(self, part: PicturePart) -> list[Block]:
        whole = part.frame is not None and self._shows_screen(part)
        size = fitting(part.width, part.height, self.card)
        words = self._scale_words() if whole and not self.scale.is_one else []
        shown = self.pictures.shown(part, size, self.blob)
        return [*words, _text(shown) if isinstance(shown, str) else _image(shown)]

    def _shows_screen(self, part: PicturePart) -> bool:
        """Whether a picture shows the whole screen. Until its size is told, the largest from the top left does."""
        region = part.region or Box(0, 0, part.width, part.height)
        if (region.x, region.y) != (0, 0):
            return False
        size = (region.width, region.height)
        known = self.screen or (1, 1)
        if size[0] >= known[0] and size[1] >= known[1]:
            self.screen = size
        return self.screen == size

    def _scale_words(self) -> list[Block]:
        (width, height), (sent_width, sent_height) = self.scale.screen, self.scale.sent
        return [
            _text(
                f"(The screen of {width}x{height} pixels, shown at {sent_width}x{sent_height}: give coordinates in "
                "pixels of this picture. `elements` gives places in pixels of the screen; point at those by id.)"
            )
        ]


def _text(text: str) -> Block:
    return {"type": "text", "text": text}


def _image(shown: Shown) -> Block:
    return {"type": "image", "source": {"type": "base64", "media_type": shown.media_type, "data": shown.base64}}
