"""What is called whole may be handed on as it lies: reading it and writing it anew would give the same."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given

from deskhand.core import events as ev
from deskhand.core.messages import Call, PicturePart, Reply, TextPart
from deskhand.core.whole import is_whole
from deskhand.journal.codec import encode
from tests.core.test_events import EVENTS

REPLIED = ev.ModelReplied(reply=Reply(text="Next.", calls=(Call(id="c1", name="bash", arguments={"a": [{"b": 1}]}),)))
FINISHED = ev.CallFinished(
    call="c1", status="ok",
    content=(TextPart(text="Infinite"), PicturePart(blob="0" * 64, media_type="image/png", width=1, height=1)),
)  # fmt: skip
STARTED = ev.SessionStarted(model="m", desk={"anything": [1, None, {"x": "y"}]})


def stored(event: ev.Event) -> tuple[str, int, str]:
    encoded = encode(event)
    return encoded.type, encoded.version, encoded.data


def lacking_one(value: Any) -> Iterator[Any]:
    """The same without one field, each in turn; not in what a model or a tool may fill as it likes."""
    if isinstance(value, dict):
        for name in value:
            yield {key: each for key, each in value.items() if key != name}
            if name not in ("arguments", "desk", "native", "details"):
                yield from ({**value, name: less} for less in lacking_one(value[name]))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from ([*value[:place], less, *value[place + 1 :]] for less in lacking_one(each))


@given(EVENTS)
def test_what_is_whole_reads_back_as_it_lies(event: ev.Event) -> None:
    if event.type == "unknown":
        return
    kind, version, data = stored(event)
    assert is_whole(kind, version, data)
    assert json.loads(ev.decode(kind, version, data).model_dump_json()) == {"type": kind, **json.loads(data)}


@pytest.mark.parametrize("event", [REPLIED, FINISHED, STARTED])
def test_an_event_that_lacks_a_field_anywhere_is_not_whole(event: ev.Event) -> None:
    kind, version, data = stored(event)
    less = [json.dumps(each, separators=(",", ":")) for each in lacking_one(json.loads(data))]
    assert len(less) > 5 and not any(is_whole(kind, version, each) for each in less)


@pytest.mark.parametrize(
    ("kind", "version", "data"),
    [
        ("paused", 2, '{"by":"","command":""}'),
        ("from_the_future", 1, "{}"),
        ("unknown", 1, '{"data":{},"original":"x"}'),
        ("paused", 1, '{"by":"","command":"","more":1}'),
        ("paused", 1, '{"by":5,"command":""}'),
        ("paused", 1, '{"by":"","command":"'),
        ("paused", 1, ' {"by":"","command":""}'),
        ("paused", 1, '["by"]'),
        ("paused", 1, ""),
        ("call_started", 1, '{"at":NaN,"call":"c","frame":null}'),
        ("call_started", 1, '{"at":"0","call":"c","frame":null}'),
    ],
)
def test_what_is_not_known_or_damaged_is_not_whole(kind: str, version: int, data: str) -> None:
    assert not is_whole(kind, version, data)


def test_the_cases_above_would_be_whole_if_they_were_right() -> None:
    assert is_whole("paused", 1, '{"by":"","command":""}')
    assert is_whole("call_started", 1, encode(ev.CallStarted(call="c")).data)
