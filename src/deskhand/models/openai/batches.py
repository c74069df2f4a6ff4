"""What one `computer_call` asks for: its acts, in order, each a canonical call of its own.

The first carries what the vendor wants confirmed (`pending_safety_checks`), so that a person is asked before anything
of the batch is done and a "no" stops all of it. The last carries that its answer must show the screen: the vendor takes
one picture as the answer to the whole batch, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deskhand.core.messages import Call
from deskhand.models.openai.acts import Arguments, canonical
from deskhand.models.openai.forms import COMPUTER
from deskhand.models.wire import sound
from deskhand.models.wire.scale import Scale

Item = Mapping[str, Any]


def calls_of(item: Item, scale: Scale) -> tuple[Call, ...]:
    """The canonical calls of a `computer_call`; never none, because it must be answered."""
    call_id, made = sound.text(item.get("call_id")), _acts(item, scale)
    several = len(made) > 1
    calls = [_call(f"{call_id}-{n}" if several else call_id, given) for n, given in enumerate(made)]
    calls[0] = calls[0].model_copy(update={"caution": caution(item)})
    calls[-1] = calls[-1].model_copy(update={"shows_screen": True})
    return tuple(calls)


def call_id_of(first: Call, count: int) -> str:
    """The id of the `computer_call` that these canonical calls came from, by the first of them."""
    return first.id.removesuffix("-0") if count > 1 else first.id


def checks(item: Item) -> list[dict[str, Any]]:
    """What the vendor wants confirmed before the acts are done, as it wants it back."""
    pending = item.get("pending_safety_checks")
    listed = [sound.table(check) for check in pending if check] if isinstance(pending, list) else []
    return [{name: check.get(name) for name in ("id", "code", "message")} for check in listed]


def caution(item: Item) -> str:
    """The same in words for people; "" when there is nothing."""
    said = [
        ": ".join(words for name in ("code", "message") if (words := sound.text(each[name]))) for each in checks(item)
    ]
    return "; ".join(sound.line(words) or "a check without a name" for words in said)


def _acts(item: Item, scale: Scale) -> list[Arguments | Exception]:
    actions = item.get("actions")
    if actions is None:
        actions = [item.get("action")] if item.get("action") is not None else []
    if not isinstance(actions, list | tuple):
        return [ValueError("actions is no list")]
    pixels = scale.screen[0] / scale.sent[0]
    made: list[Arguments | Exception] = []
    for action in actions:
        try:
            made += [scale.to_screen(sound.data(given)) for given in canonical(action, pixels)]
        except sound.UNREADABLE as error:
            made.append(error)
    return made or [{"action": "screenshot"}]


def _call(call_id: str, given: Arguments | Exception) -> Call:
    if isinstance(given, Exception):
        return sound.malformed(call_id, COMPUTER, given)
    try:
        return Call(id=call_id, name=COMPUTER, arguments=given)
    except sound.UNREADABLE as error:
        return sound.malformed(call_id, COMPUTER, error)
