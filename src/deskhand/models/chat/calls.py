"""The calls of a streamed answer, put together from their pieces: with or without index, id, name or type."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deskhand.core.messages import Call
from deskhand.models.base import CallDelta, Delta
from deskhand.models.chat.tagged import NAMELESS
from deskhand.models.wire import sound


@dataclass(slots=True)
class _Call:
    """One call, as far as it has come. given: arguments that came as an object and not as text."""

    id: str
    index: int | None
    name: str = ""
    pieces: list[str] = field(default_factory=list)
    given: dict[str, Any] | None = None

    @property
    def written(self) -> str:
        return "".join(self.pieces)


class Calls:
    """Takes deltas in; `made` are the calls. prefix: of the ids of those that came without one."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._calls: list[_Call] = []

    def take(self, delta: Mapping[str, Any]) -> list[Delta]:
        """Take a delta in. Servers of an older kind write one `function_call`."""
        listed = delta.get("tool_calls")
        entries = [sound.table(entry) for entry in listed] if isinstance(listed, list) else []
        if old := sound.table(delta.get("function_call")):
            entries.append({"index": 0, "function": old})
        return [told for entry in entries for told in self._take(entry)]

    def _take(self, entry: dict[str, Any]) -> list[Delta]:
        function = sound.table(entry.get("function")) or entry
        call = self._call_of(entry, sound.text(function.get("name")))
        arguments = function.get("arguments")
        if isinstance(arguments, Mapping):
            call.given = dict(arguments)
            return []
        piece = sound.text(arguments)
        call.pieces.append(piece)
        return [CallDelta(call.id, call.name, piece)] if piece else []

    def _call_of(self, entry: dict[str, Any], name: str) -> _Call:
        """The call that a piece belongs to: by its index, else by its id, else the last one, unless it names anew.

        Some servers give every call the index 0: another id makes it another call.
        """
        call_id, index = sound.text(entry.get("id")), entry.get("index")
        index = index if isinstance(index, int) and not isinstance(index, bool) else None
        known = [call for call in self._calls if index is not None and call.index == index]
        if index is None:
            known = [call for call in self._calls if call.id == call_id] if call_id else self._calls[-1:]
        last = known[-1] if known else None
        if last is None or (call_id and call_id != last.id and last.name) or (index is None and not call_id and name):
            last = _Call(call_id or f"{self._prefix}-{len(self._calls)}", index)
            self._calls.append(last)
        last.id = call_id or last.id
        last.name = last.name or name
        return last

    def made(self) -> tuple[Call, ...]:
        """The calls, in the order in which they began. Arguments that can't be read make a malformed one."""
        return tuple(self._made(call) for call in self._calls)

    def _made(self, call: _Call) -> Call:
        name = call.name or NAMELESS
        try:
            arguments = sound.arguments(call.written) if call.written.strip() else sound.data(call.given or {})
            if not call.name:
                raise ValueError("the call names no tool")
            return Call(id=call.id, name=name, arguments=arguments)
        except sound.UNREADABLE as error:
            return sound.malformed(call.id, name, error)

    def native(self) -> list[dict[str, str]]:
        """Name and arguments of each, as they came; templates read the arguments, so those are whole or empty."""
        made = zip(self._calls, self.made(), strict=True)
        return [{"name": call.name, "arguments": _written(own, call)} for own, call in made]


def _written(own: _Call, call: Call) -> str:
    if call.malformed:
        return "{}"
    return own.written if own.written.strip() else json.dumps(call.arguments, ensure_ascii=False)
