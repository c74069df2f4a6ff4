"""A conversation as generateContent takes it: contents of the user and the model, one answer for each native call.

What was written for the first n messages stays the same when more follow. The model's own turns are replayed part by
part where this model said them in this wire form, with their signatures; else they are written from their normal form.
One native call may stand for several canonical ones: it is answered once, when all of them are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from deskhand.core.messages import Call, Message, ModelMessage, Part, PersonMessage, Reply, ResultMessage
from deskhand.models.cards import Card
from deskhand.models.gemini.cautions import ACKNOWLEDGED, FIELD
from deskhand.models.gemini.forms import FUNCTIONS, Form
from deskhand.models.wire import sound
from deskhand.models.wire.pictures import Pictures
from deskhand.models.wire.scale import Scale
from deskhand.models.wire.showing import Showing

PROVIDER = "google"

GO_ON = "Your turn was cut off before its end. Go on."
NO_ANSWER = "No answer to this call is on record. Look before you go on."
NOTHING = "(nothing)"

ADDRESS = "desk://screen"
"""Stands for the page's address in answers, where the API takes none without one. The page's own is in `elements`."""

UNSIGNED = "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I="
"""Stands where a call that this model did not make has no signature, which models of the third generation ask for:
"skip_thought_signature_validator" in base64. Source: the vendor's guide on moving a conversation to Gemini 3."""

Block = dict[str, Any]
Content = dict[str, Any]


@dataclass(slots=True)
class Open:
    """A native call that waits for its answer: the canonical calls it stands for, and their results so far.

    sent: the call as it was written into the conversation.
    """

    sent: Block
    calls: tuple[Call, ...]
    results: dict[str, ResultMessage] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        return len(self.results) == len(self.calls)


@dataclass(slots=True)
class Conversation:
    """Takes messages in, oldest first; `contents` is what is sent, as plain data in the API's own names."""

    form: Form
    card: Card
    pictures: Pictures
    blob: Callable[[str], bytes]
    verbatim: bool = True
    unconfirmed: bool = True
    addressed: bool = False
    contents: list[Content] = field(init=False, default_factory=list)
    showing: Showing = field(init=False)
    _open: list[Open] = field(init=False, default_factory=list)
    _held: list[Block] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        native = {"coordinates": "grid_1000", "axes": "xy", "points_with": "point"}
        card = self.card if self.form.name == FUNCTIONS else self.card.model_copy(update=native)
        self.showing = Showing(card, self.pictures, self.blob, sees=card.sees)

    @property
    def grid(self) -> bool:
        """Whether the model points in thousandths: always in the vendor's forms."""
        return self.showing.card.coordinates == "grid_1000"

    @property
    def scale(self) -> Scale:
        """The screen and its pictures, as far as they are known by now."""
        return self.showing.scale

    def add(self, message: Message) -> None:
        """Take one message in."""
        match message:
            case PersonMessage(role=role, parts=parts):
                self._say(self._blocks(parts, told_by=role))
            case ModelMessage(reply=reply, thinking=thinking):
                self._answer_open()
                self._reply(reply, verbatim=self.verbatim and thinking)
            case ResultMessage():
                self._result(message)

    def finish(self) -> list[Content]:
        """The contents of a request: every call answered, the last word not the model's."""
        self._answer_open()
        if not self.contents or self.contents[-1]["role"] == "model":
            self._append("user", [{"text": GO_ON}])
        return self.contents

    def _append(self, role: str, blocks: Sequence[Block]) -> None:
        if self.contents and self.contents[-1]["role"] == role:
            self.contents[-1]["parts"] += blocks
        else:
            self.contents.append({"role": role, "parts": list(blocks)})

    def _say(self, blocks: list[Block]) -> None:
        """Words wait for the results of open calls: those must follow their calls directly."""
        if self._open:
            self._held += blocks
        elif blocks:
            self._append("user", blocks)

    def _reply(self, reply: Reply, *, verbatim: bool) -> None:
        blocks, groups = (self._as_it_came(reply) if verbatim else None) or self._written(reply)
        if not blocks:
            return
        if not self.contents or self.contents[-1]["role"] == "model":
            self._append("user", [{"text": GO_ON}])
        self._append("model", blocks)
        self._open = groups

    def _as_it_came(self, reply: Reply) -> tuple[list[Block], list[Open]] | None:
        """The provider's own parts, when they were made by this model in this form; else nothing.

        Of a turn that broke off, only the words are kept: its calls have no results.
        """
        said = reply.native
        if (said.get("provider"), said.get("model"), said.get("wire")) != (PROVIDER, self.card.model, self.form.name):
            return None
        blocks = [dict(block) for block in said.get("content", ()) if isinstance(block, dict)]
        if reply.stop_reason not in ("calls", "end_turn"):
            words = [{"text": block["text"]} for block in blocks if block.get("text") and not block.get("thought")]
            return words, []
        uses: list[Block] = []
        for block in blocks:
            if "functionCall" in block:
                block["functionCall"] = sound.table(block["functionCall"])
                uses.append(block["functionCall"])
        counts = [count for count in said.get("stands_for", ()) if isinstance(count, int) and count > 0]
        if len(uses) != len(counts) or sum(counts) != len(reply.calls):
            return None
        return blocks, _grouped(uses, counts, reply.calls)

    def _written(self, reply: Reply) -> tuple[list[Block], list[Open]]:
        blocks: list[Block] = [{"text": reply.text}] if reply.text.strip() else []
        groups: list[Open] = []
        for call in reply.calls:
            arguments = self.scale.to_sent(call.arguments) if call.name == "computer" else dict(call.arguments)
            name, args = self.form.written(call.name, arguments, self.scale.screen)
            signature = {"thoughtSignature": UNSIGNED} if self.card.thinking and not groups else {}
            use = {"id": call.id, "name": name, "args": args}
            blocks.append({"functionCall": use, **signature})
            groups.append(Open(use, (call,)))
        return blocks, groups

    def _result(self, message: ResultMessage) -> None:
        """A result for a call that nobody made is dropped, the API would refuse it."""
        for group in self._open:
            if message.call_id in {call.id for call in group.calls} - group.results.keys():
                group.results[message.call_id] = message
                break
        if self._open and all(group.whole for group in self._open):
            self._answer_open()

    def _answer_open(self) -> None:
        """Answer the native calls in their order, then let the words out that waited."""
        answers, self._open = [self._answer(group) for group in self._open], []
        held, self._held = self._held, []
        if answers or held:
            self._append("user", [*answers, *held])

    def _answer(self, group: Open) -> Block:
        results = [group.results[call.id] for call in group.calls if call.id in group.results]
        blocks = [block for result in results for block in self._blocks(result.parts)]
        words = [block["text"] for block in blocks if "text" in block] + ([] if group.whole else [NO_ANSWER])
        failed = not group.whole or any(result.failed for result in results)
        response = {"error" if failed else "output": "\n".join(words) or NOTHING} | self._acknowledged(group)
        if self.addressed and group.sent.get("name") in self.form.acts:
            response["url"] = ADDRESS
        made: Block = {"name": sound.text(group.sent.get("name")), "response": response}
        if call_id := sound.text(group.sent.get("id")):
            made["id"] = call_id
        if pictures := [block for block in blocks if "inlineData" in block]:
            made["parts"] = pictures
        return {"functionResponse": made}

    def _acknowledged(self, group: Open) -> dict[str, str]:
        """Only what a person was asked about and allowed is acknowledged.

        A provider that takes no answer without an acknowledgement is not given a false one: its decision is left out
        of the call instead, which was not made.
        """
        allowed = any(
            group.results[call.id].confirmed for call in group.calls if call.caution and call.id in group.results
        )
        if not allowed and not self.unconfirmed:
            group.sent["args"] = {name: value for name, value in group.sent.get("args", {}).items() if name != FIELD}
        return ACKNOWLEDGED if allowed else {}

    def _blocks(self, parts: Sequence[Part], told_by: str = "") -> list[Block]:
        return [
            {"text": piece}
            if isinstance(piece, str)
            else {"inlineData": {"mimeType": piece.media_type, "data": piece.base64}}
            for piece in self.showing.pieces(parts, told_by)
        ]


def _grouped(uses: Sequence[Block], counts: Sequence[int], calls: Sequence[Call]) -> list[Open]:
    """The native calls with the canonical ones that they stand for, in order."""
    groups, at = [], 0
    for use, count in zip(uses, counts, strict=True):
        groups.append(Open(use, tuple(calls[at : at + count])))
        at += count
    return groups
